/* Growing arrays. The array's pointer is copied in and out, since a pointer
 * to a pointer to anything is not a void **. */
#include "base/list.h"

#include <stdlib.h>

/* Bytes of a first array, unless the elements are so large that it would hold
 * but a few. */
enum { FIRST_BYTES = 512, FIRST_COUNT = 8 };

bool rt_list_grow(
    struct rt_arena *arena, void *list, size_t *cap, size_t want, size_t size)
{
    size_t next = *cap > 0 ? *cap : FIRST_BYTES / size, bytes;
    void *old, *grown;

    if (*cap > 0 && __builtin_mul_overflow(next, 2, &next))
        return false;
    if (next < FIRST_COUNT)
        next = FIRST_COUNT;
    if (next < want)
        next = want;
    if (__builtin_mul_overflow(next, size, &bytes))
        return false;
    memcpy(&old, list, sizeof old);
    grown = arena ? rt_arena_alloc(arena, bytes) : realloc(old, bytes);
    if (!grown)
        return false;
    if (arena && *cap > 0)
        memcpy(grown, old, *cap * size);
    memcpy(list, &grown, sizeof grown);
    *cap = next;
    return true;
}
