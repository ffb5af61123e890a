/* CSV: encodings, separators, line numbers, and records that are broken
 * without breaking their neighbours.
 */
#include "book_help.h"

#include "input/csv.h"

static struct dump dump;

static void check_n(
    const char *bytes, size_t n, const char *encoding, const char *want)
{
    assert_string_equal(
        dump_mem(&dump, "t.csv", bytes, n, NULL, encoding), want);
}

static void check(const char *text, const char *want)
{
    check_n(text, strlen(text), NULL, want);
}

#define CHECK_BYTES(bytes, encoding, want)                                     \
    check_n(bytes, sizeof bytes - 1, encoding, want)

static void check_found(
    const char *bytes, size_t n, const char *encoding, char separator)
{
    struct rt_limits limits = rt_limits_default();
    struct rt_error err = {0};
    struct in_source src = rt_source_mem(bytes, n);
    struct in_encoding found;
    struct rt_book *book;
    char between;
    assert_int_equal(
        rt_book_open_source(src, "t.csv", &limits, NULL, &book, &err), RT_OK);
    assert_int_equal(rt_book_kind(book), RT_BOOK_CSV);
    assert_string_equal(rt_book_encoding(book), encoding);
    rt_book_close(book);
    assert_int_equal(rt_encoding_find(&found, &src, NULL, &err), RT_OK);
    assert_int_equal(rt_csv_separator(&src, &found, &between, &err), RT_OK);
    assert_int_equal(between, separator);
}

#define FOUND(bytes, encoding, separator)                                      \
    check_found(bytes, sizeof bytes - 1, encoding, separator)

TEST(ascii_ends_at_the_first_other_byte)
{
    static const unsigned char bytes[] = "0123456789\x7F\x80z";

    assert_int_equal(rt_ascii_prefix(bytes, sizeof bytes - 1), 11);
    assert_int_equal(rt_ascii_prefix(bytes, 5), 5);
}

TEST(records_have_the_line_they_begin_on)
{
    check("a,b\nc,,d\r\n\re\n\"f\ng\",h\ni",
        "A1:sa B1:sb A2:sc C2:sd 3:- A4:se A5:sf\ng B5:sh A7:si");
    check("\n\nx\n\n", "1:- 2:- A3:sx 4:-");
    check(",,\nx\n", "1:- A2:sx");
    check("\"a\"\"b\", c ,\"d\r\ne\"\r\n", "A1:sa\"b B1:s c  C1:sd\r\ne");
}

TEST(texts_written_as_formulas)
{
    check("=\"001\",b\n", "A1:s001 B1:sb");
    check("a,=\"\",b\n=\"\"\nx\n", "A1:sa C1:sb 2:- A3:sx");
    check("=\"1\"&\"2\",=\"\n", "A1:s=\"1\"&\"2\" B1:s=\"");
}

