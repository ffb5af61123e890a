/* まとめ of the treatment plan: what is counted, where, and that every row is
 * in each of its tables. */
#include "report/plan/plan_parts.h"
#include "report_help.h"

#define SUMMARY "まとめ"

static struct rt_run run = {.version = "0.1.0",
    .now = "2026-10-01",
    .lang = RT_JA,
    .due = {.of = {{0}, {RT_DUE_DAYS, 30}, {RT_DUE_HALF, 0}, {RT_DUE_YEAR, 0}},
        .fiscal_start = 4}};

/* The row of まとめ, from `from` on, that begins with `label`. */
static unsigned row_of(const char *label, unsigned from)
{
    struct rt_book *book = open_book();
    struct rt_rows *rows;
    struct rt_row row;
    unsigned at = 0;

    ok(rt_rows_open(book, sheet_named(book, SUMMARY), &rows, &err));
    while (at == 0 && rt_rows_next(rows, &row, &err) == RT_ROW)
        if (row.number >= from && row.count > 0 && row.cells[0].col == 1
            && rt_str_is(row.cells[0].text, label))
            at = row.number;
    rt_rows_close(rows);
    rt_book_close(book);
    if (at == 0)
        fail_msg("no row \"%s\"", label);
    return at;
}

static struct got at(char col, unsigned row)
{
    char ref[16];

    snprintf(ref, sizeof ref, "%c%u", col, row);
    return cell(SUMMARY, ref);
}

/* Numbers of a line: planned, done, under way, not started, other, overdue,
 * waiting. */
static void line_is(unsigned row, const char *want)
{
    char got[64] = "";

    for (const char *col = "CDEFGHJ"; *col; col++) {
        struct got g = at(*col, row);
        size_t n = strlen(got);

        assert_int_equal(g.type, RT_CELL_NUMBER);
        snprintf(got + n, sizeof got - n, "%s%g", n ? " " : "", g.number);
    }
    if (strcmp(got, want) != 0)
        fail_msg("row %u: %s is not %s", row, got, want);
}

static void some_rows(void)
{
    int64_t id = add_input("営業部.xlsx", "ab");
    struct rt_risk first = scored("ipa-3.1", 3, 3, 3, 3, 3);
    struct rt_risk second = scored("ipa-3.1", 3, 3, 3, 3, 2);
    struct rt_risk nameless = scored("ipa-3.1", 2, 2, 2, 3, 2);
    struct rt_risk none = scored("ipa-3.1", 1, 1, 1, 1, 1);

    second.department = RT_STR("第*課");
    second.action = RT_STR("済"); /* of no status */
    nameless.department = RT_STR("");
    none.department = RT_STR("無関係");
    put(id, &first);
    put(id, &second);
    put(id, &nameless);
    put(id, &none);
    finish();
}

FIXTURE_TEST(rows_are_in_each_table)
{
    unsigned month, department;

    some_rows();
    ok(rt_report_plan(ledger, &run, path, &err));
    line_is(row_of("優先順位 1", 1), "1 0 0 1 0 0 1");
    line_is(row_of("優先順位 2", 1), "1 0 0 0 1 0 1");
    line_is(row_of("優先順位 3", 1), "1 0 0 1 0 0 1");
    line_is(row_of("優先順位なし", 1), "0 0 0 0 0 0 0");
    line_is(row_of("合計", 1), "3 0 0 2 1 0 3");
    month = row_of("予定の終了月", 1);
    line_is(row_of("これより前", month), "0 0 0 0 0 0 0");
    assert_int_equal(row_of("2026/10", month), month + 2);
    line_is(month + 2, "1 0 0 1 0 0 1");
    line_is(row_of("2027/03", month), "1 0 0 1 0 0 1");
    line_is(row_of("2027/09", month), "0 0 0 0 0 0 0");
    line_is(row_of("これより後", month), "0 0 0 0 0 0 0");
    line_is(row_of("期日なし", month), "1 0 0 0 1 0 1");
    line_is(row_of("合計", month), "3 0 0 2 1 0 3");
    department = row_of("部署", 1);
    line_is(row_of("営業部", department), "1 0 0 1 0 0 1");
    line_is(row_of("第*課", department), "1 0 0 0 1 0 1");
    line_is(row_of("（部署不明）", department), "1 0 0 1 0 0 1");
    line_is(row_of("上記以外", department), "0 0 0 0 0 0 0");
    line_is(row_of("合計", department), "3 0 0 2 1 0 3");
    /* the department without a row in the plan has no line */
    assert_int_equal(row_of("上記以外", department), department + 4);
}

