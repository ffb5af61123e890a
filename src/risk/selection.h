/* 重要資産: the assets that a risk assessment report must have an event of.
 *
 * The published process chooses them by a rule of the organisation's criteria and
 * gives one example, that confidentiality, integrity or availability is 3. The
 * profile's [selection] is that rule.
 */
#ifndef RISKTALLY_SELECTION_H
#define RISKTALLY_SELECTION_H

#include "base/lang.h"
#include "record/risk.h"
#include "risk/profile.h"

/* Whether one of the profile's conditions holds. What is not known fulfils
 * none. */
bool rt_is_important_asset(
    const struct rt_profile *profile, const struct rt_risk *risk);

enum { RT_SELECTION_SHOWN = 256 };
/* The rule for people: 「機密性・完全性・可用性のどれかが 3 以上」. */
void rt_selection_shown(
    const struct rt_profile *p, enum rt_lang lang, char to[RT_SELECTION_SHOWN]);

#endif
