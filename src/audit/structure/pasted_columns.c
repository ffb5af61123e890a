/* Columns that the form of an edition computes and in which no row has a formula:
 * they were pasted as values. What they show may be right, and will not change
 * with what is entered.
 *
 * Of other lists nothing is said: they may be typed.
 */
#include "audit/structure/structure_audit.h"

static const enum rt_field computed[]
    = {RT_F_IMPORTANCE, RT_F_THREAT, RT_F_VULNERABILITY, RT_F_LIKELIHOOD,
        RT_F_LIKELIHOOD_LABEL, RT_F_LEVEL, RT_F_LEVEL_LABEL};

enum { ROWS_AT_LEAST = 3 }; /* one or two are RA303 or a form of few rows */

/* The row of the column's first value, where several are typed and none is
 * computed; 0 otherwise. */
static uint32_t first_typed(
    const struct rt_structure *s, size_t sheet, int32_t col)
{
    const struct rt_table *t = &s->tables[sheet];
    uint32_t first = 0;
    size_t typed = 0;

    for (size_t i = 0; i < rt_grid_row_count(s->grid, sheet); i++) {
        const struct rt_row *row = rt_grid_row(s->grid, sheet, i);
        const struct rt_cell *cell = rt_row_cell(row, col);
        if (row->number <= t->layout.row2 || !cell)
            continue;
        if (cell->is_formula)
            return 0;
        if (t->lines[i] != RT_LINE_DATA || !rt_cell_typed(cell))
            continue;
        first = first ? first : row->number;
        typed++;
    }
    return typed >= ROWS_AT_LEAST ? first : 0;
}

enum rt_status rt_structure_pasted(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    enum rt_lang lang = s->audit->lang;
    uint32_t row = 0, col = 0;

    rt_buf_clear(&s->name);
    for (size_t i = 0; i < RT_COUNT(computed); i++) {
        int32_t at = l->col_of[computed[i]];
        uint32_t first = at < 0 ? 0 : first_typed(s, sheet, at);
        if (first == 0)
            continue;
        if (row == 0) {
            row = first;
            col = (uint32_t)at;
        } else {
            RT_NEED(
                rt_buf_adds(&s->name, rt_str(rt_comma(lang))) == RT_OK, err);
        }
        RT_NEED(
            rt_buf_adds(&s->name, rt_field_name(computed[i], lang)) == RT_OK,
            err);
    }
    return row == 0 ? RT_OK
                    : rt_structure_put(s, RT_TP518, sheet, col, row,
                        RT_ARGS(rt_buf_str(&s->name)), RT_STR_NONE, RT_STR_NONE,
                        err);
}
