/* What the ledger's own files share: the connection, the statements, and the
 * small helpers that bind, step, read and turn SQLite's answers into ours.
 *
 * Not for other rooms; those have ledger/ledger.h.
 */
#ifndef RISKTALLY_LEDGER_PRIVATE_H
#define RISKTALLY_LEDGER_PRIVATE_H

#include "base/sql.h"
#include "ledger/ledger.h"

#include <pthread.h>

/* Bits of risk.flags. */
enum {
    LDB_PERSONAL = 1,
    LDB_SENSITIVE = 2,
    LDB_MY_NUMBER = 4,
    LDB_ANY_PERSONAL = 8 /* scores.personal */
};

/* The statements that run once per row or per file, prepared at first use
 * and kept. Their text is in schema.c, in this order. */
enum ldb_sql {
    LDB_ADD_INPUT,
    LDB_UPDATE_INPUT,
    LDB_ADD_RISK,
    LDB_ADD_PREVIOUS,
    LDB_ADD_FINDING,
    LDB_ADD_REJECTED,
    LDB_ADD_CHECKS,
    LDB_ADD_PROFILE,
    LDB_ADD_SHEET,
    LDB_ADD_DEPARTMENT,
    LDB_ADD_PLAN,
    LDB_ADD_PLAN_COLUMN,
    LDB_ACCEPT,
    LDB_FIND_LABEL,
    LDB_ADD_LABEL,
    LDB_FIND_PLACE,
    LDB_ADD_PLACE,
    LDB_SQL_COUNT
};

extern const char *const rt_ldb_sql[LDB_SQL_COUNT];

/* The tables, and what is made of them when the writing ends. */
extern const char rt_ldb_schema[];
extern const char rt_ldb_seal_order[];
extern const char rt_ldb_seal_worst[];
extern const char rt_ldb_seal_duplicates[];
extern const char rt_ldb_seal_rows[];
extern const char rt_ldb_seal_findings[];
extern const char rt_ldb_slips[];
extern const char rt_ldb_slip_rows[];

/* The previous run (change.c). */
extern const char rt_ldb_add_previous[];
enum rt_status rt_ldb_seal_changes(
    struct rt_ledger *l, struct rt_error *err) RT_MUST_USE;
extern const char rt_ldb_seal_plan[];

/* Rows come sheet by sheet, so that nearly every row has the place, the
 * department and the profile of the row before: one remembered value each
 * saves a lookup. */
struct ldb_label {
    struct rt_buf text;
    int64_t id; /* 0: nothing remembered */
};

struct ldb_place {
    struct rt_buf file, sheet;
    int64_t input, id; /* id 0: nothing remembered */
    size_t sheet_index;
    bool csv;
};

struct rt_ledger {
    sqlite3 *db;
    /* Held around every use of db by reports that are written side by side.
       SQLite's own would be taken for each column of each row. */
    pthread_mutex_t lock;
    sqlite3_stmt *kept[LDB_SQL_COUNT];
    struct ldb_label department, profile;
    struct ldb_place place;
    bool finished;
    bool compares;         /* there is a previous run */
    bool has_plan, joined; /* a previous plan was added; found its risks */
    struct rt_buf pack;    /* a plan's row */
};

struct rt_cursor {
    struct rt_ledger *ledger;
    sqlite3_stmt *stmt;
    struct rt_buf json;            /* of rt_json_next */
    char risk_id[24];              /* of rt_risks_next */
    struct rt_plan_room plan_room; /* of rt_planned_next */
    enum rt_planned_of planned_of;
    bool ended;
};

/* The cell limit of the input room bounds a value; a line of JSON holds some
 * twenty values, each at most six times as long when escaped. */
enum { LDB_TEXT_MAX = 256 << 20 };

/* --- errors and statements (ledger_db.c) ----------------------------------- */

/* Turns SQLite's last answer into a failure: out of memory is RT_NOMEM, the
 * disk and the files are RT_IO, all else is a mistake of this program. */
enum rt_status rt_ldb_fail(
    struct rt_ledger *l, int rc, const char *what, struct rt_error *err);
enum rt_status rt_ldb_exec(struct rt_ledger *l, const char *sql,
    const char *what, struct rt_error *err) RT_MUST_USE;
