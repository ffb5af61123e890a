/* record/json_walk: a long object, a piece at a time. */
#include "path_help.h"

#include "record/json_walk.h"

static void put(const char *text)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

/* The members' names, those of `wanted` with their values, elements in
 * brackets of their own. */
static enum rt_status walk(const char *wanted, char *to, size_t room)
{
    struct rt_json_walk w;
    const char *name;
    enum rt_status rc;
    size_t n = 0;

    to[0] = '\0';
    rt_json_walk_open(&w, path, 1000);
    while (rt_json_walk_next(&w, &name)) {
        n += (size_t)snprintf(to + n, room - n, "%s ", name);
        if (!strchr(wanted, name[0]))
            continue;
        bool list = wanted[0] == '[';
        json_t *v;
        while ((v = list ? rt_json_walk_item(&w) : rt_json_walk_value(&w))) {
            char *s = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);
            n += (size_t)snprintf(to + n, room - n, list ? "[%s] " : "%s ", s);
            free(s);
            json_decref(v);
        }
    }
    rc = w.rc;
    rt_json_walk_close(&w);
    return rc;
}

static void gives(const char *text, const char *wanted, const char *want)
{
    char got[1000];

    put(text);
    assert_int_equal(walk(wanted, got, sizeof got), RT_END);
    assert_string_equal(got, want);
}

TEST(only_what_is_asked_for_is_read)
{
    static const char all[]
        = " {\"a\" : 1 ,\n\"b\":[1, [2, \"]\"], {\"x\": \"}\\\"\"}],\"c\":null,"
          "\"d\":\"\\\\\",\"e\":{\"f\":[]},\"g\":-1.5e3}\n";

    gives(all, "", "a b c d e g ");
    gives(all, "abcdeg",
        "a 1 b [1,[2,\"]\"],{\"x\":\"}\\\"\"}] c null d \"\\\\\" "
        "e {\"f\":[]} g -1500.0 ");
    gives(all, "[b", "a b [1] [[2,\"]\"]] [{\"x\":\"}\\\"\"}] c d e g ");
    gives("{}", "", "");
    gives("{\"a\":[]}", "[a", "a ");
    gives("{\"a\":[ null , 2 ]}", "[a", "a [null] [2] ");
    gives("{\"a\":2}", "[a", "a ");
}

/* One element, and on to the next member. */
TEST(an_array_may_be_left)
{
    struct rt_json_walk w;
    const char *name;
    json_t *v;

    put("{\"a\":[1,[2],3],\"b\":4}");
    rt_json_walk_open(&w, path, 1000);
    assert_true(rt_json_walk_next(&w, &name));
    v = rt_json_walk_item(&w);
    assert_int_equal(json_integer_value(v), 1);
    json_decref(v);
    assert_true(rt_json_walk_next(&w, &name));
    assert_string_equal(name, "b");
    assert_false(rt_json_walk_next(&w, &name));
    assert_int_equal(w.rc, RT_END);
    rt_json_walk_close(&w);
}

TEST(what_is_no_object_is_not_whole)
{
    static const char *const texts[]
        = {"", " ", "[]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
            "{\"a\":1,}", "{\"a\":}", "{\"a\" 1}", "{a:1}", "{\"a\":1}x",
            "{\"a\":[1,2}", "{\"a\":\"b}", "{\"a\":[1,]}", "{\"a\":1 \"b\":2}",
            "{\"a\":nul}", "{\"a\":{\"b\":1,\"b\":2}}"};
    char got[1000];

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        put(texts[i]);
        if (walk("ab", got, sizeof got) != RT_FORMAT)
            fail_msg("%s", texts[i]);
    }
    put("{\"a\":[1,]}");
    assert_int_equal(walk("[a", got, sizeof got), RT_FORMAT);
}

TEST(a_file_that_cannot_be_walked)
{
    struct rt_json_walk w;
    const char *name;

    rt_json_walk_open(&w, "/nonexistent/run.json", 1000);
    assert_false(rt_json_walk_next(&w, &name));
    assert_int_equal(w.rc, RT_IO);
    rt_json_walk_close(&w);
    rt_json_walk_open(&w, "/tmp", 1000);
    assert_false(rt_json_walk_next(&w, &name));
    assert_int_equal(w.rc, RT_IO);
    rt_json_walk_close(&w);
    put("{\"a\":1}");
    rt_json_walk_open(&w, path, 7);
    assert_true(rt_json_walk_next(&w, &name));
    rt_json_walk_close(&w);
    rt_json_walk_open(&w, path, 6);
    assert_false(rt_json_walk_next(&w, &name));
    assert_int_equal(w.rc, RT_LIMIT);
    rt_json_walk_close(&w);
}

ALL_TESTS(make_path, remove_path)
