/* Workbooks: the cases in tests/golden/xlsx-cases, and small ones made here
 * for each rule of cells.
 */
#include "book_twice.h"

#include <dirent.h>
#include <jansson.h>

/* --- the golden cases --------------------------------------------------- */

/* What the refusals are, beyond "ERR". */
static const struct {
    const char *file, *code;
} refusals[] = {
    {"60_billion_laughs.xlsx", "IN108"},
    {"61_xxe.xlsx", "IN108"},
    {"62_zip_bomb_sst.xlsx", "IN201"},
    {"64_col_overflow.xlsx", "IN109"},
    {"65_truncated_xml.xlsx", "IN107"},
    {"66_deep_nesting.xlsx", "IN201"},
    {"67_invalid_utf8.xlsx", "IN107"},
    {"72_truncated_zip.xlsx", "IN106"},
    {"73_empty.xlsx", "IN102"},
    {"74_ole_encrypted.xlsx", "IN104"},
    {"75_html_as_xlsx.xlsx", "IN103"},
    {"76_csv_as_xlsx.xlsx", "IN103"},
    {"79_corrupt_deflate.xlsx", "IN106"},
    {"80_bad_crc.xlsx", "IN106"},
    {"81_lying_usize.xlsx", "IN106"},
    {"82_duplicate_entry.xlsx", "IN115"},
};

static const char *refusal_of(const char *file)
{
    for (size_t i = 0; i < RT_COUNT(refusals); i++) {
        if (strcmp(refusals[i].file, file) == 0)
            return refusals[i].code;
    }
    return NULL;
}

static json_t *cell_value(const struct rt_cell *c)
{
    if (c->type == RT_CELL_NUMBER)
        return json_real(c->number);
    if (c->type == RT_CELL_BOOL)
        return json_boolean(c->number != 0);
    if (c->type == RT_CELL_NO_VALUE)
        return json_string("(no cache)");
    return json_stringn(c->text.p, c->text.n);
}

static enum rt_status read_cells(struct rt_book *book, size_t sheet,
    json_t *list, json_t *by_ref, struct rt_error *err)
{
    struct rt_rows *rows;
    struct rt_row row;
    enum rt_status rc = rt_rows_open(book, sheet, &rows, err);
    if (rc != RT_OK)
        return rc;
    while ((rc = rt_rows_next(rows, &row, err)) == RT_ROW) {
        for (size_t i = 0; i < row.count; i++) {
            char ref[16];
            rt_cell_ref(row.cells[i].col, row.number, ref);
            json_t *v = cell_value(&row.cells[i]);
            if (json_string_length(v) > 0 || !json_is_string(v))
                json_array_append(list, v);
            json_object_set_new(by_ref, ref, v);
        }
    }
    rt_rows_close(rows);
    return rc == RT_END ? RT_OK : rc;
}

static bool same_value(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b))
        return json_number_value(a) == json_number_value(b);
    return json_equal(a, b) != 0;
}

static void check_values(
    const char *file, const json_t *want, json_t *list, json_t *by_ref)
{
    if (json_is_object(want)) {
        const char *ref;
        json_t *v;
        assert_int_equal(json_object_size(want), json_object_size(by_ref));
        json_object_foreach((json_t *)want, ref, v)
            assert_true(same_value(v, json_object_get(by_ref, ref)));
        return;
    }
    if (json_array_size(want) != json_array_size(list))
        fail_msg("%s: %zu cells", file, json_array_size(list));
    /* Case 21 describes its cells in words; test_datefmt has the details. */
    for (size_t i = 0; strncmp(file, "21", 2) != 0 && i < json_array_size(want);
         i++) {
        if (!same_value(json_array_get(want, i), json_array_get(list, i)))
            fail_msg("%s: cell %zu", file, i);
    }
}

static void check_case(const char *file, const json_t *want)
{
    char path[256];
    struct rt_limits limits = rt_limits_default();
    struct rt_error err = {0};
    struct rt_book *book = NULL;
    json_t *list = json_array(), *by_ref = json_object();
    snprintf(path, sizeof path, CASES "%s", file);
    enum rt_status rc = rt_book_open(path, &limits, NULL, &book, &err);
    for (size_t i = 0; rc == RT_OK && i < rt_book_sheet_count(book); i++)
        rc = read_cells(book, i, list, by_ref, &err);
    const char *code = refusal_of(file);
    if (code) {
        assert_int_not_equal(rc, RT_OK);
        assert_string_equal(
            rt_finding_info((enum rt_code)err.code)->name, code);
    } else if (rc != RT_OK) {
        fail_msg("%s: %d", file, err.code);
    } else if (!json_is_string(want)) {
        check_values(file, want, list, by_ref);
    }
    json_decref(list);
    json_decref(by_ref);
    rt_book_close(book);
}

