/* One book, whatever its format (see input/book.h): this file only chooses the
 * reader of a file and passes calls on.
 */
#include "input/book.h"
#include "input/ahead.h"

#include <stdlib.h>
#include <strings.h>

#include "base/list.h"
#include "finding/finding.h"
#include "input/book_source.h"
#include "input/comments.h"
#include "input/csv.h"
#include "input/links.h"
#include "input/sheet_part.h"
#include "input/sniff.h"
#include "input/workbook.h"

struct rt_book {
    struct in_source src;
    struct rt_limits limits;
    struct rt_arena arena;
    enum rt_book_kind kind;
    struct in_workbook workbook;
    struct in_encoding encoding;
    char separator;
    struct rt_sheet csv_sheet;
};

struct rt_rows {
    struct in_sheet_rows *sheet;
    struct in_csv *csv;
    struct in_ahead *ahead; /* or NULL */
};

/* Of smaller files a thread would take longer to start than to read. */
enum { AHEAD_BYTES = 1 << 20 };

static enum rt_status open_csv(
    struct rt_book *b, const char *encoding, struct rt_error *err)
{
    b->csv_sheet.name = RT_STR("");

    RT_TRY(rt_encoding_find(&b->encoding, &b->src, encoding, err));
    return rt_csv_separator(&b->src, &b->encoding, &b->separator, err);
}

static enum rt_status check_size(const struct in_source *s,
    const struct rt_limits *limits, struct rt_error *err)
{
    if (s->size == 0)
        return rt_fail_code(err, RT_FORMAT, RT_IN102, NULL, NULL, NULL);
    if (s->size > limits->file_bytes)
        return rt_fail_limit(err, "limit-file-bytes", limits->file_bytes, "-");
    return RT_OK;
}

enum rt_status rt_book_open_source(struct in_source src, const char *name,
    const struct rt_limits *limits, const char *encoding, struct rt_book **out,
    struct rt_error *err)
{
    struct rt_book *b = calloc(1, sizeof *b);
    *out = NULL;
    if (!b) {
        rt_source_close(&src);
        return rt_fail_nomem(err);
    }
    b->src = src;
    b->limits = *limits;
    rt_arena_init(&b->arena);
    enum rt_status rc = check_size(&b->src, limits, err);
    RT_THEN(rc, rt_sniff(&b->src, name, &b->kind, err));
    RT_THEN(rc, b->kind == RT_BOOK_CSV ? open_csv(b, encoding, err)
                                       : rt_workbook_read(&b->workbook, &b->src,
                                           &b->limits, &b->arena, err));
    if (rc != RT_OK) {
        rt_book_close(b);
        return rc;
    }
    *out = b;
    return RT_OK;
}

enum rt_status rt_book_open(const char *path, const struct rt_limits *limits,
    const char *encoding, struct rt_book **out, struct rt_error *err)
{
    struct in_source src;
    *out = NULL;
    RT_TRY(rt_source_open(&src, path, err));
    return rt_book_open_source(src, path, limits, encoding, out, err);
}

void rt_book_close(struct rt_book *b)
{
    if (!b)
        return;
    rt_workbook_fini(&b->workbook);
    rt_arena_fini(&b->arena);
    rt_source_close(&b->src);
    free(b);
}

enum rt_book_kind rt_book_kind(const struct rt_book *b)
{
    return b->kind;
}

const char *rt_book_encoding(const struct rt_book *b)
{
    return b->kind == RT_BOOK_CSV ? b->encoding.name : "";
}

size_t rt_book_sheet_count(const struct rt_book *b)
{
    return b->kind == RT_BOOK_CSV ? 1 : b->workbook.count;
}

const struct rt_sheet *rt_book_sheet(const struct rt_book *b, size_t i)
{
    return b->kind == RT_BOOK_CSV ? &b->csv_sheet : &b->workbook.tabs[i].sheet;
}

struct rt_str rt_book_name(const struct rt_book *b, struct rt_str name)
{
    const struct in_workbook *w = &b->workbook;
    struct rt_str found = RT_STR_NONE;

    for (size_t i = 0; b->kind == RT_BOOK_XLSX && i < w->name_count; i++) {
        if (w->names[i].name.n != name.n
            || strncasecmp(w->names[i].name.p, name.p, name.n) != 0)
            continue;
        if (found.n > 0 && !rt_str_eq(found, w->names[i].text))
            return RT_STR_NONE;
        found = w->names[i].text;
    }
    return found;
}

