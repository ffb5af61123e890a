/* A recorded level that is all that shows a row's likelihood: the sheet has no
 * column for threat, vulnerability or likelihood, or the row's likelihood is
 * blank. */
#include "form/convert.h"
#include "risk/assess.h"

/* Whether the level is the importance × 1, 2 or 3. */
static bool is_multiple(int level, int importance)
{
    return importance > 0 && level > 0 && level % importance == 0
           && level / importance <= 3;
}

/* Whether the sheet asks for the likelihood alone and the row leaves it blank;
 * a recorded importance must be the one that its scores give. */
static bool leaves_likelihood_blank(const struct rt_convert *c, int importance)
{
    const int32_t *col_of = c->sheet->layout.col_of;
    const struct rt_cell *recorded = c->cell[RT_F_IMPORTANCE];

    return c->in->request.grid_cells == 0 && col_of[RT_F_LIKELIHOOD] >= 0
           && col_of[RT_F_THREAT] < 0 && col_of[RT_F_VULNERABILITY] < 0
           && !c->threats && rt_cell_blank(c->cell[RT_F_LIKELIHOOD])
           && (rt_cell_blank(recorded) || rt_whole_of(recorded) == importance);
}

int rt_level_likelihood(struct rt_convert *c, const struct rt_risk *risk)
{
    const struct rt_cell *cell = c->cell[RT_F_LEVEL];
    int level, importance = rt_assess(c->in->profile, &risk->scores).importance;
    bool blank
        = !c->derive_likelihood && leaves_likelihood_blank(c, importance);

    if ((!c->derive_likelihood && !blank) || !cell
        || !rt_is_taken(rt_value_int(cell, &level))
        || !is_multiple(level, importance))
        return RT_UNKNOWN;
    if (blank)
        rt_pend(c, RT_VA430, RT_F_LIKELIHOOD,
            RT_ARGS(rt_num(c, level), rt_num(c, importance),
                rt_num(c, level / importance)));
    else
        c->sums.from_level++;
    return level / importance;
}

/* "6か9": the levels of the importance that the label beside them allows. */
static struct rt_str levels_by_label(
    struct rt_convert *c, int importance, struct rt_str *label)
{
    const struct rt_cell *cell = c->cell[RT_F_LEVEL_LABEL];
    enum rt_class class;
    char text[32] = "";
    size_t n = 0;

    *label = RT_STR("");
    if (!cell
        || !rt_is_taken(rt_value_class(c->in->request.vocab, cell, &class)))
        return *label;
    for (int i = 1; i <= 3; i++) {
        if (c->in->profile->class_of[importance * i] == class)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%d",
                n ? rt_say(c->in->request.lang, " か ", " or ") : "",
                importance * i);
    }
    if (n > 0)
        *label = rt_shown(c, cell);
    return rt_arena_str(&c->arena, rt_str(text));
}

bool rt_pend_no_level(struct rt_convert *c, const struct rt_risk *risk)
{
    const struct rt_tally *t = &c->sheet->tally;
    const struct rt_cell *cell = c->cell[RT_F_LEVEL];
    int importance = rt_assess(c->in->profile, &risk->scores).importance;
    int level = cell ? rt_whole_of(cell) : RT_UNKNOWN;
    struct rt_str args[RT_FINDING_ARGS] = {RT_STR("")}, label, levels;
    bool blank = rt_cell_blank(cell);

    /* It follows a recorded importance that has a finding of its own. */
    if (level > 0 && c->cell[RT_F_IMPORTANCE]
        && is_multiple(level, rt_whole_of(c->cell[RT_F_IMPORTANCE])))
        return false;
    if (c->sheet->layout.col_of[RT_F_LEVEL] < 0 || importance < 1
        || t->quotient <= t->no_quotient)
        return false;
    if (cell && cell->type == RT_CELL_ERROR) {
        args[0] = rt_name(c, RT_F_LEVEL);
        args[1] = rt_shown(c, cell);
        rt_pend(c, RT_VA305, RT_F_LEVEL, args);
        return true;
    }
    if ((cell && cell->type == RT_CELL_NO_VALUE)
        || (!blank && is_multiple(level, importance)))
        return false;
    levels = levels_by_label(c, importance, &label);
    args[0] = rt_num(c, importance);
    args[1] = label;
    args[2] = levels;
    args[3] = blank ? RT_STR("") : rt_shown(c, cell);
    rt_pend(c, blank ? RT_VA314 : RT_RA204, RT_F_LEVEL, args)->expected
        = levels;
    return true;
}

void rt_note_likelihood(struct rt_convert *c)
{
    const struct rt_layout *l = &c->sheet->layout;
    bool asked
        = l->col_of[RT_F_THREAT] >= 0 || l->col_of[RT_F_VULNERABILITY] >= 0;

    if (c->in->request.grid_cells == 0 && l->form == RT_FORM_LEDGER && asked
        && c->sums.unasked++ == 0)
        c->sums.unasked_row = c->row->number;
}
