/* Rows of this program's own books. */
#ifndef RISKTALLY_AUDIT_OWN_ROWS_H
#define RISKTALLY_AUDIT_OWN_ROWS_H

#include "audit/audit.h"
#include "audit/audit_table.h"

/* Where the tables list risks as merge does, makes their rows the audit's. */
enum rt_status rt_own_rows(struct rt_audit *audit, struct rt_arena *arena,
    struct rt_error *err) RT_MUST_USE;
/* Whether merge did not write the row of a plan, but people added it: it names
 * neither criteria nor a file. */
bool rt_own_is_added(const struct rt_layout *l, const struct rt_row *row);
/* Whether importance or likelihood (`f`) is a value of the row's own: it has no
 * scores, or no threat and vulnerability, to compute it from. */
bool rt_own_is_given(const struct rt_audit_row *row, enum rt_field f);

#endif
