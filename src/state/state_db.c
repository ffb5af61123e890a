/* Statements, binding, reading, and what SQLite's answers mean to the user. */
#include "state/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- failures -------------------------------------------------------------- */

/* A long path keeps its end: the sentence behind it must be seen whole. */
static const char *short_path(const char *path, const char **dots)
{
    enum { SHOWN = 90 };
    size_t n = strlen(path);
    *dots = "";
    if (n <= SHOWN)
        return path;
    const char *p = path + n - SHOWN;
    while ((*p & 0xC0) == 0x80)
        p++;
    *dots = "...";
    return p;
}

enum rt_status rt_sdb_tell(const struct rt_state *s, enum rt_status status,
    const char *ja, const char *en, struct rt_error *err)
{
    const char *dots, *path = short_path(s->path, &dots);
    return rt_fail(
        err, status, "%s%s: %s", dots, path, rt_say(s->lang, ja, en));
}

static enum rt_status io_failed(
    struct rt_state *s, int rc, const char *what, struct rt_error *err)
{
    char ja[160], en[160];
    const char *why = s->db && sqlite3_extended_errcode(s->db) == rc
                          ? sqlite3_errmsg(s->db)
                          : sqlite3_errstr(rc);
    snprintf(ja, sizeof ja, "状態ファイルを読み書きできません（%s、%s、%d）",
        what, why, rc);
    snprintf(en, sizeof en, "the state cannot be read or written (%s, %s, %d)",
        what, why, rc);
    return rt_sdb_tell(s, RT_IO, ja, en, err);
}

enum rt_status rt_sdb_fail(
    struct rt_state *s, int rc, const char *what, struct rt_error *err)
{
    switch (rc & 0xff) {
    case SQLITE_NOMEM:
        return rt_fail_nomem(err);
    case SQLITE_FULL:
        return rt_sdb_tell(s, RT_IO,
            "ディスクに空きがないため書き込めません。前回の内容はそのままです",
            "no space is left on the disk; the last picture is as it was", err);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return rt_sdb_tell(s, RT_FORMAT,
            "状態ファイルが壊れています。バックアップから戻すか、別の場所に"
            "移して --baseline で作り直してください",
            "the state is damaged; restore it from a backup, or move it away "
            "and begin anew with --baseline",
            err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return rt_sdb_tell(s, RT_BUSY, "ほかの実行が状態ファイルを使用中です",
            "another run is using the state", err);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return rt_sdb_tell(s, RT_IO, "状態ファイルに書き込む権限がありません",
            "there is no permission to write to the state", err);
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_INTERNAL:
        return rt_fail(err, RT_BUG, "state: %s: %s (%d)", what,
            s->db ? sqlite3_errmsg(s->db) : "", rc);
    default:
        return io_failed(s, rc, what, err);
    }
}

enum rt_status rt_sdb_need(
    const struct rt_state *s, enum sdb_phase phase, struct rt_error *err)
{
    if (s->phase == phase)
        return RT_OK;
    return rt_fail(err, RT_BUG, "the state is asked in the wrong order");
}

/* --- statements ------------------------------------------------------------ */

enum rt_status rt_sdb_exec(
    struct rt_state *s, const char *sql, const char *what, struct rt_error *err)
{
    int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? RT_OK : rt_sdb_fail(s, rc, what, err);
}

enum rt_status rt_sdb_exec_all(struct rt_state *s, const char *const *sql,
    const char *what, struct rt_error *err)
{
    enum rt_status rc = RT_OK;
    for (; rc == RT_OK && *sql; sql++)
        rc = rt_sdb_exec(s, *sql, what, err);
    return rc;
}

enum rt_status rt_sdb_prepare(struct rt_state *s, const char *sql,
    sqlite3_stmt **out, struct rt_error *err)
{
    int rc = sqlite3_prepare_v2(s->db, sql, -1, out, NULL);
    return rc == SQLITE_OK ? RT_OK : rt_sdb_fail(s, rc, "prepare", err);
}

enum rt_status rt_sdb_number(
    struct rt_state *s, const char *sql, int64_t *out, struct rt_error *err)
{
    struct rt_sql_bind b = {0};
    enum rt_status rc = rt_sdb_prepare(s, sql, &b.stmt, err);
    if (rc == RT_OK)
        rc = rt_sdb_run(s, &b, out, "read", err);
    sqlite3_finalize(b.stmt);
    return rc;
}

enum rt_status rt_sdb_cursor(struct rt_state *s, const char *sql,
    struct rt_state_cursor **out, struct rt_error *err)
{
    *out = NULL;
    struct rt_state_cursor *c = calloc(1, sizeof *c);
    if (!c)
        return rt_fail_nomem(err);
    c->state = s;
    rt_buf_init(&c->text, SDB_TEXT_MAX);
    enum rt_status rc = rt_sdb_prepare(s, sql, &c->stmt, err);
    if (rc == RT_OK)
        *out = c;
    else
        rt_state_cursor_close(c);
    return rc;
}

enum rt_status rt_sdb_step(struct rt_state_cursor *c, struct rt_error *err)
{
    /* SQLite would start again from the top. */
    if (c->ended)
        return RT_END;
    int rc = sqlite3_step(c->stmt);
    if (rc == SQLITE_ROW)
        return RT_ROW;
    c->ended = true;
    return rc == SQLITE_DONE ? RT_END : rt_sdb_fail(c->state, rc, "read", err);
}

void rt_state_cursor_close(struct rt_state_cursor *c)
{
    if (!c)
        return;
    sqlite3_finalize(c->stmt);
    rt_buf_fini(&c->text);
    free(c->heading);
    free(c);
}

/* --- binding --------------------------------------------------------------- */

enum rt_status rt_sdb_kept(struct rt_state *s, enum sdb_sql which,
    struct rt_sql_bind *out, struct rt_error *err)
{
    if (!s->kept[which]) {
        int rc = sqlite3_prepare_v3(s->db, rt_sdb_sql[which], -1,
            SQLITE_PREPARE_PERSISTENT, &s->kept[which], NULL);
        if (rc != SQLITE_OK)
            return rt_sdb_fail(s, rc, "prepare", err);
    }
    *out = (struct rt_sql_bind){.stmt = s->kept[which]};
    return RT_OK;
}

enum rt_status rt_sdb_run(struct rt_state *s, struct rt_sql_bind *b,
    int64_t *out, const char *what, struct rt_error *err)
{
    if (out)
        *out = 0;
    int rc = b->rc;
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(b->stmt);
        if (rc == SQLITE_ROW && out)
            *out = sqlite3_column_int64(b->stmt, 0);
        if (rc == SQLITE_ROW || rc == SQLITE_DONE)
            rc = SQLITE_OK;
    }
    enum rt_status st = rc == SQLITE_OK ? RT_OK : rt_sdb_fail(s, rc, what, err);
    sqlite3_reset(b->stmt);
    return st;
}
