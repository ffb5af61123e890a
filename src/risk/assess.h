/* Importance, likelihood, risk level, class and priority: pure functions.
 *
 * Sources: the guideline's computation as the profile states it; the
 * likelihood table is the published one. A value that is not known is
 * RT_UNKNOWN and stays so in everything that needs it: nothing is guessed.
 */
#ifndef RISKTALLY_ASSESS_H
#define RISKTALLY_ASSESS_H

#include "record/score.h"
#include "risk/profile.h"

/* Scores outside the profile's range are treated as unknown: the caller has
 * reported them. A score at the top of the scale, or a personal flag where the
 * profile forces that, is the importance whatever the others are. */
struct rt_assessment rt_assess(
    const struct rt_profile *profile, const struct rt_scores *scores);

/* Answers about the countermeasures for one medium, as the form that this
 * program writes asks for them; what does not apply is not counted. */
struct rt_answers {
    int done, partly, not_done, open; /* open: not answered */
};

/* The vulnerability 1..3 that follows; RT_UNKNOWN while something is open, or
 * where nothing applies. A rule of our own (the guideline's is not public):
 * everything done is 1, half or more not done is 3, anything else 2. */
int rt_answers_vulnerability(const struct rt_answers *answers);

/* Whether the importance that is given is what counts: personal information
 * may force at least as much. */
bool rt_given_decides(
    const struct rt_profile *profile, const struct rt_scores *scores);

#endif
