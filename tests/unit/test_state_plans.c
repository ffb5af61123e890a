/* The state: treatments that are late, put off, or no longer as approved, and
 * what is reported again. */
#include "state_help.h"

#define A "Raaaaaaaaaaaaaaaa"
#define B "Rbbbbbbbbbbbbbbbb"

static struct rt_plan_row plan;

/* A row of the plan for a risk; the caller changes what it wants and calls
 * add_plan. */
static void plan_row(const char *id, const char *due)
{
    plan = (struct rt_plan_row){.risk_id = rt_str(id),
        .where.sheet = RT_STR("計画"),
        .where.row = ++row_number,
        .level = RT_UNKNOWN,
        .priority = RT_UNKNOWN,
        .control = RT_STR("5.1"),
        .task = RT_STR("暗号化"),
        .who = RT_STR("山田"),
        .planned_end = {.iso = rt_str(due), .raw = rt_str(due)},
        .status = RT_PLAN_OPEN,
        .status_raw = RT_STR("未着手"),
        .residual_importance = RT_UNKNOWN,
        .residual_likelihood = RT_UNKNOWN};
}

static void add_plan(void)
{
    ok(rt_state_add_plan(state, input, &plan, &err));
}

/* A run in which the risk has that level and its treatment that end. */
static void planned_run(
    const char *now, int level, const char *plan_content, const char *due)
{
    begin_simple(now);
    risk(A, level);
    read_file("plan.xlsx", plan_content);
    plan_row(A, due);
    add_plan();
    end_run();
}

FIXTURE_TEST(overdue_is_reported_once_for_each_planned_end)
{
    planned_run("2026-07-01", 6, "1", "2026-07-02");
    events_are("new " A " -1>6");
    planned_run("2026-07-02", 6, "1", "2026-07-02");
    events_are("");
    assert_int_equal(sum.overdue, 0);
    planned_run("2026-07-03", 6, "1", "2026-07-02");
    events_are("overdue " A " -1>6");
    assert_int_equal(sum.overdue, 1);
    planned_run("2026-07-04", 6, "1", "2026-07-02");
    events_are("");
    assert_int_equal(sum.overdue, 1);
    planned_run("2026-07-05", 6, "2", "2026-07-06");
    events_are("slipped " A " -1>6");
    assert_int_equal(sum.overdue, 0);
    planned_run("2026-07-07", 6, "2", "2026-07-06");
    events_are("overdue " A " -1>6");
}

/* Nothing was read anew, only the day has come. */
FIXTURE_TEST(a_day_that_passes_is_noticed_in_unchanged_files)
{
    planned_run("2026-07-01", 6, "1", "2026-07-02");
    for (int day = 3; day <= 4; day++) {
        begin_run(day == 3 ? "2026-07-03" : "2026-07-04");
        keep_file("a.csv", "2026-07-01");
        keep_file("plan.xlsx", "1");
        end_run();
        events_are(day == 3 ? "overdue " A " -1>6" : "");
        assert_int_equal(sum.overdue, 1);
    }
}

/* A run in which the end is one that merge proposed. */
static void proposed_run(const char *now, const char *content, const char *due)
{
    begin_simple(now);
    risk(A, 6);
    read_file("plan.xlsx", content);
    plan_row(A, due);
    plan.proposed = true;
    plan.who = RT_STR_NONE;
    add_plan();
    end_run();
}

FIXTURE_TEST(a_proposed_end_is_never_overdue)
{
    proposed_run("2026-07-01", "1", "2026-07-02");
    events_are("new " A " -1>6");
    for (int day = 3; day <= 4; day++) {
        begin_run(day == 3 ? "2026-07-03" : "2026-07-04");
        keep_file("a.csv", "2026-07-01");
        keep_file("plan.xlsx", "1");
        end_run();
        events_are(day == 3 ? "unplanned " A " -1>6" : "");
        assert_int_equal(sum.overdue, 0);
        assert_int_equal(sum.unplanned, 1);
    }
    /* Planned, to the same end: now it is overdue. */
    planned_run("2026-07-05", 6, "2", "2026-07-02");
    events_are("overdue " A " -1>6");
    assert_int_equal(sum.overdue, 1);
    assert_int_equal(sum.unplanned, 0);
}

FIXTURE_TEST(a_proposed_end_is_not_put_off)
{
    proposed_run("2026-07-01", "1", "2026-07-02");
    proposed_run("2026-07-03", "2", "2026-09-30");
    events_are("");
    assert_int_equal(sum.unplanned, 0);
    planned_run("2026-07-04", 6, "3", "2026-10-31");
    events_are("");
    /* What was promised, and is only proposed now, was put off. */
    proposed_run("2026-07-05", "4", "2026-12-31");
    events_are("slipped " A " -1>6");
}

