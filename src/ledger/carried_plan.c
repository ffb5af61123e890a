/* The previous plan in the ledger: its rows as they were, and the risks they
 * go on for. schema.c says how the two are brought together.
 */
#include "ledger/private.h"
#include "ledger/risk_columns.h"

static enum rt_status add_columns(
    struct rt_ledger *l, const struct rt_plan_row *row, struct rt_error *err)
{
    enum rt_status rc = RT_OK;
    for (size_t i = 0; i < row->extra_count && rc == RT_OK; i++) {
        struct rt_sql_bind b = {0};
        RT_TRY(rt_ldb_kept(l, LDB_ADD_PLAN_COLUMN, &b.stmt, err));
        /* Empty, not NULL: NULLs are all different to a UNIQUE. */
        rt_sql_put_text(&b, row->extras[i].heading);
        rt_sql_put_int(&b, row->extras[i].nth);
        rc = rt_ldb_run(l, &b, "plan's column", err);
    }
    return rc;
}

void rt_ledger_expect_plan(struct rt_ledger *l)
{
    l->has_plan = true;
}

enum rt_status rt_ledger_add_plan_columns(
    struct rt_ledger *l, const struct rt_plan_row *head, struct rt_error *err)
{
    l->has_plan = true;
    return add_columns(l, head, err);
}

enum rt_status rt_ledger_add_plan(struct rt_ledger *l,
    enum rt_planned_kind kind, const struct rt_plan_row *row,
    struct rt_error *err)
{
    if (l->finished)
        return rt_fail(err, RT_BUG, "a plan is added to a finished ledger");
    l->has_plan = true;
    rt_buf_clear(&l->pack);
    enum rt_status rc = rt_plan_pack(row, &l->pack);
    if (rc != RT_OK)
        return rc == RT_NOMEM ? rt_fail_nomem(err)
                              : rt_fail(err, RT_IO, "a plan's row is too long");
    struct rt_sql_bind b = {0};
    RT_TRY(rt_ldb_kept(l, LDB_ADD_PLAN, &b.stmt, err));
    rt_sql_put_int(&b, kind);
    rt_sql_put_id(&b, row->risk_id);
    rt_sql_put_blob(&b, l->pack.data, l->pack.len);
    rc = rt_ldb_run(l, &b, "plan's row", err);
    return rc == RT_OK ? add_columns(l, row, err) : rc;
}

enum rt_status rt_ldb_join_plan(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    enum rt_status rc = rt_ldb_exec(l, rt_ldb_seal_plan, "previous plan", err);
    l->joined = rc == RT_OK;
    return rc == RT_OK ? rt_ldb_tell_plan(l, lang, err) : rc;
}

/* --- reading -------------------------------------------------------------- */

/* clang-format off */
#define RISK_JOINS                                                             \
    " CROSS JOIN risk r ON r.id = g.risk"                                      \
    " CROSS JOIN place p ON p.id = r.place"                                    \
    " LEFT JOIN label d ON d.id = r.department"                                \
    " LEFT JOIN label f ON f.id = r.profile"

/* After the columns of the previous plan come those of the risk, if any. */
static const char *const planned_sql[] = {
    [RT_PLANNED_RISKS] =
        "SELECT " LDB_RISK_COLUMNS ", 0, q.first, q.data"
        " FROM register g" RISK_JOINS
        " LEFT JOIN plan q ON q.position = g.position"
        " WHERE g.position <= ?"
        " ORDER BY g.position, q.id",
    [RT_PLANNED_ADDED] =
        "SELECT 0, 0, data FROM plan"
        " WHERE kind = 0 AND key IS NULL AND id <= ? ORDER BY id",
    [RT_PLANNED_LEFT] =
        "SELECT CASE q.kind WHEN 1 THEN 0 WHEN 2 THEN 3 ELSE"
        "    1 + EXISTS(SELECT 1 FROM risk r WHERE r.key = q.key) END AS why,"
        "  0, q.data"
        " FROM plan q"
        " WHERE (q.kind <> 0 OR (q.key IS NOT NULL AND q.position IS NULL))"
        "   AND q.id <= ?"
        " ORDER BY q.kind <> 1, q.kind, q.id",
};
/* clang-format on */

enum rt_status rt_ledger_planned(struct rt_ledger *l, enum rt_planned_of of,
    struct rt_cursor **out, struct rt_error *err)
{
    *out = NULL;
    /* Its own findings are told before the ledger is finished. */
    enum rt_status rc = l->joined ? RT_OK : rt_ldb_need_finished(l, err);
    int64_t last = INT64_MAX;
    if (rc == RT_OK && of == RT_PLANNED_RISKS)
        rc = rt_ldb_plan_rows(l, &last, err);
    if (rc == RT_OK)
        rc = rt_ldb_cursor(l, planned_sql[of], out, err);
    if (rc != RT_OK)
        return rc;
    (*out)->planned_of = of;
    return rt_ldb_cursor_int(out, 1, last, err);
}

static enum rt_status read_planned(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_planned *out = to;
    struct rt_sql_read r = {c->stmt, 0};
    *out = (struct rt_planned){0};
    if (c->planned_of == RT_PLANNED_RISKS)
        rt_ldb_get_risk(c, &r, &out->risk);
    out->left = (enum rt_planned_left)rt_sql_get_int(&r);
    out->first = rt_sql_get_int(&r) != 0;
    struct rt_str data = rt_sql_get_str(&r);
    if (!data.n)
        return RT_ROW;
    out->carried = true;
    enum rt_status rc
        = rt_plan_unpack(data, &c->plan_room, &out->previous, err);
    return rc == RT_OK ? RT_ROW : rc;
}

enum rt_status rt_planned_next(
    struct rt_cursor *c, struct rt_planned *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_planned, out, err);
}

enum rt_status rt_ledger_plan_columns(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT heading, nth FROM plan_column ORDER BY id";
    return rt_ldb_cursor(l, sql, out, err);
}

static enum rt_status read_column(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_plan_extra *out = to;
    struct rt_sql_read r = {c->stmt, 0};
    (void)err;
    *out = (struct rt_plan_extra){.heading = rt_sql_get_str(&r)};
    out->nth = (unsigned)rt_sql_get_int(&r);
    return RT_ROW;
}

enum rt_status rt_plan_columns_next(
    struct rt_cursor *c, struct rt_plan_extra *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_column, out, err);
}

static enum rt_status read_counts(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_planned_counts *out = to;
    struct rt_sql_read r = {c->stmt, 0};
    (void)err;
    out->carried = rt_sql_get_count(&r);
    out->added = rt_sql_get_count(&r);
    out->left = rt_sql_get_count(&r);
    out->before = rt_sql_get_count(&r);
    out->notes = rt_sql_get_count(&r);
    out->fresh = rt_sql_get_count(&r);
    return RT_ROW;
}

enum rt_status rt_ledger_planned_counts(
    struct rt_ledger *l, struct rt_planned_counts *out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT sum(position IS NOT NULL),"
          "  sum(kind = 0 AND key IS NULL),"
          "  sum(kind = 0 AND key IS NOT NULL AND position IS NULL),"
          "  sum(kind = 1), sum(kind = 2),"
          "  coalesce((SELECT sum(n) FROM tally WHERE priority IS NOT NULL), 0)"
          "    - count(DISTINCT position)"
          " FROM plan";
    *out = (struct rt_planned_counts){0};
    return rt_ldb_one(l, sql, read_counts, out, err);
}
