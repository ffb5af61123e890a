/* What people typed over values that merge computes, in a plan or a register.
 *
 * merge writes importance, likelihood, level, class and priority as values that
 * follow from one another by the profile. A row in which they do not was typed
 * into: what merge wrote is taken to be the values that differ from the row in
 * the fewest cells.
 */
#ifndef RISKTALLY_PLAN_WRITTEN_H
#define RISKTALLY_PLAN_WRITTEN_H

#include "record/plan.h"
#include "risk/profile.h"

enum { RT_RETYPED_MAX = 5 };

/* A member of the row that was typed over. */
struct rt_retyped {
    size_t at;        /* offset in the row */
    int typed, right; /* enum rt_class of a class, less for another word */
};

/* Of a row that merge wrote by profile `p`; `today` decides between values that
 * explain the row equally well. How many there are. */
size_t rt_plan_retyped(const struct rt_plan_row *row,
    const struct rt_profile *p, const struct rt_assessment *today,
    struct rt_retyped out[RT_RETYPED_MAX]);
/* The same of a risk as an earlier register has it; what its scores give is
 * right. Where nothing says which of two values was typed over, it is what
 * follows from them. */
size_t rt_risk_retyped(const struct rt_risk *risk, const struct rt_profile *p,
    struct rt_retyped out[RT_RETYPED_MAX]);

/* Whether a text may be what merge wrote there: a state as some form says it, a
 * profile's name, a file's, a row's number, a place in a plan. */
bool rt_plan_may_state(struct rt_str stated);
bool rt_plan_may_name_profile(struct rt_str text);
bool rt_plan_may_name_file(struct rt_str text);
/* The file without what the plan shows beside it where its risk had not been
 * confirmed; *why is set where it does. */
struct rt_str rt_plan_file_of(struct rt_str file, enum rt_unconfirmed *why);
bool rt_plan_may_be_origin(struct rt_str text);

#endif
