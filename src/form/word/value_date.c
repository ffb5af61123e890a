/* Dates as offices write them, to ISO 8601 (see rt_value_date).
 *
 *     [era] year [(the same year otherwise)] sep month sep day
 *     [weekday] [time]
 *
 * The order is always year, month, day, and the year has four digits or an
 * era: that is what makes a spelling mean one day only. Two-digit years,
 * day-month orders and year-less dates are refused, as is a date that
 * contradicts itself: an era that was over or not begun, a weekday that was
 * another day, a bracketed year that is another year, a 30th of February.
 *
 * Era boundaries are those of the orders under the law on era names: 平成
 * began on the day after its order (1989-01-08), 令和 on 2019-05-01, 昭和 on
 * 1926-12-25. Earlier eras are refused: no form was filled in then.
 */
#include "form/word/value.h"

#include "base/calendar.h"
#include "form/word/value_cell.h"
#include "form/word/value_scan.h"

struct day {
    int y, m, d;
};

struct era {
    const char *name[4]; /* longest first; then the letter, one character */
    int base;            /* its year 1 is base + 1 */
    int first, last;     /* yyyymmdd */
};

static const struct era eras[] = {
    {{"令和", "令", "R", "㋿"}, 2018, 20190501, 99991231},
    {{"平成", "平", "H", "㍻"}, 1988, 19890108, 20190430},
    {{"昭和", "昭", "S", "㍼"}, 1925, 19261225, 19890107},
};

enum {
    FIRST_YEAR = 1900,
    /* Serials in the 1900 system of days no form can mean are not dates but
     * numbers: 1954-10-04 and 2099-12-31. */
    FIRST_SERIAL = 20001,
    LAST_SERIAL = 73050,
    SERIAL_OF_1970 = 25569,
    FIRST_IN_DIGITS = 19000101,
    LAST_IN_DIGITS = 20991231,
    NEN = 0x5E74,   /* 年 */
    GATSU = 0x6708, /* 月 */
    NICHI = 0x65E5, /* 日 */
    MIDDLE_DOT = 0x30FB,
    LONG_VOWEL = 0x30FC
};

/* --- the calendar ------------------------------------------------------- */

static bool is_day(struct day t)
{
    return t.y >= FIRST_YEAR && t.y <= 9999 && rt_is_date(t.y, t.m, t.d);
}

/* 0 is a Sunday: 1970-01-01 was a Thursday, and a week of weeks before 1900 keeps
 * the number positive. */
static int weekday(struct day t)
{
    return (int)((rt_days_of_date(t.y, t.m, t.d) + 4 + 7 * 10000) % 7);
}

static struct day from_serial(int serial)
{
    struct day t;

    rt_date_of_days(serial - SERIAL_OF_1970, &t.y, &t.m, &t.d);
    return t;
}

static struct day from_compact(int yyyymmdd)
{
    return (struct day){yyyymmdd / 10000, yyyymmdd / 100 % 100, yyyymmdd % 100};
}

static void put_digits(char *to, int n, int v)
{
    while (n-- > 0) {
        to[n] = (char)('0' + v % 10);
        v /= 10;
    }
}

static enum rt_taken give(struct day t, enum rt_taken taken, char iso[11])
{
    if (!is_day(t))
        return RT_TAKEN_UNREADABLE;
    put_digits(iso, 4, t.y);
    iso[4] = '-';
    put_digits(iso + 5, 2, t.m);
    iso[7] = '-';
    put_digits(iso + 8, 2, t.d);
    iso[10] = '\0';
    return taken;
}

/* --- ISO 8601 ----------------------------------------------------------- */

/* pattern: 0 matches any digit. */
static bool looks_like(struct rt_str s, const char *pattern)
{
    for (size_t i = 0; i < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';

        if (pattern[i] == '0' ? !digit : s.p[i] != pattern[i])
            return false;
    }
    return true;
}

