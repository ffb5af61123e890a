/* The connection, the table of its statements, and cursors over their rows.
 *
 * The database has no name: SQLite keeps it in its page cache and, past the
 * cache's size, in a file that is deleted as soon as it is opened, in the
 * directory that SQLITE_TMPDIR or TMPDIR names. A failure ends the run.
 */
#include "base/fold.h"
#include "base/mark.h"
#include "form/roster.h"
#include "ledger/change.h"
#include "ledger/meeting_sums.h"
#include "ledger/private.h"
#include "ledger/statement_rows.h"

#include <pthread.h>
#include <stdlib.h>

/* What the .sql files name: the columns of each record that are there only to
 * be read back, made of its members when the first ledger opens. */
#define RECORDS(X)                                                             \
    X(input, "i")                                                              \
    X(finding, "f")                                                            \
    X(rejected, "x") X(checks, "c") X(soa_row, "s") X(soa_control, "s")

#define DECLARE(record, table)                                                 \
    static char record##_table[RT_COLUMNS_ROOM],                               \
        record##_marks[RT_COLUMNS_ROOM], record##_members[RT_COLUMNS_ROOM];
RECORDS(DECLARE)

static char input_names[RT_COLUMNS_ROOM], counts_sums[RT_COLUMNS_ROOM],
    checks_sums[RT_COLUMNS_ROOM], risk_table[RT_COLUMNS_ROOM],
    risk_marks[RT_COLUMNS_ROOM], risk_names[RT_COLUMNS_ROOM],
    previous_members[RT_COLUMNS_ROOM], risk_members[RT_COLUMNS_ROOM];

