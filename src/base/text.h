/* Strings as pointer and length, growing buffers, and locale-free numbers.
 *
 * A struct rt_str is a view: it owns nothing, need not end in a NUL and is
 * valid as long as what it points into. All text inside the program is UTF-8
 * that has been checked on the way in. What has to do with text also has
 * <stdio.h> and <string.h> from here.
 */
#ifndef RISKTALLY_TEXT_H
#define RISKTALLY_TEXT_H

#include "base/status.h"

#include <stdio.h>
#include <string.h>

struct rt_str {
    const char *p;
    size_t n;
};

#define RT_STR(literal) ((struct rt_str){(literal), sizeof(literal) - 1})
#define RT_STR_NONE ((struct rt_str){NULL, 0})
/* For printf: printf("%.*s", RT_FMT(s)). Text longer than INT_MAX is cut. */
#define RT_FMT(s) (int)((s).n > 1000000 ? 1000000 : (s).n), (s).p ? (s).p : ""

/* NULL gives the empty view. */
static inline struct rt_str rt_str(const char *z)
{
    return z ? (struct rt_str){z, strlen(z)} : RT_STR_NONE;
}

static inline bool rt_str_eq(struct rt_str a, struct rt_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool rt_str_is(struct rt_str a, const char *z)
{
    return rt_str_eq(a, rt_str(z));
}

static inline bool rt_str_starts(struct rt_str a, struct rt_str prefix)
{
    return a.n >= prefix.n
           && (prefix.n == 0 || memcmp(a.p, prefix.p, prefix.n) == 0);
}

bool rt_str_ends(struct rt_str a, struct rt_str suffix);
bool rt_str_contains(struct rt_str a, struct rt_str needle);
int rt_str_cmp(struct rt_str a, struct rt_str b); /* byte order, memcmp */
/* The same with any text of an array of C strings: whether `a` is, begins with,
 * ends with or contains one; and whether one was taken off its beginning. */
enum rt_str_way { RT_STR_IS, RT_STR_STARTS, RT_STR_ENDS, RT_STR_CONTAINS };
bool rt_str_any(struct rt_str a, enum rt_str_way way, const char *const *texts,
    size_t count);
bool rt_str_skip(struct rt_str *a, const char *const *texts, size_t count);
#define rt_str_is_any(a, texts) rt_str_any(a, RT_STR_IS, texts, RT_COUNT(texts))
#define rt_str_starts_any(a, texts)                                            \
    rt_str_any(a, RT_STR_STARTS, texts, RT_COUNT(texts))
#define rt_str_ends_any(a, texts)                                              \
    rt_str_any(a, RT_STR_ENDS, texts, RT_COUNT(texts))
#define rt_str_contains_any(a, texts)                                          \
    rt_str_any(a, RT_STR_CONTAINS, texts, RT_COUNT(texts))
#define rt_str_skip_any(a, texts) rt_str_skip(a, texts, RT_COUNT(texts))
/* What is before and behind the first `mark`, which is not empty; false where it
 * is not in the text. */
bool rt_str_split(struct rt_str s, const char *mark, struct rt_str *before,
    struct rt_str *after);
/* FNV-1a: of the text behind what `h` is of, RT_HASH_EMPTY for nothing. Not for
 * what is kept: another version may hash otherwise. */
#define RT_HASH_EMPTY 14695981039346656037u
uint64_t rt_str_hash(uint64_t h, struct rt_str s);
/* Without ASCII white space and U+3000, U+00A0, U+FEFF at both ends. */
struct rt_str rt_str_trim(struct rt_str a);
/* Whether nothing else is in it. */
bool rt_str_blank(struct rt_str a);
/* Takes the next line off the text; false at its end. */
bool rt_str_line(struct rt_str *rest, struct rt_str *line);

/* Copies into a fixed buffer, always ends it with NUL, never cuts a UTF-8
 * sequence in two. What is longer ends with 「…」, where that fits. */
void rt_str_copy(char *to, size_t size, struct rt_str from);

/* --- growing buffer ------------------------------------------------------- */

/* Bytes with a ceiling given at the start; appending past the ceiling is
 * RT_LIMIT, never a larger buffer. `data` is NUL-terminated after every
 * successful append (the NUL is not counted). */
struct rt_buf {
    char *data;
    size_t len, cap, max;
};

/* An empty buffer, as a value and in place. */
#define RT_BUF(ceiling) ((struct rt_buf){.max = (ceiling)})
void rt_buf_init(struct rt_buf *b, size_t max);
void rt_buf_fini(struct rt_buf *b);
void rt_buf_clear(struct rt_buf *b); /* keeps the memory */
/* What does not fit into the memory that it has. */
enum rt_status rt_buf_grow(
    struct rt_buf *b, const void *p, size_t n) RT_MUST_USE;

RT_MUST_USE static inline enum rt_status rt_buf_add(
    struct rt_buf *b, const void *p, size_t n)
{
    if (n == 0 || n >= b->cap - b->len || n > b->max - b->len)
        return rt_buf_grow(b, p, n);
    memcpy(b->data + b->len, p, n);
    b->len += n;
    b->data[b->len] = '\0';
    return RT_OK;
}

RT_MUST_USE static inline enum rt_status rt_buf_adds(
    struct rt_buf *b, struct rt_str s)
{
    return rt_buf_add(b, s.p, s.n);
}

/* Where `n` more bytes can be written, which the caller then adds to `len`; NULL
 * where they cannot be had. */
char *rt_buf_room(struct rt_buf *b, size_t n) RT_MUST_USE;
enum rt_status rt_buf_printf(struct rt_buf *b, const char *fmt, ...)
    RT_PRINTF(2, 3) RT_MUST_USE;
enum rt_status rt_buf_vprintf(struct rt_buf *b, const char *fmt, va_list ap)
    RT_PRINTF(2, 0) RT_MUST_USE;
struct rt_str rt_buf_str(const struct rt_buf *b);

/* --- numbers -------------------------------------------------------------- */

/* ASCII */
static inline bool rt_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The whole of `s` as a decimal integer ("-12", "0"); no white space, no plus
 * sign, no overflow. False leaves *out alone. */
bool rt_parse_int(struct rt_str s, int64_t *out);
/* The whole of `s` as an XML/CSV number ("1.5", "1E-05", "-0"), '.' always
 * the decimal point whatever the locale; no hex, inf or nan. */
bool rt_parse_double(struct rt_str s, double *out);
/* In decimal; returns the length, without the NUL at its end. At most
 * RT_INT_TEXT bytes. */
enum { RT_INT_TEXT = 24 };
size_t rt_format_int(int64_t v, char *to);
/* Shortest decimal text that reads back as `v`; whole numbers without a
 * fraction. Always ends with NUL; 32 bytes suffice. */
void rt_format_double(double v, char *to, size_t size);
/* The same as a view that is valid to the end of the expression, as an
 * argument is. */
#define RT_DECIMAL(v) rt_str(rt_decimal((double)(v)).z)
struct rt_decimal {
    char z[32];
};
struct rt_decimal rt_decimal(double v);

/* --- UTF-8 ---------------------------------------------------------------- */

/* Length of the valid UTF-8 prefix; equal to s.n when all of it is valid
 * (no surrogates, no overlong forms, no NUL is special). */
size_t rt_utf8_valid_prefix(struct rt_str s);
/* Decodes one code point at s.p (s.n > 0), returns its length in bytes; 0
 * for an invalid sequence. */
size_t rt_utf8_decode(struct rt_str s, uint32_t *cp);
/* The bytes of one of U+3000 to U+CFFF at p, kana and nearly all kanji: 3; 0 for
 * any other. */
static inline size_t rt_utf8_kana_kanji(const char *p, size_t n)
{
    return n >= 3 && (unsigned char)p[0] >= 0xE3 && (unsigned char)p[0] <= 0xEC
                   && ((unsigned char)p[1] & 0xC0) == 0x80
                   && ((unsigned char)p[2] & 0xC0) == 0x80
               ? 3
               : 0;
}
/* Takes one code point off the text; false, and U+FFFD, where it begins with a
 * byte of an invalid sequence, which is taken. At its end NUL, and false. */
bool rt_utf8_next(struct rt_str *s, uint32_t *cp);
/* Encodes cp into to[4]; returns the length, 0 for a value that is no
 * Unicode scalar value. */
size_t rt_utf8_encode(uint32_t cp, char to[4]);
/* How many code points. */
size_t rt_utf8_count(struct rt_str s);

#endif
