/* What the files of the plan reader share.
 *
 *     plan_layout.c   which column of a plan's table is which
 *     plan_reader.c   its rows
 *     plan_refused.c  values of theirs that cannot be taken
 *     plan_register.c its sheet 管理策台帳
 *     plan_dates.c    what merge writes beside dates
 *     plan_beside.c   what there is beside them
 *     plan_entry.c    on their way out
 */
#ifndef RISKTALLY_FORM_PLAN_COLUMN_H
#define RISKTALLY_FORM_PLAN_COLUMN_H

#include "form/form.h"

/* How a column's cells are taken. */
enum rt_plan_how {
    RT_PLAN_AS_EXTRA, /* an added column: with its heading */
    RT_PLAN_AS_TEXT,
    RT_PLAN_AS_DATE,
    RT_PLAN_AS_WHOLE, /* a level, a priority */
    RT_PLAN_AS_IMPORTANCE,
    RT_PLAN_AS_LIKELIHOOD,
    RT_PLAN_AS_TREATMENT,
    RT_PLAN_AS_STATUS,
    RT_PLAN_AS_ID,
    /* What merge writes by a formula or a rule and people may type over: then
     * it counts as typed. */
    RT_PLAN_AS_LABEL,    /* 超過 */
    RT_PLAN_AS_CLASS,    /* 大, of the residual risk */
    RT_PLAN_AS_PRODUCT,  /* the residual level */
    RT_PLAN_AS_PROPOSAL, /* 案（…） of the planned end */
    RT_PLAN_AS_LAPSE,    /* 要再承認 */
    RT_PLAN_AS_OURS      /* not taken, whatever it is */
};

struct rt_plan_column {
    enum rt_plan_how how;
    size_t offset; /* in struct rt_plan_row */
    bool given;    /* the inputs or the plan give what it holds: risk, source */
    struct rt_str heading; /* as written */
    unsigned nth;          /* of the columns with this heading, from 0 */
};

/* Fills `to`, of RT_COLUMNS_MAX, for a sheet's table. */
void rt_plan_columns(const struct rt_layout *layout, struct rt_plan_column *to);
/* What merge writes over the column between the two; false where it has none
 * there. */
bool rt_plan_between(const struct rt_column *left,
    const struct rt_column *right, struct rt_str *group,
    struct rt_str *heading);
/* Whether the text is what merge proposes an end with, or a word for an end
 * that has passed. */
bool rt_plan_is_basis(struct rt_str text);
bool rt_plan_is_deadline(struct rt_str text);
/* Whether the planned end (ISO) is still the one that merge proposed: the rule
 * beside it, a formula, gives that date for the row's priority. Its stored text
 * does not count where the rule is there: other programs drop it or leave an
 * old one. */
bool rt_plan_proposes(
    const struct rt_cell *basis, int priority, struct rt_str end);
/* What messages call the column: 「予定の終了」, else its heading. */
struct rt_str rt_plan_column_name(
    const struct rt_plan_column *column, enum rt_lang lang);
/* Whether the column's values are judged; then what of the row is none in one
 * of its cells is not taken, and is reported where that is asked for. The row
 * has its profile and risk id. */
bool rt_plan_is_judged(const struct rt_plan_column *column);
enum rt_status rt_plan_refuse(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_plan_column *column,
    const struct rt_cell *cell, struct rt_plan_row *row,
    struct rt_error *err) RT_MUST_USE;
/* Names the row's cells that are crossed out (TP422). */
enum rt_status rt_plan_report_struck(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_plan_column *columns,
    const struct rt_row *cells, const struct rt_plan_row *row,
    struct rt_error *err) RT_MUST_USE;
/* The links on a sheet's cells, by row and column. */
struct rt_plan_links {
    struct rt_comment *list;
    size_t count, next;
};
/* Puts out where those on the row's cells lead, unless a cell says so itself.
 */
enum rt_status rt_plan_put_links(struct rt_intake *in,
    const struct rt_plan_column *columns, const struct rt_row *cells,
    const struct rt_plan_row *row, struct rt_plan_links *links,
    struct rt_error *err) RT_MUST_USE;
/* Puts out what is beside the plans' rows; `cells` has room for a row. */
enum rt_status rt_plan_put_beside(struct rt_intake *in, struct rt_cell *cells,
    struct rt_error *err) RT_MUST_USE;
/* Reads a row of 管理策台帳, below its headings, and puts it out. *reader is NULL
 * at first. */
struct rt_register_reader;
enum rt_status rt_register_read_row(struct rt_register_reader **reader,
    struct rt_intake *in, const struct rt_sheet_facts *sheet,
    const struct rt_row *row, struct rt_error *err) RT_MUST_USE;
void rt_register_reader_free(struct rt_register_reader *r);
/* Whether they are those of a plan that merge wrote. */
bool rt_plan_is_ours(const struct rt_plan_column *columns);

#endif
