/* What the renderings share. Names and messages come from strangers: text
 * goes over code point by code point, each format saying what it wants in
 * place of which. */
#include "finding/out.h"

#include <stdio.h>
#include <string.h>

void rt_out(struct out *o, struct rt_str s)
{
    if (o->rc == RT_OK)
        o->rc = rt_buf_adds(o->buf, s);
}

void rt_out_z(struct out *o, const char *z)
{
    rt_out(o, rt_str(z));
}

void rt_out_number(struct out *o, uint32_t n)
{
    if (o->rc == RT_OK)
        o->rc = rt_buf_printf(o->buf, "%u", (unsigned)n);
}

/* Unchanged stretches go over in one piece: most texts are one stretch. */
void rt_out_escaped(struct out *o, struct rt_str s, escape_fn *escape)
{
    size_t run = 0;

    while (run < s.n) {
        char instead[ESCAPE_SIZE];
        uint32_t cp = 0xFFFD;
        struct rt_str rest = {s.p + run, s.n - run};
        size_t taken = rt_utf8_decode(rest, &cp);
        size_t given
            = taken > 0 ? escape(cp, instead) : rt_utf8_encode(0xFFFD, instead);

        if (given == 0) {
            run += taken;
            continue;
        }
        rt_out(o, (struct rt_str){s.p, run});
        rt_out(o, (struct rt_str){instead, given});
        run += taken > 0 ? taken : 1;
        s.p += run;
        s.n -= run;
        run = 0;
    }
    rt_out(o, s);
}

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

    column_letters(f->col, col);
    to[0] = '\0';
    if (f->csv || (f->row == 0 && f->col == 0))
        return;
    if (f->col == 0)
        snprintf(to, CELL_SIZE, "%u:%u", (unsigned)f->row, (unsigned)f->row);
    else if (f->row == 0)
        snprintf(to, CELL_SIZE, "%s:%s", col, col);
    else
        snprintf(to, CELL_SIZE, "%s%u", col, (unsigned)f->row);
}

size_t rt_escape_json(uint32_t cp, char to[ESCAPE_SIZE])
{
    static const char letters[] = "\"\\\b\f\n\r\t";
    static const char names[] = "\"\\bfnrt";
    const char *found = NULL;

    if (cp > 0 && cp < 0x80)
        found = strchr(letters, (int)cp);
    if (found) {
        to[0] = '\\';
        to[1] = names[found - letters];
        return 2;
    }
    /* beyond what JSON asks for: DEL and C1 act on a terminal, and U+2028
       and U+2029 end a line for some readers of lines */
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029)
        return (size_t)snprintf(to, ESCAPE_SIZE, "\\u%04x", (unsigned)cp);
    return 0;
}
