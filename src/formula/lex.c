/* Takes a formula's text apart into words.
 *
 * One pass, no look-back. The kind of a word is decided by what follows it: a
 * '!' makes it a sheet, a '(' a function; else it is a reference if it reads as
 * one, and a defined name if not. Names of sheets in other scripts are unquoted
 * in files, so every byte beyond ASCII belongs to a word.
 *
 * Refused as RT_FORMAT: structured references (Table1[col]), spans over
 * sheets (A:C!A1), the spill operator (A1#).
 */
#include "formula/lex.h"

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_word(char c)
{
    return is_letter(c) || rt_is_digit(c) || (unsigned char)c >= 0x80
           || c == '$' || c == '.' || c == '_' || c == '\\' || c == '?';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct rt_str rest(const struct lex *l, size_t at)
{
    return (struct rt_str){l->text.p + at, l->text.n - at};
}

/* The byte there, or NUL past the end. */
static char peek(const struct lex *l, size_t at)
{
    return at < l->text.n ? l->text.p[at] : '\0';
}

static size_t word_end(const struct lex *l, size_t at)
{
    while (at < l->text.n && is_word(l->text.p[at]))
        at++;
    return at;
}

static struct rt_str cut(const struct lex *l, size_t from, size_t to)
{
    return (struct rt_str){l->text.p + from, to - from};
}

/* Past the closing quote of what begins at `at`; doubled quotes are content.
 * 0 where it never closes. */
static size_t quoted_end(const struct lex *l, size_t at)
{
    char quote = l->text.p[at++];

    for (; at < l->text.n; at++) {
        if (l->text.p[at] != quote)
            continue;
        if (peek(l, at + 1) != quote)
            return at + 1;
        at++;
    }
    return 0;
}

bool rt_lex_same_word(struct rt_str a, const char *b)
{
    size_t i;

    for (i = 0; i < a.n && b[i]; i++) {
        char x = a.p[i], y = b[i];
        x = (char)(x >= 'a' && x <= 'z' ? x - 32 : x);
        y = (char)(y >= 'a' && y <= 'z' ? y - 32 : y);
        if (x != y)
            return false;
    }
    return i == a.n && b[i] == '\0';
}

struct rt_str rt_lex_plain_name(struct rt_str name)
{
    static const char *const before[] = {"_xlfn.", "_xlws."};

    for (size_t i = 0; i < RT_COUNT(before); i++) {
        size_t n = strlen(before[i]);
        if (name.n > n
            && rt_lex_same_word((struct rt_str){name.p, n}, before[i])) {
            name.p += n;
            name.n -= n;
        }
    }
    return name;
}

/* "[1]Sheet1!", "Sheet1!" or "'…'!" at `at`: where it ends, `at` itself where
 * there is none, SIZE_MAX where it is torn. */
static size_t prefix_end(const struct lex *l, size_t at)
{
    size_t end = at;

    if (peek(l, at) == '\'') {
        end = quoted_end(l, at);
        return end && peek(l, end) == '!' ? end + 1 : SIZE_MAX;
    }
    if (peek(l, at) == '[') {
        while (end < l->text.n && l->text.p[end] != ']')
            end++;
        end = word_end(l, end + 1);
        return peek(l, end) == '!' ? end + 1 : SIZE_MAX;
    }
    end = word_end(l, at);
    return end > at && peek(l, end) == '!' ? end + 1 : at;
}

static enum rt_status lex_number(struct lex *l, struct lex_token *t)
{
    size_t i = l->at;

    while (rt_is_digit(peek(l, i)))
        i++;
    if (peek(l, i) == '.')
        i++;
    while (rt_is_digit(peek(l, i)))
        i++;
    if (peek(l, i) == 'e' || peek(l, i) == 'E') {
        size_t k = i + 1;
        if (peek(l, k) == '+' || peek(l, k) == '-')
            k++;
        while (rt_is_digit(peek(l, k)))
            i = ++k;
    }
    t->kind = LEX_NUMBER;
    t->text = cut(l, l->at, i);
    l->at = i;
    if (is_word(peek(l, i)) || !rt_parse_double(t->text, &t->number))
        return RT_FORMAT;
    return RT_ROW;
}

static const char *const error_names[] = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!",
    "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"};

/* The length of the error value at `at`, 0 where there is none. */
static size_t error_len(const struct lex *l, size_t at)
{
    for (size_t i = 0; i < RT_COUNT(error_names); i++) {
        if (rt_str_starts(rest(l, at), rt_str(error_names[i])))
            return strlen(error_names[i]);
    }
    return 0;
}

