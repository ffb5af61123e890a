/* How far two texts are from each other. */
#ifndef RISKTALLY_AUDIT_SIMILAR_H
#define RISKTALLY_AUDIT_SIMILAR_H

#include "risktally/text.h"

/* The edit distance over code points of two folded texts, SIZE_MAX where it
 * is more than the longer length divided by `share` (3: a third), or where
 * one is too long to be a name. */
size_t pl_distance(struct rt_str a, struct rt_str b, size_t share);

/* Which letters a text holds, as bits: texts that share too few are not near
 * each other, and need no distance. */
uint64_t pl_letters(struct rt_str folded);

#endif
