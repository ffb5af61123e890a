/* Two treatment plans for the same risk made into one row. */
#include "unit.h"

#include "record/plan_marks.h"
#include "risk/plan_unite.h"

static size_t conflicts;
static bool leads;

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
    static struct rt_buf marks = {.max = 1 << 16};
    struct rt_plan_room room = {0};
    const struct rt_plan_pair pair
        = {earlier, later, leads, RT_JA, &room, &marks};
    struct rt_plan_row out;
    struct rt_error err = {0};

    conflicts = 0;
    rt_buf_fini(&marks);
    assert_int_equal(rt_plan_unite(&pair, count, NULL, &out, &err), RT_OK);
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

/* --- what was changed since merge wrote it ---------------------------------- */

/* A copy of the row that merge wrote, in which people then changed things. */
static struct rt_plan_row copied(
    const struct rt_plan_row *wrote, struct rt_buf *marks)
{
    struct rt_plan_row copy = *wrote;

    rt_buf_clear(marks);
    assert_int_equal(rt_plan_mark(wrote, marks), RT_OK);
    copy.written = rt_buf_str(marks);
    return copy;
}

static void says(struct rt_str text, const char *what, size_t expected)
{
    assert_int_equal(text.n, strlen(what));
    assert_memory_equal(text.p, what, text.n);
    assert_int_equal(conflicts, expected);
}

TEST(what_was_changed_counts)
{
    struct rt_buf m = RT_BUF(1 << 16);
    struct rt_plan_row wrote = ending("2026-08-31", true, "佐藤"), a, b;

    a = b = copied(&wrote, &m);
    b.who = RT_STR("田中");
    says(united(&a, &b).who, "田中", 0);
    says(united(&b, &a).who, "田中", 0);
    b.who = RT_STR_NONE; /* cleared */
    says(united(&a, &b).who, "", 0);
    says(united(&b, &a).who, "", 0);
    a.who = b.who = RT_STR("鈴木");
    says(united(&a, &b).who, "鈴木", 0);
    a.who = RT_STR(" 鈴　木");
    says(united(&a, &b).who, "鈴木", 0);
    a.who = RT_STR("高橋");
    says(united(&a, &b).who, "鈴木", 1);
    b.who = RT_STR_NONE;
    says(united(&a, &b).who, "高橋", 1);
    says(united(&b, &a).who, "高橋", 1);
    rt_buf_fini(&m);
}

/* 未着手 that was chosen is more than the one that merge fills in. */
TEST(a_state_that_was_put_back_counts)
{
    struct rt_buf m = RT_BUF(1 << 16);
    struct rt_plan_row wrote = ending("2026-08-31", false, "佐藤"), a, b;

    a = b = copied(&wrote, &m);
    b.status = RT_PLAN_OPEN;
    b.status_raw = RT_STR("未着手");
    assert_int_equal(united(&a, &b).status, RT_PLAN_OPEN);
    assert_int_equal(united(&b, &a).status, RT_PLAN_OPEN);
    rt_buf_fini(&m);
}

/* Copies of two plans, in neither of which anything was changed. */
TEST(the_accepted_plan_leads)
{
    struct rt_buf m = RT_BUF(1 << 16), k = RT_BUF(1 << 16);
    struct rt_plan_row now = ending("2026-08-31", false, "佐藤"), a;
    struct rt_plan_row then = ending("2026-05-31", false, "鈴木"), b;

    a = copied(&now, &m);
    b = copied(&then, &k);
    leads = true;
    says(united(&a, &b).who, "佐藤", 0);
    b.who = RT_STR("田中");
    says(united(&a, &b).who, "田中", 0);
    leads = false;
    b.who = then.who;
    says(united(&a, &b).who, "鈴木", 2);
    rt_buf_fini(&m);
    rt_buf_fini(&k);
}

/* A plan without signs beside one with them. */
TEST(what_is_not_known_gives_way_to_a_change)
{
    struct rt_buf m = RT_BUF(1 << 16);
    struct rt_plan_row wrote = ending("2026-08-31", false, "佐藤"), a;
    struct rt_plan_row typed = {.who = RT_STR("山本"),
        .residual_importance = RT_UNKNOWN,
        .residual_likelihood = RT_UNKNOWN};

    a = copied(&wrote, &m);
    says(united(&a, &typed).who, "山本", 0);
    says(united(&typed, &a).who, "山本", 0);
    a.who = RT_STR("田中");
    says(united(&typed, &a).who, "田中", 1);
    typed.who = RT_STR_NONE;
    says(united(&a, &typed).who, "田中", 0);
    rt_buf_fini(&m);
}

/* Neither the accepted plan nor those that came back have signs. */
TEST(what_differs_from_the_accepted_plan_was_changed)
{
    struct rt_buf kept = RT_BUF(1 << 16);
    struct rt_plan_row accepted = ending("2026-08-31", false, "佐藤"), a, b;
    struct rt_plan_row both;

    a = b = accepted;
    a.who = RT_STR("田中");
    b.planned_end = ending("2026-09-30", false, "佐藤").planned_end;
    leads = true;
    both = united(&accepted, &a);
    says(both.who, "田中", 0);
    assert_int_equal(rt_buf_adds(&kept, both.written), RT_OK);
    both.written = rt_buf_str(&kept);
    /* the next one left that cell as it was, and changed another */
    says(united(&both, &b).who, "田中", 0);
    says(united(&both, &b).planned_end.iso, "2026-09-30", 0);
    b.who = RT_STR_NONE;
    says(united(&both, &b).who, "田中", 0);
    b.who = RT_STR("山本");
    says(united(&both, &b).who, "山本", 1);
    leads = false;
    rt_buf_fini(&kept);
}

/* The union of two is united with a third. */
TEST(a_third_plan_sees_what_was_changed)
{
    struct rt_buf m = RT_BUF(1 << 16), kept = RT_BUF(1 << 16);
    struct rt_plan_row wrote = ending("2026-08-31", false, "佐藤"), a, b, c;
    struct rt_plan_row both;

    a = b = c = copied(&wrote, &m);
    b.who = RT_STR("田中");
    both = united(&a, &b);
    assert_int_equal(rt_buf_adds(&kept, both.written), RT_OK);
    both.written = rt_buf_str(&kept);
    says(united(&both, &c).who, "田中", 0);
    c.who = RT_STR("鈴木");
    says(united(&both, &c).who, "鈴木", 1);
    rt_buf_fini(&m);
    rt_buf_fini(&kept);
}

TEST(added_columns_are_changed_too)
{
    struct rt_buf m = RT_BUF(1 << 16);
    struct rt_plan_extra budget = {RT_STR("予算"), RT_STR("1200"), 0, 0},
                         more = {RT_STR("予算"), RT_STR("1500"), 0, 0};
    struct rt_plan_row wrote = ending("2026-08-31", false, "佐藤"), a, b;

    wrote.extras = &budget;
    wrote.extra_count = 1;
    a = b = copied(&wrote, &m);
    b.extras = &more;
    assert_int_equal(united(&a, &b).extra_count, 1);
    assert_int_equal(conflicts, 0);
    (void)united(&b, &a);
    assert_int_equal(conflicts, 0);
    budget.text = RT_STR("900");
    (void)united(&a, &b);
    assert_int_equal(conflicts, 1);
    rt_buf_fini(&m);
}
