/* The ledger: one run in a private SQLite database.
 *
 * Everything a run takes in goes in here as it is read, in input order and
 * from one thread; reports are queries. Sorting, duplicates and sums are
 * SQLite's work, which spills to disk by itself: memory stays bounded
 * whatever the size of the run.
 *
 *     rt_ledger_open(&ledger, 0, &err);
 *     rt_ledger_add_input(ledger, &input, &id, &err);   … per file
 *     rt_ledger_add_risk(ledger, id, &risk, &err);      … per row
 *     rt_ledger_update_input(ledger, id, &input, &err); counts known
 *     rt_ledger_finish(ledger, &err);                   order is fixed
 *     cursor = rt_ledger_risks(ledger, RT_RISKS_ALL, &err);
 *     while (rt_next(&cursor, &risk)) …
 *     rc = rt_cursor_close(&cursor);
 *
 * Any number of cursors (base/cursor.h) may be open; all are closed before the
 * ledger. One thread writes; once the ledger is finished several may read it
 * side by side, each what it is lent. All failures are RT_IO, RT_NOMEM or
 * RT_BUG.
 */
#ifndef RISKTALLY_LEDGER_H
#define RISKTALLY_LEDGER_H

#include "base/cursor.h"
#include "finding/finding.h"
#include "record/book_words.h"
#include "record/input.h"
#include "record/plan.h"
#include "record/risk.h"
#include "risk/profile.h"

struct rt_ledger;

/* `readers`: how many threads are to read it side by side; 0: the one that
 * writes it. */
enum rt_status rt_ledger_open(
    struct rt_ledger **out, unsigned readers, struct rt_error *err) RT_MUST_USE;
void rt_ledger_close(struct rt_ledger *ledger);

/* For a thread that reads what the finished ledger has: to be taken back before
 * it is closed. Any thread may call both. No more than `readers` are lent out;
 * where there are none, the ledger itself. */
struct rt_ledger *rt_ledger_lend(struct rt_ledger *ledger) RT_MUST_USE;
void rt_ledger_take_back(struct rt_ledger *ledger, struct rt_ledger *reader);

/* --- writing ------------------------------------------------------------- */

