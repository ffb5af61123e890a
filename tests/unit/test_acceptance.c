/* Who may sign, what is declined, and what is asked of whom. */
#include "unit.h"

#include "record/person.h"
#include "risk/acceptance.h"

TEST(names_of_one_person)
{
    static const struct {
        const char *a, *b;
        bool may;
    } names[] = {{"佐藤 花子", "佐藤　花子", true}, {"佐藤 花子", "佐藤", true},
        {"営業部長 佐藤花子", "佐藤花子", true},
        {"佐藤部長", "佐藤 花子", true}, {"佐藤花子様", "佐藤 花子 印", true},
        {"営業部長", "佐藤 花子", true}, {"営業部長", "総務部長", true},
        {"", "佐藤", true}, {"佐藤 花子", "佐藤 太郎", false},
        {"佐藤 花子", "鈴木 一郎", false}, {"Hanako Sato", "sato", true},
        {"Hanako Sato", "Ichiro Suzuki", false}};

    for (size_t i = 0; i < RT_COUNT(names); i++) {
        struct rt_str a = rt_str(names[i].a), b = rt_str(names[i].b);

        if (rt_may_be_person(a, b) != names[i].may
            || rt_may_be_person(b, a) != names[i].may)
            fail_msg("%s, %s", names[i].a, names[i].b);
    }
}

TEST(deputies_sign_for_their_owners)
{
    static const char *const deputies[]
        = {"佐藤 花子=鈴木 一郎、田中", "高橋=伊藤"};
    const struct rt_signing by = {"2026-09-30", deputies, 2};

    assert_false(rt_is_stranger(RT_STR("佐藤花子"), RT_STR("鈴木"), &by));
    assert_false(rt_is_stranger(RT_STR("佐藤花子"), RT_STR("田中次郎"), &by));
    assert_true(rt_is_stranger(RT_STR("佐藤花子"), RT_STR("伊藤"), &by));
    assert_false(rt_is_stranger(RT_STR("高橋"), RT_STR("伊藤"), &by));
}

static struct rt_plan_row row_of(
    enum rt_treatment t, int importance, int likelihood)
{
    return (struct rt_plan_row){.treatment = t,
        .owner = RT_STR("佐藤"),
        .residual_importance = importance,
        .residual_likelihood = likelihood};
}

static enum rt_accepted accepted(
    const struct rt_plan_row *row, int importance, int likelihood, bool lapsed)
{
    static const struct rt_signing by = {.now = "2026-09-30"};
    const struct rt_profile *p = rt_profile_named(RT_STR("ipa-3.1"));
    struct rt_risk risk = {.profile = RT_STR("ipa-3.1")};
    struct rt_acceptance_state s;

    risk.result.importance = importance;
    risk.result.likelihood = likelihood;
    risk.result.level = importance * likelihood;
    rt_accept(p, &risk, row, lapsed, &by, &s);
    return s.is;
}

TEST(what_is_asked_for)
{
    struct rt_plan_row none = row_of(RT_TREATMENT_NONE, 2, 2);
    struct rt_plan_row open = row_of(RT_REDUCE, -1, -1);
    struct rt_plan_row low = row_of(RT_REDUCE, 3, 1);
    struct rt_plan_row left = row_of(RT_REDUCE, 2, 2);
    struct rt_plan_row high = row_of(RT_REDUCE, 3, 2);
    struct rt_plan_row kept = row_of(RT_RETAIN, -1, -1);

    assert_int_equal(accepted(&none, 3, 3, false), RT_ACCEPT_NONE);
    assert_int_equal(accepted(&open, 3, 3, false), RT_ACCEPT_NONE);
    assert_int_equal(accepted(&low, 3, 3, false), RT_ACCEPT_NONE);
    assert_int_equal(accepted(&left, 3, 3, false), RT_ACCEPT_WAITING);
    assert_int_equal(accepted(&high, 3, 3, false), RT_ACCEPT_NEVER);
    assert_int_equal(accepted(&kept, 2, 2, false), RT_ACCEPT_WAITING);
    assert_int_equal(accepted(&kept, 3, 1, false), RT_ACCEPT_NONE);
    assert_int_equal(accepted(&kept, 3, 3, false), RT_ACCEPT_NEVER);

    left.approved_by = RT_STR("佐藤");
    left.approved_on.raw = left.approved_on.iso = RT_STR("2025-09-30");
    assert_int_equal(accepted(&left, 3, 3, false), RT_ACCEPT_SIGNED);
    assert_int_equal(accepted(&left, 3, 3, true), RT_ACCEPT_LAPSED);
    left.approved_on.raw = left.approved_on.iso = RT_STR("2025-09-29");
    assert_int_equal(accepted(&left, 3, 3, false), RT_ACCEPT_EXPIRED);
    left.approved_by = RT_STR("鈴木");
    assert_int_equal(accepted(&left, 3, 3, false), RT_ACCEPT_STRANGER);

    /* Declined as it is; of other values; before an approval. */
    left.decision
        = RT_STR("承認しない：高い ／ 3×3=9 → 2×2 ／ 佐藤 2026-09-01");
    assert_int_equal(accepted(&left, 3, 3, false), RT_ACCEPT_DECLINED);
    left.approved_by = RT_STR_NONE;
    left.approved_on = (struct rt_plan_date){0};
    assert_int_equal(accepted(&left, 3, 2, false), RT_ACCEPT_WAITING);
    left.approved_by = RT_STR("佐藤");
    left.approved_on.raw = left.approved_on.iso = RT_STR("2026-09-02");
    assert_int_equal(accepted(&left, 3, 3, false), RT_ACCEPT_SIGNED);
}

TEST(words_of_a_decline)
{
    assert_true(rt_is_declined(RT_STR("承認しない")));
    assert_true(rt_is_declined(RT_STR("しない（高い）")));
    assert_true(rt_is_declined(RT_STR("Declined: too high")));
    assert_false(rt_is_declined(RT_STR("費用が少額")));
    assert_false(rt_is_declined(RT_STR("")));
}
