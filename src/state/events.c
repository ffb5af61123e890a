/* The differences, as events with all that is told of them.
 *
 * told lists them narrowly, by risk id; event is the same with the texts,
 * taken from wherever the rows lie, so that reading it asks nothing more of
 * the file. flagged is the memory of what is not resolved yet.
 */
#include "state/private.h"

#include <string.h>

/* --- names ----------------------------------------------------------------- */

static const char *const names[RT_EVENT_KINDS] = {
    [RT_EVENT_NEW] = "new",
    [RT_EVENT_AGAIN] = "again",
    [RT_EVENT_ROSE] = "rose",
    [RT_EVENT_UNKNOWN] = "unknown",
    [RT_EVENT_OVERDUE] = "overdue",
    [RT_EVENT_SLIPPED] = "slipped",
    [RT_EVENT_LAPSED] = "lapsed",
    [RT_EVENT_REMINDER] = "reminder",
    [RT_EVENT_INPUT_FAILED] = "input_failed",
    [RT_EVENT_INPUT_MISSING] = "input_missing",
    [RT_EVENT_DEPARTMENT_MISSING] = "department_missing",
    [RT_EVENT_GONE] = "gone",
    [RT_EVENT_FELL] = "fell",
    [RT_EVENT_RENAMED] = "renamed",
    [RT_EVENT_RETURNED] = "returned",
    [RT_EVENT_STANDING] = "standing",
};

const char *rt_event_name(enum rt_event_kind kind)
{
    return names[kind];
}

bool rt_event_is_flagged(enum rt_event_kind kind)
{
    return kind <= RT_EVENT_REMINDER;
}

/* --- which ----------------------------------------------------------------- */

/* clang-format off */

/* A risk as it will be, by its key in `k` and its earlier key in `o`. */
#define RISK_IS_WATCHED \
    "coalesce(" \
    "  (SELECT d.risk IS NOT NULL AND watched(coalesce(d.level, d.b_level)," \
    "      coalesce(d.class, d.b_class)) FROM temp.diff d WHERE d.key = k)," \
    "  (SELECT l.present AND watched(l.level, l.class) FROM main.life l" \
    "    WHERE l.key = o), 0)"

/* The same for a treatment that was not looked at in this run. */
#define OLD_ITEM_IS_OPEN \
    "(i.lapsed OR (i.done = 0 AND i.due < (SELECT now FROM temp.opt)" \
    "  AND coalesce((SELECT l.present AND watched(l.level, l.class)" \
    "      FROM main.life l WHERE l.key = i.key)," \
    "    (SELECT watched_plan(p.level, p.priority) FROM main.plan p" \
    "      WHERE p.id = i.plan))))"

#define ITEM_IS_OPEN \
    "(EXISTS (SELECT 1 FROM temp.new_item i WHERE i.key = k" \
    "    AND (i.lapsed OR (i.overdue AND i.watched)))" \
    "  OR (NOT EXISTS (SELECT 1 FROM temp.item_hit h WHERE h.key = k)" \
    "    AND EXISTS (SELECT 1 FROM main.item i WHERE i.key = o" \
    "      AND " OLD_ITEM_IS_OPEN ")))"

