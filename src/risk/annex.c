/* Numbers of controls, in the spellings in use. */
#include "risk/annex.h"

#include "base/fold.h"

/* 5 organisational, 6 people, 7 physical, 8 technological. */
static const int counts[] = {37, 8, 14, 34};

enum {
    FIRST_THEME = 5,
    THEMES = RT_COUNT(counts),
    NUMBER_BYTES = 64,
    DIGITS_MAX = 4
};

int rt_annex_index(int theme, int n)
{
    int index = 0;

    if (theme < FIRST_THEME || theme >= FIRST_THEME + THEMES || n < 1
        || n > counts[theme - FIRST_THEME])
        return -1;
    for (int t = FIRST_THEME; t < theme; t++)
        index += counts[t - FIRST_THEME];
    return index + n - 1;
}

void rt_annex_at(int index, int *theme, int *n)
{
    int t = 0;

    while (t < THEMES - 1 && index >= counts[t])
        index -= counts[t++];
    *theme = FIRST_THEME + t;
    *n = index + 1;
}

static size_t digits(struct rt_str s, int *out)
{
    size_t n = 0;

    *out = 0;
    while (n < s.n && n < DIGITS_MAX && s.p[n] >= '0' && s.p[n] <= '9')
        *out = *out * 10 + (s.p[n++] - '0');
    if (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
        return 0;
    return n;
}

static struct rt_str after(struct rt_str s, size_t n)
{
    return (struct rt_str){s.p + n, s.n - n};
}

static struct rt_str without_prefix(struct rt_str s)
{
    static const char *const prefixes[] = {"附属書a", "附属書", "付属書a",
        "付属書", "annexa", "管理策", "箇条", "a.", "a", "."};

    for (size_t i = 0; i < RT_COUNT(prefixes); i++) {
        struct rt_str prefix = rt_str(prefixes[i]);
        if (rt_str_starts(s, prefix))
            s = after(s, prefix.n);
    }
    return s;
}

struct rt_annex_number rt_annex_number_in(
    struct rt_str folded, struct rt_str *rest)
{
    struct rt_annex_number number = {0};
    struct rt_str s = without_prefix(folded);
    int part[4] = {0};
    size_t n;

    *rest = s;
    while (number.parts < 4 && (n = digits(s, &part[number.parts])) > 0) {
        number.parts++;
        s = after(s, n);
        *rest = s;
        if (s.n == 0 || s.p[0] != '.')
            break;
        s = after(s, 1);
        *rest = s;
    }
    number.theme = part[0];
    number.n = part[1];
    number.third = part[2];
    return number;
}

bool rt_annex_is_like_number(struct rt_str folded)
{
    struct rt_str s = without_prefix(folded);

    return s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9';
}

/* The controls of 2013, in the order of their numbers. */
static const struct old {
    int group, n, third, theme, number;
    const char *shown, *name;
} old[] = {
#define RT_ANNEX_2013(group, n, third, theme, number, name)                    \
    {group, n, third, theme, number, "A." #group "." #n "." #third, name},
#include "risk/annex_2013.def"
};

int rt_annex_from_2013(int theme, int n, int third, size_t nth)
{
    for (size_t i = 0; i < RT_COUNT(old); i++) {
        const struct old *o = &old[i];
        if (o->group == theme && o->n == n && o->third == third && nth-- == 0)
            return rt_annex_index(o->theme, o->number);
    }
    return -1;
}

bool rt_annex_is_of_2013(int theme, int n, int third)
{
    return rt_annex_from_2013(theme, n, third, 0) >= 0;
}

struct rt_annex_number rt_annex_number_of(const struct rt_cell *cell, bool csv)
{
    char buf[NUMBER_BYTES], digits_of[32];
    struct rt_str folded = {buf, 0}, rest;
    struct rt_annex_number none = {0}, number;
    bool numeric;

    if (!cell || (cell->type != RT_CELL_STRING && cell->type != RT_CELL_NUMBER)
        || cell->text.n > 4 * NUMBER_BYTES)
        return none;
    numeric = cell->type == RT_CELL_NUMBER;
    rt_format_double(cell->number, digits_of, sizeof digits_of);
    folded.n = rt_fold_fixed(
        numeric ? rt_str(digits_of) : cell->text, buf, sizeof buf);
    if (folded.n == SIZE_MAX)
        return none;
    number = rt_annex_number_in(folded, &rest);
    if (rest.n > 0)
        return none;
    number.may_lack_zero = numeric || csv;
    return number;
}

/* Whether a number may begin here: 「8.1」 in "Windows 8.1" names nothing. */
static bool may_begin(struct rt_str line, size_t at)
{
    static const char *const marks[] = {"a.", "(", "[", "【", "「", "、", ",",
        "・", "/", ":", ";", "管理策", "附属書a"};
    struct rt_str before = {line.p, at};

    if (at == 0)
        return true;
    return rt_str_ends_any(before, marks);
}

bool rt_annex_next_number(struct rt_str line, size_t *from,
    struct rt_annex_number *number, struct rt_str *rest)
{
    while (*from < line.n) {
        size_t at = *from;
        if (!rt_is_digit(line.p[at])) {
            (*from)++;
            continue;
        }
        /* The whole run of digits and dots is one number, or none. */
        while (*from < line.n
               && (rt_is_digit(line.p[*from]) || line.p[*from] == '.'))
            (*from)++;
        if (!may_begin(line, at))
            continue;
        *number = rt_annex_number_in(after(line, at), rest);
        if (number->parts > 0)
            return true;
    }
    return false;
}

bool rt_annex_is_measure(struct rt_str rest)
{
    static const char *const units[] = {"まで", "迄", "以", "から", "~", "頃",
        "に", "版", "%", "kg", "mb", "gb", "tb", "ch", "インチ", "時間"};

    return rt_str_starts_any(rest, units);
}

int rt_annex_next_named(struct rt_str line, size_t *from)
{
    struct rt_annex_number number;
    struct rt_str rest;

    while (rt_annex_next_number(line, from, &number, &rest)) {
        if (number.parts == 2 && rt_annex_index(number.theme, number.n) >= 0)
            return rt_annex_index(number.theme, number.n);
    }
    return -1;
}

static const struct rt_text names[] = {
#define RT_ANNEX(theme, n, ja, en) {ja, en},
#define RT_ANNEX_ALSO(theme, n, name)
#include "risk/annex_names.def"
};

_Static_assert(RT_COUNT(names) == RT_ANNEX_CONTROLS, "a name to each control");

void rt_annex_number_shown(int index, char to[RT_ANNEX_NUMBER])
{
    int theme, n;

    rt_annex_at(index, &theme, &n);
    snprintf(to, RT_ANNEX_NUMBER, "%d.%d", theme, n % 100);
}

const char *rt_annex_name(int index, enum rt_lang lang)
{
    return index >= 0 && index < RT_ANNEX_CONTROLS ? rt_text(lang, names[index])
                                                   : "";
}

void rt_annex_line(int index, enum rt_lang lang, char to[RT_ANNEX_LINE])
{
    char number[RT_ANNEX_NUMBER];

    rt_annex_number_shown(index, number);
    snprintf(to, RT_ANNEX_LINE, "%s %s", number, rt_annex_name(index, lang));
}

bool rt_annex_is_line(struct rt_str text)
{
    char line[RT_ANNEX_LINE];
    struct rt_str number, name;
    int64_t theme, n;
    int index;

    if (!rt_str_split(text, ".", &number, &name)
        || !rt_parse_int(number, &theme)
        || !rt_str_split(name, " ", &number, &name) || !rt_parse_int(number, &n)
        || theme < 0 || theme > 9 || n < 0 || n > 99)
        return false;
    index = rt_annex_index((int)theme, (int)n);
    for (int lang = 0; index >= 0 && lang < 2; lang++) {
        rt_annex_line(index, (enum rt_lang)lang, line);
        if (rt_fold_eq(text, rt_str(line)))
            return true;
    }
    return false;
}

static bool folds_to(const char *name, struct rt_str folded)
{
    char buf[256];
    size_t n = rt_fold_fixed(rt_str(name), buf, sizeof buf);

    return n != SIZE_MAX && rt_str_eq(folded, (struct rt_str){buf, n});
}

int rt_annex_of_name(struct rt_str folded, int own)
{
    static const struct {
        int theme, n;
        const char *name;
    } all[] = {
#define RT_ANNEX(theme, n, ja, en) {theme, n, ja}, {theme, n, en},
#define RT_ANNEX_ALSO(theme, n, name) {theme, n, name},
#include "risk/annex_names.def"
    };
    int found = -1;

    for (size_t i = 0; i < RT_COUNT(all); i++) {
        int index = rt_annex_index(all[i].theme, all[i].n);
        if (!folds_to(all[i].name, folded))
            continue;
        if (index == own)
            return -1;
        found = index;
    }
    return found;
}

struct rt_str rt_annex_old_number(struct rt_str folded)
{
    for (size_t i = 0; i < RT_COUNT(old) && folded.n > 0; i++) {
        if (old[i].name[0] != '\0' && folds_to(old[i].name, folded))
            return rt_str(old[i].shown);
    }
    return RT_STR_NONE;
}
