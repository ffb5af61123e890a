/* 完了・消滅: rows of earlier plans whose risk is gone or has no priority any
 * more, and notes outside their tables. Nothing in them is computed: they are
 * shown as they were, and the next run reads them from here.
 */
#include "report/plan/plan_book.h"

#include "input/book.h"

/* A row, with what this run adds to it. */
struct gone {
    struct rt_plan_row row;
    struct rt_str why, on;
};

static void put_moved(const struct rt_line *line, int col)
{
    const struct gone *g = line->item;

    rt_xl_date(line->s, col, line->col->xf, g->on);
}

/* Recognised words in the language of this run. */
static void put_option(const struct rt_line *line, int col)
{
    const struct rt_plan *p = line->context;
    const struct gone *g = line->item;

    if (g->row.treatment == RT_TREATMENT_NONE)
        rt_xl_str(line->s, col, line->col->xf, g->row.treatment_raw);
    else
        rt_xl_z(line->s, col, line->col->xf,
            rt_word_treatment(p->lang, g->row.treatment));
}

/* clang-format off */
#define STR(field) RT_FILL_STR, offsetof(struct gone, field), NULL
#define SCORE(field) RT_FILL_SCORE, offsetof(struct gone, field), NULL
#define DATE(field) RT_FILL_CALL, offsetof(struct gone, field), rt_plan_put_date
#define BY(function) RT_FILL_CALL, 0, function
#define NO_HELP {NULL, NULL}
#define G_RISK {"リスク", "Risk"}
#define G_GONE {"完了・消滅", "Completed and gone"}
#define G_PLAN {"対応", "Treatment"}
#define G_PLANNED {"予定", "Planned"}
#define G_ACTUAL {"実績", "Actual"}
#define G_PROGRESS {"進み具合", "Progress"}
#define G_RESIDUAL {"残留リスク（対応後の見込み）", "Residual risk (as planned)"}
#define G_APPROVAL {"承認", "Approval"}
#define G_SOURCE {"出所", "Source"}
static const struct rt_col columns[] = {
    {G_RISK, {"リスクID", "Risk id"}, NO_HELP, 10, RT_XF_SMALL, STR(row.risk_id)},
    {G_RISK, {"部門", "Department"}, NO_HELP, 11, RT_XF_TEXT, STR(row.department)},
    {G_RISK, {"情報資産名称", "Asset"}, NO_HELP, 22, RT_XF_TEXT, STR(row.asset)},
    {G_GONE, {"理由", "Why"}, NO_HELP, 19, RT_XF_TEXT, STR(why)},
    {G_GONE, {"移した日", "Moved on"}, NO_HELP, 11, RT_XF_DATE, BY(put_moved)},
    {G_RISK, {"媒体・保存先", "Medium"}, NO_HELP, 11, RT_XF_TEXT, STR(row.medium)},
    {G_RISK, {"重要度", "Impor-\ntance"}, NO_HELP, 7.5, RT_XF_SCORE, SCORE(row.importance)},
    {G_RISK, {"被害発生\n可能性", "Likeli-\nhood"}, NO_HELP, 8.5, RT_XF_SCORE, SCORE(row.likelihood)},
    {G_RISK, {"リスク値", "Level"}, NO_HELP, 7.5, RT_XF_COMPUTED, SCORE(row.level)},
    {G_RISK, {"区分", "Class"}, NO_HELP, 7.5, RT_XF_COMPUTED, STR(row.class)},
    {G_RISK, {"優先\n順位", "Prior-\nity"}, NO_HELP, 7, RT_XF_COMPUTED, SCORE(row.priority)},
    {G_PLAN, {"対応方針", "Option"}, NO_HELP, 9, RT_XF_CENTER, BY(put_option)},
    {G_PLAN, {"対応方針の\n選定理由", "Reason"}, NO_HELP, 14, RT_XF_TEXT, STR(row.reason)},
    {G_PLAN, {"No", "No"}, NO_HELP, 5.5, RT_XF_CENTER, STR(row.number)},
    {G_PLAN, {"管理策", "Control"}, NO_HELP, 24, RT_XF_TEXT, STR(row.control)},
    {G_PLAN, {"タスク", "Task"}, NO_HELP, 28, RT_XF_TEXT, STR(row.task)},
    {G_PLAN, {"担当", "Who"}, NO_HELP, 10, RT_XF_TEXT, STR(row.who)},
    {G_PLANNED, {"開始", "Start"}, NO_HELP, 10.5, RT_XF_DATE, DATE(row.planned_start)},
    {G_PLANNED, {"終了", "End"}, NO_HELP, 10.5, RT_XF_DATE, DATE(row.planned_end)},
    {G_ACTUAL, {"開始", "Start"}, NO_HELP, 10.5, RT_XF_DATE, DATE(row.actual_start)},
    {G_ACTUAL, {"終了", "End"}, NO_HELP, 10.5, RT_XF_DATE, DATE(row.actual_end)},
    {G_PROGRESS, {"ステータス", "Status"}, NO_HELP, 10, RT_XF_CENTER, STR(row.status_raw)},
    {G_PROGRESS, {"対応状況\n（提出時）", "As stated"}, NO_HELP, 9, RT_XF_CENTER, STR(row.stated)},
    {G_RESIDUAL, {"重要度", "Impor-\ntance"}, NO_HELP, 7.5, RT_XF_SCORE, RT_FILL_CALL, offsetof(struct gone, row), rt_plan_put_importance},
    {G_RESIDUAL, {"被害発生\n可能性", "Likeli-\nhood"}, NO_HELP, 8.5, RT_XF_SCORE, RT_FILL_CALL, offsetof(struct gone, row), rt_plan_put_likelihood},
    {G_APPROVAL, {"リスク所有者", "Risk owner"}, NO_HELP, 11, RT_XF_TEXT, STR(row.owner)},
    {G_APPROVAL, {"承認者", "Approved by"}, NO_HELP, 11, RT_XF_TEXT, STR(row.approved_by)},
    {G_APPROVAL, {"承認日", "Approved on"}, NO_HELP, 11, RT_XF_DATE, DATE(row.approved_on)},
    {G_APPROVAL, {"承認時の値", "Values approved"}, NO_HELP, 16, RT_XF_SMALL, STR(row.approved_values)},
    {G_SOURCE, {"基準", "Profile"}, NO_HELP, 10, RT_XF_CENTER, STR(row.profile)},
    {G_SOURCE, {"ファイル", "File"}, NO_HELP, 20, RT_XF_SMALL, STR(row.source_file)},
    {G_SOURCE, {"シート", "Sheet"}, NO_HELP, 16, RT_XF_SMALL, STR(row.source_sheet)},
    {G_SOURCE, {"行", "Row"}, NO_HELP, 6, RT_XF_CENTER, STR(row.source_row)},
    {G_SOURCE, {"前回の計画", "Previous plan"}, NO_HELP, 18, RT_XF_SMALL, STR(row.origin)},
};
/* clang-format on */

