/* What computing a formula needs: internal to src/formula.
 *
 * A function gets its call and evaluates its own arguments, so that IF looks at
 * one branch only. Inside this room RT_END means "the answer is already in
 * `out`": an error value that ends the function early. RT_TRY passes it, like
 * every failure, up to the call.
 */
#ifndef RISKTALLY_FORMULA_EVAL_H
#define RISKTALLY_FORMULA_EVAL_H

#include "formula/function.h"
#include "formula/node.h"

enum {
    BYTES_MAX = 32 << 20, /* of text that one formula makes on the way */
    TEXT_MAX = 32767      /* characters in a cell, Excel's limit */
};

struct eval {
    const struct rt_cells *cells;
    struct rt_arena *arena;
    struct rt_error *err;
    uint32_t col, row;
    size_t bytes_left;
    bool no_memory;    /* for a text */
    unsigned in_array; /* inside an argument Excel computes as an array */
};

struct area {
    struct rt_str sheet;
    struct rt_range at;
    /* As many rows and columns as may hold something; only blanks follow. */
    uint32_t used_rows, used_cols;
};

enum operand_kind { IS_VALUE, IS_AREA, IS_ARRAY, IS_UNION };

struct operand {
    enum operand_kind kind;
    bool missing; /* an argument left out: IF(A1,,2) */
    struct rt_value value;
    struct area area;
    const struct node *node; /* ARRAY, UNION */
};

/* One that was evaluated before its function ran (struct function.takes): the
 * member that its letter gives. */
enum { TAKEN_MAX = 4 };

struct argument {
    double number;
    int32_t whole;
    bool truth;
    struct rt_str text;
    struct rt_value value;
    struct operand range;
};

/* --- eval.c --------------------------------------------------------------- */

enum rt_status rt_eval_operand(
    struct eval *e, const struct node *top, struct operand *out) RT_MUST_USE;
/* One value; of a range the cell in the formula's own row or column. */
enum rt_status rt_eval_value(
    struct eval *e, const struct node *n, struct rt_value *out) RT_MUST_USE;
enum rt_status rt_operand_value(
    struct eval *e, const struct operand *op, struct rt_value *out) RT_MUST_USE;

uint32_t rt_operand_rows(const struct operand *op);
uint32_t rt_operand_cols(const struct operand *op);
uint32_t rt_operand_used_rows(const struct operand *op);
uint32_t rt_operand_used_cols(const struct operand *op);
/* Row and column count from 0; not for unions. */
enum rt_status rt_operand_at(struct eval *e, const struct operand *op,
    uint32_t row, uint32_t col, struct rt_value *out) RT_MUST_USE;
/* The rows of the sheet, upwards, in which the first column of a range may hold
 * an equal value, among so many from its first on; *rows is NULL where any row
 * may. */
enum rt_status rt_rows_with(struct eval *e, const struct operand *op,
    uint32_t used, const struct rt_value *v, const uint32_t **rows,
    size_t *count) RT_MUST_USE;
/* A part of an area. */
enum rt_status rt_set_area(struct eval *e, struct rt_str sheet,
    struct rt_range at, struct operand *out) RT_MUST_USE;

/* So many cells or characters are looked at: RT_LIMIT where they were not to be
 * had. */
enum rt_status rt_charge(struct eval *e, uint64_t n) RT_MUST_USE;
enum rt_status rt_refuse(struct eval *e, const char *why);
/* Room for n bytes of text, or NULL past the limit or without memory (say so with
 * no_room). */
char *rt_text_room(struct eval *e, size_t n);
enum rt_status rt_no_room(struct eval *e);

/* --- answers -------------------------------------------------------------- */

enum rt_status rt_give_number(struct operand *out, double v); /* or #NUM! */
enum rt_status rt_give_bool(struct operand *out, bool v);
enum rt_status rt_give_text(struct operand *out, struct rt_str s);
enum rt_status rt_give_value(struct operand *out, struct rt_value v);
/* RT_END for an error, which is the answer then. */
enum rt_status rt_give_if_error(const struct rt_value *v, struct operand *out);
/* Returns RT_END. */
enum rt_status rt_give_error(struct operand *out, const char *name);

/* --- args.c: the arguments of a call -------------------------------------- */

/* NULL where there are fewer. */
const struct node *rt_arg_node(const struct node *call, size_t i);
bool rt_arg_given(const struct node *call, size_t i);
/* Those that the function takes; all of these end with RT_END and the error in out if the argument is an error
 * value or cannot be converted. */
enum rt_status rt_take_args(struct eval *e, const struct node *call,
    struct argument a[TAKEN_MAX], struct operand *out) RT_MUST_USE;
