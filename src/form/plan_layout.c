/* Which column of a treatment plan is which.
 *
 * A column of merge's own plan is known by its heading together with its group,
 * so that an added column of the same name, inserted anywhere, is not mistaken
 * for it. Where people changed such a plan's heading, and in plans not written
 * by merge, the labels that all forms share decide (labels.def). Nothing is
 * taken twice: a second column of a kind counts as an added one, and of values,
 * where 「終了」 may be planned or actual, neither of two is taken.
 */
#include "form/plan_reader.h"

#include <string.h>

#include "base/fold.h"

#define IN_ROW(member) offsetof(struct rt_plan_row, member)

/* clang-format off */
static const struct {
    enum rt_plan_how how;
    size_t offset;
} by_field[RT_FIELD_COUNT] = {
    [RT_F_RISK_ID] = {RT_PLAN_AS_ID, IN_ROW(risk_id)},
    [RT_F_NO] = {RT_PLAN_AS_TEXT, IN_ROW(number)},
    [RT_F_MANAGED_BY] = {RT_PLAN_AS_TEXT, IN_ROW(department)},
    [RT_F_ASSET] = {RT_PLAN_AS_TEXT, IN_ROW(asset)},
    [RT_F_MEDIUM] = {RT_PLAN_AS_TEXT, IN_ROW(medium)},
    [RT_F_IMPORTANCE] = {RT_PLAN_AS_IMPORTANCE, IN_ROW(importance)},
    [RT_F_LIKELIHOOD] = {RT_PLAN_AS_LIKELIHOOD, IN_ROW(likelihood)},
    [RT_F_LEVEL] = {RT_PLAN_AS_WHOLE, IN_ROW(level)},
    [RT_F_PRIORITY] = {RT_PLAN_AS_WHOLE, IN_ROW(priority)},
    [RT_F_TREATMENT] = {RT_PLAN_AS_TREATMENT, IN_ROW(treatment_raw)},
    [RT_F_CONTROL] = {RT_PLAN_AS_TEXT, IN_ROW(control)},
    [RT_F_TASK] = {RT_PLAN_AS_TEXT, IN_ROW(task)},
    [RT_F_ASSIGNEE] = {RT_PLAN_AS_TEXT, IN_ROW(who)},
    [RT_F_PLAN_START] = {RT_PLAN_AS_DATE, IN_ROW(planned_start)},
    [RT_F_PLAN_END] = {RT_PLAN_AS_DATE, IN_ROW(planned_end)},
    [RT_F_ACTUAL_START] = {RT_PLAN_AS_DATE, IN_ROW(actual_start)},
    [RT_F_ACTUAL_END] = {RT_PLAN_AS_DATE, IN_ROW(actual_end)},
    [RT_F_STATUS] = {RT_PLAN_AS_STATUS, IN_ROW(status_raw)},
    [RT_F_RES_IMPORTANCE] = {RT_PLAN_AS_IMPORTANCE, IN_ROW(residual_importance)},
    [RT_F_RES_LIKELIHOOD] = {RT_PLAN_AS_LIKELIHOOD, IN_ROW(residual_likelihood)},
    [RT_F_PLAN_END_BASIS] = {RT_PLAN_AS_PROPOSAL, IN_ROW(proposed)},
    [RT_F_OWNER] = {RT_PLAN_AS_TEXT, IN_ROW(owner)},
    [RT_F_REASON] = {RT_PLAN_AS_TEXT, IN_ROW(reason)},
};

/* What merge writes, exactly: the sheets リスク対応計画 and 完了・消滅. */
#define BOTH(ja_group, ja, en_group, en, how, offset)                          \
    {ja_group, ja, how, offset}, {en_group, en, how, offset}
