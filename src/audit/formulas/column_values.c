#include "audit/formulas/column_values.h"

#include <stdlib.h>

#include "base/list.h"
#include "formula/formula.h"

struct place {
    uint64_t key;
    uint32_t row;
};

static int by_key(const void *a, const void *b)
{
    const struct place *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* The values of the column, unless one is still to be computed. */
static void find_values(
    const struct rt_grid *grid, struct rt_value_column *c, struct place *to)
{
    size_t n = rt_grid_row_count(grid, c->sheet);

    for (size_t i = 0; i < n && c->known; i++) {
        const struct rt_row *row = rt_grid_row(grid, c->sheet, i);
        const struct rt_cell *cell = rt_row_cell(row, (int32_t)c->col);
        uint64_t keys[RT_VALUE_KEYS];
        struct rt_value v;
        size_t count;
        c->known = rt_cell_value(cell, &v);
        c->plain &= !cell || !cell->is_formula;
        count = rt_value_keys(&v, keys);
        for (size_t k = 0; k < count; k++)
            to[c->count++] = (struct place){keys[k], row->number};
    }
}

static enum rt_status keep(struct rt_value_column *c,
    const struct place *places, struct rt_arena *arena)
{
    c->keys = rt_arena_array(arena, c->count + 1, sizeof *c->keys);
    c->rows = rt_arena_array(arena, c->count + 1, sizeof *c->rows);
    if (!c->keys || !c->rows)
        return RT_NOMEM;
    for (size_t i = 0; i < c->count; i++) {
        c->keys[i] = places[i].key;
        c->rows[i] = places[i].row;
    }
    return RT_OK;
}

static enum rt_status add_column(struct rt_column_values *t,
    const struct rt_grid *grid, struct rt_arena *arena, size_t sheet,
    uint32_t col, const struct rt_value_column **out)
{
    struct rt_value_column *c = &t->list[t->count];
    struct place *places = calloc(
        rt_grid_row_count(grid, sheet) + 1, RT_VALUE_KEYS * sizeof *places);
    enum rt_status rc = RT_OK;

    if (!places)
        return RT_NOMEM;
    *c = (struct rt_value_column){
        .sheet = sheet, .col = col, .plain = true, .known = true};
    find_values(grid, c, places);
    if (c->known) {
        qsort(places, c->count, sizeof *places, by_key);
        rc = keep(c, places, arena);
    }
    free(places);
    t->count += rc == RT_OK;
    *out = c;
    return rc;
}

static enum rt_status find_column(struct rt_column_values *t,
    const struct rt_grid *grid, struct rt_arena *arena, size_t sheet,
    uint32_t col, const struct rt_value_column **out)
{
    for (size_t i = 0; i < t->count; i++) {
        *out = &t->list[i];
        if (t->list[i].sheet == sheet && t->list[i].col == col)
            return RT_OK;
    }
    return t->count < RT_VALUE_COLUMNS
               ? add_column(t, grid, arena, sheet, col, out)
               : RT_END;
}

enum rt_status rt_column_rows(struct rt_column_values *t,
    struct rt_arena *arena, const struct rt_column_asked *of, uint64_t key,
    const uint32_t **rows, size_t *count)
{
    const struct rt_value_column *c;
    size_t from, to;

    RT_TRY(find_column(t, of->grid, arena, of->sheet, of->col, &c));
    if (!c->known || (of->anew && !c->plain))
        return RT_END;
    RT_LOWER_BOUND(from, c->count, c->keys[from] < key);
    RT_LOWER_BOUND(to, c->count, c->keys[to] <= key);
    *rows = c->rows + from;
    *count = to - from;
    return RT_OK;
}
