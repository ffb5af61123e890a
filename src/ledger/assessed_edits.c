/* What people typed into the assessment report that merge wrote.
 *
 * It stands in place of what the inputs say, as if the sender had said it: what
 * follows (assets from their events, plan, register) needs to know nothing of it.
 * Where the sender has changed the same value since, that is reported.
 */
#include "ledger/assessed_edits.h"

#include <stdlib.h>

#include "base/fold.h"

enum rt_status rt_ledger_expect_assessment(
    struct rt_ledger *l, const char *file, int64_t input, struct rt_error *err)
{
    struct rt_sql_bind b;

    if (input == 0)
        return RT_OK;
    b = rt_sql_kept(&l->sql, LDB_ADD_PLAN_INPUT);
    rt_sql_put_text(&b, rt_str(file));
    rt_sql_put_int(&b, input);
    l->plan_inputs = true;
    return rt_sql_run(&b, NULL, err);
}

/* Of several reports the last one that was signed. */
static enum rt_status add_signs(
    struct rt_ledger *l, const struct rt_plan_row *row, struct rt_error *err)
{
    for (size_t i = 0; i < row->extra_count; i++) {
        struct rt_sql_bind b;
        if (row->extras[i].text.n == 0)
            continue;
        b = rt_sql_kept(&l->sql, LDB_ADD_ASSESSED_SIGN);
        rt_sql_put_int(&b, (int64_t)i);
        rt_sql_put_str(&b, row->extras[i].text);
        RT_TRY(rt_sql_run(&b, NULL, err));
    }
    return RT_OK;
}

enum rt_status rt_ledger_add_assessed(
    struct rt_ledger *l, const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_sql_bind b;

    if (row->where.row == 0)
        return add_signs(l, row, err);
    l->has_assessed = true;
    rt_buf_clear(&l->pack);
    if (rt_plan_pack(row, &l->pack) != RT_OK)
        return rt_fail_nomem(err);
    b = rt_sql_kept(&l->sql, LDB_ADD_ASSESSED);
    rt_sql_put_id(&b, row->risk_id);
    rt_sql_put_blob(&b, l->pack.data, l->pack.len);
    return rt_sql_run(&b, NULL, err);
}

/* --- one risk ----------------------------------------------------------------- */

/* The risk of an edited row, and what other rows said of it. */
struct applying {
    struct ldb_edited *e;
    struct rt_risk risk;
    struct rt_assessed_texts texts; /* the risk's */
    unsigned typed;                 /* by other rows */
    struct rt_str note;
    struct rt_where first;
    unsigned typed_here;
    struct rt_plan_extra held[RT_ASSESSED_ENTRIES];
    size_t held_count;
};

static void set_number(struct rt_risk *risk, int *value, struct rt_str text)
{
    int64_t n;

    *value = rt_parse_int(text, &n) && n >= 0 && n <= 3 ? (int)n : RT_UNKNOWN;
    risk->residual_level
        = risk->residual_importance >= 0 && risk->residual_likelihood >= 0
              ? risk->residual_importance * risk->residual_likelihood
              : RT_UNKNOWN;
}

static void set(struct applying *a, const struct rt_plan_extra *x)
{
    enum rt_assessed_entry entry = rt_ldb_entry_of(x);
    size_t at = rt_assessed_members[entry].of_risk;
    struct rt_risk *risk = &a->risk;

    if (at != SIZE_MAX)
        *(struct rt_str *)(void *)((char *)risk + at) = x->text;
    else if (entry == RT_AE_TREATMENT)
        risk->treatment = rt_assessed_treatment(x->text);
    else if (entry == RT_AE_RES_IMPORTANCE)
        set_number(risk, &risk->residual_importance, x->text);
    else if (entry == RT_AE_RES_LIKELIHOOD)
        set_number(risk, &risk->residual_likelihood, x->text);
    else
        a->note = x->text;
}

static struct rt_str text_now(
    const struct applying *a, enum rt_assessed_entry entry)
{
    return entry == RT_AE_NOTE ? a->note : a->texts.of[entry];
}

/* What the sender says now is neither what was written nor what was typed. */
static enum rt_status compare_with_input(
    struct applying *a, const struct rt_plan_extra *x, struct rt_error *err)
{
    enum rt_assessed_entry entry = rt_ldb_entry_of(x);
    struct rt_str says = text_now(a, entry);

    if (!rt_ldb_is_new(x) || says.n == 0 || rt_fold_eq(says, x->text)
        || a->e->row.written.n == 0
        || rt_assessed_is_written(a->e->row.written, entry, says))
        return RT_OK;
    return rt_ldb_report_edited(a->e, RT_PL670, x,
        RT_ARGS(rt_ldb_edited_name(a->e, x),
            rt_ldb_edited_shown(a->e, x, x->text),
            rt_ldb_edited_shown(a->e, x, says)),
        err);
}

static enum rt_status apply(
    struct applying *a, const struct rt_plan_extra *x, struct rt_error *err)
{
    enum rt_assessed_entry entry = rt_ldb_entry_of(x);
    bool planned = false, held = false;

