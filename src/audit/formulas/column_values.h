/* Where a column has a text or a number, for formulas that look for one after
 * the other in the same column: a summary by department of 30,000 rows and 600
 * departments looks at each row once then, not 600 times.
 */
#ifndef RISKTALLY_COLUMN_VALUES_H
#define RISKTALLY_COLUMN_VALUES_H

#include "base/arena.h"
#include "input/grid.h"

enum { RT_VALUE_COLUMNS = 32 };

/* All zero at first; what it holds is the arena's. */
struct rt_column_values {
    struct rt_value_column {
        size_t sheet;
        uint32_t col;
        bool plain; /* each cell holds what it stores: no formula in it … */
        bool known; /* … or only such that have their values stored */
        uint64_t *keys;
        uint32_t *rows; /* by key, then upwards */
        size_t count;
    } list[RT_VALUE_COLUMNS];
    size_t count;
};

/* A column to be asked, and whether values of formulas in it may be others than
 * those stored. */
struct rt_column_asked {
    const struct rt_grid *grid;
    size_t sheet;
    uint32_t col;
    bool anew;
};

/* The rows, upwards, of the cells that may hold a value of that key
 * (rt_value_keys). RT_END where any row may, because values of the column are
 * computed or there are too many columns; RT_NOMEM. */
enum rt_status rt_column_rows(struct rt_column_values *t,
    struct rt_arena *arena, const struct rt_column_asked *of, uint64_t key,
    const uint32_t **rows, size_t *count) RT_MUST_USE;

#endif
