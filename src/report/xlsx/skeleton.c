/* Copies a package, and puts the rows into its sheets.
 *
 * All parts but the sheets are copied as they are packed. What a sheet has
 * before and after its rows is packed anew, as pieces of the stream that the
 * rows' pieces belong to.
 */
#include "report/xlsx/skeleton.h"

#include <errno.h>
#include <expat.h>
#include <minizip/unzip.h>
#include <stdlib.h>
#include <unistd.h>

#define SHEET_PREFIX "xl/worksheets/sheet"
#define ROWS_BEGIN "<sheetData"
#define ROWS_END "</sheetData>"

enum { CHUNK = 1 << 16, NAME_SIZE = 128 };

struct filling {
    const char *path;
    unzFile in;
    struct rt_package out;
    struct rt_emit *const *sheets;
    size_t count, seen;
    char name[NAME_SIZE]; /* of the part at hand */
    unz_file_info64 info;
    struct rt_str chunk; /* of it: CHUNK bytes at most */
    char *buffer;
    struct rt_error *err;
};

/* What is not there had no room. */
static enum rt_status fail_torn(struct filling *f)
{
    errno = ENOSPC;
    return rt_fail_errno(f->err, RT_WORKBOOK_CUT, f->path);
}

static enum rt_status next_chunk(struct filling *f)
{
    int n = unzReadCurrentFile(f->in, f->buffer, CHUNK);

    if (n < 0)
        return fail_torn(f);
    f->chunk = (struct rt_str){f->buffer, (size_t)n};
    return n > 0 ? RT_ROW : RT_END;
}

/* --- all parts -------------------------------------------------------------- */

typedef void take_fn(void *to, struct rt_str chunk);

/* Hands the unpacked part on, chunk by chunk, while it is XML. */
static enum rt_status read_part(struct filling *f, take_fn *take, void *to)
{
    XML_Parser xml = XML_ParserCreate(NULL);
    enum rt_status rc;

    RT_NEED(xml, f->err);
    rc = unzOpenCurrentFile(f->in) == UNZ_OK ? RT_ROW : fail_torn(f);
    while (rc == RT_ROW) {
        rc = next_chunk(f);
        if (rc <= RT_END
            && XML_Parse(xml, f->chunk.p, (int)f->chunk.n, rc == RT_END)
                   != XML_STATUS_OK)
            rc = fail_torn(f);
        if (rc == RT_ROW && take)
            take(to, f->chunk);
    }
    XML_ParserFree(xml);
    /* this is where the CRC is compared */
    if (unzCloseCurrentFile(f->in) != UNZ_OK && rc == RT_END)
        rc = fail_torn(f);
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status copy_part(struct filling *f)
{
    struct rt_part part = {.name = rt_str(f->name),
        .crc = (uint32_t)f->info.crc,
        .packed = f->info.compressed_size,
        .size = f->info.uncompressed_size};
    int method, level;
    enum rt_status rc = RT_ROW;

    RT_TRY(read_part(f, NULL, NULL));
    if (unzOpenCurrentFile2(f->in, &method, &level, 1) != UNZ_OK)
        return fail_torn(f);
    part.method = (uint16_t)method;
    rt_package_part(&f->out, &part);
    while (rc == RT_ROW) {
        rc = next_chunk(f);
        if (rc == RT_ROW)
            rt_package_put(&f->out, f->chunk);
    }
    unzCloseCurrentFile(f->in);
    return rc == RT_END ? RT_OK : rc;
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
        rc = fail_torn(f);
    RT_THEN(rc, rt_stream_write(
                    parts, RT_COUNT(parts), rt_str(f->name), &f->out, f->err));
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

static enum rt_status fill_part(struct filling *f)
{
    size_t number;

    if (unzGetCurrentFileInfo64(
            f->in, &f->info, f->name, sizeof f->name, NULL, 0, NULL, 0)
        != UNZ_OK)
        return fail_torn(f);
    number = sheet_number(f->name);
    if (number == 0 || number > f->count)
        return copy_part(f);
    return fill_sheet(f, f->sheets[number - 1]);
}

static enum rt_status fill(struct filling *f)
{
    int next = unzGoToFirstFile(f->in);

    for (; next == UNZ_OK; next = unzGoToNextFile(f->in))
        RT_TRY(fill_part(f));
    return next == UNZ_END_OF_LIST_OF_FILE && f->seen == f->count
               ? RT_OK
               : fail_torn(f);
}

enum rt_status rt_skeleton_fill(const char *path, struct rt_emit *const *sheets,
    size_t count, struct rt_error *err)
{
    struct filling f = {.path = path,
        .sheets = sheets,
        .count = count,
        .err = err,
        .in = unzOpen64(path),
        .buffer = malloc(CHUNK)};
    enum rt_status rc = !f.buffer ? rt_fail_nomem(err)
                        : !f.in   ? fail_torn(&f)
                                  : RT_OK;

    /* The skeleton is there as long as it is open. */
    if (rc == RT_OK && unlink(path) != 0)
        rc = rt_fail_errno(err, RT_CANNOT_REMOVE, path);
    RT_THEN(rc, rt_package_open(&f.out, path, err));
    RT_THEN(rc, rt_package_close(&f.out, fill(&f), err));
    free(f.buffer);
    if (f.in)
        unzClose(f.in);
    return rc;
}
