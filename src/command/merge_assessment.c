/* --previous-report: the last assessment report, as people edited it, into the
 * ledger. A file that is none that merge wrote ends the run before anything is
 * read. */
#include "command/merge.h"
#include "form/intake.h"
#include "ledger/assessment.h"

static enum rt_status take(const struct rt_merge_document *d,
    const struct rt_entry *e, bool *any, struct rt_error *err)
{
    struct rt_plan_row row;

    if (e->kind == RT_ENTRY_FINDING)
        return e->finding.code == RT_PL673 || e->finding.code == RT_PL674
                   ? rt_merge_take_finding(d, &e->finding, err)
                   : RT_OK;
    if (e->kind != RT_ENTRY_ASSESSED)
        return RT_OK;
    *any = true;
    row = e->plan;
    row.where.file = rt_str(d->name);
    return rt_ledger_add_assessed(d->ledger, &row, err);
}

enum rt_status rt_merge_previous_assessment(const struct rt_options *o,
    const struct rt_merge_memory *memory, struct rt_ledger *ledger,
    struct rt_error *err)
{
    const struct rt_merge_document d = {.ledger = ledger,
        .path = o->previous_report,
        .name = memory->report_shown[0] != '\0' ? memory->report_shown
                                                : o->previous_report,
        .none = RT_PL679,
        .take = take};

    if (!o->previous_report)
        return RT_OK;
    RT_TRY(rt_ledger_expect_assessment(ledger, d.name, 0, err));
    return rt_merge_read_document(o, &d, err);
}
