/* Text as a cell can hold it.
 *
 * The one place where a value from an input becomes a string of a workbook: it
 * is always written as a string, whatever it begins with, so that "=cmd|…"
 * stays text.
 */
#include "report/xlsx/emit.h"

/* What a cell can hold, in UTF-16 units, and what shows that it was cut. */
enum { CELL_CHARS = 32767 };
#define CUT_MARK "…"

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F')
           || (c >= 'a' && c <= 'f');
}

/* "_x0041_" means "A" to Excel, so that the text needs an escape itself. */
static bool looks_escaped(struct rt_str s)
{
    return s.n >= 7 && s.p[0] == '_' && s.p[1] == 'x' && is_hex(s.p[2])
           && is_hex(s.p[3]) && is_hex(s.p[4]) && is_hex(s.p[5])
           && s.p[6] == '_';
}

/* Whether the byte at p begins what must be replaced, or may. */
static bool is_odd(const char *p, const char *end)
{
    unsigned char c = (unsigned char)*p;

    if (c < 0x20)
        return c != '\n' && c != '\t';
    if (c == '_')
        return looks_escaped((struct rt_str){p, (size_t)(end - p)});
    /* U+FFFE and U+FFFF */
    return c == 0xEF && end - p > 2 && (unsigned char)p[1] == 0xBF
           && (unsigned char)p[2] >= 0xBE;
}

/* Bytes about which is_odd must be asked. */
/* clang-format off */
static const bool suspect[256] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, /* but tab, line feed */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ['_'] = 1, [0xEF] = 1,
};
/* clang-format on */

/* Nothing in it needs more than copying, and it is short. */
static bool is_plain(struct rt_str s)
{
    if (s.n > CELL_CHARS)
        return false;
    for (const char *p = s.p, *end = s.p + s.n; p < end; p++)
        if (suspect[(unsigned char)*p] && is_odd(p, end))
            return false;
    return true;
}

/* Appends one code point as a cell may hold it; how many characters it takes,
 * as the library and Excel count. */
static enum rt_status add_char(
    struct rt_buf *b, struct rt_str at, size_t n, uint32_t cp, size_t *chars)
{
    *chars = cp > 0xFFFF ? 2 : 1;
    if (n == 0 || cp == 0 || cp == 0xFFFE || cp == 0xFFFF)
        return rt_buf_adds(b, RT_STR("\uFFFD"));
    if (cp == '\r')
        return rt_buf_add(b, "\n", 1);
    if (cp == '_' && looks_escaped(at)) {
        *chars = 7;
        return rt_buf_adds(b, RT_STR("_x005F_"));
    }
    if (cp < 0x20 && cp != '\n' && cp != '\t')
        *chars = 7; /* it is written as _x0001_ */
    return rt_buf_add(b, at.p, n);
}

static enum rt_status add_careful(struct rt_buf *b, struct rt_str s)
{
    size_t total = 0, mark = 0; /* where the cut would be */

    while (s.n > 0) {
        uint32_t cp = 0;
        size_t n = rt_utf8_decode(s, &cp), chars;

        if (total < CELL_CHARS)
            mark = b->len;
        RT_TRY(add_char(b, s, n, cp, &chars));
        if (total + chars > CELL_CHARS) {
            b->len = mark;
            return rt_buf_adds(b, RT_STR(CUT_MARK));
        }
        total += chars;
        n = n == 0 ? 1 : n;
        if (cp == '\r' && s.n > 1 && s.p[1] == '\n')
            n = 2;
        s = (struct rt_str){s.p + n, s.n - n};
    }
    return RT_OK;
}

enum rt_status rt_safe_text(struct rt_str *text, struct rt_buf *room)
{
    if (is_plain(*text))
        return RT_OK;
    rt_buf_clear(room);
    RT_TRY(add_careful(room, *text));
    *text = rt_buf_str(room);
    return RT_OK;
}
