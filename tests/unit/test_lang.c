/* The choice of a language, by each of its sources. */
#include "unit.h"

#include "base/lang.h"

static int forget(void **state)
{
    (void)state;
    return unsetenv("RISKTALLY_LANG") || unsetenv("LC_ALL")
           || unsetenv("LC_MESSAGES") || unsetenv("LANG");
}

static void expect(const char *option, enum rt_lang expected)
{
    enum rt_lang lang = (enum rt_lang)99;
    struct rt_error err = {0};

    assert_int_equal(rt_lang_choose(option, &lang, &err), RT_OK);
    assert_int_equal(lang, expected);
    assert_int_equal(err.status, RT_OK);
}

UNIT_TEST(locales, forget, NULL)
{
    static const struct {
        const char *name;
        enum rt_lang lang;
    } cases[] = {{NULL, RT_JA}, {"", RT_JA}, {"C", RT_JA}, {"POSIX", RT_JA},
        {"C.UTF-8", RT_JA}, {"C.utf8", RT_JA}, {"POSIX.UTF-8", RT_JA},
        {"ja", RT_JA}, {"ja_JP", RT_JA}, {"ja_JP.eucJP", RT_JA},
        {"ja_JP.UTF-8@x", RT_JA}, {"en_US.UTF-8", RT_EN}, {"en", RT_EN},
        {"de_DE@euro", RT_EN}, {"Ca", RT_EN}, {"cs_CZ.UTF-8", RT_EN}};

    for (size_t i = 0; i < RT_COUNT(cases); i++)
        assert_int_equal(rt_lang_of_locale(cases[i].name), cases[i].lang);
}

UNIT_TEST(each_source_goes_before_the_next, forget, NULL)
{
    expect(NULL, RT_JA);
    setenv("LANG", "en_US.UTF-8", 1);
    expect(NULL, RT_EN);
    setenv("LC_MESSAGES", "ja_JP.UTF-8", 1);
    expect(NULL, RT_JA);
    setenv("LC_ALL", "en_GB", 1);
    expect(NULL, RT_EN);
    setenv("LC_ALL", "C.UTF-8", 1);
    expect(NULL, RT_JA);
    setenv("RISKTALLY_LANG", "en", 1);
    expect(NULL, RT_EN);
    expect("ja", RT_JA);
    expect("en", RT_EN);
}

UNIT_TEST(empty_variables_are_unset, forget, NULL)
{
    setenv("RISKTALLY_LANG", "", 1);
    setenv("LC_ALL", "", 1);
    setenv("LC_MESSAGES", "", 1);
    setenv("LANG", "en_US", 1);
    expect(NULL, RT_EN);
}

UNIT_TEST(other_words_are_refused, forget, NULL)
{
    enum rt_lang lang = RT_JA;
    struct rt_error err = {0};

    setenv("LANG", "en_US", 1);
    assert_int_equal(rt_lang_choose("fr", &lang, &err), RT_USAGE);
    assert_int_equal(lang, RT_EN);
    assert_string_equal(
        err.text, "--lang is \"fr\": write ja (Japanese) or en (English)");
    assert_int_equal(rt_lang_choose("", &lang, NULL), RT_USAGE);
    memset(&err, 0, sizeof err);
    setenv("RISKTALLY_LANG", "JA", 1);
    assert_int_equal(rt_lang_choose(NULL, &lang, &err), RT_USAGE);
    assert_string_equal(err.text,
        "RISKTALLY_LANG is \"JA\": write ja (Japanese) or en (English)");
    /* a good option heals a bad variable */
    expect("ja", RT_JA);
}
