/* Ditto marks: a text cell that says "as in the row above".
 *
 * They are replaced before the row is classified, so that every reader sees
 * the value itself, and each replacement is reported with the value taken.
 * Scores, flags and dates are not replaced: there the same mark is a number
 * that cannot be read.
 */
#include <string.h>

#include "base/fold.h"
#include "form/convert.h"

/* The columns in which a mark means the row above. */
static const enum rt_field text_fields[]
    = {RT_F_BUSINESS, RT_F_ASSET, RT_F_NOTE, RT_F_USERS, RT_F_OWNER,
        RT_F_MANAGED_BY, RT_F_MEDIUM, RT_F_RETENTION, RT_F_REASON, RT_F_CONTROL,
        RT_F_EVENT, RT_F_SOURCE, RT_F_AREA, RT_F_CAUSE, RT_F_CONSEQUENCE};

bool rt_is_ditto(const struct rt_cell *cell, bool plainly)
{
    /* Those that may be a value of a column that is not known come last. */
    static const char *const marks[] = {"〃", "〃〃", "″", "\"", "”", "''",
        "〻", "々", "仝", "同上", "上に同じ", "上と同じ", "上記に同じ",
        "上記と同じ", "ditto", "ditto.", "do.", "↑", "同じ", "同左"};
    size_t count = RT_COUNT(marks) - (plainly ? 3 : 0), n;
    char folded[32];

    if (!cell || cell->type != RT_CELL_STRING || cell->text.n > 64)
        return false;
    n = rt_fold_fixed(cell->text, folded, sizeof folded);
    if (n == SIZE_MAX)
        return false;
    if (n > 2 && folded[0] == '(' && folded[n - 1] == ')')
        return rt_fold_eq((struct rt_str){folded + 1, n - 2}, rt_str("同上"));
    for (size_t i = 0; i < count; i++) {
        if (rt_fold_eq((struct rt_str){folded, n}, rt_str(marks[i])))
            return true;
    }
    return false;
}

/* --- the row above -------------------------------------------------------- */

void rt_ditto_init(struct rt_ditto *d)
{
    rt_arena_init(&d->arena[0]);
    rt_arena_init(&d->arena[1]);
}

void rt_ditto_fini(struct rt_ditto *d)
{
    rt_arena_fini(&d->arena[0]);
    rt_arena_fini(&d->arena[1]);
}

void rt_ditto_begin(struct rt_ditto *d)
{
    memset(d->above, 0, sizeof d->above);
    rt_arena_reset(&d->arena[0]);
    rt_arena_reset(&d->arena[1]);
}

void rt_ditto_next(struct rt_ditto *d)
{
    d->at ^= 1;
    rt_arena_reset(&d->arena[d->at]);
}

const struct rt_cell *rt_ditto_above(const struct rt_ditto *d, size_t i)
{
    return d->above[i].text.n > 0 ? &d->above[i] : NULL;
}

enum rt_status rt_ditto_keep(struct rt_ditto *d, size_t i,
    const struct rt_cell *cell, struct rt_error *err)
{
    struct rt_cell copy = {0};

    if (!rt_cell_blank(cell) && cell->type != RT_CELL_ERROR) {
        copy = *cell;
        copy.text = rt_arena_str(&d->arena[d->at], cell->text);
        RT_NEED(copy.text.p, err);
    }
    d->above[i] = copy;
    return RT_OK;
}

/* --- ledgers and reports -------------------------------------------------- */

static void pend_mark(
    struct rt_convert *c, enum rt_field f, const struct rt_cell *above)
{
    struct rt_str mark = rt_shown(c, c->cell[f]);
    struct rt_str value = above ? rt_shown(c, above) : RT_STR_NONE;

    rt_pend(
        c, above ? RT_VA308 : RT_VA309, f, RT_ARGS(rt_name(c, f), mark, value))
        ->expected
        = value;
}

void rt_ditto_row(struct rt_convert *c)
{
    for (size_t i = 0; i < RT_COUNT(text_fields); i++) {
        enum rt_field f = text_fields[i];
        const struct rt_cell *above = rt_ditto_above(&c->ditto, i);

        if (!rt_is_ditto(c->cell[f], false))
            continue;
        /* A mark in a merged cell is reported at its own cell. */
        if (c->own[f] || !above)
            pend_mark(c, f, above);
        c->cell[f] = above;
        c->own[f] = c->own[f] && above;
    }
}

enum rt_status rt_ditto_keep_row(struct rt_convert *c, struct rt_error *err)
{
    rt_ditto_next(&c->ditto);
    for (size_t i = 0; i < RT_COUNT(text_fields); i++)
        RT_TRY(rt_ditto_keep(&c->ditto, i, c->cell[text_fields[i]], err));
    return RT_OK;
}
