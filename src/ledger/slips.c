/* Return slips: what goes back to which department.
 *
 * Everything is sorted out once (schema.c says how), so that a slip is a run
 * of neighbours in two narrow tables: a thousand slips cost no more than one
 * that holds all.
 */
#include "ledger/private.h"
#include "ledger/risk_columns.h"

#include <stdio.h>

enum rt_status rt_ledger_add_department(
    struct rt_ledger *l, struct rt_str name, struct rt_error *err)
{
    struct rt_sql_bind b = {0};
    enum rt_status rc = rt_ldb_kept(l, LDB_ADD_DEPARTMENT, &b.stmt, err);
    if (rc != RT_OK)
        return rc;
    rt_sql_put_text(&b, name);
    return rt_ldb_run(l, &b, "department", err);
}

static enum rt_status read_count(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    int64_t *out = to;

    (void)err;
    *out = sqlite3_column_int64(c->stmt, 0);
    return RT_ROW;
}

enum rt_status rt_ledger_make_slips(struct rt_ledger *l, struct rt_error *err)
{
    char limit[64];
    int64_t slips = 0;
    enum rt_status rc = rt_ldb_need_finished(l, err);

    snprintf(limit, sizeof limit, "CREATE TABLE slip_limit AS SELECT %d AS n",
        (int)RT_SLIPS_MAX);
    if (rc == RT_OK)
        rc = rt_ldb_exec(l, "BEGIN", "slips", err);
    if (rc == RT_OK)
        rc = rt_ldb_exec(l, limit, "slips", err);
    if (rc == RT_OK)
        rc = rt_ldb_exec(l, rt_ldb_slips, "slips", err);
    if (rc == RT_OK)
        rc = rt_ldb_one(
            l, "SELECT count(*) FROM slip", read_count, &slips, err);
    if (rc == RT_OK && slips > 0)
        rc = rt_ldb_exec(l, rt_ldb_slip_rows, "rows of slips", err);
    return rc == RT_OK ? rt_ldb_exec(l, "COMMIT", "slips", err) : rc;
}

/* --- the slips ------------------------------------------------------------ */

enum rt_status rt_ledger_slips(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT s.id, s.department, i.file, m.id IS NOT NULL, m.file,"
          "  s.errors, s.warnings,"
          "  CASE WHEN s.first_row IS NULL THEN 0"
          "    ELSE s.last_row - s.first_row + 1 END"
          " FROM slip s LEFT JOIN input i ON i.id = s.input"
          " LEFT JOIN input m ON m.state = 3 AND m.department = s.department"
          " ORDER BY s.id";
    return rt_ldb_cursor(l, sql, out, err);
}

static enum rt_status read_slip(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_slip *out = to;
    struct rt_sql_read r = {c->stmt, 0};

    (void)err;
    out->id = rt_sql_get_int(&r);
    out->department = rt_sql_get_str(&r);
    out->file = rt_sql_get_str(&r);
    out->missing = rt_sql_get_int(&r) != 0;
    out->expected = rt_sql_get_str(&r);
    out->errors = rt_sql_get_count(&r);
    out->warnings = rt_sql_get_count(&r);
    out->rows = rt_sql_get_count(&r);
    return RT_ROW;
}

enum rt_status rt_slips_next(
    struct rt_cursor *c, struct rt_slip *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_slip, out, err);
}

/* A cursor on one slip's part of something. */
static enum rt_status of_slip(struct rt_ledger *l, const char *sql,
    int64_t slip, struct rt_cursor **out, struct rt_error *err)
{
    enum rt_status rc = rt_ldb_cursor(l, sql, out, err);

    return rc == RT_OK ? rt_ldb_cursor_int(out, 1, slip, err) : rc;
}

/* --- what is to be corrected ---------------------------------------------- */

