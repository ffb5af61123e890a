/* What is carried over from plan to plan, and how long an approval holds. */
#include "unit.h"

#include "risk/plan_carry.h"

static struct rt_plan_carry carry;
static struct rt_error err;

/* 3×3=9, approved with a residual of 2×1. */
static struct rt_plan_row planned(void)
{
    return (struct rt_plan_row){.importance = 3,
        .likelihood = 3,
        .level = 9,
        .residual_importance = 2,
        .residual_likelihood = 1,
        .residual_importance_raw = RT_STR("2"),
        .residual_likelihood_raw = RT_STR("1"),
        .approved_by = RT_STR("社長"),
        .approved_on = {RT_STR("2026-09-01"), RT_STR("2026-09-01")}};
}

static struct rt_risk at(int importance, int likelihood)
{
    struct rt_risk r = {
        .residual_importance = RT_UNKNOWN, .residual_likelihood = RT_UNKNOWN};

    r.result.importance = importance;
    r.result.likelihood = likelihood;
    r.result.level = importance * likelihood;
    r.result.priority = 1;
    return r;
}

static const struct rt_plan_row nothing = {.importance = RT_UNKNOWN,
    .likelihood = RT_UNKNOWN,
    .level = RT_UNKNOWN,
    .residual_importance = RT_UNKNOWN,
    .residual_likelihood = RT_UNKNOWN};

static const struct rt_plan_row *carried(const struct rt_plan_row *previous,
    const struct rt_risk *risk, const struct rt_plan_row *fresh, bool first)
{
    assert_int_equal(rt_plan_carry_over(previous, risk, fresh, first,
                         "2026-07-01", RT_JA, &carry, &err),
        RT_OK);
    return &carry.row;
}

static void is(struct rt_str s, const char *want)
{
    if (!rt_str_is(s, want))
        fail_msg("\"%.*s\" is not \"%s\"", RT_FMT(s), want);
}

static void approval_is(const struct rt_plan_row *previous,
    const struct rt_risk *risk, const char *changed, const char *values)
{
    const struct rt_plan_row *row = carried(previous, risk, &nothing, true);

    is(rt_buf_str(&carry.changed), changed);
    assert_int_equal(carry.lapsed, changed[0] != '\0');
    is(row->approved_values, values);
}

#define VALUES "3×3=9 → 2×1 ／ 社長 2026-09-01"

TEST(an_approval_holds_while_values_stay)
{
    struct rt_plan_row p = planned();
    struct rt_risk same = at(3, 3), lower = at(3, 2), other = at(2, 3);

    approval_is(&p, &same, "", VALUES);
    approval_is(&p, &lower, "被害発生可能性 3→2、リスク値 9→6", VALUES);
    approval_is(&p, &other, "重要度 3→2、リスク値 9→6", VALUES);
    /* The approved values are kept when the plan's own cells say otherwise: the
     * lapse stays, and ends where the values come back. */
    p.likelihood = 2;
    p.level = 6;
    p.approved_values = RT_STR(VALUES);
    approval_is(&p, &lower, "被害発生可能性 3→2、リスク値 9→6", VALUES);
    approval_is(&p, &same, "", VALUES);
    p.residual_likelihood = 2;
    approval_is(&p, &same, "残留リスクの被害発生可能性 1→2", VALUES);
}

TEST(a_new_approval_is_of_what_the_plan_states)
{
    struct rt_plan_row p = planned();
    struct rt_risk lower = at(3, 2);

    p.likelihood = 2;
    p.level = 6;
    p.approved_values = RT_STR(VALUES);
    p.approved_on.iso = p.approved_on.raw = RT_STR("2026-12-01");
    approval_is(&p, &lower, "", "3×2=6 → 2×1 ／ 社長 2026-12-01");
    p.approved_on = planned().approved_on;
    p.approved_by = RT_STR("部長");
    approval_is(&p, &lower, "", "3×2=6 → 2×1 ／ 部長 2026-09-01");
}

TEST(a_lapse_names_other_criteria)
{
    struct rt_plan_row p = planned();
    struct rt_risk lower = at(2, 2), same = at(3, 3);

    p.profile = RT_STR("ipa-3.1");
    same.profile = lower.profile = RT_STR("ipa-3");
    approval_is(&p, &lower,
        "重要度 3→2、被害発生可能性 3→2、リスク値 9→4。基準が ipa-3.1 から ipa-3 "
        "に変わったため、評価が同じでも値が変わることがあります",
        VALUES);
    approval_is(&p, &same, "", VALUES);
}

