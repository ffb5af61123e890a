/* TEXT with simple formats: 0, 0.00, #,##0, 0%, @, G/標準, yyyy/m/d, with
 * literals around them. Sections, conditions, times, eras, fractions and
 * exponents are refused. */
#include "formula/eval.h"
#include "formula/serial.h"

#include <math.h>

enum { PARTS_MAX = 400 };

struct format {
    struct rt_str before, after;        /* literals */
    unsigned zeros, decimals, optional; /* 0 before '.', 0 and # after it */
    bool group, percent, any;
};

/* Unlike strchr's, the set does not hold its own end. */
static bool is_one_of(const char *set, char c)
{
    return c != '\0' && strchr(set, c);
}

/* A literal character at f[0]: "…", \x, or one that means itself. Its text into
 * lit, how many bytes of f; 0 where it is none. */
static size_t take_literal(struct rt_str f, struct rt_str *lit)
{
    uint32_t cp;
    size_t n = rt_utf8_decode(f, &cp);

    *lit = (struct rt_str){f.p, n};
    if (n == 0)
        return 0;
    if (cp == '"') {
        const char *end = memchr(f.p + 1, '"', f.n - 1);
        if (!end)
            return 0;
        *lit = (struct rt_str){f.p + 1, (size_t)(end - f.p) - 1};
        return lit->n + 2;
    }
    if (cp == '\\') {
        struct rt_str rest = {f.p + 1, f.n - 1};
        size_t len = rest.n ? rt_utf8_decode(rest, &cp) : 0;
        *lit = (struct rt_str){rest.p, len};
        return len ? len + 1 : 0;
    }
    /* Era letters and day names are ASCII; kanji mean themselves. */
    return cp >= 0x3040 || (cp < 0x80 && is_one_of("-()/ ", (char)cp)) ? n : 0;
}

static enum rt_status add_literal(
    struct eval *e, struct rt_str *to, struct rt_str lit)
{
    char *p = rt_text_room(e, to->n + lit.n);

    if (!p)
        return rt_no_room(e);
    if (to->n > 0)
        memcpy(p, to->p, to->n);
    if (lit.n > 0)
        memcpy(p + to->n, lit.p, lit.n);
    *to = (struct rt_str){p, to->n + lit.n};
    return RT_OK;
}

/* --- numbers -------------------------------------------------------------- */

/* "#,##0.00" at f; how many bytes, 0 where it is no such pattern. */
static size_t take_digits(struct rt_str f, struct format *to)
{
    size_t i = 0;

    for (; i < f.n && is_one_of("#0,", f.p[i]); i++) {
        to->zeros += f.p[i] == '0';
        to->group = to->group || f.p[i] == ',';
        if ((f.p[i] == '#' && to->zeros) || (f.p[i] == ',' && i == 0))
            return 0;
    }
    if (i == 0 || f.p[i - 1] == ',')
        return 0; /* a comma at the end divides by a thousand */
    if (i < f.n && f.p[i] == '.') {
        for (i++; i < f.n && f.p[i] == '0'; i++)
            to->decimals++;
        for (; i < f.n && f.p[i] == '#'; i++)
            to->optional++;
    }
    to->any = true;
    return i;
}

static enum rt_status read_format(
    struct eval *e, struct rt_str f, struct format *to)
{
    *to = (struct format){0};
    while (f.n > 0) {
        struct rt_str lit;
        size_t n = to->any ? 0 : take_digits(f, to);
        if (n == 0 && f.p[0] == '%' && to->any && !to->percent) {
            to->percent = true;
            lit = RT_STR("%");
            n = 1;
            RT_TRY(add_literal(e, &to->after, lit));
        } else if (n == 0) {
            n = take_literal(f, &lit);
            if (n == 0)
                return rt_refuse(e, "a format of TEXT");
            RT_TRY(add_literal(e, to->any ? &to->after : &to->before, lit));
        }
        f.p += n;
        f.n -= n;
    }
    if (!to->any || to->decimals + to->optional > 15 || to->zeros > 30)
        return rt_refuse(e, "a format of TEXT");
    return RT_OK;
}

/* Digits before the point, with zeros in front and commas between. */
static size_t write_whole(
    const struct format *f, const char *digits, size_t n, char *to)
{
    size_t all = n > f->zeros ? n : f->zeros, at = 0;

    /* #.00 shows .50 */
    if (f->zeros == 0 && n == 1 && digits[0] == '0')
        return 0;
    for (size_t i = 0; i < all; i++) {
        size_t left = all - i;
        if (f->group && i > 0 && left % 3 == 0)
            to[at++] = ',';
        to[at++] = left > n ? '0' : digits[n - left];
    }
    return at;
}

/* INFINITY where more digits would show than two programs agree on: from there
 * on rt_same_number takes .4 for .5. */
static double shown_size(const struct format *f, double v)
{
    unsigned places = f->decimals + f->optional;
    double shown = fabs(f->percent ? v * 100 : v), unit = pow(10, places);
    double size = shown * unit, down = floor(size);

    if (shown == floor(shown))
        return shown;
    if (size >= 0x1p44)
        return INFINITY;
    if (rt_same_number(size, down + 1))
        return (down + 1) / unit;
    return (size - down >= 0.5 || rt_same_number(size, down + 0.5) ? down + 1
                                                                   : down)
           / unit;
}

