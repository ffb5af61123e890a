/* Folding of text for comparison (see fold.h), on utf8proc's tables.
 *
 * What folding does, in this order, to every code point:
 *   1. compatibility decomposition and case folding;
 *   2. white space, controls, default ignorables (zero-width characters,
 *      variation selectors with U+E0100.., soft hyphens) are dropped;
 *   3. look-alikes that a change of encoding alone turns into one another
 *      become one of them (the table in `alike` below);
 *   4. what is left is put in canonical order and composed.
 * Dropping comes before composing, so that カ and a lone dakuten (U+309B,
 * which decomposes to a space and a mark) become ガ.
 *
 * Folding runs for every cell that is looked up, and nearly all of those are
 * ASCII, kana, kanji and full-width forms, which cannot interact with each
 * other: such text takes a path of a few comparisons per character and never
 * reaches the tables. The unit test compares the two paths.
 *
 * Letters that mean different things are not unified: ー (a long vowel) is not
 * a dash, ニ is not 二, 髙 is not 高, ヶ is not ケ.
 */
#include "base/fold.h"

#include <stdlib.h>
#include <utf8proc.h>

enum {
    /* Code points that are folded without allocating. Cells where folding
     * matters have a few dozen characters at most. */
    FIXED_CPS = 512,
    CHUNK = 512, /* bytes gathered before they are appended to a buffer */
    /* One code point decomposes into at most 18 (U+FDFA). */
    MAX_DECOMPOSED = 32,
    /* The bound of Unicode's stream-safe format, which no language exceeds.
     * Further marks are dropped, so that hostile text cannot make the insertion
     * sort quadratic. */
    MAX_MARKS = 30
};

/* --- where folded bytes go ------------------------------------------------ */

/* A buffer (gathered in chunks, since appending costs a call), or a caller's
 * fixed memory where `buf` is NULL. The first failure is kept. */
struct sink {
    struct rt_buf *buf;
    char *to;
    size_t n, size;
    enum rt_status status;
};

static void sink_flush(struct sink *k)
{
    if (!k->buf)
        return;
    if (k->status == RT_OK)
        k->status = rt_buf_add(k->buf, k->to, k->n);
    k->n = 0;
}

static void sink_cp(struct sink *k, uint32_t cp)
{
    char b[4];
    size_t n = rt_utf8_encode(cp, b);

    if (k->size - k->n < n)
        sink_flush(k);
    if (k->size - k->n < n) {
        k->status = RT_LIMIT;
        return;
    }
    memcpy(k->to + k->n, b, n);
    k->n += n;
}

/* --- the short way -------------------------------------------------------- */

/* Whether the code point folds to itself, and composes with nothing else on
 * this list: kana without the combining marks, common kanji. */
static bool is_plain(uint32_t cp)
{
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3041 && cp <= 0x3096)
           || (cp >= 0x30A1 && cp <= 0x30FC) || cp == 0x3001 || cp == 0x3002
           || cp == 0x300C || cp == 0x300D || cp == 0x25CB || cp == 0x25CF;
}

static char *fold_ascii(uint32_t c, char *to)
{
    if (c > ' ' && c != 0x7F)
        *to++ = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    return to;
}

/* Those, ASCII and full-width ASCII, all of three bytes or one; none becomes
 * longer. Returns where they end in `to`, NULL at anything else. */
