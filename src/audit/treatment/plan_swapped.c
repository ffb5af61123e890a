/* 予定 and 実績 over each other's dates: starts and ends that are planned look as
 * if they were done, in the future and against every status. Where nothing
 * contradicts itself once the two are exchanged, the headings are wrong and not
 * the dates.
 */
#include "audit/treatment/treatment.h"
#include "form/word/value.h"

enum { STARTS, ENDS, DATES };

enum { ROWS_AT_LEAST = 2 };

struct dates {
    char iso[DATES][11]; /* "" where there is none */
};

static struct dates read_dates(
    const struct pl_row *row, enum rt_field start, enum rt_field end)
{
    const enum rt_field f[DATES] = {start, end};
    struct dates d = {{"", ""}};

    for (size_t i = 0; i < DATES; i++) {
        if (row->cell[f[i]])
            (void)rt_value_date(row->cell[f[i]], d.iso[i]);
    }
    return d;
}

/* Whether status and dates contradict each other. */
static bool contradicts(const struct dates *planned, const struct dates *actual,
    enum rt_plan_status status, const char *now)
{
    bool begun = actual->iso[STARTS][0] != '\0';
    bool ended = actual->iso[ENDS][0] != '\0';

    if (!planned->iso[STARTS][0] || !planned->iso[ENDS][0]
        || strcmp(actual->iso[STARTS], now) > 0
        || strcmp(actual->iso[ENDS], now) > 0)
        return true;
    switch (status) {
    case RT_PLAN_DONE:
        return !ended;
    case RT_PLAN_UNDER_WAY:
        return !begun || ended;
    case RT_PLAN_OPEN:
        return begun || ended;
    default:
        return false;
    }
}

/* The cell of the heading: that of the group, where it has one. */
static struct pl_note at_heading(const struct pl_table *t, enum rt_field f)
{
    const struct rt_layout *l = t->layout;
    const struct rt_column *c
        = rt_column_at(l->columns, l->column_count, (uint32_t)l->col_of[f]);
    struct pl_note note = {.sheet = t->sheet, .row = l->row2};

    if (!c)
        return note;
    note.col = c->col + 1;
    note.row = c->group.n > 0 && c->row > l->row1 ? c->row - 1 : c->row;
    return note;
}

bool rt_pl_is_swapped(struct pl *p, const struct pl_table *t)
{
    size_t as_is = 0, exchanged = 0;
    struct pl_cursor c;
    struct pl_row row;
    struct pl_note note;

    if (!p->a->now || !rt_pl_has(t, RT_F_STATUS)
        || !rt_pl_has(t, RT_F_PLAN_START) || !rt_pl_has(t, RT_F_PLAN_END)
        || !rt_pl_has(t, RT_F_ACTUAL_START) || !rt_pl_has(t, RT_F_ACTUAL_END))
        return false;
    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        const struct rt_cell *said = row.cell[RT_F_STATUS];
        enum rt_plan_status status
            = said ? rt_plan_status_of(said->text) : RT_PLAN_UNSAID;
        struct dates planned = read_dates(&row, RT_F_PLAN_START, RT_F_PLAN_END);
        struct dates actual
            = read_dates(&row, RT_F_ACTUAL_START, RT_F_ACTUAL_END);
        if (status == RT_PLAN_UNSAID)
            continue;
        as_is += contradicts(&planned, &actual, status, p->a->now);
        exchanged += contradicts(&actual, &planned, status, p->a->now);
    }
    if (as_is < ROWS_AT_LEAST || exchanged > 0)
        return false;
    note = at_heading(t, RT_F_PLAN_START);
    note.arg[0] = rt_pl_num(p, (int64_t)as_is);
    rt_pl_report(p, RT_PL421, &note);
    return true;
}