/* In the register's order: one that is not assessed right after the high ones. */
FIXTURE_TEST(overdue_ones_are_in_the_register_s_order)
{
    static const char *const ids[] = {A, B, "Rcccccccccccccccc"};
    options.class = RT_MEDIUM;
    for (int day = 1; day <= 3; day += 2) {
        begin_simple(day == 1 ? "2026-07-01" : "2026-07-03");
        risk(A, 4);
        risk(B, day == 1 ? 4 : RT_UNKNOWN);
        risk(ids[2], 9);
        read_file("plan.xlsx", "1");
        for (size_t i = 0; i < RT_COUNT(ids); i++) {
            plan_row(ids[i], "2026-07-02");
            add_plan();
        }
        end_run();
    }
    events_are("unknown " B " 4>-1\noverdue Rcccccccccccccccc -1>9\n"
               "overdue " B "\noverdue " A " -1>4");
}

FIXTURE_TEST(what_is_below_the_level_or_done_is_not_overdue)
{
    planned_run("2026-07-03", 4, "1", "2026-07-02");
    events_are("");
    assert_int_equal(sum.overdue, 0);
    begin_simple("2026-07-04");
    risk(B, 9);
    read_file("plan.xlsx", "2");
    plan_row(B, "2026-07-02");
    plan.status = RT_PLAN_DONE;
    add_plan();
    end_run();
    events_are("new " B " -1>9");
    assert_int_equal(sum.overdue, 0);
    /* Taken up again: late at once. */
    begin_simple("2026-07-05");
    risk(B, 9);
    read_file("plan.xlsx", "3");
    plan_row(B, "2026-07-02");
    add_plan();
    end_run();
    events_are("overdue " B " -1>9");
}

FIXTURE_TEST(an_end_that_is_taken_away_has_slipped)
{
    planned_run("2026-07-01", 6, "1", "2026-09-30");
    planned_run("2026-07-02", 6, "2", "2026-09-01");
    events_are("");
    planned_run("2026-07-03", 6, "3", "");
    events_are("slipped " A " -1>6");
    planned_run("2026-07-04", 6, "4", "2026-12-31");
    events_are("");
}

FIXTURE_TEST(an_event_names_the_plan)
{
    struct rt_cursor c;
    struct rt_event e;
    planned_run("2026-07-01", 6, "1", "2026-09-30");
    begin_simple("2026-07-02");
    risk(A, 6);
    read_file("plan.xlsx", "2");
    plan_row(A, "2026-10-31");
    add_plan();
    compare_run();
    c = rt_state_events(state, &err);
    assert_true(rt_next(&c, &e));
    assert_int_equal(e.kind, RT_EVENT_SLIPPED);
    assert_true(rt_str_is(e.due_before, "2026-09-30"));
    assert_true(rt_str_is(e.due, "2026-10-31"));
    assert_true(rt_str_is(e.who, "山田"));
    assert_true(rt_str_is(e.status, "未着手"));
    assert_true(rt_str_is(e.plan.file, "plan.xlsx"));
    assert_true(rt_str_is(e.plan.sheet, "計画"));
    assert_int_equal(e.plan.row, 4);
    assert_true(rt_str_is(e.where.file, "a.csv"));
    assert_true(rt_str_is(e.where.sheet, "台帳"));
    assert_int_equal(e.where.row, 4);
    assert_true(rt_str_is(e.asset, A));
    assert_true(rt_str_is(e.owner, "営業部長"));
    assert_true(rt_str_is(e.since, "2026-07-01"));
    assert_int_equal(e.importance, 3);
    assert_int_equal(e.likelihood, 2);
    ok(rt_cursor_close(&c));
}

/* The latest by name, whatever the order in which they are read. */
FIXTURE_TEST(the_latest_plan_counts)
{
    begin_simple("2026-07-03");
    risk(A, 6);
    read_file("plan-q1.xlsx", "1");
    plan_row(A, "2026-07-01");
    add_plan();
    read_file("plan-q2.xlsx", "2");
    plan_row(A, "2026-09-30");
    add_plan();
    end_run();
    events_are("new " A " -1>6");
    assert_int_equal(sum.overdue, 0);
    begin_run("2026-07-04");
    keep_file("a.csv", "2026-07-03");
    keep_file("plan-q1.xlsx", "1");
    keep_file("plan-q2.xlsx", "2");
    read_file("plan-q3.xlsx", "3");
    plan_row(A, "2026-12-31");
    add_plan();
    end_run();
    events_are("slipped " A " -1>6");
}