static const char *const choose[] = {
    "CREATE TEMP TABLE told("
    "  kind INTEGER, key, old, risk INTEGER, plan INTEGER,"
    "  level_before INTEGER, class_before INTEGER, level INTEGER,"
    "  class INTEGER, due_before TEXT, reason TEXT)",
    /* Numbers are those of enum rt_event_kind; GONE is 11. */
    "INSERT INTO temp.told"
    "  SELECT what, key, old, coalesce(risk, b_risk), NULL, b_level, b_class,"
    "    level, class, NULL, NULL FROM temp.diff WHERE told",
    "INSERT INTO temp.told"
    "  SELECT k.kind, i.key, i.old, NULL, i.plan, NULL, NULL, NULL, NULL,"
    "    CASE WHEN k.kind = 5 THEN i.b_due END,"
    "    CASE WHEN k.kind = 6 OR (k.kind = 5 AND i.due IS NULL) THEN i.why END"
    "  FROM temp.new_item i"
    "  JOIN (SELECT 4 AS kind UNION ALL SELECT 5 UNION ALL SELECT 6) k"
    "  WHERE (k.kind = 4 AND i.falls_due) OR (k.kind = 5 AND i.slips)"
    "    OR (k.kind = 6 AND i.lapses)",

    "CREATE TEMP TABLE flagged_now(key PRIMARY KEY, old) WITHOUT ROWID",
    "INSERT OR IGNORE INTO temp.flagged_now"
    "  SELECT key, old FROM temp.told WHERE kind < 7",

    /* What was flagged before and may be resolved, or is due again. */
    "CREATE TEMP TABLE doubt(k PRIMARY KEY, o, due INTEGER, open INTEGER)"
    "  WITHOUT ROWID",
    "INSERT OR IGNORE INTO temp.doubt"
    "  SELECT d.key, f.key,"
    "    coalesce(f.told <= (SELECT cutoff FROM temp.opt), 0), 0"
    "  FROM (SELECT key, old FROM temp.diff"
    "    UNION SELECT key, old FROM temp.item_hit) d"
    "  CROSS JOIN main.flagged f ON f.key = d.old",
    "INSERT OR IGNORE INTO temp.doubt"
    "  SELECT key, key, 1, 0 FROM main.flagged"
    "  WHERE told <= (SELECT cutoff FROM temp.opt)"
    "    AND key NOT IN (SELECT old FROM temp.new_alias)",
    "UPDATE temp.doubt SET open = " RISK_IS_WATCHED " OR " ITEM_IS_OPEN,
    "INSERT INTO temp.told"
    "  SELECT 7, k, o, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL"
    "  FROM temp.doubt WHERE due AND open"
    "    AND k NOT IN (SELECT key FROM temp.flagged_now)",
    NULL
};

static const char standing[] =
    "INSERT INTO temp.told"
    "  SELECT 15, key, old, risk, NULL, NULL, NULL, level, class, NULL, NULL"
    "    FROM temp.diff"
    "    WHERE risk IS NOT NULL AND watched(coalesce(level, b_level),"
    "        coalesce(class, b_class))"
    "      AND key NOT IN (SELECT key FROM temp.told)"
    " UNION ALL"
    "  SELECT 15, key, key, risk, NULL, NULL, NULL,"
    "      CASE WHEN NOT unknown THEN level END,"
    "      CASE WHEN NOT unknown THEN class END, NULL, NULL"
    "    FROM main.life"
    "    WHERE present AND watched(level, class)"
    "      AND key NOT IN (SELECT key FROM temp.told)"
    "      AND key NOT IN (SELECT old FROM temp.hit)";

/* With `all`: the inputs whose trouble was told before. */
static const char lasting[] =
    "INSERT INTO temp.event(of_input, kind, department, file, since, reason)"
    "  SELECT 1, 8, department, name, since, reason FROM temp.new_input"
    "    WHERE fate = 2 AND was = 2"
    "  UNION ALL SELECT 1, 9, department, name, since, NULL FROM temp.new_input"
    "    WHERE fate = 3 AND was = 3"
    "  UNION ALL SELECT 1, 10, d.department, NULL, d.since, NULL"
    "    FROM temp.new_silent n JOIN main.silent d USING(department)"
    "    WHERE d.department NOT IN (SELECT department FROM temp.new_input"
    "      WHERE fate = 3 AND department IS NOT NULL)";

/* --- what is told of them ------------------------------------------------------ */

