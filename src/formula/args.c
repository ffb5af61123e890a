/* The arguments of a call, converted to the types that a function expects. */
#include "formula/eval.h"

#include <math.h>

const struct node *rt_arg_node(const struct node *call, size_t i)
{
    const struct node *n = call->args;

    while (n && i-- > 0)
        n = n->next;
    return n;
}

bool rt_arg_given(const struct node *call, size_t i)
{
    return i < call->count;
}

enum rt_status rt_arg_value(struct eval *e, const struct node *call, size_t i,
    struct rt_value *v, struct operand *out)
{
    *v = (struct rt_value){0};
    if (!rt_arg_given(call, i))
        return RT_OK;
    RT_TRY(rt_eval_value(e, rt_arg_node(call, i), v));
    return rt_give_if_error(v, out);
}

static enum rt_status arg_number(struct eval *e, const struct node *call,
    size_t i, double missing, double *v, struct operand *out)
{
    struct rt_value value;

    *v = missing;
    if (!rt_arg_given(call, i))
        return RT_OK;
    RT_TRY(rt_arg_value(e, call, i, &value, out));
    return rt_to_number(e, &value, v, out);
}

enum rt_status rt_arg_text(struct eval *e, const struct node *call, size_t i,
    struct rt_str *s, struct operand *out)
{
    struct rt_value value;

    RT_TRY(rt_arg_value(e, call, i, &value, out));
    return rt_to_text(e, &value, s, out);
}

enum rt_status rt_arg_bool(struct eval *e, const struct node *call, size_t i,
    bool missing, bool *v, struct operand *out)
{
    struct rt_value value;

    *v = missing;
    if (!rt_arg_given(call, i))
        return RT_OK;
    RT_TRY(rt_arg_value(e, call, i, &value, out));
    return rt_to_bool(e, &value, v, out);
}

enum rt_status rt_arg_int(struct eval *e, const struct node *call, size_t i,
    int32_t missing, int32_t *v, struct operand *out)
{
    double d;

    RT_TRY(arg_number(e, call, i, missing, &d, out));
    d = trunc(d);
    *v = (int32_t)(d > INT32_MAX ? INT32_MAX : d < INT32_MIN ? INT32_MIN : d);
    return RT_OK;
}

/* SUM(A1:A3*2) is one thing as an ordinary formula and another as an array
 * formula, and the text does not show which: in_array has it refused. */
static enum rt_status eval_in_array(
    struct eval *e, const struct node *n, struct operand *op)
{
    enum rt_status rc;

    e->in_array++;
    rc = rt_eval_operand(e, n, op);
    e->in_array--;
    return rc;
}

enum rt_status rt_arg_array(struct eval *e, const struct node *call, size_t i,
    struct operand *op, struct operand *out)
{
    RT_TRY(eval_in_array(e, rt_arg_node(call, i), op));
    if (op->kind == IS_UNION)
        return rt_give_error(out, "#VALUE!");
    if (op->kind != IS_VALUE || op->value.type != RT_VALUE_ERROR)
        return RT_OK;
    *out = *op;
    return RT_END;
}

static enum rt_status take_one(struct eval *e, const struct node *call,
    size_t i, char kind, int missing, struct argument *a, struct operand *out)
{
    switch (kind) {
    case 'n':
        return arg_number(e, call, i, missing, &a->number, out);
    case 'i':
        return rt_arg_int(e, call, i, missing, &a->whole, out);
    case 't':
        return rt_arg_text(e, call, i, &a->text, out);
    case 'b':
        return rt_arg_bool(e, call, i, missing, &a->truth, out);
    case 'a':
        return rt_arg_array(e, call, i, &a->range, out);
    case 'r':
        return rt_eval_value(e, rt_arg_node(call, i), &a->value);
    default:
        RT_TRY(rt_arg_value(e, call, i, &a->value, out));
        if (kind == 'k' && a->value.type == RT_VALUE_BLANK)
            a->value.type = RT_VALUE_NUMBER;
        return RT_OK;
    }
}

enum rt_status rt_take_args(struct eval *e, const struct node *call,
    struct argument a[TAKEN_MAX], struct operand *out)
{
    const char *takes = call->fn->takes;

    for (size_t i = 0; *takes != '\0'; i++) {
        char kind = *takes++;
        int missing = rt_is_digit(*takes) ? *takes++ - '0' : 0;
        RT_TRY(take_one(e, call, i, kind, missing, &a[i], out));
    }
    return RT_OK;
}

/* --- every value ---------------------------------------------------------- */

static enum rt_status visit_grid(struct eval *e, const struct operand *op,
    visit_fn *visit, void *context, struct operand *out)
{
    uint32_t rows = rt_operand_used_rows(op), cols = rt_operand_used_cols(op);

    for (uint32_t r = 0; r < rows; r++) {
        for (uint32_t c = 0; c < cols; c++) {
            struct rt_value v;
            RT_TRY(rt_operand_at(e, op, r, c, &v));
            RT_TRY(visit(e, context, &v, false, out));
        }
    }
    return RT_OK;
}

static enum rt_status visit_union(struct eval *e, const struct node *n,
    visit_fn *visit, void *context, struct operand *out)
{
    struct operand op;

    for (n = n->args; n; n = n->next) {
        RT_TRY(rt_eval_operand(e, n, &op));
        RT_TRY(rt_visit_operand(e, &op, visit, context, out));
    }
    return RT_OK;
}

enum rt_status rt_visit_operand(struct eval *e, const struct operand *op,
    visit_fn *visit, void *context, struct operand *out)
{
    if (op->kind == IS_UNION)
        return visit_union(e, op->node, visit, context, out);
    if (op->kind != IS_VALUE)
        return visit_grid(e, op, visit, context, out);
    return visit(e, context, &op->value, true, out);
}

enum rt_status rt_visit_args(struct eval *e, const struct node *call,
    size_t from, visit_fn *visit, void *context, struct operand *out)
{
    for (const struct node *n = rt_arg_node(call, from); n; n = n->next) {
        struct operand op;
        RT_TRY(eval_in_array(e, n, &op));
        RT_TRY(rt_visit_operand(e, &op, visit, context, out));
    }
    return RT_OK;
}
