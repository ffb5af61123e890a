/* Copies a package, and puts the rows into its sheets.
 *
 * All parts but the sheets are copied as they are packed. What a sheet has
 * before and after its rows is packed anew, as pieces of the stream that the
 * rows' pieces belong to.
 */
#include "report/xlsx/skeleton.h"

#include <errno.h>
#include <expat.h>
#include <stdlib.h>
#include <unistd.h>

#include "input/zip.h"

#define SHEET_PREFIX "xl/worksheets/sheet"
#define ROWS_BEGIN "<sheetData"
#define ROWS_END "</sheetData>"

enum { CHUNK = 1 << 16 };

struct filling {
    const char *path;
    struct in_source in;
    struct in_zip zip;
    struct rt_arena arena; /* the zip's entries */
    struct rt_package out;
    struct rt_emit *const *sheets;
    size_t count, seen;
    const struct in_zip_entry *entry; /* the part at hand */
    char *buffer;                     /* of CHUNK bytes */
    struct rt_error *err;
};

/* What is not as the library writes it had no room. */
static enum rt_status torn_unless(struct filling *f, enum rt_status rc)
{
    if (rc == RT_OK || rc == RT_NOMEM)
        return rc;
    errno = ENOSPC;
    return rt_fail_errno(f->err, RT_WORKBOOK_CUT, f->path);
}

/* --- all parts -------------------------------------------------------------- */

typedef void take_fn(void *to, struct rt_str chunk);

/* Hands the unpacked part on, chunk by chunk, while it is XML. */
static enum rt_status read_chunks(
    struct filling *f, struct in_part *part, take_fn *take, void *to)
{
    XML_Parser xml = XML_ParserCreate(NULL);
    enum rt_status rc = RT_OK;
    size_t n = 1;

    RT_NEED(xml, f->err);
    while (rc == RT_OK && n > 0) {
        rc = rt_part_read(part, f->buffer, CHUNK, &n, f->err);
        if (rc == RT_OK
            && XML_Parse(xml, f->buffer, (int)n, n == 0) != XML_STATUS_OK)
            rc = RT_FORMAT;
        if (rc == RT_OK && take)
            take(to, (struct rt_str){f->buffer, n});
    }
    XML_ParserFree(xml);
    return rc;
}

static enum rt_status read_part(struct filling *f, take_fn *take, void *to)
{
    struct in_part part;
    enum rt_status rc = rt_part_open(&part, &f->zip, f->entry, true, f->err);

    if (rc == RT_OK) {
        rc = read_chunks(f, &part, take, to);
        rt_part_close(&part);
    }
    return torn_unless(f, rc);
}

static enum rt_status copy_part(struct filling *f)
{
    const struct in_zip_entry *e = f->entry;
    size_t n;

    RT_TRY(read_part(f, NULL, NULL));
    rt_package_part(&f->out, &(struct rt_part){.name = rt_str(e->name),
                                 .method = e->method,
                                 .crc = e->crc,
                                 .packed = e->packed,
                                 .size = e->unpacked});
    for (uint64_t at = 0; at < e->packed; at += n) {
        size_t want = e->packed - at < CHUNK ? (size_t)(e->packed - at) : CHUNK;
        RT_TRY(torn_unless(f,
            rt_source_read(&f->in, f->buffer, want, e->data + at, &n, f->err)));
        if (n < want)
            return torn_unless(f, RT_FORMAT);
        rt_package_put(&f->out, (struct rt_str){f->buffer, n});
    }
    return RT_OK;
}

/* --- sheets ----------------------------------------------------------------- */

/* What is around the rows. The skeleton's own rows, those of links, are left
 * out. */
struct around {
    struct rt_stream head, tail;
    enum { BEFORE, ROWS, AFTER } at;
    size_t matched; /* of ROWS_END */
};

static void begin_tail(struct around *a)
{
    rt_stream_add(&a->head, RT_STR(">"));
    rt_stream_end(&a->head);
    rt_stream_add(&a->tail, RT_STR(ROWS_END));
    a->at = AFTER;
}

