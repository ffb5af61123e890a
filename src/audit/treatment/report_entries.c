/* What a row of an assessment report says besides its evaluation: its number
 * and its priority.
 */
#include <stdlib.h>

#include "audit/treatment/treatment_audit.h"
#include "base/fold.h"
#include "base/list.h"

/* --- No and priority -------------------------------------------------------------- */

/* The first row with this number, or 0 where this is the first. */
static uint32_t number(struct pl_numbers *n, struct pl *p,
    const struct rt_cell *cell, uint32_t row)
{
    uint32_t id = rt_intern(&n->texts, rt_pl_folded(p, cell->text));

    if (!rt_pl_need(p, id != 0 && RT_ROOM(n->row, n->cap, (size_t)id + 1)))
        return 0;
    if (id <= n->count)
        return n->row[id];
    n->count = id;
    n->row[id] = row;
    return 0;
}

static void numbers_fini(struct pl_numbers *n)
{
    rt_intern_fini(&n->texts);
    free(n->row);
}

/* The options of one risk have a row each. */
static bool is_same_risk(
    const struct pl *p, const struct pl_row *row, uint32_t other)
{
    static const enum rt_field what[] = {RT_F_EVENT, RT_F_SOURCE};

    for (size_t i = 0; i < RT_COUNT(what); i++) {
        int32_t col = row->table->layout->col_of[what[i]];
        const struct rt_cell *a = rt_row_cell(row->row, col), *b = NULL;
        if (col >= 0)
            b = rt_grid_cell(
                p->a->grid, row->table->sheet, (uint32_t)col, other);
        if ((a || b) && (!a || !b || !rt_fold_eq(a->text, b->text)))
            return false;
    }
    return true;
}

static void check_number(
    struct pl_numbers *n, struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell
        = rt_cell_of(row->table->layout, row->row, RT_F_NO);
    struct rt_str shown;
    uint32_t known;

    if (!rt_cell_says(cell))
        return;
    known = number(n, p, cell, row->row->number);
    if (known == 0 || is_same_risk(p, row, known))
        return;
    shown = rt_pl_cell_shown(p, cell);
    rt_pl_say(p, RT_PL108, row, RT_F_NO, RT_STR_NONE, shown,
        RT_ARGS(shown, rt_pl_num(p, known)));
}

/* A retained risk may be left without a priority, if all of the table are. */
static void check_priority(
    struct pl_report *r, struct pl *p, const struct pl_row *row)
{
    struct pl_note note = rt_pl_at(row, RT_F_PRIORITY);
    int level = rt_pl_level(p, row);
    int priority = rt_pl_priority(p, level);
    bool retained = rt_pl_option(p, row).treatment == RT_RETAIN;

    if (!rt_pl_has(row->table, RT_F_PRIORITY))
        return;
    if (rt_pl_row_says(row, RT_F_PRIORITY)) {
        r->retained.filled += retained;
        return;
    }
    if (priority == 0
        || (row->cell[RT_F_PRIORITY]
            && (row->cell[RT_F_PRIORITY]->type == RT_CELL_NO_VALUE
                || row->cell[RT_F_PRIORITY]->type == RT_CELL_ERROR)))
        return;
    note.arg[0] = rt_pl_num(p, level);
    note.arg[1] = note.expected = rt_pl_num(p, priority);
    if (retained)
        rt_pl_blanks_add(p, &r->retained, false, &note);
    else
        rt_pl_report(p, RT_PL106, &note);
}

/* Whatever is not retained is done, planned or undecided. */
static void check_action(
    struct pl_report *r, struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell = row->cell[RT_F_ACTION];
    enum rt_treatment treatment = rt_pl_option(p, row).treatment;
    struct pl_note note = rt_pl_at(row, RT_F_ACTION);
    struct rt_str line;

    if (note.col == 0 || treatment == RT_RETAIN
        || treatment == RT_TREATMENT_NONE
        || (cell && cell->type >= RT_CELL_ERROR))
        return;
    rt_pl_blanks_add(p, &r->actions,
        cell && rt_action_of(cell->text, &line) != RT_ACTION_NONE, &note);
}

/* Where none of several risks has its 対応, that is one finding. */
static void report_actions(
    struct pl_blanks *b, struct pl *p, const struct pl_table *t)
{
    enum { SEVERAL = 3 };

    if (b->filled == 0 && b->count >= SEVERAL) {
        b->list[0].row = t->layout->row2;
        b->list[0].arg[0] = rt_pl_num(p, (int64_t)b->count);
        b->count = 1;
    }
    b->filled = 1;
    rt_pl_blanks_report(p, b, RT_PL109);
}

void rt_pl_check_entries(
    struct pl_report *r, struct pl *p, const struct pl_row *row)
{
    check_number(&r->numbers, p, row);
    check_priority(r, p, row);
    check_action(r, p, row);
}

void rt_pl_end_entries(
    struct pl_report *r, struct pl *p, const struct pl_table *t)
{
    rt_pl_blanks_report(p, &r->retained, RT_PL106);
    report_actions(&r->actions, p, t);
    numbers_fini(&r->numbers);
}
