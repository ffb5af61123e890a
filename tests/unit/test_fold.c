/* Folding: the case table, every code point against utf8proc's own
 * normalisation, folding twice, and bytes that are no text. Ids of risks. */
#include "value_help.h"

#include <utf8proc.h>

#include "base/fold.h"
#include "record/risk.h"

static bool check_fold(const struct value_case *c)
{
    struct rt_str in = rt_str(c->column[0]), want = rt_str(c->column[1]);
    struct rt_buf out;
    bool ok;
    char fixed[512];
    size_t n = rt_fold_fixed(in, fixed, sizeof fixed);

    rt_buf_init(&out, 1 << 20);
    ok = rt_fold(in, &out) == RT_OK && rt_str_eq(rt_buf_str(&out), want)
         && rt_str_eq((struct rt_str){fixed, n}, want) && rt_fold_eq(in, want);
    if (!ok)
        print_error("%s:%d: %s: %.*s, expected %s\n", c->file, c->line,
            c->column[0], RT_FMT(rt_buf_str(&out)), c->column[1]);
    rt_buf_fini(&out);
    return ok;
}

TEST(fold_cases)
{
    for_each_case("tests/cases/value/fold.tsv", check_fold);
}

/* --- against utf8proc --------------------------------------------------- */

static bool is_blank(uint32_t cp)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

    return c == UTF8PROC_CATEGORY_CC || c == UTF8PROC_CATEGORY_ZS
           || c == UTF8PROC_CATEGORY_ZL || c == UTF8PROC_CATEGORY_ZP
           || (cp >= 0xFFF9 && cp <= 0xFFFB);
}

/* The table of fold.c, said once more. */
static uint32_t unified(uint32_t cp)
{
    if (cp == 0x2010 || (cp >= 0x2012 && cp <= 0x2015) || cp == 0x2212)
        return '-';
    if (cp == 0x301C)
        return '~';
    return cp == 0x2016 ? 0x2225 : cp;
}

/* What one code point must fold to: utf8proc's NFKC_Casefold, its blanks
 * dropped, its look-alikes joined. */
static size_t expected(uint32_t cp, char *to)
{
    char in[5] = "";
    utf8proc_uint8_t *mapped = NULL;
    struct rt_str s;
    size_t n = 0, len = rt_utf8_encode(cp, in);

    if (utf8proc_map((utf8proc_uint8_t *)in, (utf8proc_ssize_t)len, &mapped,
            UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT
                | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE)
        < 0)
        return SIZE_MAX;
    s = rt_str((char *)mapped);
    if (cp == 0)
        s.n = 0;
    while (s.n > 0) {
        uint32_t c;
        size_t step = rt_utf8_decode(s, &c);

        if (!is_blank(c))
            n += rt_utf8_encode(unified(c), to + n);
        s.p += step;
        s.n -= step;
    }
    free(mapped);
    return n;
}

TEST(every_code_point)
{
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char in[4], want[256], got[256];
        size_t len = rt_utf8_encode(cp, in), n, m;

        if (len == 0)
            continue;
        n = expected(cp, want);
        m = rt_fold_fixed((struct rt_str){in, len}, got, sizeof got);
        if (n != m || memcmp(want, got, n) != 0)
            fail_msg("U+%04X folds to %.*s, expected %.*s", (unsigned)cp,
                (int)m, got, (int)n, want);
    }
}

/* A tail that only the tables can fold makes the whole text take the long
 * way; the head must come out as it does by the short one. */
