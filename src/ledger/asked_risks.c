/* Acceptance in the ledger: each risk of the plan is judged once, when its rows
 * are joined, and what needs a person is reported.
 *
 * An office has one officer and thousands of risks: what is the same for many of
 * them is one finding for each owner, and the lists are in the owners' sheets.
 */
#include "ledger/asked_risks.h"

#include "ledger/private.h"
#include "risk/plan_carry.h"

void rt_ledger_sign_by(struct rt_ledger *l, const struct rt_signing *by)
{
    l->signing = by;
}

/* --- judging -------------------------------------------------------------- */

/* What the first row of a risk states of it holds for the others, which are its
 * further tasks. */
struct judge {
    struct rt_ledger *ledger;
    enum rt_lang lang;
    bool judged; /* the first row of the risk at hand */
    enum rt_treatment treatment;
    int residual_importance, residual_likelihood;
    struct rt_buf owner;
};

static struct rt_plan_row fresh_of(const struct rt_risk *risk)
{
    return (struct rt_plan_row){.treatment = risk->treatment,
        .residual_importance = risk->residual_importance,
        .residual_likelihood = risk->residual_likelihood,
        .control = risk->control,
        .owner = risk->owner,
        .reason = risk->treatment_reason};
}

static struct rt_str signed_on(const struct rt_plan_row *row)
{
    return row->approved_on.iso.n > 0 ? row->approved_on.iso
                                      : row->approved_on.raw;
}

static void put_where(struct rt_sql_bind *b, const struct rt_plan_row *row)
{
    rt_sql_put_strs(b, row->where.file, row->where.sheet);
    rt_sql_put_int(b, row->where.row);
}

static enum rt_status add_first(struct judge *j, uint64_t position,
    const struct rt_acceptance_state *s, const struct rt_plan_row *row,
    struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&j->ledger->sql, LDB_ADD_ACCEPTANCE);

    rt_sql_put_int(&b, (int64_t)position);
    rt_sql_put_int(&b, s->is);
    rt_sql_put_int(&b, s->of);
    rt_sql_put_int(&b, s->level);
    rt_sql_put_int(&b, row->treatment);
    rt_sql_put_strs(&b, row->owner, row->control, row->reason, row->approved_by,
        signed_on(row), row->approved_values, rt_str(s->iso), row->decision);
    put_where(&b, row);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status add_further(struct judge *j, uint64_t position,
    const struct rt_acceptance_state *s, const struct rt_plan_row *row,
    struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&j->ledger->sql, LDB_ADD_TASK);

    rt_sql_put_int(&b, (int64_t)position);
    rt_sql_put_int(&b, s->is);
    rt_sql_put_strs(&b, row->approved_by, signed_on(row), row->approved_values,
        rt_str(s->iso), row->decision);
    put_where(&b, row);
    RT_TRY(rt_sql_run(&b, NULL, err));
    b = rt_sql_kept(&j->ledger->sql, LDB_ADD_TASK_CONTROL);
    rt_sql_put_int(&b, (int64_t)position);
    rt_sql_put_str(&b, row->control);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status keep_first(
    struct judge *j, const struct rt_plan_row *row, struct rt_error *err)
{
    j->treatment = row->treatment;
    j->residual_importance = row->residual_importance;
    j->residual_likelihood = row->residual_likelihood;
    return rt_sql_remember(&j->owner, row->owner, err);
}

static void follow_first(const struct judge *j, struct rt_plan_row *row)
{
    row->treatment = j->treatment;
    row->residual_importance = j->residual_importance;
    row->residual_likelihood = j->residual_likelihood;
    row->owner = rt_buf_str(&j->owner);
}

static enum rt_status judge_row(struct judge *j, const struct rt_planned *at,
    struct rt_plan_row *row, bool lapsed, struct rt_error *err)
{
    const struct rt_profile *p = rt_profile_named(at->risk.profile);
    bool first = !at->carried || at->first;
    struct rt_acceptance_state s;

    if (!p)
        return RT_OK;
    if (first)
        RT_TRY(keep_first(j, row, err));
    else
        follow_first(j, row);
    rt_accept(p, &at->risk, row, lapsed, j->ledger->signing, &s);
    if (first) {
        j->judged
            = s.is != RT_ACCEPT_NONE || (rt_plan_is_approved(row) && !lapsed);
        return j->judged ? add_first(j, at->risk.position, &s, row, err)
                         : RT_OK;
    }
    return j->judged ? add_further(j, at->risk.position, &s, row, err) : RT_OK;
}

