/* Looking back: a risk's life, and the quarters. */
#include "state/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- a risk's life --------------------------------------------------------- */

/* clang-format off */

/* present: until the last run in which its file was there. */
static const char heading_sql[] =
    "SELECT p.department, r.business, r.asset, r.medium, r.owner,"
    "  (SELECT date FROM main.run WHERE id = l.first_run),"
    "  (SELECT date FROM main.run WHERE id = coalesce(l.last_run, i.last_run,"
    "    (SELECT max(id) FROM main.run)))"
    " FROM main.life l"
    " LEFT JOIN main.risk r ON r.id = l.risk"
    " LEFT JOIN main.place p ON p.id = r.place"
    " LEFT JOIN main.input i ON i.id = p.input"
    " WHERE l.key = ?";

static const char steps_sql[] =
    "SELECT s.run, r.date, s.present, s.level, s.importance, s.likelihood,"
    "  s.priority, s.class, p.file, p.sheet, s.row, s.what"
    " FROM main.step s JOIN main.run r ON r.id = s.run"
    " LEFT JOIN main.spot p ON p.id = s.spot"
    " WHERE s.key = ? ORDER BY s.run";

static const char alias_sql[] =
    "SELECT 1, new FROM main.alias WHERE old = ?1"
    "  AND NOT EXISTS (SELECT 1 FROM main.life WHERE key = ?1)";

/* clang-format on */

/* The heading's texts in one piece of memory, which is the cursor's. */
static enum rt_status take_heading(struct rt_state_cursor *c,
    sqlite3_stmt *stmt, struct rt_state_risk *risk, struct rt_error *err)
{
    struct rt_str *const to[]
        = {&risk->department, &risk->business, &risk->asset, &risk->medium,
            &risk->owner, &risk->first_seen, &risk->last_seen};
    enum { FIELDS = RT_COUNT(to) };
    struct rt_sql_read r = {.stmt = stmt};
    size_t size = 1, at = 0;
    for (int i = 0; i < FIELDS; i++) {
        *to[i] = rt_sql_get_str(&r);
        size += to[i]->n;
    }
    c->heading = malloc(size);
    if (!c->heading)
        return rt_fail_nomem(err);
    for (int i = 0; i < FIELDS; i++) {
        if (!to[i]->n)
            continue;
        memcpy(c->heading + at, to[i]->p, to[i]->n);
        to[i]->p = c->heading + at;
        at += to[i]->n;
    }
    return RT_OK;
}

/* The id by which it is known now, copied into the cursor. */
static enum rt_status find_alias(
    struct rt_state_cursor *c, struct rt_str *risk_id, struct rt_error *err)
{
    struct rt_sql_bind b = {0};
    enum rt_status st = rt_sdb_prepare(c->state, alias_sql, &b.stmt, err);
    if (st != RT_OK)
        return st;
    rt_sql_put_id(&b, *risk_id);
    int rc = b.rc == SQLITE_OK ? sqlite3_step(b.stmt) : b.rc;
    if (rc == SQLITE_ROW) {
        struct rt_sql_read r = {.stmt = b.stmt, .at = 1};
        struct rt_str id = rt_sql_get_id(&r);
        if (id.p != c->risk_id)
            rt_str_copy(c->risk_id, sizeof c->risk_id, id);
        *risk_id = rt_str(c->risk_id);
    } else if (rc != SQLITE_DONE) {
        st = rt_sdb_fail(c->state, rc, "history", err);
    }
    sqlite3_finalize(b.stmt);
    return st;
}

static enum rt_status read_heading(struct rt_state_cursor *c,
    struct rt_str risk_id, struct rt_state_risk *risk, struct rt_error *err)
{
    struct rt_state *s = c->state;
    struct rt_sql_bind b = {0};
    enum rt_status st = rt_sdb_prepare(s, heading_sql, &b.stmt, err);
    if (st != RT_OK)
        return st;
    rt_sql_put_id(&b, risk_id);
    int rc = b.rc == SQLITE_OK ? sqlite3_step(b.stmt) : b.rc;
    if (rc == SQLITE_ROW)
        st = take_heading(c, b.stmt, risk, err);
    else if (rc == SQLITE_DONE)
        st = rt_sdb_tell(s, RT_USAGE,
            "指定のリスクIDは状態ファイルにありません",
            "the state knows no risk of that id", err);
    else
        st = rt_sdb_fail(s, rc, "history", err);
    sqlite3_finalize(b.stmt);
    return st;
}

