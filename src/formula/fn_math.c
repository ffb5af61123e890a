/* Arithmetic on single numbers.
 *
 * Rounding is decimal: a number that equals a whole (or a half) to 15 digits is
 * taken for it, so that 1.1*3 rounds up to 3.3 and not to 3.4.
 */
#include "formula/eval.h"

#include <math.h>
#include <stdlib.h>

/* The whole number that v equals to 15 digits, or v. */
static double snap(double v)
{
    double whole = round(v);

    return rt_same_number(v, whole) ? whole : v;
}

enum rounding { TO_NEAREST, AWAY, TOWARD_ZERO };

static double round_whole(double size, enum rounding mode)
{
    double v = snap(size), down = floor(v);

    if (mode == AWAY)
        return ceil(v);
    if (mode == TOWARD_ZERO)
        return down;
    return v - down >= 0.5 || rt_same_number(v, down + 0.5) ? down + 1 : down;
}

static double round_to(double v, int32_t digits, enum rounding mode)
{
    double unit, scaled;

    if (digits > 300)
        return v;
    if (digits < -300)
        return 0;
    unit = pow(10, abs((int)digits));
    scaled = digits >= 0 ? fabs(v) * unit : fabs(v) / unit;
    if (!isfinite(scaled))
        return v;
    scaled = round_whole(scaled, mode);
    return copysign(digits >= 0 ? scaled / unit : scaled * unit, v);
}

static enum rt_status round_call(struct eval *e, const struct node *call,
    enum rounding mode, struct operand *out)
{
    double v;
    int32_t digits;

    RT_TRY(rt_arg_number(e, call, 0, 0, &v, out));
    RT_TRY(rt_arg_int(e, call, 1, 0, &digits, out));
    return rt_give_number(out, round_to(v, digits, mode));
}

enum rt_status rt_fn_round(
    struct eval *e, const struct node *call, struct operand *out)
{
    return round_call(e, call, TO_NEAREST, out);
}

enum rt_status rt_fn_roundup(
    struct eval *e, const struct node *call, struct operand *out)
{
    return round_call(e, call, AWAY, out);
}

enum rt_status rt_fn_rounddown(
    struct eval *e, const struct node *call, struct operand *out)
{
    return round_call(e, call, TOWARD_ZERO, out);
}

static double multiple(double v, double unit, bool up)
{
    double times = snap(v / unit);

    return (up ? ceil(times) : floor(times)) * unit;
}

/* CEILING and FLOOR: a negative unit only for negative numbers, and then it
 * reverses the direction. */
static enum rt_status by_unit(
    struct eval *e, const struct node *call, bool up, struct operand *out)
{
    double v, unit;

    RT_TRY(rt_arg_number(e, call, 0, 0, &v, out));
    RT_TRY(rt_arg_number(e, call, 1, 0, &unit, out));
    if (v == 0 || (unit == 0 && up))
        return rt_give_number(out, 0);
    if (unit == 0)
        return rt_give_error(out, "#DIV/0!");
    if (v > 0 && unit < 0)
        return rt_give_error(out, "#NUM!");
    return rt_give_number(out, multiple(v, unit, up));
}

enum rt_status rt_fn_ceiling(
    struct eval *e, const struct node *call, struct operand *out)
{
    return by_unit(e, call, true, out);
}

enum rt_status rt_fn_floor(
    struct eval *e, const struct node *call, struct operand *out)
{
    return by_unit(e, call, false, out);
}

/* The sign of the unit is ignored; a mode reverses the direction for negative
 * numbers. */
static enum rt_status by_unit_math(
    struct eval *e, const struct node *call, bool up, struct operand *out)
{
    double v, unit, mode;

    RT_TRY(rt_arg_number(e, call, 0, 0, &v, out));
    RT_TRY(rt_arg_number(e, call, 1, 1, &unit, out));
    RT_TRY(rt_arg_number(e, call, 2, 0, &mode, out));
    if (unit == 0)
        return rt_give_number(out, 0);
    return rt_give_number(
        out, multiple(v, fabs(unit), v < 0 && mode != 0 ? !up : up));
}

enum rt_status rt_fn_ceiling_math(
    struct eval *e, const struct node *call, struct operand *out)
{
    return by_unit_math(e, call, true, out);
}

enum rt_status rt_fn_floor_math(
    struct eval *e, const struct node *call, struct operand *out)
{
    return by_unit_math(e, call, false, out);
}

enum rt_status rt_fn_int(
    struct eval *e, const struct node *call, struct operand *out)
{
    double v;

    RT_TRY(rt_arg_number(e, call, 0, 0, &v, out));
    return rt_give_number(out, floor(snap(v)));
}

enum rt_status rt_fn_mod(
    struct eval *e, const struct node *call, struct operand *out)
{
    double v, by, left;

    RT_TRY(rt_arg_number(e, call, 0, 0, &v, out));
    RT_TRY(rt_arg_number(e, call, 1, 0, &by, out));
    if (by == 0)
        return rt_give_error(out, "#DIV/0!");
    left = fmod(v, by);
    return rt_give_number(
        out, left != 0 && (left < 0) != (by < 0) ? left + by : left);
}

enum rt_status rt_fn_abs(
    struct eval *e, const struct node *call, struct operand *out)
{
    double v;

    RT_TRY(rt_arg_number(e, call, 0, 0, &v, out));
    return rt_give_number(out, fabs(v));
}

enum rt_status rt_fn_sign(
    struct eval *e, const struct node *call, struct operand *out)
{
    double v;

    RT_TRY(rt_arg_number(e, call, 0, 0, &v, out));
    return rt_give_number(out, (v > 0) - (v < 0));
}

enum rt_status rt_fn_power(
    struct eval *e, const struct node *call, struct operand *out)
{
    double v, by;

    RT_TRY(rt_arg_number(e, call, 0, 0, &v, out));
    RT_TRY(rt_arg_number(e, call, 1, 0, &by, out));
    if (v == 0 && by <= 0)
        return rt_give_error(out, by == 0 ? "#NUM!" : "#DIV/0!");
    return rt_give_number(out, pow(v, by));
}

enum rt_status rt_fn_sqrt(
    struct eval *e, const struct node *call, struct operand *out)
{
    double v;

    RT_TRY(rt_arg_number(e, call, 0, 0, &v, out));
    return v < 0 ? rt_give_error(out, "#NUM!") : rt_give_number(out, sqrt(v));
}
