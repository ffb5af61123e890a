/* The ledger's sums: totals, the matrix, the departments, the profiles.
 *
 * All of them add up the same narrow table (tally, schema.c), so that a
 * report's parts cannot contradict each other.
 */
#include "ledger/private.h"

#include <string.h>

static enum rt_status read_input_totals(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_totals *out = to;
    (void)err;
    struct rt_sql_read r = {c->stmt, 0};
    out->inputs = rt_sql_get_count(&r);
    out->inputs_read = rt_sql_get_count(&r);
    out->inputs_other = rt_sql_get_count(&r);
    out->inputs_failed = rt_sql_get_count(&r);
    out->inputs_missing = rt_sql_get_count(&r);
    out->counts.seen = rt_sql_get_count(&r);
    out->counts.accepted = rt_sql_get_count(&r);
    out->counts.rejected = rt_sql_get_count(&r);
    out->counts.blank = rt_sql_get_count(&r);
    out->counts.example = rt_sql_get_count(&r);
    return RT_ROW;
}

static enum rt_status input_totals(
    struct rt_ledger *l, struct rt_totals *out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT count(*), sum(state = 0), sum(state = 1), sum(state = 2),"
          "  sum(state = 3), sum(seen), sum(accepted), sum(rejected),"
          "  sum(blank), sum(example) FROM input";
    return rt_ldb_one(l, sql, read_input_totals, out, err);
}

static enum rt_status read_risk_totals(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_totals *out = to;
    (void)err;
    struct rt_sql_read r = {c->stmt, 0};
    out->risks = rt_sql_get_count(&r);
    out->assessed = rt_sql_get_count(&r);
    out->high = rt_sql_get_count(&r);
    out->medium = rt_sql_get_count(&r);
    out->low = rt_sql_get_count(&r);
    for (int i = 0; i < 4; i++)
        out->priority[i] = rt_sql_get_count(&r);
    return RT_ROW;
}

static enum rt_status risk_totals(
    struct rt_ledger *l, struct rt_totals *out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT sum(n), sum(n) FILTER (WHERE level IS NOT NULL),"
          "  sum(n) FILTER (WHERE class = 2),"
          "  sum(n) FILTER (WHERE class = 1),"
          "  sum(n) FILTER (WHERE class = 0),"
          "  sum(n) FILTER (WHERE level IS NOT NULL AND priority IS NULL),"
          "  sum(n) FILTER (WHERE priority = 1),"
          "  sum(n) FILTER (WHERE priority = 2),"
          "  sum(n) FILTER (WHERE priority = 3) FROM tally";
    return rt_ldb_one(l, sql, read_risk_totals, out, err);
}

static enum rt_status read_finding_totals(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_totals *out = to;
    (void)err;
    struct rt_sql_read r = {c->stmt, 0};
    out->errors = rt_sql_get_count(&r);
    out->warnings = rt_sql_get_count(&r);
    out->infos = rt_sql_get_count(&r);
    return RT_ROW;
}

static enum rt_status finding_totals(
    struct rt_ledger *l, struct rt_totals *out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT sum(severity = 2), sum(severity = 1), sum(severity = 0)"
          " FROM finding";
    return rt_ldb_one(l, sql, read_finding_totals, out, err);
}

enum rt_status rt_ledger_totals(
    struct rt_ledger *l, struct rt_totals *out, struct rt_error *err)
{
    memset(out, 0, sizeof *out);
    enum rt_status rc = rt_ldb_need_finished(l, err);
    if (rc == RT_OK)
        rc = input_totals(l, out, err);
    if (rc == RT_OK)
        rc = risk_totals(l, out, err);
    if (rc == RT_OK)
        rc = finding_totals(l, out, err);
    return rc;
}

static enum rt_status read_registered(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    char(*out)[11] = to;
    (void)err;
    struct rt_sql_read r = {c->stmt, 0};
    rt_str_copy(out[0], 11, rt_sql_get_str(&r));
    rt_str_copy(out[1], 11, rt_sql_get_str(&r));
    return RT_ROW;
}

enum rt_status rt_ledger_registered(
    struct rt_ledger *l, char from[11], char to[11], struct rt_error *err)
{
    /* what is no date stands in the table as it was written */
    static const char sql[]
        = "SELECT min(registered), max(registered) FROM risk"
          " WHERE registered GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'";
    char days[2][11] = {"", ""};
    enum rt_status rc = rt_ldb_need_finished(l, err);
    if (rc == RT_OK)
        rc = rt_ldb_one(l, sql, read_registered, days, err);
    memcpy(from, days[0], sizeof days[0]);
    memcpy(to, days[1], sizeof days[1]);
    return rc;
}

