#include "record/cells.h"

enum rt_status rt_cells_add(
    struct rt_buf *cells, enum rt_number number, const struct rt_where *at)
{
    const char key[] = {' ', (char)number, '='};
    size_t first = cells->len == 0;
    char cell[RT_CELL_NAME];

    rt_where_cell(at, cell);
    RT_TRY(rt_buf_add(cells, key + first, sizeof key - first));
    RT_TRY(rt_buf_adds(cells, at->sheet));
    RT_TRY(rt_buf_add(cells, "!", at->sheet.n > 0));
    return rt_buf_adds(cells, rt_str(cell));
}

struct rt_str rt_cells_find(struct rt_str cells, enum rt_number number)
{
    const char *end = cells.p + cells.n;

    for (const char *p = cells.p; p && p + 1 < end; p++) {
        const char *to = p + 2;

        if (*p != (char)number || p[1] != '=' || (p > cells.p && p[-1] != ' '))
            continue;
        while (to < end && !(*to == ' ' && to + 2 < end && to[2] == '='))
            to++;
        return (struct rt_str){p + 2, (size_t)(to - p) - 2};
    }
    return RT_STR_NONE;
}
