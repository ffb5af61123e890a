/* Which number formats show a date (see datefmt.h). */
#include "input/datefmt.h"

#include "base/calendar.h"

#include <math.h>
#include <strings.h>

enum { SECONDS = 86400, DAY_1970 = 25569, DAY_MAX = 2958465 };

/* 18 to 21, 32, 33 and 45 to 47 show a time only. */
bool rt_date_builtin(uint32_t id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31)
           || (id >= 34 && id <= 36) || (id >= 50 && id <= 58);
}

/* --- format codes ------------------------------------------------------- */

/* What one section of a format code says. */
struct section {
    bool date;     /* a year, era, month name or day */
    bool month;    /* an m that does not */
    bool elapsed;  /* [h], [m], [s] */
    bool open_m;   /* the last field was an m, and not after h */
    bool after_h;  /* the last field was an h */
    bool digits;   /* a digit placeholder came before */
    bool has_cond; /* [>=100] */
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool word_at(struct rt_str s, size_t i, const char *word)
{
    size_t n = strlen(word);
    return s.n - i >= n && strncasecmp(s.p + i, word, n) == 0;
}

static void close_month(struct section *sec)
{
    if (sec->open_m)
        sec->month = true;
    sec->open_m = false;
}

/* The field of letter `c`, `run` letters long. */
static void take_field(struct section *sec, char c, size_t run)
{
    switch (c) {
    case 'h':
        close_month(sec);
        sec->after_h = true;
        return;
    case 's':
        sec->open_m = false; /* the m before an s are minutes */
        break;
    case 'm':
        close_month(sec);
        sec->open_m = !(sec->after_h && run <= 2);
        break;
    case 'a': /* aaa, aaaa: the day of the week */
        close_month(sec);
        if (run >= 3)
            sec->date = true;
        break;
    default: /* y d e g b */
        close_month(sec);
        sec->date = true;
        break;
    }
    sec->after_h = false;
}

/* [h], [$-411], [Red], [>100]; returns the length with both brackets. */
static size_t take_bracket(struct section *sec, struct rt_str s, size_t i)
{
    size_t end = i + 1;
    while (end < s.n && s.p[end] != ']')
        end++;
    if (end == s.n)
        return s.n - i;
    size_t n = end - i - 1;
    const char *in = s.p + i + 1;
    if (n > 0 && (in[0] == '<' || in[0] == '>' || in[0] == '='))
        sec->has_cond = true;
    size_t same = 0;
    while (same < n && lower(in[same]) == lower(in[0]))
        same++;
    if (n > 0 && same == n && strchr("hms", lower(in[0]))) {
        sec->elapsed = true;
        sec->after_h = lower(in[0]) == 'h';
    }
    return n + 2;
}

/* The length of what is not a field at i: a quoted text, an escaped, skipped
 * or repeated character, a word; 0 when a field or a plain sign is there. */
static size_t skip_literal(struct section *sec, struct rt_str s, size_t i)
{
    if (s.p[i] == '"') {
        const char *end = memchr(s.p + i + 1, '"', s.n - i - 1);
        return end ? (size_t)(end - s.p) - i + 1 : s.n - i;
    }
    if (s.p[i] == '\\' || s.p[i] == '_' || s.p[i] == '*') {
        struct rt_str rest = {s.p + i + 1, s.n - i - 1};
        uint32_t cp;
        size_t k = rest.n > 0 ? rt_utf8_decode(rest, &cp) : 0;
        return 1 + (k > 0 ? k : rest.n > 0);
    }
    if (s.p[i] == '[')
        return take_bracket(sec, s, i);
    if (word_at(s, i, "General"))
        return 7;
    if (word_at(s, i, "AM/PM"))
        return 5;
    if (word_at(s, i, "A/P"))
        return 3;
    return 0;
}

static bool is_exponent(const struct section *sec, struct rt_str s, size_t i)
{
    return sec->digits && i + 1 < s.n
           && (s.p[i + 1] == '+' || s.p[i + 1] == '-');
}

/* Reads one section from i; returns where the next begins. */
static size_t take_section(struct section *sec, struct rt_str s, size_t i)
{
    while (i < s.n && s.p[i] != ';') {
        size_t skip = skip_literal(sec, s, i);
        if (skip > 0) {
            i += skip;
            continue;
        }
        char c = lower(s.p[i]);
        size_t run = 1;
        if (c == '0' || c == '#' || c == '?') {
            sec->digits = true;
        } else if (c != '\0' && strchr("hsmaydegb", c)
                   && !(c == 'e' && is_exponent(sec, s, i))) {
            while (i + run < s.n && lower(s.p[i + run]) == c)
                run++;
            take_field(sec, c, run);
        }
        i += run;
    }
    close_month(sec);
    return i + 1;
}

static bool is_date(const struct section *sec)
{
    return (sec->date || sec->month) && !sec->elapsed;
}

/* The first section applies to ordinary numbers. If it has a condition another
 * may apply, so any date among them counts ("[<43586]ggge…;[>=43831]…"). */
bool rt_date_format(struct rt_str code)
{
    bool any = false, cond = false;
    for (size_t i = 0, k = 0; i < code.n; k++) {
        struct section sec = {0};
        i = take_section(&sec, code, i);
        cond |= sec.has_cond;
        any |= is_date(&sec);
        if (k == 0 && !cond)
            return any;
    }
    return any;
}

/* --- serials ------------------------------------------------------------ */

static void write_date(char to[32], int y, int m, int d, int64_t sec)
{
    if (sec == 0)
        snprintf(to, 32, "%04d-%02d-%02d", y, m, d);
    else
        snprintf(to, 32, "%04d-%02d-%02dT%02d:%02d:%02d", y, m, d,
            (int)(sec / 3600), (int)(sec / 60 % 60), (int)(sec % 60));
}

bool rt_date_text(double serial, bool date1904, char to[32])
{
    int y, m, d;
    if (!(serial >= (date1904 ? 0 : 1)) || serial >= DAY_MAX + 1)
        return false;
    int64_t day = (int64_t)serial;
    /* A day is shown, by Excel too, until it ends: only what cannot be meant,
     * less than half a millisecond before, is the next one. */
    int64_t sec = llround((serial - (double)day) * SECONDS * 1000) / 1000;
    day += sec / SECONDS;
    sec %= SECONDS;
    if (date1904)
        day += RT_DAYS_TO_1904;
    if (day > DAY_MAX)
        return false;
    if (day == 60) {
        write_date(to, 1900, 2, 29, sec);
        return true;
    }
    /* Before the day that never was, each serial
     * is one less than it should be. */
    rt_date_of_days(day - DAY_1970 + (day < 60), &y, &m, &d);
    write_date(to, y, m, d, sec);
    return true;
}

static bool two_digits(const char *p, int max, int *out)
{
    if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
        return false;
    *out = (p[0] - '0') * 10 + (p[1] - '0');
    return *out <= max;
}

/* "hh:mm" or "hh:mm:ss.fff", where .9995 is the next second as in a serial; the
 * zone is ignored. */
static bool iso_time(struct rt_str s, int64_t *sec)
{
    int h, m, sc = 0;
    if (s.n < 5 || !two_digits(s.p, 23, &h) || s.p[2] != ':'
        || !two_digits(s.p + 3, 59, &m))
        return false;
    if (s.n >= 8 && (s.p[5] != ':' || !two_digits(s.p + 6, 59, &sc)))
        return false;
    bool up = s.n >= 13 && s.p[8] == '.' && memcmp(s.p + 9, "9995", 4) >= 0
              && s.p[9] <= '9';
    *sec = h * 3600 + m * 60 + sc + up;
    return true;
}

bool rt_date_iso(struct rt_str v, char to[32])
{
    int c, y, m, d;
    int64_t sec = 0;
    if (v.n < 10 || !two_digits(v.p, 99, &c) || !two_digits(v.p + 2, 99, &y)
        || v.p[4] != '-' || !two_digits(v.p + 5, 12, &m) || v.p[7] != '-'
        || !two_digits(v.p + 8, 31, &d))
        return false;
    if (v.n > 10
        && (v.p[10] != 'T'
            || !iso_time((struct rt_str){v.p + 11, v.n - 11}, &sec)))
        return false;
    y += c * 100;
    if (!rt_is_date(y, m, d))
        return false;
    /* The day is the one that is written. */
    write_date(to, y, m, d, sec < SECONDS ? sec : SECONDS - 1);
    return true;
}
