/* The computation of a risk, against the published tables and against every
 * combination of known and unknown values; and the names of its results. */
#include "unit.h"

#include "record/risk.h"
#include "risk/assess.h"

#define TRUTH "tests/golden/truth/"

enum {
    ALL_SCORES = RT_MISSING_CONFIDENTIALITY | RT_MISSING_INTEGRITY
                 | RT_MISSING_AVAILABILITY
};

static const struct rt_profile *named(const char *name)
{
    const struct rt_profile *p = rt_profile_named(rt_str(name));

    assert_non_null(p);
    return p;
}

static struct rt_scores scores(int c, int i, int a, int t, int v)
{
    return (struct rt_scores){.confidentiality = c,
        .integrity = i,
        .availability = a,
        .threat = t,
        .vulnerability = v,
        .given_importance = RT_UNKNOWN,
        .given_likelihood = RT_UNKNOWN};
}

/* --- the published tables ------------------------------------------------ */

static FILE *open_truth(const char *path, const char *header)
{
    FILE *f = fopen(path, "r");
    char line[256];

    assert_non_null(f);
    assert_non_null(fgets(line, sizeof line, f));
    line[strcspn(line, "\n")] = '\0';
    assert_string_equal(line, header);
    return f;
}

TEST(likelihood_csv)
{
    FILE *f
        = open_truth(TRUTH "likelihood.csv", "threat,vulnerability,likelihood");
    int t, v, expected, rows = 0;

    for (; fscanf(f, "%d,%d,%d\n", &t, &v, &expected) == 3; rows++)
        for (size_t i = 0; rt_profile_builtin(i); i++) {
            struct rt_scores s = scores(1, 1, 1, t, v);
            struct rt_assessment a = rt_assess(rt_profile_builtin(i), &s);

            assert_int_equal(a.likelihood, expected);
            assert_int_equal(a.level, expected);
            assert_int_equal(a.missing, 0);
        }
    assert_int_equal(rows, 9);
    fclose(f);
}

/* One row of the 54 by one profile, with each of the three scores as the one
 * that makes the importance. */
static void check_row(const struct rt_profile *p, int importance, int t, int v,
    int likelihood, int level, const char *label)
{
    for (int which = 0; which < 3; which++) {
        int low = p->scale_min;
        struct rt_scores s = scores(which == 0 ? importance : low,
            which == 1 ? importance : low, which == 2 ? importance : low, t, v);
        struct rt_assessment a = rt_assess(p, &s);
        char class[32];

        assert_int_equal(a.importance, importance);
        assert_int_equal(a.likelihood, likelihood);
        assert_int_equal(a.level, level);
        snprintf(
            class, sizeof class, "リスク%s", rt_class_label(a.class, RT_JA));
        assert_string_equal(class, label);
        assert_int_equal(a.missing, 0);
    }
}

TEST(risk_truth_table_csv)
{
    FILE *f = open_truth(TRUTH "risk-truth-table.csv",
        "scale,importance,threat,vulnerability,likelihood,risk,label");
    int min, max, n, t, v, likelihood, level, rows = 0;
    char label[32];

    for (; fscanf(f, "%d-%d,%d,%d,%d,%d,%d,%31[^\n]\n", &min, &max, &n, &t, &v,
               &likelihood, &level, label)
           == 8;
         rows++)
        for (size_t i = 0; i < 4; i++) { /* the four IPA profiles */
            const struct rt_profile *p = rt_profile_builtin(i);

            assert_memory_equal(p->name, "ipa-", 4);
            if (p->scale_min == min && p->scale_max == max)
                check_row(p, n, t, v, likelihood, level, label);
        }
    assert_int_equal(rows, 54);
    fclose(f);
}

/* The published table is the same read across or down; others are not. */
TEST(threat_is_the_row_of_the_table)
{
    struct rt_profile p = *named("ipa-3.1");
    struct rt_scores s = scores(1, 1, 1, 1, 3);

    p.likelihood[1][3] = 3;
    p.likelihood[3][1] = 2;
    assert_int_equal(rt_assess(&p, &s).likelihood, 3);
    s = scores(1, 1, 1, 3, 1);
    assert_int_equal(rt_assess(&p, &s).likelihood, 2);
}

