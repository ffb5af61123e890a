/* risks.jsonl: one line per accepted row, in the register's order.
 *
 * The ledger gives the lines (json.c there knows the members); here they
 * only go to the file.
 */
#include "base/write.h"
#include "report/report.h"

static enum rt_status put_lines(
    struct rt_writer *w, struct rt_cursor *c, struct rt_error *err)
{
    struct rt_str line;
    enum rt_status rc;

    while ((rc = rt_json_next(c, &line, err)) == RT_ROW && w->rc == RT_OK) {
        rt_write(w, line);
        rt_write_z(w, "\n");
    }
    return rc;
}

enum rt_status rt_report_risks(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    (void)run;
    struct rt_cursor *c;
    enum rt_status rc = rt_ledger_risks_json(ledger, &c, err);
    if (rc != RT_OK)
        return rc;
    struct rt_writer w;
    rc = rt_writer_open(&w, path, err);
    if (rc == RT_OK)
        rc = rt_writer_close(&w, put_lines(&w, c, err), err);
    rt_cursor_close(c);
    return rc;
}
