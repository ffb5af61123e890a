/* The profiles of a run, with their counts and formulas. */
#include "report/book/in_force.h"

#include "base/list.h"

#include <stdlib.h>

static bool on_scale(
    const struct rt_profile *p, const struct rt_matrix_cell *cell)
{
    return cell->importance >= p->scale_min && cell->importance <= p->scale_max
           && cell->likelihood >= 1 && cell->likelihood <= 3;
}

/* What rt_assess gave is on the scale; a value off the scale, as it was typed into
 * a plan or an earlier register, is counted as not known. */
static enum rt_status load_counts(struct rt_ledger *ledger,
    struct rt_in_force *p, enum rt_evaluation which, struct rt_error *err)
{
    struct rt_cursor cursor
        = rt_ledger_matrix(ledger, rt_str(p->use.profile.name), which, err);
    struct rt_matrix_cell cell;

    while (rt_next(&cursor, &cell)) {
        if (on_scale(&p->use.profile, &cell)) {
            p->count[which][cell.importance][cell.likelihood] = cell.count;
            p->known[which] += cell.count;
        }
    }
    return rt_cursor_close(&cursor);
}

static void make_formulas(
    struct rt_in_force *p, enum rt_lang lang, const struct rt_score_cols *c)
{
    const struct rt_profile *profile = &p->use.profile;

    rt_formula_importance(profile, lang, c, p->importance);
    rt_formula_likelihood(profile, c, p->likelihood);
    rt_formula_level(profile, c, p->level);
    rt_formula_class(profile, lang, c, p->class);
    rt_formula_priority(profile, c, p->priority);
}

enum rt_status rt_profiles_load(struct rt_ledger *ledger, enum rt_lang lang,
    const struct rt_score_cols *c, struct rt_in_force **out, size_t *count,
    struct rt_error *err)
{
    struct rt_cursor cursor = rt_ledger_profiles(ledger, err);
    struct rt_profile_use use;
    size_t cap = 0;

    *out = NULL;
    *count = 0;
    while (rt_next(&cursor, &use)) {
        if (RT_GROW(*out, *count, cap))
            (*out)[(*count)++] = (struct rt_in_force){.use = use};
        else
            rt_cursor_keep(&cursor, rt_fail_nomem(err));
    }

    RT_TRY(rt_cursor_close(&cursor));
    for (size_t i = 0; i < *count; i++) {
        make_formulas(&(*out)[i], lang, c);
        RT_TRY(load_counts(ledger, &(*out)[i], RT_FIRST, err));
        RT_TRY(load_counts(ledger, &(*out)[i], RT_RESIDUAL, err));
    }
    return RT_OK;
}

const struct rt_in_force *rt_profiles_find(
    const struct rt_in_force *profiles, size_t count, struct rt_str name)
{
    for (size_t i = 0; i < count; i++)
        if (rt_str_is(name, profiles[i].use.profile.name))
            return &profiles[i];
    return NULL;
}
