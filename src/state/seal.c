/* The seal of files of versions 1 and 2, whose pages have no checksums: one of
 * the whole file in PATH.lock, "seal 1 COUNTER SIZE CRC\n", where the counter
 * is bytes 24 to 27 of SQLite's header. A file without one, or of another
 * change than the sealed one (a backup, a run killed in between), is taken as
 * it is. */
#include "state/private.h"

#include <fcntl.h>
#include <inttypes.h>
#include <unistd.h>
#include <zlib.h>

enum { SEAL_TEXT = 64, SEAL_COUNTER = 7 + 8, HEADER = 28, BLOCK = 64 * 1024 };

static void read_seal(const struct rt_state *s, char seal[SEAL_TEXT])
{
    char name[4096];
    ssize_t n = 0;
    int fd = -1;
    if (snprintf(name, sizeof name, "%s.lock", s->path) < (int)sizeof name)
        fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd >= 0) {
        n = pread(fd, seal, SEAL_TEXT - 1, 0);
        close(fd);
    }
    seal[n > 0 ? n : 0] = '\0';
}

bool rt_sdb_seal_is_broken(const struct rt_state *s, int fd)
{
    unsigned char block[BLOCK], head[HEADER] = {0};
    char want[SEAL_TEXT], got[SEAL_TEXT];
    uLong crc = crc32(0, NULL, 0);
    int64_t size = 0;
    ssize_t n;
    read_seal(s, want);
    while (want[0] && (n = pread(fd, block, BLOCK, size)) > 0) {
        if (size == 0)
            memcpy(head, block, HEADER);
        crc = crc32(crc, block, (uInt)n);
        size += n;
    }
    snprintf(got, sizeof got, "seal 1 %02x%02x%02x%02x %" PRId64 " %08lx\n",
        head[24], head[25], head[26], head[27], size, (unsigned long)crc);
    return strncmp(want, got, SEAL_COUNTER) == 0 && strcmp(want, got) != 0;
}
