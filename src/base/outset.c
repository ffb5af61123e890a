/* How a set of files takes the place of an earlier one.
 *
 * No rename replaces several files, so a set is switched:
 *
 *     DIR/.risktally-run/new/NAME           each new file is written here
 *     DIR/.risktally-run/old/NAME           each earlier one is moved here
 *     DIR/returns/.risktally-part/new/NAME  the same for a folder in DIR
 *
 * When all new files are on the disk, the earlier ones are moved away, run.json
 * first; the marker .risktally-run/away is made; the new ones are moved in,
 * run.json last; and the earlier ones are removed. So there are never files of
 * two runs in DIR, and where there is a run.json, all of its files are there.
 *
 * A switch that fails is undone. After one that was killed, the next run puts
 * the earlier files back if there is no marker, and moves in the rest of the new
 * ones if there is. Where each file is says which; a journal could contradict
 * the folders.
 *
 * Why not exchange DIR with another folder, or a link? DIR may be a mount
 * point, and it holds files of other people. NFS, CIFS, FAT and many file
 * systems in user space refuse RENAME_EXCHANGE, and FAT and CIFS have no links.
 * Who has a folder open keeps the old one, and Samba may refuse to rename it
 * ("strict rename"). Plain renames of files work everywhere. On CIFS one is
 * refused while the file is open elsewhere; here that happens before anything
 * new is in place. Each file is written below the folder that it is for, so that
 * it inherits the permissions of that folder and is on its file system.
 */
#include "base/outset.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

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

enum rt_status rt_outset_move(
    const char *from, const char *to, bool force, struct rt_error *err)
{
    if (!rt_outset_sees(from))
        return RT_OK;
    if (!force && rt_outset_sees(to))
        return rt_outset_fail_exists(to, err);
    return rename(from, to) == 0 ? RT_OK
                                 : rt_fail_errno(err, RT_CANNOT_RENAME, to);
}

/* The new files, or the earlier ones, into their places: the manifest comes
 * when all others are there. */
static enum rt_status move_in(
    struct rt_outset *set, bool earlier, struct rt_error *err)
{
    for (int last = 0; last <= 1; last++) {
        for (size_t i = 0; i < atomic_load(&set->count); i++) {
            const struct target *t = &set->targets[i];
            if (rt_outset_is_manifest(t) == (last == 1)
                && (earlier || !t->drop))
                RT_TRY(rt_outset_move(
                    earlier ? t->old : t->temp, t->path, set->force, err));
        }
        for (size_t i = 0; i < atomic_load(&set->folder_count); i++)
            RT_TRY(rt_outset_sync(set->folders[i].path, err));
    }
    return RT_OK;
}

/* The manifest goes first. A folder in the place of a file stays. */
static enum rt_status move_away(
    const struct rt_outset *set, const struct target *t, struct rt_error *err)
{
    struct stat st;

    if (lstat(t->path, &st) != 0)
        return RT_OK;
    if (!set->force)
        return rt_outset_fail_exists(t->path, err);
    errno = EISDIR;
    if (S_ISDIR(st.st_mode) || rename(t->path, t->old) != 0)
        return rt_fail_errno(err, RT_CANNOT_RENAME, t->path);
    return RT_OK;
}

static enum rt_status move_all_away(struct rt_outset *set, struct rt_error *err)
{
    for (int first = 1; first >= 0; first--) {
        for (size_t i = 0; i < atomic_load(&set->count); i++) {
            const struct target *t = &set->targets[i];
            if (rt_outset_is_manifest(t) == (first == 1))
                RT_TRY(move_away(set, t, err));
        }
    }
    return RT_OK;
}

/* From here on the new files are the set. */
static enum rt_status mark(const struct rt_outset *set, struct rt_error *err)
{
    int fd = open(set->away, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

    if (fd < 0)
        return rt_fail_errno(err, RT_CANNOT_WRITE, set->away);
    close(fd);
    return rt_outset_sync(set->own, err);
}

/* What has been moved in goes out again before the earlier files return. */
static enum rt_status undo(struct rt_outset *set)
{
    struct rt_error ignored = {0};

    for (size_t i = 0;
         i < atomic_load(&set->count) && rt_outset_sees(set->away); i++) {
        const struct target *t = &set->targets[i];
        if (!t->drop && !rt_outset_sees(t->temp))
            RT_TRY(rt_outset_move(t->path, t->temp, true, &ignored));
    }
    unlink(set->away);
    return move_in(set, true, &ignored);
}

static enum rt_status switch_all(struct rt_outset *set, struct rt_error *err)
{
    enum rt_status rc = move_all_away(set, err);

    RT_THEN(rc, mark(set, err));
    RT_THEN(rc, move_in(set, false, err));
    if (rc != RT_OK && undo(set) != RT_OK)
        set->stuck = true;
    return rc;
}

static enum rt_status sync_all(struct rt_outset *set, struct rt_error *err)
{
    for (size_t i = 0; i < atomic_load(&set->count); i++) {
        const struct target *t = &set->targets[i];
        if (!t->drop && t->sha256[0] == '\0')
            RT_TRY(rt_outset_sync(t->temp, err));
    }
    for (size_t i = 0; i < atomic_load(&set->folder_count); i++)
        RT_TRY(rt_outset_sync(set->folders[i].fresh, err));
    return RT_OK;
}

/* A signal waits while the files are switched. */
enum rt_status rt_outset_switch(struct rt_outset *set, struct rt_error *err)
{
    sigset_t before;
    enum rt_status rc;

