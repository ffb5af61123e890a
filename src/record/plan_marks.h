/* What merge wrote into the cells of a plan's row that people fill in, as signs
 * in a column of the plan (作成時の値): so that of several copies of a plan, each
 * shows which of its cells were changed since, and by whom.
 *
 * For each member of rt_plan_entered, in its order, there is a sign of what the
 * cell held, as it folds: six characters, or "-" for a blank one; then, for each
 * column that people added and that held something, one of its heading and one
 * of its value. Where a sign is missing nothing is known of the cell.
 */
#ifndef RISKTALLY_PLAN_MARKS_H
#define RISKTALLY_PLAN_MARKS_H

#include "record/plan.h"

/* Appends the signs of the row as it is. RT_NOMEM or RT_LIMIT. */
enum rt_status rt_plan_mark(
    const struct rt_plan_row *row, struct rt_buf *to) RT_MUST_USE;

enum rt_marked {
    RT_MARKED_UNKNOWN, /* no sign */
    RT_MARKED_SAME,    /* as it was written */
    RT_MARKED_CHANGED
};

/* What became of member `i` of rt_plan_entered since row->written was. */
enum rt_marked rt_plan_marked(const struct rt_plan_row *row, size_t i);
/* The same of the member at this offset, which is one of them. */
enum rt_marked rt_plan_marked_at(const struct rt_plan_row *row, size_t at);
/* The same of a column that people added: of that heading, blank where the row
 * does not have it. */
enum rt_marked rt_plan_extra_marked(
    const struct rt_plan_row *row, const struct rt_plan_extra *x);

/* The signs of a row that is made from two, one after the other: those of each
 * member, in the order of rt_plan_entered, then of each extra, as the row has
 * them that it was taken from. RT_NOMEM or RT_LIMIT. */
enum rt_status rt_plan_marks_begin(struct rt_buf *to) RT_MUST_USE;
enum rt_status rt_plan_marks_keep(
    struct rt_buf *to, const struct rt_plan_row *row, size_t i) RT_MUST_USE;
enum rt_status rt_plan_marks_keep_extra(struct rt_buf *to,
    const struct rt_plan_row *row, const struct rt_plan_extra *x) RT_MUST_USE;

#endif
