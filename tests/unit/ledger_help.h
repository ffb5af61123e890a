/* What the tests of the ledger share: an open ledger, and rows to put in. */
#ifndef RISKTALLY_TESTS_LEDGER_HELP_H
#define RISKTALLY_TESTS_LEDGER_HELP_H

#include "unit.h"

#include "ledger/ledger.h"
#include "risk/assess.h"

static struct rt_ledger *ledger;
static struct rt_error err;

static inline int set_up(void **state)
{
    (void)state;
    memset(&err, 0, sizeof err);
    return rt_ledger_open(&ledger, 0, &err) == RT_OK ? 0 : -1;
}

static inline int tear_down(void **state)
{
    (void)state;
    rt_ledger_close(ledger);
    ledger = NULL;
    return 0;
}

static inline void ok(enum rt_status rc)
{
    if (rc != RT_OK)
        fail_msg("status %d: %s", (int)rc, err.text);
}

static inline void is(struct rt_str got, const char *want)
{
    if (!rt_str_is(got, want))
        fail_msg("\"%.*s\" is not \"%s\"", RT_FMT(got), want);
}

static inline int64_t add_input(const char *file, const char *sha256)
{
    struct rt_input in = {
        .file = rt_str(file),
        .sha256 = rt_str(sha256),
        .size = 100,
        .format = RT_STR("xlsx"),
        .state = RT_INPUT_READ,
        .counts = {10, 4, 3, 2, 1},
    };
    int64_t id = 0;

    ok(rt_ledger_add_input(ledger, &in, &id, &err));
    return id;
}

/* A row of which only the place is known. */
static inline struct rt_risk blank_risk(const char *file, uint32_t row)
{
    struct rt_risk r;

    rt_record_blank(&rt_risk_members, &r);
    r.risk_id = RT_STR("R0000000000000001");
    r.where = (struct rt_where){rt_str(file), RT_STR("台帳"), row, 0, false};
    r.business = RT_STR("営業");
    r.asset = RT_STR("名簿");
    r.medium = RT_STR("書類");
    r.profile = RT_STR("ipa-3.1");
    return r;
}

static inline void set_id(struct rt_risk *r, char id[18], unsigned n)
{
    snprintf(id, 18, "R%016x", n);
    r->risk_id = rt_str(id);
}

static inline void add_risk(int64_t input, const struct rt_risk *risk)
{
    ok(rt_ledger_add_risk(ledger, input, 0, risk, &err));
}

static inline void finish(void)
{
    ok(rt_ledger_finish(ledger, RT_JA, &err));
}

#endif
