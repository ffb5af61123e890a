/* What the treatment audits share: the tables of one file, their rows cell by
 * cell, and how findings are reported.
 *
 * The status is sticky: after the first failure nothing more is reported or
 * looked at, so that the rules need no error handling. Everything lives in the
 * arena of struct pl and ends with it; what is compared with other files is
 * copied before (treatment_files.c).
 */
#ifndef RISKTALLY_TREATMENT_H
#define RISKTALLY_TREATMENT_H

#include "audit/audit.h"
#include "audit/audit_table.h"
#include "base/arena.h"
#include "base/intern.h"
#include "form/layout.h"
#include "form/merged.h"
#include "record/plan.h"

enum { PL_SOURCES = 3 };

/* A table as findings name it, also when its file is closed. */
struct pl_doc {
    struct rt_str file, sheet;
    bool csv;
    enum rt_form form;
    const int32_t *col_of; /* by field, as in a layout */
    /* Columns of a list of ours that say where a row comes from: file, sheet,
     * row; -1: not there. */
    int32_t source[PL_SOURCES];
    char updated[11]; /* when the document was last updated; "" not known */
};

/* A recognised table. Its rows are those of the grid from `begin` up to, not
 * including, `end`: the block of names and dates below is not its own. */
struct pl_table {
    struct pl_doc doc;
    size_t sheet;
    const struct rt_layout *layout;
    size_t begin, end;
};

/* A risk of an assessment report, as the plan and the statement of
 * applicability are compared with it. */
struct pl_risk {
    const struct pl_doc *doc;
    uint32_t row;
    struct rt_str no, control, control_folded; /* no is folded */
    enum rt_action action; /* NONE also where its lines say different things */
    struct rt_str action_text;
    bool retained;
    /* Has a priority and is not retained; or is to be treated all the same, and
     * its control is not carried out yet. */
    bool wants_plan;
    bool planned;
    bool whole;     /* its control as a whole is one of the plan's */
    bool by_number; /* a row with its number has words of its own */
    const struct pl_step *open; /* one that is not done, or NULL */
    const struct pl_step *done;
};

/* A row of a treatment plan. */
struct pl_step {
    const struct pl_doc *doc;
    uint32_t row;
    struct rt_str no, control, control_folded;
    enum rt_plan_status status;
    char end[11]; /* actual; "" not known */
    bool known;   /* its control is one of the report's */
    bool same_no; /* and the risk has the step's number */
};

enum { PL_LINE_TEXTS = 4 + PL_SOURCES };

/* Numbers of a line; from PL_ENTERED on what people enter into the plan. */
enum {
    PL_IMPORTANCE,
    PL_LIKELIHOOD,
    PL_LEVEL,
    PL_PRIORITY, /* 0: none */
    PL_ENTERED,
    PL_TREATMENT = PL_ENTERED,
    PL_RES_IMPORTANCE,
    PL_RES_LIKELIHOOD,
    PL_LINE_NUMBERS
};

/* A risk of a register or a plan of ours: department, asset, medium, criteria,
 * source; and its numbers. */
struct pl_line {
    const struct pl_doc *doc;
    uint32_t row;
    bool plan, view;
    struct rt_str id, text[PL_LINE_TEXTS];
    int number[PL_LINE_NUMBERS];
};

/* What reports, plans and statements say, of one file or of several. */
struct pl_said {
    struct pl_risk *risks;
    size_t risk_count, risk_cap;
    struct pl_step *steps;
    size_t step_count, step_cap;
    struct pl_statement *statements;
    size_t statement_count, statement_cap;
    struct pl_line *lines; /* all of a register, or all of plans */
    size_t line_count, line_cap;
};

struct pl {
    const struct rt_audit *a;
    struct rt_error *err;
    enum rt_status rc;
    struct rt_arena arena;
    struct pl_table *tables;
    size_t table_count;
    struct pl_said said;
    /* Where risks and steps come from several files: names of the files with
     * reports and with plans; numbers mean nothing between more than two tables. */
    struct rt_str reports, plans;
    bool numbers_differ;
};

/* What a statement of applicability says of the controls, in their order. */
struct pl_control {
    uint32_t row; /* 0: not there */
    bool applied, excluded, not_yet, carried_out;
    struct rt_str name, reason; /* folded; a reason that names a risk by No */
};

struct pl_statement {
    const struct pl_doc *doc;
    uint32_t number_col, state_col, reason_col;
    struct pl_control *control; /* RT_ANNEX_CONTROLS of them */
};

/* --- treatment_tables.c ------------------------------------------------------------- */

