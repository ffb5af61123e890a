/* The columns of this program's own lists: リスク一覧 of the register, and the
 * plan. They are known by what merge writes over them, in either language;
 * several of these headings mean something else on a form, or nothing. */
#include "form/plan_column.h"

#define IN_RISK(member) offsetof(struct rt_risk, member)
#define IN_ROW(member) offsetof(struct rt_plan_row, member)

enum { NO_ROW = 1 << 20 }; /* no member of a plan's row */

static const struct {
    enum rt_field field;
    size_t risk, row;
} columns[] = {
    {RT_F_MANAGED_BY, IN_RISK(department), IN_ROW(department)},
    {RT_F_MEDIUM, IN_RISK(medium), IN_ROW(medium)},
    {RT_F_PERSONAL, IN_RISK(personal), NO_ROW},
    {RT_F_SENSITIVE, IN_RISK(sensitive), NO_ROW},
    {RT_F_MY_NUMBER, IN_RISK(my_number), NO_ROW},
    {RT_F_CONFIDENTIALITY, IN_RISK(scores.confidentiality), NO_ROW},
    {RT_F_INTEGRITY, IN_RISK(scores.integrity), NO_ROW},
    {RT_F_AVAILABILITY, IN_RISK(scores.availability), NO_ROW},
    {RT_F_IMPORTANCE, IN_RISK(result.importance), IN_ROW(importance)},
    {RT_F_THREAT, IN_RISK(scores.threat), NO_ROW},
    {RT_F_VULNERABILITY, IN_RISK(scores.vulnerability), NO_ROW},
    {RT_F_LIKELIHOOD, IN_RISK(result.likelihood), IN_ROW(likelihood)},
    {RT_F_LEVEL, IN_RISK(result.level), IN_ROW(level)},
    {RT_F_LEVEL_LABEL, IN_RISK(result.class), IN_ROW(class)},
    {RT_F_PRIORITY, IN_RISK(result.priority), IN_ROW(priority)},
    {RT_F_RES_IMPORTANCE, IN_RISK(residual_importance),
        IN_ROW(residual_importance)},
    {RT_F_RES_LIKELIHOOD, IN_RISK(residual_likelihood),
        IN_ROW(residual_likelihood)},
    {RT_F_RES_LEVEL, IN_RISK(residual_level), NO_ROW},
    {RT_F_MISSING, IN_RISK(result.missing), NO_ROW},
    {RT_F_PROFILE, IN_RISK(profile), IN_ROW(profile)},
};

static void take(struct rt_layout *l, enum rt_field f, uint32_t col)
{
    if (l->col_of[f] < 0)
        l->col_of[f] = (int32_t)col;
}

static void take_plan(struct rt_layout *l)
{
    struct rt_plan_column is[RT_COLUMNS_MAX];

    rt_plan_columns(l, is);
    for (uint32_t c = 0; c < RT_COLUMNS_MAX; c++) {
        for (size_t k = 0; k < RT_COUNT(columns); k++) {
            if (is[c].how != RT_PLAN_AS_EXTRA && is[c].offset == columns[k].row)
                take(l, columns[k].field, c);
        }
        if (is[c].how == RT_PLAN_AS_PRODUCT)
            take(l, RT_F_RES_LEVEL, c);
        if (is[c].how == RT_PLAN_AS_CLASS)
            take(l, RT_F_RES_LEVEL_LABEL, c);
    }
}

static void take_register(struct rt_layout *l)
{
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_member *m = l->columns[i].member;
        for (size_t k = 0; m && k < RT_COUNT(columns); k++) {
            if (columns[k].risk == m->at)
                take(l, columns[k].field, l->columns[i].col);
        }
    }
}

/* What a return slip shows of its rows is no register: it is of one department
 * and names neither that nor the criteria. */
static bool is_of_slip(const struct rt_layout *l)
{
    return l->col_of[RT_F_MANAGED_BY] < 0 && l->col_of[RT_F_PROFILE] < 0;
}

bool rt_layout_own(struct rt_layout *l)
{
    struct rt_layout own = *l;
    bool plan = rt_layout_is_plan(l);

    if (l->form != RT_FORM_RESULT || rt_layout_is_gone(l))
        return false;
    for (size_t i = 0; i < l->column_count; i++)
        l->columns[i].member
            = rt_record_headed(&rt_risk_members, l->columns[i].text);
    for (size_t k = 0; k < RT_COUNT(columns); k++)
        own.col_of[columns[k].field] = -1;
    if (plan)
        take_plan(&own);
    else
        take_register(&own);
    if (own.col_of[RT_F_LEVEL] < 0 || is_of_slip(&own)
        || own.col_of[plan ? RT_F_PROFILE : RT_F_CONFIDENTIALITY] < 0)
        return false;
    *l = own;
    return true;
}