bool rt_book_manual_calc(const struct rt_book *b)
{
    return b->kind == RT_BOOK_XLSX && b->workbook.manual_calc;
}

static const char *part_of(const struct rt_book *b, size_t sheet)
{
    return b->kind == RT_BOOK_XLSX ? b->workbook.tabs[sheet].part : NULL;
}

/* What `read` finds on the sheet's cells: nothing where it has no part. */
static enum rt_status read_cells(const struct rt_book *b, size_t sheet,
    enum rt_status (*read)(const struct in_workbook *, const char *,
        struct rt_arena *, struct rt_comment **, size_t *, struct rt_error *),
    struct rt_arena *arena, struct rt_comment **out, size_t *count,
    struct rt_error *err)
{
    const char *part = part_of(b, sheet);

    *out = NULL;
    *count = 0;
    return part ? read(&b->workbook, part, arena, out, count, err) : RT_OK;
}

enum rt_status rt_book_comments(struct rt_book *b, size_t sheet,
    struct rt_arena *arena, struct rt_comment **out, size_t *count,
    struct rt_error *err)
{
    return read_cells(b, sheet, rt_comments_read, arena, out, count, err);
}

enum rt_status rt_book_links(struct rt_book *b, size_t sheet,
    struct rt_arena *arena, struct rt_comment **out, size_t *count,
    struct rt_error *err)
{
    return read_cells(b, sheet, rt_links_read, arena, out, count, err);
}

/* --- rows --------------------------------------------------------------- */

enum rt_status rt_rows_open(
    struct rt_book *b, size_t sheet, struct rt_rows **out, struct rt_error *err)
{
    *out = NULL;
    if (sheet >= rt_book_sheet_count(b))
        return rt_fail(err, RT_BUG, "no sheet %zu", sheet);
    struct rt_rows *r = calloc(1, sizeof *r);
    RT_NEED(r, err);
    enum rt_status rc;
    if (b->kind == RT_BOOK_CSV)
        rc = rt_csv_open(
            &b->src, &b->encoding, b->separator, &b->limits, &r->csv, err);
    else if (b->workbook.tabs[sheet].part)
        rc = rt_sheet_rows_open(&b->workbook, sheet, &r->sheet, err);
    else
        rc = RT_OK;
    if (rc != RT_OK) {
        rt_rows_close(r);
        return rc;
    }
    *out = r;
    return RT_OK;
}

static enum rt_status next_here(
    void *rows, struct rt_row *row, struct rt_error *err)
{
    struct rt_rows *r = rows;

    if (r->csv)
        return rt_csv_next(r->csv, row, err);
    return r->sheet ? rt_sheet_rows_next(r->sheet, row, err) : RT_END;
}

enum rt_status rt_rows_ahead(
    const struct rt_book *b, struct rt_rows *r, struct rt_error *err)
{
    enum rt_status rc = b->src.size < AHEAD_BYTES
                            ? RT_OK
                            : rt_ahead_start(&r->ahead, next_here, r, err);

    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_rows_next(
    struct rt_rows *r, struct rt_row *row, struct rt_error *err)
{
    return r->ahead ? rt_ahead_next(r->ahead, row, err)
                    : next_here(r, row, err);
}

const struct rt_cell *rt_row_cell(const struct rt_row *row, int32_t col)
{
    size_t at = (size_t)col;

    if (col < 0)
        return NULL;
    if (at < row->count && row->cells[at].col == (uint32_t)col)
        return &row->cells[at]; /* none is missing before it */
    RT_LOWER_BOUND(at, row->count, row->cells[at].col < (uint32_t)col);
    return at < row->count && row->cells[at].col == (uint32_t)col
               ? &row->cells[at]
               : NULL;
}

void rt_rows_close(struct rt_rows *r)
{
    if (!r)
        return;
    rt_ahead_stop(r->ahead);
    rt_csv_close(r->csv);
    rt_sheet_rows_close(r->sheet);
    free(r);
}

const struct rt_range *rt_rows_merges(const struct rt_rows *r, size_t *n)
{
    *n = 0;
    return r->sheet ? rt_sheet_rows_merges(r->sheet, n) : NULL;
}

const struct rt_oddity *rt_rows_odd(const struct rt_rows *r)
{
    return r->sheet ? rt_sheet_rows_odd(r->sheet) : NULL;
}

bool rt_rows_column_hidden(const struct rt_rows *r, uint32_t col)
{
    return r->sheet && rt_sheet_rows_hidden(r->sheet, col);
}
