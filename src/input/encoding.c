/* Which encoding a text file is in (see encoding.h). */
#include "input/encoding.h"

#include <strings.h>

#include "finding/finding.h"

enum {
    CHUNK = 64 * 1024,
    HEAD = 4096,
    /* This many bytes beyond ASCII decide, so that the rest of the file is read
     * only once. */
    SAMPLE = 1 << 20,
    /* UTF-16 without a mark: at most one unit in 20 that text does not have. */
    ODD_SHARE = 20,
    /* With more than one invalid byte in 10 beyond ASCII it is another
     * encoding. */
    MISFIT_SHARE = 10
};

static const struct in_encoding encodings[] = {
    [IN_UTF8] = {IN_UTF8, "UTF-8", 1, 0},
    [IN_CP932] = {IN_CP932, "CP932", 1, 0},
    [IN_UTF16LE] = {IN_UTF16LE, "UTF-16LE", 2, 0},
    [IN_UTF16BE] = {IN_UTF16BE, "UTF-16BE", 2, 0},
    [IN_EUCJP] = {IN_EUCJP, "EUC-JP", 1, 0},
};

/* Common names. Shift_JIS means Microsoft's variant. */
static const struct {
    const char *name;
    enum in_charset charset;
} names[] = {
    {"UTF-8", IN_UTF8},
    {"UTF8", IN_UTF8},
    {"UTF-8-SIG", IN_UTF8},
    {"CP932", IN_CP932},
    {"MS932", IN_CP932},
    {"Windows-31J", IN_CP932},
    {"Shift_JIS", IN_CP932},
    {"Shift-JIS", IN_CP932},
    {"ShiftJIS", IN_CP932},
    {"SJIS", IN_CP932},
    {"UTF-16", IN_UTF16LE},
    {"UTF16", IN_UTF16LE},
    {"UTF-16LE", IN_UTF16LE},
    {"UTF-16BE", IN_UTF16BE},
    {"EUC-JP", IN_EUCJP},
    {"EUCJP", IN_EUCJP},
};

/* --- counting misfits --------------------------------------------------- */

/* A byte-wise automaton per encoding, so that a chunk may end anywhere. */
struct counter {
    uint64_t beyond_ascii; /* bytes */
    uint64_t misfits;
    uint64_t kana;  /* CP932: half-width katakana */
    uint64_t kanji; /* UTF-8: characters of three bytes or more */
    unsigned need;  /* bytes still to come of a character */
    unsigned lo, hi;
    bool wide; /* the character at hand has three bytes or more */
};

size_t rt_ascii_prefix(const unsigned char *p, size_t n)
{
    size_t i = 0;
    for (; n - i >= 8; i += 8) {
        uint64_t word;
        memcpy(&word, p + i, 8);
        if ((word & 0x8080808080808080u) != 0)
            break;
    }
    while (i < n && p[i] < 0x80)
        i++;
    return i;
}

static void utf8_lead(struct counter *c, unsigned b)
{
    c->lo = 0x80;
    c->hi = 0xBF;
    c->wide = b >= 0xE0;
    if (b >= 0xC2 && b <= 0xDF) {
        c->need = 1;
    } else if (b >= 0xE0 && b <= 0xEF) {
        c->need = 2;
        c->lo = b == 0xE0 ? 0xA0 : 0x80;
        c->hi = b == 0xED ? 0x9F : 0xBF;
    } else if (b >= 0xF0 && b <= 0xF4) {
        c->need = 3;
        c->lo = b == 0xF0 ? 0x90 : 0x80;
        c->hi = b == 0xF4 ? 0x8F : 0xBF;
    } else {
        c->misfits++;
    }
}

static void count_utf8(struct counter *c, unsigned b)
{
    if (c->need > 0) {
        if (b >= c->lo && b <= c->hi) {
            c->kanji += --c->need == 0 && c->wide;
            c->lo = 0x80;
            c->hi = 0xBF;
            return;
        }
        c->misfits++;
        c->need = 0;
    }
    if (b >= 0x80)
        utf8_lead(c, b);
}

static void count_cp932(struct counter *c, unsigned b)
{
    if (c->need > 0) {
        c->need = 0;
        if (b >= 0x40 && b <= 0xFC && b != 0x7F)
            return;
        c->misfits++;
    }
    if ((b >= 0x81 && b <= 0x9F) || (b >= 0xE0 && b <= 0xFC))
        c->need = 1;
    else if (b >= 0xA1 && b <= 0xDF)
        c->kana++;
    else if (b >= 0x80)
        c->misfits++;
}

