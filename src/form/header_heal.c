/* Headings that were overwritten.
 *
 * Such a heading is found by its neighbours in the form's order, and only
 * where exactly one column can be meant.
 */
#include <ctype.h>

#include "base/fold.h"
#include "form/header_trial.h"
#include "form/plan_column.h"
#include "form/word/value.h"

/* Only among flags, scores, ratings, marks and dates can several adjacent lost
 * headings still be in the form's order beyond doubt. */
static const enum rt_field blocks[][2] = {{RT_F_PERSONAL, RT_F_AVAILABILITY},
    {RT_F_THREAT, RT_F_LIKELIHOOD}, {RT_F_IMPORTANCE, RT_F_PRIORITY},
    {RT_F_MARK_RETAIN, RT_F_MARK_TRANSFER},
    {RT_F_RES_IMPORTANCE, RT_F_RES_LEVEL}, {RT_F_PLAN_START, RT_F_ACTUAL_END}};

/* Whether the text has neither letters nor digits: 「？」. */
static bool says_nothing(struct rt_str s)
{
    char folded[16];
    size_t n = rt_fold_fixed(s, folded, sizeof folded);

    for (size_t i = 0; n != SIZE_MAX && i < n; i++) {
        if (!ispunct((unsigned char)folded[i]))
            return false;
    }
    return n != SIZE_MAX;
}

/* Whether the text could be a value of the column: one of those below it, or
 * a number, a mark or a date, as values are. */
static bool is_value(const struct rt_trial *t, const struct rt_column *c)
{
    static const char *const values[] = {"有", "無", "あり", "なし", "高", "中",
        "低", "大", "小", "済", "未", "着手", "未着手"};
    struct rt_cell cell = {.type = RT_CELL_STRING, .text = c->text};
    char iso[11];
    int number;

    if (rt_value_int(&cell, &number) != RT_TAKEN_UNREADABLE
        || rt_value_date(&cell, iso) != RT_TAKEN_UNREADABLE)
        return true;
    for (size_t i = 0; i < RT_COUNT(values); i++) {
        if (rt_fold_eq(c->text, rt_str(values[i])))
            return true;
    }
    for (size_t r = t->from + t->height; r < t->count; r++) {
        const struct rt_cell *below
            = rt_row_cell(&t->rows[r].row, (int32_t)c->col);
        if (rt_is_heading(below) && rt_fold_eq(below->text, c->text))
            return true;
    }
    return false;
}

/* A number where the heading was: what is above it is its group's. */
static bool is_number_below(const struct rt_trial *t, const struct rt_column *c)
{
    for (size_t h = 0; h < t->height; h++) {
        const struct rt_row *row = &t->rows[t->from + h].row;
        const struct rt_cell *cell = rt_row_cell(row, (int32_t)c->col);
        if (row->number > c->row && cell && !rt_cell_blank(cell)
            && !rt_is_heading(cell))
            return true;
    }
    return false;
}

/* The cell of the header's last row in the column, or NULL. */
static const struct rt_cell *lowest(
    const struct rt_trial *t, const struct rt_column *c)
{
    return rt_row_cell(&t->rows[t->from + t->height - 1].row, (int32_t)c->col);
}

/* Whether the text is that of a group, and the heading below it is blank: the
 * next column has a heading below the same text. */
static bool is_group(const struct rt_trial *t, const struct rt_column *c)
{
    for (size_t i = 0; i + 1 < t->column_count; i++) {
        const struct rt_column *next = &t->columns[i + 1];
        if (&t->columns[i] == c)
            return next->col == c->col + 1 && next->row > c->row
                   && rt_cell_blank(lowest(t, c))
                   && rt_str_eq(next->group, c->text);
    }
    return false;
}

/* Whether the heading was plainly overwritten: it is blank, a number, or a
 * value of its own column. Any other heading names another column, wherever
 * it is. */
