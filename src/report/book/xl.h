/* Writing workbooks: libxlsxwriter with the edges taken off.
 *
 * Private to src/report. The library makes everything but the rows; those are
 * ours (report/xlsx). What is added to the library:
 *
 *   - one place for fonts, colours and formats (enum rt_xf), so that all sheets
 *     look alike;
 *   - sticky errors: a sheet's writer returns nothing, the first failure is
 *     kept in struct rt_xl and comes back from rt_xl_close, so that every
 *     result of the library is checked, and callers need no checks;
 *   - text that is always safe: never a formula, never too long, never a
 *     character that XML cannot hold;
 *   - columns as a table (struct rt_col), from which the header, the rows and
 *     the explanation on the legend sheet are made;
 *   - lists that continue on a further sheet when one is full.
 *
 * A sheet is written from its first row to its last; `s->row` is the row being
 * written, 0-based as all rows and columns here.
 */
#ifndef RISKTALLY_REPORT_XL_H
#define RISKTALLY_REPORT_XL_H

#include "record/book_lines.h"
#include "record/book_words.h"
#include "record/trace.h"
#include "report/report.h"
#include "report/xlsx/emit.h"

#include <xlsxwriter.h>

struct rt_list;
struct rt_xl_sheet;
struct rt_xl_trace;

/* What a cell holds: a text or a number, or a formula that gives it; NULL text
 * for a number, NULL formula for none. */
struct rt_traced {
    const struct rt_str *text;
    double number;
    const char *formula;
};

enum rt_xf {
    RT_XF_TITLE,
    RT_XF_NOTE,
    RT_XF_SECTION,
    RT_XF_PLAIN, /* text of a letter */
    RT_XF_HEAD,
    RT_XF_GROUP,
    /* cells of lists */
    RT_XF_TEXT,
    RT_XF_SMALL,
    RT_XF_CENTER,
    RT_XF_SCORE,
    RT_XF_COMPUTED,
    RT_XF_COUNT_,
    RT_XF_PERCENT,
    RT_XF_DATE,
    /* boxed cells of small tables */
    RT_XF_BOX_LABEL,
    RT_XF_BOX_TEXT,
    RT_XF_BOX_CENTER,
    RT_XF_BOX_NUMBER,
    RT_XF_BOX_PERCENT,
    RT_XF_BOX_SMALL,
    RT_XF_BOX_INPUT,
    RT_XF_BOX_HINT,
    RT_XF_BOX_TOTAL,
    RT_XF_BOX_TOTAL_PERCENT,
    RT_XF_BOX_TOTAL_TEXT,
    RT_XF_BOX_TOTAL_NAME,
    RT_XF_BOX_TOTAL_SMALL,
    RT_XF_TILE,
    RT_XF_HEAT_SUM,
    RT_XF_HEAT_LOW, /* in the order of enum rt_class */
    RT_XF_HEAT_MEDIUM,
    RT_XF_HEAT_HIGH,
    /* the same with lines of acceptance: see rt_xl_heat */
    RT_XF_HEAT_LINED,
    RT_XF_HEAT_LINED_LAST = RT_XF_HEAT_LINED + 26,
    RT_XF_CLASS_LOW, /* the word itself, in the same order */
    RT_XF_CLASS_MEDIUM,
    RT_XF_CLASS_HIGH,
    RT_XF_LINK,
    /* of the blank form: what people fill in (unlocked), what is computed,
     * what is given */
    RT_XF_FORM_TEXT,
    RT_XF_FORM_CENTER,
    RT_XF_FORM_DATE,
    /* the same for the example, which is not to be typed into */
    RT_XF_SHOWN_TEXT,
    RT_XF_SHOWN_CENTER,
    RT_XF_SHOWN_DATE,
    RT_XF_FORM_OUT,
    RT_XF_FORM_OUT_TEXT,
    RT_XF_FORM_GIVEN,
    RT_XF_FORM_GIVEN_CENTER,
    RT_XF_FORM_BODY,
    RT_XF_FORM_LABEL, /* at the top of several rows */
    RT_XF_SMALL_LINK,
    RT_XF_BOX_LINK,
    RT_XF_PLAIN_LINK,
    /* for conditional formats only */
    RT_XF_IF_LOW,
    RT_XF_IF_MEDIUM,
    RT_XF_IF_HIGH,
    RT_XF_IF_TOTAL,
    RT_XF_IF_BAND,
    RT_XF_IF_ALARM,
    RT_XF_IF_PROPOSED, /* italic, too */
    RT_XF_IF_LINK,
    RT_XF_COUNT
};

