/* Sheets and columns against the blank form of the edition (forms.md 1).
 *
 * A sheet is found by its name. Where a name is missing, a sheet that has none
 * of the form's names may be the one meant: recognised by the form of its
 * table, by its title, or by its place among the others. Several ledgers are as
 * the guideline advises (one per 管理部署), each perhaps with its own threats
 * (脅威の状況_営業部): whatever follows the name of such a sheet, it has it.
 */
#include "audit/structure/structure_audit.h"
#include "base/fold.h"

/* One sheet of the blank form. */
struct form_sheet {
    const char *name;
    enum rt_form form; /* NONE: no table of ours */
    const char *title; /* a text of its first rows */
    bool old, new;     /* in edition 2.1; in 3 and 3.1 */
};

#define DEFINITION "重要度定義"

static const struct form_sheet form_sheets[] = {
    {"利用方法", RT_FORM_NONE, "利用方法", false, true},
    {"情報資産台帳記入例", RT_FORM_NONE, "記入例", true, false},
    {"台帳記入例", RT_FORM_NONE, "記入例", false, true},
    {DEFINITION, RT_FORM_NONE, "判断基準", false, true},
    {"情報資産管理台帳", RT_FORM_LEDGER, "情報資産管理台帳", true, true},
    {"脅威の状況", RT_FORM_THREATS, "脅威の状況", true, true},
    {"対策状況チェック", RT_FORM_CHECKS, "対策状況チェック", true, true},
    {"診断結果", RT_FORM_NONE, "診断結果", true, true},
};

enum { FORM_SHEETS = RT_COUNT(form_sheets), TITLE_ROWS = 3 };

/* Which sheet of the file is which of the form; -1: none. */
struct match {
    struct rt_structure *s;
    int of[FORM_SHEETS];
    bool wanted[FORM_SHEETS];
    bool *used;
};

static bool folds_to(struct rt_str text, const char *word, bool whole)
{
    char folded[64 * 1024];
    size_t n
        = text.n < 4096 ? rt_fold_fixed(text, folded, sizeof folded) : SIZE_MAX;
    struct rt_str s = {folded, n};

    return n != SIZE_MAX
           && (whole ? rt_str_is(s, word) : rt_str_contains(s, rt_str(word)));
}

static struct rt_str name_of(const struct match *m, size_t sheet)
{
    return rt_grid_sheet(m->s->grid, sheet)->name;
}

static bool has_form(const struct match *m, size_t sheet, enum rt_form form)
{
    const struct rt_table *t = &m->s->tables[sheet];

    return form != RT_FORM_NONE && t->found && !t->example
           && t->layout.form == form;
}

/* --- by name ------------------------------------------------------------------ */

static void match_names(struct match *m)
{
    size_t n = rt_grid_sheet_count(m->s->grid);

    for (size_t k = 0; k < FORM_SHEETS; k++) {
        const struct form_sheet *f = &form_sheets[k];
        bool ledger = f->form == RT_FORM_LEDGER;
        m->of[k] = -1;
        for (size_t i = 0; m->wanted[k] && i < n; i++) {
            bool more = ledger || has_form(m, i, f->form);
            if (m->used[i] || (ledger && m->s->tables[i].example)
                || !folds_to(name_of(m, i), f->name, !more))
                continue;
            m->used[i] = true;
            if (m->of[k] < 0)
                m->of[k] = (int)i;
        }
    }
}

/* --- by what is on the sheet ---------------------------------------------------- */

static bool has_title(const struct match *m, size_t sheet, const char *title)
{
    const struct rt_grid *g = m->s->grid;

    for (size_t i = 0; i < rt_grid_row_count(g, sheet) && i < TITLE_ROWS; i++) {
        const struct rt_row *row = rt_grid_row(g, sheet, i);
        for (size_t k = 0; k < row->count; k++) {
            if (row->cells[k].type == RT_CELL_STRING
                && folds_to(row->cells[k].text, title, false))
                return true;
        }
    }
    return false;
}

/* It is where the missing one would be: next to a sheet that is there. */
static bool is_in_place(const struct match *m, size_t sheet, size_t k)
{
    for (size_t i = k; i-- > 0;) {
        if (m->of[i] >= 0)
            return (size_t)m->of[i] + 1 == sheet;
    }
    for (size_t i = k + 1; i < FORM_SHEETS; i++) {
        if (m->of[i] >= 0)
            return (size_t)m->of[i] == sheet + 1;
    }
    return false;
}

