/* Looking back: a risk's life, and the quarters. */
#include "state/private.h"

#include <stdlib.h>

/* --- a risk's life -------------------------------------------------------- */

/* The heading's texts in one piece of memory. */
static enum rt_status take_heading(struct rt_sql_read *r,
    struct rt_state_risk *risk, char **memory, struct rt_error *err)
{
    struct rt_str *const to[]
        = {&risk->department, &risk->business, &risk->asset, &risk->medium,
            &risk->owner, &risk->first_seen, &risk->last_seen};
    enum { FIELDS = RT_COUNT(to) };
    size_t size = 1, at = 0;
    for (int i = 0; i < FIELDS; i++) {
        *to[i] = rt_sql_get_str(r);
        size += to[i]->n;
    }
    *memory = malloc(size);
    RT_NEED(*memory, err);
    for (int i = 0; i < FIELDS; i++) {
        if (!to[i]->n)
            continue;
        memcpy(*memory + at, to[i]->p, to[i]->n);
        to[i]->p = *memory + at;
        at += to[i]->n;
    }
    return RT_OK;
}

/* The id by which it is known now. */
static enum rt_status find_alias(struct rt_state *s, struct rt_str risk_id,
    char to[24], struct rt_error *err)
{
    struct rt_sql_cursor q = rt_sql_query(&s->sql, SDB_ALIAS);
    rt_sql_put_id(&q.bind, risk_id);
    enum rt_status rc = rt_sql_next(&q, err);
    rt_str_copy(to, 24, rc == RT_ROW ? rt_sql_get_id(&q.row) : risk_id);
    rt_sql_end(&q);
    return rc == RT_ROW || rc == RT_END ? RT_OK : rc;
}

static enum rt_status read_heading(struct rt_state *s, struct rt_str risk_id,
    struct rt_state_risk *risk, char **memory, struct rt_error *err)
{
    struct rt_sql_cursor q = rt_sql_query(&s->sql, SDB_HEADING);
    rt_sql_put_id(&q.bind, risk_id);
    enum rt_status rc = rt_sql_next(&q, err);
    if (rc == RT_ROW)
        rc = take_heading(&q.row, risk, memory, err);
    else if (rc == RT_END)
        rc = rt_sdb_fail_with(s, RT_USAGE,
            "指定のリスクIDは状態ファイルにありません",
            "the state knows no risk of that id", err);
    rt_sql_end(&q);
    return rc;
}

static struct rt_str what_name(int what)
{
    if (what >= 0 && (what < SDB_MOVED || what == RT_EVENT_UNSIGNED))
        return rt_str(rt_event_name((enum rt_event_kind)what));
    return what == SDB_MOVED      ? RT_STR("moved")
           : what == SDB_PLANNED  ? RT_STR("planned")
           : what == SDB_FINISHED ? RT_STR("finished")
                                  : RT_STR("changed");
}

static void read_step(struct rt_sql_read *r, void *to)
{
    struct rt_state_step *out = to;
    out->run = rt_sql_get_count(r);
    out->date = rt_sql_get_str(r);
    out->present = rt_sql_get_int(r) != 0;
    out->level = rt_sql_get_known(r);
    out->importance = rt_sql_get_known(r);
    out->likelihood = rt_sql_get_known(r);
    out->priority = (int)rt_sql_get_int(r);
    out->class = (enum rt_class)rt_sql_get_known(r);
    out->where.file = rt_sql_get_str(r);
    out->where.sheet = rt_sql_get_str(r);
    out->where.row = (uint32_t)rt_sql_get_count(r);
    out->what = what_name((int)rt_sql_get_int(r));
    out->treatment = rt_sql_get_int(r) != 0;
    rt_sql_get_strs(
        r, &out->control, &out->who, &out->due, &out->due_before, &out->reason);
    out->proposed = rt_sql_get_int(r) != 0;
    out->status = rt_sql_get_str(r);
    out->done = rt_sql_get_int(r) != 0;
}

struct rt_cursor rt_state_history(struct rt_state *s, struct rt_str risk_id,
    struct rt_state_risk *risk, struct rt_error *err)
{
    struct rt_cursor c
        = SDB_ROWS(s, SDB_STEPS, read_step, struct rt_state_step, err);
    char id[24], *heading = NULL;
    *risk = (struct rt_state_risk){0};
    if (!c.rows)
        return c;
    rt_cursor_keep(&c, find_alias(s, rt_str_trim(risk_id), id, err));
    if (c.rc == RT_OK)
        rt_cursor_keep(&c, read_heading(s, rt_str(id), risk, &heading, err));
    c.rows->own = heading;
    rt_sql_put_id(&c.rows->of.bind, rt_str(id));
    return c;
}

/* --- quarters ------------------------------------------------------------- */

static void read_quarter(struct rt_sql_read *r, void *to)
{
    struct rt_state_quarter *q = to;
    q->year = (int)rt_sql_get_int(r);
    q->quarter = (int)rt_sql_get_int(r);
    q->date = rt_sql_get_str(r);
    rt_sql_get_counts(r, &q->runs, &q->risks, &q->high, &q->medium, &q->low,
        &q->unassessed, &q->flagged);
    q->overdue = rt_sql_get_known(r);
    q->unplanned = rt_sql_get_known(r);
    q->open = rt_sql_get_known(r);
    q->done = rt_sql_get_known(r);
    q->unconfirmed = rt_sql_get_known(r);
    q->rest = q->open;
    if (q->open >= 0 && q->overdue > 0)
        q->rest -= q->overdue;
    if (q->open >= 0 && q->unplanned > 0)
        q->rest -= q->unplanned;
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
struct trend {
    struct rt_state_quarter last, next;
    bool has_next;
};

static enum rt_status next_quarter(
    struct rt_sql_rows *rows, void *record, struct rt_error *err)
{
    struct trend *t = rows->own;
    bool begun = t->last.year != 0;
    if (!t->has_next) {
        enum rt_status rc = rt_sql_step(rows, &t->next, err);
        if (rc != RT_ROW)
            return rc;
        t->has_next = true;
    }
    if (begun)
        go_on(&t->last);
    if (!begun || same_quarter(&t->last, &t->next)) {
        t->last = t->next;
        t->has_next = false;
    }
    *(struct rt_state_quarter *)record = t->last;
    return RT_ROW;
}

struct rt_cursor rt_state_trend(
    struct rt_state *s, int start, struct rt_error *err)
{
    struct rt_cursor c
        = SDB_ROWS(s, SDB_TREND, read_quarter, struct rt_state_quarter, err);
    if (!c.rows)
        return c;
    rt_sql_rows_int(&c, start);
    c.rows->next = next_quarter;
    c.rows->own = calloc(1, sizeof(struct trend));
    if (!c.rows->own)
        rt_cursor_keep(&c, rt_fail_nomem(err));
    return c;
}
