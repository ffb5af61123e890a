/* The .sql files of the rooms: every statement prepares, names that nothing
 * defines are found when the program is built, numbers of enums are not typed,
 * and the text of the state's schema, which lies in files, is the same for
 * ever. */
#include "unit.h"

#include <sys/wait.h>

#include "base/hash.h"
#include "compare/compare.h"
#include "ledger/private.h"
#include "state/private.h"

static struct rt_error err;

static void ok(enum rt_status rc)
{
    if (rc != RT_OK)
        fail_msg("status %d: %s", (int)rc, err.text);
}

static sqlite3 *open_memory(void)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    return db;
}

/* --- every statement prepares --------------------------------------------- */

/* What of a statement's text is not prepared yet. */
struct rest {
    struct rt_buf text;
    const char *at;
};

/* Takes one statement of `r` off, and runs it where it changes something:
 * others may need the table that it makes. */
static bool take(sqlite3 *db, struct rest *r)
{
    sqlite3_stmt *stmt;
    const char *tail; /* set where it fails, too */
    if (!*r->at || sqlite3_prepare_v2(db, r->at, -1, &stmt, &tail) != SQLITE_OK)
        return false;
    r->at = tail;
    if (stmt && !sqlite3_stmt_readonly(stmt))
        (void)sqlite3_step(stmt);
    sqlite3_finalize(stmt);
    return true;
}

/* In whatever order the statements make the tables for each other: the room's
 * and those of the comparison on its connection. */
static void all_prepare(
    sqlite3 *db, const struct rt_sql_statement *own, size_t owned)
{
    size_t count = owned + CMP_SQL_COUNT - 1; /* not the tables once more */
    const struct rt_sql_statement **all = calloc(count, sizeof *all);
    struct rest *rest = calloc(count, sizeof *rest);
    struct rt_sql sql = {.db = db};
    bool more = true;
    assert_true(all && rest && CMP_TABLES == 0);
    /* To change it later, as the settings do, drops the temporary tables. */
    sqlite3_exec(db, "PRAGMA temp_store = FILE", NULL, NULL, NULL);
    ok(rt_compare_begin(&sql, &err));
    for (size_t i = 0; i < count; i++) {
        all[i] = i < owned ? &own[i] : &rt_compare_statements[1 + i - owned];
        rt_buf_init(&rest[i].text, 1 << 20);
        ok(rt_sql_text(all[i], &rest[i].text));
        rest[i].at = rest[i].text.data;
    }
    while (more) {
        more = false;
        for (size_t i = 0; i < count; i++)
            while (take(db, &rest[i]))
                more = true;
    }
    for (size_t i = 0; i < count; i++) {
        (void)take(db, &rest[i]);
        /* Upgrades need an older file: tests/cli/flag-upgrade has them. */
        if (*rest[i].at && strncmp(all[i]->name, "upgrade", 7) != 0)
            fail_msg(
                "%s: %s: %.60s", all[i]->name, sqlite3_errmsg(db), rest[i].at);
        rt_buf_fini(&rest[i].text);
    }
    free(all);
    free(rest);
}

TEST(ledger_prepares)
{
    struct rt_sql sql = {.db = open_memory()};
    struct rt_ledger *l; /* names the columns of a risk */
    ok(rt_ledger_open(&l, 0, &err));
    rt_ledger_close(l);
    ok(rt_ldb_add_functions(&sql, &err));
    all_prepare(sql.db, rt_ldb_statements, LDB_SQL_COUNT);
    sqlite3_close(sql.db);
}

TEST(state_prepares)
{
    struct rt_state s = {.sql = {.db = open_memory()}};
    rt_sdb_name_columns();
    ok(rt_sdb_add_rules(&s, &err));
    all_prepare(s.sql.db, rt_sdb_statements, SDB_SQL_COUNT);
    sqlite3_close(s.sql.db);
}

/* --- failures ---------------------------------------------------------------- */

