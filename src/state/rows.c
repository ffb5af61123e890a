/* Taking in the rows of an input: risks, plans, and what counts of findings.
 *
 * One row is one run of a kept statement. Nothing is compared here.
 */
#include "risk/acceptance.h"
#include "state/private.h"

#include "base/fold.h"
#include "base/hash.h"
#include "record/columns.h"

#include <stdlib.h>

/* Rows of a file that failed do not count: it keeps those that it had. */
static enum rt_status takes_rows(
    struct rt_state *s, int64_t input, bool *takes, struct rt_error *err)
{
    enum rt_status rc = rt_sdb_need(s, SDB_GATHERING, err);
    if (rc == RT_OK && (input != s->input || input < 0))
        rc = rt_fail(err, RT_BUG, "a row comes after its input");
    *takes = s->input_state != RT_INPUT_FAILED;
    return rc;
}

/* --- risks ---------------------------------------------------------------- */

static bool same_place(const struct sdb_place *p, int64_t input,
    size_t sheet_index, const struct rt_risk *risk)
{
    return p->id && p->input == input && p->sheet_index == sheet_index
           && p->csv == risk->where.csv
           && rt_str_eq(rt_buf_str(&p->department), risk->department)
           && rt_str_eq(rt_buf_str(&p->profile), risk->profile);
}

static void put_place(struct rt_sql_bind *b, int64_t input, size_t sheet_index,
    const struct rt_risk *risk)
{
    rt_sql_put_int(b, input);
    rt_sql_put_int(b, (int64_t)sheet_index);
    rt_sql_put_int(b, risk->where.csv);
    rt_sql_put_str(b, risk->profile);
    rt_sql_put_str(b, risk->department);
}

static enum rt_status add_place(struct rt_state *s, int64_t input,
    size_t sheet_index, const struct rt_risk *risk, int64_t *id,
    struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_ADD_PLACE);
    *id = ++s->places;
    put_place(&b, input, sheet_index, risk);
    rt_sql_put_int(&b, *id);
    rt_sql_put_text(&b, risk->where.sheet);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status place_of(struct rt_state *s, int64_t input,
    size_t sheet_index, const struct rt_risk *risk, struct rt_error *err)
{
    struct sdb_place *p = &s->place;
    if (same_place(p, input, sheet_index, risk))
        return RT_OK;
    int64_t id = 0;
    p->id = 0;
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_FIND_PLACE);
    put_place(&b, input, sheet_index, risk);
    RT_TRY(rt_sql_run(&b, &id, err));
    if (!id)
        RT_TRY(add_place(s, input, sheet_index, risk, &id, err));
    RT_TRY(rt_sql_remember(&p->department, risk->department, err));
    RT_TRY(rt_sql_remember(&p->profile, risk->profile, err));
    p->id = id;
    p->input = input;
    p->sheet_index = sheet_index;
    p->csv = risk->where.csv;
    return RT_OK;
}

enum rt_status rt_state_add_risk(struct rt_state *s, int64_t input,
    size_t sheet_index, const struct rt_risk *risk, struct rt_error *err)
{
    bool takes;
    enum rt_status rc = takes_rows(s, input, &takes, err);
    if (rc != RT_OK || !takes)
        return rc;
    if (!risk->risk_id.n)
        return rt_fail(err, RT_BUG, "a risk without an id");
    RT_TRY(place_of(s, input, sheet_index, risk, err));
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_ADD_RISK);
    rt_sql_put_int(&b, ++s->risks);
    rt_sql_put_id(&b, risk->risk_id);
    rt_sql_put_int(&b, s->place.id);
    rt_sql_put_int(&b, risk->where.row);
    rt_sql_put_int(&b, risk->where.col);
    rt_record_put(&rt_risk_kept, &b, risk);
    return rt_sql_run(&b, NULL, err);
}

/* --- plans ---------------------------------------------------------------- */

static struct rt_str first_line(struct rt_str text)
{
    struct rt_str line = RT_STR_NONE;
    text = rt_str_trim(text);
    (void)rt_str_line(&text, &line);
    return line;
}

/* SHA-256 over the folded parts, each ended by U+001F. */
static enum rt_status hash_parts(const struct rt_str *parts, size_t count,
    char hex[65], struct rt_error *err)
{
    struct rt_buf b;
    enum rt_status rc = RT_OK;
    rt_buf_init(&b, SDB_TEXT_MAX);
    for (size_t i = 0; rc == RT_OK && i < count; i++) {
        rc = rt_fold(parts[i], &b);
        RT_THEN(rc, rt_buf_add(&b, "\x1F", 1));
    }
    if (rc == RT_OK)
        rt_sha256(rt_buf_str(&b), hex);
    rt_buf_fini(&b);
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    return rc == RT_OK ? RT_OK
                       : rt_fail_both(err, RT_IO, "計画の行が長すぎます",
                           "a plan's row is too long");
}

static int64_t hash_number(const char hex[65])
{
    char first[16];
    memcpy(first, hex, 15);
    first[15] = '\0';
    return (int64_t)strtoll(first, NULL, 16);
}

static bool is_done(const struct rt_plan_row *row)
{
    return row->status == RT_PLAN_DONE
           || (row->status == RT_PLAN_UNSAID && row->actual_end.iso.n);
}

/* What its readers call the treatment. */
static struct rt_str called(const struct rt_plan_row *row)
{
    return row->control.n ? row->control : first_line(row->task);
}