/* Defines a function, which is given what it takes. */
#define GIVEN __attribute__((unused))
#define RUN(name)                                                              \
    static enum rt_status with_##name(struct eval *e, const struct node *call, \
        const struct argument *a, struct operand *out);                        \
    enum rt_status name(                                                       \
        struct eval *e, const struct node *call, struct operand *out)          \
    {                                                                          \
        struct argument a[TAKEN_MAX];                                          \
        RT_TRY(rt_take_args(e, call, a, out));                                 \
        return with_##name(e, call, a, out);                                   \
    }                                                                          \
    static enum rt_status with_##name(struct eval *e GIVEN,                    \
        const struct node *call GIVEN, const struct argument *a GIVEN,         \
        struct operand *out)

enum rt_status rt_arg_value(struct eval *e, const struct node *call, size_t i,
    struct rt_value *v, struct operand *out) RT_MUST_USE;
enum rt_status rt_arg_text(struct eval *e, const struct node *call, size_t i,
    struct rt_str *s, struct operand *out) RT_MUST_USE;
enum rt_status rt_arg_bool(struct eval *e, const struct node *call, size_t i,
    bool missing, bool *v, struct operand *out) RT_MUST_USE;
/* Cut to a whole number and to the range of 32 bits. */
enum rt_status rt_arg_int(struct eval *e, const struct node *call, size_t i,
    int32_t missing, int32_t *v, struct operand *out) RT_MUST_USE;
/* A range or an array; error values inside stay where they are. */
enum rt_status rt_arg_array(struct eval *e, const struct node *call, size_t i,
    struct operand *op, struct operand *out) RT_MUST_USE;

/* Every value of arguments from..count-1; `direct` for one written in the
 * formula itself. Blanks at the end of ranges are left out. */
typedef enum rt_status visit_fn(struct eval *e, void *context,
    const struct rt_value *v, bool direct, struct operand *out);
enum rt_status rt_visit_args(struct eval *e, const struct node *call,
    size_t from, visit_fn *visit, void *context,
    struct operand *out) RT_MUST_USE;
enum rt_status rt_visit_operand(struct eval *e, const struct operand *op,
    visit_fn *visit, void *context, struct operand *out) RT_MUST_USE;

/* --- value.c: conversions and comparison ---------------------------------- */

enum text_number { IS_NUMBER, IS_NO_NUMBER, IS_UNSURE };

/* How Excel (Japanese) reads a text as a number; UNSURE where that depends on
 * settings or the day (dates without a year, names of eras and months). */
enum text_number rt_text_to_number(struct rt_str s, double *v);
/* RT_END with the error value in out. */
enum rt_status rt_to_number(struct eval *e, const struct rt_value *v,
    double *to, struct operand *out) RT_MUST_USE;
enum rt_status rt_to_text(struct eval *e, const struct rt_value *v,
    struct rt_str *to, struct operand *out) RT_MUST_USE;
enum rt_status rt_to_bool(struct eval *e, const struct rt_value *v, bool *to,
    struct operand *out) RT_MUST_USE;

bool rt_same_number(double a, double b); /* to 15 digits */
/* Takes a character off, in lower case; what is no UTF-8 is taken byte by byte
 * and equals nothing else. */
uint32_t rt_next_lower(struct rt_str *s);
/* Whether an operator of comparison holds of what compares so. */
bool rt_holds(int op, int sign);
/* <0, 0, >0: numbers before texts before booleans, a blank like the empty
 * value of the other's type. With !ordered only 0 means anything; with it
 * RT_REFUSED where the order is the locale's business. No errors. */
enum rt_status rt_compare_values(struct eval *e, const struct rt_value *a,
    const struct rt_value *b, bool ordered, int *sign) RT_MUST_USE;

/* --- fn_stat.c: sums and extremes ----------------------------------------- */

struct totals {
    double sum, product, max, min;
    size_t count;
};

#define NO_TOTALS ((struct totals){.product = 1})
void rt_add_total(struct totals *t, double v);
/* FN_SUM, FN_MAX, … of them. */
enum rt_status rt_give_total(
    const struct totals *t, int which, struct operand *out);

/* --- criteria.c ----------------------------------------------------------- */

struct criterion {
    int op;              /* '=', OP_NE, '<', … */
    bool blank;          /* "=" and "<>": blank cells */
    bool blank_or_empty; /* "": blank cells and empty texts */
    bool wild;
    struct rt_value value;
};

enum rt_status rt_make_criterion(
    struct eval *e, const struct rt_value *v, struct criterion *c) RT_MUST_USE;
enum rt_status rt_meets(struct eval *e, const struct criterion *c,
    const struct rt_value *v, bool *yes) RT_MUST_USE;
bool rt_has_wildcards(struct rt_str pattern);
/* `whole`: all of s; else a beginning of s. */
enum rt_status rt_match_wild(struct eval *e, struct rt_str pattern,
    struct rt_str s, bool whole, bool *yes) RT_MUST_USE;

#endif
