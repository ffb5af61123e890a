/* A text read as a number, as typing it into a cell of Excel (Japanese) would.
 *
 * Taken: digits full or half width, thousands separators in their places,
 * signs, brackets for minus, yen and dollar signs, %, exponents, dates with the
 * year first (2026/9/30, 2026-9-30, 2026年9月30日) and times (9:30). What may
 * be a number by settings, by today's year or in ways not known here is
 * IS_UNSURE, so that no formula is computed from a wrong guess.
 */
#include "formula/eval.h"
#include "formula/serial.h"

enum { LONGEST = 64 };

struct reader {
    char s[LONGEST + 1]; /* half width, without blanks at both ends */
    size_t at;
};

/* 年 月 日 become these bytes. */
enum { YEAR = 1, MONTH, DAY };

/* The ASCII form of cp, 0 where there is none. */
static char narrow(uint32_t cp)
{
    static const struct {
        uint32_t cp;
        char to;
    } others[] = {{0x3000, ' '}, {0xA0, ' '}, {0xA5, '\\'}, {0xFFE5, '\\'},
        {0x5E74, YEAR}, {0x6708, MONTH}, {0x65E5, DAY}};

    if (cp >= 0xFF01 && cp <= 0xFF5E)
        return (char)(cp - 0xFF01 + '!');
    if (cp < 0x80)
        return cp < ' ' ? '\0' : (char)cp;
    for (size_t i = 0; i < RT_COUNT(others); i++) {
        if (others[i].cp == cp)
            return others[i].to;
    }
    return '\0';
}

static bool read_narrow(struct rt_str s, struct reader *r)
{
    size_t n = 0;

    s = rt_str_trim(s);
    while (s.n > 0) {
        uint32_t cp;
        char c = rt_utf8_next(&s, &cp) ? narrow(cp) : '\0';

        if (c == '\0' || n == LONGEST)
            return false;
        r->s[n++] = c;
    }
    r->s[n] = '\0';
    r->at = 0;
    return n > 0;
}

static bool take(struct reader *r, char c)
{
    if (r->s[r->at] != c)
        return false;
    r->at++;
    return true;
}

/* Digits, at most `most`; how many. */
static size_t take_digits(struct reader *r, size_t most, int64_t *v)
{
    size_t from = r->at;

    *v = 0;
    while (rt_is_digit(r->s[r->at]) && r->at - from < most)
        *v = *v * 10 + (r->s[r->at++] - '0');
    return r->at - from;
}

/* --- numbers -------------------------------------------------------------- */

/* 1,234,567: every group after the first has three digits. Without the commas
 * into to. */
static bool take_whole(struct reader *r, char *to, size_t *n)
{
    size_t group = 0;
    bool commas = false;

    for (;;) {
        char c = r->s[r->at];
        if (rt_is_digit(c)) {
            to[(*n)++] = c;
            group++;
        } else if (c == ',') {
            if (group == 0 || (commas ? group != 3 : group > 3))
                return false;
            commas = true;
            group = 0;
        } else {
            return !commas || group == 3;
        }
        r->at++;
    }
}

static void take_rest(struct reader *r, char *to, size_t *n)
{
    size_t mark;

    if (take(r, '.')) {
        to[(*n)++] = '.';
        while (rt_is_digit(r->s[r->at]))
            to[(*n)++] = r->s[r->at++];
    }
    mark = r->at;
    if (*n == 0 || (!take(r, 'e') && !take(r, 'E')))
        return;
    to[(*n)++] = 'e';
    if (r->s[r->at] == '-' || r->s[r->at] == '+')
        to[(*n)++] = r->s[r->at++];
    if (!rt_is_digit(r->s[r->at])) {
        r->at = mark; /* no exponent: what is left will not be taken */
        return;
    }
    while (rt_is_digit(r->s[r->at]))
        to[(*n)++] = r->s[r->at++];
}

static bool take_sign(struct reader *r, bool *minus)
{
    if (take(r, '-')) {
        *minus = true;
        return true;
    }
    return take(r, '+');
}

static bool read_number(struct reader *r, double *v)
{
    char plain[LONGEST + 2];
    size_t n = 0;
    bool bracket = take(r, '('), minus = bracket;
    bool sign = !bracket && take_sign(r, &minus);

    if ((take(r, '\\') || take(r, '$')) && !sign && !bracket)
        take_sign(r, &minus);
    if (!take_whole(r, plain, &n))
        return false;
    take_rest(r, plain, &n);
    if (!rt_parse_double((struct rt_str){plain, n}, v))
        return false;
    if (take(r, '%'))
        *v /= 100;
    if (bracket && !take(r, ')'))
        return false;
    if (minus)
        *v = -*v;
    return r->s[r->at] == '\0';
}

