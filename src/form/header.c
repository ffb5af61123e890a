/* Where a table begins, and which column is which.
 *
 * A header is one to three rows. Every block of one to three neighbouring rows
 * among the first of a sheet is tried: the lowest text of each column is its
 * heading, the texts above and to the left of it its group. The block that
 * names the most fields wins (of equals the shortest, then the first), if it
 * has the fields that a form requires. Column letters are ignored.
 *
 * A heading that was overwritten is found by its neighbours in the form's
 * order, and only where exactly one column can be meant; the caller reports
 * it. A field found in two columns is left out and reported: which of the
 * two was meant would be a guess.
 */
#include <ctype.h>
#include <string.h>

#include "base/fold.h"
#include "form/form.h"

/* The order of the ledger's columns in the form (forms.md 1.1). */
static const enum rt_field form_order[] = {RT_F_BUSINESS, RT_F_ASSET, RT_F_NOTE,
    RT_F_USERS, RT_F_MANAGED_BY, RT_F_MEDIUM, RT_F_PERSONAL, RT_F_SENSITIVE,
    RT_F_MY_NUMBER, RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY,
    RT_F_IMPORTANCE, RT_F_RETENTION, RT_F_REGISTERED, RT_F_THREAT,
    RT_F_VULNERABILITY, RT_F_LIKELIHOOD};

enum {
    ORDER = RT_COUNT(form_order),
    PERSONAL_FIRST = 6, /* the three kinds of personal information */
    PERSONAL_LAST = 8,
    SCORES_LAST = 11,
    RATINGS_FIRST = 15,
    RATINGS_LAST = 17
};

/* A block of rows on trial. */
struct trial {
    const struct rt_grid_row *rows;
    size_t count, from, height;
    struct rt_column columns[RT_COLUMNS_MAX];
    size_t column_count;
    int32_t col_of[RT_FIELD_COUNT];
    struct rt_twice twice[RT_TWICE_MAX];
    size_t fields, twice_count; /* fields found; found again */
};

static bool is_text(const struct rt_cell *c)
{
    return c && c->type == RT_CELL_STRING && rt_str_trim(c->text).n > 0;
}

/* The nearest text at or left of the column in the rows above: a group's
 * heading is above its first column. */
static struct rt_str group_over(
    const struct trial *t, size_t below, uint32_t col)
{
    for (size_t h = below; h-- > 0;) {
        const struct rt_row *row = &t->rows[t->from + h].row;
        const struct rt_cell *best = NULL;
        for (size_t i = 0; i < row->count; i++) {
            if (row->cells[i].col <= col && is_text(&row->cells[i]))
                best = &row->cells[i];
        }
        if (best)
            return best->text;
    }
    return RT_STR_NONE;
}

/* Remembers each field once; the name's column says most and comes first:
 * two of them are two tables. */
static void note_twice(
    struct trial *t, enum rt_field f, const struct rt_column *c)
{
    size_t at = t->twice_count;

    for (size_t i = 0; i < t->twice_count; i++) {
        if (t->twice[i].field == f)
            return;
    }
    if (f == RT_F_ASSET && at > 0) {
        t->twice[at == RT_TWICE_MAX ? at - 1 : at] = t->twice[0];
        at = at == RT_TWICE_MAX ? at - 1 : at;
        t->twice[0] = (struct rt_twice){f, c->row, c->col};
        t->twice_count = at + 1;
    } else if (at < RT_TWICE_MAX) {
        t->twice[at] = (struct rt_twice){f, c->row, c->col};
        t->twice_count++;
    }
}

static void take_column(struct trial *t, const struct rt_cell *cell, size_t at)
{
    struct rt_column *c;
    struct rt_str group = group_over(t, at, cell->col);
    enum rt_field f = rt_label_field(group, cell->text);

    if (t->column_count == RT_COLUMNS_MAX)
        return;
    c = &t->columns[t->column_count++];
    *c = (struct rt_column){.col = cell->col,
        .row = t->rows[t->from + at].row.number,
        .field = f,
        .text = cell->text,
        .group = group,
        .under_personal = rt_str_contains(group, rt_str("個人情報"))};
    if (f == RT_FIELD_NONE)
        return;
    if (t->col_of[f] >= 0) {
        c->field = RT_FIELD_NONE;
        note_twice(t, f, c);
        return;
    }
    t->col_of[f] = (int32_t)cell->col;
    t->fields++;
}

