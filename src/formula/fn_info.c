/* The type of a value, and the position of a cell. */
#include "formula/eval.h"

RUN(rt_fn_is)
{
    return rt_give_bool(out, call->fn->which & 1 << a[0].value.type);
}

RUN(rt_fn_is_error)
{
    const struct rt_value *v = &a[0].value;

    return rt_give_bool(out,
        v->type == RT_VALUE_ERROR
            && rt_str_is(v->text, "#N/A") == (call->fn->which == FN_NO_VALUE));
}

RUN(rt_fn_n)
{
    const struct rt_value *v = &a[0].value;

    return rt_give_number(out, v->type == RT_VALUE_TEXT ? 0 : v->number);
}

RUN(rt_fn_t)
{
    const struct rt_value *v = &a[0].value;

    return rt_give_text(out, v->type == RT_VALUE_TEXT ? v->text : RT_STR(""));
}

/* --- where ---------------------------------------------------------------- */

/* The area an argument names; without one the formula's own cell. */
static enum rt_status place_of(struct eval *e, const struct node *call,
    struct rt_range *at, struct operand *out)
{
    struct operand op;

    *at = (struct rt_range){e->row, e->col, e->row, e->col};
    if (!rt_arg_given(call, 0))
        return RT_OK;
    RT_TRY(rt_eval_operand(e, rt_arg_node(call, 0), &op));
    if (op.kind == IS_VALUE && op.value.type == RT_VALUE_ERROR) {
        *out = op;
        return RT_END;
    }
    if (op.kind != IS_AREA)
        return rt_give_error(out, "#VALUE!");
    *at = op.area.at;
    return RT_OK;
}

RUN(rt_fn_place)
{
    struct rt_range at;
    bool row = call->fn->which == FN_ROWS;

    RT_TRY(place_of(e, call, &at, out));
    if (e->in_array && (row ? at.row1 != at.row2 : at.col1 != at.col2))
        return rt_refuse(e, "an array would have to be computed");
    return rt_give_number(out, row ? at.row1 : (double)at.col1 + 1);
}

RUN(rt_fn_size)
{
    return rt_give_number(out, call->fn->which == FN_ROWS
                                   ? rt_operand_rows(&a[0].range)
                                   : rt_operand_cols(&a[0].range));
}
