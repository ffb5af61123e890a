/* What people typed into the assessment report, into the rows of plans.
 *
 * A three-way comparison with what the report was written with: where the plan
 * still has that, it takes what was typed; where it was changed, too, it keeps its
 * own, and both are reported. 済 has no date: the status of such a row becomes
 * blank, as that of a measure that a sender reports as done.
 */
#include "ledger/assessed_edits.h"

#include <stdlib.h>

#include "base/fold.h"
#include "risk/controls.h"

/* The plan's member of an entry. */
#define AT(name) offsetof(struct rt_plan_row, name)
static const size_t members[RT_ASSESSED_ENTRIES]
    = {[RT_AE_TREATMENT] = AT(treatment),
        [RT_AE_CONTROL] = AT(control),
        [RT_AE_ACTION] = AT(status),
        [RT_AE_REASON] = AT(reason),
        [RT_AE_RES_IMPORTANCE] = AT(residual_importance),
        [RT_AE_RES_LIKELIHOOD] = AT(residual_likelihood)};

static bool is_planned(enum rt_assessed_entry entry)
{
    return members[entry] != 0;
}

/* The row as the report shows it. */
static void texts_of(
    const struct rt_plan_row *row, struct rt_assessed_texts *to)
{
    const struct rt_risk risk = {.treatment = row->treatment,
        .control = row->control,
        .treatment_reason = row->reason,
        .residual_importance = row->residual_importance,
        .residual_likelihood = row->residual_likelihood};

    rt_assessed_texts_of(&risk, to);
}

static bool is_same(
    enum rt_assessed_entry entry, struct rt_str a, struct rt_str b)
{
    return entry == RT_AE_CONTROL ? rt_same_controls(a, b) : rt_fold_eq(a, b);
}

/* A row that has what was typed, and nothing else. */
static struct rt_plan_row typed_row(
    const struct rt_plan_extra *x, enum rt_assessed_entry entry)
{
    struct rt_plan_row typed;
    int64_t n;
    int number = rt_parse_int(x->text, &n) ? (int)n : RT_UNKNOWN;

    rt_record_blank(&rt_plan_members, &typed);
    if (entry == RT_AE_TREATMENT)
        typed.treatment = rt_assessed_treatment(x->text);
    typed.treatment_raw = typed.control = typed.reason = x->text;
    typed.residual_importance = typed.residual_likelihood = number;
    typed.residual_importance_raw = typed.residual_likelihood_raw = x->text;
    return typed;
}

/* Whether the plan's status fits what was typed; *put: it is to be blank. */
static bool fits_action(
    const struct rt_plan_row *row, const struct rt_plan_extra *x, bool *put)
{
    struct rt_str line;
    bool done = rt_action_of(x->text, &line) == RT_ACTION_DONE;

    *put = done && row->status != RT_PLAN_DONE && row->status_raw.n > 0;
    return done || row->status != RT_PLAN_DONE;
}

/* Of one that the plan states otherwise. */
static enum rt_status hold(struct ldb_edited *e, const struct rt_plan_row *row,
    const struct rt_plan_extra *x, struct rt_str says, bool *held,
    struct rt_error *err)
{
    struct rt_where other = row->where;

    *held = true;
    other.col = rt_plan_column_of(row, members[rt_ldb_entry_of(x)]);
    return rt_ldb_report_otherwise(e, x, other, says, err);
}

static enum rt_status put_action(struct ldb_edited *e, struct rt_plan_row *row,
    const struct rt_plan_extra *x, bool *put, bool *held, struct rt_error *err)
{
    if (!fits_action(row, x, put))
        return hold(e, row, x, row->status_raw, held, err);
    if (*put) {
        row->status = RT_PLAN_UNSAID;
        row->status_raw = RT_STR_NONE;
    }
    return RT_OK;
}

static enum rt_status put(struct ldb_edited *e, struct rt_plan_row *row,
    int64_t rows, const struct rt_plan_extra *x, bool *put, bool *held,
    struct rt_error *err)
{
    enum rt_assessed_entry entry = rt_ldb_entry_of(x);
    struct rt_assessed_texts texts;
    struct rt_plan_row typed;
    struct rt_str says;

