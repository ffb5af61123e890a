/* The seal: a checksum of the state as it was written, in PATH.lock.
 *
 * SQLite notices a damaged structure, not a damaged value: a level whose 7
 * became a 6 on the disk would be reported as an improvement. So the run that
 * wrote the picture notes the file's checksum and SQLite's change counter in
 * the lock file, and whoever opens it again looks whether they still agree.
 *
 * The seal is broken before the picture is replaced and set anew afterwards. A
 * state without a seal, or of another change than the sealed one (a backup, a
 * run killed in between), is taken, and then its structure is looked at.
 *
 * A CRC finds what a disk or a copy does to a file; it is no protection from a
 * deliberate change, because the seal could be rewritten as well.
 *
 * The file is read by SQLite's own handle: to close another one would give up
 * the locks that SQLite holds. */
#include "state/private.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/* "seal 1 COUNTER SIZE CRC\n": the counter is bytes 24 to 27 of SQLite's
 * header. Only ever compared, never parsed. */
enum { SEAL_TEXT = 64, SEAL_COUNTER = 7 + 8, BLOCK = 256 * 1024 };

/* The seal that the file should have. */
static int look(sqlite3 *db, char seal[SEAL_TEXT])
{
    sqlite3_file *file = NULL;
    sqlite3_int64 size = 0;
    uLong crc = crc32(0, NULL, 0);
    uint32_t counter = 0;
    unsigned char *block;
    int rc = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);

    if (rc == SQLITE_OK && (!file || !file->pMethods))
        rc = SQLITE_CANTOPEN;
    if (rc == SQLITE_OK)
        rc = file->pMethods->xFileSize(file, &size);
    block = malloc(BLOCK);
    if (!block)
        return SQLITE_NOMEM;
    for (int64_t at = 0; rc == SQLITE_OK && at < size; at += BLOCK) {
        int n = size - at < BLOCK ? (int)(size - at) : BLOCK;
        rc = file->pMethods->xRead(file, block, n, at);
        if (rc == SQLITE_OK && at == 0 && n >= 28)
            counter = (uint32_t)block[24] << 24 | (uint32_t)block[25] << 16
                      | (uint32_t)block[26] << 8 | block[27];
        if (rc == SQLITE_OK)
            crc = crc32(crc, block, (uInt)n);
    }
    free(block);
    snprintf(seal, SEAL_TEXT, "seal 1 %08" PRIx32 " %" PRId64 " %08lx\n",
        counter, (int64_t)size, (unsigned long)crc);
    return rc;
}

/* Empty where there is none. Without the lock, by a descriptor of its own. */
static void read_seal(const struct rt_state *s, char seal[SEAL_TEXT])
{
    char name[4096];
    int fd = s->lock;
    ssize_t n = 0;

    if (fd < 0
        && snprintf(name, sizeof name, "%s.lock", s->path) < (int)sizeof name)
        fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd >= 0)
        n = pread(fd, seal, SEAL_TEXT - 1, 0);
    if (fd >= 0 && fd != s->lock)
        close(fd);
    seal[n > 0 ? n : 0] = '\0';
}

enum rt_status rt_sdb_check_seal(
    struct rt_state *s, bool *whole, struct rt_error *err)
{
    char want[SEAL_TEXT], got[SEAL_TEXT];
    int rc;

    *whole = false;
    read_seal(s, want);
    if (!want[0])
        return RT_OK;
    rc = look(s->sql.db, got);
    if (rc != SQLITE_OK)
        return rt_sdb_fail(s, rc, "seal", err);
    if (strncmp(want, got, SEAL_COUNTER) != 0)
        return RT_OK;
    *whole = strcmp(want, got) == 0;
    return *whole ? RT_OK : rt_sdb_fail(s, SQLITE_CORRUPT, "seal", err);
}

enum rt_status rt_sdb_break_seal(struct rt_state *s, struct rt_error *err)
{
    if (ftruncate(s->lock, 0) == 0)
        return RT_OK;
    return rt_sdb_fail_with(s, RT_IO, "ロックファイル（.lock）に書き込めません",
        "the lock file (.lock) cannot be written to", err);
}

static int look_at_first(const struct rt_state *s, char seal[SEAL_TEXT])
{
    sqlite3 *db = NULL;
    int rc = sqlite3_open_v2(
        s->path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK)
        rc = look(db, seal);
    sqlite3_close(db);
    return rc;
}

void rt_sdb_set_seal(struct rt_state *s)
{
    char seal[SEAL_TEXT];
    int rc = s->fresh ? look_at_first(s, seal) : look(s->sql.db, seal);
    ssize_t n = rc == SQLITE_OK ? (ssize_t)strlen(seal) : 0;

    /* The picture is in place: without a seal it is as good as before. */
    if (n > 0 && pwrite(s->lock, seal, (size_t)n, 0) != n
        && ftruncate(s->lock, 0) != 0)
        return;
}
