/* Return slips as workbooks, read back with the program's own reader. */
#include "report/slip/slip.h"
#include "report_help.h"

#define REQUEST "訂正のお願い"
#define ROWS "読み取り結果"
#define FILES "ファイル別"

/* 0-based row of the first correction below the letter. */
enum { LETTER = 12 };

static int64_t add_file(const char *name, const char *department)
{
    struct rt_input in = {.file = rt_str(name),
        .department = rt_str(department),
        .format = RT_STR("xlsx"),
        .state = RT_INPUT_READ,
        .counts = {5, 2, 1, 1, 1}};
    int64_t id = 0;

    ok(rt_ledger_add_input(ledger, &in, &id, &err));
    return id;
}

static void add_bad(int64_t input, const char *file, uint32_t row,
    const char *actual, const char *message)
{
    struct rt_finding f = {.code = RT_VA301,
        .department = RT_STR("営業部"),
        .where.file = rt_str(file),
        .where.sheet = RT_STR("台帳"),
        .where.row = row,
        .where.col = 10,
        .expected = RT_STR("1～3"),
        .actual = rt_str(actual),
        .message = rt_str(message)};

    ok(rt_ledger_add_finding(ledger, input, &f, &err));
}

static void add_asset(int64_t input, const char *file, uint32_t row)
{
    struct rt_risk r = blank_risk(file, row);
    char id[18];

    set_id(&r, id, row);
    r.department = RT_STR("営業部");
    r.asset = RT_STR("=cmd|calc");
    r.scores.integrity = 2;
    r.result.missing = RT_MISSING_CONFIDENTIALITY | RT_MISSING_AVAILABILITY;
    add_risk(input, &r);
}

/* Writes the only slip there is. */
static void write_slip(const struct rt_run *run, uint32_t max_rows)
{
    struct rt_returns list = {0};

    finish();
    ok(rt_ledger_make_slips(ledger, &err));
    ok(rt_returns_list(ledger, run->lang, &list, &err));
    assert_int_equal(list.count, 1);
    struct rt_run small = of_rows(run, max_rows);

    ok(rt_report_slip(ledger, &small, &list.list[0].slip, path, &err));
    rt_returns_fini(&list);
}

static size_t sheets(void)
{
    struct rt_book *book = open_book();
    size_t n = rt_book_sheet_count(book);

    rt_book_close(book);
    return n;
}

FIXTURE_TEST(a_correction_says_everything)
{
    int64_t id = add_file("q3/a.xlsx", "営業部");

    add_asset(id, "q3/a.xlsx", 5);
    add_bad(id, "q3/a.xlsx", 5, "=4", "範囲外です");
    write_slip(&japanese, RT_XL_ROWS);
    cell_is(REQUEST, "A1", "訂正のお願い");
    cell_is(REQUEST, "A2", "営業部　御中");
    cell_is(REQUEST, "B13", "必須");
    cell_is(REQUEST, "C13", "a.xlsx");
    cell_is(REQUEST, "D13", "台帳");
    cell_is(REQUEST, "E13", "J5");
    assert_true(cell(REQUEST, "E13").formula);
    assert_non_null(strstr(cell(REQUEST, "E13").code, "'!J5"));
    cell_is(REQUEST, "F13", "=cmd|calc");
    assert_false(cell(REQUEST, "F13").formula);
    cell_is(REQUEST, "G13", "=4");
    assert_false(cell(REQUEST, "G13").formula);
    cell_is(REQUEST, "H13", "範囲外です");
    cell_is(REQUEST, "I13", "1～3");
    cell_is(REQUEST, "J13", "範囲内の整数を入力してください");
    cell_is(REQUEST, "K13", "");
    cell_is(REQUEST, "L13", "VA301");
    cell_is(REQUEST, "M13", "");
}