FIXTURE_TEST(several_tasks_are_kept_apart)
{
    static const char *const ends[2][3] = {
        {"2026-08-01", "2026-09-01", "2026-10-01"},
        {"2026-10-01", "2026-08-01", "2026-09-15"},
    };
    static const char *const tasks[2][3] = {
        {"教育", "暗号化", "監視"},
        {"監視", "教育", "暗号化"},
    };
    for (int i = 0; i < 2; i++) {
        begin_simple(i ? "2026-07-02" : "2026-07-01");
        risk(A, 6);
        read_file("plan.xlsx", i ? "2" : "1");
        for (int k = 0; k < 3; k++) {
            plan_row(A, ends[i][k]);
            plan.task = rt_str(tasks[i][k]);
            add_plan();
        }
        end_run();
    }
    events_are("slipped " A " -1>6"); /* 暗号化 alone */
}

/* The only treatment of a risk stays itself when its text is edited. */
FIXTURE_TEST(an_edited_task_is_the_same_one)
{
    planned_run("2026-07-01", 6, "1", "2026-08-01");
    begin_simple("2026-07-02");
    risk(A, 6);
    read_file("plan.xlsx", "2");
    plan_row(A, "2026-09-01");
    plan.task = RT_STR("ディスクの暗号化");
    add_plan();
    end_run();
    events_are("slipped " A " -1>6");
}

/* And are watched where their level may be high: 4 is, in edition 3. */
FIXTURE_TEST(rows_without_a_risk_have_an_id_of_their_own)
{
    for (int level = 3; level <= 4; level++) {
        begin_run(level == 3 ? "2026-07-03" : "2026-07-04");
        read_file(
            level == 3 ? "plan.xlsx" : "later.xlsx", level == 3 ? "1" : "2");
        plan_row("", "2026-07-01");
        plan.number = rt_str(level == 3 ? "１" : "2");
        plan.level = level;
        add_plan();
        end_run();
        if (level == 3)
            events_are("");
    }
    assert_int_equal(sum.events[RT_EVENT_OVERDUE], 1);
    assert_int_equal(strncmp(events, "overdue P", 9), 0);
    assert_int_equal(sum.overdue, 1);
}

/* --- approvals ------------------------------------------------------------- */

static void approved_run(
    const char *now, int level, int stated, const char *approved_on)
{
    begin_simple(now);
    risk(A, level);
    read_file("plan.xlsx", now);
    plan_row(A, "2026-12-31");
    plan.level = stated;
    plan.approved_by = RT_STR("部長");
    plan.approved_on.iso = plan.approved_on.raw = rt_str(approved_on);
    add_plan();
    end_run();
}

FIXTURE_TEST(an_approval_lapses_when_a_value_changes)
{
    approved_run("2026-07-01", 4, 4, "2026-06-30");
    events_are("");
    approved_run("2026-07-02", 6, 4, "2026-06-30");
    events_are("rose " A " 4>6\nlapsed " A " -1>6");
    approved_run("2026-07-03", 6, 4, "2026-06-30");
    events_are("");
    approved_run("2026-07-04", 6, 6, "2026-07-04");
    events_are("");
    approved_run("2026-07-05", 4, 6, "2026-07-04");
    events_are("lapsed " A " -1>4\nfell " A " 6>4");
}

FIXTURE_TEST(an_approval_of_another_level_has_lapsed_already)
{
    struct rt_cursor c;
    struct rt_event e;
    begin_simple("2026-07-01");
    risk(A, 6);
    read_file("plan.xlsx", "1");
    plan_row(A, "2026-12-31");
    plan.level = 4;
    plan.approved_by = RT_STR("部長");
    add_plan();
    compare_run();
    events_are("new " A " -1>6\nlapsed " A " -1>6");
    c = rt_state_events(state, &err);
    assert_true(rt_next(&c, &e));
    assert_true(rt_next(&c, &e));
    assert_true(rt_str_is(e.reason, "risk level 4 to 6"));
    assert_true(rt_str_is(e.approved_by, "部長"));
    ok(rt_cursor_close(&c));
}

FIXTURE_TEST(an_unknown_level_does_not_lapse_an_approval)
{
    approved_run("2026-07-01", 4, 4, "2026-06-30");
    approved_run("2026-07-02", RT_UNKNOWN, 4, "2026-06-30");
    events_are("");
    approved_run("2026-07-03", 4, 4, "2026-06-30");
    events_are("");
}

/* --- reminders ------------------------------------------------------------- */

FIXTURE_TEST(unresolved_risks_are_reported_again)
{
    options.remind = 7;
    simple_run("2026-07-01", A, 9);
    simple_run("2026-07-07", A, 9);
    events_are("");
    simple_run("2026-07-08", A, 9);
    events_are("reminder " A " -1>9");
    simple_run("2026-07-09", A, 9);
    events_are("");
    simple_run("2026-07-15", A, 9);
    events_are("reminder " A " -1>9");
    assert_int_equal(sum.flagged, 1);
    simple_run("2026-07-16", A, 4);
    events_are("fell " A " 9>4");
    simple_run("2026-08-16", A, 4);
    events_are("");
}

