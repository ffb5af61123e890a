/* Rows right below a ledger's headings that are about its columns: their numbers
 * or letters, the unit or range of what is to be entered, 「入力」 and 「自動」.
 *
 * Such a row has no value in any column of ratings. It is known by what is there
 * in their place, so that an asset whose scores cannot be read is one still.
 */
#include "base/fold.h"
#include "form/layout.h"

enum {
    BELOW = 3,        /* as many such rows a heading may have */
    ORDINALS_MIN = 4, /* of the columns' letters */
    CELL_MAX = 128    /* bytes of such a text, folded */
};

static struct rt_str folded(const struct rt_cell *cell, char to[CELL_MAX])
{
    size_t n = rt_fold_fixed(cell->text, to, CELL_MAX);

    return n == SIZE_MAX ? RT_STR_NONE : (struct rt_str){to, n};
}

/* --- numbers and letters of the columns ----------------------------------- */

static void strip_brackets(struct rt_str *s)
{
    if (s->n > 2 && s->p[0] == '(' && s->p[s->n - 1] == ')')
        *s = (struct rt_str){s->p + 1, s->n - 2};
}

/* The place of (3), ③, c, ウ or ハ in its order, from 1; 0: it is none. *order:
 * which one. */
static int ordinal_of(const struct rt_cell *cell, int *order)
{
    static const char *const kana[]
        = {"アイウエオカキクケコサシスセソタチツテトナニヌネノ",
            "イロハニホヘトチリヌルヲワカヨタレソツネナラム"};
    char buf[CELL_MAX];
    struct rt_str s = folded(cell, buf);

    strip_brackets(&s);
    *order = 0;
    if (s.n > 0 && s.n < 3 && rt_is_digit(s.p[0]) && rt_is_digit(s.p[s.n - 1]))
        return s.n == 1 ? s.p[0] - '0' : (s.p[0] - '0') * 10 + s.p[1] - '0';
    *order = 1;
    if (s.n == 1 && s.p[0] >= 'a' && s.p[0] <= 'z')
        return s.p[0] - 'a' + 1;
    for (size_t k = 0; k < RT_COUNT(kana) && s.n == 3; k++) {
        *order = (int)k + 2;
        for (size_t i = 0; kana[k][i] != '\0'; i += 3)
            if (memcmp(kana[k] + i, s.p, 3) == 0)
                return (int)i / 3 + 1;
    }
    return 0;
}

/* All that is filled in, each one more than the one before. */
static bool is_ordinals(const struct rt_row *row)
{
    int last = 0, last_order = 0, order = 0;
    size_t count = 0;

    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *cell = &row->cells[i];
        int n;
        if (rt_cell_blank(cell))
            continue;
        n = ordinal_of(cell, &order);
        if (cell->is_formula || n == 0
            || (count > 0 && (n != last + 1 || order != last_order)))
            return false;
        last = n;
        last_order = order;
        count++;
    }
    return count > ORDINALS_MIN || (count == ORDINALS_MIN && order > 0);
}

/* --- what is to be entered ------------------------------------------------ */

/* 「1~3」, 「0-2の整数」: a number, a sign, a higher one. */
static bool is_range(struct rt_str s)
{
    static const char *const to[] = {"~", "〜", "-", "から"};
    char first = s.n > 0 ? s.p[0] : '\0';

    if (!rt_is_digit(first))
        return false;
    s = (struct rt_str){s.p + 1, s.n - 1};
    return rt_str_starts(s, RT_STR("段階"))
           || (rt_str_skip_any(&s, to) && s.n > 0 && rt_is_digit(s.p[0])
               && s.p[0] > first);
}

/* 「3:高2:中1:低」, 「1/2/3」: three numbers of one digit each. */
static bool is_choice(struct rt_str s)
{
    size_t numbers = 0;

    if (s.n == 0 || !rt_is_digit(s.p[0]))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!rt_is_digit(s.p[i]))
            continue;
        if (i > 0 && rt_is_digit(s.p[i - 1]))
            return false;
        numbers++;
    }
    return numbers > 2;
}

static bool is_entry_word(struct rt_str s)
{
    static const char *const words[] = {"入力", "手入力", "要入力", "入力不要",
        "記入", "要記入", "記入不要", "必須", "任意", "選択", "要選択", "自動",
        "自動計算", "自動表示", "自動入力", "計算", "計算式", "数式", "式",
        "数値", "数字", "整数", "半角", "半角数字", "文字", "文字列",
        "テキスト", "自由記述", "自由記入", "日付", "年月日", "プルダウン",
        "リスト", "ドロップダウン", "単位", "点", "件", "レベル", "例",
        "required", "optional", "input", "enter", "select", "list", "auto",
        "automatic", "calculated", "number", "integer", "text", "date"};
    static const char *const ends[]
        = {"を入力", "を記入", "を選択", "から選択", "より選択", "で入力",
            "で記入", "で選択", "選択する", "入力する", "記入する"};

    return rt_str_is_any(s, words) || rt_str_ends_any(s, ends);
}

static bool says_what_to_enter(const struct rt_cell *cell)
{
    char buf[CELL_MAX];
    struct rt_str s = folded(cell, buf);

    strip_brackets(&s);
    return cell->type == RT_CELL_STRING
           && (is_entry_word(s) || is_range(s) || is_choice(s));
}

/* 「（名称）」: what is in brackets stands for a value. */
static bool is_placeholder(const struct rt_cell *cell)
{
    char buf[CELL_MAX];
    struct rt_str s = folded(cell, buf);

    return says_what_to_enter(cell)
           || (cell->type == RT_CELL_STRING && s.n > 2 && s.p[0] == '('
               && s.p[s.n - 1] == ')');
}

/* Whether all ratings that are filled in say so, two or more, or with no name
 * one; an asset with its medium is one whatever else is wrong. */
static bool is_about_entries(
    const struct rt_layout *l, const struct rt_row *row)
{
    static const enum rt_field ratings[] = {RT_F_CONFIDENTIALITY,
        RT_F_INTEGRITY, RT_F_AVAILABILITY, RT_F_IMPORTANCE, RT_F_THREAT,
        RT_F_VULNERABILITY, RT_F_LIKELIHOOD, RT_F_LEVEL};
    const struct rt_cell *name = rt_cell_of(l, row, RT_F_ASSET);
    const struct rt_cell *medium = rt_cell_of(l, row, RT_F_MEDIUM);
    size_t said = 0;

    for (size_t i = 0; i < RT_COUNT(ratings); i++) {
        const struct rt_cell *cell = rt_cell_of(l, row, ratings[i]);
        if (rt_cell_blank(cell))
            continue;
        if (cell->is_formula || !says_what_to_enter(cell))
            return false;
        said++;
    }
    if (rt_cell_blank(name) || is_placeholder(name))
        return said > 0;
    return said > 1 && (rt_cell_blank(medium) || is_placeholder(medium));
}

bool rt_is_label_row(const struct rt_layout *l, const struct rt_row *row)
{
    return l->form == RT_FORM_LEDGER && row->number > l->row2
           && row->number <= l->row2 + BELOW
           && (is_ordinals(row) || is_about_entries(l, row));
}
