/* The functions of dates: DATE, YEAR, MONTH, DAY. */
#include "formula/eval.h"
#include "formula/serial.h"

enum rt_status rt_fn_date(
    struct eval *e, const struct node *call, struct operand *out)
{
    int32_t y, m, d;
    double serial;

    RT_TRY(rt_arg_int(e, call, 0, 0, &y, out));
    RT_TRY(rt_arg_int(e, call, 1, 0, &m, out));
    RT_TRY(rt_arg_int(e, call, 2, 0, &d, out));
    if (y >= 0 && y < 1900)
        y += 1900;
    if (y < 0 || !rt_date_to_serial(y, m, d, &serial))
        return rt_give_error(out, "#NUM!");
    return rt_give_number(out, serial);
}

static enum rt_status date_parts(
    struct eval *e, const struct node *call, int part[3], struct operand *out)
{
    double serial;

    RT_TRY(rt_arg_number(e, call, 0, 0, &serial, out));
    if (!rt_serial_to_date(serial, &part[0], &part[1], &part[2]))
        return rt_give_error(out, "#NUM!");
    return RT_OK;
}

enum rt_status rt_fn_year(
    struct eval *e, const struct node *call, struct operand *out)
{
    int part[3];

    RT_TRY(date_parts(e, call, part, out));
    return rt_give_number(out, part[0]);
}

enum rt_status rt_fn_month(
    struct eval *e, const struct node *call, struct operand *out)
{
    int part[3];

    RT_TRY(date_parts(e, call, part, out));
    return rt_give_number(out, part[1]);
}

enum rt_status rt_fn_day(
    struct eval *e, const struct node *call, struct operand *out)
{
    int part[3];

    RT_TRY(date_parts(e, call, part, out));
    return rt_give_number(out, part[2]);
}
