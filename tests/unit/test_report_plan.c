/* The treatment plan, read back with the program's own reader: what is filled
 * in, what is proposed and how it says so, and on which sheet. */
#include "report/plan/plan_parts.h"
#include "report_help.h"

#include <minizip/unzip.h>

#define SHEET "リスク対応計画"

static struct rt_run planning(const char *now, enum rt_lang lang)
{
    return (struct rt_run){
        .version = "0.1.0", .now = now, .lang = lang, .due = rt_due_default()};
}

static void write_plan(const struct rt_run *run)
{
    finish();
    ok(rt_report_plan(ledger, run, path, &err));
}

static const char *at(enum rt_plan_col col, unsigned number)
{
    static char ref[2][16];
    static int turn;

    turn = !turn;
    snprintf(ref[turn], sizeof ref[turn], "%s%u", RT_COL(col),
        RT_LIST_FIRST + number);
    return ref[turn];
}

static void plan_is(enum rt_plan_col col, unsigned number, const char *want)
{
    cell_is(SHEET, at(col, number), want);
}

static struct rt_risk reported(void)
{
    struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);

    r.treatment = RT_REDUCE;
    r.control = RT_STR("施錠");
    r.treatment_reason = RT_STR("費用が見合う");
    r.residual_importance = 3;
    r.residual_likelihood = 1;
    r.residual_level = 3;
    return r;
}

/* --- what is known ------------------------------------------------------- */

FIXTURE_TEST(plan_takes_what_is_known)
{
    int64_t id = add_input("報告書.xlsx", "ab");
    struct rt_risk worst = reported();
    struct rt_risk bare = scored("ipa-3.1", 3, 3, 3, 3, 3);
    struct rt_risk none = scored("ipa-3.1", 1, 1, 1, 1, 1);
    struct got level;

    worst.medium = RT_STR("書類");
    put(id, &worst);
    put(id, &bare);
    put(id, &none);
    write_plan(&japanese);
    plan_is(PC_DEPARTMENT, 1, "営業部");
    plan_is(PC_MEDIUM, 1, "書類");
    plan_is(PC_IMPORTANCE, 1, "3");
    plan_is(PC_LIKELIHOOD, 1, "3");
    plan_is(PC_LEVEL, 1, "9");
    plan_is(PC_CLASS, 1, "大");
    plan_is(PC_PRIORITY, 1, "1");
    plan_is(PC_TREATMENT, 1, "低減");
    plan_is(PC_REASON, 1, "費用が見合う");
    plan_is(PC_CONTROL, 1, "施錠");
    plan_is(PC_STATUS, 1, "未着手");
    plan_is(PC_RESIDUAL_IMPORTANCE, 1, "3");
    plan_is(PC_RESIDUAL_LIKELIHOOD, 1, "1");
    plan_is(PC_RESIDUAL_IMPORTANCE, 2, "");
    plan_is(PC_RESIDUAL_LIKELIHOOD, 2, "");
    level = cell(SHEET, at(PC_RESIDUAL_LEVEL, 1));
    assert_true(level.formula);
    assert_int_equal(level.number, 3);
    plan_is(PC_RESIDUAL_CLASS, 1, "小");
    /* the one without a priority is not in it */
    assert_false(cell(SHEET, at(PC_ID, 3)).there);
}

FIXTURE_TEST(english_has_its_own_words)
{
    struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);
    struct rt_run run = planning("2026-10-01", RT_EN);

    put(add_input("sales.xlsx", "ab"), &r);
    write_plan(&run);
    cell_is("Treatment plan", at(PC_STATUS, 1), "Not started");
    cell_is(
        "Treatment plan", at(PC_BASIS, 1), "Proposed (priority 1: in 30 days)");
    cell_is("Candidate controls", "A5", "Paper (書類)");
}

FIXTURE_TEST(a_full_plan_continues)
{
    int64_t id = add_input("営業部.xlsx", "ab");

    for (int i = 0; i < 5; i++) {
        struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);

        put(id, &r);
    }
    finish();
    struct rt_run small = of_rows(&japanese, RT_LIST_FIRST + 4);

    ok(rt_report_plan(ledger, &small, path, &err));
    plan_is(PC_NO, 4, "4");
    cell_is(SHEET " (2)", at(PC_NO, 1), "5");
    cell_is(SHEET " (2)", "A4", "リスクID");
}

