/* What `flag` remembers from one run to the next: one SQLite file, which
 * `merge` may share (state/closes.h).
 *
 * It holds the last accepted picture (every input with its content hash and
 * stamp, every row of every input, the risks by risk_id, what plans say of
 * them), the history of each risk's level and of its treatments, and a line per
 * run. A run compares what it reads with that picture, reports the differences
 * as events, and replaces the picture in one transaction.
 *
 *     rt_state_open(path, RT_STATE_RUN, lang, &state, &err);
 *     rt_state_begin(state, &run, &err);
 *     …per input, in the order of names, from one thread:
 *         if (rt_state_untouched(state, name, stamp)     // any thread
 *             || rt_state_unchanged(state, name, sha256))
 *             rt_state_keep(state, name, stamp, &err);
 *         else
 *             rt_state_add_input / _add_risk / _add_plan / _add_finding
 *     rt_state_compare(state, &err);
 *     rt_state_events(state, &cursor, &err);   // write the report
 *     rt_state_commit(state, &err);            // only then
 *     rt_state_close(state);                   // without commit: as before
 *
 * Nothing reaches the file before rt_state_commit: what a run gathers lies in
 * temporary tables. A process killed at any moment leaves the picture before or
 * the picture after, never anything else. A file that is damaged, is not a
 * state or has a newer format is RT_FORMAT, and is not touched. A value other
 * than the one written is damage, too: each page has a checksum, which is
 * looked at when the page is read, by whichever call reads it.
 *
 * Rules (the contract of `flag`):
 *   - Inputs, departments and risks are the same, and risks are gone, by the
 *     rules of compare/compare.h. Of several rows with one id the one that counts
 *     there does (then the first by file, sheet, row). The rows of an input that
 *     is missing or could not be read stay in the picture as they were; other
 *     rows that are not known to be gone are UNKNOWN and stay.
 *   - Of plans the latest by file name counts that names the risk; there each
 *     row is a treatment of its own, known again by 管理策 and the first line
 *     of タスク (or, where the risk has only one, in any case). A row that left
 *     a plan means nothing. An end that is only proposed is never
 *     OVERDUE or SLIPPED; once past, the treatment is UNPLANNED. These three
 *     concern risks at the level, or where the risk is not known, rows whose own level (or priority) may be at
 *     it; LAPSED and UNSIGNED concern any level. A signature is missing, or has
 *     expired, by the criteria that the plan's row names ([acceptance]).
 *   - Signed-off values are the risk's importance, likelihood, level and the
 *     plan's residual values at the run that first saw the approval (approver
 *     and date), or the plan's own level where it states another. They lapse
 *     when a value differs while the approval is the same.
 *   - Dates never run backwards: with a clock set back, a run keeps the
 *     picture's later dates and says so (rt_state_summary.clock_back).
 *
 * Failures are RT_USAGE (no state there to look at), RT_BUSY (another run
 * holds the lock), RT_FORMAT, RT_IO, RT_NOMEM or RT_BUG; their text is a
 * sentence for the user in `lang`.
 */
#ifndef RISKTALLY_STATE_H
#define RISKTALLY_STATE_H

#include "base/cursor.h"
#include "finding/finding.h"
#include "record/input.h"
#include "record/plan.h"

struct rt_state;

enum rt_state_mode {
    RT_STATE_LOOK, /* history, trend: the file must be there; read only */
    RT_STATE_DRY,  /* compare and never write; a missing file is an empty
                      picture; takes no lock */
    RT_STATE_RUN   /* locks (beside the file: PATH.lock), makes the file on
                      the first commit, and asks at once whether it could */
};

enum rt_status rt_state_open(const char *path, enum rt_state_mode mode,
    enum rt_lang lang, struct rt_state **out, struct rt_error *err) RT_MUST_USE;
void rt_state_close(struct rt_state *state);

struct rt_state_run {
    const char *now; /* ISO date of the run */
    /* SHA-256 over all that shapes what is read from a file (version,
     * options, profiles, configuration, roster): when it differs from the
     * picture's, no file counts as unchanged. */
    const char *settings;
    /* What is watched: a class (and above), or where `level` is not
     * RT_UNKNOWN, every risk level from it up. */
    enum rt_class class;
    int level;
    bool force;    /* no file counts as unchanged */
    bool baseline; /* take the picture, report nothing about risks */
    bool all;      /* unchanged ones are events too, inputs as well */
    int remind;    /* repeat unresolved ones after so many days; 0: never */
    /* Names of inputs, or of departments, that are gone for good: their risks
     * are resolved. */
    const char *const *forget;
    size_t forget_count;
};

