/* The tree of a formula: internal to src/formula.
 *
 * Parsing bounds how deep the tree is to the right (DEPTH_MAX); to the left it
 * is as deep as the formula is long (1+1+1+…), so a walk goes down `left` and
 * up `parent` in a loop and recurses only to the right.
 */
#ifndef RISKTALLY_FORMULA_NODE_H
#define RISKTALLY_FORMULA_NODE_H

#include "formula/lex.h"

enum {
    /* Excel nests 64 calls; each takes a few levels of operators. */
    DEPTH_MAX = 400,
    /* Excel takes 255. */
    ARGS_MAX = 255
};

enum node_kind {
    NODE_NUMBER,
    NODE_TEXT,
    NODE_BOOL,
    NODE_ERROR,
    NODE_REF,
    NODE_NAME,
    NODE_ARRAY, /* args row by row; rows × cols */
    NODE_CALL,  /* args */
    NODE_UNION, /* args: (A1:A2,C1) */
    NODE_MISSING,
    NODE_BINARY,  /* left, right */
    NODE_SIGN,    /* left: +x -x */
    NODE_PERCENT, /* left */
};

struct function;

struct node {
    enum node_kind kind;
    int op;
    double number;      /* NUMBER, BOOL */
    struct rt_str text; /* TEXT, ERROR, NAME; CALL: its name, upper case */
    const struct rt_ref *ref;
    const struct function *fn; /* CALL: NULL for one we do not know */
    struct node *parent, *left, *right;
    struct node *args, *next;  /* children in order, siblings */
    const struct node **items; /* ARRAY: its args by place */
    size_t count, place;       /* how many args; which arg of its parent */
    uint32_t rows, cols;
};

struct rt_formula {
    struct rt_str text;
    const struct node *root;
    struct rt_ref *refs;
    size_t ref_count;
    const struct rt_indirect *indirect;
    double *constants;
    size_t constant_count;
};

static inline bool node_is_spine(const struct node *n)
{
    return n->kind == NODE_BINARY || n->kind == NODE_SIGN
           || n->kind == NODE_PERCENT;
}

#endif