TEST(encodings_are_detected_from_the_bytes)
{
    FOUND("a,b\n", "UTF-8", ',');
    FOUND("\xE5\x96\xB6,b\n", "UTF-8", ',');
    FOUND("\xEF\xBB\xBF"
          "a,b\n",
        "UTF-8", ',');
    FOUND("\x89\x63\x8B\xC6,b\n", "CP932", ',');
    FOUND("\xFF\xFE\xB6\x55,\0\xB6\x55\n\0", "UTF-16LE", ',');
    FOUND("\xFE\xFF\x55\xB6\0,\x55\xB6\0\n", "UTF-16BE", ',');
    FOUND("a\0,\0\xB6\x55\r\0\n\0", "UTF-16LE", ',');
    FOUND("\0a\0,\x55\xB6\0\n", "UTF-16BE", ',');
    /* Kanji and spaces whose low half is zero: 一覧, 　. */
    FOUND("\0\x4E\xA7\x89,\0\0\x30\xB6\x55\n\0", "UTF-16LE", ',');
    FOUND("\x4E\0\x89\xA7\0,\x30\0\x55\xB6\0\n", "UTF-16BE", ',');
    /* Of twenty units one may be none of text's, and not more. */
    FOUND("a\0,\0b\0,\0c\0,\0d\0,\0e\0,\0f\0,\0g\0,\0h\0,\0i\0,\0\0\xE0\n\0",
        "UTF-16LE", ',');
    FOUND("a\0,\0b\0,\0c\0,\0d\0,\0e\0,\0f\0,\0g\0,\0h\0,\0\0\xE0\n\0", "UTF-8",
        ',');
    /* A NUL does not make UTF-16 of other text. */
    FOUND("a,b\n\0c,d\n", "UTF-8", ',');
    FOUND("a,b\nc\0,d\n", "UTF-8", ',');
    FOUND("\xE5\x96\xB6,\xE5\x96\xB6\0\n\xE5\x96\xB6,b\n", "UTF-8", ',');
    FOUND("\x89\x63\x8B\xC6,\x95\x94\0,\x89\x63\n\x89\x63,b\n", "CP932", ',');
    CHECK_BYTES("\xEF\xBB\xBF"
                "a,b\n",
        NULL, "A1:sa B1:sb");
    CHECK_BYTES("\x89\x63\x8B\xC6,\x87\x40\n", NULL,
        "A1:s\xE5\x96\xB6\xE6\xA5\xAD B1:s\xE2\x91\xA0");
    CHECK_BYTES("\xFF\xFE\xB6\x55\t\0\xB6\x55\r\0\n\0"
                "a\0",
        NULL, "A1:s\xE5\x96\xB6 B1:s\xE5\x96\xB6 A2:sa");
}

/* The first and the last of what each first byte may begin. */
TEST(utf_8_is_detected_up_to_its_edges)
{
    FOUND("\xC2\x80,b\n", "UTF-8", ',');
    FOUND("\xDF\xBF,b\n", "UTF-8", ',');
    FOUND("\xE0\xA0\x80,b\n", "UTF-8", ',');
    FOUND("\xE0\xBF\xBF,b\n", "UTF-8", ',');
    FOUND("\xE1\x80\x80,b\n", "UTF-8", ',');
    FOUND("\xEC\xBF\xBF,b\n", "UTF-8", ',');
    FOUND("\xED\x80\x80,b\n", "UTF-8", ',');
    FOUND("\xED\x9F\xBF,b\n", "UTF-8", ',');
    FOUND("\xEE\x80\x80,b\n", "UTF-8", ',');
    FOUND("\xEF\xBF\xBF,b\n", "UTF-8", ',');
    FOUND("\xF0\x90\x80\x80,b\n", "UTF-8", ',');
    FOUND("\xF0\xBF\xBF\xBF,b\n", "UTF-8", ',');
    FOUND("\xF1\x80\x80\x80,b\n", "UTF-8", ',');
    FOUND("\xF3\xBF\xBF\xBF,b\n", "UTF-8", ',');
    FOUND("\xF4\x80\x80\x80,b\n", "UTF-8", ',');
    FOUND("\xF4\x8F\xBF\xBF,b\n", "UTF-8", ',');
}

TEST(encodings_may_be_named)
{
    CHECK_BYTES("\xB1\xC4\xB6\xC8\xC9\xF4,1\n", "EUC-JP",
        "A1:s\xE5\x96\xB6\xE6\xA5\xAD\xE9\x83\xA8 B1:s1");
    CHECK_BYTES("\x89\x63,1\n", "shift_jis", "A1:s\xE5\x96\xB6 B1:s1");
    CHECK_BYTES("\xB6\x55,\0", "UTF-16", "A1:s\xE5\x96\xB6");
    CHECK_BYTES("a,b\n", "KLINGON", "!IN114");
}

