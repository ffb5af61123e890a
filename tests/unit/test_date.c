/* Dates: the case table, and every day from 1954 to 2099 in the spellings of
 * the contract, against a calendar counted day by day. */
#include "value_help.h"

static bool check_date(const struct value_case *c)
{
    struct rt_cell cell;
    char iso[11] = "unchanged";
    enum rt_taken taken
        = rt_value_date(case_cell(c->column[0], c->column[1], &cell), iso);

    return same_outcome(c, 2, taken, iso);
}

TEST(date_cases)
{
    for_each_case("tests/cases/value/date.tsv", check_date);
}

/* --- every day ---------------------------------------------------------- */

struct day {
    int y, m, d, serial, weekday;
};

/* An independent calendar: one step at a time, from a known day. */
static void next_day(struct day *t)
{
    static const int length[]
        = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int last = length[t->m - 1];

    if (t->m == 2 && t->y % 4 == 0 && (t->y % 100 != 0 || t->y % 400 == 0))
        last = 29;
    t->serial++;
    t->weekday = (t->weekday + 1) % 7;
    if (++t->d <= last)
        return;
    t->d = 1;
    if (++t->m <= 12)
        return;
    t->m = 1;
    t->y++;
}

static const char *const weekdays[]
    = {"日", "月", "火", "水", "木", "金", "土"};

static void expect_text(const char *text, const char *iso, enum rt_taken want)
{
    struct rt_cell cell = {.type = RT_CELL_STRING, .text = rt_str(text)};
    char out[11];
    enum rt_taken taken = rt_value_date(&cell, out);

    if (taken != want || strcmp(out, iso) != 0)
        fail_msg("%s: %s %s, expected %s %s", text, taken_name(taken), out,
            taken_name(want), iso);
}

static void expect_number(double v, const char *iso)
{
    struct rt_cell cell = {.type = RT_CELL_NUMBER, .number = v};
    char out[11];

    assert_int_equal(rt_value_date(&cell, out), RT_TAKEN_NORMALISED);
    assert_string_equal(out, iso);
}

static void full_width(const char *from, char *to)
{
    for (; *from; from++)
        to += rt_utf8_encode((uint32_t)(*from - '!') + 0xFF01, to);
    *to = '\0';
}

static void expect_era(const struct day *t, const char *iso)
{
    int n = t->y * 10000 + t->m * 100 + t->d;
    const char *name = n >= 20190501 ? "令和" : n >= 19890108 ? "平成" : "昭和";
    char letter = n >= 20190501 ? 'R' : n >= 19890108 ? 'H' : 'S';
    int year = t->y - (n >= 20190501 ? 2018 : n >= 19890108 ? 1988 : 1925);
    char text[128];

    snprintf(text, sizeof text, "%c%d.%d.%d", letter, year, t->m, t->d);
    expect_text(text, iso, RT_TAKEN_NORMALISED);
    snprintf(text, sizeof text, "%s%d年%d月%d日（%s）", name, year, t->m, t->d,
        weekdays[t->weekday]);
    expect_text(text, iso, RT_TAKEN_NORMALISED);
    if (year == 1) {
        snprintf(text, sizeof text, "%s元年%d月%d日", name, t->m, t->d);
        expect_text(text, iso, RT_TAKEN_NORMALISED);
    }
}

static void expect_day(const struct day *t)
{
    char iso[64], text[128], wide[256];

    snprintf(iso, sizeof iso, "%04d-%02d-%02d", t->y, t->m, t->d);
    expect_text(iso, iso, RT_TAKEN_PLAIN);
    snprintf(text, sizeof text, "%d/%d/%d", t->y, t->m, t->d);
    expect_text(text, iso, RT_TAKEN_NORMALISED);
    full_width(text, wide);
    expect_text(wide, iso, RT_TAKEN_NORMALISED);
    snprintf(text, sizeof text, "%d年%d月%d日", t->y, t->m, t->d);
    expect_text(text, iso, RT_TAKEN_NORMALISED);
    snprintf(text, sizeof text, "%04d%02d%02d", t->y, t->m, t->d);
    expect_text(text, iso, RT_TAKEN_NORMALISED);
    expect_number(t->y * 10000 + t->m * 100 + t->d, iso);
    expect_number(t->serial, iso);
    expect_number(t->serial + 0.999, iso);
    expect_era(t, iso);
    /* Any other weekday contradicts the day. */
    snprintf(text, sizeof text, "%d/%d/%d(%s)", t->y, t->m, t->d,
        weekdays[(t->weekday + 1 + t->d % 6) % 7]);
    expect_text(text, "", RT_TAKEN_UNREADABLE);
}

TEST(every_day_in_every_spelling)
{
    struct day t = {1954, 10, 4, 20001, 1}; /* a Monday */

    for (; t.y < 2100; next_day(&t))
        expect_day(&t);
    assert_int_equal(t.serial, 73051);
}

/* What is no day of the calendar is none in any spelling. */
TEST(no_other_day)
{
    static const int length[]
        = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    char text[64];

    for (int y = 1900; y <= 2100; y++) {
        bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);

        for (int m = 0; m <= 13; m++) {
            bool month = m >= 1 && m <= 12;
            int last = month ? length[m - 1] + (m == 2 && leap) : 0;

            for (int d = last + 1; d <= 33; d++) {
                snprintf(text, sizeof text, "%d/%d/%d", y, m, d);
                expect_text(text, "", RT_TAKEN_UNREADABLE);
                snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
                expect_text(text, "", RT_TAKEN_UNREADABLE);
            }
        }
    }
}
