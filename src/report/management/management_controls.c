/* What is left of each control. The contract is management_controls.h; what the
 * rows say comes from where the control register has it.
 */
#include "report/management/management_controls.h"

#include <stdlib.h>

#include "report/plan/control_values.h"
#include "risk/due.h"

static const enum rt_register_field fields[]
    = {RT_REGISTER_FIELD_WHO, RT_REGISTER_FIELD_PLANNED_END,
        RT_REGISTER_FIELD_STATUS, RT_REGISTER_FIELD_TASK};
enum { WHO, END, STATUS, TASK, FIELDS = RT_COUNT(fields) };

struct rt_mg_controls {
    struct rt_mg_out *out;
    struct rt_cursor cursor;
    struct rt_arena arena; /* of the control at hand */
    char due[RT_PRIORITIES + 1][11];
    struct rt_control_said said[FIELDS];
};

struct rt_mg_controls *rt_mg_controls_open(struct rt_mg_out *out)
{
    struct rt_mg_controls *c = calloc(1, sizeof *c);

    if (!c) {
        rt_mg_keep(out, rt_fail_nomem(out->err));
        return NULL;
    }
    c->out = out;
    rt_arena_init(&c->arena);
    for (int i = 1; i <= RT_PRIORITIES; i++)
        if (!rt_due_date(&out->run->due, i, out->run->now, c->due[i]))
            c->due[i][0] = '\0';
    c->cursor = rt_ledger_controls(out->ledger, out->err);
    return c;
}

static void take_end(const struct rt_mg_controls *c,
    const struct rt_control_value *end, struct rt_mg_left *left)
{
    enum rt_mg_late late = end->proposed ? RT_MG_UNPLANNED : RT_MG_OVERDUE;

    if (end->is_date && late > left->late
        && rt_str_cmp(end->text, rt_str(c->out->run->now)) < 0)
        left->late = late;
}

static bool take_use(struct rt_mg_controls *c, const struct rt_control_use *u,
    struct rt_mg_left *left)
{
    char room[RT_BASIS_TEXT];

    for (int i = 0; i < FIELDS; i++) {
        struct rt_control_value v
            = rt_control_value_of(u, fields[i], c->due, c->out->lang, room);
        if (i == END)
            take_end(c, &v, left);
        if (!rt_said_add(&c->said[i], &v, &c->arena))
            return false;
    }
    return true;
}

static bool show(struct rt_mg_controls *c, struct rt_mg_left *left)
{
    struct rt_str *to[FIELDS] = {[WHO] = &left->who,
        [END] = &left->end,
        [STATUS] = &left->status,
        [TASK] = &left->task};

    for (int i = 0; i < FIELDS; i++) {
        const struct rt_control_value *only = &c->said[i].values[0];
        struct rt_buf b = RT_BUF(RT_TEXT_MAX);
        *to[i] = rt_said_shown(&c->said[i], c->out->lang, &c->arena);
        if (!to[i]->p)
            return false;
        if (c->said[i].count != 1 || !only->proposed)
            continue;
        if (rt_buf_printf(&b, "%.*s%s", RT_FMT(*to[i]),
                rt_say(c->out->lang, "（案）", " (proposed)"))
            == RT_OK)
            *to[i] = rt_arena_str(&c->arena, rt_buf_str(&b));
        rt_buf_fini(&b);
    }
    return true;
}

static void collect(struct rt_mg_controls *c, struct rt_mg_left *left)
{
    struct rt_cursor uses
        = rt_ledger_control_uses(c->out->ledger, left->control.id, c->out->err);
    struct rt_control_use u;

    rt_arena_reset(&c->arena);
    memset(c->said, 0, sizeof c->said);
    while (rt_next(&uses, &u)) {
        if (u.state != RT_PLAN_DONE && !take_use(c, &u, left))
            rt_cursor_keep(&uses, rt_fail_nomem(c->out->err));
    }
    rt_mg_keep(c->out, rt_cursor_close(&uses));
    if (!show(c, left))
        rt_mg_keep(c->out, rt_fail_nomem(c->out->err));
}

bool rt_mg_controls_next(struct rt_mg_controls *c, struct rt_mg_left *left)
{
    struct rt_chosen_control control;

    while (c->out->rc == RT_OK && rt_next(&c->cursor, &control)) {
        if (control.state == RT_PLAN_DONE)
            continue;
        *left = (struct rt_mg_left){
            .control = control, .risks = control.risks - control.done};
        collect(c, left);
        return c->out->rc == RT_OK;
    }
    return false;
}

void rt_mg_controls_close(struct rt_mg_controls *c)
{
    if (!c)
        return;
    rt_mg_keep(c->out, rt_cursor_close(&c->cursor));
    rt_arena_fini(&c->arena);
    free(c);
}