/* A kept statement, ready for binding. */
enum rt_status rt_ldb_kept(struct rt_ledger *l, enum ldb_sql which,
    sqlite3_stmt **out, struct rt_error *err) RT_MUST_USE;
/* Opens a cursor on `sql`, nothing bound yet; binding is the caller's, with
 * the lock held. */
enum rt_status rt_ldb_cursor(struct rt_ledger *l, const char *sql,
    struct rt_cursor **out, struct rt_error *err) RT_MUST_USE;
/* The same for a finished ledger, with a first parameter that is a text (NULL
 * where it is empty; copied: the cursor outlives the caller's) and numbers
 * behind it. */
enum rt_status rt_ldb_open_with(struct rt_ledger *l, const char *sql,
    struct rt_str text, const int64_t *numbers, int count,
    struct rt_cursor **out, struct rt_error *err) RT_MUST_USE;
/* RT_ROW, RT_END (again at every further call) or a failure. Takes no lock:
 * for the one thread that writes. */
enum rt_status rt_ldb_step(
    struct rt_cursor *cursor, struct rt_error *err) RT_MUST_USE;
/* Takes the next row's columns into *out. */
typedef enum rt_status (*ldb_reader)(
    struct rt_cursor *cursor, void *out, struct rt_error *err);
/* A step and, where there is a row, `read` of it, with the ledger to itself.
 * What the row's views point to is the statement's own and stays when others
 * step theirs. */
enum rt_status rt_ldb_next(struct rt_cursor *cursor, ldb_reader read, void *out,
    struct rt_error *err) RT_MUST_USE;
/* The only row of a query without parameters; RT_OK where there is none. */
enum rt_status rt_ldb_one(struct rt_ledger *l, const char *sql, ldb_reader read,
    void *out, struct rt_error *err) RT_MUST_USE;
/* RT_BUG before rt_ledger_finish: the order and the sums are not there. */
enum rt_status rt_ldb_need_finished(
    struct rt_ledger *l, struct rt_error *err) RT_MUST_USE;

/* --- binding -------------------------------------------------------------- */

/* Binds a parameter of a cursor that was just opened. Where it fails, the
 * cursor is closed and *out is NULL. */
enum rt_status rt_ldb_cursor_int(struct rt_cursor **out, int at, int64_t v,
    struct rt_error *err) RT_MUST_USE;
/* The rules' order in one number, most severe smallest (write.c). */
unsigned rt_ldb_severity(const struct rt_risk *risk);
/* Runs a statement that gives no rows, and makes it ready again. */
enum rt_status rt_ldb_run(struct rt_ledger *l, struct rt_sql_bind *b,
    const char *what, struct rt_error *err) RT_MUST_USE;

/* --- reading -------------------------------------------------------------- */

/* A whole risk, from the columns of LDB_RISK_COLUMNS (risk_columns.h). */
void rt_ldb_get_risk(
    struct rt_cursor *c, struct rt_sql_read *r, struct rt_risk *out);
/* A finding from its columns code to actual, and a rejected row from file to
 * cells. */
void rt_ldb_get_finding(struct rt_sql_read *r, struct rt_finding *out);
void rt_ldb_get_rejected(struct rt_sql_read *r, struct rt_rejected *out);
/* An input i, from these columns and the counts of its errors, warnings and
 * infos. */
void rt_ldb_get_input(struct rt_sql_read *r, struct rt_input *out);
#define LDB_INPUT_COLUMNS                                                      \
    "i.file, i.department, i.size, i.sha256, i.kind, i.format, i.encoding,"    \
    " i.edition, i.profile, i.state, i.seen, i.accepted, i.rejected,"          \
    " i.blank, i.example"
/* How many rows of the register have a priority. */
enum rt_status rt_ldb_plan_rows(
    struct rt_ledger *l, int64_t *rows, struct rt_error *err) RT_MUST_USE;
/* --- the previous plan (carried_plan.c, plan_findings.c) --------------------------- */

/* Finds each of its rows the risk that it goes on for, and tells. */
enum rt_status rt_ldb_join_plan(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ldb_tell_plan(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;

#endif
