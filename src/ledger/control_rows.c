/* Rows of a plan in the published form, which name a control and no risk: each is
 * carried over to the risks whose report or ledger names that control
 * (sql/control_rows.sql). A risk that a plan of merge has rows of keeps those.
 */
#include "ledger/private.h"

#include <stdlib.h>

#include "record/plan.h"

struct controls {
    struct rt_ledger *ledger;
    enum rt_lang lang;
};

static enum rt_status add_control(struct rt_ledger *l, struct rt_str control,
    struct rt_str risk_id, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_CONTROL);

    rt_sql_put_text(&b, control);
    rt_sql_put_id(&b, risk_id);
    return rt_sql_run(&b, NULL, err);
}

/* The cell as a whole, and each of its lines. */
static enum rt_status take_risk(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_ledger *l = context;
    struct rt_str id = rt_sql_get_id(r), rest, line;
    struct rt_risk risk;

    rt_ldb_unpack_risk(r, &risk);
    if (rt_str_blank(risk.control))
        return RT_OK;
    RT_TRY(add_control(l, risk.control, id, err));
    rest = risk.control;
    while (rt_str_line(&rest, &line)) {
        if (!rt_str_blank(line))
            RT_TRY(add_control(l, line, id, err));
    }
    return RT_OK;
}

static enum rt_status match(struct controls *c, int64_t id,
    const struct rt_plan_row *row, struct rt_error *err)
{
    struct rt_ledger *l = c->ledger;
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_MATCH_CONTROL);
    struct rt_finding f = {.code = RT_PL724, .where = row->where};
    struct rt_str rest = rt_str_trim(row->control), first;
    int64_t risks;

    rt_sql_put_int(&b, id);
    rt_sql_put_text(&b, row->control);
    RT_TRY(rt_sql_run(&b, NULL, err));
    b = rt_sql_kept(&l->sql, LDB_COUNT_OF_CONTROL);
    rt_sql_put_int(&b, id);
    RT_TRY(rt_sql_run(&b, &risks, err));
    f.where.csv = f.where.sheet.n == 0;
    (void)rt_str_line(&rest, &first);
    return risks == 0 ? RT_OK
                      : rt_ldb_report_row(l, &f, RT_STR_NONE, c->lang,
                          RT_ARGS(first, RT_DECIMAL(risks)), err);
}

static enum rt_status take_row(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_plan_room room = {0};
    struct rt_plan_row row;
    int64_t id = rt_sql_get_int(r);
    enum rt_status rc = rt_plan_unpack(rt_sql_get_str(r), &room, &row, err);

    if (rc == RT_OK && !rt_str_blank(row.control))
        rc = match(context, id, &row, err);
    free(room.extras);
    return rc;
}

enum rt_status rt_ldb_join_controls(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err)
{
    struct controls c = {l, lang};
    int64_t any;

    RT_TRY(rt_sql_number(&l->sql, LDB_ANY_CONTROL_ROW, &any, err));
    if (!any)
        return RT_OK;
    RT_TRY(rt_sql_exec(&l->sql, LDB_CONTROLS_SCHEMA, err));
    RT_TRY(rt_sql_walk(&l->sql, LDB_RISKS_OF_CONTROLS, take_risk, l, err));
    RT_TRY(rt_sql_walk(&l->sql, LDB_CONTROL_ROWS, take_row, &c, err));
    return rt_sql_exec(&l->sql, LDB_TAKE_CONTROLS, err);
}
