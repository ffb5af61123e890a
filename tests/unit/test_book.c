/* Workbooks: the cases in tests/golden/xlsx-cases, and small ones made here
 * for each rule of cells, structure, safety and refusal.
 */
#define UNIT_OWN_MAIN
#include "book_help.h"

#include <dirent.h>
#include <jansson.h>

#include "input/ahead.h"
#include "input/xml.h"

static struct dump dump;

#define CASES "tests/golden/xlsx-cases/"

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

static void check(
    const char *sheet, const char *sst, const char *styles, const char *want)
{
    struct zip_maker z = make_book(sheet, sst, styles);
    const char *got = dump_mem(&dump, "t.xlsx", z.p, z.n, NULL, NULL);
    assert_string_equal(got, want);
    free(z.p);
}

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

/* --- structure and refusals --------------------------------------------- */

static void check_zip(struct zip_maker *z, const char *want)
{
    zip_end(z);
    assert_string_equal(
        dump_mem(&dump, "t.xlsx", z->p, z->n, NULL, NULL), want);
    free(z->p);
}

TEST(what_is_no_workbook_is_named)
{
    static const struct {
        const char *part, *what;
    } kinds[] = {
        {"word/document.xml", "Word (.docx)"},
        {"ppt/presentation.xml", "PowerPoint (.pptx)"},
        {"xl/workbook.bin", "Excel binary (.xlsb)"},
        {"mimetype", "OpenDocument (.ods)"},
        {"readme.txt", "ZIP"},
    };
    for (size_t i = 0; i < RT_COUNT(kinds); i++) {
        struct zip_maker z = {0};
        zip_add(&z, kinds[i].part, "x");
        check_zip(&z, "!IN103");
        assert_string_equal(dump.err.arg[0], kinds[i].what);
    }
}

/* A sheet elsewhere is none of this file, whatever part has that name; what a
 * relation lacks makes it none. */
TEST(only_whole_relations_inside_the_file_count)
{
    static const struct {
        const char *relation, *want;
    } cases[] = {
        {"Id=\"r1\" Type=\"worksheet\" Target=\"a.xml\"", "A1:n1"},
        {"Id=\"r1\" Type=\"x/worksheet\" Target=\"/xl/a.xml\" "
         "TargetMode=\"Internal\"",
            "A1:n1"},
        {"Id=\"r1\" Type=\"worksheet\" Target=\"a.xml\" "
         "TargetMode=\"External\"",
            ""},
        {"Id=\"r1\" Type=\"worksheet\"", ""},
        {"Id=\"r1\" Target=\"a.xml\"", ""},
        {"Type=\"worksheet\" Target=\"a.xml\"", ""},
    };
    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        char rels[512];
        struct zip_maker z = {0};
        snprintf(rels, sizeof rels,
            "<Relationships xmlns=\"" PKG_NS "\"><Relationship %s/>"
            "</Relationships>",
            cases[i].relation);
        zip_add(&z, "_rels/.rels",
            "<Relationships xmlns=\"" PKG_NS "\"><Relationship Id=\"r\" "
            "Type=\"" REL_NS "/officeDocument\" Target=\"xl/workbook.xml\"/>"
            "</Relationships>");
        zip_add(&z, "xl/_rels/workbook.xml.rels", rels);
        zip_add(&z, "xl/workbook.xml",
            "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS
            "\"><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>");
        zip_add(&z, "xl/a.xml", DATA("<row><c><v>1</v></c></row>"));
        check_zip(&z, cases[i].want);
    }
}

#define BYTES(text) text, sizeof(text) - 1

TEST(other_files_are_named)
{
    static const struct {
        const char *name, *bytes;
        size_t n;
        const char *what;
    } files[] = {{"t.csv", BYTES("%PDF-1.4"), "PDF"},
        {"t.csv", BYTES("\x89PNG"), "PNG"},
        {"t.csv", BYTES("\xFF\xD8\xFF"), "JPEG"},
        {"t.csv", BYTES("GIF89a"), "GIF"}, {"t.csv", BYTES("Rar!"), "RAR"},
        {"t.csv", BYTES("7z\xBC\xAF"), "7-Zip"},
        {"t.csv", BYTES("\x1F\x8B"), "gzip"},
        {"t.csv", BYTES("\x7F\x45LF"), "ELF"},
        {"t.csv", BYTES("SQLite format 3"), "SQLite"},
        {"t.csv", BYTES("{\\rtf1"), "RTF"},
        {"t.xlsx", BYTES("a\n<HTML>"), "HTML"},
        {"t.XLSM", BYTES("<!DOCTYPE html>"), "HTML"},
        {"t.xltx", BYTES("<table>"), "HTML"},
        {"t.xltm", BYTES("<?xml?>"), "XML"},
        {"t.xls", BYTES("\xEF\xBB\xBF<?xml?>"), "XML"},
        {"t.xlsb", BYTES("a\tb"), "text"},
        {"t.ods", BYTES("\xFF\xFE\x61\0"), "text"},
        {"t.docx", BYTES("\xFE\xFF\0\x61"), "text"},
        {"t.docm", BYTES("a\0b"), "data"}, {"t.doc", BYTES("a"), "text"},
        {"t.odt", BYTES("a"), "text"}, {"t.pptx", BYTES("a"), "text"},
        {"t.ppt", BYTES("a"), "text"}, {"t.odp", BYTES("a"), "text"},
        {"t.pdf", BYTES("a"), "text"}};
    for (size_t i = 0; i < RT_COUNT(files); i++) {
        dump_mem(&dump, files[i].name, files[i].bytes, files[i].n, NULL, NULL);
        assert_int_equal(dump.code, RT_IN103);
        assert_string_equal(dump.err.arg[0], files[i].what);
    }
}

