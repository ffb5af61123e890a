/* The controls of the run. The contract is chosen_controls.h;
 * sql/chosen_controls.sql says how they are kept.
 */
#include "ledger/chosen_controls.h"

#include "ledger/private.h"
#include "risk/controls.h"
#include "risk/due.h"
#include "risk/plan_carry.h"

struct collecting {
    struct rt_ledger *ledger;
    enum rt_lang lang;
    struct rt_plan_carry carry;
    int64_t rows;      /* of the plan so far */
    uint64_t position; /* of the risk at hand; 0: none */
    const struct rt_risk *risk;
    bool retained;
    struct rt_buf control; /* its 管理策, for a further row that names none */
    struct rt_buf data;
};

static enum rt_status find_control(
    struct rt_ledger *l, struct rt_str text, int64_t *id, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_FIND_CHOSEN);

    rt_sql_put_text(&b, text);
    RT_TRY(rt_sql_run(&b, id, err));
    if (*id != 0)
        return RT_OK;
    b = rt_sql_kept(&l->sql, LDB_ADD_CHOSEN);
    rt_sql_put_text(&b, text);
    return rt_sql_run(&b, id, err);
}

static enum rt_plan_status state_of(const struct rt_plan_row *row)
{
    struct rt_str line;

    if (row->status != RT_PLAN_UNSAID || row->status_raw.n > 0)
        return row->status;
    return rt_action_of(row->stated, &line) == RT_ACTION_DONE ? RT_PLAN_DONE
                                                              : RT_PLAN_UNSAID;
}

