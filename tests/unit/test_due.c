/* Proposed dates: every start of a fiscal year, ends of months, leap years,
 * the last and the first day of a period, the end of the calendar. */
#include "unit.h"

#include "risk/due.h"

static const char *due(const char *rule, int start, const char *now)
{
    static char iso[11];
    struct rt_due_rules rules = {.fiscal_start = start};

    assert_true(rt_due_parse(rt_str(rule), &rules.of[1]));
    return rt_due_date(&rules, 1, now, iso) ? iso : "none";
}

#define DUE(rule, start, now, expected)                                        \
    assert_string_equal(due(rule, start, now), expected)

TEST(days_cross_months_and_leap_years)
{
    DUE("0d", 4, "2026-10-01", "2026-10-01");
    DUE("30d", 4, "2026-10-01", "2026-10-31");
    DUE("30d", 4, "2026-10-02", "2026-11-01");
    DUE("30d", 4, "2026-12-31", "2027-01-30");
    DUE("1d", 4, "2028-02-28", "2028-02-29");
    DUE("1d", 4, "2026-02-28", "2026-03-01");
    DUE("1d", 4, "2100-02-28", "2100-03-01");
    DUE("1d", 4, "2000-02-28", "2000-02-29");
    DUE("366d", 4, "2028-01-01", "2029-01-01");
    DUE("3660d", 4, "2026-10-01", "2036-10-08");
}

TEST(halves_and_years_of_april)
{
    DUE("half", 4, "2026-04-01", "2026-09-30");
    DUE("half", 4, "2026-09-29", "2026-09-30");
    DUE("half", 4, "2026-09-30", "2026-09-30"); /* its last day is in it */
    DUE("half", 4, "2026-10-01", "2027-03-31");
    DUE("half", 4, "2026-12-31", "2027-03-31");
    DUE("half", 4, "2027-03-31", "2027-03-31");
    DUE("year", 4, "2026-04-01", "2027-03-31");
    DUE("year", 4, "2026-12-31", "2027-03-31");
    DUE("year", 4, "2027-01-01", "2027-03-31");
    DUE("year", 4, "2027-03-31", "2027-03-31");
    DUE("year", 4, "2027-04-01", "2028-03-31");
    DUE("none", 4, "2027-04-01", "none");
}

static int months_between(const char *from, const char *to)
{
    int y1, m1, y2, m2;

    assert_int_equal(sscanf(from, "%4d-%2d", &y1, &m1), 2);
    assert_int_equal(sscanf(to, "%4d-%2d", &y2, &m2), 2);
    return (y2 - y1) * 12 + m2 - m1;
}

/* Whatever month a year begins in, each day of four years has an end that is
 * not before it, is the day before a half begins, and is less than six or
 * twelve months away. */
TEST(every_start_has_its_ends)
{
    char now[11], half[11], year[11], next[11];

    for (int start = 1; start <= 12; start++) {
        for (int day = 0; day < 1461; day++) {
            struct rt_due_rules rules
                = {.of = {{RT_DUE_NONE, 0}, {RT_DUE_DAYS, day},
                       {RT_DUE_HALF, 0}, {RT_DUE_YEAR, 0}},
                    .fiscal_start = start};
            int m;

            assert_true(rt_due_date(&rules, 1, "2027-01-01", now));
            assert_true(rt_due_date(&rules, 2, now, half));
            assert_true(rt_due_date(&rules, 3, now, year));
            assert_true(strcmp(half, now) >= 0 && strcmp(year, half) >= 0);
            assert_true(months_between(now, half) < 6);
            assert_true(months_between(now, year) < 12);
            rules.of[1] = (struct rt_due){RT_DUE_DAYS, 1};
            assert_true(rt_due_date(&rules, 1, year, next));
            m = (next[5] - '0') * 10 + next[6] - '0';
            assert_int_equal(m, start);
            assert_string_equal(next + 8, "01");
            assert_true(rt_due_date(&rules, 1, half, next));
            m = (next[5] - '0') * 10 + next[6] - '0';
            assert_int_equal((m - start + 12) % 6, 0);
            assert_string_equal(next + 8, "01");
        }
    }
}

TEST(february_ends_a_half)
{
    DUE("half", 3, "2027-09-01", "2028-02-29");
    DUE("half", 3, "2026-09-01", "2027-02-28");
    DUE("year", 9, "2026-09-01", "2027-08-31");
    DUE("year", 1, "2026-02-01", "2026-12-31");
}

TEST(the_calendar_ends)
{
    DUE("1d", 4, "9999-12-31", "none");
    DUE("half", 4, "9999-12-31", "none");
    DUE("half", 1, "9999-12-31", "9999-12-31");
    DUE("half", 4, "2026-02-29", "none");
    DUE("half", 4, "2026-13-01", "none");
    DUE("half", 4, "2026-1-001", "none");
    DUE("half", 4, "+026-01-01", "none");
    DUE("half", 4, "", "none");
}

TEST(only_priorities_have_dates)
{
    struct rt_due_rules rules = rt_due_default(), none = {0};
    char iso[11];

    assert_false(rt_due_date(&rules, 0, "2026-10-01", iso));
    assert_string_equal(iso, "");
    assert_false(rt_due_date(&rules, 4, "2026-10-01", iso));
    assert_false(rt_due_date(&rules, -1, "2026-10-01", iso));
    assert_false(rt_due_date(&none, 1, "2026-10-01", iso));
    assert_true(rt_due_date(&rules, 1, "2026-10-01", iso));
    assert_string_equal(iso, "2026-10-31");
    assert_true(rt_due_date(&rules, 2, "2026-07-01", iso));
    assert_string_equal(iso, "2026-09-30");
    assert_true(rt_due_date(&rules, 3, "2026-07-01", iso));
    assert_string_equal(iso, "2027-03-31");
}

TEST(what_is_no_rule_is_refused)
{
    static const char *const bad[] = {"", "d", "30", "30 d", "-1d", "+1d",
        "3661d", "99999999999999999999d", "Half", "halves", "none ", "1.5d"};
    struct rt_due due = {RT_DUE_YEAR, 7};

    for (size_t i = 0; i < RT_COUNT(bad); i++)
        assert_false(rt_due_parse(rt_str(bad[i]), &due));
    assert_int_equal(due.kind, RT_DUE_YEAR);
    assert_int_equal(due.days, 7);
    assert_true(rt_due_parse(RT_STR("90d"), &due));
    assert_int_equal(due.days, 90);
}
