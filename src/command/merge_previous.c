/* What was there before, into the ledger. The registers of --previous go first,
 * so that a file that is none ends the run before anything else is read. */
#include "command/merge.h"

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

/* The criteria of that name: this run's own before built-in ones. */
static const struct rt_profile *criteria(
    const struct rt_options *o, struct rt_str name)
{
    return o->has_profile && rt_str_is(name, o->profile.name)
               ? &o->profile
               : rt_profile_named(name);
}

/* The scale that the risks of this run are on. `of_register`: it says no reason
 * why a level is not known in words that are read. */
static void put_on_scale(
    const struct rt_options *o, bool of_register, struct rt_risk *risk)
{
    const struct rt_profile *p = criteria(o, risk->profile);

    fill_in(p, &risk->result);
    if (of_register && p && risk->result.level < 0 && risk->result.missing == 0)
        risk->result.missing = rt_assess(p, &risk->scores).missing;
    if (!o->one_scale)
        rt_to_own_scale(risk);
    else if (risk->own_profile.n == 0 && p)
        rt_to_one_scale(p, risk);
}

/* --- values that were typed over ------------------------------------------ */

/* A register that is read. */
struct reading {
    const struct rt_options *o;
    const struct rt_merge_memory *memory;
    struct rt_ledger *ledger;
    struct rt_earlier *from;
};

static struct rt_str shown(
    enum rt_lang lang, const struct rt_member *m, int v, char to[32])
{
    if (m->type == RT_IS_CLASS)
        return rt_str(rt_class_label((enum rt_class)v, lang));
    if (m->type == RT_IS_RANK && v == 0)
        return rt_str(rt_say(lang, "なし", "none"));
    rt_format_double(v, to, 32);
    return rt_str(to);
}

static enum rt_status report_typed(struct reading *r,
    const struct rt_risk *risk, const struct rt_retyped *t,
    struct rt_error *err)
{
    enum rt_lang lang = r->o->lang;
    const struct rt_member *m = rt_member_at(&rt_risk_members, t->at);
    char heading[RT_HEADING], typed[32], right[32];
    const struct rt_str args[RT_FINDING_ARGS]
        = {rt_heading_line(m->head, lang, heading),
            shown(lang, m, t->typed, typed), shown(lang, m, t->right, right),
            risk->profile};
    struct rt_finding f = {.code = RT_DL311,
        .risk_id = risk->risk_id,
        .actual = args[1],
        .expected = args[2]};

    rt_earlier_where(r->from, t->at, &f.where);
    return rt_ledger_report(r->ledger, 0, &f, lang, args, err);
}

static enum rt_status check_values(
    struct reading *r, const struct rt_risk *risk, struct rt_error *err)
{
    const struct rt_profile *p = criteria(r->o, risk->profile);
    struct rt_retyped typed[RT_RETYPED_MAX];
    size_t n = p ? rt_risk_retyped(risk, p, typed) : 0;

    for (size_t i = 0; i < n; i++)
        RT_TRY(report_typed(r, risk, &typed[i], err));
    return RT_OK;
}

/* --- ids that were deleted ------------------------------------------------- */

/* The id follows from what the row says. `id`: its room. */
static enum rt_status find_id(struct reading *r, struct rt_risk *risk,
    char id[RT_RISK_ID], struct rt_error *err)
{
    struct rt_finding f = {.code = RT_DL323};

    if (risk->risk_id.n > 0 || risk->asset.n == 0)
        return RT_OK;
    if (rt_risk_id(risk->department, risk->business, risk->asset, risk->medium,
            risk->report_no, id)
        != RT_OK)
        return rt_fail_nomem(err);
    risk->risk_id = f.risk_id = rt_str(id);
    rt_earlier_where(r->from, offsetof(struct rt_risk, risk_id), &f.where);
    return rt_ledger_report(
        r->ledger, 0, &f, r->o->lang, RT_ARGS(risk->asset, risk->risk_id), err);
}

/* --- registers ------------------------------------------------------------ */

static enum rt_status take_risks(struct reading *r, struct rt_error *err)
{
    struct rt_risk risk;
    char id[RT_RISK_ID];
    enum rt_status rc;

    while ((rc = rt_earlier_next(r->from, &risk, err)) == RT_ROW) {
        RT_TRY(find_id(r, &risk, id, err));
        RT_TRY(check_values(r, &risk, err));
        put_on_scale(r->o, true, &risk);
        RT_TRY(rt_ledger_add_previous(r->ledger, &risk, err));
    }
    return rc;
}

static enum rt_status take_inputs(struct reading *r, struct rt_error *err)
{
    struct rt_input input;
    enum rt_status rc;

