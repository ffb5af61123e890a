/* Writing into the ledger: inputs, risks, findings, refused rows, profiles.
 *
 * One row is one run of a kept statement. Names that repeat are written once
 * and referred to by number; the number of the row before is remembered,
 * because it is nearly always the next one's too. Nothing is checked here
 * beyond what the order needs: the form room has judged the values.
 */
#include "ledger/private.h"

enum rt_status rt_ledger_add_input(struct rt_ledger *l,
    const struct rt_input *input, int64_t *id, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_INPUT);
    rt_record_put(&rt_input_members, &b, input);
    return rt_sql_run(&b, id, err);
}

enum rt_status rt_ledger_update_input(struct rt_ledger *l, int64_t id,
    const struct rt_input *input, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_UPDATE_INPUT);
    rt_record_put(&rt_input_members, &b, input);
    rt_sql_put_int(&b, id);
    int64_t updated;
    RT_TRY(rt_sql_run(&b, &updated, err));
    if (updated != id)
        return rt_fail(
            err, RT_BUG, "no input %lld in the ledger", (long long)id);
    return RT_OK;
}

/* --- names that repeat ---------------------------------------------------- */

/* The number of a department or profile; 0 for one without a name. */
static enum rt_status label_id(struct rt_ledger *l, struct ldb_label *last,
    struct rt_str text, int64_t *id, struct rt_error *err)
{
    *id = 0;
    if (!text.n)
        return RT_OK;
    if (last->id && rt_str_eq(rt_buf_str(&last->text), text)) {
        *id = last->id;
        return RT_OK;
    }
    last->id = 0;

    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_FIND_LABEL);
    rt_sql_put_str(&b, text);
    RT_TRY(rt_sql_run(&b, id, err));
    if (!*id) {
        b = rt_sql_kept(&l->sql, LDB_ADD_LABEL);
        rt_sql_put_str(&b, text);
        RT_TRY(rt_sql_run(&b, id, err));
    }
    RT_TRY(rt_sql_remember(&last->text, text, err));
    last->id = *id;
    return RT_OK;
}

static bool is_reported(const struct rt_risk *risk)
{
    return risk->event.n > 0 || risk->source.n > 0;
}

static void put_place(struct rt_sql_bind *b, int64_t input, size_t sheet_index,
    const struct rt_risk *risk)
{
    rt_sql_put_int(b, input);
    rt_sql_put_int(b, (int64_t)sheet_index);
    /* Empty, not NULL: NULLs are all different to a UNIQUE. */
    rt_sql_put_text(b, risk->where.file);
    rt_sql_put_text(b, risk->where.sheet);
    rt_sql_put_int(b, risk->where.csv);
}

static bool same_place(const struct ldb_place *last, int64_t input,
    size_t sheet_index, const struct rt_risk *risk)
{
    return last->id && last->input == input && last->sheet_index == sheet_index
           && last->csv == risk->where.csv
           && rt_str_eq(rt_buf_str(&last->sheet), risk->where.sheet)
           && rt_str_eq(rt_buf_str(&last->file), risk->where.file);
}

static enum rt_status place_id(struct rt_ledger *l, int64_t input,
    size_t sheet_index, const struct rt_risk *risk, int64_t *id,
    struct rt_error *err)
{
    struct ldb_place *last = &l->place;
    if (same_place(last, input, sheet_index, risk)) {
        *id = last->id;
        return RT_OK;
    }
    last->id = 0;

    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_FIND_PLACE);
    put_place(&b, input, sheet_index, risk);
    RT_TRY(rt_sql_run(&b, id, err));
    if (!*id) {
        b = rt_sql_kept(&l->sql, LDB_ADD_PLACE);
        put_place(&b, input, sheet_index, risk);
        rt_sql_put_int(&b, is_reported(risk));
        rt_sql_put_int(&b, risk->managed_col);
        RT_TRY(rt_sql_run(&b, id, err));
    }
    RT_TRY(rt_sql_remember(&last->file, risk->where.file, err));
    RT_TRY(rt_sql_remember(&last->sheet, risk->where.sheet, err));
    last->id = *id;
    last->input = input;
    last->sheet_index = sheet_index;
    last->csv = risk->where.csv;
    return RT_OK;
}

/* --- risks ---------------------------------------------------------------- */

/* `v` counted from the most severe; unknown last. Three bits, or four. */
static unsigned from_top(int v, int top)
{
    if (v < 0)
        return (unsigned)top + 1;
    return v >= top ? 0 : (unsigned)(top - v);
}

/* A risk that could not be assessed comes right after the high ones: it may be
 * one of them, and a person must look at it. */
static unsigned class_rank(enum rt_class c)
{
    return c == RT_CLASS_NONE ? 1 : c == RT_HIGH ? 0 : 3 - (unsigned)c;
}