static const struct {
    const char *group, *heading;
    enum rt_plan_how how;
    size_t offset;
} ours[] = {
    BOTH("リスク", "リスクID", "Risk", "Risk id", RT_PLAN_AS_ID, IN_ROW(risk_id)),
    BOTH("リスク", "部門", "Risk", "Department", RT_PLAN_AS_TEXT, IN_ROW(department)),
    BOTH("リスク", "情報資産名称", "Risk", "Asset", RT_PLAN_AS_TEXT, IN_ROW(asset)),
    BOTH("リスク", "媒体・保存先", "Risk", "Medium", RT_PLAN_AS_TEXT, IN_ROW(medium)),
    BOTH("リスク", "重要度", "Risk", "Impor-tance", RT_PLAN_AS_IMPORTANCE, IN_ROW(importance)),
    BOTH("リスク", "被害発生可能性", "Risk", "Likeli-hood", RT_PLAN_AS_LIKELIHOOD, IN_ROW(likelihood)),
    BOTH("リスク", "リスク値", "Risk", "Level", RT_PLAN_AS_WHOLE, IN_ROW(level)),
    BOTH("リスク", "区分", "Risk", "Class", RT_PLAN_AS_TEXT, IN_ROW(class)),
    BOTH("リスク", "優先順位", "Risk", "Prior-ity", RT_PLAN_AS_WHOLE, IN_ROW(priority)),
    BOTH("対応", "対応方針", "Treatment", "Option", RT_PLAN_AS_TREATMENT, IN_ROW(treatment_raw)),
    BOTH("対応", "対応方針の選定理由", "Treatment", "Reason", RT_PLAN_AS_TEXT, IN_ROW(reason)),
    BOTH("対応", "No", "Treatment", "No", RT_PLAN_AS_TEXT, IN_ROW(number)),
    BOTH("対応", "管理策の候補", "Treatment", "Candidate controls", RT_PLAN_AS_OURS, 0),
    BOTH("対応", "管理策", "Treatment", "Control", RT_PLAN_AS_TEXT, IN_ROW(control)),
    BOTH("対応", "タスク", "Treatment", "Task", RT_PLAN_AS_TEXT, IN_ROW(task)),
    BOTH("対応", "担当", "Treatment", "Who", RT_PLAN_AS_TEXT, IN_ROW(who)),
    BOTH("予定", "開始", "Planned", "Start", RT_PLAN_AS_DATE, IN_ROW(planned_start)),
    BOTH("予定", "終了", "Planned", "End", RT_PLAN_AS_DATE, IN_ROW(planned_end)),
    BOTH("予定", "期日の根拠", "Planned", "Basis of the end", RT_PLAN_AS_PROPOSAL, IN_ROW(proposed)),
    BOTH("実績", "開始", "Actual", "Start", RT_PLAN_AS_DATE, IN_ROW(actual_start)),
    BOTH("実績", "終了", "Actual", "End", RT_PLAN_AS_DATE, IN_ROW(actual_end)),
    BOTH("進み具合", "ステータス", "Progress", "Status", RT_PLAN_AS_STATUS, IN_ROW(status_raw)),
    BOTH("進み具合", "期限", "Progress", "Deadline", RT_PLAN_AS_LABEL, 1),
    BOTH("進み具合", "対応状況（提出時）", "Progress", "As stated", RT_PLAN_AS_TEXT, IN_ROW(stated)),
    BOTH("残留リスク（対応後の見込み）", "重要度", "Residual risk (as planned)", "Impor-tance", RT_PLAN_AS_IMPORTANCE, IN_ROW(residual_importance)),
    BOTH("残留リスク（対応後の見込み）", "被害発生可能性", "Residual risk (as planned)", "Likeli-hood", RT_PLAN_AS_LIKELIHOOD, IN_ROW(residual_likelihood)),
    BOTH("残留リスク（対応後の見込み）", "リスク値", "Residual risk (as planned)", "Level", RT_PLAN_AS_PRODUCT, 0),
    BOTH("残留リスク（対応後の見込み）", "区分", "Residual risk (as planned)", "Class", RT_PLAN_AS_LABEL, 2),
    BOTH("承認", "リスク所有者", "Approval", "Risk owner", RT_PLAN_AS_TEXT, IN_ROW(owner)),
    BOTH("承認", "承認者", "Approval", "Approved by", RT_PLAN_AS_TEXT, IN_ROW(approved_by)),
    BOTH("承認", "承認日", "Approval", "Approved on", RT_PLAN_AS_DATE, IN_ROW(approved_on)),
    BOTH("承認", "再承認", "Approval", "Re-approval", RT_PLAN_AS_LAPSE, 0),
    BOTH("承認", "承認時の値", "Approval", "Values approved", RT_PLAN_AS_TEXT, IN_ROW(approved_values)),
    BOTH("出所", "基準", "Source", "Profile", RT_PLAN_AS_TEXT, IN_ROW(profile)),
    BOTH("出所", "ファイル", "Source", "File", RT_PLAN_AS_TEXT, IN_ROW(source_file)),
    BOTH("出所", "シート", "Source", "Sheet", RT_PLAN_AS_TEXT, IN_ROW(source_sheet)),
    BOTH("出所", "行", "Source", "Row", RT_PLAN_AS_TEXT, IN_ROW(source_row)),
    BOTH("出所", "前回の計画", "Source", "Previous plan", RT_PLAN_AS_TEXT, IN_ROW(origin)),
    BOTH("完了・消滅", "理由", "Completed and gone", "Why", RT_PLAN_AS_TEXT, IN_ROW(gone_why)),
    BOTH("完了・消滅", "移した日", "Completed and gone", "Moved on", RT_PLAN_AS_TEXT, IN_ROW(gone_on)),
};
/* clang-format on */

