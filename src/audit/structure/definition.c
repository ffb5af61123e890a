/* The sheet 重要度定義: what it says of the criteria against those that the
 * file is calculated by.
 *
 * Its words are the guideline's or the company's. What can be compared is the
 * numbers: 「n」 and the importance that it gives, the table of likelihoods, the
 * levels of each class. A sheet that is another edition's as a whole is
 * reported as that (TP205), not number by number.
 */
#include "audit/structure/structure_audit.h"
#include "base/fold.h"
#include "base/list.h"
#include "base/mark.h"
#include "form/word/value.h"

enum {
    RATINGS = 3,
    TEXT_BYTES = 1024,
    LIST_BYTES = 64,
    SHORT_BYTES = 16,
    MOST_CELLS = 7,       /* of the nine */
    STATEMENTS_MAX = 1000 /* no such sheet has as many */
};

struct wrong {
    uint32_t row, col;
    struct rt_str text, right;
};

struct definition {
    struct rt_structure *s;
    size_t sheet;
    const struct rt_profile *by;
    struct wrong *list;
    size_t count, cap;
    size_t statements; /* that could be compared */
};

static bool is_listed(const struct definition *d, uint32_t row, uint32_t col)
{
    for (size_t i = 0; i < d->count; i++) {
        if (d->list[i].row == row && d->list[i].col == col)
            return true;
    }
    return false;
}

static enum rt_status compare(struct definition *d, const struct rt_row *row,
    uint32_t col, bool same, struct rt_str right, struct rt_error *err)
{
    const struct rt_cell *cell = rt_row_cell(row, (int32_t)col);
    struct rt_arena *arena = &d->s->arena;

    if (is_listed(d, row->number, col))
        return RT_OK;
    d->statements++;
    if (same)
        return RT_OK;
    RT_NEED(RT_ARENA_GROW(arena, d->list, d->count, d->cap), err);
    d->list[d->count] = (struct wrong){.row = row->number,
        .col = col,
        .text = rt_str_trim(rt_cell_text(cell)),
        .right = rt_arena_str(arena, right)};
    RT_NEED(d->list[d->count++].right.p, err);
    return RT_OK;
}

static enum rt_status compare_number(struct definition *d,
    const struct rt_row *row, uint32_t col, bool same, int right,
    struct rt_error *err)
{
    return compare(d, row, col, same, RT_DECIMAL(right), err);
}

/* The number that begins the folded text, or -1. */
static int leading(const struct rt_cell *cell)
{
    char folded[TEXT_BYTES];
    size_t n = rt_fold_fixed(rt_cell_text(cell), folded, sizeof folded);

    if (n == 0 || n > sizeof folded || !rt_is_digit(folded[0])
        || (n > 1 && (rt_is_digit(folded[1]) || folded[1] == '.')))
        return -1;
    return folded[0] - '0';
}

/* --- importance -------------------------------------------------------------- */

/* The number in 「n」, or -1: none, or several. */
static int quoted(struct rt_str text)
{
    struct rt_str before, within, after;
    int found = -1;

    while (rt_str_split(text, "「", &before, &text)) {
        if (!rt_str_split(text, "」", &within, &after) || within.n != 1
            || !rt_is_digit(within.p[0]))
            continue;
        if (found >= 0)
            return -1;
        found = within.p[0] - '0';
    }
    return found;
}

/* 「…のとき、重要度は 3」: the number behind the word, or -1. */
static int stated(struct rt_str text)
{
    struct rt_cell rest = {.type = RT_CELL_STRING};

    return rt_str_split(text, "重要度は", &text, &rest.text) ? leading(&rest)
                                                             : -1;
}

/* Whether the cell is what an importance is typed into: no sentence. */
static bool is_short(const struct rt_cell *cell)
{
    return rt_cell_text(cell).n <= SHORT_BYTES;
}

/* A sentence without its 「n」 next to one that has it: the importance beside it
 * says which it was. */
static enum rt_status judge_neighbour(
    struct definition *d, size_t at, uint32_t col, struct rt_error *err)
{
    const struct rt_row *row;
    const struct rt_cell *cell;
    char right[LIST_BYTES];
    int n;

    if (at >= rt_grid_row_count(d->s->grid, d->sheet))
        return RT_OK;
    row = rt_grid_row(d->s->grid, d->sheet, at);
    cell = rt_row_cell(row, (int32_t)col);
    n = rt_whole_of(rt_row_cell(row, (int32_t)col + 1));
    if (n < d->by->scale_min || n > d->by->scale_max
        || quoted(rt_cell_text(cell)) >= 0)
        return RT_OK;
    snprintf(right, sizeof right, "…「%d」…", n);
    return compare(d, row, col, false, rt_str(right), err);
}

