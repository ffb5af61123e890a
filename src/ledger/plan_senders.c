/* Who did not send his plan back. sql/plan.sql says what counts as sent. */
#include "ledger/private.h"

struct senders {
    struct rt_ledger *ledger;
    enum rt_lang lang;
};

static enum rt_status report_department(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct senders *s = context;
    struct rt_finding f = {.code = RT_PL734, .department = rt_sql_get_str(r)};
    int64_t rows = rt_sql_get_int(r);

    return rt_ledger_report(s->ledger, 0, &f, s->lang,
        RT_ARGS(f.department, RT_DECIMAL(rows)), err);
}

enum rt_status rt_ldb_report_not_sent(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct senders s = {l, lang};

    return l->plan_inputs ? rt_sql_walk(
               &l->sql, LDB_PLANS_NOT_SENT, report_department, &s, err)
                          : RT_OK;
}
