/* Conversions between the types of values, and their comparison. */
#include "formula/eval.h"

#include <math.h>
#include <utf8proc.h>

/* --- conversions ---------------------------------------------------------- */

enum rt_status rt_to_number(
    struct eval *e, const struct rt_value *v, double *to, struct operand *out)
{
    *to = 0;
    switch (v->type) {
    case RT_VALUE_ERROR:
        (void)rt_give_value(out, *v);
        return RT_END;
    case RT_VALUE_TEXT:
        switch (rt_text_to_number(v->text, to)) {
        case IS_NUMBER:
            return RT_OK;
        case IS_UNSURE:
            return rt_refuse(e, "a text may or may not be a number");
        default:
            return rt_give_error(out, "#VALUE!");
        }
    case RT_VALUE_BLANK:
        return RT_OK;
    default:
        *to = v->number;
        return RT_OK;
    }
}

/* "1.5E+20" as Excel writes it from "1.5e+20". */
static void excel_exponent(char *s)
{
    char *p = strchr(s, 'e');

    if (p)
        *p = 'E';
}

/* General format: up to 15 digits. Where Excel and others differ in when they
 * write the exponent, the value is refused. */
static enum rt_status number_to_text(struct eval *e, double v, struct rt_str *s)
{
    char text[64];
    double size = fabs(v);

    if (size != 0 && (size < 1e-4 || (size >= 1e15 && size < 1e21)))
        return rt_refuse(e, "a number too small or large to write as text");
    if (size >= 1e21 || v != floor(v)) {
        double short_v;
        snprintf(text, sizeof text, "%.15g", v);
        if (!rt_parse_double(rt_str(text), &short_v))
            return rt_refuse(e, "a number cannot be written as text");
        rt_format_double(short_v, text, sizeof text);
        excel_exponent(text);
    } else {
        rt_format_double(v, text, sizeof text);
    }
    s->n = strlen(text);
    s->p = rt_text_room(e, s->n);
    if (!s->p)
        return rt_no_room(e);
    memcpy((char *)s->p, text, s->n);
    return RT_OK;
}

enum rt_status rt_to_text(struct eval *e, const struct rt_value *v,
    struct rt_str *to, struct operand *out)
{
    *to = RT_STR("");
    switch (v->type) {
    case RT_VALUE_ERROR:
        (void)rt_give_value(out, *v);
        return RT_END;
    case RT_VALUE_TEXT:
        *to = v->text;
        return RT_OK;
    case RT_VALUE_BOOL:
        *to = v->number != 0 ? RT_STR("TRUE") : RT_STR("FALSE");
        return RT_OK;
    case RT_VALUE_NUMBER:
        return number_to_text(e, v->number, to);
    default:
        return RT_OK;
    }
}

enum rt_status rt_to_bool(
    struct eval *e, const struct rt_value *v, bool *to, struct operand *out)
{
    (void)e;
    *to = v->number != 0;
    RT_TRY(rt_give_if_error(v, out));
    if (v->type != RT_VALUE_TEXT)
        return RT_OK;
    *to = rt_lex_same_word(v->text, "TRUE");
    if (*to || rt_lex_same_word(v->text, "FALSE"))
        return RT_OK;
    return rt_give_error(out, "#VALUE!");
}

/* --- comparison ----------------------------------------------------------- */

bool rt_same_number(double a, double b)
{
    /* 2^-48: the least difference that 15 digits show. */
    return a == b || fabs(a - b) < fabs(a) * 0x1p-48;
}

