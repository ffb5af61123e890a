/* A formula's text written anew: relative to its cell, or moved elsewhere.
 *
 * Both go word by word and need no tree. The relative text keeps brackets as
 * written, so (A1)*B1 and A1*B1 differ; spelling alone (spaces, case, _xlfn.,
 * FALSE() for FALSE, needless quotes around a sheet) does not.
 */
#include "formula/node.h"

/* Whether a sheet's name needs no quotes. */
static bool is_plain_sheet(struct rt_str s)
{
    if (s.n == 0 || (s.p[0] >= '0' && s.p[0] <= '9'))
        return false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        bool digit = c >= '0' && c <= '9';
        if (!letter && !digit && c != '_' && (unsigned char)c < 0x80)
            return false;
    }
    return true;
}

static enum rt_status add_prefix(struct rt_str prefix, struct rt_buf *out)
{
    struct rt_str inner;
    enum rt_status rc;

    if (prefix.n == 0)
        return RT_OK;
    inner = (struct rt_str){prefix.p, prefix.n - 1};
    if (inner.n >= 2 && inner.p[0] == '\'')
        inner = (struct rt_str){inner.p + 1, inner.n - 2};
    if (inner.p[0] == '[' || is_plain_sheet(inner)) {
        rc = rt_buf_adds(out, inner);
        return rc ? rc : rt_buf_adds(out, RT_STR("!"));
    }
    if (prefix.p[0] == '\'')
        return rt_buf_adds(out, prefix);
    return rt_buf_printf(out, "'%.*s'!", RT_FMT(inner));
}

static enum rt_status add_upper(struct rt_str s, struct rt_buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        c = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
        RT_TRY(rt_buf_add(out, &c, 1));
    }
    return RT_OK;
}

/* FALSE() is FALSE: drops the empty brackets after TRUE and FALSE. */
static void skip_brackets(struct lex *l, struct rt_str name)
{
    struct lex ahead = *l;
    struct lex_token a, b;

    if (!rt_lex_same_word(name, "TRUE") && !rt_lex_same_word(name, "FALSE"))
        return;
    if (rt_lex_next(&ahead, &a) == RT_ROW && a.op == '('
        && rt_lex_next(&ahead, &b) == RT_ROW && b.op == ')')
        *l = ahead;
}

static enum rt_status add_relative(struct lex *l, const struct lex_token *t,
    uint32_t col, uint32_t row, struct rt_buf *out)
{
    char number[32];
    enum rt_status rc;

    switch (t->kind) {
    case LEX_REF:
        rc = add_prefix(t->ref.prefix, out);
        return rc ? rc : rt_lex_ref_r1c1(&t->ref, col, row, out);
    case LEX_NUMBER:
        rt_format_double(t->number, number, sizeof number);
        return rt_buf_adds(out, rt_str(number));
    case LEX_CALL:
        skip_brackets(l, t->text);
        return add_upper(rt_lex_plain_name(t->text), out);
    case LEX_BOOL:
    case LEX_NAME:
        return add_upper(t->text, out);
    default:
        return rt_buf_adds(out, t->text);
    }
}

enum rt_status rt_formula_relative(
    struct rt_str text, uint32_t col, uint32_t row, struct rt_buf *out)
{
    struct lex l = {text, 0};
    struct lex_token t;
    enum rt_status words;

    while ((words = rt_lex_next(&l, &t)) == RT_ROW)
        RT_TRY(add_relative(&l, &t, col, row, out));
    return words == RT_END ? RT_OK : words;
}

enum rt_status rt_formula_shape(
    struct rt_str text, uint32_t col, struct rt_buf *out)
{
    struct lex l = {text, 0};
    struct lex_token t;
    enum rt_status words;

    while ((words = rt_lex_next(&l, &t)) == RT_ROW) {
        t.ref.at.row1 = t.ref.at.row2 = 1;
        t.ref.abs_row1 = t.ref.abs_row2 = true;
        RT_TRY(add_relative(&l, &t, col, 1, out));
    }
    return words == RT_END ? RT_OK : words;
}

/* What an end comes to; the two are put in order, each with its '$'. */
static void shift_ends(
    uint32_t *a, uint32_t *b, bool *abs_a, bool *abs_b, int64_t by)
{
    uint32_t x = (uint32_t)(*a + (*abs_a ? 0 : by));
    uint32_t y = (uint32_t)(*b + (*abs_b ? 0 : by));
    bool swap = x > y, abs = *abs_a;

    *a = swap ? y : x;
    *b = swap ? x : y;
    *abs_a = swap ? *abs_b : abs;
    *abs_b = swap ? abs : *abs_b;
}

void rt_formula_shift(struct rt_formula *f, int64_t rows, int64_t cols)
{
    for (size_t i = 0; i < f->ref_count; i++) {
        struct rt_ref *r = &f->refs[i];
        if (r->broken)
            continue;
        shift_ends(&r->at.row1, &r->at.row2, &r->abs_row1, &r->abs_row2, rows);
        shift_ends(&r->at.col1, &r->at.col2, &r->abs_col1, &r->abs_col2, cols);
    }
}

enum rt_status rt_formula_move(struct rt_str master, uint32_t mcol,
    uint32_t mrow, uint32_t col, uint32_t row, struct rt_buf *out)
{
    int64_t rows = (int64_t)row - mrow, cols = (int64_t)col - mcol;
    struct lex l = {master, 0};
    struct lex_token t;
    size_t from = 0; /* what is not yet written begins here */
    enum rt_status words;

    if (master.n > FORMULA_BYTES)
        return RT_LIMIT;
    while ((words = rt_lex_next(&l, &t)) == RT_ROW) {
        size_t a1;
        if (t.kind != LEX_REF)
            continue;
        a1 = (size_t)(t.text.p - master.p) + t.ref.prefix.n;
        RT_TRY(rt_buf_add(out, master.p + from, a1 - from));
        RT_TRY(rt_lex_ref_a1(&t.ref, rows, cols, out));
        from = l.at;
    }
    if (words != RT_END)
        return words;
    return rt_buf_add(out, master.p + from, master.n - from);
}