FIXTURE_TEST(counts_are_formulas_over_all_sheets)
{
    unsigned total;
    struct got g;

    some_rows();
    struct rt_run small = of_rows(&run, RT_LIST_FIRST + 2);

    ok(rt_report_plan(ledger, &small, path, &err));
    total = row_of("合計", 1);
    g = at('C', total);
    assert_true(g.formula);
    assert_string_equal(g.code,
        "COUNTA('リスク対応計画'!$C$5:$C$1048576)"
        "+COUNTIFS('リスク対応計画'!$L$5:$L$1048576,\"<>\","
        "'リスク対応計画'!$C$5:$C$1048576,\"\")"
        "+COUNTA('リスク対応計画 (2)'!$C$5:$C$1048576)"
        "+COUNTIFS('リスク対応計画 (2)'!$L$5:$L$1048576,\"<>\","
        "'リスク対応計画 (2)'!$C$5:$C$1048576,\"\")");
    g = at('D', row_of("第*課", 1));
    assert_non_null(strstr(g.code, "\"=第~*課\""));
    assert_non_null(strstr(g.code, "'リスク対応計画 (2)'!$V$5:$V$1048576,"
                                   "\"終了\""));
    g = at('D', row_of("2026/12", 1));
    assert_non_null(strstr(g.code, "\">=\"&DATE(2026,12,1)"));
    assert_non_null(strstr(g.code, "\"<\"&DATE(2027,1,1)"));
    g = at('G', total);
    assert_true(g.formula);
    g = at('I', total);
    assert_non_null(strstr(g.code, "\"計画未作成\""));
    g = at('K', row_of("優先順位なし", 1));
    assert_true(g.formula); /* nothing to divide by */
    assert_string_equal(g.text, "");
}

FIXTURE_TEST(the_summary_comes_first)
{
    struct rt_book *book;

    finish();
    ok(rt_report_plan(ledger, &run, path, &err));
    book = open_book();
    assert_int_equal(rt_book_sheet_count(book), 4);
    is(rt_book_sheet(book, 0)->name, "まとめ");
    is(rt_book_sheet(book, 1)->name, "リスク対応計画");
    is(rt_book_sheet(book, 2)->name, "管理策の候補");
    is(rt_book_sheet(book, 3)->name, "作成時の記録");
    rt_book_close(book);
    line_is(row_of("合計", 1), "0 0 0 0 0 0 0");
}

/* --- the tally ------------------------------------------------------------ */

static struct rt_plan_row row_due(const char *end, enum rt_plan_status status)
{
    return (struct rt_plan_row){
        .planned_end = {.iso = rt_str(end)}, .status = status};
}

static void add(struct rt_plan_tally *t, const char *department, int priority,
    const struct rt_plan_row *row, enum rt_tallied late)
{
    const struct rt_risk risk = {.department = rt_str(department),
        .asset = RT_STR("名簿"),
        .result.priority = priority};

    rt_plan_tally_add(t, &risk, row, late);
}

