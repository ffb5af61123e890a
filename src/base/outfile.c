/* A set of output files that appear together.
 *
 * Every target is written under ".NAME.tmp-PID" in its own folder, so that
 * the rename stays inside one file system. The list of temporary names is
 * also readable by a signal handler: entries are only ever added, and an
 * entry is whole before the count says so.
 *
 * A name with ".." is refused, and so is a target that exists (unless forced).
 */
#include "base/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

/* More than any run has: a return slip for each department and a few others.
 * Unused entries cost address space only. */
enum { TARGETS_MAX = 65536 };

struct target {
    char *name; /* as announced */
    char *path;
    char *temp;
    char *made; /* its folder, where that was made for it; or NULL */
    bool drop;
};

struct rt_outset {
    char *dir;
    bool force, made_dir, committed;
    struct target targets[TARGETS_MAX];
    atomic_size_t count;
};

/* For the signal handler; one set at a time. */
static _Atomic(struct rt_outset *) current_set;

static char *join(const char *a, const char *b, const char *c)
{
    size_t na = strlen(a), nb = strlen(b), nc = strlen(c);
    char *s = malloc(na + nb + nc + 1);

    if (!s)
        return NULL;
    memcpy(s, a, na);
    memcpy(s + na, b, nb);
    memcpy(s + na + nb, c, nc + 1);
    return s;
}

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

enum rt_status rt_outset_open(
    const char *dir, bool force, struct rt_outset **out, struct rt_error *err)
{
    struct rt_outset *set = calloc(1, sizeof *set);
    enum rt_status rc;

    RT_NEED(set, err);
    set->force = force;
    set->dir = join(dir, "", "");
    rc = set->dir ? make_dirs(dir, &set->made_dir, err) : rt_fail_nomem(err);
    if (rc != RT_OK) {
        free(set->dir);
        free(set);
        return rc;
    }
    atomic_store(&current_set, set);
    *out = set;
    return RT_OK;
}

/* The folder of a path; the caller's to free. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return strndup(path, slash ? (size_t)(slash - path) : 0);
}

static enum rt_status make_parent(struct target *t, struct rt_error *err)
{
    char *parent = folder_of(t->path);
    enum rt_status rc = RT_OK;
    bool made = false;

    RT_NEED(parent, err);
    if (parent[0] != '\0')
        rc = make_dirs(parent, &made, err);
    if (made)
        t->made = parent;
    else
        free(parent);
    return rc;
}

static enum rt_status fill_target(
    struct rt_outset *set, struct target *t, struct rt_error *err)
{
    char mark[32];
    char *slash, *folder;

    t->path = join(set->dir, "/", t->name);
    RT_NEED(t->path, err);
    slash = strrchr(t->path, '/');
    folder = strndup(t->path, (size_t)(slash - t->path) + 1);
    RT_NEED(folder, err);
    snprintf(mark, sizeof mark, ".tmp-%ld", (long)getpid());
    char *hidden = join(folder, ".", slash + 1);
    free(folder);
    t->temp = hidden ? join(hidden, mark, "") : NULL;
    free(hidden);
    return t->temp ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status fail_exists(const char *path, struct rt_error *err)
{
    errno = EEXIST;
    return rt_fail_errno(err, RT_NOT_REPLACED, path);
}

static void free_target(struct target *t)
{
    free(t->name);
    free(t->path);
    free(t->temp);
    free(t->made);
}

enum rt_status rt_outset_add(struct rt_outset *set, const char *name,
    const char **path, struct rt_error *err)
{
    size_t n = atomic_load(&set->count);
    struct target *t = &set->targets[n];
    enum rt_status rc;

    if (n == TARGETS_MAX)
        return rt_fail_both(err, RT_LIMIT, "書き出すファイルが多すぎます",
            "too many output files");
    if (strstr(name, "..") || name[0] == '/' || name[0] == '\0')
        return rt_fail(err, RT_BUG, "bad output name: %s", name);
    free_target(t);
    *t = (struct target){.name = join(name, "", "")};
    RT_NEED(t->name, err);
    rc = fill_target(set, t, err);
    if (rc == RT_OK && !set->force && access(t->path, F_OK) == 0)
        rc = fail_exists(t->path, err);
    if (rc == RT_OK)
        rc = make_parent(t, err);
    if (rc != RT_OK)
        return rc;
    unlink(t->temp);
    atomic_store(&set->count, n + 1);
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
    RT_TRY(rt_outset_open(folder, force, out, err));
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

static enum rt_status sync_path(
    const char *path, int flags, struct rt_error *err)
{
    int fd = open(path, flags | O_CLOEXEC);
    enum rt_status rc = RT_OK;

    if (fd < 0)
        return rt_fail_errno(err, RT_CANNOT_OPEN, path);
    /* Some file systems cannot sync a folder; that is no failure. */
    if (fsync(fd) != 0 && errno != EINVAL && errno != EROFS)
        rc = rt_fail_errno(err, RT_CANNOT_WRITE, path);
    close(fd);
    return rc;
}

