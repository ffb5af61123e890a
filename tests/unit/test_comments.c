/* Comments on cells: notes, threads, and what a hostile file makes of them. */
#include "book_help.h"

#define NOTES(inner) "<comments xmlns=\"" MAIN_NS "\">" inner "</comments>"
#define THREADS(inner)                                                         \
    "<ThreadedComments xmlns=\"http://schemas.microsoft.com/office/"           \
    "spreadsheetml/2018/threadedcomments\">" inner "</ThreadedComments>"

/* "O5 text|A1 text", or "!IN109". A part that is NULL is not there, but both
 * are announced. */
static const char *comments(
    const char *notes, const char *threads, const struct rt_limits *limits)
{
    struct zip_maker z = {0};

    zip_book(&z, NULL);
    zip_add(&z, "xl/worksheets/_rels/sheet1.xml.rels",
        "<Relationships xmlns=\"" PKG_NS "\"><Relationship Id=\"c\" "
        "Type=\"" REL_NS "/comments\" Target=\"../comments1.xml\"/>"
        "<Relationship Id=\"t\" Type=\"http://schemas.microsoft.com/office/"
        "2017/10/relationships/threadedComment\" "
        "Target=\"../threadedComments/threadedComment1.xml\"/>"
        "</Relationships>");
    zip_add(&z, "xl/worksheets/sheet1.xml", DATA(""));
    if (notes)
        zip_add(&z, "xl/comments1.xml", notes);
    if (threads)
        zip_add(&z, "xl/threadedComments/threadedComment1.xml", threads);
    zip_end(&z);
    return cell_notes(&z, limits, rt_book_comments);
}

TEST(notes_are_read_whole)
{
    assert_string_equal(
        comments(NOTES("<authors><author>鈴木</author></authors>"
                       "<commentList><comment ref=\"O5\" authorId=\"0\"><text>"
                       "<r><rPr><b/></rPr><t>鈴木:</t></r><r><t>\n8月に"
                       "再確認</t></r><rPh><t>ヨミ</t></rPh></text></comment>"
                       "<comment ref=\"AB12\"><text><t> 済_x000A_み </t></text>"
                       "</comment><comment ref=\"A1\"><text/></comment>"
                       "</commentList>"),
            NULL, NULL),
        "O5 鈴木:\n8月に再確認|AB12 済\nみ");
    assert_string_equal(comments(NULL, NULL, NULL), "");
    assert_string_equal(comments(NOTES(""), NULL, NULL), "");
}

/* Excel writes a thread as a note besides. */
TEST(a_thread_is_read_once)
{
    static const char notes[]
        = NOTES("<authors><author>tc={1}</author><author>鈴木</author>"
                "</authors><commentList><comment ref=\"B2\" authorId=\"0\">"
                "<text><t>[Threaded comment] 本文</t></text></comment>"
                "<comment ref=\"B3\" authorId=\"1\"><text><t>メモ</t></text>"
                "</comment></commentList>");

    assert_string_equal(
        comments(notes,
            THREADS("<threadedComment ref=\"B2\" id=\"1\"><text>本文</text>"
                    "</threadedComment><threadedComment ref=\"B2\" "
                    "parentId=\"1\"><text>返信</text></threadedComment>"),
            NULL),
        "B3 メモ|B2 本文|B2 返信");
    /* The copy is better than nothing. */
    assert_string_equal(
        comments(notes, NULL, NULL), "B2 [Threaded comment] 本文|B3 メモ");
}

TEST(what_is_wrong_is_refused)
{
    static const char *const bad[] = {
        NOTES("<commentList><comment><text/></comment></commentList>"),
        NOTES("<commentList><comment ref=\"5\"><text/></comment>"
              "</commentList>"),
        NOTES("<commentList><comment ref=\"A0\"><text/></comment>"
              "</commentList>"),
        NOTES("<commentList><comment ref=\"XFE1\"><text/></comment>"
              "</commentList>"),
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_string_equal(comments(bad[i], NULL, NULL), "!IN109");
    assert_string_equal(
        comments("<comments><commentList>", NULL, NULL), "!IN107");
}

TEST(number_and_length_are_bounded)
{
    static const char two[]
        = NOTES("<authors><author>a</author></authors><commentList>"
                "<comment ref=\"A1\"><text><t>12345</t></text></comment>"
                "<comment ref=\"A2\"><text><t>67890</t></text></comment>"
                "</commentList>");
    struct rt_limits l = rt_limits_default();

    l.strings = 2;
    l.cell_bytes = 5;
    l.string_bytes = 10;
    assert_string_equal(comments(two, NULL, &l), "A1 12345|A2 67890");
    l.strings = 1;
    assert_string_equal(comments(two, NULL, &l), "!IN201");
    l.strings = 2;
    l.cell_bytes = 4;
    assert_string_equal(comments(two, NULL, &l), "!IN201");
    l.cell_bytes = 5;
    l.string_bytes = 9;
    assert_string_equal(comments(two, NULL, &l), "!IN201");
}
