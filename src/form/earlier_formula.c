/* The values of a register that was saved again by a program that computes
 * nothing and so drops them (openpyxl). Each follows from cells of its own row;
 * what does not is not known, and ends the reading.
 */
#include "form/earlier_parts.h"

#include "formula/formula.h"
#include "record/input.h"

enum { DEPTH_MAX = 8 }; /* importance, likelihood, level, class, priority */

struct asked {
    struct earlier_book *book;
    const struct rt_row *row;
    int depth;
};

static enum rt_status evaluate(struct asked *a, const struct rt_cell *cell,
    struct rt_value *out, struct rt_error *err);

static enum rt_status get(void *context, struct rt_str sheet, uint32_t col,
    uint32_t row, struct rt_value *out)
{
    struct asked *a = context;
    const struct rt_cell *cell = rt_row_cell(a->row, (int32_t)col);
    struct rt_error ignored = {0};

    *out = (struct rt_value){0};
    if (sheet.n > 0 || row != a->row->number)
        return RT_REFUSED;
    if (cell && cell->type == RT_CELL_NO_VALUE)
        return evaluate(a, cell, out, &ignored);
    return rt_cell_value(cell, out) ? RT_OK : RT_REFUSED;
}

/* A link to a row of an input shows the same with and without the folder. */
static enum rt_status without_folder(
    struct rt_arena *arena, struct rt_str *text, struct rt_error *err)
{
    static const char begin[] = "IF(" RT_SOURCE_FOLDER "=\"\",";
    struct rt_buf b = RT_BUF(64 * 1024);
    enum rt_status rc;

    if (!rt_str_starts(*text, rt_str(begin)))
        return RT_OK;
    rc = rt_buf_printf(&b, "IF(TRUE,%.*s", (int)(text->n - strlen(begin)),
        text->p + strlen(begin));
    *text = rt_arena_str(arena, rt_buf_str(&b));
    rt_buf_fini(&b);
    return rc == RT_OK && text->p ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status evaluate(struct asked *a, const struct rt_cell *cell,
    struct rt_value *out, struct rt_error *err)
{
    const struct rt_cells cells
        = {.context = a, .get = get, .left = &a->book->cells_left};
    struct rt_str text = cell->formula;
    struct rt_formula *formula;
    enum rt_status rc;

    if (a->depth == DEPTH_MAX || cell->array_rows > 0)
        return RT_REFUSED;
    RT_TRY(without_folder(&a->book->arena, &text, err));
    RT_TRY(rt_formula_parse(text, &a->book->arena, &formula, err));
    a->depth++;
    rc = rt_formula_eval(
        formula, cell->col, a->row->number, &cells, &a->book->arena, out, err);
    a->depth--;
    return rc;
}

bool rt_earlier_compute(
    struct earlier_book *b, const struct rt_row *row, struct rt_cell *cell)
{
    struct asked a = {.book = b, .row = row};
    struct rt_error ignored = {0};
    struct rt_cell stored;
    struct rt_value v;

    if (evaluate(&a, cell, &v, &ignored) != RT_OK || v.type == RT_VALUE_ERROR)
        return false;
    if (v.type == RT_VALUE_BLANK)
        v = (struct rt_value){.type = RT_VALUE_TEXT, .text = RT_STR("")};
    stored = rt_cell_of_value(&v);
    cell->type = stored.type;
    cell->number = stored.number;
    cell->text = stored.text;
    return true;
}
