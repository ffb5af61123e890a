/* The register's sheets among themselves. */
#ifndef RISKTALLY_REPORT_REGISTER_H
#define RISKTALLY_REPORT_REGISTER_H

#include "ledger/change.h"
#include "report/book/in_force.h"
#include "report/book/source_link.h"
#include "report/book/xl.h"

struct rt_register {
    struct rt_xl xl;
    struct rt_ledger *ledger;
    const struct rt_run *run;
    struct rt_error *err;
    struct rt_totals totals;
    struct rt_in_force *profiles;
    size_t profile_count;
    struct rt_change_totals changes; /* where there is a previous run */
    uint32_t max_rows;               /* of a sheet */
};

/* Each writes one sheet (or several, for the lists). */
void rt_register_summary(struct rt_register *r);
void rt_register_risks(struct rt_register *r);
/* only where there is a previous run */
void rt_register_changes(struct rt_register *r);
void rt_register_matrix(struct rt_register *r);
void rt_register_departments(struct rt_register *r);
/* only where a check sheet was answered */
void rt_register_checks(struct rt_register *r);
void rt_register_findings(struct rt_register *r);
void rt_register_legend(struct rt_register *r);
void rt_register_inputs(struct rt_register *r);

/* --- parts of the summary (register_summary_lists.c) ---------------------- */

/* Its grid: a margin, a wide column, and narrow ones. */
enum { RT_SUM_LABEL = 1, RT_SUM_GRID = 2, RT_SUM_LAST = 15 };

void rt_summary_worst(struct rt_register *r, struct rt_xl_sheet *s);
void rt_summary_departments(struct rt_register *r, struct rt_xl_sheet *s);
/* register_closes.c; only with a state */
void rt_summary_closes(struct rt_register *r, struct rt_xl_sheet *s);

/* About how high a block is, with its heading. */
#define RT_MATRIX_HEIGHT 196.0

/* One profile's matrix with its totals, from column `col` on, at s->row; leaves
 * s->row after it. `span` columns make one of the matrix's. Its cells lead to
 * the lists of their risks. */
void rt_matrix_block(struct rt_register *r, struct rt_xl_sheet *s, int col,
    int span, const struct rt_in_force *p, enum rt_evaluation which);
/* The places of those lists; before any matrix is written. */
void rt_matrix_plan(struct rt_register *r);

/* The stacked bars of a table, in pixels. Each part says its number, so that the
 * classes are distinct in print without the colours. */
void rt_register_chart(struct rt_xl_sheet *s, struct rt_bars bars, uint32_t row,
    int col, lxw_chart_options options);

/* --- the list of risks, for those that refer to it ------------------------ */

enum rt_risk_col {
#define RT_RISK_COL(id, ...) RT_RC_##id,
#include "report/register/risk_columns.def"
    RT_RC_COUNT,
    RT_RC_OWN = RT_RC_OWN_C,   /* from here on with --one-scale only */
    RT_RC_REPORT = RT_RC_EVENT /* and with assessment reports only */
};

/* The columns of the list, those above first; how many there are. */
int rt_risk_columns(const struct rt_register *r, struct rt_col to[RT_XL_COLS]);

extern const struct rt_score_cols rt_risk_score_cols;
/* Appends "COUNTIFS(…)" over all sheets of the list of risks: how many have
 * `a` (written as in a formula) in column `col_a` and so on; NULL ends the
 * conditions. Empty where the list is empty. */
void rt_risks_count(struct rt_register *r, struct rt_buf *to,
    enum rt_risk_col col_a, const char *a, enum rt_risk_col col_b,
    const char *b, enum rt_risk_col col_c, const char *c);

/* Text that leads to the row of the risk at that place of the register, also
 * when people have sorted the list: the row is looked up by its No. In a list
 * of very many risks it is the row as it was written. */
void rt_risk_link(const struct rt_register *r, struct rt_xl_sheet *s, int col,
    enum rt_xf xf, uint64_t position, struct rt_str text);

#endif
