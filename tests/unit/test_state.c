/* The state: which risks are reported, and when. */
#include "state_help.h"

#define A "Raaaaaaaaaaaaaaaa"
#define B "Rbbbbbbbbbbbbbbbb"
#define C "Rcccccccccccccccc"
#define D "R0000000000000001"

/* --- levels ---------------------------------------------------------------- */

FIXTURE_TEST(first_run_reports_what_is_at_the_level)
{
    begin_simple("2026-07-01");
    risk(A, 9);
    risk(B, 4);
    risk(C, 6);
    risk(D, RT_UNKNOWN);
    end_run();
    events_are("new " A " -1>9\nnew " C " -1>6");
    assert_true(sum.first);
    assert_string_equal(sum.last_run, "");
    assert_int_equal(sum.flagged, 2);
    assert_int_equal(sum.risks, 4);
    assert_int_equal(sum.high, 2);
    assert_int_equal(sum.medium, 1);
    assert_int_equal(sum.low, 0);
    assert_int_equal(sum.unassessed, 1);
    assert_int_equal(sum.at_level, 2);
    assert_int_equal(sum.inputs[RT_INPUT_READ], 1);
}

FIXTURE_TEST(baseline_reports_no_risks)
{
    options.baseline = true;
    begin_simple("2026-07-01");
    risk(A, 9);
    failed_file("b.csv", "broken");
    end_run();
    events_are("input_failed b.csv");
    options.baseline = false;
    simple_run("2026-07-02", A, 9);
    events_are("input_missing b.csv");
    assert_false(sum.first);
    assert_string_equal(sum.last_run, "2026-07-01");
}

FIXTURE_TEST(a_rise_and_a_fall_are_reported_once)
{
    simple_run("2026-07-01", A, 4);
    events_are("");
    simple_run("2026-07-02", A, 6);
    events_are("rose " A " 4>6");
    simple_run("2026-07-03", A, 6);
    events_are("");
    simple_run("2026-07-04", A, 9);
    events_are("rose " A " 6>9");
    simple_run("2026-07-05", A, 6);
    events_are("fell " A " 9>6");
    simple_run("2026-07-06", A, 3);
    events_are("fell " A " 6>3");
    simple_run("2026-07-07", A, 2);
    events_are("");
}

FIXTURE_TEST(the_watched_level_may_be_a_number)
{
    options.level = 3;
    simple_run("2026-07-01", A, 2);
    events_are("");
    simple_run("2026-07-02", A, 3);
    events_are("rose " A " 2>3");
    options.level = 9;
    simple_run("2026-07-03", A, 6);
    events_are("");
    simple_run("2026-07-04", A, 9);
    events_are("rose " A " 6>9");
}

/* Neither another level to watch nor other settings make a difference by
 * themselves. */
FIXTURE_TEST(settings_alone_report_nothing)
{
    simple_run("2026-07-01", A, 4);
    options.class = RT_MEDIUM;
    options.settings = "2";
    begin_run("2026-07-02");
    assert_false(unchanged("a.csv", "2026-07-01"));
    read_file("a.csv", "2026-07-01");
    risk(A, 4);
    end_run();
    events_are("");
}

FIXTURE_TEST(unchanged_files_are_known)
{
    simple_run("2026-07-01", A, 9);
    begin_run("2026-07-02");
    assert_false(unchanged("a.csv", "other"));
    assert_false(unchanged("b.csv", "2026-07-01"));
    keep_file("a.csv", "2026-07-01");
    end_run();
    events_are("");
    assert_int_equal(sum.inputs_unchanged, 1);
    assert_int_equal(sum.risks, 1);
    assert_int_equal(sum.at_level, 1);
    options.force = true;
    begin_run("2026-07-03");
    assert_false(unchanged("a.csv", "2026-07-01"));
    close_state();
}

FIXTURE_TEST(the_worst_of_several_rows_counts)
{
    begin_simple("2026-07-01");
    risk(A, 4);
    read_file("b.csv", "1");
    risk(A, 6);
    risk(A, RT_UNKNOWN);
    end_run();
    events_are("new " A " -1>6");
    assert_int_equal(sum.risks, 1);
    begin_run("2026-07-02");
    keep_file("a.csv", "2026-07-01");
    read_file("b.csv", "2");
    risk(B, 1);
    end_run();
    events_are("fell " A " 6>4");
}

