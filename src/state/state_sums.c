/* The sums of the picture as it will be. */
#include "state/private.h"

/* Pairs of a small number and a count: `to` by the number. */
static enum rt_status counts(struct rt_state *s, enum sdb_sql which,
    uint64_t *to, size_t size, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&s->sql, which);
    enum rt_status rc;
    while ((rc = rt_sql_next(&c, err)) == RT_ROW) {
        size_t i = (size_t)rt_sql_get_count(&c.row);
        if (i < size)
            to[i] = rt_sql_get_count(&c.row);
    }
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

static void read_totals(struct rt_sql_read *r, void *to)
{
    struct rt_state_summary *out = to;
    rt_sql_get_counts(r, &out->risks, &out->high, &out->medium, &out->low,
        &out->unassessed, &out->at_level, &out->unconfirmed);
}

static void read_past(struct rt_sql_read *r, void *to)
{
    struct rt_state_summary *out = to;
    out->overdue = rt_sql_get_count(r);
    out->unplanned = rt_sql_get_count(r);
}

static void read_items(struct rt_sql_read *r, void *to)
{
    struct rt_state_summary *out = to;
    out->open = rt_sql_get_count(r);
    out->done = rt_sql_get_count(r);
}

static void read_count(struct rt_sql_read *r, void *to)
{
    *(uint64_t *)to = rt_sql_get_count(r);
}

static enum rt_status sum_inputs(struct rt_state *s, struct rt_error *err)
{
    struct rt_state_summary *out = &s->summary;
    uint64_t silent = 0;
    RT_TRY(
        counts(s, SDB_INPUT_STATES, out->inputs, RT_COUNT(out->inputs), err));
    RT_TRY(rt_sql_one(
        &s->sql, SDB_COUNT_UNCHANGED, read_count, &out->inputs_unchanged, err));
    RT_TRY(rt_sql_one(&s->sql, SDB_COUNT_SILENT, read_count, &silent, err));
    out->inputs[RT_INPUT_MISSING] += silent;
    return RT_OK;
}

static enum rt_status sum_events(struct rt_state *s, struct rt_error *err)
{
    struct rt_state_summary *out = &s->summary;
    RT_TRY(counts(s, SDB_EVENT_KINDS, out->events, RT_EVENT_KINDS, err));
    for (int k = 0; k < RT_EVENT_KINDS; k++) {
        if (rt_event_is_flagged((enum rt_event_kind)k))
            out->flagged += out->events[k];
    }
    return RT_OK;
}

static enum rt_status sum_findings(struct rt_state *s, struct rt_error *err)
{
    struct rt_cursor c = rt_state_codes(s, err);
    struct rt_code_count n;
    uint64_t *const by[] = {[RT_INFO] = &s->summary.infos,
        [RT_WARNING] = &s->summary.warnings,
        [RT_ERROR] = &s->summary.errors};
    while (rt_next(&c, &n))
        *by[rt_finding_info(n.code)->severity] += n.count;
    return rt_cursor_close(&c);
}

enum rt_status rt_sdb_sum_up(struct rt_state *s, struct rt_error *err)
{
    struct rt_state_summary *out = &s->summary;
    RT_TRY(rt_sql_exec(&s->sql, SDB_GATHER_SUMS, err));
    RT_TRY(rt_sql_one(&s->sql, SDB_TOTALS, read_totals, out, err));
    RT_TRY(rt_sql_one(&s->sql, SDB_COUNT_PAST, read_past, out, err));
    RT_TRY(rt_sql_one(&s->sql, SDB_COUNT_ITEMS, read_items, out, err));
    RT_TRY(sum_inputs(s, err));
    RT_TRY(sum_events(s, err));
    return sum_findings(s, err);
}

enum rt_status rt_state_summarise(
    struct rt_state *s, struct rt_state_summary *out, struct rt_error *err)
{
    if (s->phase < SDB_COMPARED)
        return rt_sdb_need(s, SDB_COMPARED, err);
    *out = s->summary;
    return RT_OK;
}

static void read_department(struct rt_sql_read *r, void *to)
{
    struct rt_department_row *out = to;
    out->department = rt_sql_get_str(r);
    rt_sql_get_counts(
        r, &out->total, &out->high, &out->medium, &out->low, &out->unassessed);
    for (int i = 0; i < 4; i++)
        out->priority[i] = rt_sql_get_count(r);
    out->worst_level = rt_sql_get_known(r);
}

struct rt_cursor rt_state_departments(struct rt_state *s, struct rt_error *err)
{
    return SDB_COMPARED_ROWS(
        s, SDB_DEPARTMENTS, read_department, struct rt_department_row, err);
}

static void read_code(struct rt_sql_read *r, void *to)
{
    struct rt_code_count *out = to;
    out->input = 0;
    out->code = rt_finding_code(rt_sql_get_str(r));
    out->count = rt_sql_get_count(r);
}

/* A code that this build does not know cannot be shown. */
static enum rt_status next_code(
    struct rt_sql_rows *rows, void *record, struct rt_error *err)
{
    const struct rt_code_count *out = record;
    enum rt_status rc;
    do {
        rc = rt_sql_step(rows, record, err);
    } while (rc == RT_ROW && out->code == RT_CODE_NONE);
    return rc;
}

struct rt_cursor rt_state_codes(struct rt_state *s, struct rt_error *err)
{
    if (s->phase < SDB_GATHERING)
        return rt_sql_no_rows(rt_sdb_need(s, SDB_COMPARED, err), err);
    struct rt_cursor c
        = SDB_ROWS(s, SDB_CODES, read_code, struct rt_code_count, err);
    if (c.rows)
        c.rows->next = next_code;
    return c;
}
