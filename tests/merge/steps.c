/* Preloaded into the program by tests/merge/kill: its steps in folders (making,
 * renaming and removing files and folders, syncing) are counted, and at one of
 * them the program is killed, or the step is refused.
 *
 *   RT_STEP_KILL=N   killed before step N
 *   RT_STEP_FAIL=N   rename N fails with EACCES, as on a share where the
 *                    file is open elsewhere
 *   RT_STEP_LIST=F   F gets a line for each step
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int steps, renames;

static int number_of(const char *variable)
{
    const char *value = getenv(variable);

    return value ? atoi(value) : 0;
}

static void step(const char *what, const char *path)
{
    const char *list = getenv("RT_STEP_LIST");
    char line[4200];
    int fd = list ? open(list, O_WRONLY | O_CREAT | O_APPEND, 0666) : -1;

    if (fd >= 0) {
        int n = snprintf(line, sizeof line, "%s %s\n", what, path);
        if (write(fd, line, (size_t)n) != n)
            abort();
        close(fd);
    }
    if (++steps == number_of("RT_STEP_KILL"))
        kill(getpid(), SIGKILL);
}

int rename(const char *from, const char *to)
{
    step("rename", to);
    if (++renames == number_of("RT_STEP_FAIL")) {
        errno = EACCES;
        return -1;
    }
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int unlink(const char *path)
{
    step("unlink", path);
    return unlinkat(AT_FDCWD, path, 0);
}

int mkdir(const char *path, mode_t mode)
{
    step("mkdir", path);
    return mkdirat(AT_FDCWD, path, mode);
}

int rmdir(const char *path)
{
    step("rmdir", path);
    return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int fsync(int fd)
{
    step("fsync", "");
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    step("fdatasync", "");
    return (int)syscall(SYS_fdatasync, fd);
}
