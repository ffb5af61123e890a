/* Small workbooks made in memory, and any book as one line of text.
 *
 * The zip writer stores without packing and lets a test lie: names, sizes and
 * checksums can be changed before the directory is written.
 */
#ifndef TEST_BOOK_HELP_H
#define TEST_BOOK_HELP_H

#include "unit.h"

#include <zlib.h>

#include "finding/finding.h"
#include "input/book_source.h"

#define MAIN_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL_NS                                                                 \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PKG_NS "http://schemas.openxmlformats.org/package/2006/relationships"

struct zip_part {
    char name[64];
    uint32_t crc, size, real, at;
};

struct zip_maker {
    unsigned char *p;
    size_t n, cap;
    struct zip_part parts[32];
    size_t count;
};

static inline void zip_put(struct zip_maker *z, const void *p, size_t n)
{
    if (z->n + n > z->cap) {
        z->cap = (z->n + n) * 2;
        z->p = realloc(z->p, z->cap);
        assert_non_null(z->p);
    }
    if (n > 0)
        memcpy(z->p + z->n, p, n);
    z->n += n;
}

static inline void zip_le(struct zip_maker *z, uint32_t v, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        unsigned char c = (unsigned char)(i < 4 ? v >> (8 * i) : 0);
        zip_put(z, &c, 1);
    }
}

static inline void zip_head(
    struct zip_maker *z, const struct zip_part *e, bool central)
{
    zip_le(z, central ? 0x02014b50 : 0x04034b50, 4);
    if (central)
        zip_le(z, 20, 2);
    zip_le(z, 20, 2);
    zip_le(z, 0, 8 - 2); /* flags, method, time */
    zip_le(z, 0x21, 2);  /* date */
    zip_le(z, e->crc, 4);
    zip_le(z, e->size, 4);
    zip_le(z, e->size, 4);
    zip_le(z, (uint32_t)strlen(e->name), 2);
    zip_le(z, 0, 2);
    if (central) {
        zip_le(z, 0, 4);
        zip_le(z, 0, 2);
        zip_le(z, 0, 4);
        zip_le(z, e->at, 4);
    }
    zip_put(z, e->name, strlen(e->name));
}

static inline void zip_add_n(
    struct zip_maker *z, const char *name, const void *data, size_t n)
{
    struct zip_part *e = &z->parts[z->count++];
    snprintf(e->name, sizeof e->name, "%s", name);
    e->crc = (uint32_t)crc32(0, data, (uInt)n);
    e->size = (uint32_t)n;
    e->at = (uint32_t)z->n;
    zip_head(z, e, false);
    zip_put(z, data, n);
}

static inline void zip_add(
    struct zip_maker *z, const char *name, const char *data)
{
    zip_add_n(z, name, data, strlen(data));
}

static inline void zip_end(struct zip_maker *z)
{
    size_t dir = z->n;
    for (size_t i = 0; i < z->count; i++)
        zip_head(z, &z->parts[i], true);
    size_t len = z->n - dir;
    zip_le(z, 0x06054b50, 4);
    zip_le(z, 0, 4);
    zip_le(z, (uint32_t)z->count, 2);
    zip_le(z, (uint32_t)z->count, 2);
    zip_le(z, (uint32_t)len, 4);
    zip_le(z, (uint32_t)dir, 4);
    zip_le(z, 0, 2);
}

/* Everything of a workbook but its sheet and helpers. */
static inline void zip_book(struct zip_maker *z, const char *workbook)
{
    zip_add(z, "_rels/.rels",
        "<Relationships xmlns=\"" PKG_NS "\"><Relationship Id=\"r\" "
        "Type=\"" REL_NS "/officeDocument\" Target=\"xl/workbook.xml\"/>"
        "</Relationships>");
    zip_add(z, "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"" PKG_NS "\"><Relationship Id=\"r1\" "
        "Type=\"" REL_NS "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
        "<Relationship Id=\"r2\" Type=\"" REL_NS "/styles\" "
        "Target=\"styles.xml\"/>"
        "<Relationship Id=\"r3\" Type=\"" REL_NS "/sharedStrings\" "
        "Target=\"sharedStrings.xml\"/></Relationships>");
    zip_add(z, "xl/workbook.xml",
        workbook ? workbook
                 : "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS
                   "\"><sheets><sheet name=\"S\" sheetId=\"1\" "
                   "r:id=\"r1\"/></sheets></workbook>");
}

#define SST(inner) "<sst xmlns=\"" MAIN_NS "\">" inner "</sst>"
#define STYLES(inner) "<styleSheet xmlns=\"" MAIN_NS "\">" inner "</styleSheet>"
#define SHEET(inner) "<worksheet xmlns=\"" MAIN_NS "\">" inner "</worksheet>"
#define DATA(rows) SHEET("<sheetData>" rows "</sheetData>")

static inline struct zip_maker make_book(
    const char *sheet, const char *sst, const char *styles)
{
    struct zip_maker z = {0};
    zip_book(&z, NULL);
    zip_add(&z, "xl/sharedStrings.xml", sst ? sst : SST(""));
    if (styles)
        zip_add(&z, "xl/styles.xml", styles);
    zip_add(&z, "xl/worksheets/sheet1.xml", sheet);
    zip_end(&z);
    return z;
}

