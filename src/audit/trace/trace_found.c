/* What cells hold now, and what was found to be changed. */
#include "audit/trace/trace_audit.h"
#include "base/list.h"

enum { CHANGES_MAX = 100000 };

static double days_of(const struct rt_cell *c)
{
    return c->number + (c->type == RT_CELL_DATE && c->date1904 ? 1462 : 0);
}

uint64_t rt_trace_of(const struct rt_cell *c)
{
    if (!c)
        return 0;
    return c->type == RT_CELL_NUMBER || c->type == RT_CELL_DATE
               ? rt_trace_number(days_of(c))
               : rt_trace_text(c->text);
}

enum rt_status rt_trace_note(struct rt_trace *t,
    const struct rt_change_found *change, struct rt_error *err)
{
    if (t->found_count == CHANGES_MAX)
        return RT_OK;
    RT_NEED(RT_GROW(t->found, t->found_count, t->found_cap), err);
    t->found[t->found_count++] = *change;
    return RT_OK;
}

bool rt_trace_find(const struct rt_trace *t, uint32_t part, struct rt_str *to)
{
    const struct rt_grid *grid = t->a->grid;

    for (size_t s = 0; s < rt_grid_sheet_count(grid) && part != 0; s++) {
        size_t n = s == t->record ? 0 : rt_grid_row_count(grid, s);
        for (size_t i = 0; i < n; i++) {
            const struct rt_row *row = rt_grid_row(grid, s, i);
            for (size_t c = 0; c < row->count; c++) {
                if (rt_trace_part(rt_trace_of(&row->cells[c])) != part)
                    continue;
                *to = rt_str_trim(row->cells[c].text);
                return true;
            }
        }
    }
    return false;
}