FIXTURE_TEST(moved_rows_are_no_news)
{
    begin_simple("2026-07-01");
    risk(A, 9);
    risk(B, 6);
    end_run();
    begin_simple("2026-07-02");
    risk(C, 1);
    risk(B, 6);
    read_file("b.csv", "1");
    risk(A, 9);
    end_run();
    events_are("");
}

/* --- leaving --------------------------------------------------------------- */

FIXTURE_TEST(a_risk_that_left_is_resolved_and_may_come_back)
{
    begin_simple("2026-07-01");
    risk(A, 9);
    risk(B, 4);
    end_run();
    simple_run("2026-07-02", C, 1);
    events_are("gone " A " 9>-1\ninput_replaced a.csv");
    assert_int_equal(sum.risks, 1);
    assert_int_equal(sum.at_level, 0);
    simple_run("2026-07-03", C, 1);
    events_are("");
    simple_run("2026-07-04", A, 9);
    events_are("again " A " 9>9");
    assert_int_equal(sum.risks, 1);
}

FIXTURE_TEST(errors_keep_a_risk_from_being_gone)
{
    begin_simple("2026-07-01");
    risk(A, 9);
    risk(B, 1);
    end_run();
    begin_simple("2026-07-02");
    risk(B, 1);
    ok(rt_state_add_finding(state, input, RT_VA101, &err));
    ok(rt_state_add_rejected(state, input, RT_VA101, &err));
    end_run();
    events_are("unknown " A " 9>-1");
    assert_int_equal(sum.risks, 2);
    assert_int_equal(sum.high, 1); /* as last known */
    assert_int_equal(sum.unassessed, 0);
    assert_int_equal(sum.unconfirmed, 1);
    assert_int_equal(sum.errors, 1);
    /* Still so: reported once. */
    begin_simple("2026-07-03");
    risk(B, 1);
    ok(rt_state_add_finding(state, input, RT_TP105, &err));
    end_run();
    events_are("");
    /* It was there all the time. */
    begin_simple("2026-07-04");
    risk(A, 9);
    risk(B, 1);
    end_run();
    events_are("");
    assert_int_equal(sum.high, 1);
    assert_int_equal(sum.unconfirmed, 0);
}

FIXTURE_TEST(what_was_unknown_may_turn_out_to_be_gone)
{
    simple_run("2026-07-01", A, 9);
    begin_simple("2026-07-02");
    ok(rt_state_add_finding(state, input, RT_TP105, &err));
    end_run();
    events_are("unknown " A " 9>-1");
    begin_simple("2026-07-03");
    risk(B, 1);
    end_run();
    events_are("gone " A " 9>-1");
    assert_int_equal(sum.risks, 1);
}

/* Nobody filled in the form: that says nothing of its risks. */
FIXTURE_TEST(a_form_without_a_row_resolves_nothing)
{
    static const char *const names[] = {"a.csv"};
    simple_run("2026-07-01", A, 9);
    begin_simple("2026-07-02");
    end_run();
    events_are("unknown " A " 9>-1\ninput_failed a.csv");
    assert_int_equal(sum.inputs[RT_INPUT_FAILED], 1);
    /* It lasts while the file is the same, or read again. */
    begin_run("2026-07-03");
    keep_file("a.csv", "2026-07-02");
    end_run();
    events_are("");
    assert_int_equal(sum.inputs[RT_INPUT_FAILED], 1);
    begin_simple("2026-07-03");
    end_run();
    events_are("");
    assert_int_equal(sum.inputs[RT_INPUT_FAILED], 1);
    options.forget = names;
    options.forget_count = 1;
    begin_simple("2026-07-03");
    end_run();
    events_are("gone " A " 9>-1");
}

