/* A connection with its statements; binding and reading them. */
#include "base/sql.h"
#include "base/fold.h"

#include <pthread.h>
#include <stdlib.h>

enum { TEXT_MAX = 1 << 20 };

enum rt_status rt_sql_text(
    const struct rt_sql_statement *statement, struct rt_buf *to)
{
    const struct rt_sql_piece *p = statement->pieces;
    rt_buf_clear(to);
    for (; p->kind != RT_SQL_END; p++) {
        if (p->kind == RT_SQL_TEXT)
            RT_TRY(rt_buf_adds(to, rt_str(p->text)));
        else
            RT_TRY(rt_buf_printf(to, "%lld", (long long)p->number));
    }
    return RT_OK;
}

enum { FOLD_MAX = 256 << 20 };

/* --- a connection --------------------------------------------------------- */

/* SQLite counts what it allocates, under a lock that all connections share,
 * and nobody asks for it. */
static void count_nothing(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum rt_status rt_sql_open(
    struct rt_sql *sql, const char *path, int flags, struct rt_error *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, count_nothing);
    sql->kept = calloc(sql->count, sizeof *sql->kept);
    RT_NEED(sql->kept, err);
    int rc = sqlite3_open_v2(path, &sql->db, flags, sql->vfs);
    return rc == SQLITE_OK ? RT_OK : sql->fail(sql->room, rc, "open", err);
}

enum rt_status rt_sql_add_functions(struct rt_sql *sql,
    const struct rt_sql_function *list, size_t count, struct rt_error *err)
{
    int rc = SQLITE_OK;
    for (size_t i = 0; rc == SQLITE_OK && i < count; i++)
        rc = sqlite3_create_function(sql->db, list[i].name, list[i].args,
            SQLITE_UTF8 | SQLITE_DETERMINISTIC, sql->room, list[i].call, NULL,
            NULL);
    return rc == SQLITE_OK ? RT_OK : sql->fail(sql->room, rc, "functions", err);
}

void rt_sql_fold(sqlite3_context *c, int n, sqlite3_value **v)
{
    struct rt_str text = {(const char *)sqlite3_value_text(v[0]),
        (size_t)sqlite3_value_bytes(v[0])};
    struct rt_buf b = RT_BUF(FOLD_MAX);

    (void)n;
    if (rt_fold_name(text, &b) == RT_OK)
        sqlite3_result_text(
            c, b.len > 0 ? b.data : "", (int)b.len, SQLITE_TRANSIENT);
    else
        sqlite3_result_error_nomem(c);
    rt_buf_fini(&b);
}

void rt_sql_close(struct rt_sql *sql)
{
    for (size_t i = 0; sql->kept && i < sql->count; i++)
        sqlite3_finalize(sql->kept[i]);
    free(sql->kept);
    sqlite3_close(sql->db);
}

bool rt_sql_is_bug(int rc)
{
    static const unsigned char bugs[] = {SQLITE_ERROR, SQLITE_MISUSE,
        SQLITE_RANGE, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_INTERNAL};

    return memchr(bugs, rc & 0xff, sizeof bugs);
}

static const char *why_ja(int rc)
{
    static const struct {
        unsigned char codes[3];
        const char *why;
    } whys[] = {
        {{SQLITE_CANTOPEN}, "開けません"},
        {{SQLITE_IOERR}, "ディスクの読み書きに失敗しました"},
        {{SQLITE_FULL}, "ディスクの空き容量がありません"},
        {{SQLITE_TOOBIG, SQLITE_NOLFS}, "大きすぎます"},
        {{SQLITE_CORRUPT, SQLITE_NOTADB}, "壊れています"},
        {{SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH}, "権限がありません"},
        {{SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL}, "使用中です"},
    };

    for (size_t i = 0; i < RT_COUNT(whys) && rc != SQLITE_OK; i++)
        if (memchr(whys[i].codes, rc & 0xff, sizeof whys[i].codes))
            return whys[i].why;
    return "SQLite のエラー";
}

