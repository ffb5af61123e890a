/* The criteria of COUNTIF and its kin, and wildcards.
 *
 * As Excel has it: "3" meets the number 3 and the text "3"; "<>x" is met by
 * all that is not x, blank cells too; "=" by blank cells, "" by these and by
 * empty texts; an ordering by values of its own type only. Half-width and
 * full-width are different, upper and lower case are not.
 */
#include "formula/eval.h"

static int take_op(struct rt_str *s)
{
    static const struct {
        const char *text;
        int op;
    } ops[] = {{"<>", OP_NE}, {"<=", OP_LE}, {">=", OP_GE}, {"<", '<'},
        {">", '>'}, {"=", '='}};

    for (size_t i = 0; i < RT_COUNT(ops); i++) {
        if (rt_str_skip(s, &ops[i].text, 1))
            return ops[i].op;
    }
    return 0;
}

static bool is_error_name(struct rt_str s)
{
    struct lex l = {s, 0};
    struct lex_token t;

    return s.n > 0 && s.p[0] == '#' && rt_lex_next(&l, &t) == RT_ROW
           && l.at == s.n;
}

bool rt_has_wildcards(struct rt_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '*' || s.p[i] == '?' || s.p[i] == '~')
            return true;
    }
    return false;
}

static enum rt_status set_operand(
    struct eval *e, struct rt_str s, struct criterion *c)
{
    double v;

    c->value = (struct rt_value){.type = RT_VALUE_TEXT, .text = s};
    if (rt_lex_same_word(s, "TRUE") || rt_lex_same_word(s, "FALSE")) {
        c->value.type = RT_VALUE_BOOL;
        c->value.number = rt_lex_same_word(s, "TRUE");
    } else if (is_error_name(s)) {
        c->value.type = RT_VALUE_ERROR;
    } else if (rt_has_wildcards(s)) {
        c->wild = true; /* "3:*" is no time */
    } else {
        switch (rt_text_to_number(s, &v)) {
        case IS_NUMBER:
            c->value.type = RT_VALUE_NUMBER;
            c->value.number = v;
            break;
        case IS_UNSURE:
            return rt_refuse(e, "a criterion may or may not be a number");
        default:
            break;
        }
    }
    return RT_OK;
}

enum rt_status rt_make_criterion(
    struct eval *e, const struct rt_value *v, struct criterion *c)
{
    struct rt_str s = v->text;
    int op;

    *c = (struct criterion){.op = '=', .value = *v};
    if (v->type == RT_VALUE_BLANK)
        c->value.type = RT_VALUE_NUMBER;
    if (v->type != RT_VALUE_TEXT)
        return RT_OK;
    op = take_op(&s);
    c->op = op ? op : '=';
    if (s.n > 0)
        return set_operand(e, s, c);
    c->blank = op == '=' || op == OP_NE;
    c->blank_or_empty = op == 0;
    return RT_OK;
}

/* --- meeting it ----------------------------------------------------------- */

static enum rt_status is_equal(struct eval *e, const struct criterion *c,
    const struct rt_value *v, bool *yes)
{
    double d;
    int sign;

    *yes = false;
    if (c->blank || c->blank_or_empty) {
        *yes = v->type == RT_VALUE_BLANK
               || (c->blank_or_empty && v->type == RT_VALUE_TEXT
                   && v->text.n == 0);
        return RT_OK;
    }
    if (c->wild && v->type == RT_VALUE_TEXT)
        return rt_match_wild(e, c->value.text, v->text, true, yes);
    if (c->value.type == RT_VALUE_NUMBER && v->type == RT_VALUE_TEXT) {
        *yes = rt_text_to_number(v->text, &d) == IS_NUMBER
               && rt_same_number(d, c->value.number);
        return RT_OK;
    }
    if (c->value.type != v->type)
        return RT_OK;
    if (v->type == RT_VALUE_ERROR) {
        *yes = rt_str_eq(c->value.text, v->text);
        return RT_OK;
    }
    RT_TRY(rt_compare_values(e, v, &c->value, false, &sign));
    *yes = sign == 0;
    return RT_OK;
}

enum rt_status rt_meets(struct eval *e, const struct criterion *c,
    const struct rt_value *v, bool *yes)
{
    int sign;

    *yes = false;
    if (c->op == '=' || c->op == OP_NE) {
        RT_TRY(is_equal(e, c, v, yes));
        *yes = *yes == (c->op == '=');
        return RT_OK;
    }
    if (v->type != c->value.type || v->type == RT_VALUE_ERROR)
        return RT_OK;
    RT_TRY(rt_compare_values(e, v, &c->value, true, &sign));
    *yes = rt_holds(c->op, sign);
    return RT_OK;
}

/* --- wildcards ------------------------------------------------------------ */

enum { ANY_ONE = 0x200000, ANY_MANY };

/* The next part of a pattern; ~ takes what follows literally. */
static uint32_t next_part(struct rt_str *pattern)
{
    uint32_t c = rt_next_lower(pattern);

    if (c == '*')
        return ANY_MANY;
    if (c == '?')
        return ANY_ONE;
    if (c == '~' && pattern->n > 0 && memchr("*?~", pattern->p[0], 3))
        return rt_next_lower(pattern);
    return c;
}

/* The usual two-pointer match: on a mismatch the last * takes one more. */
enum rt_status rt_match_wild(struct eval *e, struct rt_str pattern,
    struct rt_str s, bool whole, bool *yes)
{
    struct rt_str star_pattern = {0}, star_s = {0};
    bool star = false;

    *yes = false;
    for (;;) {
        RT_TRY(rt_charge(e, 1));
        if (pattern.n == 0 && (s.n == 0 || !whole)) {
            *yes = true;
            return RT_OK;
        }
        if (pattern.n > 0) {
            struct rt_str rest = pattern, left = s;
            uint32_t part = next_part(&rest);
            if (part == ANY_MANY) {
                pattern = star_pattern = rest;
                star_s = s;
                star = true;
                continue;
            }
            if (s.n > 0 && (rt_next_lower(&left) == part || part == ANY_ONE)) {
                pattern = rest;
                s = left;
                continue;
            }
        }
        if (!star || star_s.n == 0)
            return RT_OK;
        (void)rt_next_lower(&star_s);
        pattern = star_pattern;
        s = star_s;
    }
}
