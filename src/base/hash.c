/* SHA-256 by nettle, one view or one file at a time. */
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <sys/stat.h>
#include <unistd.h>

static void to_hex(const uint8_t digest[SHA256_DIGEST_SIZE], char hex[65])
{
    static const char digits[] = "0123456789abcdef";

    for (int i = 0; i < SHA256_DIGEST_SIZE; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[64] = '\0';
}

void rt_sha256(struct rt_str data, char hex[65])
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx ctx;

    sha256_init(&ctx);
    sha256_update(&ctx, data.n, (const uint8_t *)data.p);
    sha256_digest(&ctx, sizeof digest, digest);
    to_hex(digest, hex);
}

bool rt_sha256_fd(int fd, char hex[65], uint64_t *size)
{
    uint8_t digest[SHA256_DIGEST_SIZE], buf[64 * 1024];
    struct sha256_ctx ctx;
    ssize_t n;

    *size = 0;
    sha256_init(&ctx);
    while ((n = pread(fd, buf, sizeof buf, (off_t)*size)) != 0) {
        if (n > 0) {
            sha256_update(&ctx, (size_t)n, buf);
            *size += (uint64_t)n;
        } else if (errno != EINTR) {
            return false;
        }
    }
    sha256_digest(&ctx, sizeof digest, digest);
    to_hex(digest, hex);
    return true;
}

/* Only regular files are read: a FIFO or a device could block for ever. */
static int open_regular(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    int why;

    if (fd < 0)
        return -1;
    if (fstat(fd, &st) != 0)
        why = errno;
    else if (S_ISREG(st.st_mode))
        return fd;
    else
        why = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
    close(fd);
    errno = why;
    return -1;
}

enum rt_status rt_sha256_file(
    const char *path, char hex[65], uint64_t *size, struct rt_error *err)
{
    int fd = open_regular(path);
    enum rt_status rc = RT_OK;

    if (fd < 0)
        return rt_fail_errno(err, RT_CANNOT_OPEN, path);
    if (!rt_sha256_fd(fd, hex, size))
        rc = rt_fail_errno(err, RT_CANNOT_READ, path);
    close(fd);
    return rc;
}
