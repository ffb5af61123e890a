/* Sums, extremes and counts over ranges.
 *
 * In a range only numbers count; a text or a boolean written in the formula
 * itself counts as the number it can be read as.
 */
#include "formula/eval.h"

void rt_add_total(struct totals *t, double v)
{
    t->sum += v;
    t->product *= v;
    t->max = t->count == 0 || v > t->max ? v : t->max;
    t->min = t->count == 0 || v < t->min ? v : t->min;
    t->count++;
}

enum rt_status rt_give_total(
    const struct totals *t, int which, struct operand *out)
{
    switch (which) {
    case FN_SUM:
        return rt_give_number(out, t->sum);
    case FN_PRODUCT:
        return rt_give_number(out, t->count ? t->product : 0);
    case FN_MAX:
        return rt_give_number(out, t->max);
    case FN_MIN:
        return rt_give_number(out, t->min);
    default:
        return t->count == 0 ? rt_give_error(out, "#DIV/0!")
                             : rt_give_number(out, t->sum / (double)t->count);
    }
}

static enum rt_status see_number(struct eval *e, void *context,
    const struct rt_value *v, bool direct, struct operand *out)
{
    double d;

    if (!direct && v->type != RT_VALUE_NUMBER && v->type != RT_VALUE_ERROR)
        return RT_OK;
    RT_TRY(rt_to_number(e, v, &d, out));
    rt_add_total(context, d);
    return RT_OK;
}

RUN(rt_fn_of_numbers)
{
    struct totals t = NO_TOTALS;

    RT_TRY(rt_visit_args(e, call, 0, see_number, &t, out));
    return rt_give_total(&t, call->fn->which, out);
}

/* --- counts --------------------------------------------------------------- */

static enum rt_status count_number(struct eval *e, void *context,
    const struct rt_value *v, bool direct, struct operand *out)
{
    size_t *n = context;
    double d;

    if (direct && v->type == RT_VALUE_TEXT) {
        enum text_number is = rt_text_to_number(v->text, &d);
        if (is == IS_UNSURE)
            return rt_to_number(e, v, &d, out); /* which refuses */
        *n += is == IS_NUMBER;
        return RT_OK;
    }
    *n += v->type == RT_VALUE_NUMBER || (direct && v->type != RT_VALUE_ERROR);
    return RT_OK;
}

static enum rt_status count_value(struct eval *e, void *context,
    const struct rt_value *v, bool direct, struct operand *out)
{
    size_t *n = context;

    (void)e;
    (void)out;
    *n += direct || v->type != RT_VALUE_BLANK;
    return RT_OK;
}

static enum rt_status count_filled(struct eval *e, void *context,
    const struct rt_value *v, bool direct, struct operand *out)
{
    size_t *n = context;

    (void)e;
    (void)direct;
    (void)out;
    *n += v->type != RT_VALUE_BLANK
          && (v->type != RT_VALUE_TEXT || v->text.n > 0);
    return RT_OK;
}

RUN(rt_fn_count)
{
    bool all = call->fn->which == FN_VALUES;
    size_t n = 0;

    RT_TRY(
        rt_visit_args(e, call, 0, all ? count_value : count_number, &n, out));
    return rt_give_number(out, (double)n);
}

RUN(rt_fn_countblank)
{
    const struct operand *op = &a[0].range;
    size_t n = 0;

    if (op->kind != IS_AREA)
        return rt_give_error(out, "#VALUE!");
    RT_TRY(rt_visit_operand(e, op, count_filled, &n, out));
    return rt_give_number(
        out, (double)rt_operand_rows(op) * rt_operand_cols(op) - (double)n);
}

/* --- SUMPRODUCT ----------------------------------------------------------- */

static enum rt_status product_at(struct eval *e, const struct operand *ops,
    size_t count, uint32_t row, uint32_t col, double *product,
    struct operand *out)
{
    *product = 1;
    for (size_t i = 0; i < count; i++) {
        struct rt_value v;
        RT_TRY(rt_operand_at(e, &ops[i], row, col, &v));
        RT_TRY(rt_give_if_error(&v, out));
        *product *= v.type == RT_VALUE_NUMBER ? v.number : 0;
    }
    return RT_OK;
}

static enum rt_status same_sizes(struct eval *e, const struct node *call,
    struct operand *ops, struct operand *out)
{
    for (size_t i = 0; i < call->count; i++) {
        RT_TRY(rt_arg_array(e, call, i, &ops[i], out));
        if (rt_operand_rows(&ops[i]) != rt_operand_rows(&ops[0])
            || rt_operand_cols(&ops[i]) != rt_operand_cols(&ops[0]))
            return rt_give_error(out, "#VALUE!");
    }
    return RT_OK;
}

/* Plain ranges only: (A1:A9="x")*B1:B9 is an array and refused. All of each
 * range is read, because an error beyond the used part of the first would be
 * missed. */
RUN(rt_fn_sumproduct)
{
    struct operand *ops = rt_arena_array(e->arena, call->count, sizeof *ops);
    uint32_t rows = 0, cols = 0;
    double sum = 0, product;

    RT_NEED(ops, e->err);
    RT_TRY(same_sizes(e, call, ops, out));
    for (size_t i = 0; i < call->count; i++) {
        uint32_t r = rt_operand_used_rows(&ops[i]),
                 c = rt_operand_used_cols(&ops[i]);
        rows = r > rows ? r : rows;
        cols = c > cols ? c : cols;
    }
    for (uint32_t r = 0; r < rows; r++) {
        for (uint32_t c = 0; c < cols; c++) {
            RT_TRY(product_at(e, ops, call->count, r, c, &product, out));
            sum += product;
        }
    }
    return rt_give_number(out, sum);
}
