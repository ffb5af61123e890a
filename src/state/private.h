/* What the state's own files share: the connection, its statements, and the
 * helpers that bind, step and read.
 *
 * Not for other rooms; those have state/state.h.
 */
#ifndef RISKTALLY_STATE_PRIVATE_H
#define RISKTALLY_STATE_PRIVATE_H

#include "base/sql.h"
#include "state/state.h"

/* "RTst" as the file's application id, and the version of its tables. */
enum { SDB_APPLICATION = 0x52547374, SDB_VERSION = 1 };

/* What becomes of an input in this run; its state for the picture is an enum
 * rt_input_state. */
enum sdb_fate {
    SDB_KEPT,    /* there, unchanged */
    SDB_READ,    /* read anew (RT_INPUT_READ or RT_INPUT_OTHER) */
    SDB_FAILED,  /* there and not to be read: its rows stay */
    SDB_MISSING, /* not there: its rows stay */
    SDB_RENAMED, /* not there: another took its place */
    SDB_FORGOTTEN
};

/* What happened to a risk; also the number in step.what. The first ones are
 * the events' own. */
enum { SDB_MOVED = RT_EVENT_KINDS, SDB_CHANGED, SDB_NOTHING };

/* An input of the picture, for rt_state_unchanged. */
struct sdb_known {
    char *name;
    char sha256[65];
    int64_t id;
    int state;
    bool current; /* read whole, and under these settings */
};

/* Statements of the gathering, prepared once and kept (schema.c). */
enum sdb_sql {
    SDB_KEEP,
    SDB_ADD_INPUT,
    SDB_ADD_SILENT,
    SDB_MARK_LOSSY,
    SDB_ADD_RISK,
    SDB_ADD_PLAN,
    SDB_ADD_FINDING,
    SDB_FIND_PLACE,
    SDB_ADD_PLACE,
    SDB_SQL_COUNT
};

extern const char *const rt_sdb_sql[SDB_SQL_COUNT];
extern const char rt_sdb_schema[];  /* of the file */
extern const char rt_sdb_run_sql[]; /* what a run gathers: temporary */

enum sdb_phase { SDB_OPENED, SDB_GATHERING, SDB_COMPARED, SDB_DONE };

/* The place of the row before: nearly always the next one's too. */
struct sdb_place {
    struct rt_buf profile, department;
    int64_t input, id; /* id 0: nothing remembered */
    size_t sheet_index;
    bool csv;
};

struct rt_state {
    sqlite3 *db;
    char *path; /* as the user wrote it */
    char *file; /* the same for the system: never "file:…" or ":memory:" */
    enum rt_lang lang;
    enum rt_state_mode mode;
    enum sdb_phase phase;
    bool fresh; /* there is no file: the picture is empty */
    int lock;   /* descriptor of PATH.lock, or -1 */
    sqlite3_stmt *kept[SDB_SQL_COUNT];

    /* the run */
    char now[11];
    char settings[65];
    enum rt_class class;
    int level;
    bool force, baseline, all;
    int remind;
    int64_t run;             /* its number */
    struct sdb_known *known; /* by name */
    size_t known_count;
    unsigned char *seen; /* beside known */
    /* the last numbers given */
    int64_t inputs, places, risks, plans;
    int64_t input; /* the last one added, and what it is */
    enum rt_input_state input_state;
    struct sdb_place place;
    struct rt_state_summary summary;
};

struct rt_state_cursor {
    struct rt_state *state;
    sqlite3_stmt *stmt;
    char risk_id[24];
    struct rt_buf text;
    /* trend */
    struct rt_state_quarter quarter, next;
    bool ended, has_next;
    /* history: what rt_state_risk points to */
    char *heading;
};

enum { SDB_TEXT_MAX = 64 << 20 };

/* --- errors and statements (state_db.c) ------------------------------------ */

/* Turns SQLite's answer into a failure with a sentence for the user. */
enum rt_status rt_sdb_fail(
    struct rt_state *s, int rc, const char *what, struct rt_error *err);
/* A sentence about the file, in the user's language: "PATH: ja" or "PATH:
 * en". */
enum rt_status rt_sdb_tell(const struct rt_state *s, enum rt_status status,
    const char *ja, const char *en, struct rt_error *err);
enum rt_status rt_sdb_exec(struct rt_state *s, const char *sql,
    const char *what, struct rt_error *err) RT_MUST_USE;
/* Several in turn; NULL ends the list. */
enum rt_status rt_sdb_exec_all(struct rt_state *s, const char *const *sql,
    const char *what, struct rt_error *err) RT_MUST_USE;
/* The one number a query without parameters gives; 0 where it gives none. */
enum rt_status rt_sdb_number(struct rt_state *s, const char *sql, int64_t *out,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_sdb_prepare(struct rt_state *s, const char *sql,
    sqlite3_stmt **out, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_sdb_cursor(struct rt_state *s, const char *sql,
    struct rt_state_cursor **out, struct rt_error *err) RT_MUST_USE;
/* RT_ROW, RT_END (again at every further call) or a failure. */
enum rt_status rt_sdb_step(
    struct rt_state_cursor *cursor, struct rt_error *err) RT_MUST_USE;
/* RT_BUG where the calls come in the wrong order. */
enum rt_status rt_sdb_need(const struct rt_state *s, enum sdb_phase phase,
    struct rt_error *err) RT_MUST_USE;

/* --- binding: one parameter after the other; the first failure stays -------- */

enum rt_status rt_sdb_kept(struct rt_state *s, enum sdb_sql which,
    struct rt_sql_bind *out, struct rt_error *err) RT_MUST_USE;
/* Runs a statement without rows, or takes the number of its first row (0
 * without one; out may be NULL), and makes it ready again. */
enum rt_status rt_sdb_run(struct rt_state *s, struct rt_sql_bind *b,
    int64_t *out, const char *what, struct rt_error *err) RT_MUST_USE;

/* Copies a name that many rows share. */
enum rt_status rt_sdb_remember(
    struct rt_buf *buf, struct rt_str text, struct rt_error *err) RT_MUST_USE;

/* --- the parts of a run ------------------------------------------------------ */

/* The SQL functions watched(level, class), watched_plan(level, priority) and
 * change(...), which speak for the run's settings (watch.c). */
enum rt_status rt_sdb_add_rules(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;

enum rt_status rt_sdb_compare_inputs(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_sdb_compare_risks(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_sdb_compare_plans(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_sdb_make_events(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_sdb_sum_up(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
/* What of SQL puts this run's picture in the place of the last one. */
extern const char *const rt_sdb_replace[];

/* --- the file (file.c) -------------------------------------------------------- */

enum rt_status rt_sdb_open_file(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
/* Whether the file is byte for byte what a run wrote (seal.c); false where
 * nothing is known of that. RT_FORMAT where it was damaged since. */
enum rt_status rt_sdb_check_seal(
    struct rt_state *s, bool *whole, struct rt_error *err) RT_MUST_USE;
/* Before the picture is replaced, and once it is. */
enum rt_status rt_sdb_break_seal(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
void rt_sdb_set_seal(struct rt_state *s);
/* Puts a first picture, so far in an unnamed database, under the name. */
enum rt_status rt_sdb_write_first(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;

#endif
