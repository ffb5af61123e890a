/* The items of a list, among the files that judge them. */
#ifndef RISKTALLY_AUDIT_TRACE_ITEMS_H
#define RISKTALLY_AUDIT_TRACE_ITEMS_H

#include "audit/trace/trace_audit.h"

struct rt_item_now {
    size_t sheet; /* of the record's */
    uint32_t row;
    bool doubtful; /* with so few cells */
    struct rt_trace_key key;
};

/* A row that is gone, or new: its cells' parts by column. */
struct rt_item_stray {
    const struct rt_item_now *item; /* NULL: it is gone */
    uint32_t *parts;
    bool done;
};

/* A cell of a row that is there, and what it held. */
struct rt_item_change {
    const struct rt_item_now *item;
    size_t col;
    uint32_t was;
};

struct rt_items {
    struct rt_trace *t;
    const struct rt_trace_list *list;
    size_t columns;
    struct rt_item_now *rows; /* by bucket */
    size_t count, cap;
    struct rt_trace_sum *sums; /* of the bucket at hand, by column */
    struct rt_item_stray *lost, *fresh;
    size_t lost_count, lost_cap, fresh_count, fresh_cap;
    struct rt_item_change *changes; /* by row */
    size_t change_count, change_cap;
    uint64_t
        missing;    /* rows that are gone, and nothing more is known of them */
    size_t *unsure; /* changes that were not found, by column */
};

/* --- trace_cells.c ---------------------------------------------------------- */

/* Whether the record has sums of the list's column. */
bool rt_items_is_traced(const struct rt_items *k, size_t col);
const struct rt_cell *rt_items_cell(
    const struct rt_items *k, const struct rt_item_now *i, size_t col);
/* 0 of what follows from others, which is judged elsewhere. */
uint64_t rt_items_hash(const struct rt_cell *c);
/* Of the item's cell, 0 where the column is not traced. */
uint32_t rt_items_part(
    const struct rt_items *k, const struct rt_item_now *i, size_t col);

/* --- trace_exchanged.c ------------------------------------------------------ */

/* How many changes, from `at` on, are of the same row. */
size_t rt_items_of_row(const struct rt_items *k, size_t at);
/* Where the changes of the row begin whose key was exchanged with that of the
 * row of the change `at`; their number where there is none. */
size_t rt_items_exchanged_with(const struct rt_items *k, size_t at);

#endif