TEST(euc_jp_is_never_guessed)
{
    CHECK_BYTES("\xB1\xC4\xB6\xC8\xC9\xF4,\xBB\xF1\xBB\xBA\xB4\xC9\xCD\xFD\n",
        NULL, "!IN121");
    CHECK_BYTES("\xB1\xC4\xB6\xC8,\xB1\xC4\n", NULL, "!IN121");
    /* Half-width katakana that are no EUC-JP are CP932. */
    CHECK_BYTES("\xB1\xB2\xB3,\x89\x63\n", NULL,
        "A1:s\xEF\xBD\xB1\xEF\xBD\xB2\xEF\xBD\xB3 B1:s\xE5\x96\xB6");
}

TEST(bytes_that_fit_nothing_are_refused)
{
    CHECK_BYTES("\xFD\xFE\xFF\xFD\xFE\xFF\xFD,\xFE\xFF\n", NULL, "!IN113");
}

TEST(a_bad_byte_spoils_only_its_line)
{
    CHECK_BYTES("\xE5\x96\xB6,1\n\xE5\x96\xB6\xFF,2\n\xE5\x96\xB6,3\n", NULL,
        "A1:s\xE5\x96\xB6 B1:s1 !IN110@2 A2:s\xE5\x96\xB6\xEF\xBF\xBD B2:s2 "
        "A3:s\xE5\x96\xB6 B3:s3");
    CHECK_BYTES("\x89\x63\x8B\xC6,1\n\x89\x63\x8B\xC6\x89,\n\x89\x63,3\n", NULL,
        "A1:s\xE5\x96\xB6\xE6\xA5\xAD B1:s1 !IN110@2 "
        "A2:s\xE5\x96\xB6\xE6\xA5\xAD\xEF\xBF\xBD A3:s\xE5\x96\xB6 B3:s3");
    CHECK_BYTES("\xFF\xFE"
                "a\0\n\0b",
        NULL, "A1:sa !IN110@2 A2:s\xEF\xBF\xBD");
}

TEST(a_nul_spoils_only_its_line)
{
    CHECK_BYTES("a,b\nabcdefghijklmnopqrstuvwxyz\0,d\ne\n", NULL,
        "A1:sa B1:sb !IN112@2 A2:sabcdefghijklmnopqrstuvwxyz\xEF\xBF\xBD "
        "B2:sd A3:se");
}

TEST(a_torn_quote_loses_no_other_line)
{
    /* to the end of the file */
    check("a,\"b\nc,d\ne,f\n", "!IN111@1 A1:sa B1:sb A2:sc B2:sd A3:se B3:sf");
    check("a,\"", "!IN111@1 A1:sa");
    check("a,b\nc,\"", "A1:sa B1:sb !IN111@2 A2:sc");
    /* as far as the next quoted field */
    check("a,\"b\nc,\"d\",e\nf,g\n",
        "!IN111@1 A1:sa B1:sb A2:sc B2:sd C2:se A3:sf B3:sg");
    /* after a good field of two lines */
    check("\"a\nb\",\"c\nd,\"e\"\n", "!IN111@2 A1:sa\nb B1:sc A3:sd B3:se");
    /* two in a row */
    check("\"a\n\"b\nc\n", "!IN111@1 A1:sa !IN111@2 A2:sb A3:sc");
}

TEST(quotes_within_a_line_are_taken_as_they_are)
{
    check("5\" disk,\"a \"b\" c\",\"\"\n", "A1:s5\" disk B1:sa \"b\" c");
    check("\"a\" ,b\nc\n", "!IN111@1 A1:sa\" ,b A2:sc");
}

TEST(a_long_quoted_field_counts_as_torn)
{
    struct rt_limits limits = rt_limits_default();
    const char text[] = "a,\"b\nccccc\nddddd\neeeee\nf\",g\nh\n";
    limits.cell_bytes = 10;
    dump_mem(&dump, "t.csv", text, sizeof text - 1, &limits, NULL);
    assert_string_equal(dump.text,
        "!IN111@1 A1:sa B1:sb A2:sccccc A3:sddddd A4:seeeee A5:sf\" B5:sg "
        "A6:sh");
}