TEST(tokyo_classes)
{
    static const char *const labels[RT_LEVEL_MAX + 1] = {
        [1] = "小", [2] = "小", [3] = "中", [4] = "中", [6] = "大", [9] = "大"};
    static const int priorities[RT_LEVEL_MAX + 1] = {[4] = 3, [6] = 2, [9] = 1};

    for (int n = 1; n <= 3; n++)
        for (int l = 1; l <= 3; l++) {
            struct rt_scores s = scores(n, n, n, RT_UNKNOWN, RT_UNKNOWN);
            struct rt_assessment a;

            s.given_likelihood = l;
            a = rt_assess(named("tokyo-isms"), &s);
            assert_int_equal(a.level, n * l);
            assert_string_equal(rt_class_label(a.class, RT_JA), labels[n * l]);
            assert_int_equal(a.priority, priorities[n * l]);
        }
}

TEST(priorities_of_both_scales)
{
    static const struct {
        const char *profile;
        int importance, threat, vulnerability, priority;
    } cases[] = {{"ipa-3.1", 3, 3, 3, 1}, {"ipa-3.1", 3, 3, 2, 2},
        {"ipa-3.1", 2, 3, 3, 2}, {"ipa-3.1", 2, 3, 2, 3},
        {"ipa-3.1", 3, 1, 1, 0}, {"ipa-3.1", 1, 3, 3, 0}, {"ipa-3", 2, 3, 3, 1},
        {"ipa-3", 2, 3, 2, 2}, {"ipa-3", 1, 3, 3, 3}, {"ipa-3", 2, 1, 1, 0},
        {"ipa-3", 0, 3, 3, 0}};

    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        int n = cases[i].importance;
        struct rt_scores s
            = scores(n, n, n, cases[i].threat, cases[i].vulnerability);

        assert_int_equal(
            rt_assess(named(cases[i].profile), &s).priority, cases[i].priority);
    }
}

/* --- importance ---------------------------------------------------------- */

TEST(personal_data_forces_the_importance)
{
    static const struct {
        const char *profile;
        int score, expected;
    } cases[] = {{"ipa-2.1", 0, 0}, {"ipa-2.1", 1, 1}, {"ipa-3", 0, 2},
        {"ipa-3", 2, 2}, {"ipa-3.1", 1, 3}, {"ipa-3.1", 3, 3},
        {"ipa-4.0", 2, 3}, {"tokyo-isms", 1, 1}, {"tokyo-isms", 2, 2}};

    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        int n = cases[i].score;
        struct rt_scores s = scores(n, n, n, 3, 3);
        struct rt_assessment a;

        assert_int_equal(rt_assess(named(cases[i].profile), &s).importance, n);
        s.any_personal = true;
        a = rt_assess(named(cases[i].profile), &s);
        assert_int_equal(a.importance, cases[i].expected);
        assert_int_equal(a.level, 3 * cases[i].expected);
    }
}

/* A forced value below the maximum is a lower bound and no more. */
TEST(a_low_forced_value_is_a_lower_bound)
{
    struct rt_profile p = *named("ipa-3.1");
    struct rt_scores s = scores(1, 1, 1, 3, 3);
    struct rt_assessment a;

    p.personal = 2;
    s.any_personal = true;
    assert_int_equal(rt_assess(&p, &s).importance, 2);
    s.availability = RT_UNKNOWN;
    a = rt_assess(&p, &s);
    assert_int_equal(a.importance, RT_UNKNOWN);
    assert_int_equal(a.missing, RT_MISSING_AVAILABILITY);
    s.integrity = 3;
    assert_int_equal(rt_assess(&p, &s).importance, 3);
}

/* One score at the top of the scale is the importance, whatever else is not
 * known or cannot be read; one below it is not. */
TEST(the_highest_score_is_enough)
{
    for (size_t i = 0; rt_profile_builtin(i); i++) {
        const struct rt_profile *p = rt_profile_builtin(i);
        struct rt_scores s
            = scores(RT_UNKNOWN, p->scale_max, 9, RT_UNKNOWN, RT_UNKNOWN);
        struct rt_assessment a = rt_assess(p, &s);

        assert_int_equal(a.importance, p->scale_max);
        assert_int_equal(
            a.missing, RT_MISSING_THREAT | RT_MISSING_VULNERABILITY);
        s.integrity--;
        assert_int_equal(rt_assess(p, &s).importance, RT_UNKNOWN);
    }
}

static int without(int value, unsigned unknown, unsigned bit)
{
    return unknown & bit ? RT_UNKNOWN : value;
}

/* Each set of unknown values, with and without a personal flag, importance
 * and likelihood given: what is known is right, what is not is named. */
