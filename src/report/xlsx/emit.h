/* The rows of a sheet as SpreadsheetML: libxlsxwriter's cells, without a format
 * string, an allocation or a copy for each.
 *
 * Rows come in their order. The cells of a row may come in any, and one that
 * comes again counts. Formats are numbers: those of the workbook's styles.
 * Texts are UTF-8 as a cell may hold them: rt_safe_text makes them so.
 * Nothing here knows what a row means.
 */
#ifndef RISKTALLY_REPORT_EMIT_H
#define RISKTALLY_REPORT_EMIT_H

#include "record/where.h"
#include "report/xlsx/stream.h"

/* `PRINTED` is a prime. */
enum { RT_EMIT_COLS = 512, RT_EMIT_SHARED = 64, RT_EMIT_PRINTED = 61 };

/* A number that was printed. */
struct rt_printed {
    uint64_t bits;
    size_t n; /* of the text; 0: none yet */
    char text[32];
};

/* A formula that cells below each other share: the first has its text. */
struct rt_shared {
    int col;
    size_t pattern, length; /* in `patterns` */
    uint32_t number;        /* of the formula in the sheet */
    uint32_t last;          /* row, 0-based */
    size_t at; /* of the end of its range: in `cells`, then in the text */
    bool placed;
};

struct rt_emit {
    struct rt_stream out;
    uint32_t row; /* the row being written, 0-based */
    struct rt_buf cells;
    size_t count;
    struct {
        int col;
        size_t end; /* of its text in `cells` */
    } list[RT_EMIT_COLS];
    char letters[RT_EMIT_COLS][RT_LETTERS];
    char number[16]; /* of the row */
    size_t digits;
    struct rt_printed printed[RT_EMIT_PRINTED];
    /* of the piece being made */
    struct rt_shared shared[RT_EMIT_SHARED];
    size_t shared_count;
    struct rt_buf patterns;
    uint32_t shared_number; /* so far in the sheet */
    /* what has been written: 0-based, `first` over `last` for nothing */
    uint32_t first_row, last_row;
    int first_col, last_col;
};

void rt_emit_init(struct rt_emit *e, struct rt_deflate *deflate,
    const char *dir, struct rt_error *err);
void rt_emit_fini(struct rt_emit *e);

/* The cells that follow are of this row; earlier ones are finished. */
void rt_emit_row(struct rt_emit *e, uint32_t row);
/* The row is finished and has this height, in points; without this it has the
 * sheet's, and only where it has cells. */
void rt_emit_end(struct rt_emit *e, uint32_t row, double height);
/* All rows are there. */
void rt_emit_finish(struct rt_emit *e);

void rt_emit_blank(struct rt_emit *e, int col, int format);
void rt_emit_text(struct rt_emit *e, int col, int format, struct rt_str text);
void rt_emit_number(struct rt_emit *e, int col, int format, double value);
/* With the value that the formula gives: a text, or else (NULL) a number. */
typedef void rt_emit_formula_fn(struct rt_emit *e, int col, int format,
    struct rt_str formula, const struct rt_str *text, double number);
rt_emit_formula_fn rt_emit_formula;
/* The same for a formula that other rows have too: each '#' is the row's number,
 * and nothing else differs. Its text is written once for many rows, unless
 * spreadsheets would not share it. */
rt_emit_formula_fn rt_emit_repeat;

/* The text as a cell can hold it: cut at Excel's length, line ends and what XML
 * cannot hold replaced. In `room`, if it is not what it was. */
enum rt_status rt_safe_text(
    struct rt_str *text, struct rt_buf *room) RT_MUST_USE;

#endif