static bool is_overwritten(const struct rt_trial *t, const struct rt_column *c)
{
    return c->field == RT_FIELD_NONE
           && (says_nothing(c->text) || is_value(t, c) || is_number_below(t, c)
               || is_group(t, c));
}

/* The only nameless column strictly between two, or NULL. */
static struct rt_column *only_between(
    struct rt_trial *t, int32_t left, int32_t right)
{
    struct rt_column *found = NULL;

    for (size_t i = 0; i < t->column_count; i++) {
        struct rt_column *c = &t->columns[i];
        if ((int32_t)c->col <= left || (int32_t)c->col >= right)
            continue;
        if (found || !is_overwritten(t, c))
            return NULL;
        found = c;
    }
    return found;
}

/* What is where the heading was: a number, or nothing. */
static void read_heading(const struct rt_trial *t, struct rt_column *c)
{
    c->text = RT_STR_NONE;
    for (size_t h = 0; h < t->height; h++) {
        const struct rt_row *row = &t->rows[t->from + h].row;
        const struct rt_cell *cell = rt_row_cell(row, (int32_t)c->col);
        if (c->text.n == 0)
            c->row = row->number;
        if (!rt_cell_blank(cell) && !rt_is_heading(cell)) {
            c->text = cell->text;
            c->row = row->number;
        }
    }
}

static void note_healed(struct rt_layout *out, const struct rt_column *c)
{
    if (out->healed_count < RT_HEALED_MAX)
        out->healed[out->healed_count++]
            = (struct rt_healed){c->row, c->col, c->field, c->text};
}

/* Names the column, and notes what its heading had become. */
static void name_column(struct rt_trial *t, struct rt_column *c,
    enum rt_field f, struct rt_layout *out)
{
    if (is_group(t, c) || is_number_below(t, c)) {
        c->group = c->text;
        read_heading(t, c);
    }
    c->field = f;
    t->col_of[f] = (int32_t)c->col;
    note_healed(out, c);
}

/* A ledger cannot be without its name column, so the one nameless column
 * between 業務分類 (or No) and the next field must be it. */
static void heal_name(struct rt_trial *t, struct rt_layout *out)
{
    int32_t left = t->col_of[RT_F_BUSINESS], right = -1;
    struct rt_column *c;

    if (rt_trial_has(t, RT_F_ASSET))
        return;
    if (left < 0)
        left = t->col_of[RT_F_NO];
    for (size_t k = 2; k < t->order_count && right < 0; k++)
        right = t->col_of[t->order[k]];
    c = left < 0 || right < 0 ? NULL : only_between(t, left, right);
    if (c)
        name_column(t, c, RT_F_ASSET, out);
}

/* The field's place in the form's order; SIZE_MAX: the form has none. */
static size_t place_of(const struct rt_trial *t, enum rt_field f)
{
    for (size_t k = 0; k < t->order_count; k++) {
        if (t->order[k] == f)
            return k;
    }
    return SIZE_MAX;
}

/* The places in the form's order that the column takes; false for a column that
 * has none. One column for all personal information takes three. */
static bool places_of(
    const struct rt_trial *t, int32_t col, size_t *first, size_t *last)
{
    if (t->col_of[RT_F_ANY_PERSONAL] == col) {
        *first = place_of(t, RT_F_PERSONAL);
        *last = place_of(t, RT_F_MY_NUMBER);
        return *first != SIZE_MAX;
    }
    for (size_t k = 0; k < t->order_count; k++) {
        if (t->col_of[t->order[k]] == col) {
            *first = *last = k;
            return true;
        }
    }
    return false;
}

/* The column's record; a heading that is blank or a number has none yet. */
static struct rt_column *column_at(struct rt_trial *t, int32_t col)
{
    struct rt_column *c
        = rt_column_at(t->columns, t->column_count, (uint32_t)col);

    if (c || t->column_count == RT_COLUMNS_MAX)
        return c;
    c = &t->columns[t->column_count++];
    *c = (struct rt_column){.col = (uint32_t)col, .field = RT_FIELD_NONE};
    read_heading(t, c);
    return c;
}

