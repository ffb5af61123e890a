/* Any bytes as a CSV file. The first byte chooses the encoding that is asked
 * for. What is promised beyond not crashing: lines ascend, cells hold valid
 * UTF-8 without NUL, and no line is lost (every physical line begins a record,
 * or lies in a record's cells).
 */
#include <stdlib.h>
#include <string.h>

#include "input/book_source.h"

static void promise(bool kept)
{
    if (!kept)
        abort();
}

static uint32_t breaks_in(const struct rt_cell *c)
{
    uint32_t n = 0;
    for (size_t i = 0; i < c->text.n; i++) {
        char next = i + 1 < c->text.n ? c->text.p[i + 1] : '\0';
        n += c->text.p[i] == '\n' || (c->text.p[i] == '\r' && next != '\n');
    }
    return n;
}

static void check_row(const struct rt_row *row, uint32_t *next)
{
    promise(row->number == *next);
    *next = row->number + 1;
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        promise(c->type == RT_CELL_STRING && c->text.n > 0);
        promise(i == 0 || c[-1].col < c->col);
        promise(rt_utf8_valid_prefix(c->text) == c->text.n);
        promise(!memchr(c->text.p, '\0', c->text.n));
        *next += breaks_in(c);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const names[]
        = {NULL, "UTF-8", "CP932", "UTF-16LE", "UTF-16BE", "EUC-JP"};
    struct rt_limits limits = rt_limits_default();
    struct rt_error err = {0};
    struct rt_book *b;
    struct rt_rows *rows;
    struct rt_row row;
    uint32_t next = 1;
    if (n < 2)
        return 0;
    if (data[0] & 0x80)
        limits.cell_bytes = 16;
    if (rt_book_open_source(rt_source_mem(data + 1, n - 1), "f.csv", &limits,
            names[(data[0] & 0x7F) % 6], &b, &err)
        != RT_OK) {
        promise(err.code != 0);
        return 0;
    }
    enum rt_status rc = RT_OK;
    if (rt_book_kind(b) == RT_BOOK_CSV) {
        rc = rt_rows_open(b, 0, &rows, &err);
        promise(rc == RT_OK);
        while ((rc = rt_rows_next(rows, &row, &err)) == RT_ROW)
            check_row(&row, &next);
        promise(rc == RT_END || err.code != 0);
        rt_rows_close(rows);
    }
    rt_book_close(b);
    return 0;
}
