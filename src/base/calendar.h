/* The proleptic Gregorian calendar: days since 1970-01-01, and dates. */
#ifndef RISKTALLY_CALENDAR_H
#define RISKTALLY_CALENDAR_H

#include <stdint.h>

/* The month is 1..12; the day may run over. */
int64_t rt_days_of_date(int64_t year, int64_t month, int64_t day);
void rt_date_of_days(int64_t days, int *year, int *month, int *day);

#endif
