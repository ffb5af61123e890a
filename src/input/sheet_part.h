/* One worksheet, row by row.
 *
 * Three layers, one file each: sheet_part.c turns the part's elements into rows of
 * raw cells; cell.c gives a raw cell its type and value; sheet_rows.c puts
 * rows into order and hands them out.
 */
#ifndef INPUT_SHEET_H
#define INPUT_SHEET_H

#include "input/book.h"
#include "input/workbook.h"

/* Excel's own bounds (ECMA-376 does not name them; its specifications do). */
enum { IN_ROWS = 1048576, IN_COLUMNS = 16384 };

enum in_type {
    IN_TYPE_NUMBER,
    IN_TYPE_SHARED,
    IN_TYPE_INLINE,
    IN_TYPE_STRING,
    IN_TYPE_BOOL,
    IN_TYPE_ERROR,
    IN_TYPE_DATE
};

/* A cell as it is in the file. Texts are offsets into the row's buffer, which
 * may move while the row is being read. */
struct in_raw {
    uint32_t col, style;
    enum in_type type;
    bool formula, has_value;
    bool crosses;        /* the run of an inline string at hand */
    bool crossed, plain; /* some run of it is crossed out, some is not */
    size_t value, value_len;
    size_t code, code_len; /* the formula's text */
    uint32_t shared;       /* of a shared formula: its number plus one */
    uint32_t array_rows, array_cols;
    bool no_day; /* found: it says that it is a date, and is none */
};

/* Where a listed cell's texts are, until the row is whole. */
struct in_span {
    size_t text, code;
    bool own; /* the text is in the row's buffer, not a shared string */
};

struct in_slot {
    uint32_t number;
    bool hidden, sorted;
    struct rt_cell *cells;
    struct in_span *spans;
    size_t count, cap, span_cap;
    struct rt_buf text;
    size_t shared; /* bytes of its shared strings */
};

enum rt_status rt_slot_init(
    struct in_slot *s, const struct rt_limits *limits) RT_MUST_USE;
void rt_slot_fini(struct in_slot *s);
void rt_slot_clear(struct in_slot *s);

/* Types the cell and appends it to the row, unless it holds nothing. */
enum rt_status rt_cell_add(struct in_slot *slot, struct in_raw *raw,
    const struct in_workbook *w, struct rt_error *err) RT_MUST_USE;
/* Appends another piece of the same row. */
enum rt_status rt_slot_join(struct in_slot *slot, const struct in_slot *piece,
    struct rt_error *err) RT_MUST_USE;
/* Turns offsets into views and puts the cells into order, when the row is
 * whole. False if a column occurs twice; *col is which. */
bool rt_slot_finish(struct in_slot *slot, uint32_t *col);

/* "J12", "$j$12", "J": column 0-based, row 1-based or 0 where there is none.
 * False for what is no address or beyond Excel's bounds. */
bool rt_parse_ref(const char *s, uint32_t *col, uint32_t *row);
/* "A1:B2", "A1", or whole columns "A:B" or rows "1:2"; corners in any order. */
bool rt_parse_range(const char *s, struct rt_range *out);

struct in_sheet {
    struct in_workbook *w;
    struct in_xml xml;
    bool seen_root, hidden_row;
    struct in_slot *slot; /* being filled */
    struct in_raw raw;
    uint32_t row, col; /* the next row and column without an address */
    uint32_t shown;    /* the row's number; 0 until it is known */
    bool row_has_ref;
    uint64_t col_elements, rows;
    uint8_t *hidden_cols; /* IN_COLUMNS of them, or NULL */
    struct rt_range *merges;
    size_t merge_count, merge_cap;
    struct rt_oddity odd[RT_ODD_COUNT];
};

/* Counts one more; the first keeps its place. */
void rt_odd(struct rt_oddity *o, uint32_t row, uint32_t col);

enum rt_status rt_sheet_open(struct in_sheet *s, struct in_workbook *w,
    const char *part, struct rt_error *err) RT_MUST_USE;
/* Fills `slot` with the next row that has cells: RT_ROW, RT_END, failure. */
enum rt_status rt_sheet_next(
    struct in_sheet *s, struct in_slot *slot, struct rt_error *err) RT_MUST_USE;
void rt_sheet_close(struct in_sheet *s);

/* Rows in ascending order (see sheet_rows.c). */
struct in_sheet_rows;

enum rt_status rt_sheet_rows_open(struct in_workbook *w, size_t tab,
    struct in_sheet_rows **out, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_sheet_rows_next(struct in_sheet_rows *r, struct rt_row *row,
    struct rt_error *err) RT_MUST_USE;
void rt_sheet_rows_close(struct in_sheet_rows *r);
const struct rt_range *rt_sheet_rows_merges(
    const struct in_sheet_rows *r, size_t *n);
const struct rt_oddity *rt_sheet_rows_odd(const struct in_sheet_rows *r);
bool rt_sheet_rows_hidden(const struct in_sheet_rows *r, uint32_t col);

#endif
