/* Risks of editions on the scale from 0 to 2 on that from 1 to 3. The right
 * values are worked out by hand from the published tables. */
#include "unit.h"

#include "risk/assess.h"
#include "risk/one_scale.h"

enum { U = RT_UNKNOWN };

static struct rt_risk risk_of(
    const char *profile, int c, int i, int a, int threat, int vulnerability)
{
    struct rt_risk r;

    rt_record_blank(&rt_risk_members, &r);
    r.profile = rt_str(profile);
    r.scores.confidentiality = c;
    r.scores.integrity = i;
    r.scores.availability = a;
    r.scores.threat = threat;
    r.scores.vulnerability = vulnerability;
    r.result = rt_assess(rt_profile_named(r.profile), &r.scores);
    return r;
}

static void put(struct rt_risk *r)
{
    rt_to_one_scale(rt_profile_named(r->profile), r);
}

/* importance of ipa-3 0..2 × likelihood 1..3: own class and priority, then
 * those of ipa-3.1 for a level of (importance + 1) × likelihood. */
TEST(every_value_of_the_scale_moves_up_by_one)
{
    static const struct {
        int importance, likelihood;
        enum rt_class own;
        int own_priority, level;
        enum rt_class class;
        int priority;
    } table[] = {
        {0, 1, RT_LOW, 0, 1, RT_LOW, 0},
        {0, 2, RT_LOW, 0, 2, RT_LOW, 0},
        {0, 3, RT_LOW, 0, 3, RT_LOW, 0},
        {1, 1, RT_MEDIUM, 0, 2, RT_LOW, 0},
        {1, 2, RT_MEDIUM, 0, 4, RT_MEDIUM, 3},
        {1, 3, RT_MEDIUM, 3, 6, RT_HIGH, 2},
        {2, 1, RT_MEDIUM, 0, 3, RT_LOW, 0},
        {2, 2, RT_HIGH, 2, 6, RT_HIGH, 2},
        {2, 3, RT_HIGH, 1, 9, RT_HIGH, 1},
    };

    for (size_t i = 0; i < RT_COUNT(table); i++) {
        int importance = table[i].importance, l = table[i].likelihood;
        struct rt_risk r = risk_of("ipa-3", importance, 0, 0, 3, l), before = r;
        put(&r);
        assert_int_equal(r.scores.confidentiality, importance + 1);
        assert_int_equal(r.scores.integrity, 1);
        assert_int_equal(r.result.importance, importance + 1);
        assert_int_equal(r.result.likelihood, l);
        assert_int_equal(r.result.level, table[i].level);
        assert_int_equal(r.result.class, table[i].class);
        assert_int_equal(r.result.priority, table[i].priority);
        assert_true(rt_str_is(r.profile, "ipa-3.1"));
        assert_int_equal(r.own_confidentiality, importance);
        assert_int_equal(r.own_importance, importance);
        assert_int_equal(r.own_level, importance * l);
        assert_int_equal(r.own_class, table[i].own);
        assert_int_equal(r.own_priority, table[i].own_priority);
        assert_true(rt_str_is(r.own_profile, "ipa-3"));
        rt_to_own_scale(&r);
        assert_true(rt_str_is(r.profile, "ipa-3"));
        assert_memory_equal(&r.scores, &before.scores, sizeof r.scores);
        assert_int_equal(r.result.level, before.result.level);
        assert_int_equal(r.result.class, before.result.class);
        assert_int_equal(r.result.priority, before.result.priority);
    }
}

TEST(editions_on_the_scale_stay_as_they_are)
{
    static const char *const names[] = {"ipa-3.1", "ipa-4.0"};

    for (size_t i = 0; i < 2; i++) {
        struct rt_risk r = risk_of(names[i], 3, 1, 2, 2, 3);
        put(&r);
        assert_int_equal(r.result.level, 6);
        assert_int_equal(r.own_level, 6);
        assert_int_equal(r.own_importance, 3);
        assert_true(rt_str_is(r.profile, "ipa-3.1"));
        assert_true(rt_str_is(r.own_profile, names[i]));
    }
}

/* By the criteria of ipa-3.1 personal data gives 3, whatever edition 2.1 made
 * of it; a flag that cannot be read leaves a lower importance unknown. */
TEST(personal_data_counts_as_in_the_new_criteria)
{
    struct rt_risk r = risk_of("ipa-2.1", 0, 1, 0, 3, 3);

    r.scores.any_personal = r.personal = true;
    put(&r);
    assert_int_equal(r.own_importance, 1);
    assert_int_equal(r.own_level, 3);
    assert_int_equal(r.result.importance, 3);
    assert_int_equal(r.result.level, 9);
    r = risk_of("ipa-3", 0, 1, 0, 3, 3);
    r.scores.unreadable_flags = RT_MISSING_PERSONAL;
    r.result = rt_assess(rt_profile_named(r.profile), &r.scores);
    put(&r);
    assert_int_equal(r.result.level, U);
    assert_int_equal(r.result.missing, RT_MISSING_PERSONAL);
    r = risk_of("ipa-3", 0, 2, 0, 3, 3);
    r.scores.unreadable_flags = RT_MISSING_PERSONAL;
    put(&r);
    assert_int_equal(r.result.level, 9);
}

