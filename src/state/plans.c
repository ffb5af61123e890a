/* What happened to the treatments: planned ends put off or past, and
 * approvals whose values changed.
 *
 * An item is one treatment of one risk: a plan's row, known by its risk (or
 * "P…"), its control and the first line of its task. Where several plans name
 * a risk, the latest by file name counts. An item whose text was edited is
 * the same where the risk has only that one.
 *
 * Only items that may differ are looked at: those of plans that were read
 * anew, of risks to which something happened, and those whose planned end has
 * just passed.
 */
#include "state/private.h"

#include <string.h>

/* clang-format off */

static const char *const gather[] = {
    "CREATE TEMP TABLE item_hit(key PRIMARY KEY, old) WITHOUT ROWID",
    "INSERT OR IGNORE INTO temp.item_hit"
    "  SELECT d.key, d.old FROM main.item i CROSS JOIN temp.diff d"
    "    ON d.key = coalesce((SELECT new FROM temp.new_alias a"
    "      WHERE a.old = i.key), i.key)"
    "  WHERE d.what <> (SELECT no_change FROM temp.opt)",
    "INSERT OR IGNORE INTO temp.item_hit"
    "  SELECT k, coalesce((SELECT old FROM temp.diff d WHERE d.key = k), k)"
    "  FROM (SELECT key AS k FROM temp.new_plan"
    "    UNION SELECT coalesce(a.new, p.key) FROM temp.leaving l"
    "      JOIN main.plan p ON p.input = l.id"
    "      LEFT JOIN temp.new_alias a ON a.old = p.key"
    "    UNION SELECT coalesce(a.new, i.key) FROM main.item i"
    "      LEFT JOIN temp.new_alias a ON a.old = i.key"
    "      WHERE i.done = 0 AND i.due < (SELECT now FROM temp.opt)"
    "        AND NOT i.overdue)",

    /* b_: as the picture has it, b_plan NULL for a new item. r_: the risk as
     * last known; r_present NULL where no such risk is known. */
    "CREATE TEMP TABLE new_item("
    "  id INTEGER PRIMARY KEY, key, old, task INTEGER, nth INTEGER,"
    "  plan INTEGER, due TEXT, due_raw TEXT, status INTEGER, done INTEGER,"
    "  approval TEXT, level INTEGER, priority INTEGER,"
    "  residual_importance INTEGER, residual_likelihood INTEGER,"
    "  b_task INTEGER, b_nth INTEGER, b_plan INTEGER, b_due TEXT,"
    "  b_status INTEGER, b_done INTEGER, b_overdue INTEGER, b_approval TEXT,"
    "  b_lapsed INTEGER,"
    "  r_present INTEGER, r_unknown INTEGER, r_level INTEGER,"
    "  r_class INTEGER, r_importance INTEGER, r_likelihood INTEGER,"
    "  signed_level INTEGER, signed_importance INTEGER,"
    "  signed_likelihood INTEGER, signed_residual_importance INTEGER,"
    "  signed_residual_likelihood INTEGER,"
    "  watched INTEGER, overdue INTEGER, lapsed INTEGER,"
    "  slips INTEGER, falls_due INTEGER, lapses INTEGER, why TEXT)",
    "INSERT INTO temp.new_item(key, old, task, nth, plan, due, due_raw, status,"
    "    done, approval, level, priority, residual_importance,"
    "    residual_likelihood)"
    "  SELECT k, old, task, row_number() OVER (PARTITION BY k, task ORDER BY id),"
    "    id, due, due_raw, status, done,"
    "    CASE WHEN approved_by IS NOT NULL OR approved_on IS NOT NULL THEN"
    "      coalesce(approved_by, '') || char(31) || coalesce(approved_on, '')"
    "    END, level, priority, residual_importance, residual_likelihood"
    "  FROM (SELECT c.*, dense_rank()"
    "      OVER (PARTITION BY c.k ORDER BY i.name DESC) AS nth_file FROM"
    "     (SELECT h.key AS k, h.old, p.* FROM temp.new_plan p"
    "      JOIN temp.item_hit h ON h.key = p.key"
    "     UNION ALL"
    "      SELECT h.key, h.old, p.* FROM temp.item_hit h"
    "      CROSS JOIN main.plan p ON p.key IN (h.key, h.old)"
    "      WHERE p.input NOT IN (SELECT id FROM temp.leaving)) c"
    "    JOIN temp.new_input i ON i.id = c.input)"
    "  WHERE nth_file = 1 ORDER BY k, id",

    "UPDATE temp.new_item SET b_task = b.task, b_nth = b.nth FROM main.item b"
    "  WHERE b.key = new_item.old AND b.task = new_item.task"
    "    AND b.nth = new_item.nth",
    "UPDATE temp.new_item SET b_task = b.task, b_nth = b.nth FROM"
    "   (SELECT i.key, i.task, i.nth, count(*) OVER (PARTITION BY i.key) AS n"
    "    FROM temp.item_hit h CROSS JOIN main.item i ON i.key = h.old"
    "    WHERE NOT EXISTS (SELECT 1 FROM temp.new_item m"
    "      WHERE m.old = i.key AND m.b_task = i.task AND m.b_nth = i.nth)) b"
    "  WHERE new_item.b_task IS NULL AND b.n = 1 AND b.key = new_item.old"
    "    AND 1 = (SELECT count(*) FROM temp.new_item m"
    "      WHERE m.key = new_item.key AND m.b_task IS NULL)",
    "UPDATE temp.new_item SET b_plan = b.plan, b_due = b.due,"
    "    b_status = b.status, b_done = b.done, b_overdue = b.overdue,"
    "    b_approval = b.approval, b_lapsed = b.lapsed,"
    "    signed_level = b.signed_level,"
    "    signed_importance = b.signed_importance,"
    "    signed_likelihood = b.signed_likelihood,"
    "    signed_residual_importance = b.signed_residual_importance,"
    "    signed_residual_likelihood = b.signed_residual_likelihood"
    "  FROM main.item b WHERE b.key = new_item.old AND b.task = b_task"
    "    AND b.nth = b_nth",

    "UPDATE temp.new_item SET r_present = l.present, r_unknown = l.unknown,"
    "    r_level = l.level, r_class = l.class, r_importance = l.importance,"
    "    r_likelihood = l.likelihood FROM main.life l WHERE l.key = new_item.old",
    "UPDATE temp.new_item SET r_present = d.risk IS NOT NULL,"
    "    r_unknown = d.level IS NULL, r_level = coalesce(d.level, d.b_level),"
    "    r_class = coalesce(d.class, d.b_class),"
    "    r_importance = coalesce(d.importance, d.b_importance),"
    "    r_likelihood = coalesce(d.likelihood, d.b_likelihood)"
    "  FROM temp.diff d WHERE d.key = new_item.key",
    "UPDATE temp.new_item SET watched = CASE"
    "    WHEN r_present IS NULL THEN watched_plan(level, priority)"
    "    WHEN r_present THEN watched(r_level, r_class) ELSE 0 END",
    NULL
};

