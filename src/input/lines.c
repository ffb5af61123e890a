/* The physical lines of a text file as UTF-8 (see lines.h). */
#include "input/lines.h"
#include "base/list.h"

#include <errno.h>
#include <stdlib.h>

#include "finding/finding.h"

enum { BUFFER = 256 * 1024 };

#define REPLACEMENT "\xEF\xBF\xBD"

enum rt_status rt_lines_open(struct in_lines *l, const struct in_source *src,
    const struct in_encoding *enc, size_t max_line, struct rt_error *err)
{
    *l = (struct in_lines){.src = src, .enc = *enc, .max = max_line};
    /* A replacement is at most three times as long as what it replaces. */
    rt_buf_init(&l->decoded, max_line * 3 + 64);
    l->raw_off = enc->bom;
    l->number = 1;
    l->lf = SIZE_MAX;
    l->raw = malloc(BUFFER);
    RT_NEED(l->raw, err);
    l->cap = BUFFER;
    if (enc->charset == IN_UTF8)
        return RT_OK;
    l->cd = iconv_open("UTF-8", enc->name);
    if (l->cd == (iconv_t)-1)
        return rt_fail_code(err, RT_USAGE, RT_IN114, enc->name, NULL, NULL);
    l->cd_open = true;
    return RT_OK;
}

void rt_lines_close(struct in_lines *l)
{
    if (l->cd_open)
        iconv_close(l->cd);
    l->cd_open = false;
    free(l->raw);
    l->raw = NULL;
    rt_buf_fini(&l->decoded);
}

struct in_mark rt_lines_mark(const struct in_lines *l)
{
    return (struct in_mark){l->raw_off + l->at, l->number};
}

void rt_lines_go(struct in_lines *l, struct in_mark mark)
{
    l->number = mark.number;
    l->lf = SIZE_MAX;
    if (mark.off >= l->raw_off && mark.off <= l->raw_off + l->len) {
        l->at = (size_t)(mark.off - l->raw_off);
        return;
    }
    l->raw_off = mark.off;
    l->len = 0;
    l->at = 0;
}

/* --- the raw line ------------------------------------------------------- */

/* Moves what is left to the front and reads more. *more is false at the end
 * of the file. */
static enum rt_status fill(struct in_lines *l, bool *more, struct rt_error *err)
{
    size_t left = l->len - l->at;
    memmove(l->raw, l->raw + l->at, left);
    l->lf = l->lf != SIZE_MAX && l->lf >= l->at ? l->lf - l->at : SIZE_MAX;
    l->raw_off += l->at;
    l->at = 0;
    l->len = left;
    if (left > l->max)
        return rt_fail_both(err, RT_LIMIT, "%u行目が長すぎます",
            "line %u is too long", l->number);
    if (left > l->cap / 2 && !RT_GROW(l->raw, l->cap, l->cap))
        return rt_fail_nomem(err);
    size_t got;
    enum rt_status rc = rt_source_read(
        l->src, l->raw + left, l->cap - left, l->raw_off + left, &got, err);
    l->len += got;
    *more = got > 0;
    return rc;
}

/* The place of the first CR or LF of a text in single bytes, or len. The next
 * LF is remembered, or a file of CRs would be searched again for each. */
static size_t find_end_1(struct in_lines *l, size_t from)
{
    size_t start = l->lf == SIZE_MAX || l->lf < from ? from : l->lf;
    const unsigned char *p = memchr(l->raw + start, '\n', l->len - start);
    l->lf = p ? (size_t)(p - l->raw) : l->len;
    const unsigned char *cr = memchr(l->raw + from, '\r', l->lf - from);
    return cr ? (size_t)(cr - l->raw) : l->lf;
}

static unsigned unit_at(const struct in_lines *l, size_t i)
{
    if (l->enc.unit == 1)
        return l->raw[i];
    if (l->enc.charset == IN_UTF16BE)
        return (unsigned)l->raw[i] << 8 | l->raw[i + 1];
    return (unsigned)l->raw[i + 1] << 8 | l->raw[i];
}

static size_t find_end_2(const struct in_lines *l, size_t from)
{
    size_t i = from;
    for (; i + 2 <= l->len; i += 2) {
        unsigned u = unit_at(l, i);
        if (u == '\n' || u == '\r')
            return i;
    }
    return i;
}

/* Finds the line at l->at: *n bytes, and `end`, the position after it. The byte
 * after a CR must be in the buffer before the line is given. */
static enum rt_status find_line(
    struct in_lines *l, size_t *n, const char **end, struct rt_error *err)
{
    size_t seen = 0, unit = l->enc.unit;
    bool more = true;
    for (;;) {
        size_t e = unit == 1 ? find_end_1(l, l->at + seen)
                             : find_end_2(l, l->at + seen);
        bool found = e + unit <= l->len;
        if (found && unit_at(l, e) == '\n') {
            *end = "\n";
        } else if (found && e + 2 * unit <= l->len) {
            *end = unit_at(l, e + unit) == '\n' ? "\r\n" : "\r";
        } else if (!more) {
            *end = found ? "\r" : "";
            e = found ? e : l->len;
        } else {
            seen = e - l->at;
            RT_TRY(fill(l, &more, err));
            continue;
        }
        *n = e - l->at;
        return RT_OK;
    }
}