static bool is_block(const struct rt_trial *t, size_t from, size_t to)
{
    for (size_t i = 0; i < RT_COUNT(blocks); i++) {
        size_t first = place_of(t, blocks[i][0]);
        size_t last = place_of(t, blocks[i][1]);
        if (first <= from && last != SIZE_MAX && to <= last)
            return true;
    }
    return false;
}

/* The places of the only `gap` fields that can be between the columns: `from`
 * is the first in the form's order, which `*back` reads backwards. */
static bool fields_between(const struct rt_trial *t, int32_t left, size_t gap,
    size_t *from, bool *back)
{
    size_t l1, l2, r1, r2, to;

    if (!places_of(t, left, &l1, &l2)
        || !places_of(t, left + (int32_t)gap + 1, &r1, &r2))
        return false;
    *back = l2 >= r1;
    *from = (*back ? r2 : l2) + 1;
    to = *back ? l1 : r1;
    if (to != *from + gap || (gap > 1 && !is_block(t, *from, to - 1)))
        return false;
    for (size_t k = *from; k < to; k++) {
        if (rt_trial_has(t, t->order[k]))
            return false;
    }
    return true;
}

/* The header's row above the column's heading, or NULL. */
static const struct rt_row *row_above(
    const struct rt_trial *t, const struct rt_column *c)
{
    for (size_t h = t->height; h-- > 0;) {
        const struct rt_row *row = &t->rows[t->from + h].row;
        if (row->number < c->row)
            return row;
    }
    return NULL;
}

/* The group that the column lacks to be the field: 「開始」 below a blank cell
 * where 「予定」 was. NULL where it is not that. */
static const char *lost_group(
    const struct rt_trial *t, const struct rt_column *c, enum rt_field f)
{
    const char *group = f == RT_F_PLAN_START || f == RT_F_PLAN_END ? "予定"
                        : f == RT_F_ACTUAL_START || f == RT_F_ACTUAL_END
                            ? "実績"
                            : NULL;
    const struct rt_row *above = row_above(t, c);

    return group && above && c->field == RT_FIELD_NONE
                   && !rt_is_heading(rt_row_cell(above, (int32_t)c->col))
                   && rt_label_field(t->vocab, rt_str(group), c->text) == f
               ? group
               : NULL;
}

/* Names the column as `f`, and the blank cell of the group over its first. */
static void name_in_group(struct rt_trial *t, struct rt_column *c,
    const char *group, enum rt_field f, struct rt_layout *out)
{
    const struct rt_column above
        = {.col = c->col, .row = row_above(t, c)->number, .field = f};

    if (f == RT_F_PLAN_START || f == RT_F_ACTUAL_START)
        note_healed(out, &above);
    c->group = rt_str(group);
    c->field = f;
    t->col_of[f] = (int32_t)c->col;
}

/* A column without a heading and without a value is only there for its width;
 * in a ledger it may be a kind of personal information that no row has. */
static bool is_spacer(const struct rt_trial *t, const struct rt_column *c)
{
    return (c->text.n == 0 || is_group(t, c))
           && !rt_trial_first(t, (int32_t)c->col);
}

/* Columns whose headings name nothing, between two that the form puts directly
 * before and after just as many missing fields. */
static void heal_gap(
    struct rt_trial *t, int32_t left, size_t gap, struct rt_layout *out)
{
    bool back, ledger = t->order[0] == RT_F_BUSINESS;
    size_t from;

    if (!fields_between(t, left, gap, &from, &back))
        return;
    for (size_t i = 0; i < gap; i++) {
        struct rt_column *c = column_at(t, left + 1 + (int32_t)i);
        enum rt_field f = t->order[back ? from + gap - 1 - i : from + i];
        if (!c
            || (!lost_group(t, c, f)
                && (!is_overwritten(t, c) || (!ledger && is_spacer(t, c)))))
            return;
    }
    for (size_t i = 0; i < gap; i++) {
        struct rt_column *c = column_at(t, left + 1 + (int32_t)i);
        enum rt_field f = t->order[back ? from + gap - 1 - i : from + i];
        const char *group = lost_group(t, c, f);
        if (group)
            name_in_group(t, c, group, f, out);
        else
            name_column(t, c, f, out);
    }
}