TEST(bytes_decide_and_not_the_name)
{
    struct zip_maker z
        = make_book(DATA("<row><c><v>1</v></c></row>"), NULL, NULL);
    unsigned char ole[1024] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};
    assert_string_equal(
        dump_mem(&dump, "t.csv", z.p, z.n, NULL, NULL), "A1:n1");
    free(z.p);
    assert_string_equal(
        dump_mem(&dump, "t.xlsx", "a,b\n", 4, NULL, NULL), "!IN103");
    assert_string_equal(
        dump_mem(&dump, "t.csv", "a,b\n", 4, NULL, NULL), "A1:sa B1:sb");
    assert_string_equal(
        dump_mem(&dump, "t.csv", "%PDF-1.4\n", 9, NULL, NULL), "!IN103");
    assert_string_equal(
        dump_mem(&dump, "t.xlsx", ole, sizeof ole, NULL, NULL), "!IN103");
    for (int i = 0; i < 8; i++)
        ole[512 + 2 * i] = (unsigned char)"Workbook"[i];
    assert_string_equal(
        dump_mem(&dump, "t.xls", ole, sizeof ole, NULL, NULL), "!IN105");
    for (int i = 0; i < 16; i++)
        ole[640 + 2 * i] = (unsigned char)"EncryptedPackage"[i];
    assert_string_equal(
        dump_mem(&dump, "t.xlsx", ole, sizeof ole, NULL, NULL), "!IN104");
}

TEST(missing_parts_are_named)
{
    struct zip_maker z = {0};
    zip_book(&z, NULL);
    zip_add(&z, "xl/worksheets/sheet1.xml",
        DATA("<row><c t=\"s\"><v>0</v></c></row>"));
    check_zip(&z, "!IN116");
    assert_string_equal(dump.err.arg[0], "xl/sharedStrings.xml");
    z = (struct zip_maker){0};
    zip_book(&z, NULL);
    zip_add(&z, "xl/worksheets/sheet1.xml", DATA("<row><c><v>1</v></c></row>"));
    check_zip(&z, "A1:n1");
    z = (struct zip_maker){0};
    zip_book(&z, NULL);
    zip_add(&z, "xl/sharedStrings.xml", SST(""));
    check_zip(&z, "!IN116");
    assert_string_equal(dump.err.arg[0], "xl/worksheets/sheet1.xml");
    assert_string_equal(dump.err.sheet, "S");
}

TEST(wrong_roots_are_refused)
{
    check("<worksheet/>", NULL, NULL, "!IN109");
    check("<x/>", NULL, NULL, "!IN109");
    check(DATA(""), "<x/>", NULL, "!IN109");
    check(DATA(""), NULL, "<x/>", "!IN109");
    check(DATA(""), NULL, NULL, "");
}

TEST(a_missing_file_cannot_be_opened)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_error err = {0};
    struct rt_book *book;
    assert_int_equal(
        rt_book_open("tests/none.xlsx", &limits, NULL, &book, &err), RT_IO);
    assert_int_equal(err.code, RT_IN101);
    err = (struct rt_error){0};
    assert_int_equal(rt_book_open("tests", &limits, NULL, &book, &err), RT_IO);
    assert_int_equal(err.code, RT_IN101);
}

TEST(parts_that_overlap_are_refused)
{
    struct zip_maker z = {0};
    zip_book(&z, NULL);
    zip_add(&z, "xl/sharedStrings.xml", SST(""));
    zip_add(&z, "xl/worksheets/sheet1.xml", DATA(""));
    /* A second entry over the same bytes. */
    z.parts[z.count] = z.parts[z.count - 1];
    memcpy(z.parts[z.count].name, "xl/worksheets/sheet2.xml", 25);
    z.count++;
    check_zip(&z, "!IN115");
}

/* --- limits ------------------------------------------------------------- */

