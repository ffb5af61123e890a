/* The comparison with the previous run (ledger/change.h). SQL makes it
 * (sql/change.sql), so that it takes no memory however many risks there are.
 */
#include "ledger/change.h"
#include "compare/compare.h"
#include "ledger/private.h"

enum rt_status rt_ldb_seal_changes(struct rt_ledger *l, struct rt_error *err)
{
    if (!l->compares)
        return RT_OK;
    RT_TRY(rt_sql_exec(&l->sql,
        l->has_base ? LDB_COMPARE_WITH_BASE : LDB_COMPARE_WITH_PREVIOUS, err));
    return rt_sql_exec(&l->sql, LDB_SEAL_CHANGES, err);
}

enum rt_status rt_ledger_begin_previous(
    struct rt_ledger *l, bool compares, struct rt_error *err)
{
    if (l->finished || l->has_previous)
        return rt_fail(err, RT_BUG, "a previous run too late or twice");
    l->has_previous = true;
    l->compares = compares;
    l->run = compares;
    RT_TRY(rt_compare_begin(&l->sql, err));
    return rt_sql_exec(&l->sql, LDB_PREVIOUS_SCHEMA, err);
}

static enum rt_status need_changes(struct rt_ledger *l, struct rt_error *err)
{
    if (!l->compares)
        return rt_fail(err, RT_BUG, "there is no previous run");
    return rt_ldb_need_finished(l, err);
}

enum rt_status rt_ledger_begin_base(struct rt_ledger *l, struct rt_error *err)
{
    if (l->finished || !l->compares || l->has_base)
        return rt_fail(err, RT_BUG, "a base too late or twice");
    l->has_base = true;
    return rt_sql_exec(&l->sql, LDB_BASE_SCHEMA, err);
}

enum rt_status rt_ledger_add_new_id(
    struct rt_ledger *l, const struct rt_new_id *id, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_BASE_ID);
    rt_sql_put_id(&b, id->old);
    rt_sql_put_id(&b, id->new);
    return rt_sql_run(&b, NULL, err);
}

/* `which` adds it to the table. */
static enum rt_status add_earlier(struct rt_ledger *l, enum ldb_sql which,
    const struct rt_risk *risk, struct rt_error *err)
{
    if (l->finished || !l->has_previous)
        return rt_fail(err, RT_BUG, "an earlier risk out of place");
    struct rt_risk as_confirmed = *risk;
    as_confirmed.unconfirmed = RT_CONFIRMED;
    struct rt_sql_bind b = rt_sql_kept(&l->sql, which);
    rt_sql_put_int(&b, rt_ldb_severity(risk));
    rt_sql_put_strs(&b, risk->department, risk->profile, risk->where.file,
        risk->where.sheet);
    rt_sql_put_int(&b, risk->where.row);
    rt_sql_put_int(&b, risk->where.col);
    rt_sql_put_int(&b, risk->where.csv);
    rt_sql_put_id(&b, risk->risk_id);
    rt_sql_put_int(&b, risk->unconfirmed);
    rt_sql_put_int(&b, l->run);
    RT_TRY(rt_ldb_put_risk(l, &b, &as_confirmed, err));
    return rt_sql_run(&b, NULL, err);
}

/* A statement about the register that was read last. */
static enum rt_status of_register(struct rt_ledger *l, enum ldb_sql which,
    int64_t *number, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, which);

    rt_sql_put_int(&b, l->run);
    return rt_sql_run(&b, number, err);
}

enum rt_status rt_ledger_end_register(struct rt_ledger *l, struct rt_str file,
    enum rt_lang lang, struct rt_error *err)
{
    const struct rt_finding f = {.code = RT_DL312, .where.file = file};
    int64_t both = 0;

    if (l->run > 1)
        RT_TRY(of_register(l, LDB_COUNT_IN_BOTH, &both, err));
    if (both > 0) {
        RT_TRY(of_register(l, LDB_DROP_IN_BOTH, NULL, err));
        RT_TRY(of_register(l, LDB_DROP_EXPECTED, NULL, err));
        RT_TRY(rt_ledger_report(
            l, 0, &f, lang, RT_ARGS(file, RT_DECIMAL(both)), err));
    }
    l->run++;
    return RT_OK;
}

enum rt_status rt_ledger_add_previous(
    struct rt_ledger *l, const struct rt_risk *risk, struct rt_error *err)
{
    return add_earlier(
        l, l->compares ? LDB_ADD_PREVIOUS : LDB_ADD_PLANNED, risk, err);
}

