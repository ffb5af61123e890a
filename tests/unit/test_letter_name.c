/* Names of return slips: safe on every system, and never two alike. */
#include "unit.h"

#include "report/book/letter_name.h"

static struct rt_intern names;

static int set_up(void **state)
{
    (void)state;
    names = (struct rt_intern){0};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rt_intern_fini(&names);
    return 0;
}

static void gives(const char *name, const char *want)
{
    struct rt_buf b;

    rt_buf_init(&b, 1 << 20);
    assert_int_equal(rt_letter_name(&names, rt_str(name), &b), RT_OK);
    assert_string_equal(b.data, want);
    rt_buf_fini(&b);
}

FIXTURE_TEST(plain_names_stay)
{
    gives("営業部", "営業部.xlsx");
    gives("R&D 1.5課", "R&D 1.5課.xlsx");
}

FIXTURE_TEST(unsafe_characters_go)
{
    gives("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j.xlsx");
    gives("営業\n部\x01\x7f", "営業_部__.xlsx");
    gives("総務\u202E部\u200B", "総務_部_.xlsx");
    gives("a\U000E0000b\U000E007Fc\U000E0080", "a_b_c\U000E0080.xlsx");
    gives("\xff\xfe", "__.xlsx");
    gives("../../etc/passwd", "_.__etc_passwd.xlsx");
}

FIXTURE_TEST(edges_are_what_windows_keeps)
{
    gives("  営業部. . ", "営業部.xlsx");
    gives(".hidden", "hidden.xlsx");
    gives("~$営業部", "_~$営業部.xlsx");
    gives("", "_.xlsx");
    gives(" . ", "_-2.xlsx");
}

FIXTURE_TEST(devices_are_no_names)
{
    gives("CON", "_CON.xlsx");
    gives("com1.x", "_com1.x.xlsx");
    gives("LPT² .a", "_LPT² .a.xlsx");
    gives("CONTROL", "CONTROL.xlsx");
    gives("COM10", "COM10.xlsx");
}

FIXTURE_TEST(long_names_are_cut_between_characters)
{
    char name[601], want[256];

    name[0] = '\0';
    for (int i = 0; i < 200; i++)
        memcpy(name + 3 * i, "課", 4);
    /* 65 times 3 bytes fill the 195 beside the ending */
    snprintf(want, sizeof want, "%.*s.xlsx", 195, name);
    gives(name, want);
    /* and with a number one character less */
    snprintf(want, sizeof want, "%.*s-2.xlsx", 192, name);
    gives(name, want);
}

FIXTURE_TEST(no_two_are_alike)
{
    gives("A:B", "A_B.xlsx");
    gives("A/B", "A_B-2.xlsx");
    gives("a*b", "a_b-3.xlsx");
    gives("Ａ＿Ｂ", "Ａ＿Ｂ-4.xlsx");
    gives("A_B-2", "A_B-2-2.xlsx");
}
