/* The plain artefacts: JSON lines, rejected.csv, run.json. */
#include "ledger_help.h"
#include "path_help.h"
#include "report/report.h"

#include <jansson.h>

static const char *const options[] = {"profile=ipa-3.1", "fail-on=error"};
static const struct rt_run run = {
    .version = "0.1.0",
    .now = "2026-09-30",
    .lang = RT_JA,
    .options = options,
    .option_count = 2,
};

/* The file's content, freed by the caller. */
static char *content(size_t *size)
{
    FILE *f = fopen(path, "rb");
    char *p = malloc(1 << 16);

    assert_non_null(f);
    assert_non_null(p);
    *size = fread(p, 1, (1 << 16) - 1, f);
    p[*size] = '\0';
    fclose(f);
    return p;
}

static void holds(const char *want)
{
    size_t size;
    char *got = content(&size);

    if (size != strlen(want) || memcmp(got, want, size) != 0)
        fail_msg("got:\n%s\nwant:\n%s", got, want);
    free(got);
}

static void fill(void)
{
    struct rt_risk r = blank_risk("営業部.xlsx", 4);
    int64_t id = add_input("営業部.xlsx", "ab");
    struct rt_finding f = {.code = RT_IN102,
        .where.file = RT_STR("営業部.xlsx"),
        .message = RT_STR("空")};

    ok(rt_ledger_add_profile(
        ledger, rt_profile_named(RT_STR("ipa-3.1")), &err));
    add_risk(id, &r);
    r.where.row = 5;
    r.risk_id = RT_STR("R0000000000000002");
    r.result = (struct rt_assessment){.importance = 3,
        .likelihood = 3,
        .level = 9,
        .class = RT_HIGH,
        .priority = 1};
    add_risk(id, &r);
    ok(rt_ledger_add_finding(ledger, id, &f, &err));
    finish();
}

FIXTURE_TEST(risks_line_by_line)
{
    size_t size;

    fill();
    ok(rt_report_risks(ledger, &run, path, &err));
    char *got = content(&size);
    assert_true(size > 0 && got[size - 1] == '\n');
    char *second = strchr(got, '\n') + 1;
    assert_ptr_equal(strchr(second, '\n'), got + size - 1);
    /* The severe row was second in the file. */
    assert_non_null(strstr(got, "R0000000000000002"));
    assert_true(strstr(got, "R0000000000000002") < second);
    assert_true(strstr(got, "R0000000000000001") > second);
    free(got);
}

FIXTURE_TEST(findings_line_by_line)
{
    size_t size;

    fill();
    ok(rt_report_findings(ledger, &run, path, &err));
    char *got = content(&size);
    json_t *o = json_loads(got, 0, NULL);
    assert_non_null(o);
    assert_string_equal(json_string_value(json_object_get(o, "code")), "IN102");
    assert_ptr_equal(strchr(got, '\n'), got + size - 1);
    json_decref(o);
    free(got);
}

/* --- rejected.csv --------------------------------------------------------- */

static void reject(uint32_t row, const char *reason, const char *cells)
{
    const struct rt_rejected r
        = {.where = {RT_STR("営業部.xlsx"), RT_STR("台帳"), row, 0, false},
            .code = RT_STR("VA101"),
            .reason = rt_str(reason),
            .cells = rt_str(cells)};

    ok(rt_ledger_add_rejected(ledger, 1, &r, &err));
}

FIXTURE_TEST(rejected_rows_as_they_were)
{
    uint64_t rows;

    reject(4, "空", "1,営業,,紙");
    reject(5, "a, \"b\"", "=1+1,+81,-1,@x,\t=1,\"=a,b\",\"q\"\"q\",");
    reject(6, "r", "\"two\r\nlines\",x");
    reject(7, "r", "");
    finish();
    ok(rt_report_rejected(ledger, &run, path, &rows, &err));
    assert_int_equal(rows, 4);
    holds("\xef\xbb\xbf"
          "file,sheet,row,code,reason,cells\r\n"
          "営業部.xlsx,台帳,4,VA101,空,1,営業,,紙\r\n"
          "営業部.xlsx,台帳,5,VA101,\"a, \"\"b\"\"\","
          "\"=1+1\",\"+81\",\"-1\",\"@x\",\"\t=1\",\"=a,b\",\"q\"\"q\",\r\n"
          "営業部.xlsx,台帳,6,VA101,r,\"two\r\nlines\",x\r\n"
          "営業部.xlsx,台帳,7,VA101,r,\r\n");
}

FIXTURE_TEST(no_rejected_rows)
{
    uint64_t rows = 9;

    finish();
    ok(rt_report_rejected(ledger, &run, path, &rows, &err));
    assert_int_equal(rows, 0);
}

/* --- run.json ------------------------------------------------------------- */

static const char *string_at(json_t *o, const char *name)
{
    return json_string_value(json_object_get(o, name));
}

