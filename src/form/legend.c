/* What a file says that the words for scores mean: 「高＝3、中＝2、低＝1」 above
 * a table, or 3 and 高 in neighbouring cells of 重要度定義.
 *
 * A score is a number. A word alone is taken where the file, or the
 * configuration, gives its number: of a company's scale it is not known which
 * end is 高, nor how many steps there are.
 */
#include "base/fold.h"
#include "form/form.h"

enum {
    LEGEND_MAX = 1024, /* bytes of a text, folded */
    IDEOGRAPHIC_SPACE = 0x3000
};

static void note(struct rt_legend *l, const struct rt_vocab *vocab,
    struct rt_str word, int v)
{
    enum rt_class class;
    bool own;

    if (!rt_value_level_word(vocab, word, &class, &own))
        return;
    if (l->said[class] && l->number[class] != v)
        l->unclear[class] = true;
    l->said[class] = true;
    l->number[class] = v;
}

/* Whether a letter of a word begins at s: no mark, space or digit. */
static bool is_letter(struct rt_str s)
{
    static const char *const marks[] = {"、", "。", "・", "→", "※", "「", "」",
        "…", "『", "』", "［", "］", "【", "】"};
    unsigned char c = (unsigned char)s.p[0];

    return c >= 0x80 ? !rt_str_starts_any(s, marks)
                     : (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The word that begins at, or the one that ends before, offset i. */
static struct rt_str word_from(struct rt_str s, size_t i)
{
    size_t n = i;

    while (n < s.n && is_letter((struct rt_str){s.p + n, s.n - n}))
        n += rt_utf8_decode((struct rt_str){s.p + n, s.n - n}, &(uint32_t){0});
    return (struct rt_str){s.p + i, n - i};
}

static struct rt_str word_before(struct rt_str s, size_t i)
{
    size_t from = i;

    while (from > 0) {
        size_t k = from - 1;
        while (k > 0 && ((unsigned char)s.p[k] & 0xC0) == 0x80)
            k--;
        if (!is_letter((struct rt_str){s.p + k, s.n - k}))
            break;
        from = k;
    }
    return (struct rt_str){s.p + from, i - from};
}

static bool is_between(char c)
{
    return c == '=' || c == ':' || c == '(' || c == '.' || c == '-';
}

static bool is_digit(struct rt_str s, size_t i)
{
    return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* A digit of its own with a word on either side: 3:高, 高=3, 高(3). */
static void note_digit(struct rt_legend *l, const struct rt_vocab *vocab,
    struct rt_str s, size_t i)
{
    size_t after = i + 1, before = i;
    bool mark = false;

    while (after < s.n && (s.p[after] == ' ' || is_between(s.p[after])))
        mark |= s.p[after++] != ' ';
    if (mark)
        note(l, vocab, word_from(s, after), s.p[i] - '0');
    mark = false;
    while (
        before > 0 && (s.p[before - 1] == ' ' || is_between(s.p[before - 1])))
        mark |= s.p[--before] != ' ';
    if (mark)
        note(l, vocab, word_before(s, before), s.p[i] - '0');
}

/* Folded word by word, since folding alone drops the spaces between them. */
static struct rt_str fold_words(struct rt_str text, char to[LEGEND_MAX])
{
    struct rt_str s = {to, 0};

    while (text.n > 0) {
        struct rt_str word = {text.p, 0};
        uint32_t cp = 0;
        size_t n = 0;
        while (word.n < text.n) {
            n = rt_utf8_decode(
                (struct rt_str){text.p + word.n, text.n - word.n}, &cp);
            if (cp <= ' ' || cp == IDEOGRAPHIC_SPACE)
                break;
            word.n += n;
            n = 0;
        }
        size_t k = rt_fold_fixed(word, to + s.n, LEGEND_MAX - 1 - s.n);
        if (k == SIZE_MAX)
            return RT_STR_NONE;
        s.n += k;
        to[s.n++] = ' ';
        text.p += word.n + n;
        text.n -= word.n + n;
    }
    return s;
}

void rt_legend_note(struct rt_legend *l, const struct rt_vocab *vocab,
    const struct rt_row *row, bool cells)
{
    const struct rt_cell *left = NULL;
    char folded[LEGEND_MAX];
    int v;

    for (size_t k = 0; k < row->count; k++) {
        const struct rt_cell *c = &row->cells[k];
        if (rt_cell_blank(c))
            continue;
        if (left && rt_is_taken(rt_value_int(left, &v)))
            note(l, vocab, c->text, v);
        else if (left && rt_is_taken(rt_value_int(c, &v)))
            note(l, vocab, left->text, v);
        left = cells ? c : NULL;
        struct rt_str s = RT_STR_NONE;
        if (c->type == RT_CELL_STRING && c->text.n < LEGEND_MAX)
            s = fold_words(c->text, folded);
        for (size_t i = 0; i < s.n; i++) {
            if (is_digit(s, i) && !is_digit(s, i + 1)
                && (i == 0 || !is_digit(s, i - 1)))
                note_digit(l, vocab, s, i);
        }
    }
}

bool rt_legend_leaves_open(const struct rt_legend *l,
    const struct rt_vocab *vocab, const struct rt_cell *cell, int v)
{
    enum rt_class class;
    bool own;

    if (!cell || cell->type != RT_CELL_STRING
        || !rt_value_level_word(vocab, cell->text, &class, &own) || own)
        return false;
    return !l || !l->said[class] || l->unclear[class] || l->number[class] != v;
}
