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
 * A workbook (.xlsx, .xlsm; recognised by its bytes, not its name) has its
 * sheets in the order of the tabs; chart and dialogue sheets are not listed. A
 * CSV file is a book of one sheet whose name is empty. Memory: one row, the
 * shared strings, and a few buffers; no sheet is ever held whole.
 *
 * Failures are RT_FORMAT, RT_LIMIT, RT_REFUSED (with a finding code of family
 * IN in err->code), RT_IO or RT_NOMEM. After a failure of rt_rows_next the rows
 * given so far remain valid; the caller decides whether to use them.
 */
#ifndef RISKTALLY_BOOK_H
#define RISKTALLY_BOOK_H

#include "base/arena.h"
#include "base/limits.h"
#include "record/cell.h"

enum rt_book_kind { RT_BOOK_XLSX, RT_BOOK_CSV };

struct rt_sheet {
    struct rt_str name; /* UTF-8, as on the tab; "" for CSV */
    bool hidden;        /* hidden or very hidden */
    bool nowhere;       /* the book does not say where its rows are */
};

/* What is written otherwise than the format asks and was read all the same, as
 * other programs read it. */
enum rt_odd {
    RT_ODD_SPLIT_ROW,   /* a row in several pieces, which were joined */
    RT_ODD_WHOLE_MERGE, /* a merged range over whole columns or rows */
    RT_ODD_NO_DAY,      /* a date that the calendar does not have: text */
    RT_ODD_COUNT
};

/* How often one was met on a sheet, and where first. */
struct rt_oddity {
    uint64_t count;
    uint32_t row, col; /* 1-based, 0: none */
};

struct rt_book;
struct rt_rows;

/* `encoding` names a CSV's encoding ("CP932", "UTF-8", "UTF-16LE", …; NULL:
 * detected from the bytes); ignored for workbooks. */
enum rt_status rt_book_open(const char *path, const struct rt_limits *limits,
    const char *encoding, struct rt_book **out,
    struct rt_error *err) RT_MUST_USE;
void rt_book_close(struct rt_book *book);

enum rt_book_kind rt_book_kind(const struct rt_book *book);
/* For CSV: the encoding that was found ("CP932", "UTF-8", "UTF-16LE",
 * "UTF-16BE"); "" for workbooks. */
const char *rt_book_encoding(const struct rt_book *book);

size_t rt_book_sheet_count(const struct rt_book *book);
const struct rt_sheet *rt_book_sheet(const struct rt_book *book, size_t i);
/* What people wrote onto a sheet's cells beside what is in them. */
struct rt_comment {
    uint32_t row, col; /* 1-based */
    struct rt_str text;
};

/* In the order of the file, none of a CSV file; all lives in `arena`. */
enum rt_status rt_book_comments(struct rt_book *book, size_t sheet,
    struct rt_arena *arena, struct rt_comment **out, size_t *count,
    struct rt_error *err) RT_MUST_USE;
/* Where the links lead that people put on cells, by row and column. */
enum rt_status rt_book_links(struct rt_book *book, size_t sheet,
    struct rt_arena *arena, struct rt_comment **out, size_t *count,
    struct rt_error *err) RT_MUST_USE;
/* What the defined name means, without '='; empty where the book does not say,
 * or it means several things on several sheets. */
struct rt_str rt_book_name(const struct rt_book *book, struct rt_str name);
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
/* Before the first row: those of a large book are read ahead in a thread of its
 * own. Nothing else is asked of the book until they have ended. */
enum rt_status rt_rows_ahead(const struct rt_book *book, struct rt_rows *rows,
    struct rt_error *err) RT_MUST_USE;

/* The row's cell in a column (0-based), or NULL; NULL for a column below 0. */
const struct rt_cell *rt_row_cell(const struct rt_row *row, int32_t col);

/* Known once rt_rows_next has returned RT_END (the file lists merged ranges
 * after the cells); before that the count is 0. */
const struct rt_range *rt_rows_merges(const struct rt_rows *rows, size_t *n);
/* RT_ODD_COUNT of them, of the rows given so far; NULL of a CSV file. */
const struct rt_oddity *rt_rows_odd(const struct rt_rows *rows);
/* Known from the first row on; of rows that are read ahead from the end on. */
bool rt_rows_column_hidden(const struct rt_rows *rows, uint32_t col);

/* "J12" for column 9, row 12. `to` needs 16 bytes. */
void rt_cell_ref(uint32_t col, uint32_t row, char to[16]);

#endif