/* --- a book as text ----------------------------------------------------- */

struct dump {
    char text[65536];
    size_t n;
    int code; /* of the failure, or 0 */
    struct rt_error err;
    size_t rows;
};

static inline void dump_add(struct dump *d, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int k = vsnprintf(d->text + d->n, sizeof d->text - d->n, fmt, ap);
    va_end(ap);
    if (k > 0)
        d->n += (size_t)k;
    if (d->n >= sizeof d->text)
        d->n = sizeof d->text - 1;
}

static inline void dump_row(struct dump *d, const struct rt_row *row)
{
    char ref[16];
    d->rows++;
    if (row->problem)
        dump_add(d, "!%s@%u ",
            rt_finding_info((enum rt_code)row->problem->code)->name,
            row->problem->row);
    if (row->count == 0)
        dump_add(d, "%u:- ", row->number);
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        rt_cell_ref(c->col, row->number, ref);
        dump_add(d, "%s%s:%c%.*s", row->hidden ? "h" : "", ref,
            "sndbef"[c->type], (int)c -> text.n, c->text.p);
        if (c->is_formula)
            dump_add(d, "=%.*s", (int)c->formula.n,
                c->formula.p ? c->formula.p : "");
        dump_add(d, " ");
    }
}

static inline enum rt_status dump_sheet(
    struct dump *d, struct rt_book *book, size_t i)
{
    struct rt_rows *rows;
    struct rt_row row;
    uint32_t last = 0;
    size_t merges;
    enum rt_status rc = rt_rows_open(book, i, &rows, &d->err);
    if (rc != RT_OK)
        return rc;
    while ((rc = rt_rows_next(rows, &row, &d->err)) == RT_ROW) {
        assert_true(row.number > last);
        last = row.number;
        dump_row(d, &row);
    }
    const struct rt_range *m = rt_rows_merges(rows, &merges);
    for (size_t k = 0; k < merges; k++)
        dump_add(
            d, "[%u,%u-%u,%u] ", m[k].row1, m[k].col1, m[k].row2, m[k].col2);
    for (uint32_t c = 0; c < 8; c++) {
        if (rt_rows_column_hidden(rows, c))
            dump_add(d, "hc%u ", c);
    }
    rt_rows_close(rows);
    return rc == RT_END ? RT_OK : rc;
}

/* The dump is static: it is too large for a small stack, and one is enough. */
static inline const char *dump_mem(struct dump *d, const char *name,
    const void *p, size_t n, const struct rt_limits *limits,
    const char *encoding)
{
    struct rt_limits def = rt_limits_default();
    struct rt_book *book;
    memset(d, 0, sizeof *d);
    enum rt_status rc = rt_book_open_source(rt_source_mem(p, n), name,
        limits ? limits : &def, encoding, &book, &d->err);
    if (rc == RT_OK) {
        for (size_t i = 0; rc == RT_OK && i < rt_book_sheet_count(book); i++)
            rc = dump_sheet(d, book, i);
        rt_book_close(book);
    }
    if (rc != RT_OK) {
        assert_int_equal(d->err.status, rc);
        d->code = d->err.code;
        dump_add(d, "!%s",
            d->code != 0 ? rt_finding_info((enum rt_code)d->code)->name
                         : d->err.text);
    } else {
        assert_int_equal(d->err.status, RT_OK);
    }
    if (d->n > 0 && d->text[d->n - 1] == ' ')
        d->text[--d->n] = '\0';
    return d->text;
}

/* What `read` finds on the cells of the first sheet: "O5 text|A1 text", or
 * "!IN109". Ends the maker. */
static inline const char *cell_notes(struct zip_maker *z,
    const struct rt_limits *limits,
    enum rt_status (*read)(struct rt_book *b, size_t sheet,
        struct rt_arena *arena, struct rt_comment **out, size_t *count,
        struct rt_error *err))
{
    static char text[4096];
    struct rt_limits def = rt_limits_default();
    struct rt_error err = {0};
    struct rt_comment *list;
    struct rt_arena arena;
    struct rt_book *book;
    size_t count, n = 0;
    enum rt_status rc;

    rt_arena_init(&arena);
    text[0] = '\0';
    rc = rt_book_open_source(rt_source_mem(z->p, z->n), "a.xlsx",
        limits ? limits : &def, NULL, &book, &err);
    assert_int_equal(rc, RT_OK);
    rc = read(book, 0, &arena, &list, &count, &err);
    for (size_t i = 0; rc == RT_OK && i < count; i++) {
        char ref[16];
        rt_cell_ref(list[i].col - 1, list[i].row, ref);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s %.*s",
            n > 0 ? "|" : "", ref, RT_FMT(list[i].text));
    }
    if (rc != RT_OK)
        snprintf(text, sizeof text, "!%s",
            rt_finding_info((enum rt_code)err.code)->name);
    rt_book_close(book);
    rt_arena_fini(&arena);
    free(z->p);
    return text;
}

#endif
