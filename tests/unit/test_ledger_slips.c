/* Return slips: every error and warning of a file is in exactly one, and in the
 * right one. */
#include "ledger_help.h"

static void add(int64_t input, enum rt_code code, const char *department,
    const char *file, const char *sheet, uint32_t row)
{
    struct rt_finding f = {.code = code,
        .department = rt_str(department),
        .where.file = rt_str(file),
        .where.sheet = rt_str(sheet),
        .where.row = row,
        .where.col = row > 0 ? 3 : 0,
        .message = RT_STR("だめ")};

    ok(rt_ledger_add_finding(ledger, input, &f, &err));
}

static int64_t add_file(
    const char *file, const char *department, enum rt_input_state state)
{
    struct rt_input in = {
        .file = rt_str(file), .department = rt_str(department), .state = state};
    int64_t id = 0;

    ok(rt_ledger_add_input(ledger, &in, &id, &err));
    return id;
}

static void add_row(
    int64_t input, const char *file, const char *department, uint32_t row)
{
    struct rt_risk r = blank_risk(file, row);
    char id[18];

    r.department = rt_str(department);
    set_id(&r, id, row + (unsigned)input * 1000);
    add_risk(input, &r);
}

static void add_rejected(int64_t input, const char *file, uint32_t row)
{
    struct rt_rejected r = {.where.file = rt_str(file),
        .where.sheet = RT_STR("台帳"),
        .where.row = row,
        .code = RT_STR("VA101"),
        .reason = RT_STR("名前がない"),
        .cells = RT_STR("a,,b")};

    ok(rt_ledger_add_rejected(ledger, input, &r, &err));
}

static void make(void)
{
    finish();
    ok(rt_ledger_make_slips(ledger, &err));
}

/* "営業部:2+1 ?b.csv:0+1": department or file, errors, warnings. */
static void slips_are(const char *want)
{
    struct rt_cursor c;
    struct rt_slip s;
    struct rt_buf b;
    int64_t id = 0;

    rt_buf_init(&b, 1 << 20);
    c = rt_ledger_slips(ledger, &err);
    while (rt_next(&c, &s)) {
        assert_int_equal(s.id, ++id);
        ok(rt_buf_printf(&b, "%s%s%.*s%.*s:%u+%u", b.len > 0 ? " " : "",
            s.department.n > 0 ? "" : "?", RT_FMT(s.department), RT_FMT(s.file),
            (unsigned)s.errors, (unsigned)s.warnings));
        if (s.missing)
            ok(rt_buf_printf(&b, "(%.*s)", RT_FMT(s.expected)));
    }
    ok(rt_cursor_close(&c));
    assert_string_equal(b.len > 0 ? b.data : "", want);
    rt_buf_fini(&b);
}

/* "a.xlsx/台帳!5", as one line. */
static void corrections_are(int64_t slip, const char *want)
{
    struct rt_cursor c;
    struct rt_correction k;
    struct rt_buf b;

    rt_buf_init(&b, 1 << 20);
    c = rt_ledger_corrections(ledger, slip, &err);
    while (rt_next(&c, &k)) {
        ok(rt_buf_printf(&b, "%s%.*s/%.*s!%u", b.len > 0 ? " " : "",
            RT_FMT(k.finding.where.file), RT_FMT(k.finding.where.sheet),
            k.finding.where.row));
        if (k.cells.n > 0)
            ok(rt_buf_printf(&b, "[%.*s]", RT_FMT(k.cells)));
    }
    ok(rt_cursor_close(&c));
    assert_string_equal(b.len > 0 ? b.data : "", want);
    rt_buf_fini(&b);
}

static void rows_are(int64_t slip, const char *want)
{
    struct rt_cursor c;
    struct rt_understood u;
    struct rt_buf b;

    rt_buf_init(&b, 1 << 20);
    c = rt_ledger_understood(ledger, slip, &err);
    while (rt_next(&c, &u)) {
        ok(rt_buf_printf(&b, "%s%.*s!%u%s", b.len > 0 ? " " : "",
            RT_FMT(u.is_rejected ? u.rejected.where.file : u.risk.where.file),
            u.is_rejected ? u.rejected.where.row : u.risk.where.row,
            u.is_rejected ? "x" : ""));
        if (u.notes.n > 0)
            ok(rt_buf_printf(&b, "(%.*s)", RT_FMT(u.notes)));
    }
    ok(rt_cursor_close(&c));
    assert_string_equal(b.len > 0 ? b.data : "", want);
    rt_buf_fini(&b);
}

