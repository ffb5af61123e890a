/* Days and dates, after Howard Hinnant's days_from_civil: years begin in
 * March, so that a leap day is the last of its year. */
#include "base/calendar.h"

int64_t rt_days_of_date(int64_t y, int64_t m, int64_t d)
{
    int64_t era, of_era, of_year;

    y -= m <= 2;
    era = (y >= 0 ? y : y - 399) / 400;
    of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    of_era = (y - era * 400) * 365 + (y - era * 400) / 4 - (y - era * 400) / 100
             + of_year;
    return era * 146097 + of_era - 719468;
}

void rt_date_of_days(int64_t days, int *year, int *month, int *day)
{
    int64_t z = days + 719468, era, of_era, of_year, y, mp;

    era = z / 146097;
    of_era = z - era * 146097;
    y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    of_year = of_era - (365 * y + y / 4 - y / 100);
    mp = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(y + era * 400 + (*month <= 2));
}

bool rt_is_date(int year, int month, int day)
{
    int y, m, d;

    if (month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    rt_date_of_days(rt_days_of_date(year, month, day), &y, &m, &d);
    return m == month;
}

static bool read_part(struct rt_str iso, size_t at, size_t n, int *out)
{
    *out = 0;
    for (size_t i = at; i < at + n; i++) {
        if (!rt_is_digit(iso.p[i]))
            return false;
        *out = *out * 10 + (iso.p[i] - '0');
    }
    return true;
}

bool rt_date_of_iso(struct rt_str iso, int *year, int *month, int *day)
{
    return iso.n == 10 && iso.p[4] == '-' && iso.p[7] == '-'
           && read_part(iso, 0, 4, year) && read_part(iso, 5, 2, month)
           && read_part(iso, 8, 2, day) && rt_is_date(*year, *month, *day);
}

int64_t rt_fiscal_quarter(struct rt_str iso, int start)
{
    int year, month, day;

    return rt_date_of_iso(iso, &year, &month, &day)
               ? ((int64_t)year * 12 + month - start) / 3
               : -1;
}
