/* Texts in our own books that are always the same. */
#ifndef RISKTALLY_AUDIT_OWN_FIXED_H
#define RISKTALLY_AUDIT_OWN_FIXED_H

#include "audit/audit.h"

/* A cell that holds something else than merge writes there. */
struct rt_fixed {
    size_t sheet;
    uint32_t row, col; /* 1-based, 0-based */
    struct rt_str right;
};

/* Fills audit->fixed, in the order of the cells. */
enum rt_status rt_own_fixed_find(struct rt_audit *audit, struct rt_arena *arena,
    struct rt_error *err) RT_MUST_USE;
/* The text of a label's cell, as merge wrote it. */
struct rt_str rt_own_label(const struct rt_audit *audit, size_t sheet,
    const struct rt_cell *cell, uint32_t row);
/* The month that a label of まとめ names, 「2026/08」, as months since the year
 * 0; -1 for another text. */
int rt_month_label(struct rt_str s);

#endif