/* 3, 「高（3）」. */
static bool says_number(const struct rt_cell *cell, int n)
{
    char folded[TEXT_BYTES];
    size_t len = rt_fold_fixed(rt_cell_text(cell), folded, sizeof folded);
    int found = -1;

    for (size_t i = 0; len <= sizeof folded && i < len; i++) {
        if (rt_is_digit(folded[i]) && found >= 0)
            return false;
        found = rt_is_digit(folded[i]) ? folded[i] - '0' : found;
    }
    return found == n
           && (rt_whole_of(cell) == n || cell->type == RT_CELL_STRING);
}

/* Whether the rows above or below have an importance in the column. */
static bool has_number(const struct definition *d, size_t at, uint32_t col)
{
    for (size_t i = at > 0 ? at - 1 : 0;
         i <= at + 1 && i < rt_grid_row_count(d->s->grid, d->sheet); i++) {
        const struct rt_row *row = rt_grid_row(d->s->grid, d->sheet, i);
        if (rt_whole_of(rt_row_cell(row, (int32_t)col)) >= 0)
            return true;
    }
    return false;
}

/* What follows from 「n」 is in the same text, or alone in the next cell. */
static enum rt_status judge_importance(
    struct definition *d, size_t at, size_t i, struct rt_error *err)
{
    const struct rt_row *row = rt_grid_row(d->s->grid, d->sheet, at);
    const struct rt_cell *cell = &row->cells[i], *next;
    int n = quoted(cell->text), said = stated(cell->text);

    if (n < 0)
        return RT_OK;
    if (said >= 0)
        return compare_number(d, row, cell->col, n == said, n, err);
    next = rt_row_cell(row, (int32_t)cell->col + 1);
    if (!is_short(next)
        || (rt_cell_blank(next) && !has_number(d, at, cell->col + 1)))
        return RT_OK;
    RT_TRY(compare_number(d, row, cell->col + 1, says_number(next, n), n, err));
    if (at > 0)
        RT_TRY(judge_neighbour(d, at - 1, cell->col, err));
    return judge_neighbour(d, at + 1, cell->col, err);
}

/* 「個人情報…が「有」のときは、重要度を 3 以上とする」. */
static enum rt_status judge_personal(
    struct definition *d, size_t at, size_t i, struct rt_error *err)
{
    const struct rt_row *row = rt_grid_row(d->s->grid, d->sheet, at);
    const struct rt_cell *cell = &row->cells[i];
    struct rt_cell rest = {.type = RT_CELL_STRING};
    struct rt_str about;
    int said;

    if (d->by->personal < 0
        || !rt_str_split(cell->text, "重要度を", &about, &rest.text)
        || !rt_str_contains(about, RT_STR("個人情報")))
        return RT_OK;
    said = leading(&rest);
    return said < 0 ? RT_OK
                    : compare_number(d, row, cell->col, said == d->by->personal,
                        d->by->personal, err);
}

/* --- likelihood ---------------------------------------------------------------- */

/* Three numbers in a row or a column that count up or down from or to `min`; one
 * of them may be another. Where that is, or -1. */
static bool are_three(const struct rt_cell *const cells[RATINGS], int min,
    int to[RATINGS], int *odd)
{
    for (int down = 0; down < 2; down++) {
        int others = 0;
        *odd = -1;
        for (int k = 0; k < RATINGS; k++) {
            to[k] = down ? min + RATINGS - 1 - k : min + k;
            if (cells[k] && leading(cells[k]) == to[k])
                continue;
            *odd = k;
            others++;
        }
        if (others <= 1)
            return true;
    }
    return false;
}

/* How many cells of the table say a likelihood. */
static int count_likelihoods(
    const struct rt_row *const rows[RATINGS], uint32_t col)
{
    int n = 0;

    for (int t = 0; t < RATINGS; t++) {
        for (uint32_t v = 0; v < RATINGS; v++) {
            int said = leading(rt_row_cell(rows[t], (int32_t)(col + v + 1)));
            n += said >= 1 && said <= RATINGS;
        }
    }
    return n;
}

static bool says_likelihood(
    const struct rt_cell *cell, const struct rt_vocab *v, int right)
{
    const char *brackets[] = {"（", "("};
    struct rt_str text = rt_cell_text(cell);
    int rating;

    if (leading(cell) != right)
        return false;
    for (size_t i = 0; i < RT_COUNT(brackets) && v; i++) {
        struct rt_cell label = {.type = RT_CELL_STRING};
        struct rt_str number;
        if (!rt_str_split(text, brackets[i], &number, &label.text))
            continue;
        while (rt_mark_cut(&label.text, RT_MARK_CLOSE)) {
        }
        if (rt_is_taken(rt_value_rating(v, &label, &rating)))
            return rating == right;
    }
    return true;
}

