/* The words of a formula: internal to src/formula.
 *
 * A reference is one word, sheet and both corners included ('シート 1'!A1:B2),
 * because everything that looks at formulas looks at references. Tokens are
 * views into the text; nothing is allocated and nothing is looked up.
 */
#ifndef RISKTALLY_FORMULA_LEX_H
#define RISKTALLY_FORMULA_LEX_H

#include "formula/formula.h"

enum {
    SHEET_ROWS = 1048576,
    SHEET_COLS = 16384,
    /* Excel takes 8192 characters, LibreOffice 65535. */
    FORMULA_BYTES = 65536
};

enum lex_kind {
    LEX_END,
    LEX_NUMBER,
    LEX_TEXT,  /* text: with its quotes, doubled ones still doubled */
    LEX_BOOL,  /* number: 0 or 1 */
    LEX_ERROR, /* text: "#N/A" */
    LEX_REF,
    LEX_NAME, /* a defined name */
    LEX_CALL, /* the name of a function; '(' follows */
    LEX_OP
};

/* Operators of one character are that character. */
enum lex_op { OP_NE = 256, OP_LE, OP_GE };

struct lex_ref {
    struct rt_str prefix; /* "'シート 1'!" as written, or empty */
    struct rt_range at;
    bool abs_row1, abs_col1, abs_row2, abs_col2;
    bool is_range, broken;
    bool whole_cols, whole_rows; /* A:C, 1:3 */
};

struct lex_token {
    enum lex_kind kind;
    struct rt_str text; /* as written */
    bool spaced;        /* white space before it */
    int op;
    double number;
    struct lex_ref ref;
};

struct lex {
    struct rt_str text;
    size_t at;
};

/* RT_ROW with the next token, RT_END, or RT_FORMAT. */
enum rt_status rt_lex_next(struct lex *l, struct lex_token *t) RT_MUST_USE;
/* The name of a function without _xlfn. and the like. */
struct rt_str rt_lex_plain_name(struct rt_str name);
/* Whether a and b are the same but for the case of ASCII letters. */
bool rt_lex_same_word(struct rt_str a, const char *b);

/* The same in A1 style, without the sheet, moved by so many rows and columns;
 * "#REF!" where it is broken or leaves the sheet. */
enum rt_status rt_lex_ref_a1(const struct lex_ref *r, int64_t rows,
    int64_t cols, struct rt_buf *out) RT_MUST_USE;
/* In R1C1 style relative to a cell. */
enum rt_status rt_lex_ref_r1c1(const struct lex_ref *r, uint32_t col,
    uint32_t row, struct rt_buf *out) RT_MUST_USE;
/* Reads a reference without a sheet at the beginning of s; the length it
 * takes, or 0. */
size_t rt_lex_read_ref(struct rt_str s, struct lex_ref *r);

#endif
