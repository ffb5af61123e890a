/* rejected.csv: the rows that were not taken, where they stood and why, with
 * their raw cells behind, so that a row can be corrected and sent again.
 *
 * UTF-8 with a byte order mark and CRLF, which is what Excel opens without
 * asking. The raw cells stay what they were, to the byte: a field that
 * begins with = + - or @ is quoted and not defused with an apostrophe, since
 * a changed value would come back changed.
 */
#include "report/plain/plain_file.h"
#include "report/report.h"

#include <string.h>

static bool wants_quotes(struct rt_str s)
{
    if (!s.n)
        return false;
    if (memchr("=+-@\t ", s.p[0], 6) || s.p[s.n - 1] == ' ')
        return true;
    return memchr(s.p, '"', s.n) || memchr(s.p, ',', s.n)
           || memchr(s.p, '\n', s.n) || memchr(s.p, '\r', s.n);
}

static enum rt_status put_field(
    struct plain_file *f, struct rt_str s, struct rt_error *err)
{
    if (!wants_quotes(s))
        return rt_plain_put(f, s, err);
    enum rt_status rc = rt_plain_put(f, RT_STR("\""), err);
    while (rc == RT_OK && s.n) {
        const char *quote = memchr(s.p, '"', s.n);
        size_t n = quote ? (size_t)(quote - s.p) + 1 : s.n;
        rc = rt_plain_put(f, (struct rt_str){s.p, n}, err);
        if (rc == RT_OK && quote)
            rc = rt_plain_put(f, RT_STR("\""), err);
        s.p += n;
        s.n -= n;
    }
    return rc == RT_OK ? rt_plain_put(f, RT_STR("\""), err) : rc;
}

/* Where the first field of a record ends: a comma outside quotes, or the
 * end. */
static size_t field_end(struct rt_str s)
{
    bool quoted = false;
    size_t i;

    for (i = 0; i < s.n && (quoted || s.p[i] != ','); i++) {
        if (s.p[i] == '"')
            quoted = !quoted;
    }
    return i;
}

/* The record as it is, with quotes added to fields that need some. */
static enum rt_status put_cells(
    struct plain_file *f, struct rt_str cells, struct rt_error *err)
{
    enum rt_status rc;

    for (;;) {
        struct rt_str field = {cells.p, field_end(cells)};
        if (field.n && field.p[0] == '"')
            rc = rt_plain_put(f, field, err); /* quoted already */
        else
            rc = put_field(f, field, err);
        if (rc != RT_OK || field.n == cells.n)
            return rc;
        RT_TRY(rt_plain_put(f, RT_STR(","), err));
        cells.p += field.n + 1;
        cells.n -= field.n + 1;
    }
}

static enum rt_status put_record(
    struct plain_file *f, const struct rt_rejected *row, struct rt_error *err)
{
    char number[32];
    rt_format_double(row->row, number, sizeof number);
    const struct rt_str fields[]
        = {row->file, row->sheet, rt_str(number), row->code, row->reason};

    enum rt_status rc = RT_OK;
    for (size_t i = 0; rc == RT_OK && i < RT_COUNT(fields); i++) {
        rc = put_field(f, fields[i], err);
        if (rc == RT_OK)
            rc = rt_plain_put(f, RT_STR(","), err);
    }
    if (rc == RT_OK)
        rc = put_cells(f, row->cells, err);
    if (rc == RT_OK)
        rc = rt_plain_put(f, RT_STR("\r\n"), err);
    return rc;
}

static enum rt_status put_records(struct plain_file *f, struct rt_cursor *c,
    uint64_t *rows, struct rt_error *err)
{
    struct rt_rejected row;
    enum rt_status rc = rt_plain_put(f,
        RT_STR("\xef\xbb\xbf"
               "file,sheet,row,code,reason,cells\r\n"),
        err);
    if (rc != RT_OK)
        return rc;
    while ((rc = rt_rejected_next(c, &row, err)) == RT_ROW) {
        rc = put_record(f, &row, err);
        if (rc != RT_OK)
            break;
        ++*rows;
    }
    return rc;
}

enum rt_status rt_report_rejected(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, uint64_t *rows,
    struct rt_error *err)
{
    (void)run;
    *rows = 0;
    struct rt_cursor *c;
    enum rt_status rc = rt_ledger_rejected(ledger, &c, err);
    if (rc != RT_OK)
        return rc;
    struct plain_file f;
    rc = rt_plain_open(&f, path, err);
    if (rc == RT_OK)
        rc = rt_plain_close(&f, put_records(&f, c, rows, err), err);
    rt_cursor_close(c);
    return rc;
}
