/* Output files, for their callers.
 *
 * A single file is written under ".NAME.tmp-PID" beside its target, and one
 * rename replaces that. For a set see outset.c.
 */
#include "base/outset.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"

/* For the signal handler; one set at a time. */
static _Atomic(struct rt_outset *) current_set;

/* Makes `dir` and what leads to it. *made: the last step was made here. */
static enum rt_status make_dirs(
    const char *dir, bool *made, struct rt_error *err)
{
    char path[PATH_MAX];
    struct stat st;
    size_t n = strlen(dir);

    *made = false;
    if (n == 0 || n >= sizeof path)
        return rt_fail_both(err, RT_USAGE,
            "出力先フォルダーの名前が空か、長すぎます",
            "the output folder's name is empty or too long");
    memcpy(path, dir, n + 1);
    for (size_t i = 1; i <= n; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        path[i] = '\0';
        *made = mkdir(path, 0777) == 0;
        if (!*made && errno != EEXIST)
            return rt_fail_errno(err, RT_CANNOT_MAKE_FOLDER, path);
        path[i] = dir[i];
    }
    if (stat(dir, &st) != 0)
        return rt_fail_errno(err, RT_CANNOT_USE_FOLDER, dir);
    if (!S_ISDIR(st.st_mode)) {
        errno = ENOTDIR;
        return rt_fail_errno(err, RT_CANNOT_USE_FOLDER, dir);
    }
    return RT_OK;
}

static enum rt_status make_folder(struct folder *f, struct rt_error *err)
{
    if (rt_outset_sees(f->old))
        return RT_OK;
    if (!rt_outset_sees(f->path))
        RT_TRY(make_dirs(f->path, &f->made, err));
    RT_TRY(rt_outset_mkdir(f->own, err));
    RT_TRY(rt_outset_mkdir(f->fresh, err));
    return rt_outset_mkdir(f->old, err);
}

/* --- for callers ---------------------------------------------------------- */

static enum rt_status open_set(
    const char *dir, bool force, struct rt_outset **out, struct rt_error *err)
{
    struct rt_outset *set = calloc(1, sizeof *set);
    enum rt_status rc;

    RT_NEED(set, err);
    set->fd = -1;
    set->force = force;
    set->dir = rt_outset_path("%s", dir);
    rc = set->dir ? make_dirs(dir, &set->made_dir, err) : rt_fail_nomem(err);
    if (rc != RT_OK) {
        free(set->dir);
        free(set);
        return rc;
    }
    *out = set;
    return RT_OK;
}

static enum rt_status open_mended(
    const char *dir, bool force, struct rt_outset **out, struct rt_error *err)
{
    struct rt_outset *set;
    enum rt_status rc;

    RT_TRY(open_set(dir, force, &set, err));
    rc = rt_outset_lock(set, err);
    if (rc != RT_OK)
        set->stuck = true; /* it is another's */
    RT_THEN(rc, rt_outset_recover(set, err));
    if (rc != RT_OK)
        rt_outset_close(set);
    else
        *out = set;
    return rc;
}

enum rt_status rt_outset_open(
    const char *dir, bool force, struct rt_outset **out, struct rt_error *err)
{
    RT_TRY(open_mended(dir, force, out, err));
    atomic_store(&current_set, *out);
    return RT_OK;
}

enum rt_status rt_outset_mend(const char *dir, struct rt_error *err)
{
    struct rt_outset *set;

    if (!rt_outset_is_left(dir))
        return RT_OK;
    RT_TRY(open_mended(dir, false, &set, err));
    rt_outset_close(set);
    return RT_OK;
}

enum rt_status rt_outset_add(struct rt_outset *set, const char *name,
    const char **path, struct rt_error *err)
{
    const char *slash = strrchr(name, '/');
    struct rt_str sub = {name, slash ? (size_t)(slash - name) : 0};
    struct target *t = &set->targets[atomic_load(&set->count)];
    struct folder *f = NULL;

    if (strstr(name, "..") || name[0] == '/' || name[0] == '\0')
        return rt_fail(err, RT_BUG, "bad output name: %s", name);
    if (set->own) {
        RT_TRY(rt_outset_folder(set, sub, &f, err));
        RT_TRY(make_folder(f, err));
    }
    RT_TRY(rt_outset_fill(set, f, name, err));
    if (!set->force && rt_outset_sees(t->path))
        return rt_outset_fail_exists(t->path, err);
    unlink(t->temp);
    atomic_fetch_add(&set->count, 1);
    *path = t->temp;
    return RT_OK;
}