    if (a->typed >> entry & 1)
        return rt_fold_eq(text_now(a, entry), x->text)
                   ? RT_OK
                   : rt_ldb_report_otherwise(
                       a->e, x, a->first, text_now(a, entry), err);
    a->typed_here |= 1u << entry;
    RT_TRY(rt_ldb_plan_entry(a->e, a->risk.risk_id, x, &planned, &held, err));
    if (held)
        a->held[a->held_count++] = *x;
    if (planned && (held || !rt_ldb_is_new(x)))
        return RT_OK;
    if (!planned)
        RT_TRY(compare_with_input(a, x, err));
    set(a, x);
    return RT_OK;
}

/* --- keeping -------------------------------------------------------------------- */

static enum rt_status load_kept(
    struct applying *a, struct rt_sql_cursor *c, struct rt_error *err)
{
    enum rt_status rc;

    rt_sql_put_id(&c->bind, a->risk.risk_id);
    rc = rt_sql_next(c, err);
    if (rc != RT_ROW)
        return rc == RT_END ? RT_OK : rc;
    a->typed = (unsigned)rt_sql_get_int(&c->row);
    a->note = rt_sql_get_str(&c->row);
    (void)rt_sql_get_str(&c->row);
    rt_sql_get_strs(&c->row, &a->first.file, &a->first.sheet);
    a->first.row = (uint32_t)rt_sql_get_int(&c->row);
    return RT_OK;
}

static enum rt_status keep(struct applying *a, struct rt_error *err)
{
    struct rt_ledger *l = a->e->l;
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_KEEP_ASSESSED);
    struct rt_plan_row held;

    rt_record_blank(&rt_plan_members, &held);
    held.extras = a->held;
    held.extra_count = a->held_count;
    rt_buf_clear(&l->pack);
    if (rt_plan_pack(&held, &l->pack) != RT_OK)
        return rt_fail_nomem(err);
    rt_sql_put_id(&b, a->risk.risk_id);
    rt_sql_put_int(&b, a->typed_here);
    rt_sql_put_str(&b, a->note);
    if (a->held_count > 0)
        rt_sql_put_blob(&b, l->pack.data, l->pack.len);
    else
        rt_sql_put_null(&b);
    rt_sql_put_strs(&b, a->e->row.where.file, a->e->row.where.sheet);
    rt_sql_put_int(&b, a->e->row.where.row);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status store(
    struct applying *a, int64_t nth, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&a->e->l->sql, LDB_CHANGE_ASSESSED);

    RT_TRY(rt_ldb_put_risk(a->e->l, &b, &a->risk, err));
    rt_sql_put_int(
        &b, (int64_t)rt_ldb_severity(&a->risk) << LDB_NTH_BITS | nth);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status apply_all(
    struct applying *a, int64_t nth, struct rt_error *err)
{
    struct rt_sql_cursor kept = rt_sql_query(&a->e->l->sql, LDB_ASSESSED_KEPT);
    enum rt_status rc = load_kept(a, &kept, err);

    rt_assessed_texts_of(&a->risk, &a->texts);
    for (size_t i = 0; i < a->e->row.extra_count; i++)
        RT_THEN(rc, apply(a, &a->e->row.extras[i], err));
    RT_THEN(rc, keep(a, err));
    RT_THEN(rc, store(a, nth, err));
    rt_sql_end(&kept);
    return rc;
}

/* What was typed for a risk that is no more. */
static enum rt_status report_gone(struct ldb_edited *e, struct rt_error *err)
{
    for (size_t i = 0; i < e->row.extra_count; i++) {
        const struct rt_plan_extra *x = &e->row.extras[i];
        if (x->text.n > 0)
            return rt_ldb_report_edited(e, RT_PL672, x,
                RT_ARGS(rt_ldb_edited_name(e, x),
                    rt_ldb_edited_shown(e, x, x->text)),
                err);
    }
    return RT_OK;
}

static enum rt_status take(struct ldb_edited *e, struct rt_error *err)
{
    struct applying a = {.e = e};
    struct rt_sql_cursor c = rt_sql_query(&e->l->sql, LDB_ASSESSED_RISK);
    enum rt_status rc;

    rt_sql_put_id(&c.bind, e->row.risk_id);
    rc = e->row.risk_id.n > 0 ? rt_sql_next(&c, err) : RT_END;
    if (rc == RT_ROW) {
        rt_ldb_get_risk(&c.row, &a.risk);
        rc = apply_all(&a, rt_sql_get_int(&c.row), err);
    } else if (rc == RT_END) {
        rc = report_gone(e, err);
    }
    rt_sql_end(&c);
    return rc;
}

enum rt_status rt_ldb_apply_assessed(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    if (!l->has_assessed)
        return RT_OK;
    RT_TRY(rt_sql_exec(&l->sql, LDB_INDEX_ASSESSED, err));
    return rt_ldb_each_edited(l, lang, take, err);
}
