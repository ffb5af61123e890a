/* What is unusual about a cell that could be read all the same: the reason
 * that a finding gives for having read it as something else. */
#include "form/word/value.h"

#include "base/fold.h"

enum {
    FULL_WIDTH = 1,
    HALF_KANA = 2,
    SPLIT_MARK = 4, /* が as か and a mark of its own (NFD) */
    SPACE = 8,
    WIDE_SPACE = 16,
    BREAK = 32,
    HIDDEN = 64,
    CAPITAL = 128
};

static const struct {
    unsigned bit;
    struct rt_text text;
} reasons[] = {{FULL_WIDTH, {"全角文字", "full-width characters"}},
    {HALF_KANA, {"半角カナ", "half-width kana"}},
    {SPLIT_MARK, {"濁点・半濁点が別の文字", "decomposed characters"}},
    {SPACE, {"余分な半角の空白", "extra spaces"}},
    {WIDE_SPACE, {"余分な全角の空白", "extra ideographic spaces"}},
    {BREAK, {"改行", "a line break"}},
    {HIDDEN, {"見えない文字", "an invisible character"}},
    {CAPITAL, {"大文字と小文字", "capital letters"}}};

static unsigned of_character(uint32_t cp)
{
    static const struct {
        uint32_t first, last;
        unsigned bit;
    } ranges[] = {{'\t', '\t', SPACE}, {'\n', '\n', BREAK}, {'\r', '\r', BREAK},
        {0, 0x1F, HIDDEN}, {' ', ' ', SPACE}, {'A', 'Z', CAPITAL},
        {0x7F, 0x9F, HIDDEN}, {0xA0, 0xA0, SPACE}, {0xAD, 0xAD, HIDDEN},
        {0x2000, 0x200A, SPACE}, {0x200B, 0x200F, HIDDEN},
        {0x202A, 0x202E, HIDDEN}, {0x2060, 0x206F, HIDDEN},
        {0x3000, 0x3000, WIDE_SPACE}, {0x3099, 0x309C, SPLIT_MARK},
        {0xFE00, 0xFE0F, HIDDEN}, {0xFEFF, 0xFEFF, HIDDEN},
        {0xFF01, 0xFF5E, FULL_WIDTH}, {0xFF61, 0xFF9F, HALF_KANA},
        {0xE0100, 0xE01EF, HIDDEN}};

    for (size_t i = 0; i < RT_COUNT(ranges); i++) {
        if (cp >= ranges[i].first && cp <= ranges[i].last)
            return ranges[i].bit;
    }
    return 0;
}

/* All that is unusual in the text; *hidden is the first invisible character,
 * *number whether there is nothing in it but ASCII digits. */
static unsigned of_text(struct rt_str s, uint32_t *hidden, bool *number)
{
    unsigned all = 0;
    bool digits = true, any = false;
    uint32_t cp;

    for (size_t n; s.n > 0; s.p += n, s.n -= n) {
        bool digit;
        unsigned one;

        n = rt_utf8_decode(s, &cp);
        if (n == 0)
            break;
        one = of_character(cp);
        digit = cp >= '0' && cp <= '9';
        any |= digit;
        digits &= one != 0 || digit || cp == '.';
        if (one == HIDDEN && *hidden == 0)
            *hidden = cp;
        all |= one;
    }
    *number = digits && any && !(all & (FULL_WIDTH | CAPITAL));
    return all;
}

/* Brackets and signs are as often wide as not. */
static bool has_wide_letter(struct rt_str s)
{
    uint32_t cp;

    for (size_t n; (n = rt_utf8_decode(s, &cp)) > 0; s.p += n, s.n -= n) {
        if ((cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A)
            || (cp >= 0xFF41 && cp <= 0xFF5A))
            return true;
    }
    return false;
}

/* The reasons in words, after the `n` bytes of `to`. */
static void say(unsigned bits, uint32_t hidden, enum rt_lang lang, size_t n,
    char to[RT_UNUSUAL_MAX])
{
    for (size_t i = 0; i < RT_COUNT(reasons); i++) {
        if (!(bits & reasons[i].bit))
            continue;
        n += (size_t)snprintf(to + n, RT_UNUSUAL_MAX - n, "%s%s",
            n > 0 ? rt_comma(lang) : "", rt_text(lang, reasons[i].text));
        if (reasons[i].bit == HIDDEN)
            n += (size_t)snprintf(to + n, RT_UNUSUAL_MAX - n,
                rt_say(lang, "（U+%04X）", " (U+%04X)"), (unsigned)hidden);
    }
}

/* 「2026/4/1」 */
static bool is_digital(struct rt_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!rt_is_digit(s.p[i]) && s.p[i] != '/' && s.p[i] != '-')
            return false;
    }
    return true;
}

/* What is true of the cell as a whole, however its text is spelt. */
static const char *of_whole(
    const struct rt_cell *cell, const struct rt_reading *as, bool number)
{
    bool to_number = as->as.n > 0 && as->as.p[0] >= '0' && as->as.p[0] <= '9';
    char folded[64];
    size_t n = rt_fold_fixed(cell->text, folded, sizeof folded);

    if (cell->type == RT_CELL_BOOL)
        return rt_say(as->lang, "論理値", "a logical value");
    if (cell->type == RT_CELL_NUMBER && to_number
        && memchr(cell->text.p, '.', cell->text.n))
        return rt_say(as->lang, "ほぼ整数の小数", "nearly a whole number");
    if (cell->type != RT_CELL_STRING)
        return rt_say(as->lang, "数値として入力", "stored as a number");
    if (number && memchr(cell->text.p, '.', cell->text.n) && as->as.n == 1)
        return rt_say(as->lang, "小数点つき", "with a decimal point");
    if (number && n > 1 && n <= sizeof folded && folded[0] == '0')
        return rt_say(as->lang, "先頭に余分な 0", "extra zeros in front");
    if (number)
        return as->csv ? ""
                       : rt_say(as->lang, "数値ではなく文字列として入力",
                           "stored as text");
    if (!as->csv && as->as.n == 10 && is_digital(cell->text))
        return rt_say(
            as->lang, "日付ではなく文字列として入力", "stored as text");
    while (n <= sizeof folded && n > 0
           && !(folded[n - 1] >= '0' && folded[n - 1] <= '9'))
        n--;
    return to_number && n == 0
               ? rt_say(as->lang, "数字ではなく言葉", "a word for a number")
               : "";
}

