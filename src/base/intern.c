/* Texts by number, in a table of which half is free. */
#include "base/intern.h"

#include "base/fold.h"
#include "base/list.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 256 };

void rt_intern_fini(struct rt_intern *t)
{
    rt_arena_fini(&t->arena);
    free(t->text);
    free(t->slot);
    *t = (struct rt_intern){0};
}

/* What differs only at the end must differ in the low bits. */
static size_t hash(struct rt_str s)
{
    uint64_t h = rt_str_hash(RT_HASH_EMPTY, s);

    return (size_t)(h ^ h >> 32);
}

/* The slot that holds the text, or the free one where it belongs. */
static uint32_t *find_slot(const struct rt_intern *t, struct rt_str s)
{
    size_t i = hash(s) & (t->slots - 1);

    while (t->slot[i] && !rt_str_eq(t->text[t->slot[i] - 1], s))
        i = (i + 1) & (t->slots - 1);
    return &t->slot[i];
}

static bool grow(struct rt_intern *t)
{
    size_t slots = t->slots ? t->slots * 2 : FIRST_SLOTS;
    uint32_t *slot;

    if (t->count + 1 <= t->slots / 2)
        return true;
    if (slots > UINT32_MAX)
        return false;
    slot = calloc(slots, sizeof *slot);
    if (!slot)
        return false;
    free(t->slot);
    t->slot = slot;
    t->slots = slots;
    for (size_t i = 0; i < t->count; i++)
        *find_slot(t, t->text[i]) = (uint32_t)(i + 1);
    return true;
}

uint32_t rt_intern(struct rt_intern *t, struct rt_str s)
{
    uint32_t *slot;
    struct rt_str copy;

    if (!grow(t) || !RT_GROW(t->text, t->count, t->cap))
        return 0;
    slot = find_slot(t, s);
    if (*slot == 0) {
        copy = rt_arena_str(&t->arena, s);
        if (!copy.p)
            return 0;
        t->text[t->count++] = copy;
        *slot = (uint32_t)t->count;
    }
    return *slot;
}

uint32_t rt_intern_find(const struct rt_intern *t, struct rt_str s)
{
    return t->slots ? *find_slot(t, s) : 0;
}

bool rt_intern_folded(struct rt_intern *t, struct rt_str s, uint32_t *number)
{
    struct rt_buf name = RT_BUF(SIZE_MAX / 2);
    bool known = rt_fold(s, &name) == RT_OK;

    *number = known && name.len > 0 ? rt_intern(t, rt_buf_str(&name)) : 0;
    known = known && (name.len == 0 || *number != 0);
    rt_buf_fini(&name);
    return known;
}

uint32_t rt_intern_find_folded(const struct rt_intern *t, struct rt_str s)
{
    struct rt_buf name = RT_BUF(SIZE_MAX / 2);
    uint32_t number = 0;

    if (rt_fold(s, &name) == RT_OK && name.len > 0)
        number = rt_intern_find(t, rt_buf_str(&name));
    rt_buf_fini(&name);
    return number;
}