static const char read_sql[] =
    "SELECT id, due, due_raw, status, done, approval, level,"
    "  residual_importance, residual_likelihood, b_plan IS NOT NULL, b_due,"
    "  b_status, b_done, b_overdue, b_approval, b_lapsed, r_present,"
    "  r_unknown, r_level, r_importance, r_likelihood, signed_level,"
    "  signed_importance, signed_likelihood, signed_residual_importance,"
    "  signed_residual_likelihood, watched"
    " FROM temp.new_item ORDER BY id";

static const char write_sql[] =
    "UPDATE temp.new_item SET overdue = ?, lapsed = ?, slips = ?,"
    "  falls_due = ?, lapses = ?, why = ?, signed_level = ?,"
    "  signed_importance = ?, signed_likelihood = ?,"
    "  signed_residual_importance = ?, signed_residual_likelihood = ?"
    " WHERE id = ?";

/* clang-format on */

/* What a sign-off is given for; each value may be RT_UNKNOWN. */
enum { LEVEL, IMPORTANCE, LIKELIHOOD, RESIDUAL_I, RESIDUAL_L, VALUES };

struct item {
    int64_t id;
    struct rt_str due, due_raw, approval;
    int status;
    bool done;
    int stated; /* the plan's own level */
    int now[VALUES], signed_[VALUES];
    bool before; /* the picture has it; what follows is of then */
    struct rt_str b_due, b_approval;
    int b_status;
    bool b_done, b_overdue, b_lapsed;
    int present; /* the risk: 1, 0 gone, RT_UNKNOWN no such risk */
    bool watched;
    /* the outcome */
    bool overdue, lapsed, slips, falls_due, lapses;
};