/* A part of it is not there: what is in neither stays, until it comes. */
FIXTURE_TEST(a_part_of_a_split_file_may_be_missing)
{
    begin_simple("2026-07-01");
    risk(A, 9);
    risk(B, 9);
    risk(C, 9);
    risk(D, 9);
    end_run();
    begin_run("2026-07-02");
    read_file("b.csv", "1");
    risk(A, 9);
    risk(B, 6);
    end_run();
    events_are("unknown " C " 9>-1\nunknown " D " 9>-1\nfell " B
               " 9>6\ninput_missing a.csv");
    assert_int_equal(sum.risks, 4);
    begin_run("2026-07-03");
    assert_false(unchanged("a.csv", "2026-07-01"));
    keep_file("b.csv", "1");
    read_file("c.csv", "1");
    risk(C, 9);
    risk(D, 6);
    end_run();
    events_are("fell " D " 9>6\nrenamed c.csv");
    assert_int_equal(sum.risks, 4);
    assert_int_equal(sum.inputs[RT_INPUT_MISSING], 0);
}

FIXTURE_TEST(a_file_may_become_part_of_another)
{
    begin_simple("2026-07-01");
    risk(A, 9);
    read_file("b.csv", "1");
    risk(B, 9);
    end_run();
    begin_run("2026-07-02");
    read_file("b.csv", "2");
    risk(B, 9);
    risk(A, 6);
    end_run();
    events_are("fell " A " 9>6\nrenamed b.csv");
    assert_int_equal(sum.risks, 2);
}

/* It names the risk, but has it not. */
FIXTURE_TEST(a_plan_is_not_a_file_with_another_name)
{
    simple_run("2026-07-01", A, 9);
    begin_run("2026-07-02");
    read_file("plan.csv", "1");
    struct rt_plan_row plan = {.risk_id = RT_STR(A)};
    ok(rt_state_add_plan(state, input, &plan, &err));
    end_run();
    events_are("input_missing a.csv");
    assert_int_equal(sum.risks, 1);
}

/* An error in a value of another row does not hide that a row left. */
FIXTURE_TEST(errors_of_values_lose_no_rows)
{
    simple_run("2026-07-01", A, 9);
    begin_simple("2026-07-02");
    risk(B, RT_UNKNOWN);
    ok(rt_state_add_finding(state, input, RT_VA301, &err));
    end_run();
    events_are("gone " A " 9>-1");
}

FIXTURE_TEST(a_level_that_cannot_be_computed_is_unknown)
{
    simple_run("2026-07-01", A, 6);
    simple_run("2026-07-02", A, RT_UNKNOWN);
    events_are("unknown " A " 6>-1");
    simple_run("2026-07-03", A, RT_UNKNOWN);
    events_are("");
    simple_run("2026-07-04", A, 6);
    events_are("");
    simple_run("2026-07-05", A, RT_UNKNOWN);
    simple_run("2026-07-06", A, 9);
    events_are("rose " A " 6>9");
    simple_run("2026-07-07", B, RT_UNKNOWN);
    events_are("gone " A " 9>-1");
    simple_run("2026-07-08", B, 6);
    events_are("rose " B " -1>6");
}

FIXTURE_TEST(what_returns_without_a_level_is_unknown_again)
{
    simple_run("2026-07-01", A, 6);
    simple_run("2026-07-02", A, RT_UNKNOWN);
    simple_run("2026-07-03", B, 1);
    events_are("gone " A " 6>-1");
    simple_run("2026-07-04", A, RT_UNKNOWN);
    events_are("unknown " A " 6>-1");
}

/* --- inputs ---------------------------------------------------------------- */

FIXTURE_TEST(a_missing_file_keeps_its_risks)
{
    begin_simple("2026-07-01");
    risk(A, 9);
    read_file("b.csv", "1");
    risk(B, 9);
    end_run();
    begin_run("2026-07-02");
    keep_file("a.csv", "2026-07-01");
    end_run();
    events_are("input_missing b.csv");
    assert_int_equal(sum.risks, 2);
    assert_int_equal(sum.inputs[RT_INPUT_MISSING], 1);
    begin_run("2026-07-03");
    keep_file("a.csv", "2026-07-01");
    end_run();
    events_are("");
    begin_run("2026-07-04");
    keep_file("a.csv", "2026-07-01");
    keep_file("b.csv", "1");
    end_run();
    events_are("returned b.csv");
    assert_int_equal(sum.inputs[RT_INPUT_MISSING], 0);
    assert_int_equal(sum.inputs[RT_INPUT_READ], 2);
}

