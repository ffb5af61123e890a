/* Preloaded by tests/setup: what the program allocates it must free before it
 * ends.
 *
 *   RT_LEAKS=FILE   gets a line for each allocation of the program's own code
 *                   that is left at exit: where it was made, as an address in
 *                   the program's file
 *
 * What libraries allocate for themselves is theirs, and nothing is counted in
 * the other programs that a case runs.
 */
#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 1 << 10 };

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void __libc_free(void *);

/* Where the program's code is. */
static uintptr_t from, to, base;

/* By hash of the pointer; a place given up is (void *)-1. */
static struct slot {
    void *p;
    uintptr_t caller;
} * slots;
static size_t size, used;
static bool ready;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define GONE ((void *)-1)

static int note_program(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size, (void)context;
    for (size_t i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        if (p->p_type == PT_LOAD && p->p_flags & PF_X) {
            base = info->dlpi_addr;
            from = base + p->p_vaddr;
            to = from + p->p_memsz;
        }
    }
    return 1; /* the first is the program */
}

/* Where p is, or the empty place for it. */
static struct slot *place_of(const void *p)
{
    size_t i = ((uintptr_t)p >> 4) * 11400714819323198485u % size;

    while (slots[i].p && slots[i].p != p)
        i = (i + 1) % size;
    return &slots[i];
}

static void tell(void)
{
    const char *name = getenv("RT_LEAKS");
    FILE *file = NULL;

    if (!ready)
        return;
    ready = false;
    for (size_t i = 0; i < size; i++) {
        if (!slots[i].p || slots[i].p == GONE)
            continue;
        if (!file)
            file = fopen(name, "a");
        if (file)
            fprintf(
                file, "%#lx\n", (unsigned long)(slots[i].caller - base - 1));
    }
    if (file)
        fclose(file);
}

/* A table with room, without those that are gone: small at first, since most
 * runs are short and all of it is looked at in the end. */
static bool make_room(void)
{
    struct slot *old = slots;
    size_t old_size = size, live = 0;

    if (used < size / 2)
        return true;
    for (size_t i = 0; i < old_size; i++)
        live += old[i].p && old[i].p != GONE;
    size = old_size == 0          ? FIRST_SIZE
           : live >= old_size / 4 ? 2 * old_size
                                  : old_size;
    slots = __libc_calloc(size, sizeof *slots);
    if (!slots)
        return false;
    used = live;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].p && old[i].p != GONE)
            *place_of(old[i].p) = old[i];
    __libc_free(old);
    return true;
}

static void add(void *p, const void *caller)
{
    struct slot *slot;

    if (!p || !ready || (uintptr_t)caller < from || (uintptr_t)caller >= to)
        return;
    pthread_mutex_lock(&lock);
    /* Not sooner: what was registered last is called first; and not later, when
     * gcc's --coverage writes. */
    if (!slots)
        atexit(tell);
    if (make_room()) {
        slot = place_of(p);
        used += !slot->p;
        *slot = (struct slot){p, (uintptr_t)caller};
    } else {
        ready = false;
    }
    pthread_mutex_unlock(&lock);
}

static void take(const void *p)
{
    struct slot *slot;

    if (!p || !ready)
        return;
    pthread_mutex_lock(&lock);
    slot = slots ? place_of(p) : NULL;
    if (slot && slot->p)
        slot->p = GONE;
    pthread_mutex_unlock(&lock);
}

__attribute__((constructor)) static void start(void)
{
    if (strcmp(program_invocation_short_name, "risktally") != 0)
        return;
    dl_iterate_phdr(note_program, NULL);
    ready = getenv("RT_LEAKS") != NULL;
}

void *malloc(size_t size)
{
    void *p = __libc_malloc(size);

    add(p, __builtin_return_address(0));
    return p;
}

void *calloc(size_t n, size_t size)
{
    void *p = __libc_calloc(n, size);

    add(p, __builtin_return_address(0));
    return p;
}

void *realloc(void *old, size_t size)
{
    void *p;

    take(old);
    p = __libc_realloc(old, size);
    add(p, __builtin_return_address(0));
    return p;
}

void free(void *p)
{
    take(p);
    __libc_free(p);
}
