/* One renderer and one reader, side by side. The reader takes nothing on
 * trust: an earlier register, which people edit, holds the same text. */
#include "record/cells.h"

#include <string.h>

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

bool rt_cells_find(
    struct rt_str cells, enum rt_number number, struct rt_where *at)
{
    const char key[] = {(char)number, '='};

    while (cells.n > 0) {
        const char *end = memchr(cells.p, ' ', cells.n);
        struct rt_str word = {cells.p, end ? (size_t)(end - cells.p) : cells.n};
        size_t step = word.n + (end != NULL);
        struct rt_where found = *at;

        cells.p += step;
        cells.n -= step;
        if (!rt_str_starts(word, (struct rt_str){key, sizeof key}))
            continue;
        word.p += sizeof key;
        word.n -= sizeof key;
        if (rt_where_read(word, &found)) {
            *at = found;
            return true;
        }
    }
    return false;
}
