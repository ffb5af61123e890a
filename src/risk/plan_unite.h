/* Two treatment plans for the same risk made into one row.
 *
 * Where both rows have signs of what merge wrote into them (plan_marks.h), a cell
 * that was changed in one of them since counts, and be it cleared; where both
 * were changed, and not to the same, or where nothing is known of that, what is
 * entered in one of them counts, and of two values the later plan's is taken and
 * the difference reported. What merge itself fills in (未着手, a proposed end)
 * gives way to what people entered. An approval stays whole: approver, date and
 * the values that were approved.
 */
#ifndef RISKTALLY_PLAN_UNITE_H
#define RISKTALLY_PLAN_UNITE_H

#include "base/lang.h"
#include "record/plan.h"

/* Where the two say different things, by heading and column (0: not known). */
struct rt_plan_conflict {
    struct rt_str name;
    struct rt_str earlier, later;
    uint32_t earlier_col, later_col;
    bool cleared; /* in the later: the earlier's is taken */
};

/* Walks over what the two rows differ in; RT_OK to walk on. */
typedef enum rt_status rt_plan_on_conflict(
    void *context, const struct rt_plan_conflict *c, struct rt_error *err);

/* Two rows, and what their union lies in. */
struct rt_plan_pair {
    const struct rt_plan_row *earlier, *later;
    bool leads; /* the earlier is of the plan that was accepted last, and the
                   later is not: where merge wrote different things into them, the
                   earlier is in force; where one has no signs, the later was
                   changed in what differs from the earlier and is not blank */
    enum rt_lang lang;
    struct rt_plan_room *room; /* for the extras; the caller frees it */
    struct rt_buf *marks;      /* for the signs */
};

/* Fills `out` up from both; its views are theirs, and of room and marks.
 * RT_NOMEM, or what `report` gave. */
enum rt_status rt_plan_unite(const struct rt_plan_pair *pair,
    rt_plan_on_conflict *report, void *context, struct rt_plan_row *out,
    struct rt_error *err) RT_MUST_USE;

#endif