static char *fold_simple(struct rt_str s, char *to)
{
    const unsigned char *p = (const unsigned char *)s.p, *end = p + s.n;

    while (p < end) {
        uint32_t cp = *p;
        if (cp < 0x80) {
            to = fold_ascii(cp, to);
            p++;
            continue;
        }
        if (cp < 0xE2 || cp > 0xEF || end - p < 3 || (p[1] & 0xC0) != 0x80
            || (p[2] & 0xC0) != 0x80)
            return NULL;
        cp = (cp & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
        if (is_plain(cp)) {
            memcpy(to, p, 3);
            to += 3;
        } else if (cp >= 0xFF01 && cp <= 0xFF5E) {
            to = fold_ascii(cp - 0xFF01 + '!', to);
        } else if (cp != 0x3000) {
            return NULL;
        }
        p += 3;
    }
    return to;
}

/* --- the long way --------------------------------------------------------- */

/* Code points being worked on; `fixed` until they are too many. */
struct cps {
    utf8proc_int32_t *p;
    size_t n, cap;
    size_t marks; /* how many at the end */
    bool may_grow;
    utf8proc_int32_t fixed[FIXED_CPS];
};

static enum rt_status cps_reserve(struct cps *c, size_t more)
{
    utf8proc_int32_t *p;
    size_t cap = c->cap;

    if (more <= c->cap - c->n)
        return RT_OK;
    if (!c->may_grow)
        return RT_LIMIT;
    while (cap - c->n < more) {
        if (cap > SIZE_MAX / 4 / sizeof *p)
            return RT_NOMEM;
        cap *= 2;
    }
    p = realloc(c->p == c->fixed ? NULL : c->p, cap * sizeof *p);
    if (!p)
        return RT_NOMEM;
    if (c->p == c->fixed)
        memcpy(p, c->fixed, c->n * sizeof *p);
    c->p = p;
    c->cap = cap;
    return RT_OK;
}

/* The same character under two numbers, because the makers of conversion tables
 * for Shift_JIS and EUC-JP chose differently (〜 ‖ − ―), and dashes that NFKC
 * keeps apart though they look alike. NFKC itself turns ～ into ~ and － into
 * -; these join them. */
static utf8proc_int32_t alike(utf8proc_int32_t cp)
{
    switch (cp) {
    case 0x301C: /* 〜 wave dash; ～ is U+FF5E */
        return '~';
    case 0x2010: /* ‐ hyphen; U+2011 decomposes to it */
    case 0x2012: /* ‒ figure dash */
    case 0x2013: /* – en dash */
    case 0x2014: /* — em dash */
    case 0x2015: /* ― horizontal bar */
    case 0x2212: /* − minus; － is U+FF0D */
        return '-';
    case 0x2016: /* ‖ */
        return 0x2225;
    default:
        return cp;
    }
}

static bool is_dropped(utf8proc_int32_t cp)
{
    switch (utf8proc_get_property(cp)->category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default: /* U+FFF9..U+FFFB frame a phonetic guide and show nothing */
        return cp >= 0xFFF9 && cp <= 0xFFFB;
    }
}

static void keep(struct cps *c, utf8proc_int32_t cp)
{
    if (utf8proc_get_property(cp)->combining_class == 0)
        c->marks = 0;
    else if (++c->marks > MAX_MARKS)
        return;
    c->p[c->n++] = alike(cp);
}

static enum rt_status decompose(uint32_t cp, struct cps *c)
{
    enum rt_status rc = cps_reserve(c, MAX_DECOMPOSED);
    utf8proc_int32_t *to;
    utf8proc_ssize_t n;
    int boundary = 0;

    if (rc)
        return rc;
    to = c->p + c->n;
    n = utf8proc_decompose_char((utf8proc_int32_t)cp, to, MAX_DECOMPOSED,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD
            | UTF8PROC_IGNORE,
        &boundary);
    if (n < 0 || n > MAX_DECOMPOSED)
        return RT_BUG;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        if (!is_dropped(to[i]))
            keep(c, to[i]);
    }
    return RT_OK;
}

/* Canonical order: within a run of marks by combining class, stable. */
static void reorder(struct cps *c)
{
    size_t run = 0; /* where the run of marks being sorted begins */

    for (size_t i = 0; i < c->n; i++) {
        utf8proc_int32_t cp = c->p[i];
        int class = utf8proc_get_property(cp)->combining_class;
        size_t j = i;

        if (class == 0) {
            run = i + 1;
            continue;
        }
        while (j > run
               && utf8proc_get_property(c->p[j - 1])->combining_class > class) {
            c->p[j] = c->p[j - 1];
            j--;
        }
        c->p[j] = cp;
    }
}

static enum rt_status fold_general(struct rt_str s, struct cps *c)
{
    utf8proc_ssize_t n;

    while (s.n > 0) {
        uint32_t cp;

        (void)rt_utf8_next(&s, &cp);
        RT_TRY(decompose(cp, c));
    }
    reorder(c);
    n = utf8proc_normalize_utf32(
        c->p, (utf8proc_ssize_t)c->n, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (n < 0)
        return RT_BUG;
    c->n = (size_t)n;
    return RT_OK;
}

static enum rt_status fold_into(struct rt_str s, struct sink *k)
{
    struct cps c;
    enum rt_status rc;

