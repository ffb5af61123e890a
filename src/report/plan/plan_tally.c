/* Counting rows in one pass: the plan may be larger than memory, its
 * departments and months are not. */
#include "report/plan/plan_tally.h"
#include "base/calendar.h"
#include "base/list.h"
#include "report/book/xl.h"

/* --- departments ---------------------------------------------------------- */

static bool add_department(
    struct rt_plan_tally *t, size_t *cap, struct rt_str name)
{
    if (!RT_ARENA_GROW(&t->arena, t->departments, t->department_count, *cap))
        return false;
    name = rt_arena_str(&t->arena, name);
    t->departments[t->department_count++] = name;
    return name.p;
}

static enum rt_status read_departments(
    struct rt_plan_tally *t, struct rt_ledger *ledger, struct rt_error *err)
{
    struct rt_cursor cursor = rt_ledger_departments(ledger, err);
    struct rt_department_row row;
    size_t cap = 0;

    while (rt_next(&cursor, &row)) {
        if (!add_department(t, &cap, row.department))
            rt_cursor_keep(&cursor, rt_fail_nomem(err));
    }
    return rt_cursor_close(&cursor);
}

/* NULL for one that the ledger does not know. COUNTIFS does not tell letters'
 * cases apart, in which a row that people added may be another. */
static struct rt_plan_counts *department_of(
    struct rt_plan_tally *t, struct rt_str name)
{
    size_t at, n = t->department_count;

    if (n > 0 && t->departments[n - 1].n == 0) {
        if (name.n == 0)
            return &t->by_department[n - 1];
        n--;
    }
    RT_LOWER_BOUND(at, n, rt_str_cmp(t->departments[at], name) < 0);
    if (at < n && rt_str_eq(t->departments[at], name))
        return &t->by_department[at];
    for (at = 0; at < n; at++) {
        struct rt_str s = t->departments[at];
        if (s.n == name.n && strncasecmp(s.p, name.p, s.n) == 0)
            return &t->by_department[at];
    }
    return NULL;
}

/* --- months --------------------------------------------------------------- */

/* Months since year 0, or -1 for what is no ISO date. */
static int64_t month_of(struct rt_str iso)
{
    int year, month, day;

    return rt_xl_is_date(iso) && rt_date_of_iso(iso, &year, &month, &day)
               ? year * 12 + month - 1
               : -1;
}

static struct rt_plan_counts *month_counts(
    struct rt_plan_tally *t, struct rt_str iso)
{
    int64_t month = month_of(iso), at = month - t->base + RT_TALLY_BACK;

    if (month < 0)
        return &t->undated;
    if (at < 0)
        return &t->earlier;
    return at < RT_TALLY_MONTHS ? &t->by_month[at] : &t->later;
}

/* --- counting ------------------------------------------------------------- */

static void count(struct rt_plan_counts *c, const struct rt_plan_row *row,
    enum rt_tallied late)
{
    static const enum rt_tallied by_status[]
        = {[RT_PLAN_UNSAID] = RT_TALLIED_OTHER,
            [RT_PLAN_DONE] = RT_TALLIED_DONE,
            [RT_PLAN_UNDER_WAY] = RT_TALLIED_UNDER_WAY,
            [RT_PLAN_OPEN] = RT_TALLIED_OPEN};

    if (!c)
        return;
    c->of[RT_TALLIED_ALL]++;
    c->of[by_status[row->status]]++;
    if (late != RT_TALLIED_COUNT)
        c->of[late]++;
    c->of[RT_TALLIED_WAITING] += !rt_xl_is_date(row->approved_on.iso);
}

void rt_plan_tally_add(struct rt_plan_tally *t, const struct rt_risk *risk,
    const struct rt_plan_row *row, enum rt_tallied late)
{
    int priority = risk->result.priority;

    count(&t->total, row, late);
    count(&t->by_priority[priority >= 1 && priority <= 3 ? priority : 0], row,
        late);
    count(month_counts(t, row->planned_end.iso), row, late);
    if (risk->department.n + risk->asset.n > 0)
        count(department_of(t, risk->department), row, late);
}

enum rt_status rt_plan_tally_init(struct rt_plan_tally *t,
    struct rt_ledger *ledger, const char *now, struct rt_error *err)
{
    *t = (struct rt_plan_tally){.base = month_of(rt_str(now))};
    rt_arena_init(&t->arena);
    RT_TRY(read_departments(t, ledger, err));
    t->by_department = rt_arena_array(
        &t->arena, t->department_count + 1, sizeof *t->by_department);
    return !t->by_department ? rt_fail_nomem(err) : RT_OK;
}

void rt_plan_tally_fini(struct rt_plan_tally *t)
{
    rt_arena_fini(&t->arena);
}
