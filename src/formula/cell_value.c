/* Cells as formulas see them, and values as cells. */
#include "base/calendar.h"
#include "formula/formula.h"

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
