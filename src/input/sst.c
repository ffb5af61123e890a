/* The shared strings of a workbook (see sst.h). */
#include "input/sst.h"
#include "base/list.h"

#include <stdlib.h>

enum { ST_ROOT = 1, ST_SI, ST_T, ST_R, ST_RPR };

struct reader {
    struct in_sst *sst;
    bool seen_root;
    size_t start;        /* of the string under way */
    bool crosses;        /* its run at hand crosses its text out */
    bool crossed, plain; /* so far it has such text, and other text */
};

/* --- _xHHHH_ ------------------------------------------------------------ */

static int hex4(const char *p)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    int v = 0;
    for (int i = 0; i < 4; i++) {
        const char *at = memchr(digits, p[i], sizeof digits - 1);
        if (!at)
            return -1;
        v = v * 16 + (int)(at - digits) - (*at < 'a' && *at > '9' ? 6 : 0);
    }
    return v;
}

/* The code unit escaped at p, or -1. */
static int escape_at(const char *p, size_t n)
{
    if (n < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
        return -1;
    return hex4(p + 2);
}

static size_t decode_one(const char *p, size_t n, uint32_t *cp)
{
    int hi = escape_at(p, n);
    *cp = (uint32_t)hi;
    if (hi >= 0xD800 && hi <= 0xDBFF) {
        int lo = escape_at(p + 7, n - 7);
        if (lo >= 0xDC00 && lo <= 0xDFFF) {
            *cp = 0x10000u + (((uint32_t)hi - 0xD800u) << 10)
                  + ((uint32_t)lo - 0xDC00u);
            return 14;
        }
    }
    if ((hi >= 0xD800 && hi <= 0xDFFF) || hi == 0)
        *cp = 0xFFFD;
    return 7;
}

size_t rt_unescape(char *p, size_t n)
{
    char *first = n > 0 ? memchr(p, '_', n) : NULL;
    if (!first)
        return n;
    size_t from = (size_t)(first - p), to = from;
    while (from < n) {
        uint32_t cp;
        if (escape_at(p + from, n - from) < 0) {
            p[to++] = p[from++];
            continue;
        }
        from += decode_one(p + from, n - from, &cp);
        char utf8[4];
        size_t k = rt_utf8_encode(cp, utf8);
        memcpy(p + to, utf8, k);
        to += k;
    }
    return to;
}

/* --- growing ------------------------------------------------------------ */

static enum rt_status add_bytes(
    struct in_sst *s, const char *p, size_t n, struct rt_error *err)
{
    RT_NEED(RT_ROOM(s->bytes, s->bytes_cap, s->len + n), err);
    memcpy(s->bytes + s->len, p, n);
    s->len += n;
    return RT_OK;
}

static enum rt_status add_end(struct in_sst *s, struct rt_error *err)
{
    RT_NEED(RT_GROW(s->end, s->count, s->end_cap), err);
    s->end[s->count++] = (uint32_t)s->len;
    return RT_OK;
}

/* Of the string that was added last. */
static enum rt_status note_struck(const struct reader *r, struct rt_error *err)
{
    struct in_sst *s = r->sst;
    if (!r->crossed)
        return RT_OK;
    RT_NEED(RT_GROW(s->struck, s->struck_count, s->struck_cap), err);
    s->struck[s->struck_count++]
        = (struct in_struck){.string = (uint32_t)(s->count - 1),
            .how = r->plain ? RT_STRUCK_PART : RT_STRUCK_ALL};
    return RT_OK;
}

/* --- the part ----------------------------------------------------------- */

static int start_in_si(struct reader *r, const char *name)
{
    r->crosses = false;
    if (strcmp(name, "t") == 0)
        return ST_T;
    if (strcmp(name, "r") == 0)
        return ST_R;
    return 0; /* rPh, phoneticPr */
}

static int start_in_run(const char *name)
{
    if (strcmp(name, "t") == 0)
        return ST_T;
    return strcmp(name, "rPr") == 0 ? ST_RPR : 0;
}

static int on_start(struct in_xml *x, void *ctx, int parent, const char *name,
    const char **atts)
{
    struct reader *r = ctx;
    (void)x;
    switch (parent) {
    case 0:
        r->seen_root = strcmp(name, "sst") == 0;
        return r->seen_root ? ST_ROOT : 0;
    case ST_ROOT:
        if (strcmp(name, "si") != 0)
            return 0;
        r->start = r->sst->len;
        r->crossed = r->plain = false;
        return ST_SI;
    case ST_SI:
        return start_in_si(r, name);
    case ST_R:
        return start_in_run(name);
    case ST_RPR:
        r->crosses |= rt_xml_is_strike(name, atts);
        return 0;
    default:
        return 0;
    }
}

static void on_end(struct in_xml *x, void *ctx, int state)
{
    struct reader *r = ctx;
    struct in_sst *s = r->sst;
    if (state != ST_SI)
        return;
    if (s->count >= x->limits->strings) {
        rt_xml_fail_limit(x, "limit-strings", x->limits->strings);
        return;
    }
    if (s->len > r->start)
        s->len = r->start + rt_unescape(s->bytes + r->start, s->len - r->start);
    enum rt_status rc = add_end(s, x->err);
    RT_THEN(rc, note_struck(r, x->err));
    if (rc != RT_OK)
        rt_xml_fail(x, rc);
}

static void on_text(
    struct in_xml *x, void *ctx, int state, const char *p, size_t n)
{
    struct reader *r = ctx;
    if (state != ST_T)
        return;
    const struct rt_limits *l = x->limits;
    /* Offsets are 32 bits wide whatever the option says. */
    uint64_t max = l->string_bytes < UINT32_MAX ? l->string_bytes : UINT32_MAX;
    if (n > max || r->sst->len > max - n)
        rt_xml_fail_limit(x, "limit-string-bytes", max);
    else if (r->sst->len + n - r->start > l->cell_bytes)
        rt_xml_fail_limit(x, "limit-cell-bytes", l->cell_bytes);
    else if (add_bytes(r->sst, p, n, x->err) != RT_OK)
        rt_xml_fail(x, RT_NOMEM);
    r->crossed |= r->crosses;
    r->plain |= !r->crosses;
}

static const struct in_xml_ops ops = {IN_NS_MAIN, on_start, on_end, on_text};

enum rt_status rt_sst_read(struct in_sst *sst, const struct in_zip *zip,
    const struct in_zip_entry *entry, struct rt_error *err)
{
    struct reader r = {.sst = sst};

    RT_TRY(rt_xml_read(zip, entry, &ops, &r, err));
    if (!r.seen_root)
        return rt_fail_structure(err, RT_NO_ROOT, entry->name, "<sst>");
    return RT_OK;
}

void rt_sst_fini(struct in_sst *sst)
{
    free(sst->bytes);
    free(sst->end);
    free(sst->struck);
    *sst = (struct in_sst){0};
}

bool rt_sst_get(const struct in_sst *sst, uint64_t i, struct rt_str *out)
{
    if (i >= sst->count)
        return false;
    size_t from = i > 0 ? sst->end[i - 1] : 0;
    *out = (struct rt_str){sst->bytes + from, sst->end[i] - from};
    return true;
}

enum rt_struck rt_sst_struck(const struct in_sst *sst, uint64_t i)
{
    size_t at;
    RT_LOWER_BOUND(at, sst->struck_count, sst->struck[at].string < i);
    return at < sst->struck_count && sst->struck[at].string == i
               ? sst->struck[at].how
               : RT_STRUCK_NONE;
}
