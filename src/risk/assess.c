/* The computation of a risk, in the order of the guideline: importance,
 * likelihood, level, class, priority.
 *
 * All criteria come from the profile; this file knows only how they are
 * combined. Nothing is guessed: a score that is unknown or outside the scale
 * leaves everything that needs it unknown and is named in `missing`. Pure
 * functions, no allocation, no error to return.
 */
#include "risk/assess.h"

static bool known(int value, int min, int max)
{
    return value >= min && value <= max;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* The importance that personal data forces here; RT_UNKNOWN for none. */
static int forced_importance(
    const struct rt_profile *p, const struct rt_scores *s)
{
    return s->any_personal && p->personal >= 0 ? p->personal : RT_UNKNOWN;
}

/* Which of confidentiality, integrity and availability are not known. */
static unsigned unknown_scores(
    const struct rt_profile *p, const struct rt_scores *s)
{
    unsigned missing = 0;

    if (!known(s->confidentiality, p->scale_min, p->scale_max))
        missing |= RT_MISSING_CONFIDENTIALITY;
    if (!known(s->integrity, p->scale_min, p->scale_max))
        missing |= RT_MISSING_INTEGRITY;
    if (!known(s->availability, p->scale_min, p->scale_max))
        missing |= RT_MISSING_AVAILABILITY;
    return missing;
}

/* The highest score on the scale; RT_UNKNOWN where there is none. */
static int highest(const struct rt_profile *p, const struct rt_scores *s)
{
    const int scores[] = {s->confidentiality, s->integrity, s->availability};
    int v = RT_UNKNOWN;

    for (size_t i = 0; i < RT_COUNT(scores); i++) {
        if (known(scores[i], p->scale_min, p->scale_max))
            v = larger(v, scores[i]);
    }
    return v;
}

bool rt_given_decides(const struct rt_profile *p, const struct rt_scores *s)
{
    return s->given_importance != RT_UNKNOWN
           && forced_importance(p, s) < s->given_importance;
}

/* importance = max(C, I, A), and at least what personal data forces. Where a
 * score is not known, the others and the forced value are a lower bound; at
 * the top of the scale that is the importance. One that is given is no less. */
static int importance_by_flags_read(
    const struct rt_profile *p, const struct rt_scores *s, unsigned *missing)
{
    unsigned unknown = unknown_scores(p, s);
    int forced = forced_importance(p, s);
    int bound = larger(forced, highest(p, s));

    if (unknown == 0 || bound == p->scale_max)
        return bound;
    if (known(s->given_importance, p->scale_min, p->scale_max)
        && s->given_importance >= highest(p, s))
        return larger(forced, s->given_importance);
    *missing |= unknown;
    return RT_UNKNOWN;
}

/* A flag that could not be read might have raised the importance. */
static int importance(
    const struct rt_profile *p, const struct rt_scores *s, unsigned *missing)
{
    int v = importance_by_flags_read(p, s, missing);

    if (v == RT_UNKNOWN || s->unreadable_flags == 0 || v >= p->personal)
        return v;
    *missing |= s->unreadable_flags;
    return RT_UNKNOWN;
}

static int likelihood(
    const struct rt_profile *p, const struct rt_scores *s, unsigned *missing)
{
    bool threat = known(s->threat, 1, 3);
    bool vulnerability = known(s->vulnerability, 1, 3);

    if (threat && vulnerability)
        return p->likelihood[s->threat][s->vulnerability];
    if (known(s->given_likelihood, 1, 3))
        return s->given_likelihood;
    if (!threat)
        *missing |= RT_MISSING_THREAT;
    if (!vulnerability)
        *missing |= RT_MISSING_VULNERABILITY;
    return RT_UNKNOWN;
}

struct rt_assessment rt_assess(
    const struct rt_profile *profile, const struct rt_scores *scores)
{
    struct rt_assessment a
        = {.level = RT_UNKNOWN, .class = RT_CLASS_NONE, .priority = 0};

    a.importance = importance(profile, scores, &a.missing);
    a.likelihood = likelihood(profile, scores, &a.missing);
    if (a.importance == RT_UNKNOWN || a.likelihood == RT_UNKNOWN)
        return a;
    /* 3 × 3 at most: a profile's scale ends at 3 */
    a.level = a.importance * a.likelihood;
    a.class = profile->class_of[a.level];
    a.priority = profile->priority_of[a.level];
    return a;
}

int rt_answers_vulnerability(const struct rt_answers *a)
{
    int all = a->done + a->partly + a->not_done;

    if (a->open > 0 || all == 0)
        return RT_UNKNOWN;
    if (a->not_done * 2 >= all)
        return 3;
    return a->done == all ? 1 : 2;
}