enum rt_status rt_state_history(struct rt_state *s, struct rt_str risk_id,
    struct rt_state_cursor **out, struct rt_state_risk *risk,
    struct rt_error *err)
{
    struct rt_state_cursor *c;
    memset(risk, 0, sizeof *risk);
    enum rt_status st = rt_sdb_cursor(s, steps_sql, &c, err);
    *out = NULL;
    if (st != RT_OK)
        return st;
    risk_id = rt_str_trim(risk_id);
    st = find_alias(c, &risk_id, err);
    if (st == RT_OK)
        st = read_heading(c, risk_id, risk, err);
    if (st == RT_OK) {
        /* The statement outlives the caller's text. */
        struct rt_sql_bind b = {.stmt = c->stmt};
        if (risk_id.p != c->risk_id)
            rt_str_copy(c->risk_id, sizeof c->risk_id, risk_id);
        rt_sql_put_id(&b, rt_str(c->risk_id));
        st = b.rc == SQLITE_OK ? RT_OK : rt_sdb_fail(s, b.rc, "history", err);
    }
    if (st == RT_OK)
        *out = c;
    else
        rt_state_cursor_close(c);
    return st;
}

static struct rt_str what_name(int what)
{
    if (what >= 0 && what < RT_EVENT_KINDS)
        return rt_str(rt_event_name((enum rt_event_kind)what));
    return what == SDB_MOVED ? RT_STR("moved") : RT_STR("changed");
}

enum rt_status rt_state_history_next(
    struct rt_state_cursor *c, struct rt_state_step *out, struct rt_error *err)
{
    enum rt_status rc = rt_sdb_step(c, err);
    if (rc != RT_ROW)
        return rc;
    struct rt_sql_read r = {.stmt = c->stmt};
    out->run = rt_sql_get_count(&r);
    out->date = rt_sql_get_str(&r);
    out->present = rt_sql_get_int(&r) != 0;
    out->level = rt_sql_get_known(&r);
    out->importance = rt_sql_get_known(&r);
    out->likelihood = rt_sql_get_known(&r);
    out->priority = (int)rt_sql_get_int(&r);
    out->class = (enum rt_class)rt_sql_get_known(&r);
    out->file = rt_sql_get_str(&r);
    out->sheet = rt_sql_get_str(&r);
    out->row = (uint32_t)rt_sql_get_count(&r);
    out->what = what_name((int)rt_sql_get_int(&r));
    return RT_ROW;
}

/* --- quarters -------------------------------------------------------------- */

/* One row a quarter that has runs. */
static const char trend_sql[]
    = "SELECT year, quarter, last.date, runs, last.risks, last.high,"
      "  last.medium, last.low, last.unassessed, q.flagged FROM"
      " (SELECT CAST(substr(date, 1, 4) AS INTEGER) AS year,"
      "    (CAST(substr(date, 6, 2) AS INTEGER) + 2) / 3 AS quarter,"
      "    count(*) AS runs, max(id) AS id, sum(flagged) AS flagged"
      "  FROM main.run GROUP BY 1, 2) q"
      " JOIN main.run last ON last.id = q.id ORDER BY year, quarter";

enum rt_status rt_state_trend(
    struct rt_state *s, struct rt_state_cursor **out, struct rt_error *err)
{
    return rt_sdb_cursor(s, trend_sql, out, err);
}

static void read_quarter(sqlite3_stmt *stmt, struct rt_state_quarter *q)
{
    struct rt_sql_read r = {.stmt = stmt};
    q->year = (int)rt_sql_get_int(&r);
    q->quarter = (int)rt_sql_get_int(&r);
    q->date = rt_sql_get_str(&r);
    q->runs = rt_sql_get_count(&r);
    q->risks = rt_sql_get_count(&r);
    q->high = rt_sql_get_count(&r);
    q->medium = rt_sql_get_count(&r);
    q->low = rt_sql_get_count(&r);
    q->unassessed = rt_sql_get_count(&r);
    q->flagged = rt_sql_get_count(&r);
}

static bool same_quarter(
    const struct rt_state_quarter *a, const struct rt_state_quarter *b)
{
    return a->year == b->year && a->quarter == b->quarter;
}

/* The quarter after the last one given, should no run be in it. */
static void go_on(struct rt_state_quarter *q)
{
    q->quarter++;
    if (q->quarter > 4) {
        q->quarter = 1;
        q->year++;
    }
    q->date = RT_STR_NONE;
    q->runs = q->flagged = 0;
}

/* `next` is a quarter that was read and waits for the empty ones before it;
 * its text is the statement's, which is not stepped meanwhile. */
enum rt_status rt_state_trend_next(struct rt_state_cursor *c,
    struct rt_state_quarter *out, struct rt_error *err)
{
    bool begun = c->quarter.year != 0;
    if (!c->has_next) {
        enum rt_status rc = rt_sdb_step(c, err);
        if (rc != RT_ROW)
            return rc;
        read_quarter(c->stmt, &c->next);
        c->has_next = true;
    }
    if (begun)
        go_on(&c->quarter);
    if (!begun || same_quarter(&c->quarter, &c->next)) {
        c->quarter = c->next;
        c->has_next = false;
    }
    *out = c->quarter;
    return RT_ROW;
}