/* The scores of the scale below 「評価値」. */
static enum rt_status judge_scale(
    struct definition *d, size_t at, uint32_t col, struct rt_error *err)
{
    const struct rt_grid *g = d->s->grid;
    const struct rt_cell *below[RATINGS];
    int scores[RATINGS], odd;

    if (at + RATINGS >= rt_grid_row_count(g, d->sheet)
        || !rt_fold_eq(rt_cell_text(rt_row_cell(
                           rt_grid_row(g, d->sheet, at), (int32_t)col)),
            RT_STR("評価値")))
        return RT_OK;
    for (size_t k = 0; k < RATINGS; k++)
        below[k]
            = rt_row_cell(rt_grid_row(g, d->sheet, at + k + 1), (int32_t)col);
    if (!are_three(below, d->by->scale_min, scores, &odd))
        return RT_OK;
    for (int k = 0; k < RATINGS; k++)
        RT_TRY(compare_number(d, rt_grid_row(g, d->sheet, at + (size_t)k + 1),
            col, k != odd, scores[k], err));
    return RT_OK;
}

/* The table below and right of the cell: threats at the left, vulnerabilities
 * on top. */
static enum rt_status judge_likelihood(
    struct definition *d, size_t at, uint32_t col, struct rt_error *err)
{
    const struct rt_grid *g = d->s->grid;
    const struct rt_row *head = rt_grid_row(g, d->sheet, at);
    const struct rt_cell *top[RATINGS], *left[RATINGS];
    const struct rt_row *rows[RATINGS];
    int vulnerability[RATINGS], threat[RATINGS], odd_top, odd_left;

    if (at + RATINGS >= rt_grid_row_count(g, d->sheet))
        return RT_OK;
    for (uint32_t k = 0; k < RATINGS; k++) {
        rows[k] = rt_grid_row(g, d->sheet, at + k + 1);
        top[k] = rt_row_cell(head, (int32_t)(col + k + 1));
        left[k] = rt_row_cell(rows[k], (int32_t)col);
    }
    if (!are_three(top, 1, vulnerability, &odd_top)
        || !are_three(left, 1, threat, &odd_left)
        || (odd_top >= 0 && odd_left >= 0)
        || count_likelihoods(rows, col) < MOST_CELLS)
        return RT_OK;
    for (int t = 0; t < RATINGS; t++) {
        RT_TRY(compare_number(d, head, col + (uint32_t)t + 1, t != odd_top,
            vulnerability[t], err));
        RT_TRY(compare_number(d, rows[t], col, t != odd_left, threat[t], err));
        for (uint32_t v = 0; v < RATINGS; v++) {
            int right = d->by->likelihood[threat[t]][vulnerability[v]];
            const struct rt_cell *cell
                = rt_row_cell(rows[t], (int32_t)(col + v + 1));
            RT_TRY(compare_number(d, rows[t], col + v + 1,
                says_likelihood(cell, d->s->audit->vocab, right), right, err));
        }
    }
    return RT_OK;
}

/* --- classes --------------------------------------------------------------------- */

/* The levels that a text lists: 「6・9」, 「1～3」; false where it says more, such
 * as 以上. */
static bool listed_levels(struct rt_str text, bool in[RT_LEVEL_MAX + 1])
{
    char folded[TEXT_BYTES];
    size_t n = rt_fold_fixed(text, folded, sizeof folded);
    struct rt_str s = {folded, n};
    int last = -1;
    bool range = false, any = false;

    memset(in, 0, (RT_LEVEL_MAX + 1) * sizeof *in);
    if (n > sizeof folded || rt_str_contains(s, RT_STR("以"))
        || rt_str_contains(s, RT_STR("超"))
        || rt_str_contains(s, RT_STR("未満")))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (rt_is_digit(folded[i])) {
            int v = folded[i] - '0';
            if (i + 1 < n && rt_is_digit(folded[i + 1]))
                return false;
            for (int k = range ? last : v; k >= 0 && k <= v; k++)
                in[k] = any = true;
            last = v;
            range = false;
        } else if (folded[i] == '~' || folded[i] == '-') {
            range = last >= 0;
        }
    }
    return any;
}

static void list_levels(
    const struct rt_profile *by, enum rt_class class, char to[LIST_BYTES])
{
    size_t n = 0;

    to[0] = '\0';
    for (int v = 0; v <= RT_LEVEL_MAX; v++) {
        if (by->class_of[v] == class)
            n += (size_t)snprintf(
                to + n, LIST_BYTES - n, "%s%d", n > 0 ? "・" : "", v);
    }
}

static bool is_class(const struct definition *d, const struct rt_cell *cell,
    enum rt_class *class)
{
    return cell && cell->type == RT_CELL_STRING
           && rt_is_taken(rt_value_class(d->s->audit->vocab, cell, class));
}

