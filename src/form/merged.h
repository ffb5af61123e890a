/* Merged cells: the first cell's value belongs to every row of its range.
 *
 * Whoever reads a table row by row carries it down with
 *
 *     rc = rt_merged_begin(&m, &arena, &layout, ranges, n, reach, &err);
 *     for each row: rc = rt_merged_row(&m, row, &err);
 *         cell = rt_merged_cell(&m, row, col);
 *
 * The ranges are taken up in the order of their rows, once each, so that a
 * sheet of many stays linear.
 */
#ifndef RISKTALLY_FORM_MERGED_H
#define RISKTALLY_FORM_MERGED_H

#include "base/arena.h"
#include "form/layout.h"

/* Which ranges are carried, and over which columns. */
enum rt_reach {
    RT_REACH_ALL,    /* every range of several rows, in its first column: a
                        value merged across columns says nothing about the
                        others */
    RT_REACH_FIELDS, /* of those only the ones that begin in a field's column */
    RT_REACH_ACROSS  /* every range over a field, in all of its columns */
};

struct rt_merged {
    struct rt_arena *arena;
    struct rt_range *ranges; /* below the header, by first row */
    size_t count;
    size_t begun, next; /* ranges[begun] to [next - 1] begin in this row */
    bool across;
    uint32_t width;       /* no row so far had anything from this column on */
    struct rt_range *all; /* below the header, whatever is carried */
    size_t all_count, all_next;
    struct rt_range
        over[RT_COLUMNS_MAX]; /* the last that began; row1 0: none */
    struct {
        uint32_t last_row; /* 0: nothing is carried in this column */
        uint32_t first;    /* the column of the cell that is */
        struct rt_cell cell;
    } of[RT_COLUMNS_MAX];
};

/* The arena is the sheet's: the ranges and the carried texts live in it. */
enum rt_status rt_merged_begin(struct rt_merged *m, struct rt_arena *arena,
    const struct rt_layout *layout, const struct rt_range *ranges, size_t n,
    enum rt_reach reach, struct rt_error *err) RT_MUST_USE;
/* Takes up what begins in the row; rows come in ascending order. */
enum rt_status rt_merged_row(struct rt_merged *m, const struct rt_row *row,
    struct rt_error *err) RT_MUST_USE;
/* Whether a value was typed into the cell that merged cells hide, and is not
 * the one that they show. */
bool rt_merged_loses(
    const struct rt_merged *m, const struct rt_row *row, uint32_t col);
/* The row's own cell if it holds something that is shown, else the one carried
 * into it, else the blank one or NULL. Valid until the next row. */
const struct rt_cell *rt_merged_cell(
    const struct rt_merged *m, const struct rt_row *row, int32_t col);

#endif
