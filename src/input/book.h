/* Rows of cells out of any input file, whatever its format.
 *
 *     struct rt_book *book;
 *     rc = rt_book_open(path, &limits, encoding, &book, &err);
 *     for (size_t i = 0; i < rt_book_sheet_count(book); i++) {
 *         rc = rt_rows_open(book, i, &rows, &err);
 *         while ((rc = rt_rows_next(rows, &row, &err)) == RT_ROW)
 *             … row->cells[0 .. row->count-1] …
 *         if (rc == RT_END)
 *             … rt_rows_merges(rows, &n) …
 *         rt_rows_close(rows);
 *     }
 *     rt_book_close(book);
 *
 * A workbook (.xlsx, .xlsm; told from its bytes, not its name) has its sheets
 * in the order of the tabs; chart and dialogue sheets are not listed. A CSV
 * file is a book of one sheet whose name is empty. Memory: one row, the
 * shared strings, and a few buffers; no sheet is ever held whole.
 *
 * Failures are RT_FORMAT, RT_LIMIT, RT_REFUSED (with a finding code of family
 * IN in err->code), RT_IO or RT_NOMEM. After a failure of rt_rows_next the
 * rows so far stand; the caller decides what they are worth.
 */
#ifndef RISKTALLY_BOOK_H
#define RISKTALLY_BOOK_H

#include "base/limits.h"
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

/* One cell that holds something: cells with only a style are not listed.
 * Views are valid until the next rt_rows_next on the same rows. */
struct rt_cell {
    uint32_t col; /* 0-based: A is 0; for CSV the field number less one */
    enum rt_cell_type type;
    bool is_formula; /* has an <f>, whether or not its text is there */
    double number;
    struct rt_str text;
    struct rt_str formula; /* its text without '='; empty for the followers
                              of a shared formula and where there is none */
    uint32_t shared;       /* which shared formula of the sheet it belongs to,
                              counted from 1; 0: none */
    /* The size of the block an array formula fills, of which this is the
     * first cell; the others do not say that they are part of it. 0: none. */
    uint32_t array_rows, array_cols;
};

struct rt_row {
    uint32_t number; /* 1-based: the sheet's row; for CSV the line on which
                        the record begins */
    bool hidden;
    size_t count; /* cells, in ascending column order, no column twice */
    const struct rt_cell *cells;
    /* Not NULL where this record could not be read as it should (a CSV's
     * undecodable byte, a NUL, a torn quote): why, as a finding. The cells
     * hold what could be read, bad bytes as U+FFFD; the caller rejects the
     * row and goes on. */
    const struct rt_error *problem;
};

/* A range, 0-based columns, 1-based rows, both ends included. */
struct rt_range {
    uint32_t row1, col1, row2, col2;
};

enum rt_book_kind { RT_BOOK_XLSX, RT_BOOK_CSV };

struct rt_sheet {
    struct rt_str name; /* UTF-8, as on the tab; "" for CSV */
    bool hidden;        /* hidden or very hidden */
};

struct rt_book;
struct rt_rows;

/* `encoding` names a CSV's encoding ("CP932", "UTF-8", "UTF-16LE", …; NULL:
 * told from the bytes); ignored for workbooks. */
enum rt_status rt_book_open(const char *path, const struct rt_limits *limits,
    const char *encoding, struct rt_book **out,
    struct rt_error *err) RT_MUST_USE;
void rt_book_close(struct rt_book *book);

enum rt_book_kind rt_book_kind(const struct rt_book *book);
/* For CSV: the encoding ("CP932", "UTF-8", "UTF-16LE", "UTF-16BE") and the
 * separator (',' '\t' ';') that were found; "" and 0 for workbooks. */
const char *rt_book_encoding(const struct rt_book *book);
char rt_book_separator(const struct rt_book *book);

size_t rt_book_sheet_count(const struct rt_book *book);
const struct rt_sheet *rt_book_sheet(const struct rt_book *book, size_t i);
/* Whether the workbook asks for manual calculation. */
bool rt_book_manual_calc(const struct rt_book *book);

/* Several rows may be open at once, one per sheet. */
enum rt_status rt_rows_open(struct rt_book *book, size_t sheet,
    struct rt_rows **out, struct rt_error *err) RT_MUST_USE;
/* RT_ROW with *row filled in, RT_END, or a failure. Rows come in ascending
 * order of number; rows without any listed cell are left out, except that a
 * CSV's blank records are given with count 0. */
enum rt_status rt_rows_next(
    struct rt_rows *rows, struct rt_row *row, struct rt_error *err) RT_MUST_USE;
void rt_rows_close(struct rt_rows *rows);

/* Known once rt_rows_next has answered RT_END (merged ranges stand behind
 * the cells in the file); before that the count is 0. */
const struct rt_range *rt_rows_merges(const struct rt_rows *rows, size_t *n);
/* Known from the first row on. */
bool rt_rows_column_hidden(const struct rt_rows *rows, uint32_t col);

/* "J12" for column 9, row 12. `to` needs 16 bytes. */
void rt_cell_ref(uint32_t col, uint32_t row, char to[16]);

#endif