static const struct rt_sql_statement few[] = {
    RT_SQL_STATEMENT("spoilt", {RT_SQL_TEXT, "SELECT x FROM nowhere", 0},
        {RT_SQL_END, NULL, 0}),
    RT_SQL_STATEMENT("echo", {RT_SQL_TEXT, "SELECT ?1 + ", 0},
        {RT_SQL_NUMBER, NULL, -2}, {RT_SQL_END, NULL, 0}),
};
enum { SPOILT, ECHO_ };

static const char *failed_name;
static int failed_rc;

static enum rt_status note_failure(
    void *room, int rc, const char *name, struct rt_error *e)
{
    (void)room;
    failed_name = name;
    failed_rc = rc & 0xff;
    return rt_fail(e, RT_BUG, "%s", name);
}

/* Whatever goes wrong before it is reported by the run, and once only. */
TEST(failures_wait_for_the_run)
{
    struct rt_sql sql
        = {.statements = few, .count = RT_COUNT(few), .fail = note_failure};
    struct rt_error e = {0};
    int64_t n = 0;
    ok(rt_sql_open(
        &sql, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &err));

    struct rt_sql_bind b = rt_sql_kept(&sql, SPOILT);
    rt_sql_put_int(&b, 1);
    assert_int_equal(rt_sql_run(&b, &n, &e), RT_BUG);
    assert_string_equal(failed_name, "spoilt");
    assert_int_equal(failed_rc, SQLITE_ERROR);

    b = rt_sql_kept(&sql, ECHO_);
    rt_sql_put_int(&b, 44);
    rt_sql_put_str(&b, RT_STR("one too many"));
    rt_sql_put_int(&b, 1);
    assert_int_equal(rt_sql_run(&b, &n, &e), RT_BUG);
    assert_string_equal(failed_name, "echo");
    assert_int_equal(failed_rc, SQLITE_RANGE);
    b = rt_sql_kept(&sql, ECHO_);
    rt_sql_put_int(&b, 44);
    ok(rt_sql_run(&b, &n, &err));
    assert_int_equal(n, 42);

    struct rt_sql_cursor c = rt_sql_query(&sql, SPOILT);
    assert_int_equal(rt_sql_next(&c, &e), RT_BUG);
    assert_int_equal(rt_sql_next(&c, &e), RT_END);
    rt_sql_end(&c);
    rt_sql_close(&sql);
}

/* SQLite's own sentence is about its last failure; of another, and before
 * there is a connection, there is what the number means. */
TEST(reasons_are_of_the_failure)
{
    struct rt_sql none = {0}, sql = {.db = open_memory()};
    const char *lost = rt_sql_why(&none, RT_EN, SQLITE_CANTOPEN);
    assert_string_equal(lost, "unable to open database file");
    assert_int_equal(
        sqlite3_exec(sql.db, "SELECT * FROM lost", NULL, NULL, NULL), 1);
    assert_string_equal(rt_sql_why(&sql, RT_EN, 1), "no such table: lost");
    assert_string_equal(
        rt_sql_why(&sql, RT_EN, SQLITE_FULL), "database or disk is full");

    static const struct {
        int rc;
        const char *why;
    } ja[] = {{SQLITE_CANTOPEN, "開けません"},
        {SQLITE_IOERR_READ, "ディスクの読み書きに失敗しました"},
        {SQLITE_FULL, "ディスクの空き容量がありません"},
        {SQLITE_TOOBIG, "大きすぎます"}, {SQLITE_NOLFS, "大きすぎます"},
        {SQLITE_CORRUPT, "壊れています"}, {SQLITE_NOTADB, "壊れています"},
        {SQLITE_READONLY, "権限がありません"},
        {SQLITE_PERM, "権限がありません"}, {SQLITE_AUTH, "権限がありません"},
        {SQLITE_BUSY, "使用中です"}, {SQLITE_LOCKED, "使用中です"},
        {SQLITE_PROTOCOL, "使用中です"}, {SQLITE_ERROR, "SQLite のエラー"}};
    for (size_t i = 0; i < RT_COUNT(ja); i++)
        assert_string_equal(rt_sql_why(&sql, RT_JA, ja[i].rc), ja[i].why);
    sqlite3_close(sql.db);
}

/* --- the state's schema is the same for ever ------------------------------- */

