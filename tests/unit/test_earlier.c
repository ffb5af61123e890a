/* The risks of an earlier run, read from what the program wrote itself and
 * from files that were edited into what it would never write. */
#include "form/earlier.h"
#include "report/register/register.h"
#include "report_help.h"
#include "risk/assess.h"

static struct rt_risk full(void)
{
    struct rt_risk r = blank_risk("in/営業部.xlsx", 12);
    static const char *const texts[] = {"営業部", "営業", "顧客名簿", "備考A",
        "全員", "部長", "総務課", "書類", "5年"};
    struct rt_str *const at[] = {&r.department, &r.business, &r.asset, &r.note,
        &r.users, &r.owner, &r.managed_by, &r.medium, &r.retention};

    for (size_t i = 0; i < RT_COUNT(at); i++)
        *at[i] = rt_str(texts[i]);
    r.sensitive = true;
    r.scores = (struct rt_scores){.confidentiality = 3,
        .integrity = 1,
        .availability = 2,
        .threat = 3,
        .vulnerability = 2,
        .any_personal = true,
        .unreadable_flags = RT_MISSING_MY_NUMBER,
        .given_importance = RT_UNKNOWN,
        .given_likelihood = RT_UNKNOWN};
    r.registered = RT_STR("2026-07-01");
    r.treatment = RT_TRANSFER;
    r.result = rt_assess(rt_profile_named(r.profile), &r.scores);
    return r;
}

static void make_ledger(void)
{
    struct rt_risk a = full(), b = blank_risk("資産.csv", 3);
    int64_t id = add_input("in/営業部.xlsx", "ab");

    a.risk_id = RT_STR("R00000000000000aa");
    b.risk_id = RT_STR("R00000000000000bb");
    b.where.sheet = RT_STR_NONE;
    b.asset = RT_STR("=cmd|' /C calc'!A0");
    ok(rt_ledger_add_profile(ledger, rt_profile_named(a.profile), &err));
    add_risk(id, &a);
    add_risk(id, &b);
    finish();
}

static struct rt_earlier *opened(enum rt_lang lang)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_earlier *e = NULL;

    ok(rt_earlier_open(path, NULL, &limits, lang, &e, &err));
    return e;
}

static void is_full(const struct rt_risk *r)
{
    struct rt_risk want = full();

    is(r->risk_id, "R00000000000000aa");
    is(r->department, "営業部");
    is(r->business, "営業");
    is(r->asset, "顧客名簿");
    is(r->note, "備考A");
    is(r->users, "全員");
    is(r->owner, "部長");
    is(r->managed_by, "総務課");
    is(r->medium, "書類");
    is(r->retention, "5年");
    is(r->registered, "2026-07-01");
    is(r->profile, "ipa-3.1");
    is(r->where.file, "in/営業部.xlsx");
    is(r->where.sheet, "台帳");
    assert_int_equal(r->where.row, 12);
    assert_false(r->personal);
    assert_true(r->sensitive);
    assert_false(r->my_number);
    assert_int_equal(r->scores.unreadable_flags, RT_MISSING_MY_NUMBER);
    assert_true(r->scores.any_personal);
    assert_int_equal(r->scores.confidentiality, 3);
    assert_int_equal(r->scores.integrity, 1);
    assert_int_equal(r->scores.availability, 2);
    assert_int_equal(r->scores.threat, 3);
    assert_int_equal(r->scores.vulnerability, 2);
    assert_int_equal(r->result.importance, want.result.importance);
    assert_int_equal(r->result.likelihood, 2);
    assert_int_equal(r->result.level, 6);
    assert_int_equal(r->result.class, RT_HIGH);
    assert_int_equal(r->result.priority, 2);
    assert_int_equal(r->treatment, RT_TRANSFER);
}

static void is_blank(const struct rt_risk *r)
{
    is(r->risk_id, "R00000000000000bb");
    is(r->asset, "=cmd|' /C calc'!A0");
    is(r->department, "");
    is(r->where.sheet, "");
    assert_true(r->where.csv);
    assert_int_equal(r->scores.confidentiality, RT_UNKNOWN);
    assert_int_equal(r->result.level, RT_UNKNOWN);
    assert_int_equal(r->result.class, RT_CLASS_NONE);
    assert_int_equal(r->result.priority, 0);
    assert_int_equal(r->treatment, RT_TREATMENT_NONE);
}

/* Both risks, then the end, and the end again. */
static void reads_both(enum rt_lang lang)
{
    struct rt_earlier *e = opened(lang);
    struct rt_risk r;

    assert_int_equal(rt_earlier_next(e, &r, &err), RT_ROW);
    is_full(&r);
    assert_int_equal(rt_earlier_next(e, &r, &err), RT_ROW);
    is_blank(&r);
    assert_int_equal(rt_earlier_next(e, &r, &err), RT_END);
    assert_int_equal(rt_earlier_next(e, &r, &err), RT_END);
    rt_earlier_close(e);
}

FIXTURE_TEST(lines_are_read)
{
    make_ledger();
    ok(rt_report_risks(ledger, &japanese, path, &err));
    reads_both(RT_JA);
}

