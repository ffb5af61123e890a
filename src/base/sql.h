/* SQLite statements: binding their parameters and reading their columns, one
 * after the other.
 *
 * For the rooms that keep things in SQLite (the ledger, the state). Texts are
 * views both ways: what is bound must live until the statement has run, what
 * is read lives until its next step.
 */
#ifndef RISKTALLY_SQL_H
#define RISKTALLY_SQL_H

#include "base/text.h"

#include <sqlite3.h>

/* Keeps the first failure, so that callers look once, when they run it. */
struct rt_sql_bind {
    sqlite3_stmt *stmt;
    int at, rc;
};

void rt_sql_put_null(struct rt_sql_bind *b);
void rt_sql_put_int(struct rt_sql_bind *b, int64_t v);
void rt_sql_put_known(struct rt_sql_bind *b, int v); /* negative: NULL */
void rt_sql_put_str(struct rt_sql_bind *b, struct rt_str s);  /* empty: NULL */
void rt_sql_put_text(struct rt_sql_bind *b, struct rt_str s); /* empty: '' */
void rt_sql_put_blob(struct rt_sql_bind *b, const void *p, size_t n);
/* A risk id. The usual one, R and 16 lower-case hex digits, is bound as the
 * number it writes (half the bytes, and quicker to compare), others as text;
 * empty: NULL. */
void rt_sql_put_id(struct rt_sql_bind *b, struct rt_str id);

struct rt_sql_read {
    sqlite3_stmt *stmt;
    int at;
};

int64_t rt_sql_get_int(struct rt_sql_read *r);
uint64_t rt_sql_get_count(struct rt_sql_read *r); /* negative: 0 */
int rt_sql_get_known(struct rt_sql_read *r);      /* NULL: -1, RT_UNKNOWN */
struct rt_str rt_sql_get_str(struct rt_sql_read *r);
/* What rt_sql_put_id bound; the view may be of `room`. */
struct rt_str rt_sql_get_id(struct rt_sql_read *r, char room[18]);

#endif
