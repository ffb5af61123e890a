/* base/: views, buffers, numbers, UTF-8, arenas, errors. */
#include "unit.h"

#include <errno.h>
#include <float.h>
#include <locale.h>

#include "base/arena.h"
#include "base/mark.h"
#include "base/reason.h"
#include "base/text.h"

TEST(the_first_error_wins)
{
    struct rt_error err = {0};

    assert_int_equal(rt_fail(&err, RT_IO, "first %d", 1), RT_IO);
    assert_int_equal(rt_fail(&err, RT_FORMAT, "second"), RT_FORMAT);
    assert_int_equal(err.status, RT_IO);
    assert_string_equal(err.text, "first 1");
    assert_int_equal(rt_fail(NULL, RT_LIMIT, "nowhere"), RT_LIMIT);
    errno = ENOENT;
    memset(&err, 0, sizeof err);
    rt_fail_errno(&err, RT_CANNOT_OPEN, "x");
    assert_string_equal(err.text, "cannot open: x: No such file or directory");
    assert_int_equal(err.os, ENOENT);
    assert_string_equal(rt_error_text(RT_EN, &err), err.text);
    assert_string_equal(rt_error_text(RT_JA, &err),
        "x：開けません（ファイルまたはフォルダーがありません）");

    err = (struct rt_error){0};
    assert_int_equal(rt_fail_input(&err, 7, EACCES), RT_IO);
    assert_int_equal(err.code, 7);
    assert_int_equal(err.os, EACCES);
    assert_string_equal(err.arg[0], "Permission denied");
    assert_string_equal(
        rt_reason_of_input(RT_JA, EACCES), "アクセス権がありません");
}

/* Whatever the operating system answers about a file, a Japanese sentence has
 * no English words; an answer that no file gives is named. */
TEST(reasons_are_in_the_readers_language)
{
    static const int met[] = {EACCES, EAGAIN, EBADF, EBADMSG, EBUSY, ECANCELED,
        ECONNABORTED, ECONNREFUSED, ECONNRESET, EDEADLK, EDQUOT, EEXIST, EFBIG,
        EHOSTDOWN, EHOSTUNREACH, EILSEQ, EINTR, EINVAL, EIO, EISDIR, ELOOP,
        EMFILE, EMLINK, ENAMETOOLONG, ENETDOWN, ENETUNREACH, ENFILE, ENODEV,
        ENOENT, ENOKEY, ENOLCK, ENOMEDIUM, ENOMEM, ENOSPC, ENOSYS, ENOTCONN,
        ENOTDIR, ENOTEMPTY, ENOTSUP, ENOTTY, ENXIO, EOVERFLOW, EPERM, EPIPE,
        EREMOTEIO, EROFS, ESPIPE, ESTALE, ETIMEDOUT, ETXTBSY, EUCLEAN, EXDEV};

    for (size_t i = 0; i < RT_COUNT(met); i++) {
        const char *ja[]
            = {rt_reason(RT_JA, met[i]), rt_reason_of_input(RT_JA, met[i])};

        for (size_t k = 0; k < RT_COUNT(ja); k++)
            for (const char *p = ja[k]; *p; p++)
                if ((unsigned char)*p < 0x80)
                    fail_msg("errno %d: %s", met[i], ja[k]);
    }
    assert_string_equal(rt_reason(RT_JA, ECHILD), "ECHILD");
    assert_string_equal(rt_reason(RT_EN, ECHILD), "No child processes");
    assert_string_equal(rt_reason(RT_JA, 99999), "?");
}

TEST(failures_speak_both_languages)
{
    struct rt_error why = {0}, err = {0};

    assert_int_equal(
        rt_fail_both(&why, RT_USAGE, "%d行", "%d lines", 3), RT_USAGE);
    assert_string_equal(rt_error_text(RT_JA, &why), "3行");
    assert_string_equal(rt_error_text(RT_EN, &why), "3 lines");
    assert_int_equal(rt_fail_at(&err, RT_IO, "f:1", &why), RT_IO);
    assert_string_equal(rt_error_text(RT_JA, &err), "f:1: 3行");
    assert_string_equal(rt_error_text(RT_EN, &err), "f:1: 3 lines");
    err = (struct rt_error){0};
    rt_fail(&err, RT_BUG, "only one");
    assert_string_equal(rt_error_text(RT_JA, &err), "only one");
    err = (struct rt_error){0};
    assert_string_equal(
        rt_error_text(RT_EN, &err), "out of memory, or a text is too long");
}

