/* Notes that say that a low number is the worst: 「1が最も高い」, 「1＝高、3＝低」,
 * 「数字が小さいほど重要」, or 「1：極秘」 and 「3：公開」 in cells of their own.
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

/* 「1（極秘）の情報資産が最も重要」: a number that is named, and what is said of
 * it further on, with no other number between. */
static bool names_end_later(struct rt_str s)
{
    static const char *const links[] = {"(", "が", "の", "を", "は"};
    static const char *const high[] = {"最も重要", "最も高", "最重要",
        "最も大きい", "一番重要", "一番高", "mostimportant", "highest"};
    static const char *const low[]
        = {"最も低", "最も軽", "最も小さい", "一番低", "lowest"};
    static const char *const ends[] = {"、", "。", ",", ";"};

    for (size_t i = 0; i < s.n; i++) {
        struct rt_str rest = {s.p + i + 1, s.n - i - 1}, said = rest, after;
        int digit = digit_before(s, i + 1);
        if (digit < 0 || is_digit_at(s, i + 1)
            || !rt_str_starts_any(rest, links))
            continue;
        for (size_t k = 0; k < RT_COUNT(ends); k++)
            (void)rt_str_split(said, ends[k], &said, &after);
        for (size_t k = 0; k < said.n; k++) {
            if (rt_is_digit(said.p[k]))
                said.n = k;
        }
        if ((digit == 1 && rt_str_contains_any(said, high))
            || (digit >= 2 && rt_str_contains_any(said, low)))
            return true;
    }
    return false;
}

/* Not within a word: 「第1高校」. */
static bool is_separate(struct rt_str rest)
{
    static const char *const marks[]
        = {"~", "〜", "-", "、", "・", "→", "い", "中", ",", ")", "/", "."};

    return rest.n == 0 || rt_is_digit(rest.p[0])
           || rt_str_starts_any(rest, marks);
}

