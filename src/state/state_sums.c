/* The sums of the picture as it will be: all from the tally and the counts of
 * findings, so that an unchanged run reads no risk.
 */
#include "state/private.h"

/* clang-format off */

static const char *const sums[] = {
    "CREATE TEMP TABLE part AS"
    "  SELECT department, class, level, priority, sum(n) AS n FROM"
    "   (SELECT * FROM main.tally UNION ALL SELECT * FROM temp.shift)"
    "  GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0",
    "CREATE TEMP TABLE code AS"
    "  SELECT code, sum(n) AS n FROM"
    "   (SELECT f.code, f.n FROM main.finding f"
    "    JOIN temp.new_input i ON i.id = f.input WHERE i.fate = 0"
    "   UNION ALL SELECT code, n FROM temp.new_finding)"
    "  GROUP BY code",
    NULL
};

static const char totals_sql[] =
    "SELECT coalesce(sum(n), 0), coalesce(sum(n) FILTER (WHERE class = 2), 0),"
    "  coalesce(sum(n) FILTER (WHERE class = 1), 0),"
    "  coalesce(sum(n) FILTER (WHERE class = 0), 0),"
    "  coalesce(sum(n) FILTER (WHERE class = -1), 0),"
    "  coalesce(sum(n) FILTER (WHERE watched("
    "    nullif(level, -1), nullif(class, -1))), 0)"
    " FROM temp.part";

static const char overdue_sql[] =
    "SELECT (SELECT count(*) FROM temp.new_item WHERE overdue AND watched)"
    "  + (SELECT count(*) FROM main.item i"
    "     WHERE i.done = 0 AND i.due < (SELECT now FROM temp.opt)"
    "       AND i.key NOT IN (SELECT old FROM temp.item_hit)"
    "       AND coalesce((SELECT l.present AND watched(l.level, l.class)"
    "           FROM main.life l WHERE l.key = i.key),"
    "         (SELECT watched_plan(p.level, p.priority) FROM main.plan p"
    "           WHERE p.id = i.plan)))";

static const char departments_sql[] =
    "SELECT department, sum(n), sum(n) FILTER (WHERE class = 2),"
    "  sum(n) FILTER (WHERE class = 1), sum(n) FILTER (WHERE class = 0),"
    "  sum(n) FILTER (WHERE class = -1),"
    "  sum(n) FILTER (WHERE priority = 0 AND level >= 0),"
    "  sum(n) FILTER (WHERE priority = 1), sum(n) FILTER (WHERE priority = 2),"
    "  sum(n) FILTER (WHERE priority = 3), nullif(max(level), -1)"
    " FROM temp.part GROUP BY department ORDER BY department = '', department";

/* clang-format on */

/* The only row of a query, `count` numbers. */
static enum rt_status numbers(struct rt_state *s, const char *sql,
    uint64_t *const to[], size_t count, struct rt_error *err)
{
    sqlite3_stmt *stmt = NULL;
    enum rt_status st = rt_sdb_prepare(s, sql, &stmt, err);
    if (st != RT_OK)
        return st;
    int rc = sqlite3_step(stmt);
    struct rt_sql_read r = {.stmt = stmt};
    for (size_t i = 0; rc == SQLITE_ROW && i < count; i++)
        *to[i] = rt_sql_get_count(&r);
    if (rc != SQLITE_ROW)
        st = rt_sdb_fail(s, rc, "sums", err);
    sqlite3_finalize(stmt);
    return st;
}

/* Pairs of a small number and a count: `to` by the number. */
static enum rt_status counts(struct rt_state *s, const char *sql, uint64_t *to,
    size_t size, struct rt_error *err)
{
    sqlite3_stmt *stmt = NULL;
    enum rt_status st = rt_sdb_prepare(s, sql, &stmt, err);
    int rc = SQLITE_DONE;
    while (st == RT_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct rt_sql_read r = {.stmt = stmt};
        size_t i = (size_t)rt_sql_get_count(&r);
        if (i < size)
            to[i] = rt_sql_get_count(&r);
    }
    if (st == RT_OK && rc != SQLITE_DONE)
        st = rt_sdb_fail(s, rc, "sums", err);
    sqlite3_finalize(stmt);
    return st;
}

