/* The comparison with the previous run (ledger/change.h).
 *
 * Both sides are numbered within each id in the order of severity, and joined
 * by id and number: that pairs the worst with the worst and leaves over what
 * is new and what is gone. SQL does it, so that it takes no memory however
 * many risks there are.
 */
#include "ledger/change.h"
#include "ledger/private.h"

#include <string.h>

/* clang-format off */

static const char schema_sql[] =
    "CREATE TABLE previous("
    "  id INTEGER PRIMARY KEY,"
    "  severity INTEGER, key, level INTEGER, class INTEGER, priority INTEGER,"
    "  profile TEXT, department TEXT, business TEXT, asset TEXT, medium TEXT,"
    "  file TEXT, sheet TEXT, row INTEGER, csv INTEGER);";

const char rt_ldb_add_previous[] =
    "INSERT INTO previous VALUES(NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

/* Kinds are numbers of enum rt_change_kind: 0 new, 1 up, 2 open, 3 down,
 * 4 gone, 5 same. */
static const char seal_sql[] =
    "CREATE TABLE ranked_now("
    "  key, n INTEGER, position INTEGER, risk INTEGER, PRIMARY KEY(key, n))"
    "  WITHOUT ROWID;"
    "INSERT INTO ranked_now"
    "  SELECT r.key,"
    "    row_number() OVER (PARTITION BY r.key ORDER BY g.position),"
    "    g.position, r.id"
    "  FROM register g CROSS JOIN risk r ON r.id = g.risk"
    "  WHERE r.key IS NOT NULL;"
    "CREATE TABLE ranked_before("
    "  key, n INTEGER, previous INTEGER, PRIMARY KEY(key, n))"
    "  WITHOUT ROWID;"
    "INSERT INTO ranked_before"
    "  SELECT key, row_number() OVER (PARTITION BY key ORDER BY severity, id),"
    "    id"
    "  FROM previous WHERE key IS NOT NULL;"
    "CREATE TABLE change("
    "  id INTEGER PRIMARY KEY, kind INTEGER, position INTEGER, risk INTEGER,"
    "  previous INTEGER, as_before INTEGER, as_now INTEGER, other INTEGER);"
    "INSERT INTO change(kind, position, risk, previous, as_before, as_now,"
    "  other)"
    "  SELECT CASE"
    "      WHEN p.id IS NULL THEN 0"
    "      WHEN r.level IS NULL AND p.level IS NULL THEN 5"
    "      WHEN r.level IS NULL OR p.level IS NULL THEN 2"
    "      WHEN f.text = p.profile AND r.level > p.level THEN 1"
    "      WHEN f.text = p.profile AND r.level < p.level THEN 3"
    "      WHEN r.class = p.class THEN 5"
    "      WHEN r.class > p.class THEN 1"
    "      WHEN r.class < p.class THEN 3"
    "      WHEN f.text = p.profile THEN 5"
    "      ELSE 2 END AS kind,"
    "    n.position, r.id, p.id,"
    "    CASE WHEN p.id IS NULL THEN 4 ELSE coalesce(p.class, 3) END,"
    "    coalesce(r.class, 3), p.id IS NOT NULL AND f.text IS NOT p.profile"
    "  FROM ranked_now n"
    "  CROSS JOIN risk r ON r.id = n.risk"
    "  LEFT JOIN label f ON f.id = r.profile"
    "  LEFT JOIN ranked_before b ON b.key = n.key AND b.n = n.n"
    "  LEFT JOIN previous p ON p.id = b.previous"
    "  ORDER BY kind, n.position;"
    "INSERT INTO change(kind, position, risk, previous, as_before, as_now,"
    "  other)"
    "  SELECT 4, 0, NULL, p.id, coalesce(p.class, 3), 4, 0"
    "  FROM ranked_before b CROSS JOIN previous p ON p.id = b.previous"
    "  WHERE NOT EXISTS (SELECT 1 FROM ranked_now n"
    "                    WHERE n.key = b.key AND n.n = b.n)"
    "  ORDER BY p.severity, p.id;"
    "CREATE TABLE moved AS"
    "  SELECT kind, as_before, as_now, other, count(*) AS n"
    "  FROM change GROUP BY 1, 2, 3, 4;";

