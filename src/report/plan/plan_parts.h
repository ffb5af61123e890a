/* The treatment plan, in parts:
 *
 *   plan_book.c      the book: which sheets, in which order
 *   plan_rows.c      its rows, with their pull-downs and colours
 *   plan_columns.c   the columns and their cells
 *   plan_due.c       the dates that are proposed
 *   plan_walk.c      what goes into the rows: inputs and previous plan
 *   plan_extra.c     columns that people added
 *   plan_left_out.c  引き継がなかった記入: what previous plans had besides
 *   plan_typed.c     finds that, plan_number.c among the rows' numbers, by
 *   plan_words.c     the words that are ours
 *   control_sheet.c  管理策台帳: a row for each control
 *   control_values.c what the rows of a control say
 *   plan_gone.c      完了・消滅: rows of the previous plan that ended
 *   plan_tally.c     counts and sums of the rows
 *   plan_count.c     formulas that count them
 *   plan_summary.c   まとめ: progress by priority, month and department
 *   plan_charts.c    its charts
 *   plan_controls.c  管理策の候補: the table that rows take candidates from
 */
#ifndef RISKTALLY_REPORT_PLAN_PARTS_H
#define RISKTALLY_REPORT_PLAN_PARTS_H

#include "base/arena.h"
#include "record/control_register.h"
#include "record/plan.h"
#include "report/book/in_force.h"
#include "report/book/source_link.h"
#include "report/book/xl.h"
#include "report/plan/plan_tally.h"
#include "risk/controls.h"
#include "risk/plan_carry.h"

/* The columns of the plan and, after them, those of 完了・消滅 alone. */
enum rt_plan_col {
#define RT_PLAN(id, ...) PC_##id,
#define RT_PLAN_SHOWN RT_PLAN
#include "record/plan.def"
    PC_ALL,
    PC_COUNT = PC_GONE_WHY
};

enum { RT_BASIS_MAX = 1000, RT_BASIS_TEXT = 96 };

/* One row: the risk as it was assessed, and the values of the columns that
 * people fill in. Values from the inputs are in both; views are the risk's, or
 * belong to whoever filled the row in. */
struct rt_plan_entry {
    struct rt_risk risk;
    struct rt_plan_row row;
    bool added;            /* an added row, for no risk */
    struct rt_str changed; /* since the approval; empty: it holds */
};

/* Columns that people added, at the right end. */
struct rt_plan_own {
    struct rt_plan_extra *columns; /* heading and nth */
    size_t count;
    int from; /* of the list being written: its first own column */
    struct rt_arena arena;
};

enum { RT_OWN_MAX = 400 };

struct rt_plan {
    struct rt_xl xl;
    enum rt_lang lang;
    const struct rt_run *run;
    struct rt_ledger *ledger;
    struct rt_error *err;
    const struct rt_plan_part *part; /* a department's alone, or NULL */
    struct rt_xl_sheet summary;      /* opened first, written last */
    struct rt_plan_tally tally;
    unsigned parts;   /* sheets that the rows took */
    bool unconfirmed; /* a row's risk is the previous run's */
    struct rt_in_force *profiles;
    size_t profile_count;
    int scale_min, scale_max;        /* over all profiles in force */
    char due[RT_PRIORITIES + 1][11]; /* proposed, by priority; "": none */
    char basis[RT_BASIS_MAX];        /* PC_BASIS, a pattern for rt_formula */
    char overdue[RT_BASIS_MAX];      /* PC_OVERDUE, the same */
    struct rt_plan_own own;
};

/* All rows of the plan, in its order: each risk that is to be treated, with
 * what is carried over from the previous plan, then rows that people added. Views of an entry
 * are valid until the next step. Failures are kept in p->xl. */
struct rt_plan_walk {
    struct rt_plan *p;
    enum rt_planned_of of;
    struct rt_cursor cursor;
    struct rt_planned at;
    struct rt_plan_carry carry;
    char origin[160];
};

/* A cell of a plan's row: the date at the column's offset. */
void rt_plan_put_date(const struct rt_line *line);

void rt_plan_walk_open(struct rt_plan *p, struct rt_plan_walk *w);
bool rt_plan_walk_next(struct rt_plan_walk *w, struct rt_plan_entry *out);
void rt_plan_walk_close(struct rt_plan_walk *w);
/* Where a row was in the previous plan: リスク対応計画!12. */
void rt_plan_origin(const struct rt_plan_row *row, char to[160]);

