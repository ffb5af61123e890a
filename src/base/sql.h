/* SQLite for the rooms that keep things in it (the ledger, the state): a
 * connection with its statements, binding their parameters and reading their
 * columns, one after the other.
 *
 * A room's statements are in its .sql files, of which scripts/embed makes
 *
 *     SQL(ADD_INPUT, "add_input", {RT_SQL_TEXT, "INSERT …", 0}, …)
 *
 * for an enum and a table (RT_SQL_STATEMENT). What goes wrong in preparing or
 * binding is kept and reported by the call that runs the statement, so that
 * callers look once:
 *
 *     struct rt_sql_bind b = rt_sql_kept(&room->sql, ROOM_ADD_INPUT);
 *     rt_sql_put_str(&b, input->file);
 *     rt_sql_put_int(&b, input->size);
 *     return rt_sql_run(&b, NULL, err);
 *
 * Texts are views both ways: what is bound must live until the statement has
 * run, what is read lives until its next step. A connection is for one thread
 * at a time.
 */
#ifndef RISKTALLY_SQL_H
#define RISKTALLY_SQL_H

#include "base/cursor.h"
#include "base/lang.h"
#include "base/text.h"

#include <sqlite3.h>

struct rt_sql_piece {
    enum { RT_SQL_END, RT_SQL_TEXT, RT_SQL_NUMBER } kind;
    const char *text;
    int64_t number;
};

struct rt_sql_statement {
    const char *name;
    const struct rt_sql_piece *pieces;
};

/* clang-format off */
#define RT_SQL_STATEMENT(name, ...)                                            \
    { name, (const struct rt_sql_piece[]){__VA_ARGS__} }
/* clang-format on */

/* The text of a statement, or of several; `to` is emptied first. */
enum rt_status rt_sql_text(
    const struct rt_sql_statement *statement, struct rt_buf *to) RT_MUST_USE;

/* --- a connection --------------------------------------------------------- */

struct rt_sql {
    sqlite3 *db;
    const struct rt_sql_statement *statements;
    size_t count;
    sqlite3_stmt **kept; /* by statement, prepared at first use */
    /* Turns SQLite's answer to the statement `name` into a failure in the
     * words of the room. */
    enum rt_status (*fail)(
        void *room, int rc, const char *name, struct rt_error *err);
    void *room;
    const char *vfs; /* SQLite's file system; NULL: its usual one */
};

/* Opens `path` with SQLITE_OPEN_… flags; the members but db and kept are the
 * caller's. To be closed even where it fails. */
enum rt_status rt_sql_open(struct rt_sql *sql, const char *path, int flags,
    struct rt_error *err) RT_MUST_USE;
/* A function of SQL that is a function of its arguments; its data is the
 * room. */
struct rt_sql_function {
    const char *name;
    int args;
    void (*call)(sqlite3_context *, int, sqlite3_value **);
};
enum rt_status rt_sql_add_functions(struct rt_sql *sql,
    const struct rt_sql_function *list, size_t count,
    struct rt_error *err) RT_MUST_USE;
/* One of them: fold(text), as rt_fold_name. */
void rt_sql_fold(sqlite3_context *c, int n, sqlite3_value **v);
void rt_sql_close(struct rt_sql *sql);

/* Whether SQLite's answer shows a mistake of this program. */
bool rt_sql_is_bug(int rc);
/* Why, in English in SQLite's words; never NULL. */
const char *rt_sql_why(const struct rt_sql *sql, enum rt_lang lang, int rc);

/* Runs statements without parameters and rows, one after the other. */
enum rt_status rt_sql_exec(
    struct rt_sql *sql, unsigned which, struct rt_error *err) RT_MUST_USE;

/* --- statements that run once --------------------------------------------- */

struct rt_sql_bind {
    struct rt_sql *sql;
    const char *name;
    sqlite3_stmt *stmt;
    int at, rc; /* rc: the first failure */
};

/* A statement that is kept for its next run. */
struct rt_sql_bind rt_sql_kept(struct rt_sql *sql, unsigned which);
/* Runs a statement without rows, or takes the number of its first row (0
 * without one; out may be NULL), and makes it ready again. */
enum rt_status rt_sql_run(
    struct rt_sql_bind *b, int64_t *out, struct rt_error *err) RT_MUST_USE;
/* The one number a query without parameters gives. */
enum rt_status rt_sql_number(struct rt_sql *sql, unsigned which, int64_t *out,
    struct rt_error *err) RT_MUST_USE;

/* Runs a statement where a question before it is answered with yes. */
enum rt_status rt_sql_exec_if(struct rt_sql *sql, unsigned question,
    unsigned which, struct rt_error *err) RT_MUST_USE;

/* A function of a list and its length, with the list's elements. */
#define RT_SQL_EACH(function, first, type, ...)                                \
    function(first, (type[]){__VA_ARGS__}, RT_COUNT(((type[]){__VA_ARGS__})))

