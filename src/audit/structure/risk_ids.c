/* The ids of risks in what this program writes: register and plan, this time
 * and last time, are tied by them.
 *
 * An id is made of what its risk is about (record/risk.h), so that a row of the
 * register whose department, business, asset or medium was typed over no longer
 * fits its own. A plan does not show the business; its ids are held against
 * those of a register (treatment/own_books.c).
 */
#include "audit/own_figures.h"
#include "audit/structure/structure_audit.h"
#include "record/risk.h"

/* What a cell can hold: a longer text was cut off. */
enum { CELL_CHARS = 32767 };

static const struct rt_cell *of_member(
    const struct rt_layout *l, const struct rt_row *row, size_t member)
{
    return rt_row_cell(row, rt_own_column(l, member));
}

#define MEMBER(l, row, name) of_member(l, row, offsetof(struct rt_risk, name))

/* False where a text does not show what merge made the id of: one that was cut
 * off, or a risk of an earlier run. */
static bool makes_id(
    const struct rt_layout *l, const struct rt_row *row, char id[RT_RISK_ID])
{
    struct rt_str about[] = {rt_cell_text(MEMBER(l, row, department)),
        rt_cell_text(MEMBER(l, row, business)),
        rt_cell_text(MEMBER(l, row, asset)),
        rt_cell_text(MEMBER(l, row, medium)),
        rt_cell_text(MEMBER(l, row, report_no))};

    for (size_t i = 0; i < RT_COUNT(about); i++) {
        if (about[i].n >= CELL_CHARS)
            return false;
    }
    return rt_cell_blank(MEMBER(l, row, unconfirmed))
           && rt_risk_id(about[0], about[1], about[2], about[3], about[4], id)
                  == RT_OK;
}

static bool is_register(const struct rt_layout *l)
{
    return !rt_layout_is_plan(l)
           && rt_own_column(l, offsetof(struct rt_risk, department)) >= 0
           && rt_own_column(l, offsetof(struct rt_risk, business)) >= 0
           && rt_own_column(l, offsetof(struct rt_risk, asset)) >= 0
           && rt_own_column(l, offsetof(struct rt_risk, medium)) >= 0;
}

bool rt_structure_is_copy(
    const struct rt_structure *s, size_t sheet, uint32_t first, uint32_t second)
{
    static const size_t source[] = {offsetof(struct rt_risk, where.file),
        offsetof(struct rt_risk, where.sheet),
        offsetof(struct rt_risk, where.row)};
    const struct rt_layout *l = &s->tables[sheet].layout;

    if (!is_register(l))
        return false;
    for (size_t i = 0; i < RT_COUNT(source); i++) {
        int32_t col = rt_own_column(l, source[i]);
        const struct rt_cell *a, *b;
        if (col < 0)
            return false;
        a = rt_grid_cell(s->grid, sheet, (uint32_t)col, first);
        b = rt_grid_cell(s->grid, sheet, (uint32_t)col, second);
        if (!rt_str_eq(rt_cell_text(a), rt_cell_text(b)))
            return false;
    }
    return true;
}

/* In a plan people add rows. */
static bool may_be_blank(const struct rt_layout *l, const struct rt_row *row)
{
    return rt_layout_is_plan(l)
           && rt_cell_blank(rt_cell_of(l, row, RT_F_LEVEL));
}

enum rt_status rt_structure_id(struct rt_structure *s, size_t sheet, size_t at,
    bool *fits, struct rt_error *err)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    const struct rt_row *row = rt_grid_row(s->grid, sheet, at);
    const struct rt_cell *cell = rt_cell_of(l, row, RT_F_RISK_ID);
    struct rt_str shown = rt_str_trim(rt_cell_text(cell)), right = RT_STR_NONE;
    char written[RT_RISK_ID], made[RT_RISK_ID];
    enum rt_code code = RT_CODE_NONE;

    if (rt_cell_blank(cell)) {
        code = may_be_blank(l, row) ? RT_CODE_NONE : RT_PL112;
    } else if (!rt_is_risk_id(cell->text, written)) {
        code = RT_PL113;
    } else if (is_register(l) && makes_id(l, row, made)
               && strcmp(written, made) != 0) {
        code = RT_PL114;
        right = rt_str(made);
    }
    *fits = code == RT_CODE_NONE && !rt_cell_blank(cell);
    if (code == RT_CODE_NONE || l->col_of[RT_F_RISK_ID] < 0)
        return RT_OK;
    return rt_structure_put(s, code, sheet, (uint32_t)l->col_of[RT_F_RISK_ID],
        row->number, RT_ARGS(shown, right), right, shown, err);
}