/* --- dates and times ------------------------------------------------------ */

static bool read_date(struct reader *r, double *v)
{
    int64_t year, month, day;
    char mark;

    r->at = 0;
    if (take_digits(r, 4, &year) != 4)
        return false;
    mark = r->s[r->at++];
    if (mark != '/' && mark != '-' && mark != YEAR)
        return false;
    if (take_digits(r, 2, &month) == 0)
        return false;
    if (!take(r, mark == YEAR ? MONTH : mark))
        return false;
    if (take_digits(r, 2, &day) == 0)
        return false;
    if (mark == YEAR && !take(r, DAY))
        return false;
    if (r->s[r->at] != '\0' || month < 1 || month > 12 || day < 1)
        return false;
    /* The 31st of April must not become the 1st of May. */
    if (day > 28) {
        int y, m, d;
        if (!rt_date_to_serial(year, month, day, v)
            || !rt_serial_to_date(*v, &y, &m, &d) || m != month)
            return false;
    }
    return year >= 1900 && rt_date_to_serial(year, month, day, v);
}

static bool read_time(struct reader *r, double *v)
{
    int64_t h, m, s = 0;

    r->at = 0;
    if (take_digits(r, 2, &h) == 0 || !take(r, ':') || h > 23)
        return false;
    if (take_digits(r, 2, &m) == 0 || m > 59)
        return false;
    if (take(r, ':') && (take_digits(r, 2, &s) == 0 || s > 59))
        return false;
    *v = (double)(h * 3600 + m * 60 + s) / 86400;
    return r->s[r->at] == '\0';
}

/* --- doubt ---------------------------------------------------------------- */

static bool names_month(const char *s)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may",
        "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

    for (size_t i = 0; i < RT_COUNT(months); i++) {
        if (strcasestr(s, months[i]))
            return true;
    }
    return false;
}

/* R5.4.1, H30/4/1. */
static bool names_era(const char *s)
{
    return strchr("MTSHRmtshr", s[0]) && rt_is_digit(s[1]) && strpbrk(s, "./-");
}

/* Numbers of sections, 5.1.1, are texts everywhere. */
static bool is_section(const char *s)
{
    const char *dot = strchr(s, '.');

    return dot && strchr(dot + 1, '.') && strspn(s, "0123456789.") == strlen(s);
}

static bool may_be_number(const char *s)
{
    static const char signs[] = "0123456789/:-., +()$\\%eE\1\2\3";

    if (!strpbrk(s, "0123456789") || is_section(s))
        return false;
    if (strspn(s, signs) == strlen(s))
        return true;
    return names_month(s) || names_era(s) || strchr(s, ':');
}

/* 令和5年4月1日, 10時, 3月1日: characters that `narrow` does not know. */
static bool may_be_japanese_date(struct rt_str s)
{
    static const char *const marks[] = {"年", "月", "日", "時", "分", "秒"};
    static const char *const eras[] = {"明治", "大正", "昭和", "平成", "令和"};
    bool mark = false, begins = false;
    uint32_t cp;

    s = rt_str_trim(s);
    for (size_t i = 0; i < RT_COUNT(marks); i++)
        mark = mark || rt_str_ends(s, rt_str(marks[i]));
    for (size_t i = 0; i < RT_COUNT(eras); i++)
        begins = begins || rt_str_starts(s, rt_str(eras[i]));
    if (rt_utf8_decode(s, &cp) > 0)
        begins = begins || (cp >= '0' && cp <= '9')
                 || (cp >= 0xFF10 && cp <= 0xFF19);
    return mark && begins;
}

enum text_number rt_text_to_number(struct rt_str s, double *v)
{
    struct reader r;

    *v = 0;
    if (!read_narrow(s, &r))
        return may_be_japanese_date(s) ? IS_UNSURE : IS_NO_NUMBER;
    if (read_number(&r, v) || read_date(&r, v) || read_time(&r, v))
        return IS_NUMBER;
    *v = 0;
    return may_be_number(r.s) ? IS_UNSURE : IS_NO_NUMBER;
}