FIXTURE_TEST(months_and_statuses_are_counted_apart)
{
    struct rt_plan_tally t;
    struct rt_plan_row row;

    some_rows();
    ok(rt_plan_tally_init(&t, ledger, "2026-10-01", &err));
    row = row_due("2026-10-31", RT_PLAN_DONE);
    row.approved_on.iso = RT_STR("2026-10-02");
    add(&t, "営業部", 1, &row, RT_TALLIED_COUNT);
    row = row_due("2026-09-30", RT_PLAN_UNDER_WAY);
    add(&t, "営業部", 2, &row, RT_TALLIED_OVERDUE);
    row = row_due("2021-10-01", RT_PLAN_OPEN);
    add(&t, "", 3, &row, RT_TALLIED_OVERDUE);
    row = row_due("2021-09-30", RT_PLAN_OPEN);
    add(&t, "来たばかり", 0, &row, RT_TALLIED_OVERDUE);
    row = row_due("2031-10-31", RT_PLAN_UNSAID);
    add(&t, "無関係", 9, &row, RT_TALLIED_COUNT);
    row = row_due("2031-11-01", RT_PLAN_UNSAID);
    add(&t, "無関係", 1, &row, RT_TALLIED_COUNT);
    row = row_due("", RT_PLAN_OPEN);
    row.planned_end.raw = RT_STR("来月");
    add(&t, "第*課", 1, &row, RT_TALLIED_COUNT);

    assert_int_equal(t.total.of[RT_TALLIED_ALL], 7);
    assert_int_equal(t.total.of[RT_TALLIED_DONE], 1);
    assert_int_equal(t.total.of[RT_TALLIED_UNDER_WAY], 1);
    assert_int_equal(t.total.of[RT_TALLIED_OPEN], 3);
    assert_int_equal(t.total.of[RT_TALLIED_OTHER], 2);
    assert_int_equal(t.total.of[RT_TALLIED_OVERDUE], 3);
    assert_int_equal(t.total.of[RT_TALLIED_WAITING], 6);
    assert_int_equal(t.by_month[RT_TALLY_BACK].of[RT_TALLIED_DONE], 1);
    assert_int_equal(t.by_month[RT_TALLY_BACK - 1].of[RT_TALLIED_UNDER_WAY], 1);
    assert_int_equal(t.by_month[0].of[RT_TALLIED_OPEN], 1);
    assert_int_equal(t.earlier.of[RT_TALLIED_OPEN], 1);
    assert_int_equal(t.by_month[RT_TALLY_MONTHS - 1].of[RT_TALLIED_ALL], 1);
    assert_int_equal(t.later.of[RT_TALLIED_ALL], 1);
    assert_int_equal(t.undated.of[RT_TALLIED_ALL], 1);
    assert_int_equal(t.by_priority[0].of[RT_TALLIED_ALL], 2);
    assert_int_equal(t.by_priority[1].of[RT_TALLIED_ALL], 3);
    /* 営業部, 無関係, 第*課, (none) */
    assert_int_equal(t.department_count, 4);
    assert_int_equal(t.by_department[0].of[RT_TALLIED_ALL], 2);
    assert_int_equal(t.by_department[1].of[RT_TALLIED_ALL], 2);
    assert_int_equal(t.by_department[2].of[RT_TALLIED_ALL], 1);
    assert_int_equal(t.by_department[3].of[RT_TALLIED_ALL], 1);
    rt_plan_tally_fini(&t);
}

TEST(names_become_criteria)
{
    char to[RT_CRITERION_MAX], name[1200];

    assert_true(rt_plan_name_criterion(RT_STR("営業部"), to));
    assert_string_equal(to, "\"=営業部\"");
    assert_true(rt_plan_name_criterion(RT_STR(">0"), to));
    assert_string_equal(to, "\"=>0\"");
    assert_true(rt_plan_name_criterion(RT_STR("a*b?~\"c\""), to));
    assert_string_equal(to, "\"=a~*b~?~~\"\"c\"\"\"");
    assert_true(rt_plan_name_criterion(RT_STR_NONE, to));
    assert_string_equal(to, "\"=\"");
    memset(name, 'x', sizeof name);
    assert_true(rt_plan_name_criterion((struct rt_str){name, 254}, to));
    assert_false(rt_plan_name_criterion((struct rt_str){name, 255}, to));
    memset(name, '*', sizeof name);
    assert_true(rt_plan_name_criterion((struct rt_str){name, 127}, to));
    assert_false(rt_plan_name_criterion((struct rt_str){name, 128}, to));
    for (size_t i = 0; i + 3 <= sizeof name; i += 3)
        memcpy(name + i, "あ", 3);
    assert_true(rt_plan_name_criterion((struct rt_str){name, 762}, to));
    assert_false(rt_plan_name_criterion((struct rt_str){name, 1200}, to));
}

ALL_TESTS(make_path, remove_path)
