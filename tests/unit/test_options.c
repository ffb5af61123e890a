/* The tables of options: what a command has, and what its words mean. */
#include "unit.h"

#include "command/options_table.h"

TEST(every_command_has_a_table)
{
    struct rt_option options[SPECS];

    for (unsigned c = RT_FOR_MERGE; c < RT_FOR_ANY; c <<= 1) {
        size_t n = rt_options_of((enum rt_command)c, options);

        assert_true(n > 1);
        for (size_t i = 0; i < n; i++) {
            char arg[RT_OPTION_ARG];

            rt_option_arg(&options[i], (enum rt_command)c, arg);
            assert_int_equal(arg[0] != '\0', options[i].arg != NULL);
            assert_null(strchr(arg, '*'));
            assert_null(strstr(arg, "||"));
            for (int lang = RT_JA; lang <= RT_EN; lang++) {
                const char *help = rt_text(lang, options[i].help);
                assert_true(help && help[0] != '\0');
                assert_null(strchr(help, '\n'));
            }
            for (size_t k = 0; k < i; k++) {
                assert_string_not_equal(options[i].name, options[k].name);
                assert_true(options[i].id != options[k].id);
                assert_true(!options[i].letter
                            || options[i].letter != options[k].letter);
            }
        }
    }
}

static void check_arg(
    enum rt_command command, enum rt_option_id id, const char *is)
{
    struct rt_option options[SPECS];
    size_t n = rt_options_of(command, options), i = 0;
    char arg[RT_OPTION_ARG];

    while (i < n && options[i].id != id)
        i++;
    assert_true(i < n);
    rt_option_arg(&options[i], command, arg);
    assert_string_equal(arg, is);
}

TEST(words_come_from_one_table)
{
    int value = -1;

    check_arg(RT_FOR_MERGE, OPT_FORMAT, "text|jsonl|csv");
    check_arg(RT_FOR_CHECK, OPT_FORMAT, "text|jsonl|csv|sarif");
    check_arg(RT_FOR_FLAG, OPT_FORMAT, "text|jsonl|csv|nagios|html");
    check_arg(RT_FOR_FLAG, OPT_LEVEL, "high|medium|N");
    check_arg(RT_FOR_MERGE, OPT_OUTPUT, "DIR");
    check_arg(RT_FOR_TEMPLATE, OPT_OUTPUT, "FILE.xlsx");
    assert_string_equal(
        rt_option_choice(OPT_FORMAT, RT_FOR_FLAG, 3, &value), "nagios");
    assert_int_equal(value, RT_FORMAT_NAGIOS);
    assert_null(rt_option_choice(OPT_FORMAT, RT_FOR_MERGE, 3, &value));
}

static enum rt_status read_words(
    enum rt_command command, char **words, struct rt_options *o)
{
    struct rt_error err = {0};
    int n = 0;

    while (words[n])
        n++;
    return rt_options_read(o, command, n, words, &err);
}

TEST(a_word_of_another_command_is_refused)
{
    char *html[] = {"x", "--format", "html", NULL};
    struct rt_options o;

    assert_int_equal(read_words(RT_FOR_FLAG, html, &o), RT_OK);
    assert_int_equal(o.format, RT_FORMAT_HTML);
    rt_options_fini(&o);
    assert_int_equal(read_words(RT_FOR_CHECK, html, &o), RT_USAGE);
    rt_options_fini(&o);
}
