/* Functions on texts.
 *
 * Lengths and places count UTF-16 units, as Excel's do: 𠮷 is two. What would
 * cut such a character in two is refused. Some Excel functions treat
 * full-width spaces and quotation marks by the language of the installation;
 * where it matters they are refused too.
 */
#include "formula/eval.h"

#include <utf8proc.h>

/* A character's bytes and UTF-16 units; what is no UTF-8 is one byte. */
static size_t char_at(struct rt_str s, size_t i, size_t *units)
{
    uint32_t cp;
    size_t n = rt_utf8_decode((struct rt_str){s.p + i, s.n - i}, &cp);

    *units = n == 4 ? 2 : 1;
    return n ? n : 1;
}

static size_t units_of(struct rt_str s)
{
    size_t units = 0, one;

    for (size_t i = 0; i < s.n; units += one)
        i += char_at(s, i, &one);
    return units;
}

/* The byte at which unit `at` begins, s.n past the end. */
static enum rt_status byte_of(
    struct eval *e, struct rt_str s, size_t at, size_t *byte)
{
    size_t i = 0, units = 0, one;

    while (i < s.n && units < at) {
        i += char_at(s, i, &one);
        units += one;
    }
    *byte = i;
    return units > at ? rt_refuse(e, "a character would be cut in two") : RT_OK;
}

static enum rt_status give_slice(struct eval *e, struct rt_str s, size_t from,
    size_t count, struct operand *out)
{
    size_t a, b;

    RT_TRY(byte_of(e, s, from, &a));
    RT_TRY(byte_of(e, s, from + count, &b));
    return rt_give_text(out, (struct rt_str){s.p + a, b - a});
}

RUN(rt_fn_len)
{
    return rt_give_number(out, (double)units_of(a[0].text));
}

RUN(rt_fn_left)
{
    int32_t n = a[1].whole;

    if (n < 0)
        return rt_give_error(out, "#VALUE!");
    return give_slice(e, a[0].text, 0, (size_t)n, out);
}

RUN(rt_fn_right)
{
    int32_t n = a[1].whole;
    size_t all = units_of(a[0].text);

    if (n < 0)
        return rt_give_error(out, "#VALUE!");
    return give_slice(
        e, a[0].text, all > (size_t)n ? all - (size_t)n : 0, all, out);
}

RUN(rt_fn_mid)
{
    int32_t from = a[1].whole, n = a[2].whole;

    if (from < 1 || n < 0)
        return rt_give_error(out, "#VALUE!");
    return give_slice(e, a[0].text, (size_t)from - 1, (size_t)n, out);
}

/* --- one character after the other ---------------------------------------- */

RUN(rt_fn_case)
{
    utf8proc_int32_t (*change)(utf8proc_int32_t)
        = call->fn->which == FN_UPPER ? utf8proc_toupper : utf8proc_tolower;
    struct rt_str s = a[0].text;
    char *to = rt_text_room(e, s.n * 2 + 4);
    size_t n = 0;

    if (!to)
        return rt_no_room(e);
    while (s.n > 0) {
        char byte = s.p[0];
        uint32_t cp;

        if (rt_utf8_next(&s, &cp))
            n += rt_utf8_encode((uint32_t)change((utf8proc_int32_t)cp), to + n);
        else
            to[n++] = byte;
    }
    return rt_give_text(out, (struct rt_str){to, n});
}

RUN(rt_fn_clean)
{
    struct rt_str s = a[0].text;
    char *to = rt_text_room(e, s.n);
    size_t n = 0;

    if (!to)
        return rt_no_room(e);
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= ' ')
            to[n++] = s.p[i];
    }
    return rt_give_text(out, (struct rt_str){to, n});
}

/* A full-width space at an end or beside another space: Japanese versions
 * take it for a space, others do not. */
static bool has_doubtful_space(struct rt_str s)
{
    const char *wide = "\xE3\x80\x80", *p = s.p;
    const char *end = s.p + s.n;

    while (p < end && (p = memmem(p, (size_t)(end - p), wide, 3)) != NULL) {
        const char *next = p + 3;
        if (p == s.p || next == end || p[-1] == ' ' || *next == ' '
            || (end - next >= 3 && memcmp(next, wide, 3) == 0))
            return true;
        p = next;
    }
    return false;
}

RUN(rt_fn_trim)
{
    struct rt_str s = a[0].text;
    char *to;
    size_t n = 0;

    if (s.n > 0 && has_doubtful_space(s))
        return rt_refuse(e, "TRIM of full-width spaces");
    to = rt_text_room(e, s.n);
    if (!to)
        return rt_no_room(e);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ' || (n > 0 && to[n - 1] != ' '))
            to[n++] = s.p[i];
    }
    if (n > 0 && to[n - 1] == ' ')
        n--;
    return rt_give_text(out, (struct rt_str){to, n});
}

/* --- joining -------------------------------------------------------------- */

struct joined {
    struct rt_str between;
    char *to;
    size_t n, cap;
    bool skip_empty, begun;
};

static enum rt_status append(struct eval *e, struct joined *j, struct rt_str s)
{
    if (s.n > j->cap - j->n) {
        size_t cap = (j->n + s.n) * 2 + 64;
        char *to = rt_text_room(e, cap);
        if (!to)
            return rt_no_room(e);
        if (j->n > 0)
            memcpy(to, j->to, j->n);
        j->to = to;
        j->cap = cap;
    }
    if (s.n > 0)
        memcpy(j->to + j->n, s.p, s.n);
    j->n += s.n;
    return RT_OK;
}