FIXTURE_TEST(a_failed_file_keeps_its_risks)
{
    simple_run("2026-07-01", A, 6);
    begin_run("2026-07-02");
    failed_file("a.csv", "damaged");
    end_run();
    events_are("input_failed a.csv");
    assert_int_equal(sum.at_level, 1);
    begin_run("2026-07-03");
    failed_file("a.csv", "damaged");
    end_run();
    events_are("");
    simple_run("2026-07-04", A, 9);
    events_are("rose " A " 6>9\nreturned a.csv");
}

FIXTURE_TEST(forgotten_inputs_are_resolved)
{
    static const char *const names[] = {"b.csv"};
    begin_simple("2026-07-01");
    risk(A, 9);
    read_file("b.csv", "1");
    risk(B, 9);
    end_run();
    options.forget = names;
    options.forget_count = 1;
    begin_run("2026-07-02");
    keep_file("a.csv", "2026-07-01");
    end_run();
    events_are("gone " B " 9>-1");
    assert_int_equal(sum.inputs[RT_INPUT_MISSING], 0);
    /* Not known any more. */
    open_state(RT_STATE_RUN);
    options.now = "2026-07-03";
    assert_int_equal(rt_state_begin(state, &options, &err), RT_USAGE);
}

FIXTURE_TEST(an_input_that_is_there_cannot_be_forgotten)
{
    static const char *const names[] = {"a.csv"};
    simple_run("2026-07-01", A, 9);
    options.forget = names;
    options.forget_count = 1;
    begin_run("2026-07-02");
    assert_false(unchanged("a.csv", "2026-07-01"));
    read_file("a.csv", "2026-07-01");
    risk(A, 9);
    assert_int_equal(rt_state_compare(state, &err), RT_USAGE);
}

FIXTURE_TEST(silent_departments_are_reported_once)
{
    for (int day = 1; day <= 2; day++) {
        begin_run(day == 1 ? "2026-07-01" : "2026-07-02");
        silent("総務部");
        end_run();
        events_are(day == 1 ? "department_missing 総務部" : "");
        assert_int_equal(sum.inputs[RT_INPUT_MISSING], 1);
    }
    begin_run("2026-07-03");
    end_run();
    assert_int_equal(sum.inputs[RT_INPUT_MISSING], 0);
    begin_run("2026-07-04");
    silent("総務部");
    end_run();
    events_are("department_missing 総務部");
}

/* --- renamed --------------------------------------------------------------- */

FIXTURE_TEST(a_renamed_file_is_the_same_file)
{
    begin_simple("2026-07-01");
    risk(A, 9);
    risk(B, 6);
    end_run();
    /* Half of its ids is enough. */
    begin_run("2026-07-02");
    read_file("b.csv", "2");
    risk(A, 9);
    end_run();
    events_are("gone " B " 6>-1\nrenamed b.csv");
    assert_int_equal(sum.inputs[RT_INPUT_MISSING], 0);
    /* Less than half is not. */
    begin_run("2026-07-03");
    read_file("c.csv", "3");
    risk(C, 1);
    end_run();
    events_are("input_missing b.csv");
    assert_int_equal(sum.risks, 2);
}

