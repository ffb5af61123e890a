/* One scale for all editions: what was judged on the scale from 0 to 2 put on
 * that from 1 to 3, by the criteria of ipa-3.1 (merge --one-scale).
 *
 * Each score of confidentiality, integrity and availability, an importance that
 * the form gave itself and the residual importance go up by what the scales
 * differ, and everything that follows from them is computed anew. Threat,
 * vulnerability and likelihood have one scale in all editions. The values of
 * the form itself stay beside these, in the members own_… of the risk, and the
 * way back restores them.
 */
#ifndef RISKTALLY_ONE_SCALE_H
#define RISKTALLY_ONE_SCALE_H

#include "record/plan.h"
#include "risk/profile.h"

/* The criteria of the one scale. */
const struct rt_profile *rt_one_scale(void);

/* Whether risks judged by that profile can be put on the one scale: it has as
 * many steps. */
bool rt_one_scale_takes(const struct rt_profile *from);

/* Puts a risk that `from` judged on the one scale. What is not known stays so.
 * A risk of an earlier run, of which only results are known, is taken by
 * those; where even they say too little it stays as it is. */
void rt_to_one_scale(const struct rt_profile *from, struct rt_risk *risk);
/* Back to the form's own values; nothing where it has none. */
void rt_to_own_scale(struct rt_risk *risk);

/* What a plan states of a risk, on the scale of the criteria that the plan
 * names. */
struct rt_stated {
    int importance, likelihood, level;
    int residual_importance, residual_likelihood;
};
/* Puts it on the scale that the risk is on, where the plan was written on the
 * other one. */
void rt_to_scale_of(
    const struct rt_risk *risk, struct rt_str profile, struct rt_stated *s);

#endif
