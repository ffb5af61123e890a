/* The comparison's steps. Those that few runs need are only taken where there
 * is something for them. */
#include "compare/compare.h"

#include "record/input.h"
#include "record/risk.h"

#include <stdlib.h>

const struct rt_sql_statement rt_compare_statements[CMP_SQL_COUNT] = {
#define SQL(id, ...) [CMP_##id] = RT_SQL_STATEMENT(__VA_ARGS__),
#include "compare_sql.def"
#undef SQL
};

/* common_folder(a, b): what both paths begin with, up to a '/'. Of the least
 * and the greatest of many it is that of all. */
static void common_folder(sqlite3_context *c, int n, sqlite3_value **v)
{
    const char *a = (const char *)sqlite3_value_text(v[0]);
    const char *b = (const char *)sqlite3_value_text(v[1]);
    int end = 0;

    (void)n;
    for (int i = 0; a && b && a[i] != '\0' && a[i] == b[i]; i++) {
        if (a[i] == '/')
            end = i + 1;
    }
    sqlite3_result_text(c, a ? a : "", end, SQLITE_TRANSIENT);
}

/* These statements on the room's connection, until `run` has ended. */
static enum rt_status on_connection(struct rt_sql *room,
    enum rt_status (*run)(struct rt_sql *sql, struct rt_error *err),
    struct rt_error *err)
{
    struct rt_sql sql = *room;
    enum rt_status rc;

    sql.statements = rt_compare_statements;
    sql.count = CMP_SQL_COUNT;
    sql.kept = calloc(sql.count, sizeof *sql.kept);
    RT_NEED(sql.kept, err);
    rc = run(&sql, err);
    sql.db = NULL; /* stays open */
    rt_sql_close(&sql);
    return rc;
}

static enum rt_status begin(struct rt_sql *sql, struct rt_error *err)
{
    static const struct rt_sql_function functions[]
        = {{"fold", 1, rt_sql_fold}, {"common_folder", 2, common_folder}};

    RT_TRY(rt_sql_add_functions(sql, functions, RT_COUNT(functions), err));
    return rt_sql_exec(sql, CMP_TABLES, err);
}

enum rt_status rt_compare_begin(struct rt_sql *room, struct rt_error *err)
{
    return on_connection(room, begin, err);
}

static enum rt_status compare(struct rt_sql *sql, struct rt_error *err)
{
    int64_t left;

    RT_TRY(rt_sql_exec(sql, CMP_MATCH_BY_NAME, err));
    RT_TRY(rt_sql_exec(sql, CMP_FIND_ABSENT, err));
    RT_TRY(rt_sql_exec_if(sql, CMP_MAY_BE_RENAMED, CMP_FIND_RENAMED, err));
    RT_TRY(rt_sql_exec_if(sql, CMP_MAY_HAVE_MOVED, CMP_FIND_MOVED, err));
    RT_TRY(rt_sql_exec_if(sql, CMP_MAY_BE_ADOPTED, CMP_FIND_ADOPTED, err));
    RT_TRY(rt_sql_number(sql, CMP_INPUTS_LEFT, &left, err));
    if (left) {
        RT_TRY(rt_sql_exec(sql, CMP_MATCH_MORE, err));
        RT_TRY(rt_sql_exec_if(sql, CMP_MAY_HAVE_MOVED, CMP_FIND_MOVED, err));
    }
    RT_TRY(rt_sql_exec(sql, CMP_FIND_WHY, err));
    RT_TRY(rt_sql_exec_if(sql, CMP_MAY_HAVE_FOLLOWED, CMP_FIND_FOLLOWED, err));
    RT_TRY(rt_sql_exec_if(sql, CMP_MAY_BE_LOST, CMP_FIND_LOST, err));
    RT_TRY(rt_sql_exec_if(sql, CMP_MAY_HAVE_MOVED, CMP_FIND_GONE, err));
    return rt_sql_exec_if(
        sql, CMP_MAY_HAVE_SUCCESSOR, CMP_FIND_SUCCESSORS, err);
}

enum rt_status rt_compare(struct rt_sql *room, struct rt_error *err)
{
    return on_connection(room, compare, err);
}
