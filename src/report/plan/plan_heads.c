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
        if (!m->head.ja
            || (!rt_fold_eq(heading, rt_str(m->head.ja))
                && !rt_fold_eq(heading, rt_str(m->head.en))))
            continue;
        ours = true;
        read |= rt_plan_column_of(head, m->at) > 0;
    }
    return ours && !read;
}

/* What people fill in: without it a plan says less than was entered. */
static const struct own {
    size_t at;
    struct rt_text name;
    bool always; /* in plans not written by merge, too */
} entered[] = {
#define OWN(name, ja, en, always)                                              \
    {                                                                          \
        offsetof(struct rt_plan_row, name), {ja, en}, always                   \
    }
    OWN(treatment, "対応方針", "Option", false),
    OWN(reason, "対応方針の選定理由", "Reason", false),
    OWN(control, "管理策", "Control", false), OWN(task, "タスク", "Task", true),
    OWN(who, "担当", "Who", true),
    OWN(planned_start, "予定の開始", "Planned start", false),
    OWN(planned_end, "予定の終了", "Planned end", true),
    OWN(actual_start, "実績の開始", "Actual start", false),
    OWN(actual_end, "実績の終了", "Actual end", false),
    OWN(status, "ステータス", "Status", true),
    OWN(residual_importance, "残留リスクの重要度", "Residual importance",
        false),
    OWN(residual_likelihood, "残留リスクの被害発生可能性",
        "Residual likelihood", false),
    OWN(owner, "リスク所有者", "Risk owner", false),
    OWN(approved_by, "承認者", "Approved by", false),
    OWN(approved_on, "承認日", "Approved on", false)};

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
    for (size_t i = 0; i < RT_COUNT(entered) && rc == RT_OK; i++) {
        if (rt_plan_column_of(row, entered[i].at) == 0
            && (row->ours || entered[i].always))
            rc = rt_buf_printf(&list, "%s%s",
                list.len > 0 ? rt_comma(lang) : "",
                rt_text(lang, entered[i].name));
    }
    x.text = rt_buf_str(&list);
    if (rc != RT_OK)
        rc = rt_fail_nomem(err);
    else if (list.len > 0)
        rc = leave(context, &x, err);
    rt_buf_fini(&list);
    return rc;
}
