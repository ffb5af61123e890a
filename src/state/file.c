/* The file: whether it is a state, its locks, and how it is created.
 *
 * A file of an older version is copied into a temporary database and made a
 * picture of this version there; the first commit writes that in its place.
 *
 * A file is looked at with plain reads before SQLite may open it, because
 * SQLite would roll back the journal of another program's database. The first
 * picture is written under PATH.risktally-new and renamed, so that there is no
 * moment at which a half-made file has the name. The lock is a file of its own
 * (PATH.lock) that stays: the kernel frees it when its holder dies.
 */
#include "base/reason.h"
#include "state/private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long a reader that looks at the history is waited for. */
enum { PATIENCE_MS = 10000, RESERVED = 20 };

enum {
    NEW_FLAGS = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
                | SQLITE_OPEN_EXRESCODE
};

/* --- sentences ------------------------------------------------------------ */

static enum rt_status os_failed(const struct rt_state *s, const char *ja,
    const char *en, struct rt_error *err)
{
    int e = errno;
    char a[160], b[160];
    snprintf(a, sizeof a, "%s（%s）", ja, rt_reason(RT_JA, e));
    snprintf(b, sizeof b, "%s (%s)", en, rt_reason(RT_EN, e));
    return rt_sdb_fail_with(s, RT_IO, a, b, err);
}

static enum rt_status not_a_state(
    const struct rt_state *s, struct rt_error *err)
{
    return rt_sdb_fail_with(s, RT_FORMAT,
        "risktally の状態ファイルではありません（何も変更していません）",
        "not a state of risktally; it was left as it is", err);
}

/* --- is it a state? ------------------------------------------------------- */

static unsigned long big_endian(const unsigned char *p)
{
    return (unsigned long)p[0] << 24 | (unsigned long)p[1] << 16
           | (unsigned long)p[2] << 8 | p[3];
}

/* Bytes 20, 60 and 68 of SQLite's header: how many bytes at a page's end are
 * not its own, user_version and application_id. */
static enum rt_status look_at_header(
    struct rt_state *s, int fd, struct rt_error *err)
{
    static const char magic[16] = "SQLite format 3";
    unsigned char head[100];
    ssize_t n = pread(fd, head, sizeof head, 0);
    if (n < 0)
        return os_failed(
            s, "状態ファイルを読めません", "the state cannot be read", err);
    if (n < (ssize_t)sizeof head || memcmp(head, magic, sizeof magic) != 0
        || big_endian(head + 68) != SDB_APPLICATION)
        return not_a_state(s, err);
    s->version = big_endian(head + 60);
    if (s->version > SDB_VERSION)
        return rt_sdb_fail_with(s, RT_FORMAT,
            "新しい版の risktally の状態ファイルです。risktally を更新して"
            "ください（何も変更していません）",
            "a state of a newer risktally; please update risktally (the file "
            "was left as it is)",
            err);
    if (s->version == 0)
        return not_a_state(s, err);
    if (s->version < SDB_FIRST_WITH_SUMS ? rt_sdb_seal_is_broken(s, fd)
                                         : head[RESERVED] != SDB_PAGE_SUM)
        return rt_sdb_fail(s, SQLITE_CORRUPT, "header", err);
    return RT_OK;
}

