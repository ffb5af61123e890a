/* The functions of formulas: internal to src/formula. One table,
 * functions.def, says what there is; fn_*.c compute them. */
#ifndef RISKTALLY_FORMULA_FUNCTION_H
#define RISKTALLY_FORMULA_FUNCTION_H

#include "formula/formula.h"

struct eval;
struct node;
struct operand;

typedef enum rt_status function_run(
    struct eval *e, const struct node *call, struct operand *out);

struct function {
    const char *name; /* as Excel shows it, upper case */
    function_run *run;
    int which; /* which one of those that share `run` */
    /* The first arguments are evaluated beforehand, a letter each: n number, i
     * whole number, t text, b truth, v value, r value that may be an error,
     * k what is looked up (a value; blank is 0), a range or array. A digit is
     * what the argument before it is where it is missing; else 0. */
    const char *takes;
    size_t least, most; /* arguments */
    /* Bit i: argument i is a count, an index, a kind of match or the like: a
     * number there is no part of the arithmetic. Bit 15: all further ones. */
    uint32_t indexes;
    bool sums; /* numbers among the arguments are summed or multiplied */
};

/* struct function.which. */
enum {
    FN_ONE, /* the only one */
    /* what is made of a number */
    FN_ABS,
    FN_INT,
    FN_SIGN,
    FN_SQRT,
    FN_NEAREST,
    FN_UP,
    FN_DOWN,
    /* of many */
    FN_SUM,
    FN_PRODUCT,
    FN_MAX,
    FN_MIN,
    FN_AVERAGE,
    FN_NUMBERS,
    FN_VALUES,
    FN_AND,
    FN_OR,
    /* of a date */
    FN_YEAR,
    FN_MONTH,
    FN_DAY,
    /* of a text */
    FN_UPPER,
    FN_LOWER,
    FN_WIDE,
    FN_HALF,
    FN_PLAIN, /* what is looked for, not a pattern */
    FN_WILD,
    FN_ANY_ERROR,
    FN_NO_VALUE, /* #N/A */
    FN_TRUE,
    FN_FALSE,
    FN_ROWS,
    FN_COLUMNS
};

/* `name` in upper case; NULL for one that is not computed. */
const struct function *rt_function_find(struct rt_str name);

#define FUNCTION(name, run, ...) function_run run;
#include "formula/functions.def"
#undef FUNCTION

#endif