/* errmsg is about the last call, which may have been for another statement. */
const char *rt_sql_why(const struct rt_sql *sql, enum rt_lang lang, int rc)
{
    if (lang == RT_JA)
        return why_ja(rc);
    return sqlite3_extended_errcode(sql->db) == rc ? sqlite3_errmsg(sql->db)
                                                   : sqlite3_errstr(rc);
}

/* `run` is given the statement's text, and the result back. */
static int with_text(struct rt_sql *sql, unsigned which,
    int (*run)(sqlite3 *, const char *, sqlite3_stmt **), sqlite3_stmt **out)
{
    struct rt_buf text = RT_BUF(TEXT_MAX);
    enum rt_status rc = rt_sql_text(&sql->statements[which], &text);
    int result = rc == RT_OK ? run(sql->db, text.data, out)
                             : (rc == RT_NOMEM ? SQLITE_NOMEM : SQLITE_TOOBIG);
    rt_buf_fini(&text);
    return result;
}

static int exec(sqlite3 *db, const char *text, sqlite3_stmt **out)
{
    (void)out;
    return sqlite3_exec(db, text, NULL, NULL, NULL);
}

static int prepare(sqlite3 *db, const char *text, sqlite3_stmt **out)
{
    return sqlite3_prepare_v3(
        db, text, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
}

enum rt_status rt_sql_exec(
    struct rt_sql *sql, unsigned which, struct rt_error *err)
{
    int rc = with_text(sql, which, exec, NULL);
    if (rc == SQLITE_OK)
        return RT_OK;
    return sql->fail(sql->room, rc, sql->statements[which].name, err);
}

/* --- statements that run once --------------------------------------------- */

struct rt_sql_bind rt_sql_kept(struct rt_sql *sql, unsigned which)
{
    struct rt_sql_bind b = {.sql = sql, .name = sql->statements[which].name};
    if (!sql->kept[which])
        b.rc = with_text(sql, which, prepare, &sql->kept[which]);
    b.stmt = sql->kept[which];
    /* A parameter that is not given is NULL, and not what it was the last time,
       which may be gone. */
    if (b.stmt)
        (void)sqlite3_clear_bindings(b.stmt);
    return b;
}

enum rt_status rt_sql_run(
    struct rt_sql_bind *b, int64_t *out, struct rt_error *err)
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
    enum rt_status st = rc == SQLITE_OK
                            ? RT_OK
                            : b->sql->fail(b->sql->room, rc, b->name, err);
    sqlite3_reset(b->stmt);
    return st;
}

enum rt_status rt_sql_number(
    struct rt_sql *sql, unsigned which, int64_t *out, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(sql, which);
    return rt_sql_run(&b, out, err);
}

enum rt_status rt_sql_exec_if(
    struct rt_sql *sql, unsigned question, unsigned which, struct rt_error *err)
{
    int64_t yes;

    RT_TRY(rt_sql_number(sql, question, &yes, err));
    return yes ? rt_sql_exec(sql, which, err) : RT_OK;
}

/* --- binding -------------------------------------------------------------- */

void rt_sql_put_null(struct rt_sql_bind *b)
{
    if (b->rc == SQLITE_OK)
        b->rc = sqlite3_bind_null(b->stmt, ++b->at);
}

void rt_sql_put_int(struct rt_sql_bind *b, int64_t v)
{
    if (b->rc == SQLITE_OK)
        b->rc = sqlite3_bind_int64(b->stmt, ++b->at, v);
}

void rt_sql_put_known(struct rt_sql_bind *b, int v)
{
    if (v < 0)
        rt_sql_put_null(b);
    else
        rt_sql_put_int(b, v);
}

static void put_text(
    struct rt_sql_bind *b, struct rt_str s, sqlite3_destructor_type lives)
{
    if (b->rc == SQLITE_OK)
        b->rc = sqlite3_bind_text64(
            b->stmt, ++b->at, s.n ? s.p : "", s.n, lives, SQLITE_UTF8);
}

void rt_sql_put_text(struct rt_sql_bind *b, struct rt_str s)
{
    /* Borrowed: every statement runs before its caller's text is gone. */
    put_text(b, s, SQLITE_STATIC);
}

void rt_sql_put_str(struct rt_sql_bind *b, struct rt_str s)
{
    if (s.n)
        rt_sql_put_text(b, s);
    else
        rt_sql_put_null(b);
}