/* Reads the headings; a failure is kept in p->xl. */
void rt_plan_own_load(struct rt_plan *p);
/* `count` columns and then the added ones, in `to` (RT_XL_COLS); how many there
 * are in all. `item` is the offset of the row in the list's items. */
int rt_plan_own_columns(struct rt_plan *p, const struct rt_col *cols, int count,
    size_t item, struct rt_col *to);
/* The sheet 完了・消滅, where there is anything for it. */
void rt_plan_put_gone(struct rt_plan *p);

extern const struct rt_col rt_plan_cols[PC_ALL];

/* Computes the proposed dates, and the formulas that mark them and what is
 * overdue. */
void rt_plan_due(struct rt_plan *p);
/* 「案（…）」, for a priority. */
void rt_plan_basis_text(
    const struct rt_plan *p, int priority, char to[RT_BASIS_TEXT]);
/* Whether the planned end is the proposed one and the row is not edited yet:
 * the condition in PC_BASIS's formula. */
bool rt_plan_is_proposed(
    const struct rt_plan *p, const struct rt_plan_entry *e);
/* PC_BASIS of a date that the previous plan proposed and that was not edited
 * since: it stays as it was. */
void rt_plan_kept_basis(const struct rt_plan *p, const struct rt_plan_entry *e,
    char to[RT_BASIS_MAX]);
/* What is to be written of a risk by its input alone, and the date proposed. */
struct rt_plan_entry rt_plan_entry_of(
    const struct rt_plan *p, const struct rt_risk *risk);
/* What it is where its planned end has passed on the day of the run and it is not
 * done: OVERDUE or UNPLANNED; else COUNT. */
enum rt_tallied rt_plan_late(
    const struct rt_plan *p, const struct rt_plan_row *row);
/* The sheets リスク対応計画: a row for each risk that is to be treated. */
void rt_plan_put_rows(struct rt_plan *p);
/* Its rows, into the tally and the list; NULL: into the tally alone. */
void rt_plan_add_rows(struct rt_plan *p, struct rt_list *list);
void rt_plan_put_controls(struct rt_plan *p);
/* The controls of the annex that those of a row mean, up to RT_CANDIDATES_MAX. */
size_t rt_plan_meant_by(struct rt_str controls, int out[RT_CANDIDATES_MAX]);
/* Whether the text is one of that sheet's, or a line of a row's candidates. */
bool rt_plan_controls_hold(struct rt_str text);
bool rt_plan_is_candidate(struct rt_str line);
/* The sheet 管理策台帳, where there is a control. */
void rt_plan_put_control_register(struct rt_plan *p);
/* The sheet 引き継がなかった記入, where there is anything for it. */
void rt_plan_put_left_out(struct rt_plan *p);

/* --- まとめ --------------------------------------------------------------- */

void rt_plan_open_summary(struct rt_plan *p);
/* After the rows, which say how much there is to count and where. */
void rt_plan_put_summary(struct rt_plan *p);
/* Charts of a table's lines, rows first to last, beside it. The second gives
 * the row after it. */
void rt_plan_chart_months(
    struct rt_plan *p, struct rt_xl_sheet *s, uint32_t first, uint32_t last);
uint32_t rt_plan_chart_departments(
    struct rt_plan *p, struct rt_xl_sheet *s, uint32_t first, uint32_t last);

/* A condition of COUNTIFS: what a column must be, as written in a formula. */
struct rt_plan_if {
    enum rt_plan_col col;
    const char *is;
};

/* Appends the formula that counts the rows of all sheets for which all
 * conditions hold; without any, those that have an asset or a No. Empty where
 * it would be too long. */
void rt_plan_count(struct rt_plan *p, const struct rt_plan_if *ifs,
    size_t count, struct rt_buf *to);

/* A text in a formula has at most 255 characters. */
enum { RT_CRITERION_CHARS = 255, RT_CRITERION_MAX = 1100 };

/* The condition that a cell is just this text; false for one that is too
 * long. */
bool rt_plan_name_criterion(struct rt_str name, char to[RT_CRITERION_MAX]);

#endif