FIXTURE_TEST(a_late_treatment_is_reported_again)
{
    options.baseline = true;
    planned_run("2026-07-01", 6, "1", "2026-07-10");
    options.baseline = false;
    options.remind = 7;
    for (int day = 2; day < 10; day++) {
        char now[32];
        snprintf(now, sizeof now, "2026-07-%02d", day);
        planned_run(now, 6, "1", "2026-07-10");
        events_are("");
    }
    planned_run("2026-07-11", 6, "1", "2026-07-10");
    events_are("overdue " A " -1>6");
    planned_run("2026-07-18", 6, "1", "2026-07-10");
    events_are("reminder " A " -1>6");
    planned_run("2026-07-25", 6, "2", "2026-08-31");
    events_are("slipped " A " -1>6");
}

/* Its last day is not late, in files that were read before either. */
FIXTURE_TEST(a_treatment_is_reported_again_after_its_last_day)
{
    static const char *const days[] = {"2026-07-10", "2026-07-11"};
    for (int i = 1; i <= 2; i++) {
        begin_run(i == 1 ? "2026-07-01" : "2026-07-02");
        read_file("plan.xlsx", i == 1 ? "1" : "2");
        plan_row("", i == 1 ? "2026-07-05" : "2026-07-10");
        plan.number = RT_STR("1");
        plan.level = 9;
        add_plan();
        end_run();
    }
    assert_int_equal(sum.events[RT_EVENT_SLIPPED], 1);
    options.remind = 1;
    for (size_t i = 0; i < RT_COUNT(days); i++) {
        begin_run(days[i]);
        keep_file("plan.xlsx", "2");
        end_run();
        assert_int_equal(sum.events[RT_EVENT_REMINDER], 0);
        assert_int_equal(sum.events[RT_EVENT_OVERDUE], i);
    }
}

FIXTURE_TEST(a_baseline_is_not_reported_again)
{
    options.baseline = true;
    planned_run("2026-07-03", 9, "1", "2026-07-01");
    events_are("");
    options.baseline = false;
    options.remind = 1;
    planned_run("2026-07-10", 9, "1", "2026-07-01");
    events_are("");
    options.all = true;
    planned_run("2026-07-11", 9, "1", "2026-07-01");
    events_are("standing " A " -1>9");
    assert_int_equal(sum.flagged, 0);
}

FIXTURE_TEST(unchanged_risks_are_reported_in_unchanged_files_too)
{
    options.all = true;
    begin_simple("2026-07-01");
    risk(A, 9);
    risk(B, 1);
    end_run();
    events_are("new " A " -1>9");
    begin_run("2026-07-02");
    keep_file("a.csv", "2026-07-01");
    end_run();
    events_are("standing " A " -1>9");
}

/* At the end of the last quarter. */
static void treatments_are(int open_, int overdue, int unplanned, int done)
{
    struct rt_state_quarter q = {0}, last = {0};
    open_state(RT_STATE_LOOK);
    struct rt_cursor c = rt_state_trend(state, 4, &err);
    while (rt_next(&c, &q))
        last = q;
    ok(rt_cursor_close(&c));
    close_state();
    assert_int_equal(last.open, open_);
    assert_int_equal(last.overdue, overdue);
    assert_int_equal(last.unplanned, unplanned);
    assert_int_equal(last.done, done);
    assert_int_equal(last.rest, open_ - overdue - unplanned);
}

/* A run over risks A (high) and B (low), with a treatment of A and of B each,
 * and one of B that is only proposed. */
static void counted_run(const char *now, enum rt_plan_status of_a)
{
    begin_simple(now);
    risk(A, 9);
    risk(B, 1);
    read_file("plan.xlsx", now);
    plan_row(A, "2026-07-02");
    plan.status = of_a;
    add_plan();
    plan_row(B, "2026-07-02");
    add_plan();
    plan_row(B, "2026-07-02");
    plan.task = RT_STR("教育");
    plan.proposed = true;
    add_plan();
    end_run();
}

FIXTURE_TEST(treatments_are_counted)
{
    counted_run("2026-07-01", RT_PLAN_OPEN);
    treatments_are(3, 0, 0, 0);
    counted_run("2026-07-03", RT_PLAN_OPEN);
    treatments_are(3, 1, 0, 0);
    /* Nothing happens to any. */
    begin_run("2026-07-04");
    keep_file("a.csv", "2026-07-03");
    keep_file("plan.xlsx", "2026-07-03");
    end_run();
    treatments_are(3, 1, 0, 0);
    counted_run("2026-07-05", RT_PLAN_DONE);
    treatments_are(2, 0, 0, 1);
    /* B is gone, and with it what was open. */
    begin_simple("2026-07-06");
    risk(A, 9);
    keep_file("plan.xlsx", "2026-07-05");
    end_run();
    treatments_are(0, 0, 0, 1);
}