enum rt_status rt_ledger_add_base(
    struct rt_ledger *l, const struct rt_risk *risk, struct rt_error *err)
{
    return add_earlier(l, LDB_ADD_BASE, risk, err);
}

enum rt_status rt_ledger_missed_department(struct rt_ledger *l,
    struct rt_str text, struct rt_buf *to, struct rt_error *err)
{
    struct rt_sql_cursor c;
    enum rt_status rc;

    if (!l->has_previous)
        return RT_OK;
    if (!l->named)
        RT_TRY(rt_sql_exec(&l->sql, LDB_NAME_DEPARTMENTS, err));
    l->named = true;
    c = rt_sql_query(&l->sql, LDB_MISSED_DEPARTMENT);
    rt_sql_put_text(&c.bind, text);
    rc = rt_sql_next(&c, err);
    if (rc == RT_ROW && rt_buf_adds(to, rt_sql_get_str(&c.row)) != RT_OK)
        rc = rt_fail_nomem(err);
    rt_sql_end(&c);
    return rc == RT_ROW || rc == RT_END ? RT_OK : rc;
}

static void read_new_id(struct rt_sql_read *r, void *to)
{
    struct rt_new_id *out = to;
    rt_sql_get_strs(r, &out->old, &out->new);
}

struct rt_cursor rt_ledger_new_ids(struct rt_ledger *l, struct rt_error *err)
{
    enum rt_status rc = need_changes(l, err);

    return rc == RT_OK
               ? LDB_ROWS(l, LDB_NEW_IDS, read_new_id, struct rt_new_id, err)
               : rt_sql_no_rows(rc, err);
}

/* --- sums ----------------------------------------------------------------- */

static void read_sides(struct rt_sql_read *r, void *to)
{
    struct rt_change_totals *out = to;
    rt_sql_get_counts(r, &out->previous, &out->nameless, &out->now_nameless,
        &out->repeated, &out->now_repeated);
}

struct moved {
    int64_t kind, before, now, other;
    uint64_t n;
};

static void read_moved(struct rt_sql_read *r, void *to)
{
    struct moved *out = to;
    out->kind = rt_sql_get_int(r);
    out->before = rt_sql_get_int(r);
    out->now = rt_sql_get_int(r);
    out->other = rt_sql_get_int(r);
    out->n = rt_sql_get_count(r);
}

static enum rt_status add_moved(
    struct rt_ledger *l, struct rt_change_totals *out, struct rt_error *err)
{
    struct rt_cursor c
        = LDB_ROWS(l, LDB_CHANGE_MOVES, read_moved, struct moved, err);
    struct moved m;

    while (rt_next(&c, &m)) {
        out->count[m.kind] += m.now == RT_AS_VIEW ? 0 : m.n;
        out->moved[m.before][m.now] += m.n;
        out->other_profile += m.other ? m.n : 0;
    }
    return rt_cursor_close(&c);
}

enum rt_status rt_ledger_change_totals(
    struct rt_ledger *l, struct rt_change_totals *out, struct rt_error *err)
{
    memset(out, 0, sizeof *out);
    RT_TRY(need_changes(l, err));
    RT_TRY(rt_sql_one(&l->sql, LDB_CHANGE_SIDES, read_sides, out, err));
    return add_moved(l, out, err);
}

/* --- the list ------------------------------------------------------------- */

static void read_judged(struct rt_sql_read *r, struct rt_judged *to)
{
    to->level = rt_sql_get_known(r);
    to->class = (enum rt_class)rt_sql_get_known(r);
    to->priority = (int)rt_sql_get_int(r);
    to->profile = rt_sql_get_str(r);
}

static void read_change(struct rt_sql_read *r, void *to)
{
    struct rt_change *out = to;
    out->kind = (enum rt_change_kind)rt_sql_get_int(r);
    out->position = rt_sql_get_count(r);
    out->risk_id = rt_sql_get_id(r);
    rt_sql_get_strs(r, &out->department, &out->business, &out->asset,
        &out->medium, &out->where.file, &out->where.sheet);
    out->where.row = (uint32_t)rt_sql_get_int(r);
    out->where.csv = rt_sql_get_int(r) != 0;
    read_judged(r, &out->before);
    read_judged(r, &out->now);
}

struct rt_cursor rt_ledger_changes(struct rt_ledger *l, struct rt_error *err)
{
    enum rt_status rc = need_changes(l, err);

    return rc == RT_OK
               ? LDB_ROWS(l, LDB_CHANGES, read_change, struct rt_change, err)
               : rt_sql_no_rows(rc, err);
}
