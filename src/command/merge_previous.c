/* --previous: the register of the run before goes into the ledger first, so
 * that a file that is none ends the run before anything else is read. */
#include "command/merge.h"

#include <stdio.h>

#include "base/hash.h"
#include "form/earlier.h"
#include "ledger/change.h"
#include "risk/assess.h"
#include "risk/one_scale.h"

/* The scale that the risks of this run are on. */
static void put_on_scale(const struct rt_options *o, struct rt_risk *risk)
{
    const struct rt_profile *p = rt_profile_named(risk->profile);

    /* A register does not say it in words that are read. */
    if (p && risk->result.level < 0 && risk->result.missing == 0)
        risk->result.missing = rt_assess(p, &risk->scores).missing;
    if (!o->one_scale)
        rt_to_own_scale(risk);
    else if (risk->own_profile.n == 0 && p)
        rt_to_one_scale(p, risk);
}

static enum rt_status take_all(
    const struct rt_options *o, struct rt_ledger *ledger, struct rt_error *err)
{
    struct rt_earlier *e = NULL;
    struct rt_risk risk;
    enum rt_status rc
        = rt_earlier_open(o->previous, &o->limits, o->lang, &e, err);

    if (rc != RT_OK)
        return rc;
    while ((rc = rt_earlier_next(e, &risk, err)) == RT_ROW) {
        put_on_scale(o, &risk);
        rc = rt_ledger_add_previous(ledger, &risk, err);
        if (rc != RT_OK)
            break;
    }
    rt_earlier_close(e);
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_merge_previous(const struct rt_options *o,
    struct rt_ledger *ledger, char sha256[65], struct rt_error *err)
{
    struct rt_error why = {0};
    char place[RT_ERROR_TEXT];
    uint64_t size;
    enum rt_status rc;

    if (!o->previous && o->forget_count > 0)
        return rt_fail_both(err, RT_USAGE,
            "--forget は --previous とともに指定してください",
            "--forget goes with --previous");
    if (!o->previous)
        return RT_OK;
    RT_TRY(rt_ledger_begin_previous(ledger, err));
    for (size_t i = 0; i < o->forget_count; i++)
        RT_TRY(rt_ledger_forget(ledger, rt_str(o->forget[i]), err));
    rc = take_all(o, ledger, &why);
    if (rc == RT_OK)
        rc = rt_sha256_file(o->previous, sha256, &size, &why);
    /* The reader of workbooks names no file. */
    snprintf(place, sizeof place, "--previous%s%s", why.code ? " " : "",
        why.code ? o->previous : "");
    return rc == RT_OK ? rc : rt_fail_worded(err, rc, place, &why);
}
