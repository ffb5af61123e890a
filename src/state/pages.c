/* The pages of the file, each with a checksum at its end.
 *
 * SQLite notices a damaged structure, not a damaged value: a level whose 7
 * became a 6 on the disk would be reported as an improvement. So each page is
 * written with a CRC of its place and its bytes, and whenever SQLite reads one,
 * the CRC must be right. A run that reads little checks little; what it reads
 * is what was written. The checksums are in the bytes that SQLite leaves free
 * at the end of a page when asked to, so a copy of the file has them too.
 *
 * A CRC finds what a disk or a copy does to a page; it is no protection from a
 * deliberate change, nor does it show that a whole page is one of an earlier
 * run: `flag --verify` looks whether the pages fit together.
 *
 * This is a file system for SQLite ("VFS") that is the usual one but for
 * reading and writing the pages of a database. */
#include "state/private.h"

#include <zlib.h>

enum { PAGE = 4096, PAGE_MIN = 512, BODY = PAGE - SDB_PAGE_SUM };

/* Follows SQLite's own part of an open file in memory. */
struct checked {
    sqlite3_io_methods methods;
    const sqlite3_io_methods *usual;
};

static sqlite3_vfs *usual, checking;

static struct checked *checked_of(sqlite3_file *f)
{
    return (struct checked *)(void *)((char *)f + checking.szOsFile
                                      - (int)sizeof(struct checked));
}

static void sum_of(const unsigned char page[PAGE], sqlite3_int64 at,
    unsigned char to[SDB_PAGE_SUM])
{
    uLong crc = crc32(0, (const Bytef *)&at, sizeof at);
    crc = crc32(crc, page, BODY);
    for (int i = 0; i < SDB_PAGE_SUM; i++)
        to[i] = (unsigned char)(crc >> 8 * i);
}

/* Less than a page is SQLite's look at the header, of which it reads the page
 * before it believes it. */
static int read_page(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    unsigned char sum[SDB_PAGE_SUM];
    int rc = checked_of(f)->usual->xRead(f, to, n, at);
    if (rc != SQLITE_OK || n < PAGE_MIN)
        return rc;
    if (n != PAGE)
        return SQLITE_CORRUPT;
    sum_of(to, at, sum);
    return memcmp((char *)to + BODY, sum, sizeof sum) == 0 ? SQLITE_OK
                                                           : SQLITE_CORRUPT;
}

static int write_page(
    sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    unsigned char page[PAGE];
    if (n != PAGE)
        return SQLITE_MISUSE;
    memcpy(page, from, BODY);
    sum_of(page, at, page + BODY);
    return checked_of(f)->usual->xWrite(f, page, n, at);
}

/* A database alone: SQLite looks after its journal itself, and what is
 * temporary is never read again. */
static int open_file(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    (void)vfs;
    int rc = usual->xOpen(usual, name, f, flags, out);
    if (rc == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB)) {
        struct checked *c = checked_of(f);
        c->usual = f->pMethods;
        c->methods = *f->pMethods;
        c->methods.iVersion = 1; /* no memory maps */
        c->methods.xRead = read_page;
        c->methods.xWrite = write_page;
        f->pMethods = &c->methods;
    }
    return rc;
}

void rt_sdb_register_pages(void)
{
    usual = sqlite3_vfs_find(NULL);
    if (!usual)
        return; /* without the name nothing can be opened */
    checking = *usual;
    checking.zName = SDB_VFS;
    checking.szOsFile
        = (usual->szOsFile + 15) / 16 * 16 + (int)sizeof(struct checked);
    checking.xOpen = open_file;
    (void)sqlite3_vfs_register(&checking, 0);
}