static bool read_iso(struct rt_str s, struct day *t)
{
    if (s.n < 10 || !looks_like((struct rt_str){s.p, 10}, "0000-00-00"))
        return false;
    t->y = (s.p[0] - '0') * 1000 + (s.p[1] - '0') * 100 + (s.p[2] - '0') * 10
           + (s.p[3] - '0');
    t->m = (s.p[5] - '0') * 10 + (s.p[6] - '0');
    t->d = (s.p[8] - '0') * 10 + (s.p[9] - '0');
    return true;
}

/* --- a date in words ---------------------------------------------------- */

/* A year as written: with its era (or NULL), so that the day can be held
 * against the era's first and last. */
struct year {
    int y;
    const struct era *era;
};

static const struct era *read_era(struct rt_scan *s)
{
    for (size_t e = 0; e < RT_COUNT(eras); e++) {
        for (size_t i = 0; i < 4; i++) {
            if (!rt_scan_word(s, eras[e].name[i]))
                continue;
            rt_scan_spaces(s);
            if (i == 2) /* R.8.9.30 */
                rt_scan_take(s, '.');
            rt_scan_spaces(s);
            return &eras[e];
        }
    }
    return NULL;
}

/* A number; in kanji only in front of the unit that makes it one. */
static bool read_part(
    struct rt_scan *s, int max_digits, uint32_t unit, int *out)
{
    struct rt_scan at = *s;

    if (rt_scan_digits(s, max_digits, out) > 0)
        return true;
    if (!rt_scan_kanji(&at, out))
        return false;
    rt_scan_spaces(&at);
    if (at.cp != unit && !(unit == NEN && at.cp == '('))
        return false;
    *s = at;
    return true;
}

static bool read_year(struct rt_scan *s, struct year *year)
{
    int n = 0;

    year->era = read_era(s);
    if (!year->era) {
        year->y = 0;
        if (!read_part(s, 4, NEN, &n))
            return false;
        year->y = n;
        return n >= FIRST_YEAR; /* so all four digits: never 26 */
    }
    if (rt_scan_word(s, "元"))
        n = 1;
    else if (!read_part(s, 2, NEN, &n))
        return false;
    year->y = year->era->base + n;
    return n >= 1 && n <= 99;
}

/* 2026(令和8)年, 令和8年(2026年): true also where there is none. */
static bool read_other_year(
    struct rt_scan *s, const struct year *year, const struct era **era)
{
    struct year other;

    *era = NULL;
    rt_scan_spaces(s);
    if (!rt_scan_take(s, '('))
        return true;
    rt_scan_spaces(s);
    if (!read_year(s, &other) || other.y != year->y)
        return false;
    rt_scan_spaces(s);
    rt_scan_take(s, NEN);
    rt_scan_spaces(s);
    *era = other.era;
    return rt_scan_take(s, ')');
}

static bool in_era(const struct era *era, struct day t)
{
    int n = t.y * 10000 + t.m * 100 + t.d;

    return !era || (n >= era->first && n <= era->last);
}

static bool is_separator(uint32_t cp)
{
    return cp == '/' || cp == '.' || cp == '-' || cp == MIDDLE_DOT
           || cp == LONG_VOWEL; /* typed for a dash, often */
}

/* month sep day, after the first separator. */
static bool read_month_day(struct rt_scan *s, uint32_t first, struct day *t)
{
    bool kanji = first == NEN;

    rt_scan_spaces(s);
    if (!read_part(s, 2, GATSU, &t->m))
        return false;
    rt_scan_spaces(s);
    if (!rt_scan_take(s, kanji ? (uint32_t)GATSU : first))
        return false;
    rt_scan_spaces(s);
    if (!read_part(s, 2, NICHI, &t->d))
        return false;
    rt_scan_spaces(s);
    if (kanji)
        rt_scan_take(s, NICHI);
    return true;
}

static bool read_dated(struct rt_scan *s, struct day *t)
{
    const struct era *other = NULL;
    struct year year;
    uint32_t first;

    if (!read_year(s, &year) || !read_other_year(s, &year, &other))
        return false;
    rt_scan_spaces(s);
    first = s->cp;
    if (first != NEN && !is_separator(first))
        return false;
    rt_scan_next(s);
    if (first == NEN && !other && !read_other_year(s, &year, &other))
        return false;
    t->y = year.y;
    return read_month_day(s, first, t) && in_era(year.era, *t)
           && in_era(other, *t);
}