static const char *const fill[] = {
    /* Of a treatment, where no row says so: its risk as it will be. */
    "UPDATE temp.told SET risk = d.risk, level = d.level, class = d.class"
    "  FROM temp.diff d WHERE d.key = told.key AND told.risk IS NULL",
    "UPDATE temp.told SET risk = l.risk,"
    "    level = CASE WHEN NOT l.unknown THEN l.level END,"
    "    class = CASE WHEN NOT l.unknown THEN l.class END"
    "  FROM main.life l WHERE l.key = told.old AND told.risk IS NULL"
    "    AND told.key NOT IN (SELECT key FROM temp.diff)",
    /* Of a risk: its treatment, the next one due. */
    "UPDATE temp.told SET plan = coalesce("
    "   (SELECT i.plan FROM temp.new_item i WHERE i.key = told.key"
    "    ORDER BY i.done, i.due IS NULL, i.due, i.id LIMIT 1),"
    "   (SELECT i.plan FROM main.item i WHERE i.key = told.old"
    "      AND told.key NOT IN (SELECT key FROM temp.item_hit)"
    "    ORDER BY i.done, i.due IS NULL, i.due, i.plan LIMIT 1))"
    "  WHERE plan IS NULL",

    "CREATE TEMP TABLE event("
    "  of_input INTEGER, kind INTEGER, key, department TEXT, business TEXT,"
    "  asset TEXT, medium TEXT, owner TEXT, profile TEXT, file TEXT,"
    "  sheet TEXT, row INTEGER, asset_col INTEGER, csv INTEGER,"
    "  level_before INTEGER, level INTEGER, class_before INTEGER,"
    "  class INTEGER, importance INTEGER, likelihood INTEGER,"
    "  priority INTEGER, who TEXT, due TEXT, due_before TEXT, status TEXT,"
    "  plan_file TEXT, plan_sheet TEXT, plan_row INTEGER, approved_by TEXT,"
    "  approved_on TEXT, since TEXT, reason TEXT, file_before TEXT,"
    "  sheet_index INTEGER)",
    /* A number is one row, here or there (schema.c): coalesce finds it. */
    "INSERT INTO temp.event"
    "  SELECT 0, t.kind, t.key,"
    "    coalesce(np.department, mp.department, nl.department, ml.department),"
    "    coalesce(nr.business, mr.business),"
    "    coalesce(nr.asset, mr.asset, nl.asset, ml.asset),"
    "    coalesce(nr.medium, mr.medium),"
    "    coalesce(nr.owner, mr.owner, nl.owner, ml.owner),"
    "    coalesce(np.profile, mp.profile),"
    "    coalesce(ns.file, ms.file, li.name),"
    "    coalesce(ns.sheet, ms.sheet, nl.sheet, ml.sheet),"
    "    coalesce(nr.row, mr.row, nl.row, ml.row),"
    "    coalesce(nr.asset_col, mr.asset_col), coalesce(np.csv, mp.csv),"
    "    t.level_before,"
    "    CASE WHEN t.risk IS NULL THEN coalesce(nl.level, ml.level)"
    "      ELSE t.level END,"
    "    t.class_before, t.class,"
    "    coalesce(nr.importance, mr.importance),"
    "    coalesce(nr.likelihood, mr.likelihood),"
    "    CASE WHEN t.risk IS NULL THEN coalesce(nl.priority, ml.priority)"
    "      ELSE coalesce(nr.priority, mr.priority) END,"
    "    coalesce(nl.who, ml.who), coalesce(nl.due, ml.due), t.due_before,"
    "    coalesce(nl.status_raw, ml.status_raw),"
    "    CASE WHEN t.kind IN (4, 5, 6) THEN li.name END,"
    "    CASE WHEN t.kind IN (4, 5, 6) THEN coalesce(nl.sheet, ml.sheet) END,"
    "    CASE WHEN t.kind IN (4, 5, 6) THEN coalesce(nl.row, ml.row) END,"
    "    coalesce(nl.approved_by, ml.approved_by),"
    "    coalesce(nl.approved_on, ml.approved_on),"
    "    coalesce(f.since, CASE WHEN t.kind < 8 THEN o.now END),"
    "    t.reason, NULL, coalesce(np.sheet_index, mp.sheet_index, 0)"
    "  FROM temp.told t CROSS JOIN temp.opt o"
    "  LEFT JOIN temp.new_risk nr ON nr.id = t.risk"
    "  LEFT JOIN temp.new_place np ON np.id = nr.place"
    "  LEFT JOIN main.risk mr ON mr.id = t.risk"
    "  LEFT JOIN main.place mp ON mp.id = mr.place"
    "  LEFT JOIN temp.new_spot ns ON ns.id = coalesce(np.spot, mp.spot)"
    "  LEFT JOIN main.spot ms ON ms.id = coalesce(np.spot, mp.spot)"
    "  LEFT JOIN temp.new_plan nl ON nl.id = t.plan"
    "  LEFT JOIN main.plan ml ON ml.id = t.plan"
    "  LEFT JOIN temp.new_input li ON li.id = coalesce(nl.input, ml.input)"
    "  LEFT JOIN main.flagged f ON f.key = t.old",

    "INSERT INTO temp.event(of_input, kind, department, file, since, reason)"
    "  SELECT 1, 8, department, name, since, reason FROM temp.new_input"
    "    WHERE fate = 2 AND was IS NOT 2"
    "  UNION ALL SELECT 1, 9, department, name, since, NULL FROM temp.new_input"
    "    WHERE fate = 3 AND was IS NOT 3"
    "  UNION ALL SELECT 1, 14, department, name, NULL, NULL FROM temp.new_input"
    "    WHERE fate IN (0, 1) AND was IN (2, 3)",
    "INSERT INTO temp.event(of_input, kind, department, since)"
    "  SELECT 1, 10, d.department, o.now FROM temp.new_silent d, temp.opt o"
    "    WHERE d.department NOT IN (SELECT department FROM main.silent)"
    "      AND d.department NOT IN (SELECT department FROM temp.new_input"
    "        WHERE fate = 3 AND department IS NOT NULL)",
    "INSERT INTO temp.event(of_input, kind, department, file, file_before)"
    "  SELECT 1, 13, n.department, n.name, o.name FROM temp.heir h"
    "    JOIN temp.new_input o ON o.id = h.old"
    "    JOIN temp.new_input n ON n.id = h.new",
    NULL
};

