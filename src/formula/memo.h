/* What COUNTIF and its kin gave, while no value changes: where every row counts
 * the rows of its own department, the same few questions are asked again and
 * again.
 */
#ifndef RISKTALLY_FORMULA_MEMO_H
#define RISKTALLY_FORMULA_MEMO_H

#include "base/intern.h"

/* All zero at first. */
struct rt_memo {
    size_t sheet; /* of the formula at hand, a number of the caller's */
    struct rt_intern asked;
    double *given; /* by number of what was asked; NAN: not known yet */
    size_t count, cap, bytes;
};

void rt_memo_fini(struct rt_memo *m);
/* Where the answer to a question is, or is to be put; NULL where too much is kept
 * already. It is valid until the next question. */
enum rt_status rt_memo_ask(
    struct rt_memo *m, struct rt_str question, double **answer) RT_MUST_USE;

#endif
