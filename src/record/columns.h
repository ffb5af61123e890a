/* A record in a table of SQLite: the members that have a column of their own,
 * numbers before texts. What is unknown, none or empty is NULL, so that SQL
 * treats it as unknown too.
 */
#ifndef RISKTALLY_COLUMNS_H
#define RISKTALLY_COLUMNS_H

#include "base/sql.h"
#include "record/record.h"

enum rt_columns {
    RT_COLUMNS_MADE,  /* "level INTEGER, asset TEXT": of CREATE TABLE */
    RT_COLUMNS_NAMES, /* "level, asset": of INSERT and UPDATE */
    RT_COLUMNS_MARKS, /* "?, ?": their values */
    RT_COLUMNS_READ,  /* "r.level, r.asset": of SELECT */
    RT_COLUMNS_SUMS   /* "sum(r.level), r.asset": of SELECT … GROUP BY */
};

enum { RT_COLUMNS_ROOM = 2048 };

/* The columns as SQL; `table` is how the query calls the table. */
void rt_record_columns(const struct rt_members *of, enum rt_columns as,
    const char *table, char to[RT_COLUMNS_ROOM]);

/* Binds and reads them in that order. */
void rt_record_put(
    const struct rt_members *of, struct rt_sql_bind *b, const void *record);
void rt_record_get(
    const struct rt_members *of, struct rt_sql_read *r, void *record);

#endif
