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

static double round_whole(double size, int which)
{
    double v = snap(size), down = floor(v);

    if (which == FN_UP)
        return ceil(v);
    if (which == FN_DOWN)
        return down;
    return v - down >= 0.5 || rt_same_number(v, down + 0.5) ? down + 1 : down;
}

static double round_to(double v, int32_t digits, int which)
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
    scaled = round_whole(scaled, which);
    return copysign(digits >= 0 ? scaled / unit : scaled * unit, v);
}

RUN(rt_fn_round)
{
    return rt_give_number(
        out, round_to(a[0].number, a[1].whole, call->fn->which));
}

static double multiple(double v, double unit, bool up)
{
    double times = snap(v / unit);

    return (up ? ceil(times) : floor(times)) * unit;
}

/* CEILING and FLOOR: a negative unit only for negative numbers, and then it
 * reverses the direction. */
RUN(rt_fn_multiple)
{
    bool up = call->fn->which == FN_UP;
    double v = a[0].number, unit = a[1].number;

    if (v == 0 || (unit == 0 && up))
        return rt_give_number(out, 0);
    if (unit == 0)
        return rt_give_error(out, "#DIV/0!");
    if (v > 0 && unit < 0)
        return rt_give_error(out, "#NUM!");
    return rt_give_number(out, multiple(v, unit, up));
}

/* The sign of the unit is ignored; a mode reverses the direction for negative
 * numbers. */
RUN(rt_fn_multiple_math)
{
    bool up = call->fn->which == FN_UP;
    double v = a[0].number, unit = a[1].number, mode = a[2].number;

    if (unit == 0)
        return rt_give_number(out, 0);
    return rt_give_number(
        out, multiple(v, fabs(unit), v < 0 && mode != 0 ? !up : up));
}

RUN(rt_fn_mod)
{
    double v = a[0].number, by = a[1].number, left;

    if (by == 0)
        return rt_give_error(out, "#DIV/0!");
    left = fmod(v, by);
    return rt_give_number(
        out, left != 0 && (left < 0) != (by < 0) ? left + by : left);
}

RUN(rt_fn_power)
{
    double v = a[0].number, by = a[1].number;

    if (v == 0 && by <= 0)
        return rt_give_error(out, by == 0 ? "#NUM!" : "#DIV/0!");
    return rt_give_number(out, pow(v, by));
}

RUN(rt_fn_of_number)
{
    double v = a[0].number;

    switch (call->fn->which) {
    case FN_ABS:
        return rt_give_number(out, fabs(v));
    case FN_INT:
        return rt_give_number(out, floor(snap(v)));
    case FN_SIGN:
        return rt_give_number(out, (v > 0) - (v < 0));
    default:
        return v < 0 ? rt_give_error(out, "#NUM!")
                     : rt_give_number(out, sqrt(v));
    }
}