TEST(hostile_quotes_are_read_in_linear_time)
{
    enum { LINES = 200000 };
    char *text = malloc(LINES * 5 + 1);
    struct dump d = {0};
    struct rt_limits limits = rt_limits_default();
    struct rt_book *book;
    struct rt_rows *rows;
    struct rt_row row;
    assert_non_null(text);
    for (size_t i = 0; i < LINES; i++)
        memcpy(text + i * 5, "\"\"yy\n", 5);
    assert_int_equal(rt_book_open_source(rt_source_mem(text, LINES * 5),
                         "t.csv", &limits, NULL, &book, &d.err),
        RT_OK);
    assert_int_equal(rt_rows_open(book, 0, &rows, &d.err), RT_OK);
    while (rt_rows_next(rows, &row, &d.err) == RT_ROW)
        d.rows++;
    assert_int_equal(d.rows, LINES);
    rt_rows_close(rows);
    rt_book_close(book);
    free(text);
}

TEST(separators_are_detected_outside_quotes)
{
    FOUND("a\tb\tc,d\n1\t2\t3\n", "UTF-8", '\t');
    FOUND("a;b;c\n1;2,5;3\n", "UTF-8", ';');
    FOUND("title\n\"a;b;c;d\",e\n\"f;g;h;i\",j\n", "UTF-8", ',');
    FOUND("one\ntwo\n", "UTF-8", ',');
    check("a\t\"b\tc\"\td\n", "A1:sa B1:sb\tc C1:sd");
}

TEST(limits_are_kept)
{
    struct rt_limits l = rt_limits_default(), d = l;
    l.columns = 2;
    assert_string_equal(dump_mem(&dump, "t.csv", "a,b\nc,d,e\n", 10, &l, NULL),
        "A1:sa B1:sb !IN201");
    l = d, l.rows = 2;
    assert_string_equal(
        dump_mem(&dump, "t.csv", "a\nb\n", 4, &l, NULL), "A1:sa A2:sb");
    assert_string_equal(dump_mem(&dump, "t.csv", "a\nb\nc\n", 6, &l, NULL),
        "A1:sa A2:sb !IN201");
    l = d, l.cell_bytes = 3;
    assert_string_equal(
        dump_mem(&dump, "t.csv", "abc\nabcd\n", 9, &l, NULL), "A1:sabc !IN201");
}

TEST(a_line_without_end_is_bounded)
{
    struct rt_limits l = rt_limits_default();
    size_t n = 1 << 20;
    char *text = malloc(n);
    assert_non_null(text);
    memset(text, ',', n);
    l.cell_bytes = 1024;
    assert_string_equal(dump_mem(&dump, "t.csv", text, n, &l, NULL), "!IN201");
    free(text);
}

/* Lines across the edge of the read buffer, with every kind of end. */
TEST(lines_may_cross_the_buffer)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    struct rt_limits limits = rt_limits_default();
    struct rt_error err = {0};
    struct rt_book *book;
    struct rt_rows *rows;
    struct rt_row row;
    size_t n = 0, lines = 30000;
    char *text = malloc(lines * 40);
    assert_non_null(text);
    for (size_t i = 0; i < lines; i++)
        n += (size_t)sprintf(
            text + n, "%zu,\xE5\x96\xB6\xE6\xA5\xAD%s", i, ends[i % 3]);
    assert_int_equal(rt_book_open_source(rt_source_mem(text, n), "t.csv",
                         &limits, NULL, &book, &err),
        RT_OK);
    assert_int_equal(rt_rows_open(book, 0, &rows, &err), RT_OK);
    for (size_t i = 0; i < lines; i++) {
        char want[16];
        assert_int_equal(rt_rows_next(rows, &row, &err), RT_ROW);
        assert_int_equal(row.number, i + 1);
        assert_int_equal(row.count, 2);
        snprintf(want, sizeof want, "%zu", i);
        assert_true(rt_str_is(row.cells[0].text, want));
        assert_int_equal(row.cells[1].text.n, 6);
    }
    assert_int_equal(rt_rows_next(rows, &row, &err), RT_END);
    rt_rows_close(rows);
    rt_book_close(book);
    free(text);
}
