/* The lists of what a set has, and single steps with files.
 *
 * The lists are also readable by a signal handler: entries are only ever
 * added, and an entry is whole before the count says so.
 */
#include "base/outset.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

char *rt_outset_path(const char *fmt, ...)
{
    char *s;
    va_list ap;

    va_start(ap, fmt);
    if (vasprintf(&s, fmt, ap) < 0)
        s = NULL;
    va_end(ap);
    return s;
}

bool rt_outset_sees(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

enum rt_status rt_outset_mkdir(const char *path, struct rt_error *err)
{
    struct stat st;

    if (mkdir(path, 0777) == 0)
        return RT_OK;
    if (errno == EEXIST && lstat(path, &st) == 0 && !S_ISDIR(st.st_mode))
        errno = ENOTDIR;
    return errno == EEXIST ? RT_OK
                           : rt_fail_errno(err, RT_CANNOT_MAKE_FOLDER, path);
}

enum rt_status rt_outset_sync(const char *path, struct rt_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum rt_status rc = RT_OK;

    if (fd < 0)
        return rt_fail_errno(err, RT_CANNOT_OPEN, path);
    /* Some file systems cannot sync a folder; that is no failure. */
    if (fsync(fd) != 0 && errno != EINVAL && errno != EROFS)
        rc = rt_fail_errno(err, RT_CANNOT_WRITE, path);
    close(fd);
    return rc;
}

enum rt_status rt_outset_fail_exists(const char *path, struct rt_error *err)
{
    errno = EEXIST;
    return rt_fail_errno(err, RT_NOT_REPLACED, path);
}

bool rt_outset_is_manifest(const struct target *t)
{
    return strcmp(t->name, RT_MANIFEST) == 0;
}

/* --- the lists ------------------------------------------------------------ */

enum rt_status rt_outset_folder(struct rt_outset *set, struct rt_str sub,
    struct folder **out, struct rt_error *err)
{
    size_t n = atomic_load(&set->folder_count), from = strlen(set->dir) + 1;
    struct folder *f = set->folders;

    for (; f < set->folders + n; f++) {
        if (strlen(f->path) >= from ? rt_str_is(sub, f->path + from)
                                    : sub.n == 0) {
            *out = f;
            return RT_OK;
        }
    }
    if (n == FOLDERS_MAX)
        return rt_fail_both(err, RT_LIMIT, "書き出すフォルダーが多すぎます",
            "too many output folders");
    f->path = rt_outset_path(
        "%s%s%.*s", set->dir, sub.n > 0 ? "/" : "", RT_FMT(sub));
    f->own = rt_outset_path("%s%s", f->path, sub.n > 0 ? PART : OWN);
    f->fresh = rt_outset_path("%s/new", f->own);
    f->old = rt_outset_path("%s/old", f->own);
    atomic_store(&set->folder_count, n + 1);
    RT_NEED(f->path && f->own && f->fresh && f->old, err);
    *out = f;
    return RT_OK;
}

static void free_target(struct target *t)
{
    free(t->name);
    free(t->path);
    free(t->temp);
    free(t->old);
    *t = (struct target){0};
}

enum rt_status rt_outset_fill(struct rt_outset *set, struct folder *f,
    const char *name, struct rt_error *err)
{
    size_t n = atomic_load(&set->count);
    struct target *t = &set->targets[n];
    const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;

    if (n + 1 == TARGETS_MAX)
        return rt_fail_both(err, RT_LIMIT, "書き出すファイルが多すぎます",
            "too many output files");
    free_target(t);
    t->name = rt_outset_path("%s", name);
    t->path = rt_outset_path("%s/%s", set->dir, name);
    if (f) {
        t->temp = rt_outset_path("%s/%s", f->fresh, base);
        t->old = rt_outset_path("%s/%s", f->old, base);
    } else {
        t->temp
            = rt_outset_path("%s/.%s.tmp-%ld", set->dir, base, (long)getpid());
    }
    RT_NEED(t->name && t->path && t->temp && (t->old || !f), err);
    return RT_OK;
}

void rt_outset_sweep(struct rt_outset *set)
{
    for (size_t i = 0; i < atomic_load(&set->count); i++) {
        unlink(set->targets[i].temp);
        if (set->targets[i].old)
            unlink(set->targets[i].old);
    }
    for (size_t i = atomic_load(&set->folder_count); i-- > 0;) {
        const struct folder *f = &set->folders[i];
        if (!f->own || !f->fresh || !f->old)
            continue;
        rmdir(f->fresh);
        rmdir(f->old);
        if (i == 0)
            continue;
        rmdir(f->own);
        if (f->made || set->committed)
            rmdir(f->path); /* if it is empty again */
    }
    if (set->away)
        unlink(set->away);
}

void rt_outset_forget(struct rt_outset *set)
{
    /* one past the last may be begun */
    for (size_t i = 0; i <= atomic_load(&set->count); i++)
        free_target(&set->targets[i]);
    for (size_t i = 0; i < atomic_load(&set->folder_count); i++) {
        struct folder *f = &set->folders[i];
        free(f->path);
        free(f->own);
        free(f->fresh);
        free(f->old);
        *f = (struct folder){0};
    }
    atomic_store(&set->count, 0);
    atomic_store(&set->folder_count, 0);
}