enum { OURS = RT_COUNT(ours) };

bool rt_layout_is_plan(const struct rt_layout *l)
{
    static const enum rt_field planned[]
        = {RT_F_TASK, RT_F_ASSIGNEE, RT_F_PLAN_START, RT_F_PLAN_END,
            RT_F_ACTUAL_START, RT_F_ACTUAL_END, RT_F_STATUS};
    size_t n = 0;

    if (l->form != RT_FORM_RESULT)
        return l->form == RT_FORM_PLAN;
    /* A register has none of them. */
    for (size_t i = 0; i < RT_COUNT(planned); i++)
        n += l->col_of[planned[i]] >= 0;
    return n >= 2;
}

bool rt_layout_is_gone(const struct rt_layout *l)
{
    struct rt_plan_column columns[RT_COLUMNS_MAX];

    if (l->form != RT_FORM_RESULT)
        return false;
    rt_plan_columns(l, columns);
    for (size_t i = 0; i < RT_COLUMNS_MAX; i++) {
        if (columns[i].how == RT_PLAN_AS_TEXT
            && columns[i].offset == IN_ROW(gone_why))
            return true;
    }
    return false;
}

static void take_ours(const struct rt_column *c, struct rt_plan_column *to)
{
    for (size_t i = 0; i < OURS; i++) {
        if (!rt_fold_eq(c->text, rt_str(ours[i].heading))
            || !rt_fold_eq(c->group, rt_str(ours[i].group)))
            continue;
        to->how = ours[i].how;
        to->offset = ours[i].offset;
        return;
    }
}

/* Whether only one of our columns has the heading, so that it is recognised
 * without its group; 理由 and the like are ambiguous. */
static bool is_unmistakable(size_t k)
{
    if (ours[k].offset == IN_ROW(gone_why) || ours[k].offset == IN_ROW(gone_on))
        return false;
    for (size_t i = 0; i < OURS; i++) {
        if (i != k && strcmp(ours[i].heading, ours[k].heading) == 0)
            return false;
    }
    return true;
}

/* Where a heading was moved out of its group. */
static void take_moved(const struct rt_column *c, struct rt_plan_column *to)
{
    for (size_t i = 0; i < OURS; i++) {
        if (!is_unmistakable(i)
            || !rt_fold_eq(c->text, rt_str(ours[i].heading)))
            continue;
        to->how = ours[i].how;
        to->offset = ours[i].offset;
        return;
    }
}

static bool same_place(
    const struct rt_plan_column *a, const struct rt_plan_column *b)
{
    return a->how != RT_PLAN_AS_EXTRA && a->how == b->how
           && a->offset == b->offset;
}

/* Texts may be guessed at: the first of two is. A number or a date may not. */
static bool is_value(enum rt_plan_how how)
{
    return how == RT_PLAN_AS_DATE || how == RT_PLAN_AS_WHOLE
           || how == RT_PLAN_AS_IMPORTANCE || how == RT_PLAN_AS_LIKELIHOOD;
}

static void drop_seconds(struct rt_plan_column *to)
{
    for (struct rt_plan_column *a = to; a < to + RT_COLUMNS_MAX; a++) {
        bool twice = false;
        for (struct rt_plan_column *b = a + 1; b < to + RT_COLUMNS_MAX; b++) {
            if (!same_place(a, b))
                continue;
            twice = true;
            b->how = RT_PLAN_AS_EXTRA;
        }
        if (twice && is_value(a->how))
            a->how = RT_PLAN_AS_EXTRA;
    }
}

/* 承認者 and 承認日 have no field of their own; a plan not written by merge may
 * have 部門 anywhere. */