void rt_sql_put_null(struct rt_sql_bind *b);
void rt_sql_put_int(struct rt_sql_bind *b, int64_t v);
void rt_sql_put_known(struct rt_sql_bind *b, int v); /* negative: NULL */
void rt_sql_put_str(struct rt_sql_bind *b, struct rt_str s); /* empty: NULL */
#define rt_sql_put_strs(b, ...)                                                \
    RT_SQL_EACH(rt_sql_put_str_list, b, const struct rt_str, __VA_ARGS__)
void rt_sql_put_str_list(
    struct rt_sql_bind *b, const struct rt_str *list, size_t count);
void rt_sql_put_text(struct rt_sql_bind *b, struct rt_str s); /* empty: '' */
void rt_sql_put_blob(struct rt_sql_bind *b, const void *p, size_t n);
/* A risk id. The usual one, R and 16 lower-case hex digits, is bound as the
 * number it writes (half the bytes, and quicker to compare), others as a copy;
 * empty: NULL. */
void rt_sql_put_id(struct rt_sql_bind *b, struct rt_str id);

/* --- rows ----------------------------------------------------------------- */

struct rt_sql_read {
    sqlite3_stmt *stmt;
    int at;
    bool bad;    /* the row is not what this program writes: RT_BUG */
    char id[18]; /* the risk id read last, where it was a number */
};

int64_t rt_sql_get_int(struct rt_sql_read *r);
uint64_t rt_sql_get_count(struct rt_sql_read *r); /* negative: 0 */
int64_t rt_sql_get_known(struct rt_sql_read *r);  /* NULL: -1, RT_UNKNOWN */
struct rt_str rt_sql_get_str(struct rt_sql_read *r);
/* Several, one column after the other. */
#define rt_sql_get_counts(r, ...)                                              \
    RT_SQL_EACH(rt_sql_get_count_list, r, uint64_t *const, __VA_ARGS__)
#define rt_sql_get_strs(r, ...)                                                \
    RT_SQL_EACH(rt_sql_get_str_list, r, struct rt_str *const, __VA_ARGS__)
void rt_sql_get_count_list(
    struct rt_sql_read *r, uint64_t *const *to, size_t count);
void rt_sql_get_str_list(
    struct rt_sql_read *r, struct rt_str *const *to, size_t count);
/* What rt_sql_put_id bound. */
struct rt_str rt_sql_get_id(struct rt_sql_read *r);

/* A query and its rows. Any number may be open on the same statement. */
struct rt_sql_cursor {
    struct rt_sql_bind bind;
    struct rt_sql_read row;
    unsigned which;
    bool ended;
};

struct rt_sql_cursor rt_sql_query(struct rt_sql *sql, unsigned which);
/* RT_ROW with `row` at its first column, RT_END (again at every further call)
 * or a failure. */
enum rt_status rt_sql_next(
    struct rt_sql_cursor *c, struct rt_error *err) RT_MUST_USE;
void rt_sql_end(struct rt_sql_cursor *c);
/* Takes the columns of a row into *out. */
typedef void rt_sql_reader(struct rt_sql_read *r, void *out);
/* Gives the rows of a query without parameters to `take`, up to a failure. */
typedef enum rt_status rt_sql_taker(
    void *context, struct rt_sql_read *r, struct rt_error *err);
enum rt_status rt_sql_walk(struct rt_sql *sql, unsigned which,
    rt_sql_taker *take, void *context, struct rt_error *err) RT_MUST_USE;
/* The only row of a query without parameters; RT_OK where there is none. */
enum rt_status rt_sql_one(struct rt_sql *sql, unsigned which,
    rt_sql_reader *read, void *out, struct rt_error *err) RT_MUST_USE;

/* --- records -------------------------------------------------------------- */

/* What a struct rt_cursor goes through. */
struct rt_sql_rows {
    struct rt_sql_cursor of;
    rt_sql_reader *read;
    size_t size; /* of the record that `read` fills in */
    /* In place of rt_sql_step alone, for a record that is more than a row. */
    enum rt_status (*next)(
        struct rt_sql_rows *rows, void *record, struct rt_error *err);
    void *own; /* memory of `next`, freed with free() */
    size_t own_size;
};

struct rt_cursor rt_sql_rows(struct rt_sql *sql, unsigned which,
    rt_sql_reader *read, size_t size, struct rt_error *err);
/* The query's next parameter; nothing where it could not be opened. A text is
 * copied. */
void rt_sql_rows_int(struct rt_cursor *c, int64_t v);
void rt_sql_rows_str(struct rt_cursor *c, struct rt_str s);
/* A cursor that has failed, with the room's error in `err`. */
struct rt_cursor rt_sql_no_rows(enum rt_status rc, struct rt_error *err);
/* Takes a row. */
enum rt_status rt_sql_step(
    struct rt_sql_rows *rows, void *record, struct rt_error *err) RT_MUST_USE;

/* Copies a name that many rows share. */
enum rt_status rt_sql_remember(
    struct rt_buf *buf, struct rt_str text, struct rt_error *err) RT_MUST_USE;

#endif
