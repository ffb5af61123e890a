/* The forms' columns in their order (forms.md 1.1, 2 to 5), and which column is
 * where the form has one that is missing.
 */
#include "form/layout.h"

const enum rt_field rt_ledger_fields[RT_LEDGER_FIELDS] = {RT_F_BUSINESS,
    RT_F_ASSET, RT_F_NOTE, RT_F_USERS, RT_F_MANAGED_BY, RT_F_MEDIUM,
    RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER, RT_F_CONFIDENTIALITY,
    RT_F_INTEGRITY, RT_F_AVAILABILITY, RT_F_IMPORTANCE, RT_F_RETENTION,
    RT_F_REGISTERED, RT_F_THREAT, RT_F_VULNERABILITY, RT_F_LIKELIHOOD,
    RT_F_LIKELIHOOD_LABEL, RT_F_LEVEL, RT_F_LEVEL_LABEL, RT_F_PRIORITY};
static const enum rt_field report_order[]
    = {RT_F_NO, RT_F_ASSET_NOS, RT_F_SOURCE, RT_F_AREA, RT_F_EVENT, RT_F_CAUSE,
        RT_F_CONSEQUENCE, RT_F_IMPORTANCE, RT_F_LIKELIHOOD, RT_F_LEVEL,
        RT_F_PRIORITY, RT_F_MARK_RETAIN, RT_F_MARK_REDUCE, RT_F_MARK_AVOID,
        RT_F_MARK_TRANSFER, RT_F_CONTROL, RT_F_ACTION, RT_F_REASON,
        RT_F_RES_IMPORTANCE, RT_F_RES_LIKELIHOOD, RT_F_RES_LEVEL};
static const enum rt_field plan_order[]
    = {RT_F_NO, RT_F_CONTROL, RT_F_TASK, RT_F_ASSIGNEE, RT_F_PLAN_START,
        RT_F_PLAN_END, RT_F_ACTUAL_START, RT_F_ACTUAL_END, RT_F_STATUS};
static const enum rt_field soa_order[] = {RT_F_CONTROL_NO, RT_F_CONTROL,
    RT_F_APPLIED, RT_F_IMPLEMENTED, RT_F_WHY, RT_F_DOCUMENT};

const enum rt_field *rt_form_order(enum rt_form form, size_t *count)
{
    static const struct {
        const enum rt_field *fields;
        size_t count;
    } orders[] = {
        /* the others follow from these */
        [RT_FORM_LEDGER] = {rt_ledger_fields, RT_LEDGER_FIELDS - 4},
        [RT_FORM_REPORT] = {report_order, RT_COUNT(report_order)},
        [RT_FORM_PLAN] = {plan_order, RT_COUNT(plan_order)},
        [RT_FORM_SOA] = {soa_order, RT_COUNT(soa_order)},
    };
    bool known = form < RT_COUNT(orders);

    *count = known ? orders[form].count : 0;
    return known ? orders[form].fields : NULL;
}

/* The column that has the field, alone or with others; -1: none. */
static int32_t column_of(const struct rt_layout *l, enum rt_field f)
{
    if (l->form == RT_FORM_LEDGER && l->col_of[f] < 0
        && rt_field_is_personal(f))
        return l->col_of[RT_F_ANY_PERSONAL];
    return l->col_of[f];
}

/* The nearest field before (step -1) or after (step 1) that has a column, and
 * how many are missing on the way; -1: the form has none there. */
static int32_t neighbour(const struct rt_layout *l, const enum rt_field *order,
    size_t n, size_t at, int step, int32_t *missing)
{
    *missing = 0;
    for (size_t k = at + (size_t)step; k < n; k += (size_t)step) {
        int32_t col = column_of(l, order[k]);
        if (col >= 0)
            return col;
        /* Few reports have a column of reasons. */
        *missing += order[k] != RT_F_REASON;
    }
    return -1;
}

const struct rt_column *rt_layout_lost(
    const struct rt_layout *l, enum rt_field f)
{
    size_t n, at = 0;
    const enum rt_field *order = rt_form_order(l->form, &n);
    const struct rt_column *found = NULL;
    int32_t before, after, left, right, all, place = 0;

    while (at < n && order[at] != f)
        at++;
    if (at >= n || column_of(l, f) >= 0 || rt_header_twice(l, f))
        return NULL;
    left = neighbour(l, order, n, at, -1, &before);
    right = neighbour(l, order, n, at, 1, &after);
    all = before + 1 + after;
    if (left < 0)
        left = right - all - 1;
    else if (right < 0)
        right = left + all + 1;
    if (left > right) {
        int32_t swapped = left;
        left = right;
        right = swapped;
        before = after;
    }
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        if ((int32_t)c->col <= left || (int32_t)c->col >= right
            || c->field != RT_FIELD_NONE || c->text.n == 0)
            continue;
        if (place++ == before)
            found = c;
    }
    return place == all ? found : NULL;
}

int32_t rt_layout_number_col(const struct rt_layout *l)
{
    for (size_t i = 0; i < l->column_count; i++) {
        if (rt_label_field(l->vocab, RT_STR_NONE, l->columns[i].text)
            == RT_F_NO)
            return (int32_t)l->columns[i].col;
    }
    return -1;
}
