/* Two versions of a deliverable: what check --against compares, sheet by sheet.
 *
 * Rows are paired by what they hold and by the form's keys, so that one that was
 * put in is one row more and not a change of all that follow; columns are paired
 * by their headings. Only then cells are compared.
 */
#ifndef RISKTALLY_AGAINST_H
#define RISKTALLY_AGAINST_H

#include "audit/audit.h"
#include "audit/audit_table.h"
#include "base/arena.h"

/* A sheet of one version. */
struct rt_side {
    const struct rt_audit *a;
    size_t sheet;
    const struct rt_table *table;
    size_t rows;
    uint32_t *mate; /* by index of the row: that of the other's, plus one */
};

/* Approver and date, by their columns plus one; 0: the table has none. */
struct rt_sign_columns {
    uint32_t by, on;
};

struct rt_sheets {
    struct rt_side old, new;
    int32_t
        old_of[RT_COLUMNS_MAX]; /* column of the old table by that of the new;
                                       -1: none, or it has no heading */
    int32_t new_of[RT_COLUMNS_MAX];
    struct rt_arena *arena;
    struct rt_error *err;
    /* An approval that both versions have: 「佐藤、2026-09-10」; empty: none. */
    struct rt_str approval;
    struct rt_sign_columns old_sign, new_sign;
    /* Rows whose No follows from rows that were put in or taken out above them,
     * and the first of them. */
    uint32_t renumbered, renumbered_row;
};

static inline const struct rt_row *rt_side_row(
    const struct rt_side *s, size_t i)
{
    return rt_grid_row(s->a->grid, s->sheet, i);
}

/* Whether it is a row of the table, whose columns have headings. */
static inline bool rt_side_is_data(const struct rt_side *s, size_t i)
{
    return s->table->found && s->table->lines[i] == RT_LINE_DATA;
}

/* Headings are compared column by column. */
bool rt_side_is_heading(const struct rt_side *s, size_t i);
/* The cell with a column of the new version's; NULL for none. */
const struct rt_cell *rt_old_cell(const struct rt_sheets *p,
    const struct rt_row *row, bool data, uint32_t col);

/* Fills in old_of, new_of and the columns of approvals. */
void rt_sheets_pair_columns(struct rt_sheets *p);
/* Fills in `mate` of both sides. RT_NOMEM. */
enum rt_status rt_sheets_pair_rows(struct rt_sheets *p) RT_MUST_USE;
/* Reports what differs. */
enum rt_status rt_sheets_compare(struct rt_sheets *p) RT_MUST_USE;

/* Whether two cells say the same. */
bool rt_cells_say_same(const struct rt_cell *a, const struct rt_cell *b);

#endif