/* clang-format on */

enum rt_status rt_ldb_seal_changes(struct rt_ledger *l, struct rt_error *err)
{
    return l->compares ? rt_ldb_exec(l, seal_sql, "changes", err) : RT_OK;
}

enum rt_status rt_ledger_begin_previous(
    struct rt_ledger *l, struct rt_error *err)
{
    if (l->finished || l->compares)
        return rt_fail(err, RT_BUG, "a previous run too late or twice");
    l->compares = true;
    return rt_ldb_exec(l, schema_sql, "previous run", err);
}

static enum rt_status need_changes(struct rt_ledger *l, struct rt_error *err)
{
    if (!l->compares)
        return rt_fail(err, RT_BUG, "there is no previous run");
    return rt_ldb_need_finished(l, err);
}

enum rt_status rt_ledger_add_previous(
    struct rt_ledger *l, const struct rt_risk *risk, struct rt_error *err)
{
    struct rt_sql_bind b = {0};

    if (l->finished || !l->compares)
        return rt_fail(err, RT_BUG, "an earlier risk out of place");
    RT_TRY(rt_ldb_kept(l, LDB_ADD_PREVIOUS, &b.stmt, err));
    rt_sql_put_int(&b, rt_ldb_severity(risk));
    rt_sql_put_id(&b, risk->risk_id);
    rt_sql_put_known(&b, risk->result.level);
    rt_sql_put_known(&b, (int)risk->result.class);
    rt_sql_put_known(
        &b, risk->result.priority > 0 ? risk->result.priority : -1);
    rt_sql_put_str(&b, risk->profile);
    rt_sql_put_str(&b, risk->department);
    rt_sql_put_str(&b, risk->business);
    rt_sql_put_str(&b, risk->asset);
    rt_sql_put_str(&b, risk->medium);
    rt_sql_put_str(&b, risk->file);
    rt_sql_put_str(&b, risk->sheet);
    rt_sql_put_int(&b, risk->row);
    rt_sql_put_int(&b, risk->csv);
    return rt_ldb_run(l, &b, "earlier risk", err);
}

/* --- sums ----------------------------------------------------------------- */

static enum rt_status read_sides(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_change_totals *out = to;
    (void)err;
    struct rt_sql_read r = {c->stmt, 0};
    out->previous = rt_sql_get_count(&r);
    out->nameless = rt_sql_get_count(&r);
    out->now_nameless = rt_sql_get_count(&r);
    out->repeated = rt_sql_get_count(&r);
    out->now_repeated = rt_sql_get_count(&r);
    return RT_ROW;
}

struct moved {
    int64_t kind, before, now, other;
    uint64_t n;
};

static enum rt_status read_moved(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct moved *out = to;
    (void)err;
    struct rt_sql_read r = {c->stmt, 0};
    out->kind = rt_sql_get_int(&r);
    out->before = rt_sql_get_int(&r);
    out->now = rt_sql_get_int(&r);
    out->other = rt_sql_get_int(&r);
    out->n = rt_sql_get_count(&r);
    return RT_ROW;
}

static enum rt_status add_moved(
    struct rt_ledger *l, struct rt_change_totals *out, struct rt_error *err)
{
    struct rt_cursor *c = NULL;
    struct moved m;
    enum rt_status rc = rt_ldb_cursor(
        l, "SELECT kind, as_before, as_now, other, n FROM moved", &c, err);

