/* findings.jsonl: one line per finding, by input, sheet, row and column.
 *
 * finding.h knows how a finding is written; here the lines go to the file.
 */
#include "report/report.h"

static enum rt_status put_lines(
    struct rt_writer *w, struct rt_cursor *c, struct rt_error *err)
{
    struct rt_finding finding;
    enum rt_status rc;

    while (
        (rc = rt_findings_next(c, &finding, err)) == RT_ROW && w->rc == RT_OK)
        rt_finding_jsonl(&finding, w);
    return rc;
}

enum rt_status rt_report_findings(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    (void)run;
    struct rt_cursor *c;
    struct rt_writer w;

    RT_TRY(rt_ledger_findings(ledger, &c, err));
    enum rt_status rc = rt_writer_open(&w, path, err);
    if (rc == RT_OK)
        rc = rt_writer_close(&w, put_lines(&w, c, err), err);
    rt_cursor_close(c);
    return rc;
}