/* Whether a lower row of the block has a text in the column. */
static bool covered(const struct trial *t, size_t at, uint32_t col)
{
    for (size_t h = at + 1; h < t->height; h++) {
        if (is_text(rt_row_cell(&t->rows[t->from + h].row, (int32_t)col)))
            return true;
    }
    return false;
}

static void sort_columns(struct trial *t)
{
    for (size_t i = 1; i < t->column_count; i++) {
        struct rt_column c = t->columns[i];
        size_t j = i;
        for (; j > 0 && t->columns[j - 1].col > c.col; j--)
            t->columns[j] = t->columns[j - 1];
        t->columns[j] = c;
    }
}

static void try_block(
    struct trial *t, const struct rt_grid_row *rows, size_t from, size_t height)
{
    t->rows = rows;
    t->from = from;
    t->height = height;
    t->column_count = 0;
    t->fields = t->twice_count = 0;
    for (size_t f = 0; f < RT_FIELD_COUNT; f++)
        t->col_of[f] = -1;
    for (size_t h = 0; h < height; h++) {
        const struct rt_row *row = &rows[from + h].row;
        for (size_t i = 0; i < row->count && i < RT_COLUMNS_MAX; i++) {
            const struct rt_cell *c = &row->cells[i];
            if (is_text(c) && !covered(t, h, c->col))
                take_column(t, c, h);
        }
    }
}

static bool has(const struct trial *t, enum rt_field f)
{
    return t->col_of[f] >= 0;
}

static int count_of(const struct trial *t, const enum rt_field *f, size_t n)
{
    int count = 0;

    for (size_t i = 0; i < n; i++)
        count += has(t, f[i]);
    return count;
}

#define COUNT_OF(t, ...)                                                       \
    count_of((t), (const enum rt_field[]){__VA_ARGS__},                        \
        sizeof((enum rt_field[]){__VA_ARGS__}) / sizeof(enum rt_field))

/* A ledger's other columns, whose name column is not found. */
static bool is_nameless_ledger(const struct trial *t)
{
    return COUNT_OF(t, RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY)
               >= 2
           && COUNT_OF(t, RT_F_BUSINESS, RT_F_NOTE, RT_F_USERS, RT_F_MANAGED_BY,
                  RT_F_MEDIUM, RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER,
                  RT_F_ANY_PERSONAL, RT_F_IMPORTANCE, RT_F_RETENTION,
                  RT_F_REGISTERED)
                  >= 3;
}

/* 「資産名称」 alone may head a list of furniture: scores make it ours, or the
 * form's own word 「情報資産」. */
static bool is_ledger(const struct trial *t)
{
    static const struct rt_str own = {"情報資産", sizeof "情報資産" - 1};

    if (!has(t, RT_F_ASSET) || t->fields < 3)
        return false;
    if (COUNT_OF(t, RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY)
        >= 2)
        return true;
    if (COUNT_OF(t, RT_F_IMPORTANCE, RT_F_LEVEL, RT_F_MEDIUM) == 0)
        return false;
    for (size_t i = 0; i < t->column_count; i++) {
        const struct rt_column *c = &t->columns[i];
        if (c->field == RT_F_ASSET)
            return rt_str_starts(rt_str_trim(c->text), own);
    }
    return false;
}

/* What the block is a header of, by what such a form cannot be without. */
static enum rt_form form_of(const struct trial *t)
{
    if (has(t, RT_F_RISK_ID) && t->fields >= 4)
        return RT_FORM_RESULT;
    if (COUNT_OF(t, RT_F_EVENT, RT_F_SOURCE) >= 1
        && COUNT_OF(t, RT_F_IMPORTANCE, RT_F_LIKELIHOOD, RT_F_LEVEL) >= 2)
        return RT_FORM_REPORT;
    if (is_ledger(t) || is_nameless_ledger(t))
        return RT_FORM_LEDGER;
    if (has(t, RT_F_APPLIED)
        && COUNT_OF(t, RT_F_CONTROL, RT_F_IMPLEMENTED, RT_F_DOCUMENT) >= 1)
        return RT_FORM_SOA;
    if (has(t, RT_F_TASK)
        && COUNT_OF(
               t, RT_F_CONTROL, RT_F_STATUS, RT_F_PLAN_START, RT_F_PLAN_END)
               >= 2)
        return RT_FORM_PLAN;
    /* With a result among its headings it is a ledger that was not
     * understood, and no threat sheet. */
    if (has(t, RT_F_THREAT) && COUNT_OF(t, RT_F_MEDIUM, RT_F_THREAT_NAME) >= 1
        && COUNT_OF(t, RT_F_IMPORTANCE, RT_F_LEVEL, RT_F_PERSONAL,
               RT_F_SENSITIVE, RT_F_MY_NUMBER, RT_F_ANY_PERSONAL)
               == 0)
        return RT_FORM_THREATS;
    if (has(t, RT_F_CHECK_ITEM) && has(t, RT_F_ANSWER))
        return RT_FORM_CHECKS;
    return RT_FORM_NONE;
}

