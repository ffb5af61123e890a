/* Texts by number: equal texts have one number, the first is 1.
 *
 * The texts are copied. The numbers do not depend on the hash, only on the
 * order in which the texts came.
 */
#ifndef RISKTALLY_INTERN_H
#define RISKTALLY_INTERN_H

#include "base/arena.h"

/* All zero at first. */
struct rt_intern {
    struct rt_arena arena;
    struct rt_str *text; /* text[n - 1] is number n's */
    size_t count, cap;
    /* Open addressing: a number, or 0 for a free slot; at most half full, a
     * power of two of them. */
    uint32_t *slot;
    size_t slots;
};

void rt_intern_fini(struct rt_intern *t);
/* The text's number; a new one where it has none. 0 without memory. */
uint32_t rt_intern(struct rt_intern *t, struct rt_str s) RT_MUST_USE;
/* The text's number, or 0. */
uint32_t rt_intern_find(const struct rt_intern *t, struct rt_str s);

/* The same of the text as it folds (fold.h); a blank one has the number 0. False
 * without memory. */
bool rt_intern_folded(
    struct rt_intern *t, struct rt_str s, uint32_t *number) RT_MUST_USE;
uint32_t rt_intern_find_folded(const struct rt_intern *t, struct rt_str s);

#endif
