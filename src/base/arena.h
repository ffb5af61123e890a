/* Memory that is freed all at once: everything that belongs to one file.
 *
 * Allocation is a bump of a pointer; nothing is freed singly. Not thread
 * safe: one arena belongs to one worker at a time.
 */
#ifndef RISKTALLY_ARENA_H
#define RISKTALLY_ARENA_H

#include "base/text.h"

struct rt_arena_block;

struct rt_arena {
    struct rt_arena_block *blocks;
    size_t total; /* bytes asked for so far */
};

void rt_arena_init(struct rt_arena *a);
void rt_arena_fini(struct rt_arena *a);
/* Forgets everything but keeps one block for reuse. */
void rt_arena_reset(struct rt_arena *a);
/* Zeroed memory aligned for any type, or NULL when there is none. */
void *rt_arena_alloc(struct rt_arena *a, size_t size) RT_MUST_USE;
/* count × size, NULL also where the product overflows. */
void *rt_arena_array(struct rt_arena *a, size_t count, size_t size) RT_MUST_USE;
/* A copy that ends in a NUL; p is NULL when there is no memory. */
struct rt_str rt_arena_str(struct rt_arena *a, struct rt_str s) RT_MUST_USE;

#endif
