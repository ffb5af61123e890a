/* The proleptic Gregorian calendar: days since 1970-01-01, and dates. */
#ifndef RISKTALLY_CALENDAR_H
#define RISKTALLY_CALENDAR_H

#include "base/text.h"

/* From day 0 of the workbooks that count from 1900 to that of those that count
 * from 1904. */
enum { RT_DAYS_TO_1904 = 1462 };

/* The month is 1..12; the day may run over. */
int64_t rt_days_of_date(int64_t year, int64_t month, int64_t day);
/* The quarter of an ISO date, counted since year 0, where the fiscal year begins
 * in month `start`: / 4 is the fiscal year, by the calendar year it begins in, and
 * % 4 its quarter, from 0. -1 for what is no ISO date. */
int64_t rt_fiscal_quarter(struct rt_str iso, int start);
void rt_date_of_days(int64_t days, int *year, int *month, int *day);
/* Whether the calendar has that day. */
bool rt_is_date(int year, int month, int day);
/* "2026-09-30"; false for what is no such date. */
bool rt_date_of_iso(struct rt_str iso, int *year, int *month, int *day);

#endif
