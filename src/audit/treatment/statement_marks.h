/* What a statement of applicability lacks, and whether its reasons are of the same
 * kind as its marks. */
#ifndef RISKTALLY_AUDIT_STATEMENT_MARKS_H
#define RISKTALLY_AUDIT_STATEMENT_MARKS_H

#include "audit/treatment/treatment.h"
#include "form/statement_row.h"

/* A reason to leave a control out, by its last words, for one that applies. */
void rt_pl_check_kind(
    struct pl *p, const struct pl_row *row, struct rt_str number);

/* Of a statement without one number: whether a column has them whose heading is
 * missing (TP313). */
bool rt_pl_report_unnumbered(struct pl *p, const struct pl_table *t);
/* Columns of marks that the statement lacks: nothing is known of any control. */
void rt_pl_report_marks(struct pl *p, const struct pl_table *t);

/* "5.1" */
struct rt_str rt_pl_number_text(struct pl *p, int theme, int n);

/* The blank field for the number of a row that has a mark, and the folded name
 * of a control of the annex; or NONE. */
enum rt_field rt_pl_blank_number(const struct pl_row *row, struct rt_str name);

/* "5.1～5.4、8.34": the controls of the annex that are not there, neighbours
 * together, and how many. */
size_t rt_pl_list_missing(
    struct pl *p, const struct pl_control *control, struct rt_buf *list);

/* --- statement_table.c ------------------------------------------------------ */

/* The last heading of a theme, 「7 物理的管理策」, until a control follows it; all
 * zero at first. */
struct pl_theme {
    int theme;
    uint32_t row;
    const struct rt_cell *cell;
};

/* A row in passing; `number` is that of its control, if it has one. */
void rt_pl_take_theme(struct pl_theme *t, struct pl *p,
    const struct pl_row *row, const struct rt_annex_number *number);
/* The title above the table, and lines above or below it that count controls. */
void rt_pl_check_around(
    struct pl *p, const struct pl_table *t, const struct pl_control *control);

/* The column of reasons, or NONE; and the folded reason of a row that may name a
 * risk, 「リスクアセスメントの結果（No.3）」, else nothing. */
enum rt_field rt_pl_reason_field(const struct pl_table *t);
struct rt_str rt_pl_citing(struct pl *p, const struct pl_row *row);

/* The form's column that is not there, or NONE. */
enum rt_field rt_pl_missing_column(const struct pl_table *t);

#endif
