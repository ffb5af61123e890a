/* Where something stands: a file, a sheet, a cell. */
#ifndef RISKTALLY_WHERE_H
#define RISKTALLY_WHERE_H

#include "base/text.h"

/* Rows and columns count from 1; 0 and an empty text mean that a thing has no
 * such place, or that it is not known. Of a CSV, which has no sheets, the row
 * is a line and the column a field: there are no cells to name. */
struct rt_where {
    struct rt_str file, sheet;
    uint32_t row, col;
    bool csv;
};

enum { RT_LETTERS = 8, RT_CELL_NAME = 24 };

/* "A", "AB": the letters of a column, from 1; "" for 0. */
void rt_column_letters(uint32_t col, char to[RT_LETTERS]);
/* Reads letters off the front of *s, upper or lower case: the column, from 1;
 * 0, and *s as it was, where there are none or they lead past `max`. */
uint32_t rt_column_of(struct rt_str *s, uint32_t max);

/* "J12", or "12" for a row without a column, or "J" for a column without a
 * row; "12:9" in a CSV (line and field). "" for no place in the file. */
void rt_where_cell(const struct rt_where *w, char to[RT_CELL_NAME]);

#endif
