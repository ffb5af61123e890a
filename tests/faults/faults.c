/* Preloaded into the program by tests/faults/run: one allocation fails.
 *
 *   RT_FAULT_LIST=FILE   none fails; FILE gets the number of each allocation
 *                        that is the first from its place
 *   RT_FAULT_AT=N        the N-th fails; RT_FAULT_LIST then gets its callers,
 *                        as addresses in the program's file
 *
 * A place is the four innermost callers in the program: what fails there is
 * one path out of it. Counted are allocations by the program itself and by the
 * libraries that report a failure to it; libxlsxwriter's are not, since it
 * does not look at all of its own.
 */
#include <errno.h>
#include <execinfo.h>
#include <link.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES = 40, CALLERS = 4, PLACES = 1 << 14, RANGES = 4 };

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

/* Where the code of the program, and of those libraries, is; the program's is
 * the first. */
static struct {
    uintptr_t from, to, base;
} ranges[RANGES];
static size_t range_count;

static uint64_t places[PLACES];
static long count, fail_at;
static FILE *list;
static bool ready;
static __thread bool inside;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int note_object(struct dl_phdr_info *info, size_t size, void *context)
{
    const char *name = info->dlpi_name;

    (void)size, (void)context;
    if (*name && !strstr(name, "sqlite") && !strstr(name, "expat"))
        return 0;
    for (size_t i = 0; i < info->dlpi_phnum && range_count < RANGES; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        if (p->p_type != PT_LOAD || !(p->p_flags & PF_X))
            continue;
        ranges[range_count].base = info->dlpi_addr;
        ranges[range_count].from = info->dlpi_addr + p->p_vaddr;
        ranges[range_count].to = info->dlpi_addr + p->p_vaddr + p->p_memsz;
        range_count++;
    }
    return 0;
}

/* What is asked for after the end, by gcc's --coverage, is not the program's. */
static void stop(void)
{
    ready = false;
}

__attribute__((constructor)) static void start(void)
{
    const char *at = getenv("RT_FAULT_AT"), *file = getenv("RT_FAULT_LIST");
    void *warm[2];

    /* Its first call allocates. */
    backtrace(warm, 2);
    dl_iterate_phdr(note_object, NULL);
    fail_at = at ? strtol(at, NULL, 10) : 0;
    list = file ? fopen(file, "w") : NULL;
    if (list)
        setvbuf(list, NULL, _IOLBF, 0);
    unsetenv("LD_PRELOAD");
    ready = at || list;
}

static bool in_range(const void *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((uintptr_t)p >= ranges[i].from && (uintptr_t)p < ranges[i].to)
            return true;
    }
    return false;
}

/* Whether an allocation came from here before. */
static bool is_new(void)
{
    void *frames[FRAMES];
    int n = backtrace(frames, FRAMES);
    uint64_t key = 1469598103934665603u;

    for (int i = 2, callers = 0; i < n && callers < CALLERS; i++) {
        if (!in_range(frames[i], 1))
            continue;
        key = (key ^ (uintptr_t)frames[i]) * 1099511628211u;
        callers++;
    }
    for (size_t at = key % PLACES;; at = (at + 1) % PLACES) {
        if (places[at] == key)
            return false;
        if (places[at] == 0) {
            places[at] = key;
            return true;
        }
    }
}

static void list_callers(void)
{
    void *frames[FRAMES];
    int n = backtrace(frames, FRAMES);

    for (int i = 2; i < n && list; i++) {
        if (in_range(frames[i], 1))
            fprintf(list, "%#lx\n",
                (unsigned long)((uintptr_t)frames[i] - ranges[0].base - 1));
    }
}

/* Counts an allocation for `caller`; true if it is to fail. */
static bool fails(const void *caller)
{
    bool result;

    if (!ready || inside || !in_range(caller, range_count))
        return false;
    inside = true;
    pthread_mutex_lock(&lock);
    /* Not sooner: what was registered last is called first. */
    if (count++ == 0)
        atexit(stop);
    result = count == fail_at;
    if (result)
        list_callers();
    else if (list && fail_at == 0 && is_new())
        fprintf(list, "%ld\n", count);
    pthread_mutex_unlock(&lock);
    inside = false;
    if (result)
        errno = ENOMEM;
    return result;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(p, size);
}
