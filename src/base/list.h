/* Arrays that grow as elements come:
 *
 *     if (!RT_GROW(t->rows, t->count, t->cap))
 *         return rt_fail_nomem(err);
 *     t->rows[t->count++] = row;
 *
 * Pointer, count and capacity (size_t both) are the caller's, all 0 at first;
 * the memory is freed with free(). The capacity at least doubles, so that n
 * elements cost O(n). Without memory, or where the size overflows, the array
 * stays as it was.
 */
#ifndef RISKTALLY_LIST_H
#define RISKTALLY_LIST_H

#include "base/arena.h"

/* Room for one more element. */
#define RT_GROW(list, count, cap) RT_ROOM(list, cap, (count) + 1)

/* Room for `want` elements in all. */
#define RT_ROOM(list, cap, want) RT_ARENA_ROOM(NULL, list, cap, want)

/* The same in an arena, which keeps the smaller arrays until its end. */
#define RT_ARENA_GROW(arena, list, count, cap)                                 \
    RT_ARENA_ROOM(arena, list, cap, (count) + 1)

#define RT_ARENA_ROOM(arena, list, cap, want)                                  \
    ((want) <= (cap)                                                           \
        || rt_list_grow(arena, &(list), &(cap), want, sizeof *(list)))

/* In a comparison for qsort: returns which comes first, unless they are the
 * same. */
#define RT_ORDER(a, b)                                                         \
    do {                                                                       \
        if ((a) != (b))                                                        \
            return (a) < (b) ? -1 : 1;                                         \
    } while (0)

/* A comparison for qsort of elements x and y of a type, by RT_ORDER one after
 * the other:
 *
 *     RT_SORTED(by_place, struct place, RT_ORDER(x->sheet, y->sheet);
 *         RT_ORDER(x->row, y->row))
 */
#define RT_SORTED(name, type, order)                                           \
    static int name(const void *a, const void *b)                              \
    {                                                                          \
        const type *x = a, *y = b;                                             \
        order;                                                                 \
        return 0;                                                              \
    }

/* Searches a sorted array of `count` elements: `at`, a size_t variable, becomes
 * the place of the first element for which `before`, an expression on `at`, is
 * false; count where it is true of all.
 *
 *     RT_LOWER_BOUND(i, n, rows[i].number < number);
 */
#define RT_LOWER_BOUND(at, count, before)                                      \
    do {                                                                       \
        size_t from_ = 0, to_ = (count);                                       \
        while (from_ < to_) {                                                  \
            (at) = from_ + (to_ - from_) / 2;                                  \
            if (before)                                                        \
                from_ = (at) + 1;                                              \
            else                                                               \
                to_ = (at);                                                    \
        }                                                                      \
        (at) = from_;                                                          \
    } while (0)

/* `list` is a pointer to the array's pointer; arena may be NULL. */
bool rt_list_grow(struct rt_arena *arena, void *list, size_t *cap, size_t want,
    size_t size) RT_MUST_USE;

#endif