static enum rt_status sum_inputs(struct rt_state *s, struct rt_error *err)
{
    struct rt_state_summary *out = &s->summary;
    uint64_t *const unchanged[] = {&out->inputs_unchanged};
    uint64_t silent = 0;
    uint64_t *const departments[] = {&silent};
    enum rt_status rc = counts(s,
        "SELECT state, count(*) FROM temp.new_input WHERE fate < 4 GROUP BY 1",
        out->inputs, 4, err);
    if (rc == RT_OK)
        rc = numbers(s, "SELECT count(*) FROM temp.new_input WHERE fate = 0",
            unchanged, 1, err);
    /* One whose own file is missing is not missing twice. */
    if (rc == RT_OK)
        rc = numbers(s,
            "SELECT count(*) FROM temp.new_silent WHERE department NOT IN"
            " (SELECT department FROM temp.new_input"
            "  WHERE fate = 3 AND department IS NOT NULL)",
            departments, 1, err);
    out->inputs[RT_INPUT_MISSING] += silent;
    return rc;
}

static enum rt_status sum_events(struct rt_state *s, struct rt_error *err)
{
    struct rt_state_summary *out = &s->summary;
    enum rt_status rc
        = counts(s, "SELECT kind, count(*) FROM temp.event GROUP BY kind",
            out->events, RT_EVENT_KINDS, err);
    for (int k = 0; k < RT_EVENT_KINDS; k++) {
        if (rt_event_is_flagged((enum rt_event_kind)k))
            out->flagged += out->events[k];
    }
    return rc;
}

static enum rt_status sum_findings(struct rt_state *s, struct rt_error *err)
{
    struct rt_state_cursor *c;
    struct rt_code_count n;
    uint64_t *const by[] = {[RT_INFO] = &s->summary.infos,
        [RT_WARNING] = &s->summary.warnings,
        [RT_ERROR] = &s->summary.errors};
    enum rt_status rc = rt_state_codes(s, &c, err);
    if (rc != RT_OK)
        return rc;
    while ((rc = rt_state_codes_next(c, &n, err)) == RT_ROW)
        *by[rt_finding_info(n.code)->severity] += n.count;
    rt_state_cursor_close(c);
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_sdb_sum_up(struct rt_state *s, struct rt_error *err)
{
    struct rt_state_summary *out = &s->summary;
    uint64_t *const totals[] = {&out->risks, &out->high, &out->medium,
        &out->low, &out->unassessed, &out->at_level};
    uint64_t *const overdue[] = {&out->overdue};
    enum rt_status rc = rt_sdb_exec_all(s, sums, "sums", err);
    if (rc == RT_OK)
        rc = numbers(s, totals_sql, totals, 6, err);
    if (rc == RT_OK)
        rc = numbers(s, overdue_sql, overdue, 1, err);
    if (rc == RT_OK)
        rc = sum_inputs(s, err);
    if (rc == RT_OK)
        rc = sum_events(s, err);
    return rc == RT_OK ? sum_findings(s, err) : rc;
}

enum rt_status rt_state_summarise(
    struct rt_state *s, struct rt_state_summary *out, struct rt_error *err)
{
    if (s->phase < SDB_COMPARED)
        return rt_sdb_need(s, SDB_COMPARED, err);
    *out = s->summary;
    return RT_OK;
}

enum rt_status rt_state_departments(
    struct rt_state *s, struct rt_state_cursor **out, struct rt_error *err)
{
    *out = NULL;
    if (s->phase < SDB_COMPARED)
        return rt_sdb_need(s, SDB_COMPARED, err);
    return rt_sdb_cursor(s, departments_sql, out, err);
}

enum rt_status rt_state_departments_next(struct rt_state_cursor *c,
    struct rt_department_row *out, struct rt_error *err)
{
    enum rt_status rc = rt_sdb_step(c, err);
    if (rc != RT_ROW)
        return rc;
    struct rt_sql_read r = {.stmt = c->stmt};
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

enum rt_status rt_state_codes(
    struct rt_state *s, struct rt_state_cursor **out, struct rt_error *err)
{
    static const char sql[] = "SELECT code, n FROM temp.code ORDER BY code";
    *out = NULL;
    if (s->phase < SDB_GATHERING)
        return rt_sdb_need(s, SDB_COMPARED, err);
    return rt_sdb_cursor(s, sql, out, err);
}

enum rt_status rt_state_codes_next(
    struct rt_state_cursor *c, struct rt_code_count *out, struct rt_error *err)
{
    enum rt_status rc;
    while ((rc = rt_sdb_step(c, err)) == RT_ROW) {
        struct rt_sql_read r = {.stmt = c->stmt};
        out->input = 0;
        out->code = rt_finding_code(rt_sql_get_str(&r));
        out->count = rt_sql_get_count(&r);
        /* One that this build does not know cannot be shown. */
        if (out->code != RT_CODE_NONE)
            return RT_ROW;
    }
    return rc;
}
