/* findings.jsonl: one line per finding, by input, sheet, row and column.
 *
 * finding.h knows how a finding is written; here the lines go to the file.
 */
#include "report/report.h"

enum rt_status rt_report_findings(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    (void)run;
    struct rt_finding finding;
    struct rt_writer w, line = RT_WRITER(line, RT_LINE_MAX);

    RT_TRY(rt_writer_open(&w, path, err));
    struct rt_cursor c = rt_ledger_findings(ledger, err);
    while (w.rc == RT_OK && rt_next(&c, &finding)) {
        rt_finding_jsonl(&finding, &line);
        rt_write_line(&w, &line);
    }
    rt_writer_fini(&line);
    return rt_writer_close(&w, rt_cursor_close(&c), err);
}
