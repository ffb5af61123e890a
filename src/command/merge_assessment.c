/* --previous-report: the last assessment report, as people edited it, into the
 * ledger. A file that is none that merge wrote ends the run before anything is
 * read. */
#include "command/merge.h"
#include "command/reading.h"
#include "form/intake.h"
#include "ledger/assessment.h"

struct previous {
    struct rt_ledger *ledger;
    const char *name;
    bool any;
    char why[512]; /* the first error of a file that is none */
};

static enum rt_status take_finding(
    struct previous *p, const struct rt_finding *f, struct rt_error *err)
{
    struct rt_finding here = *f;

    if (rt_finding_info(f->code)->severity == RT_ERROR && p->why[0] == '\0')
        rt_str_copy(p->why, sizeof p->why, f->message);
    if (f->code != RT_PL673 && f->code != RT_PL674)
        return RT_OK;
    here.where.file = rt_str(p->name);
    return rt_ledger_add_finding(p->ledger, 0, &here, err);
}

static enum rt_status take_entry(
    struct previous *p, const struct rt_entry *e, struct rt_error *err)
{
    struct rt_plan_row row;

    if (e->kind == RT_ENTRY_FINDING)
        return take_finding(p, &e->finding, err);
    if (e->kind != RT_ENTRY_ASSESSED)
        return RT_OK;
    p->any = true;
    row = e->plan;
    row.where.file = rt_str(p->name);
    return rt_ledger_add_assessed(p->ledger, &row, err);
}

static enum rt_status take_all(
    struct previous *p, struct rt_intake *intake, struct rt_error *err)
{
    struct rt_entry entry;
    enum rt_status rc;

    while ((rc = rt_intake_next(intake, &entry, err)) == RT_ROW)
        RT_TRY(take_entry(p, &entry, err));
    if (rc != RT_END)
        return rc;
    return p->any ? RT_OK
                  : rt_fail_code(err, RT_USAGE, RT_PL679, p->name,
                      p->why[0] != '\0' ? p->why : NULL, NULL);
}

enum rt_status rt_merge_previous_assessment(const struct rt_options *o,
    const struct rt_merge_memory *memory, struct rt_ledger *ledger,
    struct rt_error *err)
{
    struct previous p = {.ledger = ledger,
        .name = memory->report_shown[0] != '\0' ? memory->report_shown
                                                : o->previous_report};
    const struct rt_file file = {.path = o->previous_report, .name = p.name};
    struct rt_intake_request request;
    struct rt_intake *intake;
    enum rt_status rc;

    if (!o->previous_report)
        return RT_OK;
    request = rt_request(o, &file, NULL);
    RT_TRY(rt_intake_read(&request, &intake, err));
    rc = rt_ledger_expect_assessment(ledger, p.name, 0, err);
    RT_THEN(rc, take_all(&p, intake, err));
    rt_intake_free(intake);
    return rc;
}
