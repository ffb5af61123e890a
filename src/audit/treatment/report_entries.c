/* What a row of an assessment report says besides its evaluation: its number,
 * its assets, whether it is another row's risk, its priority and its state.
 */
#include <stdlib.h>

#include "audit/treatment/treatment.h"
#include "base/fold.h"
#include "base/list.h"

static const enum rt_field residual_factors[RESIDUAL_FACTORS]
    = {RT_F_RES_IMPORTANCE, RT_F_RES_LIKELIHOOD};

/* --- No and priority -------------------------------------------------------------- */

uint32_t rt_pl_first_row(
    struct pl_numbers *n, struct pl *p, struct rt_str text, uint32_t row)
{
    uint32_t id = rt_intern(&n->texts, rt_pl_folded(p, text));

    if (!rt_pl_need(p, id != 0 && RT_ROOM(n->row, n->cap, (size_t)id + 1)))
        return 0;
    if (id <= n->count)
        return n->row[id];
    n->count = id;
    n->row[id] = row;
    return 0;
}

void rt_pl_numbers_fini(struct pl_numbers *n)
{
    rt_intern_fini(&n->texts);
    free(n->row);
}

static bool is_same_as(const struct pl *p, const struct pl_row *row,
    uint32_t other, const enum rt_field *what, size_t n)
{
    for (size_t i = 0; i < n; i++) {
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

/* The options of one risk have a row each; a row with the same option and the
 * same control is a copy. */
static bool is_further_option(
    const struct pl *p, const struct pl_row *row, uint32_t other)
{
    static const enum rt_field risk[] = {RT_F_EVENT, RT_F_SOURCE};
    static const enum rt_field option[] = {RT_F_CONTROL, RT_F_MARK_RETAIN,
        RT_F_MARK_REDUCE, RT_F_MARK_AVOID, RT_F_MARK_TRANSFER, RT_F_TREATMENT};

    return is_same_as(p, row, other, risk, RT_COUNT(risk))
           && !is_same_as(p, row, other, option, RT_COUNT(option));
}

static bool says_own(const struct pl_row *row, enum rt_field f)
{
    return rt_cell_says(rt_cell_of(row->table->layout, row->row, f));
}

static void check_number(
    struct pl_report *r, struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell
        = rt_cell_of(row->table->layout, row->row, RT_F_NO);
    struct pl_note note = rt_pl_at(row, RT_F_NO);
    struct rt_str shown;
    uint32_t known;

    note.arg[0] = rt_field_name(RT_F_NO, p->a->lang);
    if (note.col > 0 && says_own(row, RT_F_EVENT))
        rt_pl_blanks_add(
            p, &r->unnumbered, !rt_cell_blank(row->cell[RT_F_NO]), &note);
    if (!rt_cell_says(cell))
        return;
    known = rt_pl_first_row(&r->numbers, p, cell->text, row->row->number);
    if (known == 0 || is_further_option(p, row, known))
        return;
    shown = rt_pl_cell_shown(p, cell);
    rt_pl_say(p, RT_PL108, row, RT_F_NO, RT_STR_NONE, shown,
        RT_ARGS(shown, rt_pl_num(p, known)));
}

/* --- the risk ------------------------------------------------------------- */

/* One risk under two numbers (under one it is PL108). What is merged over
 * several rows is one risk with several controls. */
static void check_once(
    struct pl_numbers *n, struct pl *p, const struct pl_row *row)
{
    static const enum rt_field risk[]
        = {RT_F_ASSET_NOS, RT_F_SOURCE, RT_F_AREA, RT_F_EVENT, RT_F_CAUSE};
    static const enum rt_field no[] = {RT_F_NO};
    struct rt_buf key = RT_BUF(1 << 20);
    uint32_t known;

    if (!says_own(row, RT_F_ASSET_NOS) || !says_own(row, RT_F_EVENT))
        return;
    for (size_t i = 0; i < RT_COUNT(risk) && p->rc == RT_OK; i++) {
        const struct rt_cell *c = row->cell[risk[i]];
        if (rt_buf_printf(&key, "%.*s\x1f", RT_FMT(rt_cell_text(c))) != RT_OK)
            p->rc = rt_fail_nomem(p->err);
    }
    known = p->rc == RT_OK
                ? rt_pl_first_row(n, p, rt_buf_str(&key), row->row->number)
                : 0;
    rt_buf_fini(&key);
    if (known > 0 && !is_same_as(p, row, known, no, 1))
        rt_pl_say(p, RT_PL111, row, RT_F_EVENT, RT_STR_NONE, RT_STR_NONE,
            RT_ARGS(rt_pl_num(p, known)));
}

/* The assets of a risk, where the other rows name theirs; in merge's own report
 * the list of some has no numbers. */
static void check_assets(
    struct pl_report *r, struct pl *p, const struct pl_row *row)
{
    struct pl_note note = rt_pl_at(row, RT_F_ASSET_NOS);

    note.arg[0] = rt_field_name(RT_F_ASSET_NOS, p->a->lang);
    if (note.col > 0 && !rt_pl_has(row->table, RT_F_RISK_ID))
        rt_pl_blanks_add(
            p, &r->assets, !rt_cell_blank(row->cell[RT_F_ASSET_NOS]), &note);
}

/* --- priority and state ----------------------------------------------------- */

/* What is there in place of the number. */
static struct pl_note in_its_place(
    struct pl *p, const struct pl_row *row, int level)
{
    struct pl_note note = rt_pl_at(row, RT_F_PRIORITY);
    int priority = rt_pl_priority(p, level);
    char inputs[64];

    note.arg[0] = rt_field_name(RT_F_PRIORITY, p->a->lang);
    note.arg[1] = note.actual = rt_pl_cell_shown(p, row->cell[RT_F_PRIORITY]);
    note.arg[2] = note.expected
        = priority > 0 ? rt_pl_num(p, priority)
                       : rt_str(rt_say(p->a->lang, "空欄", "blank"));
    snprintf(inputs, sizeof inputs, "%.*s %d",
        RT_FMT(rt_field_name(RT_F_LEVEL, p->a->lang)), level);
    note.arg[3] = rt_pl_kept(p, rt_str(inputs));
    return note;
}

/* A word among numbers. */
static void check_number_there(
    struct pl_report *r, struct pl *p, const struct pl_row *row, int level)
{
    const struct rt_cell *cell = row->cell[RT_F_PRIORITY];
    struct pl_note note = in_its_place(p, row, level);
    int number;
    bool read = rt_is_taken(rt_value_priority(cell, &number));

    if (cell->type == RT_CELL_NUMBER || cell->type == RT_CELL_STRING)
        rt_pl_blanks_add(p, &r->words, read || level < 0, &note);
}

/* A retained risk may be left without a priority, if all of the table are. */
static void check_priority(
    struct pl_report *r, struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell = row->cell[RT_F_PRIORITY];
    struct pl_note note = rt_pl_at(row, RT_F_PRIORITY);
    int level = rt_pl_level(p, row);
    int priority = rt_pl_priority(p, level);
    bool retained = rt_pl_option(p, row).treatment == RT_RETAIN;

    if (!rt_pl_has(row->table, RT_F_PRIORITY))
        return;
    if (rt_pl_row_says(row, RT_F_PRIORITY)) {
        r->retained.filled += retained;
        check_number_there(r, p, row, level);
        return;
    }
    if (rt_shows_error(cell) && !cell->is_formula && level >= 0) {
        note = in_its_place(p, row, level);
        rt_pl_report(p, RT_RA301, &note);
        return;
    }
    if (priority == 0
        || (cell
            && (cell->type == RT_CELL_NO_VALUE || cell->type == RT_CELL_ERROR)))
        return;
    note.arg[0] = rt_pl_num(p, level);
    note.arg[1] = note.expected = rt_pl_num(p, priority);
    if (retained)
        rt_pl_blanks_add(p, &r->retained, false, &note);
    else
        rt_pl_report(p, RT_PL106, &note);
}

/* Of what is retained nothing is to be done. */
static void check_retained(
    struct pl *p, const struct pl_row *row, const struct rt_cell *action)
{
    struct rt_str line, shown = rt_pl_cell_shown(p, action);
    enum rt_action is = rt_action_of(action->text, &line);

    if (is == RT_ACTION_PLANNED || is == RT_ACTION_UNDER_WAY)
        rt_pl_say(
            p, RT_PL116, row, RT_F_ACTION, RT_STR_NONE, shown, RT_ARGS(shown));
}

/* Whatever is not retained is done, planned or undecided. A report may have words
 * of its own for that throughout; what the intake cannot read it reports. */
static void check_action(
    struct pl_report *r, struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell = row->cell[RT_F_ACTION];
    enum rt_treatment treatment = rt_pl_option(p, row).treatment;
    struct pl_note note = rt_pl_at(row, RT_F_ACTION);
    enum rt_action action;
    struct rt_str line;

    if (treatment == RT_RETAIN && cell)
        check_retained(p, row, cell);
    if (note.col == 0 || treatment == RT_RETAIN
        || treatment == RT_TREATMENT_NONE
        || (cell && cell->type >= RT_CELL_ERROR))
        return;
    action = cell ? rt_action_of(cell->text, &line) : RT_ACTION_NONE;
    rt_pl_blanks_add(p, &r->actions, action != RT_ACTION_NONE, &note);
    if (action == RT_ACTION_NONE || action == RT_ACTION_UNKNOWN)
        return;
    note.arg[0] = note.actual = rt_pl_cell_shown(p, cell);
    rt_pl_blanks_add(p, &r->states, rt_action_is_choice(cell->text), &note);
}

/* What is to avoid or transfer a risk, where most other rows say theirs. */
static void check_control(
    struct pl_report *r, struct pl *p, const struct pl_row *row)
{
    enum rt_treatment treatment = rt_pl_option(p, row).treatment;
    bool says = rt_pl_row_says(row, RT_F_CONTROL);
    struct pl_note note = rt_pl_at(row, RT_F_CONTROL);

    if (note.col == 0 || treatment == RT_TREATMENT_NONE
        || treatment == RT_RETAIN || (treatment == RT_REDUCE && !says))
        return;
    note.arg[0] = rt_str(rt_treatment_label(treatment, RT_JA));
    rt_pl_blanks_add(p, &r->controls, says, &note);
}

/* What a level that was typed is made of, where most rows say it. */
static void check_levelled(
    struct pl_report *r, struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *level = row->cell[RT_F_RES_LEVEL];
    bool typed = level && !level->is_formula && level->type < RT_CELL_ERROR
                 && rt_cell_says(level);
    bool any = rt_pl_any_says(row, residual_factors, RESIDUAL_FACTORS);

    for (size_t i = 0; i < RESIDUAL_FACTORS; i++) {
        struct pl_note note = rt_pl_at(row, residual_factors[i]);
        note.arg[0] = rt_field_name(residual_factors[i], p->a->lang);
        note.arg[1] = rt_field_name(RT_F_RES_LEVEL, p->a->lang);
        if (note.col > 0 && (any || typed))
            rt_pl_blanks_add(p, &r->levelled[i],
                any || !rt_cell_blank(row->cell[residual_factors[i]]), &note);
    }
}

/* What is left of a risk whose treatment is done has been evaluated. Where one
 * factor is there, the blank one is reported with the level. */
static void check_evaluated(
    struct pl_report *r, struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *action = row->cell[RT_F_ACTION];
    const struct rt_cell *level = row->cell[RT_F_RES_LEVEL];
    bool given = level && !level->is_formula && rt_cell_says(level);
    struct rt_str line;

    if (!action || rt_action_of(action->text, &line) != RT_ACTION_DONE
        || rt_pl_option(p, row).treatment == RT_RETAIN
        || !says_own(row, RT_F_EVENT))
        return;
    for (size_t i = 0; i < RESIDUAL_FACTORS; i++) {
        struct pl_note note = rt_pl_at(row, residual_factors[i]);
        note.arg[0] = rt_field_name(residual_factors[i], p->a->lang);
        if (note.col > 0)
            rt_pl_blanks_add(p, &r->evaluated[i],
                given || rt_pl_any_says(row, residual_factors, RESIDUAL_FACTORS)
                    || rt_shows_error(row->cell[residual_factors[i]]),
                &note);
    }
}

/* What none of several risks has is one finding; argument `arg` says how many. */
static void report_all(struct pl_blanks *b, struct pl *p,
    const struct pl_table *t, enum rt_code code, size_t arg)
{
    enum { SEVERAL = 3 };

    if (b->filled == 0 && b->count >= SEVERAL) {
        b->list[0].row = t->layout->row2;
        b->list[0].arg[arg] = rt_pl_num(p, (int64_t)b->count);
        b->count = 1;
    }
    b->filled = 1;
    rt_pl_blanks_report(p, b, code);
}

void rt_pl_check_entries(
    struct pl_report *r, struct pl *p, const struct pl_row *row)
{
    check_number(r, p, row);
    check_once(&r->risks, p, row);
    check_assets(r, p, row);
    check_priority(r, p, row);
    check_action(r, p, row);
    check_control(r, p, row);
    check_levelled(r, p, row);
    check_evaluated(r, p, row);
}

/* Of blanks or words that few rows have. */
static void report_few(struct pl_blanks *b, struct pl *p, enum rt_code code)
{
    if (b->count < b->filled)
        rt_pl_blanks_report(p, b, code);
}

/* A word that the form does not have, unless most rows have such. */
static void report_states(struct pl_blanks *b, struct pl *p)
{
    if (b->count <= b->filled)
        rt_pl_blanks_report(p, b, RT_PL107);
}

void rt_pl_end_entries(
    struct pl_report *r, struct pl *p, const struct pl_table *t)
{
    report_few(&r->unnumbered, p, RT_PL401);
    report_few(&r->assets, p, RT_PL401);
    report_few(&r->words, p, RT_RA301);
    report_states(&r->states, p);
    if (r->controls.count * 3 <= r->controls.filled)
        report_few(&r->controls, p, RT_PL103);
    for (size_t i = 0; i < RESIDUAL_FACTORS; i++)
        report_few(&r->levelled[i], p, RT_VA312);
    rt_pl_blanks_report(p, &r->retained, RT_PL106);
    report_all(&r->actions, p, t, RT_PL109, 0);
    for (size_t i = 0; i < RESIDUAL_FACTORS; i++)
        report_all(&r->evaluated[i], p, t, RT_PL209, 1);
    rt_pl_numbers_fini(&r->numbers);
    rt_pl_numbers_fini(&r->risks);
}
