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
