/* What the ledger's own files share: the connection with its statements, and
 * cursors.
 *
 * Not for other rooms; those have ledger/ledger.h.
 */
#ifndef RISKTALLY_LEDGER_PRIVATE_H
#define RISKTALLY_LEDGER_PRIVATE_H

#include "base/sql.h"
#include "ledger/asked_risks.h"
#include "ledger/ledger.h"
#include "record/columns.h"

/* The statements of ledger/sql: LDB_ADD_INPUT is add_input there. */
enum ldb_sql {
#define SQL(id, ...) LDB_##id,
#include "ledger_sql.def"
#undef SQL
    LDB_SQL_COUNT
};

extern const struct rt_sql_statement rt_ldb_statements[LDB_SQL_COUNT];

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

/* The risks of the previous run that are kept because they could not be looked
 * at. */
struct ldb_lost {
    uint64_t count, of[RT_HIGH + 1];
};

/* The plan's row before, while what was typed into its register of controls is
 * put into its rows. */
struct ldb_edits {
    struct rt_buf risk, control;
    bool retained; /* it needs no control */
};

struct rt_ledger {
    struct rt_sql sql;
    struct ldb_readers *readers; /* NULL: without; a reader has none */
    struct rt_ledger *next;      /* of readers that are not lent */
    struct ldb_label department, profile;
    struct ldb_place place;
    bool finished;
    bool has_previous; /* something is known of a previous run */
    bool compares;     /* all of it: its registers */
    bool has_base;     /* changes are those since a run before it */
    int64_t taken;     /* risks */
    struct ldb_lost lost;
    int64_t run;       /* of the register that is added, from 1; 0: a plan */
    bool named;        /* its departments were compared with this one's */
    uint64_t reported; /* risks of assessment reports */
    int64_t views;     /* events that are views on assets; of an earlier run: */
    int64_t views_lost, views_lost_of[RT_HIGH + 1];
    uint64_t bare;           /* assets without business or medium */
    bool has_plan;           /* a previous plan was added */
    bool joined;             /* the plan's rows have their risks */
    bool retyped;            /* rows of it name no risk that they are about */
    int64_t plan;            /* the number of the plan that is added */
    bool plan_inputs;        /* one is among the inputs */
    bool own_plan;           /* one that merge wrote */
    bool own_rows;           /* a row of a plan that merge wrote */
    bool rows_with_id;       /* a row of a plan that names its risk */
    bool plan_is_input;      /* the plan that is added is */
    char plan_file[1024];    /* of the last that is none */
    struct ldb_edits *edits; /* of its register of controls; NULL: none */
    char now[11];            /* the day the plans are carried over on */
    bool has_statement;      /* one was read, of this run or the previous one */
    char soa_file[1024];     /* the name of that, or "" */
    bool has_assessed;       /* something was typed into its own report */
    const struct rt_signing *signing; /* or NULL */
    struct rt_buf pack;               /* a risk, or a plan's row */
};

/* The cell limit of the input room bounds a value; a line of JSON holds some
 * twenty values, each at most six times as long when escaped. */
enum { LDB_TEXT_MAX = 256 << 20 };

/* Of a risk's number, those that are its place among the rows taken: more than
 * there is memory for; above them is its severity (sql/schema.sql). */
enum { LDB_NTH_BITS = 40 };
/* Of a severity: the risk is an event that is a view on its assets, and comes
 * after all that are counted. */
enum { LDB_VIEW = 1 << 17 };

/* --- connections ------------------------------------------------------------ */

/* Gives it its buffers and a connection to the database `path` ("": one that
 * nobody else can open), with the settings of a statement. */
enum rt_status rt_ldb_connect(struct rt_ledger *l, const char *path, int flags,
    enum ldb_sql settings, struct rt_error *err) RT_MUST_USE;
void rt_ldb_disconnect(struct rt_ledger *l);

/* --- cursors (ledger_db.c) ------------------------------------------------ */

#define LDB_ROWS(l, which, read, record, err)                                  \
    rt_sql_rows(&(l)->sql, which, read, sizeof(record), err)
/* RT_BUG before rt_ledger_finish: the order and the sums are not there. */
#define LDB_FINISHED_ROWS(l, which, read, record, err)                         \
    rt_ldb_finished_rows(l, which, read, sizeof(record), err)
struct rt_cursor rt_ldb_finished_rows(struct rt_ledger *l, enum ldb_sql which,
    rt_sql_reader *read, size_t size, struct rt_error *err);
enum rt_status rt_ldb_need_finished(
    struct rt_ledger *l, struct rt_error *err) RT_MUST_USE;

/* --- rows ----------------------------------------------------------------- */

/* The rules' order in one number, most severe smallest (ledger_write.c). */
unsigned rt_ldb_severity(const struct rt_risk *risk);
/* --- a risk's columns (packed_risk.c) --------------------------------------- */

/* As SQL, in the order of rt_ldb_put_risk; and of those that statements change,
 * for @risk_members@. */
void rt_ldb_risk_columns(
    enum rt_columns as, const char *table, char to[RT_COLUMNS_ROOM]);
void rt_ldb_changed_columns(char to[RT_COLUMNS_ROOM]);
/* Binds them to a statement that is run next. */
enum rt_status rt_ldb_put_risk(struct rt_ledger *l, struct rt_sql_bind *b,
    const struct rt_risk *risk, struct rt_error *err) RT_MUST_USE;
