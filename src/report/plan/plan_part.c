/* The list of the departments' plans: which there are, and what their files are
 * called. Held in memory as a whole, because each name must differ from all
 * before it.
 */
#include "report/report.h"

#include <stdlib.h>

#include "base/list.h"
#include "report/book/letter_name.h"

static enum rt_status add_part(struct rt_plan_parts *to,
    const struct rt_planned_department *d, struct rt_intern *names,
    struct rt_error *err)
{
    struct rt_buf name = RT_BUF(1 << 16), path = RT_BUF(1 << 16);
    struct rt_plan_part *part;
    enum rt_status rc = rt_letter_name(names, d->name, &name);

    RT_THEN(rc, rt_buf_adds(&path, RT_STR("plans/")));
    RT_THEN(rc, rt_buf_adds(&path, rt_buf_str(&name)));
    if (rc == RT_OK && RT_GROW(to->list, to->count, to->cap)) {
        part = &to->list[to->count++];
        *part = (struct rt_plan_part){
            .department = rt_arena_str(&to->arena, d->name),
            .risks = d->risks,
            .name = rt_arena_str(&to->arena, rt_buf_str(&path)).p};
        if (!part->department.p || !part->name)
            rc = RT_NOMEM;
    } else if (rc == RT_OK) {
        rc = RT_NOMEM;
    }
    rt_buf_fini(&name);
    rt_buf_fini(&path);
    return rc == RT_OK ? RT_OK : rt_fail_nomem(err);
}

enum rt_status rt_plan_parts_list(
    struct rt_ledger *ledger, struct rt_plan_parts *out, struct rt_error *err)
{
    struct rt_cursor cursor = rt_ledger_planned_departments(ledger, err);
    struct rt_planned_department d;
    struct rt_intern names = {0};

    while (out->count <= RT_PLAN_PARTS_MAX && rt_next(&cursor, &d))
        rt_cursor_keep(&cursor, add_part(out, &d, &names, err));
    rt_intern_fini(&names);
    out->too_many = out->count > RT_PLAN_PARTS_MAX;
    if (out->count < 2 || out->too_many)
        out->count = 0;
    return rt_cursor_close(&cursor);
}

void rt_plan_parts_fini(struct rt_plan_parts *parts)
{
    rt_arena_fini(&parts->arena);
    free(parts->list);
    *parts = (struct rt_plan_parts){0};
}
