/* Packages: what is no workbook, parts that are missing or not as said, and
 * every limit.
 */
#include "book_twice.h"

/* --- structure and refusals --------------------------------------------- */

static void check_zip(struct zip_maker *z, const char *want)
{
    zip_end(z);
    check_mem(z, want);
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
