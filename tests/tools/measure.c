/* measure: runs a command and says what it took.
 *
 *     measure FILE COMMAND [ARGUMENT...]
 *
 * Appends one line to FILE: wall seconds, processor seconds and peak resident
 * memory in KiB of the command, which keeps its streams; ends with its exit
 * status. The peak is that of the largest process the command waited for. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int trouble(const char *what)
{
    fprintf(stderr, "measure: %s: %s\n", what, strerror(errno));
    return 127;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: measure FILE COMMAND [ARGUMENT...]\n", stderr);
        return 127;
    }
    FILE *out = fopen(argv[1], "ae");
    if (!out)
        return trouble(argv[1]);
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(trouble(argv[2]));
    }
    int status = 0;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) != child)
        return trouble(argv[2]);
    fprintf(out, "%.3f %.3f %ld\n", now() - start,
        seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
    if (fclose(out) != 0)
        return trouble(argv[1]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