TEST(what_was_not_stated_cannot_have_changed)
{
    struct rt_plan_row p = planned();
    struct rt_risk r = at(3, 3);

    p.importance = p.likelihood = RT_UNKNOWN; /* a plan of an older make */
    approval_is(&p, &r, "", "－×－=9 → 2×1 ／ 社長 2026-09-01");
    /* But a residual risk that came later was not approved. */
    p = planned();
    p.approved_values = RT_STR("3×3=9 → ?×? ／ 社長 2026-09-01");
    approval_is(&p, &r,
        "残留リスクの重要度 －→2、残留リスクの被害発生可能性 －→1",
        "3×3=9 ／ 社長 2026-09-01");
}

TEST(approvals_in_doubt_lapse)
{
    static const char *const torn[] = {"承認済み", "3×3=9", "3×3=9 → 2×1",
        "3×3=x → 2×1 ／ 社長", "3×3=99999999999 → 2×1 ／ 社長"};
    struct rt_plan_row p = planned();
    struct rt_risk r = at(3, 3);

    for (size_t i = 0; i < RT_COUNT(torn); i++) {
        p.approved_values = rt_str(torn[i]);
        approval_is(&p, &r, "承認時の値が読めません", torn[i]);
    }
    /* Without an approval nothing lapses, and nothing is kept. */
    p.approved_by = RT_STR_NONE;
    p.approved_on = (struct rt_plan_date){RT_STR_NONE, RT_STR_NONE};
    approval_is(&p, &r, "", "");
    /* A date that cannot be read is part of who approved, and when. */
    p = planned();
    p.approved_on = (struct rt_plan_date){RT_STR_NONE, RT_STR("九月")};
    approval_is(&p, &r, "", "3×3=9 → 2×1 ／ 社長 九月");
}

TEST(what_people_typed_wins)
{
    struct rt_plan_row p = planned();
    struct rt_risk r = at(3, 3);
    struct rt_plan_row fresh = {.treatment = RT_REDUCE,
        .control = RT_STR("施錠"),
        .status = RT_PLAN_OPEN,
        .planned_end = {RT_STR("2026-10-31"), RT_STR_NONE},
        .residual_importance = 1,
        .residual_likelihood = 1,
        .owner = RT_STR("営業部長"),
        .reason = RT_STR("費用")};
    const struct rt_plan_row *row;

    p.treatment_raw = RT_STR("様子見");
    p.control = RT_STR("暗号化");
    p.planned_end.raw = RT_STR("来期中");
    row = carried(&p, &r, &fresh, true);
    is(row->control, "暗号化");
    is(row->treatment_raw, "様子見");
    assert_int_equal(row->treatment, RT_TREATMENT_NONE);
    assert_int_equal(row->planned_end.iso.n, 0);
    is(row->planned_end.raw, "来期中");
    assert_int_equal(row->residual_importance, 2);
    /* and where they typed nothing, the inputs say */
    is(row->owner, "営業部長");
    is(row->reason, "費用");
    assert_int_equal(row->status, RT_PLAN_OPEN);
    p.planned_end.raw = RT_STR_NONE;
    is(carried(&p, &r, &fresh, true)->planned_end.iso, "2026-10-31");
    /* but not for what is done, nor in a risk's further rows */
    p.status = RT_PLAN_DONE;
    p.status_raw = RT_STR("終了");
    assert_int_equal(carried(&p, &r, &fresh, true)->planned_end.iso.n, 0);
    row = carried(&p, &r, &fresh, false);
    assert_int_equal(row->owner.n, 0);
    is(row->control, "暗号化");
}

TEST(a_proposal_runs_until_its_day_ends)
{
    struct rt_plan_row p
        = {.proposed = true, .planned_end.iso = RT_STR("2026-09-30")};

    assert_false(rt_plan_is_unplanned(&p, "2026-09-29"));
    assert_false(rt_plan_is_unplanned(&p, "2026-09-30"));
    assert_true(rt_plan_is_unplanned(&p, "2026-10-01"));
    p.proposed = false;
    assert_false(rt_plan_is_unplanned(&p, "2026-10-01"));
}

