/* The words that a statement's marks are written in, and what it lacks. */
#include "audit/treatment/statement_marks.h"

/* --- columns without their heading ------------------------------------------ */

enum { COLUMNS_TRIED = 64, ROWS_AT_LEAST = 3 };

/* Whether a cell may be the field's. */
static bool fits(
    struct pl *p, const struct pl_row *row, enum rt_field f, uint32_t col)
{
    const struct rt_cell *cell = rt_row_cell(row->row, (int32_t)col);
    struct rt_str rest;

    switch (f) {
    case RT_F_APPLIED:
        return rt_statement_applied(p->a->vocab, cell) != RT_APPLIED_UNREADABLE;
    case RT_F_IMPLEMENTED:
        return rt_statement_carried(p->a->vocab, cell) != RT_CARRIED_BAD;
    default:
        return rt_annex_number_in(rt_pl_folded(p, cell->text), &rest).parts
               >= 2;
    }
}

/* The 0-based column that has no heading of the form and holds in most rows
 * what the field's would: of marks, 適用 is on the left. RT_COLUMNS_MAX: none. */
static uint32_t column_by_values(
    struct pl *p, const struct pl_table *t, enum rt_field f)
{
    const struct rt_table *of = &p->a->tables[t->sheet];
    size_t fit[COLUMNS_TRIED] = {0}, filled[COLUMNS_TRIED] = {0};
    uint32_t found = RT_COLUMNS_MAX;
    struct pl_cursor c;
    struct pl_row row;

    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        for (uint32_t col = 0; col < COLUMNS_TRIED; col++) {
            enum rt_field is = rt_table_field(of, col);
            if ((is != RT_FIELD_NONE && is != RT_F_NOTE)
                || rt_cell_blank(rt_row_cell(row.row, (int32_t)col)))
                continue;
            filled[col]++;
            fit[col] += fits(p, &row, f, col);
        }
    }
    for (uint32_t col = 0; col < COLUMNS_TRIED; col++) {
        if (fit[col] >= ROWS_AT_LEAST && fit[col] * 10 >= filled[col] * 9
            && (found == RT_COLUMNS_MAX || f == RT_F_IMPLEMENTED))
            found = col;
    }
    return found;
}

static struct pl_note at_heading(
    struct pl *p, const struct pl_table *t, enum rt_field f, size_t was)
{
    const struct rt_column *c = rt_layout_lost(t->layout, f);
    struct pl_note note = {.sheet = t->sheet, .row = t->layout->row2};
    uint32_t col = c ? c->col : column_by_values(p, t, f);

    note.arg[0] = note.expected = rt_field_name(f, p->a->lang);
    if (col == RT_COLUMNS_MAX)
        return note;
    note.row = c ? c->row : note.row;
    note.col = col + 1;
    note.actual = rt_pl_shown(
        p, rt_cell_text(rt_grid_cell(p->a->grid, t->sheet, col, note.row)));
    note.arg[was] = note.actual;
    return note;
}

bool rt_pl_report_unnumbered(struct pl *p, const struct pl_table *t)
{
    struct pl_note note = at_heading(p, t, RT_F_CONTROL, 2);

    if (note.col > 0)
        rt_pl_report(p, RT_TP313, &note);
    return note.col > 0;
}

static void report_missing(
    struct pl *p, const struct pl_table *t, enum rt_field f)
{
    struct pl_note note = at_heading(p, t, f, 1);

    rt_pl_report(p, RT_PL622, &note);
}

void rt_pl_report_marks(struct pl *p, const struct pl_table *t)
{
    if (!rt_pl_has(t, RT_F_APPLIED))
        report_missing(p, t, RT_F_APPLIED);
    if (rt_statement_state(t->layout) == RT_FIELD_NONE)
        report_missing(p, t, RT_F_IMPLEMENTED);
}

/* --- reasons ---------------------------------------------------------------- */

void rt_pl_check_kind(
    struct pl *p, const struct pl_row *row, struct rt_str number)
{
    static const char *const left_out[]
        = {"除外", "除外する", "除外した", "除外しました", "除外とする",
            "適用除外とする", "対象外とする", "適用しない", "適用外"};
    static const enum rt_field fields[] = {RT_F_WHY, RT_F_REASON};
    enum rt_field f = rt_pl_first_of(row->table, fields, RT_COUNT(fields));
    struct rt_str shown;

    if (!rt_pl_row_says(row, f)
        || !rt_str_ends_any(rt_pl_folded(p, row->cell[f]->text), left_out))
        return;
    shown = rt_pl_cell_shown(p, row->cell[f]);
    rt_pl_say(p, RT_PL623, row, f, RT_STR_NONE, shown, RT_ARGS(number, shown));
}

enum rt_field rt_pl_blank_number(const struct pl_row *row, struct rt_str name)
{
    const struct rt_layout *l = row->table->layout;
    enum rt_field f
        = rt_pl_first_of(row->table, rt_number_fields, RT_NUMBER_FIELDS);

    return f != RT_FIELD_NONE && rt_cell_blank(rt_cell_of(l, row->row, f))
                   && rt_cell_says(rt_cell_of(l, row->row, RT_F_APPLIED))
                   && rt_annex_of_name(name, -1) >= 0
               ? f
               : RT_FIELD_NONE;
}

size_t rt_pl_list_missing(
    struct pl *p, const struct pl_control *control, struct rt_buf *list)
{
    size_t missing = 0;
    enum rt_status rc = RT_OK;

    for (int i = 0; i < RT_ANNEX_CONTROLS && rc == RT_OK; i++) {
        int theme, n, last = i, t2, n2;
        if (control[i].row > 0)
            continue;
        rt_annex_at(i, &theme, &n);
        while (last + 1 < RT_ANNEX_CONTROLS && control[last + 1].row == 0) {
            rt_annex_at(last + 1, &t2, &n2);
            if (t2 != theme)
                break;
            last++;
        }
        rt_annex_at(last, &t2, &n2);
        rc = rt_buf_printf(list, "%s%d.%d",
            list->len == 0 ? "" : rt_comma(p->a->lang), theme, n);
        if (rc == RT_OK && last > i)
            rc = rt_buf_printf(
                list, "%s%d.%d", rt_say(p->a->lang, "～", "-"), t2, n2);
        missing += (size_t)(last - i + 1);
        i = last;
    }
    (void)rt_pl_need(p, rc == RT_OK);
    return missing;
}