/* 20260930, R080930. */
static bool read_compact(struct rt_scan *s, struct day *t)
{
    struct rt_scan at = *s;
    const struct era *era = read_era(&at);
    int n;

    if (rt_scan_digits(&at, 8, &n) != (era ? 6 : 8))
        return false;
    *t = from_compact(n);
    if (era)
        t->y += era->base;
    /* Eight digits may be any number: of a contract, of an asset. */
    if (t->y < 1900 || t->y > 2099 || !in_era(era, *t))
        return false;
    *s = at;
    return true;
}

/* --- what may follow the day ------------------------------------------- */

/* 0 (Sunday) .. 6, or -1. */
static int read_weekday_name(struct rt_scan *s)
{
    static const char *const name[][3] = {{"日", "Sunday", "Sun"},
        {"月", "Monday", "Mon"}, {"火", "Tuesday", "Tue"},
        {"水", "Wednesday", "Wed"}, {"木", "Thursday", "Thu"},
        {"金", "Friday", "Fri"}, {"土", "Saturday", "Sat"}};

    for (int day = 0; day < 7; day++) {
        for (int i = 0; i < 3; i++) {
            if (!rt_scan_word(s, name[day][i]))
                continue;
            if (i == 0 && rt_scan_word(s, "曜"))
                rt_scan_take(s, NICHI);
            return day;
        }
    }
    return -1;
}

/* (水), （水曜日）, (月・祝), 水曜日, ㈬: false where it is not the day's. */
static bool read_weekday(struct rt_scan *s, struct day t)
{
    bool bracket;
    int day;

    rt_scan_spaces(s);
    if ((s->cp >= 0x322A && s->cp <= 0x3230) /* ㈪..㈰, ㊊..㊐ */
        || (s->cp >= 0x328A && s->cp <= 0x3290)) {
        day = (int)(s->cp - (s->cp < 0x3280 ? 0x322A : 0x328A) + 1) % 7;
        rt_scan_next(s);
        return day == weekday(t);
    }
    bracket = rt_scan_take(s, '(');
    rt_scan_spaces(s);
    day = read_weekday_name(s);
    if (day < 0)
        return !bracket;
    rt_scan_spaces(s);
    if (rt_scan_take(s, MIDDLE_DOT) || s->cp == 0x795D) {
        if (!rt_scan_word(s, "祝"))
            return false;
        rt_scan_word(s, "日");
    }
    rt_scan_spaces(s);
    return day == weekday(t) && (!bracket || rt_scan_take(s, ')'));
}

/* 12時, 12時30分, 12時30分15秒: the cursor is after 時. */
static bool read_japanese_time(struct rt_scan *s)
{
    int v;

    rt_scan_spaces(s);
    if (rt_scan_digits(s, 2, &v) == 0)
        return true;
    rt_scan_spaces(s);
    if (v > 59 || !rt_scan_word(s, "分"))
        return false;
    rt_scan_spaces(s);
    if (rt_scan_digits(s, 2, &v) == 0)
        return true;
    rt_scan_spaces(s);
    return v <= 59 && rt_scan_word(s, "秒");
}

/* Z, +09:00, AM. */
static bool read_time_suffix(struct rt_scan *s)
{
    int h, m;

    if (rt_scan_word(s, "AM") || rt_scan_word(s, "PM") || rt_scan_word(s, "Z"))
        return true;
    if (!rt_scan_take(s, '+') && !rt_scan_take(s, '-'))
        return true;
    return rt_scan_digits(s, 2, &h) == 2 && rt_scan_take(s, ':')
           && rt_scan_digits(s, 2, &m) == 2 && h <= 14 && m <= 59;
}