static void read_item(sqlite3_stmt *stmt, struct item *it)
{
    struct rt_sql_read r = {.stmt = stmt};
    it->id = rt_sql_get_int(&r);
    it->due = rt_sql_get_str(&r);
    it->due_raw = rt_sql_get_str(&r);
    it->status = (int)rt_sql_get_int(&r);
    it->done = rt_sql_get_int(&r) != 0;
    it->approval = rt_sql_get_str(&r);
    it->stated = rt_sql_get_known(&r);
    it->now[RESIDUAL_I] = rt_sql_get_known(&r);
    it->now[RESIDUAL_L] = rt_sql_get_known(&r);
    it->before = rt_sql_get_int(&r) != 0;
    it->b_due = rt_sql_get_str(&r);
    it->b_status = rt_sql_get_known(&r);
    it->b_done = rt_sql_get_int(&r) != 0;
    it->b_overdue = rt_sql_get_int(&r) != 0;
    it->b_approval = rt_sql_get_str(&r);
    it->b_lapsed = rt_sql_get_int(&r) != 0;
    it->present = rt_sql_get_known(&r);
    bool unknown = rt_sql_get_int(&r) != 0;
    it->now[LEVEL] = rt_sql_get_known(&r);
    it->now[IMPORTANCE] = rt_sql_get_known(&r);
    it->now[LIKELIHOOD] = rt_sql_get_known(&r);
    if (it->present == RT_UNKNOWN)
        it->now[LEVEL] = it->stated;
    /* A value that cannot be computed is not known to have changed. */
    if (it->present == 1 && unknown)
        it->now[LEVEL] = it->now[IMPORTANCE] = it->now[LIKELIHOOD] = RT_UNKNOWN;
    for (int i = 0; i < VALUES; i++)
        it->signed_[i] = rt_sql_get_known(&r);
    it->watched = rt_sql_get_int(&r) != 0;
}

/* --- dates ----------------------------------------------------------------- */

static void judge_dates(const struct rt_state *s, struct item *it)
{
    bool late
        = it->due.n && !it->done && rt_str_cmp(it->due, rt_str(s->now)) < 0;
    bool known = it->before && it->b_overdue && rt_str_eq(it->due, it->b_due);
    /* Of a risk below the level it is still to be told, should it rise. */
    it->overdue = late && (known || it->watched);
    it->falls_due = it->overdue && !known;
    it->slips = it->before && !it->done && !it->b_done && it->watched
                && it->b_due.n
                && (!it->due.n || rt_str_cmp(it->due, it->b_due) > 0);
}

/* --- approvals ------------------------------------------------------------- */

/* An approval seen for the first time: for the level that the plan states. If
 * that is not the risk's, what else was signed is not known. */
static void sign(struct item *it)
{
    memcpy(it->signed_, it->now, sizeof it->signed_);
    if (it->stated == RT_UNKNOWN || it->stated == it->now[LEVEL])
        return;
    it->signed_[LEVEL] = it->stated;
    it->signed_[IMPORTANCE] = it->signed_[LIKELIHOOD] = RT_UNKNOWN;
}

static bool value_differs(const struct item *it, int i)
{
    return it->now[i] != RT_UNKNOWN && it->signed_[i] != RT_UNKNOWN
           && it->now[i] != it->signed_[i];
}

/* What was signed is not known to be as it was, either. */
static bool any_unknown(const struct item *it)
{
    for (int i = 0; i < VALUES; i++) {
        if (it->now[i] == RT_UNKNOWN && it->signed_[i] != RT_UNKNOWN)
            return true;
    }
    return false;
}

static bool any_differs(const struct item *it)
{
    for (int i = 0; i < VALUES; i++) {
        if (value_differs(it, i))
            return true;
    }
    return false;
}