TEST(trim_knows_the_ideographic_space)
{
    struct rt_str s = rt_str_trim(rt_str("\xE3\x80\x80 \t資産 名\r\n\xC2\xA0"));

    assert_true(rt_str_is(s, "資産 名"));
    assert_int_equal(rt_str_trim(rt_str("\xE3\x80\x80 ")).n, 0);
    assert_int_equal(rt_str_trim(rt_str("\xE3\x80\x80")).n, 0);
    assert_int_equal(rt_str_trim(rt_str("\xEF\xBB\xBF")).n, 0);
    /* The tail of 「〠」 (E3 80 A0) is no space. */
    assert_true(rt_str_is(rt_str_trim(rt_str("a〠")), "a〠"));
}

TEST(copy_never_cuts_a_character)
{
    char to[10];

    rt_str_copy(to, 7, rt_str("資産名"));
    assert_string_equal(to, "資産");
    rt_str_copy(to, sizeof to, rt_str("資産名称"));
    assert_string_equal(to, "資産…");
    rt_str_copy(to, sizeof to, rt_str("資産名"));
    assert_string_equal(to, "資産名");
    rt_str_copy(to, sizeof to, rt_str("abc"));
    assert_string_equal(to, "abc");
}

TEST(searching_views)
{
    assert_true(rt_str_starts(rt_str("abc"), rt_str("ab")));
    assert_false(rt_str_starts(rt_str("a"), rt_str("ab")));
    assert_true(rt_str_ends(rt_str("abc"), rt_str("bc")));
    assert_false(rt_str_ends(rt_str("c"), rt_str("bc")));
    assert_true(rt_str_contains(rt_str("abc"), rt_str("b")));
    assert_true(rt_str_contains(RT_STR_NONE, RT_STR_NONE));
    assert_false(rt_str_contains(RT_STR_NONE, rt_str("b")));
    assert_true(rt_str_cmp(rt_str("a"), rt_str("ab")) < 0);
    assert_true(rt_str_cmp(rt_str("b"), rt_str("ab")) > 0);
    assert_int_equal(rt_str_cmp(RT_STR_NONE, rt_str("")), 0);
}

TEST(a_buffer_stops_at_its_maximum)
{
    struct rt_buf b;

    rt_buf_init(&b, 10);
    assert_int_equal(rt_buf_adds(&b, rt_str("12345")), RT_OK);
    assert_int_equal(rt_buf_printf(&b, "%d", 6789), RT_OK);
    assert_int_equal(rt_buf_adds(&b, rt_str("ab")), RT_LIMIT);
    assert_string_equal(b.data, "123456789");
    assert_int_equal(rt_buf_adds(&b, rt_str("a")), RT_OK);
    assert_int_equal(rt_buf_printf(&b, "%s", ""), RT_OK);
    rt_buf_clear(&b);
    assert_true(rt_str_is(rt_buf_str(&b), ""));
    rt_buf_fini(&b);
    assert_true(rt_str_is(rt_buf_str(&b), ""));
}

TEST(integers)
{
    static const char *const bad[] = {"", "-", "+1", " 1", "1 ", "1.0", "0x1",
        "9223372036854775808", "-9223372036854775809", "１"};
    int64_t v = 7;

    for (size_t i = 0; i < RT_COUNT(bad); i++) {
        assert_false(rt_parse_int(rt_str(bad[i]), &v));
        assert_int_equal(v, 7);
    }
    assert_true(rt_parse_int(rt_str("-9223372036854775808"), &v));
    assert_true(v == INT64_MIN);
    assert_true(rt_parse_int(rt_str("0012"), &v));
    assert_int_equal(v, 12);
}

TEST(doubles_whatever_the_locale)
{
    static const char *const bad[] = {"", ".", "-", "e5", "1e", "1e+", "0x10",
        "inf", "nan", "1,5", "1 ", " 1", "1e999"};
    double v = 7;

    /* A comma as decimal point must not matter, where such a locale is. */
    setlocale(LC_NUMERIC, "de_DE.UTF-8");
    for (size_t i = 0; i < RT_COUNT(bad); i++)
        assert_false(rt_parse_double(rt_str(bad[i]), &v));
    assert_true(v == 7);
    assert_true(rt_parse_double(rt_str("1.5"), &v) && v == 1.5);
    assert_true(rt_parse_double(rt_str("-1.25E-2"), &v) && v == -0.0125);
    assert_true(rt_parse_double(rt_str("12345678901234567890"), &v));
    assert_true(v == 12345678901234567890.0);
    assert_true(rt_parse_double(rt_str(".5"), &v) && v == 0.5);
    setlocale(LC_NUMERIC, "C");
}

TEST(doubles_read_back)
{
    static const double values[] = {0, -0.0, 1, -3, 0.1, 1e15, 1e22, 1.0 / 3,
        DBL_MIN, DBL_MAX, 42552, 123456.789};
    char text[32];
    double back;

    for (size_t i = 0; i < RT_COUNT(values); i++) {
        rt_format_double(values[i], text, sizeof text);
        assert_true(rt_parse_double(rt_str(text), &back));
        assert_true(back == values[i]);
    }
    rt_format_double(0.1, text, sizeof text);
    assert_string_equal(text, "0.1");
    rt_format_double(3.0, text, sizeof text);
    assert_string_equal(text, "3");
}