    if (rc != RT_OK)
        return rc;
    while ((rc = rt_ldb_next(c, read_moved, &m, err)) == RT_ROW) {
        out->count[m.kind] += m.n;
        out->moved[m.before][m.now] += m.n;
        out->other_profile += m.other ? m.n : 0;
    }
    rt_cursor_close(c);
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_ledger_change_totals(
    struct rt_ledger *l, struct rt_change_totals *out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT (SELECT count(*) FROM previous),"
          "  (SELECT count(*) FROM previous WHERE key IS NULL),"
          "  (SELECT count(*) FROM risk WHERE key IS NULL),"
          "  (SELECT count(*) FROM ranked_before WHERE n > 1),"
          "  (SELECT count(*) FROM ranked_now WHERE n > 1)";
    enum rt_status rc = need_changes(l, err);

    memset(out, 0, sizeof *out);
    if (rc == RT_OK)
        rc = rt_ldb_one(l, sql, read_sides, out, err);
    return rc == RT_OK ? add_moved(l, out, err) : rc;
}

/* --- the list ------------------------------------------------------------- */

enum rt_status rt_ledger_changes(
    struct rt_ledger *l, struct rt_cursor **out, struct rt_error *err)
{
    static const char sql[]
        = "SELECT c.kind, c.position, coalesce(r.key, p.key),"
          "  CASE WHEN r.id IS NULL THEN p.department ELSE d.text END,"
          "  CASE WHEN r.id IS NULL THEN p.business ELSE r.business END,"
          "  CASE WHEN r.id IS NULL THEN p.asset ELSE r.asset END,"
          "  CASE WHEN r.id IS NULL THEN p.medium ELSE r.medium END,"
          "  CASE WHEN r.id IS NULL THEN p.file ELSE l.file END,"
          "  CASE WHEN r.id IS NULL THEN p.sheet ELSE l.sheet END,"
          "  CASE WHEN r.id IS NULL THEN p.row ELSE r.row END,"
          "  CASE WHEN r.id IS NULL THEN p.csv ELSE l.csv END,"
          "  p.level, p.class, p.priority, p.profile,"
          "  r.level, r.class, r.priority, f.text"
          " FROM change c"
          " LEFT JOIN risk r ON r.id = c.risk"
          " LEFT JOIN place l ON l.id = r.place"
          " LEFT JOIN label d ON d.id = r.department"
          " LEFT JOIN label f ON f.id = r.profile"
          " LEFT JOIN previous p ON p.id = c.previous"
          " WHERE c.kind <> 5 ORDER BY c.id";
    enum rt_status rc = need_changes(l, err);

    *out = NULL;
    return rc == RT_OK ? rt_ldb_cursor(l, sql, out, err) : rc;
}

static void read_judged(struct rt_sql_read *r, struct rt_judged *to)
{
    to->level = rt_sql_get_known(r);
    to->class = (enum rt_class)rt_sql_get_known(r);
    to->priority = (int)rt_sql_get_int(r);
    to->profile = rt_sql_get_str(r);
}

static enum rt_status read_change(
    struct rt_cursor *c, void *to, struct rt_error *err)
{
    struct rt_change *out = to;
    (void)err;
    struct rt_sql_read r = {c->stmt, 0};
    out->kind = (enum rt_change_kind)rt_sql_get_int(&r);
    out->position = rt_sql_get_count(&r);
    out->risk_id = rt_sql_get_id(&r, c->risk_id);
    out->department = rt_sql_get_str(&r);
    out->business = rt_sql_get_str(&r);
    out->asset = rt_sql_get_str(&r);
    out->medium = rt_sql_get_str(&r);
    out->file = rt_sql_get_str(&r);
    out->sheet = rt_sql_get_str(&r);
    out->row = (uint32_t)rt_sql_get_int(&r);
    out->csv = rt_sql_get_int(&r) != 0;
    read_judged(&r, &out->before);
    read_judged(&r, &out->now);
    return RT_ROW;
}

enum rt_status rt_changes_next(
    struct rt_cursor *c, struct rt_change *out, struct rt_error *err)
{
    return rt_ldb_next(c, read_change, out, err);
}