/* What is packed of a risk, from r.data; nothing is known without one. */
void rt_ldb_unpack_risk(struct rt_sql_read *r, struct rt_risk *out);
/* A whole risk, from the columns @risk_columns@ of ledger/sql. */
void rt_ldb_get_risk(struct rt_sql_read *r, struct rt_risk *out);

/* An input from @input_members@ and the counts of its errors, warnings and
 * infos. */
void rt_ldb_get_input(struct rt_sql_read *r, struct rt_input *out);

/* --- the end of the writing ----------------------------------------------- */

/* Counts the risks of each kind, anew. */
enum rt_status rt_ldb_tally(
    struct rt_ledger *l, struct rt_error *err) RT_MUST_USE;

/* Takes the rows of a file that is the same as another out of the risks; they
 * are rejected ones (duplicates.c). */
enum rt_status rt_ldb_reject_copies(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;
/* Rows, files and departments that come more than once (duplicates.c). */
enum rt_status rt_ldb_find_duplicates(struct rt_ledger *l, enum rt_lang lang,
    bool counts, struct rt_error *err) RT_MUST_USE;
/* Keeps and reports what the previous run had and this one could not look at,
 * where there is one (unconfirmed.c). RT_USAGE for a name to forget that is
 * not of it, and for criteria that are not known. */
enum rt_status rt_ldb_keep_lost(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;
/* Those that the statements call: fold. */
enum rt_status rt_ldb_add_functions(
    struct rt_sql *sql, struct rt_error *err) RT_MUST_USE;
/* Compares with the previous run, where there is one (change.c). */
enum rt_status rt_ldb_seal_changes(
    struct rt_ledger *l, struct rt_error *err) RT_MUST_USE;
/* Finds the risk that each row of the previous plan is carried over to
 * (carried_plan.c), and reports what that shows (plan_findings.c). */
enum rt_status rt_ldb_join_plan(
    struct rt_ledger *l, struct rt_error *err) RT_MUST_USE;
/* A row that is about the risk whose id it has, for its control is: it is united
 * with a row of the risk that has the same, or becomes another. `base`: it is of
 * a plan that is no input. */
enum rt_status rt_ldb_add_of_control(struct rt_ledger *l,
    const struct rt_plan_row *row, bool base, enum rt_lang lang,
    struct rt_error *err) RT_MUST_USE;
/* A finding of one of its rows, with the row's department: see
 * rt_ledger_expect_plan. */
enum rt_status rt_ldb_report_row(struct rt_ledger *l,
    const struct rt_finding *f, struct rt_str department, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err) RT_MUST_USE;
/* The entry itself, for the sheet (left_out.c). */
enum rt_status rt_ldb_keep_left_out(struct rt_ledger *l,
    const struct rt_left_out *x, struct rt_error *err) RT_MUST_USE;
/* Its rows that name a control and no risk (control_rows.c). */
enum rt_status rt_ldb_join_controls(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ldb_report_plan(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;
/* Whether a plan's row is under way or approved; -1 where it is done. */
int rt_ldb_begun(const struct rt_plan_row *row);
/* Says which departments did not send their plans back (plan_senders.c). */
enum rt_status rt_ldb_report_not_sent(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;
/* Collects the controls (chosen_controls.c), once all of that is done. */
enum rt_status rt_ldb_seal_controls(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;

/* Judges and reports which risks are accepted (asked_risks.c). */
enum rt_status rt_ldb_judge_acceptance(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;
/* Makes the statement of applicability of all that was read, and reports what
 * contradicts itself (statement_join.c); the controls are sealed. */
enum rt_status rt_ldb_join_statement(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;

/* Puts what people typed into the assessment report in place of what the inputs
 * say (assessed_edits.c), before events are joined; and, afterwards, of an event
 * into the plan's rows of its assets (assessed_plan.c). */
enum rt_status rt_ldb_apply_assessed(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ldb_plan_assessed(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;

/* Finds the assets that the events of reports are about, and what each takes
 * from the other (event_views.c). */
enum rt_status rt_ldb_join_events(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;

/* Takes a row of a previous plan (carried_plan.c), into which what was typed into
 * the plan's register of controls was put (register_edits.c). */
enum rt_status rt_ldb_add_plan_row(struct rt_ledger *l,
    enum rt_planned_kind kind, const struct rt_plan_row *row, enum rt_lang lang,
    struct rt_error *err) RT_MUST_USE;
void rt_ldb_end_edits(struct rt_ledger *l);

/* --- left_out.c: what is not carried over ---------------------------------- */

/* What was typed over in a row of the previous plan; `of_risk`: it is carried
 * over to at->risk. */
enum rt_status rt_ldb_leave_row(struct rt_ledger *l, enum rt_lang lang,
    const struct rt_planned *at, bool of_risk,
    struct rt_error *err) RT_MUST_USE;
/* A member of the row whose text the inputs say otherwise. */
enum rt_status rt_ldb_leave_difference(struct rt_ledger *l, enum rt_lang lang,
    const struct rt_planned *at, size_t member, struct rt_str text,
    struct rt_str instead, struct rt_error *err) RT_MUST_USE;

/* --- spellings.c --------------------------------------------------------- */

/* Makes one department of those that differ only in their spelling, and
 * reports each other spelling (RO105). */
enum rt_status rt_ldb_join_spellings(
    struct rt_ledger *l, enum rt_lang lang, struct rt_error *err) RT_MUST_USE;

#endif