static void take_head(struct around *a, struct rt_str *chunk)
{
    const char *at
        = memmem(chunk->p, chunk->n, ROWS_BEGIN, sizeof ROWS_BEGIN - 1);
    size_t n = at ? (size_t)(at - chunk->p) + sizeof ROWS_BEGIN - 1 : chunk->n;

    rt_stream_add(&a->head, (struct rt_str){chunk->p, n});
    *chunk = (struct rt_str){chunk->p + n, chunk->n - n};
    if (!at)
        return;
    a->at = ROWS;
    if (chunk->n > 1 && chunk->p[0] == '/') {
        *chunk = (struct rt_str){chunk->p + 2, chunk->n - 2};
        begin_tail(a);
    }
}

static void skip_rows(struct around *a, struct rt_str *chunk)
{
    while (chunk->n > 0 && a->at == ROWS) {
        char c = *chunk->p++;

        chunk->n--;
        a->matched = c == ROWS_END[a->matched] ? a->matched + 1 : c == '<';
        if (a->matched == sizeof ROWS_END - 1)
            begin_tail(a);
    }
}

/* Little comes before the rows: they begin within the first chunk. */
static void take_around(void *to, struct rt_str chunk)
{
    struct around *a = to;

    if (a->at == BEFORE)
        take_head(a, &chunk);
    if (a->at == ROWS)
        skip_rows(a, &chunk);
    if (a->at == AFTER) {
        rt_stream_add(&a->tail, chunk);
        rt_stream_check(&a->tail);
    }
}

static enum rt_status fill_sheet(struct filling *f, struct rt_emit *rows)
{
    struct around a = {.at = BEFORE};
    struct rt_stream *const parts[] = {&a.head, &rows->out, &a.tail};
    enum rt_status rc;

    rt_stream_init(&a.head, rows->out.deflate, rows->out.pieces.dir, f->err);
    rt_stream_init(&a.tail, rows->out.deflate, rows->out.pieces.dir, f->err);
    rc = read_part(f, take_around, &a);
    rt_stream_end(&a.tail);
    if (rc == RT_OK && a.at != AFTER)
        rc = torn_unless(f, RT_FORMAT);
    RT_THEN(rc, rt_stream_write(parts, RT_COUNT(parts), rt_str(f->entry->name),
                    &f->out, f->err));
    rt_stream_fini(&a.head);
    rt_stream_fini(&a.tail);
    f->seen++;
    return rc;
}

/* The number in "xl/worksheets/sheet12.xml", from 1; 0 for other parts. */
static size_t sheet_number(const char *name)
{
    struct rt_str s = rt_str(name);
    int64_t number = 0;

    if (!rt_str_starts(s, RT_STR(SHEET_PREFIX))
        || !rt_str_ends(s, RT_STR(".xml")))
        return 0;
    s.p += sizeof SHEET_PREFIX - 1;
    s.n -= sizeof SHEET_PREFIX - 1 + 4;
    return rt_parse_int(s, &number) && number > 0 ? (size_t)number : 0;
}

/* --- the package ------------------------------------------------------------ */

static enum rt_status fill(struct filling *f)
{
    for (size_t i = 0; i < f->zip.count; i++) {
        f->entry = &f->zip.entries[i];
        size_t number = sheet_number(f->entry->name);
        RT_TRY(number == 0 || number > f->count
                   ? copy_part(f)
                   : fill_sheet(f, f->sheets[number - 1]));
    }
    return torn_unless(f, f->seen == f->count ? RT_OK : RT_FORMAT);
}

/* From the skeleton, which is there as long as it is open. */
static enum rt_status write_book(struct filling *f)
{
    const struct rt_limits limits = rt_limits_default();

    RT_TRY(torn_unless(
        f, rt_zip_open(&f->zip, &f->in, &limits, &f->arena, f->err)));
    if (unlink(f->path) != 0)
        return rt_fail_errno(f->err, RT_CANNOT_REMOVE, f->path);
    RT_TRY(rt_package_open(&f->out, f->path, f->err));
    return rt_package_close(&f->out, fill(f), f->err);
}

enum rt_status rt_skeleton_fill(const char *path, struct rt_emit *const *sheets,
    size_t count, struct rt_error *err)
{
    struct filling f = {.path = path,
        .sheets = sheets,
        .count = count,
        .err = err,
        .buffer = malloc(CHUNK)};
    enum rt_status rc;

    RT_NEED(f.buffer, err);
    rt_arena_init(&f.arena);
    rc = torn_unless(&f, rt_source_open(&f.in, path, err));
    if (rc == RT_OK) {
        rc = write_book(&f);
        rt_source_close(&f.in);
    }
    rt_arena_fini(&f.arena);
    free(f.buffer);
    return rc;
}
