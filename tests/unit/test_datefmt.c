/* Number formats that show dates, and serials as dates. */
#include "unit.h"

#include "input/datefmt.h"

TEST(built_in_formats)
{
    static const uint32_t dates[] = {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34,
        35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58};
    static const uint32_t others[] = {0, 1, 9, 13, 18, 19, 20, 21, 23, 26, 32,
        33, 37, 45, 46, 47, 49, 59, 164};
    for (size_t i = 0; i < RT_COUNT(dates); i++)
        assert_true(rt_date_builtin(dates[i]));
    for (size_t i = 0; i < RT_COUNT(others); i++)
        assert_false(rt_date_builtin(others[i]));
}

TEST(format_codes_that_are_dates)
{
    static const char *const codes[] = {"yyyy/m/d",
        "[$-411]ggge\"年\"m\"月\"d;@", "yyyy\"年度\"", "m/d", "mmm", "mm",
        "[$-411]aaa", "ge.m.d", "[Red]yyyy-mm-dd;@", "d-mmm-yy h:mm AM/PM",
        "yyyy\\-mm\\-dd\\ hh:mm", "[<43586]\"x\";[>=43831]yyyy;General",
        "\"h\"yyyy", "h:mm m/d", "YYYY.MM.DD", "e/m/d", "bbbb"};
    for (size_t i = 0; i < RT_COUNT(codes); i++) {
        if (!rt_date_format(rt_str(codes[i])))
            fail_msg("%s", codes[i]);
    }
}

TEST(format_codes_that_are_not)
{
    static const char *const codes[] = {"", "General", "0", "#,##0.00",
        "\"残日数\"0", "[Red]#,##0;[h]:mm", "h:mm", "h:mm:ss AM/PM", "h A/P",
        "mm:ss", "mm:ss.0", "[h]:mm", "[mm]:ss", "[ss].00", "0.00E+00", "0e-0",
        "@", "0\\d", "0_d", "0*y", "\"yyyy", "[$-411]0", "[DBNum1]0", "#\"d\"",
        "_-* #,##0_-;\\-* #,##0_-", "0;yyyy", "[$yen-411]#,##0", "["};
    for (size_t i = 0; i < RT_COUNT(codes); i++) {
        if (rt_date_format(rt_str(codes[i])))
            fail_msg("%s", codes[i]);
    }
}

static void check(double serial, bool date1904, const char *want)
{
    char text[32] = "-";
    assert_int_equal(rt_date_text(serial, date1904, text), want != NULL);
    assert_string_equal(text, want ? want : "-");
}

TEST(serials)
{
    check(1, false, "1900-01-01");
    check(59, false, "1900-02-28");
    check(60, false, "1900-02-29");
    check(61, false, "1900-03-01");
    check(25569, false, "1970-01-01");
    check(45383, false, "2024-04-01");
    check(45351, false, "2024-02-29");
    check(45383.5, false, "2024-04-01T12:00:00");
    check(45383.999999, false, "2024-04-01T23:59:59");
    check(45383.999999999, false, "2024-04-02");
    check(41655.6666666643, false, "2014-01-16T16:00:00");
    check(45383.0000001, false, "2024-04-01");
    check(2958465, false, "9999-12-31");
    check(2958465.9999999, false, "9999-12-31T23:59:59");
    check(2958465.999999999999, false, NULL);
    check(2958466, false, NULL);
    check(0.5, false, NULL);
    check(-1, false, NULL);
    check(0, true, "1904-01-01");
    check(43921, true, "2024-04-01");
    check(2957003, true, "9999-12-31");
    check(2957004, true, NULL);
    check(0.0 / 0.0, false, NULL);
}

static void check_iso(const char *value, const char *want)
{
    char text[32] = "-";
    assert_int_equal(rt_date_iso(rt_str(value), text), want != NULL);
    assert_string_equal(text, want ? want : "-");
}

TEST(iso_values)
{
    check_iso("2024-04-01", "2024-04-01");
    check_iso("2024-04-01T00:00:00", "2024-04-01");
    check_iso("2024-04-01T12:34", "2024-04-01T12:34:00");
    check_iso("2024-04-01T12:34:56.489Z", "2024-04-01T12:34:56");
    check_iso("2014-01-16T15:59:59.9999998", "2014-01-16T16:00:00");
    check_iso("2024-02-29T23:59:59.9999998", "2024-02-29T23:59:59");
    check_iso("9999-12-31T23:59:59.9", "9999-12-31T23:59:59");
    check_iso("2014-01-16T15:59:59.6", "2014-01-16T15:59:59");
    check_iso("2024-02-29", "2024-02-29");
    check_iso("2023-02-29", NULL);
    check_iso("2024-02-31", NULL);
    check_iso("2024-00-00", NULL);
    check_iso("2024-13-01", NULL);
    check_iso("2024-04-0", NULL);
    check_iso("2024-04-01T", NULL);
    check_iso("2024-04-01T1", NULL);
    check_iso("2024-04-01T23:59:59", "2024-04-01T23:59:59");
    check_iso("2024-04-01T24:00", NULL);
    check_iso("2024-04-01T23:60", NULL);
    check_iso("2024-04-01T23:59:60", NULL);
    check_iso("2024-04-01T12.30", NULL);
    check_iso("2024-04-01T12:30.00", NULL);
    check_iso("2024-04-01 12:30", NULL);
    check_iso("2024/04-01", NULL);
    check_iso("2024-04/01", NULL);
    check_iso("2024-04-32", NULL);
    check_iso("2024-04-01T12:30:00.9994", "2024-04-01T12:30:00");
    check_iso("2024-04-01T12:30:00.9995", "2024-04-01T12:30:01");
    check_iso("12:00:00", NULL);
    check_iso("", NULL);
}
