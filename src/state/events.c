/* The differences, as events with all that is reported of them. */
#include "state/private.h"

/* --- names ---------------------------------------------------------------- */

const char *rt_event_name(enum rt_event_kind kind)
{
    static const char *const names[] = {
#define RT_EVENT(id, name, code, ja, en) name,
#include "state/events.def"
    };

    return names[kind];
}

enum rt_code rt_event_code(enum rt_event_kind kind)
{
    static const enum rt_code codes[] = {
#define RT_EVENT(id, name, code, ja, en) RT_##code,
#include "state/events.def"
    };

    return codes[kind];
}

bool rt_event_is_flagged(enum rt_event_kind kind)
{
    return kind <= RT_EVENT_REMINDER || kind == RT_EVENT_UNSIGNED;
}

/* --- reading -------------------------------------------------------------- */

/* An input's, that says why in the words of a finding. */
static enum rt_status add_explained(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_state *s = context;
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_ADD_EXPLAINED);
    struct rt_buf reason = RT_BUF(SDB_TEXT_MAX);
    struct rt_str department, file, args[RT_FINDING_ARGS], since;
    enum rt_status rc = RT_OK;

    int64_t kind = rt_sql_get_int(r);
    enum rt_code code = (enum rt_code)rt_sql_get_int(r);
    rt_sql_get_strs(
        r, &department, &file, &args[0], &args[1], &args[2], &args[3], &since);
    if (code == RT_DL315)
        args[2] = rt_str(rt_unconfirmed_label(RT_NO_ROWS, s->lang));
    if (code == RT_DL314 && args[2].n > 0)
        args[2] = rt_str(rt_say(s->lang, "業務分類", "business"));
    if (rt_finding_message(code, s->lang, args, &reason) != RT_OK)
        rc = rt_fail_nomem(err);
    rt_sql_put_str(&b, since);
    rt_sql_put_int(&b, kind);
    rt_sql_put_int(&b, code);
    rt_sql_put_strs(&b, department, file, rt_buf_str(&reason));
    RT_THEN(rc, rt_sql_run(&b, NULL, err));
    rt_buf_fini(&reason);
    return rc;
}

enum rt_status rt_sdb_make_events(struct rt_state *s, struct rt_error *err)
{
    RT_TRY(rt_sql_exec(&s->sql, SDB_CHOOSE_EVENTS, err));
    if (s->all && !s->baseline)
        RT_TRY(rt_sql_exec(&s->sql, SDB_CHOOSE_STANDING, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_MAKE_EVENTS, err));
    RT_TRY(rt_sql_walk(&s->sql, SDB_EXPLAINED, add_explained, s, err));
    return s->all ? rt_sql_exec(&s->sql, SDB_ADD_LASTING, err) : RT_OK;
}

static uint32_t get_place(struct rt_sql_read *r)
{
    int64_t v = rt_sql_get_int(r);
    return v > 0 ? (uint32_t)v : 0;
}

static void read_risk(struct rt_sql_read *r, struct rt_event *e)
{
    e->risk_id = rt_sql_get_id(r);
    rt_sql_get_strs(r, &e->department, &e->business, &e->asset, &e->medium,
        &e->owner, &e->profile, &e->where.file, &e->where.sheet);
    e->where.row = get_place(r);
    e->where.col = get_place(r);
    e->where.csv = rt_sql_get_int(r) != 0;
    e->level_before = rt_sql_get_known(r);
    e->level = rt_sql_get_known(r);
    e->class_before = (enum rt_class)rt_sql_get_known(r);
    e->class = (enum rt_class)rt_sql_get_known(r);
    e->importance = rt_sql_get_known(r);
    e->likelihood = rt_sql_get_known(r);
    e->priority = (int)rt_sql_get_int(r);
}

static void read_event(struct rt_sql_read *r, void *to)
{
    struct rt_event *e = to;
    *e = (struct rt_event){0};
    e->kind = (enum rt_event_kind)rt_sql_get_int(r);
    read_risk(r, e);
    e->who = rt_sql_get_str(r);
    e->due = rt_sql_get_str(r);
    e->proposed = rt_sql_get_int(r) != 0;
    rt_sql_get_strs(
        r, &e->due_before, &e->status, &e->plan.file, &e->plan.sheet);
    e->plan.row = get_place(r);
    rt_sql_get_strs(
        r, &e->control, &e->approved_by, &e->approved_on, &e->since);
    e->code = (enum rt_code)rt_sql_get_int(r);
    e->reason = rt_sql_get_str(r);
    e->file_before = rt_sql_get_str(r);
}

struct rt_cursor rt_state_events(struct rt_state *s, struct rt_error *err)
{
    return SDB_COMPARED_ROWS(s, SDB_EVENTS, read_event, struct rt_event, err);
}