/* FOLDER/NAME taken apart; a bare name is in ".". */
void rt_path_split(const char *path, char folder[PATH_MAX], const char **name)
{
    const char *slash = strrchr(path, '/');

    if (!slash) {
        snprintf(folder, PATH_MAX, ".");
        *name = path;
        return;
    }
    snprintf(folder, PATH_MAX, "%.*s", slash == path ? 1 : (int)(slash - path),
        path);
    *name = slash + 1;
}

enum rt_status rt_outset_open_file(const char *path, bool force,
    struct rt_outset **out, const char **temp, struct rt_error *err)
{
    char folder[PATH_MAX];
    const char *name;

    rt_path_split(path, folder, &name);
    RT_TRY(open_set(folder, force, out, err));
    atomic_store(&current_set, *out);
    return rt_outset_add(*out, name, temp, err);
}

void rt_outset_drop(struct rt_outset *set, const char *name)
{
    for (size_t i = 0; i < atomic_load(&set->count); i++) {
        if (strcmp(set->targets[i].name, name) == 0) {
            set->targets[i].drop = true;
            unlink(set->targets[i].temp);
        }
    }
}

enum rt_status rt_outset_written(
    struct rt_outset *set, const char *path, struct rt_error *err)
{
    struct target *t = set->targets;

    while (t->temp && t->temp != path)
        t++;
    if (!t->temp)
        return rt_fail(err, RT_BUG, "no target: %s", path);
    RT_TRY(rt_outset_sync(path, err));
    return rt_sha256_file(path, t->sha256, &t->size, err);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct rt_outfile *)a)->name,
        ((const struct rt_outfile *)b)->name);
}

enum rt_status rt_outset_list(const struct rt_outset *set,
    struct rt_outfile **list, size_t *count, struct rt_error *err)
{
    size_t n = atomic_load(&set->count);

    *count = 0;
    *list = calloc(n + 1, sizeof **list);
    RT_NEED(*list, err);
    for (const struct target *t = set->targets; t < set->targets + n; t++) {
        if (!t->drop && !rt_outset_is_manifest(t))
            (*list)[(*count)++]
                = (struct rt_outfile){t->name, t->size, t->sha256};
    }
    qsort(*list, *count, sizeof **list, by_name);
    return RT_OK;
}

static enum rt_status commit_file(struct rt_outset *set, struct rt_error *err)
{
    const struct target *t = set->targets;

    RT_TRY(rt_outset_sync(t->temp, err));
    RT_TRY(rt_outset_move(t->temp, t->path, true, err));
    return rt_outset_sync(set->dir, err);
}

enum rt_status rt_outset_commit(struct rt_outset *set, struct rt_error *err)
{
    return set->own ? rt_outset_switch(set, err) : commit_file(set, err);
}

static void leave(struct rt_outset *set)
{
    rt_outset_sweep(set);
    if (set->own) {
        unlink(set->lock);
        rmdir(set->own);
    }
}

void rt_outset_emergency(void)
{
    struct rt_outset *set = atomic_load(&current_set);

    if (set && !set->stuck)
        leave(set);
}

void rt_outset_close(struct rt_outset *set)
{
    if (!set)
        return;
    if (!set->stuck)
        leave(set);
    if (atomic_load(&current_set) == set)
        atomic_store(&current_set, NULL);
    if (set->fd >= 0)
        close(set->fd);
    /* A folder made for this set is removed again if it is empty. */
    if (!set->committed && set->made_dir)
        rmdir(set->dir);
    rt_outset_forget(set);
    free(set->own);
    free(set->lock);
    free(set->away);
    free(set->dir);
    free(set);
}