FIXTURE_TEST(registers_are_read)
{
    make_ledger();
    ok(rt_report_register(ledger, &japanese, path, &err));
    reads_both(RT_JA);
    ok(rt_report_register(ledger, &english, path, &err));
    reads_both(RT_JA);
}

/* One risk a sheet. */
FIXTURE_TEST(further_sheets_are_read)
{
    make_ledger();
    struct rt_run small = of_rows(&japanese, RT_LIST_FIRST + 1);

    ok(rt_report_register(ledger, &small, path, &err));
    reads_both(RT_JA);
}

/* --- what it refuses ------------------------------------------------------ */

static void write_text(const char *text)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

/* Reads to the failure, which must say `what`. */
static void refuses(enum rt_status status, const char *what)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_earlier *e = NULL;
    struct rt_risk r;
    enum rt_status rc;

    limits.cell_bytes = 64;
    memset(&err, 0, sizeof err);
    rc = rt_earlier_open(path, NULL, &limits, RT_EN, &e, &err);
    while (rc == RT_OK || rc == RT_ROW)
        rc = rt_earlier_next(e, &r, &err);
    rt_earlier_close(e);
    assert_int_equal(rc, status);
    if (!strstr(err.text, what))
        fail_msg("\"%s\" does not say \"%s\"", err.text, what);
}

FIXTURE_TEST(bad_lines_are_named)
{
    static const char *const bad[][2] = {
        {"{\"risk_id\":\"R1\"}\n{\"risk_id\":", "line 2: no JSON"},
        {"{\"risk_id\":\"R1\"}\n\n[1]\n", "line 3: no JSON"},
        {"{\"asset\":\"a\"}\n", "line 1: there is none: risk_id"},
        {"{\"risk_id\":5}\n", "risk_id"},
        {"{\"risk_id\":\"R\",\"row\":-1}\n", "row"},
        {"{\"risk_id\":\"R\",\"row\":4294967296}\n", "row"},
        {"{\"risk_id\":\"R\",\"risk_level\":10}\n", "risk_level"},
        {"{\"risk_id\":\"R\",\"risk_level\":\"9\"}\n", "risk_level"},
        {"{\"risk_id\":\"R\",\"risk_level\":1.5}\n", "risk_level"},
        {"{\"risk_id\":\"R\",\"importance\":4}\n", "importance"},
        {"{\"risk_id\":\"R\",\"personal\":1}\n", "personal"},
        {"{\"risk_id\":\"R\",\"risk_class\":\"huge\"}\n", "risk_class"},
        {"{\"risk_id\":\"R\",\"treatment\":[]}\n", "treatment"},
        {"{\"risk_id\":\"R\",\"missing\":[\"age\"]}\n", "missing"},
        {"{\"risk_id\":\"R\",\"missing\":5}\n", "missing"},
        {"{\"risk_id\":\"R\",\"risk_id\":\"S\"}\n", "no JSON"},
        {"{\"risk_id\":\"R\\u0000S\"}\n", "no JSON"},
        {"{\"risk_id\":\"\xFF\"}\n", "no JSON"},
    };

    for (size_t i = 0; i < RT_COUNT(bad); i++) {
        write_text(bad[i][0]);
        refuses(RT_FORMAT, bad[i][1]);
    }
    assert_int_equal(err.row, 1);
}

FIXTURE_TEST(long_lines_are_refused)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    fputs("{\"risk_id\":\"R1\"}\n{\"risk_id\":\"", f);
    for (int i = 0; i < 6 * 64 * (int)rt_risk_members.count; i++)
        fputc('R', f);
    fputs("\"}\n", f);
    assert_int_equal(fclose(f), 0);
    refuses(RT_LIMIT, "line 2: over a limit: --limit-cell-bytes");
}

FIXTURE_TEST(other_files_are_neither)
{
    static const char *const others[] = {"", "\n\n", "risk_id,asset\n",
        "\xEF\xBB\xBF", "[{\"risk_id\":\"R\"}]\n"};

    for (size_t i = 0; i < RT_COUNT(others); i++) {
        write_text(others[i]);
        refuses(RT_FORMAT, "is neither an earlier register");
    }
}

FIXTURE_TEST(a_plan_is_no_register)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_earlier *e = NULL;
    struct rt_risk r;

    make_ledger();
    ok(rt_report_plan(ledger, &japanese, path, &err));
    ok(rt_earlier_open(path, NULL, &limits, RT_JA, &e, &err));
    assert_int_equal(rt_earlier_next(e, &r, &err), RT_FORMAT);
    assert_non_null(strstr(err.ja, "でもありません"));
    rt_earlier_close(e);
}

FIXTURE_TEST(later_members_are_passed_over)
{
    struct rt_earlier *e;
    struct rt_risk r;

    write_text("\xEF\xBB\xBF{\"risk_id\":\"R1\",\"mood\":[{}]}\r\n \r\n");
    e = opened(RT_JA);
    assert_int_equal(rt_earlier_next(e, &r, &err), RT_ROW);
    is(r.risk_id, "R1");
    assert_int_equal(r.result.level, RT_UNKNOWN);
    assert_int_equal(rt_earlier_next(e, &r, &err), RT_END);
    rt_earlier_close(e);
}

ALL_TESTS(make_path, remove_path)