FIXTURE_TEST(an_empty_plan_says_so)
{
    write_plan(&japanese);
    cell_is(SHEET, "A5",
        "優先順位の付くリスクも、対応を選んだリスクもありません。");
}

/* --- what is proposed ---------------------------------------------------- */

FIXTURE_TEST(ends_are_proposed_by_priority)
{
    int64_t id = add_input("営業部.xlsx", "ab");
    struct rt_risk first = scored("ipa-3.1", 3, 3, 3, 3, 3);
    struct rt_risk second = scored("ipa-3.1", 3, 3, 3, 3, 2);
    struct rt_risk third = scored("ipa-3.1", 2, 2, 2, 3, 2);
    struct rt_run run = planning("2026-07-01", RT_JA);
    struct got basis;

    put(id, &first);
    put(id, &second);
    put(id, &third);
    write_plan(&run);
    plan_is(PC_PLANNED_END, 1, "2026-07-31");
    plan_is(PC_PLANNED_END, 2, "2026-09-30");
    plan_is(PC_PLANNED_END, 3, "2027-03-31");
    plan_is(PC_BASIS, 1, "案（優先順位1：30日以内）");
    plan_is(PC_BASIS, 2, "案（優先順位2：半期末まで）");
    plan_is(PC_BASIS, 3, "案（優先順位3：年度末まで）");
    plan_is(PC_OVERDUE, 1, "");
    basis = cell(SHEET, at(PC_BASIS, 1));
    assert_true(basis.formula);
    assert_non_null(strstr(basis.code, "DATE(2026,7,31)"));
    assert_non_null(strstr(basis.code, "DATE(2026,9,30)"));
    assert_non_null(strstr(basis.code, "DATE(2027,3,31)"));
}

/* Nothing could be due, or no dates are wanted. */
FIXTURE_TEST(some_ends_are_not_proposed)
{
    int64_t id = add_input("報告書.xlsx", "ab");
    struct rt_risk retained = reported(), done = reported();
    struct rt_risk second = scored("ipa-3.1", 3, 3, 3, 3, 2);
    struct rt_run run = planning("2026-10-01", RT_JA);

    run.due.of[2].kind = RT_DUE_NONE;
    retained.treatment = RT_RETAIN;
    done.action = RT_STR("済み");
    put(id, &retained);
    put(id, &done);
    put(id, &second);
    write_plan(&run);
    for (unsigned i = 1; i <= 3; i++) {
        assert_false(cell(SHEET, at(PC_PLANNED_END, i)).there);
        plan_is(PC_BASIS, i, "");
    }
    /* done, but without a date: no status is made up */
    plan_is(PC_STATUS, 1, "未着手");
    assert_false(cell(SHEET, at(PC_STATUS, 2)).there);
    plan_is(PC_STATED, 2, "済み");
}

/* What a report states of a measure is what it says, in any of the words. */
FIXTURE_TEST(what_is_stated_counts)
{
    static const struct {
        const char *stated, *status;
        bool due;
    } rows[] = {{"完了", NULL, false}, {"実施済み", NULL, false},
        {"対応済み", NULL, false}, {"終了", NULL, false},
        {"済（4月に導入）", NULL, false}, {"着手", "着手", true},
        {"実施中", "着手", true}, {"対応中", "着手", true},
        {"予定", "未着手", true}, {"未定", "未着手", true},
        {"未完了", "未着手", true}};
    int64_t id = add_input("報告書.xlsx", "ab");
    struct rt_run run = planning("2026-10-01", RT_JA);

    for (size_t i = 0; i < RT_COUNT(rows); i++) {
        struct rt_risk r = reported();
        r.where.row = (uint32_t)i + 10;
        r.action = rt_str(rows[i].stated);
        put(id, &r);
    }
    write_plan(&run);
    for (unsigned i = 0; i < RT_COUNT(rows); i++) {
        plan_is(PC_STATED, i + 1, rows[i].stated);
        assert_int_equal(
            cell(SHEET, at(PC_PLANNED_END, i + 1)).there, rows[i].due);
        if (rows[i].status)
            plan_is(PC_STATUS, i + 1, rows[i].status);
        else
            assert_false(cell(SHEET, at(PC_STATUS, i + 1)).there);
    }
}