static void check_unknowns(unsigned unknown, bool personal, int given_i,
    int given_l, const struct rt_profile *p)
{
    struct rt_scores s = scores(without(1, unknown, 1), without(2, unknown, 2),
        without(1, unknown, 4), without(3, unknown, 8),
        without(2, unknown, 16));
    unsigned asked = unknown & ALL_SCORES, doubted = unknown & ~ALL_SCORES;
    int importance = 2, likelihood = 2;
    struct rt_assessment a;

    s.any_personal = personal;
    s.given_importance = given_i;
    s.given_likelihood = given_l;
    if (asked != 0)
        importance = given_i >= (unknown & 2 ? 1 : 2) || asked == ALL_SCORES
                         ? given_i
                         : RT_UNKNOWN;
    /* the 2 of the integrity is the top of the scale 0 to 2 */
    if ((personal && p->personal == p->scale_max)
        || (p->scale_max == 2 && !(unknown & 2)))
        importance = p->scale_max;
    if (doubted != 0)
        likelihood = given_l;
    a = rt_assess(p, &s);
    assert_int_equal(a.importance, importance);
    assert_int_equal(a.likelihood, likelihood);
    assert_int_equal(a.missing, (importance == RT_UNKNOWN ? asked : 0)
                                    | (likelihood == RT_UNKNOWN ? doubted : 0));
    if (importance == RT_UNKNOWN || likelihood == RT_UNKNOWN) {
        assert_int_equal(a.level, RT_UNKNOWN);
        assert_int_equal(a.class, RT_CLASS_NONE);
        assert_int_equal(a.priority, 0);
    } else {
        assert_int_equal(a.level, importance * likelihood);
        assert_int_equal(a.class, p->class_of[a.level]);
        assert_int_equal(a.priority, p->priority_of[a.level]);
    }
}

TEST(every_combination_of_unknowns)
{
    for (size_t i = 0; rt_profile_builtin(i); i++)
        for (unsigned unknown = 0; unknown < 32; unknown++)
            for (int personal = 0; personal <= 1; personal++)
                for (int given = 0; given < 4; given++)
                    check_unknowns(unknown, personal,
                        given & 1 ? 1 : RT_UNKNOWN, given & 2 ? 3 : RT_UNKNOWN,
                        rt_profile_builtin(i));
}

/* A value outside its range is unknown, whichever it is. */
TEST(values_out_of_range_are_unknown)
{
    static const int wild[] = {-1000, -2, 4, 9, 1000};
    const struct rt_profile *p = named("ipa-3.1");

    for (size_t i = 0; i < RT_COUNT(wild); i++) {
        int w = wild[i];
        struct rt_scores s = scores(w, w, w, w, w);
        struct rt_assessment a;

        s.given_importance = w;
        s.given_likelihood = w;
        a = rt_assess(p, &s);
        assert_int_equal(a.missing, 31);
        assert_int_equal(a.importance, RT_UNKNOWN);
        assert_int_equal(a.likelihood, RT_UNKNOWN);
        assert_int_equal(a.level, RT_UNKNOWN);
    }
}

/* 0 and 3 are each off one of the two scales. */
TEST(the_scale_is_the_profile_s)
{
    struct rt_scores zero = scores(0, 1, 1, 1, 1);
    struct rt_scores three = scores(1, 3, 1, 1, 1);
    struct rt_scores none = scores(-1, -1, -1, 1, 0);

    assert_int_equal(rt_assess(named("ipa-3"), &zero).missing, 0);
    assert_int_equal(
        rt_assess(named("ipa-3.1"), &zero).missing, RT_MISSING_CONFIDENTIALITY);
    assert_int_equal(rt_assess(named("ipa-3.1"), &three).missing, 0);
    assert_int_equal(
        rt_assess(named("ipa-3"), &three).missing, RT_MISSING_INTEGRITY);
    none.given_importance = 0;
    none.given_likelihood = 0;
    assert_int_equal(rt_assess(named("ipa-3"), &none).importance, 0);
    assert_int_equal(
        rt_assess(named("ipa-3"), &none).missing, RT_MISSING_VULNERABILITY);
    assert_int_equal(rt_assess(named("ipa-3.1"), &none).importance, -1);
}

/* A flag that cannot be read might force the importance: what it could raise
 * is not known, what it could not raise is. */