TEST(golden_cases_read_as_a_person_reads_them)
{
    json_error_t why;
    json_t *all = json_load_file(CASES "expected.json", 0, &why);
    const char *file;
    json_t *want;
    assert_non_null(all);
    json_object_foreach(all, file, want) check_case(file, want);
    json_decref(all);
}

/* --- small ones --------------------------------------------------------- */

TEST(cells_have_their_types)
{
    check(DATA("<row><c><v>1.5</v></c><c t=\"b\"><v>0</v></c>"
               "<c t=\"b\"><v>true</v></c><c t=\"e\"><v>#N/A</v></c>"
               "<c t=\"n\"><v>abc</v></c><c t=\"d\"><v>2026-09-30T12:00:00Z"
               "</v></c><c t=\"d\"><v>soon</v></c></row>"),
        NULL, NULL,
        "A1:n1.5 B1:bFALSE C1:bTRUE D1:e#N/A E1:sabc "
        "F1:d2026-09-30T12:00:00 G1:ssoon");
}

TEST(strings_are_put_together)
{
    check(DATA("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
               "<c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c>"
               "<c t=\"s\"><v>9</v></c></row>"),
        SST("<si><t>a_x000A_b_x005F_x0041__x00e9_</t></si><si><r><t>x </t>"
            "</r><rPh><t>no</t></rPh><r><t>y</t></r></si><si/>"
            "<si><t>_xD842__xDFB7__xD842_</t></si>"),
        NULL,
        "A1:sa\nb_x0041_\xC3\xA9 B1:sx y D1:s\xF0\xA0\xAE\xB7\xEF\xBF\xBD "
        "E1:e?");
}

TEST(formulas_keep_their_text_and_say_what_is_stored)
{
    check(DATA("<row><c><f>1+1</f><v>2</v></c><c><f>A1</f></c>"
               "<c><f>A1</f><v/></c><c t=\"str\"><f>\"\"</f><v></v></c>"
               "<c t=\"str\"><f>\"\"</f></c><c><f t=\"shared\" si=\"0\"/>"
               "<v>3</v></c><c t=\"str\"><v></v></c></row>"),
        NULL, NULL, "A1:n2=1+1 B1:f=A1 C1:f=A1 D1:s=\"\" E1:f=\"\" F1:n3=");
}

TEST(only_cells_that_hold_something_are_listed)
{
    check(DATA("<row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"C2\"><v> </v></c>"
               "</row><row r=\"4\"><c r=\"B4\" t=\"inlineStr\"><is><t> </t>"
               "</is></c></row>"),
        NULL, NULL, "B4:s ");
}

TEST(addresses_may_be_missing_or_mixed)
{
    check(DATA("<row r=\"5\"><c r=\"c5\"><v>1</v></c><c><v>2</v></c>"
               "<c r=\"$A$5\"><v>3</v></c></row><row><c r=\"A8\"><v>4</v></c>"
               "</row><row><c><v>5</v></c></row><row r=\"7\"><c><v>6</v></c>"
               "</row>"),
        NULL, NULL, "A5:n3 C5:n1 D5:n2 A7:n6 A8:n4 A9:n5");
}

TEST(contradictory_addresses_are_refused)
{
    check(DATA("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c>"
               "</row>"),
        NULL, NULL, "!IN109");
    check(DATA("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
               "<row r=\"1\"><c r=\"A1\"><v>2</v></c></row>"),
        NULL, NULL, "!IN109");
    check(DATA("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>"), NULL, NULL,
        "!IN109");
    check(
        DATA("<row r=\"1048577\"><c><v>1</v></c></row>"), NULL, NULL, "!IN109");
    check(DATA("<row r=\"0\"><c><v>1</v></c></row>"), NULL, NULL, "!IN109");
    check(DATA("<row><c r=\"XFE1\"><v>1</v></c></row>"), NULL, NULL, "!IN109");
    check(DATA("<row><c r=\"XFD1\"><v>1</v></c><c><v>1</v></c></row>"), NULL,
        NULL, "!IN201");
}

