/* The catalogue, messages and the three renderings of a finding. */
#include "unit.h"

#include "finding/finding.h"

#include <jansson.h>

#define NO_ARGS ((struct rt_str[RT_FINDING_ARGS]){{NULL, 0}})

static struct rt_buf buf;
static struct rt_writer w;

static int set_up(void **state)
{
    (void)state;
    rt_buf_init(&buf, 1 << 20);
    w = rt_writer_to(&buf);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rt_buf_fini(&buf);
    return 0;
}

/* A finding of a workbook's cell, as in the documentation. */
static struct rt_finding in_cell(void)
{
    return (struct rt_finding){
        .code = RT_IN101,
        .department = RT_STR("営業部"),
        .where.file = RT_STR("営業部.xlsx"),
        .where.sheet = RT_STR("情報資産管理台帳"),
        .where.row = 12,
        .where.col = 10,
        .risk_id = RT_STR("R0123456789abcdef"),
        .message = RT_STR("機密性「４」は範囲外です"),
        .expected = RT_STR("1-3"),
        .actual = RT_STR("４"),
    };
}

/* --- catalogue ----------------------------------------------------------- */

/* Which of %1..%4 a text holds, as bits; fails on any other %. */
static unsigned placeholders(const char *code, const char *text)
{
    unsigned set = 0;

    for (const char *p = text; (p = strchr(p, '%')) != NULL; p += 2) {
        if (p[1] == '%')
            continue;
        if (p[1] < '1' || p[1] > '4')
            fail_msg("%s: a lone %% in \"%s\"", code, text);
        set |= 1u << (p[1] - '1');
    }
    return set;
}

static void check_pair(const char *code, struct rt_text text)
{
    for (int lang = RT_JA; lang <= RT_EN; lang++) {
        struct rt_str s = rt_str(rt_text(lang, text));

        if (s.n == 0 || rt_str_trim(s).n != s.n)
            fail_msg("%s: empty, or white space at an end", code);
        assert_int_equal(rt_utf8_valid_prefix(s), s.n);
        for (size_t i = 0; i < s.n; i++)
            if ((unsigned char)s.p[i] < 0x20)
                fail_msg("%s: a control character", code);
    }
    if (placeholders(code, text.ja) != placeholders(code, text.en))
        fail_msg("%s: the languages differ in their placeholders", code);
}

FIXTURE_TEST(catalogue_lines_are_well_formed)
{
    for (int c = RT_CODE_NONE + 1; c < RT_CODE_COUNT; c++) {
        const struct rt_finding_info *info = rt_finding_info(c);
        unsigned in_text, in_fix;

        assert_int_equal(strlen(info->name), 5);
        assert_non_null(strstr("IN TP VA RA DU PL RO DL",
            (char[]){info->name[0], info->name[1], '\0'}));
        assert_int_equal(strspn(info->name + 2, "0123456789"), 3);
        check_pair(info->name, info->text);
        check_pair(info->name, info->fix);
        /* arguments have no gaps: %2 is never used without %1 */
        in_text = placeholders(info->name, info->text.ja);
        in_fix = placeholders(info->name, info->fix.ja);
        if (((in_text | in_fix) & ((in_text | in_fix) + 1)) != 0)
            fail_msg("%s: a placeholder is left out", info->name);
    }
}

/* Families are contiguous and their numbers rise: a new code cannot take the
 * place of an old one unseen. */
FIXTURE_TEST(codes_rise_within_their_family)
{
    for (int c = RT_CODE_NONE + 2; c < RT_CODE_COUNT; c++) {
        const char *name = rt_finding_info(c)->name;
        const char *before = rt_finding_info(c - 1)->name;

        if (memcmp(name, before, 2) == 0) {
            if (strcmp(name, before) <= 0)
                fail_msg("%s comes after %s", name, before);
            continue;
        }
        for (int i = RT_CODE_NONE + 1; i < c; i++)
            if (memcmp(name, rt_finding_info(i)->name, 2) == 0)
                fail_msg("%s is apart from its family", name);
    }
}