TEST(both_ways_agree)
{
    for (uint32_t cp = 1; cp <= 0xFFFF; cp++) {
        char in[16], brief[64], full[64];
        size_t len = rt_utf8_encode(cp, in), n, m;

        if (len == 0)
            continue;
        n = rt_fold_fixed((struct rt_str){in, len}, brief, sizeof brief);
        memcpy(in + len, "が\xE2\x80\x90", 6); /* ‐ is not simple */
        m = rt_fold_fixed((struct rt_str){in, len + 6}, full, sizeof full);
        if (m != n + 4 || memcmp(brief, full, n) != 0)
            fail_msg("U+%04X is folded in two ways", (unsigned)cp);
    }
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Folded text folds to itself, or comparing would depend on who folded. */
TEST(folding_twice_changes_nothing)
{
    static const uint32_t base[]
        = {0x00, 0x300, 0x3040, 0x3090, 0xFF00, 0x1100, 0x1160, 0x2000, 0x20D0,
            0x590, 0x1E00, 0xE0100, 0x3300, 0xAC00, 0xF900, 0x4E00};
    uint32_t seed = 1;

    for (int i = 0; i < 200000; i++) {
        char in[64], once[1024], twice[1024];
        size_t len = 0, n, m;

        for (int k = 0; k < 6; k++)
            len += rt_utf8_encode(
                base[next_random(&seed) % 16] + next_random(&seed) % 256,
                in + len);
        n = rt_fold_fixed((struct rt_str){in, len}, once, sizeof once);
        assert_true(n != SIZE_MAX);
        m = rt_fold_fixed((struct rt_str){once, n}, twice, sizeof twice);
        if (n != m || memcmp(once, twice, n) != 0)
            fail_msg("%.*s folds to %.*s and that to %.*s", (int)len, in,
                (int)n, once, (int)m, twice);
    }
}

/* --- edges -------------------------------------------------------------- */

TEST(bytes_that_are_no_text)
{
    char out[64];
    size_t n = rt_fold_fixed(RT_STR("A\xFF\xE3\x81"), out, sizeof out);

    assert_int_equal(n, 10);
    assert_memory_equal(out, "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 10);
    assert_int_equal(rt_fold_fixed(RT_STR_NONE, out, sizeof out), 0);
    assert_true(rt_fold_eq(RT_STR_NONE, RT_STR(" 　")));
    assert_true(rt_fold_name_eq(RT_STR("髙 松"), RT_STR("高松")));
    assert_true(rt_fold_name_eq(RT_STR("𠮷野"), RT_STR("吉野")));
    assert_false(rt_fold_name_eq(RT_STR("金澤"), RT_STR("金沢")));
    assert_false(rt_fold_eq(RT_STR("髙松"), RT_STR("高松")));
}

TEST(too_small_a_place)
{
    struct rt_buf b;
    char out[4];

    assert_int_equal(rt_fold_fixed(RT_STR("abcd"), out, 4), 4);
    assert_int_equal(rt_fold_fixed(RT_STR("abcde"), out, 4), SIZE_MAX);
    assert_int_equal(rt_fold_fixed(RT_STR("㋿a"), out, 4), SIZE_MAX);
    assert_int_equal(rt_fold_fixed(RT_STR("a"), out, 0), SIZE_MAX);
    rt_buf_init(&b, 4);
    assert_int_equal(rt_fold(RT_STR("abcdefgh"), &b), RT_LIMIT);
    rt_buf_fini(&b);
}

/* Long texts leave the fixed memory, and appending keeps what was there. */
TEST(long_texts)
{
    enum { UNITS = 20000 };
    struct rt_buf in, out;

    rt_buf_init(&in, 1 << 24);
    rt_buf_init(&out, 1 << 24);
    for (int i = 0; i < UNITS; i++)
        assert_int_equal(rt_buf_adds(&in, RT_STR("ｶﾞ a\xCC\x81")), RT_OK);
    assert_int_equal(rt_buf_adds(&out, RT_STR("x")), RT_OK);
    assert_int_equal(rt_fold(rt_buf_str(&in), &out), RT_OK);
    assert_int_equal(out.len, 1 + UNITS * strlen("ガá"));
    assert_memory_equal(out.data, "xガáガ", strlen("xガáガ"));
    rt_buf_fini(&in);
    rt_buf_fini(&out);
}

/* Marks without end, in the worst order: done in no time all the same, and
 * folding twice still changes nothing. */
TEST(endless_marks)
{
    struct rt_buf in, out, again;

    rt_buf_init(&in, 1 << 24);
    rt_buf_init(&out, 1 << 24);
    rt_buf_init(&again, 1 << 24);
    assert_int_equal(rt_buf_adds(&in, RT_STR("a")), RT_OK);
    for (int i = 0; i < 300000; i++)
        assert_int_equal(
            rt_buf_adds(&in, i % 2 ? RT_STR("\xCC\xA3") : RT_STR("\xCC\x81")),
            RT_OK);
    assert_int_equal(rt_fold(rt_buf_str(&in), &out), RT_OK);
    assert_true(out.len < 100);
    assert_int_equal(rt_fold(rt_buf_str(&out), &again), RT_OK);
    assert_true(rt_str_eq(rt_buf_str(&out), rt_buf_str(&again)));
    rt_buf_fini(&again);
    rt_buf_fini(&in);
    rt_buf_fini(&out);
}

/* --- ids ---------------------------------------------------------------- */

static void id_of(const char *department, const char *business,
    const char *asset, const char *medium, const char *number, char id[18])
{
    assert_int_equal(rt_risk_id(rt_str(department), rt_str(business),
                         rt_str(asset), rt_str(medium), rt_str(number), id),
        RT_OK);
}

TEST(ids)
{
    char a[18], b[18];

    /* printf 'a\x1fb\x1fc\x1fd\x1f' | sha256sum */
    id_of("a", "b", "c", "d", "", a);
    assert_string_equal(a, "R8ddccda11a28e531");
    id_of(" Ａ\n", "B　", "ｃ", "d\xE2\x80\x8B", " ", b);
    assert_string_equal(a, b);
    id_of("ab", "", "c", "d", "", b);
    assert_string_not_equal(a, b);
    id_of("a", "b", "c", "d", "1", b);
    assert_string_not_equal(a, b);
    id_of("a", "b", "c", "d", "１", a);
    assert_string_equal(a, b);
    id_of("営業部", "人事", "社員名簿", "書類", "", a);
    id_of("営業部", "人事", "社員名簿", "事務所PC", "", b);
    assert_string_not_equal(a, b);
}