/* --- decoding ----------------------------------------------------------- */

static enum rt_status append(
    struct in_lines *l, const void *p, size_t n, struct rt_error *err)
{
    enum rt_status rc = rt_buf_add(&l->decoded, p, n);
    return rc == RT_OK ? rc
                       : rt_fail_both(err, rc, "%u行目を読めません",
                           "line %u cannot be read", l->number);
}

static enum rt_status append_bad(struct in_lines *l, struct in_line *out,
    unsigned char byte, struct rt_error *err)
{
    if (out->bad < 0)
        out->bad = byte;
    return append(l, REPLACEMENT, 3, err);
}

static enum rt_status decode_utf8(struct in_lines *l, const unsigned char *p,
    size_t n, struct in_line *out, struct rt_error *err)
{
    struct rt_str rest = {(const char *)p, n};
    enum rt_status rc = RT_OK;
    while (rc == RT_OK && rest.n > 0) {
        size_t k = rt_utf8_valid_prefix(rest);
        if (k == n) {
            out->text = rest;
            return RT_OK;
        }
        rc = append(l, rest.p, k, err);
        if (rc == RT_OK && k < rest.n) {
            rc = append_bad(l, out, (unsigned char)rest.p[k], err);
            k++;
        }
        rest.p += k;
        rest.n -= k;
    }
    out->text = rt_buf_str(&l->decoded);
    return rc;
}

/* A line of UTF-8 in a text of CP932, where it is other kanji: valid
 * throughout, and more than a pair of bytes that might be either. */
static bool is_utf8_line(const unsigned char *p, size_t n)
{
    struct rt_str rest = {(const char *)p, n};
    size_t kanji = 0;

    while (rest.n > 0) {
        uint32_t cp;
        size_t k = rt_utf8_decode(rest, &cp);
        if (k == 0)
            return false;
        kanji += k > 2;
        rest.p += k;
        rest.n -= k;
    }
    return kanji > 1;
}

static enum rt_status decode_iconv(struct in_lines *l, const unsigned char *p,
    size_t n, struct in_line *out, struct rt_error *err)
{
    char *in = (char *)p, piece[4096];
    size_t left = n;
    enum rt_status rc = RT_OK;
    iconv(l->cd, NULL, NULL, NULL, NULL);
    while (rc == RT_OK && left > 0) {
        char *to = piece;
        size_t room = sizeof piece;
        size_t k = iconv(l->cd, &in, &left, &to, &room);
        int why = errno;
        rc = append(l, piece, (size_t)(to - piece), err);
        if (k != (size_t)-1 || rc != RT_OK || why == E2BIG)
            continue;
        rc = append_bad(l, out, (unsigned char)*in, err);
        size_t skip = left < l->enc.unit ? left : l->enc.unit;
        in += skip;
        left -= skip;
    }
    out->text = rt_buf_str(&l->decoded);
    return rc;
}

/* A NUL would end the text where it is used as a C string. */
static enum rt_status replace_nul(
    struct in_lines *l, struct in_line *out, struct rt_error *err)
{
    if (!memchr(out->text.p, '\0', out->text.n))
        return RT_OK;
    out->nul = true;
    size_t n = out->text.n;
    char *copy = malloc(n);
    RT_NEED(copy, err);
    memcpy(copy, out->text.p, n);
    rt_buf_clear(&l->decoded);
    enum rt_status rc = RT_OK;
    for (size_t i = 0; i < n && rc == RT_OK;) {
        size_t k = strnlen(copy + i, n - i);
        rc = append(l, copy + i, k, err);
        i += k;
        if (rc == RT_OK && i++ < n)
            rc = append(l, REPLACEMENT, 3, err);
    }
    free(copy);
    out->text = rt_buf_str(&l->decoded);
    return rc;
}

static enum rt_status decode(
    struct in_lines *l, size_t n, struct in_line *out, struct rt_error *err)
{
    const unsigned char *p = l->raw + l->at;
    enum rt_status rc = RT_OK;
    out->text = (struct rt_str){(const char *)p, n};
    if (n == 0)
        return RT_OK;
    rt_buf_clear(&l->decoded);
    if (l->enc.unit == 2)
        rc = decode_iconv(l, p, n, out, err);
    else if (rt_ascii_prefix(p, n) == n)
        rc = RT_OK;
    else if (l->enc.charset == IN_UTF8)
        rc = decode_utf8(l, p, n, out, err);
    else
        rc = decode_iconv(l, p, n, out, err);
    if (l->enc.charset == IN_CP932 && out->bad < 0 && is_utf8_line(p, n))
        out->bad = p[rt_ascii_prefix(p, n)];
    RT_THEN(rc, replace_nul(l, out, err));
    return rc;
}

enum rt_status rt_lines_next(
    struct in_lines *l, struct in_line *out, struct rt_error *err)
{
    size_t n;
    *out = (struct in_line){.end = "", .number = l->number, .bad = -1};
    RT_TRY(find_line(l, &n, &out->end, err));
    if (n == 0 && *out->end == '\0')
        return RT_END;
    RT_TRY(decode(l, n, out, err));
    l->at += n + strlen(out->end) * l->enc.unit;
    if (l->number < UINT32_MAX)
        l->number++;
    return RT_ROW;
}
