/* Findings as SARIF: what the published schema and its readers ask for. */
#include "unit.h"

#include "finding/finding.h"

#include <jansson.h>

static struct rt_buf buf;
static struct rt_writer w;

static int set_up(void **state)
{
    (void)state;
    rt_buf_init(&buf, 4 << 20);
    w = rt_writer_to(&buf);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rt_buf_fini(&buf);
    return 0;
}

/* The document of these findings; to be released. */
static json_t *document(
    const struct rt_finding *f, size_t count, enum rt_lang lang)
{
    json_error_t e;
    json_t *doc;

    rt_sarif_begin("0.1.0", lang, &w);
    for (size_t i = 0; i < count; i++)
        rt_sarif_result(&f[i], &w);
    rt_sarif_end(&w);
    doc = json_loadb(buf.data, buf.len, JSON_REJECT_DUPLICATES, &e);
    if (!doc)
        fail_msg("line %d: %s", e.line, e.text);
    return doc;
}

/* "runs/0/tool": the value there; NULL for none. */
static json_t *at(json_t *v, const char *way)
{
    while (v && *way) {
        size_t n = strcspn(way, "/");
        char step[64];

        assert_true(n < sizeof step);
        memcpy(step, way, n);
        step[n] = '\0';
        v = step[0] >= '0' && step[0] <= '9'
                ? json_array_get(v, (size_t)(step[0] - '0'))
                : json_object_get(v, step);
        way += n + (way[n] == '/');
    }
    return v;
}

static void text_is(json_t *v, const char *way, const char *want)
{
    const char *got = json_string_value(at(v, way));

    if (!got || strcmp(got, want) != 0)
        fail_msg("%s: %s, not %s", way, got ? got : "nothing", want);
}

static void number_is(json_t *v, const char *way, json_int_t want)
{
    assert_true(json_is_integer(at(v, way)));
    assert_int_equal(json_integer_value(at(v, way)), want);
}

FIXTURE_TEST(rules_are_the_catalogue)
{
    static const char *const levels[] = {"note", "warning", "error"};
    json_t *doc, *rules;

    doc = document(NULL, 0, RT_EN);
    text_is(doc, "version", "2.1.0");
    text_is(doc, "runs/0/language", "en");
    text_is(doc, "runs/0/tool/driver/name", "risktally");
    assert_int_equal(json_array_size(at(doc, "runs/0/results")), 0);
    rules = at(doc, "runs/0/tool/driver/rules");
    assert_int_equal(json_array_size(rules), RT_CODE_COUNT - 1);
    for (int code = 1; code < RT_CODE_COUNT; code++) {
        const struct rt_finding_info *info
            = rt_finding_info((enum rt_code)code);
        json_t *rule = json_array_get(rules, (size_t)code - 1);

        text_is(rule, "id", info->name);
        text_is(rule, "defaultConfiguration/level", levels[info->severity]);
        assert_true(json_is_string(at(rule, "shortDescription/text")));
        assert_null(
            strchr(json_string_value(at(rule, "shortDescription/text")), '%'));
        assert_true(json_is_string(at(rule, "help/text")));
    }
    json_decref(doc);
}

FIXTURE_TEST(every_finding_has_a_place)
{
    const struct rt_finding f[] = {
        {.code = RT_RA302,
            .where.file = RT_STR("./部 署/AZ#1%az-09_~.xlsx"),
            .where.sheet = RT_STR("台\"帳"),
            .where.row = 12,
            .where.col = 20,
            .risk_id = RT_STR("R0123456789abcdef"),
            .message = RT_STR("一行目\n\"二行目\"")},
        {.code = RT_VA301,
            .where.file = RT_STR("/in/a.csv"),
            .where.csv = true,
            .where.row = 3,
            .where.col = 4},
        {.code = RT_IN101, .where.file = RT_STR("../a.xlsx")},
        {.code = RT_TP404,
            .where.file = RT_STR("a\xff.xlsx"),
            .where.sheet = RT_STR("S")},
    };
    json_t *doc, *r;

    doc = document(f, 4, RT_JA);
    assert_int_equal(json_array_size(at(doc, "runs/0/results")), 4);
    r = at(doc, "runs/0/results/0");
    text_is(r, "ruleId", "RA302");
    number_is(r, "ruleIndex", RT_RA302 - 1);
    text_is(r, "level", "error");
    text_is(r, "message/text", "一行目\n\"二行目\"");
    r = at(r, "locations/0");
    text_is(r, "physicalLocation/artifactLocation/uri",
        "%E9%83%A8%20%E7%BD%B2/AZ%231%25az-09_~.xlsx");
    number_is(r, "physicalLocation/region/startLine", 12);
    number_is(r, "physicalLocation/region/startColumn", 20);
    text_is(r, "logicalLocations/0/fullyQualifiedName", "台\"帳!T12");
    r = at(doc, "runs/0/results/1/locations/0");
    text_is(r, "physicalLocation/artifactLocation/uri", "file:///in/a.csv");
    number_is(r, "physicalLocation/region/startColumn", 4);
    assert_null(at(r, "logicalLocations"));
    r = at(doc, "runs/0/results/2/locations/0/physicalLocation");
    text_is(r, "artifactLocation/uri", "../a.xlsx");
    number_is(r, "region/startLine", 1);
    assert_null(at(r, "region/startColumn"));
    r = at(doc, "runs/0/results/3");
    text_is(r, "level", "note");
    text_is(
        r, "locations/0/physicalLocation/artifactLocation/uri", "a%FF.xlsx");
    json_decref(doc);
}

/* A risk's finding keeps its print when rows move; another column's differs. */
FIXTURE_TEST(prints_follow_the_risk)
{
    const struct rt_finding f[] = {
        {.code = RT_RA302,
            .where.row = 12,
            .where.col = 20,
            .risk_id = RT_STR("R1")},
        {.code = RT_RA302,
            .where.row = 99,
            .where.col = 20,
            .risk_id = RT_STR("R1")},
        {.code = RT_RA302,
            .where.row = 12,
            .where.col = 21,
            .risk_id = RT_STR("R1")},
        {.code = RT_RA302,
            .where.row = 12,
            .where.col = 20,
            .where.sheet = RT_STR("S")},
    };
    const char *print[4];
    json_t *doc;

    doc = document(f, 4, RT_JA);
    for (size_t i = 0; i < 4; i++)
        print[i] = json_string_value(json_object_get(
            json_object_get(json_array_get(at(doc, "runs/0/results"), i),
                "partialFingerprints"),
            "codeAndPlace/v1"));
    assert_string_equal(print[0], print[1]);
    assert_string_not_equal(print[0], print[2]);
    assert_string_equal(print[3], "RA302:S!T12");
    json_decref(doc);
}