static void take_heading(const struct rt_column *c, struct rt_plan_column *to)
{
    struct rt_cell cell = {.type = RT_CELL_STRING, .text = c->text};
    struct rt_str rest;
    enum rt_signature sign = rt_signature_of(&cell, &rest);

    if (sign == RT_SIGN_APPROVER) {
        to->how = RT_PLAN_AS_TEXT;
        to->offset = IN_ROW(approved_by);
    } else if (sign == RT_SIGN_APPROVED) {
        to->how = RT_PLAN_AS_DATE;
        to->offset = IN_ROW(approved_on);
    } else if (rt_fold_eq(c->text, RT_STR("部門"))
               || rt_fold_eq(c->text, RT_STR("部署"))) {
        to->how = RT_PLAN_AS_TEXT;
        to->offset = IN_ROW(department);
    }
}

/* A heading over two columns of values decides for neither. */
static bool is_unsure(const struct rt_layout *l, enum rt_field f)
{
    return rt_header_twice(l, f) && is_value(by_field[f].how);
}

/* By the labels that all forms share, what is not taken yet. */
static void take_label(const struct rt_layout *l, const struct rt_column *c,
    struct rt_plan_column *all)
{
    struct rt_plan_column *to = &all[c->col], found = *to;

    if (l->form == RT_FORM_RESULT)
        take_moved(c, &found);
    if (found.how != RT_PLAN_AS_EXTRA) {
        /* one of ours */
    } else if (c->field == RT_FIELD_NONE) {
        take_heading(c, &found);
    } else if (!is_unsure(l, c->field)) {
        found.how = by_field[c->field].how;
        found.offset = by_field[c->field].offset;
    }
    for (size_t i = 0; i < RT_COLUMNS_MAX; i++) {
        if (same_place(&all[i], &found))
            return;
    }
    *to = found;
}

/* The one date column that is missing, where one 「開始」 or 「終了」 has lost
 * the group over it (columns moved out of their merged heading). */
static void find_lost_date(const struct rt_layout *l, const char *heading,
    enum rt_field planned, enum rt_field actual, struct rt_plan_column *to)
{
    enum rt_field f = l->col_of[planned] < 0 ? planned : actual;
    struct rt_plan_column *found = NULL;

    if ((l->col_of[planned] < 0) == (l->col_of[actual] < 0))
        return;
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        if (c->field != RT_FIELD_NONE || c->col >= RT_COLUMNS_MAX
            || rt_header_twice(l, planned) || rt_header_twice(l, actual)
            || !rt_fold_eq(c->text, rt_str(heading)))
            continue;
        if (found)
            return;
        found = &to[c->col];
    }
    if (found) {
        found->how = by_field[f].how;
        found->offset = by_field[f].offset;
    }
}

/* Which of the columns with its heading each is. */
static void count_headings(struct rt_plan_column *to)
{
    for (size_t i = 0; i < RT_COLUMNS_MAX; i++) {
        for (size_t k = 0; k < i && to[i].heading.n > 0; k++)
            to[i].nth += rt_str_eq(to[k].heading, to[i].heading);
        if (to[i].heading.n == 0)
            to[i].nth = (unsigned)i;
    }
}

void rt_plan_columns(const struct rt_layout *l, struct rt_plan_column *to)
{
    for (size_t i = 0; i < RT_COLUMNS_MAX; i++)
        to[i] = (struct rt_plan_column){.how = RT_PLAN_AS_EXTRA};
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        if (c->col >= RT_COLUMNS_MAX)
            continue;
        to[c->col].heading = rt_str_trim(c->text);
        if (l->form == RT_FORM_RESULT)
            take_ours(c, &to[c->col]);
    }
    drop_seconds(to);
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        if (c->col < RT_COLUMNS_MAX && to[c->col].how == RT_PLAN_AS_EXTRA)
            take_label(l, c, to);
    }
    find_lost_date(l, "開始", RT_F_PLAN_START, RT_F_ACTUAL_START, to);
    find_lost_date(l, "終了", RT_F_PLAN_END, RT_F_ACTUAL_END, to);
    find_lost_date(l, "Start", RT_F_PLAN_START, RT_F_ACTUAL_START, to);
    find_lost_date(l, "End", RT_F_PLAN_END, RT_F_ACTUAL_END, to);
    count_headings(to);
}
