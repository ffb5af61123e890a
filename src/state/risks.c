/* What happened to the risks whose rows were replaced or are new.
 *
 * hit: their ids, each with the id by which the picture knows it.
 * now: for each id that is still there the row that counts, the most severe.
 * diff: one row an id, before and after; shift: what that does to the tally.
 */
#include "private.h"

/* clang-format off */

static const char *const diff[] = {
    "CREATE TEMP TABLE hit(key PRIMARY KEY, old) WITHOUT ROWID",
    "INSERT OR IGNORE INTO temp.hit"
    "  SELECT key, key FROM temp.new_risk ORDER BY key",
    "INSERT OR IGNORE INTO temp.hit"
    "  SELECT r.key, r.key FROM temp.leaving l"
    "  JOIN main.place p ON p.input = l.id JOIN main.risk r ON r.place = p.id",
    "UPDATE temp.hit SET old = a.old FROM temp.new_alias a WHERE a.new = hit.key"
    "  AND NOT EXISTS (SELECT 1 FROM main.life l"
    "    WHERE l.key = hit.key AND l.present)",
    "DELETE FROM temp.hit WHERE key IN (SELECT old FROM temp.new_alias)",

    "CREATE TEMP TABLE now("
    "  key PRIMARY KEY, risk INTEGER, place INTEGER, row INTEGER,"
    "  level INTEGER, class INTEGER, importance INTEGER, likelihood INTEGER,"
    "  priority INTEGER, spot INTEGER, department TEXT) WITHOUT ROWID",
    "INSERT INTO temp.now"
    "  SELECT key, id, place, row, level, class, importance, likelihood,"
    "    priority, spot, department FROM"
    "   (SELECT c.*, row_number() OVER (PARTITION BY c.key"
    "      ORDER BY c.class DESC, c.level DESC, i.name, c.sheet_index, c.row,"
    "        c.id) AS n FROM"
    "     (SELECT r.*, p.input, p.sheet_index, p.spot, p.department"
    "      FROM temp.new_risk r JOIN temp.new_place p ON p.id = r.place"
    "     UNION ALL"
    "      SELECT r.*, p.input, p.sheet_index, p.spot, p.department"
    "      FROM temp.hit h CROSS JOIN main.risk r ON r.key = h.key"
    "      CROSS JOIN main.place p ON p.id = r.place"
    "      WHERE p.input IS NOT NULL"
    "        AND p.input NOT IN (SELECT id FROM temp.leaving)) c"
    "    JOIN temp.new_input i ON i.id = c.input)"
    "  WHERE n = 1 ORDER BY key",

    /* what: enum rt_event_kind or SDB_…; told: whether it becomes an event.
     * b_: as the picture has it. */
    "CREATE TEMP TABLE diff("
    "  key PRIMARY KEY, old, what INTEGER, told INTEGER,"
    "  was INTEGER, b_unknown INTEGER, b_risk INTEGER, b_spot INTEGER,"
    "  b_row INTEGER, b_department TEXT, b_level INTEGER, b_class INTEGER,"
    "  b_importance INTEGER, b_likelihood INTEGER, b_priority INTEGER,"
    "  first_run INTEGER,"
    "  risk INTEGER, row INTEGER, spot INTEGER, department TEXT,"
    "  level INTEGER, class INTEGER, importance INTEGER, likelihood INTEGER,"
    "  priority INTEGER) WITHOUT ROWID",
    "INSERT INTO temp.diff"
    "  SELECT h.key, h.old, change(b.present, b.unknown, b.level, b.class,"
    "      n.key IS NOT NULL, n.level, n.class), 0,"
    "    b.present, b.unknown, b.risk, p.spot, r.row, p.department, b.level,"
    "    b.class, b.importance, b.likelihood, b.priority, b.first_run,"
    "    n.risk, n.row, n.spot, n.department, n.level, n.class, n.importance,"
    "    n.likelihood, n.priority"
    "  FROM temp.hit h"
    "  LEFT JOIN main.life b ON b.key = h.old"
    "  LEFT JOIN main.risk r ON r.id = b.risk"
    "  LEFT JOIN main.place p ON p.id = r.place"
    "  LEFT JOIN temp.now n ON n.key = h.key",
    NULL
};

/* Without a change of the level: another file or sheet, or other values. */
static const char finer[] =
    "UPDATE temp.diff SET what = CASE"
    "    WHEN spot IS NOT b_spot THEN %d"
    "    WHEN level IS NULL AND b_unknown THEN what"
    "    WHEN importance IS NOT b_importance OR likelihood IS NOT b_likelihood"
    "      OR priority IS NOT b_priority OR (b_unknown AND level IS NOT NULL)"
    "      THEN %d"
    "    ELSE what END"
    "  WHERE what = %d AND was = 1 AND risk IS NOT NULL";

static const char *const after[] = {
    "UPDATE temp.diff SET told = 1"
    "  WHERE told(what, b_level, b_class, level, class)",
    "CREATE TEMP TABLE shift("
    "  department TEXT, class INTEGER, level INTEGER, priority INTEGER,"
    "  n INTEGER, PRIMARY KEY(department, class, level, priority))"
    "  WITHOUT ROWID",
    "INSERT INTO temp.shift"
    "  SELECT coalesce(d, ''), coalesce(c, -1), coalesce(l, -1),"
    "    coalesce(p, 0), sum(n) FROM"
    "   (SELECT b_department AS d, CASE WHEN NOT b_unknown THEN b_class END AS c,"
    "      CASE WHEN NOT b_unknown THEN b_level END AS l,"
    "      CASE WHEN NOT b_unknown THEN b_priority END AS p, -1 AS n"
    "    FROM temp.diff WHERE was = 1"
    "   UNION ALL SELECT department, class, level, priority, 1"
    "    FROM temp.diff WHERE risk IS NOT NULL)"
    "  GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0",
    NULL
};

/* clang-format on */

enum rt_status rt_sdb_compare_risks(struct rt_state *s, struct rt_error *err)
{
    enum rt_status st = rt_sdb_exec_all(s, diff, "risks", err);
    if (st != RT_OK)
        return st;
    char *sql = sqlite3_mprintf(finer, SDB_MOVED, SDB_CHANGED, SDB_NOTHING);
    if (!sql)
        return rt_fail_nomem(err);
    st = rt_sdb_exec(s, sql, "risks", err);
    sqlite3_free(sql);
    return st == RT_OK ? rt_sdb_exec_all(s, after, "risks", err) : st;
}
