/* What a number format shows of a small whole number (see shown.h).
 *
 * The section that applies is found as spreadsheets do, by its condition or its
 * place, and put into characters. What is shown is the number if that is the
 * first one in it: 「2点」 and 2.0 are, 20, 200% and 「3」 are not. A section of
 * words alone stays words: 「高」 for 3 says no other number.
 */
#include "input/shown.h"

#include <string.h>
#include <strings.h>

enum { SHOWN_MAX = 64, SECTIONS = 4 };

struct shown {
    char text[SHOWN_MAX]; /* digits and signs as they are, 'x' for any other */
    size_t n;
    bool number; /* the value is in it */
    bool time;
};

static void add(struct shown *to, char c)
{
    if (to->n + 1 < SHOWN_MAX)
        to->text[to->n++] = (unsigned char)c < 0x80 ? c : 'x';
    to->text[to->n] = '\0';
}

static void add_value(struct shown *to, int v, bool percent)
{
    if (percent && v > 0) {
        add(to, (char)('0' + v));
        add(to, '0');
        add(to, '0');
    } else {
        add(to, (char)('0' + v));
    }
    to->number = true;
}

/* --- which section ------------------------------------------------------------ */

static size_t end_of(struct rt_str s, size_t i)
{
    bool quoted = false;

    for (; i < s.n && (quoted || s.p[i] != ';'); i++) {
        if (s.p[i] == '"')
            quoted = !quoted;
        else if (!quoted && s.p[i] == '\\')
            i++;
    }
    return i < s.n ? i : s.n;
}

static size_t split(struct rt_str code, struct rt_str to[SECTIONS])
{
    size_t n = 0;

    for (size_t i = 0; n < SECTIONS; i++) {
        size_t end = end_of(code, i);
        to[n++] = (struct rt_str){code.p + i, end - i};
        if (end >= code.n)
            break;
        i = end;
    }
    return n;
}

/* [>=2]: whether the section has one, and whether the number meets it. */
static bool condition(struct rt_str s, int v, bool *met)
{
    static const struct {
        const char *sign;
        int low, equal, high; /* v less than, equal to, above the number */
    } signs[] = {{"[<=", 1, 1, 0}, {"[>=", 0, 1, 1}, {"[<>", 1, 0, 1},
        {"[<", 1, 0, 0}, {"[>", 0, 0, 1}, {"[=", 0, 1, 0}};

    for (size_t i = 0; i < RT_COUNT(signs); i++) {
        struct rt_str before, rest, number;
        double than;
        if (!rt_str_split(s, signs[i].sign, &before, &rest))
            continue;
        if (!rt_str_split(rest, "]", &number, &rest)
            || !rt_parse_double(number, &than))
            return false;
        *met = v < than   ? signs[i].low
               : v > than ? signs[i].high
                          : signs[i].equal;
        return true;
    }
    return false;
}

/* Of two or more the third is for 0, unless conditions say otherwise. */
static struct rt_str section_for(struct rt_str code, int v)
{
    struct rt_str of[SECTIONS];
    size_t n = split(code, of);
    bool any = false, met;

    for (size_t i = 0; i < n && i < 2; i++) {
        bool has = condition(of[i], v, &met);
        if (has && met)
            return of[i];
        any |= has;
        if (any && !has)
            return of[i];
    }
    if (any)
        return of[n > 2 ? 2 : n - 1];
    return v == 0 && n > 2 ? of[2] : of[0];
}

/* --- what it shows --------------------------------------------------------------- */

/* A quoted text, an escaped character, one that is skipped or repeated. */
static size_t literal(struct rt_str s, size_t i, struct shown *to)
{
    size_t end = i + 1;

    switch (s.p[i]) {
    case '"':
        for (; end < s.n && s.p[end] != '"'; end++)
            add(to, s.p[end]);
        return end + 1 - i;
    case '\\':
        if (end < s.n)
            add(to, s.p[end]);
        return 2;
    case '_':
    case '*':
        return 2;
    case '[':
        while (end < s.n && s.p[end] != ']')
            end++;
        to->time |= end > i + 1 && s.p[end - 1] == s.p[i + 1]
                    && strchr("hms", s.p[i + 1] | 0x20);
        return end + 1 - i;
    default:
        return 0;
    }
}

static bool is_word(struct rt_str s, size_t i, const char *word)
{
    size_t n = strlen(word);

    return s.n - i >= n && strncasecmp(s.p + i, word, n) == 0;
}

/* The digits' place, from the first placeholder to the last. */
static size_t placeholders(struct rt_str s, size_t i, int v, struct shown *to)
{
    bool percent = memchr(s.p, '%', s.n) != NULL, zero = false;
    size_t end = i;

    while (end < s.n && strchr("0#?,.", s.p[end]))
        zero |= s.p[end++] == '0';
    if (s.p[end - 1] == ',') { /* in thousands */
        add(to, '0');
        to->number = true;
    } else if (v > 0 || zero) {
        add_value(to, v, percent);
    }
    if (memchr(s.p + i, '.', end - i) && s.p[end - 1] == '0')
        add(to, '.');
    return end - i;
}

static void show(struct rt_str s, int v, struct shown *to)
{
    for (size_t i = 0, n; i < s.n; i += n) {
        n = literal(s, i, to);
        if (n > 0)
            continue;
        n = 1;
        if (is_word(s, i, "General")) {
            add_value(to, v, false);
            n = 7;
        } else if (s.p[i] == '@') {
            add_value(to, v, false);
        } else if (strchr("0#?", s.p[i])) {
            if (to->number)
                continue; /* of an exponent, of a fraction */
            n = placeholders(s, i, v, to);
        } else {
            to->time
                |= strchr("hmsydegb", s.p[i] | 0x20) != NULL && !to->number;
            add(to, s.p[i]);
        }
    }
}

static char verdict(const struct shown *s, int v)
{
    const char *p = s->text;
    int first = -1;

    if (s->time)
        return RT_SHOWN_OTHER;
    while (*p != '\0' && !rt_is_digit(*p))
        p++;
    if (*p != '\0' && !rt_is_digit(p[1]))
        first = *p - '0';
    if (first == v)
        return '\0';
    for (p = s->text; *p == ' '; p++) {
    }
    if (*p == '\0')
        return RT_SHOWN_NOTHING;
    if (strpbrk(s->text, "0123456789"))
        return first >= 0 && s->n == 1 ? *s->text : RT_SHOWN_OTHER;
    return '\0'; /* words alone */
}

bool rt_shown_format(struct rt_str code, char to[RT_SHOWN_NUMBERS])
{
    bool any = false;

    memset(to, 0, RT_SHOWN_NUMBERS);
    for (int v = 0; v < RT_SHOWN_NUMBERS && code.n > 0; v++) {
        struct shown s = {.n = 0};
        show(section_for(code, v), v, &s);
        to[v] = verdict(&s, v);
        any |= to[v] != '\0';
    }
    return any;
}

/* 9 and 10 are percentages, 18 to 21 and 45 to 47 times. */
bool rt_shown_builtin(uint32_t id, char to[RT_SHOWN_NUMBERS])
{
    if (id == 9 || id == 10)
        return rt_shown_format(RT_STR("0%"), to);
    return ((id >= 18 && id <= 21) || (id >= 45 && id <= 47))
           && rt_shown_format(RT_STR("h:mm"), to);
}
