/* One file, from its bytes to assessed records.
 *
 * Two passes, one parse. The first pulls every sheet's rows once: it finds each
 * sheet's header, keeps the table's raw rows in a spool, reads the threat sheet
 * and collects the evidence of the edition. Only then is it known how the rows
 * must be read (which scale, which cells are merged, what a medium's threats
 * are), so the second takes the raw rows out of the spool and turns them into
 * records. Nothing is decided from half a file: a file that cannot be read to
 * its end gives no rows at all, and one finding that says so.
 *
 *     rt_intake_read(&what, &intake, &err);
 *     while ((rc = rt_intake_next(intake, &entry, &err)) == RT_ROW) …
 *     rt_intake_free(intake);
 *
 * Where the request allows it, and the first pass has shown that nothing of a
 * row depends on what comes after it, the second goes on while entries are taken.
 *
 * A bad file is not a failure of rt_intake_read: it is an input whose state
 * is RT_INPUT_FAILED, with its finding. Failures are RT_NOMEM, RT_BUG and an
 * RT_IO of a temporary file. Each intake is used by one thread at a time.
 */
#ifndef RISKTALLY_INTAKE_H
#define RISKTALLY_INTAKE_H

#include "base/limits.h"
#include "finding/finding.h"
#include "form/layout.h"
#include "form/roster.h"
#include "form/word/value.h"
#include "input/grid.h"
#include "record/input.h"
#include "record/plan.h"
#include "record/soa.h"
#include "risk/profile.h"

struct rt_intake_request {
    const char *path;   /* to open */
    struct rt_str file; /* to show */
    const struct rt_limits *limits;
    const struct rt_vocab *vocab;
    const struct rt_profile *forced;   /* --profile, or NULL */
    const struct rt_profile *fallback; /* where the file does not show one */
    const char *encoding;              /* of CSV files, or NULL */
    enum rt_lang lang;
    const struct rt_roster *roster; /* --departments, or NULL */
    bool beside; /* also what a treatment plan's file holds beside its rows */
    bool basis;  /* also what merge's own statement of applicability rests on */
    /* Rows may be read ahead, and entries made while they are taken, each in a
     * thread of its own. What is known of the file is then right before the first
     * entry is taken but for its rows, and when all are. */
    bool threads;
    uint64_t grid_cells; /* 0, or: the grid is kept too, of at most so many */
};

struct rt_intake;

/* Whether it is a .txt of text without columns: a letter, and no input. */
bool rt_is_prose_file(const char *path, const struct rt_limits *limits,
    const char *encoding, const struct rt_vocab *vocab);

/* Whether a failure is the file's own, not the machine's (a temporary file) or
 * the program's. */
bool rt_is_of_file(const struct rt_error *failed);

enum rt_status rt_intake_read(const struct rt_intake_request *request,
    struct rt_intake **out, struct rt_error *err) RT_MUST_USE;
void rt_intake_free(struct rt_intake *intake);

/* What is known of the file as a whole; its views live as long as intake. */
const struct rt_input *rt_intake_input(const struct rt_intake *intake);
/* The profile its rows were judged by; NULL where it holds no rows. */
const struct rt_profile *rt_intake_profile(const struct rt_intake *intake);

/* Whether the file speaks for department i of the roster: by its name, or by
 * a row's 管理部署. */
unsigned char rt_intake_sent(const struct rt_intake *intake, size_t i);

/* The names of its sheets, in the order of the book; none of a file that
 * could not be opened. */
size_t rt_intake_sheet_count(const struct rt_intake *intake);
struct rt_str rt_intake_sheet(const struct rt_intake *intake, size_t i);
/* The table found on a sheet; NULL where there is none. */
const struct rt_layout *rt_intake_layout(
    const struct rt_intake *intake, size_t i);
/* Whether a sheet holds the form's examples: 台帳記入例. */
bool rt_intake_is_example(const struct rt_intake *intake, size_t i);

/* The cells of all sheets, where the request asked for them and the file
 * could be read; else NULL, with RT_LIMIT in *failed where there are more
 * cells than it allowed. */
const struct rt_grid *rt_intake_grid(
    const struct rt_intake *intake, const struct rt_error **failed);
/* Whether the workbook has, or says that it had, a record of what merge wrote
 * (record/trace.h). */
bool rt_intake_is_traced(const struct rt_intake *intake);
/* Whether it is a statement of applicability that merge wrote. */
bool rt_intake_is_own_statement(const struct rt_intake *intake);
/* Whether it is a paper of the management review that merge wrote. */
bool rt_intake_is_meeting(const struct rt_intake *intake);
/* Whether the workbook asks for manual calculation. */
bool rt_intake_manual_calc(const struct rt_intake *intake);

enum rt_entry_kind {
    RT_ENTRY_RISK,
    RT_ENTRY_FINDING,
    RT_ENTRY_REJECTED,
    RT_ENTRY_CHECKS,
    RT_ENTRY_STATEMENT, /* of a statement of applicability */
    RT_ENTRY_ASSESSED,  /* what was typed into a row of the report that merge
                           wrote (record/assessed.h), in `plan` */
    RT_ENTRY_PLAN,      /* of a treatment plan, whatever the command */
    RT_ENTRY_APPROVAL,  /* a plan's row that states an approval alone, of an
                           owner's sheet: no treatment to watch */
    /* Also of such a plan, all in `plan`: */
    RT_ENTRY_PLAN_GONE,   /* of the sheet 完了・消滅: nothing to watch */
    RT_ENTRY_PLAN_NOTE,   /* a row that plans nothing: a remark, the names and
                            dates below the table */
    RT_ENTRY_PLAN_HEAD,   /* comes before the rows of each sheet: its name, and
                            the headings of columns that people added */
    RT_ENTRY_PLAN_BESIDE, /* a sheet with other content: its name */
    /* Where asked for, before the rows: the cells as extras, each with its
     * column, and its formula for a heading. */
    RT_ENTRY_PLAN_CELLS,   /* a row of such a sheet, before its name */
    RT_ENTRY_PLAN_ABOVE,   /* a row above a plan's headings */
    RT_ENTRY_PLAN_COMMENT, /* on a cell; with the heading of the column */
    /* A plan's cell that is not taken as it is, with its heading: a formula
     * without a result, an error, a ditto mark; then what was taken, which has
     * no value where merged cells hide the cell. */
    RT_ENTRY_PLAN_CELL,
    /* A row of 管理策台帳, before the plan's rows, with typed cells of its other
     * columns; and before that what merge wrote in it. */
    RT_ENTRY_PLAN_WRITTEN,
    RT_ENTRY_PLAN_CONTROL,
    RT_ENTRY_PLAN_LINK,    /* on a plan's cell, with its heading; where to */
    RT_ENTRY_PLAN_STRANGER /* the heading of a column that is not known */
};

/* What came out of the file, in the order of sheets and rows; the rows of
 * treatment plans come last. Views are valid until the next call. */
struct rt_entry {
    enum rt_entry_kind kind;
    size_t sheet_index; /* of a risk */
    struct rt_risk risk;
    struct rt_finding finding;
    struct rt_rejected rejected;
    struct rt_checks checks;
    struct rt_soa_row statement;
    struct rt_plan_row plan;
};

enum rt_status rt_intake_next(struct rt_intake *intake, struct rt_entry *entry,
    struct rt_error *err) RT_MUST_USE;

#endif