static void check_limit(const char *sheet, const char *sst,
    struct rt_limits limits, const char *option, const char *want)
{
    struct zip_maker z = make_book(sheet, sst, NULL);
    const char *got = dump_mem(&dump, "t.xlsx", z.p, z.n, &limits, NULL);
    assert_string_equal(got, want);
    if (option) {
        assert_int_equal(dump.code, RT_IN201);
        assert_string_equal(dump.err.arg[0], option);
    }
    free(z.p);
}

#define ROW1 "<row><c><v>1</v></c></row>"

TEST(every_limit_is_kept)
{
    struct rt_limits l = rt_limits_default(), d = l;
    check_limit(DATA(ROW1), NULL, d, NULL, "A1:n1");
    l.file_bytes = 100;
    check_limit(DATA(ROW1), NULL, l, "limit-file-bytes", "!IN201");
    l = d, l.part_bytes = 300;
    check_limit(DATA(ROW1), NULL, l, "limit-part-bytes", "!IN201");
    l = d, l.entries = 3;
    check_limit(DATA(ROW1), NULL, l, "limit-entries", "!IN201");
    l = d, l.sheets = 0;
    check_limit(DATA(ROW1), NULL, l, "limit-sheets", "!IN201");
    l = d, l.rows = 1;
    check_limit(DATA(ROW1 "<row/><row/>"), NULL, l, NULL, "A1:n1");
    check_limit(DATA(ROW1 ROW1), NULL, l, "limit-rows", "A1:n1 !IN201");
    l = d, l.columns = 2;
    check_limit(
        DATA("<row><c r=\"B1\"><v>1</v></c></row>"), NULL, l, NULL, "B1:n1");
    check_limit(DATA("<row><c r=\"C1\"><v>1</v></c></row>"), NULL, l,
        "limit-columns", "!IN201");
    l = d, l.cell_bytes = 3;
    check_limit(DATA("<row><c><v>123</v></c></row>"), NULL, l, NULL, "A1:n123");
    check_limit(DATA("<row><c><v>1234</v></c></row>"), NULL, l,
        "limit-cell-bytes", "!IN201");
    check_limit(
        DATA(""), SST("<si><t>1234</t></si>"), l, "limit-cell-bytes", "!IN201");
    l = d, l.row_bytes = 4;
    check_limit(DATA("<row><c><v>12</v></c><c><v>34</v></c></row>"), NULL, l,
        NULL, "A1:n12 B1:n34");
    check_limit(DATA("<row><c><v>12</v></c><c><v>345</v></c></row>"), NULL, l,
        "limit-row-bytes", "!IN201");
    l = d, l.xml_depth = 5;
    check_limit(DATA(ROW1), NULL, l, NULL, "A1:n1");
    l.xml_depth = 4;
    check_limit(DATA(ROW1), NULL, l, "limit-xml-depth", "!IN201");
    l = d, l.xml_attrs = 3;
    check_limit(DATA("<row a=\"\" b=\"\" c=\"\" d=\"\"/>"), NULL, l,
        "limit-xml-attributes", "!IN201");
    l = d, l.strings = 1;
    check_limit(DATA(""), SST("<si/>"), l, NULL, "");
    check_limit(DATA(""), SST("<si/><si/>"), l, "limit-strings", "!IN201");
    l = d, l.string_bytes = 3;
    check_limit(DATA(""), SST("<si><t>123</t></si>"), l, NULL, "");
    check_limit(DATA(""), SST("<si><t>123</t></si><si><t>4</t></si>"), l,
        "limit-string-bytes", "!IN201");
    l = d, l.merges = 1;
    check_limit(SHEET("<mergeCells><mergeCell ref=\"A1\"/><mergeCell "
                      "ref=\"A2\"/></mergeCells>"),
        NULL, l, "limit-merges", "!IN201");
}

/* A stored part cannot be packed better than 1 : 1, so the ratio is 0 here. */
TEST(the_ratio_counts_beyond_its_grace)
{
    struct rt_limits l = rt_limits_default();
    l.ratio = 1;
    l.ratio_grace = 1;
    check_limit(DATA(ROW1), NULL, l, NULL, "A1:n1");
    struct rt_error err = {0};
    struct rt_book *book;
    l.ratio_grace = 1000;
    l.cell_bytes = l.string_bytes = 1u << 30;
    l.ratio = 200;
    assert_int_equal(
        rt_book_open(CASES "62_zip_bomb_sst.xlsx", &l, NULL, &book, &err),
        RT_LIMIT);
    assert_string_equal(err.arg[0], "limit-ratio");
}

#define FOUR(x) x x x x
#define SHOWN FOUR("<row><c t=\"s\"><v>0</v></c></row>")