/* 業務分類 is the form's first column and has a neighbour on one side only:
 * words below it distinguish it from a column of numbers. */
static void heal_first(struct rt_trial *t, struct rt_layout *out)
{
    int32_t asset = t->col_of[RT_F_ASSET];
    const struct rt_cell *first;
    struct rt_column *c;
    double number;

    if (rt_trial_has(t, RT_F_BUSINESS) || asset <= 0)
        return;
    first = rt_trial_first(t, asset - 1);
    if (!rt_is_heading(first) || rt_parse_double(first->text, &number))
        return;
    c = column_at(t, asset - 1);
    if (c && is_overwritten(t, c))
        name_column(t, c, RT_F_BUSINESS, out);
}

/* 「個人情報の種類」 heads one column or all three: above the other two kinds
 * it is their group. So is 「リスク対応」 above the marks. */
static void clear_group(struct rt_trial *t)
{
    static const enum rt_field groups[][2] = {
        {RT_F_ANY_PERSONAL, RT_F_SENSITIVE}, {RT_F_TREATMENT, RT_F_MARK_REDUCE},
        {RT_F_ACTION, RT_F_MARK_REDUCE}};

    for (size_t i = 0; i + 1 < t->column_count; i++) {
        struct rt_column *c = &t->columns[i];
        for (size_t k = 0; k < RT_COUNT(groups); k++) {
            if (c->field != groups[k][0] || !is_group(t, c)
                || t->columns[i + 1].field != groups[k][1])
                continue;
            c->field = RT_FIELD_NONE;
            t->col_of[groups[k][0]] = -1;
        }
    }
}

/* Whether the first value below is one that such a column has. */
static bool has_values_of(
    const struct rt_trial *t, enum rt_field f, int32_t col)
{
    const struct rt_cell *first = rt_trial_first(t, col);

    if (!first)
        return false;
    if (f == RT_F_STATUS)
        return rt_plan_status_of(first->text) != RT_PLAN_UNSAID;
    return f == RT_F_NO ? rt_is_row_number(first) : rt_whole_of(first) >= 0;
}

/* The form's first or last column has a neighbour on one side only: values
 * below it must be the field's. */
static void heal_edge(struct rt_trial *t, enum rt_field f, enum rt_field beside,
    int32_t step, struct rt_layout *out)
{
    int32_t col = t->col_of[beside] + step;
    struct rt_column *c;

    if (rt_trial_has(t, f) || !rt_trial_has(t, beside) || col < 0
        || !has_values_of(t, f, col))
        return;
    c = column_at(t, col);
    if (c && is_overwritten(t, c))
        name_column(t, c, f, out);
}

/* Whether the column has no heading and says a number in words: 「リスク大」. */
static bool is_label(const struct rt_trial *t, int32_t col)
{
    const struct rt_cell *first = rt_trial_first(t, col);
    enum rt_class class;
    double number;
    int rating;

    return rt_is_heading(first) && !rt_parse_double(first->text, &number)
           && !rt_column_at(
               (struct rt_column *)t->columns, t->column_count, (uint32_t)col)
           && (rt_is_taken(rt_value_class(t->vocab, first, &class))
               || rt_is_taken(rt_value_rating(t->vocab, first, &rating)));
}

/* A heading over a number and its label, which follow the field before: the
 * label makes up for the neighbour that the form's last column has not. */
static void heal_pair(struct rt_trial *t, enum rt_field f, enum rt_field before,
    enum rt_field after, struct rt_layout *out)
{
    int32_t col = t->col_of[before] + 1;
    struct rt_column *c;

