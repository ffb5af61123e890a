/* What became of the inputs, in the steps of sql/inputs.sql. Those that few
 * runs need are only taken where there is something for them.
 */
#include "state/private.h"

/* The step `which` where `count` counts anything. */
static enum rt_status where(struct rt_state *s, enum sdb_sql count,
    enum sdb_sql which, struct rt_error *err)
{
    int64_t n = 0;
    RT_TRY(rt_sql_number(&s->sql, count, &n, err));
    return n ? rt_sql_exec(&s->sql, which, err) : RT_OK;
}

static enum rt_status refuse_forgotten(struct rt_state *s, enum sdb_sql count,
    const char *ja, const char *en, struct rt_error *err)
{
    int64_t n = 0;
    RT_TRY(rt_sql_number(&s->sql, count, &n, err));
    return n ? rt_sdb_fail_with(s, RT_USAGE, ja, en, err) : RT_OK;
}

/* Departments that are not there any more, and those with another name. */
static enum rt_status find_departments(struct rt_state *s, struct rt_error *err)
{
    RT_TRY(rt_sql_exec(&s->sql, SDB_FIND_DEPARTMENTS, err));
    RT_TRY(refuse_forgotten(s, SDB_FORGOTTEN_DEPARTMENTS_THERE,
        "--forget の部署は今回の入力にあります",
        "a department to forget is among the inputs", err));
    return where(s, SDB_MAY_BE_DEPARTMENTS, SDB_PAIR_DEPARTMENTS, err);
}

/* Once it is known which rows leave. */
static enum rt_status compare_departments(
    struct rt_state *s, struct rt_error *err)
{
    RT_TRY(where(s, SDB_MAY_HAVE_MOVED, SDB_PAIR_MOVED, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_TAKE_PAIRS, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_RENAME_PLANS, err));
    return where(s, SDB_LOSSY, SDB_KEEP_LOST, err);
}

enum rt_status rt_sdb_compare_inputs(struct rt_state *s, struct rt_error *err)
{
    int64_t read = 0;
    RT_TRY(rt_sql_exec(&s->sql, SDB_COMPARE_INPUTS, err));
    RT_TRY(refuse_forgotten(s, SDB_FORGOTTEN_BUT_THERE,
        "--forget のファイルは今回の入力にあります",
        "a file to forget is among the inputs", err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_FIND_RENAMED, err));
    RT_TRY(rt_sql_number(&s->sql, SDB_ANY_WAS_READ, &read, err));
    if (read)
        RT_TRY(find_departments(s, err));
    RT_TRY(where(s, SDB_MAY_BE_SIMILAR, SDB_FIND_SIMILAR, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_NOTE_LEAVING, err));
    RT_TRY(where(s, SDB_SAME_CONTENT, SDB_FIND_ALIASES, err));
    return read ? compare_departments(s, err) : RT_OK;
}
