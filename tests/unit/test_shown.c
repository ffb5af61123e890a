/* What number formats show of scores. */
#include "unit.h"

#include "input/shown.h"

static void shows(const char *code, const char *zero_to_three)
{
    char to[RT_SHOWN_NUMBERS];

    (void)rt_shown_format(rt_str(code), to);
    for (int v = 0; v < 4; v++) {
        char want = zero_to_three[v] == '.' ? '\0' : zero_to_three[v];
        if (to[v] != want)
            fail_msg("%s: %d as '%c', not '%c'", code, v, to[v], want);
    }
}

TEST(a_number_is_shown_as_it_is)
{
    static const char *const codes[] = {"General", "0", "0.00", "#,##0",
        "0\"点\"", "\"レベル\"0", "[Red]0", "0_ ", "_-* #,##0_-", "00", "@",
        "0;-0;0;@", "[$-411]0", "[DBNum1]0", "0.00E+00", "0;[Red]-0",
        "[=3]\"高\";[=2]\"中\";\"低\"", "[>=3]0\"（高）\";0", "General\"点\""};
    char to[RT_SHOWN_NUMBERS];

    for (size_t i = 0; i < RT_COUNT(codes); i++) {
        if (rt_shown_format(rt_str(codes[i]), to))
            fail_msg("%s", codes[i]);
    }
}

TEST(another_number_or_nothing_is_shown)
{
    shows(";;;", "    ");
    shows("\"3\"", "333.");
    shows("[=2]\"3\";0", "..3.");
    shows("0;-0;;@", " ...");
    shows("#", " ...");
    shows("0\"0\"", "????");
    shows("\"1\"0", "????");
    shows("0%", ".???");
    shows("0,", ".000");
    shows("[h]:mm", "????");
    shows("h:mm", "????");
    shows("[<2]\"1\";[<3]\"2\";\"3\"", "1...");
    shows("0;0;\"1\"", "1...");
    shows("", "....");
}

TEST(built_in_formats_that_show_something_else)
{
    char to[RT_SHOWN_NUMBERS];

    assert_true(rt_shown_builtin(9, to));
    assert_true(rt_shown_builtin(20, to));
    assert_false(rt_shown_builtin(0, to));
    assert_false(rt_shown_builtin(2, to));
    assert_false(rt_shown_builtin(14, to));
}