/* Finds the tables of every sheet; sheets of examples are passed over. */
void rt_pl_find_tables(struct pl *p);

/* One row below the header, with the cell of every field: the row's own, or
 * that of the merged range it is in. */
struct pl_row {
    const struct pl_table *table;
    const struct rt_row *row;
    const struct rt_cell *cell[RT_FIELD_COUNT];
};

struct pl_cursor {
    struct pl *p;
    const struct pl_table *table;
    size_t next;
    struct rt_merged merged;
};

void rt_pl_rows(struct pl_cursor *c, struct pl *p, const struct pl_table *t);
bool rt_pl_next(struct pl_cursor *c, struct pl_row *out);

bool rt_pl_has(const struct pl_table *t, enum rt_field f);
/* 1-based column of a field, 0 where the table does not have it. */
uint32_t rt_pl_col(const struct pl_table *t, enum rt_field f);
/* The first of the fields that the table has, else RT_FIELD_NONE. */
enum rt_field rt_pl_first_of(
    const struct pl_table *t, const enum rt_field *f, size_t n);

/* --- cell_text.c ---------------------------------------------------------------- */

/* Whether the field's cell says something (rt_cell_says). */
bool rt_pl_row_says(const struct pl_row *row, enum rt_field f);
/* Whether one of the fields does; with a cell of the row's own. */
bool rt_pl_any_says(const struct pl_row *row, const enum rt_field *f, size_t n);
bool rt_pl_any_own(const struct pl_row *row, const enum rt_field *f, size_t n);
/* Whether memory was there; else that it has run out is the failure. */
bool rt_pl_need(struct pl *p, bool there);
/* Adds to an array in the arena. */
#define RT_PL_ADD(p, list, count, cap, item)                                   \
    do {                                                                       \
        if ((p)->rc == RT_OK                                                   \
            && rt_pl_need(p, RT_ARENA_GROW(&(p)->arena, list, count, cap)))    \
            (list)[(count)++] = (item);                                        \
    } while (0)
/* A copy in the arena. */
struct rt_str rt_pl_kept(struct pl *p, struct rt_str s);
/* The folded text, in the arena; empty where there is none. */
struct rt_str rt_pl_folded(struct pl *p, struct rt_str s);
/* A text for people: trimmed, on one line, not long. */
struct rt_str rt_pl_shown(struct pl *p, struct rt_str s);
struct rt_str rt_pl_cell_shown(struct pl *p, const struct rt_cell *cell);
struct rt_str rt_pl_num(struct pl *p, int64_t v);

/* --- treatment_finding.c ----------------------------------------------------------------- */

/* One finding on its way out. */
struct pl_note {
    const struct pl_doc *doc; /* or NULL, and the sheet of this file */
    size_t sheet;
    uint32_t row, col; /* 1-based, 0: none */
    struct rt_str arg[RT_FINDING_ARGS];
    struct rt_str expected, actual;
};

void rt_pl_report(struct pl *p, enum rt_code code, const struct pl_note *note);
/* The same at a field's cell of the row. */
void rt_pl_say(struct pl *p, enum rt_code code, const struct pl_row *row,
    enum rt_field f, struct rt_str expected, struct rt_str actual,
    const struct rt_str arg[RT_FINDING_ARGS]);

/* Blank cells that are defects if others of the column are filled; all zero at
 * first. */
struct pl_blanks {
    struct pl_note *list;
    size_t count, cap, filled;
};

/* Counts the cell as filled, or keeps the note of a blank one. */
void rt_pl_blanks_add(
    struct pl *p, struct pl_blanks *b, bool filled, const struct pl_note *note);
void rt_pl_blanks_report(
    struct pl *p, const struct pl_blanks *b, enum rt_code code);
/* At a field's cell of the row; of a field that the table does not have, at
 * the row. */
struct pl_note rt_pl_at(const struct pl_row *row, enum rt_field f);
/* 1-based column of a field, 0 where the table does not have it. */
uint32_t rt_pl_doc_col(const struct pl_doc *doc, enum rt_field f);
/* A row of `to`, in a finding about `from`: 「12行目」, or the cell of another
 * sheet or file. */
struct rt_str rt_pl_place(struct pl *p, const struct pl_doc *from,
    const struct pl_doc *to, uint32_t row, uint32_t col);

/* --- dates.c ------------------------------------------------------------------ */

struct rt_pl_date {
    bool there;   /* something is written */
    bool ok;      /* and it is a date */
    char iso[11]; /* "" where it is none */
};