TEST(merges_and_hidden_parts_are_known)
{
    check(SHEET("<cols><col min=\"2\" max=\"3\" hidden=\"1\"/>"
                "<col min=\"7\" max=\"16384\" hidden=\"true\"/></cols>"
                "<sheetData><row hidden=\"1\"><c><v>1</v></c></row>"
                "<row><c><v>2</v></c></row></sheetData>"
                "<mergeCells><mergeCell ref=\"A1:B3\"/>"
                "<mergeCell ref=\"C4\"/></mergeCells>"),
        NULL, NULL, "hA1:n1 A2:n2 [1,0-3,1] [4,2-4,2] hc1 hc2 hc6 hc7");
    check(SHEET("<sheetData/><mergeCells><mergeCell ref=\"B1:A3\"/>"
                "<mergeCell ref=\"AA:$AB\"/><mergeCell ref=\"4:$5\"/>"
                "</mergeCells>"),
        NULL, NULL, "[1,0-3,1] [1,26-1048576,27] [4,0-5,16383]");
    check(SHEET("<sheetData/><mergeCells><mergeCell ref=\"A:B3\"/>"
                "</mergeCells>"),
        NULL, NULL, "!IN109");
    check(SHEET("<sheetData/><mergeCells><mergeCell ref=\"A1:B1048577\"/>"
                "</mergeCells>"),
        NULL, NULL, "!IN109");
}

TEST(pieces_of_a_row_are_joined)
{
    check(DATA("<row r=\"1\"><c r=\"B1\"><v>2</v></c><c r=\"D1\" t=\"str\">"
               "<f>1</f><v>x</v></c></row><row r=\"2\"><c><v>5</v></c></row>"
               "<row r=\"1\"><c r=\"A1\" t=\"str\"><f>22</f><v>one</v></c>"
               "<c r=\"C1\"><v>3</v></c></row>"),
        NULL, NULL, "A1:sone=22 B1:n2 C1:n3 D1:sx=1 A2:n5");
}

TEST(foreign_elements_are_passed_over)
{
    check("<w:worksheet xmlns:w=\"" MAIN_NS "\" xmlns=\"urn:x\" "
          "xmlns:mc=\"http://schemas.openxmlformats.org/"
          "markup-compatibility/2006\"><row><c><v>8</v></c></row>"
          "<w:sheetData><mc:AlternateContent><mc:Choice Requires=\"x\">"
          "<w:row><w:c><w:v>9</w:v></w:c></w:row></mc:Choice><mc:Fallback>"
          "<w:row><w:c><w:v>1</w:v><v>7</v></w:c></w:row></mc:Fallback>"
          "</mc:AlternateContent><w:row xmlns:w=\"urn:y\"/>"
          "<w:row><w:c><w:f xmlns:w=\"urn:y\">1</w:f><w:v>2</w:v></w:c>"
          "</w:row></w:sheetData></w:worksheet>",
        NULL, NULL, "A1:n1 A2:n2");
}

TEST(dates_follow_the_format_of_their_cell)
{
    check(DATA("<row><c s=\"1\"><v>46295.5</v></c><c s=\"2\"><v>46295</v></c>"
               "<c s=\"3\"><v>46295</v></c><c s=\"1\"><v>-1</v></c>"
               "<c s=\"9\"><v>46295</v></c></row>"),
        NULL,
        STYLES("<cellXfs><xf/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/>"
               "<xf numFmtId=\"15\"/></cellXfs><numFmts><numFmt "
               "numFmtId=\"170\" formatCode=\"[$-411]ge.m.d\"/><numFmt "
               "numFmtId=\"15\" formatCode=\"0\"/></numFmts>"),
        "A1:d2026-09-30T12:00:00 B1:d2026-09-30 C1:n46295 D1:n-1 E1:n46295");
}

/* What the scanner leaves to expat may be anywhere, also in the middle of what
 * was passed on already. */
TEST(odd_xml_is_read_as_well)
{
    check(DATA("<row><c><v>1</v></c></row><row><c t=\"str\"><v>a&amp;b"
               "<!-- x -->c&#65;<![CDATA[<d>]]>&lt;</v></c><c><v>2</v></c>"
               "</row><?pi?><row><c t=\"str\" x=\"&quot;\"><v>e\r\nf</v></c>"
               "</row>"),
        NULL, NULL, "A1:n1 A2:sa&bcA<d>< B2:n2 A3:se\nf");
    check(DATA("<row><c><v>1</v></c></row><row><c><v>2</v></c></row"), NULL,
        NULL, "A1:n1 !IN107");
    check(DATA("<row><c><v>1</v></c></row><row><c r=\"A2\" r=\"A2\"/></row>"),
        NULL, NULL, "A1:n1 !IN107");
    check(DATA("<row><c t=\"str\"><v>]]></v></c></row>"), NULL, NULL, "!IN107");
    check(DATA("<row><c t=\"str\"><v>\xEF\xBF\xBF</v></c></row>"), NULL, NULL,
        "!IN107");
    check(DATA("") "<x/>", NULL, NULL, "!IN107");
    check(DATA("") "<!DOCTYPE x>", NULL, NULL, "!IN107");
    check("<!DOCTYPE x>" DATA(""), NULL, NULL, "!IN108");
    check("\xEF\xBB\xBF<?xml version=\"1.0\"?>\r\n" DATA(""), NULL, NULL, "");
}

