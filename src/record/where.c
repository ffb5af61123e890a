#include "record/where.h"

#include <stdio.h>

void rt_column_letters(uint32_t col, char to[RT_LETTERS])
{
    char reversed[RT_LETTERS];
    size_t n = 0, i = 0;

    for (; col > 0; col = (col - 1) / 26)
        reversed[n++] = (char)('A' + (col - 1) % 26);
    while (n > 0)
        to[i++] = reversed[--n];
    to[i] = '\0';
}

uint32_t rt_column_of(struct rt_str *s, uint32_t max)
{
    uint64_t col = 0;
    size_t n = 0;

    for (; n < s->n && col <= max; n++) {
        char c = s->p[n];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (c < 'A' || c > 'Z')
            break;
        col = col * 26 + (uint64_t)(c - 'A') + 1;
    }
    if (col > max)
        return 0;
    s->p += n;
    s->n -= n;
    return (uint32_t)col;
}

/* A row as a range of itself: "12:12". */
static void whole(const struct rt_where *w, const char *letters, char *to)
{
    if (w->row > 0)
        snprintf(to, RT_CELL_NAME, "%u:%u", w->row, w->row);
    else if (w->col > 0)
        snprintf(to, RT_CELL_NAME, "%s:%s", letters, letters);
    else
        to[0] = '\0';
}

void rt_where_cell(const struct rt_where *w, char to[RT_CELL_NAME])
{
    char letters[RT_LETTERS];

    rt_column_letters(w->col, letters);
    if (w->row == 0 || w->col == 0)
        whole(w, letters, to);
    else if (w->csv)
        snprintf(to, RT_CELL_NAME, "%u:%u", w->row, w->col);
    else
        snprintf(to, RT_CELL_NAME, "%s%u", letters, w->row);
}
