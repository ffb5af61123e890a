/* What a function answers, and what one evaluation may use up. */
#include "formula/eval.h"

#include <math.h>

enum rt_status rt_refuse(struct eval *e, const char *why)
{
    return rt_fail(e->err, RT_REFUSED, "%s", why);
}

enum rt_status rt_charge(struct eval *e, uint64_t n)
{
    uint64_t *left = e->cells->left;
    bool enough = n <= *left;

    *left = enough ? *left - n : 0;
    return enough ? RT_OK
                  : rt_fail(e->err, RT_LIMIT, "the formula asks for too much");
}

char *rt_text_room(struct eval *e, size_t n)
{
    char *p;

    if (n > e->bytes_left || rt_charge(e, n) != RT_OK)
        return NULL;
    e->bytes_left -= n;
    p = rt_arena_alloc(e->arena, n + 1);
    e->no_memory |= !p;
    return p;
}

enum rt_status rt_no_room(struct eval *e)
{
    return e->no_memory
               ? rt_fail_nomem(e->err)
               : rt_fail(e->err, RT_LIMIT, "the formula makes too much text");
}

/* --- answers -------------------------------------------------------------- */

enum rt_status rt_give_value(struct operand *out, struct rt_value v)
{
    *out = (struct operand){.kind = IS_VALUE, .value = v};
    return RT_OK;
}

enum rt_status rt_give_if_error(const struct rt_value *v, struct operand *out)
{
    if (v->type != RT_VALUE_ERROR)
        return RT_OK;
    (void)rt_give_value(out, *v);
    return RT_END;
}

enum rt_status rt_give_number(struct operand *out, double v)
{
    if (!isfinite(v))
        return rt_give_error(out, "#NUM!");
    /* No cell shows a negative zero. */
    return rt_give_value(
        out, (struct rt_value){.type = RT_VALUE_NUMBER, .number = v + 0.0});
}

enum rt_status rt_give_bool(struct operand *out, bool v)
{
    return rt_give_value(
        out, (struct rt_value){.type = RT_VALUE_BOOL, .number = v});
}

enum rt_status rt_give_text(struct operand *out, struct rt_str s)
{
    return rt_give_value(
        out, (struct rt_value){.type = RT_VALUE_TEXT, .text = s});
}

enum rt_status rt_give_error(struct operand *out, const char *name)
{
    (void)rt_give_value(
        out, (struct rt_value){.type = RT_VALUE_ERROR, .text = rt_str(name)});
    return RT_END;
}
