/* What is unusual about a cell that could be read all the same: the reason
 * that a finding gives for having read it as something else. */
#include "form/word/value.h"

#include <stdio.h>

enum {
    FULL_WIDTH = 1,
    HALF_KANA = 2,
    SPLIT_MARK = 4, /* が as か and a mark of its own (NFD) */
    SPACE = 8,
    BREAK = 16,
    NUMBER = 32 /* of ASCII digits, as text */
};

static unsigned of_character(uint32_t cp)
{
    if (cp == '\n' || cp == '\r')
        return BREAK;
    if (cp == ' ' || cp == '\t' || cp == 0xA0 || cp == 0x3000)
        return SPACE;
    if (cp == 0x3099 || cp == 0x309A)
        return SPLIT_MARK;
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        return FULL_WIDTH;
    return cp >= 0xFF61 && cp <= 0xFF9F ? HALF_KANA : 0;
}

static unsigned of_text(struct rt_str s)
{
    unsigned all = 0;
    bool digits = true, any = false;
    uint32_t cp;

    for (size_t n; s.n > 0; s.p += n, s.n -= n) {
        unsigned one;

        n = rt_utf8_decode(s, &cp);
        if (n == 0)
            break;
        one = of_character(cp);
        any |= cp >= '0' && cp <= '9';
        digits &= one != 0 || (cp >= '0' && cp <= '9') || cp == '.';
        all |= one;
    }
    return digits && any && !(all & FULL_WIDTH) ? all | NUMBER : all;
}

void rt_value_unusual(
    const struct rt_cell *cell, enum rt_lang lang, char to[RT_UNUSUAL_MAX])
{
    static const struct {
        unsigned bit;
        struct rt_text text;
    } reasons[] = {{NUMBER, {"数値ではなく文字列として入力", "stored as text"}},
        {FULL_WIDTH, {"全角文字", "full-width characters"}},
        {HALF_KANA, {"半角カナ", "half-width kana"}},
        {SPLIT_MARK, {"濁点・半濁点が別の文字", "decomposed characters"}},
        {SPACE, {"余分な空白", "extra spaces"}},
        {BREAK, {"改行", "a line break"}}};
    unsigned bits = cell->type == RT_CELL_STRING ? of_text(cell->text) : 0;
    int n = 0;

    for (size_t i = 0; i < RT_COUNT(reasons); i++) {
        if (bits & reasons[i].bit)
            n += snprintf(to + n, RT_UNUSUAL_MAX - (size_t)n, "%s%s",
                n > 0 ? rt_comma(lang) : "", rt_text(lang, reasons[i].text));
    }
    if (n == 0 && cell->type == RT_CELL_STRING)
        snprintf(to, RT_UNUSUAL_MAX, "%s",
            rt_say(lang, "様式と違う書き方", "not the form's spelling"));
    else if (n == 0)
        snprintf(to, RT_UNUSUAL_MAX, "%s",
            rt_say(lang, "数値として入力", "stored as a number"));
}