static uint32_t lower_char(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

uint32_t rt_next_lower(struct rt_str *s)
{
    const char *at = s->p;
    uint32_t cp;

    return rt_utf8_next(s, &cp) ? lower_char(cp)
           : cp                 ? 0x110000u + (unsigned char)*at
                                : 0;
}

/* The first characters that differ; 0 for an end. False: they are the same.
 * What is compared of `a` is taken off it. */
static bool first_difference(
    struct rt_str *a, struct rt_str b, uint32_t *x, uint32_t *y)
{
    while (a->n > 0 || b.n > 0) {
        *x = rt_next_lower(a);
        *y = rt_next_lower(&b);
        if (*x != *y)
            return true;
    }
    return false;
}

bool rt_holds(int op, int sign)
{
    return op == '='     ? sign == 0
           : op == OP_NE ? sign != 0
           : op == '<'   ? sign < 0
           : op == '>'   ? sign > 0
           : op == OP_LE ? sign <= 0
                         : sign >= 0;
}

/* Where a character sorts in every collation: the end of the text, digits,
 * Latin letters, kana and kanji; -1 where that is the locale's business. */
static int rank_of(uint32_t cp)
{
    if (cp == 0)
        return 0;
    if (cp >= '0' && cp <= '9')
        return 1;
    if (cp >= 'a' && cp <= 'z')
        return 2;
    return cp >= 0x3041 && cp <= 0x9FFF ? 3 : -1;
}

static enum rt_status compare_texts(
    struct eval *e, struct rt_str a, struct rt_str b, bool ordered, int *sign)
{
    struct rt_str rest = a;
    uint32_t x = 0, y = 0;
    int rx, ry;
    bool differ = !rt_str_eq(a, b) && first_difference(&rest, b, &x, &y);

    RT_TRY(rt_charge(e, a.n - rest.n + 1));
    *sign = 0;
    if (!differ)
        return RT_OK;
    *sign = x < y ? -1 : 1;
    rx = rank_of(x);
    ry = rank_of(y);
    if (!ordered || (rx >= 0 && ry >= 0 && (rx != ry || rx < 3)))
        return RT_OK;
    return rt_refuse(e, "the order of two texts depends on the locale");
}

static struct rt_value empty_like(enum rt_value_type type)
{
    return (struct rt_value){
        type == RT_VALUE_BLANK ? RT_VALUE_NUMBER : type, 0, RT_STR("")};
}

enum rt_status rt_compare_values(struct eval *e, const struct rt_value *a,
    const struct rt_value *b, bool ordered, int *sign)
{
    struct rt_value x = *a, y = *b;

    if (x.type == RT_VALUE_BLANK)
        x = empty_like(y.type);
    if (y.type == RT_VALUE_BLANK)
        y = empty_like(x.type);
    *sign = x.type < y.type ? -1 : 1;
    if (x.type != y.type)
        return RT_OK;
    if (x.type == RT_VALUE_TEXT)
        return compare_texts(e, x.text, y.text, ordered, sign);
    *sign = rt_same_number(x.number, y.number) ? 0
            : x.number < y.number              ? -1
                                               : 1;
    return RT_OK;
}

/* --- keys ----------------------------------------------------------------- */

static uint64_t text_key(struct rt_str text)
{
    uint64_t h = RT_HASH_EMPTY;

    while (text.n > 0) {
        uint32_t c = rt_next_lower(&text);
        h = rt_str_hash(h, (struct rt_str){(const char *)&c, sizeof c});
    }
    return h;
}

/* Rounded to 12 digits: with few exceptions the numbers that are the same to
 * 15 have one key. */
static uint64_t number_key(double v)
{
    uint64_t bits;

    v += 0.0; /* no negative zero */
    memcpy(&bits, &v, sizeof bits);
    bits = (bits + (1u << 11)) >> 12;
    return rt_str_hash(
        RT_HASH_EMPTY, (struct rt_str){(const char *)&bits, sizeof bits});
}

size_t rt_value_keys(const struct rt_value *v, uint64_t keys[RT_VALUE_KEYS])
{
    double number = v->number;
    size_t n = 0;

    if (v->type == RT_VALUE_TEXT)
        keys[n++] = text_key(v->text);
    if (v->type == RT_VALUE_NUMBER
        || (v->type == RT_VALUE_TEXT
            && rt_text_to_number(v->text, &number) == IS_NUMBER))
        keys[n++] = number_key(number);
    return n;
}

bool rt_key_wanted(const struct rt_value *v, uint64_t *key)
{
    if (v->type == RT_VALUE_TEXT)
        *key = text_key(v->text);
    if (v->type != RT_VALUE_NUMBER)
        return v->type == RT_VALUE_TEXT;
    *key = number_key(v->number);
    return number_key(v->number * (1 - 0x1p-47)) == *key
           && number_key(v->number * (1 + 0x1p-47)) == *key;
}
