/* What the cells of a list's items hold now. */
#include "audit/trace/trace_items.h"

bool rt_items_is_traced(const struct rt_items *k, size_t col)
{
    char hand = k->list->hands.p[col];

    return hand == RT_HAND_OURS || hand == RT_HAND_KEY
           || hand == RT_HAND_CORRECTED;
}

const struct rt_cell *rt_items_cell(
    const struct rt_items *k, const struct rt_item_now *i, size_t col)
{
    const struct rt_trace_sheet *s = &k->t->sheets[i->sheet];

    return rt_grid_cell(
        k->t->a->grid, s->at, rt_trace_column(s, (uint32_t)col), i->row);
}

uint64_t rt_items_hash(const struct rt_cell *c)
{
    struct rt_str shown;

    if (!c || !c->is_formula)
        return rt_trace_of(c);
    return rt_trace_link(c->formula, &shown) ? rt_trace_text(shown) : 0;
}

uint32_t rt_items_part(
    const struct rt_items *k, const struct rt_item_now *i, size_t col)
{
    return rt_items_is_traced(k, col)
               ? rt_trace_part(rt_items_hash(rt_items_cell(k, i, col)))
               : 0;
}
