/* COUNTIF, SUMIF and their kin: the cells where all criteria are met. */
#include "formula/eval.h"

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

/* A criterion that only some texts of a column meet. */
static bool looks_for_text(const struct filter *f, size_t i)
{
    const struct criterion *c = &f->criteria[i];

    return c->op == '=' && !c->wild && c->value.type == RT_VALUE_TEXT
           && !c->blank && !c->blank_or_empty
           && rt_operand_cols(&f->ranges[i]) == 1;
}

/* Cuts off the rows above the first range and below what is looked at. */
static void take_rows(
    struct filter *f, uint32_t row1, const uint32_t *rows, size_t count)
{
    while (count > 0 && rows[0] < row1) {
        rows++;
        count--;
    }
    while (count > 0 && rows[count - 1] - row1 >= f->rows)
        count--;
    if (f->only && f->only_count <= count)
        return;
    f->only = rows;
    f->only_count = count;
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
    for (size_t i = 0; i < f->pairs && e->cells->rows_of; i++) {
        const struct area *at = &f->ranges[i].area;
        const uint32_t *rows;
        size_t n;
        enum rt_status rc;
        if (!looks_for_text(f, i))
            continue;
        rc = e->cells->rows_of(e->cells->context, at->sheet, at->at.col1,
            rt_text_key(f->criteria[i].value.text), &rows, &n);
        if (rc == RT_OK)
            take_rows(f, row1, rows, n);
        else if (rc != RT_END)
            return rc;
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

RUN(rt_fn_countifs)
{
    struct filter f;
    double n = 0, all;
    bool yes;

    if (call->count % 2)
        return rt_give_error(out, "#N/A");
    RT_TRY(read_filter(e, call, 0, call->count / 2, &f, out));
    for (uint32_t i = 0; i < rows_to_look_at(&f); i++) {
        for (uint32_t c = 0; c < f.cols; c++) {
            RT_TRY(passes(e, &f, nth_row(&f, i), c, &yes));
            n += yes;
        }
    }
    all = (double)rt_operand_rows(&f.ranges[0]) * rt_operand_cols(&f.ranges[0]);
    RT_TRY(blanks_pass(e, &f, &yes));
    if (yes)
        n += all - (double)f.rows * f.cols;
    return rt_give_number(out, n);
}

/* --- sums and extremes ---------------------------------------------------- */

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
    return give(e, &f, call->fn->which, out);
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
    return give(e, &f, call->fn->which, out);
}