    while ((rc = rt_earlier_next_input(r->from, &input, err)) == RT_ROW)
        RT_TRY(rt_ledger_expect_input(r->ledger, &input, err));
    return rc;
}

static enum rt_status take_all(
    struct reading *r, const char *path, struct rt_error *err)
{
    enum rt_status rc;

    RT_TRY(rt_earlier_open(
        path, r->memory->manifest, &r->o->limits, r->o->lang, &r->from, err));
    rc = take_risks(r, err);
    if (rc == RT_END)
        rc = take_inputs(r, err);
    rt_earlier_close(r->from);
    return rc == RT_END ? RT_OK : rc;
}

/* Those that changes are seen since, where they are others. */
static enum rt_status take_base(struct reading *r, struct rt_error *err)
{
    struct rt_risk risk;
    enum rt_status rc;

    if (!r->memory->base_risks)
        return RT_OK;
    RT_TRY(rt_earlier_open(
        r->memory->base_risks, NULL, &r->o->limits, r->o->lang, &r->from, err));
    while ((rc = rt_earlier_next(r->from, &risk, err)) == RT_ROW) {
        put_on_scale(r->o, true, &risk);
        rc = rt_ledger_add_base(r->ledger, &risk, err);
        if (rc != RT_OK)
            break;
    }
    rt_earlier_close(r->from);
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status take_register(struct reading *r, const char *path,
    struct rt_previous_file *to, struct rt_error *err)
{
    const char *shown = r->memory->shown, *base = r->memory->base_risks;
    struct rt_error why = {0};
    char place[RT_ERROR_TEXT];
    enum rt_status rc = take_base(r, &why);

    RT_THEN(rc, take_all(r, path, &why));
    to->file = rt_str(shown[0] != '\0' ? shown : path);
    RT_THEN(
        rc, rt_sha256_file(base ? base : path, to->sha256, &to->size, &why));
    if (rc == RT_OK)
        return rt_ledger_end_register(r->ledger, to->file, r->o->lang, err);
    /* The reader of workbooks names no file. */
    snprintf(place, sizeof place, "%s%s%s",
        shown[0] != '\0' ? "--state" : "--previous", why.code ? " " : "",
        why.code ? to->file.p : "");
    return rt_fail_worded(err, rc, place, &why);
}

static enum rt_status begin(const struct rt_options *o,
    const struct rt_merge_memory *memory, struct rt_ledger *ledger,
    struct rt_error *err)
{
    if (o->previous_count == 0 && o->previous_plan_count == 0)
        return o->forget_count == 0
                   ? RT_OK
                   : rt_fail_both(err, RT_USAGE,
                       "--forget は --previous、--previous-plan か、前回の"
                       "取りまとめがある --state とともに指定してください",
                       "--forget goes with --previous, --previous-plan or a "
                       "--state that knows a previous run");
    RT_TRY(rt_ledger_begin_previous(ledger, o->previous_count > 0, err));
    if (memory->base_risks)
        RT_TRY(rt_ledger_begin_base(ledger, err));
    for (size_t i = 0; i < o->forget_count; i++)
        RT_TRY(rt_ledger_forget(ledger, rt_str(o->forget[i]), err));
    return RT_OK;
}

enum rt_status rt_merge_previous(const struct rt_options *o,
    const struct rt_merge_memory *memory, struct rt_ledger *ledger,
    struct rt_previous_file *files, struct rt_error *err)
{
    struct reading r = {.o = o, .memory = memory, .ledger = ledger};

    RT_TRY(begin(o, memory, ledger, err));
    for (size_t i = 0; i < o->previous_count; i++)
        RT_TRY(take_register(&r, o->previous[i], &files[i], err));
    return rt_merge_new_ids(memory, o, ledger, err);
}

/* --- without a register: the risks that a plan names ---------------------- */

enum rt_status rt_merge_planned(const struct rt_options *o,
    struct rt_ledger *ledger, const struct rt_plan_row *row,
    struct rt_error *err)
{
    struct rt_risk risk;
    int64_t n;

    if (row->risk_id.n == 0)
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
    risk.result.class = rt_class_labelled(row->class);
    risk.result.priority = row->priority > 0 ? row->priority : 0;
    risk.where.file = rt_plan_file_of(row->source_file, &risk.unconfirmed);
    risk.where.sheet = row->source_sheet;
    risk.where.csv = risk.where.sheet.n == 0;
    if (rt_parse_int(row->source_row, &n) && n > 0 && n <= UINT32_MAX)
        risk.where.row = (uint32_t)n;
    put_on_scale(o, false, &risk);
    return rt_ledger_add_previous(ledger, &risk, err);
}
