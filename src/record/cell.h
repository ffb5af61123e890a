/* A cell, a row of cells and a range, as every reader of files gives them. */
#ifndef RISKTALLY_CELL_H
#define RISKTALLY_CELL_H

#include "base/text.h"

enum rt_cell_type {
    RT_CELL_STRING,  /* text; may be "" (a formula that gave "") */
    RT_CELL_NUMBER,  /* number, and text = the digits as stored */
    RT_CELL_DATE,    /* a number whose format shows a date, or t="d":
                        text = ISO 8601 "2026-09-30" or
                        "2026-09-30T12:00:00"; number = the serial as
                        stored (0 for t="d") */
    RT_CELL_BOOL,    /* number 0 or 1, text "TRUE" or "FALSE" */
    RT_CELL_ERROR,   /* text = "#N/A", "#REF!", … */
    RT_CELL_NO_VALUE /* a formula without a stored value; text is "" */
};

/* How much of a cell's text is crossed out. */
enum rt_struck { RT_STRUCK_NONE, RT_STRUCK_PART, RT_STRUCK_ALL };

enum rt_shown { RT_SHOWN_NOTHING = ' ', RT_SHOWN_OTHER = '?' };

/* One cell that holds something: cells with only a style are not listed.
 * Views are valid until the next rt_rows_next on the same rows. */
struct rt_cell {
    uint32_t col; /* 0-based: A is 0; for CSV the field number less one */
    enum rt_cell_type type;
    double number;
    struct rt_str text;
    struct rt_str formula; /* its text without '='; empty for the followers
                              of a shared formula and where there is none */
    uint32_t shared;       /* which shared formula of the sheet it belongs to,
                              counted from 1; 0: none */
    /* The size of the block an array formula fills, of which this is the
     * first cell; the others do not say that they are part of it. 0: none. */
    uint32_t array_rows;
    uint16_t array_cols;
    bool is_formula;      /* has an <f>, whether or not its text is there */
    bool date1904;        /* of a number or date: days are counted from 1904 */
    unsigned char struck; /* enum rt_struck */
    /* What its format shows in place of a whole number from 0 to 9: a digit,
     * or one of enum rt_shown; 0 for the number itself. */
    char shown;
};

/* Millions of them are walked through: a cell is a line of the cache. */
_Static_assert(sizeof(struct rt_cell) <= 64, "a cell is too large");

/* Its text, whatever it holds, or only where that is a text; "" without a
 * cell. */
static inline struct rt_str rt_cell_text(const struct rt_cell *c)
{
    return c ? c->text : RT_STR_NONE;
}

static inline struct rt_str rt_cell_string(const struct rt_cell *c)
{
    return c && c->type == RT_CELL_STRING ? c->text : RT_STR_NONE;
}

struct rt_row {
    uint32_t number; /* 1-based: the sheet's row; for CSV the line on which
                        the record begins */
    bool hidden;
    size_t count; /* cells, in ascending column order, no column twice */
    const struct rt_cell *cells;
    /* Not NULL where this record could not be read as it should (a CSV's
     * undecodable byte, a NUL, a torn quote): why, as a finding. The cells hold
     * what could be read, bad bytes as U+FFFD; the caller rejects the row and
     * continues. */
    const struct rt_error *problem;
    uint32_t fields; /* of a CSV's record, blank ones too; else 0 */
};

/* A range, 0-based columns, 1-based rows, both ends included. */
struct rt_range {
    uint32_t row1, col1, row2, col2;
};

#endif