/* Reports a date that is a number's digits (VA504) or has no date format (VA506),
 * that is no likely one
 * (VA503), or later than today though it is `past` (VA502). `cell` may be NULL.
 * False: it is not to be compared with others. */
bool rt_pl_date_may_be(struct pl *p, const struct pl_note *at,
    struct rt_str name, const struct rt_cell *cell, const char *iso, bool past);
/* Reads a date; one that cannot be read is reported (PL404). */
struct rt_pl_date rt_pl_date(
    struct pl *p, const struct pl_row *row, enum rt_field f);

/* --- plan_swapped.c ----------------------------------------------------------- */

/* Whether 予定 and 実績, or 開始 and 終了, are over each other's dates; that is then reported
 * (PL421), and the dates say nothing. */
bool rt_pl_is_swapped(struct pl *p, const struct pl_table *t);

/* --- exchanged.c -------------------------------------------------------------- */

/* Whether headings of the table are over each other's columns; that is reported
 * (TP521). */
bool rt_pl_is_exchanged(struct pl *p, const struct pl_table *t);

/* --- row_values.c ------------------------------------------------------------- */

/* What is typed into a row of a plan or of a list of ours and cannot be taken:
 * words in a plan, all that people type in ours. */
void rt_pl_check_values(struct pl *p, const struct pl_row *row);
/* The date on which a ledger's asset was registered. */
void rt_pl_check_registered(struct pl *p, const struct pl_row *row);

/* --- ledger_texts.c ----------------------------------------------------------- */

/* How long a ledger's asset is kept, and a name that says it is no more. */
void rt_pl_check_asset(struct pl *p, const struct pl_row *row);

/* --- the audits ----------------------------------------------------------------- */

/* The rules of forms.md 3 for one row: option, control, reason, residual. */
void rt_pl_check_option(struct pl *p, const struct pl_row *row);
void rt_pl_check_residual(struct pl *p, const struct pl_row *row);
/* Of a row of our register, or of our plan that waits for its entries: what is
 * wrong with those that it has already. */
void rt_pl_check_so_far(struct pl *p, const struct pl_row *row);
/* A ledger's risk that needs a treatment, or has a reason or control for one,
 * where the ledger has a column for it. */
void rt_pl_check_chosen(
    struct pl *p, const struct pl_row *row, struct pl_blanks *blanks);
/* What a ledger's risk that has a treatment needs: a control that is decided on
 * (a blank one in `blanks`), and no unacceptable level that is retained. */
void rt_pl_check_ledger_option(
    struct pl *p, const struct pl_row *row, struct pl_blanks *blanks);
/* The same for the reasons of risks that are retained. */
void rt_pl_check_reasoned(
    struct pl *p, const struct pl_row *row, struct pl_blanks *blanks);

/* --- row_texts.c --------------------------------------------------------------- */

enum { PL_TEXTS = 19 };

/* The words of a table as its rows go by; all zero at first. */
struct pl_texts {
    struct pl_blanks blank[PL_TEXTS]; /* what few rows lack */
    struct pl_blanks odd[PL_TEXTS];   /* numbers and marks among words */
};

void rt_pl_take_texts(
    struct pl_texts *t, struct pl *p, const struct pl_row *row);
void rt_pl_end_texts(
    struct pl_texts *t, struct pl *p, const struct pl_table *table);

/* --- control_text.c ------------------------------------------------------------- */

/* Numbers of Annex A in the row's own cell for a control. */
void rt_pl_check_control_text(struct pl *p, const struct pl_row *row);
/* A control of the annex with the name of another: the whole text, folded, and
 * the name in it. `at` has what is written. */
void rt_pl_check_name(struct pl *p, const struct pl_note *at, int own,
    struct rt_str folded, struct rt_str name);

/* Of a statement: a name that only the edition of 2013 has. */
void rt_pl_check_old_name(
    struct pl *p, const struct pl_note *at, int own, struct rt_str name);

/* --- state_words.c -------------------------------------------------------------- */

/* A control that says only that none was decided on (PL105), or that the risk is
 * retained, as may its reason (PL117). */
void rt_pl_check_decided(
    struct pl *p, const struct pl_row *row, enum rt_treatment treatment);

/* --- report_entries.c ---------------------------------------------------------- */

/* Numbers of a table's rows; all zero at first. */
struct pl_numbers {
    struct rt_intern texts;
    uint32_t *row; /* by the text's number: the first row with it */
    size_t count, cap;
};

