/* The ids of risks in what this program writes: register and plan, this time
 * and last time, are tied by them.
 *
 * An id is made of what its risk is about (record/risk.h), so that a row of the
 * register whose department, business, asset or medium was typed over no longer
 * fits its own. A plan does not show the business; its ids are held against
 * those of a register (treatment/own_books.c).
 */
#include "audit/own_figures.h"
#include "audit/own_rows.h"
#include "audit/structure/structure_audit.h"
#include "base/fold.h"
#include "form/roster.h"
#include "record/risk.h"

/* What a cell can hold: a longer text was cut off. */
enum { CELL_CHARS = 32767 };

static const struct rt_cell *of_member(
    const struct rt_layout *l, const struct rt_row *row, size_t member)
{
    return rt_row_cell(row, rt_own_column(l, member));
}

#define MEMBER(l, row, name) of_member(l, row, offsetof(struct rt_risk, name))

/* The ways in which the row's own file may spell its department: merge shows that
 * of the roster or of most rows, and makes the id of what was written. */
enum { SPELLINGS = 4 };

static void find_spellings(const struct rt_layout *l, const struct rt_row *row,
    struct rt_str to[SPELLINGS])
{
    to[0] = rt_cell_text(MEMBER(l, row, department));
    to[1] = rt_cell_text(MEMBER(l, row, managed_by));
    to[2] = rt_name_department(rt_cell_text(MEMBER(l, row, where.sheet)));
    to[3] = rt_file_department(rt_cell_text(MEMBER(l, row, where.file)));
}

/* What else a risk is about. */
enum { MEDIUM = 2, ABOUT = 4 };

static bool is_id_of(const struct rt_str department[SPELLINGS],
    const struct rt_str about[ABOUT], const char *id, char right[RT_RISK_ID])
{
    char made[RT_RISK_ID];

    for (size_t i = 0; i < SPELLINGS; i++) {
        if ((i > 0 && !rt_fold_name_eq(department[i], department[0]))
            || rt_risk_id(department[i], about[0], about[1], about[MEDIUM],
                   about[3], i == 0 ? right : made)
                   != RT_OK)
            continue;
        if (strcmp(id, i == 0 ? right : made) == 0)
            return true;
    }
    return false;
}

/* Whether the id is that of what the row is about; *right is the one of what it
 * shows. Nothing can be said of a text that was cut off, nor of a risk of an
 * earlier run. An event has the medium and the department of its assets, if its
 * report names none. */
static bool fits_id(const struct rt_layout *l, const struct rt_row *row,
    const char *id, char right[RT_RISK_ID])
{
    struct rt_str about[ABOUT] = {rt_cell_text(MEMBER(l, row, business)),
        rt_cell_text(MEMBER(l, row, asset)),
        rt_cell_text(MEMBER(l, row, medium)),
        rt_cell_text(MEMBER(l, row, report_no))};
    static const struct rt_str nobody[SPELLINGS];
    struct rt_str department[SPELLINGS];
    char made[RT_RISK_ID];

    find_spellings(l, row, department);
    if (department[0].n >= CELL_CHARS
        || !rt_cell_blank(MEMBER(l, row, unconfirmed)))
        return true;
    for (size_t i = 0; i < RT_COUNT(about); i++) {
        if (about[i].n >= CELL_CHARS)
            return true;
    }
    if (is_id_of(department, about, id, right))
        return true;
    if (rt_cell_blank(MEMBER(l, row, asset_ids)))
        return false;
    about[MEDIUM] = RT_STR_NONE;
    return is_id_of(department, about, id, made)
           || is_id_of(nobody, about, id, made);
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

enum rt_status rt_structure_id(struct rt_structure *s, size_t sheet, size_t at,
    bool *fits, struct rt_error *err)
{
    const struct rt_layout *l = &s->tables[sheet].layout;
    const struct rt_row *row = rt_grid_row(s->grid, sheet, at);
    const struct rt_cell *cell = rt_cell_of(l, row, RT_F_RISK_ID);
    struct rt_str shown = rt_str_trim(rt_cell_text(cell)), right = RT_STR_NONE;
    char written[RT_RISK_ID], made[RT_RISK_ID] = "";
    enum rt_code code = RT_CODE_NONE;

    if (rt_cell_blank(cell)) {
        code = rt_own_is_added(l, row) ? RT_CODE_NONE : RT_PL112;
    } else if (!rt_is_risk_id(cell->text, written)) {
        code = RT_PL113;
    } else if (is_register(l) && !fits_id(l, row, written, made)) {
        code = RT_PL114;
        right = rt_str(made);
    }
    *fits = code == RT_CODE_NONE && !rt_cell_blank(cell);
    if (code == RT_CODE_NONE || l->col_of[RT_F_RISK_ID] < 0)
        return RT_OK;
    return rt_structure_put(s, code, sheet, (uint32_t)l->col_of[RT_F_RISK_ID],
        row->number, RT_ARGS(shown, right), right, shown, err);
}