void rt_sql_put_str_list(
    struct rt_sql_bind *b, const struct rt_str *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        rt_sql_put_str(b, list[i]);
}

/* Of a text that may be gone before the statement runs. */
static void put_copy(struct rt_sql_bind *b, struct rt_str s)
{
    if (s.n)
        put_text(b, s, SQLITE_TRANSIENT);
    else
        rt_sql_put_null(b);
}

void rt_sql_put_blob(struct rt_sql_bind *b, const void *p, size_t n)
{
    if (b->rc == SQLITE_OK)
        b->rc = sqlite3_bind_blob64(b->stmt, ++b->at, p, n, SQLITE_STATIC);
}

static bool id_number(struct rt_str id, int64_t *out)
{
    if (id.n != 17 || id.p[0] != 'R')
        return false;
    uint64_t v = 0;
    for (size_t i = 1; i < 17; i++) {
        char c = id.p[i];
        unsigned digit;
        if (c >= '0' && c <= '9')
            digit = (unsigned)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (unsigned)(c - 'a') + 10;
        else
            return false;
        v = v << 4 | digit;
    }
    memcpy(out, &v, sizeof v); /* the upper half as negative numbers */
    return true;
}

void rt_sql_put_id(struct rt_sql_bind *b, struct rt_str id)
{
    int64_t number;
    if (id_number(id, &number))
        rt_sql_put_int(b, number);
    else
        put_copy(b, id);
}

/* --- rows ----------------------------------------------------------------- */

int64_t rt_sql_get_int(struct rt_sql_read *r)
{
    return sqlite3_column_int64(r->stmt, r->at++);
}

uint64_t rt_sql_get_count(struct rt_sql_read *r)
{
    int64_t v = rt_sql_get_int(r);
    return v > 0 ? (uint64_t)v : 0;
}

int64_t rt_sql_get_known(struct rt_sql_read *r)
{
    int i = r->at++;
    if (sqlite3_column_type(r->stmt, i) == SQLITE_NULL)
        return -1;
    return sqlite3_column_int64(r->stmt, i);
}

struct rt_str rt_sql_get_str(struct rt_sql_read *r)
{
    int i = r->at++;
    /* As bytes: asking for text may allocate, and a value lost for lack of
     * memory would look like NULL. */
    const char *p = sqlite3_column_blob(r->stmt, i);
    if (!p)
        return RT_STR_NONE;
    return (struct rt_str){p, (size_t)sqlite3_column_bytes(r->stmt, i)};
}

void rt_sql_get_count_list(
    struct rt_sql_read *r, uint64_t *const *to, size_t count)
{
    for (size_t i = 0; i < count; i++)
        *to[i] = rt_sql_get_count(r);
}

void rt_sql_get_str_list(
    struct rt_sql_read *r, struct rt_str *const *to, size_t count)
{
    for (size_t i = 0; i < count; i++)
        *to[i] = rt_sql_get_str(r);
}

struct rt_str rt_sql_get_id(struct rt_sql_read *r)
{
    if (sqlite3_column_type(r->stmt, r->at) != SQLITE_INTEGER)
        return rt_sql_get_str(r);
    int64_t number = rt_sql_get_int(r);
    uint64_t v;
    memcpy(&v, &number, sizeof v);
    r->id[0] = 'R';
    for (int i = 16; i > 0; i--, v >>= 4)
        r->id[i] = "0123456789abcdef"[v & 15];
    return (struct rt_str){r->id, 17};
}

struct rt_sql_cursor rt_sql_query(struct rt_sql *sql, unsigned which)
{
    struct rt_sql_cursor c = {.bind = rt_sql_kept(sql, which), .which = which};

    /* Another cursor over the same, before this one ends, has its own. */
    sql->kept[which] = NULL;
    c.row.stmt = c.bind.stmt;
    return c;
}

