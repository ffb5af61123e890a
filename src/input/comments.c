/* Comments on cells (see comments.h). */
#include "input/comments.h"

#include "base/list.h"
#include "finding/finding.h"
#include "input/rels.h"
#include "input/sheet_part.h"

enum {
    ST_ROOT = 1,
    ST_AUTHORS,
    ST_AUTHOR,
    ST_LIST,
    ST_COMMENT,
    ST_TEXT,
    ST_RUN,
    ST_T
};

struct reader {
    struct rt_arena *arena;
    struct rt_comment *list;
    size_t count, cap;
    uint64_t bytes; /* of all texts */
    struct rt_buf text;
    bool *threads; /* by author: the note repeats a thread */
    size_t author_count, author_cap;
    bool threaded; /* the sheet's threads are read themselves */
    bool left_out; /* the comment under way */
    uint32_t row, col;
};

/* --- authors ------------------------------------------------------------- */

static void end_author(struct in_xml *x, struct reader *r)
{
    if (r->author_count >= x->limits->strings) {
        rt_xml_fail_limit(x, "limit-strings", x->limits->strings);
        return;
    }
    if (!RT_ARENA_GROW(r->arena, r->threads, r->author_count, r->author_cap)) {
        rt_xml_fail(x, rt_fail_nomem(x->err));
        return;
    }
    r->threads[r->author_count++]
        = rt_str_starts(rt_buf_str(&r->text), RT_STR("tc="));
}

static bool repeats_thread(const struct reader *r, const char **atts)
{
    int64_t id = -1;

    return r->threaded
           && rt_parse_int(rt_str(rt_xml_attr(atts, "authorId")), &id)
           && id >= 0 && (uint64_t)id < r->author_count && r->threads[id];
}

/* --- comments ------------------------------------------------------------ */

static int start_comment(struct in_xml *x, struct reader *r, const char **atts)
{
    const char *ref = rt_xml_attr(atts, "ref");

    if (!ref || !rt_parse_ref(ref, &r->col, &r->row) || r->row == 0) {
        rt_xml_fail_structure(x, RT_CELL_PLACE, "<comment>");
        return 0;
    }
    r->left_out = repeats_thread(r, atts);
    rt_buf_clear(&r->text);
    return ST_COMMENT;
}

static void end_comment(struct in_xml *x, struct reader *r)
{
    struct rt_str text = rt_str_trim(rt_buf_str(&r->text));

    if (r->left_out || text.n == 0)
        return;
    if (r->count >= x->limits->strings) {
        rt_xml_fail_limit(x, "limit-strings", x->limits->strings);
        return;
    }
    r->bytes += text.n;
    if (r->bytes > x->limits->string_bytes) {
        rt_xml_fail_limit(x, "limit-string-bytes", x->limits->string_bytes);
        return;
    }
    if (RT_ARENA_GROW(r->arena, r->list, r->count, r->cap)) {
        text = rt_arena_str(r->arena, text);
        if (text.p) {
            text.n = rt_unescape((char *)(uintptr_t)text.p, text.n);
            r->list[r->count++] = (struct rt_comment){r->row, r->col + 1, text};
            return;
        }
    }
    rt_xml_fail(x, rt_fail_nomem(x->err));
}

/* --- the parts ----------------------------------------------------------- */

static int start_in_list(struct in_xml *x, struct reader *r, int parent,
    const char *name, const char **atts)
{
    switch (parent) {
    case ST_LIST:
        return strcmp(name, "comment") == 0 ? start_comment(x, r, atts) : 0;
    case ST_COMMENT:
        return strcmp(name, "text") == 0 ? ST_TEXT : 0;
    case ST_TEXT: /* rPh is a reading aid */
        return strcmp(name, "t") == 0   ? ST_T
               : strcmp(name, "r") == 0 ? ST_RUN
                                        : 0;
    case ST_RUN:
        return strcmp(name, "t") == 0 ? ST_T : 0;
    default:
        return 0;
    }
}

