/* Merged cells carried down a table (see merged.h). */
#include "form/merged.h"
#include "base/list.h"

#include <stdlib.h>

RT_SORTED(by_row, struct rt_range, RT_ORDER(x->row1, y->row1);
          RT_ORDER(x->col1, y->col1))

static bool holds_a_field(
    const struct rt_layout *l, uint32_t first, uint32_t last)
{
    for (size_t f = 0; f < RT_FIELD_COUNT; f++) {
        if (l->col_of[f] >= (int32_t)first && l->col_of[f] <= (int32_t)last)
            return true;
    }
    return false;
}

static bool is_carried(
    const struct rt_layout *l, const struct rt_range *r, enum rt_reach reach)
{
    if (r->row1 <= l->row2 || r->col1 >= RT_COLUMNS_MAX)
        return false;
    if (reach == RT_REACH_ACROSS)
        return holds_a_field(l, r->col1, r->col2);
    return r->row2 > r->row1
           && (reach == RT_REACH_ALL || holds_a_field(l, r->col1, r->col1));
}

enum rt_status rt_merged_begin(struct rt_merged *m, struct rt_arena *arena,
    const struct rt_layout *layout, const struct rt_range *ranges, size_t n,
    enum rt_reach reach, struct rt_error *err)
{
    memset(m, 0, sizeof *m);
    m->arena = arena;
    m->across = reach == RT_REACH_ACROSS;
    m->ranges = rt_arena_array(arena, n + 1, sizeof *m->ranges);
    RT_NEED(m->ranges, err);
    for (size_t i = 0; i < n; i++) {
        if (is_carried(layout, &ranges[i], reach))
            m->ranges[m->count++] = ranges[i];
    }
    qsort(m->ranges, m->count, sizeof *m->ranges, by_row);
    m->all = rt_arena_array(arena, n + 1, sizeof *m->all);
    RT_NEED(m->all, err);
    for (size_t i = 0; i < n; i++) {
        if (ranges[i].row1 > layout->row2)
            m->all[m->all_count++] = ranges[i];
    }
    qsort(m->all, m->all_count, sizeof *m->all, by_row);
    return RT_OK;
}

/* Notes the ranges that have begun, by column. */
static void cover(struct rt_merged *m, uint32_t row)
{
    for (; m->all_next < m->all_count && m->all[m->all_next].row1 <= row;
         m->all_next++) {
        const struct rt_range *r = &m->all[m->all_next];
        for (uint32_t c = r->col1; c <= r->col2 && c < RT_COLUMNS_MAX; c++)
            m->over[c] = *r;
    }
}

static enum rt_status take_up(struct rt_merged *m, const struct rt_range *r,
    const struct rt_cell *cell, struct rt_error *err)
{
    struct rt_cell *to = &m->of[r->col1].cell;

    *to = *cell;
    to->text = rt_arena_str(m->arena, cell->text);
    RT_NEED(to->text.p, err);
    for (uint32_t c = r->col1;
         c < RT_COLUMNS_MAX && c <= (m->across ? r->col2 : r->col1); c++) {
        m->of[c].last_row = r->row2;
        m->of[c].first = r->col1;
    }
    return RT_OK;
}

enum rt_status rt_merged_row(
    struct rt_merged *m, const struct rt_row *row, struct rt_error *err)
{
    for (size_t i = row->count; i-- > 0 && row->cells[i].col >= m->width;) {
        if (row->cells[i].col < RT_COLUMNS_MAX)
            m->width = row->cells[i].col + 1;
    }
    while (m->next < m->count && m->ranges[m->next].row1 < row->number)
        m->next++;
    m->begun = m->next;
    cover(m, row->number);
    for (; m->next < m->count && m->ranges[m->next].row1 == row->number;
         m->next++) {
        const struct rt_range *r = &m->ranges[m->next];
        const struct rt_cell *cell = rt_row_cell(row, (int32_t)r->col1);

        if (!rt_cell_blank(cell))
            RT_TRY(take_up(m, r, cell, err));
    }
    return RT_OK;
}

/* Whether the cell is under merged cells, and not their first. */
static bool hides(
    const struct rt_merged *m, const struct rt_row *row, uint32_t col)
{
    const struct rt_range *r = &m->over[col];

    return r->row1 > 0 && r->row2 >= row->number
           && (r->row1 < row->number || r->col1 < col);
}

bool rt_merged_loses(
    const struct rt_merged *m, const struct rt_row *row, uint32_t col)
{
    const struct rt_cell *own, *shown;

    if (m->all_next == 0) /* none has begun */
        return false;
    own = rt_row_cell(row, (int32_t)col);
    if (rt_cell_blank(own) || own->is_formula || !hides(m, row, col))
        return false;
    shown = m->over[col].row1 == row->number
                ? rt_row_cell(row, (int32_t)m->over[col].col1)
                : rt_merged_cell(m, row, (int32_t)m->over[col].col1);
    return !shown || !rt_str_eq(shown->text, own->text);
}

const struct rt_cell *rt_merged_cell(
    const struct rt_merged *m, const struct rt_row *row, int32_t col)
{
    const struct rt_cell *own = rt_row_cell(row, col);

    if (m->all_next == 0)
        return own;
    if (own && col < RT_COLUMNS_MAX && hides(m, row, (uint32_t)col))
        own = NULL;
    if (rt_cell_blank(own) && col >= 0 && col < RT_COLUMNS_MAX
        && m->of[col].last_row >= row->number)
        return &m->of[m->of[col].first].cell;
    return own;
}
