/* The tree of a formula, by precedence climbing.
 *
 * Excel's order: signs bind closest (-2^2 is 4), then %, ^, * /, + -, &, and
 * comparison; all of them to the left, ^ too (2^3^2 is 64). Blanks as the
 * operator of intersection, and ranges computed (A1:INDEX(…)), are not taken:
 * RT_FORMAT.
 */
#include "formula/function.h"
#include "formula/node.h"

struct parser {
    struct lex lex;
    struct lex_token now;
    enum rt_status end; /* RT_ROW while `now` holds a token */
    struct rt_arena *arena;
    struct rt_formula *f;
    struct node **numbers; /* in the order of the text */
    size_t number_count;
    unsigned depth;
};

static enum rt_status parse_binary(
    struct parser *p, int level, struct node **out);

static enum rt_status advance(struct parser *p)
{
    p->end = rt_lex_next(&p->lex, &p->now);
    return p->end == RT_FORMAT ? RT_FORMAT : RT_OK;
}

static bool at_op(const struct parser *p, int op)
{
    return p->end == RT_ROW && p->now.kind == LEX_OP && p->now.op == op;
}

static enum rt_status expect(struct parser *p, int op)
{
    return at_op(p, op) ? advance(p) : RT_FORMAT;
}

static struct node *new_node(struct parser *p, enum node_kind kind)
{
    struct node *n = rt_arena_alloc(p->arena, sizeof *n);

    if (n)
        n->kind = kind;
    return n;
}

/* --- leaves --------------------------------------------------------------- */

/* The text between quotes, doubled quotes made single. */
static struct rt_str unquote(struct rt_arena *a, struct rt_str s)
{
    char quote = s.p[0];
    struct rt_str in = {s.p + 1, s.n - 2};
    char *to = rt_arena_alloc(a, in.n + 1);
    size_t n = 0;

    if (!to)
        return RT_STR_NONE;
    for (size_t i = 0; i < in.n; i++) {
        to[n++] = in.p[i];
        if (in.p[i] == quote)
            i++;
    }
    return (struct rt_str){to, n};
}

/* "'C:\a\[b.xlsx]シート 1'!" into file and sheet. */
static enum rt_status split_prefix(
    struct rt_arena *a, struct rt_str prefix, struct rt_ref *ref)
{
    struct rt_str s = {prefix.p, prefix.n ? prefix.n - 1 : 0};
    const char *close;

    if (s.n > 0 && s.p[0] == '\'')
        s = unquote(a, s);
    if (prefix.n > 0 && !s.p)
        return RT_NOMEM;
    close = s.n > 0 ? memrchr(s.p, ']', s.n) : NULL;
    if (close) {
        ref->file = (struct rt_str){s.p, (size_t)(close - s.p) + 1};
        s = (struct rt_str){close + 1, s.n - ref->file.n};
    }
    ref->sheet = s;
    return RT_OK;
}

static enum rt_status set_ref(struct parser *p, struct node *n)
{
    const struct lex_ref *r = &p->now.ref;
    struct rt_ref *ref = &p->f->refs[p->f->ref_count++];

    *ref = (struct rt_ref){.at = r->at,
        .abs_row1 = r->abs_row1,
        .abs_col1 = r->abs_col1,
        .abs_row2 = r->abs_row2,
        .abs_col2 = r->abs_col2,
        .is_range = r->is_range,
        .broken = r->broken};
    n->ref = ref;
    return split_prefix(p->arena, r->prefix, ref);
}

static enum rt_status note_indirect(
    struct parser *p, struct rt_str text, bool is_name)
{
    struct rt_indirect *i = rt_arena_alloc(p->arena, sizeof *i);

    if (!i)
        return RT_NOMEM;
    *i = (struct rt_indirect){text, is_name, p->f->indirect};
    p->f->indirect = i;
    return RT_OK;
}

static const enum node_kind leaf_kinds[] = {[LEX_NUMBER] = NODE_NUMBER,
    [LEX_TEXT] = NODE_TEXT,
    [LEX_BOOL] = NODE_BOOL,
    [LEX_ERROR] = NODE_ERROR,
    [LEX_REF] = NODE_REF,
    [LEX_NAME] = NODE_NAME};

static enum rt_status parse_leaf(struct parser *p, struct node **out)
{
    const struct lex_token *t = &p->now;
    struct node *n = new_node(p, leaf_kinds[t->kind]);
    enum rt_status rc = RT_OK;

