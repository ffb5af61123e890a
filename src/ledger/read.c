/* Reading the ledger row by row: risks, inputs, findings, refused rows.
 *
 * Each query has its reader beside it, and both name the same columns in the
 * same order. The views a reader gives point into SQLite's own row, which is
 * why they last until the next step and no longer.
 */
#include "ledger/private.h"
#include "ledger/risk_columns.h"

#include <string.h>

/* --- risks ---------------------------------------------------------------- */

/* CROSS JOIN fixes the order of the loops: down the register, then straight
 * to each row. Risks with a priority are the register's first ones, because
 * priority is what it is ordered by. */
/* clang-format off */
#define RISK_COLUMNS "SELECT " LDB_RISK_COLUMNS ", g.position"
#define RISK_JOINS \
    " CROSS JOIN risk r ON r.id = g.risk" \
    " CROSS JOIN place p ON p.id = r.place" \
    " LEFT JOIN label d ON d.id = r.department" \
    " LEFT JOIN label f ON f.id = r.profile"

static const char risks_sql[] = RISK_COLUMNS
    " FROM register g" RISK_JOINS
    " WHERE g.position <= ? ORDER BY g.position";

/* The risks of one cell stand together in the register but for those of
 * other profiles: only the places from the first of its severities to the
 * last are looked at. */
static const char cell_sql[] = RISK_COLUMNS
    " FROM register g" RISK_JOINS
    " WHERE g.position > (SELECT coalesce(sum(n), 0) FROM tally"
    "     WHERE severity < (SELECT min(t.severity) FROM tally t"
    "       JOIN label o ON o.id = t.profile AND o.text = ?1"
    "       WHERE t.importance = ?2 AND t.likelihood = ?3))"
    "   AND g.position <= (SELECT coalesce(sum(n), 0) FROM tally"
    "     WHERE severity <= (SELECT max(t.severity) FROM tally t"
    "       JOIN label o ON o.id = t.profile AND o.text = ?1"
    "       WHERE t.importance = ?2 AND t.likelihood = ?3))"
    "   AND f.text = ?1 AND r.importance = ?2 AND r.likelihood = ?3"
    "   AND r.level IS NOT NULL"
    " ORDER BY g.position LIMIT ?4";

/* Nothing orders these but the register as a whole: asked for only where
 * there are some. */
static const char residual_sql[] = RISK_COLUMNS
    " FROM register g" RISK_JOINS
    " WHERE f.text = ?1 AND r.residual_importance = ?2"
    "   AND r.residual_likelihood = ?3"
    " ORDER BY g.position LIMIT ?4";

static const char department_sql[] = RISK_COLUMNS
    " FROM (SELECT position, risk FROM worst WHERE department IS"
    "   (SELECT id FROM label WHERE text = ?1)) g"
    RISK_JOINS
    " ORDER BY g.position";
/* clang-format on */

static enum rt_status read_number(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    int64_t *out = to;
    (void)err;
    *out = sqlite3_column_int64(c->stmt, 0); /* NULL reads as 0 */
    return RT_ROW;
}

/* How many rows of the register have a priority. */
enum rt_status rt_ldb_plan_rows(
    struct rt_ledger *l, int64_t *rows, struct rt_error *err)
{
    static const char sql[]
        = "SELECT sum(n) FROM tally WHERE priority IS NOT NULL";
    return rt_ldb_one(l, sql, read_number, rows, err);
}

enum rt_status rt_ledger_risks(struct rt_ledger *l, enum rt_risks_of of,
    struct rt_cursor **out, struct rt_error *err)
{
    *out = NULL;
    enum rt_status rc = rt_ldb_need_finished(l, err);
    if (rc != RT_OK)
        return rc;
    int64_t last = INT64_MAX;
    if (of == RT_RISKS_PLAN) {
        RT_TRY(rt_ldb_plan_rows(l, &last, err));
    }
    rc = rt_ldb_cursor(l, risks_sql, out, err);
    return rc == RT_OK ? rt_ldb_cursor_int(out, 1, last, err) : rc;
}

