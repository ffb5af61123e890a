/* What a block of rows is a header of, by the fields that it names (see
 * header.c).
 */
#include "form/assessment_sheet.h"
#include "form/header_trial.h"
#include "record/risk.h"

/* Ids of risks are known by their look, whatever is over them, where the block
 * plans something: then it is the plan that merge wrote. */
static void find_ids(struct rt_trial *t)
{
    struct rt_column *c = t->columns;
    char id[RT_RISK_ID];
    int32_t col = -1;

    for (size_t r = t->from + t->height; r < t->count && col < 0; r++) {
        const struct rt_row *row = &t->rows[r].row;
        for (size_t i = 0; i < row->count && col < 0; i++) {
            if (rt_is_heading(&row->cells[i])
                && rt_is_risk_id(row->cells[i].text, id))
                col = (int32_t)row->cells[i].col;
        }
    }
    while (c < t->columns + t->column_count && (int32_t)c->col != col)
        c++;
    if (col < 0 || c == t->columns + RT_COLUMNS_MAX)
        return;
    if (c == t->columns + t->column_count)
        t->columns[t->column_count++]
            = (struct rt_column){.col = (uint32_t)col, .field = RT_FIELD_NONE};
    if (c->field != RT_FIELD_NONE)
        t->col_of[c->field] = -1;
    else
        t->fields++;
    c->field = RT_F_RISK_ID;
    t->col_of[RT_F_RISK_ID] = col;
}

static int count_of(const struct rt_trial *t, const enum rt_field *f, size_t n)
{
    int count = 0;

    for (size_t i = 0; i < n; i++)
        count += rt_trial_has(t, f[i]);
    return count;
}

#define COUNT_OF(t, ...)                                                       \
    count_of((t), (const enum rt_field[]){__VA_ARGS__},                        \
        sizeof((enum rt_field[]){__VA_ARGS__}) / sizeof(enum rt_field))

/* A ledger's other columns, whose name column is not found. */
static bool is_nameless_ledger(const struct rt_trial *t)
{
    return COUNT_OF(t, RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY)
               >= 2
           && COUNT_OF(t, RT_F_BUSINESS, RT_F_NOTE, RT_F_USERS, RT_F_MANAGED_BY,
                  RT_F_MEDIUM, RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER,
                  RT_F_ANY_PERSONAL, RT_F_IMPORTANCE, RT_F_RETENTION,
                  RT_F_REGISTERED)
                  >= 3;
}

/* 「資産名称」 alone may head a list of furniture: scores make it ours, or the
 * form's own word 「情報資産」. */
static bool is_ledger(const struct rt_trial *t)
{
    static const struct rt_str own = {"情報資産", sizeof "情報資産" - 1};

    if (!rt_trial_has(t, RT_F_ASSET) || t->fields < 3)
        return false;
    if (COUNT_OF(t, RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY)
        >= 2)
        return true;
    if (COUNT_OF(t, RT_F_IMPORTANCE, RT_F_LEVEL, RT_F_MEDIUM) == 0)
        return false;
    for (size_t i = 0; i < t->column_count; i++) {
        const struct rt_column *c = &t->columns[i];
        if (c->field == RT_F_ASSET)
            return rt_str_starts(rt_str_trim(c->text), own);
    }
    return false;
}

/* A project's list of risks has sources, events and levels too: what it lacks
 * is anything of information assets and of their evaluation. */
static bool is_report(const struct rt_trial *t)
{
    if (COUNT_OF(t, RT_F_EVENT, RT_F_SOURCE) == 0
        || COUNT_OF(t, RT_F_IMPORTANCE, RT_F_LIKELIHOOD, RT_F_LEVEL) < 2)
        return false;
    if (COUNT_OF(t, RT_F_ASSET_NOS, RT_F_CAUSE, RT_F_CONSEQUENCE,
            RT_F_MARK_RETAIN, RT_F_MARK_REDUCE, RT_F_MARK_AVOID,
            RT_F_MARK_TRANSFER, RT_F_TREATMENT, RT_F_RES_LEVEL, RT_F_ASSET)
        > 0)
        return true;
    for (size_t i = 0; i < t->column_count; i++) {
        const struct rt_column *c = &t->columns[i];
        if (c->field == RT_F_LIKELIHOOD
            && rt_str_contains(c->text, rt_str("被害")))
            return true;
    }
    return false;
}

/* Assets with their risks beside them: a report names no asset but by its
 * number, and says nothing of it. */
static bool lists_assets(const struct rt_trial *t)
{
    return is_ledger(t)
           && COUNT_OF(t, RT_F_CONFIDENTIALITY, RT_F_INTEGRITY,
                  RT_F_AVAILABILITY, RT_F_BUSINESS, RT_F_USERS, RT_F_MEDIUM,
                  RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER,
                  RT_F_ANY_PERSONAL, RT_F_RETENTION, RT_F_REGISTERED)
                  > 0;
}

enum rt_form rt_trial_form(struct rt_trial *t)
{
    if (!rt_trial_has(t, RT_F_RISK_ID)
        && COUNT_OF(t, RT_F_TASK, RT_F_ASSIGNEE, RT_F_PLAN_START, RT_F_PLAN_END,
               RT_F_ACTUAL_START, RT_F_ACTUAL_END, RT_F_STATUS)
               >= 2)
        find_ids(t);
    if (rt_are_register_columns(t->columns, t->column_count))
        return RT_FORM_RESULT;
    if (rt_are_assessment_columns(t->columns, t->column_count))
        return RT_FORM_REPORT;
    if (rt_trial_has(t, RT_F_RISK_ID) && t->fields >= 4)
        return RT_FORM_RESULT;
    /* Without its ids it is merge's plan still: none but merge gives a basis. */
    if (rt_trial_has(t, RT_F_PLAN_END_BASIS) && rt_trial_has(t, RT_F_ASSET)
        && COUNT_OF(t, RT_F_TASK, RT_F_ASSIGNEE, RT_F_PLAN_END, RT_F_STATUS)
               >= 2)
        return RT_FORM_RESULT;
    if (is_report(t) && !lists_assets(t))
        return RT_FORM_REPORT;
    if (is_ledger(t) || is_nameless_ledger(t))
        return RT_FORM_LEDGER;
    if (COUNT_OF(t, RT_F_CONTROL, RT_F_IMPLEMENTED, RT_F_DOCUMENT)
        >= (rt_trial_has(t, RT_F_APPLIED) ? 1 : 3))
        return RT_FORM_SOA;
    if (COUNT_OF(t, RT_F_CONTROL, RT_F_STATUS, RT_F_PLAN_START, RT_F_PLAN_END)
        >= (rt_trial_has(t, RT_F_TASK) ? 2 : 4))
        return RT_FORM_PLAN;
    /* With a result among its headings it is a ledger that was not
     * understood, and no threat sheet. */
    if (rt_trial_has(t, RT_F_THREAT)
        && COUNT_OF(t, RT_F_MEDIUM, RT_F_THREAT_NAME) >= 1
        && COUNT_OF(t, RT_F_IMPORTANCE, RT_F_LEVEL, RT_F_PERSONAL,
               RT_F_SENSITIVE, RT_F_MY_NUMBER, RT_F_ANY_PERSONAL)
               == 0)
        return RT_FORM_THREATS;
    if (rt_trial_has(t, RT_F_CHECK_ITEM) && rt_trial_has(t, RT_F_ANSWER))
        return RT_FORM_CHECKS;
    return RT_FORM_NONE;
}
