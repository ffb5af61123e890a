/* The headings of a previous plan: columns of ours that were not found. */
#include "report/plan/plan_typed.h"

#include "base/fold.h"

enum { LIST_MAX = 8000 }; /* bytes of names in one message */

/* A heading of ours that no member was read from, since the groups over the
 * headings are not there to tell two of the same name apart. */
static bool is_lost_heading(
    const struct rt_plan_row *head, struct rt_str heading)
{
    bool ours = false, read = false;

    for (size_t i = 0; i < rt_plan_members.count; i++) {
        const struct rt_member *m = &rt_plan_members.list[i];
        if (!m->head.ja || !rt_fold_is(heading, m->head))
            continue;
        ours = true;
        read |= rt_plan_column_of(head, m->at) > 0;
    }
    return ours && !read;
}

enum rt_status rt_plan_typed_head(const struct rt_plan_row *head,
    enum rt_lang lang, rt_plan_leave *leave, void *context,
    struct rt_error *err)
{
    struct rt_left_out x
        = {.code = RT_PL714, .why = RT_LEFT_GROUPS, .where = head->where};
    struct rt_buf list = RT_BUF(LIST_MAX);
    enum rt_status rc = RT_OK;

    for (size_t i = 0; head->ours && i < head->extra_count && rc == RT_OK;
         i++) {
        struct rt_str heading = head->extras[i].heading;
        if (!is_lost_heading(head, heading))
            continue;
        rc = rt_buf_printf(&list, "%s%.*s", list.len > 0 ? rt_comma(lang) : "",
            RT_FMT(heading));
    }
    x.what = x.text = rt_buf_str(&list);
    if (rc != RT_OK && rc != RT_LIMIT)
        rc = rt_fail_nomem(err);
    else
        rc = list.len > 0 ? leave(context, &x, err) : RT_OK;
    rt_buf_fini(&list);
    return rc;
}

/* The plan's columns in their order; SIZE_MAX for one that is no member. */
static const size_t order[] = {
#define RT_PLAN(id, how, type, name, ...) offsetof(struct rt_plan_row, name),
#define RT_PLAN_SHOWN(...) SIZE_MAX,
#define RT_PLAN_GONE(...)
#include "record/plan.def"
};

/* The nearest column that was found from order[i] on, in steps of `step`, and
 * where order[i] is by it; 0: none was found. */
static int64_t place_by(const struct rt_plan_row *head, size_t i, int step)
{
    int64_t away = 0;

    for (; i < RT_COUNT(order); i += (size_t)step, away++) {
        uint32_t col
            = order[i] == SIZE_MAX ? 0 : rt_plan_column_of(head, order[i]);
        if (col > 0)
            return (int64_t)col - step * away;
    }
    return 0;
}

/* What people enter where the column is, where it was not found elsewhere: its
 * heading was changed. */
static const char *entered_at(
    const struct rt_plan_row *head, int64_t col, enum rt_lang lang)
{
    for (size_t i = 0; i < RT_COUNT(order); i++) {
        if (order[i] == SIZE_MAX || rt_plan_column_of(head, order[i]) > 0
            || place_by(head, i, -1) != col || place_by(head, i, 1) != col)
            continue;
        for (size_t k = 0; k < RT_PLAN_ENTERED; k++) {
            if (rt_plan_entered[k].at == order[i])
                return rt_text(lang, rt_plan_entered[k].name);
        }
    }
    return "";
}

enum rt_status rt_plan_typed_stranger(const struct rt_plan_row *row,
    enum rt_lang lang, rt_plan_leave *leave, void *context,
    struct rt_error *err)
{
    struct rt_str heading = row->extras[0].heading;
    struct rt_left_out x = {.code = RT_PL716,
        .why = RT_LEFT_NOT,
        .where = row->where,
        .what
        = heading.n > 0 ? heading : rt_str(rt_word(lang, RT_W_NO_HEADING))};
    struct rt_buf list = RT_BUF(LIST_MAX);
    enum rt_status rc = RT_OK;

    if (row->ours && is_lost_heading(row, heading))
        return RT_OK; /* PL714 */
    x.where.col = row->extras[0].nth + 1;
    if (row->ours)
        x.instead = rt_str(entered_at(row, x.where.col, lang));
    /* What people fill in: without it a plan says less than was entered. */
    for (size_t i = 0; i < RT_PLAN_ENTERED && rc == RT_OK && x.instead.n == 0;
         i++) {
        const struct rt_plan_entered *m = &rt_plan_entered[i];

        /* A plan of an earlier release has no column for it. */
        if (m->at == offsetof(struct rt_plan_row, decision))
            continue;
        if (rt_plan_column_of(row, m->at) == 0 && (row->ours || m->always))
            rc = rt_buf_printf(&list, "%s%s",
                list.len > 0 ? rt_comma(lang) : "", rt_text(lang, m->name));
    }
    x.text = rt_buf_str(&list);
    if (rc != RT_OK)
        rc = rt_fail_nomem(err);
    else if (list.len + x.instead.n > 0)
        rc = leave(context, &x, err);
    rt_buf_fini(&list);
    return rc;
}
