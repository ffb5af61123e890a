/* The sheet 対策状況: counts by file and category, their totals and shares,
 * and that it is there only where something was answered. */
#include "report/register/register.h"
#include "report_help.h"

#define SHEET "対策状況"

static void add(int64_t input, const char *category, uint64_t none,
    uint64_t done, uint64_t partly, uint64_t not_done, uint64_t not_applicable)
{
    const struct rt_checks c = {.where.sheet = RT_STR("対策状況チェック"),
        .category = rt_str(category),
        .answers = {none, done, partly, not_done, not_applicable}};

    ok(rt_ledger_add_checks(ledger, input, &c, &err));
}

static void write_register(uint32_t max_rows)
{
    finish();
    struct rt_run small = of_rows(&japanese, max_rows);

    ok(rt_report_register(ledger, &small, path, &err));
}

static void number_is(
    const char *sheet, const char *ref, const char *formula, double want)
{
    struct got g = cell(sheet, ref);

    if (strcmp(g.code, formula) != 0)
        fail_msg("%s!%s: =%s is not =%s", sheet, ref, g.code, formula);
    assert_int_equal(g.type, RT_CELL_NUMBER);
    assert_true(g.number == want);
}

FIXTURE_TEST(absent_without_answers)
{
    struct rt_book *book;

    add_input("営業部.xlsx", "ab");
    write_register(RT_XL_ROWS);
    book = open_book();
    for (size_t i = 0; i < rt_book_sheet_count(book); i++)
        assert_false(rt_str_is(rt_book_sheet(book, i)->name, SHEET));
    rt_book_close(book);
}

FIXTURE_TEST(one_file_has_its_total)
{
    int64_t id = add_input("営業部.xlsx", "ab");
    struct rt_book *book;

    add(id, "組織的対策", 1, 2, 3, 4, 5);
    add(id, "人的対策", 0, 0, 0, 0, 3);
    write_register(RT_XL_ROWS);
    book = open_book();
    is(rt_book_sheet(book, 4)->name, SHEET); /* after 部署別 */
    rt_book_close(book);
    cell_is(SHEET, "B5", "営業部.xlsx");
    cell_is(SHEET, "C5", "対策状況チェック");
    cell_is(SHEET, "D5", "組織的対策");
    number_is(SHEET, "E5", "", 2);
    number_is(SHEET, "F5", "", 3);
    number_is(SHEET, "G5", "", 4);
    number_is(SHEET, "H5", "", 5);
    number_is(SHEET, "I5", "", 1);
    number_is(SHEET, "J5", "SUM(E5:I5)", 15);
    number_is(SHEET, "K5", "IF(J5>H5,E5/(J5-H5),\"\")", 0.2);
    /* nothing applies: no share, not 0 and no division by it */
    assert_string_equal(cell(SHEET, "K6").code, "IF(J6>H6,E6/(J6-H6),\"\")");
    cell_is(SHEET, "K6", "");
    cell_is(SHEET, "D7", "合計");
    number_is(SHEET, "E7", "SUM(E5:E6)", 2);
    number_is(SHEET, "H7", "SUM(H5:H6)", 8);
    number_is(SHEET, "J7", "SUM(E7:I7)", 18);
    number_is(SHEET, "K7", "IF(J7>H7,E7/(J7-H7),\"\")", 0.2);
    assert_false(cell(SHEET, "D8").there);
}

FIXTURE_TEST(several_files_are_summed_by_category)
{
    int64_t first = add_input("営業部.xlsx", "ab");
    int64_t second = add_input("総務部.xlsx", "cd");

    add(first, "組織的対策", 0, 1, 0, 0, 0);
    add(second, "組織的対策", 0, 2, 0, 1, 0);
    add(second, "", 0, 0, 4, 0, 0);
    write_register(RT_XL_ROWS);
    cell_is(SHEET, "A5", "全体");
    cell_is(SHEET, "B5", "2 ファイル");
    cell_is(SHEET, "D5", "組織的対策");
    number_is(SHEET, "E5", "", 3);
    number_is(SHEET, "K5", "IF(J5>H5,E5/(J5-H5),\"\")", 0.75);
    cell_is(SHEET, "D6", "（分類なし）");
    number_is(SHEET, "F7", "SUM(F5:F6)", 4);
    cell_is(SHEET, "B8", "営業部.xlsx");
    number_is(SHEET, "E9", "SUM(E8:E8)", 1);
    cell_is(SHEET, "B10", "総務部.xlsx");
    cell_is(SHEET, "B12", "総務部.xlsx");
    number_is(SHEET, "E12", "SUM(E10:E11)", 2);
}

/* A sum cannot look at another sheet's rows: it is a number there. */
FIXTURE_TEST(a_torn_block_has_numbers_for_totals)
{
    int64_t id = add_input("営業部.xlsx", "ab");

    add(id, "組織的対策", 0, 1, 0, 0, 0);
    add(id, "人的対策", 0, 2, 0, 0, 0);
    write_register(RT_LIST_FIRST + 2);
    cell_is(SHEET " (2)", "D5", "合計");
    number_is(SHEET " (2)", "E5", "", 3);
    number_is(SHEET " (2)", "J5", "SUM(E5:I5)", 3);
}

ALL_TESTS(make_path, remove_path)
