/* UTF-8 as Unicode 15, table 3-7, defines it: nothing else is valid. */
#include "base/text.h"

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Three bytes: no overlong form, no surrogate. */
static bool good_three(const unsigned char *p)
{
    if (p[0] == 0xE0 && p[1] < 0xA0)
        return false;
    if (p[0] == 0xED && p[1] > 0x9F)
        return false;
    return is_tail(p[1]) && is_tail(p[2]);
}

/* Four bytes: no overlong form, nothing past U+10FFFF. */
static bool good_four(const unsigned char *p)
{
    if (p[0] == 0xF0 && p[1] < 0x90)
        return false;
    if (p[0] == 0xF4 && p[1] > 0x8F)
        return false;
    return is_tail(p[1]) && is_tail(p[2]) && is_tail(p[3]);
}

size_t rt_utf8_decode(struct rt_str s, uint32_t *cp)
{
    const unsigned char *p = (const unsigned char *)s.p;

    if (s.n == 0)
        return 0;
    if (p[0] < 0x80) {
        *cp = p[0];
        return 1;
    }
    if (p[0] >= 0xC2 && p[0] <= 0xDF && s.n >= 2 && is_tail(p[1])) {
        *cp = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
        return 2;
    }
    if ((p[0] & 0xF0) == 0xE0 && s.n >= 3 && good_three(p)) {
        *cp = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6
              | (p[2] & 0x3F);
        return 3;
    }
    if (p[0] >= 0xF0 && p[0] <= 0xF4 && s.n >= 4 && good_four(p)) {
        *cp = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12
              | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
        return 4;
    }
    return 0;
}

bool rt_utf8_next(struct rt_str *s, uint32_t *cp)
{
    size_t n = rt_utf8_decode(*s, cp), taken = n > 0 ? n : s->n > 0;

    if (n == 0)
        *cp = taken ? 0xFFFD : 0;
    s->p += taken;
    s->n -= taken;
    return n > 0;
}

size_t rt_utf8_valid_prefix(struct rt_str s)
{
    size_t i = 0;
    uint32_t cp;

    while (i < s.n) {
        const unsigned char *p = (const unsigned char *)s.p + i;
        uint64_t eight;
        size_t k;
        /* Kana and nearly all kanji. */
        if (p[0] >= 0xE1 && p[0] <= 0xEC && s.n - i >= 3 && is_tail(p[1])
            && is_tail(p[2])) {
            i += 3;
            continue;
        }
        /* Eight ASCII bytes at a time. */
        if (s.n - i >= 8) {
            memcpy(&eight, s.p + i, 8);
            if (!(eight & UINT64_C(0x8080808080808080))) {
                i += 8;
                continue;
            }
        }
        k = rt_utf8_decode((struct rt_str){s.p + i, s.n - i}, &cp);
        if (k == 0)
            return i;
        i += k;
    }
    return i;
}

size_t rt_utf8_encode(uint32_t cp, char to[4])
{
    if (cp < 0x80) {
        to[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        to[0] = (char)(0xC0 | cp >> 6);
        to[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp >= 0xD800 && cp <= 0xDFFF)
        return 0;
    if (cp < 0x10000) {
        to[0] = (char)(0xE0 | cp >> 12);
        to[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        to[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    if (cp > 0x10FFFF)
        return 0;
    to[0] = (char)(0xF0 | cp >> 18);
    to[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    to[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    to[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t rt_utf8_count(struct rt_str s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.n; i++)
        count += !is_tail((unsigned char)s.p[i]);
    return count;
}