/* How often each finding that has an input is in a slip: once for an error or a
 * warning, never for an info. */
static void nothing_falls_between(void)
{
    struct rt_cursor slips, c;
    struct rt_slip s;
    struct rt_correction k;
    struct rt_totals t;
    uint64_t errors = 0, warnings = 0, listed = 0;

    slips = rt_ledger_slips(ledger, &err);
    while (rt_next(&slips, &s)) {
        errors += s.errors;
        warnings += s.warnings;
        c = rt_ledger_corrections(ledger, s.id, &err);
        while (rt_next(&c, &k)) {
            assert_int_not_equal(
                rt_finding_info(k.finding.code)->severity, RT_INFO);
            listed++;
        }
        ok(rt_cursor_close(&c));
    }
    ok(rt_cursor_close(&slips));
    ok(rt_ledger_totals(ledger, &t, &err));
    assert_int_equal(errors, t.errors);
    assert_int_equal(warnings, t.warnings);
    assert_int_equal(listed, t.errors + t.warnings);
}

/* --- whose -------------------------------------------------------------------- */

FIXTURE_TEST(information_makes_no_slip)
{
    int64_t id = add_file("a.xlsx", "営業部", RT_INPUT_READ);

    add_row(id, "a.xlsx", "営業部", 5);
    add(id, RT_VA304, "営業部", "a.xlsx", "台帳", 5);
    make();
    slips_are("");
}

FIXTURE_TEST(a_finding_goes_to_its_own_department)
{
    int64_t id = add_file("a.xlsx", "営業部", RT_INPUT_READ);

    add(id, RT_VA301, "総務部", "a.xlsx", "台帳", 5);
    add(id, RT_VA301, "営業部", "a.xlsx", "台帳", 6);
    add(id, RT_VA403, "", "a.xlsx", "台帳", 7);
    make();
    slips_are("営業部:1+1 総務部:1+0");
    nothing_falls_between();
}

FIXTURE_TEST(a_file_is_its_only_department_s)
{
    int64_t one = add_file("a.csv", "", RT_INPUT_READ);
    int64_t two = add_file("b.csv", "", RT_INPUT_READ);
    int64_t none = add_file("c.csv", "", RT_INPUT_FAILED);

    add_row(one, "a.csv", "経理部", 2);
    add_row(one, "a.csv", "", 3);
    add_row(two, "b.csv", "経理部", 2);
    add_row(two, "b.csv", "総務部", 3);
    add(one, RT_TP304, "", "a.csv", "", 1);
    add(two, RT_TP304, "", "b.csv", "", 1);
    add(none, RT_IN104, "", "c.csv", "", 0);
    make();
    slips_are("経理部:1+0 ?b.csv:1+0 ?c.csv:1+0");
    corrections_are(1, "a.csv/!1");
    nothing_falls_between();
}

FIXTURE_TEST(the_roster_decides_between_row_and_file)
{
    int64_t id = add_file("a.xlsx", "営業部", RT_INPUT_READ);
    int64_t other = add_file("b.xlsx", "", RT_INPUT_READ);

    ok(rt_ledger_add_department(ledger, RT_STR("営業部"), &err));
    ok(rt_ledger_add_department(ledger, RT_STR("総務部"), &err));
    /* misspelt: whoever sent the file must correct it */
    add(id, RT_RO104, "営業", "a.xlsx", "台帳", 5);
    add(id, RT_VA301, "総務部", "a.xlsx", "台帳", 6);
    add(other, RT_RO104, "広報", "b.xlsx", "台帳", 5);
    make();
    slips_are("営業部:0+1 広報:0+1 総務部:1+0");
    nothing_falls_between();
}

FIXTURE_TEST(who_sent_nothing_is_asked)
{
    add_file("*広報*.xlsx", "広報部", RT_INPUT_MISSING);
    add(0, RT_RO101, "広報部", "", "", 0);
    make();
    slips_are("広報部:1+0(*広報*.xlsx)");
    nothing_falls_between();
}

