/* Counts of a plan's rows, made as they are written, for the stored values of
 * the summary's formulas. */
#ifndef RISKTALLY_REPORT_PLAN_TALLY_H
#define RISKTALLY_REPORT_PLAN_TALLY_H

#include "base/arena.h"
#include "record/plan.h"
#include "report/report.h"

/* Months that are counted one by one: five years back, five ahead. */
enum { RT_TALLY_BACK = 60, RT_TALLY_AHEAD = 60 };
enum { RT_TALLY_MONTHS = RT_TALLY_BACK + 1 + RT_TALLY_AHEAD };

struct rt_plan_tally {
    struct rt_arena arena;
    struct rt_str *departments; /* those of the ledger, in byte order; the one
                                   without a name last */
    struct rt_plan_counts *by_department;
    size_t department_count;
    struct rt_plan_counts total, by_priority[4]; /* [0]: none */
    int64_t base; /* the month of the run, in months since year 0 */
    struct rt_plan_counts by_month[RT_TALLY_MONTHS]; /* of the planned end;
                                       [RT_TALLY_BACK] is the run's */
    struct rt_plan_counts earlier, later, undated;
};

/* Always pair with rt_plan_tally_fini. `now` is the run's date. */
enum rt_status rt_plan_tally_init(struct rt_plan_tally *t,
    struct rt_ledger *ledger, const char *now,
    struct rt_error *err) RT_MUST_USE;
void rt_plan_tally_fini(struct rt_plan_tally *t);
/* Of the risk the row's own columns, of an added row what it says of one. late:
 * OVERDUE, UNPLANNED, or COUNT for neither. */
void rt_plan_tally_add(struct rt_plan_tally *t, const struct rt_risk *risk,
    const struct rt_plan_row *row, enum rt_tallied late);

#endif
