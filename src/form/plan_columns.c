/* Which column of a treatment plan is which.
 *
 * Most are told by the labels that all forms share (labels.def). What only
 * merge's own plan has is known by its heading together with its group, so
 * that an office's own column of the same name, put in anywhere, stays the
 * office's own. Nothing is taken twice: a second column of a kind is the
 * office's own, too; of dates, where 「終了」 may be planned or actual, neither
 * of two is taken.
 */
#include "plan.h"

#include "risktally/fold.h"

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

/* What merge writes beside the form's columns. */
static const struct {
    const char *group, *heading;
    enum rt_plan_how how;
    size_t offset;
} ours[] = {
    {"リスク", "部門", RT_PLAN_AS_TEXT, IN_ROW(department)},
    {"リスク", "区分", RT_PLAN_AS_LABEL, 0},
    {"進み具合", "期限", RT_PLAN_AS_LABEL, 1},
    {"進み具合", "対応状況（提出時）", RT_PLAN_AS_OURS, 2},
    {"残留リスク（対応後の見込み）", "リスク値", RT_PLAN_AS_OURS, 3},
    {"残留リスク（対応後の見込み）", "区分", RT_PLAN_AS_LABEL, 4},
    {"出所", "基準", RT_PLAN_AS_OURS, 5},
    {"出所", "ファイル", RT_PLAN_AS_OURS, 6},
    {"出所", "シート", RT_PLAN_AS_OURS, 7},
    {"出所", "行", RT_PLAN_AS_OURS, 8},
    {"リスク", "媒体・保存先", RT_PLAN_AS_OURS, 9},
    {"リスク", "重要度", RT_PLAN_AS_OURS, 10},
    {"リスク", "被害発生可能性", RT_PLAN_AS_OURS, 11},
    {"対応", "管理策の候補", RT_PLAN_AS_OURS, 12},
    {"Risk", "Department", RT_PLAN_AS_TEXT, IN_ROW(department)},
    {"Risk", "Class", RT_PLAN_AS_LABEL, 0},
    {"Progress", "Deadline", RT_PLAN_AS_LABEL, 1},
    {"Progress", "As stated", RT_PLAN_AS_OURS, 2},
    {"Residual risk (as planned)", "Level", RT_PLAN_AS_OURS, 3},
    {"Residual risk (as planned)", "Class", RT_PLAN_AS_LABEL, 4},
    {"Source", "Profile", RT_PLAN_AS_OURS, 5},
    {"Source", "File", RT_PLAN_AS_OURS, 6},
    {"Source", "Sheet", RT_PLAN_AS_OURS, 7},
    {"Source", "Row", RT_PLAN_AS_OURS, 8},
    {"Risk", "Medium", RT_PLAN_AS_OURS, 9},
    {"Risk", "Impor-tance", RT_PLAN_AS_OURS, 10},
    {"Risk", "Likeli-hood", RT_PLAN_AS_OURS, 11},
    {"Treatment", "Candidate controls", RT_PLAN_AS_OURS, 12},
};
/* clang-format on */

enum { OURS = sizeof ours / sizeof *ours };

bool rt_layout_is_plan(const struct rt_layout *l)
{
    static const enum rt_field planned[]
        = {RT_F_TASK, RT_F_ASSIGNEE, RT_F_PLAN_START, RT_F_PLAN_END,
            RT_F_ACTUAL_START, RT_F_ACTUAL_END, RT_F_STATUS};
    size_t n = 0;

    if (l->form != RT_FORM_RESULT)
        return l->form == RT_FORM_PLAN;
    /* A register has none of them. */
    for (size_t i = 0; i < sizeof planned / sizeof *planned; i++)
        n += l->col_of[planned[i]] >= 0;
    return n >= 2;
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

/* 承認者 and 承認日 have no field of their own; a plan of an office's may say
 * 部門 in a place of its own. */
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

static bool is_date(enum rt_field f)
{
    return f >= RT_F_PLAN_START && f <= RT_F_ACTUAL_END;
}

static void take_column(const struct rt_layout *l, const struct rt_column *c,
    struct rt_plan_column *to)
{
    enum rt_field f = c->field;

    if (l->form == RT_FORM_RESULT)
        take_ours(c, to);
    if (to->how != RT_PLAN_AS_EXTRA)
        return;
    if (f == RT_FIELD_NONE) {
        take_heading(c, to);
    } else if (!is_date(f) || !rt_header_twice(l, f)) {
        to->how = by_field[f].how;
        to->offset = by_field[f].offset;
    }
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

static void drop_seconds(struct rt_plan_column *to)
{
    for (const struct rt_plan_column *a = to; a < to + RT_COLUMNS_MAX; a++) {
        if (a->how == RT_PLAN_AS_EXTRA)
            continue;
        for (struct rt_plan_column *b = to + (a - to) + 1;
             b < to + RT_COLUMNS_MAX; b++) {
            if (b->how == a->how && b->offset == a->offset)
                b->how = RT_PLAN_AS_EXTRA;
        }
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
        take_column(l, c, &to[c->col]);
    }
    find_lost_date(l, "開始", RT_F_PLAN_START, RT_F_ACTUAL_START, to);
    find_lost_date(l, "終了", RT_F_PLAN_END, RT_F_ACTUAL_END, to);
    find_lost_date(l, "Start", RT_F_PLAN_START, RT_F_ACTUAL_START, to);
    find_lost_date(l, "End", RT_F_PLAN_END, RT_F_ACTUAL_END, to);
    drop_seconds(to);
}
