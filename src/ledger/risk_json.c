/* One risk as a line of risks.jsonl.
 *
 * Not written by SQL's json_object(): that needs a sub-query for each boolean
 * and for the array, and the reader of risks (ledger_read.c) already has the
 * row. The order of the members is the command line's contract.
 */
#include "ledger/private.h"
#include "record/json.h"

enum rt_status rt_ledger_risks_json(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    return rt_ledger_risks(l, RT_RISKS_ALL, out, err);
}

enum rt_status rt_json_next(
    struct rt_cursor *c, struct rt_str *out, struct rt_error *err)
{
    struct rt_risk risk;
    enum rt_status rc = rt_risks_next(c, &risk, err);
    if (rc != RT_ROW)
        return rc;
    rt_buf_clear(&c->json);
    struct rt_writer w = rt_writer_to(&c->json);
    rt_json_open(&w, NULL, '{');
    rt_record_write_json(&rt_risk_members, &risk, &w);
    rt_json_close(&w, '}');
    RT_TRY(rt_writer_done(&w, err));
    *out = rt_buf_str(&c->json);
    return RT_ROW;
}
