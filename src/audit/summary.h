/* Blocks of counts beside a list or on a sheet of their own: リスク大 3件, 中
 * 5件, 合計 10件, by department, by medium.
 *
 * A block is known by what its figures are labelled with: two classes, two
 * departments or two media. Blocks of something else (last time's, the
 * residual risks', the planned ones) are passed over: only where it is clear
 * what is counted is anything said.
 */
#ifndef RISKTALLY_AUDIT_SUMMARY_H
#define RISKTALLY_AUDIT_SUMMARY_H

#include "audit/audit.h"

/* A figure of a block, and what the list says. */
struct rt_figure {
    size_t sheet;
    uint32_t row, col;           /* 1-based, 0-based */
    double value;                /* NAN: a formula without a stored result */
    bool blank, text;            /* of own_figures.h: not even a number */
    struct rt_str label[2];      /* along the block and across, or empty */
    enum rt_class class;         /* NONE: all, or: */
    bool open;                   /* those without a class */
    uint32_t department, medium; /* 0: all */
    uint64_t right;
    bool computed; /* most of its block are formulas */
    bool is_share; /* a share of the count beside it, not a count: */
    double share;
    size_t list; /* the sheet that was counted; SIZE_MAX: all lists */
};

/* Where a block is, with its title. */
struct rt_block {
    size_t sheet;
    struct rt_range at;
};

struct rt_summaries {
    struct rt_figure *figures;
    size_t figure_count, figure_cap;
    struct rt_block *blocks;
    size_t block_count, block_cap;
};

/* Finds the blocks of a file whose tables are known; what is found lives in
 * the arena. */
enum rt_status rt_summaries_find(const struct rt_audit *audit,
    struct rt_arena *arena, struct rt_summaries *out,
    struct rt_error *err) RT_MUST_USE;
/* Adds one of our own books (own_figures.h), which may be blank or a text: what
 * the cell shows is filled in. */
enum rt_status rt_figure_add(struct rt_summaries *s, struct rt_arena *arena,
    const struct rt_figure *g, const struct rt_cell *cell,
    struct rt_error *err) RT_MUST_USE;
bool rt_is_figure(
    const struct rt_summaries *s, size_t sheet, uint32_t col, uint32_t row);
/* s NULL: there is none. */
bool rt_in_summary(
    const struct rt_summaries *s, size_t sheet, uint32_t col, uint32_t row);

#endif