static enum rt_status lex_error(
    struct lex *l, struct lex_token *t, size_t from, size_t at)
{
    size_t n = error_len(l, at);
    struct lex_ref gone;

    if (n == 0)
        return RT_FORMAT;
    t->kind = LEX_ERROR;
    t->text = cut(l, from, at + n);
    l->at = at + n;
    if (!rt_str_is(cut(l, at, at + n), "#REF!"))
        return from == at ? RT_ROW : RT_FORMAT;
    /* #REF!$A$1: the sheet is gone, the cell is still named. */
    l->at += rt_lex_read_ref(rest(l, l->at), &gone);
    t->kind = LEX_REF;
    t->text = cut(l, from, l->at);
    t->ref.prefix = cut(l, from, at);
    t->ref.broken = true;
    return RT_ROW;
}

static size_t skip_space(const struct lex *l, size_t at)
{
    while (at < l->text.n && is_space(l->text.p[at]))
        at++;
    return at;
}

/* A word that is no reference. */
static enum rt_status lex_word(
    struct lex *l, struct lex_token *t, size_t from, size_t at)
{
    size_t end = word_end(l, at);
    struct rt_str word = cut(l, at, end);
    bool is_call = peek(l, skip_space(l, end)) == '(';

    if (end == at || memchr(word.p, '$', word.n) || rt_is_digit(word.p[0])
        || peek(l, end) == '[' || peek(l, end) == ':' || peek(l, end) == '#')
        return RT_FORMAT;
    t->text = cut(l, from, end);
    l->at = end;
    if (is_call) {
        t->kind = LEX_CALL;
        return from == at ? RT_ROW : RT_FORMAT;
    }
    t->kind = LEX_NAME;
    if (rt_lex_same_word(t->text, "TRUE")
        || rt_lex_same_word(t->text, "FALSE")) {
        t->kind = LEX_BOOL;
        t->number = rt_lex_same_word(t->text, "TRUE");
    }
    return RT_ROW;
}

static enum rt_status lex_operand(struct lex *l, struct lex_token *t)
{
    size_t from = l->at, at = prefix_end(l, from), n;
    char next;

    if (at == SIZE_MAX)
        return RT_FORMAT;
    if (peek(l, at) == '#')
        return lex_error(l, t, from, at);
    n = rt_lex_read_ref(rest(l, at), &t->ref);
    next = peek(l, at + n);
    if (n > 0 && next != '(' && next != '[' && next != '#' && next != ':'
        && !is_word(next)) {
        t->kind = LEX_REF;
        t->ref.prefix = cut(l, from, at);
        t->text = cut(l, from, at + n);
        l->at = at + n;
        return RT_ROW;
    }
    if (at == from && (rt_is_digit(peek(l, at)) || peek(l, at) == '.'))
        return lex_number(l, t);
    return lex_word(l, t, from, at);
}

/* An operator of two characters, or 0. */
static int double_op(char a, char b)
{
    if (b == '=')
        return a == '<' ? OP_LE : a == '>' ? OP_GE : 0;
    return a == '<' && b == '>' ? OP_NE : 0;
}

static enum rt_status lex_op(struct lex *l, struct lex_token *t)
{
    char c = peek(l, l->at);
    int two = double_op(c, peek(l, l->at + 1));
    size_t n = two ? 2 : 1;

    if (c == '\0' || !strchr("+-*/^&=<>%(),;{}", c))
        return RT_FORMAT;
    t->kind = LEX_OP;
    t->op = two ? two : (unsigned char)c;
    t->text = cut(l, l->at, l->at + n);
    l->at += n;
    return RT_ROW;
}

static enum rt_status lex_text(struct lex *l, struct lex_token *t)
{
    size_t end = quoted_end(l, l->at);

    if (end == 0)
        return RT_FORMAT;
    t->kind = LEX_TEXT;
    t->text = cut(l, l->at, end);
    l->at = end;
    return RT_ROW;
}

enum rt_status rt_lex_next(struct lex *l, struct lex_token *t)
{
    size_t from = l->at;
    char c;

    *t = (struct lex_token){0};
    l->at = skip_space(l, l->at);
    t->spaced = l->at > from;
    if (l->at == l->text.n)
        return RT_END;
    c = l->text.p[l->at];
    if (c == '"')
        return lex_text(l, t);
    if (is_word(c) || c == '\'' || c == '[' || c == '#')
        return lex_operand(l, t);
    return lex_op(l, t);
}
