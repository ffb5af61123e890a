/* What was there before, into the ledger. The register of --previous goes first,
 * so that a file that is none ends the run before anything else is read. */
#include "command/merge.h"

#include <stdio.h>
#include <string.h>

#include "base/fold.h"
#include "base/hash.h"
#include "form/earlier.h"
#include "ledger/change.h"
#include "risk/assess.h"
#include "risk/one_scale.h"
#include "risk/plan_written.h"

/* What was cleared follows from what is there. */
static void fill_in(const struct rt_profile *p, struct rt_assessment *a)
{
    if (a->level < 0 && a->importance >= 0 && a->likelihood >= 0)
        a->level = a->importance * a->likelihood;
    if (!p || a->level < 0 || a->level > RT_LEVEL_MAX)
        return;
    if (a->class == RT_CLASS_NONE)
        a->class = p->class_of[a->level];
    if (a->priority == 0)
        a->priority = p->priority_of[a->level];
}

/* The scale that the risks of this run are on. */
static void put_on_scale(const struct rt_options *o, struct rt_risk *risk)
{
    const struct rt_profile *p = rt_profile_named(risk->profile);

    fill_in(p, &risk->result);
    /* A register does not say it in words that are read. */
    if (o->previous && p && risk->result.level < 0 && risk->result.missing == 0)
        risk->result.missing = rt_assess(p, &risk->scores).missing;
    if (!o->one_scale)
        rt_to_own_scale(risk);
    else if (risk->own_profile.n == 0 && p)
        rt_to_one_scale(p, risk);
}

static enum rt_status take_risks(const struct rt_options *o,
    struct rt_earlier *e, struct rt_ledger *ledger, struct rt_error *err)
{
    struct rt_risk risk;
    enum rt_status rc;

    while ((rc = rt_earlier_next(e, &risk, err)) == RT_ROW) {
        put_on_scale(o, &risk);
        RT_TRY(rt_ledger_add_previous(ledger, &risk, err));
    }
    return rc;
}

static enum rt_status take_inputs(
    struct rt_earlier *e, struct rt_ledger *ledger, struct rt_error *err)
{
    struct rt_input input;
    enum rt_status rc;

    while ((rc = rt_earlier_next_input(e, &input, err)) == RT_ROW)
        RT_TRY(rt_ledger_expect_input(ledger, &input, err));
    return rc;
}

static enum rt_status take_all(
    const struct rt_options *o, struct rt_ledger *ledger, struct rt_error *err)
{
    struct rt_earlier *e = NULL;
    enum rt_status rc;

    RT_TRY(rt_earlier_open(o->previous, &o->limits, o->lang, &e, err));
    rc = take_risks(o, e, ledger, err);
    if (rc == RT_END)
        rc = take_inputs(e, ledger, err);
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

    if (!o->previous && o->previous_plan_count == 0)
        return o->forget_count == 0
                   ? RT_OK
                   : rt_fail_both(err, RT_USAGE,
                       "--forget は --previous か --previous-plan とともに"
                       "指定してください",
                       "--forget goes with --previous or --previous-plan");
    RT_TRY(rt_ledger_begin_previous(ledger, o->previous != NULL, err));
    for (size_t i = 0; i < o->forget_count; i++)
        RT_TRY(rt_ledger_forget(ledger, rt_str(o->forget[i]), err));
    if (!o->previous)
        return RT_OK;
    rc = take_all(o, ledger, &why);
    if (rc == RT_OK)
        rc = rt_sha256_file(o->previous, sha256, &size, &why);
    /* The reader of workbooks names no file. */
    snprintf(place, sizeof place, "--previous%s%s", why.code ? " " : "",
        why.code ? o->previous : "");
    return rc == RT_OK ? rc : rt_fail_worded(err, rc, place, &why);
}

/* --- without a register: the risks that a plan names ---------------------- */

/* NONE for another word. */
static enum rt_class class_of(struct rt_str word)
{
    for (int c = RT_LOW; c <= RT_HIGH; c++) {
        if (rt_fold_eq(word, rt_str(rt_class_label(c, RT_JA)))
            || rt_fold_eq(word, rt_str(rt_class_label(c, RT_EN))))
            return (enum rt_class)c;
    }
    return RT_CLASS_NONE;
}

enum rt_status rt_merge_planned(const struct rt_options *o,
    struct rt_ledger *ledger, const struct rt_plan_row *row,
    struct rt_error *err)
{
    struct rt_risk risk;
    int64_t n;

    if (o->previous || row->risk_id.n == 0)
        return RT_OK;
    rt_record_blank(&rt_risk_members, &risk);
    risk.risk_id = row->risk_id;
    risk.department = row->department;
    risk.asset = row->asset;
    risk.medium = row->medium;
    risk.owner = row->owner;
    risk.profile = row->profile;
    risk.result.importance = row->importance;
    risk.result.likelihood = row->likelihood;
    risk.result.level = row->level;
    risk.result.class = class_of(row->class);
    risk.result.priority = row->priority > 0 ? row->priority : 0;
    risk.where.file = rt_plan_file_of(row->source_file, &risk.unconfirmed);
    risk.where.sheet = row->source_sheet;
    risk.where.csv = risk.where.sheet.n == 0;
    if (rt_parse_int(row->source_row, &n) && n > 0 && n <= UINT32_MAX)
        risk.where.row = (uint32_t)n;
    put_on_scale(o, &risk);
    return rt_ledger_add_previous(ledger, &risk, err);
}