    if (rt_trial_has(t, f) || !rt_trial_has(t, before))
        return;
    col += is_label(t, col);
    if (!has_values_of(t, f, col) || !is_label(t, col + 1)
        || (rt_trial_has(t, after) && t->col_of[after] != col + 2))
        return;
    c = column_at(t, col);
    if (c && is_overwritten(t, c))
        name_column(t, c, f, out);
}

/* In a plan that merge wrote the heading that is missing between two others is
 * put back. */
static void heal_ours(struct rt_trial *t, struct rt_layout *out)
{
    size_t n = t->column_count;

    for (size_t i = 0; i < n; i++) {
        const struct rt_column *left = &t->columns[i];
        const struct rt_column *right
            = rt_column_at(t->columns, n, left->col + 2);
        struct rt_str group, heading;
        struct rt_column *c;
        if (!right || !rt_plan_between(left, right, &group, &heading))
            continue;
        c = column_at(t, (int32_t)left->col + 1);
        if (c && c->field != RT_FIELD_NONE && is_group(t, c)) {
            if (t->col_of[c->field] == (int32_t)c->col)
                t->col_of[c->field] = -1;
            c->field = RT_FIELD_NONE;
        }
        if (!c || !is_overwritten(t, c) || is_spacer(t, c))
            continue;
        if (is_group(t, c) || is_number_below(t, c))
            read_heading(t, c);
        note_healed(out, c);
        c->text = heading;
        c->group = group;
        c->field = rt_label_field(t->vocab, group, heading);
        if (c->field != RT_FIELD_NONE && !rt_trial_has(t, c->field))
            t->col_of[c->field] = (int32_t)c->col;
    }
}

void rt_header_heal(
    struct rt_trial *t, enum rt_form form, struct rt_layout *out)
{
    if (form == RT_FORM_RESULT)
        heal_ours(t, out);
    t->order
        = form == RT_FORM_SOA ? NULL : rt_form_order(form, &t->order_count);
    if (!t->order)
        return;
    clear_group(t);
    for (size_t gap = 1; gap <= RT_HEADER_ROWS_MAX; gap++) {
        for (size_t i = 0; i < t->column_count; i++) {
            if (t->columns[i].field != RT_FIELD_NONE)
                heal_gap(t, (int32_t)t->columns[i].col, gap, out);
        }
    }
    if (form == RT_FORM_LEDGER) {
        heal_name(t, out);
        heal_first(t, out);
        heal_pair(t, RT_F_LIKELIHOOD, RT_F_VULNERABILITY, RT_F_LEVEL, out);
        heal_pair(t, RT_F_LEVEL, RT_F_LIKELIHOOD, RT_F_PRIORITY, out);
        return;
    }
    heal_edge(t, t->order[0], t->order[1], -1, out);
    heal_edge(
        t, t->order[t->order_count - 1], t->order[t->order_count - 2], 1, out);
}

/* Whether the range makes the heading of a column left of this one its own. */
static bool is_headed_by(
    const struct rt_layout *l, const struct rt_range *m, uint32_t col)
{
    const struct rt_column *left
        = rt_column_at(l->columns, l->column_count, m->col1);

    return left && m->col1 < col && col <= m->col2 && m->row1 <= left->row
           && left->row <= m->row2;
}

void rt_header_unheal(
    struct rt_layout *l, const struct rt_range *merges, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < l->healed_count; i++) {
        const struct rt_healed h = l->healed[i];
        struct rt_column *c = rt_column_at(l->columns, l->column_count, h.col);
        bool merged = false;

        for (size_t k = 0; k < count && !merged; k++)
            merged = is_headed_by(l, &merges[k], h.col);
        if (!merged || !c) {
            l->healed[kept++] = h;
            continue;
        }
        if (c->field != RT_FIELD_NONE)
            l->col_of[c->field] = -1;
        l->column_count--;
        memmove(
            c, c + 1, (size_t)(l->columns + l->column_count - c) * sizeof *c);
    }
    l->healed_count = kept;
}