static bool has_column(const struct trial *t, uint32_t col)
{
    for (size_t i = 0; i < t->column_count; i++) {
        if (t->columns[i].col == col)
            return true;
    }
    return false;
}

/* 「被害発生可能性」 and 「リスク値」 each head two columns, a number and its
 * label; the second has no heading of its own. */
static void take_label_column(
    struct trial *t, enum rt_field number, enum rt_field label)
{
    int32_t c = t->col_of[number];

    if (c < 0 || has(t, label) || has_column(t, (uint32_t)c + 1)
        || t->column_count == RT_COLUMNS_MAX)
        return;
    t->col_of[label] = c + 1;
    t->columns[t->column_count++]
        = (struct rt_column){.col = (uint32_t)c + 1, .field = label};
    sort_columns(t);
}

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
static bool is_value(const struct trial *t, const struct rt_column *c)
{
    struct rt_cell cell = {.type = RT_CELL_STRING, .text = c->text};
    char iso[11];
    int number;

    if (rt_value_int(&cell, &number) != RT_TAKEN_UNREADABLE
        || rt_value_date(&cell, iso) != RT_TAKEN_UNREADABLE
        || rt_fold_eq(c->text, rt_str("有"))
        || rt_fold_eq(c->text, rt_str("無")))
        return true;
    for (size_t r = t->from + t->height; r < t->count; r++) {
        const struct rt_cell *below
            = rt_row_cell(&t->rows[r].row, (int32_t)c->col);
        if (is_text(below) && rt_fold_eq(below->text, c->text))
            return true;
    }
    return false;
}

/* A number where the heading was: what is above it is its group's. */
static bool is_number_below(const struct trial *t, const struct rt_column *c)
{
    for (size_t h = 0; h < t->height; h++) {
        const struct rt_row *row = &t->rows[t->from + h].row;
        const struct rt_cell *cell = rt_row_cell(row, (int32_t)c->col);
        if (row->number > c->row && cell && !rt_cell_blank(cell)
            && !is_text(cell))
            return true;
    }
    return false;
}

/* Whether the heading was plainly overwritten: it is blank, a number, or a
 * value of its own column. Any other heading names another column, wherever
 * it is. */
static bool is_overwritten(const struct trial *t, const struct rt_column *c)
{
    return c->field == RT_FIELD_NONE
           && (says_nothing(c->text) || is_value(t, c)
               || is_number_below(t, c));
}

/* The only nameless column strictly between two, or NULL. */
static struct rt_column *only_between(
    struct trial *t, int32_t left, int32_t right)
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

static enum rt_field name_column(
    struct trial *t, struct rt_column *c, enum rt_field f)
{
    if (!c)
        return RT_FIELD_NONE;
    c->field = f;
    t->col_of[f] = (int32_t)c->col;
    return f;
}

/* A ledger cannot be without its name column, so the one nameless column
 * between 業務分類 (or No) and the next field must be it. */
static enum rt_field heal_name(struct trial *t)
{
    int32_t left = t->col_of[RT_F_BUSINESS], right = -1;

    if (left < 0)
        left = t->col_of[RT_F_NO];
    for (size_t k = 2; k < ORDER && right < 0; k++)
        right = t->col_of[form_order[k]];
    if (left < 0 || right < 0)
        return RT_FIELD_NONE;
    return name_column(t, only_between(t, left, right), RT_F_ASSET);
}

/* The places in the form's order that the column takes; false for a column that
 * has none. One column for all personal information takes three. */