    if (!n)
        return RT_NOMEM;
    n->number = t->number;
    n->text = t->text;
    if (t->kind == LEX_TEXT) {
        n->text = unquote(p->arena, t->text);
        rc = n->text.p ? RT_OK : RT_NOMEM;
    }
    if (t->kind == LEX_REF)
        rc = set_ref(p, n);
    if (t->kind == LEX_NAME)
        rc = note_indirect(p, n->text, true);
    if (t->kind == LEX_NUMBER)
        p->numbers[p->number_count++] = n;
    *out = n;
    return rc ? rc : advance(p);
}

/* --- what has arguments --------------------------------------------------- */

/* Where the next child of a parent goes. */
struct children {
    struct node *parent, **tail;
};

static enum rt_status add_child(struct children *c, struct node *n)
{
    if (c->parent->count == ARGS_MAX && c->parent->kind != NODE_ARRAY)
        return RT_FORMAT;
    n->parent = c->parent;
    n->place = c->parent->count++;
    *c->tail = n;
    c->tail = &n->next;
    return RT_OK;
}

static enum rt_status parse_argument(struct parser *p, struct node **out)
{
    if (!at_op(p, ',') && !at_op(p, ')'))
        return parse_binary(p, 0, out);
    *out = new_node(p, NODE_MISSING);
    return *out ? RT_OK : RT_NOMEM;
}

/* From after '(' to after ')'. */
static enum rt_status parse_arguments(struct parser *p, struct node *call)
{
    struct children c = {call, &call->args};
    struct node *n;

    if (at_op(p, ')'))
        return advance(p);
    for (;;) {
        RT_TRY(parse_argument(p, &n));
        RT_TRY(add_child(&c, n));
        if (at_op(p, ')'))
            return advance(p);
        RT_TRY(expect(p, ','));
    }
}

static enum rt_status set_name(struct parser *p, struct node *call)
{
    struct rt_str name = rt_lex_plain_name(p->now.text);
    char *to = rt_arena_alloc(p->arena, name.n + 1);

    if (!to)
        return RT_NOMEM;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        to[i] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    call->text = (struct rt_str){to, name.n};
    call->fn = rt_function_find(call->text);
    return RT_OK;
}

static enum rt_status parse_call(struct parser *p, struct node **out)
{
    struct node *n = new_node(p, NODE_CALL);

    *out = n;
    if (!n)
        return RT_NOMEM;
    RT_TRY(set_name(p, n));
    RT_TRY(advance(p));
    RT_TRY(expect(p, '('));
    RT_TRY(parse_arguments(p, n));
    if (rt_str_is(n->text, "INDIRECT"))
        RT_TRY(note_indirect(p,
            n->args && n->args->kind == NODE_TEXT ? n->args->text : RT_STR_NONE,
            false));
    if (n->fn && (n->count < n->fn->least || n->count > n->fn->most))
        return RT_FORMAT;
    return RT_OK;
}

/* One value of an array constant. */
static enum rt_status parse_element(struct parser *p, struct node **out)
{
    bool minus = at_op(p, '-');
    enum rt_status rc = minus || at_op(p, '+') ? advance(p) : RT_OK;

    if (rc)
        return rc;
    if (p->end != RT_ROW || p->now.kind > LEX_ERROR)
        return RT_FORMAT;
    if (minus && p->now.kind != LEX_NUMBER)
        return RT_FORMAT;
    rc = parse_leaf(p, out);
    if (rc == RT_OK && minus)
        (*out)->number = -(*out)->number;
    return rc;
}

static enum rt_status end_array_row(struct node *array, uint32_t *cols)
{
    array->rows++;
    if (array->rows == 1)
        array->cols = *cols;
    if (*cols != array->cols)
        return RT_FORMAT;
    *cols = 0;
    return RT_OK;
}

static enum rt_status number_items(struct parser *p, struct node *array)
{
    array->items
        = rt_arena_array(p->arena, array->count, sizeof(const struct node *));
    if (!array->items)
        return RT_NOMEM;
    for (const struct node *n = array->args; n; n = n->next)
        array->items[n->place] = n;
    return RT_OK;
}

static enum rt_status parse_array(struct parser *p, struct node **out)
{
    struct node *array = new_node(p, NODE_ARRAY), *n;
    struct children c;
    uint32_t cols = 0;
    enum rt_status rc = array ? RT_OK : RT_NOMEM;