/* A matrix cell's format: by its class, and the line that the levels' acceptance
 * draws on its left and below it (enum rt_zone, ACCEPTABLE for none): broken
 * where a signature is needed from there on, thick where it is never
 * acceptable. */
static inline enum rt_xf rt_xl_heat(
    enum rt_class class, enum rt_zone left, enum rt_zone below)
{
    return RT_XF_HEAT_LINED + ((int)class * 3 + (int)left) * 3 + (int)below;
}

enum {
    RT_XL_ROWS = 1048576,      /* rows a sheet has, the most of a run's */
    RT_XL_SHEETS = 64,         /* more than any run needs: 64 million risks */
    RT_XL_COLS = RT_EMIT_COLS, /* columns that a sheet here may have */
    RT_XL_BREAKS = 200         /* page breaks; further blocks may be split */
};

struct rt_xl {
    lxw_workbook *wb;
    lxw_format *xf[RT_XF_COUNT];
    lxw_worksheet *sheets[RT_XL_SHEETS];
    struct rt_emit *rows[RT_XL_SHEETS];
    size_t sheet_count;
    struct rt_deflate *deflate;
    const struct rt_run *run;
    const char *path;
    enum rt_status rc; /* the first failure */
    struct rt_error *err;
    struct rt_buf text;
    struct rt_xl_trace *trace; /* NULL: the book keeps no record; else: */
    void (*trace_cell)(
        struct rt_xl_sheet *s, int col, const struct rt_traced *cell);
    char dir[4096]; /* of temporary files */
};

/* Rows have the height their text needs: spreadsheets differ in whether they
 * find it out themselves when they open a file. */
struct rt_xl_sheet {
    struct rt_xl *xl;
    lxw_worksheet *ws;
    struct rt_emit *rows;
    uint32_t row;
    double widths[RT_XL_COLS];
    double height;  /* of the row so far, points */
    double page, y; /* height of a printed page, and what is used of it */
    uint32_t links; /* written so far */
    lxw_row_t breaks[RT_XL_BREAKS + 1];
    size_t break_count;
};

/* --- book ----------------------------------------------------------------- */

/* `title` becomes a document property. After a failure everything below does
 * nothing; rt_xl_close is still to be called. */
void rt_xl_open(struct rt_xl *xl, const char *path, const struct rt_run *run,
    const char *title, struct rt_error *err);
/* Writes the file, checks that it arrived whole, frees everything; returns
 * the first failure there was. */
enum rt_status rt_xl_close(struct rt_xl *xl) RT_MUST_USE;
/* Keeps a failure of another piece; RT_OK, RT_ROW and RT_END are none. */
void rt_xl_keep(struct rt_xl *xl, enum rt_status rc);
/* The next record, unless something has failed; after the last one the cursor
 * is closed. */
#define rt_xl_row(xl, cursor, record)                                          \
    rt_xl_next_row(xl, cursor, record, sizeof *(record))
bool rt_xl_next_row(
    struct rt_xl *xl, struct rt_cursor *cursor, void *record, size_t size);
/* Keeps a failure of the library. */
void rt_xl_lib(struct rt_xl *xl, lxw_error rc, const char *what);

/* Of a sheet. */
#define rt_max_rows(run) ((run)->max_rows ? (run)->max_rows : RT_XL_ROWS)

/* --- record --------------------------------------------------------------- */

/* From here on the book keeps a record of what is written (record/trace.h);
 * rt_xl_trace_end puts it into a last sheet and is called in any case. */
