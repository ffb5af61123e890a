/* Numbers in text, whatever the locale.
 *
 * strtod and printf look at LC_NUMERIC; the program never calls setlocale
 * for it, but a library's caller might. newlocale's "C" is asked for instead.
 */
#include "base/text.h"

#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

static locale_t c_locale;
static pthread_once_t c_locale_once = PTHREAD_ONCE_INIT;

static void make_c_locale(void)
{
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

bool rt_parse_int(struct rt_str s, int64_t *out)
{
    bool minus = s.n > 0 && s.p[0] == '-';
    int64_t v = 0;

    if (s.n == (minus ? 1u : 0u))
        return false;
    for (size_t i = minus; i < s.n; i++) {
        int d = s.p[i] - '0';
        if (!rt_is_digit(s.p[i]))
            return false;
        if (__builtin_mul_overflow(v, 10, &v)
            || __builtin_sub_overflow(v, d, &v))
            return false;
    }
    if (!minus && __builtin_sub_overflow(0, v, &v))
        return false;
    *out = v;
    return true;
}

static size_t skip_digits(struct rt_str s, size_t i)
{
    while (i < s.n && rt_is_digit(s.p[i]))
        i++;
    return i;
}

/* -? digits [. digits] [e sign? digits], at least one digit before e. */
static bool looks_like_number(struct rt_str s)
{
    size_t i = 0, digits, from;

    if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
        i++;
    from = i;
    i = skip_digits(s, i);
    digits = i - from;
    if (i < s.n && s.p[i] == '.') {
        from = ++i;
        i = skip_digits(s, i);
        digits += i - from;
    }
    if (digits == 0)
        return false;
    if (i < s.n && (s.p[i] == 'e' || s.p[i] == 'E')) {
        i++;
        if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
            i++;
        from = i;
        i = skip_digits(s, i);
        if (i == from)
            return false;
    }
    return i == s.n;
}

bool rt_parse_double(struct rt_str s, double *out)
{
    char buf[512];
    double v;

    /* The common case by far: a few digits. */
    if (s.n > 0 && s.n <= 15) {
        int64_t whole = 0;
        size_t i = 0;
        while (i < s.n && rt_is_digit(s.p[i]))
            whole = whole * 10 + (s.p[i++] - '0');
        if (i == s.n) {
            *out = (double)whole;
            return true;
        }
    }
    if (s.n >= sizeof buf || !looks_like_number(s))
        return false;
    memcpy(buf, s.p, s.n);
    buf[s.n] = '\0';
    pthread_once(&c_locale_once, make_c_locale);
    if (!c_locale)
        return false;
    v = strtod_l(buf, NULL, c_locale);
    if (!isfinite(v))
        return false;
    *out = v;
    return true;
}

size_t rt_format_int(int64_t v, char *to)
{
    uint64_t rest = v < 0 ? -(uint64_t)v : (uint64_t)v;
    char reversed[RT_INT_TEXT];
    size_t n = 0, i = 0;

    do
        reversed[n++] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (v < 0)
        reversed[n++] = '-';
    while (n > 0)
        to[i++] = reversed[--n];
    to[i] = '\0';
    return i;
}

void rt_format_double(double v, char *to, size_t size)
{
    locale_t before;

    if (v == floor(v) && fabs(v) < 1e15) {
        char whole[RT_INT_TEXT];
        rt_format_int((int64_t)v, whole);
        rt_str_copy(to, size, rt_str(whole));
        return;
    }
    pthread_once(&c_locale_once, make_c_locale);
    before = c_locale ? uselocale(c_locale) : (locale_t)0;
    for (int digits = 15; digits <= 17; digits++) {
        double back;
        snprintf(to, size, "%.*g", digits, v);
        if (rt_parse_double(rt_str(to), &back) && back == v)
            break;
    }
    if (before)
        uselocale(before);
}

struct rt_decimal rt_decimal(double v)
{
    struct rt_decimal to;

    rt_format_double(v, to.z, sizeof to.z);
    return to;
}
