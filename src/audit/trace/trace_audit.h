/* What the files of this room share: the record that merge keeps in a book of
 * ours (record/trace.h), and where what it names is now.
 */
#ifndef RISKTALLY_AUDIT_TRACE_H
#define RISKTALLY_AUDIT_TRACE_H

#include "audit/audit.h"
#include "record/trace.h"

/* A cell that is known one by one. */
struct rt_trace_cell {
    uint32_t col; /* 0-based */
    bool is_formula;
    uint32_t hash, gave; /* see RT_TRACE_HASH and RT_TRACE_GAVE */
    struct rt_str shown; /* empty of a formula; else its value's beginning */
    bool cut;            /* the value goes on */
};

struct rt_trace_row {
    uint32_t row; /* 1-based, when it was written */
    uint32_t now; /* where it is now, 0: nowhere */
    bool same;    /* nothing in it has changed */
    struct rt_trace_cell *cells;
    size_t count, cap;
};

/* A sheet, as far as it is known cell by cell. */
struct rt_trace_sheet {
    struct rt_str name;
    size_t at; /* in the grid; SIZE_MAX: not there */
    struct rt_trace_row *rows;
    size_t count, cap;
    int64_t list;   /* whose items it has, 0: none */
    uint32_t items; /* their first row, when they were written */
    uint32_t *map;  /* where the list's columns are now */
    size_t columns;
};

struct rt_trace_list {
    bool open; /* people add rows */
    struct rt_str hands;
    struct rt_str sums[RT_TRACE_BUCKETS]; /* in hex; empty: no items */
    uint64_t in[RT_TRACE_BUCKETS];
};

enum { RT_TRACE_SHEETS = 128, RT_TRACE_LISTS = 16 };

struct rt_trace {
    const struct rt_audit *a;
    struct rt_arena arena;
    struct rt_buf shape;
    bool no_memory; /* for a shape */
    size_t record;  /* its sheet */
    struct rt_trace_sheet sheets[RT_TRACE_SHEETS];
    size_t count;
    struct rt_trace_list lists[RT_TRACE_LISTS]; /* by number less one */
    struct rt_change_found *found;
    size_t found_count, found_cap;
};

/* What is not as it was written. */
struct rt_change_found {
    size_t sheet; /* in the grid */
    uint32_t row, col;
    enum rt_code code;
    bool known;  /* what it was */
    size_t more; /* rows below it that are gone, too */
    struct rt_str was, is;
};

/* Reads the record: RT_END where there is none or it is of a later version,
 * RT_FORMAT where it is damaged. */
enum rt_status rt_trace_read(
    struct rt_trace *t, struct rt_error *err) RT_MUST_USE;

/* Hash of what a cell holds; of a formula what it shows. */
uint64_t rt_trace_of(const struct rt_cell *cell);
/* Finds where each row is now, and what in it was changed. */
enum rt_status rt_trace_rows(struct rt_trace *t, struct rt_trace_sheet *s,
    struct rt_error *err) RT_MUST_USE;
/* Judges the items of a list. */
enum rt_status rt_trace_items(
    struct rt_trace *t, int64_t list, struct rt_error *err) RT_MUST_USE;

/* Notes a change. */
enum rt_status rt_trace_note(struct rt_trace *t,
    const struct rt_change_found *change, struct rt_error *err) RT_MUST_USE;
/* The heading of a column that was moved is not a change. */
void rt_trace_drop_moved(struct rt_trace *t, const struct rt_trace_sheet *s);
/* Some cell's value whose part is that. */
bool rt_trace_find(const struct rt_trace *t, uint32_t part, struct rt_str *to);
/* Makes the map of a sheet's columns; its headings have been found. */
enum rt_status rt_trace_map(struct rt_trace *t, struct rt_trace_sheet *s,
    struct rt_error *err) RT_MUST_USE;
/* Which column now has the heading of what was column `col` of the list. */
uint32_t rt_trace_column(const struct rt_trace_sheet *s, uint32_t col);
/* The row that the first item of the sheet is in now. */
uint32_t rt_trace_first(const struct rt_trace_sheet *s);

#endif
