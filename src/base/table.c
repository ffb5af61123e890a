/* Columns of text, aligned on a terminal.
 *
 * printf pads by bytes, and a kanji is three bytes on two columns of the
 * screen: widths come from Unicode's table instead. Characters of ambiguous
 * width count as one, as terminals do by default. It never wraps or cuts: that
 * is left to the terminal.
 */
#include "base/table.h"

#include <utf8proc.h>

size_t rt_text_width(struct rt_str s)
{
    size_t columns = 0;
    uint32_t cp;

    while (rt_utf8_next(&s, &cp))
        columns += (size_t)utf8proc_charwidth((utf8proc_int32_t)cp);
    return columns;
}

static size_t column_width(
    const char *const *cells, size_t rows, size_t columns, size_t column)
{
    size_t widest = 0;

    for (size_t row = 0; row < rows; row++) {
        size_t w = rt_text_width(rt_str(cells[row * columns + column]));

        widest = w > widest ? w : widest;
    }
    return widest;
}

void rt_table_add(const char *const *cells, size_t rows, size_t columns,
    struct rt_writer *out)
{
    size_t widths[RT_TABLE_COLUMNS];

    for (size_t c = 0; c + 1 < columns; c++)
        widths[c] = column_width(cells, rows, columns, c);
    for (size_t i = 0; i < rows * columns; i++) {
        struct rt_str cell = rt_str(cells[i]);
        size_t c = i % columns;

        rt_write(out, cell);
        if (c + 1 == columns)
            rt_write_z(out, "\n");
        else
            rt_write_spaces(out, widths[c] - rt_text_width(cell) + 2);
    }
}