/* SQLite keeps the text of the schema in each file, and a state with another
 * text counts as damaged. What fails here needs a new SDB_VERSION. */
TEST(schema_is_that_of_the_version)
{
    struct rt_sql sql = {.statements = rt_sdb_statements,
        .count = SDB_SQL_COUNT,
        .fail = rt_sdb_fail};
    char hash[65] = "";
    ok(rt_sql_open(
        &sql, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &err));
    ok(rt_sql_exec(&sql, SDB_SCHEMA, &err));
    struct rt_sql_cursor c = rt_sql_query(&sql, SDB_SCHEMA_TEXT);
    assert_int_equal(rt_sql_next(&c, &err), RT_ROW);
    rt_sha256(rt_sql_get_str(&c.row), hash);
    rt_sql_end(&c);
    rt_sql_close(&sql);
    assert_int_equal(SDB_VERSION, 6);
    assert_string_equal(hash,
        "79d8b702315b3ee7e61735e7d7a3d0f95c292c765840b1d937c874be1ee5a952");
}

/* --- what the build refuses ------------------------------------------------- */

static char folder[] = "/tmp/rt-sql-XXXXXX";

static int set_up(void **unused)
{
    (void)unused;
    strcpy(folder, "/tmp/rt-sql-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

/* Shell, with FOLDER as $d; its exit status. */
static int shell(const char *command)
{
    char text[1024];
    snprintf(text, sizeof text, "d=%s; exec 2>/dev/null; %s", folder, command);
    int status = system(text);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int tear_down(void **unused)
{
    (void)unused;
    return shell("rm -rf \"$d\"");
}

static void write_sql(const char *text)
{
    char name[64];
    snprintf(name, sizeof name, "%s/x.sql", folder);
    FILE *f = fopen(name, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static bool embeds(const char *text)
{
    write_sql(text);
    return shell("scripts/embed sql \"$d/x.sql\" >\"$d/x.def\"") == 0;
}

static bool compiles(const char *text)
{
    assert_true(embeds(text));
    return shell("printf '%s\\n' '#include \"state/private.h\"'"
                 " 'const struct rt_sql_statement x[] = {'"
                 " '#define SQL(id, ...) RT_SQL_STATEMENT(__VA_ARGS__),'"
                 " '#include \"x.def\"' '};' |"
                 " ${CC:-cc} -std=c11 -D_GNU_SOURCE -fsyntax-only -Isrc"
                 " -I${BUILD:-build}/gen -I\"$d\" -x c -")
           == 0;
}

FIXTURE_TEST(unknown_names_do_not_compile)
{
    assert_true(compiles("-- name: a\nSELECT @RT_INPUT_MISSING@;\n"));
    assert_false(compiles("-- name: a\nSELECT @RT_INPUT_MISLAID@;\n"));
    assert_true(compiles("-- fragment: b\nx\n-- name: a\nSELECT @b@;\n"));
    assert_false(compiles("-- name: a\nSELECT @c@;\n"));
}

FIXTURE_TEST(crooked_files_are_refused)
{
    assert_true(embeds("-- About.\n\n-- name: a\n-- Why.\nSELECT 1;\n"));
    assert_false(embeds("SELECT 1;\n"));
    assert_false(embeds("-- name: a\n"));
    assert_false(embeds("-- name: A b\nSELECT 1;\n"));
    assert_false(embeds("-- name: a\nSELECT 1;\n-- name: a\nSELECT 2;\n"));
    assert_false(embeds("-- name: a\nSELECT 1; -- one\nSELECT 2;\n"));
    assert_false(embeds("-- name: a\nSELECT @RT_ERROR;\n"));
    assert_false(embeds("-- fragment: b\n@b@\n-- name: a\nSELECT @b@;\n"));
}

/* A column that holds an enum is compared with a constant of it. */
FIXTURE_TEST(numbers_of_enums_are_not_typed)
{
    /* 1: grep found nothing. */
    assert_int_equal(
        shell("grep -E '(kind|state|fate|severity|class|what|code) *"
              "(=|<>|<|>|<=|>=|IS|IS NOT|IN|NOT IN) *\\(?-?[0-9]'"
              " src/*/sql/*.sql"),
        1);
}
