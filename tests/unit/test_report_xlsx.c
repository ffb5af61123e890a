/* The register and the treatment plan, read back with the program's own reader:
 * the content of each cell, formula and stored value, and that a workbook is
 * the same every time, whole, or not there. */
#include "report/register/register.h"
#include "report_help.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

static struct got risk_cell(enum rt_risk_col col, unsigned number)
{
    char ref[16];

    snprintf(ref, sizeof ref, "%s%u", RT_COL(col), RT_LIST_FIRST + number);
    return cell("リスク一覧", ref);
}

static void risk_is(
    enum rt_risk_col col, unsigned number, bool formula, const char *want)
{
    struct got g = risk_cell(col, number);

    if (strcmp(g.text, want) != 0 || g.formula != formula)
        fail_msg("column %d of risk %u: %s\"%s\" is not %s\"%s\"", (int)col,
            number, g.formula ? "=" : "", g.text, formula ? "=" : "", want);
}

/* How many rows of the sheet hold a number in their first column. */
static size_t numbered_rows(const char *sheet)
{
    struct rt_book *book = open_book();
    struct rt_rows *rows = NULL;
    struct rt_row row;
    size_t n = 0;

    ok(rt_rows_open(book, sheet_named(book, sheet), &rows, &err));
    while (rt_rows_next(rows, &row, &err) == RT_ROW)
        n += row.count > 0 && row.cells[0].col == 0
             && row.cells[0].type == RT_CELL_NUMBER;
    rt_rows_close(rows);
    rt_book_close(book);
    return n;
}

static void write_register(const struct rt_run *run)
{
    finish();
    ok(rt_report_register(ledger, run, path, &err));
}

/* --- register ------------------------------------------------------------- */

FIXTURE_TEST(sheets_stand_in_order)
{
    static const char *const names[]
        = {"サマリー", "リスク一覧", "リスクマトリクス", "部署別", "指摘事項",
            "凡例", "読み込んだファイル", "作成時の記録"};
    struct rt_risk r = scored("ipa-3.1", 3, 2, 1, 3, 3);
    struct rt_book *book;

    put(add_input("営業部.xlsx", "ab"), &r);
    write_register(&japanese);
    book = open_book();
    assert_int_equal(rt_book_sheet_count(book), RT_COUNT(names));
    for (size_t i = 0; i < RT_COUNT(names); i++)
        is(rt_book_sheet(book, i)->name, names[i]);
    rt_book_close(book);
    assert_int_equal(numbered_rows("リスク一覧"), 1);
}

FIXTURE_TEST(computed_cells_are_formulas)
{
    struct rt_risk r = scored("ipa-3.1", 3, 2, 1, 3, 2);

    put(add_input("営業部.xlsx", "ab"), &r);
    write_register(&japanese);
    risk_is(RT_RC_C, 1, false, "3");
    risk_is(RT_RC_IMPORTANCE, 1, true, "3");
    risk_is(RT_RC_LIKELIHOOD, 1, true, "2");
    risk_is(RT_RC_LEVEL, 1, true, "6");
    risk_is(RT_RC_CLASS, 1, true, "大");
    risk_is(RT_RC_PRIORITY, 1, true, "2");
    assert_string_equal(risk_cell(RT_RC_LIKELIHOOD, 1).code,
        "IF(AND(COUNT(R5:S5)=2,MIN(R5:S5)>=1,MAX(R5:S5)<=3),"
        "INDEX({1,1,1;1,1,2;1,2,3},R5,S5),\"\")");
    assert_string_equal(risk_cell(RT_RC_CLASS, 1).code,
        "IF(U5=\"\",\"\",CHOOSE(U5+1,\"\",\"小\",\"小\",\"小\",\"中\",\"\","
        "\"大\",\"\",\"\",\"大\"))");
}

FIXTURE_TEST(what_is_not_known_is_an_empty_formula)
{
    struct rt_risk r = scored("ipa-3.1", 2, RT_UNKNOWN, 1, 3, RT_UNKNOWN);

    put(add_input("営業部.xlsx", "ab"), &r);
    write_register(&japanese);
    risk_is(RT_RC_I, 1, false, "");
    risk_is(RT_RC_IMPORTANCE, 1, true, "");
    risk_is(RT_RC_LIKELIHOOD, 1, true, "");
    risk_is(RT_RC_LEVEL, 1, true, "");
    risk_is(RT_RC_CLASS, 1, true, "");
    risk_is(RT_RC_PRIORITY, 1, true, "");
    risk_is(RT_RC_MISSING, 1, false, "完全性、脆弱性");
}