/* Removals come first: on a file system that ignores case, its name may be that
 * of a new one. */
static enum rt_status remove_each(
    struct rt_outset *set, size_t n, struct rt_error *err)
{
    for (size_t i = 0; i < n; i++) {
        const struct target *t = &set->targets[i];
        if (t->drop && unlink(t->path) != 0 && errno != ENOENT)
            return rt_fail_errno(err, RT_CANNOT_REMOVE, t->path);
    }
    return RT_OK;
}

static enum rt_status rename_each(
    struct rt_outset *set, size_t n, struct rt_error *err)
{
    RT_TRY(remove_each(set, n, err));
    for (size_t i = 0; i < n; i++) {
        const struct target *t = &set->targets[i];
        if (!t->drop && rename(t->temp, t->path) != 0)
            return rt_fail_errno(err, RT_CANNOT_RENAME, t->path);
    }
    return RT_OK;
}

void rt_signals_hold(sigset_t *before)
{
    sigset_t held;

    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &held, before);
}

void rt_signals_release(const sigset_t *before)
{
    pthread_sigmask(SIG_SETMASK, before, NULL);
}

/* A signal waits while the targets change from old to new: half of each
 * would be neither run's result. */
static enum rt_status rename_all(
    struct rt_outset *set, size_t n, struct rt_error *err)
{
    sigset_t before;
    enum rt_status rc;

    rt_signals_hold(&before);
    rc = rename_each(set, n, err);
    rt_signals_release(&before);
    return rc;
}

/* Each folder once, as far as its files are adjacent in the set. */
static enum rt_status sync_folders(
    struct rt_outset *set, size_t n, struct rt_error *err)
{
    char *last = NULL, *folder;
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < n && rc == RT_OK; i++) {
        if (set->targets[i].drop)
            continue;
        folder = folder_of(set->targets[i].path);
        if (!folder)
            rc = rt_fail_nomem(err);
        else if (!last || strcmp(folder, last) != 0)
            rc = sync_path(folder, O_RDONLY | O_DIRECTORY, err);
        free(last);
        last = folder;
    }
    free(last);
    return rc == RT_OK ? sync_path(set->dir, O_RDONLY | O_DIRECTORY, err) : rc;
}

/* A folder below the set's that is now empty. */
static void remove_empty(struct rt_outset *set, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *folder = set->targets[i].drop && strchr(set->targets[i].name, '/')
                           ? folder_of(set->targets[i].path)
                           : NULL;
        if (folder)
            rmdir(folder);
        free(folder);
    }
}

enum rt_status rt_outset_commit(struct rt_outset *set, struct rt_error *err)
{
    size_t n = atomic_load(&set->count);
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < n && rc == RT_OK; i++) {
        if (!set->targets[i].drop)
            rc = sync_path(set->targets[i].temp, O_RDONLY, err);
    }
    if (rc == RT_OK)
        rc = rename_all(set, n, err);
    if (rc == RT_OK) {
        remove_empty(set, n);
        rc = sync_folders(set, n, err);
    }
    set->committed = rc == RT_OK;
    return rc;
}

void rt_outset_emergency(void)
{
    struct rt_outset *set = atomic_load(&current_set);

    if (!set)
        return;
    for (size_t i = 0; i < atomic_load(&set->count); i++)
        unlink(set->targets[i].temp);
    for (size_t i = 0; i < atomic_load(&set->count); i++) {
        if (set->targets[i].made)
            rmdir(set->targets[i].made); /* if it is empty again */
    }
}

void rt_outset_close(struct rt_outset *set)
{
    if (!set)
        return;
    if (!set->committed)
        rt_outset_emergency();
    atomic_store(&current_set, NULL);
    /* A folder made for this set is removed again if it is empty. */
    if (!set->committed && set->made_dir)
        rmdir(set->dir);
    /* one past the last may be begun */
    for (size_t i = 0; i <= atomic_load(&set->count) && i < (size_t)TARGETS_MAX;
         i++)
        free_target(&set->targets[i]);
    free(set->dir);
    free(set);
}
