/* flag's message: lines for a mail, and the text of each event. */
#include "unit.h"

#include "report/message/flag_message.h"

#include "base/table.h"

static struct rt_writer made;

static int init(void **state)
{
    (void)state;
    rt_writer_init(&made, RT_TEXT_MAX);
    return 0;
}

static int fini(void **state)
{
    (void)state;
    rt_writer_fini(&made);
    return 0;
}

static void wraps(const char *text, const char *want)
{
    rt_writer_clear(&made);
    rt_flag_wrap(&made, 0, 2, rt_str(text));
    assert_int_equal(made.rc, RT_OK);
    assert_string_equal(made.own.data, want);
}

TEST(a_short_text_is_one_line)
{
    wraps("", "\n");
    wraps("営業部.xlsx 情報資産管理台帳!B12",
        "営業部.xlsx 情報資産管理台帳!B12\n");
}

TEST(lines_end_at_spaces_or_between_kanji)
{
    wraps(
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "
        "bbbbbbbbbb",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
        "  bbbbbbbbbb\n");
    /* 38 wide characters fill a line; no mark begins the next one */
    wraps(
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六"
        "七八。九",
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六"
        "七\n  八。九\n");
    /* after a punctuation mark rather than in the middle, if the line is not
     * short */
    wraps(
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一、二三四五六"
        "七八九十",
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一、\n"
        "  二三四五六七八九十\n");
    /* a number stays with what it counts */
    wraps(
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七10件",
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七\n"
        "  10件\n");
}

/* Whatever is in it: lines of 76 columns and at most 900 bytes, nothing but
 * spaces lost, and every later line indented. */
TEST(nothing_is_lost_and_no_line_is_long)
{
    static const char *const pieces[] = {"From ", ".", "e\xCC\x81", "表", "。",
        "（", "/srv/a", " ", "\xE2\x80\x8B", "9"};
    char text[4000] = "", *line, *rest;
    size_t letters = 0, again = 0;

    for (unsigned i = 0, k = 1; i < 900; i++, k = k * 1103515245u + 12345u)
        strcat(text, pieces[(k >> 16) % 10]);
    for (const char *p = text; *p; p++)
        letters += *p != ' ';
    rt_writer_clear(&made);
    rt_flag_wrap(&made, 12, 12, rt_str(text));
    rest = made.own.data;
    for (size_t i = 0; (line = strsep(&rest, "\n")) && rest; i++) {
        assert_true(rt_text_width(rt_str(line)) <= (i ? 76 : 64));
        assert_true(strlen(line) <= 900);
        assert_true(i == 0 || strncmp(line, "            ", 12) == 0);
        for (const char *p = line; *p; p++)
            again += *p != ' ';
    }
    assert_int_equal(again, letters);
}

static void collect(void *context, const char *label, struct rt_str value)
{
    struct rt_writer *t = context;

    rt_write_z(t, label);
    rt_write_z(t, "=");
    rt_write(t, value);
    rt_write_z(t, "\n");
}

static void fields_are(
    const struct rt_event *e, enum rt_lang lang, const char *want)
{
    const struct rt_flag_what what
        = {.lang = lang, .now = "2026-11-21", .class = RT_HIGH, .level = -1};

    rt_writer_clear(&made);
    assert_int_equal(rt_flag_fields(e, &what, collect, &made), RT_OK);
    assert_string_equal(made.own.data, want);
}

TEST(dates_say_how_far)
{
    struct rt_event e = {.kind = RT_EVENT_OVERDUE,
        .level = -1,
        .importance = -1,
        .likelihood = -1,
        .due = RT_STR("2026-02-28"),
        .where.file = RT_STR("a.csv"),
        .where.csv = true,
        .where.row = 7};

    fields_are(&e, RT_JA, "期限=2026-02-28（266日超過）\n場所=a.csv 7行目\n");
    e.kind = RT_EVENT_SLIPPED;
    e.due_before = e.due;
    e.due = RT_STR("2026-03-01");
    fields_are(&e, RT_EN,
        "due=2026-02-28 → 2026-03-01 (1 day later)\nplace=a.csv line 7\n");
    e.due = RT_STR_NONE;
    fields_are(&e, RT_JA, "期限=2026-02-28 → なし\n場所=a.csv 7行目\n");
}

/* A name cannot end its line or act on a terminal. */
TEST(names_stay_on_their_line)
{
    const struct rt_event e = {.kind = RT_EVENT_GONE,
        .asset = RT_STR("a\nFrom b\033[31m"),
        .level_before = 9,
        .class_before = RT_HIGH,
        .where.file = RT_STR("x\r.xlsx"),
        .where.sheet = RT_STR("表\t1"),
        .where.row = 12,
        .where.col = 28};

    fields_are(&e, RT_JA,
        "リスク値=9（大） → なくなりました\n場所=x .xlsx 表 1!AB12\n");
    rt_writer_clear(&made);
    rt_flag_title(&e, RT_JA, &made);
    assert_string_equal(made.own.data, "a From b [31m");
}

/* What a message for programs says of an event, to be freed. */
static char *message_of(const struct rt_event *e, enum rt_format format)
{
    const struct rt_state_summary summary = {.first = false};
    const struct rt_flag_what what = {.format = format,
        .lang = RT_EN,
        .now = "2026-11-21",
        .summary = &summary};
    struct rt_flag_message *message;
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);

    assert_int_equal(rt_flag_open(&what, to, &message, NULL), RT_OK);
    assert_int_equal(rt_flag_event(message, e, NULL), RT_OK);
    assert_int_equal(rt_flag_close(message, RT_END, NULL), RT_OK);
    fclose(to);
    return text;
}

/* The name of a file that is no UTF-8 loses nothing but the byte. */
TEST(a_damaged_name_keeps_its_end)
{
    const struct rt_event e = {.kind = RT_EVENT_INPUT_FAILED,
        .where.file = RT_STR("a\xff, b.xlsx"),
        .code = RT_IN101,
        .reason = RT_STR("no")};
    char *json = message_of(&e, RT_FORMAT_JSONL);
    char *csv = message_of(&e, RT_FORMAT_CSV);

    assert_non_null(
        strstr(json, "\"file\":\"a\xef\xbf\xbd, b.xlsx\",\"sheet\":null"));
    assert_non_null(strstr(csv, "\"a\xef\xbf\xbd, b.xlsx\""));
    free(json);
    free(csv);
}

ALL_TESTS(init, fini)