FIXTURE_TEST(given_values_are_typed)
{
    struct rt_risk r = scored("ipa-3.1", -1, -1, -1, -1, -1);

    r.scores.given_importance = 2;
    r.scores.given_likelihood = 3;
    put(add_input("営業部.xlsx", "ab"), &r);
    write_register(&japanese);
    risk_is(RT_RC_IMPORTANCE, 1, false, "2");
    risk_is(RT_RC_LIKELIHOOD, 1, false, "3");
    risk_is(RT_RC_LEVEL, 1, true, "6");
    risk_is(RT_RC_CLASS, 1, true, "大");
}

FIXTURE_TEST(flags_force_and_doubt_the_importance)
{
    int64_t id = add_input("営業部.xlsx", "ab");
    struct rt_risk forced = scored("ipa-3.1", 1, 1, 1, 3, 3);
    struct rt_risk doubt = scored("ipa-3.1", 1, 1, 1, 3, 3);

    forced.my_number = true;
    put(id, &forced);
    doubt.scores.unreadable_flags = RT_MISSING_SENSITIVE;
    put(id, &doubt);
    write_register(&japanese);
    risk_is(RT_RC_MY_NUMBER, 1, false, "有");
    risk_is(RT_RC_IMPORTANCE, 1, true, "3");
    risk_is(RT_RC_PRIORITY, 1, true, "1");
    risk_is(RT_RC_SENSITIVE, 2, false, "不明");
    risk_is(RT_RC_IMPORTANCE, 2, true, "");
}

/* Spreadsheets do not agree on the days of 1900. */
FIXTURE_TEST(dates_are_dates_from_1901_on)
{
    int64_t id = add_input("営業部.xlsx", "ab");
    struct rt_risk r = scored("ipa-3.1", 1, 1, 1, 3, 3);

    r.registered = RT_STR("1901-01-01");
    put(id, &r);
    r.registered = RT_STR("1900-12-31");
    put(id, &r);
    write_register(&japanese);
    assert_int_equal(risk_cell(RT_RC_REGISTERED, 1).type, RT_CELL_DATE);
    assert_int_equal(risk_cell(RT_RC_REGISTERED, 2).type, RT_CELL_STRING);
}

/* 1 to 3 and 0 to 2 side by side: 4 is medium there and high here. */
FIXTURE_TEST(each_row_has_its_profiles_formulas)
{
    int64_t id = add_input("営業部.xlsx", "ab");
    struct rt_risk old = scored("ipa-3", 2, 0, 0, 3, 2);
    struct rt_risk new_ = scored("ipa-3.1", 2, 1, 1, 3, 2);

    put(id, &old);
    put(id, &new_);
    write_register(&japanese);
    risk_is(RT_RC_PROFILE, 1, false, "ipa-3");
    risk_is(RT_RC_CLASS, 1, true, "大");
    risk_is(RT_RC_PROFILE, 2, false, "ipa-3.1");
    risk_is(RT_RC_CLASS, 2, true, "中");
}

FIXTURE_TEST(text_stays_text)
{
    int64_t id = add_input("営業部.xlsx", "ab");
    struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);
    struct got g;
    char *long_text = malloc(120001);

    assert_non_null(long_text);
    for (size_t i = 0; i < 40000; i++)
        memcpy(long_text + 3 * i, "あ", 3);
    long_text[120000] = '\0';
    r.asset = RT_STR("=1+1");
    r.business = RT_STR("a\x01"
                        "b\r\nc");
    r.users = RT_STR("_x0041__xafAF_");
    r.owner = (struct rt_str){"a\0b", 3};
    r.managed_by = RT_STR("\xEF\xBF\xBF");
    r.note = rt_str(long_text);
    put(id, &r);
    write_register(&japanese);
    risk_is(RT_RC_ASSET, 1, false, "=1+1");
    risk_is(RT_RC_BUSINESS, 1, false,
        "a\x01"
        "b\nc");
    risk_is(RT_RC_USERS, 1, false, "_x0041__xafAF_");
    risk_is(RT_RC_OWNER, 1, false, "a\uFFFDb");
    risk_is(RT_RC_MANAGED_BY, 1, false, "\uFFFD");
    g = risk_cell(RT_RC_NOTE, 1);
    assert_int_equal(g.length, 32767);
    free(long_text);
}