static enum rt_status give_format(
    struct eval *e, const struct format *f, double v, struct operand *out)
{
    char digits[64], whole[128];
    double size = shown_size(f, v);
    int places = (int)(f->decimals + f->optional);
    size_t n, point;
    struct rt_str text = RT_STR_NONE;

    if (!(size < 1e15) || (size == 0 && v < 0))
        return rt_refuse(e, "a number TEXT would show in doubtful ways");
    n = (size_t)snprintf(digits, sizeof digits, "%.*f", places, size);
    point = places ? n - (size_t)places - 1 : n;
    for (unsigned i = 0; i < f->optional && digits[n - 1] == '0'; i++)
        n--;
    if (v < 0)
        RT_TRY(add_literal(e, &text, RT_STR("-")));
    RT_TRY(add_literal(e, &text, f->before));
    RT_TRY(add_literal(e, &text,
        (struct rt_str){whole, write_whole(f, digits, point, whole)}));
    RT_TRY(add_literal(e, &text, (struct rt_str){digits + point, n - point}));
    RT_TRY(add_literal(e, &text, f->after));
    return rt_give_text(out, text);
}

/* --- dates ---------------------------------------------------------------- */

/* The length of a run of the letter, in either case. */
static size_t run_of(struct rt_str f, char letter)
{
    size_t n = 0;

    while (n < f.n && (f.p[n] == letter || f.p[n] == letter - 32))
        n++;
    return n;
}

static size_t take_date_part(
    struct rt_str f, const int part[3], char to[8], size_t *len)
{
    static const char letters[] = "ymd";

    for (int i = 0; i < 3; i++) {
        size_t n = run_of(f, letters[i]);
        if (n == 0)
            continue;
        if (n > 4 || (i == 0 ? n == 3 : n > 2))
            return 0;
        if (i == 0 && n <= 2)
            *len = (size_t)snprintf(to, 8, "%02d", part[0] % 100);
        else
            *len = (size_t)snprintf(to, 8, "%0*d", (int)n, part[i]);
        return n;
    }
    return 0;
}

static enum rt_status give_date(
    struct eval *e, struct rt_str f, double v, struct operand *out)
{
    struct rt_str text = RT_STR_NONE;
    int part[3];

    if (!rt_serial_to_date(v, &part[0], &part[1], &part[2]))
        return rt_give_error(out, "#VALUE!");
    while (f.n > 0) {
        char shown[8];
        struct rt_str lit = {shown, 0};
        size_t n = take_date_part(f, part, shown, &lit.n);
        if (n == 0)
            n = take_literal(f, &lit);
        if (n == 0)
            return rt_refuse(e, "a format of TEXT");
        RT_TRY(add_literal(e, &text, lit));
        f.p += n;
        f.n -= n;
    }
    return rt_give_text(out, text);
}

/* --- TEXT ----------------------------------------------------------------- */

static bool is_general(struct rt_str f)
{
    return rt_lex_same_word(f, "General") || rt_str_is(f, "G/標準");
}

static bool is_date_format(struct rt_str f)
{
    for (size_t i = 0; i < f.n; i++) {
        if (is_one_of("ymdYMD", f.p[i]))
            return true;
    }
    return false;
}

/* A text that reads as a number is shown as one; any other as it is. */
static enum rt_status read_shown(struct eval *e, const struct node *call,
    struct rt_value *v, struct operand *out)
{
    double d;

    RT_TRY(rt_arg_value(e, call, 0, v, out));
    if (v->type == RT_VALUE_TEXT) {
        switch (rt_text_to_number(v->text, &d)) {
        case IS_NUMBER:
            *v = (struct rt_value){.type = RT_VALUE_NUMBER, .number = d};
            break;
        case IS_UNSURE:
            return rt_refuse(e, "a text may or may not be a number");
        default:
            break;
        }
    }
    return RT_OK;
}

RUN(rt_fn_text)
{
    struct rt_value v;
    struct rt_str f, s;
    struct format format;

    RT_TRY(rt_arg_text(e, call, 1, &f, out));
    if (rt_str_is(f, "@")) {
        RT_TRY(rt_arg_text(e, call, 0, &s, out));
        return rt_give_text(out, s);
    }
    RT_TRY(read_shown(e, call, &v, out));
    if (is_general(f) || v.type == RT_VALUE_BOOL) {
        RT_TRY(rt_to_text(e, &v, &s, out));
        return rt_give_text(out, v.type == RT_VALUE_BLANK ? RT_STR("0") : s);
    }
    if (f.n == 0 || f.n > PARTS_MAX)
        return rt_refuse(e, "a format of TEXT");
    if (v.type == RT_VALUE_TEXT) {
        if (!is_date_format(f))
            RT_TRY(read_format(e, f, &format));
        return rt_give_text(out, v.text);
    }
    if (is_date_format(f))
        return give_date(e, f, v.number, out);
    RT_TRY(read_format(e, f, &format));
    return give_format(e, &format, v.number, out);
}
