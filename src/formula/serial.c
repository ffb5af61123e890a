/* Dates as Excel's serial numbers: 1 is 1900-01-01, and 60 is a 29th of
 * February 1900 that never was. Formulas do not show that a workbook counts
 * from 1904; the caller must not compute its dates. */
#include "formula/serial.h"

#include <math.h>

#include "base/calendar.h"

enum { LAST_SERIAL = 2958465 }; /* 9999-12-31 */

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
    v = rt_days_of_date(year, month, 1) + 25569;
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
    rt_date_of_days(v - 25569 + (v < 60), year, month, day);
    return true;
}