static void name_columns(void)
{
#define NAME(record, table)                                                    \
    rt_record_columns(                                                         \
        &rt_##record##_members, RT_COLUMNS_MADE, "", record##_table);          \
    rt_record_columns(                                                         \
        &rt_##record##_members, RT_COLUMNS_MARKS, "", record##_marks);         \
    rt_record_columns(                                                         \
        &rt_##record##_members, RT_COLUMNS_READ, table, record##_members);
    RECORDS(NAME)
    rt_record_columns(&rt_input_members, RT_COLUMNS_NAMES, "", input_names);
    rt_ldb_risk_columns(RT_COLUMNS_MADE, "", risk_table);
    rt_ldb_risk_columns(RT_COLUMNS_MARKS, "", risk_marks);
    rt_ldb_risk_columns(RT_COLUMNS_NAMES, "", risk_names);
    rt_ldb_risk_columns(RT_COLUMNS_READ, "p", previous_members);
    rt_ldb_changed_columns(risk_members);
    rt_record_columns(&rt_counts_members, RT_COLUMNS_SUMS, "i", counts_sums);
    rt_record_columns(&rt_checks_members, RT_COLUMNS_SUMS, "c", checks_sums);
}

/* clang-format off */
const struct rt_sql_statement rt_ldb_statements[LDB_SQL_COUNT] = {
#define SQL(id, ...) [LDB_##id] = RT_SQL_STATEMENT(__VA_ARGS__),
#include "ledger_sql.def"
#undef SQL
};
/* clang-format on */

static enum rt_status fail(
    void *room, int rc, const char *name, struct rt_error *err)
{
    const struct rt_ledger *l = room;
    char ja[RT_ERROR_TEXT], en[RT_ERROR_TEXT];

    if ((rc & 0xff) == SQLITE_NOMEM)
        return rt_fail_nomem(err);
    snprintf(ja, sizeof ja,
        "一時データベースを読み書きできません（%s、%s、%d）",
        rt_sql_why(&l->sql, RT_JA, rc), name, rc);
    snprintf(en, sizeof en,
        "the temporary database cannot be read or written (%s, %s, %d)",
        rt_sql_why(&l->sql, RT_EN, rc), name, rc);
    return rt_fail_text(err, rt_sql_is_bug(rc) ? RT_BUG : RT_IO, ja, en);
}

/* Whether the text after a department's name names another one beside it:
 * 「総務部・経理部」, 「総務部/経理部」, but not 「総務部/人事課」. */
static bool is_beside(
    struct rt_str front, struct rt_str mark, struct rt_str after)
{
    static const char *const beside[]
        = {"・", "、", ",", "，", "&", "＆", "\n"};
    static const char *const slashes[] = {"/", "／"};
    static const char *const department[] = {"部"};

    return rt_str_starts_any(mark, beside)
           || (rt_str_starts_any(mark, slashes)
               && rt_str_ends_any(front, department)
               && rt_str_ends_any(after, department));
}

/* department_in(text, k): the name in front of 「総務部 山田」, and for k = 1 what
 * follows it, if that is named like a department too and is no other one beside
 * it; else NULL. */
static void department_in(sqlite3_context *c, int n, sqlite3_value **v)
{
    struct rt_str text = {(const char *)sqlite3_value_text(v[0]),
        (size_t)sqlite3_value_bytes(v[0])};
    struct rt_str after = RT_STR_NONE,
                  part = rt_department_before(text, &after);
    struct rt_str mark = {text.p + part.n, text.n - part.n};

    if (n > 1 && sqlite3_value_int(v[1]) > 0)
        part = is_beside(part, mark, after) ? RT_STR_NONE
                                            : rt_name_department(after);
    if (part.n > 0)
        sqlite3_result_text(c, part.p, (int)part.n, SQLITE_TRANSIENT);
}

/* department_core(text): 「営業部」 of 「101 営業部」, 「営業部御中」 and
 * 「（営業部）」. */
static void department_core(sqlite3_context *c, int n, sqlite3_value **v)
{
    static const char *const front[] = {"0", "1", "2", "3", "4", "5", "6", "7",
        "8", "9", "０", "１", "２", "３", "４", "５", "６", "７", "８", "９",
        " ", "　", ".", "．", ":", "：", "-", "_"};
    static const char *const back[]
        = {"御中", "様", "殿", "宛", "？", "?", "、", ",", "。"};
    struct rt_str s = {(const char *)sqlite3_value_text(v[0]),
        (size_t)sqlite3_value_bytes(v[0])};

    (void)n;
    while (rt_str_skip_any(&s, front)
           || rt_mark_skip(&s, RT_MARK_OPEN | RT_MARK_TITLE | RT_MARK_BULLET)) {
    }
    while (rt_mark_cut(&s, RT_MARK_CLOSE)) {
    }
    for (size_t i = 0; i < RT_COUNT(back); i++) {
        if (rt_str_ends(s, rt_str(back[i])))
            s.n -= strlen(back[i]);
    }
    sqlite3_result_text(c, s.p, (int)s.n, SQLITE_TRANSIENT);
}

/* is_medium(text): whether it is one of the form's media. */
static void is_medium(sqlite3_context *c, int n, sqlite3_value **v)
{
    struct rt_str s = {(const char *)sqlite3_value_text(v[0]),
        (size_t)sqlite3_value_bytes(v[0])};
    const char *term;
    bool found = false;

    (void)n;
    for (size_t i = 0; !found && (term = rt_medium_term(i)); i++)
        found = rt_fold_eq(s, rt_str(term));
    sqlite3_result_int(c, found);
}

enum rt_status rt_ldb_add_functions(struct rt_sql *sql, struct rt_error *err)
{
    static const struct rt_sql_function functions[] = {{"fold", 1, rt_sql_fold},
        {"department_in", 2, department_in},
        {"department_core", 1, department_core}, {"is_medium", 1, is_medium}};

    return rt_sql_add_functions(sql, functions, RT_COUNT(functions), err);
}

enum rt_status rt_ldb_connect(struct rt_ledger *l, const char *path, int flags,
    enum ldb_sql settings, struct rt_error *err)
{
    static pthread_once_t named = PTHREAD_ONCE_INIT;

    pthread_once(&named, name_columns);
    rt_buf_init(&l->department.text, LDB_TEXT_MAX);
    rt_buf_init(&l->profile.text, LDB_TEXT_MAX);
    rt_buf_init(&l->place.file, LDB_TEXT_MAX);
    rt_buf_init(&l->place.sheet, LDB_TEXT_MAX);
    rt_buf_init(&l->pack, LDB_TEXT_MAX);
    l->sql = (struct rt_sql){.statements = rt_ldb_statements,
        .count = LDB_SQL_COUNT,
        .fail = fail,
        .room = l,
        .vfs = "unix-none"}; /* nobody else knows the file: no locks */
    RT_TRY(rt_sql_open(&l->sql, path,
        flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, err));
    RT_TRY(rt_ldb_add_functions(&l->sql, err));
    return rt_sql_exec(&l->sql, settings, err);
}

void rt_ldb_disconnect(struct rt_ledger *l)
{
    rt_sql_close(&l->sql);
    rt_buf_fini(&l->department.text);
    rt_buf_fini(&l->profile.text);
    rt_buf_fini(&l->place.file);
    rt_buf_fini(&l->place.sheet);
    rt_buf_fini(&l->pack);
}

enum rt_status rt_ldb_need_finished(struct rt_ledger *l, struct rt_error *err)
{
    if (l->finished)
        return RT_OK;
    return rt_fail(err, RT_BUG, "the ledger is read before it is finished");
}

struct rt_cursor rt_ldb_finished_rows(struct rt_ledger *l, enum ldb_sql which,
    rt_sql_reader *read, size_t size, struct rt_error *err)
{
    enum rt_status rc = rt_ldb_need_finished(l, err);
    return rc == RT_OK ? rt_sql_rows(&l->sql, which, read, size, err)
                       : rt_sql_no_rows(rc, err);
}
