/* 適用 and 実施・未実施: what a statement of applicability marks, and whether the
 * reason is of the same kind. */
#ifndef RISKTALLY_AUDIT_STATEMENT_MARKS_H
#define RISKTALLY_AUDIT_STATEMENT_MARKS_H

#include "audit/treatment/treatment.h"

enum applied { APPLIED_BLANK, APPLIED_YES, APPLIED_NO, APPLIED_UNREADABLE };

enum carried {
    CARRIED_BLANK,
    CARRIED_OUT,
    CARRIED_NOT,
    CARRIED_NO, /* ×: not, or not applicable */
    CARRIED_NA,
    CARRIED_BAD
};

enum applied rt_pl_applied_of(struct pl *p, const struct pl_row *row);
/* The column that says whether the controls are carried out, or NONE. */
enum rt_field rt_pl_carried_field(const struct pl_table *t);
enum carried rt_pl_carried_of(
    struct pl *p, const struct pl_row *row, enum rt_field f);

/* Whether a document is named; 「未作成」 is none. */
bool rt_pl_has_document(struct pl *p, const struct pl_row *row);

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

#endif