enum rt_status rt_sql_next(struct rt_sql_cursor *c, struct rt_error *err)
{
    /* SQLite would start again from the top. */
    if (c->ended)
        return RT_END;
    int rc = c->bind.rc == SQLITE_OK ? sqlite3_step(c->bind.stmt) : c->bind.rc;
    c->row.at = 0;
    if (rc == SQLITE_ROW)
        return RT_ROW;
    c->ended = true;
    if (rc == SQLITE_DONE)
        return RT_END;
    return c->bind.sql->fail(c->bind.sql->room, rc, c->bind.name, err);
}

void rt_sql_end(struct rt_sql_cursor *c)
{
    sqlite3_stmt **kept = &c->bind.sql->kept[c->which];

    (void)sqlite3_reset(c->bind.stmt);
    sqlite3_finalize(*kept);
    *kept = c->bind.stmt;
    c->bind.stmt = NULL;
}

enum rt_status rt_sql_walk(struct rt_sql *sql, unsigned which,
    rt_sql_taker *take, void *context, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(sql, which);
    enum rt_status rc = RT_OK;
    while (rc == RT_OK && (rc = rt_sql_next(&c, err)) == RT_ROW)
        rc = take(context, &c.row, err);
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_sql_one(struct rt_sql *sql, unsigned which,
    rt_sql_reader *read, void *out, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(sql, which);
    enum rt_status rc = rt_sql_next(&c, err);
    if (rc == RT_ROW)
        read(&c.row, out);
    rt_sql_end(&c);
    return rc == RT_ROW || rc == RT_END ? RT_OK : rc;
}

/* --- records -------------------------------------------------------------- */

struct rt_cursor rt_sql_no_rows(enum rt_status rc, struct rt_error *err)
{
    return (struct rt_cursor){.rc = rc, .err = err};
}

struct rt_cursor rt_sql_rows(struct rt_sql *sql, unsigned which,
    rt_sql_reader *read, size_t size, struct rt_error *err)
{
    struct rt_sql_rows *rows = calloc(1, sizeof *rows);
    if (!rows)
        return rt_sql_no_rows(rt_fail_nomem(err), err);
    rows->read = read;
    rows->size = size;
    rows->next = rt_sql_step;
    rows->of = rt_sql_query(sql, which);
    return (struct rt_cursor){.rows = rows, .err = err};
}

void rt_sql_rows_int(struct rt_cursor *c, int64_t v)
{
    if (c->rows)
        rt_sql_put_int(&c->rows->of.bind, v);
}

void rt_sql_rows_str(struct rt_cursor *c, struct rt_str s)
{
    if (!c->rows)
        return;
    put_copy(&c->rows->of.bind, s);
}

enum rt_status rt_sql_step(
    struct rt_sql_rows *rows, void *record, struct rt_error *err)
{
    enum rt_status rc = rt_sql_next(&rows->of, err);
    if (rc == RT_ROW)
        rows->read(&rows->of.row, record);
    if (rc == RT_ROW && rows->of.row.bad)
        return rt_fail(err, RT_BUG, "a damaged row of %s", rows->of.bind.name);
    return rc;
}

bool rt_cursor_next(struct rt_cursor *c, void *record, size_t size)
{
    if (c->rc != RT_OK)
        return false;
    enum rt_status rc = size == c->rows->size
                            ? c->rows->next(c->rows, record, c->err)
                            : rt_fail(c->err, RT_BUG,
                                "a record that the query does not give");
    if (rc != RT_ROW)
        c->rc = rc;
    return rc == RT_ROW;
}

void rt_cursor_keep(struct rt_cursor *c, enum rt_status rc)
{
    if (rc != RT_OK && (c->rc == RT_OK || c->rc == RT_END))
        c->rc = rc;
}

enum rt_status rt_cursor_close(struct rt_cursor *c)
{
    if (c->rows) {
        rt_sql_end(&c->rows->of);
        free(c->rows->own);
        free(c->rows);
        c->rows = NULL;
    }
    return c->rc == RT_END ? RT_OK : c->rc;
}

enum rt_status rt_sql_remember(
    struct rt_buf *buf, struct rt_str text, struct rt_error *err)
{
    rt_buf_clear(buf);
    enum rt_status rc = rt_buf_adds(buf, text);
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (rc != RT_OK)
        return rt_fail_both(err, RT_IO, "データベースに入れる名前が長すぎます",
            "a name is too long for the database");
    return RT_OK;
}
