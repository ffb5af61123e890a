/* A row of the ledger: what goes in comes out again, also as JSON. */
#include "ledger_help.h"

#include "record/json.h"

#include <jansson.h>

/* --- there and back ------------------------------------------------------- */

static struct rt_risk full_risk(void)
{
    return (struct rt_risk){
        .risk_id = RT_STR("Rfedcba9876543210"),
        .department = RT_STR("営業部"),
        .where.file = RT_STR("営業部.xlsx"),
        .where.sheet = RT_STR("情報資産管理台帳"),
        .where.row = 12,
        .where.col = 3,
        .business = RT_STR("受注"),
        .asset = RT_STR("顧客\"名簿\"\n\\1\x01"),
        .note = RT_STR("備考"),
        .users = RT_STR("営業部員"),
        .owner = RT_STR("部長"),
        .managed_by = RT_STR("営業部"),
        .medium = RT_STR("書類"),
        .medium_raw = RT_STR("紙"),
        .personal = true,
        .my_number = true,
        .scores = {.confidentiality = 3,
            .integrity = 2,
            .availability = 1,
            .any_personal = true,
            .given_importance = RT_UNKNOWN,
            .threat = 3,
            .vulnerability = 2,
            .given_likelihood = RT_UNKNOWN},
        .result = {.importance = 3,
            .likelihood = 2,
            .level = 6,
            .class = RT_HIGH,
            .priority = 2},
        .retention = RT_STR("5年"),
        .registered = RT_STR("2026-04-01"),
        .profile = RT_STR("ipa-3.1"),
        .treatment = RT_TRANSFER,
        .treatment_reason = RT_STR("費用"),
        .control = RT_STR("施錠"),
        .action = RT_STR("予定"),
        .residual_importance = 3,
        .residual_likelihood = 1,
        .residual_level = 3,
        .cells = RT_STR("C=J12"),
    };
}

FIXTURE_TEST(every_member_comes_back)
{
    struct rt_risk want = full_risk(), r;
    struct rt_cursor c;

    add_risk(add_input("営業部.xlsx", ""), &want);
    finish();
    c = rt_ledger_risks(ledger, RT_RISKS_ALL, &err);
    assert_true(rt_next(&c, &r));
    is(r.risk_id, "Rfedcba9876543210");
    is(r.department, "営業部");
    is(r.business, "受注");
    is(r.asset, "顧客\"名簿\"\n\\1\x01");
    is(r.medium, "書類");
    is(r.medium_raw, "紙");
    is(r.managed_by, "営業部");
    is(r.treatment_reason, "費用");
    is(r.control, "施錠");
    is(r.action, "予定");
    is(r.cells, "C=J12");
    is(r.profile, "ipa-3.1");
    assert_int_equal(r.where.row, 12);
    assert_int_equal(r.where.col, 3);
    assert_false(r.where.csv);
    assert_true(r.personal && !r.sensitive && r.my_number);
    assert_int_equal(r.scores.confidentiality, 3);
    assert_int_equal(r.scores.integrity, 2);
    assert_int_equal(r.scores.availability, 1);
    assert_true(r.scores.any_personal);
    assert_int_equal(r.scores.given_importance, RT_UNKNOWN);
    assert_int_equal(r.scores.threat, 3);
    assert_int_equal(r.scores.vulnerability, 2);
    assert_int_equal(r.result.level, 6);
    assert_int_equal(r.result.class, RT_HIGH);
    assert_int_equal(r.result.priority, 2);
    assert_int_equal(r.treatment, RT_TRANSFER);
    assert_int_equal(r.residual_level, 3);
    ok(rt_cursor_close(&c));
}

FIXTURE_TEST(unknown_comes_back_unknown)
{
    struct rt_risk want = blank_risk("a.csv", 2), r;
    struct rt_cursor c;

    want.risk_id = RT_STR("not the usual form");
    want.where.sheet = RT_STR_NONE;
    want.where.csv = true;
    want.result.missing = RT_MISSING_INTEGRITY | RT_MISSING_VULNERABILITY;
    add_risk(add_input("a.csv", ""), &want);
    finish();
    c = rt_ledger_risks(ledger, RT_RISKS_ALL, &err);
    assert_true(rt_next(&c, &r));
    is(r.risk_id, "not the usual form");
    assert_int_equal(r.department.n, 0);
    assert_int_equal(r.where.sheet.n, 0);
    assert_true(r.where.csv);
    assert_int_equal(r.result.level, RT_UNKNOWN);
    assert_int_equal(r.result.class, RT_CLASS_NONE);
    assert_int_equal(r.result.priority, 0);
    assert_int_equal(r.result.missing, want.result.missing);
    assert_int_equal(r.scores.threat, RT_UNKNOWN);
    assert_int_equal(r.residual_importance, RT_UNKNOWN);
    ok(rt_cursor_close(&c));
}

