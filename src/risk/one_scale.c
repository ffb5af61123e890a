/* See one_scale.h. */
#include "risk/one_scale.h"

#include "risk/assess.h"

const struct rt_profile *rt_one_scale(void)
{
    return rt_profile_named(RT_STR("ipa-3.1"));
}

bool rt_one_scale_takes(const struct rt_profile *from)
{
    const struct rt_profile *to = rt_one_scale();

    return from->scale_max - from->scale_min == to->scale_max - to->scale_min;
}

static int moved(int v, int by)
{
    return v == RT_UNKNOWN ? v : v + by;
}

/* What is kept of the form beside what is put on the one scale: ints, of which
 * the class is one. */
#define AT(member) offsetof(struct rt_risk, member)
static const struct {
    size_t own, at;
} kept[] = {
    {AT(own_confidentiality), AT(scores.confidentiality)},
    {AT(own_integrity), AT(scores.integrity)},
    {AT(own_availability), AT(scores.availability)},
    {AT(own_importance), AT(result.importance)},
    {AT(own_level), AT(result.level)},
    {AT(own_class), AT(result.class)},
    {AT(own_priority), AT(result.priority)},
    {AT(own_residual_importance), AT(residual_importance)},
    {AT(own_residual_level), AT(residual_level)},
};

static void copy(struct rt_risk *r, size_t to, size_t from)
{
    *(int *)(void *)((char *)r + to) = *(int *)(void *)((char *)r + from);
}

static void keep_own(struct rt_risk *r)
{
    r->own_profile = r->profile;
    for (size_t i = 0; i < RT_COUNT(kept); i++)
        copy(r, kept[i].own, kept[i].at);
}

/* Where the scores do not give the results, the results were given: by the
 * form, or by whoever changed them in a register. */
static void rest_on_results(const struct rt_profile *from, struct rt_risk *r)
{
    const struct rt_assessment a = rt_assess(from, &r->scores);
    struct rt_scores *s = &r->scores;

    if (a.importance != r->result.importance) {
        s->confidentiality = s->integrity = s->availability = RT_UNKNOWN;
        s->given_importance = r->result.importance;
    }
    if (a.likelihood != r->result.likelihood) {
        s->threat = s->vulnerability = RT_UNKNOWN;
        s->given_likelihood = r->result.likelihood;
    }
}

static void move_residual(struct rt_risk *r, int by)
{
    if (by == 0)
        return;
    r->residual_importance = moved(r->residual_importance, by);
    r->residual_level = r->residual_importance < 0 || r->residual_likelihood < 0
                            ? RT_UNKNOWN
                            : r->residual_importance * r->residual_likelihood;
}

void rt_to_one_scale(const struct rt_profile *from, struct rt_risk *r)
{
    const struct rt_profile *to = rt_one_scale();
    int by = to->scale_min - from->scale_min;
    struct rt_scores *s = &r->scores;

    if (r->result.level != RT_UNKNOWN
        && (r->result.importance < 0 || r->result.likelihood < 0))
        return;
    keep_own(r);
    rest_on_results(from, r);
    s->confidentiality = moved(s->confidentiality, by);
    s->integrity = moved(s->integrity, by);
    s->availability = moved(s->availability, by);
    s->given_importance = moved(s->given_importance, by);
    r->result = rt_assess(to, s);
    move_residual(r, by);
    r->profile = rt_str(to->name);
}

void rt_to_own_scale(struct rt_risk *r)
{
    if (r->own_profile.n == 0)
        return;
    r->profile = r->own_profile;
    for (size_t i = 0; i < RT_COUNT(kept); i++)
        copy(r, kept[i].at, kept[i].own);
    r->own_profile = RT_STR_NONE;
}

/* --- plans ---------------------------------------------------------------- */

/* The risk as the criteria of that name see it; false where they are the
 * risk's, or have nothing to do with it. */
static bool seen_by(
    const struct rt_risk *risk, struct rt_str profile, struct rt_risk *there)
{
    const struct rt_profile *own = rt_profile_named(risk->profile);

    *there = *risk;
    if (profile.n == 0 || rt_str_eq(profile, risk->profile))
        return false;
    if (rt_str_eq(profile, risk->own_profile)) {
        rt_to_own_scale(there);
        return true;
    }
    if (risk->own_profile.n > 0 || !own
        || !rt_str_is(profile, rt_one_scale()->name))
        return false;
    rt_to_one_scale(own, there);
    return there->own_profile.n > 0;
}

/* How much higher the scores of `risk` are. */
static int distance(const struct rt_risk *risk, const struct rt_risk *there)
{
    const struct rt_scores *a = &risk->scores, *b = &there->scores;
    const int pairs[][2] = {{a->confidentiality, b->confidentiality},
        {a->integrity, b->integrity}, {a->availability, b->availability},
        {risk->result.importance, there->result.importance}};

    for (size_t i = 0; i < RT_COUNT(pairs); i++) {
        if (pairs[i][0] != RT_UNKNOWN && pairs[i][1] != RT_UNKNOWN)
            return pairs[i][0] - pairs[i][1];
    }
    return 0;
}

/* The risk's form is of another edition now: what was approved of the risk itself
 * was that of the other one, but what is planned is meant on its scale. */
static void move_between(
    struct rt_str from, struct rt_str to, struct rt_stated *s)
{
    const struct rt_profile *before = rt_profile_named(from);
    const struct rt_profile *now = rt_profile_named(to);

    if (before && now && s->residual_importance >= before->scale_min
        && s->residual_importance <= before->scale_max
        && before->scale_max - before->scale_min
               == now->scale_max - now->scale_min)
        s->residual_importance += now->scale_min - before->scale_min;
}

void rt_to_scale_of(
    const struct rt_risk *risk, struct rt_str profile, struct rt_stated *s)
{
    const struct rt_assessment *now = &risk->result;
    struct rt_risk there;
    bool same;
    int by;

    if (!seen_by(risk, profile, &there)) {
        move_between(profile, risk->profile, s);
        return;
    }
    by = distance(risk, &there);
    same = s->level == there.result.level;
    /* Personal data may have moved it by another step. */
    s->importance = s->importance == there.result.importance
                        ? now->importance
                        : moved(s->importance, by);
    if (same)
        s->level = now->level;
    else if (s->level != RT_UNKNOWN && s->importance != RT_UNKNOWN
             && s->likelihood != RT_UNKNOWN)
        s->level = s->importance * s->likelihood;
    s->residual_importance = moved(s->residual_importance, by);
}
