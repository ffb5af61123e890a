/* risks.jsonl: one line per accepted row, in the register's order.
 *
 * The ledger gives the lines (json.c there knows the members); here they
 * only go to the file.
 */
#include "report/plain/plain_file.h"
#include "report/report.h"

static enum rt_status put_lines(
    struct plain_file *f, struct rt_cursor *c, struct rt_error *err)
{
    struct rt_str line;
    enum rt_status rc;

    while ((rc = rt_json_next(c, &line, err)) == RT_ROW) {
        rc = rt_plain_put(f, line, err);
        if (rc == RT_OK)
            rc = rt_plain_put(f, RT_STR("\n"), err);
        if (rc != RT_OK)
            break;
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
    struct plain_file f;
    rc = rt_plain_open(&f, path, err);
    if (rc == RT_OK)
        rc = rt_plain_close(&f, put_lines(&f, c, err), err);
    rt_cursor_close(c);
    return rc;
}