static enum rt_status judge_risk(
    struct judge *j, const struct rt_planned *at, struct rt_error *err)
{
    struct rt_plan_row fresh = fresh_of(&at->risk);
    struct rt_plan_carry carry;
    enum rt_status rc;

    if (!at->carried)
        return judge_row(j, at, &fresh, false, err);
    rt_plan_carry_init(&carry);
    rc = rt_plan_carry_over(&at->previous, &at->risk, &fresh, at->first,
        j->ledger->signing->now, j->lang, &carry, err);
    RT_THEN(rc, judge_row(j, at, &carry.row, carry.lapsed, err));
    rt_plan_carry_fini(&carry);
    return rc;
}

static enum rt_status judge_all(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct judge j = {.ledger = l, .lang = lang, .owner = RT_BUF(LDB_TEXT_MAX)};
    struct rt_cursor c = rt_ledger_planned(l, RT_PLANNED_RISKS, err);
    struct rt_planned at;

    while (rt_next(&c, &at))
        rt_cursor_keep(&c, judge_risk(&j, &at, err));
    rt_buf_fini(&j.owner);
    return rt_cursor_close(&c);
}

/* --- findings ------------------------------------------------------------- */

/* What the functions below share; the names are those of one finding. */
struct reporter {
    struct rt_ledger *ledger;
    enum rt_lang lang;
    struct rt_buf names[2];
    size_t count[2];
};

static struct rt_where get_where(struct rt_sql_read *r)
{
    struct rt_where at = {0};

    rt_sql_get_strs(r, &at.file, &at.sheet);
    int64_t row = rt_sql_get_int(r);
    at.row = row > 0 ? (uint32_t)row : 0;
    at.csv = at.file.n > 0 && at.sheet.n == 0;
    return at;
}

static enum rt_status report_group(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct reporter *t = context;
    enum rt_accepted state = (enum rt_accepted)rt_sql_get_int(r);
    bool retained = rt_sql_get_int(r) != 0;
    struct rt_str owner = rt_sql_get_str(r), by = rt_sql_get_str(r);
    struct rt_str until = rt_sql_get_str(r);
    uint64_t count = rt_sql_get_count(r);
    struct rt_finding f = {.code = RT_PL512};
    (void)rt_sql_get_int(r);
    f.where = get_where(r);

    if (state == RT_ACCEPT_STRANGER)
        f.code = RT_PL509;
    else if (state == RT_ACCEPT_EXPIRED)
        f.code = RT_PL510;
    else if (retained)
        f.code = RT_PL511;
    const struct rt_str args[RT_FINDING_ARGS]
        = {owner, RT_DECIMAL(count), state == RT_ACCEPT_STRANGER ? by : until};
    return rt_ldb_report_row(t->ledger, &f, RT_STR_NONE, t->lang, args, err);
}

static enum rt_status note_name(struct reporter *t, size_t which,
    struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_buf name = RT_BUF(RT_NAMES_BYTES);
    struct rt_str asset = rt_sql_get_str(r), department = rt_sql_get_str(r);
    enum rt_status rc = rt_buf_adds(&name, asset);

    if (rc == RT_OK && department.n > 0)
        rc = rt_buf_printf(
            &name, rt_say(t->lang, "（%.*s）", " (%.*s)"), RT_FMT(department));
    RT_THEN(rc, rt_add_name(&t->names[which], t->count[which]++,
                    rt_buf_str(&name), t->lang));
    rt_buf_fini(&name);
    return rc == RT_OK ? RT_OK : rt_fail_nomem(err);
}

/* One finding that names the risks noted so far, if there are any. */
static enum rt_status report_names(
    struct reporter *t, size_t which, enum rt_code code, struct rt_error *err)
{
    struct rt_finding f = {.code = code};

    if (t->count[which] == 0)
        return RT_OK;
    if (rt_end_names(&t->names[which], t->count[which], t->lang) != RT_OK)
        return rt_fail_nomem(err);
    RT_TRY(rt_ledger_report(t->ledger, 0, &f, t->lang,
        RT_ARGS(RT_DECIMAL(t->count[which]), rt_buf_str(&t->names[which])),
        err));
    rt_buf_clear(&t->names[which]);
    t->count[which] = 0;
    return RT_OK;
}

static enum rt_status note_ownerless(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    return note_name(context, 0, r, err);
}

