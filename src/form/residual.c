/* What a row states of its second evaluation, against what is computed.
 *
 * Its level is computed anew like the first one. What is stated and cannot be
 * taken, because a factor is missing, does not vanish in silence.
 */
#include "form/convert.h"

/* The class in place of the number says the same. */
static bool says_class(const struct rt_convert *c, int level)
{
    const struct rt_cell *cell = c->cell[RT_F_RES_LEVEL];
    enum rt_class class;
    struct rt_cell label;
    char text[RT_LABEL_BYTES];
    int v;

    if (rt_is_taken(rt_value_class(c->in->request.vocab, cell, &class)))
        return class == c->in->profile->class_of[level];
    return rt_value_labelled(c->in->request.vocab, cell, &v, &label, text)
           && (v == level || v == RT_UNKNOWN)
           && rt_is_taken(rt_value_class(c->in->request.vocab, &label, &class))
           && class == c->in->profile->class_of[level];
}

static void compare(struct rt_convert *c, const struct rt_risk *risk)
{
    const struct rt_cell *cell = c->cell[RT_F_RES_LEVEL];
    int level = risk->residual_level;
    struct rt_str shown, right;

    if (rt_cell_blank(cell) || !c->own[RT_F_RES_LEVEL])
        return;
    if (rt_shows_error(cell)) {
        rt_pend(c, RT_VA307, RT_F_RES_LEVEL,
            RT_ARGS(rt_name(c, RT_F_RES_LEVEL), rt_shown(c, cell)));
        return;
    }
    if (rt_whole_of(cell) == level && level > 0
        && cell->shown != RT_SHOWN_OTHER)
        rt_pend_shown(c, RT_F_RES_LEVEL, level);
    if (rt_whole_of(cell) == level || says_class(c, level))
        return;
    shown = rt_shown(c, cell);
    right = rt_num(c, level);
    rt_pend(c, RT_RA107, RT_F_RES_LEVEL,
        RT_ARGS(shown, right, rt_num(c, risk->residual_importance),
            rt_num(c, risk->residual_likelihood)))
        ->expected
        = right;
}

/* A dash is as good as a blank; what could not be read is reported already. */
static bool is_left_out(const struct rt_convert *c, enum rt_field f)
{
    const struct rt_cell *cell = c->cell[f];

    return !rt_cell_says(cell)
           && (!cell
               || (cell->type != RT_CELL_ERROR
                   && cell->type != RT_CELL_NO_VALUE));
}

/* A second evaluation may be left for later, but not one half of it. Without one
 * of the columns TP309 names the level's; of a level alone `check` says whether
 * the other rows have more. */
static void pend_begun(struct rt_convert *c)
{
    const int32_t *col_of = c->sheet->layout.col_of;
    bool importance = !is_left_out(c, RT_F_RES_IMPORTANCE);
    bool likelihood = !is_left_out(c, RT_F_RES_LIKELIHOOD);
    enum rt_field f = importance ? RT_F_RES_LIKELIHOOD : RT_F_RES_IMPORTANCE;
    const struct rt_cell *level = c->cell[RT_F_RES_LEVEL];

    if (col_of[RT_F_RES_IMPORTANCE] < 0 || col_of[RT_F_RES_LIKELIHOOD] < 0)
        return;
    if (importance != likelihood)
        rt_pend(
            c, RT_VA312, f, RT_ARGS(rt_name(c, f), rt_name(c, RT_F_RES_LEVEL)));
    else if (!importance && c->in->request.grid_cells == 0
             && rt_cell_says(level)
             && !(level->is_formula && rt_whole_of(level) == 0))
        rt_pend(c, RT_VA321, RT_F_RES_LEVEL, RT_ARGS(rt_shown(c, level)));
}

void rt_judge_residual(struct rt_convert *c, const struct rt_risk *risk)
{
    if (risk->residual_level != RT_UNKNOWN)
        compare(c, risk);
    else
        pend_begun(c);
}
