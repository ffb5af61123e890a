/* SHA-256 by libmd, one view or one file at a time. */
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <sys/stat.h>
#include <unistd.h>

static void to_hex(const uint8_t digest[SHA256_DIGEST_LENGTH], char hex[65])
{
    static const char digits[] = "0123456789abcdef";

    for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[64] = '\0';
}

void rt_sha256(struct rt_str data, char hex[65])
{
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA2_CTX ctx;

    SHA256Init(&ctx);
    if (data.n > 0)
        SHA256Update(&ctx, (const uint8_t *)data.p, data.n);
    SHA256Final(digest, &ctx);
    to_hex(digest, hex);
}

bool rt_sha256_fd(int fd, char hex[65], uint64_t *size)
{
    uint8_t digest[SHA256_DIGEST_LENGTH], buf[64 * 1024];
    SHA2_CTX ctx;
    ssize_t n;

    *size = 0;
    SHA256Init(&ctx);
    while ((n = pread(fd, buf, sizeof buf, (off_t)*size)) != 0) {
        if (n > 0) {
            SHA256Update(&ctx, buf, (size_t)n);
            *size += (uint64_t)n;
        } else if (errno != EINTR) {
            return false;
        }
    }
    SHA256Final(digest, &ctx);
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
