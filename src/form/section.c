/* Rows that name a department and nothing else: 「総務部」, 「【総務部】」.
 *
 * Whoever wrote one means the rows below. But where such a part ends is not
 * said, so those rows are not taken for the department's: where they name none
 * of their own, the row is reported with what to do, once, when its part ends.
 * A name above the headings begins the first part: it may be that of whoever
 * collects the sheets.
 */
#include "base/fold.h"
#include "base/mark.h"
#include "form/convert.h"

/* Takes 「部署名：」 off the text. */
static bool skip_label(struct rt_str *s)
{
    static const char *const labels[] = {"管理部署名", "管理部署", "担当部署名",
        "担当部署", "記入部署", "対象部署", "主管部署", "所管部署", "部署名",
        "部署", "部門名", "部門", "所属部署", "所属", "所管", "課名"};
    static const char *const colons[] = {":", "：", " ", "　"};

    if (!rt_str_skip_any(s, labels))
        return false;
    while (rt_str_skip_any(s, colons)) {
    }
    return true;
}

/* 「■ 1. 総務部」, 「部署：総務部」, 「【総務部の資産】」 without what is around
 * the name. */
static struct rt_str bare_name(struct rt_str s)
{
    static const char *const number[]
        = {" ", "　", ".", "．", "0", "1", "2", "3", "4", "5", "6", "7", "8",
            "9", "０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
    static const char *const back[] = {" ", "　", ":", "：", "の情報資産",
        "の資産", "の台帳", "管理分", "所管分", "所管", "管轄", "関係"};
    const unsigned around = RT_MARK_BULLET | RT_MARK_STROKE;

    /* 「2) 」 and 「（2）」, too. */
    while (rt_mark_skip(&s, ~0u) || rt_str_skip_any(&s, number)) {
    }
    (void)skip_label(&s);
    for (size_t i = 0; i < RT_COUNT(back);) {
        bool cut = rt_str_ends(s, rt_str(back[i]));
        s.n -= cut ? strlen(back[i]) : 0;
        cut |= rt_mark_cut(&s, around | RT_MARK_CLOSE) != 0;
        i = cut ? 0 : i + 1;
    }
    return s;
}

/* 「データセンター」 and 「会議室」 may be assets, 「総務部」 is none. */
static bool is_plainly_one(struct rt_str name)
{
    static const char *const ends[]
        = {"部", "課", "係", "支店", "支社", "営業所", "事業所", "出張所"};
    static const char *const others[] = {"一部", "全部", "内部", "外部"};

    return rt_str_ends_any(name, ends) && !rt_str_ends_any(name, others);
}

/* Whether it is a department's name and no more. */
static bool is_name(const struct rt_intake *in, struct rt_str name)
{
    static const char *const colons[] = {":", "："};
    const struct rt_roster *roster = in->request.roster;

    return name.n > 0 && !rt_str_contains_any(name, colons)
           && ((roster && rt_roster_of_name(roster, name) >= 0)
               || rt_str_eq(rt_name_department(name), name));
}

struct rt_str rt_section_name(const struct rt_convert *c, bool plainly)
{
    const struct rt_cell *only = rt_row_lone(c->row);
    struct rt_str name;

    if (!only || c->sheet->layout.form != RT_FORM_LEDGER)
        return RT_STR_NONE;
    name = bare_name(rt_str_trim(only->text));
    return is_name(c->in, name) && (!plainly || is_plainly_one(name))
               ? name
               : RT_STR_NONE;
}

/* --- above the headings ---------------------------------------------------- */

/* 「総務部　情報資産管理台帳」: the name in front of a title. */
static struct rt_str name_of_title(struct rt_str title)
{
    static const char *const ends[] = {" ", "　", "の", "_", "＿"};
    static const char *const words[]
        = {"台帳", "目録", "一覧", "リスト", "シート", "管理表"};

