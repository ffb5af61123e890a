/* The DU findings: each fires, and does not fire where it must not. */
#include "ledger_help.h"

enum { ROW_ID = 77 };

static const char sha_a[]
    = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char sha_b[]
    = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

static void add_row(int64_t input, const char *file, const char *department,
    unsigned id, uint32_t row)
{
    char text[18];
    struct rt_risk r = blank_risk(file, row);

    r.department = rt_str(department);
    r.where.col = 3;
    set_id(&r, text, id);
    add_risk(input, &r);
}

/* The n-th finding, its message copied into `message`; false past the last. */
static bool nth(size_t n, struct rt_finding *f, char message[512])
{
    struct rt_cursor c;
    bool found = true;

    c = rt_ledger_findings(ledger, &err);
    for (size_t i = 0; found && i <= n; i++)
        found = rt_next(&c, f);
    if (found)
        rt_str_copy(message, 512, f->message);
    ok(rt_cursor_close(&c));
    return found;
}

static size_t count(enum rt_code code)
{
    struct rt_cursor c;
    struct rt_finding f;
    size_t n = 0;

    c = rt_ledger_findings(ledger, &err);
    while (rt_next(&c, &f))
        n += f.code == code;
    ok(rt_cursor_close(&c));
    return n;
}

static void check(size_t rows, size_t files, size_t overlaps, size_t parts)
{
    assert_int_equal(count(RT_DU101), rows);
    assert_int_equal(count(RT_DU102), files);
    assert_int_equal(count(RT_DU103), overlaps);
    assert_int_equal(count(RT_DU104), parts);
}

FIXTURE_TEST(a_row_twice)
{
    struct rt_cursor c;
    struct rt_finding f;
    char message[512];
    int64_t a = add_input("a.xlsx", sha_a);

    add_row(a, "a.xlsx", "営業部", 1, 4);
    add_row(a, "a.xlsx", "営業部", 2, 5);
    add_row(a, "a.xlsx", "営業部", 1, 6);
    add_row(a, "a.xlsx", "営業部", 1, 7);
    finish();
    check(2, 0, 0, 0);
    c = rt_ledger_findings(ledger, &err);
    assert_true(rt_next(&c, &f));
    assert_int_equal(f.code, RT_DU101);
    is(f.department, "営業部");
    is(f.where.file, "a.xlsx");
    is(f.where.sheet, "台帳");
    is(f.risk_id, "R0000000000000001");
    assert_int_equal(f.where.row, 6);
    assert_int_equal(f.where.col, 3);
    ok(rt_cursor_close(&c));
    assert_true(nth(0, &f, message));
    assert_non_null(strstr(message, "a.xlsx のシート「台帳」の4行目"));
    assert_true(nth(1, &f, message));
    assert_non_null(strstr(message, "a.xlsx のシート「台帳」の4行目"));
}

FIXTURE_TEST(different_rows)
{
    int64_t a = add_input("a.xlsx", sha_a), b = add_input("b.xlsx", sha_b);

    add_row(a, "a.xlsx", "営業部", 1, 4);
    add_row(a, "a.xlsx", "営業部", 2, 5);
    add_row(b, "b.xlsx", "総務部", 3, 4);
    finish();
    check(0, 0, 0, 0);
}

/* Rows without a department belong together only within one file. */
FIXTURE_TEST(without_a_department)
{
    int64_t a = add_input("a.xlsx", sha_a), b = add_input("b.xlsx", sha_b);

    add_row(a, "a.xlsx", "", 1, 4);
    add_row(b, "b.xlsx", "", 1, 4);
    add_row(b, "b.xlsx", "", 1, 5);
    finish();
    check(1, 0, 0, 0);
}

FIXTURE_TEST(a_row_without_an_asset)
{
    int64_t a = add_input("a.xlsx", sha_a);
    struct rt_risk r = blank_risk("a.xlsx", 4);

    r.asset = RT_STR_NONE;
    r.department = RT_STR("営業部");
    add_risk(a, &r);
    r.where.row = 5;
    add_risk(a, &r);
    finish();
    check(0, 0, 0, 0);
}

/* One finding for the file, and none for each of its rows. */
FIXTURE_TEST(a_file_twice)
{
    char message[512];
    struct rt_finding f;
    struct rt_totals totals;
    int64_t a = add_input("a.xlsx", sha_a), b = add_input("b.xlsx", sha_a);

    for (uint32_t row = 4; row < 8; row++) {
        add_row(a, "a.xlsx", "営業部", row, row);
        add_row(b, "b.xlsx", "営業部", row, row);
    }
    finish();
    check(0, 0, 0, 0);
    assert_int_equal(count(RT_DU111), 1);
    assert_true(nth(0, &f, message));
    assert_non_null(strstr(message, "a.xlsx"));
    ok(rt_ledger_totals(ledger, &totals, &err));
    assert_int_equal(totals.risks, 4);
}

/* The department comes from the file's name. */
FIXTURE_TEST(a_file_of_two_departments)
{
    int64_t a = add_input("a.xlsx", sha_a), b = add_input("b.xlsx", sha_a);

    add_row(a, "a.xlsx", "営業部", 1, 4);
    add_row(b, "b.xlsx", "総務部", 2, 4);
    finish();
    check(0, 1, 0, 0);
    assert_int_equal(count(RT_DU111), 0);
}