TEST(unreadable_flags_leave_lower_importance_unknown)
{
    static const struct {
        const char *profile;
        int score, expected;
    } cases[] = {{"ipa-2.1", 0, 0}, {"ipa-3", 1, -1}, {"ipa-3", 2, 2},
        {"ipa-3.1", 1, -1}, {"ipa-3.1", 2, -1}, {"ipa-3.1", 3, 3},
        {"tokyo-isms", 1, 1}};
    const unsigned flags = RT_MISSING_PERSONAL | RT_MISSING_MY_NUMBER;

    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        int n = cases[i].score;
        struct rt_scores s = scores(n, n, n, 2, 3);
        struct rt_assessment a;

        s.unreadable_flags = flags;
        a = rt_assess(named(cases[i].profile), &s);
        assert_int_equal(a.importance, cases[i].expected);
        assert_int_equal(a.likelihood, 2);
        assert_int_equal(a.level, cases[i].expected < 0 ? -1 : 2 * n);
        assert_int_equal(a.missing, cases[i].expected < 0 ? flags : 0);
        /* another flag that is set settles it */
        s.any_personal = true;
        assert_int_equal(rt_assess(named(cases[i].profile), &s).missing, 0);
    }
}

/* What the scores say goes before what the file computed from them, and where
 * one of them is not known, before what is less than they. */
TEST(given_values_come_second)
{
    struct rt_scores s = scores(1, 1, 1, 1, 1);
    struct rt_assessment a;

    s.given_importance = 3;
    s.given_likelihood = 3;
    a = rt_assess(named("ipa-3.1"), &s);
    assert_int_equal(a.importance, 1);
    assert_int_equal(a.likelihood, 1);
    s.confidentiality = RT_UNKNOWN;
    a = rt_assess(named("ipa-3.1"), &s);
    assert_int_equal(a.importance, 3);
    s.integrity = 2;
    s.given_importance = 1;
    a = rt_assess(named("ipa-3.1"), &s);
    assert_int_equal(a.importance, RT_UNKNOWN);
}

/* Every reachable level has a class in every profile. */
TEST(no_known_level_is_without_class)
{
    for (size_t i = 0; rt_profile_builtin(i); i++) {
        const struct rt_profile *p = rt_profile_builtin(i);

        for (int n = p->scale_min; n <= p->scale_max; n++)
            for (int l = 1; l <= 3; l++) {
                struct rt_scores s = scores(n, n, n, RT_UNKNOWN, 1);

                s.given_likelihood = l;
                assert_non_null(rt_class_name(rt_assess(p, &s).class));
            }
    }
}

/* --- names --------------------------------------------------------------- */

TEST(names)
{
    static const char *const missing[]
        = {"confidentiality", "integrity", "availability", "threat",
            "vulnerability", "personal", "sensitive", "my_number"};

    assert_string_equal(rt_class_name(RT_HIGH), "high");
    assert_string_equal(rt_class_name(RT_MEDIUM), "medium");
    assert_string_equal(rt_class_name(RT_LOW), "low");
    assert_null(rt_class_name(RT_CLASS_NONE));
    assert_string_equal(rt_class_label(RT_HIGH, RT_JA), "大");
    assert_string_equal(rt_class_label(RT_MEDIUM, RT_JA), "中");
    assert_string_equal(rt_class_label(RT_LOW, RT_JA), "小");
    assert_null(rt_class_label(RT_CLASS_NONE, RT_JA));
    for (unsigned bit = 0; bit < 8; bit++)
        assert_string_equal(rt_missing_name(bit), missing[bit]);
    assert_null(rt_missing_name(8));
    assert_string_equal(rt_treatment_name(RT_REDUCE), "reduce");
    assert_string_equal(rt_treatment_name(RT_RETAIN), "retain");
    assert_string_equal(rt_treatment_name(RT_AVOID), "avoid");
    assert_string_equal(rt_treatment_name(RT_TRANSFER), "transfer");
    assert_null(rt_treatment_name(RT_TREATMENT_NONE));
    assert_null(rt_treatment_name((enum rt_treatment)99));
    assert_string_equal(rt_treatment_label(RT_REDUCE, RT_JA), "低減");
    assert_string_equal(rt_treatment_label(RT_RETAIN, RT_JA), "保有");
    assert_string_equal(rt_treatment_label(RT_AVOID, RT_JA), "回避");
    assert_string_equal(rt_treatment_label(RT_TRANSFER, RT_JA), "移転");
    assert_null(rt_treatment_label(RT_TREATMENT_NONE, RT_JA));
}
