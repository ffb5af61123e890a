/* Earlier risks: which of the two sources a file is (see
 * form/earlier.h). A workbook begins as a zip does, risks.jsonl with a
 * brace; a name says nothing. */
#include "form/earlier_parts.h"

#include <stdlib.h>

#include "finding/finding.h"

static enum rt_status neither(const struct rt_earlier *e, struct rt_error *err)
{
    return rt_fail_both(err, RT_FORMAT,
        "%s は以前のリスク登録簿（risk-register.xlsx）でも risks.jsonl "
        "でもありません",
        "%s is neither an earlier register (risk-register.xlsx) nor "
        "risks.jsonl",
        e->path);
}

/* The first character that is not white space, after any byte order mark. */
static int first_char(const char *head, size_t n)
{
    size_t i = n >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (i < n && strchr(" \t\r\n", head[i]) && head[i] != '\0')
        i++;
    return i < n ? head[i] : EOF;
}

static enum rt_status open_source(struct rt_earlier *e, struct rt_error *err)
{
    char head[64];
    size_t n;
    FILE *f = fopen(e->path, "rb");

    if (!f)
        return rt_fail_errno(err, RT_CANNOT_OPEN, e->path);
    n = fread(head, 1, sizeof head, f);
    e->is_book = n >= 4 && memcmp(head, "PK\003\004", 4) == 0;
    if (ferror(f)) {
        (void)rt_fail_errno(err, RT_CANNOT_READ, e->path);
        fclose(f);
        return RT_IO;
    }
    if (e->is_book) {
        fclose(f);
        return rt_earlier_book_open(e, err);
    }
    e->of.lines.file = f;
    /* each member may be a cell, and JSON writes a control as six bytes */
    rt_buf_init(&e->of.lines.line,
        (size_t)e->limits.cell_bytes * 6 * rt_risk_members.count);
    if (first_char(head, n) != '{')
        return neither(e, err);
    rewind(f);
    return RT_OK;
}

enum rt_status rt_earlier_open(const char *path, const char *manifest,
    const struct rt_limits *limits, enum rt_lang lang, struct rt_earlier **out,
    struct rt_error *err)
{
    struct rt_earlier *e = calloc(1, sizeof *e);
    enum rt_status rc;

    *out = NULL;
    RT_NEED(e, err);
    e->lang = lang;
    e->limits = *limits;
    e->path = strdup(path);
    e->manifest = manifest;
    rc = e->path ? open_source(e, err) : rt_fail_nomem(err);
    if (rc != RT_OK) {
        rt_earlier_close(e);
        return rc;
    }
    *out = e;
    return RT_OK;
}

enum rt_status rt_earlier_next(
    struct rt_earlier *e, struct rt_risk *out, struct rt_error *err)
{
    enum rt_status rc = e->is_book ? rt_earlier_book_next(e, out, err)
                                   : rt_earlier_lines_next(e, out, err);

    if (rc == RT_END && e->is_book && !e->of.book.found)
        return neither(e, err);
    return rc;
}

enum rt_status rt_earlier_next_input(
    struct rt_earlier *e, struct rt_input *out, struct rt_error *err)
{
    rt_record_blank(&rt_input_members, out);
    return e->is_book ? rt_earlier_book_input(e, out, err)
                      : rt_earlier_lines_input(e, out, err);
}

void rt_earlier_where(
    const struct rt_earlier *e, size_t member, struct rt_where *out)
{
    const struct earlier_book *b = &e->of.book;
    const struct rt_member *m = rt_member_at(&rt_risk_members, member);

    *out = (struct rt_where){.file = rt_str(e->path), .csv = !e->is_book};
    if (e->is_book) {
        out->sheet = rt_str(b->sheet_name);
        out->row = b->row;
        out->col = (uint32_t)(b->col_of[m - rt_risk_members.list] + 1);
    } else {
        out->row = (uint32_t)e->of.lines.number;
    }
}

void rt_earlier_close(struct rt_earlier *e)
{
    if (!e)
        return;
    if (e->is_book)
        rt_earlier_book_close(&e->of.book);
    else
        rt_earlier_lines_close(&e->of.lines);
    free((char *)(uintptr_t)e->path);
    free(e);
}
