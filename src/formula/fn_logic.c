/* IF and similar functions: only the branch that is taken is computed. */
#include "formula/eval.h"

RUN(rt_fn_constant)
{
    if (call->fn->which == FN_NO_VALUE)
        return rt_give_error(out, "#N/A");
    return rt_give_bool(out, call->fn->which == FN_TRUE);
}

RUN(rt_fn_if)
{
    bool yes = a[0].truth;

    if (!yes && !rt_arg_given(call, 2))
        return rt_give_bool(out, false);
    return rt_eval_operand(e, rt_arg_node(call, yes ? 1 : 2), out);
}

RUN(rt_fn_ifs)
{
    if (call->count % 2)
        return rt_give_error(out, "#N/A");
    for (size_t i = 0; i < call->count; i += 2) {
        bool yes;
        RT_TRY(rt_arg_bool(e, call, i, false, &yes, out));
        if (yes)
            return rt_eval_operand(e, rt_arg_node(call, i + 1), out);
    }
    return rt_give_error(out, "#N/A");
}

RUN(rt_fn_iferror)
{
    struct rt_value v;

    RT_TRY(rt_eval_operand(e, rt_arg_node(call, 0), out));
    RT_TRY(rt_operand_value(e, out, &v));
    if (v.type == RT_VALUE_ERROR
        && (call->fn->which == FN_ANY_ERROR || rt_str_is(v.text, "#N/A")))
        return rt_eval_operand(e, rt_arg_node(call, 1), out);
    return RT_OK;
}

/* --- AND, OR, NOT --------------------------------------------------------- */

struct truth {
    bool any, all, seen;
};

/* Texts and blanks inside ranges do not count; a text in the formula itself
 * must be TRUE or FALSE. */
static enum rt_status see_truth(struct eval *e, void *context,
    const struct rt_value *v, bool direct, struct operand *out)
{
    struct truth *t = context;
    bool yes;

    if (!direct && (v->type == RT_VALUE_TEXT || v->type == RT_VALUE_BLANK))
        return RT_OK;
    RT_TRY(rt_to_bool(e, v, &yes, out));
    t->seen = true;
    t->any = t->any || yes;
    t->all = t->all && yes;
    return RT_OK;
}

RUN(rt_fn_truth)
{
    struct truth t = {.all = true};

    RT_TRY(rt_visit_args(e, call, 0, see_truth, &t, out));
    if (!t.seen)
        return rt_give_error(out, "#VALUE!");
    return rt_give_bool(out, call->fn->which == FN_AND ? t.all : t.any);
}

RUN(rt_fn_not)
{
    return rt_give_bool(out, !a[0].truth);
}

/* --- CHOOSE, SWITCH ------------------------------------------------------- */

RUN(rt_fn_choose)
{
    int32_t i = a[0].whole;

    if (i < 1 || (size_t)i >= call->count)
        return rt_give_error(out, "#VALUE!");
    return rt_eval_operand(e, rt_arg_node(call, (size_t)i), out);
}

RUN(rt_fn_switch)
{
    struct rt_value v;
    size_t i;

    for (i = 1; i + 1 < call->count; i += 2) {
        int sign;
        RT_TRY(rt_arg_value(e, call, i, &v, out));
        RT_TRY(rt_compare_values(e, &a[0].value, &v, false, &sign));
        if (sign == 0)
            return rt_eval_operand(e, rt_arg_node(call, i + 1), out);
    }
    if (i < call->count)
        return rt_eval_operand(e, rt_arg_node(call, i), out);
    return rt_give_error(out, "#N/A");
}