enum rt_status rt_ldb_open_with(struct rt_ledger *l, const char *sql,
    struct rt_str text, const int64_t *numbers, int count,
    struct rt_cursor **out, struct rt_error *err)
{
    *out = NULL;
    enum rt_status st = rt_ldb_need_finished(l, err);
    if (st == RT_OK)
        st = rt_ldb_cursor(l, sql, out, err);
    if (st != RT_OK)
        return st;
    pthread_mutex_lock(&l->lock);
    int rc = SQLITE_OK;
    if (text.n > 0)
        rc = sqlite3_bind_text64(
            (*out)->stmt, 1, text.p, text.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    for (int i = 0; i < count && rc == SQLITE_OK; i++)
        rc = sqlite3_bind_int64((*out)->stmt, 2 + i, numbers[i]);
    if (rc != SQLITE_OK)
        st = rt_ldb_fail(l, rc, "query", err);
    pthread_mutex_unlock(&l->lock);
    if (st != RT_OK) {
        rt_cursor_close(*out);
        *out = NULL;
    }
    return st;
}

enum rt_status rt_ledger_cell(struct rt_ledger *l, struct rt_str profile,
    enum rt_evaluation which, int importance, int likelihood, uint64_t limit,
    struct rt_cursor **out, struct rt_error *err)
{
    const int64_t numbers[] = {importance, likelihood, (int64_t)limit};
    return rt_ldb_open_with(l, which == RT_FIRST ? cell_sql : residual_sql,
        profile, numbers, 3, out, err);
}

enum rt_status rt_ledger_worst_of(struct rt_ledger *l, struct rt_str department,
    struct rt_cursor **out, struct rt_error *err)
{
    return rt_ldb_open_with(l, department_sql, department, NULL, 0, out, err);
}

static void read_flags(struct rt_risk *out, int64_t flags)
{
    out->personal = flags & LDB_PERSONAL;
    out->sensitive = flags & LDB_SENSITIVE;
    out->my_number = flags & LDB_MY_NUMBER;
    out->scores.personal = flags & LDB_ANY_PERSONAL;
}

void rt_ldb_get_risk(
    struct rt_cursor *c, struct rt_sql_read *r, struct rt_risk *out)
{
    *out = (struct rt_risk){0}; /* also what the ledger does not keep */
    out->department = rt_sql_get_str(r);
    out->file = rt_sql_get_str(r);
    out->sheet = rt_sql_get_str(r);
    out->csv = rt_sql_get_int(r) != 0;
    out->profile = rt_sql_get_str(r);
    out->row = (uint32_t)rt_sql_get_int(r);
    out->risk_id = rt_sql_get_id(r, c->risk_id);
    out->result.priority = (int)rt_sql_get_int(r); /* none is NULL is 0 */
    read_flags(out, rt_sql_get_int(r));
#define GET_NUMBER(column, member) out->member = rt_sql_get_known(r);
#define GET_TEXT(column, member) out->member = rt_sql_get_str(r);
    RISK_NUMBERS(GET_NUMBER)
    RISK_TEXTS(GET_TEXT)
#undef GET_NUMBER
#undef GET_TEXT
}

static enum rt_status read_risk(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_sql_read r = {c->stmt, 0};

    (void)err;
    rt_ldb_get_risk(c, &r, to);
    ((struct rt_risk *)to)->position = rt_sql_get_count(&r);
    return RT_ROW;
}

enum rt_status rt_risks_next(
    struct rt_cursor *c, struct rt_risk *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_risk, out, err);
}

/* --- inputs --------------------------------------------------------------- */

enum rt_status rt_ledger_inputs(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT " LDB_INPUT_COLUMNS ", f.errors, f.warnings, f.infos"
          " FROM input i LEFT JOIN"
          "   (SELECT input, sum(severity = 2) AS errors,"
          "      sum(severity = 1) AS warnings, sum(severity = 0) AS infos"
          "    FROM finding GROUP BY input) f"
          "   ON f.input = i.id"
          " ORDER BY i.id";

    return rt_ldb_cursor(l, sql, out, err);
}

