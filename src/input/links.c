/* Links on cells (see links.h). */
#include "input/links.h"

#include <stdlib.h>

#include "base/list.h"
#include "input/rels.h"
#include "input/sheet_part.h"

enum { ST_ROOT = 1, ST_LINKS };

struct reader {
    struct rt_arena *arena;
    struct in_rels rels; /* outside the book */
    struct rt_comment *list;
    size_t count, cap;
    uint64_t bytes; /* of all targets */
};

static enum rt_status add(struct in_xml *x, struct reader *r, uint32_t row,
    uint32_t col, const char *to)
{
    r->bytes += strlen(to);
    if (r->count >= x->limits->strings)
        return rt_fail_limit(
            x->err, "limit-strings", x->limits->strings, x->part.entry->name);
    if (r->bytes > x->limits->string_bytes)
        return rt_fail_limit(x->err, "limit-string-bytes",
            x->limits->string_bytes, x->part.entry->name);
    RT_NEED(RT_ARENA_GROW(r->arena, r->list, r->count, r->cap), x->err);
    r->list[r->count] = (struct rt_comment){
        row, col + 1, rt_arena_str(r->arena, rt_str_trim(rt_str(to)))};
    RT_NEED(r->list[r->count++].text.p, x->err);
    return RT_OK;
}

/* One link may cover several cells; it counts for the first. */
static enum rt_status take(
    struct in_xml *x, struct reader *r, const char **atts)
{
    const char *ref = rt_xml_attr(atts, "ref");
    const char *id = rt_xml_attr_ns(x, atts, IN_NS_REL, "id");
    const char *to
        = id ? rt_rels_target(&r->rels, id) : rt_xml_attr(atts, "location");
    struct rt_range range;

    return to && *to && ref && rt_parse_range(ref, &range)
               ? add(x, r, range.row1, range.col1, to)
               : RT_OK;
}

static int on_start(struct in_xml *x, void *ctx, int parent, const char *name,
    const char **atts)
{
    enum rt_status rc = RT_OK;

    if (parent == 0)
        return strcmp(name, "worksheet") == 0 ? ST_ROOT : 0;
    if (parent == ST_ROOT)
        return strcmp(name, "hyperlinks") == 0 ? ST_LINKS : 0;
    if (strcmp(name, "hyperlink") == 0)
        rc = take(x, ctx, atts);
    if (rc != RT_OK)
        rt_xml_fail(x, rc);
    return 0;
}

static const struct in_xml_ops ops = {IN_NS_MAIN, on_start, NULL, NULL};

RT_SORTED(by_place, struct rt_comment, RT_ORDER(x->row, y->row);
          RT_ORDER(x->col, y->col))

enum rt_status rt_links_read(const struct in_workbook *w, const char *part,
    struct rt_arena *arena, struct rt_comment **out, size_t *count,
    struct rt_error *err)
{
    struct reader r = {.arena = arena};
    const struct in_zip_entry *entry;
    enum rt_status rc = rt_rels_outside(&w->zip, part, arena, &r.rels, err);

    RT_THEN(rc, rt_zip_find(&w->zip, part, &entry, err));
    if (rc == RT_OK && entry)
        rc = rt_xml_read(&w->zip, entry, &ops, &r, err);
    if (r.count > 1)
        qsort(r.list, r.count, sizeof *r.list, by_place);
    *out = r.list;
    *count = r.count;
    return rc;
}
