/* Rows of a plan in the published form, which name a control and no risk: each is
 * carried over to the risks whose report or ledger names that control
 * (sql/control_rows.sql). Where a row of a risk has the control already, the two
 * become one.
 *
 * A plan among the inputs is its sender's: its rows are about the risks of its
 * own file, else of its department's, else about those that no other department
 * or number could be meant by.
 */
#include "ledger/private.h"

#include <stdlib.h>

#include "record/plan.h"

struct controls {
    struct rt_ledger *ledger;
    enum rt_lang lang;
};

static enum rt_status add_control(struct rt_ledger *l, struct rt_str control,
    const struct rt_risk *risk, int64_t id, int64_t input, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_ADD_CONTROL);

    rt_sql_put_text(&b, control);
    rt_sql_put_id(&b, risk->risk_id);
    rt_sql_put_int(&b, id);
    rt_sql_put_int(&b, input);
    rt_sql_put_text(&b, risk->department);
    rt_sql_put_text(&b, risk->report_no);
    return rt_sql_run(&b, NULL, err);
}

/* The cell as a whole, and each of its lines. */
static enum rt_status take_risk(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_ledger *l = context;
    struct rt_str key = rt_sql_get_id(r);
    int64_t id = rt_sql_get_int(r);
    struct rt_str department = rt_sql_get_str(r), rest, line;
    int64_t input = rt_sql_get_int(r);
    struct rt_risk risk;

    rt_ldb_unpack_risk(r, &risk);
    risk.risk_id = key;
    risk.department = department;
    if (rt_str_blank(risk.control))
        return RT_OK;
    RT_TRY(add_control(l, risk.control, &risk, id, input, err));
    rest = risk.control;
    while (rt_str_line(&rest, &line)) {
        if (line.n < risk.control.n && !rt_str_blank(line))
            RT_TRY(add_control(l, line, &risk, id, input, err));
    }
    return RT_OK;
}

/* --- a plan's row ----------------------------------------------------------- */

static enum rt_status report_match(struct controls *c,
    const struct rt_plan_row *row, enum rt_code code, int64_t count,
    struct rt_error *err)
{
    struct rt_finding f = {.code = code, .where = row->where};
    struct rt_str rest = rt_str_trim(row->control), first;

    f.where.csv = f.where.sheet.n == 0;
    (void)rt_str_line(&rest, &first);
    return rt_ldb_report_row(c->ledger, &f, RT_STR_NONE, c->lang,
        RT_ARGS(first, RT_DECIMAL(count)), err);
}

/* Which risks the row is about; of several departments' it is about none. */
static enum rt_status find_risks(struct controls *c, int64_t id,
    const struct rt_plan_row *row, int64_t *risks, struct rt_error *err)
{
    struct rt_ledger *l = c->ledger;
    struct rt_sql_bind b = rt_sql_kept(&l->sql, LDB_MATCH_CONTROL);
    int64_t departments;

    rt_sql_put_int(&b, id);
    rt_sql_put_text(&b, row->control);
    rt_sql_put_text(&b, row->where.file);
    rt_sql_put_text(&b, row->number);
    RT_TRY(rt_sql_run(&b, NULL, err));
    RT_TRY(rt_sql_number(&l->sql, LDB_COUNT_OF_CONTROL, risks, err));
    if (*risks > 0)
        return RT_OK;
    b = rt_sql_kept(&l->sql, LDB_DEPARTMENTS_OF_CONTROL);
    rt_sql_put_text(&b, row->control);
    RT_TRY(rt_sql_run(&b, &departments, err));
    return departments > 0 ? report_match(c, row, RT_PL733, departments, err)
                           : RT_OK;
}

static enum rt_status match(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct controls *c = context;
    struct rt_plan_room room = {0};
    struct rt_plan_row row;
    int64_t id = rt_sql_get_int(r), risks = 0;
    enum rt_status rc = rt_plan_unpack(rt_sql_get_str(r), &room, &row, err);

    if (rc == RT_OK && !rt_str_blank(row.control))
        rc = find_risks(c, id, &row, &risks, err);
    if (rc == RT_OK && risks > 0)
        rc = report_match(c, &row, RT_PL724, risks, err);
    free(room.extras);
    return rc;
}

static enum rt_status take_row(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct controls *c = context;
    struct rt_plan_room room = {0};
    struct rt_plan_row row;
    struct rt_str key = rt_sql_get_id(r);
    bool base = rt_sql_get_int(r) != 0;
    enum rt_status rc = rt_plan_unpack(rt_sql_get_str(r), &room, &row, err);

    row.risk_id = key;
    RT_THEN(rc, rt_ldb_add_of_control(c->ledger, &row, base, c->lang, err));
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
    l->plan++; /* its rows come after those of all plans that were added */
    RT_TRY(rt_sql_walk(&l->sql, LDB_CONTROL_ROWS, match, &c, err));
    RT_TRY(rt_sql_walk(&l->sql, LDB_ROWS_OF_RISKS, take_row, &c, err));
    return rt_sql_exec(&l->sql, LDB_DROP_CONTROL_ROWS, err);
}