static void add_each_code(int64_t input)
{
    for (int code = 1; code < RT_CODE_COUNT; code++) {
        struct rt_finding f = {.code = (enum rt_code)code,
            .department = RT_STR("営業部"),
            .where.file = RT_STR("a.xlsx"),
            .where.sheet = RT_STR("台帳"),
            .where.row = (uint32_t)code,
            .where.col = 10,
            .expected = RT_STR("…"),
            .actual = RT_STR("x"),
            .message = RT_STR("m")};
        ok(rt_ledger_add_finding(ledger, input, &f, &err));
    }
}

static const char *fix_of(struct rt_str code, enum rt_lang lang)
{
    for (int i = 1; i < RT_CODE_COUNT; i++) {
        const struct rt_finding_info *info = rt_finding_info((enum rt_code)i);
        if (rt_str_is(code, info->name))
            return rt_text(lang, info->fix);
    }
    return NULL;
}

/* Every code of which a slip says something else than the catalogue: its name,
 * the allowed values and what to do, line by line as in the file. */
static void requests_are(
    const struct rt_run *run, const char *sheet, const char *expected)
{
    FILE *file = fopen(expected, "r");
    struct rt_book *book;
    struct rt_rows *rows;
    struct rt_row row;
    char want[1024], is[1024];

    assert_non_null(file);
    add_each_code(add_file("a.xlsx", "営業部"));
    write_slip(run, RT_XL_ROWS);
    book = open_book();
    ok(rt_rows_open(book, sheet_named(book, sheet), &rows, &err));
    while (rt_rows_next(rows, &row, &err) == RT_ROW) {
        struct rt_str code = rt_cell_text(rt_row_cell(&row, 11)),
                      allowed = rt_cell_text(rt_row_cell(&row, 8)),
                      fix = rt_cell_text(rt_row_cell(&row, 9));
        if (row.number <= LETTER
            || (rt_str_is(allowed, "…")
                && rt_str_is(fix, fix_of(code, run->lang))))
            continue;
        snprintf(is, sizeof is, "%.*s\t%.*s\t%.*s\n", RT_FMT(code),
            RT_FMT(allowed), RT_FMT(fix));
        assert_non_null(fgets(want, sizeof want, file));
        assert_string_equal(is, want);
    }
    assert_null(fgets(want, sizeof want, file));
    rt_rows_close(rows);
    rt_book_close(book);
    fclose(file);
}

FIXTURE_TEST(each_code_says_what_to_do)
{
    requests_are(&japanese, REQUEST, "tests/golden/texts/slip-ja.tsv");
}

FIXTURE_TEST(each_code_says_what_to_do_in_english)
{
    requests_are(&english, "Corrections", "tests/golden/texts/slip-en.tsv");
}

FIXTURE_TEST(the_folder_leads_from_the_slip)
{
    struct rt_run run = japanese;
    int64_t id = add_file("q3/営業/a.xlsx", "営業部");

    run.inputs_base = "../in";
    add_bad(id, "q3/営業/a.xlsx", 5, "4", "m");
    write_slip(&run, RT_XL_ROWS);
    cell_is(REQUEST, "C9", "../../in/q3/営業");
    cell_is(REQUEST, "C13", "a.xlsx");
    cell_is(FILES, "A5", "q3/営業/a.xlsx");
}

FIXTURE_TEST(an_absolute_way_stays)
{
    struct rt_run run = japanese;
    int64_t id = add_file("a.xlsx", "営業部");

    run.inputs_base = "https://files/q3";
    add_bad(id, "a.xlsx", 5, "4", "m");
    write_slip(&run, RT_XL_ROWS);
    cell_is(REQUEST, "C9", "https://files/q3");
}

FIXTURE_TEST(files_of_two_folders_keep_them)
{
    int64_t one = add_file("in/x/a.xlsx", "営業部");
    int64_t two = add_file("in/xy/a.xlsx", "営業部");

    add_bad(one, "in/x/a.xlsx", 5, "4", "m");
    add_bad(two, "in/xy/a.xlsx", 5, "4", "m");
    write_slip(&japanese, RT_XL_ROWS);
    cell_is(REQUEST, "C13", "x/a.xlsx");
    cell_is(REQUEST, "C14", "xy/a.xlsx");
}