static bool places_of(
    const struct trial *t, int32_t col, size_t *first, size_t *last)
{
    if (t->col_of[RT_F_ANY_PERSONAL] == col) {
        *first = PERSONAL_FIRST;
        *last = PERSONAL_LAST;
        return true;
    }
    for (size_t k = 0; k < ORDER; k++) {
        if (t->col_of[form_order[k]] == col) {
            *first = *last = k;
            return true;
        }
    }
    return false;
}

/* The column's record; a heading that is blank or a number has none yet. */
static struct rt_column *column_at(struct trial *t, int32_t col)
{
    struct rt_column *c;

    for (size_t i = 0; i < t->column_count; i++) {
        if ((int32_t)t->columns[i].col == col)
            return &t->columns[i];
    }
    if (t->column_count == RT_COLUMNS_MAX)
        return NULL;
    c = &t->columns[t->column_count++];
    *c = (struct rt_column){.col = (uint32_t)col, .field = RT_FIELD_NONE};
    for (size_t h = 0; h < t->height; h++) {
        const struct rt_row *row = &t->rows[t->from + h].row;
        const struct rt_cell *cell = rt_row_cell(row, (int32_t)c->col);
        c->row = row->number;
        if (cell)
            c->text = cell->text;
    }
    return c;
}

/* Only among flags, scores and ratings can several adjacent lost headings still
 * be in the form's order beyond doubt. */
static bool is_block(size_t from, size_t to)
{
    return (from >= PERSONAL_FIRST && to <= SCORES_LAST)
           || (from >= RATINGS_FIRST && to <= RATINGS_LAST);
}

/* The places of the only `gap` fields that can be between the columns: `from`
 * is the first in the form's order, which `*back` reads backwards. */
static bool fields_between(
    const struct trial *t, int32_t left, size_t gap, size_t *from, bool *back)
{
    size_t l1, l2, r1, r2, to;

    if (!places_of(t, left, &l1, &l2)
        || !places_of(t, left + (int32_t)gap + 1, &r1, &r2))
        return false;
    *back = l2 >= r1;
    *from = (*back ? r2 : l2) + 1;
    to = *back ? l1 : r1;
    if (to != *from + gap || (gap > 1 && !is_block(*from, to - 1)))
        return false;
    for (size_t k = *from; k < to; k++) {
        if (has(t, form_order[k]))
            return false;
    }
    return true;
}

static void note_healed(struct rt_layout *out, enum rt_field f)
{
    if (f != RT_FIELD_NONE && out->healed_count < RT_HEALED_MAX)
        out->healed[out->healed_count++] = f;
}

/* Columns whose headings name nothing, between two that the form puts directly
 * before and after just as many missing fields. */
static void heal_gap(
    struct trial *t, int32_t left, size_t gap, struct rt_layout *out)
{
    size_t from;
    bool back;

    if (!fields_between(t, left, gap, &from, &back))
        return;
    for (size_t i = 0; i < gap; i++) {
        struct rt_column *c = column_at(t, left + 1 + (int32_t)i);
        if (!c || !is_overwritten(t, c))
            return;
    }
    for (size_t i = 0; i < gap; i++) {
        size_t k = back ? from + gap - 1 - i : from + i;
        note_healed(out,
            name_column(t, column_at(t, left + 1 + (int32_t)i), form_order[k]));
    }
}

/* 業務分類 is the form's first column and has a neighbour on one side only:
 * words below it distinguish it from a column of numbers. */
static void heal_first(struct trial *t, struct rt_layout *out)
{
    int32_t asset = t->col_of[RT_F_ASSET];

    if (has(t, RT_F_BUSINESS) || asset <= 0)
        return;
    for (size_t i = 0; i < t->column_count; i++) {
        struct rt_column *c = &t->columns[i];
        if ((int32_t)c->col != asset - 1 || !is_overwritten(t, c))
            continue;
        for (size_t r = t->from + t->height; r < t->count; r++) {
            const struct rt_cell *cell
                = rt_row_cell(&t->rows[r].row, (int32_t)c->col);
            double number;
            if (rt_cell_blank(cell))
                continue;
            if (is_text(cell) && !rt_parse_double(cell->text, &number))
                note_healed(out, name_column(t, c, RT_F_BUSINESS));
            return;
        }
    }
}

