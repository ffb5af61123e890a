/* Rows that name a department and nothing else: 「総務部」, 「【総務部】」.
 *
 * Whoever wrote one means the rows below. But where such a part ends is not
 * said, so those rows are not taken for the department's: where they name none
 * of their own, the row is reported with what to do, once, when its part ends.
 */
#include "base/fold.h"
#include "form/convert.h"

static bool is_typed(const struct rt_cell *c)
{
    return !rt_cell_blank(c) && !c->is_formula;
}

/* All that was typed in the row. */
static const struct rt_cell *lone(const struct rt_row *row)
{
    const struct rt_cell *only = NULL;

    for (size_t i = 0; i < row->count; i++) {
        if (!is_typed(&row->cells[i]))
            continue;
        if (only)
            return NULL;
        only = &row->cells[i];
    }
    return only && only->type == RT_CELL_STRING ? only : NULL;
}

/* 「■ 1. 総務部」, 「部署：総務部」, 「【総務部の資産】」 without what is around
 * the name. */
static struct rt_str bare_name(struct rt_str s)
{
    static const char *const front[] = {"■", "□", "◆", "◇", "●", "○", "◎", "★",
        "☆", "▼", "▽", "▲", "△", "▶", "▷", "・", "※", "【", "〔", "《", "〈",
        "<", "＜", "[", "［", "(", "（", "「", "『", "-", "－", "ー", "―", "—",
        "─", " ", "　", ".", "．", "0", "1", "2", "3", "4", "5", "6", "7", "8",
        "9", "０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
    static const char *const back[] = {"】", "〕", "》", "〉", ">", "＞", "]",
        "］", ")", "）", "」", "』", "■", "●", "-", "－", "―", "—", "─", " ",
        "　", ":", "：", "の情報資産", "の資産", "の台帳", "管理分", "所管分",
        "所管", "管轄", "関係"};
    static const char *const labels[] = {"管理部署", "担当部署", "部署名",
        "部署", "部門名", "部門", "所属", "所管"};
    static const char *const colons[] = {":", "：", " ", "　"};

    while (rt_str_skip_any(&s, front)) {
    }
    if (rt_str_skip_any(&s, labels)) {
        while (rt_str_skip_any(&s, colons)) {
        }
    }
    for (size_t i = 0; i < RT_COUNT(back);) {
        bool cut = rt_str_ends(s, rt_str(back[i]));
        s.n -= cut ? strlen(back[i]) : 0;
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

struct rt_str rt_section_name(const struct rt_convert *c, bool plainly)
{
    const struct rt_roster *roster = c->in->request.roster;
    const struct rt_cell *only = lone(c->row);
    struct rt_str name;

    if (!only || c->sheet->layout.form != RT_FORM_LEDGER)
        return RT_STR_NONE;
    name = bare_name(rt_str_trim(only->text));
    if (name.n == 0)
        return name;
    if (roster && rt_roster_of_name(roster, name) >= 0)
        return name;
    return rt_name_department(name).n > 0 && (!plainly || is_plainly_one(name))
               ? name
               : RT_STR_NONE;
}

enum rt_status rt_section_close(struct rt_convert *c, struct rt_error *err)
{
    struct rt_section *s = &c->section;
    struct rt_place place = {.sheet = c->sheet, .row = s->row, .col = s->col};
    enum rt_status rc = RT_OK;

    if (s->rows > 0)
        rc = rt_put_finding(c->in, RT_TP418, &place,
            RT_ARGS(rt_str(s->name), rt_num(c, (int64_t)s->rows),
                rt_range_text(c, (int)s->first, (int)s->last)),
            err);
    *s = (struct rt_section){0};
    return rc;
}

/* A heading of another kind ends the part, too: 「■ 共通」. */
static bool is_other_heading(const struct rt_convert *c)
{
    const struct rt_cell *only = lone(c->row);

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
    c->gap.above[0] = '\0';
    rt_str_copy(c->section.name, sizeof c->section.name, name);
    c->section.row = c->row->number;
    c->section.col = lone(c->row)->col + 1;
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