static int on_start(struct in_xml *x, void *ctx, int parent, const char *name,
    const char **atts)
{
    struct reader *r = ctx;

    switch (parent) {
    case 0:
        return strcmp(name, "comments") == 0 ? ST_ROOT : 0;
    case ST_ROOT:
        return strcmp(name, "authors") == 0       ? ST_AUTHORS
               : strcmp(name, "commentList") == 0 ? ST_LIST
                                                  : 0;
    case ST_AUTHORS:
        rt_buf_clear(&r->text);
        return strcmp(name, "author") == 0 ? ST_AUTHOR : 0;
    default:
        return start_in_list(x, r, parent, name, atts);
    }
}

/* <ThreadedComments><threadedComment ref="A1"><text>; a reply is another. */
static int on_thread_start(struct in_xml *x, void *ctx, int parent,
    const char *name, const char **atts)
{
    switch (parent) {
    case 0:
        return strcmp(name, "ThreadedComments") == 0 ? ST_LIST : 0;
    case ST_LIST:
        return strcmp(name, "threadedComment") == 0
                   ? start_comment(x, ctx, atts)
                   : 0;
    case ST_COMMENT:
        return strcmp(name, "text") == 0 ? ST_T : 0;
    default:
        return 0;
    }
}

static void on_end(struct in_xml *x, void *ctx, int state)
{
    struct reader *r = ctx;

    if (state == ST_AUTHOR)
        end_author(x, r);
    else if (state == ST_COMMENT)
        end_comment(x, r);
}

static void on_text(
    struct in_xml *x, void *ctx, int state, const char *p, size_t n)
{
    struct reader *r = ctx;
    enum rt_status rc;

    if (state != ST_T && state != ST_AUTHOR)
        return;
    rc = rt_buf_add(&r->text, p, n);
    if (rc == RT_LIMIT)
        rt_xml_fail_limit(x, "limit-cell-bytes", x->limits->cell_bytes);
    else if (rc != RT_OK)
        rt_xml_fail(x, rt_fail_nomem(x->err));
}

static const struct in_xml_ops notes = {IN_NS_MAIN, on_start, on_end, on_text};
static const struct in_xml_ops threads
    = {IN_NS_THREADS, on_thread_start, on_end, on_text};

/* A part that is announced and not there has nothing to lose. */
static enum rt_status read_part(struct reader *r, const struct in_workbook *w,
    const char *part, const struct in_xml_ops *ops, struct rt_error *err)
{
    const struct in_zip_entry *entry;

    RT_TRY(rt_zip_find(&w->zip, part, &entry, err));
    return entry ? rt_xml_read(&w->zip, entry, ops, r, err) : RT_OK;
}

enum rt_status rt_comments_read(const struct in_workbook *w, const char *part,
    struct rt_arena *arena, struct rt_comment **out, size_t *count,
    struct rt_error *err)
{
    struct reader r = {.arena = arena};
    const struct in_zip_entry *thread = NULL;
    const struct in_rel *rel;
    struct in_rels rels;
    enum rt_status rc = rt_rels_read(&w->zip, part, arena, &rels, err);

    rt_buf_init(&r.text, (size_t)w->zip.limits->cell_bytes);
    rel = rc == RT_OK ? rt_rels_by_type(&rels, "threadedComment") : NULL;
    if (rel)
        rc = rt_zip_find(&w->zip, rel->target, &thread, err);
    r.threaded = thread != NULL;
    for (size_t i = 0; rc == RT_OK && i < rels.count; i++) {
        rel = &rels.list[i];
        if (strcmp(rel->type, "comments") == 0)
            rc = read_part(&r, w, rel->target, &notes, err);
        else if (strcmp(rel->type, "threadedComment") == 0)
            rc = read_part(&r, w, rel->target, &threads, err);
    }
    rt_buf_fini(&r.text);
    *out = r.list;
    *count = r.count;
    return rc;
}