enum { COLUMNS = RT_COUNT(columns), FROZEN = 5 };

static struct gone gone_of(
    const struct rt_plan *p, const struct rt_planned *at, char origin[160])
{
    struct gone g = {.row = at->previous};

    if (at->left == RT_LEFT_BEFORE) {
        g.why = g.row.gone_why;
        g.on = g.row.gone_on;
        return g;
    }
    g.why = rt_str(rt_word(p->lang,
        (enum rt_word)(RT_W_LEFT_RISK + (int)at->left - RT_LEFT_RISK)));
    g.on = rt_str(p->run->now);
    rt_plan_origin(&g.row, origin);
    g.row.origin = rt_str(origin);
    return g;
}

static void put_rows(struct rt_plan *p, struct rt_list *list)
{
    struct rt_cursor *cursor = NULL;
    struct rt_planned at;

    rt_xl_keep(
        &p->xl, rt_ledger_planned(p->ledger, RT_PLANNED_LEFT, &cursor, p->err));
    while (p->xl.rc == RT_OK
           && rt_xl_row(&p->xl, rt_planned_next(cursor, &at, p->err))) {
        char origin[160];
        struct gone g;

        g = gone_of(p, &at, origin);
        rt_list_add(list, &g);
    }
    rt_cursor_close(cursor);
}

void rt_plan_put_gone(struct rt_plan *p)
{
    struct rt_col cols[RT_XL_COLS];
    struct rt_planned_counts n;
    struct rt_list list = {.xl = &p->xl,
        .cols = cols,
        .count = rt_plan_own_columns(
            p, columns, COLUMNS, offsetof(struct gone, row), cols),
        .name = rt_word(p->lang, RT_W_SHEET_GONE),
        .title = rt_word(p->lang, RT_W_GONE_TITLE),
        .note = rt_word(p->lang, RT_W_GONE_NOTE),
        .paper = RT_A3,
        .max_rows = p->max_rows,
        .frozen = FROZEN,
        .filter = true,
        .context = p};

    if (p->xl.rc == RT_OK)
        rt_xl_keep(&p->xl, rt_ledger_planned_counts(p->ledger, &n, p->err));
    if (p->xl.rc != RT_OK || n.left + n.before + n.notes == 0)
        return;
    rt_list_open(&list);
    put_rows(p, &list);
    rt_list_close(&list, "");
}