static json_int_t integer_at(json_t *o, const char *group, const char *name)
{
    json_t *v = json_object_get(json_object_get(o, group), name);

    assert_true(json_is_integer(v));
    return json_integer_value(v);
}

static void check_input(json_t *in)
{
    assert_string_equal(string_at(in, "file"), "営業部.xlsx");
    assert_string_equal(string_at(in, "sha256"), "ab");
    assert_string_equal(string_at(in, "state"), "read");
    assert_true(json_is_null(json_object_get(in, "department")));
    assert_int_equal(integer_at(in, "rows", "seen"), 10);
    assert_int_equal(integer_at(in, "rows", "example"), 1);
    assert_int_equal(integer_at(in, "findings", "error"), 1);
    assert_int_equal(integer_at(in, "findings", "info"), 0);
}

static void check_totals(json_t *t)
{
    assert_int_equal(integer_at(t, "inputs", "read"), 1);
    assert_int_equal(integer_at(t, "rows", "accepted"), 4);
    assert_int_equal(integer_at(t, "risks", "all"), 2);
    assert_int_equal(integer_at(t, "risks", "unassessed"), 1);
    json_t *risks = json_object_get(t, "risks");
    assert_int_equal(integer_at(risks, "class", "high"), 1);
    assert_int_equal(integer_at(risks, "priority", "1"), 1);
    assert_int_equal(integer_at(risks, "priority", "none"), 0);
    assert_int_equal(integer_at(t, "findings", "error"), 1);
}

FIXTURE_TEST(the_manifest)
{
    static const char *const names[] = {"program", "version", "now", "lang",
        "options", "config_sha256", "profiles", "inputs", "other", "checks",
        "returns", "plans", "approvals", "totals", "files"};
    json_t *root, *value;
    const char *name;
    size_t i = 0;

    fill();
    ok(rt_report_manifest(ledger, &run, path, &err));
    root = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    json_object_foreach(root, name, value)
    {
        assert_true(i < RT_COUNT(names));
        assert_string_equal(name, names[i++]);
    }
    assert_int_equal(i, RT_COUNT(names));
    assert_string_equal(string_at(root, "now"), "2026-09-30");
    assert_string_equal(string_at(root, "lang"), "ja");
    assert_true(json_is_null(json_object_get(root, "config_sha256")));
    json_t *list = json_object_get(root, "options");
    assert_int_equal(json_array_size(list), 2);
    assert_string_equal(json_string_value(json_array_get(list, 1)), options[1]);
    json_t *profile = json_array_get(json_object_get(root, "profiles"), 0);
    assert_string_equal(string_at(profile, "name"), "ipa-3.1");
    assert_int_equal(json_integer_value(json_object_get(profile, "risks")), 2);
    check_input(json_array_get(json_object_get(root, "inputs"), 0));
    check_totals(json_object_get(root, "totals"));
    json_decref(root);
}

FIXTURE_TEST(same_run_same_bytes)
{
    size_t size, again;

    fill();
    ok(rt_report_manifest(ledger, &run, path, &err));
    char *first = content(&size);
    ok(rt_report_manifest(ledger, &run, path, &err));
    char *second = content(&again);
    assert_int_equal(size, again);
    assert_memory_equal(first, second, size);
    free(first);
    free(second);
}

FIXTURE_TEST(a_name_that_is_no_utf8)
{
    add_input("bad\xff\xfe.xlsx", "");
    finish();
    ok(rt_report_manifest(ledger, &run, path, &err));
    json_t *root = json_load_file(path, 0, NULL);
    assert_non_null(root);
    json_t *in = json_array_get(json_object_get(root, "inputs"), 0);
    assert_string_equal(
        string_at(in, "file"), "bad\xef\xbf\xbd\xef\xbf\xbd.xlsx");
    json_decref(root);
}

/* --- failures ------------------------------------------------------------- */

FIXTURE_TEST(a_full_disk_is_noticed)
{
    uint64_t rows;
    static const char full[] = "/dev/full";
    struct rt_error e = {0};

    reject(4, "r", "x");
    fill();
    assert_int_equal(rt_report_risks(ledger, &run, full, &e), RT_IO);
    assert_non_null(strstr(e.text, full));
    assert_int_equal(rt_report_findings(ledger, &run, full, &e), RT_IO);
    assert_int_equal(rt_report_rejected(ledger, &run, full, &rows, &e), RT_IO);
    assert_int_equal(rt_report_manifest(ledger, &run, full, &e), RT_IO);
}

FIXTURE_TEST(a_place_that_cannot_be_written)
{
    struct rt_error e = {0};

    fill();
    assert_int_equal(rt_report_risks(ledger, &run, "/nowhere/x", &e), RT_IO);
    assert_non_null(strstr(e.text, "/nowhere/x"));
}

ALL_TESTS(make_path, remove_path)
