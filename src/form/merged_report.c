/* Findings about merged cells whose value is carried on to further rows. */
#include "form/convert.h"

/* A score merged over several assets: it is judged for each of them, and
 * formulas see it in the first row alone. */
static bool is_shared_score(
    const struct rt_convert *c, enum rt_field f, const struct rt_range *r)
{
    const struct rt_merged *m = &c->merged;
    int32_t name = c->sheet->layout.col_of[RT_F_ASSET];

    if (!rt_field_is_score(f))
        return false;
    for (size_t i = m->begun; i < m->next; i++) {
        if ((int32_t)m->ranges[i].col1 == name && m->ranges[i].row2 >= r->row2)
            return false;
    }
    return true;
}

/* The ranges that begin in the row, where there is a value to carry on. */
enum rt_status rt_report_merged(struct rt_convert *c, struct rt_error *err)
{
    const struct rt_merged *m = &c->merged;

    for (size_t i = m->begun; i < m->next; i++) {
        const struct rt_range *r = &m->ranges[i];
        enum rt_field f = rt_field_at(&c->sheet->layout, r->col1);
        const struct rt_cell *cell = rt_row_cell(c->row, (int32_t)r->col1);

        if (rt_cell_blank(cell))
            continue;
        RT_TRY(
            rt_sheet_finding(c, is_shared_score(c, f, r) ? RT_TP416 : RT_TP403,
                r->row1, r->col1 + 1,
                RT_ARGS(rt_name(c, f), rt_rows_text(c, r->row1, r->row2),
                    rt_shown(c, cell)),
                err));
    }
    return RT_OK;
}