/* The first row with this text, or 0 where this is the first. */
uint32_t rt_pl_first_row(
    struct pl_numbers *n, struct pl *p, struct rt_str text, uint32_t row);
void rt_pl_numbers_fini(struct pl_numbers *n);

enum { RESIDUAL_FACTORS = 2 }; /* importance and likelihood */

/* --- own_plan.c ----------------------------------------------------------- */

/* The tasks of a risk. */
struct pl_task {
    bool open;       /* not all of them are done */
    unsigned filled; /* residual values that one of them has */
    struct pl_note blank[RESIDUAL_FACTORS];
};

/* A plan of ours as its rows go by; all zero at first. */
struct pl_own_plan {
    struct pl_numbers rows;
    struct rt_intern ids;
    struct pl_task *tasks; /* by number of the id */
    size_t cap;
};

void rt_pl_own_row(struct pl_own_plan *o, struct pl *p,
    const struct pl_row *row, enum rt_plan_status status);
void rt_pl_end_own_plan(struct pl_own_plan *o, struct pl *p);

/* A report as its rows go by; all zero at first. */
struct pl_report {
    struct pl_numbers numbers, risks;
    struct pl_blanks unnumbered;
    struct pl_blanks assets;   /* 資産目録のNo */
    struct pl_blanks words;    /* priorities that are no numbers */
    struct pl_blanks retained; /* their priorities */
    struct pl_blanks actions;  /* 対応 of the others */
    struct pl_blanks states;   /* words for it that the form does not have */
    struct pl_blanks controls; /* of the others, but for 低減 */
    struct pl_blanks levelled[RESIDUAL_FACTORS];  /* below a typed level */
    struct pl_blanks evaluated[RESIDUAL_FACTORS]; /* where 対応 is done */
};

void rt_pl_check_entries(
    struct pl_report *r, struct pl *p, const struct pl_row *row);
void rt_pl_end_entries(
    struct pl_report *r, struct pl *p, const struct pl_table *t);

void rt_pl_audit_report(struct pl *p, const struct pl_table *t);
void rt_pl_audit_plan(struct pl *p, const struct pl_table *t);
/* The risks and the steps against each other. */
void rt_pl_audit_planned(struct pl *p);
void rt_pl_audit_applicability(struct pl *p, const struct pl_table *t);
/* A statement against the risks and the steps. */
void rt_pl_audit_uses(struct pl *p, const struct pl_statement *s);
/* The risks of its own workbook that its reasons name. */
void rt_pl_check_cited(struct pl *p, const struct pl_statement *s);
/* The names and dates above and below a table; its document's `updated` is then
 * known. */
void rt_pl_audit_approval(struct pl *p, struct pl_table *t);

/* --- plan_approval.c -------------------------------------------------------------- */

/* Where the columns of approval are in a plan of ours; -1: not there. */
struct rt_pl_approval_cols {
    int32_t by, on, values, decision, lapsed;
};
struct rt_pl_approval_cols rt_pl_approval_cols(const struct rt_layout *l);
/* Whether the risks of a plan of ours are accepted (plan_acceptance.c). */
void rt_pl_audit_acceptance(struct pl *p, const struct pl_table *t);
/* The approvals in the rows of a plan of ours. */
void rt_pl_audit_plan_approval(struct pl *p, const struct pl_table *t);

/* --- own_books.c ----------------------------------------------------------------- */

/* Keeps what a row of ours says of its risk, for the comparison of books. */
void rt_pl_take_line(struct pl *p, const struct pl_row *row);
/* The plans among the books against their registers. */
void rt_pl_audit_books(
    struct pl *p, const struct pl_said *const *books, size_t count);

/* --- treatment_files.c ---------------------------------------------------------- */

/* Keeps what the file says for rt_treatments_compare, and whether report and
 * plan have been compared already. False: it could not, and what can be judged
 * of the file alone is to be. */
bool rt_pl_keep(struct rt_treatments *all, struct pl *p, bool compared);

/* What a row's option is. */
struct rt_pl_option {
    bool asked;  /* the table has columns for it */
    bool unsure; /* a mark cannot be read: the intake reports it */
    int marks;
    enum rt_field first, second; /* the marks' fields, or NONE */
    enum rt_treatment treatment; /* NONE unless exactly one is marked */
};

struct rt_pl_option rt_pl_option(const struct pl *p, const struct pl_row *row);
/* The first evaluation's level: computed where it can be, else as recorded. */
int rt_pl_level(const struct pl *p, const struct pl_row *row);
/* The priority of a level; 0 for none. */
int rt_pl_priority(const struct pl *p, int level);

#endif
