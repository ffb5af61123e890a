/* A block of rows on trial as the header of a table: what the files header*.c
 * share. */
#ifndef RISKTALLY_HEADER_TRIAL_H
#define RISKTALLY_HEADER_TRIAL_H

#include "base/text.h"
#include "form/layout.h"

struct rt_trial {
    const struct rt_vocab *vocab;
    const struct rt_grid_row *rows;
    size_t count, from, height;
    struct rt_column columns[RT_COLUMNS_MAX];
    size_t column_count;
    int32_t col_of[RT_FIELD_COUNT];
    struct rt_twice twice[RT_TWICE_MAX];
    size_t fields, twice_count; /* fields found; found again */
    const enum rt_field *order; /* of the form's columns */
    size_t order_count;
};

/* Headings are texts. */
static inline bool rt_is_heading(const struct rt_cell *c)
{
    return c && c->type == RT_CELL_STRING && rt_str_trim(c->text).n > 0;
}

static inline bool rt_trial_has(const struct rt_trial *t, enum rt_field f)
{
    return t->col_of[f] >= 0;
}

/* The first value below the header in the column, or NULL. */
static inline const struct rt_cell *rt_trial_first(
    const struct rt_trial *t, int32_t col)
{
    for (size_t r = t->from + t->height; r < t->count; r++) {
        const struct rt_cell *cell = rt_row_cell(&t->rows[r].row, col);
        if (!rt_cell_blank(cell))
            return cell;
    }
    return NULL;
}

/* What the block is a header of, by what such a form cannot be without. */
enum rt_form rt_trial_form(struct rt_trial *t);

/* Finds fields through their neighbours, as many as there are. The columns
 * must be in order, and are not when it returns. */
void rt_header_heal(
    struct rt_trial *t, enum rt_form form, struct rt_layout *out);

/* --- plan_layout.c ------------------------------------------------------- */

/* What else people write over a plan's columns, in a plan alone. */
enum rt_field rt_plan_synonym(struct rt_str heading);

#endif
