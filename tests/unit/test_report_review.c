/* The review workbook, read back: verdicts, the lists by family, links into
 * the originals, and what happens to links that there may not be. */
#include "report/review/review.h"
#include "report_help.h"

#include <minizip/unzip.h>

static const char *const ways[] = {"../in/a.xlsx", "../in/b#.xlsx", NULL};
static const struct rt_review review
    = {.links = ways, .link_count = 3, .accepted = 4};

static void add(int64_t input, const char *file, enum rt_code code,
    const char *sheet, uint32_t row)
{
    struct rt_finding f = {.code = code,
        .where.file = rt_str(file),
        .where.sheet = rt_str(sheet),
        .where.row = row,
        .where.col = row ? 20 : 0,
        .message = RT_STR("m"),
        .expected = RT_STR("4"),
        .actual = RT_STR("1.5")};

    ok(rt_ledger_add_finding(ledger, input, &f, &err));
}

static void fill(void)
{
    struct rt_input failed
        = {.file = RT_STR("c.xlsx"), .state = RT_INPUT_FAILED};
    struct rt_risk risk = blank_risk("a.xlsx", 12);
    int64_t a = add_input("a.xlsx", "1"), b = add_input("b#.xlsx", "2"), c;

    ok(rt_ledger_add_input(ledger, &failed, &c, &err));
    ok(rt_ledger_add_profile(ledger, rt_profile_builtin(0), &err));
    risk.scores.confidentiality = 2;
    risk.scores.threat = 3;
    risk.cells = RT_STR("C=J12 T=P12");
    ok(rt_ledger_add_risk(ledger, a, 0, &risk, &err));
    add(a, "a.xlsx", RT_RA302, "台帳", 12);
    add(a, "a.xlsx", RT_RA306, "it's", 3);
    add(a, "a.xlsx", RT_PL208, "台帳", 4);
    add(b, "b#.xlsx", RT_TP404, "台帳", 5);
    add(c, "c.xlsx", RT_IN104, NULL, 0);
    ok(rt_ledger_seal(ledger, RT_JA, &err));
}

static void write_book(const struct rt_run *run, uint32_t rows)
{
    struct rt_run small = of_rows(run, rows);

    ok(rt_report_review(ledger, &small, &review, path, &err));
}

/* --- the container --------------------------------------------------------- */

/* A part of the workbook as text; to be freed. */
static char *part(const char *name)
{
    unzFile zip = unzOpen64(path);
    char *text = calloc(1, 1 << 20);

    assert_non_null(zip);
    assert_non_null(text);
    assert_int_equal(unzLocateFile(zip, name, 1), UNZ_OK);
    assert_int_equal(unzOpenCurrentFile(zip), UNZ_OK);
    assert_true(unzReadCurrentFile(zip, text, (1 << 20) - 1) > 0);
    unzCloseCurrentFile(zip);
    unzClose(zip);
    return text;
}

static void part_has(const char *name, const char *what, bool want)
{
    char *text = part(name);

    if ((strstr(text, what) != NULL) != want)
        fail_msg("%s %s %s", name, want ? "lacks" : "has", what);
    free(text);
}

/* --- tests ------------------------------------------------------------------ */

FIXTURE_TEST(says_each_verdict)
{
    fill();
    write_book(&japanese, RT_XL_ROWS);
    /* tiles: same, remarks, different, not judged; then accepted */
    assert_int_equal(cell("判定", "C5").number, 1);
    assert_int_equal(cell("判定", "E5").number, 0);
    assert_int_equal(cell("判定", "G5").number, 1);
    assert_int_equal(cell("判定", "I5").number, 1);
    assert_int_equal(cell("判定", "I7").number, 4);
    cell_is("判定", "C12", "相違あり");
    cell_is("判定", "C13", "相違なし");
    cell_is("判定", "C14", "判定できません");
    /* of a.xlsx: typed over, fragile, treatment */
    assert_int_equal(cell("判定", "M12").number, 1);
    assert_int_equal(cell("判定", "P12").number, 1);
    assert_int_equal(cell("判定", "S12").number, 1);
    assert_int_equal(cell("判定", "L12").number, 0);
}

FIXTURE_TEST(lists_each_family)
{
    fill();
    write_book(&japanese, RT_XL_ROWS);
    /* sheets that were not registered come by row */
    cell_is("差異", "C5", "RA306");
    cell_is("差異", "C6", "RA302");
    assert_false(cell("差異", "C7").there);
    cell_is("差異", "B6", "上書き");
    cell_is("差異", "F6", "T12");
    cell_is("差異", "G6", "名簿");
    assert_true(cell("差異", "H6").number == 1.5);
    assert_true(cell("差異", "I6").number == 4);
    assert_true(cell("差異", "J6").number == -2.5);
    cell_is("差異", "K6", "機密性 2（J12）、脅威の発生頻度 3（P12）");
    cell_is("差異", "K5", "");
    cell_is("構成", "B5", "TP404");
    cell_is("構成", "B6", "IN104");
    cell_is("対応計画", "B5", "PL208");
    write_book(&english, RT_XL_ROWS);
    cell_is("Differences", "B6", "Typed over");
}

/* The codes of the formula audit by their kinds, those that differ apart, and
 * the other families. */