/* Whether the text says the same but for widths and spaces. */
static bool is_same_word(const struct rt_cell *cell, struct rt_str as)
{
    return as.n == 0 || rt_fold_eq(cell->text, as);
}

/* What was left out of the text to read it: 「10:30」, 「点」. */
static bool say_left_out(const struct rt_cell *cell,
    const struct rt_reading *as, char to[RT_UNUSUAL_MAX])
{
    char folded[64];
    struct rt_str s = {folded, 0};

    s.n = rt_fold_fixed(cell->text, folded, sizeof folded);
    if (s.n == SIZE_MAX || as->as.n == 0 || !rt_is_digit(as->as.p[0]))
        return false;
    if (as->as.n == 10
        && (rt_str_contains(s, RT_STR(":"))
            || rt_str_contains(s, RT_STR("時")))) {
        rt_str_copy(to, RT_UNUSUAL_MAX,
            rt_str(rt_say(as->lang, "時刻を除きました", "the time left out")));
        return true;
    }
    if (as->as.n == 10 || !rt_str_starts(s, as->as) || s.n <= as->as.n + 1)
        return false;
    s = (struct rt_str){s.p + as->as.n, s.n - as->as.n};
    if (rt_is_digit(s.p[0]) || strchr(".:;,)-", s.p[0]))
        return false;
    snprintf(to, RT_UNUSUAL_MAX,
        rt_say(as->lang, "「%.*s」を除きました", "\"%.*s\" left out"),
        RT_FMT(s));
    return true;
}

/* 「②」 */
static bool is_enclosed(struct rt_str s)
{
    uint32_t c;

    s = rt_str_trim(s);
    return rt_utf8_decode(s, &c) == s.n && c >= 0x2460 && c <= 0x2473;
}

void rt_value_unusual(const struct rt_cell *cell, const struct rt_reading *as,
    char to[RT_UNUSUAL_MAX])
{
    uint32_t hidden = 0;
    bool number = false;
    unsigned bits = 0;
    const char *whole;

    if (cell->type == RT_CELL_STRING)
        bits = of_text(cell->text, &hidden, &number) & ~(unsigned)CAPITAL;
    if (!has_wide_letter(cell->text))
        bits &= ~(unsigned)FULL_WIDTH;
    if (cell->type == RT_CELL_STRING && say_left_out(cell, as, to))
        return;
    if (!rt_is_digit(as->as.n > 0 ? as->as.p[0] : '0')
        && !is_same_word(cell, as->as))
        bits = 0;
    whole = of_whole(cell, as, number);
    rt_str_copy(to, RT_UNUSUAL_MAX, rt_str(whole));
    /* The colon of 「可能性：中」 is not what is strange about it. */
    if (whole[0] == '\0' || number)
        say(bits, hidden, as->lang, strlen(to), to);
    if (to[0] == '\0' && cell->type == RT_CELL_STRING
        && is_enclosed(cell->text))
        rt_str_copy(to, RT_UNUSUAL_MAX,
            rt_str(rt_say(as->lang, "丸数字など", "an enclosed number")));
    if (to[0] == '\0')
        rt_str_copy(to, RT_UNUSUAL_MAX,
            rt_str(rt_say(
                as->lang, "様式と違う書き方", "not the form's spelling")));
}

/* Without the characters that both begin and end with. */
static void cut_common(struct rt_str *a, struct rt_str *b)
{
    uint32_t x, y;
    size_t n;

    while ((n = rt_utf8_decode(*a, &x)) > 0 && rt_utf8_decode(*b, &y) > 0
           && x == y) {
        a->p += n, a->n -= n;
        b->p += n, b->n -= n;
    }
    for (n = 0;
         n < a->n && n < b->n && a->p[a->n - 1 - n] == b->p[b->n - 1 - n];)
        n++;
    /* No character is cut in two. */
    while (n > 0 && ((unsigned char)a->p[a->n - n] & 0xC0) == 0x80)
        n--;
    a->n -= n;
    b->n -= n;
}

void rt_spelling_differs(struct rt_str a, struct rt_str b, enum rt_lang lang,
    char to[RT_UNUSUAL_MAX])
{
    uint32_t hidden = 0;
    bool number;
    unsigned x, y;

    cut_common(&a, &b);
    x = of_text(a, &hidden, &number);
    y = of_text(b, &hidden, &number);
    x |= y;
    if (x != CAPITAL)
        x &= ~(unsigned)CAPITAL;
    to[0] = '\0';
    say(x, hidden, lang, 0, to);
    if (to[0] == '\0')
        snprintf(to, RT_UNUSUAL_MAX,
            rt_say(lang, "「%.*s」と「%.*s」", "\"%.*s\" and \"%.*s\""),
            (int)(a.n < 60 ? a.n : 60), a.n ? a.p : "",
            (int)(b.n < 60 ? b.n : 60), b.n ? b.p : "");
}
