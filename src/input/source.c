/* The bytes of one input (see source.h). */
#include "input/source.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "finding/finding.h"

enum rt_status rt_fail_limit(
    struct rt_error *err, const char *option, uint64_t limit, const char *place)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, limit);
    return rt_fail_code(err, RT_LIMIT, RT_IN201, option, text, place);
}

enum rt_status rt_source_open(
    struct in_source *s, const char *path, struct rt_error *err)
{
    struct stat st;
    *s = (struct in_source){.fd = -1};
    /* Without O_NONBLOCK a FIFO without a writer would hang the program. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return rt_fail_input(err, RT_IN101, errno);
    s->fd = fd;
    enum rt_status rc = RT_OK;
    if (fstat(fd, &st) != 0)
        rc = rt_fail_input(err, RT_IN101, errno);
    else if (!S_ISREG(st.st_mode))
        rc = rt_fail_input(
            err, RT_IN101, S_ISDIR(st.st_mode) ? EISDIR : EINVAL);
    else
        s->size = (uint64_t)st.st_size;
    if (rc != RT_OK)
        rt_source_close(s);
    return rc;
}

struct in_source rt_source_mem(const void *p, size_t n)
{
    return (struct in_source){.fd = -1, .mem = p, .size = n};
}

void rt_source_close(struct in_source *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    s->mem = NULL;
}

static size_t read_mem(
    const struct in_source *s, void *buf, size_t n, uint64_t off)
{
    if (off >= s->size)
        return 0;
    if (n > s->size - off)
        n = (size_t)(s->size - off);
    memcpy(buf, s->mem + off, n);
    return n;
}

enum rt_status rt_source_read(const struct in_source *s, void *buf, size_t n,
    uint64_t off, size_t *got, struct rt_error *err)
{
    *got = 0;
    if (s->mem) {
        *got = read_mem(s, buf, n, off);
        return RT_OK;
    }
    while (*got < n) {
        ssize_t k
            = pread(s->fd, (char *)buf + *got, n - *got, (off_t)(off + *got));
        if (k == 0)
            break;
        if (k > 0)
            *got += (size_t)k;
        else if (errno != EINTR)
            return rt_fail_input(err, RT_IN101, errno);
    }
    return RT_OK;
}

enum rt_status rt_source_sha256(const struct in_source *s, char hex[65],
    uint64_t *size, struct rt_error *err)
{
    return rt_sha256_fd(s->fd, hex, size) ? RT_OK
                                          : rt_fail_input(err, RT_IN101, errno);
}