FIXTURE_TEST(blank_is_said)
{
    int64_t id = add_file("a.xlsx", "営業部");

    add_bad(id, "a.xlsx", 5, "", "空欄です");
    write_slip(&japanese, RT_XL_ROWS);
    cell_is(REQUEST, "G13", "（空欄）");
}

FIXTURE_TEST(rows_are_shown_as_understood)
{
    int64_t id = add_file("a.xlsx", "営業部");
    struct rt_finding note = {.code = RT_VA304,
        .where.file = RT_STR("a.xlsx"),
        .where.sheet = RT_STR("台帳"),
        .where.row = 5,
        .where.col = 11,
        .message = RT_STR("３を3と")};
    struct rt_rejected rejected = {.where.file = RT_STR("a.xlsx"),
        .where.sheet = RT_STR("台帳"),
        .where.row = 6,
        .code = RT_STR("VA101"),
        .reason = RT_STR("名前がない"),
        .cells = RT_STR("a,,b")};

    add_asset(id, "a.xlsx", 5);
    ok(rt_ledger_add_finding(ledger, id, &note, &err));
    ok(rt_ledger_add_rejected(ledger, id, &rejected, &err));
    add_bad(id, "a.xlsx", 6, "", "名前がない");
    write_slip(&japanese, RT_XL_ROWS);
    cell_is(REQUEST, "G13", "（空欄）\nこの行の記入：a,,b");
    cell_is(ROWS, "D5", "採用");
    cell_is(ROWS, "F5", "=cmd|calc");
    assert_false(cell(ROWS, "F5").formula);
    cell_is(ROWS, "M5", "");
    assert_true(cell(ROWS, "N5").number == 2);
    cell_is(ROWS, "P5", "");
    cell_is(ROWS, "W5", "機密性、可用性");
    cell_is(ROWS, "X5", "３を3と");
    cell_is(ROWS, "D6", "不採用");
    cell_is(ROWS, "X6", "名前がない\nこの行の記入：a,,b");
    assert_true(cell(FILES, "F5").number == 5);
    cell_is(FILES, "K5", "一致");
}

FIXTURE_TEST(a_full_sheet_continues_on_another)
{
    int64_t id = add_file("a.xlsx", "営業部");

    for (uint32_t row = 5; row < 8; row++)
        add_bad(id, "a.xlsx", row, "4", "m");
    write_slip(&japanese, LETTER + 2);
    cell_is(REQUEST, "E13", "J5");
    cell_is(REQUEST, "E14", "J6");
    cell_is(REQUEST " (2)", "A5", "3");
    cell_is(REQUEST " (2)", "E5", "J7");
}

FIXTURE_TEST(who_sent_nothing_gets_a_short_one)
{
    struct rt_input in = {.file = RT_STR("*広報*"),
        .department = RT_STR("広報部"),
        .state = RT_INPUT_MISSING};
    struct rt_finding f = {.code = RT_RO101,
        .department = RT_STR("広報部"),
        .message = RT_STR("ない")};
    int64_t id;

    ok(rt_ledger_add_input(ledger, &in, &id, &err));
    ok(rt_ledger_add_finding(ledger, 0, &f, &err));
    write_slip(&japanese, RT_XL_ROWS);
    assert_int_equal(sheets(), 2); /* one of them the record */
    cell_is(REQUEST, "A2", "広報部　御中");
    cell_is(REQUEST, "G11", "（未提出）");
    cell_is(REQUEST, "I11", "ファイル名：*広報*");
}

FIXTURE_TEST(in_english)
{
    int64_t id = add_file("a.xlsx", "");
    struct rt_finding f = {.code = RT_IN104,
        .where.file = RT_STR("a.xlsx"),
        .message = RT_STR("protected")};

    ok(rt_ledger_add_finding(ledger, id, &f, &err));
    write_slip(&english, RT_XL_ROWS);
    cell_is("Corrections", "A2", "To whom it may concern (a.xlsx)");
    cell_is("Corrections", "B13", "Required");
    cell_is("Corrections", "E13", "(file)");
    assert_int_equal(sheets(), 4);
}

ALL_TESTS(make_path, remove_path)
