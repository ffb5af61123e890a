/* Two treatment plans for the same risk made into one row. */
#include "unit.h"

#include "risk/plan_unite.h"

static size_t conflicts;

static enum rt_status count(
    void *context, const struct rt_plan_conflict *c, struct rt_error *err)
{
    (void)context, (void)c, (void)err;
    conflicts++;
    return RT_OK;
}

static struct rt_plan_row united(
    const struct rt_plan_row *earlier, const struct rt_plan_row *later)
{
    struct rt_plan_room room = {0};
    struct rt_plan_row out;
    struct rt_error err = {0};

    conflicts = 0;
    assert_int_equal(
        rt_plan_unite(earlier, later, RT_JA, &room, count, NULL, &out, &err),
        RT_OK);
    free(room.extras);
    return out;
}

static struct rt_plan_row approved(
    const char *by, const char *on, const char *values)
{
    return (struct rt_plan_row){.approved_by = rt_str(by),
        .approved_on = {.raw = rt_str(on), .iso = rt_str(on)},
        .approved_values = rt_str(values)};
}

/* The values go with the approval: a date alone is one, too. */
TEST(an_approval_stays_whole)
{
    struct rt_plan_row first = approved("田中", "2026-01-10", "first");
    struct rt_plan_row none = approved("", "", "");
    struct rt_plan_row dated = approved("", "2026-04-10", "second");
    struct rt_plan_row out = united(&first, &none);

    assert_true(rt_str_is(out.approved_values, "first"));
    assert_true(rt_str_is(out.approved_by, "田中"));
    assert_int_equal(conflicts, 0);
    out = united(&first, &dated);
    assert_true(rt_str_is(out.approved_values, "second"));
    assert_true(rt_str_is(out.approved_on.iso, "2026-04-10"));
    assert_int_equal(conflicts, 1);
}

/* What an owner signed stands in place of the plan's, whichever file comes first,
 * unless that was signed later; the sheet says nothing else. */
TEST(a_sheet_of_approvals_is_signed)
{
    struct rt_plan_row plan = approved("田中", "2026-01-10", "first");
    struct rt_plan_row sheet = approved("佐藤", "2026-09-10", "second");
    struct rt_plan_row old = approved("佐藤", "2025-09-10", "third");
    struct rt_plan_row no
        = {.approval = true, .decision = RT_STR("承認しない")};

    plan.task = RT_STR("鍵を買う");
    plan.importance = 3;
    sheet.approval = old.approval = true;
    for (int i = 0; i < 2; i++) {
        struct rt_plan_row out
            = i ? united(&sheet, &plan) : united(&plan, &sheet);

        assert_true(rt_str_is(out.approved_by, "佐藤"));
        assert_true(rt_str_is(out.approved_values, "second"));
        assert_true(rt_str_is(out.task, "鍵を買う"));
        assert_int_equal(out.importance, 3);
        assert_false(out.approval);
        assert_int_equal(conflicts, 0);
        out = i ? united(&old, &plan) : united(&plan, &old);
        assert_true(rt_str_is(out.approved_by, "田中"));
        out = i ? united(&no, &plan) : united(&plan, &no);
        assert_int_equal(out.approved_by.n, 0);
        assert_true(rt_str_is(out.decision, "承認しない"));
    }
}

static struct rt_plan_row ending(const char *on, bool proposed, const char *who)
{
    return (struct rt_plan_row){
        .planned_end = {.raw = rt_str(on), .iso = rt_str(on)},
        .who = rt_str(who),
        .status = RT_PLAN_UNDER_WAY,
        .proposed = proposed};
}

/* Whatever else is entered beside it, and in whichever plan. */
TEST(a_proposal_gives_way_to_a_date)
{
    struct rt_plan_row typed = ending("2026-08-31", false, "");
    struct rt_plan_row left = ending("2026-05-10", true, "鈴木");
    struct rt_plan_row out = united(&typed, &left);

    assert_true(rt_str_is(out.planned_end.iso, "2026-08-31"));
    assert_false(out.proposed);
    assert_true(rt_str_is(out.who, "鈴木"));
    assert_int_equal(conflicts, 0);
    out = united(&left, &typed);
    assert_true(rt_str_is(out.planned_end.iso, "2026-08-31"));
    assert_false(out.proposed);
    assert_int_equal(conflicts, 0);
}

static struct rt_plan_row scored(const char *profile, int residual)
{
    return (struct rt_plan_row){.profile = rt_str(profile),
        .residual_importance = residual,
        .residual_importance_raw = residual < 0 ? RT_STR_NONE : RT_STR("x")};
}

/* Every step has one on the other scale. */
TEST(a_residual_importance_goes_to_the_other_scale)
{
    struct rt_plan_row up = scored("ipa-3.1", RT_UNKNOWN);
    struct rt_plan_row down = scored("ipa-3", RT_UNKNOWN);

    for (int step = 0; step <= 2; step++) {
        struct rt_plan_row low = scored("ipa-3", step);
        struct rt_plan_row high = scored("ipa-3.1", step + 1);
        assert_int_equal(united(&low, &up).residual_importance, step + 1);
        assert_int_equal(united(&high, &down).residual_importance, step);
    }
}

/* The second of two columns of one heading is not the first. */
TEST(added_columns_of_one_heading_stay_two)
{
    const struct rt_plan_extra first
        = {.heading = RT_STR("メモ"), .text = RT_STR("甲")};
    const struct rt_plan_extra second
        = {.heading = RT_STR("メモ"), .text = RT_STR("乙"), .nth = 1};
    struct rt_plan_row a = {.extras = &second, .extra_count = 1};
    struct rt_plan_row b = {.extras = &first, .extra_count = 1};

    assert_int_equal(united(&a, &b).extra_count, 2);
    assert_int_equal(conflicts, 0);
}