TEST(refusals_say_what_is_wrong)
{
    static const struct {
        const char *sheet;
        enum rt_what what;
    } wrong[] = {
        {"", RT_XML_CUT},
        {"<worksheet", RT_XML_CUT},
        {"<worksheet><![CDATA[x", RT_XML_CUT},
        {"<worksheet>\x01</worksheet>", RT_XML_TOKEN},
        {"<worksheet>\xE3\x81", RT_XML_TOKEN},
        {DATA("<row></c>"), RT_XML_TAGS},
        {DATA("<row r=\"1\" r=\"1\"/>"), RT_XML_ATTRIBUTE},
        {DATA("") "<x/>", RT_XML_AFTER_END},
        {DATA("<row><c><v>&none;</v></c></row>"), RT_XML_REFERENCE},
        {DATA("<row><c><v>&#0;</v></c></row>"), RT_XML_REFERENCE},
        {"<?xml version=\"1.0\" encoding=\"x-none\"?>" DATA(""),
            RT_XML_ENCODING},
        {"<?xml version=\"1.0\" encoding=\"UTF-16\"?>" DATA(""),
            RT_XML_ENCODING},
        {" <?xml version=\"1.0\"?>" DATA(""), RT_XML_SYNTAX},
        {DATA("<row r=\"0\"/>"), RT_ROW_NUMBER},
        {DATA("<row r=\"1\"><c r=\"A2\"/></row>"), RT_CELL_PLACE},
        {DATA("<row><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>"),
            RT_CELL_TWICE},
        {SHEET("<cols><col min=\"0\" max=\"1\" hidden=\"1\"/></cols>"),
            RT_COLUMN_RANGE},
        {SHEET("<sheetData/><mergeCells><mergeCell ref=\"A:B3\"/>"
               "</mergeCells>"),
            RT_MERGED_RANGE},
    };
    for (size_t i = 0; i < RT_COUNT(wrong); i++) {
        struct zip_maker z = make_book(wrong[i].sheet, NULL, NULL);
        dump_mem(&dump, "t.xlsx", z.p, z.n, NULL, NULL);
        if (dump.err.what != wrong[i].what)
            fail_msg("%s: %d", wrong[i].sheet, (int)dump.err.what);
        free(z.p);
    }
}

/* What fuzzing found: each file once with the scanner and once with expat,
 * which did not agree, or made the reader fall. */
TEST(what_fuzzing_found_stays_mended)
{
    static unsigned char bytes[65536];
    static char first[sizeof dump.text];
    DIR *d = opendir("tests/cases/fuzz-book");
    bool expat_only = rt_xml_expat_only;
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        char path[512];
        snprintf(path, sizeof path, "tests/cases/fuzz-book/%s", e->d_name);
        FILE *f = e->d_name[0] != '.' ? fopen(path, "rb") : NULL;
        if (!f)
            continue;
        size_t n = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        rt_xml_expat_only = false;
        dump_mem(&dump, "t.xlsx", bytes, n, NULL, NULL);
        memcpy(first, dump.text, sizeof first);
        rt_xml_expat_only = true;
        assert_string_equal(
            dump_mem(&dump, "t.xlsx", bytes, n, NULL, NULL), first);
    }
    closedir(d);
    rt_xml_expat_only = expat_only;
}

/* Of a part read in passing, eight times the grace: no number for this one. */
TEST(the_grace_may_be_without_end)
{
    struct rt_limits l = rt_limits_default();
    struct rt_error err = {0};
    struct rt_book *book = NULL;
    json_t *list = json_array(), *by_ref = json_object();
    l.ratio = 1;
    l.ratio_grace = UINT64_C(1) << 61;
    assert_int_equal(
        rt_book_open(CASES "01_phonetic.xlsx", &l, NULL, &book, &err), RT_OK);
    assert_int_equal(read_cells(book, 0, list, by_ref, &err), RT_OK);
    rt_book_close(book);
    json_decref(list);
    json_decref(by_ref);
}