    c.p = c.fixed;
    c.n = c.marks = 0;
    c.cap = FIXED_CPS;
    c.may_grow = k->buf;
    rc = fold_general(s, &c);
    for (size_t i = 0; rc == RT_OK && i < c.n; i++)
        sink_cp(k, (uint32_t)c.p[i]);
    if (c.p != c.fixed)
        free(c.p);
    return rc ? rc : k->status;
}

/* --- public --------------------------------------------------------------- */

enum rt_status rt_fold(struct rt_str s, struct rt_buf *out)
{
    char chunk[CHUNK], *to = rt_buf_room(out, s.n);
    struct sink k = {out, chunk, 0, sizeof chunk, RT_OK};

    if (to && (to = fold_simple(s, to))) {
        *to = '\0';
        out->len = (size_t)(to - out->data);
        return RT_OK;
    }
    RT_TRY(fold_into(s, &k));
    sink_flush(&k);
    return k.status;
}

static uint32_t ordinary(uint32_t cp)
{
    static const uint32_t pairs[][2] = {{0x9AD9, 0x9AD8}, /* 髙 高 */
        {0xFA11, 0x5D0E},                                 /* 﨑 崎 */
        {0x20BB7, 0x5409},                                /* 𠮷 吉 */
        {0x6FF5, 0x6FF1},                                 /* 濵 濱 */
        {0x5FB7, 0x5FB3},                                 /* 德 徳 */
        {0x7028, 0x702C},                                 /* 瀨 瀬 */
        {0x6DF8, 0x6E05},                                 /* 淸 清 */
        {0x589E, 0x5897},                                 /* 增 増 */
        {0x6A6B, 0x6A2A},                                 /* 橫 横 */
        {0x9089, 0x908A}};                                /* 邉 邊 */

    for (size_t i = 0; i < RT_COUNT(pairs); i++) {
        if (cp == pairs[i][0])
            return pairs[i][1];
    }
    return cp;
}

/* In place: the ordinary form is never the longer one. */
enum rt_status rt_fold_name(struct rt_str s, struct rt_buf *out)
{
    size_t to = out->len;
    uint32_t cp;

    RT_TRY(rt_fold(s, out));
    s = (struct rt_str){out->data + to, out->len - to};
    while (rt_utf8_next(&s, &cp))
        to += rt_utf8_encode(ordinary(cp), out->data + to);
    out->data[out->len = to] = '\0';
    return RT_OK;
}

size_t rt_fold_fixed(struct rt_str s, char *to, size_t size)
{
    struct sink k = {NULL, to, 0, size, RT_OK};
    const char *end = s.n <= size ? fold_simple(s, to) : NULL;

    if (end)
        return (size_t)(end - to);
    return fold_into(s, &k) ? SIZE_MAX : k.n;
}

static bool same_by(enum rt_status (*fold)(struct rt_str, struct rt_buf *),
    struct rt_str a, struct rt_str b)
{
    struct rt_buf fa = RT_BUF(SIZE_MAX / 2), fb = RT_BUF(SIZE_MAX / 2);
    bool same;

    if (rt_str_eq(a, b))
        return true;
    same = fold(a, &fa) == RT_OK && fold(b, &fb) == RT_OK
           && rt_str_eq(rt_buf_str(&fa), rt_buf_str(&fb));
    rt_buf_fini(&fa);
    rt_buf_fini(&fb);
    return same;
}

bool rt_fold_eq(struct rt_str a, struct rt_str b)
{
    char fa[CHUNK], fb[CHUNK];

    if (rt_str_eq(a, b))
        return true;
    size_t na = rt_fold_fixed(a, fa, sizeof fa);
    size_t nb = rt_fold_fixed(b, fb, sizeof fb);

    return na == SIZE_MAX || nb == SIZE_MAX
               ? same_by(rt_fold, a, b)
               : na == nb && memcmp(fa, fb, na) == 0;
}

bool rt_fold_name_eq(struct rt_str a, struct rt_str b)
{
    return same_by(rt_fold_name, a, b);
}

bool rt_fold_is(struct rt_str s, struct rt_text words)
{
    return rt_fold_eq(s, rt_str(words.ja)) || rt_fold_eq(s, rt_str(words.en));
}
