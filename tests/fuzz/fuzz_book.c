/* Any bytes as a workbook, read to the end of every sheet; once with the fast
 * scanner and once with expat alone, which must give the same cells and the
 * same failure.
 *
 * Bytes that begin like a zip are taken as a container; anything else is the
 * sheet part of a small workbook made around it, so that the fuzzer reaches
 * the reader of cells without having to invent a checksum.
 */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "input/book_source.h"
#include "input/xml.h"

/* --- the workbook around a sheet ---------------------------------------- */

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS                                                                   \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

static const char package_rels[]
    = "<Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"r\" Type=\"" RELS
      "/officeDocument\" "
      "Target=\"w\"/></Relationships>";
static const char book_rels[]
    = "<Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"a\" Type=\"" RELS
      "/worksheet\" Target=\"s\"/>"
      "<Relationship Id=\"b\" Type=\"" RELS "/sharedStrings\" Target=\"t\"/>"
      "<Relationship Id=\"c\" Type=\"" RELS "/styles\" Target=\"y\"/>"
      "</Relationships>";
static const char book[]
    = "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELS
      "\"><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>";
static const char strings[]
    = "<sst xmlns=\"" MAIN "\"><si><t>a</t></si><si><t>b</t></si></sst>";
static const char styles[]
    = "<styleSheet xmlns=\"" MAIN
      "\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
      "</styleSheet>";

struct part {
    const char *name;
    const void *p;
    size_t n, at;
};

struct zip {
    unsigned char *p;
    size_t n;
};

static void put(struct zip *z, const void *p, size_t n)
{
    if (n > 0)
        memcpy(z->p + z->n, p, n);
    z->n += n;
}

static void le(struct zip *z, size_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        z->p[z->n++] = (unsigned char)(i < 4 ? v >> (8 * i) : 0);
}

static void head(struct zip *z, struct part *e, bool central)
{
    if (!central)
        e->at = z->n;
    le(z, central ? 0x02014b50 : 0x04034b50, 4);
    le(z, 20, central ? 4 : 2);
    le(z, 0, 8);
    le(z, crc32(0, e->p, (uInt)e->n), 4);
    le(z, e->n, 4);
    le(z, e->n, 4);
    le(z, strlen(e->name), 2);
    le(z, 0, central ? 12 : 2);
    if (central)
        le(z, e->at, 4);
    put(z, e->name, strlen(e->name));
}

static struct zip wrap(const uint8_t *data, size_t n)
{
    struct part parts[] = {
        {"_rels/.rels", package_rels, sizeof package_rels - 1, 0},
        {"_rels/w.rels", book_rels, sizeof book_rels - 1, 0},
        {"w", book, sizeof book - 1, 0},
        {"t", strings, sizeof strings - 1, 0},
        {"y", styles, sizeof styles - 1, 0},
        {"s", data, n, 0},
    };
    enum { COUNT = RT_COUNT(parts) };
    struct zip z = {malloc(n + 8192), 0};
    if (!z.p)
        abort();
    for (int i = 0; i < COUNT; i++) {
        head(&z, &parts[i], false);
        put(&z, parts[i].p, parts[i].n);
    }
    size_t dir = z.n;
    for (int i = 0; i < COUNT; i++)
        head(&z, &parts[i], true);
    size_t len = z.n - dir;
    le(&z, 0x06054b50, 4);
    le(&z, 0, 4);
    le(&z, COUNT, 2);
    le(&z, COUNT, 2);
    le(&z, len, 4);
    le(&z, dir, 4);
    le(&z, 0, 2);
    return z;
}

/* --- reading ------------------------------------------------------------ */

static void promise(bool kept)
{
    if (!kept)
        abort();
}

/* FNV-1a over all that is read. */
static uint64_t seen;

static void note(const void *p, size_t n)
{
    const unsigned char *c = p;
    for (size_t i = 0; i < n; i++)
        seen = (seen ^ c[i]) * 1099511628211u;
    seen = (seen ^ n) * 1099511628211u;
}

static void note_error(enum rt_status rc, const struct rt_error *err)
{
    note(&rc, sizeof rc);
    note(&err->code, sizeof err->code);
    for (int i = 0; i < RT_ERROR_ARGS; i++)
        note(err->arg[i], strlen(err->arg[i]));
}

static void check_row(const struct rt_row *row, uint32_t *last)
{
    promise(row->number > *last && row->count > 0);
    *last = row->number;
    note(&row->number, sizeof row->number);
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        promise(c->col < 16384 && (i == 0 || c[-1].col < c->col));
        promise(rt_utf8_valid_prefix(c->text) == c->text.n);
        promise(rt_utf8_valid_prefix(c->formula) == c->formula.n);
        note(&c->col, sizeof c->col);
        note(&c->type, sizeof c->type);
        note(c->text.p, c->text.n);
        note(c->formula.p, c->formula.n);
    }
}

static void read_sheet(struct rt_book *b, size_t i)
{
    struct rt_error err = {0};
    struct rt_rows *rows;
    struct rt_row row;
    uint32_t last = 0;
    size_t merges;
    enum rt_status rc = rt_rows_open(b, i, &rows, &err);
    if (rc != RT_OK) {
        promise(err.status == rc);
        note_error(rc, &err);
        return;
    }
    while ((rc = rt_rows_next(rows, &row, &err)) == RT_ROW)
        check_row(&row, &last);
    promise(rc == err.status || rc == RT_END);
    promise(rc == RT_END || err.code != 0 || rc == RT_NOMEM);
    const struct rt_range *m = rt_rows_merges(rows, &merges);
    if (merges > 0)
        note(m, merges * sizeof *m);
    note_error(rc, &err);
    rt_rows_close(rows);
}

static uint64_t read_book(const uint8_t *data, size_t n)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_error err = {0};
    struct rt_book *b;
    seen = 14695981039346656037u;
    limits.part_bytes = 4u << 20;
    enum rt_status rc = rt_book_open_source(
        rt_source_mem(data, n), "f.xlsx", &limits, NULL, &b, &err);
    if (rc != RT_OK) {
        promise(err.code != 0 || rc == RT_NOMEM);
        note_error(rc, &err);
        return seen;
    }
    for (size_t i = 0; i < rt_book_sheet_count(b); i++)
        read_sheet(b, i);
    rt_book_close(b);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct zip z = {NULL, 0};
    if (n < 2 || memcmp(data, "PK", 2) != 0) {
        z = wrap(data, n);
        data = z.p;
        n = z.n;
    }
    rt_xml_expat_only = false;
    uint64_t fast = read_book(data, n);
    rt_xml_expat_only = true;
    promise(read_book(data, n) == fast);
    free(z.p);
    return 0;
}
