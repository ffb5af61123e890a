/* The connection: opening and closing it, statements, binding, reading, and
 * what SQLite's answers mean to us.
 *
 * The database has no name: SQLite keeps it in its page cache and, past the
 * cache's size, in a file that is deleted as soon as it is opened, in the
 * directory that SQLITE_TMPDIR or TMPDIR names. It is never read again, so
 * nothing is journalled or synced; a failure ends the run.
 */
#include "ledger/private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* 16 MB of pages, and sorts of at most that size in memory: with SQLite's
 * own needs a run of any length stays below some 40 MB. */
static const char settings[] = "PRAGMA page_size = 8192;"
                               "PRAGMA journal_mode = OFF;"
                               "PRAGMA synchronous = OFF;"
                               "PRAGMA locking_mode = EXCLUSIVE;"
                               "PRAGMA cache_size = -16384;"
                               "PRAGMA temp_store = FILE;"
                               "PRAGMA foreign_keys = OFF;"
                               "BEGIN;";

enum rt_status rt_ldb_fail(
    struct rt_ledger *l, int rc, const char *what, struct rt_error *err)
{
    int primary = rc & 0xff;
    if (primary == SQLITE_NOMEM)
        return rt_fail_nomem(err);

    bool ours = primary == SQLITE_ERROR || primary == SQLITE_MISUSE
                || primary == SQLITE_RANGE || primary == SQLITE_CONSTRAINT
                || primary == SQLITE_MISMATCH || primary == SQLITE_INTERNAL;
    /* errmsg is of the last call, which may have been another's. */
    const char *why = l->db && sqlite3_extended_errcode(l->db) == rc
                          ? sqlite3_errmsg(l->db)
                          : sqlite3_errstr(rc);
    if (primary == SQLITE_FULL) {
        errno = ENOSPC;
        return rt_fail_errno(err, "cannot write", "temporary database");
    }
    return rt_fail(err, ours ? RT_BUG : RT_IO,
        "temporary database: %s: %s (%d)", what, why, rc);
}