FIXTURE_TEST(a_full_list_continues)
{
    int64_t id = add_input("営業部.xlsx", "ab");

    for (int i = 0; i < 5; i++) {
        struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);

        put(id, &r);
    }
    finish();
    struct rt_run small = of_rows(&japanese, RT_LIST_FIRST + 2);

    ok(rt_report_register(ledger, &small, path, &err));
    assert_int_equal(numbered_rows("リスク一覧"), 2);
    assert_int_equal(numbered_rows("リスク一覧 (2)"), 2);
    assert_int_equal(numbered_rows("リスク一覧 (3)"), 1);
    cell_is("リスク一覧 (3)", "A5", "5");
    cell_is("リスク一覧 (3)", "B3", "リスクID");
    /* 3 × 3 of the matrix counts over all three */
    struct got g = cell("リスクマトリクス", "E7");
    assert_int_equal(g.number, 5);
    assert_non_null(strstr(g.code, "'リスク一覧 (3)'!$T$5:$T$5,3"));
    /* a list of its risks goes to the rows on their sheets */
    assert_non_null(strstr(cell("リスクマトリクス", "B20").code,
        "\"#'リスク一覧 (3)'!A\"&(4+MATCH(5,'リスク一覧 (3)'!$A$5:$A$5,0))"));
}

/* The residual values have a matrix of their own, and lists below it. */
FIXTURE_TEST(residual_risks_have_a_matrix)
{
    int64_t id = add_input("報告書.xlsx", "ab");
    struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);

    put(id, &r);
    r.residual_importance = 3;
    r.residual_likelihood = 2;
    r.residual_level = 6;
    put(id, &r);
    r.residual_level = 5; /* as it was typed */
    put(id, &r);
    write_register(&japanese);
    risk_is(RT_RC_RES_LEVEL, 1, false, "");
    risk_is(RT_RC_RES_LEVEL, 2, true, "6");
    risk_is(RT_RC_RES_LEVEL, 3, false, "5");
    cell_is("リスクマトリクス", "B12",
        "二次評価（対応後の残留リスク）：値の分かるリスク 2 件、分からない"
        "リスク 1 件");
    assert_int_equal(cell("リスクマトリクス", "D14").number, 2);
    cell_is("リスクマトリクス", "B19",
        "残留リスクの受容（作成時点のリスクの件数）：承認済み 0、承認を求めるもの "
        "0（うち値が変わった・期限切れ 0）、承認されなかったもの 0、受容できない"
        "水準 0");
    cell_is("リスクマトリクス", "B21",
        "ipa-3.1　一次評価　重要度 3 × 被害発生可能性 3 ＝ 9（大）：3 件");
    cell_is("リスクマトリクス", "B27",
        "ipa-3.1　二次評価　重要度 3 × 被害発生可能性 2 ＝ 6（大）：2 件");
    assert_int_equal(cell("リスクマトリクス", "E29").number, 6);
}

/* Of a cell 200 are listed; the others are counted. */
FIXTURE_TEST(a_long_list_of_the_matrix_is_cut)
{
    int64_t id = add_input("営業部.xlsx", "ab");

    for (int i = 0; i < 203; i++) {
        struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);

        put(id, &r);
    }
    write_register(&japanese);
    assert_true(cell("リスクマトリクス", "B215").there);
    cell_is("リスクマトリクス", "B216",
        "ほか 3 件（リスク一覧を基準・重要度・被害発生可能性で絞り込んで"
        "ください）");
}

/* A department's block holds its worst risks, as links to their rows. */
FIXTURE_TEST(departments_have_their_worst)
{
    int64_t id = add_input("営業部.xlsx", "ab");
    char text[4096] = "";

    for (int i = 0; i < 7; i++) {
        struct rt_risk r = scored("ipa-3.1", 1, 1, 1 + (i == 6), 3, 3);

        put(id, &r);
    }
    write_register(&japanese);
    struct rt_book *book = open_book();
    struct rt_rows *rows;
    struct rt_row row;

    ok(rt_rows_open(book, sheet_named(book, "部署別"), &rows, &err));
    while (rt_rows_next(rows, &row, &err) == RT_ROW)
        if (row.count > 0 && row.cells[0].text.n == 17)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%.*s ",
                RT_FMT(row.cells[0].text));
    rt_rows_close(rows);
    rt_book_close(book);
    assert_int_equal(strlen(text), 5 * 18);
    char worst[18];
    snprintf(worst, sizeof worst, "R%016x", made);
    assert_int_equal(strncmp(text, worst, 17), 0);
}

