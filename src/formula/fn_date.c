/* Dates as Excel's serial numbers: 1 is 1900-01-01, and 60 is a 29th of
 * February 1900 that never was. Formulas do not show that a workbook counts
 * from 1904; the caller must not compute its dates. */
#include "formula/eval.h"

#include <math.h>

enum { LAST_SERIAL = 2958465 }; /* 9999-12-31 */

/* Days from 1970-01-01 in the proleptic Gregorian calendar. */
static int64_t days_from_civil(int64_t y, int64_t m, int64_t d)
{
    int64_t era, of_era, of_year;

    y -= m <= 2;
    era = (y >= 0 ? y : y - 399) / 400;
    of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    of_era = (y - era * 400) * 365 + (y - era * 400) / 4 - (y - era * 400) / 100
             + of_year;
    return era * 146097 + of_era - 719468;
}

static void civil_from_days(int64_t z, int *y, int *m, int *d)
{
    int64_t era, of_era, of_year, year, mp;

    z += 719468;
    era = z / 146097;
    of_era = z - era * 146097;
    year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    of_year = of_era - (365 * year + year / 4 - year / 100);
    mp = (5 * of_year + 2) / 153;
    *d = (int)(of_year - (153 * mp + 2) / 5 + 1);
    *m = (int)(mp < 10 ? mp + 3 : mp - 9);
    *y = (int)(year + era * 400 + (*m <= 2));
}

bool rt_date_to_serial(int64_t year, int64_t month, int64_t day, double *serial)
{
    int64_t v;

    if (year > 9999 || month > 200000 || month < -200000 || day > 4000000
        || day < -4000000)
        return false;
    year += (month - 1) / 12;
    month = (month - 1) % 12 + 1;
    if (month < 1) {
        month += 12;
        year--;
    }
    if (year < 1899)
        return false;
    /* 1899-12-30 is day 0 from March 1900 on. */
    v = days_from_civil(year, month, 1) + 25569;
    if (v < 61)
        v--;
    v += day - 1;
    *serial = (double)v;
    return v >= 0 && v <= LAST_SERIAL;
}

bool rt_serial_to_date(double serial, int *year, int *month, int *day)
{
    int64_t v;

    if (!(serial >= 0 && serial < LAST_SERIAL + 1.0))
        return false;
    v = (int64_t)floor(serial);
    if (v == 60 || v == 0) {
        *year = 1900;
        *month = v ? 2 : 1;
        *day = v ? 29 : 0;
        return true;
    }
    civil_from_days(v - 25569 + (v < 60), year, month, day);
    return true;
}

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

static enum rt_status parts(
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

    RT_TRY(parts(e, call, part, out));
    return rt_give_number(out, part[0]);
}

enum rt_status rt_fn_month(
    struct eval *e, const struct node *call, struct operand *out)
{
    int part[3];

    RT_TRY(parts(e, call, part, out));
    return rt_give_number(out, part[1]);
}

enum rt_status rt_fn_day(
    struct eval *e, const struct node *call, struct operand *out)
{
    int part[3];

    RT_TRY(parts(e, call, part, out));
    return rt_give_number(out, part[2]);
}
