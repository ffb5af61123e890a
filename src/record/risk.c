/* The members of a risk as a list. What repeats from row to row, the ledger
 * keeps elsewhere than in columns of a risk: its place, the labels, the id. */
#include "record/risk.h"

#define COLUMN(type) (RT_IS_##type > RT_IS_LABEL)

static const struct rt_member members[] = {
#define RT_RISK(type, name, ...)                                               \
    RT_MEMBER(rt_risk, name, COLUMN(type), type, name, __VA_ARGS__),
#define RT_RISK_WHERE(type, name, ...)                                         \
    RT_MEMBER(rt_risk, where.name, false, type, name, __VA_ARGS__),
#define RT_RISK_SCORE(type, name, ...)                                         \
    RT_MEMBER(rt_risk, scores.name, true, type, name, __VA_ARGS__),
#define RT_RISK_RESULT(type, name, ...)                                        \
    RT_MEMBER(rt_risk, result.name, true, type, name, __VA_ARGS__),
#include "record/risk.def"
};

#define MEMBERS(kept)                                                          \
    {                                                                          \
        members, RT_COUNT(members), sizeof(struct rt_risk),                    \
            offsetof(struct rt_risk, scores.unreadable_flags),                 \
            {offsetof(struct rt_risk, own_profile),                            \
                offsetof(struct rt_risk, event),                               \
                offsetof(struct rt_risk, unconfirmed)},                        \
            kept                                                               \
    }

const struct rt_members rt_risk_members = MEMBERS(false);
const struct rt_members rt_risk_kept = MEMBERS(true);