unsigned rt_ldb_severity(const struct rt_risk *r)
{
    int p = r->result.priority;
    unsigned kind = r->my_number ? 0 : r->sensitive ? 1 : r->personal ? 2 : 3;
    unsigned key = class_rank(r->result.class) << 3;

    key |= p >= 1 && p <= 3 ? (unsigned)p : 4;
    key = key << 4 | from_top(r->result.level, RT_LEVEL_MAX);
    key = key << 3 | from_top(r->result.importance, 3);
    key = key << 3 | from_top(r->result.likelihood, 3);
    return (r->asset_ids.n > 0 ? LDB_VIEW : 0) | key << 2 | kind;
}

static void put_id(struct rt_sql_bind *b, int64_t id)
{
    if (id)
        rt_sql_put_int(b, id);
    else
        rt_sql_put_null(b);
}

enum rt_status rt_ledger_add_risk(struct rt_ledger *l, int64_t input,
    size_t sheet_index, const struct rt_risk *risk, struct rt_error *err)
{
    if (l->finished)
        return rt_fail(err, RT_BUG, "a risk is added to a finished ledger");
    int64_t department, profile, place;
    l->reported += is_reported(risk);
    l->bare += !is_reported(risk) && (!risk->business.n || !risk->medium.n);
    RT_TRY(label_id(l, &l->department, risk->department, &department, err));
    RT_TRY(label_id(l, &l->profile, risk->profile, &profile, err));
    RT_TRY(place_id(l, input, sheet_index, risk, &place, err));
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_RISK);
    int64_t severity = rt_ldb_severity(risk);
    rt_sql_put_int(&b, severity << LDB_NTH_BITS | ++l->taken);
    rt_sql_put_int(&b, severity);
    put_id(&b, department);
    rt_sql_put_int(&b, place);
    rt_sql_put_int(&b, risk->where.row);
    rt_sql_put_int(&b, risk->where.col);
    put_id(&b, profile);
    rt_sql_put_id(&b, risk->risk_id);
    RT_TRY(rt_ldb_put_risk(l, &b, risk, err));
    return rt_sql_run(&b, NULL, err);
}

/* --- the rest ------------------------------------------------------------- */

enum rt_status rt_ledger_add_finding(struct rt_ledger *l, int64_t input,
    const struct rt_finding *f, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_FINDING);
    rt_sql_put_int(&b, input);
    rt_sql_put_int(&b, rt_finding_info(f->code)->severity);
    rt_record_put(&rt_finding_members, &b, f);
    return rt_sql_run(&b, NULL, err);
}

struct addressed {
    struct rt_ledger *ledger;
    int64_t input;
};

static enum rt_status add_addressed(
    void *context, const struct rt_finding *f, struct rt_error *err)
{
    struct addressed *to = context;

    return rt_ledger_add_finding(to->ledger, to->input, f, err);
}

enum rt_status rt_ledger_report(struct rt_ledger *l, int64_t input,
    const struct rt_finding *f, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_error *err)
{
    struct addressed to = {l, input};
    const struct rt_sink sink = {&to, add_addressed};

    return rt_finding_put(f, lang, args, &sink, err);
}

enum rt_status rt_ldb_report_row(struct rt_ledger *l,
    const struct rt_finding *f, struct rt_str department, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_error *err)
{
    struct rt_finding of_input = *f;
    int64_t input = 0;

    if (!l->plan_inputs)
        return rt_ledger_report(l, 0, f, lang, args, err);
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_FIND_PLAN_INPUT);
    rt_sql_put_text(&b, f->where.file);
    RT_TRY(rt_sql_run(&b, &input, err));
    if (input != 0)
        of_input.department = department;
    return rt_ledger_report(l, input, &of_input, lang, args, err);
}

enum rt_status rt_ledger_add_rejected(struct rt_ledger *l, int64_t input,
    const struct rt_rejected *row, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_REJECTED);
    rt_sql_put_int(&b, input);
    rt_record_put(&rt_rejected_members, &b, row);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_ledger_add_checks(struct rt_ledger *l, int64_t input,
    const struct rt_checks *checks, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_CHECKS);
    rt_sql_put_int(&b, input);
    rt_sql_put_str(&b, checks->where.sheet);
    rt_record_put(&rt_checks_members, &b, checks);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status add_profile(struct rt_ledger *l,
    const struct rt_profile *profile, bool own, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_PROFILE);
    rt_sql_put_int(&b, own);
    rt_sql_put_text(&b, rt_str(profile->name));
    rt_sql_put_blob(&b, profile, sizeof *profile);
    rt_sql_put_int(&b, profile->acceptance.of[RT_FIRST].acceptable);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_ledger_add_profile(
    struct rt_ledger *l, const struct rt_profile *profile, struct rt_error *err)
{
    return add_profile(l, profile, false, err);
}

enum rt_status rt_ledger_add_own_profile(
    struct rt_ledger *l, const struct rt_profile *profile, struct rt_error *err)
{
    return add_profile(l, profile, true, err);
}