/* Fields found through their neighbours, as many as there are. */
static void heal(struct trial *t, struct rt_layout *out)
{
    for (size_t gap = 1; gap <= RT_HEADER_ROWS_MAX; gap++) {
        for (size_t i = 0; i < t->column_count; i++) {
            if (t->columns[i].field != RT_FIELD_NONE)
                heal_gap(t, (int32_t)t->columns[i].col, gap, out);
        }
    }
    if (!has(t, RT_F_ASSET))
        note_healed(out, heal_name(t));
    heal_first(t, out);
    sort_columns(t);
}

static enum rt_status keep(struct trial *t, struct rt_arena *arena,
    enum rt_form form, struct rt_layout *out, struct rt_error *err)
{
    *out = (struct rt_layout){.form = form,
        .row1 = t->rows[t->from].row.number,
        .row2 = t->rows[t->from + t->height - 1].row.number,
        .index1 = t->from,
        .index2 = t->from + t->height - 1,
        .twice_count = t->twice_count,
        .side_by_side
        = t->twice_count == RT_TWICE_MAX
          || (t->twice_count > 0 && t->twice[0].field == RT_F_ASSET)};
    memcpy(out->twice, t->twice, sizeof out->twice);
    sort_columns(t);
    if (form == RT_FORM_LEDGER || form == RT_FORM_REPORT) {
        if (form == RT_FORM_LEDGER && t->twice_count == 0)
            heal(t, out);
        take_label_column(t, RT_F_LIKELIHOOD, RT_F_LIKELIHOOD_LABEL);
        take_label_column(t, RT_F_LEVEL, RT_F_LEVEL_LABEL);
    }
    /* Which of two was meant would be a guess: neither is used. */
    for (size_t i = 0; i < t->twice_count && !out->side_by_side; i++) {
        if (form == RT_FORM_LEDGER || form == RT_FORM_REPORT)
            t->col_of[t->twice[i].field] = -1;
    }
    memcpy(out->col_of, t->col_of, sizeof out->col_of);
    out->columns
        = rt_arena_array(arena, t->column_count + 1, sizeof *out->columns);
    if (!out->columns)
        return rt_fail_nomem(err);
    memcpy(out->columns, t->columns, t->column_count * sizeof *t->columns);
    out->column_count = t->column_count;
    return RT_OK;
}

/* Rows of one header name fields and are close to each other; a row of merged
 * cells alone may be missing between them. */
static bool worth_trying(const struct rt_grid_row *rows, size_t from, size_t h)
{
    size_t labels = 0;

    for (size_t i = 0; i < h; i++)
        labels += rows[from + i].labels;
    return labels >= 2
           && rows[from + h - 1].place - rows[from].place < RT_HEADER_ROWS_MAX;
}

enum rt_status rt_header_find(const struct rt_grid_row *rows, size_t count,
    struct rt_arena *arena, struct rt_layout *out, bool *found,
    struct rt_error *err)
{
    struct trial *t = rt_arena_alloc(arena, sizeof *t);
    size_t best_from = 0, best_height = 0, best = 0;

    *found = false;
    if (!t)
        return rt_fail_nomem(err);
    t->count = count;
    for (size_t from = 0; from < count; from++) {
        for (size_t h = 1; h <= RT_HEADER_ROWS_MAX && from + h <= count; h++) {
            if (!worth_trying(rows, from, h))
                continue;
            try_block(t, rows, from, h);
            if (t->fields > best && form_of(t) != RT_FORM_NONE) {
                best = t->fields;
                best_from = from;
                best_height = h;
            }
        }
    }
    if (best_height == 0)
        return RT_OK;
    try_block(t, rows, best_from, best_height);
    *found = true;
    return keep(t, arena, form_of(t), out, err);
}

bool rt_header_twice(const struct rt_layout *layout, enum rt_field f)
{
    for (size_t i = 0; i < layout->twice_count; i++) {
        if (layout->twice[i].field == f)
            return true;
    }
    return false;
}

void rt_header_compare(const struct rt_layout *layout, const struct rt_row *row,
    size_t *same, size_t *labels)
{
    *same = *labels = 0;
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        enum rt_field f;
        /* Long texts are no headings; numbers are none either. */
        if (!is_text(c) || c->text.n > 120)
            continue;
        f = rt_label_field(RT_STR_NONE, c->text);
        *labels += f != RT_FIELD_NONE;
        *same += f != RT_FIELD_NONE && layout->col_of[f] == (int32_t)c->col;
    }
}