    *out = array;
    if (rc)
        return rc;
    c = (struct children){array, &array->args};
    do {
        bool new_row;
        rc = advance(p);
        RT_THEN(rc, parse_element(p, &n));
        RT_THEN(rc, add_child(&c, n));
        cols++;
        new_row = at_op(p, ';') || at_op(p, '}');
        if (rc == RT_OK && new_row)
            rc = end_array_row(array, &cols);
    } while (rc == RT_OK && (at_op(p, ';') || at_op(p, ',')));
    RT_THEN(rc, number_items(p, array));
    return rc ? rc : expect(p, '}');
}

/* After "(A1:A2", where a ',' follows. */
static enum rt_status parse_union(
    struct parser *p, struct node *first, struct node **out)
{
    struct node *n = first;
    struct children c;
    enum rt_status rc;

    *out = new_node(p, NODE_UNION);
    if (!*out)
        return RT_NOMEM;
    c = (struct children){*out, &(*out)->args};
    for (;;) {
        if (n->kind != NODE_REF && n->kind != NODE_UNION)
            return RT_FORMAT;
        rc = add_child(&c, n);
        if (rc || !at_op(p, ','))
            return rc;
        RT_TRY(advance(p));
        RT_TRY(parse_binary(p, 0, &n));
    }
}

static enum rt_status parse_parens(struct parser *p, struct node **out)
{
    enum rt_status rc = advance(p);

    RT_THEN(rc, parse_binary(p, 0, out));
    if (rc == RT_OK && at_op(p, ','))
        rc = parse_union(p, *out, out);
    return rc ? rc : expect(p, ')');
}

static enum rt_status parse_primary(struct parser *p, struct node **out)
{
    if (p->end != RT_ROW)
        return RT_FORMAT;
    if (p->now.kind == LEX_CALL)
        return parse_call(p, out);
    if (p->now.kind != LEX_OP)
        return parse_leaf(p, out);
    if (p->now.op == '(')
        return parse_parens(p, out);
    if (p->now.op == '{')
        return parse_array(p, out);
    return RT_FORMAT;
}

/* --- operators ------------------------------------------------------------ */

static struct node *new_above(
    struct parser *p, enum node_kind kind, int op, struct node *left)
{
    struct node *n = new_node(p, kind);

    if (!n)
        return NULL;
    n->op = op;
    n->left = left;
    if (left)
        left->parent = n;
    return n;
}

static enum rt_status parse_percents(struct parser *p, struct node **out)
{
    while (at_op(p, '%')) {
        *out = new_above(p, NODE_PERCENT, '%', *out);
        RT_TRY(*out ? advance(p) : RT_NOMEM);
    }
    return RT_OK;
}

/* Signs, then an operand, then %: in a loop, since signs may be many. */
static enum rt_status parse_signed(struct parser *p, struct node **out)
{
    struct node *top = NULL, *last = NULL, *n;

    while (at_op(p, '-') || at_op(p, '+')) {
        n = new_above(p, NODE_SIGN, p->now.op, NULL);
        RT_TRY(n ? advance(p) : RT_NOMEM);
        if (last)
            last->left = n;
        n->parent = last;
        last = n;
        top = top ? top : n;
    }
    RT_TRY(parse_primary(p, &n));
    if (last) {
        last->left = n;
        n->parent = last;
    }
    *out = top ? top : n;
    return parse_percents(p, out);
}

/* How closely a binary operator binds; -1 for what is none. */
static int level_of(const struct parser *p)
{
    switch (p->end == RT_ROW && p->now.kind == LEX_OP ? p->now.op : 0) {
    case '=':
    case '<':
    case '>':
    case OP_NE:
    case OP_LE:
    case OP_GE:
        return 0;
    case '&':
        return 1;
    case '+':
    case '-':
        return 2;
    case '*':
    case '/':
        return 3;
    case '^':
        return 4;
    default:
        return -1;
    }
}

static enum rt_status parse_right(
    struct parser *p, int level, struct node **left)
{
    struct node *n = new_above(p, NODE_BINARY, p->now.op, *left);
    RT_TRY(n ? advance(p) : RT_NOMEM);
    RT_TRY(parse_binary(p, level + 1, &n->right));
    n->right->parent = n;
    *left = n;
    return RT_OK;
}

static enum rt_status parse_binary(
    struct parser *p, int level, struct node **out)
{
    enum rt_status rc;
    int here;