FIXTURE_TEST(summary_reconciles)
{
    int64_t id = add_input("営業部.xlsx", "ab");
    struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);
    struct rt_book *book;
    struct rt_rows *rows;
    struct rt_row row;
    bool total = false;

    put(id, &r);
    add_input("総務部.xlsx", "cd");
    write_register(&japanese);
    book = open_book();
    ok(rt_rows_open(book, 0, &rows, &err));
    while (rt_rows_next(rows, &row, &err) == RT_ROW)
        for (size_t i = 0; i + 1 < row.count; i++) {
            if (!row.cells[i].is_formula || row.cells[i].col != 7)
                continue;
            total = true;
            assert_int_equal(row.cells[i].number, 20);
            assert_int_equal(row.cells[i + 1].number, 8);
            is(row.cells[row.count - 1].text, "一致");
        }
    assert_true(total);
    rt_rows_close(rows);
    rt_book_close(book);
}

static void add_missing(const char *file, const char *department)
{
    const struct rt_input in = {.file = rt_str(file),
        .department = rt_str(department),
        .state = RT_INPUT_MISSING};
    int64_t id;

    ok(rt_ledger_add_input(ledger, &in, &id, &err));
}

/* Blank and not 0: no empty file has come. */
FIXTURE_TEST(what_nobody_sent_has_no_numbers)
{
    struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);
    unsigned row;

    put(add_input("営業部.xlsx", "ab"), &r);
    add_missing("*総務部*", "総務部");
    add_missing("海外事業部", "海外事業部"); /* no pattern in the roster */
    write_register(&japanese);
    row = summary_row("未提出のファイル：*総務部*");
    assert_true(row > 0);
    summary_is('C', row, "総務部");
    summary_is('D', row, "未提出");
    for (char col = 'H'; col <= 'P'; col++)
        summary_is(col, row, "");
    summary_is('B', row + 1, "");
    summary_is('C', row + 1, "海外事業部");
    row = summary_row("受領");
    summary_is('C', row + 1, "1");
    summary_is('K', row + 1, "2"); /* 未提出 */
}

/* The folder's cell is blank: the formulas show what they would link. */
FIXTURE_TEST(sources_become_links)
{
    struct rt_finding f = {.code = RT_VA301,
        .where.file = RT_STR("営業部.xlsx"),
        .where.sheet = RT_STR("台帳"),
        .where.row = 12,
        .where.col = 10,
        .message = RT_STR("m")};
    struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);
    int64_t id = add_input("営業部.xlsx", "ab");
    unsigned row = r.where.row;
    char want[256];

    put(id, &r);
    r.where.sheet = RT_STR_NONE; /* as of a CSV */
    put(id, &r);
    ok(rt_ledger_add_finding(ledger, id, &f, &err));
    f.where.csv = true;
    ok(rt_ledger_add_finding(ledger, id, &f, &err));
    write_register(&japanese);
    assert_true(summary_row("入力ファイルのフォルダー") > 0);
    snprintf(want, sizeof want,
        "IF(input_folder=\"\",%u,IFERROR(HYPERLINK(input_folder&\"/\"&AF5&"
        "\"#'\"&SUBSTITUTE(AG5,\"'\",\"''\")&\"'!A%u\",%u),%u))",
        row, row, row, row);
    assert_string_equal(risk_cell(RT_RC_ROW, 1).code, want);
    assert_int_equal(risk_cell(RT_RC_ROW, 1).number, row);
    snprintf(want, sizeof want,
        "IF(input_folder=\"\",%u,IFERROR(HYPERLINK(input_folder&\"/\"&AF6,%u),"
        "%u))",
        row, row, row);
    assert_string_equal(risk_cell(RT_RC_ROW, 2).code, want);
    assert_string_equal(cell("指摘事項", "F5").code,
        "IF(input_folder=\"\",\"J12\",IFERROR(HYPERLINK(input_folder&\"/\"&D5&"
        "\"#'\"&SUBSTITUTE(E5,\"'\",\"''\")&\"'!J12\",\"J12\"),\"J12\"))");
    cell_is("指摘事項", "F5", "J12");
    cell_is("指摘事項", "F6", "12:10");
}