/* A shared string counts with every cell that shows it. */
TEST(shown_strings_count_as_unpacked)
{
    struct rt_limits l = rt_limits_default();
    l.ratio = 1;
    l.ratio_grace = 1000;
    struct zip_maker z = make_book(DATA(FOUR(FOUR(SHOWN))),
        SST("<si><t>" FOUR(FOUR("sixteen letters.")) "</t></si>"), NULL);
    dump_mem(&dump, "t.xlsx", z.p, z.n, &l, NULL);
    assert_int_equal(dump.code, RT_IN201);
    assert_string_equal(dump.err.arg[0], "limit-ratio");
    l.ratio_grace = 3000;
    dump_mem(&dump, "t.xlsx", z.p, z.n, &l, NULL);
    assert_int_equal(dump.code, 0);
    free(z.p);
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

TEST(a_token_without_end_is_not_kept)
{
    enum { LONG = 8 << 20 };
    char *sheet = malloc(LONG + 1);
    assert_non_null(sheet);
    memset(sheet, 'a', LONG);
    memcpy(sheet, "<w a=\"", 6);
    sheet[LONG] = '\0';
    check_limit(sheet, NULL, rt_limits_default(), "limit-cell-bytes", "!IN201");
    free(sheet);
}

/* Everything twice: the scanner must behave like expat. */
int main(void)
{
    int failed = unit_run("scanner");

    rt_xml_expat_only = true;
    return failed + unit_run("expat alone");
}

/* --- rows read ahead ------------------------------------------------------- */

enum { MADE_CELLS = 7 };

struct made_rows {
    uint32_t count, fail_at, at;
    char text[MADE_CELLS][32];
    struct rt_cell cells[MADE_CELLS];
    struct rt_error problem;
};

/* Row n has n % 7 cells; each third a problem. */
static enum rt_status make_row(
    void *rows, struct rt_row *row, struct rt_error *err)
{
    struct made_rows *m = rows;
    uint32_t n = ++m->at;

    if (n == m->fail_at)
        return rt_fail_code(err, RT_FORMAT, RT_IN104, "part", "tag", NULL);
    if (n > m->count)
        return RT_END;
    *row = (struct rt_row){.number = n,
        .hidden = n % 5 == 0,
        .count = n % MADE_CELLS,
        .cells = m->cells,
        .problem = n % 3 == 0 ? &m->problem : NULL};
    m->problem.row = n;
    for (uint32_t i = 0; i < row->count; i++) {
        snprintf(m->text[i], sizeof m->text[i], "%u/%u", n, i);
        m->cells[i] = (struct rt_cell){.col = i * 2,
            .type = RT_CELL_NUMBER,
            .number = n,
            .text = rt_str(m->text[i]),
            .formula = i % 2 ? rt_str(m->text[i]) : RT_STR_NONE,
            .array_rows = i,
            .is_formula = i % 2};
    }
    return RT_ROW;
}

static void is_made_row(const struct rt_row *row, uint32_t n)
{
    char want[32];

    assert_int_equal(row->number, n);
    assert_int_equal(row->hidden, n % 5 == 0);
    assert_int_equal(row->count, n % MADE_CELLS);
    assert_int_equal(row->problem ? row->problem->row : 0, n % 3 ? 0 : n);
    for (uint32_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        snprintf(want, sizeof want, "%u/%u", n, i);
        assert_true(rt_str_is(c->text, want));
        assert_true(rt_str_is(c->formula, i % 2 ? want : ""));
        assert_true(c->number == n && c->col == i * 2 && c->array_rows == i);
    }
}

/* Takes up to `most` of them. */
static void read_ahead(
    uint32_t count, uint32_t fail_at, uint32_t most, enum rt_status end)
{
    struct made_rows made = {.count = count, .fail_at = fail_at};
    struct rt_error err = {0};
    struct in_ahead *ahead;
    struct rt_row row;
    uint32_t n = 0;
    enum rt_status rc = RT_ROW;

    assert_int_equal(rt_ahead_start(&ahead, make_row, &made, &err), RT_OK);
    while (n < most && (rc = rt_ahead_next(ahead, &row, &err)) == RT_ROW)
        is_made_row(&row, ++n);
    assert_int_equal(rc, end);
    if (end == RT_END)
        assert_int_equal(n, count);
    if (end == RT_FORMAT) {
        assert_int_equal(n, fail_at - 1);
        assert_int_equal(err.code, RT_IN104);
    }
    rt_ahead_stop(ahead);
}

TEST(rows_read_ahead_are_the_same)
{
    read_ahead(0, 0, UINT32_MAX, RT_END);
    read_ahead(20000, 0, UINT32_MAX, RT_END);
    read_ahead(20000, 1, UINT32_MAX, RT_FORMAT);
    read_ahead(20000, 15000, UINT32_MAX, RT_FORMAT);
    read_ahead(200000, 0, 10, RT_ROW);
    rt_ahead_stop(NULL);
}