TEST(each_code_is_of_one_kind)
{
    char is[RT_KIND_COUNT][2048] = {""};
    const char *last[RT_KIND_COUNT] = {""};

    for (int code = 1; code < RT_CODE_COUNT; code++) {
        const char *name = rt_finding_info((enum rt_code)code)->name;
        enum rt_verdict_kind kind = rt_verdict_kind((enum rt_code)code);
        bool single = strncmp(name, "RA", 2) == 0;
        size_t n = strlen(is[kind]);
        if (single || !last[kind] || strncmp(last[kind], name, 2) != 0)
            snprintf(is[kind] + n, sizeof is[kind] - n, " %.*s", single ? 5 : 2,
                name);
        last[kind] = name;
    }
    assert_string_equal(is[RT_KIND_TYPED], " RA302 RA303 RA314");
    assert_string_equal(is[RT_KIND_STALE], " RA304");
    assert_string_equal(is[RT_KIND_NO_VALUE], " RA305");
    assert_string_equal(
        is[RT_KIND_SMELL], " RA306 RA307 RA308 RA309 RA310 RA508");
    assert_string_equal(is[RT_KIND_COMPLETE],
        " RA401 RA402 RA403 RA404 RA405 RA406 RA407 RA408 RA409 RA410 RA601 RA602");
    assert_string_equal(is[RT_KIND_STRUCTURE], " IN TP VA DU RO DL");
    assert_string_equal(is[RT_KIND_TREATMENT], " PL");
}

FIXTURE_TEST(links_into_the_originals)
{
    fill();
    write_book(&japanese, RT_XL_ROWS);
    part_has("xl/worksheets/_rels/sheet2.xml.rels", "..\\in\\a.xlsx\"", true);
    part_has("xl/worksheets/sheet2.xml", "location=\"'台帳'!T12\"", true);
    part_has("xl/worksheets/sheet2.xml", "location=\"'it''s'!T3\"", true);
    /* a name that would not be found is no link */
    part_has("xl/worksheets/sheet3.xml", "<hyperlink", false);
    cell_is("構成", "E5", "T5");
}

/* The name of a sheet may be as long as a file says. */
FIXTURE_TEST(a_name_too_long_for_a_link)
{
    char name[70001];

    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    add(add_input("a.xlsx", "1"), "a.xlsx", RT_TP404, name, 5);
    ok(rt_ledger_seal(ledger, RT_JA, &err));
    write_book(&japanese, RT_XL_ROWS);
    cell_is("構成", "B5", "TP404");
}

FIXTURE_TEST(continues_on_a_further_sheet)
{
    fill();
    write_book(&japanese, RT_LIST_FIRST + 1);
    cell_is("差異", "C5", "RA306");
    assert_false(cell("差異", "C6").there);
    cell_is("差異 (2)", "C5", "RA302");
}

/* Past the number of links a sheet may have, formulas take their place. */
FIXTURE_TEST(formulas_past_the_limit)
{
    struct rt_xl xl;
    struct rt_xl_sheet s;
    struct got g;
    char way[400];

    memset(way, 'x', sizeof way);
    way[390] = '\0';
    rt_xl_open(&xl, path, &english, "t", &err);
    rt_xl_sheet(&xl, &s, "S", RT_A4);
    s.links = LXW_MAX_NUMBER_URLS - 1;
    rt_xl_link(&s, 0, RT_XF_LINK, "in/a.xlsx",
        &(struct rt_where){.sheet = RT_STR("台帳"), .row = 1, .col = 1}, "A1");
    rt_xl_link(&s, 1, RT_XF_LINK, "in/a.xlsx",
        &(struct rt_where){.sheet = RT_STR("台帳"), .row = 1, .col = 2}, "B1");
    rt_xl_link(&s, 2, RT_XF_LINK, way,
        &(struct rt_where){.sheet = RT_STR("台帳"), .row = 1, .col = 3}, "C1");
    rt_xl_next(&s);
    ok(rt_xl_close(&xl));
    assert_false(cell("S", "A1").formula);
    g = cell("S", "B1");
    assert_string_equal(g.text, "B1");
    assert_string_equal(g.code, "HYPERLINK(\"in/a.xlsx#'台帳'!B1\",\"B1\")");
    /* a text in a formula has at most 255 characters */
    assert_non_null(strstr(cell("S", "C1").code, "x\"&\"x"));
    part_has("xl/worksheets/sheet1.xml", "ref=\"A1\" r:id", true);
    part_has("xl/worksheets/sheet1.xml", "ref=\"B1\" r:id", false);
}

FIXTURE_TEST(nothing_found)
{
    const struct rt_review none = {0};

    add_input("a.xlsx", "1");
    ok(rt_ledger_seal(ledger, RT_JA, &err));
    ok(rt_report_review(ledger, &japanese, &none, path, &err));
    cell_is("差異", "A5", "差異はありません。");
    cell_is("対応計画", "A5", "対応計画についての指摘はありません。");
}

/* Whatever fonts there are: a fixed scale would cut the last columns off. */
FIXTURE_TEST(prints_one_page_wide)
{
    fill();
    write_book(&japanese, RT_XL_ROWS);
    for (int sheet = 1; sheet <= 4; sheet++) {
        char name[64];

        snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", sheet);
        part_has(name, "fitToPage=\"1\"", true);
        part_has(name, "fitToHeight=\"0\"", true);
        part_has(name, " scale=\"", false);
    }
}

ALL_TESTS(make_path, remove_path)
