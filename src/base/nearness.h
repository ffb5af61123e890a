/* The edit distance of two texts. */
#ifndef RISKTALLY_NEARNESS_H
#define RISKTALLY_NEARNESS_H

#include "base/text.h"

/* The edit distance over code points of two folded texts, SIZE_MAX where it
 * is more than the longer length divided by `share` (3: a third), or where
 * one is too long to be a name. */
size_t rt_distance(struct rt_str a, struct rt_str b, size_t share);

/* Which code points occur, one of 64 bits for each: two texts differ in at
 * least as many places as one has bits that the other has not, so that most
 * pairs need no distance. */
uint64_t rt_letters(struct rt_str folded);

#endif
