/* The type of a value, and the position of a cell. */
#include "formula/eval.h"

static enum rt_status value_of(
    struct eval *e, const struct node *call, struct rt_value *v)
{
    return rt_eval_value(e, rt_arg_node(call, 0), v);
}

static enum rt_status is_type(struct eval *e, const struct node *call,
    enum rt_value_type type, struct operand *out)
{
    struct rt_value v;

    RT_TRY(value_of(e, call, &v));
    return rt_give_bool(out, v.type == type);
}

enum rt_status rt_fn_isblank(
    struct eval *e, const struct node *call, struct operand *out)
{
    return is_type(e, call, RT_VALUE_BLANK, out);
}

enum rt_status rt_fn_isnumber(
    struct eval *e, const struct node *call, struct operand *out)
{
    return is_type(e, call, RT_VALUE_NUMBER, out);
}

enum rt_status rt_fn_istext(
    struct eval *e, const struct node *call, struct operand *out)
{
    return is_type(e, call, RT_VALUE_TEXT, out);
}

enum rt_status rt_fn_isnontext(
    struct eval *e, const struct node *call, struct operand *out)
{
    struct rt_value v;

    RT_TRY(value_of(e, call, &v));
    return rt_give_bool(out, v.type != RT_VALUE_TEXT);
}

enum rt_status rt_fn_islogical(
    struct eval *e, const struct node *call, struct operand *out)
{
    return is_type(e, call, RT_VALUE_BOOL, out);
}

enum rt_status rt_fn_iserror(
    struct eval *e, const struct node *call, struct operand *out)
{
    return is_type(e, call, RT_VALUE_ERROR, out);
}

static bool is_na(const struct rt_value *v)
{
    return v->type == RT_VALUE_ERROR && rt_str_is(v->text, "#N/A");
}

enum rt_status rt_fn_isna(
    struct eval *e, const struct node *call, struct operand *out)
{
    struct rt_value v;

    RT_TRY(value_of(e, call, &v));
    return rt_give_bool(out, is_na(&v));
}

enum rt_status rt_fn_iserr(
    struct eval *e, const struct node *call, struct operand *out)
{
    struct rt_value v;

    RT_TRY(value_of(e, call, &v));
    return rt_give_bool(out, v.type == RT_VALUE_ERROR && !is_na(&v));
}

enum rt_status rt_fn_n(
    struct eval *e, const struct node *call, struct operand *out)
{
    struct rt_value v;

    RT_TRY(rt_arg_value(e, call, 0, &v, out));
    return rt_give_number(out, v.type == RT_VALUE_TEXT ? 0 : v.number);
}

enum rt_status rt_fn_t(
    struct eval *e, const struct node *call, struct operand *out)
{
    struct rt_value v;

    RT_TRY(rt_arg_value(e, call, 0, &v, out));
    return rt_give_text(out, v.type == RT_VALUE_TEXT ? v.text : RT_STR(""));
}

/* --- where -------------------------------------------------------------- */

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

enum rt_status rt_fn_row(
    struct eval *e, const struct node *call, struct operand *out)
{
    struct rt_range at;

    RT_TRY(place_of(e, call, &at, out));
    if (e->in_array && at.row1 != at.row2)
        return rt_refuse(e, "an array would have to be computed");
    return rt_give_number(out, at.row1);
}

enum rt_status rt_fn_column(
    struct eval *e, const struct node *call, struct operand *out)
{
    struct rt_range at;

    RT_TRY(place_of(e, call, &at, out));
    if (e->in_array && at.col1 != at.col2)
        return rt_refuse(e, "an array would have to be computed");
    return rt_give_number(out, (double)at.col1 + 1);
}

enum rt_status rt_fn_rows(
    struct eval *e, const struct node *call, struct operand *out)
{
    struct operand op;

    RT_TRY(rt_arg_array(e, call, 0, &op, out));
    return rt_give_number(out, rt_operand_rows(&op));
}

enum rt_status rt_fn_columns(
    struct eval *e, const struct node *call, struct operand *out)
{
    struct operand op;

    RT_TRY(rt_arg_array(e, call, 0, &op, out));
    return rt_give_number(out, rt_operand_cols(&op));
}