void rt_xl_trace_begin(struct rt_xl *xl);
void rt_xl_trace_end(struct rt_xl *xl);
/* Items of a list follow; each is a row between `row` and `row_end`. */
void rt_xl_trace_items(struct rt_list *list);
void rt_xl_trace_row(struct rt_xl *xl);
void rt_xl_trace_row_end(struct rt_xl *xl);
void rt_xl_trace_list_end(struct rt_xl *xl);

/* --- sheet ---------------------------------------------------------------- */

enum rt_paper { RT_A4, RT_A3 };

/* Landscape, one page wide, page numbers in the footer, opens at A1. */
void rt_xl_sheet(struct rt_xl *xl, struct rt_xl_sheet *s, const char *name,
    enum rt_paper paper);
void rt_xl_width(struct rt_xl_sheet *s, int first, int last, double width);
void rt_xl_hide(struct rt_xl_sheet *s, int col);
/* The current row is at least this high. */
void rt_xl_height(struct rt_xl_sheet *s, double points);
/* Ends the current row. */
void rt_xl_next(struct rt_xl_sheet *s);
/* Page breaks can be set from here on. The capacity of a page is computed at
 * this scale; the sheet still prints one page wide, because the width of its
 * columns depends on the fonts of the printing machine. */
void rt_xl_pages(struct rt_xl_sheet *s, int percent);
/* The next `points` belong together: a new page where they do not fit. */
void rt_xl_together(struct rt_xl_sheet *s, double points);
/* Below a blank row, a heading that belongs to them. */
void rt_xl_section(
    struct rt_xl_sheet *s, int col, enum rt_word w, double points);
/* No header rows on further pages, where they would not belong. */
void rt_xl_no_repeat(struct rt_xl_sheet *s);
/* Sets the page breaks: to be called last. */
void rt_xl_finish(struct rt_xl_sheet *s);
/* How high a row must be for the text in a column of that width. */
double rt_xl_text_height(struct rt_str text, double width, double size);
/* Empty text writes a blank cell. */
void rt_xl_str(
    struct rt_xl_sheet *s, int col, enum rt_xf xf, struct rt_str text);
/* A text that was made for the cell; frees the writer. */
void rt_xl_take(
    struct rt_xl_sheet *s, int col, enum rt_xf xf, struct rt_writer *text);
/* What an assessment lacks (RT_MISSING_…), as a list of words. */
void rt_xl_missing(
    struct rt_xl_sheet *s, int col, enum rt_xf xf, unsigned missing);
void rt_xl_z(struct rt_xl_sheet *s, int col, enum rt_xf xf, const char *text);
/* In the language of the run. */
void rt_xl_say(struct rt_xl_sheet *s, int col, enum rt_xf xf, const char *ja,
    const char *en);
void rt_xl_print(struct rt_xl_sheet *s, int col, enum rt_xf xf, const char *fmt,
    ...) RT_PRINTF(4, 5);
void rt_xl_word(struct rt_xl_sheet *s, int col, enum rt_xf xf, enum rt_word w);
/* The same as the end of its row. */
void rt_xl_line(struct rt_xl_sheet *s, int col, enum rt_xf xf, enum rt_word w);
/* A row of headings, from `col` on. */
#define rt_xl_heads(s, col, words)                                             \
    rt_xl_head_row(s, col, words, (int)RT_COUNT(words))
void rt_xl_head_row(
    struct rt_xl_sheet *s, int col, const enum rt_word *words, int count);
/* The same where headings may be over several columns. */
/* A row of headings of our books. */
void rt_xl_book_line(struct rt_xl_sheet *s, enum rt_book_line_id line);
#define rt_xl_spans(s, spans) rt_xl_span_row(s, spans, RT_COUNT(spans))
void rt_xl_span_row(
    struct rt_xl_sheet *s, const struct rt_span *spans, size_t count);
