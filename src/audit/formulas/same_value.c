/* Values of formulas compared. */
#include <math.h>

#include "audit/formulas/formula_audit.h"

/* Programs round the last digits differently. */
static bool near(double a, double b)
{
    double scale = fmax(1, fmax(fabs(a), fabs(b)));

    return fabs(a - b) <= 1e-9 * scale;
}

static bool is_nothing(const struct rt_value *v)
{
    return v->type == RT_VALUE_BLANK
           || (v->type == RT_VALUE_TEXT && v->text.n == 0)
           || (v->type == RT_VALUE_NUMBER && v->number == 0);
}

bool rt_values_same(const struct rt_value *a, const struct rt_value *b)
{
    if (a->type == RT_VALUE_BLANK || b->type == RT_VALUE_BLANK)
        return is_nothing(a) && is_nothing(b);
    if (a->type != b->type) {
        /* Some programs store a boolean as a number. */
        bool numbers = a->type != RT_VALUE_TEXT && a->type != RT_VALUE_ERROR
                       && b->type != RT_VALUE_TEXT && b->type != RT_VALUE_ERROR;
        return numbers && near(a->number, b->number);
    }
    if (a->type == RT_VALUE_TEXT || a->type == RT_VALUE_ERROR)
        return rt_str_eq(a->text, b->text);
    return near(a->number, b->number);
}

bool rt_item_is_error(const struct rt_item *item)
{
    return item->cell->type == RT_CELL_ERROR
           || (item->outcome == RT_OUTCOME_ALONE
               && item->value.type == RT_VALUE_ERROR);
}
