/* The functions of dates: DATE, YEAR, MONTH, DAY. */
#include "formula/eval.h"
#include "formula/serial.h"

RUN(rt_fn_date)
{
    int32_t y = a[0].whole;
    double serial;

    if (y >= 0 && y < 1900)
        y += 1900;
    if (y < 0 || !rt_date_to_serial(y, a[1].whole, a[2].whole, &serial))
        return rt_give_error(out, "#NUM!");
    return rt_give_number(out, serial);
}

RUN(rt_fn_date_part)
{
    int year, month, day;

    if (!rt_serial_to_date(a[0].number, &year, &month, &day))
        return rt_give_error(out, "#NUM!");
    return rt_give_number(out, call->fn->which == FN_YEAR    ? year
                               : call->fn->which == FN_MONTH ? month
                                                             : day);
}
