/* The functions of dates: DATE, YEAR, MONTH, DAY. */
#include "formula/eval.h"
#include "formula/serial.h"

RUN(rt_fn_date)
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

RUN(rt_fn_date_part)
{
    double serial;
    int year, month, day;

    RT_TRY(rt_arg_number(e, call, 0, 0, &serial, out));
    if (!rt_serial_to_date(serial, &year, &month, &day))
        return rt_give_error(out, "#NUM!");
    return rt_give_number(out, call->fn->which == FN_YEAR    ? year
                               : call->fn->which == FN_MONTH ? month
                                                             : day);
}
