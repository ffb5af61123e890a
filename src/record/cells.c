/* One renderer and one reader, side by side. The reader takes nothing on
 * trust: an earlier register, which people edit, holds the same text. */
#include "record/cells.h"

#include <string.h>

enum rt_status rt_cells_add(
    struct rt_buf *cells, enum rt_number number, const struct rt_where *at)
{
    char cell[RT_CELL_NAME];

    rt_where_cell(at, cell);
    return rt_buf_printf(cells, "%s%c=%.*s%s%s", cells->len ? " " : "",
        (char)number, RT_FMT(at->sheet), at->sheet.n ? "!" : "", cell);
}

/* The whole of `s` as a number from 1. */
static bool read_number(struct rt_str s, uint32_t *to)
{
    int64_t v;

    if (!rt_parse_int(s, &v) || v < 1 || v > UINT32_MAX)
        return false;
    *to = (uint32_t)v;
    return true;
}

/* "J12", or of a CSV "12:9": line, field. */
static bool read_cell(struct rt_str s, struct rt_where *at)
{
    const char *colon = s.n ? memchr(s.p, ':', s.n) : NULL;
    struct rt_str line = s;

    if (at->csv && colon) {
        line.n = (size_t)(colon - s.p);
        s.p += line.n + 1;
        s.n -= line.n + 1;
        return read_number(line, &at->row) && read_number(s, &at->col);
    }
    at->col = at->csv ? 0 : rt_column_of(&s, 1u << 20);
    return at->col > 0 && read_number(s, &at->row);
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
        if (read_cell(word, &found)) {
            *at = found;
            return true;
        }
    }
    return false;
}