/* carried() is on 2026-07-01. */
TEST(a_proposal_that_has_passed_is_made_anew_in_each_row)
{
    struct rt_plan_row p = {.proposed = true, .task = RT_STR("鍵を配る")};
    struct rt_plan_row fresh = nothing;
    struct rt_risk r = at(3, 3);

    p.planned_end.iso = p.planned_end.raw = RT_STR("2026-06-30");
    fresh.planned_end.iso = fresh.planned_end.raw = RT_STR("2026-07-31");
    for (int first = 0; first < 2; first++)
        is(carried(&p, &r, &fresh, first)->planned_end.iso, "2026-07-31");
    p.planned_end.iso = p.planned_end.raw = RT_STR("2026-07-01");
    is(carried(&p, &r, &fresh, false)->planned_end.iso, "2026-07-01");
}

TEST(differences_are_found)
{
    struct rt_plan_row p = {.treatment = RT_RETAIN,
        .treatment_raw = RT_STR("保有"),
        .control = RT_STR("施錠 "),
        .asset = RT_STR("名簿"),
        .residual_importance = 2,
        .residual_importance_raw = RT_STR("2"),
        .residual_likelihood = RT_UNKNOWN};
    struct rt_risk r = {.treatment = RT_REDUCE,
        .control = RT_STR("施錠"),
        .asset = RT_STR("得意先名簿"),
        .residual_importance = 2,
        .residual_likelihood = 1};
    struct rt_plan_difference d;

    assert_true(rt_plan_differs(RT_PLAN_SAYS_TREATMENT, &p, &r, RT_JA, &d));
    is(d.plan, "保有");
    is(d.input, "低減");
    assert_false(rt_plan_differs(RT_PLAN_SAYS_CONTROL, &p, &r, RT_JA, &d));
    assert_false(rt_plan_differs(RT_PLAN_SAYS_OWNER, &p, &r, RT_JA, &d));
    /* the likelihood was not typed */
    assert_false(rt_plan_differs(RT_PLAN_SAYS_RESIDUAL, &p, &r, RT_JA, &d));
    p.residual_likelihood_raw = RT_STR("低い");
    assert_true(rt_plan_differs(RT_PLAN_SAYS_RESIDUAL, &p, &r, RT_JA, &d));
    is(d.plan, "2×－");
    is(d.input, "2×1");
    assert_true(rt_plan_differs(RT_PLAN_NO_SAY_ASSET, &p, &r, RT_JA, &d));
    is(d.name, "情報資産名称");
}

/* What is kept comes out as it went in. */
TEST(rows_are_kept_whole)
{
    struct rt_plan_extra extras[]
        = {{RT_STR("予算"), RT_STR("12"), RT_CELL_NUMBER, 1},
            {RT_STR(""), RT_STR("メモ\n二行"), RT_CELL_STRING, 40}};
    struct rt_plan_row p = planned(), out;
    struct rt_plan_room room = {NULL, 0};
    struct rt_buf b;

    p.risk_id = RT_STR("R0123456789abcdef");
    p.where.row = 70000;
    p.proposed = true;
    p.priority = RT_UNKNOWN;
    p.origin = RT_STR("計画!12");
    p.extras = extras;
    p.extra_count = 2;
    rt_buf_init(&b, 1 << 20);
    assert_int_equal(rt_plan_pack(&p, &b), RT_OK);
    assert_int_equal(rt_plan_unpack(rt_buf_str(&b), &room, &out, &err), RT_OK);
    is(out.risk_id, "R0123456789abcdef");
    is(out.origin, "計画!12");
    is(out.approved_on.iso, "2026-09-01");
    assert_int_equal(out.where.row, 70000);
    assert_true(out.proposed);
    assert_int_equal(out.priority, RT_UNKNOWN);
    assert_int_equal(out.level, 9);
    assert_int_equal(out.extra_count, 2);
    is(out.extras[0].heading, "予算");
    assert_int_equal(out.extras[0].type, RT_CELL_NUMBER);
    assert_int_equal(out.extras[1].nth, 40);
    is(out.extras[1].text, "メモ\n二行");
    free(room.extras);
    rt_buf_fini(&b);
}

static int start(void **state)
{
    (void)state;
    rt_plan_carry_init(&carry);
    return 0;
}

static int end(void **state)
{
    (void)state;
    rt_plan_carry_fini(&carry);
    return 0;
}

ALL_TESTS(start, end)