static enum rt_status join_value(struct eval *e, void *context,
    const struct rt_value *v, bool direct, struct operand *out)
{
    struct joined *j = context;
    struct rt_str s;

    (void)direct;
    RT_TRY(rt_to_text(e, v, &s, out));
    if (s.n == 0 && j->skip_empty)
        return RT_OK;
    if (j->begun)
        RT_TRY(append(e, j, j->between));
    j->begun = true;
    if (j->n > (size_t)TEXT_MAX * 4)
        return rt_give_error(out, "#VALUE!");
    return append(e, j, s);
}

static enum rt_status give_joined(const struct joined *j, struct operand *out)
{
    struct rt_str s = {j->to ? j->to : "", j->n};

    if (units_of(s) > TEXT_MAX)
        return rt_give_error(out, "#VALUE!");
    return rt_give_text(out, s);
}

RUN(rt_fn_concat)
{
    struct joined j = {.skip_empty = true};

    RT_TRY(rt_visit_args(e, call, 0, join_value, &j, out));
    return give_joined(&j, out);
}

RUN(rt_fn_concatenate)
{
    struct joined j = {.skip_empty = true};

    for (const struct node *n = call->args; n; n = n->next) {
        struct rt_value v;
        RT_TRY(rt_eval_value(e, n, &v));
        RT_TRY(join_value(e, &j, &v, true, out));
    }
    return give_joined(&j, out);
}

/* Blanks beyond what a range uses are empty texts too. */
static enum rt_status check_blanks_matter(
    struct eval *e, const struct node *call, const struct joined *j)
{
    for (const struct node *n = rt_arg_node(call, 2); n; n = n->next) {
        struct operand op;
        if (n->kind != NODE_REF || j->skip_empty)
            continue;
        RT_TRY(rt_eval_operand(e, n, &op));
        if (op.kind == IS_AREA
            && (rt_operand_used_rows(&op) < rt_operand_rows(&op)
                || rt_operand_used_cols(&op) < rt_operand_cols(&op)))
            return rt_refuse(e, "TEXTJOIN over blank cells beyond the sheet");
    }
    return RT_OK;
}

RUN(rt_fn_textjoin)
{
    struct joined j = {.between = a[0].text, .skip_empty = a[1].truth};

    RT_TRY(check_blanks_matter(e, call, &j));
    RT_TRY(rt_visit_args(e, call, 2, join_value, &j, out));
    return give_joined(&j, out);
}

/* --- finding -------------------------------------------------------------- */

/* The first `what` at or after byte `from`; SIZE_MAX if there is none. */
static size_t find_text(struct rt_str s, struct rt_str what, size_t from)
{
    const char *p;

    if (what.n == 0)
        return from;
    if (from >= s.n)
        return SIZE_MAX;
    p = memmem(s.p + from, s.n - from, what.p, what.n);
    return p ? (size_t)(p - s.p) : SIZE_MAX;
}

static enum rt_status find_pattern(struct eval *e, struct rt_str s,
    struct rt_str what, size_t from, size_t *at)
{
    for (*at = from; *at <= s.n;) {
        size_t one;
        bool yes;
        RT_TRY(rt_match_wild(
            e, what, (struct rt_str){s.p + *at, s.n - *at}, false, &yes));
        if (yes)
            return RT_OK;
        if (*at == s.n)
            break;
        *at += char_at(s, *at, &one);
    }
    *at = SIZE_MAX;
    return RT_OK;
}

RUN(rt_fn_find)
{
    struct rt_str what = a[0].text, s = a[1].text;
    int32_t start = a[2].whole;
    size_t from, at;

    if (start < 1 || (size_t)start > units_of(s) + 1)
        return rt_give_error(out, "#VALUE!");
    RT_TRY(byte_of(e, s, (size_t)start - 1, &from));
    if (call->fn->which == FN_WILD)
        RT_TRY(find_pattern(e, s, what, from, &at));
    else
        at = find_text(s, what, from);
    if (at == SIZE_MAX)
        return rt_give_error(out, "#VALUE!");
    return rt_give_number(out, (double)units_of((struct rt_str){s.p, at}) + 1);
}

/* nth 0: every one. */
static enum rt_status substitute(struct eval *e, struct rt_str s,
    struct rt_str old, struct rt_str with, int32_t nth, struct joined *j)
{
    size_t from = 0, at;
    int32_t seen = 0;

    RT_TRY(rt_charge(e, s.n));
    while (old.n > 0 && (at = find_text(s, old, from)) != SIZE_MAX) {
        bool here = nth == 0 || ++seen == nth;
        size_t end = at + (here ? 0 : old.n);
        RT_TRY(append(e, j, (struct rt_str){s.p + from, end - from}));
        if (here)
            RT_TRY(append(e, j, with));
        from = at + old.n;
    }
    return append(e, j, (struct rt_str){s.p + from, s.n - from});
}

RUN(rt_fn_substitute)
{
    struct joined j = {0};
    int32_t nth = a[3].whole;

    if (rt_arg_given(call, 3) && nth < 1)
        return rt_give_error(out, "#VALUE!");
    RT_TRY(substitute(e, a[0].text, a[1].text, a[2].text, nth, &j));
    return give_joined(&j, out);
}

RUN(rt_fn_exact)
{
    return rt_give_bool(out, rt_str_eq(a[0].text, a[1].text));
}