FIXTURE_TEST(names_lead_back_to_codes)
{
    for (int c = RT_CODE_NONE + 1; c < RT_CODE_COUNT; c++)
        assert_int_equal(rt_finding_code(rt_str(rt_finding_info(c)->name)), c);
    assert_int_equal(rt_finding_code(RT_STR("IN1")), RT_CODE_NONE);
    assert_int_equal(rt_finding_code(RT_STR("IN1011")), RT_CODE_NONE);
    assert_int_equal(rt_finding_code(RT_STR("in101")), RT_CODE_NONE);
    assert_int_equal(rt_finding_code(RT_STR_NONE), RT_CODE_NONE);
    assert_string_equal(rt_severity_name(RT_ERROR), "error");
    assert_string_equal(rt_severity_name(RT_WARNING), "warning");
    assert_string_equal(rt_severity_name(RT_INFO), "info");
}

/* --- messages ------------------------------------------------------------ */

FIXTURE_TEST(arguments_are_put_in)
{
    struct rt_str args[RT_FINDING_ARGS]
        = {RT_STR("limit-rows"), RT_STR("5000000"), RT_STR("100% %1 台帳")};

    assert_int_equal(rt_finding_message(RT_IN201, RT_EN, args, &buf), RT_OK);
    assert_string_equal(buf.data,
        "not read: over a safety limit (5000000 at most, --limit-rows), in "
        "100% %1 台帳");
    rt_buf_clear(&buf);
    assert_int_equal(rt_finding_message(RT_IN201, RT_JA, args, &buf), RT_OK);
    assert_string_equal(buf.data,
        "安全のための上限（5000000）を超えているため、読めません。問題のないファ"
        "イルであれば、--limit-rows で上限を上げられます（場所：100% %1 台帳）");
    rt_buf_clear(&buf);
    args[2] = RT_STR_NONE;
    args[3] = RT_STR("rows");
    assert_int_equal(rt_finding_message(RT_IN201, RT_EN, args, &buf), RT_OK);
    assert_string_equal(buf.data,
        "not read: over a safety limit (rows, 5000000 at most, --limit-rows)");
    rt_buf_clear(&buf);
    assert_int_equal(rt_finding_fix(RT_IN201, RT_EN, args, &buf), RT_OK);
    assert_string_equal(buf.data,
        "ask the sender if the size is not expected; raise the limit with "
        "that option if the file is trustworthy");
}

FIXTURE_TEST(a_message_is_one_line)
{
    struct rt_str args[RT_FINDING_ARGS]
        = {RT_STR("Impor-\ntance"), RT_STR("Rows\r\nseen"), RT_STR("重要\n度")};

    assert_int_equal(rt_finding_message(RT_RA301, RT_EN, args, &buf), RT_OK);
    assert_string_equal(buf.data,
        "Importance is recorded as \"Rows seen\" but works out as \"重要度\"");
}

/* Workbooks show what to do without arguments: they do not keep them. */
FIXTURE_TEST(what_to_do_needs_no_argument)
{
    for (int code = 1; code < RT_CODE_COUNT; code++) {
        const struct rt_finding_info *info
            = rt_finding_info((enum rt_code)code);

        assert_null(strchr(info->fix.ja, '%'));
        assert_null(strchr(info->fix.en, '%'));
    }
}

FIXTURE_TEST(missing_arguments_are_empty)
{
    assert_int_equal(rt_finding_message(RT_IN101, RT_EN, NO_ARGS, &buf), RT_OK);
    assert_string_equal(buf.data, "the file cannot be opened ()");
}

/* 空欄 is what a cell is, and not what it says. */
FIXTURE_TEST(a_blank_is_not_quoted)
{
    struct rt_str ja[RT_FINDING_ARGS]
        = {RT_STR("重要度"), RT_STR("空欄"), RT_STR("3"), RT_STR("")};
    struct rt_str en[RT_FINDING_ARGS]
        = {RT_STR("importance"), RT_STR("2"), RT_STR("blank"), RT_STR("")};

    assert_int_equal(rt_finding_message(RT_RA301, RT_JA, ja, &buf), RT_OK);
    assert_string_equal(buf.data,
        "重要度は空欄と記載されていますが、判定基準で計算すると「3」です");
    rt_buf_clear(&buf);
    assert_int_equal(rt_finding_message(RT_RA301, RT_EN, en, &buf), RT_OK);
    assert_string_equal(
        buf.data, "importance is recorded as \"2\" but works out as blank");
}

