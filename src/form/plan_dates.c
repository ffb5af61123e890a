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

/* What CHOOSE gives of the formula for the priority; all of a formula without. */
static struct rt_str chosen(struct rt_str formula, int priority)
{
    static const struct rt_str choose = {"CHOOSE(", 7};
    const char *at = memmem(formula.p, formula.n, choose.p, choose.n);
    int depth = 0, argument = 0;
    struct rt_str out = {NULL, 0};

    if (!at)
        return formula;
    for (at += choose.n; at < formula.p + formula.n && depth >= 0; at++) {
        depth += (*at == '(') - (*at == ')');
        if (*at == ',' && depth == 0)
            argument++;
        else if (argument == priority && depth >= 0)
            out = (struct rt_str){out.p ? out.p : at, out.n + 1};
    }
    return out;
}

/* Whether the formula gives DATE(2026,9,30) for the priority. */
static bool gives_date(struct rt_str formula, int priority, struct rt_str iso)
{
    struct rt_str part = chosen(formula, priority);
    char date[24];
    int year, month, day, n;

    if (part.n == 0 || !rt_date_of_iso(iso, &year, &month, &day))
        return false;
    n = snprintf(date, sizeof date, "DATE(%d,%d,%d)", year % 10000, month % 100,
        day % 100);
    return memmem(part.p, part.n, date, (size_t)n) != NULL;
}

bool rt_plan_proposes(
    const struct rt_cell *basis, int priority, struct rt_str end)
{
    if (!basis || end.n == 0)
        return false;
    if (basis->is_formula && basis->formula.n > 0)
        return gives_date(basis->formula, priority, end);
    return basis->type == RT_CELL_NO_VALUE
           || RT_PLAN_BEGINS(basis->text, PROPOSED);
}