enum rt_status rt_ledger_add_input(struct rt_ledger *ledger,
    const struct rt_input *input, int64_t *id,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ledger_update_input(struct rt_ledger *ledger, int64_t id,
    const struct rt_input *input, struct rt_error *err) RT_MUST_USE;
/* `sheet_index` is the sheet's place in its book: rows of equal severity
 * keep the order of file, sheet and row. */
enum rt_status rt_ledger_add_risk(struct rt_ledger *ledger, int64_t input,
    size_t sheet_index, const struct rt_risk *risk,
    struct rt_error *err) RT_MUST_USE;
/* `input` 0 for a finding of the run as a whole. */
enum rt_status rt_ledger_add_finding(struct rt_ledger *ledger, int64_t input,
    const struct rt_finding *f, struct rt_error *err) RT_MUST_USE;
/* The same with the message of its code: see rt_finding_put. */
enum rt_status rt_ledger_report(struct rt_ledger *ledger, int64_t input,
    const struct rt_finding *f, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err) RT_MUST_USE;

enum rt_status rt_ledger_add_rejected(struct rt_ledger *ledger, int64_t input,
    const struct rt_rejected *row, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ledger_add_checks(struct rt_ledger *ledger, int64_t input,
    const struct rt_checks *checks, struct rt_error *err) RT_MUST_USE;
/* Names a profile in force, once each (repeats are ignored). */
enum rt_status rt_ledger_add_profile(struct rt_ledger *ledger,
    const struct rt_profile *profile, struct rt_error *err) RT_MUST_USE;
/* The same of a profile of the forms, where the risks were put on one scale. */
enum rt_status rt_ledger_add_own_profile(struct rt_ledger *ledger,
    const struct rt_profile *profile, struct rt_error *err) RT_MUST_USE;

/* What a row of the previous plan is. */
enum rt_planned_kind {
    RT_PLANNED_ROW,    /* of the plan itself */
    RT_PLANNED_GONE,   /* of its sheet 完了・消滅 */
    RT_PLANNED_NOTE,   /* of neither: a remark, names and dates */
    RT_PLANNED_UNITED, /* as it was in a plan before it was united with that
                          of a later one */
    RT_PLANNED_BACK    /* a copy of a GONE one, of a risk that has come back */
};

/* In the order of the plan. Columns that people added keep the order in which
 * they are met here. */
enum rt_status rt_ledger_add_plan(struct rt_ledger *ledger,
    enum rt_planned_kind kind, const struct rt_plan_row *row, enum rt_lang lang,
    struct rt_error *err) RT_MUST_USE;
/* The headings of a sheet's own columns (of a RT_ENTRY_PLAN_HEAD). */
enum rt_status rt_ledger_add_plan_columns(struct rt_ledger *ledger,
    const struct rt_plan_row *head, struct rt_error *err) RT_MUST_USE;
/* A row of its sheet 管理策台帳, and what merge wrote in it: what was typed there
 * goes into the rows of that plan that are added after it. */
enum rt_status rt_ledger_add_register_row(struct rt_ledger *ledger,
    const struct rt_plan_row *written, const struct rt_plan_row *row,
    enum rt_lang lang, struct rt_error *err) RT_MUST_USE;
/* All of a plan was added. */
enum rt_status rt_ledger_end_plan(struct rt_ledger *ledger, enum rt_lang lang,
    struct rt_error *err) RT_MUST_USE;
/* A plan begins, even if it has no row; `now` is the day (ISO) on which it is
 * carried over, `input` the file's id where it is one of the inputs, else 0.
 * Several are united: the rows of one risk that two plans have become one, and
 * where they say different things that is a finding (PL710). What is found in
 * the rows of an input belongs to it and to the row's department. */
enum rt_status rt_ledger_expect_plan(struct rt_ledger *ledger, const char *file,
    int64_t input, const char *now, struct rt_error *err) RT_MUST_USE;

/* Why an entry of a previous plan is not in the new one, for what to do about
 * it; the words of the sheet 引き継がなかった記入 are in this order. */
enum rt_left_why {
    RT_LEFT_COMMENT,
    RT_LEFT_LINK,
    RT_LEFT_NUMBER,
    RT_LEFT_CANDIDATES,
    RT_LEFT_SUMMARY,
    RT_LEFT_CONTROLS,
    RT_LEFT_ABOVE,
    RT_LEFT_SHEET,
    RT_LEFT_COMPUTED,
    RT_LEFT_RESIDUAL,
    RT_LEFT_SUBMITTED,
    RT_LEFT_OURS,
    RT_LEFT_GROUPS,
    RT_LEFT_UNREAD,
    RT_LEFT_HIDDEN,
    RT_LEFT_REGISTER,
    RT_LEFT_CONFLICT, /* PL710 */
    RT_LEFT_NOT       /* it is in the new one: reported, not on the sheet */
};

struct rt_left_out {
    struct rt_where where;
    struct rt_str what; /* the heading, or what else it is */
    struct rt_str text;
    enum rt_left_why why;
    /* For the finding; the cursor leaves these out. */
    enum rt_code code;
    struct rt_str risk_id, instead;
};

/* Reports it, as a finding of the run. */
enum rt_status rt_ledger_leave_out(struct rt_ledger *l,
    const struct rt_left_out *x, enum rt_lang lang,
    struct rt_error *err) RT_MUST_USE;
/* By plan, sheet and place. */
struct rt_cursor rt_ledger_left_out(
    struct rt_ledger *ledger, struct rt_error *err);

/* Ends the writing of rows: reports the duplicates (DU findings, in `lang`),
 * fixes the register's order, finds the risks of the previous plan's
 * rows (PL findings), commits. Adding risks afterwards is RT_BUG. */
enum rt_status rt_ledger_finish(struct rt_ledger *ledger, enum rt_lang lang,
    struct rt_error *err) RT_MUST_USE;

/* --- check --------------------------------------------------------------- */

/* The place of a sheet in its book, so that its findings can be given in that
 * order. */
enum rt_status rt_ledger_add_sheet(struct rt_ledger *ledger, int64_t input,
    size_t sheet_index, struct rt_str sheet, struct rt_error *err) RT_MUST_USE;
/* Ends the writing of rows in place of rt_ledger_finish: deliverables that are
 * checked together are no register. Duplicates are reported. A finding in a
 * risk's row that names no risk gets its id. Findings of the run may still
 * be added. */
enum rt_status rt_ledger_seal(struct rt_ledger *ledger, enum rt_lang lang,
    struct rt_error *err) RT_MUST_USE;
/* Takes the findings of that code and risk out; *count is how many. */
enum rt_status rt_ledger_accept(struct rt_ledger *ledger, enum rt_code code,
    struct rt_str risk_id, uint64_t *count, struct rt_error *err) RT_MUST_USE;

/* A finding with the data of its row, if that is a risk's. */
struct rt_placed {
    int64_t input; /* 0: of the run */
    struct rt_finding finding;
    struct rt_str asset, cells; /* as in struct rt_risk */
    struct rt_scores scores;
};

/* By input (those of the run first), place of the sheet in its book, row,
 * column, code. */
struct rt_cursor rt_ledger_placed(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_placed */
/* By input, then code. */
struct rt_cursor rt_ledger_code_counts(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_code_count */

/* --- reading ------------------------------------------------------------- */

struct rt_totals {
    struct rt_counts counts; /* over all inputs */
    uint64_t inputs, inputs_read, inputs_other, inputs_failed, inputs_missing;
    uint64_t inputs_documents; /* plans and the like: no rows of a form */
    uint64_t inputs_lost; /* of those there: all their rows since last time */
    uint64_t risks;       /* register rows, without the views */
    uint64_t reported;    /* of assessment reports, views among them */
    uint64_t views; /* events that are views on assets: in none of these sums */
    uint64_t views_unconfirmed; /* of them, of the previous run */
    uint64_t unconfirmed;       /* of them, of the previous run (change.h) */
    uint64_t unconfirmed_of[3]; /* by enum rt_class */
    uint64_t assessed;          /* with a class */
    uint64_t high, medium, low; /* of the assessed ones */
    uint64_t priority[4];       /* [1..3]; [0] assessed without priority */
    uint64_t errors, warnings, infos; /* findings */
};

enum rt_status rt_ledger_totals(struct rt_ledger *ledger, struct rt_totals *out,
    struct rt_error *err) RT_MUST_USE;

enum rt_risks_of {
    RT_RISKS_ALL,     /* the register, most severe first, then the views */
    RT_RISKS_COUNTED, /* without the views */
    RT_RISKS_VIEWS,   /* events that are views on assets, the same order */
    RT_RISKS_OPEN     /* those with a priority or not assessed, same order */
};

struct rt_cursor rt_ledger_risks(struct rt_ledger *ledger, enum rt_risks_of of,
    struct rt_error *err); /* struct rt_risk */

/* The risks that one cell of a profile's matrix counts, the first `limit` in
 * the register's order. */
struct rt_cursor rt_ledger_cell(struct rt_ledger *ledger, struct rt_str profile,
    enum rt_evaluation which, int importance, int likelihood, uint64_t limit,
    struct rt_error *err); /* struct rt_risk */

/* The first RT_WORST_OF risks of a department in the register's order. Only
 * after rt_ledger_finish. */
struct rt_cursor rt_ledger_worst_of(struct rt_ledger *ledger,
    struct rt_str department, struct rt_error *err); /* struct rt_risk */
/* The first and last day on which rows were registered, as far as it is said;
 * empty where no row says. `from` and `to` need 11 bytes. */
enum rt_status rt_ledger_registered(struct rt_ledger *ledger, char from[11],
    char to[11], struct rt_error *err) RT_MUST_USE;

enum rt_planned_of {
    RT_PLANNED_RISKS, /* with a priority, or a treatment, or one begun, each with
                         the rows carried over to it */
    RT_PLANNED_AS_READ, /* the rows that are carried over, each with its risk,
                           before rows of several plans were united and values
                           put on another scale */
    RT_PLANNED_ADDED,   /* rows of the previous plan that name no risk */
    RT_PLANNED_LEFT /* what goes to 完了・消滅, what is there already first */
};

/* Why a row is on the sheet 完了・消滅. */
enum rt_planned_left {
    RT_LEFT_BEFORE,   /* it was there already */
    RT_LEFT_RISK,     /* its risk is not in this run */
    RT_LEFT_PRIORITY, /* its risk has neither a priority nor a treatment */
    RT_LEFT_NOTE,     /* it is no row of a plan */
    RT_LEFT_RETYPED,  /* it did not: its id is that of another risk, or none */
    RT_LEFT_BACK      /* it was there, and its risk has come back */
};

struct rt_planned {
    struct rt_risk risk; /* of RT_PLANNED_RISKS */
    bool carried;        /* there is a previous row */
    bool first;          /* the risk's first */
    struct rt_plan_row previous;
    enum rt_planned_left left; /* of RT_PLANNED_LEFT; RETYPED, BACK of _RISKS */
    bool reopened; /* BACK, and what was finished is to be done again */
};

struct rt_cursor rt_ledger_planned(struct rt_ledger *ledger,
    enum rt_planned_of of, struct rt_error *err); /* struct rt_planned */
/* Those of RT_PLANNED_RISKS whose risk is a department's. */
struct rt_cursor rt_ledger_planned_by(struct rt_ledger *ledger,
    struct rt_str department, struct rt_error *err); /* struct rt_planned */

/* A department, and how many of its risks are in the plan. */
struct rt_planned_department {
    struct rt_str name;
    uint64_t risks;
};

/* Of those that have a name, in the order of their names. */
struct rt_cursor rt_ledger_planned_departments(struct rt_ledger *ledger,
    struct rt_error *err); /* struct rt_planned_department */

/* The columns that people added to the previous plan, as heading and nth. */
struct rt_cursor rt_ledger_plan_columns(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_plan_extra */

/* How the previous plan's rows came out. */
struct rt_planned_counts {
    uint64_t carried; /* rows carried over to a risk */
    uint64_t added;   /* rows without a risk, at the plan's end */
    uint64_t left;    /* moved to 完了・消滅 in this run */
    uint64_t before;  /* there already */
    uint64_t notes;
    uint64_t fresh; /* risks that the previous plan does not speak of */
};

enum rt_status rt_ledger_planned_counts(struct rt_ledger *ledger,
    struct rt_planned_counts *out, struct rt_error *err) RT_MUST_USE;

/* By input (those of the run first), then sheet, row, column, code. */
struct rt_cursor rt_ledger_findings(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_finding */

struct rt_cursor rt_ledger_inputs(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_input */

struct rt_cursor rt_ledger_rejected(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_rejected */

/* By input, then in the order of the sheet. */
struct rt_cursor rt_ledger_checks(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_checks */
/* The sums over all inputs, one row a category (its exact text), in the order
 * in which they were first met; without file, department and sheet. */
struct rt_cursor rt_ledger_checks_by_category(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_checks */

/* Profiles in force, by name, each with how many risks it judged. */
struct rt_profile_use {
    struct rt_profile profile;
    uint64_t risks;
};

struct rt_cursor rt_ledger_profiles(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_profile_use */
/* Those of the forms, with how many risks they judged there. */
struct rt_cursor rt_ledger_own_profiles(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_profile_use */

/* importance × likelihood counts of one profile; only cells with a count are
 * given. Those of the first evaluation count assessed risks (their sum over all
 * profiles is rt_totals.assessed), those of the residual one the risks whose
 * residual values are both known. */
struct rt_matrix_cell {
    int importance, likelihood;
    uint64_t count;
};

struct rt_cursor rt_ledger_matrix(struct rt_ledger *ledger,
    struct rt_str profile, enum rt_evaluation which,
    struct rt_error *err); /* struct rt_matrix_cell */

/* By department in byte order, the one without a name last. */
struct rt_cursor rt_ledger_departments(struct rt_ledger *ledger,
    struct rt_error *err); /* struct rt_department_row */

/* --- return slips -------------------------------------------------------- */

/* What is to be corrected, department by department. Each finding of severity
 * error or warning that has a file, or a department, is in exactly one slip:
 *
 *   - that of its own department; with a roster, of the file's department
 *     where its own is not in the roster and the file's is;
 *   - else that of the file's department: by the roster or the file's name,
 *     or the only one that the file's rows name;
 *   - else the file's own slip, which has no department.
 *
 * The accepted and rejected rows go the same way, as far as a slip is there:
 * for information alone there is none. Departments are text that anybody can
 * type: where there would be more slips than RT_SLIPS_MAX, only departments
 * of the roster and of files get one of their own. */
enum { RT_SLIPS_MAX = 4096 };

/* Says that the roster has a department of that name. */
enum rt_status rt_ledger_add_department(struct rt_ledger *ledger,
    struct rt_str name, struct rt_error *err) RT_MUST_USE;
/* Sorts the slips out; to be called once, of a finished ledger, before others
 * read it. The order of the sheets is that of rt_ledger_add_sheet. */
enum rt_status rt_ledger_make_slips(
    struct rt_ledger *ledger, struct rt_error *err) RT_MUST_USE;

struct rt_slip {
    int64_t id; /* 1, 2, … in the order given */
    struct rt_str department;
    struct rt_str file; /* of a slip without department */
    bool missing; /* the department sent nothing, and nothing of it is wrong */
    struct rt_str expected; /* then: the file that the roster expects */
    uint64_t errors, warnings;
    uint64_t rows; /* of rt_ledger_understood */
};

/* By department in byte order, then those of files in the files' order. */
struct rt_cursor rt_ledger_slips(
    struct rt_ledger *ledger, struct rt_error *err); /* struct rt_slip */

/* A finding of a slip, and what its row is. */
struct rt_correction {
    struct rt_finding finding;
    struct rt_str asset; /* of an accepted row */
    struct rt_str cells; /* of a rejected row, as in struct rt_rejected */
};

/* By file, sheet in the order of its book, row, column, code. */
struct rt_cursor rt_ledger_corrections(struct rt_ledger *ledger, int64_t slip,
    struct rt_error *err); /* struct rt_correction */

/* A row of a slip: accepted, or rejected. */
struct rt_understood {
    bool is_rejected;
    struct rt_risk risk;         /* of an accepted one */
    struct rt_rejected rejected; /* of a rejected one */
    struct rt_str notes; /* messages that only inform of an accepted row,
                            one a line */
};

/* In the order of files, sheets and rows. */
struct rt_cursor rt_ledger_understood(struct rt_ledger *ledger, int64_t slip,
    struct rt_error *err); /* struct rt_understood */

struct rt_slip_input {
    struct rt_input input;
    struct rt_str notes; /* messages that only inform of the file or a sheet as
                            a whole, one a line; the first twenty */
};

/* The inputs that have a finding or a row in a slip. */
struct rt_cursor rt_ledger_slip_inputs(struct rt_ledger *ledger, int64_t slip,
    struct rt_error *err); /* struct rt_slip_input */

#endif