/* --- JSON ----------------------------------------------------------------- */

static const char *const members[] = {"risk_id", "department", "file", "sheet",
    "row", "business", "asset", "note", "users", "owner", "managed_by",
    "medium", "personal", "sensitive", "my_number", "confidentiality",
    "integrity", "availability", "importance", "threat", "vulnerability",
    "likelihood", "risk_level", "risk_class", "priority", "retention",
    "registered", "profile", "treatment", "approved_by", "approved_on",
    "approved_values", "residual_importance", "residual_likelihood",
    "residual_level", "missing"};

static json_t *only_json(void)
{
    struct rt_cursor c;
    struct rt_risk risk;
    struct rt_writer w;
    json_error_t why;

    c = rt_ledger_risks(ledger, RT_RISKS_ALL, &err);
    assert_true(rt_next(&c, &risk));
    rt_writer_init(&w, RT_TEXT_MAX);
    rt_json_open(&w, NULL, '{');
    rt_record_write_json(&rt_risk_members, &risk, &w);
    rt_json_close(&w, '}');
    struct rt_str line = rt_writer_str(&w);
    assert_null(memchr(line.p, '\n', line.n));
    json_t *o = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, &why);
    if (!o)
        fail_msg("%s in %.*s", why.text, RT_FMT(line));
    rt_writer_fini(&w);
    assert_false(rt_next(&c, &risk));
    ok(rt_cursor_close(&c));

    size_t i = 0;
    const char *name;
    json_t *value;
    json_object_foreach(o, name, value)
    {
        assert_true(i < RT_COUNT(members));
        assert_string_equal(name, members[i++]);
    }
    assert_int_equal(i, RT_COUNT(members));
    return o;
}

FIXTURE_TEST(json_of_a_full_row)
{
    struct rt_risk r = full_risk();

    add_risk(add_input("営業部.xlsx", ""), &r);
    finish();
    json_t *o = only_json();
    assert_string_equal(json_string_value(json_object_get(o, "asset")),
        "顧客\"名簿\"\n\\1\x01");
    assert_string_equal(
        json_string_value(json_object_get(o, "risk_id")), "Rfedcba9876543210");
    assert_string_equal(
        json_string_value(json_object_get(o, "risk_class")), "high");
    assert_string_equal(
        json_string_value(json_object_get(o, "treatment")), "transfer");
    assert_true(json_is_true(json_object_get(o, "personal")));
    assert_true(json_is_false(json_object_get(o, "sensitive")));
    assert_int_equal(json_integer_value(json_object_get(o, "row")), 12);
    assert_int_equal(json_integer_value(json_object_get(o, "risk_level")), 6);
    assert_int_equal(json_integer_value(json_object_get(o, "priority")), 2);
    assert_int_equal(
        json_integer_value(json_object_get(o, "residual_level")), 3);
    assert_int_equal(json_array_size(json_object_get(o, "missing")), 0);
    json_decref(o);
}

FIXTURE_TEST(json_of_an_unknown_row)
{
    static const char *const nulls[] = {"department", "business", "owner",
        "confidentiality", "importance", "threat", "likelihood", "risk_level",
        "risk_class", "priority", "registered", "treatment", "residual_level"};
    struct rt_risk r = blank_risk("bad\xff.xlsx", 2);

    r.business = RT_STR_NONE;
    r.result.missing = RT_MISSING_CONFIDENTIALITY | RT_MISSING_THREAT;
    add_risk(add_input("bad\xff.xlsx", ""), &r);
    finish();
    json_t *o = only_json();
    for (size_t i = 0; i < RT_COUNT(nulls); i++)
        assert_true(json_is_null(json_object_get(o, nulls[i])));
    assert_string_equal(
        json_string_value(json_object_get(o, "file")), "bad\xef\xbf\xbd.xlsx");
    json_t *missing = json_object_get(o, "missing");
    assert_int_equal(json_array_size(missing), 2);
    assert_string_equal(
        json_string_value(json_array_get(missing, 0)), rt_missing_name(0));
    assert_string_equal(
        json_string_value(json_array_get(missing, 1)), rt_missing_name(3));
    json_decref(o);
}
