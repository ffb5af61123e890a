/* The controls of a run: what is one, whom it serves and how far it is. */
#include "ledger_help.h"

#include "ledger/chosen_controls.h"

static int64_t input;

/* A risk of that number and priority. */
static void treat(unsigned n, int priority, enum rt_treatment t,
    const char *control, const char *action)
{
    struct rt_risk r = blank_risk("a.xlsx", n);
    char id[18], asset[24];

    set_id(&r, id, n);
    snprintf(asset, sizeof asset, "資産%u", n);
    r.asset = rt_str(asset);
    r.result.priority = priority;
    r.result.class = priority ? RT_HIGH : RT_LOW;
    r.result.level = priority ? 9 - (int)n : 1;
    r.treatment = t;
    r.control = rt_str(control);
    r.action = rt_str(action);
    add_risk(input, &r);
}

/* A row of the previous plan for the risk of that number; 0: for none. */
static void plan(unsigned n, const char *control, const char *who,
    enum rt_plan_status status)
{
    struct rt_plan_row row;
    char id[18] = "";

    rt_record_blank(&rt_plan_members, &row);
    row.extra_count = 0;
    row.where = (struct rt_where){
        RT_STR("plan.xlsx"), RT_STR("リスク対応計画"), 5 + n, 0, false};
    if (n > 0)
        snprintf(id, sizeof id, "R%016x", n);
    row.risk_id = rt_str(id);
    row.control = rt_str(control);
    row.who = rt_str(who);
    row.status = status;
    if (status != RT_PLAN_UNSAID)
        row.status_raw = rt_str(rt_plan_status_label(status, RT_JA));
    ok(rt_ledger_add_plan(ledger, RT_PLANNED_ROW, &row, RT_JA, &err));
}

struct want {
    const char *text;
    uint64_t risks, done, under_way, open;
    enum rt_plan_status state;
};

static void has(const struct want *want, size_t count)
{
    struct rt_cursor c = rt_ledger_controls(ledger, &err);
    struct rt_chosen_control got;
    size_t n = 0;

    for (; rt_next(&c, &got); n++) {
        assert_true(n < count);
        is(got.text, want[n].text);
        assert_int_equal(got.id, n + 1);
        assert_int_equal(got.risks, want[n].risks);
        assert_int_equal(got.done, want[n].done);
        assert_int_equal(got.under_way, want[n].under_way);
        assert_int_equal(got.open, want[n].open);
        assert_int_equal(got.state, want[n].state);
    }
    ok(rt_cursor_close(&c));
    assert_int_equal(n, count);
}

/* One for each line however it is spelled, at every level, but not of what is
 * retained; each with the state that the input gives it. */
FIXTURE_TEST(of_the_inputs)
{
    static const struct want want[]
        = {{"バックアップ", 2, 2, 0, 0, RT_PLAN_DONE},
            {"暗号化", 2, 0, 0, 2, RT_PLAN_OPEN}};

    input = add_input("a.xlsx", "1");
    treat(1, 1, RT_REDUCE, "バックアップ\n・暗号化\n－", "済\n予定");
    treat(2, 1, RT_RETAIN, "施錠", "");
    treat(3, 0, RT_TRANSFER, "ﾊﾞｯｸｱｯﾌﾟ", "実施済み");
    treat(4, 0, RT_AVOID, "暗号化", "");
    finish();
    has(want, RT_COUNT(want));
}

/* The plan's rows in place of what the inputs say, with the rows of a risk that
 * names its control once, and those for no risk. */
FIXTURE_TEST(of_the_plan)
{
    static const struct want want[]
        = {{"二要素認証", 1, 0, 1, 0, RT_PLAN_UNDER_WAY},
            {"暗号化", 1, 1, 0, 0, RT_PLAN_DONE},
            {"教育", 0, 0, 0, 0, RT_PLAN_OPEN}};
    struct rt_control_counts n;

    input = add_input("a.xlsx", "1");
    assert_int_equal(RT_OK,
        rt_ledger_expect_plan(ledger, "plan.xlsx", 0, "2026-09-30", NULL));
    plan(1, "二要素認証", "田中", RT_PLAN_DONE);
    plan(1, "", "鈴木", RT_PLAN_OPEN);
    plan(2, "", "", RT_PLAN_DONE);
    plan(0, "教育", "佐藤", RT_PLAN_OPEN);
    treat(1, 1, RT_REDUCE, "バックアップ", "");
    treat(2, 1, RT_REDUCE, "暗号化", "");
    finish();
    has(want, RT_COUNT(want));
    ok(rt_ledger_count_controls(ledger, &n, &err));
    assert_int_equal(n.total, 3);
    assert_int_equal(n.done, 1);
    assert_int_equal(n.under_way, 1);
    assert_int_equal(n.open, 1);
}

/* The rows of one control, with the risk of each. */
FIXTURE_TEST(uses)
{
    struct rt_cursor c;
    struct rt_control_use u;

    input = add_input("a.xlsx", "1");
    assert_int_equal(RT_OK,
        rt_ledger_expect_plan(ledger, "plan.xlsx", 0, "2026-09-30", NULL));
    plan(0, "暗号化と教育", "本部", RT_PLAN_UNSAID);
    plan(1, "暗号化", "田中", RT_PLAN_UNDER_WAY);
    treat(1, 1, RT_REDUCE, "バックアップ", "");
    treat(2, 2, RT_REDUCE, "暗号化", "済");
    treat(3, 3, RT_REDUCE, "暗号化", "");
    finish();
    c = rt_ledger_control_uses(ledger, 1, &err);
    assert_true(rt_next(&c, &u));
    is(u.risk_id, "R0000000000000001");
    is(u.row.who, "田中");
    assert_int_equal(u.state, RT_PLAN_UNDER_WAY);
    assert_true(rt_next(&c, &u));
    is(u.risk_id, "R0000000000000002");
    assert_int_equal(u.level, 7);
    assert_int_equal(u.state, RT_PLAN_DONE);
    is(u.row.stated, "済");
    assert_true(rt_next(&c, &u));
    is(u.risk_id, "R0000000000000003");
    is(u.row.planned_end.iso, "3");
    assert_false(rt_next(&c, &u));
    ok(rt_cursor_close(&c));
    c = rt_ledger_control_uses(ledger, 2, &err);
    assert_true(rt_next(&c, &u));
    assert_int_equal(u.position, 0);
    is(u.row.who, "本部");
    ok(rt_cursor_close(&c));
}
