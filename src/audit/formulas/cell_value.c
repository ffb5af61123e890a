/* Values of cells and of formulas compared. */
#include <math.h>

#include "audit/formulas/formula_audit.h"
#include "base/calendar.h"

bool rt_cell_value(const struct rt_cell *cell, struct rt_value *out)
{
    *out = (struct rt_value){.type = RT_VALUE_BLANK};
    if (!cell)
        return true;
    switch (cell->type) {
    case RT_CELL_STRING:
        *out = (struct rt_value){.type = RT_VALUE_TEXT, .text = cell->text};
        return true;
    case RT_CELL_NUMBER:
        out->type = RT_VALUE_NUMBER;
        out->number = cell->number;
        return true;
    case RT_CELL_DATE:
        /* An ISO date has no serial of its own here; formulas count from
         * 1900 (formula/serial.h). */
        out->type = RT_VALUE_NUMBER;
        out->number = cell->number + (cell->date1904 ? RT_DAYS_TO_1904 : 0);
        return cell->number != 0;
    case RT_CELL_BOOL:
        out->type = RT_VALUE_BOOL;
        out->number = cell->number;
        return true;
    case RT_CELL_ERROR:
        *out = (struct rt_value){.type = RT_VALUE_ERROR, .text = cell->text};
        return true;
    case RT_CELL_NO_VALUE:
        break;
    }
    return false;
}

struct rt_cell rt_cell_of_value(const struct rt_value *v)
{
    static const enum rt_cell_type types[] = {
        [RT_VALUE_BLANK] = RT_CELL_NO_VALUE,
        [RT_VALUE_NUMBER] = RT_CELL_NUMBER,
        [RT_VALUE_TEXT] = RT_CELL_STRING,
        [RT_VALUE_BOOL] = RT_CELL_BOOL,
        [RT_VALUE_ERROR] = RT_CELL_ERROR,
    };

    return (struct rt_cell){
        .type = types[v->type], .text = v->text, .number = v->number};
}

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
