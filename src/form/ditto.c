/* Ditto marks: a text cell that says "as in the row above".
 *
 * They are replaced before the row is classified, so that every reader sees
 * the value itself, and each replacement is reported with the value taken.
 * Scores, flags and dates are not replaced: there the same mark is a number
 * that cannot be read.
 */
#include "base/fold.h"
#include "form/second_pass.h"

/* The columns in which a mark means the row above. */
static const enum rt_field text_fields[RT_DITTO_FIELDS]
    = {RT_F_BUSINESS, RT_F_ASSET, RT_F_NOTE, RT_F_USERS, RT_F_OWNER,
        RT_F_MANAGED_BY, RT_F_MEDIUM, RT_F_RETENTION, RT_F_REASON, RT_F_CONTROL,
        RT_F_EVENT, RT_F_SOURCE, RT_F_AREA, RT_F_CAUSE, RT_F_CONSEQUENCE};

static bool is_mark(const struct rt_cell *cell)
{
    static const char *const marks[] = {"〃", "〃〃", "″", "\"", "”", "''",
        "〻", "々", "仝", "↑", "同上", "上に同じ", "上と同じ", "上記に同じ",
        "上記と同じ", "同じ", "同左", "ditto", "ditto.", "do."};
    char folded[32];
    size_t n;

    if (!cell || cell->type != RT_CELL_STRING || cell->text.n > 64)
        return false;
    n = rt_fold_fixed(cell->text, folded, sizeof folded);
    if (n == SIZE_MAX)
        return false;
    if (n > 2 && folded[0] == '(' && folded[n - 1] == ')')
        return rt_fold_eq((struct rt_str){folded + 1, n - 2}, rt_str("同上"));
    for (size_t i = 0; i < RT_COUNT(marks); i++) {
        if (rt_fold_eq((struct rt_str){folded, n}, rt_str(marks[i])))
            return true;
    }
    return false;
}

static void pend_mark(
    struct rt_convert *c, enum rt_field f, const struct rt_cell *above)
{
    struct rt_str mark = rt_shown(c, c->cell[f]);
    struct rt_str value = above ? rt_shown(c, above) : RT_STR_NONE;
    struct rt_str args[RT_FINDING_ARGS]
        = {rt_field_name(f, c->in->request.lang), mark, value};

    rt_pend(c, above ? RT_VA308 : RT_VA309, f, args);
    c->pending[c->pending_count - 1].expected = value;
}

void rt_ditto_begin(struct rt_convert *c)
{
    struct rt_ditto *d = &c->ditto;

    for (size_t i = 0; i < RT_DITTO_FIELDS; i++)
        d->above[i] = (struct rt_cell){0};
    rt_arena_reset(&d->arena[0]);
    rt_arena_reset(&d->arena[1]);
}

void rt_ditto_row(struct rt_convert *c)
{
    for (size_t i = 0; i < RT_DITTO_FIELDS; i++) {
        enum rt_field f = text_fields[i];
        const struct rt_cell *above = &c->ditto.above[i];

        if (!is_mark(c->cell[f]))
            continue;
        if (above->text.n == 0)
            above = NULL;
        /* A mark in a merged cell is reported at its own cell. */
        if (c->own[f] || !above)
            pend_mark(c, f, above);
        c->cell[f] = above;
        c->own[f] = c->own[f] && above;
    }
}

enum rt_status rt_ditto_keep(struct rt_convert *c, struct rt_error *err)
{
    struct rt_ditto *d = &c->ditto;
    struct rt_arena *to = &d->arena[d->at ^ 1];

    rt_arena_reset(to);
    for (size_t i = 0; i < RT_DITTO_FIELDS; i++) {
        const struct rt_cell *cell = c->cell[text_fields[i]];
        struct rt_cell copy = {0};

        if (!rt_cell_blank(cell) && cell->type != RT_CELL_ERROR) {
            copy = *cell;
            copy.text = rt_arena_str(to, cell->text);
            RT_NEED(copy.text.p, err);
        }
        d->above[i] = copy;
    }
    d->at ^= 1;
    return RT_OK;
}
