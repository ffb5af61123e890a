/* Scores, ratings and other whole numbers (see value.h).
 *
 * What is read: a number cell; digits in any width, alone or with 点; a number
 * and its label (3：高, 3（高）, 3 高, 高（3）); レベル3; a level word where
 * the scale has three steps. What is refused: fractions, ranges (2～3, 2-3),
 * two numbers (3:2, "3 2"), kanji digits (一 is too easily a dash, ニ and 二
 * are two letters), and a number whose label says another step (3：低), because
 * one of the two is wrong and it is not known which.
 */
#include "form/word/value_cell.h"
#include "form/word/vocab.h"

#include "base/fold.h"

#include <limits.h>

enum {
    /* Enough for any count or score, and sums of it cannot overflow. */
    MAX_DIGITS = 9,
    MAX_NUMBER = 999999999,
    CIRCLED_ONE = 0x2460,
    CIRCLED_NINE = 0x2468,
    /* Longer raw text has no level word in front. */
    TEXT_MAX = 256,
    /* Nor is a longer label one. The form's own labels are sentences, and
     * there are two in every row: folding them would be wasted. */
    LABEL_MAX = 64
};

/* The range whose steps the level words name. */
struct scale {
    int min, max;
    bool rating; /* 可能性：高 is a level word, too */
};

/* --- number cells ------------------------------------------------------- */

/* Whole within the fifteen digits that a spreadsheet shows: a formula may
 * leave 2.9999999999999996 where everybody sees 3. */
static enum rt_taken int_of_number(double v, int *out)
{
    double whole, off;

    if (!(v >= -MAX_NUMBER && v <= MAX_NUMBER)) /* also not a number */
        return RT_TAKEN_UNREADABLE;
    whole = (double)(int)(v < 0 ? v - 0.5 : v + 0.5);
    off = v < whole ? whole - v : v - whole;
    if (off > 1e-9)
        return RT_TAKEN_UNREADABLE;
    *out = (int)whole;
    return off > 0 ? RT_TAKEN_NORMALISED : RT_TAKEN_PLAIN;
}

/* --- level words -------------------------------------------------------- */

/* 高 → the top step and so on; false for words that are none. */
static bool level_step(const struct rt_vocab *vocab, struct rt_str folded,
    const struct scale *scale, int *out)
{
    int level;

    if (scale->rating) {
        rt_cut_head(&folded, "可能性");
        rt_cut_head(&folded, ":");
    }
    level = rt_vocab_find(vocab, VOCAB_LEVEL, folded);
    if (level < 0)
        return false;
    *out = scale->min + level;
    return true;
}

static bool has_three_steps(const struct scale *scale)
{
    return scale->max - scale->min == RT_HIGH - RT_LOW;
}

/* --- text --------------------------------------------------------------- */

/* "-12", "3.0", "３．", ③; the cursor is then after it. */
static bool read_number(struct rt_scan *s, int *out)
{
    bool minus;
    int v;

    if (s->cp >= CIRCLED_ONE && s->cp <= CIRCLED_NINE) {
        *out = (int)(s->cp - CIRCLED_ONE) + 1;
        rt_scan_next(s);
        return s->cp < CIRCLED_ONE || s->cp > CIRCLED_NINE;
    }
    minus = rt_scan_take(s, '-');
    if (rt_scan_digits(s, MAX_DIGITS, &v) == 0)
        return false;
    if (rt_scan_take(s, '.')) {
        while (s->cp == '0')
            rt_scan_next(s);
        if (s->cp >= '1' && s->cp <= '9')
            return false;
    }
    *out = minus ? -v : v;
    return true;
}

/* Without one pair of brackets around it. */
static struct rt_str unbracket(struct rt_str s)
{
    if (s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')') {
        s.p++;
        s.n -= 2;
    }
    return s;
}

/* Sentences that mean one rating whatever the form calls the others. Where the
 * number says something else, the scale runs the other way or one of the two was
 * mistyped. */
static bool contradicts(struct rt_str folded, int number)
{
    static const char *const lowest[]
        = {"ふだんは起こらない", "普段は起こらない", "ふだんは発生しない",
            "普段は発生しない", "発生することはない", "対策済"};
    static const char *const highest[] = {"いつでも起こる", "いつでも発生する",
        "対策がない", "対策なし", "対策していない", "未対策"};

    return (number != 1 && rt_str_starts_any(folded, lowest))
           || (number != 3 && rt_str_starts_any(folded, highest));
}

