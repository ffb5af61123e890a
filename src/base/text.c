/* Views and growing buffers. Numbers and UTF-8 are in their own files. */
#include "base/text.h"

#include "base/list.h"

#include <stdlib.h>

bool rt_str_ends(struct rt_str a, struct rt_str suffix)
{
    if (a.n < suffix.n)
        return false;
    if (suffix.n == 0)
        return true;
    return memcmp(a.p + a.n - suffix.n, suffix.p, suffix.n) == 0;
}

bool rt_str_contains(struct rt_str a, struct rt_str needle)
{
    if (needle.n == 0)
        return true;
    return a.n >= needle.n && memmem(a.p, a.n, needle.p, needle.n);
}

/* How much of `a` is the prefix z; SIZE_MAX where it begins otherwise. Asked of
 * nearly every cell with many words, which differ early. */
static size_t prefix_len(struct rt_str a, const char *z)
{
    size_t n = 0;

    while (n < a.n && z[n] != '\0' && a.p[n] == z[n])
        n++;
    return z[n] == '\0' ? n : SIZE_MAX;
}

static bool goes_with(struct rt_str a, enum rt_str_way way, const char *z)
{
    switch (way) {
    case RT_STR_IS:
        return prefix_len(a, z) == a.n;
    case RT_STR_STARTS:
        return prefix_len(a, z) != SIZE_MAX;
    case RT_STR_ENDS:
        return rt_str_ends(a, rt_str(z));
    default:
        return rt_str_contains(a, rt_str(z));
    }
}

bool rt_str_any(struct rt_str a, enum rt_str_way way, const char *const *texts,
    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (goes_with(a, way, texts[i]))
            return true;
    }
    return false;
}

bool rt_str_skip(struct rt_str *a, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t n = prefix_len(*a, texts[i]);
        if (n == SIZE_MAX)
            continue;
        a->p += n;
        a->n -= n;
        return true;
    }
    return false;
}

int rt_str_cmp(struct rt_str a, struct rt_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;

    return c ? c : (a.n > b.n) - (a.n < b.n);
}

static bool are(const char *p, char first, char second)
{
    return p[0] == first && p[1] == second;
}

/* Length of the white-space character at p, 0 where there is none. Every cell
 * is asked at both ends. */
static size_t space_len(const char *p, size_t n)
{
    if (n == 0)
        return 0;
    switch ((unsigned char)*p) {
    case 0xC2: /* no-break space */
        return n >= 2 && p[1] == '\xA0' ? 2 : 0;
    case 0xE3: /* ideographic space */
        return n >= 3 && are(p + 1, '\x80', '\x80') ? 3 : 0;
    case 0xEF: /* byte order mark */
        return n >= 3 && are(p + 1, '\xBB', '\xBF') ? 3 : 0;
    default:
        return *p == ' ' || (*p >= '\t' && *p <= '\r');
    }
}

static size_t last_space_len(struct rt_str a)
{
    /* No wide space ends in an ASCII byte. */
    if (a.n > 0 && (unsigned char)a.p[a.n - 1] < 0x80)
        return space_len(a.p + a.n - 1, 1);
    for (size_t len = 1; len <= 3 && len <= a.n; len++) {
        if (space_len(a.p + a.n - len, len) == len)
            return len;
    }
    return 0;
}

struct rt_str rt_str_trim(struct rt_str a)
{
    size_t k;

    while ((k = space_len(a.p, a.n)) > 0) {
        a.p += k;
        a.n -= k;
    }
    while ((k = last_space_len(a)) > 0)
        a.n -= k;
    return a;
}

bool rt_str_blank(struct rt_str a)
{
    size_t k;

    while ((k = space_len(a.p, a.n)) > 0) {
        a.p += k;
        a.n -= k;
    }
    return a.n == 0;
}

bool rt_str_line(struct rt_str *rest, struct rt_str *line)
{
    const char *end = rest->n ? memchr(rest->p, '\n', rest->n) : NULL;
    size_t past;

    if (rest->n == 0)
        return false;
    *line = *rest;
    if (end)
        line->n = (size_t)(end - rest->p);
    past = line->n + (end != NULL);
    *rest = (struct rt_str){rest->p + past, rest->n - past};
    return true;
}

void rt_str_copy(char *to, size_t size, struct rt_str from)
{
    static const char dots[] = "…";
    size_t n = from.n, tail = 0;

    if (from.n >= size) {
        tail = size >= 2 * sizeof dots ? sizeof dots - 1 : 0;
        n = size - 1 - tail;
        while (n > 0 && ((unsigned char)from.p[n] & 0xC0) == 0x80)
            n--;
    }
    if (n > 0)
        memcpy(to, from.p, n);
    memcpy(to + n, dots, tail);
    to[n + tail] = '\0';
}

void rt_buf_init(struct rt_buf *b, size_t max)
{
    *b = RT_BUF(max);
}

void rt_buf_fini(struct rt_buf *b)
{
    free(b->data);
    *b = RT_BUF(b->max);
}

void rt_buf_clear(struct rt_buf *b)
{
    b->len = 0;
    if (b->data)
        b->data[0] = '\0';
}

static enum rt_status make_room(struct rt_buf *b, size_t n)
{
    if (n > b->max || b->len > b->max - n)
        return RT_LIMIT;
    return RT_ROOM(b->data, b->cap, b->len + n + 1) ? RT_OK : RT_NOMEM;
}

enum rt_status rt_buf_grow(struct rt_buf *b, const void *p, size_t n)
{
    RT_TRY(make_room(b, n));
    if (n > 0)
        memcpy(b->data + b->len, p, n);
    b->len += n;
    b->data[b->len] = '\0';
    return RT_OK;
}

char *rt_buf_room(struct rt_buf *b, size_t n)
{
    return make_room(b, n) == RT_OK ? b->data + b->len : NULL;
}

enum rt_status rt_buf_vprintf(struct rt_buf *b, const char *fmt, va_list ap)
{
    va_list again;
    int n;

    va_copy(again, ap);
    n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n < 0)
        return RT_BUG;
    RT_TRY(make_room(b, (size_t)n));
    vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
    b->len += (size_t)n;
    return RT_OK;
}

enum rt_status rt_buf_printf(struct rt_buf *b, const char *fmt, ...)
{
    va_list ap;
    enum rt_status rc;

    va_start(ap, fmt);
    rc = rt_buf_vprintf(b, fmt, ap);
    va_end(ap);
    return rc;
}

struct rt_str rt_buf_str(const struct rt_buf *b)
{
    return (struct rt_str){b->data ? b->data : "", b->len};
}

bool rt_str_split(struct rt_str s, const char *mark, struct rt_str *before,
    struct rt_str *after)
{
    size_t n = strlen(mark);
    const char *at = s.n >= n ? memmem(s.p, s.n, mark, n) : NULL;

    if (!at)
        return false;
    *before = (struct rt_str){s.p, (size_t)(at - s.p)};
    *after = (struct rt_str){at + n, s.n - before->n - n};
    return true;
}

uint64_t rt_str_hash(uint64_t h, struct rt_str s)
{
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return h;
}
