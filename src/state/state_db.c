/* The table of statements, and the sentences for SQLite's failures. */
#include "record/columns.h"
#include "state/private.h"

/* What the .sql files name: the columns of a risk that are kept. */
static char risk_names[RT_COLUMNS_ROOM], risk_marks[RT_COLUMNS_ROOM];

void rt_sdb_name_columns(void)
{
    rt_record_columns(&rt_risk_kept, RT_COLUMNS_NAMES, "", risk_names);
    rt_record_columns(&rt_risk_kept, RT_COLUMNS_MARKS, "", risk_marks);
}

const struct rt_sql_statement rt_sdb_statements[SDB_SQL_COUNT] = {
#define SQL(id, ...) [SDB_##id] = RT_SQL_STATEMENT(__VA_ARGS__),
#include "state_sql.def"
#undef SQL
};

/* The numbers of enums that a state file holds. A change to one of them is a
 * new SDB_VERSION, as a change to the tables is. */
/* clang-format off */
_Static_assert(RT_EVENT_NEW == 0 && RT_EVENT_AGAIN == 1 && RT_EVENT_ROSE == 2
    && RT_EVENT_UNKNOWN == 3 && RT_EVENT_GONE == 12 && RT_EVENT_FELL == 13
    && SDB_MOVED == 17 && SDB_CHANGED == 18 && SDB_PLANNED == 19
    && SDB_FINISHED == 20 && RT_EVENT_OVERDUE == 4 && RT_EVENT_UNPLANNED == 5
    && RT_EVENT_SLIPPED == 6 && RT_EVENT_LAPSED == 7
    && RT_EVENT_UNSIGNED == 22, "step.what");
_Static_assert(RT_INPUT_READ == 0 && RT_INPUT_OTHER == 1
    && RT_INPUT_FAILED == 2 && RT_INPUT_MISSING == 3 && RT_INPUT_EMPTY == 4,
    "input.state");
_Static_assert(RT_CLASS_NONE == -1 && RT_LOW == 0 && RT_MEDIUM == 1
    && RT_HIGH == 2, "risk.class");
_Static_assert(RT_PLAN_UNSAID == 0 && RT_PLAN_OPEN == 1
    && RT_PLAN_UNDER_WAY == 2 && RT_PLAN_DONE == 3, "plan.status");
/* clang-format on */

/* --- failures ------------------------------------------------------------- */

/* A long path keeps its end: the sentence after it must be seen whole. */
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

enum rt_status rt_sdb_fail_with(const struct rt_state *s, enum rt_status status,
    const char *ja, const char *en, struct rt_error *err)
{
    const char *dots, *path = short_path(s->path, &dots);
    return rt_fail(
        err, status, "%s%s: %s", dots, path, rt_say(s->lang, ja, en));
}

static enum rt_status io_failed(
    struct rt_state *s, int rc, const char *name, struct rt_error *err)
{
    char ja[160], en[160];
    snprintf(ja, sizeof ja, "状態ファイルを読み書きできません（%s、%s、%d）",
        rt_sql_why(&s->sql, RT_JA, rc), name, rc);
    snprintf(en, sizeof en, "the state cannot be read or written (%s, %s, %d)",
        rt_sql_why(&s->sql, RT_EN, rc), name, rc);
    return rt_sdb_fail_with(s, RT_IO, ja, en, err);
}

enum rt_status rt_sdb_fail(
    void *state, int rc, const char *name, struct rt_error *err)
{
    struct rt_state *s = state;
    switch (rc & 0xff) {
    case SQLITE_NOMEM:
        return rt_fail_nomem(err);
    case SQLITE_FULL:
        return rt_sdb_fail_with(s, RT_IO,
            "ディスクに空きがないため書き込めません。前回の内容はそのままです",
            "no space is left on the disk; the state is as it was", err);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return rt_sdb_fail_with(s, RT_FORMAT,
            "状態ファイルが壊れています。バックアップから戻すか、別の場所に"
            "移して作り直してください（flag では --baseline を付けます）",
            "the state is damaged; restore it from a backup, or move it away "
            "and begin anew (flag: with --baseline)",
            err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return rt_sdb_fail_with(s, RT_BUSY,
            "ほかの実行が状態ファイルを使用中です",
            "another run is using the state", err);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return rt_sdb_fail_with(s, RT_IO,
            "状態ファイルに書き込む権限がありません",
            "there is no permission to write to the state", err);
    default:
        if (rt_sql_is_bug(rc))
            return rt_fail(err, RT_BUG, "state: %s: %s (%d)", name,
                rt_sql_why(&s->sql, RT_EN, rc), rc);
        return io_failed(s, rc, name, err);
    }
}

enum rt_status rt_sdb_need(
    const struct rt_state *s, enum sdb_phase phase, struct rt_error *err)
{
    if (s->phase == phase)
        return RT_OK;
    return rt_fail(err, RT_BUG, "the state is asked in the wrong order");
}

struct rt_cursor rt_sdb_compared_rows(struct rt_state *s, enum sdb_sql which,
    rt_sql_reader *read, size_t size, struct rt_error *err)
{
    if (s->phase < SDB_COMPARED)
        return rt_sql_no_rows(rt_sdb_need(s, SDB_COMPARED, err), err);
    return rt_sql_rows(&s->sql, which, read, size, err);
}
