/* Where a finding is, as Excel names cells. */
#include "finding/out.h"

#include <stdio.h>

/* "XFD" for 16384; seven letters suffice for any uint32_t. */
static void column_letters(uint32_t col, char to[8])
{
    char reversed[8];
    size_t n = 0, i = 0;

    for (; col > 0; col = (col - 1) / 26)
        reversed[n++] = (char)('A' + (col - 1) % 26);
    while (n > 0)
        to[i++] = reversed[--n];
    to[i] = '\0';
}

void rt_cell_name(const struct rt_finding *f, char to[CELL_SIZE])
{
    char col[8];

    column_letters(f->where.col, col);
    to[0] = '\0';
    if (f->where.csv || (f->where.row == 0 && f->where.col == 0))
        return;
    if (f->where.col == 0)
        snprintf(to, CELL_SIZE, "%u:%u", (unsigned)f->where.row,
            (unsigned)f->where.row);
    else if (f->where.row == 0)
        snprintf(to, CELL_SIZE, "%s:%s", col, col);
    else
        snprintf(to, CELL_SIZE, "%s%u", col, (unsigned)f->where.row);
}
