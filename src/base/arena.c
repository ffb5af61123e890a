/* A bump allocator over a list of blocks. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>

enum { BLOCK_BYTES = 64 * 1024 };

struct rt_arena_block {
    struct rt_arena_block *next;
    size_t used, size;
    alignas(max_align_t) char data[];
};

void rt_arena_init(struct rt_arena *a)
{
    *a = (struct rt_arena){0};
}

static void free_list(struct rt_arena_block *b)
{
    while (b) {
        struct rt_arena_block *next = b->next;
        free(b);
        b = next;
    }
}

void rt_arena_fini(struct rt_arena *a)
{
    free_list(a->blocks);
    *a = (struct rt_arena){0};
}

void rt_arena_reset(struct rt_arena *a)
{
    struct rt_arena_block *keep = a->blocks;

    if (keep) {
        free_list(keep->next);
        keep->next = NULL;
        keep->used = 0;
    }
    a->total = 0;
}

static struct rt_arena_block *new_block(struct rt_arena *a, size_t size)
{
    size_t payload = size > BLOCK_BYTES ? size : BLOCK_BYTES;
    struct rt_arena_block *b;

    if (payload > SIZE_MAX - sizeof *b)
        return NULL;
    b = malloc(sizeof *b + payload);
    if (!b)
        return NULL;
    b->next = a->blocks;
    b->used = 0;
    b->size = payload;
    a->blocks = b;
    return b;
}

void *rt_arena_alloc(struct rt_arena *a, size_t size)
{
    struct rt_arena_block *b = a->blocks;
    size_t step = alignof(max_align_t);
    void *p;

    if (size > SIZE_MAX - step)
        return NULL;
    size = (size + step - 1) / step * step;
    if (!b || b->size - b->used < size) {
        b = new_block(a, size);
        if (!b)
            return NULL;
    }
    p = b->data + b->used;
    b->used += size;
    a->total += size;
    return memset(p, 0, size);
}

void *rt_arena_array(struct rt_arena *a, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes))
        return NULL;
    return rt_arena_alloc(a, bytes);
}

struct rt_str rt_arena_str(struct rt_arena *a, struct rt_str s)
{
    char *p;

    if (s.n == SIZE_MAX)
        return RT_STR_NONE;
    p = rt_arena_alloc(a, s.n + 1);
    if (!p)
        return RT_STR_NONE;
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    return (struct rt_str){p, s.n};
}