    RT_TRY(sync_all(set, err));
    rt_signals_hold(&before);
    rc = switch_all(set, err);
    set->committed = rc == RT_OK;
    if (set->committed)
        rt_outset_sweep(set);
    rt_signals_release(&before);
    return rc;
}

/* --- a set that was killed ------------------------------------------------ */

static enum rt_status scan_files(struct rt_outset *set, struct folder *f,
    struct rt_str sub, const char *path, struct rt_error *err)
{
    DIR *d = opendir(path);
    enum rt_status rc = RT_OK;
    struct dirent *e;

    if (!d)
        return errno == ENOENT
                   ? RT_OK
                   : rt_fail_errno(err, RT_CANNOT_READ_FOLDER, path);
    while (rc == RT_OK && (e = readdir(d)) != NULL) {
        /* none of ours begins so; NFS makes some out of open files */
        if (e->d_name[0] == '.')
            continue;
        char *name = rt_outset_path(
            "%.*s%s%s", RT_FMT(sub), sub.n > 0 ? "/" : "", e->d_name);
        rc = name ? rt_outset_fill(set, f, name, err) : rt_fail_nomem(err);
        free(name);
        if (rc == RT_OK)
            atomic_fetch_add(&set->count, 1);
    }
    closedir(d);
    return rc;
}

static enum rt_status scan_folder(
    struct rt_outset *set, struct rt_str sub, struct rt_error *err)
{
    struct folder *f;

    RT_TRY(rt_outset_folder(set, sub, &f, err));
    f->made = sub.n > 0; /* as far as is known */
    if (!rt_outset_sees(f->own))
        return RT_OK;
    RT_TRY(scan_files(set, f, sub, f->fresh, err));
    return scan_files(set, f, sub, f->old, err);
}

static enum rt_status scan_folders(struct rt_outset *set, struct rt_error *err)
{
    DIR *d = opendir(set->dir);
    enum rt_status rc = d ? scan_folder(set, RT_STR_NONE, err)
                          : rt_fail_errno(err, RT_CANNOT_READ_FOLDER, set->dir);
    struct dirent *e;

    while (rc == RT_OK && (e = readdir(d)) != NULL) {
        if (e->d_name[0] == '.')
            continue;
        char *part = rt_outset_path("%s/%s" PART, set->dir, e->d_name);
        if (!part)
            rc = rt_fail_nomem(err);
        else if (rt_outset_sees(part))
            rc = scan_folder(set, rt_str(e->d_name), err);
        free(part);
    }
    if (d)
        closedir(d);
    return rc;
}

enum rt_status rt_outset_recover(struct rt_outset *set, struct rt_error *err)
{
    sigset_t before;
    enum rt_status rc;

    rt_signals_hold(&before);
    rc = scan_folders(set, err);
    if (rc == RT_OK && atomic_load(&set->count) > 0)
        rc = move_in(set, !rt_outset_sees(set->away), err);
    if (rc == RT_OK)
        rt_outset_sweep(set);
    else
        set->stuck = true;
    rt_outset_forget(set);
    rt_signals_release(&before);
    return rc;
}

/* --- the lock ------------------------------------------------------------- */

/* There are file systems on which a file never has the same number twice. */
enum { LOCK_TRIES = 100 };

/* Locks of open files, which NFS and CIFS know too. Where there are none,
 * nobody can be kept out. */
static enum rt_status try_lock(
    const struct rt_outset *set, struct rt_error *err)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    if (fcntl(set->fd, F_OFD_SETLK, &whole) == 0
        || (errno != EAGAIN && errno != EACCES))
        return RT_OK;
    return rt_fail_both(err, RT_BUSY, "ほかの実行が %s に書き出しています",
        "another run is writing into %s", set->dir);
}

/* Whether the locked file is still the one by that name: a run that has just
 * ended takes its lock away. */
static bool is_current(const struct rt_outset *set)
{
    struct stat held, there;

    return fstat(set->fd, &held) == 0 && lstat(set->lock, &there) == 0
           && held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

enum rt_status rt_outset_lock(struct rt_outset *set, struct rt_error *err)
{
    set->own = rt_outset_path("%s" OWN, set->dir);
    set->lock = rt_outset_path("%s" OWN "/lock", set->dir);
    set->away = rt_outset_path("%s" OWN "/away", set->dir);
    RT_NEED(set->own && set->lock && set->away, err);
    for (int tries = 0; tries < LOCK_TRIES; tries++) {
        if (set->fd >= 0)
            close(set->fd);
        RT_TRY(rt_outset_mkdir(set->own, err));
        set->fd
            = open(set->lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (set->fd < 0 && errno != ENOENT)
            return rt_fail_errno(err, RT_CANNOT_OPEN, set->lock);
        if (set->fd >= 0)
            RT_TRY(try_lock(set, err));
        if (set->fd >= 0 && is_current(set))
            break;
    }
    return set->fd >= 0 ? RT_OK : rt_fail_errno(err, RT_CANNOT_OPEN, set->lock);
}

bool rt_outset_is_busy(const char *dir)
{
    struct flock whole = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    char *name = rt_outset_path("%s" OWN "/lock", dir);
    int fd = name ? open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    bool busy = fd >= 0 && fcntl(fd, F_OFD_GETLK, &whole) == 0
                && whole.l_type != F_UNLCK;

    if (fd >= 0)
        close(fd);
    free(name);
    return busy;
}

bool rt_outset_is_left(const char *dir)
{
    char *own = rt_outset_path("%s" OWN, dir);
    bool left = own && rt_outset_sees(own) && !rt_outset_is_busy(dir);

    free(own);
    return left;
}