/* Names come before what they are sorted by. */
static enum rt_status note_never(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_sql_read ahead = *r;

    (void)rt_sql_get_str(&ahead);
    (void)rt_sql_get_str(&ahead);
    return note_name(context, rt_sql_get_int(&ahead) ? 0 : 1, r, err);
}

static enum rt_status report_declined(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct reporter *t = context;
    struct rt_str asset = rt_sql_get_str(r), id = rt_sql_get_id(r);
    struct rt_str decision = rt_sql_get_str(r);
    struct rt_finding f = {.code = RT_PL516,
        .risk_id = id,
        .where = get_where(r),
        .actual = decision};

    return rt_ledger_report(
        t->ledger, 0, &f, t->lang, RT_ARGS(asset, decision), err);
}

static enum rt_status report_all(struct reporter *t, struct rt_error *err)
{
    struct rt_sql *sql = &t->ledger->sql;

    RT_TRY(rt_sql_walk(sql, LDB_ACCEPTANCE_GROUPS, report_group, t, err));
    RT_TRY(rt_sql_walk(sql, LDB_ACCEPTANCE_OWNERLESS, note_ownerless, t, err));
    RT_TRY(report_names(t, 0, RT_PL513, err));
    RT_TRY(rt_sql_walk(sql, LDB_ACCEPTANCE_NEVER, note_never, t, err));
    RT_TRY(report_names(t, 0, RT_PL514, err));
    RT_TRY(report_names(t, 1, RT_PL515, err));
    return rt_sql_walk(sql, LDB_ACCEPTANCE_DECLINED, report_declined, t, err);
}

enum rt_status rt_ldb_judge_acceptance(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct reporter t = {.ledger = l,
        .lang = lang,
        .names = {RT_BUF(RT_NAMES_BYTES), RT_BUF(RT_NAMES_BYTES)}};
    enum rt_status rc;

    RT_TRY(rt_sql_exec(&l->sql, LDB_ACCEPTANCE_SCHEMA, err));
    rc = l->signing ? judge_all(l, lang, err) : RT_OK;
    RT_THEN(rc, rt_sql_exec(&l->sql, LDB_SEAL_ACCEPTANCE, err));
    RT_THEN(rc, report_all(&t, err));
    for (size_t i = 0; i < RT_COUNT(t.names); i++)
        rt_buf_fini(&t.names[i]);
    return rc;
}

/* --- reading -------------------------------------------------------------- */

static enum rt_status count_state(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_acceptance_counts *out = context;
    int64_t state = rt_sql_get_int(r);

    (void)err;
    if (state >= 0 && state <= RT_ACCEPT_NEVER)
        out->of[state] = rt_sql_get_count(r);
    return RT_OK;
}

enum rt_status rt_ledger_acceptance_counts(
    struct rt_ledger *l, struct rt_acceptance_counts *out, struct rt_error *err)
{
    *out = (struct rt_acceptance_counts){0};
    RT_TRY(rt_ldb_need_finished(l, err));
    return rt_sql_walk(&l->sql, LDB_ACCEPTANCE_COUNTS, count_state, out, err);
}

static void read_owner(struct rt_sql_read *r, void *to)
{
    struct rt_asked_owner *out = to;

    out->key = rt_sql_get_str(r);
    out->name = rt_sql_get_str(r);
    rt_sql_get_counts(r, &out->risks, &out->lapsed);
}

struct rt_cursor rt_ledger_asked_owners(
    struct rt_ledger *l, struct rt_error *err)
{
    return LDB_FINISHED_ROWS(
        l, LDB_ASKED_OWNERS, read_owner, struct rt_asked_owner, err);
}

static void read_asked(struct rt_sql_read *r, void *to)
{
    struct rt_asked_risk *out = to;

    rt_ldb_get_risk(r, &out->risk);
    out->risk.position = rt_sql_get_count(r);
    out->is = (enum rt_accepted)rt_sql_get_int(r);
    rt_sql_get_strs(r, &out->owner, &out->control, &out->reason,
        &out->approved_by, &out->approved_on, &out->decision);
}

struct rt_cursor rt_ledger_asked(
    struct rt_ledger *l, struct rt_str key, struct rt_error *err)
{
    struct rt_cursor c = LDB_FINISHED_ROWS(
        l, LDB_ASKED, read_asked, struct rt_asked_risk, err);

    rt_sql_rows_str(&c, key);
    return c;
}
