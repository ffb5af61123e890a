/* Relationships of a package (see rels.h). */
#include "input/rels.h"

#include <stdlib.h>

#include "base/list.h"

enum { ST_ROOT = 1 };

struct reader {
    struct in_rels *out;
    struct rt_arena *arena;
    const char *part;
    bool outside;
};

/* Drops the last segment of a path that ends at `n`; returns the new end. */
static size_t parent_of(const char *path, size_t n)
{
    while (n > 0 && path[n - 1] != '/')
        n--;
    return n > 0 ? n - 1 : 0;
}

/* Appends one segment, understanding "." and ".."; a ".." above the root
 * stays at the root. */
static size_t add_segment(char *to, size_t n, const char *seg, size_t len)
{
    if (len == 0 || (len == 1 && seg[0] == '.'))
        return n;
    if (len == 2 && seg[0] == '.' && seg[1] == '.')
        return parent_of(to, n);
    if (n > 0)
        to[n++] = '/';
    memcpy(to + n, seg, len);
    return n + len;
}

static char *resolve(
    struct rt_arena *arena, const char *part, const char *target)
{
    size_t base = strlen(part);
    char *to = rt_arena_alloc(arena, base + strlen(target) + 2);
    if (!to)
        return NULL;
    size_t n = 0;
    if (target[0] != '/' && target[0] != '\\') {
        n = parent_of(part, base);
        memcpy(to, part, n);
    }
    while (*target != '\0') {
        size_t len = strcspn(target, "/\\");
        n = add_segment(to, n, target, len);
        target += len + (target[len] != '\0');
    }
    to[n] = '\0';
    return to;
}

static const char *copy(struct rt_arena *arena, const char *s)
{
    return rt_arena_str(arena, rt_str(s)).p;
}

static enum rt_status add(struct reader *r, struct rt_error *err,
    const char *id, const char *type, const char *target)
{
    struct in_rels *out = r->out;
    RT_NEED(RT_ARENA_GROW(r->arena, out->list, out->count, out->cap), err);
    const char *slash = strrchr(type, '/');
    struct in_rel *rel = &out->list[out->count];
    rel->id = copy(r->arena, id);
    rel->type = copy(r->arena, slash ? slash + 1 : type);
    rel->target = r->outside ? copy(r->arena, target)
                             : resolve(r->arena, r->part, target);
    RT_NEED(rel->id && rel->type && rel->target, err);
    out->count++;
    return RT_OK;
}

static int on_start(struct in_xml *x, void *ctx, int parent, const char *name,
    const char **atts)
{
    if (parent == 0)
        return strcmp(name, "Relationships") == 0 ? ST_ROOT : 0;
    if (parent != ST_ROOT || strcmp(name, "Relationship") != 0)
        return 0;
    const char *id = rt_xml_attr(atts, "Id");
    const char *type = rt_xml_attr(atts, "Type");
    const char *target = rt_xml_attr(atts, "Target");
    const char *mode = rt_xml_attr(atts, "TargetMode");
    struct reader *r = ctx;
    if (!id || !type || !target
        || (mode && strcmp(mode, "External") == 0) != r->outside)
        return 0;
    enum rt_status rc = add(r, x->err, id, type, target);
    if (rc != RT_OK)
        rt_xml_fail(x, rc);
    return 0;
}

static const struct in_xml_ops ops = {IN_NS_PACKAGE, on_start, NULL, NULL};

static enum rt_status read_rels(const struct in_zip *zip, const char *part,
    bool outside, struct rt_arena *arena, struct in_rels *out,
    struct rt_error *err)
{
    char name[1200];
    const struct in_zip_entry *entry;
    struct reader r = {out, arena, part, outside};
    const char *slash = strrchr(part, '/');
    int dir = slash ? (int)(slash - part) + 1 : 0;
    *out = (struct in_rels){0};
    if (snprintf(name, sizeof name, "%.*s_rels/%s.rels", dir, part, part + dir)
        >= (int)sizeof name)
        return RT_OK;
    enum rt_status rc = rt_zip_find(zip, name, &entry, err);
    if (rc != RT_OK || !entry)
        return rc;
    return rt_xml_read(zip, entry, &ops, &r, err);
}

enum rt_status rt_rels_read(const struct in_zip *zip, const char *part,
    struct rt_arena *arena, struct in_rels *out, struct rt_error *err)
{
    return read_rels(zip, part, false, arena, out, err);
}

static int by_id(const void *a, const void *b)
{
    const struct in_rel *x = a, *y = b;

    return strcmp(x->id, y->id);
}

enum rt_status rt_rels_outside(const struct in_zip *zip, const char *part,
    struct rt_arena *arena, struct in_rels *out, struct rt_error *err)
{
    RT_TRY(read_rels(zip, part, true, arena, out, err));
    if (out->count > 1)
        qsort(out->list, out->count, sizeof *out->list, by_id);
    return RT_OK;
}

const char *rt_rels_target(const struct in_rels *outside, const char *id)
{
    const struct in_rel key = {.id = id};
    const struct in_rel *found
        = outside->count == 0
              ? NULL
              : bsearch(&key, outside->list, outside->count, sizeof key, by_id);

    return found ? found->target : NULL;
}

const struct in_rel *rt_rels_by_id(const struct in_rels *r, const char *id)
{
    for (size_t i = 0; i < r->count; i++) {
        if (strcmp(r->list[i].id, id) == 0)
            return &r->list[i];
    }
    return NULL;
}

const struct in_rel *rt_rels_by_type(const struct in_rels *r, const char *type)
{
    for (size_t i = 0; i < r->count; i++) {
        if (strcmp(r->list[i].type, type) == 0)
            return &r->list[i];
    }
    return NULL;
}