/* Whether the levels that the text lists are those of the class. */
static bool lists_class(
    const struct definition *d, const struct rt_cell *cell, enum rt_class class)
{
    bool in[RT_LEVEL_MAX + 1];

    if (!listed_levels(rt_cell_text(cell), in))
        return false;
    for (int v = 0; v <= RT_LEVEL_MAX; v++) {
        if (d->by->class_of[v] != RT_CLASS_NONE
            && in[v] != (d->by->class_of[v] == class))
            return false;
    }
    return true;
}

/* A row of the classes: levels without their class, a class without levels. */
static enum rt_status judge_class_row(
    struct definition *d, size_t at, uint32_t col, struct rt_error *err)
{
    const struct rt_row *row;
    const struct rt_cell *next;
    bool in[RT_LEVEL_MAX + 1];
    enum rt_class class;
    char right[LIST_BYTES];

    if (at >= rt_grid_row_count(d->s->grid, d->sheet))
        return RT_OK;
    row = rt_grid_row(d->s->grid, d->sheet, at);
    next = rt_row_cell(row, (int32_t)col + 1);
    if (is_class(d, rt_row_cell(row, (int32_t)col), &class)) {
        if (!rt_cell_blank(next) && !listed_levels(next->text, in))
            return RT_OK; /* 「6 以上」 */
        list_levels(d->by, class, right);
        return compare(
            d, row, col + 1, lists_class(d, next, class), rt_str(right), err);
    }
    for (class = RT_LOW; class <= RT_HIGH; class ++) {
        if (lists_class(d, next, class))
            RT_TRY(compare(
                d, row, col, false, rt_str(rt_class_shown(class)), err));
    }
    return RT_OK;
}

/* Around a class beside which its levels are listed. */
static enum rt_status judge_classes(
    struct definition *d, size_t at, size_t i, struct rt_error *err)
{
    const struct rt_row *row = rt_grid_row(d->s->grid, d->sheet, at);
    uint32_t col = row->cells[i].col;
    const struct rt_cell *next = rt_row_cell(row, (int32_t)col + 1);
    bool in[RT_LEVEL_MAX + 1];
    enum rt_class class;

    if (!is_class(d, &row->cells[i], &class) || rt_cell_blank(next)
        || !listed_levels(next->text, in))
        return RT_OK;
    for (size_t k = at > 0 ? at - 1 : 0; k <= at + 1; k++)
        RT_TRY(judge_class_row(d, k, col, err));
    return RT_OK;
}

/* --- the sheet --------------------------------------------------------------------- */

static enum rt_status read_sheet(struct definition *d, struct rt_error *err)
{
    for (size_t at = 0; at < rt_grid_row_count(d->s->grid, d->sheet)
                        && d->statements < STATEMENTS_MAX;
         at++) {
        const struct rt_row *row = rt_grid_row(d->s->grid, d->sheet, at);
        for (size_t i = 0; i < row->count; i++) {
            if (row->cells[i].type != RT_CELL_STRING)
                continue;
            RT_TRY(judge_importance(d, at, i, err));
            RT_TRY(judge_personal(d, at, i, err));
            RT_TRY(judge_classes(d, at, i, err));
            RT_TRY(judge_scale(d, at, row->cells[i].col, err));
            RT_TRY(judge_likelihood(d, at, row->cells[i].col, err));
        }
    }
    return RT_OK;
}

/* A sheet that fits another profile better than the one in force is that one's
 * as a whole. */
static enum rt_status is_of_another(
    const struct definition *d, bool *out, struct rt_error *err)
{
    const struct rt_profile *by;

    *out = d->count == d->statements;
    for (size_t i = 0; !*out && (by = rt_profile_builtin(i)); i++) {
        struct definition other = {.s = d->s, .sheet = d->sheet, .by = by};
        RT_TRY(read_sheet(&other, err));
        *out = other.count < d->count;
    }
    return RT_OK;
}

enum rt_status rt_structure_definition(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    struct definition d = {.s = s, .sheet = sheet, .by = s->audit->profile};
    bool other = false;

    if (!d.by || !s->audit->vocab)
        return RT_OK;
    RT_TRY(read_sheet(&d, err));
    if (d.count * 2 >= d.statements)
        RT_TRY(is_of_another(&d, &other, err));
    for (size_t i = 0; i < d.count && !other; i++) {
        const struct wrong *w = &d.list[i];
        RT_TRY(rt_structure_put(s, RT_TP511, sheet, w->col, w->row,
            RT_ARGS(w->text, w->right, rt_str(d.by->name)), w->right, w->text,
            err));
    }
    return RT_OK;
}
