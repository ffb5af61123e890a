/* The members of a risk as a list. */
#include "record/risk.h"

#define MEMBER(path, own, type, name, json, ja, en, most, kept)                \
    {#name, RT_IS_##type, offsetof(struct rt_risk, path), json, {ja, en},      \
        most, own && RT_IS_##type > RT_IS_LABEL},

static const struct rt_member members[] = {
#define RT_RISK(type, name, ...) MEMBER(name, true, type, name, __VA_ARGS__)
#define RT_RISK_WHERE(type, name, ...)                                         \
    MEMBER(where.name, false, type, name, __VA_ARGS__)
#define RT_RISK_SCORE(type, name, ...)                                         \
    MEMBER(scores.name, true, type, name, __VA_ARGS__)
#define RT_RISK_RESULT(type, name, ...)                                        \
    MEMBER(result.name, true, type, name, __VA_ARGS__)
#include "record/risk.def"
};

const struct rt_members rt_risk_members = {members, RT_COUNT(members),
    sizeof(struct rt_risk), offsetof(struct rt_risk, scores.unreadable_flags)};