TEST(utf8_is_strict)
{
    static const char *const bad[] = {"\x80", "\xC0\xAF", "\xC1\x81",
        "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xE3\x81", "\xFF"};

    for (size_t i = 0; i < RT_COUNT(bad); i++)
        assert_int_equal(rt_utf8_valid_prefix(rt_str(bad[i])), 0);
    assert_int_equal(rt_utf8_valid_prefix(rt_str("資産12345678\xFFx")), 14);
}

TEST(every_character_goes_round)
{
    for (uint32_t cp = 0; cp <= 0x110000; cp++) {
        char bytes[4];
        uint32_t back;
        size_t n = rt_utf8_encode(cp, bytes);
        if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) {
            assert_int_equal(n, 0);
            continue;
        }
        assert_int_equal(rt_utf8_decode((struct rt_str){bytes, n}, &back), n);
        assert_int_equal(back, cp);
        /* One byte less is no character. */
        assert_int_equal(
            rt_utf8_decode((struct rt_str){bytes, n - 1}, &back), 0);
    }
    assert_int_equal(rt_utf8_count(rt_str("資産a𠮷")), 4);
}

TEST(arenas)
{
    struct rt_arena a;
    char *big, *small;

    rt_arena_init(&a);
    for (int i = 1; i < 2000; i++) {
        unsigned char *p = rt_arena_alloc(&a, (size_t)i);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (int k = 0; k < i; k++)
            assert_int_equal(p[k], 0);
        memset(p, 0xAA, (size_t)i);
    }
    big = rt_arena_alloc(&a, 1 << 20);
    small = rt_arena_alloc(&a, 1);
    assert_non_null(big);
    assert_non_null(small);
    assert_null(rt_arena_alloc(&a, SIZE_MAX));
    assert_null(rt_arena_array(&a, SIZE_MAX / 2, 3));
    assert_string_equal(rt_arena_str(&a, rt_str("資産")).p, "資産");
    rt_arena_reset(&a);
    assert_int_equal(a.total, 0);
    assert_non_null(rt_arena_alloc(&a, 100));
    rt_arena_fini(&a);
}

TEST(signs_around_a_text_are_taken_off_by_kind)
{
    static const struct {
        const char *text;
        unsigned front, back;
        const char *rest;
    } cases[] = {
        {"※ 記入不要", RT_MARK_NOTE, 0, " 記入不要"},
        {"＊注", RT_MARK_NOTE, 0, "注"},
        {"・紙の資産", RT_MARK_BULLET, 0, "紙の資産"},
        {"【営業部】", RT_MARK_TITLE, RT_MARK_CLOSE, "営業部"},
        {"（再掲）", RT_MARK_OPEN, RT_MARK_CLOSE, "再掲"},
        {"「名簿」", RT_MARK_OPEN, RT_MARK_CLOSE, "名簿"},
        {"―合計―", RT_MARK_STROKE, RT_MARK_STROKE, "合計"},
        {"ー", RT_MARK_STROKE, 0, ""},
        {"サーバー", 0, 0, "サーバー"},
        {"名簿", 0, 0, "名簿"},
        {"", 0, 0, ""},
    };

    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        struct rt_str s = rt_str(cases[i].text);
        assert_true(rt_mark_begins(s, ~0u) == (bool)(cases[i].front != 0));
        assert_int_equal(rt_mark_skip(&s, ~cases[i].front), 0);
        assert_int_equal(rt_mark_skip(&s, ~0u), cases[i].front);
        assert_int_equal(rt_mark_cut(&s, ~cases[i].back), 0);
        assert_int_equal(rt_mark_cut(&s, ~0u), cases[i].back);
        assert_true(rt_str_is(s, cases[i].rest));
    }
}

TEST(a_text_is_split_at_the_first_mark)
{
    static const struct {
        const char *text, *mark, *before, *after;
    } cases[] = {
        {"a:b:c", ":", "a", "b:c"},
        {":", ":", "", ""},
        {"値＝3", "＝", "値", "3"},
        {"重要度", "度は", NULL, NULL},
        {"", ":", NULL, NULL},
    };

    for (size_t i = 0; i < RT_COUNT(cases); i++) {
        struct rt_str before, after;
        assert_true(
            rt_str_split(rt_str(cases[i].text), cases[i].mark, &before, &after)
            == (cases[i].before != NULL));
        if (!cases[i].before)
            continue;
        assert_true(rt_str_is(before, cases[i].before));
        assert_true(rt_str_is(after, cases[i].after));
    }
}
