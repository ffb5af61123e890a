/* What is asked of every cell before it is read: is there anything? */
#include "form/word/value_cell.h"

/* A CSV written by a spreadsheet program has errors as text, and so has a cell
 * that was pasted from one. */
static bool is_error_text(struct rt_str s)
{
    static const char *const text[] = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!",
        "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"};

    if (s.n == 0 || s.p[0] != '#')
        return false;
    return rt_str_is_any(s, text);
}

enum rt_taken rt_value_state(const struct rt_cell *cell)
{
    struct rt_scan s;

    if (!cell)
        return RT_TAKEN_BLANK;
    switch (cell->type) {
    case RT_CELL_ERROR:
        return RT_TAKEN_ERROR;
    case RT_CELL_NO_VALUE:
        return RT_TAKEN_NO_VALUE;
    case RT_CELL_STRING:
        rt_scan_init(&s, cell->text);
        if (rt_scan_at_end(&s))
            return RT_TAKEN_BLANK;
        return is_error_text(rt_str_trim(cell->text)) ? RT_TAKEN_ERROR
                                                      : RT_TAKEN_PLAIN;
    default:
        return RT_TAKEN_PLAIN;
    }
}

bool rt_shows_error(const struct rt_cell *cell)
{
    return rt_value_state(cell) == RT_TAKEN_ERROR;
}

bool rt_value_decimal(struct rt_scan s, double *out)
{
    int whole, part = 0;
    double scale = 1;

    if (rt_scan_digits(&s, 9, &whole) == 0)
        return false;
    if (rt_scan_take(&s, '.')) {
        int n = rt_scan_digits(&s, 9, &part);

        if (n == 0)
            return false;
        while (n-- > 0)
            scale *= 10;
    }
    *out = whole + part / scale;
    return rt_scan_at_end(&s);
}