/* *fresh: there is nothing under that name. */
static enum rt_status look_at_path(
    struct rt_state *s, bool *fresh, struct rt_error *err)
{
    struct stat st;
    *fresh = false;
    if (lstat(s->file, &st) != 0) {
        *fresh = errno == ENOENT;
        return *fresh ? RT_OK
                      : os_failed(s, "状態ファイルを開けません",
                          "the state cannot be opened", err);
    }
    if (S_ISLNK(st.st_mode))
        return rt_sdb_fail_with(s, RT_IO,
            "シンボリックリンクです。実際のファイルを指定してください",
            "a symbolic link; name the file itself", err);
    if (!S_ISREG(st.st_mode))
        return rt_sdb_fail_with(s, RT_IO,
            S_ISDIR(st.st_mode) ? "フォルダーです。ファイルを指定してください"
                                : "通常のファイルではありません",
            S_ISDIR(st.st_mode) ? "a folder; name a file" : "no regular file",
            err);
    int fd = open(s->file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return os_failed(
            s, "状態ファイルを開けません", "the state cannot be opened", err);
    enum rt_status rc = look_at_header(s, fd, err);
    close(fd);
    return rc;
}

static char *joined(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    char *p = malloc(n + m + 1);
    if (!p)
        return NULL;
    memcpy(p, a, n);
    memcpy(p + n, b, m + 1);
    return p;
}

/* --- may it be used? ------------------------------------------------------ */

static enum rt_status take_lock(struct rt_state *s, struct rt_error *err)
{
    char *name = joined(s->file, ".lock");
    RT_NEED(name, err);
    s->lock = open(
        name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    free(name);
    if (s->lock < 0)
        return os_failed(s, "ロックファイル（.lock）を作れません",
            "the lock file (.lock) cannot be made", err);
    if (flock(s->lock, LOCK_EX | LOCK_NB) == 0)
        return RT_OK;
    if (errno != EWOULDBLOCK)
        return os_failed(
            s, "ロックできません", "the state cannot be locked", err);
    return rt_sdb_fail_with(s, RT_BUSY, "ほかの実行が状態ファイルを使用中です",
        "another run is using the state", err);
}

/* Before hours of reading, not after: SQLite writes the file and a journal
 * beside it. */
static enum rt_status ask_writable(struct rt_state *s, struct rt_error *err)
{
    char *folder = joined(s->file, "");
    RT_NEED(folder, err);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    bool good = access(slash ? folder : ".", W_OK | X_OK) == 0;
    free(folder);
    if (!good)
        return os_failed(s, "フォルダーに書き込めません",
            "its folder cannot be written to", err);
    if (!s->fresh && access(s->file, W_OK) != 0)
        return os_failed(s, "状態ファイルに書き込めません",
            "the state cannot be written to", err);
    return RT_OK;
}

/* --- its tables ----------------------------------------------------------- */

static enum rt_status schema_of(
    struct rt_sql *sql, struct rt_buf *to, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(sql, SDB_SCHEMA_TEXT);
    enum rt_status rc = rt_sql_next(&c, err);
    if (rc == RT_ROW)
        rc = rt_sql_remember(to, rt_sql_get_str(&c.row), err);
    rt_sql_end(&c);
    return rc;
}

/* The schema as it is must be the schema as it would be made. */
static enum rt_status check_schema(struct rt_state *s, struct rt_error *err)
{
    struct rt_sql model = s->sql;
    struct rt_buf want, got;
    rt_buf_init(&want, SDB_TEXT_MAX);
    rt_buf_init(&got, SDB_TEXT_MAX);
    enum rt_status rc = rt_sql_open(
        &model, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    RT_THEN(rc, rt_sql_exec(&model, SDB_SCHEMA, err));
    RT_THEN(rc, schema_of(&model, &want, err));
    RT_THEN(rc, schema_of(&s->sql, &got, err));
    if (rc == RT_OK && !rt_str_eq(rt_buf_str(&want), rt_buf_str(&got)))
        rc = rt_sdb_fail(s, SQLITE_CORRUPT, "schema", err);
    rt_buf_fini(&want);
    rt_buf_fini(&got);
    rt_sql_close(&model);
    return rc;
}

/* Nothing was cut off, nor added. */
static enum rt_status check_size(struct rt_state *s, struct rt_error *err)
{
    struct stat file;
    int64_t size = 0;
    RT_TRY(rt_sql_number(&s->sql, SDB_FILE_SIZE, &size, err));
    if (stat(s->path, &file) != 0)
        return os_failed(
            s, "状態ファイルを読めません", "the state cannot be read", err);
    return file.st_size == size ? RT_OK
                                : rt_sdb_fail(s, SQLITE_CORRUPT, "size", err);
}

static void read_verdict(struct rt_sql_read *r, void *to)
{
    *(bool *)to = rt_str_is(rt_sql_get_str(r), "ok");
}

/* Reads all of it. */
static enum rt_status check_structure(struct rt_state *s, struct rt_error *err)
{
    bool good = false;
    RT_TRY(rt_sql_one(&s->sql, SDB_CHECK_ALL, read_verdict, &good, err));
    return good ? RT_OK : rt_sdb_fail(s, SQLITE_CORRUPT, "check_all", err);
}

/* What else is read is checked when it is, page by page. */
static enum rt_status check_content(struct rt_state *s, struct rt_error *err)
{
    RT_TRY(rt_sql_exec(&s->sql, SDB_BEGIN_READING, err));
    RT_TRY(check_size(s, err));
    RT_TRY(s->version == SDB_VERSION ? check_schema(s, err)
                                     : check_structure(s, err));
    return rt_sql_exec(&s->sql, SDB_COMMIT, err);
}

enum rt_status rt_state_verify(struct rt_state *s, struct rt_error *err)
{
    RT_TRY(rt_sdb_need(s, SDB_OPENED, err));
    return check_structure(s, err);
}

/* --- an older version ------------------------------------------------------ */

static int copy_picture(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
    if (!b)
        return sqlite3_extended_errcode(to);
    (void)sqlite3_backup_step(b, -1);
    return sqlite3_backup_finish(b);
}

static enum rt_status upgrade(struct rt_state *s, struct rt_error *err)
{
    static const enum sdb_sql steps[] = {[1] = SDB_UPGRADE_1,
        [2] = SDB_UPGRADE_2,
        [3] = SDB_UPGRADE_3,
        [4] = SDB_UPGRADE_4,
        [5] = SDB_UPGRADE_5};
    struct rt_sql file = s->sql;
    s->sql.vfs = SDB_VFS;
    enum rt_status rc = rt_sql_open(&s->sql, "", NEW_FLAGS, err);
    int copied = rc == RT_OK ? copy_picture(file.db, s->sql.db) : SQLITE_OK;
    rt_sql_close(&file);
    if (copied != SQLITE_OK)
        return rt_sdb_fail(s, copied, "copy", err);
    RT_THEN(rc, rt_sql_exec(&s->sql, SDB_SETTINGS, err));
    for (unsigned long v = s->version; rc == RT_OK && v < SDB_VERSION; v++)
        rc = rt_sql_exec(&s->sql, steps[v], err);
    s->fresh = true;
    return rc == RT_OK ? check_schema(s, err) : rc;
}

/* --- opening -------------------------------------------------------------- */

static enum rt_status connect(struct rt_state *s, struct rt_error *err)
{
    /* Also to look back: a killed run's journal must be rolled back first.
     * SQLite itself falls back to reading where writing is not allowed. */
    s->sql.vfs = s->fresh || s->version >= SDB_FIRST_WITH_SUMS ? SDB_VFS : NULL;
    RT_TRY(rt_sql_open(&s->sql, s->fresh ? "" : s->file,
        s->fresh ? NEW_FLAGS : NEW_FLAGS & ~SQLITE_OPEN_CREATE, err));
    sqlite3_busy_timeout(s->sql.db, PATIENCE_MS);
    RT_TRY(rt_sql_exec(&s->sql, SDB_SETTINGS, err));
    if (s->fresh)
        return rt_sql_exec(&s->sql, SDB_SCHEMA, err);
    RT_TRY(check_content(s, err));
    if (s->version < SDB_VERSION)
        return upgrade(s, err);
    if (s->mode == RT_STATE_RUN)
        return rt_sql_exec(&s->sql, SDB_FILE_SETTINGS, err);
    return RT_OK;
}

enum rt_status rt_sdb_open_file(struct rt_state *s, struct rt_error *err)
{
    enum rt_status rc = look_at_path(s, &s->fresh, err);
    if (rc == RT_OK && s->mode == RT_STATE_LOOK && s->fresh)
        return rt_sdb_fail_with(s, RT_USAGE, "状態ファイルがありません",
            "there is no such state", err);
    if (rc == RT_OK && s->mode == RT_STATE_RUN) {
        rc = take_lock(s, err);
        /* Another run may have ended just now. */
        RT_THEN(rc, look_at_path(s, &s->fresh, err));
        RT_THEN(rc, ask_writable(s, err));
    }
    return rc == RT_OK ? connect(s, err) : rc;
}

/* --- the first picture ---------------------------------------------------- */

static int sync_name(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    int rc = fd < 0 ? -1 : fsync(fd);
    int e = errno;
    if (fd >= 0)
        close(fd);
    errno = e;
    return rc;
}

static int sync_folder(const char *path)
{
    char *folder = joined(path, "");
    if (!folder)
        return -1;
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int rc = sync_name(slash ? folder : ".", O_RDONLY | O_DIRECTORY);
    free(folder);
    return rc;
}

/* Where the file is replaced by one of this version: of its owner and mode, as
 * far as that may be set. */
static void like_the_old(const struct rt_state *s, int fd)
{
    struct stat st;
    if (stat(s->file, &st) == 0 && fchown(fd, st.st_uid, st.st_gid) == 0)
        (void)fchmod(fd, st.st_mode & 07777);
}

static enum rt_status copy_to(
    struct rt_state *s, const char *name, struct rt_error *err)
{
    /* Empty, so that SQLite takes it, and readable by its owner only. */
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return os_failed(
            s, "状態ファイルを作れません", "the state cannot be made", err);
    like_the_old(s, fd);
    close(fd);
    int reserve = SDB_PAGE_SUM;
    int kept = sqlite3_file_control(
        s->sql.db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
    if (kept != SQLITE_OK)
        return rt_sdb_fail(s, kept, "reserve", err);
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_WRITE_COPY);
    rt_sql_put_text(&b, rt_str(name));
    RT_TRY(rt_sql_run(&b, NULL, err));
    if (sync_name(name, O_RDONLY) != 0)
        return os_failed(s, "状態ファイルに書き込めません",
            "the state cannot be written", err);
    return RT_OK;
}

enum rt_status rt_sdb_write_first(struct rt_state *s, struct rt_error *err)
{
    s->first = joined(s->file, ".risktally-new");
    RT_NEED(s->first, err);
    unlink(s->first); /* of a run that was killed: the lock is ours */
    return copy_to(s, s->first, err);
}

enum rt_status rt_sdb_place_first(struct rt_state *s, struct rt_error *err)
{
    if (rename(s->first, s->file) != 0)
        return os_failed(
            s, "状態ファイルを作れません", "the state cannot be made", err);
    if (sync_folder(s->file) != 0)
        return os_failed(s, "状態ファイルに書き込めません",
            "the state cannot be written", err);
    return RT_OK;
}

void rt_sdb_drop_first(struct rt_state *s)
{
    if (s->first)
        unlink(s->first); /* nothing is there once it is in its place */
    free(s->first);
}