void rt_ldb_get_input(struct rt_sql_read *r, struct rt_input *out)
{
    out->file = rt_sql_get_str(r);
    out->department = rt_sql_get_str(r);
    out->size = rt_sql_get_count(r);
    out->sha256 = rt_sql_get_str(r);
    out->kind = rt_sql_get_str(r);
    out->format = rt_sql_get_str(r);
    out->encoding = rt_sql_get_str(r);
    out->edition = rt_sql_get_str(r);
    out->profile = rt_sql_get_str(r);
    out->state = (enum rt_input_state)rt_sql_get_int(r);
    out->counts.seen = rt_sql_get_count(r);
    out->counts.accepted = rt_sql_get_count(r);
    out->counts.rejected = rt_sql_get_count(r);
    out->counts.blank = rt_sql_get_count(r);
    out->counts.example = rt_sql_get_count(r);
    out->errors = rt_sql_get_count(r);
    out->warnings = rt_sql_get_count(r);
    out->infos = rt_sql_get_count(r);
}

static enum rt_status read_input(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_sql_read r = {c->stmt, 0};

    (void)err;
    rt_ldb_get_input(&r, to);
    return RT_ROW;
}

enum rt_status rt_inputs_next(
    struct rt_cursor *c, struct rt_input *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_input, out, err);
}

/* --- findings and refused rows -------------------------------------------- */

enum rt_status rt_ledger_findings(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT code, department, file, sheet, row, col, csv, risk_id,"
          "  message, expected, actual"
          " FROM finding ORDER BY input, sheet, row, col, code, id";
    return rt_ldb_cursor(l, sql, out, err);
}

void rt_ldb_get_finding(struct rt_sql_read *r, struct rt_finding *out)
{
    out->code = (enum rt_code)rt_sql_get_int(r);
    out->department = rt_sql_get_str(r);
    out->file = rt_sql_get_str(r);
    out->sheet = rt_sql_get_str(r);
    out->row = (uint32_t)rt_sql_get_int(r);
    out->col = (uint32_t)rt_sql_get_int(r);
    out->csv = rt_sql_get_int(r) != 0;
    out->risk_id = rt_sql_get_str(r);
    out->message = rt_sql_get_str(r);
    out->expected = rt_sql_get_str(r);
    out->actual = rt_sql_get_str(r);
}

static enum rt_status read_finding(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_sql_read r = {c->stmt, 0};

    (void)err;
    rt_ldb_get_finding(&r, to);
    return RT_ROW;
}

enum rt_status rt_findings_next(
    struct rt_cursor *c, struct rt_finding *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_finding, out, err);
}

enum rt_status rt_ledger_rejected(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[] = "SELECT file, sheet, row, code, reason, cells"
                              " FROM rejected ORDER BY id";
    return rt_ldb_cursor(l, sql, out, err);
}

void rt_ldb_get_rejected(struct rt_sql_read *r, struct rt_rejected *out)
{
    out->file = rt_sql_get_str(r);
    out->sheet = rt_sql_get_str(r);
    out->row = (uint32_t)rt_sql_get_int(r);
    out->code = rt_sql_get_str(r);
    out->reason = rt_sql_get_str(r);
    out->cells = rt_sql_get_str(r);
}

static enum rt_status read_rejected(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_sql_read r = {c->stmt, 0};

    (void)err;
    rt_ldb_get_rejected(&r, to);
    return RT_ROW;
}

enum rt_status rt_rejected_next(
    struct rt_cursor *c, struct rt_rejected *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_rejected, out, err);
}

enum rt_status rt_ledger_checks(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT i.file, i.department, c.sheet, c.category,"
          "  c.n0, c.n1, c.n2, c.n3, c.n4"
          " FROM checks c JOIN input i ON i.id = c.input ORDER BY c.id";
    return rt_ldb_cursor(l, sql, out, err);
}

enum rt_status rt_ledger_checks_by_category(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[] = "SELECT '', '', '', category,"
                              "  sum(n0), sum(n1), sum(n2), sum(n3), sum(n4)"
                              " FROM checks GROUP BY category ORDER BY min(id)";
    return rt_ldb_cursor(l, sql, out, err);
}

static enum rt_status read_checks(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_checks *out = to;
    (void)err;
    struct rt_sql_read r = {c->stmt, 0};
    out->file = rt_sql_get_str(&r);
    out->department = rt_sql_get_str(&r);
    out->sheet = rt_sql_get_str(&r);
    out->category = rt_sql_get_str(&r);
    for (int i = 0; i < 5; i++)
        out->answers[i] = rt_sql_get_count(&r);
    return RT_ROW;
}

enum rt_status rt_checks_next(
    struct rt_cursor *c, struct rt_checks *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_checks, out, err);
}
