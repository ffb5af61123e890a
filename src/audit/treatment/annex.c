/* Numbers of controls, in the spellings in use. */
#include "audit/treatment/annex.h"

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

struct annex_number rt_annex_number_in(
    struct rt_str folded, struct rt_str *rest)
{
    struct annex_number number = {0};
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

bool rt_annex_is_of_2013(int theme, int n, int third)
{
    /* A.5 to A.18: a digit per group, how many controls it has. */
    static const char *const groups[] = {"2", "52", "231", "433", "2615", "2",
        "69", "4114121", "34", "391", "32", "7", "31", "53"};
    int i = theme - FIRST_THEME;

    return i >= 0 && i < (int)RT_COUNT(groups) && n >= 1
           && n <= (int)strlen(groups[i]) && third >= 1
           && third <= groups[i][n - 1] - '0';
}

struct annex_number rt_annex_number_of(const struct rt_cell *cell, bool csv)
{
    char buf[NUMBER_BYTES], digits_of[32];
    struct rt_str folded = {buf, 0}, rest;
    struct annex_number none = {0}, number;
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

int rt_annex_next_named(struct rt_str line, size_t *from)
{
    while (*from < line.n) {
        size_t at = *from;
        struct rt_str s = after(line, at), rest;
        struct annex_number number;
        int first;
        size_t n = digits(s, &first);
        if (s.p[0] < '0' || s.p[0] > '9') {
            (*from)++;
            continue;
        }
        /* The whole run of digits and dots is one number, or none. */
        while (*from < line.n
               && ((line.p[*from] >= '0' && line.p[*from] <= '9')
                   || line.p[*from] == '.'))
            (*from)++;
        if (n == 0 || !may_begin(line, at))
            continue;
        number = rt_annex_number_in(s, &rest);
        if (number.parts == 2 && rt_annex_index(number.theme, number.n) >= 0)
            return rt_annex_index(number.theme, number.n);
    }
    return -1;
}

static const struct {
    int theme, n;
    const char *name;
} names[] = {
#define RT_ANNEX(theme, n, name) {theme, n, name},
#include "audit/treatment/annex_names.def"
};

const char *rt_annex_name(int index)
{
    size_t i = 0;

    while (i < RT_COUNT(names)
           && rt_annex_index(names[i].theme, names[i].n) != index)
        i++;
    return i < RT_COUNT(names) ? names[i].name : "";
}

int rt_annex_of_name(struct rt_str folded, int own)
{
    int found = -1;

    for (size_t i = 0; i < RT_COUNT(names); i++) {
        char buf[256];
        size_t n = rt_fold_fixed(rt_str(names[i].name), buf, sizeof buf);
        int index = rt_annex_index(names[i].theme, names[i].n);
        if (n == SIZE_MAX || !rt_str_eq(folded, (struct rt_str){buf, n}))
            continue;
        if (index == own)
            return -1;
        found = index;
    }
    return found;
}

struct rt_str rt_annex_old_number(struct rt_str folded)
{
    static const struct {
        const char *number, *name;
    } old[] = {
#define RT_ANNEX_2013(group, n, third, name)                                   \
    {"A." #group "." #n "." #third, name},
#include "audit/treatment/annex_names_2013.def"
    };

    for (size_t i = 0; i < RT_COUNT(old); i++) {
        char buf[256];
        size_t n = rt_fold_fixed(rt_str(old[i].name), buf, sizeof buf);
        if (n != SIZE_MAX && rt_str_eq(folded, (struct rt_str){buf, n}))
            return rt_str(old[i].number);
    }
    return RT_STR_NONE;
}
