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

enum { SLOTS = 1 << 20 };

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
} slots[SLOTS];
static size_t used;
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

static size_t place_of(const void *p)
{
    return ((uintptr_t)p >> 4) * 11400714819323198485u % SLOTS;
}

static void tell(void)
{
    const char *name = getenv("RT_LEAKS");
    FILE *file = NULL;

    if (!ready)
        return;
    ready = false;
    for (size_t i = 0; i < SLOTS; i++) {
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

static void add(void *p, const void *caller)
{
    size_t i = place_of(p);

    if (!p || !ready || (uintptr_t)caller < from || (uintptr_t)caller >= to)
        return;
    pthread_mutex_lock(&lock);
    /* Not sooner: what was registered last is called first; and not later, when
     * gcc's --coverage writes. */
    if (used == 0)
        atexit(tell);
    while (slots[i].p && slots[i].p != GONE)
        i = (i + 1) % SLOTS;
    used += !slots[i].p;
    slots[i] = (struct slot){p, (uintptr_t)caller};
    /* Too full to go on. */
    if (used > SLOTS / 2)
        ready = false;
    pthread_mutex_unlock(&lock);
}

static void take(const void *p)
{
    size_t i = place_of(p);

    if (!p || !ready)
        return;
    pthread_mutex_lock(&lock);
    while (slots[i].p && slots[i].p != p)
        i = (i + 1) % SLOTS;
    if (slots[i].p)
        slots[i].p = GONE;
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