/* A ledger under another name is a ledger, not a text of the form. */
static bool may_be(const struct match *m, size_t sheet, size_t k)
{
    const struct form_sheet *f = &form_sheets[k];

    if (m->used[sheet] || rt_grid_row_count(m->s->grid, sheet) == 0)
        return false;
    if (has_form(m, sheet, f->form))
        return true;
    if (f->form != RT_FORM_NONE)
        return false;
    return has_title(m, sheet, f->title);
}

static int find_renamed(const struct match *m, size_t k)
{
    size_t n = rt_grid_sheet_count(m->s->grid);

    for (size_t i = 0; i < n; i++) {
        if (may_be(m, i, k))
            return (int)i;
    }
    for (size_t i = 0; form_sheets[k].form == RT_FORM_NONE && i < n; i++) {
        const struct rt_table *t = &m->s->tables[i];
        if (!m->used[i] && rt_grid_row_count(m->s->grid, i) > 0
            && (!t->found || t->example) && is_in_place(m, i, k))
            return (int)i;
    }
    return -1;
}

static enum rt_status report_missing(
    struct match *m, size_t k, struct rt_error *err)
{
    struct rt_str name = rt_str(form_sheets[k].name);
    struct rt_str other;
    int found = find_renamed(m, k);

    if (found < 0)
        return rt_structure_put(m->s, RT_TP501, SIZE_MAX, 0, 0,
            RT_ARGS(name, m->s->audit->edition), name, RT_STR_NONE, err);
    m->used[found] = true;
    m->of[k] = found;
    other = name_of(m, (size_t)found);
    return rt_structure_put(m->s, RT_TP502, (size_t)found, 0, 0,
        RT_ARGS(other, name), name, other, err);
}

/* --- a heading that is missing ------------------------------------------------- */

enum { HEADER_SEARCHED = 10, HEADINGS_AT_LEAST = 2 };

static enum rt_field field_of(
    const struct match *m, const struct rt_cell *cell, enum rt_form form)
{
    enum rt_field f = cell && cell->type == RT_CELL_STRING ? rt_label_field(
                          m->s->audit->vocab, RT_STR_NONE, cell->text)
                                                           : RT_FIELD_NONE;

    return f != RT_FIELD_NONE && (f == RT_F_NO || rt_field_in(f, form))
               ? f
               : RT_FIELD_NONE;
}

/* The row with the most headings of the form, or NULL; which they are. */
static const struct rt_row *header_of(const struct match *m, size_t sheet,
    enum rt_form form, bool has[RT_FIELD_COUNT])
{
    const struct rt_row *best = NULL;
    size_t most = HEADINGS_AT_LEAST - 1;

    for (size_t i = 0;
         i < HEADER_SEARCHED && i < rt_grid_row_count(m->s->grid, sheet); i++) {
        const struct rt_row *row = rt_grid_row(m->s->grid, sheet, i);
        bool here[RT_FIELD_COUNT] = {false};
        size_t n = 0;
        for (size_t k = 0; k < row->count; k++) {
            enum rt_field f = field_of(m, &row->cells[k], form);
            n += f != RT_FIELD_NONE && !here[f];
            if (f != RT_FIELD_NONE)
                here[f] = true;
        }
        if (n <= most)
            continue;
        most = n;
        best = row;
        memcpy(has, here, sizeof here);
    }
    return best;
}

static size_t filled_below(
    const struct match *m, size_t sheet, uint32_t col, uint32_t row)
{
    size_t n = 0;

    for (size_t i = 0; i < rt_grid_row_count(m->s->grid, sheet); i++) {
        const struct rt_row *r = rt_grid_row(m->s->grid, sheet, i);
        n += r->number > row && !rt_cell_blank(rt_row_cell(r, (int32_t)col));
    }
    return n;
}

/* The one field that the header lacks, and the column with values that has no
 * heading of the form; false where that is not clear. */