static void count_eucjp(struct counter *c, unsigned b)
{
    if (c->need > 0) {
        if (b >= 0xA1 && b <= 0xFE) {
            c->need--;
            return;
        }
        c->misfits++;
        c->need = 0;
    }
    if (b == 0x8F)
        c->need = 2;
    else if (b == 0x8E || (b >= 0xA1 && b <= 0xFE))
        c->need = 1;
    else if (b >= 0x80)
        c->misfits++;
}

typedef void count_fn(struct counter *c, unsigned b);

/* Inlined into its callers, so that `fn` is no call for each byte. */
static inline __attribute__((always_inline)) enum rt_status count(
    const struct in_source *src, count_fn *fn, struct counter *c,
    struct rt_error *err)
{
    unsigned char buf[CHUNK];
    size_t got;
    *c = (struct counter){0};
    for (uint64_t off = 0; off < src->size && c->beyond_ascii < SAMPLE;
         off += got) {
        enum rt_status rc
            = rt_source_read(src, buf, sizeof buf, off, &got, err);
        if (rc != RT_OK)
            return rc;
        if (got == 0)
            break;
        for (size_t i = 0; i < got; i++) {
            if (c->need == 0)
                i += rt_ascii_prefix(buf + i, got - i);
            if (i == got)
                break;
            c->beyond_ascii += buf[i] >= 0x80;
            fn(c, buf[i]);
        }
    }
    /* Cut in two by the end of the file, and not by that of the sample. */
    c->misfits += c->need > 0 && c->beyond_ascii < SAMPLE;
    return RT_OK;
}

/* --- detection ---------------------------------------------------------- */

static bool find_mark(struct in_encoding *out, const unsigned char *p, size_t n)
{
    if (n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        *out = encodings[IN_UTF8];
        out->bom = 3;
    } else if (n >= 2 && p[0] == 0xFF && p[1] == 0xFE) {
        *out = encodings[IN_UTF16LE];
        out->bom = 2;
    } else if (n >= 2 && p[0] == 0xFE && p[1] == 0xFF) {
        *out = encodings[IN_UTF16BE];
        out->bom = 2;
    } else {
        return false;
    }
    return true;
}

/* A separator or line end, which every list has. */
static bool is_break(unsigned u)
{
    return u == '\t' || u == '\n' || u == '\r' || u == ',' || u == ';';
}

/* What text is made of: ASCII, kana, kanji, the wide forms, and what is
 * between them; not the private use area and not control characters. */
static bool is_plausible(unsigned u)
{
    return is_break(u) || (u >= 0x20 && u < 0x600 && u != 0x7F)
           || (u >= 0x2000 && u < 0xA000) || (u >= 0xD800 && u < 0xE000)
           || u >= 0xF900;
}

/* Whether the bytes are UTF-16 without a mark, their high halves at `high`.
 * A break's other half is zero there; in other text with a NUL it is not. */
static bool is_utf16(const unsigned char *p, size_t n, size_t high)
{
    size_t breaks = 0, stray = 0, odd = 0;

    for (size_t i = 0; i + 2 <= n; i += 2) {
        unsigned u = (unsigned)p[i + high] << 8 | p[i + 1 - high];
        breaks += is_break(u);
        stray += !is_break(u) && (is_break(p[i]) || is_break(p[i + 1]));
        odd += !is_plausible(u);
    }
    return breaks > stray && odd * ODD_SHARE <= n / 2;
}

static bool find_utf16(
    struct in_encoding *out, const unsigned char *p, size_t n)
{
    if (!memchr(p, '\0', n))
        return false;
    if (is_utf16(p, n, 1))
        *out = encodings[IN_UTF16LE];
    else if (is_utf16(p, n, 0))
        *out = encodings[IN_UTF16BE];
    else
        return false;
    return true;
}

static enum rt_status fail_unknown(struct rt_error *err)
{
    return rt_fail_code(err, RT_FORMAT, RT_IN113, NULL, NULL, NULL);
}

static enum rt_status fail_known(const char *name, struct rt_error *err)
{
    return rt_fail_code(err, RT_FORMAT, RT_IN121, name, NULL, NULL);
}

