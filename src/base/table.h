/* Columns of text for a terminal. */
#ifndef RISKTALLY_TABLE_H
#define RISKTALLY_TABLE_H

#include "base/write.h"

/* Columns of the screen that a text takes: wide characters are two. */
size_t rt_text_width(struct rt_str s);

enum { RT_TABLE_COLUMNS = 16 };

/* Appends rows × columns cells (row after row), two spaces between columns,
 * each column as wide as its widest cell and the last one unpadded. Wide
 * characters count as two. A NULL cell is empty. There are at most
 * RT_TABLE_COLUMNS columns. */
void rt_table_add(const char *const *cells, size_t rows, size_t columns,
    struct rt_writer *out);

#endif
