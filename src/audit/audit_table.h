/* The tables of a grid, as the audits see them. */
#ifndef RISKTALLY_AUDIT_TABLE_H
#define RISKTALLY_AUDIT_TABLE_H

#include "form/layout.h"
#include "input/grid.h"

/* Blank rows below which a table has ended. */
enum { RT_GAP_ROWS = 20 };

/* What a row below the header is to an audit. */
enum rt_line {
    RT_LINE_OTHER,    /* notes, totals, headings, what is no row of the table */
    RT_LINE_DATA,     /* a risk, a control, a task */
    RT_LINE_PREPARED, /* nothing typed: the form's formulas wait for it */
};

struct rt_audit;

struct rt_table {
    bool found;   /* a header was recognised */
    bool example; /* 台帳記入例: no real data */
    bool own;     /* the list of a register or plan of this program */
    struct rt_layout layout;
    uint32_t width;                  /* columns up to the last heading */
    int8_t field_of[RT_COLUMNS_MAX]; /* enum rt_field by column */
    uint32_t *groups; /* by index of the grid's row: rows of one profile have
                         formulas of their own; NULL: all the same */
    uint8_t *lines;   /* enum rt_line by index of the grid's row */
    /* By the same: cells with the heading of the header over them, where most
     * headings in the row are that. */
    uint8_t *headings;
    uint32_t first, last; /* rows with data, 0: none */
};

/* The group of rows with a profile's name. */
static inline uint32_t rt_group_of(struct rt_str profile)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < profile.n; i++)
        h = (h ^ (unsigned char)profile.p[i]) * 16777619u;
    return h;
}
/* Whether its rows are assessed: a ledger, a report, or a list of our own. */
bool rt_table_is_assessed(const struct rt_table *t);
/* The field of a column, or NONE. */
enum rt_field rt_table_field(const struct rt_table *t, uint32_t col);
/* What a reader calls the column: the field, the heading, or its letter. */
enum rt_status rt_table_column_name(const struct rt_table *t, uint32_t col,
    enum rt_lang lang, struct rt_buf *out) RT_MUST_USE;
/* The row of a column's heading, 0 where it has none. */
uint32_t rt_table_heading_row(const struct rt_table *t, uint32_t col);
/* Whether people type the field, so that values among formulas are theirs. */
bool rt_field_is_input(enum rt_field f);

/* Whether a sheet of the register shows its list of risks again, counted or
 * row by row: not what was before, nor the findings of the forms. */
bool rt_own_repeats(struct rt_str sheet);
/* Whether it is a sheet of a book of ours that does not: what it quotes beside the
 * name of a department is no figure. */
bool rt_own_quotes(const struct rt_audit *a, size_t sheet);

#endif