FIXTURE_TEST(a_full_buffer_is_reported)
{
    struct rt_buf small;

    rt_buf_init(&small, 8);
    assert_int_equal(
        rt_finding_message(RT_IN101, RT_EN, NO_ARGS, &small), RT_LIMIT);
    rt_buf_fini(&small);
}

/* --- text ---------------------------------------------------------------- */

static void expect_text(const struct rt_finding *f, const char *line)
{
    rt_buf_clear(&buf);
    rt_finding_text(f, &w);
    assert_string_equal(buf.data, line);
}

FIXTURE_TEST(text_says_where)
{
    struct rt_finding f = in_cell();

    expect_text(&f, "営業部.xlsx:情報資産管理台帳!J12: error IN101: "
                    "機密性「４」は範囲外です\n");
    f.message = RT_STR("m");
    f.where.col = 0;
    expect_text(&f, "営業部.xlsx:情報資産管理台帳!12:12: error IN101: m\n");
    f.where.row = 0;
    f.where.col = 16384;
    expect_text(&f, "営業部.xlsx:情報資産管理台帳!XFD:XFD: error IN101: m\n");
    f.where.col = 0;
    expect_text(&f, "営業部.xlsx:情報資産管理台帳: error IN101: m\n");
    f.where.sheet = RT_STR_NONE;
    expect_text(&f, "営業部.xlsx: error IN101: m\n");
    f.where.file = RT_STR_NONE;
    expect_text(&f, "営業部: error IN101: m\n");
    f.department = RT_STR_NONE;
    expect_text(&f, "error IN101: m\n");
}

FIXTURE_TEST(text_of_csv_has_line_and_field)
{
    struct rt_finding f = {.code = RT_IN111,
        .where.file = RT_STR("資産一覧.csv"),
        .where.csv = true,
        .where.row = 12,
        .where.col = 9,
        .message = RT_STR("m")};

    expect_text(&f, "資産一覧.csv:12:9: error IN111: m\n");
    f.where.col = 0;
    expect_text(&f, "資産一覧.csv:12: error IN111: m\n");
    f.where.row = 0;
    expect_text(&f, "資産一覧.csv: error IN111: m\n");
}

FIXTURE_TEST(columns_have_letters)
{
    static const struct {
        uint32_t col;
        const char *line;
    } cases[] = {{1, "f:A1: error IN102: \n"}, {26, "f:Z1: error IN102: \n"},
        {27, "f:AA1: error IN102: \n"}, {52, "f:AZ1: error IN102: \n"},
        {702, "f:ZZ1: error IN102: \n"}, {703, "f:AAA1: error IN102: \n"},
        {16384, "f:XFD1: error IN102: \n"},
        {UINT32_MAX, "f:MWLQKWU1: error IN102: \n"}};

    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        struct rt_finding f = {.code = RT_IN102,
            .where.file = RT_STR("f"),
            .where.row = 1,
            .where.col = cases[i].col};

        expect_text(&f, cases[i].line);
    }
}

FIXTURE_TEST(one_finding_is_one_line)
{
    struct rt_finding f = {.code = RT_IN102,
        .where.file = RT_STR("a\nb\x1b[31m.xlsx"),
        .where.sheet = RT_STR("s\r\tt"),
        /* NUL, DEL, NEL (C1), LINE SEPARATOR, right-to-left override,
           isolate, and bytes that are no UTF-8 */
        .message = RT_STR("x\0y\x7fz\xc2\x85w\xe2\x80\xa8v\xe2\x80\xae"
                          "u\xe2\x81\xa6t\xff\xe3\x81")};

    expect_text(&f, "a b [31m.xlsx:s  t: error IN102: "
                    "x y z w v u t\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\n");
}

/* --- JSON ---------------------------------------------------------------- */