void rt_xl_num(struct rt_xl_sheet *s, int col, enum rt_xf xf, double value);
/* A number that may be unknown (negative): then a blank cell. */
void rt_xl_known(struct rt_xl_sheet *s, int col, enum rt_xf xf, int value);
/* A priority, 0 for none. */
void rt_xl_rank(struct rt_xl_sheet *s, int col, enum rt_xf xf, int value);
/* Formulas are given without '='. A negative value means "": not known. Without
 * a formula (NULL or "") the number is written. */
void rt_xl_formula(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const char *formula, double value);
void rt_xl_formula_z(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const char *formula, const char *value);
/* The same in printf's way, each '#' the row's number (see RT_COL). */
void rt_xl_formulaf(struct rt_xl_sheet *s, int col, enum rt_xf xf, double value,
    const char *fmt, ...) RT_PRINTF(5, 6);
void rt_xl_formulaf_z(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const char *value, const char *fmt, ...) RT_PRINTF(5, 6);
/* A formula that all rows have, as a pattern: '#' is the row's number. */
void rt_xl_repeat(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const char *pattern, double value);
void rt_xl_repeat_z(struct rt_xl_sheet *s, int col, enum rt_xf xf,
    const char *pattern, const char *value);
/* The SUM of a range (0-based, both ends in it). */
void rt_xl_sum(struct rt_xl_sheet *s, int col, enum rt_xf xf, double value,
    uint32_t row1, int col1, uint32_t row2, int col2);
/* Whether a cell holds the text as a date: an ISO date from 1901 on. */
bool rt_xl_is_date(struct rt_str iso);
/* Such a date as one, so that it sorts and filters; other text as it is. */
void rt_xl_date(
    struct rt_xl_sheet *s, int col, enum rt_xf xf, struct rt_str iso);
/* Text that leads to a place in another file (of a CSV the file alone), at
 * `way` from this one (with slashes). The text alone where there is no way
 * (NULL) or where no spreadsheet would find it. */
void rt_xl_link(struct rt_xl_sheet *s, int col, enum rt_xf xf, const char *way,
    const struct rt_where *place, const char *text);
/* Makes the cell lead to another of the book; what it holds is written after
 * that. */
void rt_xl_jump(struct rt_xl_sheet *s, int col, const char *sheet, uint32_t row,
    int to_col);
/* Merges a range whose cells are written by the caller. */
void rt_xl_merge(
    struct rt_xl_sheet *s, uint32_t row1, int col1, uint32_t row2, int col2);
/* Text over several cells of the current row. */
void rt_xl_across(struct rt_xl_sheet *s, int col1, int col2, enum rt_xf xf,
    struct rt_str text);
void rt_xl_word_across(
    struct rt_xl_sheet *s, int col1, int col2, enum rt_xf xf, enum rt_word w);
/* Where `formula` (relative to the first cell) is true, the format holds. */
void rt_xl_if(struct rt_xl_sheet *s, uint32_t row1, int col1, uint32_t row2,
    int col2, const char *formula, enum rt_xf xf);
/* Title and a note below it; leaves s->row after them. */
void rt_xl_title(
    struct rt_xl_sheet *s, int col, const char *title, const char *note);

/* --- charts --------------------------------------------------------------- */

enum { RT_BAR_PARTS = 4 };

/* Stacked bars over numbers of a sheet: a row is a bar, neighbouring columns
 * are its parts. */
struct rt_bars {
    bool lying; /* the first on top, as in the table; else upright */
    const char *sheet;
    uint32_t first, last; /* 0-based rows */
    int label, from;      /* columns: of the bar's name, of its first part */
    enum rt_word title;   /* RT_W_COUNT: none */
    enum rt_word names[RT_BAR_PARTS]; /* RT_W_COUNT: no such part */
    uint32_t colors[RT_BAR_PARTS];
    uint16_t gap;  /* between two bars, in percent of one */
    bool outlined; /* parts are distinct without colours, too */
    bool numbered; /* each part says its number */
};

/* The parts of bars by class, in the columns of a table's order. */
#define RT_CLASS_BARS                                                          \
    .names = {RT_W_CLASS_HIGH, RT_W_CLASS_MEDIUM, RT_W_CLASS_LOW,              \
        RT_W_SUM_UNASSESSED},                                                  \
    .colors = {0xC0504D, 0xF2B134, 0x7FB77E, 0xBFBFBF}