/* The shifts of ISO-2022-JP, in a file that is ASCII otherwise. */
static bool is_iso_2022_jp(const unsigned char *p, size_t n)
{
    return memmem(p, n, "\x1B$B", 3) || memmem(p, n, "\x1B$@", 3);
}

static bool is_utf32(const unsigned char *p, size_t n)
{
    return n >= 4
           && (memcmp(p, "\xFF\xFE\0\0", 4) == 0
               || memcmp(p, "\0\0\xFE\xFF", 4) == 0);
}

/* EUC-JP reads as half-width katakana in CP932. A mark in front of it may be
 * one misfit. */
static bool is_eucjp(
    const struct counter *eucjp, const struct counter *cp932, uint64_t misfits)
{
    return eucjp->misfits <= misfits && cp932->kana * 2 > cp932->beyond_ascii;
}

/* A mark of UTF-8 in front of other text: two files joined, or a program that
 * writes the mark and not the text. */
static enum rt_status check_marked(
    const struct in_source *src, struct rt_error *err)
{
    struct counter utf8, cp932, eucjp;

    RT_TRY(count(src, count_utf8, &utf8, err));
    if (utf8.misfits <= 1)
        return RT_OK;
    RT_TRY(count(src, count_cp932, &cp932, err));
    RT_TRY(count(src, count_eucjp, &eucjp, err));
    if (is_eucjp(&eucjp, &cp932, 1))
        return fail_known("UTF-8 (BOM) + EUC-JP", err);
    return cp932.misfits * MISFIT_SHARE < utf8.misfits
               ? fail_known("UTF-8 (BOM) + CP932", err)
               : RT_OK;
}

/* Most of UTF-8 is CP932, too, and little of CP932 is UTF-8: where there are
 * many characters of UTF-8, lines of CP932 are the misfits. */
static bool is_mostly_utf8(const struct counter *utf8)
{
    return utf8->kanji * 3 > utf8->misfits;
}

static enum rt_status compare(
    struct in_encoding *out, const struct in_source *src, struct rt_error *err)
{
    struct counter utf8, cp932, eucjp;
    enum rt_status rc = count(src, count_utf8, &utf8, err);
    *out = encodings[IN_UTF8];
    if (rc != RT_OK || utf8.misfits == 0)
        return rc;
    RT_TRY(count(src, count_cp932, &cp932, err));
    RT_TRY(count(src, count_eucjp, &eucjp, err));
    uint64_t best = utf8.misfits;
    if (is_mostly_utf8(&utf8)) {
        if (cp932.misfits < best && best * MISFIT_SHARE > utf8.beyond_ascii)
            return fail_known("UTF-8 + CP932", err);
    } else if (cp932.misfits < best) {
        best = cp932.misfits;
        *out = encodings[IN_CP932];
        if (is_eucjp(&eucjp, &cp932, 0))
            return fail_known("EUC-JP", err);
    }
    /* A single invalid byte is always allowed: the text may have one
     * character. */
    if (best > 1 && best * MISFIT_SHARE > utf8.beyond_ascii)
        return fail_unknown(err);
    return RT_OK;
}

static enum rt_status by_name(struct in_encoding *out, const char *name,
    const unsigned char *head, size_t n, struct rt_error *err)
{
    struct in_encoding mark;
    for (size_t i = 0; i < RT_COUNT(names); i++) {
        if (strcasecmp(names[i].name, name) != 0)
            continue;
        *out = encodings[names[i].charset];
        /* A mark of the same family says the byte order and is left out. */
        if (find_mark(&mark, head, n) && mark.unit == out->unit
            && out->charset != IN_CP932 && out->charset != IN_EUCJP)
            *out = mark;
        return RT_OK;
    }
    return rt_fail_code(err, RT_USAGE, RT_IN114, name, NULL, NULL);
}

enum rt_status rt_encoding_find(struct in_encoding *out,
    const struct in_source *src, const char *name, struct rt_error *err)
{
    unsigned char head[HEAD];
    size_t n;
    RT_TRY(rt_source_read(src, head, sizeof head, 0, &n, err));
    if (name)
        return by_name(out, name, head, n, err);
    if (is_utf32(head, n))
        return fail_known("UTF-32", err);
    if (is_iso_2022_jp(head, n))
        return fail_known("ISO-2022-JP", err);
    if (find_mark(out, head, n))
        return out->charset == IN_UTF8 ? check_marked(src, err) : RT_OK;
    if (find_utf16(out, head, n))
        return RT_OK;
    return compare(out, src, err);
}
