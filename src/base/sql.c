/* Binding and reading SQLite statements. */
#include "base/sql.h"

#include <string.h>

static void note(struct rt_sql_bind *b, int rc)
{
    if (b->rc == SQLITE_OK)
        b->rc = rc;
}

void rt_sql_put_null(struct rt_sql_bind *b)
{
    note(b, sqlite3_bind_null(b->stmt, ++b->at));
}

void rt_sql_put_int(struct rt_sql_bind *b, int64_t v)
{
    note(b, sqlite3_bind_int64(b->stmt, ++b->at, v));
}

void rt_sql_put_known(struct rt_sql_bind *b, int v)
{
    if (v < 0)
        rt_sql_put_null(b);
    else
        rt_sql_put_int(b, v);
}

void rt_sql_put_text(struct rt_sql_bind *b, struct rt_str s)
{
    /* Borrowed: every statement runs before its caller's text is gone. */
    note(b, sqlite3_bind_text64(b->stmt, ++b->at, s.n ? s.p : "", s.n,
                SQLITE_STATIC, SQLITE_UTF8));
}

void rt_sql_put_str(struct rt_sql_bind *b, struct rt_str s)
{
    if (s.n)
        rt_sql_put_text(b, s);
    else
        rt_sql_put_null(b);
}

void rt_sql_put_blob(struct rt_sql_bind *b, const void *p, size_t n)
{
    note(b, sqlite3_bind_blob64(b->stmt, ++b->at, p, n, SQLITE_STATIC));
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
        rt_sql_put_str(b, id);
}

int64_t rt_sql_get_int(struct rt_sql_read *r)
{
    return sqlite3_column_int64(r->stmt, r->at++);
}

uint64_t rt_sql_get_count(struct rt_sql_read *r)
{
    int64_t v = rt_sql_get_int(r);
    return v > 0 ? (uint64_t)v : 0;
}

int rt_sql_get_known(struct rt_sql_read *r)
{
    int i = r->at++;
    if (sqlite3_column_type(r->stmt, i) == SQLITE_NULL)
        return -1;
    return sqlite3_column_int(r->stmt, i);
}

struct rt_str rt_sql_get_str(struct rt_sql_read *r)
{
    int i = r->at++;
    /* As bytes: asking for text may allocate, and a value that got lost for
     * want of memory would look like one that is not there. */
    const char *p = sqlite3_column_blob(r->stmt, i);
    if (!p)
        return RT_STR_NONE;
    return (struct rt_str){p, (size_t)sqlite3_column_bytes(r->stmt, i)};
}

struct rt_str rt_sql_get_id(struct rt_sql_read *r, char room[18])
{
    if (sqlite3_column_type(r->stmt, r->at) != SQLITE_INTEGER)
        return rt_sql_get_str(r);
    int64_t number = rt_sql_get_int(r);
    uint64_t v;
    memcpy(&v, &number, sizeof v);
    room[0] = 'R';
    for (int i = 16; i > 0; i--, v >>= 4)
        room[i] = "0123456789abcdef"[v & 15];
    room[17] = '\0';
    return (struct rt_str){room, 17};
}