/* The options of a chart for its size in pixels; the library's is 480 × 288. */
#define RT_CHART_SIZE(width, height)                                           \
    .x_scale = (width) / 480.0, .y_scale = (height) / 288.0

/* NULL after a failure. */
lxw_chart *rt_xl_bars(struct rt_xl *xl, const struct rt_bars *bars);
/* Puts it on the sheet; NULL puts none. */
void rt_xl_chart(struct rt_xl_sheet *s, lxw_chart *chart, uint32_t row, int col,
    lxw_chart_options options);

/* --- columns -------------------------------------------------------------- */

struct rt_line;
typedef void rt_fill_fn(const struct rt_line *line);

enum rt_fill {
    RT_FILL_OF,   /* the member of the record at `at`, as its type is written */
    RT_FILL_CALL, /* what `call` writes */
    RT_FILL_NUMBER, /* the row's number in the list, from 1 */
    RT_FILL_NONE,   /* for people to fill in */
    /* what is at `at`: */
    RT_FILL_STR,         /* struct rt_str */
    RT_FILL_TEXT,        /* struct rt_text */
    RT_FILL_DAY,         /* struct rt_str, an ISO date */
    RT_FILL_SCORE,       /* int; negative is not known */
    RT_FILL_RANK,        /* int; 0 is not known */
    RT_FILL_COUNT,       /* uint64_t, int64_t; negative is not known */
    RT_FILL_ROW,         /* uint32_t; 0 is not known */
    RT_FILL_CLASS,       /* enum rt_class */
    RT_FILL_TREATMENT,   /* enum rt_treatment */
    RT_FILL_UNCONFIRMED, /* enum rt_unconfirmed */
    RT_FILL_MISSING,     /* unsigned, of enum rt_missing */
    RT_FILL_CODE,        /* enum rt_code: its name, … */
    RT_FILL_SEVERITY,    /* … its severity, … */
    RT_FILL_FIX          /* … what to do about it */
};

/* One column in full. Neighbours with the same group share one cell above their
 * headers. */
struct rt_col {
    struct rt_text group, head, help;
    double width; /* digits of the standard font, as Excel counts */
    enum rt_xf xf;
    enum rt_fill fill;
    size_t at; /* offset into the item */
    rt_fill_fn *call;
};

/* clang-format off */
#define RT_NO_TEXT {NULL, NULL}
/* clang-format on */
/* The last members of a column that `function` writes. */
#define RT_BY(function) RT_FILL_CALL, 0, function

/* One row to be written: the sheet, the item, and what the columns need. */
struct rt_line {
    struct rt_xl_sheet *s;
    enum rt_lang lang;
    const struct rt_col *col;
    int at;          /* the column's place in the sheet */
    uint64_t number; /* of the row in the list */
    const void *item;
    void *context;
};

/* Of the column's cell, the first arguments of rt_xl_str and its like. */
#define RT_CELL(line) (line)->s, (line)->at, (line)->col->xf

enum { RT_LIST_RULES = 16 };

/* Whose a column is, for the record. */
struct rt_handed {
    int col;
    enum rt_hand hand;
};
#define RT_HANDS(table) .hands = (table), .hand_count = RT_COUNT(table)

/* Columns whose colour a condition decides. */
struct rt_rule {
    int col1, col2;
    char formula[64];
    enum rt_xf xf;
};

/* A table of columns as a list over as many sheets as it needs. The first
 * members are given in their order, the others by name:
 *
 *     {&r->xl, RT_COLS(columns), RT_W_SHEET_X, RT_W_X_TITLE, RT_W_X_NOTE,
 *         .filter = true}
 */
