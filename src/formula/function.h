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
    size_t least, most; /* arguments */
    /* Bit i: argument i is a count, an index, a kind of match or the like: a
     * number there is no part of the arithmetic. Bit 15: all further ones. */
    uint32_t indexes;
    bool sums; /* numbers among the arguments are summed or multiplied */
};

/* `name` in upper case; NULL for one that is not computed. */
const struct function *rt_function_find(struct rt_str name);

#define FUNCTION(name, run, least, most, indexes, sums) function_run run;
#include "formula/functions.def"
#undef FUNCTION

#endif
