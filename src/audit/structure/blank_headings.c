/* Headings that are blank, or a number, over columns with values: what is below
 * them is read by nobody.
 *
 * Only between two headings: people put columns of their own to the left and to
 * the right of a table. A statement's controls have one heading over two columns.
 */
#include "audit/structure/structure_audit.h"

enum { FILLED_AT_LEAST = 2 };

static const struct rt_column *heading_at(
    const struct rt_table *t, uint32_t col)
{
    return rt_column_at(t->layout.columns, t->layout.column_count, col);
}

/* Merged with the heading left of it, or above it with a group. */
static bool is_merged(const struct rt_structure *s, size_t sheet, uint32_t col)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    size_t n;
    const struct rt_range *m = rt_grid_merges(s->grid, sheet, &n);

    for (size_t i = 0; i < n; i++) {
        if (m[i].row2 >= l->row2 && m[i].row1 <= l->row2 && m[i].col1 <= col
            && m[i].col2 >= col)
            return true;
    }
    return false;
}

static size_t count_filled(
    const struct rt_structure *s, size_t sheet, uint32_t col)
{
    const struct rt_table *t = &s->tables[sheet];
    size_t n = 0;

    for (size_t i = 0; i < rt_grid_row_count(s->grid, sheet); i++) {
        const struct rt_cell *c
            = rt_row_cell(rt_grid_row(s->grid, sheet, i), (int32_t)col);
        n += t->lines[i] == RT_LINE_DATA && !rt_cell_blank(c);
    }
    return n;
}

enum rt_status rt_structure_headings(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_table *t = &s->tables[sheet];
    uint32_t col = 0;

    if (t->layout.form == RT_FORM_SOA)
        return RT_OK;
    while (col < t->width && !heading_at(t, col))
        col++;
    for (; col + 1 < t->width && col < RT_COLUMNS_MAX; col++) {
        const struct rt_cell *head
            = rt_grid_cell(s->grid, sheet, col, t->layout.row2);
        struct rt_str text = rt_str_trim(rt_cell_text(head));
        if (heading_at(t, col) || rt_table_field(t, col) != RT_FIELD_NONE
            || is_merged(s, sheet, col)
            || count_filled(s, sheet, col) < FILLED_AT_LEAST)
            continue;
        RT_TRY(rt_structure_put(s, RT_TP512, sheet, col, t->layout.row2,
            RT_ARGS(text), RT_STR_NONE, text, err));
    }
    return RT_OK;
}