struct rt_list {
    struct rt_xl *xl;
    const struct rt_col *cols;
    int count;
    enum rt_word name, title, note;
    const char *own_title; /* in place of the word, where it is not NULL */
    struct rt_xl_sheet s;
    enum rt_paper paper;
    uint32_t max_rows; /* of a sheet; 0: the run's */
    int frozen;        /* columns that stay when scrolling sideways */
    bool filter;
    bool open;                     /* people add rows, and columns are theirs */
    const struct rt_handed *hands; /* of columns that are not as the others */
    size_t hand_count;
    bool plain; /* no banding: some columns have a colour of their own */
    /* Writes the rows above the header of the first part, in place of title and
     * note; then no row is frozen. */
    void (*preface)(struct rt_list *list);
    uint32_t first, last; /* 0-based rows of this part's items */
    unsigned parts;       /* sheets begun */
    uint64_t number;      /* of items so far */
    /* conditions of this part, the first that holds wins */
    struct rt_rule rules[RT_LIST_RULES];
    int rule_count;
    void (*finish)(struct rt_list *list);
    void *context;
};

#define RT_COLS(columns) columns, RT_COUNT(columns)

/* 0-based row of a list's first item, where it has no preface. */
enum { RT_LIST_FIRST = 4 };

/* "リスク一覧", "リスク一覧 (2)": the name of a list's part, from 1. */
void rt_list_name(const char *name, unsigned part, char to[64]);
/* Title and note of the sheet at hand. */
void rt_list_title(struct rt_list *list);
void rt_list_open(struct rt_list *list);
/* Writes one item, on a further sheet where this one is full. */
void rt_list_add(struct rt_list *list, const void *item);
/* `empty` is said where no item was written; RT_W_COUNT: nothing. */
void rt_list_close(struct rt_list *list, enum rt_word empty);
/* A whole list of a query's records, which `item` takes one by one. */
#define rt_list_put(list, rows, item, empty)                                   \
    rt_list_write(list, rows, item, sizeof *(item), empty)
void rt_list_write(struct rt_list *list, struct rt_cursor rows, void *item,
    size_t size, enum rt_word empty);

/* For `finish`: where "=$B#=…" is true of a row (# is the row), its cells from
 * col1 to col2 look like xf. */
void rt_list_rule(struct rt_list *list, int col1, int col2, const char *pattern,
    enum rt_xf xf);
/* The same where `col` is filled in. */
void rt_list_filled_rule(
    struct rt_list *list, int col, int col1, int col2, enum rt_xf xf);
/* The same where `col` holds `word`. */
void rt_list_word_rule(struct rt_list *list, int col, const char *word,
    int col1, int col2, enum rt_xf xf);
/* The same for the three classes, by the word in class_col. */
void rt_list_class_rules(
    struct rt_list *list, int class_col, int col1, int col2);

/* The same for errors and warnings, by the word in `col`; information has no
 * colour: it needs no action. */
void rt_list_severity_rules(struct rt_list *list, int col);

/* For `finish`, too: what may be entered into a column. `count` words, at most 8,
 * from that one on, and none but them, or others after a warning; whole numbers
 * of one digit, nothing where there are none; dates. */
void rt_list_check_words(
    struct rt_list *list, int col, enum rt_word from, size_t count);
void rt_list_offer_words(
    struct rt_list *list, int col, enum rt_word from, size_t count);
void rt_list_check_numbers(struct rt_list *list, int col, int min, int max);
void rt_list_check_dates(struct rt_list *list, int col);

/* The columns of a list of records: `cols`, with the headings of the members
 * that they have no heading of their own for, then the members that have a
 * heading and no column. Flags are written by `flag`. How many there are. */
int rt_cols_of(const struct rt_members *of, rt_fill_fn *flag,
    const struct rt_col *cols, int count, struct rt_col to[RT_XL_COLS]);

/* "A", "AB", to the end of the expression: snprintf(to, n, "%s1", RT_COL(3)). */
#define RT_COL(col) (rt_col_letters(col).z)
struct rt_col_letters {
    char z[4];
};
struct rt_col_letters rt_col_letters(int col);
/* Copies a formula, each '#' replaced by the row's 1-based number. */
void rt_formula(const char *pattern, uint32_t row, char *to, size_t size);

#endif