FIXTURE_TEST(json_has_the_contract_s_members)
{
    struct rt_finding f = in_cell();

    rt_finding_jsonl(&f, &w);
    assert_string_equal(buf.data,
        "{\"code\":\"IN101\",\"severity\":\"error\",\"department\":\"営業部\","
        "\"file\":\"営業部.xlsx\",\"sheet\":\"情報資産管理台帳\","
        "\"cell\":\"J12\",\"risk_id\":\"R0123456789abcdef\","
        "\"message\":\"機密性「４」は範囲外です\",\"expected\":\"1-3\","
        "\"actual\":\"４\"}\n");
}

FIXTURE_TEST(json_of_csv_has_row_and_column)
{
    struct rt_finding f
        = {.code = RT_IN111, .where.csv = true, .where.row = 12};

    rt_finding_jsonl(&f, &w);
    assert_string_equal(buf.data,
        "{\"code\":\"IN111\",\"severity\":\"error\",\"department\":null,"
        "\"file\":null,\"sheet\":null,\"row\":12,\"column\":null,"
        "\"risk_id\":null,\"message\":null,\"expected\":null,"
        "\"actual\":null}\n");
}

/* Every ASCII character, and others that need care, come back as they were. */
FIXTURE_TEST(json_reads_back)
{
    char raw[160];
    size_t n = 0;
    struct rt_finding f = {.code = RT_IN101};
    json_error_t why;
    json_t *root, *message;

    for (int c = 0; c < 128; c++)
        raw[n++] = (char)c;
    memcpy(raw + n, "\xc2\x85\xe2\x80\xa8\xe2\x80\xa9𠮷漢", 15);
    n += 15;
    f.message = (struct rt_str){raw, n};
    rt_finding_jsonl(&f, &w);
    assert_ptr_equal(strchr(buf.data, '\n'), buf.data + buf.len - 1);
    assert_null(strstr(buf.data, "\xe2\x80\xa8"));
    root = json_loadb(buf.data, buf.len, JSON_ALLOW_NUL, &why);
    assert_non_null(root);
    message = json_object_get(root, "message");
    assert_int_equal(json_string_length(message), n);
    assert_memory_equal(json_string_value(message), raw, n);
    json_decref(root);
}

FIXTURE_TEST(json_is_utf8_whatever_the_name)
{
    struct rt_finding f
        = {.code = RT_IN101, .where.file = RT_STR("\x89\x63\x8b\xc6.xlsx")};
    json_t *root;

    rt_finding_jsonl(&f, &w);
    root = json_loadb(buf.data, buf.len, 0, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "file")),
        "\xef\xbf\xbd\x63\xef\xbf\xbd\xef\xbf\xbd.xlsx");
    json_decref(root);
}

/* --- CSV ----------------------------------------------------------------- */

FIXTURE_TEST(csv_has_the_contract_s_fields)
{
    struct rt_finding f = in_cell();

    rt_finding_csv_header(&w);
    rt_finding_csv(&f, &w);
    f.where.csv = true;
    rt_finding_csv(&f, &w);
    assert_string_equal(buf.data,
        "code,severity,department,file,sheet,cell,row,column,risk_id,message,"
        "expected,actual\r\n"
        "IN101,error,営業部,営業部.xlsx,情報資産管理台帳,J12,,,"
        "R0123456789abcdef,機密性「４」は範囲外です,1-3,４\r\n"
        "IN101,error,営業部,営業部.xlsx,情報資産管理台帳,,12,10,"
        "R0123456789abcdef,機密性「４」は範囲外です,1-3,４\r\n");
}

FIXTURE_TEST(csv_fields_are_quoted_where_they_must_be)
{
    struct rt_finding f = {.code = RT_IN101,
        .department = RT_STR("a,b"),
        .where.file = RT_STR("c\"d\""),
        .where.sheet = RT_STR("e\nf"),
        .risk_id = RT_STR("g\rh"),
        .message = RT_STR(" i"),
        .expected = RT_STR("j\0k"),
        .actual = RT_STR("=l;m")};

    rt_finding_csv(&f, &w);
    assert_string_equal(buf.data,
        "IN101,error,\"a,b\",\"c\"\"d\"\"\",\"e\nf\",,,,\"g\rh\",\" i\","
        "j\xef\xbf\xbdk,=l;m\r\n");
}
