/* The treatment plan, in parts:
 *
 *   plan.c           the book: which sheets, in which order
 *   plan_rows.c      its rows, with their pull-downs and colours
 *   plan_columns.c   the columns and their cells
 *   plan_due.c       the dates that are proposed
 *   plan_controls.c  管理策の候補: the table that rows take candidates from
 */
#ifndef RISKTALLY_REPORT_PLAN_H
#define RISKTALLY_REPORT_PLAN_H

#include "register.h"
#include "risktally/controls.h"
#include "risktally/plan.h"
#include "xl.h"

enum rt_plan_col {
    PC_ID,
    PC_DEPARTMENT,
    PC_ASSET,
    PC_MEDIUM,
    PC_IMPORTANCE,
    PC_LIKELIHOOD,
    PC_LEVEL,
    PC_CLASS,
    PC_PRIORITY,
    PC_TREATMENT,
    PC_REASON,
    PC_NO,
    PC_CANDIDATES,
    PC_CONTROL,
    PC_TASK,
    PC_WHO,
    PC_PLANNED_START,
    PC_PLANNED_END,
    PC_BASIS,
    PC_ACTUAL_START,
    PC_ACTUAL_END,
    PC_STATUS,
    PC_OVERDUE,
    PC_STATED,
    PC_RESIDUAL_IMPORTANCE,
    PC_RESIDUAL_LIKELIHOOD,
    PC_RESIDUAL_LEVEL,
    PC_RESIDUAL_CLASS,
    PC_OWNER,
    PC_APPROVED_BY,
    PC_APPROVED_ON,
    PC_PROFILE,
    PC_FILE,
    PC_SHEET,
    PC_ROW,
    PC_COUNT
};

enum { RT_BASIS_MAX = 1000, RT_BASIS_TEXT = 96 };

/* One row: the risk as it was assessed, and what stands in the columns that
 * are people's. What the inputs say is in both; views are the risk's, or
 * whoever's filled the row in. */
struct rt_plan_entry {
    struct rt_risk risk;
    struct rt_plan_row row;
};

struct rt_plan {
    struct rt_xl xl;
    enum rt_lang lang;
    const struct rt_run *run;
    struct rt_ledger *ledger;
    struct rt_error *err;
    uint32_t max_rows; /* of a sheet; RT_XL_ROWS but in tests */
    uint64_t number;   /* rows so far */
    unsigned parts;    /* sheets that the rows took */
    struct rt_in_force *profiles;
    size_t profile_count;
    int scale_min, scale_max;        /* over all profiles in force */
    char due[RT_PRIORITIES + 1][11]; /* proposed, by priority; "": none */
    char basis[RT_BASIS_MAX];        /* PC_BASIS, a pattern for rt_formula */
};

extern const struct rt_col rt_plan_cols[PC_COUNT];

/* Reckons the dates that are proposed, and the formula that says so. */
void rt_plan_due(struct rt_plan *p);
/* 「案（…）」, for a priority. */
void rt_plan_basis_text(
    const struct rt_plan *p, int priority, char to[RT_BASIS_TEXT]);
/* Whether the planned end is the proposed one and nobody has begun to plan
 * the row: what the formula of PC_BASIS finds. */
bool rt_plan_is_proposed(
    const struct rt_plan *p, const struct rt_plan_entry *e);
/* What is to be written of a risk: from its input, and the date proposed. */
struct rt_plan_entry rt_plan_entry_of(
    const struct rt_plan *p, const struct rt_risk *risk);
/* Whether its planned end has passed on the day of the run, and it is not
 * done. */
bool rt_plan_overdue(const struct rt_plan *p, const struct rt_plan_row *row);
/* The sheets リスク対応計画: a row for each risk that has a priority. */
void rt_plan_put_rows(struct rt_plan *p);
void rt_plan_put_controls(struct rt_plan *p);

#endif