FIXTURE_TEST(findings_say_what_to_do)
{
    struct rt_finding f = {.code = RT_VA301,
        .where.file = RT_STR("営業部.xlsx"),
        .where.sheet = RT_STR("台帳"),
        .where.row = 12,
        .where.col = 10,
        .message = RT_STR("機密性「４」は範囲外です")};
    struct rt_finding csv = {.code = RT_VA303,
        .where.file = RT_STR("資産一覧.csv"),
        .where.row = 3,
        .where.col = 9,
        .where.csv = true,
        .message = RT_STR("空欄です")};
    int64_t id = add_input("営業部.xlsx", "ab");

    ok(rt_ledger_add_finding(ledger, id, &f, &err));
    ok(rt_ledger_add_finding(
        ledger, add_input("資産一覧.csv", "cd"), &csv, &err));
    write_register(&japanese);
    cell_is("指摘事項", "A5", "エラー");
    cell_is("指摘事項", "B5", "VA301");
    cell_is("指摘事項", "F5", "J12");
    cell_is("指摘事項", "G5", "機密性「４」は範囲外です");
    cell_is("指摘事項", "J5", "範囲内の整数を入力してください");
    cell_is("指摘事項", "F6", "3:9");
}

FIXTURE_TEST(empty_run_says_so)
{
    write_register(&japanese);
    cell_is("リスク一覧", "A5", "採用した行はありません。");
    cell_is("指摘事項", "A5", "指摘はありません。");
    cell_is("部署別", "A5", "リスクはありません。");
}

FIXTURE_TEST(english_has_its_own_words)
{
    struct rt_risk r = scored("ipa-3.1", 1, 1, 1, 3, 3);

    r.personal = true;
    put(add_input("sales.xlsx", "ab"), &r);
    write_register(&english);
    cell_is("Risks", "K5", "Yes");
    cell_is("Risks", "V5", "High");
    cell_is("Legend", "B1", "Legend: the criteria and the columns");
}

/* --- the file ------------------------------------------------------------- */

static char *whole_file(size_t *size)
{
    struct stat st;
    FILE *f = fopen(path, "rb");
    char *p;

    assert_non_null(f);
    assert_int_equal(fstat(fileno(f), &st), 0);
    *size = (size_t)st.st_size;
    p = malloc(*size);
    assert_non_null(p);
    assert_int_equal(fread(p, 1, *size, f), *size);
    fclose(f);
    return p;
}

typedef enum rt_status report(
    struct rt_ledger *, const struct rt_run *, const char *, struct rt_error *);

static void writes_the_same_twice(report *write)
{
    size_t n1, n2;
    char *first, *second;

    ok(write(ledger, &japanese, path, &err));
    first = whole_file(&n1);
    ok(write(ledger, &japanese, path, &err));
    second = whole_file(&n2);
    assert_int_equal(n1, n2);
    assert_memory_equal(first, second, n1);
    free(first);
    free(second);
}

FIXTURE_TEST(same_bytes)
{
    struct rt_risk r = scored("ipa-3.1", 3, 2, 1, 3, 3);

    put(add_input("営業部.xlsx", "ab"), &r);
    finish();
    writes_the_same_twice(rt_report_register);
    writes_the_same_twice(rt_report_plan);
}

/* Writes with files of at most that many bytes; whether it went well. */
static bool fits(uint64_t bytes)
{
    struct rlimit old, small;
    enum rt_status rc;

    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    memset(&err, 0, sizeof err);
    rc = rt_report_register(ledger, &japanese, path, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    if (rc == RT_OK)
        return true;
    assert_int_equal(rc, RT_IO);
    assert_true(err.text[0] != '\0');
    memset(&err, 0, sizeof err);
    return false;
}

/* The library says nothing when the disk is full; we do. The sizes stop it
 * among the rows, while a sheet is put together after them, and at the
 * container: each time it is either whole or a failure. */
FIXTURE_TEST(full_disk_is_a_failure)
{
    int64_t id = add_input("営業部.xlsx", "ab");
    size_t n, m, good = 0, bad = 0;
    char *whole;

    for (int i = 0; i < 40; i++) {
        struct rt_risk r = scored("ipa-3.1", 3, 3, 3, 3, 3);

        put(id, &r);
    }
    finish();
    ok(rt_report_register(ledger, &japanese, path, &err));
    whole = whole_file(&n);
    signal(SIGXFSZ, SIG_IGN);
    for (uint64_t size = 8192; size < 130000; size += 512) {
        if (!fits(size)) {
            bad++;
            continue;
        }
        char *again = whole_file(&m);
        good++;
        assert_int_equal(m, n);
        assert_memory_equal(again, whole, n);
        free(again);
    }
    assert_true(good > 0 && bad > 0);
    free(whole);
}

FIXTURE_TEST(no_such_folder)
{
    finish();
    assert_int_equal(rt_report_plan(ledger, &japanese,
                         "/nonexistent/folder/plan.xlsx", &err),
        RT_IO);
}

ALL_TESTS(make_path, remove_path)
