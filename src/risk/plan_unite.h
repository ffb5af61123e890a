/* Two treatment plans for the same risk made into one row.
 *
 * What is entered in one of them counts; where both say something and not the
 * same, the later plan's value is taken and the difference reported. What merge
 * itself fills in (未着手, a proposed end) gives way to what people entered. An
 * approval stays whole: approver, date and the values that were approved.
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
};

/* Walks over what the two rows differ in; RT_OK to walk on. */
typedef enum rt_status rt_plan_on_conflict(
    void *context, const struct rt_plan_conflict *c, struct rt_error *err);

/* Fills `out` up from both; its views are theirs. Its extras lie in `room`,
 * which the caller frees. RT_NOMEM, or what `report` gave. */
enum rt_status rt_plan_unite(const struct rt_plan_row *earlier,
    const struct rt_plan_row *later, enum rt_lang lang,
    struct rt_plan_room *room, rt_plan_on_conflict *report, void *context,
    struct rt_plan_row *out, struct rt_error *err) RT_MUST_USE;

#endif
