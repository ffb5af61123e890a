/* What outlist.c, outset.c and outfile.c share; the last is the highest. */
#ifndef RISKTALLY_OUTSET_H
#define RISKTALLY_OUTSET_H

#include <stdatomic.h>

#include "base/outfile.h"
#include "base/text.h"

/* More than any run has: a return slip for each department and a few others.
 * Unused entries cost address space only. */
enum { TARGETS_MAX = 1 << 17, FOLDERS_MAX = 64 };

#define OWN "/.risktally-run"
#define PART "/.risktally-part"

struct target {
    char *name; /* as announced */
    char *path;
    char *temp; /* where it is written */
    char *old;  /* where an earlier one is moved; NULL: it is replaced */
    bool drop;
    uint64_t size;
    char sha256[65]; /* "" until it is written */
};

/* The folder of the set, which is the first, or one below it. */
struct folder {
    char *path;
    char *own, *fresh, *old; /* ours in it, and what is in that */
    bool made;
};

struct rt_outset {
    char *dir;
    char *own, *lock, *away; /* NULL for a single file */
    int fd;                  /* of the lock */
    bool force, made_dir, committed;
    bool stuck; /* half switched: for the next set */
    struct target targets[TARGETS_MAX];
    struct folder folders[FOLDERS_MAX];
    atomic_size_t count, folder_count;
};

/* --- outlist.c ------------------------------------------------------------ */

char *rt_outset_path(const char *fmt, ...) RT_PRINTF(1, 2);
bool rt_outset_sees(const char *path);
/* A folder of ours; what is in its place and no folder is not used. */
enum rt_status rt_outset_mkdir(
    const char *path, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_outset_sync(
    const char *path, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_outset_fail_exists(const char *path, struct rt_error *err);
bool rt_outset_is_manifest(const struct target *t);
/* `sub`: the name below the set's folder; empty for that itself. */
enum rt_status rt_outset_folder(struct rt_outset *set, struct rt_str sub,
    struct folder **out, struct rt_error *err) RT_MUST_USE;
/* The next place in the list, filled in; the caller counts it. */
enum rt_status rt_outset_fill(struct rt_outset *set, struct folder *f,
    const char *name, struct rt_error *err) RT_MUST_USE;
/* Removes all that is ours but the results. Nothing that a signal handler may
 * not do. */
void rt_outset_sweep(struct rt_outset *set);
void rt_outset_forget(struct rt_outset *set);

/* --- outset.c ------------------------------------------------------------- */

/* Nothing to move is no failure: a target that was withdrawn, or is new. */
enum rt_status rt_outset_move(const char *from, const char *to, bool force,
    struct rt_error *err) RT_MUST_USE;
/* The lock of the folder, and our names in it. */
enum rt_status rt_outset_lock(
    struct rt_outset *set, struct rt_error *err) RT_MUST_USE;
/* Puts in order what a killed run has left. */
enum rt_status rt_outset_recover(
    struct rt_outset *set, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_outset_switch(
    struct rt_outset *set, struct rt_error *err) RT_MUST_USE;

#endif