/* 「1高～3低」, 「高1～低3」: the ends of a scale, and no mark between. */
static bool spans(struct rt_str s)
{
    static const char *const high[] = {"高", "大", "重"};
    static const char *const low[] = {"低", "小", "軽"};
    int top = -1, bottom = -1;

    for (size_t i = 0; i < s.n; i++) {
        struct rt_str before = {s.p, i}, rest = {s.p + i + 1, s.n - i - 1};
        int digit = digit_before(s, i + 1);
        if (digit < 0 || is_digit_at(s, i + 1))
            continue;
        bool is_high = rt_str_skip_any(&rest, high);
        bool is_low = !is_high && rt_str_skip_any(&rest, low);
        if (!is_separate(rest))
            continue;
        if (is_high || rt_str_ends_any(before, high))
            top = digit;
        if (is_low || rt_str_ends_any(before, low))
            bottom = digit;
    }
    return top > 0 && top < bottom;
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

static const char *const top_words[] = {"極秘", "厳秘", "最重要", "最も高い",
    "非常に高い", "極めて高い", "致命的", "甚大", "重大"};
static const char *const bottom_words[] = {"公開", "軽微", "影響なし",
    "影響は小さい", "最も低い", "非常に低い", "極めて低い", "低い"};

/* 「1：極秘、2：社外秘、3：公開」 */
static bool lists_words(struct rt_str s)
{
    int top = digit_beside(s, top_words, RT_COUNT(top_words));
    int bottom = digit_beside(s, bottom_words, RT_COUNT(bottom_words));

    return top >= 0 && top < bottom;
}

/* The word that is all of the text: 「極秘」, 「公開情報」, 「極秘（役員のみ）」. */
static const char *word_of(
    struct rt_str s, const char *const *words, size_t count)
{
    static const char *const after[] = {"(", ":", "情報"};

    for (size_t i = 0; i < count; i++) {
        struct rt_str rest = s;
        const char *const one[] = {words[i]};
        if (rt_str_skip_any(&rest, one)
            && (rest.n == 0 || rt_str_starts_any(rest, after)))
            return words[i];
    }
    return NULL;
}

/* What a cell says of one number, with those before it: 「1：極秘」 and, further
 * down, 「3：公開」. */
static bool ends_scale(struct rt_inverted *i, int digit, struct rt_str word)
{
    const char *top = word_of(word, top_words, RT_COUNT(top_words));
    const char *bottom = word_of(word, bottom_words, RT_COUNT(bottom_words));
    int *at = top ? &i->top : &i->bottom;

    if (digit <= 0 || (!top && !bottom))
        return false;
    i->unclear |= *at > 0 && *at != digit;
    *at = digit;
    *(top ? &i->top_word : &i->bottom_word) = top ? top : bottom;
    return !i->unclear && i->top > 0 && i->top < i->bottom;
}

/* A cell that is 「1：極秘」 or 「極秘＝1」 and no more. */
static bool ends_scale_alone(struct rt_inverted *i, struct rt_str s)
{
    struct rt_str word = {s.p + 1, s.n - 1};

    if (is_digit_at(s, 0)) {
        skip_marks(&word, false);
        return word.n + 1 < s.n && ends_scale(i, s.p[0] - '0', word);
    }
    word = (struct rt_str){s.p, s.n - 1};
    if (digit_before(s, s.n) < 0)
        return false;
    skip_marks(&word, true);
    return word.n + 1 < s.n && ends_scale(i, digit_before(s, s.n), word);
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
    bool yes = lists_words(s) || names_end_later(s) || spans(s);

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

/* Folded, and without 「」; empty where there is nothing, or it is too long. */
static struct rt_str fold_note(struct rt_str text, char to[NOTE_MAX])
{
    size_t n = rt_fold_fixed(text, to, NOTE_MAX), kept = 0;

    if (n == SIZE_MAX)
        return RT_STR_NONE;
    for (size_t i = 0; i < n;) {
        struct rt_str rest = {to + i, n - i};
        if (rt_str_starts(rest, RT_STR("「"))
            || rt_str_starts(rest, RT_STR("」")))
            i += strlen("「");
        else
            to[kept++] = to[i++];
    }
    return (struct rt_str){to, kept};
}

bool rt_is_inverted_note(struct rt_str text)
{
    char folded[NOTE_MAX];
    struct rt_str s = fold_note(text, folded);

    return s.n > 0 && !is_of_order(s) && says_inverted(s);
}

/* A sheet that says what the scores mean, of which the number and the word may be
 * in cells of their own. */
static bool is_of_criteria(const struct rt_sheet_facts *sheet)
{
    static const char *const names[] = {"定義", "基準", "凡例"};

    return sheet->layout.form == RT_FORM_NONE
           && rt_str_contains_any(sheet->name, names);
}

/* The number left of the cell, or -1. */
static int number_beside(const struct rt_row *row, const struct rt_cell *cell)
{
    const struct rt_cell *left = cell - 1;
    int v;

    return cell > row->cells && left->col + 1 == cell->col
                   && rt_is_taken(rt_value_int(left, &v)) && v < 10
               ? v
               : -1;
}

static enum rt_status note(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, const struct rt_cell *cell, struct rt_error *err)
{
    static const char *const numbers[] = {"no", "no.", "番号", "項番", "#"};
    struct rt_inverted *i = &sheet->inverted;
    char folded[NOTE_MAX];
    struct rt_str s = fold_note(cell->text, folded);
    char both[128];
    bool listed;

    if (s.n == 0)
        return RT_OK;
    i->numbered |= rt_str_is_any(s, numbers);
    i->of_order = is_of_order(s) || (i->of_order && rt_is_digit(s.p[0]));
    if (i->of_order)
        return RT_OK;
    listed = ends_scale_alone(i, s)
             || (is_of_criteria(sheet) && !i->numbered
                 && ends_scale(i, number_beside(row, cell), s));
    if (!listed && !says_inverted(s)
        && !lists_levels(sheet, in->request.vocab, cell))
        return RT_OK;
    if (listed)
        snprintf(both, sizeof both, "%d：%s、%d：%s", i->top, i->top_word,
            i->bottom, i->bottom_word);
    i->row = row->number;
    i->col = cell->col + 1;
    i->text = rt_arena_str(
        &in->arena, listed ? rt_str(both) : rt_str_trim(cell->text));
    RT_NEED(i->text.p, err);
    return RT_OK;
}

bool rt_is_bare_legend(struct rt_str text)
{
    static const char *const levels[] = {"高", "中", "低", "大", "小", "high"};
    static const char *const about[] = {"評価値", "評価", "凡例"};
    static const char *const marks[] = {":", "=", "("};
    static const char *const between[] = {":", "は", "("};
    char folded[NOTE_MAX];
    struct rt_str s = fold_note(text, folded), rest = s;

    (void)rt_str_skip_any(&rest, about);
    (void)rt_str_skip_any(&rest, between);
    if (rest.n > 1 && rt_is_digit(rest.p[0])) {
        rest = (struct rt_str){rest.p + 1, rest.n - 1};
        return rt_str_starts_any(rest, marks);
    }
    return (rt_str_skip_any(&rest, levels) || rt_str_skip_any(&rest, top_words)
               || rt_str_skip_any(&rest, bottom_words))
           && rt_str_starts_any(rest, marks);
}

/* A heading that names nothing, so that nothing below it is read, and is no
 * legend beside the headings. */
static bool is_unread(const struct rt_layout *l, const struct rt_row *row,
    const struct rt_cell *cell)
{
    const struct rt_column *column
        = rt_column_at(l->columns, l->column_count, cell->col);

    return column && column->row == row->number
           && column->field == RT_FIELD_NONE && !rt_is_bare_legend(cell->text);
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
            || is_unread(l, row, cell)
            || (asset && next < l->column_count
                && l->columns[next].col == cell->col))
            continue;
        RT_TRY(note(in, sheet, row, cell, err));
    }
    return RT_OK;
}

enum rt_status rt_inverted_put(
    struct rt_intake *in, const struct rt_place *place, struct rt_error *err)
{
    char text[128];

    rt_str_copy(text, sizeof text, place->actual);
    return rt_put_finding(in, RT_TP206, place,
        RT_ARGS(rt_str(text), rt_str(in->profile->scale_max == 2 ? "2" : "3")),
        err);
}

/* A file whose sheets hold scores or ratings that are read. */
enum rt_status rt_inverted_report(struct rt_intake *in, struct rt_error *err)
{
    for (size_t i = 0; i < in->sheet_count; i++) {
        const struct rt_inverted *note = &in->sheets[i].inverted;
        const struct rt_place place = {.sheet = &in->sheets[i],
            .row = note->row,
            .col = note->col,
            .actual = note->text};
        if (note->row > 0 && !in->sheets[i].example)
            RT_TRY(rt_inverted_put(in, &place, err));
    }
    return RT_OK;
}