/* What follows a number: nothing, or a label that fits it. With a colon any
 * words are a label (the form's own texts are sentences), without one only the
 * level words are. */
static bool label_fits(const struct rt_vocab *vocab, struct rt_scan *s,
    const struct scale *scale, int number)
{
    char buf[VOCAB_WORD_MAX];
    struct rt_str folded = {buf, 0}, label;
    bool colon;
    int step;

    rt_scan_spaces(s);
    colon = rt_scan_take(s, ':');
    if (rt_scan_at_end(s))
        return true;
    if (colon && ((s->cp >= '0' && s->cp <= '9') || s->cp == '-'))
        return false; /* 3:2, 3:30 */
    label = rt_str_trim(s->here);
    if (label.n > LABEL_MAX)
        return colon;
    folded.n = rt_fold_fixed(label, buf, sizeof buf);
    if (folded.n == SIZE_MAX)
        return colon;
    if (scale->rating && contradicts(folded, number))
        return false;
    if (!level_step(vocab, unbracket(folded), scale, &step))
        return colon || rt_str_is(folded, "点");
    return !has_three_steps(scale) || step == number;
}

/* 高, and with its number after it: 高(3), 高:3, 高3. */
static enum rt_taken word_first(const struct rt_vocab *vocab,
    struct rt_str text, const struct scale *scale, int *out)
{
    char buf[VOCAB_WORD_MAX];
    struct rt_str word = {buf, 0};
    int number = -1, step;

    if (text.n > TEXT_MAX || !has_three_steps(scale))
        return RT_TAKEN_UNREADABLE;
    word.n = rt_fold_fixed(text, buf, sizeof buf);
    if (word.n == SIZE_MAX || word.n == 0)
        return RT_TAKEN_UNREADABLE;
    if (!level_step(vocab, word, scale, &step)) {
        bool bracket = word.p[word.n - 1] == ')';

        word.n -= bracket;
        if (word.n < 2 || word.p[word.n - 1] < '0' || word.p[word.n - 1] > '9')
            return RT_TAKEN_UNREADABLE;
        number = word.p[--word.n] - '0';
        if (bracket ? word.p[word.n - 1] == '(' : word.p[word.n - 1] == ':')
            word.n--;
        else if (bracket)
            return RT_TAKEN_UNREADABLE;
        if (!level_step(vocab, word, scale, &step) || step != number)
            return RT_TAKEN_UNREADABLE;
    }
    *out = step;
    return RT_TAKEN_NORMALISED;
}

static enum rt_taken stepped_text(const struct rt_vocab *vocab,
    struct rt_str text, const struct scale *scale, int *out)
{
    struct rt_scan s;
    int number;

    rt_scan_init(&s, text);
    rt_scan_spaces(&s);
    if (rt_scan_word(&s, "レベル") || rt_scan_word(&s, "level")
        || rt_scan_word(&s, "lv.") || rt_scan_word(&s, "lv"))
        rt_scan_spaces(&s);
    else if (!(s.cp >= '0' && s.cp <= '9') && s.cp != '-'
             && !(s.cp >= CIRCLED_ONE && s.cp <= CIRCLED_NINE))
        return word_first(vocab, text, scale, out);
    if (!read_number(&s, &number) || !label_fits(vocab, &s, scale, number))
        return RT_TAKEN_UNREADABLE;
    *out = number;
    return RT_TAKEN_NORMALISED;
}

static enum rt_taken stepped(const struct rt_vocab *vocab,
    const struct rt_cell *cell, const struct scale *scale, int *out)
{
    enum rt_taken taken = rt_value_state(cell);

    *out = RT_UNKNOWN;
    if (taken != RT_TAKEN_PLAIN)
        return taken;
    if (cell->type == RT_CELL_NUMBER)
        return int_of_number(cell->number, out);
    if (cell->type == RT_CELL_STRING)
        return stepped_text(vocab, cell->text, scale, out);
    return RT_TAKEN_UNREADABLE;
}