enum rt_status rt_ldb_exec(struct rt_ledger *l, const char *sql,
    const char *what, struct rt_error *err)
{
    int rc = sqlite3_exec(l->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? RT_OK : rt_ldb_fail(l, rc, what, err);
}

enum rt_status rt_ledger_open(struct rt_ledger **out, struct rt_error *err)
{
    *out = NULL;
    struct rt_ledger *l = calloc(1, sizeof *l);
    if (!l)
        return rt_fail_nomem(err);
    rt_buf_init(&l->department.text, LDB_TEXT_MAX);
    rt_buf_init(&l->profile.text, LDB_TEXT_MAX);
    rt_buf_init(&l->place.file, LDB_TEXT_MAX);
    rt_buf_init(&l->place.sheet, LDB_TEXT_MAX);
    rt_buf_init(&l->pack, LDB_TEXT_MAX);
    pthread_mutex_init(&l->lock, NULL);

    enum rt_status st;
    /* One thread writes, and those that read take turns (rt_ldb_next):
       SQLite needs no locks of its own. */
    int rc = sqlite3_open_v2("", &l->db,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
            | SQLITE_OPEN_EXRESCODE,
        NULL);
    if (rc != SQLITE_OK) {
        st = rt_ldb_fail(l, rc, "open", err);
        goto fail;
    }
    st = rt_ldb_exec(l, settings, "settings", err);
    if (st == RT_OK)
        st = rt_ldb_exec(l, rt_ldb_schema, "schema", err);
    if (st != RT_OK)
        goto fail;
    *out = l;
    return RT_OK;

fail:
    rt_ledger_close(l);
    return st;
}

void rt_ledger_close(struct rt_ledger *l)
{
    if (!l)
        return;
    for (int i = 0; i < LDB_SQL_COUNT; i++)
        sqlite3_finalize(l->kept[i]);
    sqlite3_close(l->db);
    rt_buf_fini(&l->department.text);
    rt_buf_fini(&l->profile.text);
    rt_buf_fini(&l->place.file);
    rt_buf_fini(&l->place.sheet);
    rt_buf_fini(&l->pack);
    pthread_mutex_destroy(&l->lock);
    free(l);
}

enum rt_status rt_ldb_kept(struct rt_ledger *l, enum ldb_sql which,
    sqlite3_stmt **out, struct rt_error *err)
{
    if (!l->kept[which]) {
        int rc = sqlite3_prepare_v3(l->db, rt_ldb_sql[which], -1,
            SQLITE_PREPARE_PERSISTENT, &l->kept[which], NULL);
        if (rc != SQLITE_OK)
            return rt_ldb_fail(l, rc, "prepare", err);
    }
    *out = l->kept[which];
    return RT_OK;
}

enum rt_status rt_ldb_cursor(struct rt_ledger *l, const char *sql,
    struct rt_cursor **out, struct rt_error *err)
{
    *out = NULL;
    struct rt_cursor *c = calloc(1, sizeof *c);
    if (!c)
        return rt_fail_nomem(err);
    c->ledger = l;
    rt_buf_init(&c->json, LDB_TEXT_MAX);
    enum rt_status st = RT_OK;
    pthread_mutex_lock(&l->lock);
    int rc = sqlite3_prepare_v2(l->db, sql, -1, &c->stmt, NULL);
    if (rc != SQLITE_OK)
        st = rt_ldb_fail(l, rc, "query", err);
    pthread_mutex_unlock(&l->lock);
    if (st == RT_OK)
        *out = c;
    else
        rt_cursor_close(c);
    return st;
}

enum rt_status rt_ldb_cursor_int(
    struct rt_cursor **out, int at, int64_t v, struct rt_error *err)
{
    struct rt_ledger *l = (*out)->ledger;
    enum rt_status st = RT_OK;

    pthread_mutex_lock(&l->lock);
    int rc = sqlite3_bind_int64((*out)->stmt, at, v);
    if (rc != SQLITE_OK)
        st = rt_ldb_fail(l, rc, "query", err);
    pthread_mutex_unlock(&l->lock);
    if (st != RT_OK) {
        rt_cursor_close(*out);
        *out = NULL;
    }
    return st;
}

enum rt_status rt_ldb_step(struct rt_cursor *c, struct rt_error *err)
{
    /* SQLite would start again from the top. */
    if (c->ended)
        return RT_END;
    int rc = sqlite3_step(c->stmt);
    if (rc == SQLITE_ROW)
        return RT_ROW;
    c->ended = true;
    if (rc == SQLITE_DONE)
        return RT_END;
    return rt_ldb_fail(c->ledger, rc, "read", err);
}

enum rt_status rt_ldb_next(
    struct rt_cursor *c, ldb_reader read, void *out, struct rt_error *err)
{
    pthread_mutex_lock(&c->ledger->lock);
    enum rt_status rc = rt_ldb_step(c, err);
    if (rc == RT_ROW)
        rc = read(c, out, err);
    pthread_mutex_unlock(&c->ledger->lock);
    return rc;
}

enum rt_status rt_ldb_one(struct rt_ledger *l, const char *sql, ldb_reader read,
    void *out, struct rt_error *err)
{
    struct rt_cursor *c;
    enum rt_status rc = rt_ldb_cursor(l, sql, &c, err);
    if (rc != RT_OK)
        return rc;
    rc = rt_ldb_next(c, read, out, err);
    rt_cursor_close(c);
    return rc == RT_ROW || rc == RT_END ? RT_OK : rc;
}

void rt_cursor_close(struct rt_cursor *c)
{
    if (!c)
        return;
    pthread_mutex_lock(&c->ledger->lock);
    sqlite3_finalize(c->stmt);
    pthread_mutex_unlock(&c->ledger->lock);
    rt_buf_fini(&c->json);
    free(c->plan_room.extras);
    free(c);
}

enum rt_status rt_ldb_need_finished(struct rt_ledger *l, struct rt_error *err)
{
    if (l->finished)
        return RT_OK;
    return rt_fail(err, RT_BUG, "the ledger is read before it is finished");
}

/* --- binding -------------------------------------------------------------- */

enum rt_status rt_ldb_run(struct rt_ledger *l, struct rt_sql_bind *b,
    const char *what, struct rt_error *err)
{
    int rc = b->rc;
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(b->stmt);
        if (rc == SQLITE_DONE)
            rc = SQLITE_OK;
    }
    enum rt_status st = RT_OK;
    if (rc != SQLITE_OK)
        st = rt_ldb_fail(l, rc, what, err);
    sqlite3_reset(b->stmt);
    return st;
}