/* A time is dropped, but it must be one. True also where there is none. */
static bool read_time(struct rt_scan *s)
{
    int h, v;

    rt_scan_spaces(s);
    if (rt_scan_word(s, "T") || rt_scan_word(s, "午前")
        || rt_scan_word(s, "午後"))
        rt_scan_spaces(s);
    else if (s->cp == RT_SCAN_END)
        return true;
    if (rt_scan_digits(s, 2, &h) == 0 || h > 24)
        return false;
    if (rt_scan_word(s, "時"))
        return read_japanese_time(s);
    for (int i = 0; i < 2; i++) {
        if (!rt_scan_take(s, ':')) {
            if (i == 0)
                return false;
            break;
        }
        if (rt_scan_digits(s, 2, &v) != 2 || v > 59)
            return false;
    }
    if (rt_scan_take(s, '.') && rt_scan_digits(s, 9, &v) == 0)
        return false;
    rt_scan_spaces(s);
    return read_time_suffix(s);
}

/* --- public ------------------------------------------------------------- */

/* A number without a date format counts its days as the workbook does. */
static enum rt_taken date_of_number(double v, bool date1904, char iso[11])
{
    if (date1904 && v >= FIRST_SERIAL - RT_DAYS_TO_1904 && v < LAST_SERIAL)
        v += RT_DAYS_TO_1904;
    if (v >= FIRST_SERIAL && v < LAST_SERIAL + 1)
        return give(from_serial((int)v), RT_TAKEN_NORMALISED, iso);
    if (v >= FIRST_IN_DIGITS && v <= LAST_IN_DIGITS && v == (double)(int)v)
        return give(from_compact((int)v), RT_TAKEN_NORMALISED, iso);
    return RT_TAKEN_UNREADABLE;
}

static enum rt_taken date_of_text(struct rt_str text, char iso[11])
{
    struct rt_scan s;
    struct day t;
    double serial;

    if (text.n == 10 && read_iso(text, &t))
        return give(t, RT_TAKEN_PLAIN, iso);
    rt_scan_init(&s, text);
    rt_scan_spaces(&s);
    if (rt_value_decimal(s, &serial) && serial < LAST_SERIAL + 1)
        return date_of_number(serial, false, iso);
    if (!read_compact(&s, &t) && !read_dated(&s, &t))
        return RT_TAKEN_UNREADABLE;
    if (!is_day(t) || !read_weekday(&s, t) || !read_time(&s)
        || !rt_scan_at_end(&s))
        return RT_TAKEN_UNREADABLE;
    if (text.n == 19 && looks_like(text, "0000-00-00T00:00:00"))
        return give(t, RT_TAKEN_PLAIN, iso);
    return give(t, RT_TAKEN_NORMALISED, iso);
}

/* 「-」, 「ー」: no date is meant. */
static bool is_dash(struct rt_str s)
{
    static const char *const dashes[]
        = {"-", "－", "―", "—", "─", "ー", "‐", "–", "−"};

    s = rt_str_trim(s);
    while (s.n > 0 && rt_str_skip_any(&s, dashes)) {
    }
    return s.n == 0;
}

enum rt_taken rt_value_date(const struct rt_cell *cell, char iso[11])
{
    enum rt_taken taken = rt_value_state(cell);
    struct day t;

    iso[0] = '\0';
    if (taken != RT_TAKEN_PLAIN)
        return taken;
    switch (cell->type) {
    case RT_CELL_DATE: /* ISO, with or without a time */
        if (!read_iso(cell->text, &t)
            || (cell->text.n > 10 && cell->text.p[10] != 'T'))
            return RT_TAKEN_UNREADABLE;
        return give(t, RT_TAKEN_PLAIN, iso);
    case RT_CELL_NUMBER:
        return date_of_number(cell->number, cell->date1904, iso);
    case RT_CELL_STRING:
        return is_dash(cell->text) ? RT_TAKEN_BLANK
                                   : date_of_text(cell->text, iso);
    default:
        return RT_TAKEN_UNREADABLE;
    }
}

bool rt_is_date_in_digits(const struct rt_cell *cell)
{
    char iso[11];

    return cell && cell->type == RT_CELL_NUMBER
           && cell->number >= FIRST_IN_DIGITS
           && rt_is_taken(rt_value_date(cell, iso));
}