/* RT_USAGE where a name to forget is not known. (One that is among the inputs
 * after all is RT_USAGE of rt_state_compare.) */
enum rt_status rt_state_begin(struct rt_state *state,
    const struct rt_state_run *run, struct rt_error *err) RT_MUST_USE;

/* --- what this run read -------------------------------------------------- */

/* Whether the picture holds this input with this content, read whole under
 * these settings. May be asked from any thread between begin and compare. */
bool rt_state_unchanged(
    const struct rt_state *state, struct rt_str name, const char sha256[65]);
/* The same by the file's stamp as rt_state_keep or _add_input took it: whatever
 * changes whenever the file does. */
bool rt_state_untouched(
    const struct rt_state *state, struct rt_str name, const char *stamp);
/* Whether the picture holds an input of that name, whatever its content. As
 * above from any thread. */
bool rt_state_knows(const struct rt_state *state, struct rt_str name);
/* The input is there and unchanged. `stamp` is the file's, for the next run, or
 * "" where another content might come to have it. */
enum rt_status rt_state_keep(struct rt_state *state, struct rt_str name,
    const char *stamp, struct rt_error *err) RT_MUST_USE;
/* The departments of the rows that an unchanged input holds, which the roster
 * wants to know of; RT_END after the last one. */
struct rt_cursor rt_state_kept_departments(struct rt_state *state,
    struct rt_str name, struct rt_error *err); /* struct rt_str */
/* A file that was read (its `stamp` as above), or could not be (state FAILED: `code` and
 * `reason` are the finding that says why), or a department of the roster that sent nothing
 * (state MISSING). *id is for the calls below. */