    for (size_t i = 1; i < title.n; i++) {
        struct rt_str rest = {title.p + i, title.n - i};
        if (rt_str_starts_any(rest, ends))
            return rt_str_contains_any(rest, words)
                       ? (struct rt_str){title.p, i}
                       : RT_STR_NONE;
    }
    return RT_STR_NONE;
}

/* The name that a cell gives: in it, or in the next one where it is a label. */
static struct rt_str name_in(
    const struct rt_row *row, size_t i, uint32_t *col, bool *labelled)
{
    const struct rt_cell *next = i + 1 < row->count ? &row->cells[i + 1] : NULL;
    struct rt_str text = rt_str_trim(row->cells[i].text), rest = text;

    *col = row->cells[i].col + 1;
    *labelled = skip_label(&rest);
    if (*labelled && rest.n == 0 && next && next->type == RT_CELL_STRING) {
        *col = next->col + 1;
        return bare_name(rt_str_trim(next->text));
    }
    /* What is beside 「作成者」 is not of the sheet. */
    if (!*labelled && i > 0
        && rt_remark_of(row->cells[i - 1].text) == RT_REMARK_LABEL)
        return RT_STR_NONE;
    rest = name_of_title(text);
    if (rest.n > 0)
        return rest;
    /* At the right whoever hands the form out may be named. */
    return rt_row_lone(row) && row->cells[i].col < 2 ? bare_name(text)
                                                     : RT_STR_NONE;
}

enum rt_status rt_section_above(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err)
{
    struct rt_titled *t = &sheet->titled;

    for (size_t i = 0; i < row->count; i++) {
        uint32_t col;
        bool labelled;
        struct rt_str name;
        if (row->cells[i].type != RT_CELL_STRING)
            continue;
        name = name_in(row, i, &col, &labelled);
        if (!is_name(in, name) || (t->labelled && !labelled))
            continue;
        t->unclear = t->name.n > 0 && t->labelled == labelled
                     && !rt_fold_name_eq(t->name, name);
        t->name = rt_arena_str(&in->arena, name);
        RT_NEED(t->name.p, err);
        t->row = row->number;
        t->col = col;
        t->labelled = labelled;
    }
    return RT_OK;
}

void rt_section_begin(struct rt_convert *c)
{
    const struct rt_titled *t = &c->sheet->titled;

    c->section = (struct rt_section){0};
    if (t->name.n == 0 || t->unclear)
        return;
    c->section.row = t->row;
    c->section.col = t->col;
    rt_str_copy(c->section.name, sizeof c->section.name, t->name);
}

/* --- inside the table ------------------------------------------------------ */

enum rt_status rt_section_close(struct rt_convert *c, struct rt_error *err)
{
    struct rt_section *s = &c->section;
    struct rt_place place = {.sheet = c->sheet, .row = s->row, .col = s->col};
    enum rt_status rc = RT_OK;

    /* `check` looks at a file whose department its reader knows. */
    if (s->rows > 0 && c->in->request.grid_cells == 0)
        rc = rt_put_finding(c->in, RT_TP418, &place,
            RT_ARGS(rt_str(s->name), rt_num(c, (int64_t)s->rows),
                rt_rows_text(c, s->first, s->last)),
            err);
    *s = (struct rt_section){0};
    return rc;
}

/* A heading of another kind ends the part, too: 「■ 共通」. */
static bool is_other_heading(const struct rt_convert *c)
{
    const struct rt_cell *only = rt_row_lone(c->row);

    return only && rt_remark_of(only->text) == RT_REMARK_LINE;
}

enum rt_status rt_section_row(struct rt_convert *c, struct rt_error *err)
{
    struct rt_str name = rt_section_name(c, false);

    if (name.n == 0 && !is_other_heading(c))
        return RT_OK;
    RT_TRY(rt_section_close(c, err));
    if (name.n == 0)
        return RT_OK;
    RT_TRY(rt_close_gap(c, err));
    c->gap.above[0] = c->business_gap.above[0] = '\0';
    rt_ditto_forget(c, RT_F_MANAGED_BY); /* 「〃」 below does not mean it */
    rt_str_copy(c->section.name, sizeof c->section.name, name);
    c->section.row = c->row->number;
    c->section.col = rt_row_lone(c->row)->col + 1;
    return RT_OK;
}

void rt_section_note(struct rt_convert *c, const struct rt_risk *risk)
{
    struct rt_section *s = &c->section;

    if (s->row == 0 || risk->managed_by.n > 0
        || rt_fold_name_eq(risk->department, rt_str(s->name)))
        return;
    s->first = s->rows == 0 ? c->row->number : s->first;
    s->last = c->row->number;
    s->rows++;
}
