/* Dates that are proposed: the calendar in whole days, nothing else.
 *
 * A fiscal year of twelve months begins in any month; its halves are six
 * months each. The period in force is the one that holds the day of the run,
 * its last day included.
 */
#include "risk/due.h"

#include "base/calendar.h"

struct day {
    int year, month, day;
};

enum { YEAR_MIN = 1, YEAR_MAX = 9999 };

static bool write_day(const struct day *d, char to[11])
{
    if (d->year < YEAR_MIN || d->year > YEAR_MAX)
        return false;
    /* the modulos are for the compiler, which knows no calendar */
    snprintf(to, 11, "%04u-%02u-%02u", (unsigned)d->year % 10000,
        (unsigned)d->month % 100, (unsigned)d->day % 100);
    return true;
}

static void add_days(struct day *d, int days)
{
    rt_date_of_days(rt_days_of_date(d->year, d->month, d->day + days), &d->year,
        &d->month, &d->day);
}

/* The last day of the period of `months` (6 or 12) that holds the day: the one
 * before the first of the next. */
static void end_period(struct day *d, int fiscal_start, int months)
{
    int into = (d->month - fiscal_start + 12) % months;
    int next = d->year * 12 + d->month - 1 + months - into;

    *d = (struct day){next / 12, next % 12 + 1, 1};
    add_days(d, -1);
}

struct rt_due_rules rt_due_default(void)
{
    return (struct rt_due_rules){.of = {{RT_DUE_NONE, 0}, {RT_DUE_DAYS, 30},
                                     {RT_DUE_HALF, 0}, {RT_DUE_YEAR, 0}},
        .fiscal_start = 4};
}

/* "30d" */
static bool read_days(struct rt_str text, int *days)
{
    int64_t v;

    if (text.n < 2 || text.p[text.n - 1] != 'd' || !rt_is_digit(text.p[0])
        || !rt_parse_int((struct rt_str){text.p, text.n - 1}, &v)
        || v > RT_DUE_DAYS_MAX)
        return false;
    *days = (int)v;
    return true;
}

bool rt_due_parse(struct rt_str text, struct rt_due *out)
{
    struct rt_due due = {RT_DUE_NONE, 0};

    if (rt_str_is(text, "half"))
        due.kind = RT_DUE_HALF;
    else if (rt_str_is(text, "year"))
        due.kind = RT_DUE_YEAR;
    else if (read_days(text, &due.days))
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
    if (priority < 1 || priority > RT_PRIORITIES
        || !rt_date_of_iso(rt_str(now), &d.year, &d.month, &d.day))
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