/* What of the row is its control's, as far as the contract says. */
static enum rt_status pack(
    struct collecting *c, const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_plan_row kept;

    rt_record_blank(&rt_plan_members, &kept);
    kept.task = row->task;
    kept.who = row->who;
    kept.planned_start = row->planned_start;
    kept.planned_end = row->planned_end;
    kept.proposed = rt_plan_is_proposal(row);
    kept.actual_start = row->actual_start;
    kept.actual_end = row->actual_end;
    kept.status = row->status;
    kept.status_raw = row->status_raw;
    kept.stated = row->stated;
    kept.extra_count = 0;
    rt_buf_clear(&c->data);
    return rt_plan_pack(&kept, &c->data) == RT_OK ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status add_use(struct collecting *c, struct rt_str control,
    const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_sql_bind b;
    int64_t id;

    RT_TRY(find_control(c->ledger, control, &id, err));
    RT_TRY(pack(c, row, err));
    b = rt_sql_kept(&c->ledger->sql, LDB_ADD_CONTROL_ROW);
    rt_sql_put_int(&b, id);
    rt_sql_put_int(&b, (int64_t)c->position);
    rt_sql_put_int(&b, c->rows);
    rt_sql_put_int(&b, state_of(row));
    rt_sql_put_id(&b, c->position ? c->risk->risk_id : RT_STR_NONE);
    rt_sql_put_known(&b, c->position ? c->risk->result.level : RT_UNKNOWN);
    rt_sql_put_int(&b, c->position ? (int)c->risk->result.class : 0);
    rt_sql_put_blob(&b, c->data.data, c->data.len);
    return rt_sql_run(&b, NULL, err);
}

static size_t count_lines(struct rt_str text)
{
    struct rt_str line;
    size_t n = 0;

    while (rt_next_control(&text, &line))
        n++;
    return n;
}

/* Where an input says of each control how far it is, each has its own state. */
static enum rt_status add_uses(
    struct collecting *c, const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_str rest = rt_buf_str(&c->control), action = row->stated, control;
    size_t controls = count_lines(rest);
    bool each = row->status_raw.n == 0 && controls > 1
                && controls == count_lines(action);

    c->rows++;
    while (rt_next_control(&rest, &control)) {
        struct rt_plan_row of_line = *row;
        if (each) {
            (void)rt_next_control(&action, &of_line.stated);
            of_line.status = rt_plan_status_stated(of_line.stated);
        }
        RT_TRY(add_use(c, control, &of_line, err));
    }
    return RT_OK;
}

static enum rt_status keep_control(
    struct collecting *c, struct rt_str text, struct rt_error *err)
{
    rt_buf_clear(&c->control);
    return rt_buf_adds(&c->control, text) == RT_OK ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status take_risk(
    struct collecting *c, const struct rt_planned *at, struct rt_error *err)
{
    /* The days are not known here; the priority stands for the one proposed. */
    static const char due[RT_PRIORITIES + 1][11] = {"", "1", "2", "3"};
    struct rt_plan_row fresh = rt_plan_fresh(&at->risk, due), row = fresh;

    if (at->carried) {
        RT_TRY(rt_plan_carry_over(&at->previous, &at->risk, &fresh, at->first,
            c->ledger->now, c->lang, &c->carry, err));
        row = c->carry.row;
    }
    row.stated = at->risk.action;
    c->risk = &at->risk;
    if (at->risk.position != c->position) {
        c->position = at->risk.position;
        c->retained = row.treatment == RT_RETAIN;
        RT_TRY(keep_control(c, row.control, err));
    } else if (!rt_str_blank(row.control)) {
        RT_TRY(keep_control(c, row.control, err));
    }
    return c->retained || rt_str_blank(rt_buf_str(&c->control))
               ? RT_OK
               : add_uses(c, &row, err);
}

static enum rt_status take_added(
    struct collecting *c, const struct rt_planned *at, struct rt_error *err)
{
    c->position = 0;
    if (at->previous.treatment == RT_RETAIN)
        return RT_OK;
    RT_TRY(keep_control(c, at->previous.control, err));
    return add_uses(c, &at->previous, err);
}

static enum rt_status each(struct collecting *c, enum rt_planned_of of,
    enum rt_status (*take)(
        struct collecting *, const struct rt_planned *, struct rt_error *),
    struct rt_error *err)
{
    struct rt_cursor cursor = rt_ledger_planned(c->ledger, of, err);
    struct rt_planned at;

    while (rt_next(&cursor, &at))
        rt_cursor_keep(&cursor, take(c, &at, err));
    return rt_cursor_close(&cursor);
}

enum rt_status rt_ldb_seal_controls(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct collecting c = {.ledger = l, .lang = lang};
    enum rt_status rc = rt_sql_exec(&l->sql, LDB_CHOSEN_SCHEMA, err);

    l->joined = true;
    rt_plan_carry_init(&c.carry);
    rt_buf_init(&c.control, LDB_TEXT_MAX);
    rt_buf_init(&c.data, LDB_TEXT_MAX);
    RT_THEN(rc, each(&c, RT_PLANNED_RISKS, take_risk, err));
    RT_THEN(rc, each(&c, RT_PLANNED_ADDED, take_added, err));
    RT_THEN(rc, rt_sql_exec(&l->sql, LDB_SEAL_CHOSEN, err));
    rt_plan_carry_fini(&c.carry);
    rt_buf_fini(&c.control);
    rt_buf_fini(&c.data);
    return rc;
}

/* --- reading -------------------------------------------------------------- */

static void read_control(struct rt_sql_read *r, void *to)
{
    struct rt_chosen_control *out = to;

    out->id = rt_sql_get_int(r);
    out->text = rt_sql_get_str(r);
    rt_sql_get_counts(r, &out->risks, &out->done, &out->under_way, &out->open);
    out->state = (enum rt_plan_status)rt_sql_get_int(r);
}

struct rt_cursor rt_ledger_controls(struct rt_ledger *l, struct rt_error *err)
{
    return LDB_FINISHED_ROWS(
        l, LDB_CHOSEN, read_control, struct rt_chosen_control, err);
}

static void read_control_counts(struct rt_sql_read *r, void *to)
{
    struct rt_control_counts *out = to;

    rt_sql_get_counts(r, &out->total, &out->done, &out->under_way, &out->open);
}

enum rt_status rt_ledger_count_controls(
    struct rt_ledger *l, struct rt_control_counts *out, struct rt_error *err)
{
    *out = (struct rt_control_counts){0};
    RT_TRY(rt_ldb_need_finished(l, err));
    return rt_sql_one(&l->sql, LDB_COUNT_CHOSEN, read_control_counts, out, err);
}

/* A use, its row still packed. */
struct packed {
    struct rt_control_use *to;
    struct rt_str data;
};

static void read_use(struct rt_sql_read *r, void *to)
{
    struct packed *p = to;
    struct rt_control_use *out = p->to;

    out->position = rt_sql_get_count(r);
    out->risk_id = rt_sql_get_id(r);
    out->level = (int)rt_sql_get_known(r);
    out->class = (enum rt_class)rt_sql_get_int(r);
    out->state = (enum rt_plan_status)rt_sql_get_int(r);
    p->data = rt_sql_get_str(r);
}

static enum rt_status next_use(
    struct rt_sql_rows *rows, void *record, struct rt_error *err)
{
    struct rt_control_use *out = record;
    struct rt_plan_room room = {0};
    struct packed p = {.to = out};
    enum rt_status rc;

    *out = (struct rt_control_use){0};
    rc = rt_sql_step(rows, &p, err);
    if (rc != RT_ROW)
        return rc;
    RT_TRY(rt_plan_unpack(p.data, &room, &out->row, err));
    return RT_ROW;
}

struct rt_cursor rt_ledger_control_uses(
    struct rt_ledger *l, int64_t control, struct rt_error *err)
{
    struct rt_cursor c = LDB_FINISHED_ROWS(
        l, LDB_CONTROL_USES, read_use, struct rt_control_use, err);

    if (c.rows)
        c.rows->next = next_use;
    rt_sql_rows_int(&c, control);
    return c;
}