enum rt_status rt_state_add_input(struct rt_state *state,
    const struct rt_input *input, const char *stamp, enum rt_code code,
    struct rt_str reason, int64_t *id, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_state_add_risk(struct rt_state *state, int64_t input,
    size_t sheet_index, const struct rt_risk *risk,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_state_add_plan(struct rt_state *state, int64_t input,
    const struct rt_plan_row *row, struct rt_error *err) RT_MUST_USE;
/* Counted by code; errors among them also keep risks from being "gone". */
enum rt_status rt_state_add_finding(struct rt_state *state, int64_t input,
    enum rt_code code, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_state_add_rejected(struct rt_state *state, int64_t input,
    enum rt_code code, struct rt_error *err) RT_MUST_USE;

/* --- what is different --------------------------------------------------- */

enum rt_event_kind {
#define RT_EVENT(id, name, code, ja, en) RT_EVENT_##id,
#include "state/events.def"
    RT_EVENT_KINDS
};

/* "new" "again" "rose" …: for machines. */
const char *rt_event_name(enum rt_event_kind kind);
/* The code of the catalogue, family DL. */
enum rt_code rt_event_code(enum rt_event_kind kind);
bool rt_event_is_flagged(enum rt_event_kind kind);

/* One difference. Views are valid until the cursor's next step; what does not
 * apply is empty, 0 or RT_UNKNOWN. */
struct rt_event {
    enum rt_event_kind kind;
    /* "P…" for a plan's row that names no risk: people know it by `control` */
    struct rt_str risk_id;
    struct rt_str department, business, asset, medium, owner, profile;
    struct rt_where where; /* where it is (GONE: was) */
    int level_before, level;
    enum rt_class class_before, class;
    int importance, likelihood, priority;
    struct rt_str who;             /* 担当, of the plan */
    struct rt_str due, due_before; /* planned end, ISO */
    bool proposed;                 /* due is only what merge proposed */
    struct rt_str status;          /* of the plan, as written */
    struct rt_where plan;          /* OVERDUE UNPLANNED SLIPPED LAPSED */
    struct rt_str control;         /* of the plan: 管理策 */
    struct rt_str approved_by, approved_on;
    struct rt_str since; /* ISO date it was first flagged (and not resolved
                             since), or seen missing or failed */
    enum rt_code code;   /* of the finding that says why an input failed, … */
    struct rt_str reason; /* … and its message; else which value changed */
    struct rt_str file_before;
};

enum rt_status rt_state_compare(
    struct rt_state *state, struct rt_error *err) RT_MUST_USE;

/* By department in byte order (without one last; events of inputs after all
 * of them, by kind first), then kind, then the most severe first (as in the register), then file,
 * sheet, row. */
struct rt_cursor rt_state_events(
    struct rt_state *state, struct rt_error *err); /* struct rt_event */

/* The picture as it will be after this run. */
struct rt_state_summary {
    bool first;        /* there was no picture before */
    bool upgraded;     /* it was an older program's */
    bool clock_back;   /* `now` is before the last run's date */
    char last_run[11]; /* ISO date of the run before; "" if first */
    uint64_t events[RT_EVENT_KINDS];
    uint64_t flagged;   /* of the events */
    uint64_t inputs[4]; /* by enum rt_input_state; MISSING: those that are not
                           there and departments that sent nothing */
    uint64_t inputs_unchanged; /* of those that are there */
    uint64_t risks, high, medium, low, unassessed;
    uint64_t unconfirmed; /* of them, counted as last known: their input is not
                             there or not readable, or lost them */
    uint64_t at_level;    /* risks at the watched level */
    uint64_t overdue, unplanned;      /* of the plan, at the level */
    uint64_t open, done;              /* treatments, of risks of any level */
    uint64_t errors, warnings, infos; /* findings, unchanged inputs' too */
};

enum rt_status rt_state_summarise(struct rt_state *state,
    struct rt_state_summary *out, struct rt_error *err) RT_MUST_USE;

/* Risks by department (byte order, without one last). total counts risks, not
 * rows. */
struct rt_cursor rt_state_departments(struct rt_state *state,
    struct rt_error *err); /* struct rt_department_row */
/* Findings by code, over all inputs that are there; `input` is 0. */
struct rt_cursor rt_state_codes(
    struct rt_state *state, struct rt_error *err); /* struct rt_code_count */

/* Replaces the picture in one transaction, synced. Nothing in RT_STATE_DRY. */
enum rt_status rt_state_commit(
    struct rt_state *state, struct rt_error *err) RT_MUST_USE;

/* RT_FORMAT where any page that holds something is damaged, or they do not fit
 * together; after rt_state_open alone, in any mode. */
enum rt_status rt_state_verify(
    struct rt_state *state, struct rt_error *err) RT_MUST_USE;

/* --- looking back (any mode) --------------------------------------------- */

/* One change in a risk's life or that of its treatments, the oldest first. */
struct rt_state_step {
    uint64_t run;
    struct rt_str date; /* ISO */
    bool present;       /* false: it left */
    int level, importance, likelihood, priority;
    enum rt_class class;
    struct rt_where where;
    struct rt_str what; /* event's name: new rose fell gone …; "moved": in
                           another file or sheet; "changed": other values at
                           the same level, or known again; of a treatment
                           an event's, "finished", or "planned": its plan says
                           something else than before */
    /* Of a treatment, whose `where` is in the plan and which has no values. */
    bool treatment;
    struct rt_str control; /* 管理策, else the first line of its task */
    struct rt_str who, due, due_before, status, reason;
    bool proposed, done;
};

struct rt_state_risk { /* what a risk is, for the heading */
    struct rt_str department, business, asset, medium, owner;
    struct rt_str first_seen, last_seen; /* ISO */
};

/* The risk now (or as last seen), then its steps. RT_USAGE for an id that is
 * not known; an event's id of an earlier name is known too. */
struct rt_cursor rt_state_history(struct rt_state *state, struct rt_str risk_id,
    struct rt_state_risk *risk,
    struct rt_error *err); /* struct rt_state_step */

/* The picture at the end of each quarter of the fiscal year, which begins in
 * the month `start` and has the number of the year it begins in (as of the last
 * run in it), from the first run's to the last's; a quarter without a run has
 * runs 0 and the numbers of the one before. flagged: by all runs of the
 * quarter. */
struct rt_state_quarter {
    int year, quarter;  /* 2026, 1..4 */
    struct rt_str date; /* of its last run; empty without one */
    uint64_t runs, risks, high, medium, low, unassessed, flagged;
    /* Treatments as of a summary; rest: open and neither overdue nor, as far as
     * that is known, unplanned. Negative where it was not counted: by an earlier
     * program, and unplanned ones by merge. */
    int64_t overdue, unplanned, rest, open, done;
    int64_t unconfirmed; /* of the risks; negative as above */
};

struct rt_cursor rt_state_trend(struct rt_state *state, int start,
    struct rt_error *err); /* struct rt_state_quarter */

#endif
