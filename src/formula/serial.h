/* Dates as the numbers that Excel keeps. */
#ifndef RISKTALLY_FORMULA_SERIAL_H
#define RISKTALLY_FORMULA_SERIAL_H

#include <stdbool.h>
#include <stdint.h>

/* Days since 1899-12-31 as Excel counts, which takes 1900 for a leap year;
 * months and days may run over. False outside 0..9999-12-31. */
bool rt_date_to_serial(
    int64_t year, int64_t month, int64_t day, double *serial);
bool rt_serial_to_date(double serial, int *year, int *month, int *day);

#endif