    if (entry == RT_AE_ACTION)
        return put_action(e, row, x, put, held, err);
    texts_of(row, &texts);
    says = texts.of[entry];
    if (is_same(entry, says, x->text))
        return RT_OK;
    if (says.n > 0
        && (!rt_assessed_is_written(e->row.written, entry, says)
            || (entry == RT_AE_CONTROL && rows > 1)))
        return hold(e, row, x, says, held, err);
    typed = typed_row(x, entry);
    rt_plan_copy_entered(row, &typed, rt_plan_entered_at(members[entry]));
    *put = true;
    return RT_OK;
}

static enum rt_status update(struct rt_ledger *l, int64_t id,
    const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_sql_bind b;

    rt_buf_clear(&l->pack);
    if (rt_plan_pack(row, &l->pack) != RT_OK)
        return rt_fail_nomem(err);
    b = rt_sql_kept(&l->sql, LDB_UNITE_PLAN);
    rt_sql_put_int(&b, l->plan);
    rt_sql_put_blob(&b, l->pack.data, l->pack.len);
    rt_sql_put_known(&b, rt_ldb_begun(row));
    rt_sql_put_int(&b, id);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status put_into(struct ldb_edited *e, struct rt_sql_read *r,
    const struct rt_plan_extra *x, bool *held, struct rt_error *err)
{
    struct rt_plan_room room = {0};
    struct rt_plan_row row;
    int64_t id = rt_sql_get_int(r);
    struct rt_str data = rt_sql_get_str(r);
    int64_t rows = rt_sql_get_int(r);
    bool changed = false;
    enum rt_status rc = rt_plan_unpack(data, &room, &row, err);

    RT_THEN(rc, put(e, &row, rows, x, &changed, held, err));
    if (changed)
        RT_THEN(rc, update(e->l, id, &row, err));
    free(room.extras);
    return rc;
}

enum rt_status rt_ldb_plan_entry(struct ldb_edited *e, struct rt_str risk_id,
    const struct rt_plan_extra *x, bool *planned, bool *held,
    struct rt_error *err)
{
    struct rt_sql_cursor c;
    enum rt_status rc;

    *planned = *held = false;
    if (!e->l->has_plan || !is_planned(rt_ldb_entry_of(x)))
        return RT_OK;
    c = rt_sql_query(&e->l->sql, LDB_FIRST_PLANNED);
    rt_sql_put_id(&c.bind, risk_id);
    rc = rt_sql_next(&c, err);
    *planned = rc == RT_ROW;
    if (rc == RT_ROW)
        rc = rt_ldb_is_new(x) ? put_into(e, &c.row, x, held, err) : RT_OK;
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

/* --- of an event: into the rows of its assets ----------------------------------- */

static enum rt_status take_asset(
    struct ldb_edited *e, struct rt_str id, struct rt_error *err)
{
    bool planned, held;

    for (size_t i = 0; i < e->row.extra_count; i++) {
        const struct rt_plan_extra *x = &e->row.extras[i];
        /* An asset has the controls of all its events. */
        if (rt_ldb_is_new(x) && rt_ldb_entry_of(x) != RT_AE_CONTROL)
            RT_TRY(rt_ldb_plan_entry(e, id, x, &planned, &held, err));
    }
    return RT_OK;
}

static enum rt_status take(struct ldb_edited *e, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&e->l->sql, LDB_VIEWED_IDS);
    enum rt_status rc = RT_OK;

    rt_sql_put_id(&c.bind, e->row.risk_id);
    while (rc == RT_OK && (rc = rt_sql_next(&c, err)) == RT_ROW)
        rc = take_asset(e, rt_sql_get_id(&c.row), err);
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_ldb_plan_assessed(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    return l->has_assessed && l->has_plan && l->views > 0
               ? rt_ldb_each_edited(l, lang, take, err)
               : RT_OK;
}
