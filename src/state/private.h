/* What the state's own files share: the connection with its statements, and
 * the parts of a run.
 *
 * Not for other rooms; those have state/state.h.
 */
#ifndef RISKTALLY_STATE_PRIVATE_H
#define RISKTALLY_STATE_PRIVATE_H

#include <pthread.h>

#include "base/sql.h"
#include "state/state.h"

/* "RTst" as the file's application id, and the version of its tables. */
enum { SDB_APPLICATION = 0x52547374, SDB_VERSION = 6 };

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

/* RT_EVENT_SLIPPED in files of version 1. */
enum { SDB_OLD_SLIPPED = 5 };

/* What happened to a risk or to a treatment; also the number in step.what and
 * item_step.what of the file. Those before are the events' own. */
enum { SDB_MOVED = 17, SDB_CHANGED, SDB_PLANNED, SDB_FINISHED, SDB_NOTHING };

/* Of a treatment's signature, in item.unsigned of the file. */
enum sdb_unsigned { SDB_SIGNED, SDB_UNSIGNED, SDB_EXPIRED };

/* An input of the picture, for rt_state_unchanged. */
struct sdb_known {
    char *name;
    char *stamp;
    char sha256[65];
    int64_t id;
    int state;
    bool current; /* read whole, and under these settings */
};

/* The statements of state/sql: SDB_ADD_INPUT is add_input there. */
enum sdb_sql {
#define SQL(id, ...) SDB_##id,
#include "state_sql.def"
#undef SQL
    SDB_SQL_COUNT
};

/* Before the first statement is prepared. */
void rt_sdb_name_columns(void);
extern const struct rt_sql_statement rt_sdb_statements[SDB_SQL_COUNT];

enum sdb_phase { SDB_OPENED, SDB_GATHERING, SDB_COMPARED, SDB_DONE };

/* The place of the row before: nearly always the next one's too. */
struct sdb_place {
    struct rt_buf profile, department;
    int64_t input, id; /* id 0: nothing remembered */
    size_t sheet_index;
    bool csv;
};

struct rt_state {
    struct rt_sql sql;
    char *path; /* as the user wrote it */
    char *file; /* the same for the system: never "file:…" or ":memory:" */
    enum rt_lang lang;
    enum rt_state_mode mode;
    enum sdb_phase phase;
    /* The picture is not in the file: there is none, or an older program's. */
    bool fresh;
    unsigned long version; /* of the file; 0 without one */
    int lock;              /* descriptor of PATH.lock, or -1 */
    char *first;           /* where a first picture is written, or NULL */

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
    pthread_mutex_t kept_lock; /* see rt_state_kept */
};

enum { SDB_TEXT_MAX = 64 << 20 };

/* --- errors and statements (state_db.c) ----------------------------------- */

/* Turns SQLite's answer into a failure with a sentence for the user. `name`
 * is the statement's. */
enum rt_status rt_sdb_fail(
    void *state, int rc, const char *name, struct rt_error *err);
/* A sentence about the file, in the user's language: "PATH: ja" or "PATH:
 * en". */
enum rt_status rt_sdb_fail_with(const struct rt_state *s, enum rt_status status,
    const char *ja, const char *en, struct rt_error *err);
#define SDB_ROWS(s, which, read, record, err)                                  \
    rt_sql_rows(&(s)->sql, which, read, sizeof(record), err)
/* For what is known once the pictures were compared. */
#define SDB_COMPARED_ROWS(s, which, read, record, err)                         \
    rt_sdb_compared_rows(s, which, read, sizeof(record), err)
struct rt_cursor rt_sdb_compared_rows(struct rt_state *s, enum sdb_sql which,
    rt_sql_reader *read, size_t size, struct rt_error *err);
/* RT_BUG where the calls come in the wrong order. */
enum rt_status rt_sdb_need(const struct rt_state *s, enum sdb_phase phase,
    struct rt_error *err) RT_MUST_USE;

/* --- the parts of a run ---------------------------------------------------- */

/* The SQL functions of the state: watched(level, class), watched_plan(level,
 * priority) and change(...), which speak for the run's settings, and what base
 * knows, fold and fiscal_quarter (watch.c). */
enum rt_status rt_sdb_add_rules(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;

enum rt_status rt_sdb_compare_plans(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_sdb_make_events(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_sdb_sum_up(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;

/* --- the file (file.c) ------------------------------------------------------ */

enum rt_status rt_sdb_open_file(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
/* The file system that checks each page of a file of version 3 (pages.c), and
 * how many bytes at a page's end it needs. */
#define SDB_VFS "risktally"
enum { SDB_PAGE_SUM = 4, SDB_FIRST_WITH_SUMS = 3 };
void rt_sdb_register_pages(void);
/* Whether an older file, open as fd, was damaged since it was written
 * (seal.c). */
bool rt_sdb_seal_is_broken(const struct rt_state *s, int fd);
/* Writes a first picture, so far in an unnamed database, beside the name; then
 * puts it there. What is not is removed when the state is closed. */
enum rt_status rt_sdb_write_first(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_sdb_place_first(
    struct rt_state *s, struct rt_error *err) RT_MUST_USE;
void rt_sdb_drop_first(struct rt_state *s);

#endif
