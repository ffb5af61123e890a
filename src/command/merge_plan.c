/* --previous-plan: the last run's treatment plan, as people edited it, into
 * the ledger.
 *
 * It is read before anything else, so that a run that would lose what people
 * entered ends at once. It is no input: its rows are not counted, and its
 * faults as a plan are left to `check`.
 */
#include "command/merge.h"

#include <string.h>

#include "command/common.h"
#include "command/reading.h"
#include "form/intake.h"

struct previous {
    struct rt_ledger *ledger;
    const struct rt_options *o;
    bool is_plan;
    char why[256]; /* what the first error says of the file */
};

/* A sheet that merge does not write was added by people. */
static enum rt_status report_sheet(
    struct previous *p, const struct rt_plan_row *sheet, struct rt_error *err)
{
    struct rt_finding f = {.code = RT_PL708,
        .where.file = sheet->where.file,
        .where.sheet = sheet->where.sheet};
    struct rt_str args[RT_FINDING_ARGS] = {sheet->where.sheet};

    return rt_report_is_plan_sheet(sheet->where.sheet)
               ? RT_OK
               : rt_ledger_report(p->ledger, 0, &f, p->o->lang, args, err);
}

static enum rt_status take_entry(
    struct previous *p, const struct rt_entry *e, struct rt_error *err)
{
    switch (e->kind) {
    case RT_ENTRY_PLAN_HEAD:
        p->is_plan = true;
        return rt_ledger_add_plan_columns(p->ledger, &e->plan, err);
    case RT_ENTRY_PLAN:
        return rt_ledger_add_plan(p->ledger, RT_PLANNED_ROW, &e->plan, err);
    case RT_ENTRY_PLAN_GONE:
        return rt_ledger_add_plan(p->ledger, RT_PLANNED_GONE, &e->plan, err);
    case RT_ENTRY_PLAN_NOTE:
        return rt_ledger_add_plan(p->ledger, RT_PLANNED_NOTE, &e->plan, err);
    case RT_ENTRY_PLAN_BESIDE:
        return report_sheet(p, &e->plan, err);
    case RT_ENTRY_FINDING:
        if (rt_finding_info(e->finding.code)->severity == RT_ERROR
            && p->why[0] == '\0')
            rt_str_copy(p->why, sizeof p->why, e->finding.message);
        return RT_OK;
    case RT_ENTRY_RISK:
    case RT_ENTRY_REJECTED:
    case RT_ENTRY_CHECKS:
        return RT_OK;
    }
    return rt_fail(err, RT_BUG, "an entry of no kind");
}

static enum rt_status refuse(const struct previous *p, struct rt_error *err)
{
    const char *why = p->why[0] != '\0'
                          ? p->why
                          : rt_say(p->o->lang, "リスク対応計画の表がありません",
                              "it holds no table of a treatment plan");

    return rt_fail_code(
        err, RT_USAGE, RT_PL703, p->o->previous_plan, why, NULL);
}

static enum rt_status keep_input(const struct rt_input *in,
    const struct rt_options *o, struct rt_merge_plan *to)
{
    rt_str_copy(to->sha256, sizeof to->sha256, in->sha256);
    to->previous.file = rt_str(o->previous_plan);
    to->previous.sha256 = rt_str(to->sha256);
    to->previous.size = (uint64_t)in->size;
    return RT_OK;
}

enum rt_status rt_merge_read_plan(struct rt_ledger *ledger,
    const struct rt_options *o, struct rt_merge_plan *to, struct rt_error *err)
{
    struct rt_file plan = {.path = o->previous_plan, .name = o->previous_plan};
    struct rt_intake_request request = rt_request(o, &plan, NULL);
    struct previous p = {.ledger = ledger, .o = o};
    struct rt_intake *intake;
    struct rt_entry entry;
    enum rt_status rc = rt_intake_read(&request, &intake, err);

    if (rc != RT_OK)
        return rc;
    rt_ledger_expect_plan(ledger);
    while ((rc = rt_intake_next(intake, &entry, err)) == RT_ROW) {
        rc = take_entry(&p, &entry, err);
        if (rc != RT_OK)
            break;
    }
    if (rc == RT_END)
        rc = p.is_plan ? keep_input(rt_intake_input(intake), o, to)
                       : refuse(&p, err);
    rt_intake_free(intake);
    return rc;
}
