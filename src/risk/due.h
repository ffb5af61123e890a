/* Until when a risk is to be treated: a date proposed from its priority.
 *
 * Source: the priorities' meaning (1 at once, 2 this term, 3 preferably this
 * term) made into days of the calendar; the organisation chooses the days, so
 * that all of it is configuration. Pure functions on dates as text: no clock,
 * no time zone.
 */
#ifndef RISKTALLY_DUE_H
#define RISKTALLY_DUE_H

#include "base/text.h"

enum rt_due_kind {
    RT_DUE_NONE, /* no date is proposed */
    RT_DUE_DAYS, /* so many days from the run's */
    RT_DUE_HALF, /* last day of the fiscal half-year in force */
    RT_DUE_YEAR  /* last day of the fiscal year in force */
};

struct rt_due {
    enum rt_due_kind kind;
    int days; /* for RT_DUE_DAYS: 0 to RT_DUE_DAYS_MAX */
};

enum { RT_DUE_DAYS_MAX = 3660, RT_PRIORITIES = 3 };

/* All zero proposes nothing. */
struct rt_due_rules {
    struct rt_due of[RT_PRIORITIES + 1]; /* by priority; [0] is not used */
    int fiscal_start;                    /* month the fiscal year begins in */
};

/* 1: 30 days, 2: the half-year, 3: the year; the fiscal year begins in
 * April. */
struct rt_due_rules rt_due_default(void);

/* "30d", "half", "year", "none"; false, and nothing written, for others. */
bool rt_due_parse(struct rt_str text, struct rt_due *out);

/* The date proposed on the day `now` (ISO), as ISO in `to`: never before that
 * day, and that day itself where the period ends with it. False, and "" in
 * `to`, where none is proposed or no calendar holds it. */
bool rt_due_date(const struct rt_due_rules *rules, int priority,
    const char *now, char to[11]);

#endif