static const char events_sql[] =
    "SELECT kind, key, department, business, asset, medium, owner, profile,"
    "  file, sheet, row, asset_col, csv, level_before, level, class_before,"
    "  class, importance, likelihood, priority, who, due, due_before, status,"
    "  plan_file, plan_sheet, plan_row, approved_by, approved_on, since,"
    "  reason, file_before"
    " FROM temp.event"
    " ORDER BY of_input, CASE WHEN of_input THEN kind END,"
    "  department IS NULL, department, kind,"
    "  coalesce(class, class_before) DESC, coalesce(level, level_before) DESC,"
    "  file, sheet_index, row, key, plan_file, plan_row";

/* clang-format on */

enum rt_status rt_sdb_make_events(struct rt_state *s, struct rt_error *err)
{
    enum rt_status rc = rt_sdb_exec_all(s, choose, "events", err);
    if (rc == RT_OK && s->all && !s->baseline)
        rc = rt_sdb_exec(s, standing, "events", err);
    if (rc == RT_OK)
        rc = rt_sdb_exec_all(s, fill, "events", err);
    return rc == RT_OK && s->all ? rt_sdb_exec(s, lasting, "events", err) : rc;
}

enum rt_status rt_state_events(
    struct rt_state *s, struct rt_state_cursor **out, struct rt_error *err)
{
    *out = NULL;
    if (s->phase < SDB_COMPARED)
        return rt_sdb_need(s, SDB_COMPARED, err);
    return rt_sdb_cursor(s, events_sql, out, err);
}

static uint32_t get_place(struct rt_sql_read *r)
{
    int64_t v = rt_sql_get_int(r);
    return v > 0 ? (uint32_t)v : 0;
}

static void read_risk(
    struct rt_state_cursor *c, struct rt_sql_read *r, struct rt_event *e)
{
    e->risk_id = rt_sql_get_id(r);
    if (e->risk_id.p == r->id) {
        memcpy(c->risk_id, r->id, sizeof r->id);
        e->risk_id.p = c->risk_id;
    }
    e->department = rt_sql_get_str(r);
    e->business = rt_sql_get_str(r);
    e->asset = rt_sql_get_str(r);
    e->medium = rt_sql_get_str(r);
    e->owner = rt_sql_get_str(r);
    e->profile = rt_sql_get_str(r);
    e->file = rt_sql_get_str(r);
    e->sheet = rt_sql_get_str(r);
    e->row = get_place(r);
    e->asset_col = get_place(r);
    e->csv = rt_sql_get_int(r) != 0;
    e->level_before = rt_sql_get_known(r);
    e->level = rt_sql_get_known(r);
    e->class_before = (enum rt_class)rt_sql_get_known(r);
    e->class = (enum rt_class)rt_sql_get_known(r);
    e->importance = rt_sql_get_known(r);
    e->likelihood = rt_sql_get_known(r);
    e->priority = (int)rt_sql_get_int(r);
}

enum rt_status rt_events_next(
    struct rt_state_cursor *c, struct rt_event *e, struct rt_error *err)
{
    enum rt_status rc = rt_sdb_step(c, err);
    if (rc != RT_ROW)
        return rc;
    struct rt_sql_read r = {.stmt = c->stmt};
    memset(e, 0, sizeof *e);
    e->kind = (enum rt_event_kind)rt_sql_get_int(&r);
    read_risk(c, &r, e);
    e->who = rt_sql_get_str(&r);
    e->due = rt_sql_get_str(&r);
    e->due_before = rt_sql_get_str(&r);
    e->status = rt_sql_get_str(&r);
    e->plan_file = rt_sql_get_str(&r);
    e->plan_sheet = rt_sql_get_str(&r);
    e->plan_row = get_place(&r);
    e->approved_by = rt_sql_get_str(&r);
    e->approved_on = rt_sql_get_str(&r);
    e->since = rt_sql_get_str(&r);
    e->reason = rt_sql_get_str(&r);
    e->file_before = rt_sql_get_str(&r);
    return RT_ROW;
}
