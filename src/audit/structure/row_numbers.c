/* A number that a list gives twice: reports refer to assets by it. A list that
 * begins again at 1 has a numbering for each of its parts, the rows of one
 * asset may share its number, and where a quarter of the rows repeat one, it
 * is no number of theirs. */
#include <stdlib.h>

#include "audit/structure/structure_audit.h"
#include "base/fold.h"
#include "base/intern.h"
#include "base/list.h"

struct numbers {
    struct rt_intern seen;
    uint32_t *first; /* row of the number's first, by its number in `seen` */
    size_t cap, rows;
    struct twice {
        const struct rt_cell *cell;
        uint32_t row, first;
    } * twice;
    size_t count, twice_cap;
};

static bool is_same_asset(
    const struct rt_structure *s, size_t sheet, uint32_t a, uint32_t b)
{
    int32_t col = s->tables[sheet].layout.col_of[RT_F_ASSET];
    const struct rt_cell *x, *y;

    if (col < 0)
        return false;
    x = rt_grid_cell(s->grid, sheet, (uint32_t)col, a);
    y = rt_grid_cell(s->grid, sheet, (uint32_t)col, b);
    return x && y && rt_fold_eq(x->text, y->text);
}

static enum rt_status take(struct rt_structure *s, struct numbers *n,
    size_t sheet, const struct rt_cell *cell, uint32_t row,
    struct rt_error *err)
{
    char folded[64];
    struct rt_str text = {folded, rt_fold_fixed(cell->text, folded, 64)};
    uint32_t id;

    if (text.n > sizeof folded)
        return RT_OK;
    if (rt_str_is(text, "1")) {
        rt_intern_fini(&n->seen);
        n->seen = (struct rt_intern){0};
    }
    n->rows++;
    id = rt_intern_find(&n->seen, text);
    if (id && !is_same_asset(s, sheet, n->first[id], row)) {
        RT_NEED(RT_GROW(n->twice, n->count, n->twice_cap), err);
        n->twice[n->count++] = (struct twice){cell, row, n->first[id]};
    }
    if (id)
        return RT_OK;
    id = rt_intern(&n->seen, text);
    RT_NEED(id && RT_ROOM(n->first, n->cap, (size_t)id + 1), err);
    n->first[id] = row;
    return RT_OK;
}

static enum rt_status report(struct rt_structure *s, size_t sheet,
    const struct twice *t, struct rt_error *err)
{
    char row[32];
    struct rt_str args[RT_FINDING_ARGS] = {rt_str_trim(t->cell->text)};

    rt_format_double(t->first, row, sizeof row);
    args[1] = rt_str(row);
    return rt_structure_put(s, RT_DU105, sheet, t->cell->col, t->row, args,
        RT_STR_NONE, args[0], err);
}

enum rt_status rt_structure_numbers(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_table *t = &s->tables[sheet];
    struct numbers n = {0};
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < rt_grid_row_count(s->grid, sheet) && rc == RT_OK;
         i++) {
        const struct rt_row *row = rt_grid_row(s->grid, sheet, i);
        const struct rt_cell *cell = rt_cell_of(&t->layout, row, RT_F_NO);
        if (t->lines[i] == RT_LINE_DATA && !rt_cell_blank(cell))
            rc = take(s, &n, sheet, cell, row->number, err);
    }
    for (size_t i = 0; i < n.count && n.count * 4 <= n.rows && rc == RT_OK; i++)
        rc = report(s, sheet, &n.twice[i], err);
    rt_intern_fini(&n.seen);
    free(n.first);
    free(n.twice);
    return rc;
}