FIXTURE_TEST(without_rules_nothing_is_proposed)
{
    struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);

    put(add_input("営業部.xlsx", "ab"), &r);
    write_plan(&japanese);
    assert_false(cell(SHEET, at(PC_PLANNED_END, 1)).there);
    plan_is(PC_BASIS, 1, "");
}

/* What people say ends a proposal, one by one. */
FIXTURE_TEST(a_row_that_was_begun_is_no_proposal)
{
    struct rt_run run = planning("2026-10-01", RT_JA);
    struct rt_plan p = {.run = &run, .lang = RT_JA};
    struct rt_risk risk = scored("ipa-3.1", 3, 3, 3, 3, 3);
    struct rt_plan_entry e, fresh;

    risk.result.priority = 1;
    rt_plan_due(&p);
    fresh = rt_plan_entry_of(&p, &risk);
    assert_true(rt_plan_is_proposed(&p, &fresh));
    e = fresh;
    e.row.task = RT_STR("検討");
    assert_true(rt_plan_is_proposed(&p, &e));
    e = fresh;
    e.row.who = RT_STR("佐藤");
    assert_true(rt_plan_is_proposed(&p, &e));
    e = fresh;
    e.row.planned_start.raw = RT_STR("来月");
    assert_false(rt_plan_is_proposed(&p, &e));
    e = fresh;
    e.row.status = RT_PLAN_UNDER_WAY;
    assert_false(rt_plan_is_proposed(&p, &e));
    e = fresh;
    e.row.planned_end.iso = RT_STR("2026-10-30");
    assert_false(rt_plan_is_proposed(&p, &e));
    /* late from the day after on, as long as it is not done */
    assert_int_equal(rt_plan_late(&p, &fresh.row), RT_TALLIED_COUNT);
    run.now = "2026-10-31";
    assert_int_equal(rt_plan_late(&p, &fresh.row), RT_TALLIED_COUNT);
    run.now = "2026-11-01";
    assert_int_equal(rt_plan_late(&p, &fresh.row), RT_TALLIED_OVERDUE);
    e = fresh;
    e.row.proposed = true;
    assert_int_equal(rt_plan_late(&p, &e.row), RT_TALLIED_UNPLANNED);
    fresh.row.status = RT_PLAN_DONE;
    assert_int_equal(rt_plan_late(&p, &fresh.row), RT_TALLIED_COUNT);
}

/* --- candidates ---------------------------------------------------------- */

FIXTURE_TEST(candidates_have_a_line_each)
{
    struct rt_risk r = scored("ipa-3.1", 3, 1, 1, 3, 3);

    r.medium = RT_STR("可搬電子媒体");
    put(add_input("営業部.xlsx", "ab"), &r);
    write_plan(&japanese);
    plan_is(PC_CANDIDATES, 1,
        "8.24 媒体の暗号化\n8.7 接続前のウイルス検査\n8.12 書き出しの制限");
}

static void part_says(const char *name, const char *what)
{
    static char text[1 << 18];
    unzFile zip = unzOpen64(path);
    int n;

    assert_non_null(zip);
    assert_int_equal(unzLocateFile(zip, name, 1), UNZ_OK);
    assert_int_equal(unzOpenCurrentFile(zip), UNZ_OK);
    n = unzReadCurrentFile(zip, text, sizeof text - 1);
    assert_true(n > 0);
    text[n] = '\0';
    unzCloseCurrentFile(zip);
    unzClose(zip);
    assert_non_null(strstr(text, what));
}

/* The last heading that is printed ends where the print area ends. */
FIXTURE_TEST(prints_whole_headings)
{
    struct rt_previous_plan previous = {0};
    struct rt_run run = planning("2026-10-01", RT_JA);
    struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);

    run.previous_plan = &previous;
    put(add_input("営業部.xlsx", "ab"), &r);
    write_plan(&run);
    part_says("xl/workbook.xml", "!$A$1:$AH$5<");
    part_says("xl/worksheets/sheet2.xml", "<mergeCell ref=\"AC3:AH3\"/>");
}

/* That a risk was not confirmed is beside its file. */
FIXTURE_TEST(prints_what_was_not_confirmed)
{
    struct rt_run run = planning("2026-10-01", RT_JA);
    struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);

    r.unconfirmed = RT_NOT_SENT;
    put(add_input("営業部.xlsx", "ab"), &r);
    write_plan(&run);
    part_says("xl/workbook.xml", "!$A$1:$AM$5<");
}

ALL_TESTS(make_path, remove_path)