enum rt_status rt_ledger_corrections(struct rt_ledger *l, int64_t slip,
    struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT f.code, f.department, f.file, f.sheet, f.row, f.col, f.csv,"
          "  f.risk_id, f.message, f.expected, f.actual, r.asset, x.cells"
          " FROM slip s"
          " CROSS JOIN correction k ON k.position BETWEEN s.first AND s.last"
          " CROSS JOIN finding f ON f.id = k.finding"
          " LEFT JOIN risk r ON f.row > 0 AND r.id ="
          "   (SELECT o.id FROM place p"
          "    JOIN risk o ON o.place = p.id AND o.row = f.row"
          "    WHERE p.input = f.input AND p.sheet = coalesce(f.sheet, '')"
          "    LIMIT 1)"
          " LEFT JOIN rejected x ON f.row > 0 AND x.id ="
          "   (SELECT y.id FROM rejected y WHERE y.input = f.input"
          "    AND y.row = f.row AND y.sheet IS f.sheet LIMIT 1)"
          " WHERE s.id = ? ORDER BY k.position";
    return of_slip(l, sql, slip, out, err);
}

static enum rt_status read_correction(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_correction *out = to;
    struct rt_sql_read r = {c->stmt, 0};

    (void)err;
    rt_ldb_get_finding(&r, &out->finding);
    out->asset = rt_sql_get_str(&r);
    out->cells = rt_sql_get_str(&r);
    return RT_ROW;
}

enum rt_status rt_corrections_next(
    struct rt_cursor *c, struct rt_correction *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_correction, out, err);
}

/* --- what was taken ------------------------------------------------------- */

enum rt_status rt_ledger_understood(struct rt_ledger *l, int64_t slip,
    struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT " LDB_RISK_COLUMNS ", u.risk IS NULL,"
          "  x.file, x.sheet, x.row, x.code, x.reason, x.cells,"
          "  (SELECT group_concat(m, char(10)) FROM"
          "    (SELECT n.message AS m FROM finding n"
          "     WHERE n.input = p.input AND n.sheet IS nullif(p.sheet, '')"
          "       AND n.row = r.row AND n.severity = 0"
          "     ORDER BY n.col, n.code, n.id))"
          " FROM slip s"
          " CROSS JOIN understood u"
          "   ON u.position BETWEEN s.first_row AND s.last_row"
          " LEFT JOIN risk r ON r.id = u.risk"
          " LEFT JOIN place p ON p.id = r.place"
          " LEFT JOIN label d ON d.id = r.department"
          " LEFT JOIN label f ON f.id = r.profile"
          " LEFT JOIN rejected x ON x.id = u.rejected"
          " WHERE s.id = ? ORDER BY u.position";
    return of_slip(l, sql, slip, out, err);
}

static enum rt_status read_understood(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_understood *out = to;
    struct rt_sql_read r = {c->stmt, 0};

    (void)err;
    rt_ldb_get_risk(c, &r, &out->risk);
    out->is_rejected = rt_sql_get_int(&r) != 0;
    rt_ldb_get_rejected(&r, &out->rejected);
    out->notes = rt_sql_get_str(&r);
    return RT_ROW;
}

enum rt_status rt_understood_next(
    struct rt_cursor *c, struct rt_understood *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_understood, out, err);
}

enum rt_status rt_ledger_slip_inputs(struct rt_ledger *l, int64_t slip,
    struct rt_cursor **out, struct rt_error *err)
{
#define COUNT(severity)                                                            \
    ", (SELECT count(*) FROM finding WHERE input = i.id AND severity = " #severity \
    ")"
    static const char sql[] = "SELECT " LDB_INPUT_COLUMNS COUNT(2) COUNT(1)
        COUNT(0) " FROM slip_input q CROSS JOIN input i ON i.id = q.input"
                 " WHERE q.slip = ? ORDER BY q.input";
#undef COUNT
    return of_slip(l, sql, slip, out, err);
}

static enum rt_status read_slip_input(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_slip_input *out = to;
    struct rt_sql_read r = {c->stmt, 0};

    (void)err;
    rt_ldb_get_input(&r, &out->input);
    out->notes = rt_sql_get_str(&r);
    return RT_ROW;
}

enum rt_status rt_slip_inputs_next(
    struct rt_cursor *c, struct rt_slip_input *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_slip_input, out, err);
}