TEST(what_is_not_known_stays_so)
{
    struct rt_risk r = risk_of("ipa-3", U, 1, 0, 3, 3);

    put(&r);
    assert_int_equal(r.scores.confidentiality, U);
    assert_int_equal(r.scores.integrity, 2);
    assert_int_equal(r.result.importance, U);
    assert_int_equal(r.result.level, U);
    assert_int_equal(r.result.class, RT_CLASS_NONE);
    assert_int_equal(r.result.missing, RT_MISSING_CONFIDENTIALITY);
    assert_int_equal(r.own_confidentiality, U);
    /* The top of the scale is the top of the other one. */
    r = risk_of("ipa-3", U, 2, 0, 3, 2);
    put(&r);
    assert_int_equal(r.result.level, 6);
}

/* Forms that say importance and likelihood themselves, and results of an
 * earlier run, which do not tell what the form gave. */
TEST(what_was_given_moves_too)
{
    struct rt_risk r = risk_of("ipa-3", U, U, U, U, U);

    r.scores.given_importance = 1;
    r.scores.given_likelihood = 2;
    r.result = rt_assess(rt_profile_named(r.profile), &r.scores);
    put(&r);
    assert_int_equal(r.result.level, 4);
    assert_int_equal(r.own_level, 2);
    r = risk_of("ipa-3", U, U, U, U, U);
    r.result = (struct rt_assessment){
        .importance = 2, .likelihood = 1, .level = 2, .class = RT_MEDIUM};
    put(&r);
    assert_int_equal(r.result.importance, 3);
    assert_int_equal(r.result.level, 3);
    r = risk_of("ipa-3", U, U, U, U, U);
    r.result.level = 2; /* of what? */
    put(&r);
    assert_int_equal(r.result.level, 2);
    assert_true(rt_str_is(r.profile, "ipa-3"));
    assert_int_equal(r.own_profile.n, 0);
}

TEST(residual_values_move_too)
{
    struct rt_risk r = risk_of("ipa-3", 2, 0, 0, 3, 3);

    r.residual_importance = 1;
    r.residual_likelihood = 2;
    r.residual_level = 2;
    put(&r);
    assert_int_equal(r.residual_importance, 2);
    assert_int_equal(r.residual_level, 4);
    assert_int_equal(r.own_residual_importance, 1);
    assert_int_equal(r.own_residual_level, 2);
    rt_to_own_scale(&r);
    assert_int_equal(r.residual_importance, 1);
    assert_int_equal(r.residual_level, 2);
    r = risk_of("ipa-3", 2, 0, 0, 3, 3);
    r.residual_importance = RT_UNKNOWN;
    r.residual_likelihood = 2;
    r.residual_level = 2; /* of what? */
    put(&r);
    assert_int_equal(r.residual_level, RT_UNKNOWN);
}

TEST(scales_of_other_steps_are_not_taken)
{
    struct rt_profile p = *rt_profile_named(RT_STR("ipa-3"));

    for (size_t i = 0; rt_profile_builtin(i); i++)
        assert_true(rt_one_scale_takes(rt_profile_builtin(i)));
    p.scale_max = 3;
    assert_false(rt_one_scale_takes(&p));
    p.scale_max = 1;
    assert_false(rt_one_scale_takes(&p));
}

static void stated_are(const struct rt_stated *s, int importance,
    int likelihood, int level, int residual)
{
    assert_int_equal(s->importance, importance);
    assert_int_equal(s->likelihood, likelihood);
    assert_int_equal(s->level, level);
    assert_int_equal(s->residual_importance, residual);
}

TEST(a_plan_is_read_on_the_scale_of_the_risk)
{
    struct rt_risk own = risk_of("ipa-3", 1, 0, 0, 3, 3), one = own;
    struct rt_stated s = {1, 3, 3, 0, 2};

    put(&one);
    rt_to_scale_of(&one, RT_STR("ipa-3"), &s);
    stated_are(&s, 2, 3, 6, 1);
    rt_to_scale_of(&one, RT_STR("ipa-3.1"), &s); /* it is */
    stated_are(&s, 2, 3, 6, 1);
    rt_to_scale_of(&own, RT_STR("ipa-3.1"), &s); /* and back */
    stated_are(&s, 1, 3, 3, 0);
    /* Another value is another one there. */
    s = (struct rt_stated){2, 2, 4, U, U};
    rt_to_scale_of(&one, RT_STR("ipa-3"), &s);
    stated_are(&s, 3, 2, 6, U);
    /* Other criteria, or none: as it is. */
    s = (struct rt_stated){2, 2, 4, 1, 1};
    rt_to_scale_of(&one, RT_STR("tokyo-isms"), &s);
    rt_to_scale_of(&one, RT_STR_NONE, &s);
    stated_are(&s, 2, 2, 4, 1);
}

/* Edition 2.1 lets personal data force nothing: two steps up, and the plan
 * that stated the one has not lapsed. */
TEST(a_step_of_personal_data_is_no_change_of_a_plan)
{
    struct rt_risk r = risk_of("ipa-2.1", 0, 0, 0, 3, 3);
    struct rt_stated s = {0, 3, 0, 0, 1};

    r.scores.any_personal = true;
    put(&r);
    rt_to_scale_of(&r, RT_STR("ipa-2.1"), &s);
    stated_are(&s, 3, 3, 9, 1);
}

/* A risk whose results were given: the other scale has no scores of it. */
TEST(a_plan_of_given_results_is_read_by_them)
{
    struct rt_risk r = risk_of("ipa-3", 0, 0, 0, 3, 3);
    struct rt_stated s = {2, 3, 6, 3, U};

    r.result.importance = 1;
    rt_to_scale_of(&r, RT_STR("ipa-3.1"), &s);
    assert_int_equal(s.importance, 1);
    assert_int_equal(s.residual_importance, 2);
}
