/* rejected.csv: the rows that were not taken, their places, the reasons and
 * then their raw cells, so that a row can be corrected and sent again.
 *
 * UTF-8 with a byte order mark and CRLF, which is what Excel opens without
 * asking. The raw cells are kept to the byte: a field that begins with = + - or
 * @ is quoted and not defused with an apostrophe, since a changed value would
 * come back changed.
 */
#include "base/write.h"
#include "report/report.h"

/* What Excel would take for a formula stays a text between quotes. */
static void put_field(struct rt_writer *w, struct rt_str s)
{
    if (s.n > 0 && memchr("=+-@\t", s.p[0], 5))
        rt_write_csv_quoted(w, s);
    else
        rt_write_csv(w, s);
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
static void put_cells(struct rt_writer *w, struct rt_str cells)
{
    for (;;) {
        struct rt_str field = {cells.p, field_end(cells)};

        if (field.n > 0 && field.p[0] == '"')
            rt_write(w, field); /* quoted already */
        else
            put_field(w, field);
        if (field.n == cells.n)
            return;
        rt_write_z(w, ",");
        cells.p += field.n + 1;
        cells.n -= field.n + 1;
    }
}

/* The members in their order, or their headings; `cells` is the last one. */
static void put_record(struct rt_writer *w, const struct rt_rejected *row)
{
    const struct rt_members *of = &rt_rejected_members;

    for (size_t i = 0; i < of->count; i++) {
        const struct rt_member *m = &of->list[i];
        if (!row)
            rt_write_z(w, m->json);
        else if (m->at == offsetof(struct rt_rejected, cells))
            put_cells(w, row->cells);
        else if (rt_type_is_text(m->type))
            put_field(w, rt_member_text(m, row));
        else
            rt_write_int(w, rt_member_number(m, row));
        rt_write_z(w, i + 1 < of->count ? "," : "\r\n");
    }
}

enum rt_status rt_report_rejected(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, uint64_t *rows,
    struct rt_error *err)
{
    struct rt_rejected row;
    struct rt_writer w;

    (void)run;
    *rows = 0;
    RT_TRY(rt_writer_open(&w, path, err));
    rt_write_z(&w, "\xef\xbb\xbf");
    put_record(&w, NULL);
    struct rt_cursor c = rt_ledger_rejected(ledger, err);
    while (rt_next(&c, &row)) {
        put_record(&w, &row);
        ++*rows;
    }
    return rt_writer_close(&w, rt_cursor_close(&c), err);
}