/* Files that were not read, were empty or are not taken are not compared. */
FIXTURE_TEST(files_that_are_no_copies)
{
    struct rt_input in = {.file = RT_STR("c.xlsx"),
        .state = RT_INPUT_OTHER,
        .sha256 = RT_STR("cc"),
        .size = 9};
    int64_t id;

    add_input("a.xlsx", "");
    add_input("b.xlsx", "");
    ok(rt_ledger_add_input(ledger, &in, &id, &err));
    ok(rt_ledger_add_input(ledger, &in, &id, &err));
    in.state = RT_INPUT_FAILED;
    in.size = 0;
    in.sha256 = RT_STR("dd");
    ok(rt_ledger_add_input(ledger, &in, &id, &err));
    ok(rt_ledger_add_input(ledger, &in, &id, &err));
    finish();
    check(0, 0, 0, 0);
}

FIXTURE_TEST(a_department_in_two_files)
{
    char message[512];
    struct rt_finding f;
    int64_t a = add_input("a.xlsx", sha_a), b = add_input("b.xlsx", sha_b);

    add_row(a, "a.xlsx", "営業部", 1, 4);
    add_row(b, "b.xlsx", "営業部", 2, 4);
    add_row(b, "b.xlsx", "総務部", 3, 5);
    finish();
    check(0, 0, 0, 1);
    assert_true(nth(0, &f, message));
    assert_non_null(strstr(message, "営業部"));
    assert_non_null(strstr(message, "a.xlsx"));
}

/* Rows that repeat only each other make no overlap of files. */
FIXTURE_TEST(a_department_in_two_files_one_of_them_untidy)
{
    int64_t a = add_input("a.xlsx", sha_a), b = add_input("b.xlsx", sha_b);

    add_row(a, "a.xlsx", "営業部", 1, 4);
    add_row(b, "b.xlsx", "営業部", 2, 4);
    add_row(b, "b.xlsx", "営業部", 2, 5);
    finish();
    check(1, 0, 0, 1);
}

FIXTURE_TEST(a_department_in_two_files_that_overlap)
{
    char message[512];
    struct rt_finding f;
    int64_t a = add_input("a.xlsx", sha_a), b = add_input("b.xlsx", sha_b);
    int64_t c = add_input("c.xlsx", "");

    add_row(a, "a.xlsx", "営業部", 1, 4);
    add_row(b, "b.xlsx", "営業部", 2, 4);
    add_row(b, "b.xlsx", "営業部", ROW_ID, 5);
    add_row(c, "c.xlsx", "営業部", ROW_ID, 6);
    add_row(c, "c.xlsx", "営業部", 2, 7);
    finish();
    /* b beside a is no overlap; c repeats two rows of b. */
    check(2, 0, 1, 1);
    assert_true(nth(1, &f, message));
    assert_int_equal(f.code, RT_DU103);
    assert_non_null(strstr(message, "b.xlsx"));
    assert_non_null(strstr(message, "2行"));
}

/* --- findings in general -------------------------------------------------- */

static void put(int64_t input, enum rt_code code, const char *sheet,
    uint32_t row, uint32_t col)
{
    struct rt_finding f = {.code = code,
        .where.file = RT_STR("x"),
        .where.sheet = rt_str(sheet),
        .where.row = row,
        .where.col = col,
        .message = rt_str(rt_finding_info(code)->name)};

    ok(rt_ledger_add_finding(ledger, input, &f, &err));
}

FIXTURE_TEST(findings_in_order_and_counted)
{
    int64_t a = add_input("a.xlsx", ""), b = add_input("b.xlsx", "");
    static const uint32_t want[] = {9, 0, 2, 10, 10, 11, 1};
    struct rt_cursor c;
    struct rt_finding f;
    struct rt_input in;
    struct rt_totals t;

    put(b, RT_DU104, "S", 1, 1);
    put(a, RT_DU104, "S", 11, 1);
    put(a, RT_DU101, "S", 10, 2);
    put(a, RT_IN101, "S", 10, 1);
    put(a, RT_DU102, "", 0, 0);
    put(a, RT_DU101, "S", 2, 30);
    put(0, RT_IN102, "Z", 9, 9);
    finish();
    c = rt_ledger_findings(ledger, &err);
    for (size_t i = 0; i < RT_COUNT(want); i++) {
        assert_true(rt_next(&c, &f));
        assert_int_equal(f.where.row, want[i]);
        is(f.message, rt_finding_info(f.code)->name);
    }
    assert_false(rt_next(&c, &f));
    ok(rt_cursor_close(&c));
    ok(rt_ledger_totals(ledger, &t, &err));
    assert_int_equal(t.errors, 2);
    assert_int_equal(t.warnings, 3);
    assert_int_equal(t.infos, 2);
    c = rt_ledger_inputs(ledger, &err);
    assert_true(rt_next(&c, &in));
    assert_int_equal(in.errors, 1);
    assert_int_equal(in.warnings, 3);
    assert_int_equal(in.infos, 1);
    ok(rt_cursor_close(&c));
}
