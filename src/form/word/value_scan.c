/* The cursor of value_scan.h. No table of Unicode is needed: the few spellings that
 * occur in numbers and dates are listed here, everything else is shown as it
 * is and then fits no number. */
#include "form/word/value_scan.h"

enum { FULL_WIDTH_FIRST = 0xFF01, FULL_WIDTH_LAST = 0xFF5E };

static bool is_invisible(uint32_t cp)
{
    return cp == 0xAD || cp == 0x180E || (cp >= 0x200B && cp <= 0x200F)
           || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2064)
           || (cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0xFEFF
           || (cp >= 0xE0100 && cp <= 0xE01EF);
}

static bool is_space(uint32_t cp)
{
    return cp <= ' ' || (cp >= 0x7F && cp <= 0xA0) || cp == 0x1680
           || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029
           || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

static uint32_t ordinary(uint32_t cp)
{
    if (is_space(cp))
        return ' ';
    if (cp >= FULL_WIDTH_FIRST && cp <= FULL_WIDTH_LAST)
        return cp - FULL_WIDTH_FIRST + '!';
    if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
        return '-';
    switch (cp) {
    case 0x2044: /* ⁄ */
    case 0x2215: /* ∕ */
        return '/';
    case 0x2236: /* ∶ */
        return ':';
    case 0xFF65: /* ･ */
        return 0x30FB;
    case 0xFF70: /* ｰ */
        return 0x30FC;
    default:
        return cp;
    }
}

/* Looks at the character at s->here. */
static void look(struct rt_scan *s)
{
    uint32_t cp;

    for (;;) {
        if (s->here.n == 0) {
            s->cp = RT_SCAN_END;
            s->n = 0;
            return;
        }
        s->n = rt_utf8_decode(s->here, &cp);
        if (s->n == 0) {
            s->cp = RT_SCAN_INVALID;
            s->n = 1;
            return;
        }
        if (!is_invisible(cp))
            break;
        s->here.p += s->n;
        s->here.n -= s->n;
    }
    s->cp = ordinary(cp);
}

void rt_scan_init(struct rt_scan *s, struct rt_str text)
{
    s->here = text;
    look(s);
}

void rt_scan_next(struct rt_scan *s)
{
    if (s->cp == RT_SCAN_END)
        return;
    s->here.p += s->n;
    s->here.n -= s->n;
    look(s);
}

void rt_scan_spaces(struct rt_scan *s)
{
    while (s->cp == ' ')
        rt_scan_next(s);
}

bool rt_scan_at_end(struct rt_scan *s)
{
    rt_scan_spaces(s);
    return s->cp == RT_SCAN_END;
}

bool rt_scan_take(struct rt_scan *s, uint32_t cp)
{
    if (s->cp != cp)
        return false;
    rt_scan_next(s);
    return true;
}

static uint32_t lower(uint32_t cp)
{
    return cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
}

bool rt_scan_word(struct rt_scan *s, const char *word)
{
    struct rt_scan at = *s;
    struct rt_str w;

    /* Most words are no candidates by their first character. */
    if ((s->cp < 0x80) != ((unsigned char)word[0] < 0x80))
        return false;
    w = rt_str(word);
    while (w.n > 0) {
        uint32_t cp;
        size_t n = rt_utf8_decode(w, &cp);

        if (n == 0 || lower(at.cp) != lower(cp))
            return false;
        rt_scan_next(&at);
        w.p += n;
        w.n -= n;
    }
    *s = at;
    return true;
}

int rt_scan_digits(struct rt_scan *s, int max_digits, int *value)
{
    struct rt_scan at = *s;
    int n = 0, v = 0;

    while (at.cp >= '0' && at.cp <= '9') {
        if (n == max_digits)
            return 0;
        v = v * 10 + (int)(at.cp - '0');
        n++;
        rt_scan_next(&at);
    }
    if (n > 0) {
        *value = v;
        *s = at;
    }
    return n;
}

static int kanji_digit(uint32_t cp)
{
    static const uint32_t digit[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
        0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D}; /* 〇一二…九 */

    for (int i = 0; i < 10; i++) {
        if (digit[i] == cp)
            return i;
    }
    return -1;
}

bool rt_scan_kanji(struct rt_scan *s, int *value)
{
    struct rt_scan at = *s;
    int tens = 0, v = 0, n = 0;

    for (;; rt_scan_next(&at)) {
        int d = kanji_digit(at.cp);

        if (d >= 0 && (tens == 0 ? n < 4 : n < 1)) {
            v = v * 10 + d;
            n++;
        } else if (at.cp == 0x5341 && tens == 0 && n <= 1 && (n == 0 || v)) {
            tens = n ? v : 1; /* 十 */
            v = n = 0;
        } else if (d >= 0 || at.cp == 0x5341) {
            return false;
        } else {
            break;
        }
    }
    if (n == 0 && tens == 0)
        return false;
    *value = tens * 10 + v;
    *s = at;
    return true;
}
