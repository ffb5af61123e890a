/* findings.jsonl: one line per finding, by input, sheet, row and column.
 *
 * finding.h knows how a finding is written; here the lines go to the file.
 */
#include "report/plain/plain_file.h"
#include "report/report.h"

/* A finding's message quotes at most a few cells. */
enum { LINE_MAX_BYTES = 256 << 20 };

static enum rt_status render(
    const struct rt_finding *finding, struct rt_buf *line, struct rt_error *err)
{
    rt_buf_clear(line);
    enum rt_status rc = rt_finding_jsonl(finding, line);
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (rc != RT_OK)
        return rt_fail(err, rc, "a finding is too long to be written");
    return RT_OK;
}

static enum rt_status put_lines(
    struct plain_file *f, struct rt_cursor *c, struct rt_error *err)
{
    struct rt_buf line;
    struct rt_finding finding;
    enum rt_status rc;

    rt_buf_init(&line, LINE_MAX_BYTES);
    while ((rc = rt_findings_next(c, &finding, err)) == RT_ROW) {
        rc = render(&finding, &line, err);
        if (rc == RT_OK)
            rc = rt_plain_put(f, rt_buf_str(&line), err);
        if (rc != RT_OK)
            break;
    }
    rt_buf_fini(&line);
    return rc;
}

enum rt_status rt_report_findings(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    (void)run;
    struct rt_cursor *c;
    enum rt_status rc = rt_ledger_findings(ledger, &c, err);
    if (rc != RT_OK)
        return rc;
    struct plain_file f;
    rc = rt_plain_open(&f, path, err);
    if (rc == RT_OK)
        rc = rt_plain_close(&f, put_lines(&f, c, err), err);
    rt_cursor_close(c);
    return rc;
}
