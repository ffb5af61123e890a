/* Notes that say that a low number is the worst: 「1が最も高い」, 「1＝高、3＝低」,
 * 「数字が小さいほど重要」.
 *
 * Every form counts the other way, and so are scores and ratings read. Whoever
 * wrote such a note may have filled the table in by it, so each sheet's first is
 * named. What is said of priorities is right as it is.
 */
#include "base/fold.h"
#include "form/form.h"

enum { NOTE_MAX = 1024 };

static bool is_digit_at(struct rt_str s, size_t i)
{
    return i < s.n && rt_is_digit(s.p[i]);
}

/* The digit that ends at i, of no longer number; or -1. */
static int digit_before(struct rt_str s, size_t i)
{
    return i > 0 && is_digit_at(s, i - 1) && !(i > 1 && is_digit_at(s, i - 2))
               ? s.p[i - 1] - '0'
               : -1;
}

/* 「1が最も高い」, 「3が最低」; `most` must be said where the word is only a
 * sign: 「1：大阪」 says nothing. */
static bool names_end(struct rt_str s, const char *word)
{
    static const char *const most[]
        = {"最も", "もっとも", "一番", "いちばん", "最", "themost", "most"};
    static const char *const high[] = {"高", "重", "大", "厳", "深刻", "危険",
        "high", "severe", "worst", "critical", "important"};
    static const char *const low[] = {"低", "軽", "小", "low", "least"};
    bool sign = strchr("=:(", word[0]) != NULL;
    struct rt_str before, after = s;

    while (rt_str_split(after, word, &before, &after)) {
        struct rt_str rest = after;
        int digit = digit_before(s, (size_t)(after.p - s.p) - strlen(word));
        if (digit < 0 || (!rt_str_skip_any(&rest, most) && sign))
            continue;
        if ((digit <= 1 && rt_str_starts_any(rest, high))
            || (digit >= 2 && rt_str_starts_any(rest, low)))
            return true;
    }
    return false;
}

/* 「数字が小さいほど重要」 */
static bool runs_down(struct rt_str s, const char *word, bool small)
{
    static const char *const numbers[]
        = {"値", "数字", "番号", "点", "レベル", "number", "score"};
    static const char *const high[]
        = {"高", "重", "大き", "深刻", "危険", "厳", "high", "severe", "worse"};
    static const char *const low[]
        = {"低", "軽", "小さ", "重要でな", "重要では", "low", "less"};
    static const char *const ends[] = {"、", "。", ",", ";"};
    struct rt_str before, after, rest;

    if (!rt_str_split(s, word, &before, &after)
        || !rt_str_contains_any(before, numbers))
        return false;
    for (size_t i = 0; i < RT_COUNT(ends); i++)
        (void)rt_str_split(after, ends[i], &after, &rest);
    return small ? rt_str_contains_any(after, high)
                       && !rt_str_contains_any(after, low)
                 : rt_str_contains_any(after, low);
}

static void skip_marks(struct rt_str *s, bool back)
{
    while (s->n > 0 && strchr(":=.()-", back ? s->p[s->n - 1] : s->p[0])) {
        s->p += !back;
        s->n--;
    }
}

/* The digit beside one of the words, 「1:極秘」 or 「極秘=1」; or -1. */
static int digit_beside(struct rt_str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct rt_str before, after = s;
        while (rt_str_split(after, words[i], &before, &after)) {
            size_t at = (size_t)(after.p - s.p) - strlen(words[i]);
            struct rt_str left = {s.p, at};
            skip_marks(&left, true);
            if (left.n < at && digit_before(s, left.n) >= 0)
                return digit_before(s, left.n);
            struct rt_str right = after;
            skip_marks(&right, false);
            if (right.n < after.n && is_digit_at(right, 0)
                && !is_digit_at(right, 1))
                return right.p[0] - '0';
        }
    }
    return -1;
}

/* 「1：極秘、2：社外秘、3：公開」 */
static bool lists_words(struct rt_str s)
{
    static const char *const high[] = {"極秘", "厳秘", "最重要", "最も高い",
        "非常に高い", "極めて高い", "致命的", "甚大", "重大"};
    static const char *const low[] = {"公開", "軽微", "影響なし",
        "影響は小さい", "最も低い", "非常に低い", "極めて低い", "低い"};
    int top = digit_beside(s, high, RT_COUNT(high));
    int bottom = digit_beside(s, low, RT_COUNT(low));

    return top >= 0 && top < bottom;
}

