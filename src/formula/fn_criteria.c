/* COUNTIF, SUMIF and their kin: the cells where all criteria are met. */
#include "formula/eval.h"

#include <math.h>

/* Of a question whose answer is kept. */
enum { QUESTION_MAX = 4096 };

struct filter {
    size_t pairs;
    struct operand *ranges;
    struct criterion *criteria;
    struct operand values; /* what is summed; not for counts */
    uint32_t rows, cols;   /* that need looking at */
    /* The rows of the sheet that may pass, upwards, from the first of the
     * range on; NULL: all. */
    const uint32_t *only;
    size_t only_count;
};

static enum rt_status add_range(struct filter *f, const struct operand *range,
    const struct operand *first, struct operand *out)
{
    uint32_t rows = rt_operand_used_rows(range),
             cols = rt_operand_used_cols(range);

    if (range->kind != IS_AREA
        || rt_operand_rows(range) != rt_operand_rows(first)
        || rt_operand_cols(range) != rt_operand_cols(first))
        return rt_give_error(out, "#VALUE!");
    f->rows = rows > f->rows ? rows : f->rows;
    f->cols = cols > f->cols ? cols : f->cols;
    return RT_OK;
}

/* A criterion that only the cells with some value meet. */
static bool looks_for_value(const struct filter *f, size_t i)
{
    const struct criterion *c = &f->criteria[i];

    return c->op == '=' && !c->wild && !c->blank && !c->blank_or_empty
           && rt_operand_cols(&f->ranges[i]) == 1;
}

/* The rows that may pass are those of the criterion that the fewest meet. All
 * ranges must begin in the same row for that: others are looked at whole. */
static enum rt_status narrow(struct eval *e, struct filter *f)
{
    uint32_t row1 = f->ranges[0].area.at.row1;

    for (size_t i = 0; i < f->pairs; i++) {
        if (f->ranges[i].area.at.row1 != row1)
            return RT_OK;
    }
    for (size_t i = 0; i < f->pairs; i++) {
        const uint32_t *rows;
        size_t n;
        if (!looks_for_value(f, i))
            continue;
        RT_TRY(rt_rows_with(
            e, &f->ranges[i], f->rows, &f->criteria[i].value, &rows, &n));
        if (rows && (!f->only || n < f->only_count)) {
            f->only = rows;
            f->only_count = n;
        }
    }
    return RT_OK;
}

/* How many rows there are to look at, and the nth of them, from 0. */
static uint32_t rows_to_look_at(const struct filter *f)
{
    return f->only ? (uint32_t)f->only_count : f->rows;
}

static uint32_t nth_row(const struct filter *f, uint32_t n)
{
    return f->only ? f->only[n] - f->ranges[0].area.at.row1 : n;
}

/* Arguments from `at` on: range, criterion, range, criterion, … */
static enum rt_status read_filter(struct eval *e, const struct node *call,
    size_t at, size_t pairs, struct filter *f, struct operand *out)
{
    *f = (struct filter){.pairs = pairs};
    f->ranges = rt_arena_array(e->arena, pairs, sizeof *f->ranges);
    f->criteria = rt_arena_array(e->arena, pairs, sizeof *f->criteria);
    RT_NEED(f->ranges && f->criteria, e->err);
    for (size_t i = 0; i < pairs; i++) {
        struct rt_value v;
        RT_TRY(rt_arg_array(e, call, at + 2 * i, &f->ranges[i], out));
        RT_TRY(add_range(f, &f->ranges[i], &f->ranges[0], out));
        /* An error value is a criterion like any other. */
        RT_TRY(rt_eval_value(e, rt_arg_node(call, at + 2 * i + 1), &v));
        RT_TRY(rt_make_criterion(e, &v, &f->criteria[i]));
    }
    return narrow(e, f);
}

static enum rt_status passes(struct eval *e, const struct filter *f,
    uint32_t row, uint32_t col, bool *yes)
{
    *yes = true;
    for (size_t i = 0; *yes && i < f->pairs; i++) {
        struct rt_value v;
        RT_TRY(rt_operand_at(e, &f->ranges[i], row, col, &v));
        RT_TRY(rt_meets(e, &f->criteria[i], &v, yes));
    }
    return RT_OK;
}

/* Whether the blank cells beyond what was looked at pass. */
static enum rt_status blanks_pass(
    struct eval *e, const struct filter *f, bool *yes)
{
    struct rt_value blank = {0};

    *yes = true;
    for (size_t i = 0; *yes && i < f->pairs; i++)
        RT_TRY(rt_meets(e, &f->criteria[i], &blank, yes));
    return RT_OK;
}

/* --- counts, sums and extremes -------------------------------------------- */

static enum rt_status count(
    struct eval *e, const struct filter *f, int which, struct operand *out)
{
    double n = 0, all;
    bool yes;

    (void)which;
    for (uint32_t i = 0; i < rows_to_look_at(f); i++) {
        for (uint32_t c = 0; c < f->cols; c++) {
            RT_TRY(passes(e, f, nth_row(f, i), c, &yes));
            n += yes;
        }
    }
    all = (double)rt_operand_rows(&f->ranges[0])
          * rt_operand_cols(&f->ranges[0]);
    RT_TRY(blanks_pass(e, f, &yes));
    if (yes)
        n += all - (double)f->rows * f->cols;
    return rt_give_number(out, n);
}