static struct rt_str written(const struct rt_plan_date *d)
{
    return d->iso.n ? d->iso : d->raw;
}

/* A retained risk needs no plan, and none was due at what merge proposed. */
static struct rt_plan_date due(const struct rt_plan_row *row)
{
    static const struct rt_plan_date none = {0};

    return rt_plan_is_proposal(row) && row->treatment == RT_RETAIN
               ? none
               : row->planned_end;
}

/* Whether its criteria ask for the owner's signature, and until when the one that
 * it has holds: of `until`, which the statement reads when it runs. Who may sign is
 * not known here. */
static void put_signature(
    struct rt_sql_bind *b, const struct rt_plan_row *row, char until[11])
{
    static const struct rt_signing by = {.now = ""};
    const struct rt_profile *p = rt_profile_named(row->profile);
    const struct rt_risk risk = {.profile = row->profile,
        .result = {.importance = row->importance,
            .likelihood = row->likelihood,
            .level = row->level}};
    struct rt_acceptance_state s = {.is = RT_ACCEPT_NONE};

    until[0] = '\0';
    if (p)
        rt_accept(p, &risk, row, false, &by, &s);
    bool wants = s.is != RT_ACCEPT_NONE && s.is != RT_ACCEPT_NEVER
                 && s.is != RT_ACCEPT_DECLINED;
    if (wants && !rt_signature_until(p, row->approved_on.iso, until))
        until[0] = '\0';
    rt_sql_put_int(b, wants);
    rt_sql_put_str(b, rt_str(until));
}

static void put_plan(
    struct rt_sql_bind *b, const struct rt_plan_row *row, char until[11])
{
    struct rt_plan_date end = due(row);

    rt_sql_put_known(b, row->level);
    rt_sql_put_known(b, row->priority > 0 ? row->priority : -1);
    rt_sql_put_strs(b, row->who, end.iso, end.raw);
    rt_sql_put_int(b, row->status);
    rt_sql_put_str(b, row->status_raw);
    rt_sql_put_int(b, is_done(row));
    rt_sql_put_known(b, row->residual_importance);
    rt_sql_put_known(b, row->residual_likelihood);
    rt_sql_put_strs(b, row->approved_by, written(&row->approved_on),
        row->department, row->asset, row->owner);
    rt_sql_put_int(b, rt_plan_is_proposal(row));
    rt_sql_put_str(b, row->profile);
    rt_sql_put_str(b, called(row));
    put_signature(b, row, until);
}

static enum rt_status insert_plan(struct rt_state *s, int64_t input,
    const struct rt_plan_row *row, struct rt_str key, int64_t task,
    struct rt_error *err)
{
    char until[11];
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_ADD_PLAN);
    rt_sql_put_int(&b, ++s->plans);
    rt_sql_put_int(&b, input);
    rt_sql_put_str(&b, row->where.sheet);
    rt_sql_put_int(&b, row->where.row);
    rt_sql_put_id(&b, key);
    rt_sql_put_int(&b, task);
    put_plan(&b, row, until);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_state_add_plan(struct rt_state *s, int64_t input,
    const struct rt_plan_row *row, struct rt_error *err)
{
    bool takes;
    enum rt_status rc = takes_rows(s, input, &takes, err);
    if (rc != RT_OK || !takes)
        return rc;
    char hex[65], id[18];
    struct rt_str key = row->risk_id;
    const struct rt_str about[]
        = {row->number, row->control, first_line(row->task), row->department};
    if (!key.n) {
        rc = hash_parts(about, 4, hex, err);
        id[0] = 'P';
        if (rc == RT_OK)
            memcpy(id + 1, hex, 16);
        key = (struct rt_str){id, 17};
    }
    RT_THEN(rc, hash_parts(about + 1, 2, hex, err));
    if (rc != RT_OK)
        return rc;
    return insert_plan(s, input, row, key, hash_number(hex), err);
}

/* --- findings ------------------------------------------------------------- */

static enum rt_status mark_lossy(
    struct rt_state *s, int64_t input, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_MARK_LOSSY);
    rt_sql_put_int(&b, input);
    return rt_sql_run(&b, NULL, err);
}

static bool is_error(enum rt_code code)
{
    return rt_finding_info(code)->severity == RT_ERROR;
}

/* Errors of the file or the form's structure may have cost rows; an error in
 * a value does not. */
static bool may_lose_rows(enum rt_code code)
{
    struct rt_str name = rt_str(rt_finding_info(code)->name);
    return is_error(code)
           && (rt_str_starts(name, RT_STR("IN"))
               || rt_str_starts(name, RT_STR("TP")));
}

enum rt_status rt_state_add_finding(
    struct rt_state *s, int64_t input, enum rt_code code, struct rt_error *err)
{
    RT_TRY(rt_sdb_need(s, SDB_GATHERING, err));
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_ADD_FINDING);
    rt_sql_put_int(&b, input);
    rt_sql_put_text(&b, rt_str(rt_finding_info(code)->name));
    RT_TRY(rt_sql_run(&b, NULL, err));
    return may_lose_rows(code) ? mark_lossy(s, input, err) : RT_OK;
}

enum rt_status rt_state_add_rejected(
    struct rt_state *s, int64_t input, enum rt_code code, struct rt_error *err)
{
    enum rt_status rc = rt_sdb_need(s, SDB_GATHERING, err);
    return rc == RT_OK && is_error(code) ? mark_lossy(s, input, err) : rc;
}