static void judge_approval(struct item *it)
{
    bool same = it->before && rt_str_eq(it->approval, it->b_approval);
    it->lapsed = same && it->b_lapsed;
    if (!it->approval.n) {
        it->lapsed = false;
        for (int i = 0; i < VALUES; i++)
            it->signed_[i] = RT_UNKNOWN;
        return;
    }
    if (!same)
        sign(it);
    if (it->present == 0)
        return; /* nothing is there that could differ */
    for (int i = 0; i < VALUES; i++) {
        if (it->signed_[i] == RT_UNKNOWN
            && it->signed_[LEVEL] == it->now[LEVEL])
            it->signed_[i] = it->now[i];
    }
    bool differs = any_differs(it);
    it->lapses = differs && !it->lapsed;
    it->lapsed = differs || (it->lapsed && any_unknown(it));
}

/* "リスク値 4→6、重要度 2→3" */
static enum rt_status tell_values(
    const struct item *it, enum rt_lang lang, struct rt_buf *to)
{
    static const char *const names[VALUES][2] = {
        [LEVEL] = {"リスク値", "risk level"},
        [IMPORTANCE] = {"重要度", "importance"},
        [LIKELIHOOD] = {"被害発生可能性", "likelihood"},
        [RESIDUAL_I] = {"二次評価の重要度", "residual importance"},
        [RESIDUAL_L] = {"二次評価の被害発生可能性", "residual likelihood"},
    };
    enum rt_status rc = RT_OK;
    rt_buf_clear(to);
    for (int i = 0; rc == RT_OK && i < VALUES; i++) {
        if (!value_differs(it, i))
            continue;
        const char *comma = rt_say(lang, "、", ", ");
        rc = rt_buf_printf(to, rt_say(lang, "%s%s %d→%d", "%s%s %d to %d"),
            to->len ? comma : "", names[i][lang], it->signed_[i], it->now[i]);
    }
    return rc;
}

/* --- the loop -------------------------------------------------------------- */

struct judge {
    struct rt_state *state;
    sqlite3_stmt *read, *write;
    struct rt_buf why;
};

static enum rt_status judge_item(struct judge *j, struct rt_error *err)
{
    struct item it = {0};
    struct rt_state *s = j->state;
    read_item(j->read, &it);
    judge_dates(s, &it);
    judge_approval(&it);
    struct rt_str why = RT_STR_NONE;
    if (it.lapses) {
        if (tell_values(&it, s->lang, &j->why) != RT_OK)
            return rt_fail_nomem(err);
        why = rt_buf_str(&j->why);
    } else if (it.slips && !it.due.n) {
        why = it.due_raw;
    }
    struct rt_sql_bind b = {.stmt = j->write};
    rt_sql_put_int(&b, it.overdue);
    rt_sql_put_int(&b, it.lapsed);
    rt_sql_put_int(&b, it.slips && !s->baseline);
    rt_sql_put_int(&b, it.falls_due && !s->baseline);
    rt_sql_put_int(&b, it.lapses && !s->baseline);
    rt_sql_put_str(&b, why);
    for (int i = 0; i < VALUES; i++)
        rt_sql_put_known(&b, it.signed_[i]);
    rt_sql_put_int(&b, it.id);
    return rt_sdb_run(s, &b, NULL, "plan", err);
}

enum rt_status rt_sdb_compare_plans(struct rt_state *s, struct rt_error *err)
{
    enum rt_status st = rt_sdb_exec_all(s, gather, "plans", err);
    struct judge j = {.state = s};
    rt_buf_init(&j.why, 4096);
    if (st == RT_OK)
        st = rt_sdb_prepare(s, read_sql, &j.read, err);
    if (st == RT_OK)
        st = rt_sdb_prepare(s, write_sql, &j.write, err);
    int rc = SQLITE_DONE;
    while (st == RT_OK && (rc = sqlite3_step(j.read)) == SQLITE_ROW)
        st = judge_item(&j, err);
    if (st == RT_OK && rc != SQLITE_DONE)
        st = rt_sdb_fail(s, rc, "plan", err);
    sqlite3_finalize(j.read);
    sqlite3_finalize(j.write);
    rt_buf_fini(&j.why);
    return st;
}