    if (p->depth == DEPTH_MAX)
        return RT_LIMIT;
    p->depth++;
    rc = parse_signed(p, out);
    while (rc == RT_OK && (here = level_of(p)) >= level && here >= 0)
        rc = parse_right(p, here, out);
    p->depth--;
    return rc;
}

/* --- the whole ------------------------------------------------------------ */

/* How many references and numbers there are, so that their lists are made in
 * one piece; RT_FORMAT for text that does not even fall into words. */
static enum rt_status count_words(
    struct rt_str text, size_t *refs, size_t *numbers)
{
    struct lex l = {text, 0};
    struct lex_token t;
    enum rt_status rc;

    *refs = *numbers = 0;
    while ((rc = rt_lex_next(&l, &t)) == RT_ROW) {
        *refs += t.kind == LEX_REF;
        *numbers += t.kind == LEX_NUMBER;
    }
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status prepare(
    struct parser *p, struct rt_str text, struct rt_arena *arena)
{
    size_t refs, numbers;

    RT_TRY(count_words(text, &refs, &numbers));
    *p = (struct parser){.arena = arena};
    p->f = rt_arena_alloc(arena, sizeof *p->f);
    if (!p->f)
        return RT_NOMEM;
    p->f->text = rt_arena_str(arena, text);
    p->f->refs = rt_arena_array(arena, refs, sizeof *p->f->refs);
    p->f->constants = rt_arena_array(arena, numbers, sizeof(double));
    p->numbers = rt_arena_array(arena, numbers, sizeof *p->numbers);
    if (!p->f->text.p || !p->f->refs || !p->f->constants || !p->numbers)
        return RT_NOMEM;
    p->lex.text = p->f->text;
    return advance(p);
}

static bool is_arithmetic(const struct node *n)
{
    if (n->kind == NODE_BINARY)
        return n->op < 128 && strchr("+-*/^", n->op);
    return n->kind == NODE_CALL && n->fn && n->fn->sums;
}

static bool is_index(const struct node *n)
{
    const struct node *call = n->parent;

    if (!call || call->kind != NODE_CALL || !call->fn)
        return false;
    return call->fn->indexes >> (n->place < 15 ? n->place : 15) & 1;
}

/* A number as it counts in arithmetic, with its signs and per cents. */
static bool find_constant(const struct node *n, double *v)
{
    *v = n->number;
    while (n->parent && n->parent->kind != NODE_BINARY
           && node_is_spine(n->parent)) {
        n = n->parent;
        *v = n->kind == NODE_PERCENT ? *v / 100 : n->op == '-' ? -*v : *v;
    }
    if (!n->parent || !is_arithmetic(n->parent))
        return false;
    for (; n; n = n->parent) {
        if (is_index(n))
            return false;
    }
    return true;
}

static void list_constants(struct parser *p)
{
    for (size_t i = 0; i < p->number_count; i++) {
        double v;
        if (find_constant(p->numbers[i], &v))
            p->f->constants[p->f->constant_count++] = v;
    }
}

enum rt_status rt_formula_parse(struct rt_str text, struct rt_arena *arena,
    struct rt_formula **out, struct rt_error *err)
{
    struct parser p;
    struct node *root;
    enum rt_status rc = RT_LIMIT;

    if (text.n <= FORMULA_BYTES)
        rc = prepare(&p, text, arena);
    RT_THEN(rc, parse_binary(&p, 0, &root));
    if (rc == RT_OK && p.end != RT_END)
        rc = RT_FORMAT;
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (rc == RT_LIMIT)
        return rt_fail(err, rc, "the formula is too long or nested too deeply");
    if (rc)
        return rt_fail(err, rc, "not a formula: %.*s", RT_FMT(text));
    p.f->root = root;
    list_constants(&p);
    *out = p.f;
    return RT_OK;
}

size_t rt_formula_ref_count(const struct rt_formula *f)
{
    return f->ref_count;
}

const struct rt_ref *rt_formula_ref(const struct rt_formula *f, size_t i)
{
    return &f->refs[i];
}

const struct rt_indirect *rt_formula_indirect(const struct rt_formula *f)
{
    return f->indirect;
}

size_t rt_formula_constant_count(const struct rt_formula *f)
{
    return f->constant_count;
}

double rt_formula_constant(const struct rt_formula *f, size_t i)
{
    return f->constants[i];
}
