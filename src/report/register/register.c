/* risk-register.xlsx: the report to management.
 *
 * This file puts the sheets together; each sheet has a file of its own. The
 * order matters: the library keeps sheets in the order in which they are
 * made, and the list of risks may take several.
 */
#include "report/register/register.h"

#include <stdlib.h>

static void write_sheets(struct rt_register *r)
{
    rt_matrix_plan(r);
    rt_register_summary(r);
    rt_register_risks(r);
    rt_register_changes(r);
    rt_register_matrix(r);
    rt_register_departments(r);
    rt_register_checks(r);
    rt_register_findings(r);
    rt_register_legend(r);
    rt_register_inputs(r);
    rt_xl_trace_end(&r->xl);
}

enum rt_status rt_report_register(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    struct rt_register r = {
        .ledger = ledger, .run = run, .err = err, .max_rows = rt_max_rows(run)};
    enum rt_status rc = rt_ledger_totals(ledger, &r.totals, err);

    if (rc == RT_OK && run->previous)
        rc = rt_ledger_change_totals(ledger, &r.changes, err);
    RT_THEN(rc, rt_profiles_load(ledger, run->lang, &rt_risk_score_cols,
                    &r.profiles, &r.profile_count, err));
    if (rc == RT_OK) {
        rt_xl_open(
            &r.xl, path, run, rt_word(run->lang, RT_W_BOOK_REGISTER), err);
        rt_xl_trace_begin(&r.xl);
        write_sheets(&r);
        rc = rt_xl_close(&r.xl);
    }
    free(r.profiles);
    return rc;
}
