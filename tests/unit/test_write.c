/* base/write.h: sinks, the first failure, escapes, JSON. */
#include "unit.h"

#include "base/write.h"

static struct rt_buf buf;
static struct rt_writer w;

static int set_up(void **state)
{
    (void)state;
    rt_buf_init(&buf, 4096);
    w = rt_writer_to(&buf);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rt_buf_fini(&buf);
    return 0;
}

static void wrote(const char *want)
{
    assert_int_equal(rt_writer_done(&w, NULL), RT_OK);
    assert_string_equal(rt_buf_str(&buf).p, want);
    rt_buf_clear(&buf);
}

FIXTURE_TEST(pieces_follow_each_other)
{
    char many[701];

    memset(many, 'x', 700);
    many[700] = '\0';
    rt_write(&w, RT_STR("a"));
    rt_write(&w, RT_STR_NONE);
    rt_write_z(&w, "b");
    rt_write_z(&w, NULL);
    rt_write_int(&w, 0);
    rt_write_int(&w, -17);
    rt_write_int(&w, INT64_MIN);
    rt_writef(&w, "[%s %d]", "c", 3);
    wrote("ab0-17-9223372036854775808[c 3]");
    rt_writef(&w, "%s", many);
    wrote(many);
}

FIXTURE_TEST(the_first_failure_stays)
{
    struct rt_error err = {0};

    buf.max = 4;
    rt_write_z(&w, "abc");
    rt_write_z(&w, "de");
    rt_write_z(&w, "f");
    rt_writer_keep(&w, RT_NOMEM);
    assert_string_equal(buf.data, "abc");
    assert_int_equal(rt_writer_done(&w, &err), RT_LIMIT);
    assert_int_equal(err.status, RT_LIMIT);
}

TEST(a_full_disk_shows_at_the_end)
{
    struct rt_writer full;
    struct rt_error err = {0};

    assert_int_equal(rt_writer_open(&full, "/dev/full", &err), RT_OK);
    rt_write_z(&full, "lost");
    assert_int_equal(full.rc, RT_OK);
    assert_int_equal(rt_writer_close(&full, RT_END, &err), RT_IO);
    assert_string_equal(
        err.text, "cannot write: /dev/full: No space left on device");
}

TEST(a_file_that_cannot_be_made)
{
    struct rt_writer none;
    struct rt_error err = {0};

    assert_int_equal(rt_writer_open(&none, "/none/such", &err), RT_IO);
    assert_null(none.file);
    assert_string_equal(
        err.text, "cannot write: /none/such: No such file or directory");
}

TEST(an_earlier_failure_wins_at_close)
{
    struct rt_writer full;
    struct rt_error err = {0};

    assert_int_equal(rt_writer_open(&full, "/dev/full", &err), RT_OK);
    rt_write_z(&full, "lost");
    rt_fail(&err, RT_FORMAT, "before");
    assert_int_equal(rt_writer_close(&full, RT_FORMAT, &err), RT_FORMAT);
    assert_string_equal(err.text, "before");
}

FIXTURE_TEST(json_strings)
{
    rt_write_json(&w, RT_STR("\"\\\b\f\n\r\t/'"));
    wrote("\\\"\\\\\\b\\f\\n\\r\\t/'");
    rt_write_json(&w, RT_STR("\0\x1f\x7f\xc2\x85\xc2\xa0"));
    wrote("\\u0000\\u001f\\u007f\\u0085\xc2\xa0");
    rt_write_json(&w, RT_STR("\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa台帳😀"));
    wrote("\\u2028\\u2029\xe2\x80\xaa台帳😀");
    rt_write_json(&w, RT_STR("a\xff\xe3\x81z"));
    wrote("a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz");
}

FIXTURE_TEST(csv_fields)
{
    static const char *const same[]
        = {"", "=1+1", "a b", "\ta", "台帳", "a;b'c"};

    for (size_t i = 0; i < RT_COUNT(same); i++) {
        rt_write_csv(&w, rt_str(same[i]));
        wrote(same[i]);
    }
    rt_write_csv(&w, RT_STR("a,b"));
    wrote("\"a,b\"");
    rt_write_csv(&w, RT_STR("\""));
    wrote("\"\"\"\"");
    rt_write_csv(&w, RT_STR("a\nb"));
    wrote("\"a\nb\"");
    rt_write_csv(&w, RT_STR("a\rb"));
    wrote("\"a\rb\"");
    rt_write_csv(&w, RT_STR(" a"));
    wrote("\" a\"");
    rt_write_csv(&w, RT_STR("a "));
    wrote("\"a \"");
    rt_write_csv(&w, RT_STR("a\0\xff"));
    wrote("a\xef\xbf\xbd\xef\xbf\xbd");
    rt_write_csv_quoted(&w, RT_STR("=\"a\""));
    wrote("\"=\"\"a\"\"\"");
}

FIXTURE_TEST(xml_text)
{
    rt_write_xml(&w, RT_STR("<a b=\"c\"> & 'd'\t\n"));
    wrote("&lt;a b=&quot;c&quot;&gt; &amp; 'd'\t\n");
    rt_write_xml(&w, RT_STR("\x01\xef\xbf\xbe\xef\xbf\xbf\xff台"));
    wrote("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd台");
}

FIXTURE_TEST(plain_text_is_one_line)
{
    rt_write_plain(&w, RT_STR("a\nb\x1b[0m\x7f\xc2\x9b.\xe2\x80\xa8"));
    wrote("a b [0m  . ");
    rt_write_plain(&w, RT_STR("\xe2\x80\xae\xe2\x81\xa6\xe2\x80\xaf\xff"));
    wrote("  \xe2\x80\xaf\xef\xbf\xbd");
}

static void a_document(void)
{
    rt_json_open(&w, NULL, '{');
    rt_json_text(&w, "a", RT_STR("x\"y"));
    rt_json_text(&w, "none", RT_STR_NONE);
    rt_json_str(&w, "empty", RT_STR_NONE);
    rt_json_z(&w, "z", NULL);
    rt_json_int(&w, "n", 12);
    rt_json_int(&w, "unknown", -1);
    rt_json_open(&w, "list", '[');
    rt_json_bool(&w, NULL, true);
    rt_json_open(&w, NULL, '{');
    rt_json_close(&w, '}');
    rt_json_null(&w, NULL);
    rt_json_close(&w, ']');
    rt_json_open(&w, "nothing", '[');
    rt_json_close(&w, ']');
    rt_json_bool(&w, "last", false);
    rt_json_close(&w, '}');
}

FIXTURE_TEST(json_on_one_line)
{
    a_document();
    wrote("{\"a\":\"x\\\"y\",\"none\":null,\"empty\":\"\",\"z\":null,\"n\":12,"
          "\"unknown\":null,\"list\":[true,{},null],\"nothing\":[],"
          "\"last\":false}");
}

FIXTURE_TEST(json_indented)
{
    w.indented = true;
    a_document();
    wrote("{\n  \"a\": \"x\\\"y\",\n  \"none\": null,\n  \"empty\": \"\",\n"
          "  \"z\": null,\n  \"n\": 12,\n  \"unknown\": null,\n"
          "  \"list\": [\n    true,\n    {},\n    null\n  ],\n"
          "  \"nothing\": [],\n  \"last\": false\n}");
}

FIXTURE_TEST(json_a_value_to_a_line)
{
    rt_json_open(&w, NULL, '[');
    for (int i = 0; i < 2; i++) {
        rt_json_line(&w);
        rt_json_int(&w, NULL, i);
    }
    rt_json_close(&w, ']');
    wrote("[\n0,\n1]");
}