/* Departments are what anybody types: past the limit they have no slips. */
FIXTURE_TEST(too_many_departments_go_by_file)
{
    int64_t id = add_file("a.xlsx", "営業部", RT_INPUT_READ);
    int64_t other = add_file("b.xlsx", "", RT_INPUT_READ);
    char name[32];

    ok(rt_ledger_add_department(ledger, RT_STR("総務部"), &err));
    for (unsigned i = 0; i <= RT_SLIPS_MAX; i++) {
        snprintf(name, sizeof name, "D%u", i);
        add(i % 2 ? id : other, RT_VA301, name, i % 2 ? "a.xlsx" : "b.xlsx",
            "台帳", i + 5);
    }
    add(id, RT_VA301, "総務部", "a.xlsx", "台帳", 1);
    make();
    slips_are("営業部:2048+0 総務部:1+0 ?b.xlsx:2049+0");
    nothing_falls_between();
}

/* As many as the limit have them, whatever else is said of them. */
FIXTURE_TEST(as_many_departments_as_the_limit_have_slips)
{
    int64_t id = add_file("a.xlsx", "", RT_INPUT_READ);
    struct rt_cursor c;
    struct rt_slip s;
    char name[32];
    unsigned n = 0;

    ok(rt_ledger_add_department(ledger, RT_STR("総務部"), &err));
    for (unsigned i = 0; i < 2 * RT_SLIPS_MAX; i++) {
        snprintf(name, sizeof name, "D%u", i / 2);
        add(id, RT_VA301, name, "a.xlsx", "台帳", i + 5);
    }
    add(id, RT_VA304, "Dinfo", "a.xlsx", "台帳", 3);
    make();
    c = rt_ledger_slips(ledger, &err);
    while (rt_next(&c, &s))
        n += s.department.n > 0 && s.errors == 2;
    ok(rt_cursor_close(&c));
    assert_int_equal(n, RT_SLIPS_MAX);
}

/* --- what is in them ------------------------------------------------------------ */

FIXTURE_TEST(corrections_stand_as_in_the_file)
{
    int64_t id = add_file("a.xlsx", "営業部", RT_INPUT_READ);

    ok(rt_ledger_add_sheet(ledger, id, 0, RT_STR("台帳"), &err));
    ok(rt_ledger_add_sheet(ledger, id, 1, RT_STR("あ"), &err));
    add(id, RT_VA302, "", "a.xlsx", "あ", 4);
    add(id, RT_VA301, "営業部", "a.xlsx", "台帳", 20);
    add(id, RT_VA301, "営業部", "a.xlsx", "台帳", 9);
    add(id, RT_TP203, "", "a.xlsx", "", 0);
    make();
    corrections_are(1, "a.xlsx/!0 a.xlsx/台帳!9 a.xlsx/台帳!20 a.xlsx/あ!4");
}

FIXTURE_TEST(a_slip_shows_all_rows_of_its_department)
{
    int64_t id = add_file("a.xlsx", "", RT_INPUT_READ);
    int64_t other = add_file("b.xlsx", "営業部", RT_INPUT_READ);

    add_row(id, "a.xlsx", "総務部", 4);
    add_row(id, "a.xlsx", "営業部", 5);
    add_row(other, "b.xlsx", "営業部", 4);
    add_row(other, "b.xlsx", "営業部", 9);
    add_rejected(other, "b.xlsx", 6);
    add(other, RT_VA101, "", "b.xlsx", "台帳", 6);
    add(other, RT_VA304, "営業部", "b.xlsx", "台帳", 9);
    make();
    slips_are("営業部:1+0");
    corrections_are(1, "b.xlsx/台帳!6[a,,b]");
    rows_are(1, "a.xlsx!5 b.xlsx!4 b.xlsx!6x b.xlsx!9(だめ)");
}

FIXTURE_TEST(a_file_s_slip_shows_its_rows_without_department)
{
    int64_t id = add_file("a.csv", "", RT_INPUT_READ);

    add_row(id, "a.csv", "", 2);
    add_row(id, "a.csv", "総務部", 3);
    add_row(id, "a.csv", "営業部", 4);
    add_rejected(id, "a.csv", 5);
    add(id, RT_TP304, "", "a.csv", "", 1);
    make();
    slips_are("?a.csv:1+0");
    rows_are(1, "a.csv!2 a.csv!5x");
}