/* The department came from the file's name, and the id from the department. */
FIXTURE_TEST(equal_content_is_the_same_risk)
{
    struct rt_cursor c;
    struct rt_state_risk r;
    struct rt_state_step step;
    begin_run("2026-07-01");
    read_file("a.csv", "same");
    risk(A, 9);
    risk(B, 4);
    end_run();
    begin_run("2026-07-02");
    read_file("b.csv", "same");
    risk(C, 9);
    risk(D, 4);
    end_run();
    events_are("renamed b.csv\ncarried_over 営業部");
    assert_int_equal(sum.risks, 2);
    open_state(RT_STATE_LOOK);
    c = rt_state_history(state, RT_STR(A), &r, &err);
    assert_true(rt_str_is(r.first_seen, "2026-07-01"));
    assert_true(rt_next(&c, &step));
    assert_true(rt_str_is(step.what, "new"));
    assert_true(rt_next(&c, &step));
    assert_true(rt_str_is(step.what, "moved"));
    assert_true(rt_str_is(step.where.file, "b.csv"));
    assert_false(rt_next(&c, &step));
    ok(rt_cursor_close(&c));
    close_state();
    /* And back. */
    begin_run("2026-07-03");
    read_file("a.csv", "same");
    risk(A, 9);
    risk(B, 4);
    end_run();
    events_are("renamed a.csv\ncarried_over 営業部");
    begin_run("2026-07-04");
    read_file("a.csv", "2");
    risk(A, 6);
    risk(B, 4);
    end_run();
    events_are("fell " A " 9>6");
}

/* Two rows, one of another department, of which the new name makes one. */
FIXTURE_TEST(two_ids_may_become_one)
{
    begin_run("2026-07-01");
    read_file("a.csv", "same");
    risk(A, 9);
    risk(B, 6);
    end_run();
    assert_int_equal(sum.risks, 2);
    begin_run("2026-07-02");
    read_file("b.csv", "same");
    risk(A, 9);
    risk(A, 6);
    end_run();
    events_are("renamed b.csv\ncarried_over 営業部");
    assert_int_equal(sum.risks, 1);
    assert_int_equal(sum.at_level, 1);
}

/* The name is now that of a file that is no form at all. */
FIXTURE_TEST(what_is_no_form_any_more_resolves_nothing)
{
    simple_run("2026-07-01", A, 9);
    begin_run("2026-07-02");
    add_file("a.csv", "other", RT_INPUT_OTHER, NULL);
    end_run();
    events_are("unknown " A " 9>-1\ninput_failed a.csv");
    assert_int_equal(sum.inputs[RT_INPUT_FAILED], 1);
    simple_run("2026-07-03", A, 9);
    events_are("returned a.csv");
    assert_int_equal(sum.inputs[RT_INPUT_READ], 1);
}

/* Asked between begin and compare, of a file that is not read again. */
/* A run in which the file is unchanged, with that stamp. */
static void keep_with(const char *now, const char *stamp)
{
    begin_run(now);
    ok(rt_state_keep(state, RT_STR("a.csv"), stamp, &err));
    end_run();
}

/* Whether the next run would take it for untouched. */
static bool is_untouched(const char *stamp)
{
    begin_run("2026-07-20");
    bool is = rt_state_untouched(state, RT_STR("a.csv"), stamp);
    assert_false(rt_state_untouched(state, RT_STR("b.csv"), stamp));
    close_state();
    return is;
}

FIXTURE_TEST(a_stamp_is_of_the_content_last_read)
{
    simple_run("2026-07-01", A, 9);
    assert_false(is_untouched("")); /* none is known */
    keep_with("2026-07-02", "one");
    assert_true(is_untouched("one"));
    assert_false(is_untouched("two"));
    keep_with("2026-07-03", "two");
    keep_with("2026-07-04", ""); /* says nothing */
    assert_true(is_untouched("two"));
    options.force = true;
    assert_false(is_untouched("two"));
    options.force = false;
    options.settings = "2";
    assert_false(is_untouched("two"));
    options.settings = "1";
    begin_run("2026-07-05");
    failed_file("a.csv", "broken");
    end_run();
    assert_true(is_untouched("two"));
    simple_run("2026-07-06", A, 9);
    assert_false(is_untouched("two"));
}

FIXTURE_TEST(the_departments_of_an_unchanged_file_are_known)
{
    struct rt_cursor c;
    struct rt_str name;
    simple_run("2026-07-01", A, 9);
    begin_run("2026-07-02");
    keep_file("a.csv", "2026-07-01");
    c = rt_state_kept_departments(state, RT_STR("a.csv"), &err);
    assert_true(rt_next(&c, &name));
    assert_true(rt_str_is(name, "営業部"));
    assert_false(rt_next(&c, &name));
    ok(rt_cursor_close(&c));
    end_run();
}