/* The answer out of the values where the filter passes. */
static enum rt_status give(
    struct eval *e, const struct filter *f, int which, struct operand *out)
{
    struct totals t = NO_TOTALS;

    for (uint32_t i = 0; i < rows_to_look_at(f); i++) {
        uint32_t r = nth_row(f, i);
        for (uint32_t c = 0; c < f->cols; c++) {
            struct rt_value v;
            bool yes;

            RT_TRY(passes(e, f, r, c, &yes));
            if (!yes)
                continue;
            RT_TRY(rt_operand_at(e, &f->values, r, c, &v));
            RT_TRY(rt_give_if_error(&v, out));
            if (v.type == RT_VALUE_NUMBER)
                rt_add_total(&t, v.number);
        }
    }
    return rt_give_total(&t, which, out);
}

/* --- the same asked again -------------------------------------------------- */

static enum rt_status add_area(const struct area *a, struct rt_buf *to)
{
    return rt_buf_printf(to, "%.*s!%u:%u:%u:%u ", RT_FMT(a->sheet), a->at.row1,
        a->at.col1, a->at.row2, a->at.col2);
}

/* All that the answer follows from, as a text. */
static enum rt_status name_question(struct eval *e, const struct node *call,
    const struct filter *f, struct rt_buf *to)
{
    RT_TRY(rt_buf_printf(
        to, "%zu %.*s ", e->cells->memo->sheet, RT_FMT(call->text)));
    if (f->values.kind == IS_AREA)
        RT_TRY(add_area(&f->values.area, to));
    for (size_t i = 0; i < f->pairs; i++) {
        const struct criterion *c = &f->criteria[i];
        RT_TRY(add_area(&f->ranges[i].area, to));
        RT_TRY(rt_buf_printf(to, "%d %d %d %d %.17g %zu ", c->op, c->blank,
            c->blank_or_empty, (int)c->value.type, c->value.number,
            c->value.text.n));
        RT_TRY(rt_buf_adds(to, c->value.text));
    }
    return RT_OK;
}

typedef enum rt_status compute_fn(
    struct eval *e, const struct filter *f, int which, struct operand *out);

static enum rt_status compute_once(struct eval *e, const struct node *call,
    const struct filter *f, compute_fn *compute, struct operand *out)
{
    struct rt_buf question = RT_BUF(QUESTION_MAX);
    double *known = NULL;
    enum rt_status rc = RT_LIMIT;

    if (e->cells->memo)
        rc = name_question(e, call, f, &question);
    if (rc == RT_OK)
        rc = rt_memo_ask(e->cells->memo, rt_buf_str(&question), &known);
    rt_buf_fini(&question);
    if (rc != RT_OK && rc != RT_LIMIT)
        return rt_fail_nomem(e->err);
    if (known && !isnan(*known))
        return rt_give_number(out, *known);
    RT_TRY(compute(e, f, call->fn->which, out));
    if (known)
        *known = out->value.number;
    return RT_OK;
}

/* --- the functions --------------------------------------------------------- */

RUN(rt_fn_countifs)
{
    struct filter f;

    if (call->count % 2)
        return rt_give_error(out, "#N/A");
    RT_TRY(read_filter(e, call, 0, call->count / 2, &f, out));
    return compute_once(e, call, &f, count, out);
}

/* SUMIFS, MAXIFS, …: the values first. */
RUN(rt_fn_totalifs)
{
    struct operand values;
    struct filter f;

    if (call->count % 2 == 0)
        return rt_give_error(out, "#N/A");
    RT_TRY(rt_arg_array(e, call, 0, &values, out));
    RT_TRY(read_filter(e, call, 1, call->count / 2, &f, out));
    RT_TRY(add_range(&f, &values, &f.ranges[0], out));
    f.values = values;
    return compute_once(e, call, &f, give, out);
}

/* SUMIF, AVERAGEIF: the values last, or the range itself; they begin where
 * the third argument begins and are as large as the first. */
RUN(rt_fn_totalif)
{
    struct operand values;
    struct rt_range at;
    struct filter f;

    RT_TRY(read_filter(e, call, 0, 1, &f, out));
    f.values = f.ranges[0];
    if (rt_arg_given(call, 2)) {
        RT_TRY(rt_arg_array(e, call, 2, &values, out));
        if (values.kind != IS_AREA)
            return rt_give_error(out, "#VALUE!");
        at = values.area.at;
        at.row2 = at.row1 + rt_operand_rows(&f.ranges[0]) - 1;
        at.col2 = at.col1 + rt_operand_cols(&f.ranges[0]) - 1;
        if (at.row2 > SHEET_ROWS || at.col2 >= SHEET_COLS)
            return rt_refuse(e, "a sum beyond the end of the sheet");
        RT_TRY(rt_set_area(e, values.area.sheet, at, &f.values));
        RT_TRY(add_range(&f, &f.values, &f.ranges[0], out));
    }
    return compute_once(e, call, &f, give, out);
}