/* --- profiles ------------------------------------------------------------- */

enum rt_status rt_ledger_profiles(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT p.data, (SELECT sum(t.n) FROM tally t"
          "  JOIN label f ON f.id = t.profile WHERE f.text = p.name)"
          " FROM profile p ORDER BY p.name";
    *out = NULL;
    enum rt_status rc = rt_ldb_need_finished(l, err);
    return rc == RT_OK ? rt_ldb_cursor(l, sql, out, err) : rc;
}

static enum rt_status read_profile(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_profile_use *out = to;
    const void *data = sqlite3_column_blob(c->stmt, 0);
    size_t size = (size_t)sqlite3_column_bytes(c->stmt, 0);
    if (!data)
        return rt_fail_nomem(err);
    if (size != sizeof out->profile)
        return rt_fail(err, RT_BUG, "a profile of %zu bytes", size);
    memcpy(&out->profile, data, size);
    struct rt_sql_read r = {c->stmt, 1};
    out->risks = rt_sql_get_count(&r);
    return RT_ROW;
}

enum rt_status rt_profiles_next(
    struct rt_cursor *c, struct rt_profile_use *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_profile, out, err);
}

/* --- matrix --------------------------------------------------------------- */

enum rt_status rt_ledger_matrix(struct rt_ledger *l, struct rt_str profile,
    enum rt_evaluation which, struct rt_cursor **out, struct rt_error *err)
{
    static const char *const sql[RT_EVALUATIONS] = {
        "SELECT t.importance, t.likelihood, sum(t.n)"
        " FROM tally t JOIN label f ON f.id = t.profile"
        " WHERE f.text = ? AND t.level IS NOT NULL"
        " GROUP BY t.importance, t.likelihood"
        " ORDER BY t.importance, t.likelihood",
        "SELECT t.residual_importance, t.residual_likelihood, sum(t.n)"
        " FROM tally t JOIN label f ON f.id = t.profile"
        " WHERE f.text = ? AND t.residual_importance IS NOT NULL"
        "  AND t.residual_likelihood IS NOT NULL"
        " GROUP BY t.residual_importance, t.residual_likelihood"
        " ORDER BY t.residual_importance, t.residual_likelihood",
    };
    return rt_ldb_open_with(l, sql[which], profile, NULL, 0, out, err);
}

static enum rt_status read_matrix(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_matrix_cell *out = to;
    (void)err;
    struct rt_sql_read r = {c->stmt, 0};
    out->importance = rt_sql_get_known(&r);
    out->likelihood = rt_sql_get_known(&r);
    out->count = rt_sql_get_count(&r);
    return RT_ROW;
}

enum rt_status rt_matrix_next(
    struct rt_cursor *c, struct rt_matrix_cell *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_matrix, out, err);
}

/* --- departments ---------------------------------------------------------- */

enum rt_status rt_ledger_departments(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT d.text, sum(t.n), sum(t.n) FILTER (WHERE t.class = 2),"
          "  sum(t.n) FILTER (WHERE t.class = 1),"
          "  sum(t.n) FILTER (WHERE t.class = 0),"
          "  sum(t.n) FILTER (WHERE t.level IS NULL),"
          "  sum(t.n) FILTER"
          "    (WHERE t.level IS NOT NULL AND t.priority IS NULL),"
          "  sum(t.n) FILTER (WHERE t.priority = 1),"
          "  sum(t.n) FILTER (WHERE t.priority = 2),"
          "  sum(t.n) FILTER (WHERE t.priority = 3), max(t.level)"
          " FROM tally t LEFT JOIN label d ON d.id = t.department"
          " GROUP BY t.department"
          " ORDER BY d.text IS NULL, d.text";
    *out = NULL;
    enum rt_status rc = rt_ldb_need_finished(l, err);
    return rc == RT_OK ? rt_ldb_cursor(l, sql, out, err) : rc;
}

static enum rt_status read_department(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_department_row *out = to;
    (void)err;
    struct rt_sql_read r = {c->stmt, 0};
    out->department = rt_sql_get_str(&r);
    out->total = rt_sql_get_count(&r);
    out->high = rt_sql_get_count(&r);
    out->medium = rt_sql_get_count(&r);
    out->low = rt_sql_get_count(&r);
    out->unassessed = rt_sql_get_count(&r);
    for (int i = 0; i < 4; i++)
        out->priority[i] = rt_sql_get_count(&r);
    out->worst_level = rt_sql_get_known(&r);
    return RT_ROW;
}

enum rt_status rt_departments_next(
    struct rt_cursor *c, struct rt_department_row *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_department, out, err);
}
