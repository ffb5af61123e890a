/* Headings of this program's own plan that were typed over: columns are known by
 * them, so that what is below is an added column to the next merge.
 *
 * People may add columns anywhere; only where one heading of ours is missing
 * between two others is the one in its place meant.
 */
#include "audit/structure/structure_audit.h"
#include "base/fold.h"
#include "form/plan_column.h"

static enum rt_status report(struct rt_structure *s, size_t sheet,
    const struct rt_column *c, struct rt_str name, struct rt_error *err)
{
    struct rt_str text = rt_str_trim(c->text);

    return rt_structure_put(s, RT_TP313, sheet, c->col, c->row,
        RT_ARGS(name, RT_STR_NONE, text), name, text, err);
}

/* The column is found by its place, but what was over its heading is not there
 * any more. */
static enum rt_status report_group(struct rt_structure *s, size_t sheet,
    const struct rt_column *c, struct rt_str name, struct rt_error *err)
{
    return rt_structure_put(s, RT_TP313, sheet, c->col, c->row - 1,
        RT_ARGS(name), name, rt_str_trim(c->group), err);
}

enum rt_status rt_structure_own_headings(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    struct rt_plan_column is[RT_COLUMNS_MAX];
    struct rt_str group, heading;

    if (!rt_layout_is_plan(l) || rt_layout_is_gone(l))
        return RT_OK;
    rt_plan_columns(l, is);
    for (size_t i = 1; i + 1 < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        if (rt_str_trim(c->text).n == 0 || l->columns[i - 1].col + 1 != c->col
            || l->columns[i + 1].col != c->col + 1
            || !rt_plan_between(c - 1, c + 1, &group, &heading))
            continue;
        if (is[c->col].how == RT_PLAN_AS_EXTRA)
            RT_TRY(report(s, sheet, c, heading, err));
        else if (rt_fold_eq(c->text, heading) && !rt_fold_eq(c->group, group))
            RT_TRY(report_group(s, sheet, c, group, err));
    }
    return RT_OK;
}
