/* Texts into numbers, numbers into texts, half width into full width. */
#include "formula/eval.h"

RUN(rt_fn_value)
{
    double d;

    if (a[0].value.type == RT_VALUE_BOOL)
        return rt_give_error(out, "#VALUE!");
    RT_TRY(rt_to_number(e, &a[0].value, &d, out));
    return rt_give_number(out, d);
}

/* One character as a separator; 0 for none or for one beyond ASCII. */
static enum rt_status separator(struct eval *e, const struct node *call,
    size_t i, char missing, char *c, struct operand *out)
{
    struct rt_str s;

    *c = missing;
    if (!rt_arg_given(call, i))
        return RT_OK;
    RT_TRY(rt_arg_text(e, call, i, &s, out));
    if (s.n == 0)
        return rt_give_error(out, "#VALUE!");
    *c = s.p[0];
    return (unsigned char)*c < 0x80 ? RT_OK : rt_refuse(e, "a separator");
}

enum { NUMBER_TEXT = 256 };

/* Without blanks and group separators, with '.' for the decimal one. */
static bool plain_number(
    struct rt_str s, char decimal, char group, char to[NUMBER_TEXT], size_t *n)
{
    bool fraction = false;

    *n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
            continue;
        if (c == group && c != decimal && !fraction)
            continue;
        if (*n == NUMBER_TEXT || (c == group && c != decimal))
            return false;
        fraction = fraction || c == decimal;
        to[(*n)++] = (char)(c == decimal ? '.' : c);
    }
    return true;
}

RUN(rt_fn_numbervalue)
{
    char text[NUMBER_TEXT], decimal, group;
    struct rt_str s = a[0].text;
    size_t n, percents = 0;
    double v;

    RT_TRY(separator(e, call, 1, '.', &decimal, out));
    RT_TRY(separator(e, call, 2, ',', &group, out));
    if (rt_utf8_count(s) != s.n)
        return rt_refuse(e, "NUMBERVALUE beyond ASCII");
    if (!plain_number(s, decimal, group, text, &n))
        return rt_give_error(out, "#VALUE!");
    if (n == 0)
        return rt_give_number(out, 0);
    for (; n > 0 && text[n - 1] == '%'; n--)
        percents++;
    if (!rt_parse_double((struct rt_str){text, n}, &v))
        return rt_give_error(out, "#VALUE!");
    for (; percents > 0; percents--)
        v /= 100;
    return rt_give_number(out, v);
}

/* --- ASC, JIS ------------------------------------------------------------- */

/* Katakana in the order of their half-width forms, U+FF61 to U+FF9F. */
static const uint16_t kana[]
    = {0x3002, 0x300C, 0x300D, 0x3001, 0x30FB, 0x30F2, 0x30A1, 0x30A3, 0x30A5,
        0x30A7, 0x30A9, 0x30E3, 0x30E5, 0x30E7, 0x30C3, 0x30FC, 0x30A2, 0x30A4,
        0x30A6, 0x30A8, 0x30AA, 0x30AB, 0x30AD, 0x30AF, 0x30B1, 0x30B3, 0x30B5,
        0x30B7, 0x30B9, 0x30BB, 0x30BD, 0x30BF, 0x30C1, 0x30C4, 0x30C6, 0x30C8,
        0x30CA, 0x30CB, 0x30CC, 0x30CD, 0x30CE, 0x30CF, 0x30D2, 0x30D5, 0x30D8,
        0x30DB, 0x30DE, 0x30DF, 0x30E0, 0x30E1, 0x30E2, 0x30E4, 0x30E6, 0x30E8,
        0x30E9, 0x30EA, 0x30EB, 0x30EC, 0x30ED, 0x30EF, 0x30F3, 0x309B, 0x309C};

enum { HALF_FIRST = 0xFF61, HALF_VOICED = 0xFF9E, HALF_SEMI = 0xFF9F };

static uint32_t half_kana(uint32_t cp)
{
    for (size_t i = 0; i < RT_COUNT(kana); i++) {
        if (kana[i] == cp)
            return HALF_FIRST + (uint32_t)i;
    }
    return 0;
}

static bool takes_voice(uint32_t cp)
{
    return (cp >= 0x30AB && cp <= 0x30C1 && cp % 2 == 1) || cp == 0x30C4
           || cp == 0x30C6 || cp == 0x30C8
           || (cp >= 0x30CF && cp <= 0x30DB && cp % 3 == 0);
}

static bool takes_semi_voice(uint32_t cp)
{
    return cp >= 0x30CF && cp <= 0x30DB && cp % 3 == 0;
}

/* Half-width forms of cp into to; how many. */
static int to_half(uint32_t cp, uint32_t to[2])
{
    to[0] = cp;
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        to[0] = cp - 0xFF01 + '!';
    else if (cp == 0x3000)
        to[0] = ' ';
    else if (half_kana(cp))
        to[0] = half_kana(cp);
    else if (cp == 0x30F4 || (cp > 0x30AB && takes_voice(cp - 1))) {
        to[0] = half_kana(cp == 0x30F4 ? 0x30A6 : cp - 1);
        to[1] = HALF_VOICED;
        return 2;
    } else if (cp > 0x30CF && takes_semi_voice(cp - 2)) {
        to[0] = half_kana(cp - 2);
        to[1] = HALF_SEMI;
        return 2;
    }
    return 1;
}

/* The full-width form of cp, `next` being what follows; *two where both make
 * one. */
static uint32_t to_full(uint32_t cp, uint32_t next, bool *two)
{
    uint32_t full;

    *two = false;
    if (cp == ' ')
        return 0x3000;
    if (cp > ' ' && cp < 0x7F)
        return cp - '!' + 0xFF01;
    if (cp < HALF_FIRST || cp > HALF_SEMI)
        return cp;
    full = kana[cp - HALF_FIRST];
    if (next == HALF_VOICED && (takes_voice(full) || full == 0x30A6)) {
        *two = true;
        return full == 0x30A6 ? 0x30F4 : full + 1;
    }
    if (next == HALF_SEMI && takes_semi_voice(full)) {
        *two = true;
        return full + 2;
    }
    return full;
}

/* Quotation marks, accents and the backslash change in ways of their own. */
static bool is_doubtful(uint32_t cp)
{
    return cp == '"' || cp == '\'' || cp == '`' || cp == '\\' || cp == 0x2018
           || cp == 0x2019 || cp == 0x201C || cp == 0x201D || cp == 0xFFE5
           || cp == 0xFF02 || cp == 0xFF07 || cp == 0xFF3C || cp == 0xFF40;
}

RUN(rt_fn_width)
{
    struct rt_str s = a[0].text;
    /* One byte becomes three (a to ａ), three become six (ガ to ｶﾞ). */
    char *to = rt_text_room(e, s.n * 3 + 8);
    size_t n = 0;

    if (!to)
        return rt_no_room(e);
    while (s.n > 0) {
        uint32_t cp, forms[2], next = 0;
        int count = 1;
        bool two = false;

        (void)rt_utf8_next(&s, &cp);
        if (is_doubtful(cp))
            return rt_refuse(e, "the width of a quotation mark");
        if (s.n > 0)
            (void)rt_utf8_decode(s, &next);
        if (call->fn->which == FN_HALF)
            count = to_half(cp, forms);
        else
            forms[0] = to_full(cp, next, &two);
        if (two)
            (void)rt_utf8_next(&s, &cp);
        for (int i = 0; i < count; i++)
            n += rt_utf8_encode(forms[i], to + n);
    }
    return rt_give_text(out, (struct rt_str){to, n});
}
