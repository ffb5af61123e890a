/* Rows of our own plan against each other, by the risk that they are about.
 *
 * A risk may have several rows, a task each. Two that are alike in every cell
 * but their No are one that was copied. What remains of a risk is evaluated when
 * all of its tasks are done.
 */
#include "audit/treatment/treatment.h"

#include <stdlib.h>

#include "base/list.h"
#include "record/risk.h"

/* --- copies -------------------------------------------------------------- */

/* A formula without a stored result is what its text says. */
static enum rt_status add_cell(struct rt_buf *key, const struct rt_cell *c)
{
    struct rt_str s = rt_cell_text(c);

    if (c->type == RT_CELL_NO_VALUE)
        s = c->formula;
    return rt_buf_printf(key, "%u\x1f%.*s\x1f", c->col, RT_FMT(s));
}

static void check_copy(
    struct pl_own_plan *o, struct pl *p, const struct pl_row *row)
{
    int32_t no = row->table->layout->col_of[RT_F_NO];
    struct rt_str id = rt_pl_cell_shown(p, row->cell[RT_F_RISK_ID]);
    struct rt_buf key = RT_BUF(1 << 20);
    enum rt_status rc = RT_OK;
    uint32_t first = 0;

    for (size_t i = 0; i < row->row->count && rc == RT_OK; i++) {
        const struct rt_cell *c = &row->row->cells[i];
        if ((int32_t)c->col != no && !rt_cell_blank(c))
            rc = add_cell(&key, c);
    }
    if (rc == RT_OK)
        first
            = rt_pl_first_row(&o->rows, p, rt_buf_str(&key), row->row->number);
    else if (rc == RT_NOMEM)
        p->rc = rt_fail_nomem(p->err);
    rt_buf_fini(&key);
    if (first > 0)
        rt_pl_say(p, RT_PL115, row, RT_F_RISK_ID, RT_STR_NONE, id,
            RT_ARGS(id, rt_pl_num(p, first)));
}

/* --- what remains -------------------------------------------------------- */

static struct pl_task *task_of(
    struct pl_own_plan *o, struct pl *p, struct rt_str id)
{
    uint32_t n = rt_intern(&o->ids, id);
    size_t had = o->cap;

    if (!rt_pl_need(p, n > 0 && RT_ROOM(o->tasks, o->cap, (size_t)n + 1)))
        return NULL;
    for (; had < o->cap; had++)
        o->tasks[had] = (struct pl_task){0};
    return &o->tasks[n];
}

void rt_pl_own_row(struct pl_own_plan *o, struct pl *p,
    const struct pl_row *row, enum rt_plan_status status)
{
    static const enum rt_field residual[]
        = {RT_F_RES_IMPORTANCE, RT_F_RES_LIKELIHOOD};
    const struct rt_cell *id = row->cell[RT_F_RISK_ID];
    char known[RT_RISK_ID];
    struct pl_task *task;

    if (!id || !rt_is_risk_id(id->text, known))
        return;
    check_copy(o, p, row);
    task = task_of(o, p, rt_str(known));
    if (!task)
        return;
    task->open |= status != RT_PLAN_DONE
                  || !rt_pl_row_says(row, RT_F_ACTUAL_END)
                  || !rt_pl_has(row->table, RT_F_RES_IMPORTANCE)
                  || !rt_pl_has(row->table, RT_F_RES_LIKELIHOOD)
                  || rt_pl_option(p, row).treatment == RT_RETAIN;
    for (size_t i = 0; i < RT_COUNT(residual); i++) {
        if (rt_pl_row_says(row, residual[i]))
            task->filled |= 1u << i;
        else
            task->blank[i] = rt_pl_at(row, residual[i]);
    }
}

void rt_pl_end_own_plan(struct pl_own_plan *o, struct pl *p)
{
    enum rt_lang lang = p->a->lang;
    static const enum rt_field residual[]
        = {RT_F_RES_IMPORTANCE, RT_F_RES_LIKELIHOOD};

    for (size_t n = 1; n <= o->ids.count && n < o->cap; n++) {
        struct pl_task *task = &o->tasks[n];
        for (size_t i = 0; i < RT_COUNT(residual) && !task->open; i++) {
            struct pl_note note = task->blank[i];
            note.arg[0] = rt_field_name(residual[i], lang);
            if (!(task->filled & 1u << i) && note.row > 0)
                rt_pl_report(p, RT_PL209, &note);
        }
    }
    rt_pl_numbers_fini(&o->rows);
    rt_intern_fini(&o->ids);
    free(o->tasks);
}
