/* A whole workbook in memory, for questions that need to look around: which
 * formulas the cells above and below hold, what another sheet says.
 *
 * Only `check` asks such questions, of one file at a time; the number of
 * cells is bounded by `max_cells` (RT_LIMIT, IN201 with option limit-cells).
 */
#ifndef RISKTALLY_GRID_H
#define RISKTALLY_GRID_H

#include "input/book.h"

struct rt_grid;

/* An empty grid of the book's sheets. Whoever reads the rows of a sheet in
 * passing adds them and ends the sheet; the book is not read for the grid. */
enum rt_status rt_grid_new(const struct rt_book *book, uint64_t max_cells,
    struct rt_grid **out, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_grid_add_row(struct rt_grid *grid, size_t sheet,
    const struct rt_row *row, struct rt_error *err) RT_MUST_USE;
/* `rows` have come to their end; formulas are filled in. */
enum rt_status rt_grid_end_sheet(struct rt_grid *grid, size_t sheet,
    const struct rt_rows *rows, struct rt_error *err) RT_MUST_USE;
void rt_grid_free(struct rt_grid *grid);

size_t rt_grid_sheet_count(const struct rt_grid *grid);
/* Index of the sheet of that name (exact, then folded); -1 for none. */
int rt_grid_sheet_named(const struct rt_grid *grid, struct rt_str name);
const struct rt_sheet *rt_grid_sheet(const struct rt_grid *grid, size_t sheet);
/* Rows that hold something, in ascending order; views live as long as the
 * grid. Followers of shared formulas have their own text here (moved). */
size_t rt_grid_row_count(const struct rt_grid *grid, size_t sheet);
const struct rt_row *rt_grid_row(
    const struct rt_grid *grid, size_t sheet, size_t i);
/* NULL for a cell that holds nothing. col 0-based, row 1-based. */
const struct rt_cell *rt_grid_cell(
    const struct rt_grid *grid, size_t sheet, uint32_t col, uint32_t row);
const struct rt_range *rt_grid_merges(
    const struct rt_grid *grid, size_t sheet, size_t *n);

#endif
