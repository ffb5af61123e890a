#include "audit/formulas/column_texts.h"

#include <stdlib.h>

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

/* The texts of the column; it is not plain where it has a formula. */
static void find_texts(
    const struct rt_grid *grid, struct rt_text_column *c, struct place *to)
{
    size_t n = rt_grid_row_count(grid, c->sheet);

    for (size_t i = 0; i < n && c->plain; i++) {
        const struct rt_row *row = rt_grid_row(grid, c->sheet, i);
        const struct rt_cell *cell = rt_row_cell(row, (int32_t)c->col);
        struct rt_value v;
        c->plain = !cell || (!cell->is_formula && rt_cell_value(cell, &v));
        if (cell && c->plain && v.type == RT_VALUE_TEXT)
            to[c->count++] = (struct place){rt_text_key(v.text), row->number};
    }
}

static enum rt_status keep(struct rt_text_column *c, const struct place *places,
    struct rt_arena *arena)
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

static enum rt_status add_column(struct rt_column_texts *t,
    const struct rt_grid *grid, struct rt_arena *arena, size_t sheet,
    uint32_t col, const struct rt_text_column **out)
{
    struct rt_text_column *c = &t->list[t->count];
    struct place *places
        = calloc(rt_grid_row_count(grid, sheet) + 1, sizeof *places);
    enum rt_status rc = RT_OK;

    if (!places)
        return RT_NOMEM;
    *c = (struct rt_text_column){.sheet = sheet, .col = col, .plain = true};
    find_texts(grid, c, places);
    if (c->plain) {
        qsort(places, c->count, sizeof *places, by_key);
        rc = keep(c, places, arena);
    }
    free(places);
    t->count += rc == RT_OK;
    *out = c;
    return rc;
}

static enum rt_status find_column(struct rt_column_texts *t,
    const struct rt_grid *grid, struct rt_arena *arena, size_t sheet,
    uint32_t col, const struct rt_text_column **out)
{
    for (size_t i = 0; i < t->count; i++) {
        *out = &t->list[i];
        if (t->list[i].sheet == sheet && t->list[i].col == col)
            return RT_OK;
    }
    return t->count < RT_TEXT_COLUMNS
               ? add_column(t, grid, arena, sheet, col, out)
               : RT_END;
}

/* The first place whose key is not below this one. */
static size_t first_of(const struct rt_text_column *c, uint64_t key)
{
    size_t from = 0, to = c->count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (c->keys[middle] < key)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

enum rt_status rt_column_rows(struct rt_column_texts *t,
    const struct rt_grid *grid, struct rt_arena *arena, size_t sheet,
    uint32_t col, uint64_t key, const uint32_t **rows, size_t *count)
{
    const struct rt_text_column *c;
    size_t from;

    RT_TRY(find_column(t, grid, arena, sheet, col, &c));
    if (!c->plain)
        return RT_END;
    from = first_of(c, key);
    *rows = c->rows + from;
    *count = 0;
    while (from + *count < c->count && c->keys[from + *count] == key)
        ++*count;
    return RT_OK;
}
