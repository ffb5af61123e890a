/* Dates that are proposed: the calendar in whole days, nothing else.
 *
 * A fiscal year of twelve months begins in any month; its halves are six
 * months each. The period in force is the one that holds the day of the run,
 * its last day included.
 */
#include "risk/due.h"

#include <stdio.h>

struct day {
    int year, month, day;
};

enum { YEAR_MIN = 1, YEAR_MAX = 9999 };

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

static bool read_part(const char *p, size_t n, int min, int max, int *out)
{
    int64_t v;

    for (size_t i = 0; i < n; i++)
        if (p[i] < '0' || p[i] > '9')
            return false;
    if (!rt_parse_int((struct rt_str){p, n}, &v) || v < min || v > max)
        return false;
    *out = (int)v;
    return true;
}

static bool read_day(const char *iso, struct day *d)
{
    struct rt_str s = rt_str(iso);

    return s.n == 10 && s.p[4] == '-' && s.p[7] == '-'
           && read_part(s.p, 4, YEAR_MIN, YEAR_MAX, &d->year)
           && read_part(s.p + 5, 2, 1, 12, &d->month)
           && read_part(s.p + 8, 2, 1, days_in(d->year, d->month), &d->day);
}

static bool write_day(const struct day *d, char to[11])
{
    if (d->year < YEAR_MIN || d->year > YEAR_MAX)
        return false;
    /* the modulos are for the compiler, which knows no calendar */
    snprintf(to, 11, "%04u-%02u-%02u", (unsigned)d->year % 10000,
        (unsigned)d->month % 100, (unsigned)d->day % 100);
    return true;
}

/* The months from year 0 on make a number that can be reckoned with. */
static void add_months(struct day *d, int months)
{
    int n = d->year * 12 + d->month - 1 + months;

    d->year = n >= 0 ? n / 12 : -1;
    d->month = n >= 0 ? n % 12 + 1 : 1;
}

static void add_days(struct day *d, int days)
{
    d->day += days;
    while (d->year <= YEAR_MAX && d->day > days_in(d->year, d->month)) {
        d->day -= days_in(d->year, d->month);
        add_months(d, 1);
    }
}

/* The last day of the period of `months` (6 or 12) that holds the day. */
static void end_period(struct day *d, int fiscal_start, int months)
{
    int into = (d->month - fiscal_start + 12) % months;

    add_months(d, months - 1 - into);
    if (d->year <= YEAR_MAX)
        d->day = days_in(d->year, d->month);
}

struct rt_due_rules rt_due_default(void)
{
    return (struct rt_due_rules){.of = {{RT_DUE_NONE, 0}, {RT_DUE_DAYS, 30},
                                     {RT_DUE_HALF, 0}, {RT_DUE_YEAR, 0}},
        .fiscal_start = 4};
}

bool rt_due_parse(struct rt_str text, struct rt_due *out)
{
    struct rt_due due = {RT_DUE_NONE, 0};

    if (rt_str_is(text, "half"))
        due.kind = RT_DUE_HALF;
    else if (rt_str_is(text, "year"))
        due.kind = RT_DUE_YEAR;
    else if (text.n > 1 && text.p[text.n - 1] == 'd'
             && read_part(text.p, text.n - 1, 0, RT_DUE_DAYS_MAX, &due.days))
        due.kind = RT_DUE_DAYS;
    else if (!rt_str_is(text, "none"))
        return false;
    *out = due;
    return true;
}

bool rt_due_date(const struct rt_due_rules *rules, int priority,
    const char *now, char to[11])
{
    struct day d;

    to[0] = '\0';
    if (priority < 1 || priority > RT_PRIORITIES || !read_day(now, &d))
        return false;
    switch (rules->of[priority].kind) {
    case RT_DUE_NONE:
        return false;
    case RT_DUE_DAYS:
        add_days(&d, rules->of[priority].days);
        break;
    case RT_DUE_HALF:
        end_period(&d, rules->fiscal_start, 6);
        break;
    case RT_DUE_YEAR:
        end_period(&d, rules->fiscal_start, 12);
        break;
    }
    return write_day(&d, to);
}
