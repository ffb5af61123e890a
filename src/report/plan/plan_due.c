/* The dates that the plan proposes, and how it says that they are proposals.
 *
 * A proposal must differ visibly from a date that people have agreed on,
 * without macros and in every spreadsheet: the column next to the date holds a
 * formula that says so in words as long as the date is the proposed one and
 * neither who is to do what nor a start or status is entered. One formula for all rows, so that rows can be
 * copied and sorted.
 */
#include "report/plan/plan_parts.h"

#include "base/calendar.h"

void rt_plan_basis_text(
    const struct rt_plan *p, int priority, char to[RT_BASIS_TEXT])
{
    const struct rt_due *due = &p->run->due.of[priority];

    switch (due->kind) {
    case RT_DUE_NONE:
        to[0] = '\0';
        break;
    case RT_DUE_DAYS:
        snprintf(to, RT_BASIS_TEXT, rt_word(p->lang, RT_W_DUE_DAYS), priority,
            due->days);
        break;
    case RT_DUE_HALF:
        snprintf(to, RT_BASIS_TEXT, rt_word(p->lang, RT_W_DUE_HALF), priority);
        break;
    case RT_DUE_YEAR:
        snprintf(to, RT_BASIS_TEXT, rt_word(p->lang, RT_W_DUE_YEAR), priority);
        break;
    }
}

bool rt_plan_is_proposed(const struct rt_plan *p, const struct rt_plan_entry *e)
{
    const struct rt_plan_row *row = &e->row;
    int priority = e->risk.result.priority;

    if (rt_plan_is_proposal(row))
        return true;
    return priority >= 1 && priority <= RT_PRIORITIES
           && p->due[priority][0] != '\0'
           && row->planned_start.iso.n + row->planned_start.raw.n == 0
           && row->status == RT_PLAN_OPEN && !rt_plan_is_assigned(row)
           && rt_str_is(row->planned_end.iso, p->due[priority]);
}

enum rt_tallied rt_plan_late(
    const struct rt_plan *p, const struct rt_plan_row *row)
{
    if (row->status == RT_PLAN_DONE || !rt_xl_is_date(row->planned_end.iso)
        || rt_str_cmp(row->planned_end.iso, rt_str(p->run->now)) >= 0)
        return RT_TALLIED_COUNT;
    return rt_plan_is_proposal(row) ? RT_TALLIED_UNPLANNED : RT_TALLIED_OVERDUE;
}

/* Neither a start is entered nor who is to do what. */
#define NOT_TAKEN "COUNTA(%s#)=0,OR(COUNTA(%s#)=0,COUNTA(%s#:%s#)=0)"
#define OF_NOT_TAKEN                                                           \
    RT_COL(PC_PLANNED_START), RT_COL(PC_WHO), RT_COL(PC_CONTROL),              \
        RT_COL(PC_TASK)

/* "DATE(2026,9,30)"; 0, which is no date in a plan, where none is proposed. */
static void date_of(struct rt_str iso, char to[24])
{
    int year, month, day;

    if (!rt_date_of_iso(iso, &year, &month, &day))
        snprintf(to, 24, "0");
    else
        snprintf(
            to, 24, "DATE(%d,%d,%d)", year % 10000, month % 100, day % 100);
}

void rt_plan_kept_basis(const struct rt_plan *p, const struct rt_plan_entry *e,
    char to[RT_BASIS_MAX])
{
    char date[24];

    date_of(e->row.planned_end.iso, date);
    snprintf(to, RT_BASIS_MAX,
        "IF(AND(" NOT_TAKEN ",COUNT(%s#)=1,OR(%s#=\"\",%s#=\"%s\")),"
        "IF(%s#=%s,\"%s\",\"\"),\"\")",
        OF_NOT_TAKEN, RT_COL(PC_PLANNED_END), RT_COL(PC_STATUS),
        RT_COL(PC_STATUS), rt_word(p->lang, RT_W_STATUS_OPEN),
        RT_COL(PC_PLANNED_END), date, rt_word(p->lang, RT_W_DUE_KEPT));
}

/* IF(not begun yet, IF(the end is the one for the priority, the text)). */
static void make_basis(struct rt_plan *p)
{
    char date[3][24], text[3][RT_BASIS_TEXT];

    for (int i = 0; i < 3; i++) {
        date_of(rt_str(p->due[i + 1]), date[i]);
        rt_plan_basis_text(p, i + 1, text[i]);
    }
    snprintf(p->basis, sizeof p->basis,
        "IF(AND(" NOT_TAKEN ",COUNT(%s#,%s#)=2,%s#=\"%s\"),"
        "IF(%s#=CHOOSE(%s#,%s,%s,%s),"
        "CHOOSE(%s#,\"%s\",\"%s\",\"%s\"),\"\"),\"\")",
        OF_NOT_TAKEN, RT_COL(PC_PRIORITY), RT_COL(PC_PLANNED_END),
        RT_COL(PC_STATUS), rt_word(p->lang, RT_W_STATUS_OPEN),
        RT_COL(PC_PLANNED_END), RT_COL(PC_PRIORITY), date[0], date[1], date[2],
        RT_COL(PC_PRIORITY), text[0], text[1], text[2]);
}

/* What a planned end that has passed makes of a row that is not done. */
static void make_overdue(struct rt_plan *p)
{
    snprintf(p->overdue, sizeof p->overdue,
        "IF(AND(ISNUMBER(%s#),%s#<TODAY(),%s#<>\"%s\"),"
        "IF(%s#<>\"\",\"%s\",\"%s\"),\"\")",
        RT_COL(PC_PLANNED_END), RT_COL(PC_PLANNED_END), RT_COL(PC_STATUS),
        rt_word(p->lang, RT_W_STATUS_DONE), RT_COL(PC_BASIS),
        rt_word(p->lang, RT_W_UNPLANNED), rt_word(p->lang, RT_W_OVERDUE));
}

void rt_plan_due(struct rt_plan *p)
{
    for (int i = 1; i <= RT_PRIORITIES; i++)
        if (!rt_due_date(&p->run->due, i, p->run->now, p->due[i]))
            p->due[i][0] = '\0';
    make_basis(p);
    make_overdue(p);
}
