/* Links on cells, into the book and out of it. */
#include "book_help.h"

/* "O5 https://a|A1 まとめ!A1", or "!IN201". */
static const char *links(
    const char *elements, const char *rels, const struct rt_limits *limits)
{
    char sheet[2048], parts[2048];
    struct zip_maker z = {0};

    snprintf(sheet, sizeof sheet,
        "<worksheet xmlns=\"%s\" xmlns:r=\"%s\"><sheetData/><hyperlinks>%s"
        "</hyperlinks></worksheet>",
        MAIN_NS, REL_NS, elements);
    snprintf(parts, sizeof parts,
        "<Relationships xmlns=\"%s\">%s"
        "</Relationships>",
        PKG_NS, rels);
    zip_book(&z, NULL);
    zip_add(&z, "xl/worksheets/_rels/sheet1.xml.rels", parts);
    zip_add(&z, "xl/worksheets/sheet1.xml", sheet);
    zip_end(&z);
    return cell_notes(&z, limits, rt_book_links);
}

#define OUT(id, to)                                                            \
    "<Relationship Id=\"" id "\" Type=\"" REL_NS "/hyperlink\" Target=\"" to   \
    "\" TargetMode=\"External\"/>"

TEST(links_come_by_row_and_column)
{
    assert_string_equal(
        links("<hyperlink ref=\"O5\" r:id=\"b\"/>"
              "<hyperlink ref=\"C5:C7\" location=\"まとめ!A1\"/>"
              "<hyperlink ref=\"A2\" r:id=\"a\" display=\"x\"/>",
            OUT("b", "https://example.jp/?a=1&amp;b=2")
                OUT("a", "file:///share/a.docx"),
            NULL),
        "A2 file:///share/a.docx|C5 まとめ!A1|"
        "O5 https://example.jp/?a=1&b=2");
    assert_string_equal(links("", "", NULL), "");
}

TEST(links_that_lead_nowhere_are_none)
{
    assert_string_equal(
        links("<hyperlink ref=\"O5\" r:id=\"b\"/><hyperlink ref=\"?\" "
              "location=\"A1\"/><hyperlink location=\"A1\"/>"
              "<hyperlink ref=\"A1\"/><hyperlink ref=\"A2\" location=\"\"/>",
            OUT("a", "https://example.jp/"), NULL),
        "");
}

TEST(number_and_length_are_bounded)
{
    static const char two[] = "<hyperlink ref=\"A1\" location=\"12345\"/>"
                              "<hyperlink ref=\"A2\" location=\"67890\"/>";
    struct rt_limits l = rt_limits_default();

    l.strings = 2;
    l.string_bytes = 10;
    assert_string_equal(links(two, "", &l), "A1 12345|A2 67890");
    l.strings = 1;
    assert_string_equal(links(two, "", &l), "!IN201");
    l.strings = 2;
    l.string_bytes = 9;
    assert_string_equal(links(two, "", &l), "!IN201");
}
