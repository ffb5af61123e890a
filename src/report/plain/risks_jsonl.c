/* risks.jsonl: one line per accepted row, in the register's order; the members
 * and theirs are those of record/risk.def. */
#include "base/write.h"
#include "record/json.h"
#include "report/report.h"

enum rt_status rt_report_risks(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    (void)run;
    struct rt_risk risk;
    struct rt_writer w, line = RT_WRITER(line, RT_LINE_MAX);

    RT_TRY(rt_writer_open(&w, path, err));
    struct rt_cursor c = rt_ledger_risks(ledger, RT_RISKS_ALL, err);
    while (w.rc == RT_OK && rt_next(&c, &risk)) {
        rt_json_open(&line, NULL, '{');
        rt_record_write_json(&rt_risk_members, &risk, &line);
        rt_json_close(&line, '}');
        rt_write_z(&line, "\n");
        rt_write_line(&w, &line);
    }
    rt_writer_fini(&line);
    return rt_writer_close(&w, rt_cursor_close(&c), err);
}
