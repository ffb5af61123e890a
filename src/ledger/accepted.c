/* What `check` asks of the ledger beyond what `merge` does: the order of the
 * sheets in their books, whose row a finding stands in, and which findings
 * somebody has accepted.
 *
 * An accepted finding is taken out, not marked: then every sum and every
 * report is right without knowing of it.
 */
#include "ledger/private.h"

enum rt_status rt_ledger_add_sheet(struct rt_ledger *l, int64_t input,
    size_t sheet_index, struct rt_str sheet, struct rt_error *err)
{
    struct rt_sql_bind b = {0};
    enum rt_status rc = rt_ldb_kept(l, LDB_ADD_SHEET, &b.stmt, err);
    if (rc != RT_OK)
        return rc;
    rt_sql_put_int(&b, input);
    rt_sql_put_text(&b, sheet);
    rt_sql_put_int(&b, (int64_t)sheet_index);
    return rt_ldb_run(l, &b, "sheet", err);
}

enum rt_status rt_ledger_seal(struct rt_ledger *l, struct rt_error *err)
{
    if (l->finished)
        return rt_fail(err, RT_BUG, "the ledger is finished twice");
    enum rt_status rc = rt_ldb_exec(l, rt_ldb_seal_order, "order", err);
    if (rc == RT_OK)
        rc = rt_ldb_exec(l, rt_ldb_seal_rows, "rows of findings", err);
    if (rc == RT_OK)
        rc = rt_ldb_exec(l, rt_ldb_seal_findings, "findings", err);
    if (rc == RT_OK)
        rc = rt_ldb_exec(l, "COMMIT", "commit", err);
    l->finished = rc == RT_OK;
    return rc;
}

enum rt_status rt_ledger_accept(struct rt_ledger *l, enum rt_code code,
    struct rt_str risk_id, uint64_t *count, struct rt_error *err)
{
    struct rt_sql_bind b = {0};
    enum rt_status rc = rt_ldb_need_finished(l, err);
    if (rc == RT_OK)
        rc = rt_ldb_kept(l, LDB_ACCEPT, &b.stmt, err);
    if (rc != RT_OK)
        return rc;
    rt_sql_put_text(&b, risk_id);
    rt_sql_put_int(&b, code);
    rc = rt_ldb_run(l, &b, "accept", err);
    *count = rc == RT_OK ? (uint64_t)sqlite3_changes64(l->db) : 0;
    return rc;
}

/* --- findings in their places --------------------------------------------- */

enum rt_status rt_ledger_placed(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT f.input, f.code, f.department, f.file, f.sheet, f.row,"
          "  f.col, f.csv, f.risk_id, f.message, f.expected, f.actual,"
          "  r.asset, r.cells, r.confidentiality, r.integrity,"
          "  r.availability, r.given_importance, r.threat, r.vulnerability,"
          "  r.given_likelihood"
          " FROM finding f"
          " LEFT JOIN sheet s"
          "   ON s.input = f.input AND s.name = coalesce(f.sheet, '')"
          " LEFT JOIN risk r ON f.row > 0 AND r.id ="
          "   (SELECT o.id FROM place p"
          "    JOIN risk o ON o.place = p.id AND o.row = f.row"
          "    WHERE p.input = f.input AND p.sheet = coalesce(f.sheet, '')"
          "    LIMIT 1)"
          " ORDER BY f.input, s.rank, f.row, f.col, f.code, f.id";
    *out = NULL;
    enum rt_status rc = rt_ldb_need_finished(l, err);
    return rc == RT_OK ? rt_ldb_cursor(l, sql, out, err) : rc;
}

enum rt_status rt_placed_next(
    struct rt_cursor *c, struct rt_placed *out, struct rt_error *err)
{
    enum rt_status rc = rt_ldb_step(c, err);
    if (rc != RT_ROW)
        return rc;
    struct rt_sql_read r = {c->stmt, 0};
    *out = (struct rt_placed){.input = rt_sql_get_int(&r)};
    rt_ldb_get_finding(&r, &out->finding);
    out->asset = rt_sql_get_str(&r);
    out->cells = rt_sql_get_str(&r);
    out->scores.confidentiality = rt_sql_get_known(&r);
    out->scores.integrity = rt_sql_get_known(&r);
    out->scores.availability = rt_sql_get_known(&r);
    out->scores.given_importance = rt_sql_get_known(&r);
    out->scores.threat = rt_sql_get_known(&r);
    out->scores.vulnerability = rt_sql_get_known(&r);
    out->scores.given_likelihood = rt_sql_get_known(&r);
    return RT_ROW;
}

/* --- sums ----------------------------------------------------------------- */

enum rt_status rt_ledger_code_counts(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[] = "SELECT input, code, count(*) FROM finding"
                              " GROUP BY input, code ORDER BY input, code";
    return rt_ldb_cursor(l, sql, out, err);
}

enum rt_status rt_code_counts_next(
    struct rt_cursor *c, struct rt_code_count *out, struct rt_error *err)
{
    enum rt_status rc = rt_ldb_step(c, err);
    if (rc != RT_ROW)
        return rc;
    struct rt_sql_read r = {c->stmt, 0};
    out->input = rt_sql_get_int(&r);
    out->code = (enum rt_code)rt_sql_get_int(&r);
    out->count = rt_sql_get_count(&r);
    return RT_ROW;
}