/* What is said of the order of things, not of a scale. */
static bool is_of_order(struct rt_str s)
{
    static const char *const words[] = {"優先", "順位", "priority"};

    return rt_str_contains_any(s, words);
}

static bool says_inverted(struct rt_str s)
{
    static const char *const links[] = {
        "が", "を", "の方が", "のほうが", "点が", "isthe", "is", "=", ":", "("};
    static const char *const small[] = {"小さいほど", "小さい程", "小さい方が",
        "小さいほうが", "低いほど", "若いほど", "smaller", "lower"};
    static const char *const large[] = {"大きいほど", "大きい程", "大きい方が",
        "大きいほうが", "高いほど", "larger", "higher"};
    bool yes = lists_words(s);

    for (size_t i = 0; i < RT_COUNT(links); i++)
        yes |= names_end(s, links[i]);
    for (size_t i = 0; i < RT_COUNT(small); i++)
        yes |= runs_down(s, small[i], true);
    for (size_t i = 0; i < RT_COUNT(large); i++)
        yes |= runs_down(s, large[i], false);
    return yes;
}

/* What words for levels mean, in this cell and those before it. */
static bool lists_levels(struct rt_sheet_facts *sheet,
    const struct rt_vocab *vocab, const struct rt_cell *cell)
{
    const struct rt_row row = {.count = 1, .cells = cell};
    const struct rt_legend *l = &sheet->inverted.levels;

    rt_legend_note(&sheet->inverted.levels, vocab, &row, false);
    return l->said[RT_HIGH] && l->said[RT_LOW] && !l->unclear[RT_HIGH]
           && !l->unclear[RT_LOW] && l->number[RT_HIGH] < l->number[RT_LOW];
}

static enum rt_status note(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, const struct rt_cell *cell, struct rt_error *err)
{
    struct rt_inverted *i = &sheet->inverted;
    char folded[NOTE_MAX];
    struct rt_str s = {folded, rt_fold_fixed(cell->text, folded, NOTE_MAX)};

    if (s.n == SIZE_MAX || s.n == 0)
        return RT_OK;
    i->of_order = is_of_order(s) || (i->of_order && rt_is_digit(s.p[0]));
    if (i->of_order
        || (!says_inverted(s) && !lists_levels(sheet, in->request.vocab, cell)))
        return RT_OK;
    i->row = row->number;
    i->col = cell->col + 1;
    i->text = rt_arena_str(&in->arena, rt_str_trim(cell->text));
    RT_NEED(i->text.p, err);
    return RT_OK;
}

/* A heading that names nothing, so that nothing below it is read. */
static bool is_unread(
    const struct rt_layout *l, const struct rt_row *row, uint32_t col)
{
    const struct rt_column *column
        = rt_column_at(l->columns, l->column_count, col);

    return column && column->row == row->number
           && column->field == RT_FIELD_NONE;
}

enum rt_status rt_inverted_note(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err)
{
    const struct rt_layout *l = &sheet->layout;
    bool below = l->form != RT_FORM_NONE && row->number > l->row2;
    bool asset = below && !rt_cell_blank(rt_cell_of(l, row, rt_layout_key(l)));
    size_t next = 0;

    for (size_t i = 0; i < row->count && sheet->inverted.row == 0; i++) {
        const struct rt_cell *cell = &row->cells[i];
        while (
            asset && next < l->column_count && l->columns[next].col < cell->col)
            next++;
        if (cell->type != RT_CELL_STRING || cell->is_formula
            || is_unread(l, row, cell->col)
            || (asset && next < l->column_count
                && l->columns[next].col == cell->col))
            continue;
        RT_TRY(note(in, sheet, row, cell, err));
    }
    return RT_OK;
}

/* A file whose sheets hold scores or ratings that are read. */
enum rt_status rt_inverted_report(struct rt_intake *in, struct rt_error *err)
{
    int top = in->profile->scale_max;

    for (size_t i = 0; i < in->sheet_count; i++) {
        const struct rt_inverted *note = &in->sheets[i].inverted;
        struct rt_place place = {.sheet = &in->sheets[i],
            .row = note->row,
            .col = note->col,
            .actual = note->text};
        char text[128];
        if (note->row == 0 || in->sheets[i].example)
            continue;
        rt_str_copy(text, sizeof text, note->text);
        RT_TRY(rt_put_finding(in, RT_TP206, &place,
            RT_ARGS(rt_str(text), rt_str(top == 2 ? "2" : "3")), err));
    }
    return RT_OK;
}