bool rt_value_level_word(const struct rt_vocab *vocab, struct rt_str text,
    enum rt_class *out, bool *own)
{
    char buf[VOCAB_WORD_MAX];
    struct rt_str word = {buf, 0};
    const struct vocab_entry *e = NULL;

    if (text.n <= TEXT_MAX)
        word.n = rt_fold_fixed(text, buf, sizeof buf);
    if (word.n != SIZE_MAX)
        e = rt_vocab_entry(vocab, VOCAB_LEVEL, word);
    if (!e)
        return false;
    *out = (enum rt_class)e->term;
    *own = e->own;
    return true;
}

/* --- public ------------------------------------------------------------- */

enum rt_taken rt_value_score(const struct rt_vocab *vocab,
    const struct rt_cell *cell, int scale_min, int scale_max, int *out)
{
    const struct scale scale = {scale_min, scale_max, false};

    return stepped(vocab, cell, &scale, out);
}

/* The form's own text: an ASCII digit, a colon and words. */
static bool is_form_text(struct rt_str s)
{
    return s.n > 2 && s.p[0] >= '0' && s.p[0] <= '9' && s.p[1] == ':';
}

enum rt_taken rt_value_rating(
    const struct rt_vocab *vocab, const struct rt_cell *cell, int *out)
{
    const struct scale scale = {1, 3, true};
    enum rt_taken taken = stepped(vocab, cell, &scale, out);

    if (taken == RT_TAKEN_NORMALISED && cell->type == RT_CELL_STRING
        && is_form_text(cell->text))
        return RT_TAKEN_PLAIN;
    return taken;
}

enum rt_taken rt_value_int(const struct rt_cell *cell, int *out)
{
    enum rt_taken taken = rt_value_state(cell);
    struct rt_scan s;
    int number;

    *out = RT_UNKNOWN;
    if (taken != RT_TAKEN_PLAIN)
        return taken;
    if (cell->type == RT_CELL_NUMBER)
        return int_of_number(cell->number, out);
    if (cell->type != RT_CELL_STRING)
        return RT_TAKEN_UNREADABLE;
    rt_scan_init(&s, cell->text);
    rt_scan_spaces(&s);
    if (!read_number(&s, &number))
        return RT_TAKEN_UNREADABLE;
    rt_scan_spaces(&s);
    if (!rt_scan_word(&s, "点"))
        rt_scan_word(&s, "位");
    if (!rt_scan_at_end(&s))
        return RT_TAKEN_UNREADABLE;
    *out = number;
    return RT_TAKEN_NORMALISED;
}

/* 「2：今期中に対応」, or the words alone, which the published criteria use. */
enum rt_taken rt_value_priority(const struct rt_cell *cell, int *out)
{
    static const char *const words[] = {"早急", "今期中", "今期対応"};
    enum rt_taken taken = rt_value_int(cell, out);
    struct rt_scan s;
    int number = 0;

    if (taken != RT_TAKEN_UNREADABLE || cell->type != RT_CELL_STRING)
        return taken;
    rt_scan_init(&s, cell->text);
    rt_scan_spaces(&s);
    if (!read_number(&s, &number)) {
        while (number < 3 && !rt_scan_word(&s, words[number]))
            number++;
        number++;
    }
    if (number < 1 || number > 3)
        return RT_TAKEN_UNREADABLE;
    *out = number;
    return RT_TAKEN_NORMALISED;
}

int rt_score_of(const struct rt_vocab *vocab, const struct rt_cell *cell,
    int scale_min, int scale_max)
{
    int v;

    return rt_is_taken(rt_value_score(vocab, cell, scale_min, scale_max, &v))
                   && v >= scale_min && v <= scale_max
               ? v
               : RT_UNKNOWN;
}

int rt_rating_of(const struct rt_vocab *vocab, const struct rt_cell *cell)
{
    int v;

    return rt_is_taken(rt_value_rating(vocab, cell, &v)) && v >= 1 && v <= 3
               ? v
               : RT_UNKNOWN;
}

int rt_whole_of(const struct rt_cell *cell)
{
    int v;

    return rt_is_taken(rt_value_int(cell, &v)) && v >= 0 ? v : RT_UNKNOWN;
}