static bool find_lost(const struct match *m, size_t sheet, enum rt_form form,
    enum rt_field *lost, uint32_t *row, uint32_t *col)
{
    static const enum rt_field needed[]
        = {RT_F_CATEGORY, RT_F_CHECK_ITEM, RT_F_ANSWER, RT_F_MEDIUM,
            RT_F_THREAT_NAME, RT_F_THREAT, RT_F_VULNERABILITY};
    bool has[RT_FIELD_COUNT];
    const struct rt_row *head = header_of(m, sheet, form, has);
    uint32_t last = head && head->count ? head->cells[head->count - 1].col : 0;
    size_t missing = 0;

    for (size_t i = 0; head && i < RT_COUNT(needed); i++) {
        if (!rt_field_in(needed[i], form) || has[needed[i]])
            continue;
        *lost = needed[i];
        missing++;
    }
    if (missing != 1)
        return false;
    *row = head->number;
    for (*col = 0; *col <= last + 1; ++*col) {
        if (field_of(m, rt_row_cell(head, (int32_t)*col), form) == RT_FIELD_NONE
            && filled_below(m, sheet, *col, head->number) >= HEADINGS_AT_LEAST)
            return true;
    }
    return false;
}

static enum rt_status judge_headings(
    struct match *m, size_t k, size_t sheet, struct rt_error *err)
{
    const struct form_sheet *f = &form_sheets[k];
    enum rt_field lost;
    uint32_t row, col;
    struct rt_str name;

    if (f->form == RT_FORM_NONE)
        return RT_OK;
    if (has_form(m, sheet, f->form)) {
        if (f->form != RT_FORM_CHECKS
            || !find_lost(m, sheet, f->form, &lost, &row, &col))
            return RT_OK;
        name = rt_field_name(lost, m->s->audit->lang);
        return rt_structure_put(m->s, RT_TP313, sheet, col, row, RT_ARGS(name),
            name, RT_STR_NONE, err);
    }
    if (!find_lost(m, sheet, f->form, &lost, &row, &col))
        return rt_structure_put(m->s, RT_TP504, sheet, 0, 0,
            RT_ARGS(name_of(m, sheet)), rt_str(f->name), RT_STR_NONE, err);
    name = rt_field_name(lost, m->s->audit->lang);
    return rt_structure_put(m->s, RT_TP504, sheet, col, row,
        RT_ARGS(name_of(m, sheet), name), name, RT_STR_NONE, err);
}

/* Columns of every table that a form has. */
static enum rt_status judge_columns(
    struct rt_structure *s, bool workbook, struct rt_error *err)
{
    for (size_t i = 0; i < rt_grid_sheet_count(s->grid); i++) {
        const struct rt_table *t = &s->tables[i];
        if (!t->found || t->example || t->layout.side_by_side)
            continue;
        RT_TRY(rt_structure_columns(s, i, workbook, err));
        if (workbook && t->layout.form == RT_FORM_LEDGER)
            RT_TRY(rt_structure_pasted(s, i, err));
    }
    return RT_OK;
}

enum rt_status rt_structure_sheets(struct rt_structure *s, struct rt_error *err)
{
    struct match m = {.s = s};
    struct rt_str edition = s->audit->edition;
    bool old = rt_str_is(edition, "2.1");
    bool new = rt_str_is(edition, "3") || rt_str_is(edition, "3.1");
    enum rt_status rc = RT_OK;

    if (!old && !new)
        return judge_columns(s, false, err);
    m.used = rt_arena_array(
        &s->arena, rt_grid_sheet_count(s->grid) + 1, sizeof *m.used);
    RT_NEED(m.used, err);
    for (size_t k = 0; k < FORM_SHEETS; k++)
        m.wanted[k] = old ? form_sheets[k].old : form_sheets[k].new;
    match_names(&m);
    for (size_t k = 0; k < FORM_SHEETS && rc == RT_OK; k++) {
        if (m.wanted[k] && m.of[k] < 0)
            rc = report_missing(&m, k, err);
        if (rc == RT_OK && m.of[k] >= 0)
            rc = judge_headings(&m, k, (size_t)m.of[k], err);
        if (rc == RT_OK && m.of[k] >= 0
            && strcmp(form_sheets[k].name, DEFINITION) == 0)
            rc = rt_structure_definition(s, (size_t)m.of[k], err);
    }
    return rc == RT_OK ? judge_columns(s, true, err) : rc;
}
