/* What merge writes beside a plan's dates, by a rule or a formula. */

#include "base/calendar.h"
#include "form/plan_column.h"

/* Text that merge proposes an end with, whole: 案（…）. */
bool rt_plan_is_basis(struct rt_str text)
{
    text = rt_str_trim(text);
    return RT_PLAN_BEGINS(text, PROPOSED)
           && (rt_str_ends(text, RT_STR("）"))
               || rt_str_ends(text, RT_STR(")")));
}

bool rt_plan_is_deadline(struct rt_str text)
{
    text = rt_str_trim(text);
    return rt_str_is(text, RT_OVERDUE_JA) || rt_str_is(text, RT_OVERDUE_EN)
           || rt_str_is(text, RT_UNPLANNED_JA)
           || rt_str_is(text, RT_UNPLANNED_EN);
}

/* Whether a formula names the date: DATE(2026,9,30). */
bool rt_plan_names_date(struct rt_str formula, struct rt_str iso)
{
    char date[24];
    int year, month, day, n;

    if (!rt_date_of_iso(iso, &year, &month, &day))
        return false;
    n = snprintf(date, sizeof date, "DATE(%d,%d,%d)", year % 10000, month % 100,
        day % 100);
    return memmem(formula.p, formula.n, date, (size_t)n) != NULL;
}
