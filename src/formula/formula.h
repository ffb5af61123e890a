/* Spreadsheet formulas: taken apart, compared in relative terms, computed.
 *
 * Enough of the language for what risk sheets hold: A1 references (relative,
 * absolute, whole columns and rows, other sheets, other files), ranges,
 * numbers, texts, booleans, error values, arithmetic, comparison, &, %, unary
 * signs, unions in arguments, array constants, and the functions of
 * src/formula/functions.def. What it cannot compute is refused; a value is
 * never guessed. Names of functions may carry _xlfn. or be in lower case;
 * FALSE() and FALSE are the same (LibreOffice writes the first).
 *
 * Computing follows Excel as it is set up in Japan, for an ordinary cell: of a
 * range where one value is wanted the cell in the same row or column is taken,
 * and what Excel would compute as an array is refused (the text alone does not
 * show it; never evaluate what the file marks as an array formula). Lengths of
 * texts are UTF-16 units (LEN("𠮷") is 2); a cut through such a character is
 * refused. Dates count from 1900.
 *
 * Formulas come from files: any text must be safe. Depth and length are bounded,
 * and so is the number of cells that all evaluations together may look at.
 */
#ifndef RISKTALLY_FORMULA_H
#define RISKTALLY_FORMULA_H

#include "base/arena.h"
#include "formula/memo.h"
#include "record/cell.h"

struct rt_formula; /* parsed; lives in the arena it was made in */

/* `text` without '='. RT_FORMAT for text that is no formula we know. */
enum rt_status rt_formula_parse(struct rt_str text, struct rt_arena *arena,
    struct rt_formula **out, struct rt_error *err) RT_MUST_USE;

/* The text as it reads relative to its own cell (0-based col, 1-based
 * row): "RC[-2]*RC[-1]", functions in upper case, no spaces, absolute
 * references as R4C7 (of a range with one absolute end that end first), other
 * sheets by name. Two cells hold the same formula
 * exactly when these texts are equal. Appends to out. RT_FORMAT as above, where
 * the text does not even fall into words. */
enum rt_status rt_formula_relative(struct rt_str text, uint32_t col,
    uint32_t row, struct rt_buf *out) RT_MUST_USE;
/* The same without the rows that it refers to: what it still is where rows are
 * inserted or sorted. */
enum rt_status rt_formula_shape(
    struct rt_str text, uint32_t col, struct rt_buf *out) RT_MUST_USE;
/* Whether `text`, `by` rows below `above` in its column, has the same relative
 * text. False also where that is not plain to see. */
bool rt_formula_follows(struct rt_str above, struct rt_str text, uint32_t by);
/* Turns a formula into the one that reads the same relative to a cell so many
 * rows and columns away. */
void rt_formula_shift(struct rt_formula *f, int64_t rows, int64_t cols);

/* The text of a follower of a shared formula: `master` (at mcol, mrow) moved
 * to (col, row) as Excel does; #REF! where a reference leaves the sheet. */
enum rt_status rt_formula_move(struct rt_str master, uint32_t mcol,
    uint32_t mrow, uint32_t col, uint32_t row, struct rt_buf *out) RT_MUST_USE;

/* One reference of a formula, in the order of its text. */
struct rt_ref {
    struct rt_str file;  /* "[1]" or a path, empty: this file */
    struct rt_str sheet; /* empty: its own sheet */
    struct rt_range at;  /* a single cell has row1 = row2, col1 = col2 */
    bool abs_row1, abs_col1, abs_row2, abs_col2;
    bool is_range; /* written with ':' */
    bool broken;   /* #REF! */
};

size_t rt_formula_ref_count(const struct rt_formula *f);
const struct rt_ref *rt_formula_ref(const struct rt_formula *f, size_t i);

/* What it reads without a reference, in no order: a defined name, or the
 * text given to INDIRECT, which is empty where it is computed. */
struct rt_indirect {
    struct rt_str text;
    bool is_name;
    const struct rt_indirect *next;
};

/* NULL: nothing. */
const struct rt_indirect *rt_formula_indirect(const struct rt_formula *f);

/* Number constants in a formula's arithmetic (not counts or indexes given to
 * functions, nor numbers compared with): "M4*2" has 2. */
size_t rt_formula_constant_count(const struct rt_formula *f);
double rt_formula_constant(const struct rt_formula *f, size_t i);

/* --- computing ------------------------------------------------------------ */

enum rt_value_type {
    RT_VALUE_BLANK,
    RT_VALUE_NUMBER,
    RT_VALUE_TEXT,
    RT_VALUE_BOOL,
    RT_VALUE_ERROR
};

struct rt_value {
    enum rt_value_type type;
    double number;      /* NUMBER; BOOL as 0 or 1 */
    struct rt_str text; /* TEXT; ERROR as "#N/A" */
};

/* Gives the stored value of a cell. `sheet` is empty for the formula's own.
 * RT_REFUSED: there is no such sheet, or the cell has no stored value and
 * cannot be computed; the evaluation then ends with RT_REFUSED too. */
struct rt_cells {
    void *context;
    enum rt_status (*get)(void *context, struct rt_str sheet, uint32_t col,
        uint32_t row, struct rt_value *out);
    /* May be NULL. How many columns and rows of a sheet may hold something:
     * beyond them all is blank and not asked for, which is what makes whole
     * columns (A:A) cheap. RT_REFUSED: there is no such sheet. */
    enum rt_status (*extent)(
        void *context, struct rt_str sheet, uint32_t *cols, uint32_t *rows);
    /* May be NULL. The rows of a column, upwards, whose cells may hold a value
     * with that key; no other does. RT_END: any row may. */
    enum rt_status (*rows_of)(void *context, struct rt_str sheet, uint32_t col,
        uint64_t key, const uint32_t **rows, size_t *count);
    /* How many more cells, and characters of texts, evaluations may look at:
     * each takes off what it used. */
    uint64_t *left;
    /* May be NULL. What the same cells gave before: they all hold still. */
    struct rt_memo *memo;
};

/* The keys under which a cell with that value is looked for, the same for values
 * that are equal in a formula (upper and lower case are): a text that reads as a
 * number has two, what is neither a text nor a number none. */
enum { RT_VALUE_KEYS = 2 };
size_t rt_value_keys(const struct rt_value *v, uint64_t keys[RT_VALUE_KEYS]);
/* The one key of all values that equal this one; false where there is none. */
bool rt_key_wanted(const struct rt_value *v, uint64_t *key);

/* RT_OK with the value, RT_REFUSED where it cannot be computed (an unknown
 * function, another file, volatile functions), RT_LIMIT where it would look at
 * more than cells->left, or make too much text. */
enum rt_status rt_formula_eval(const struct rt_formula *f, uint32_t col,
    uint32_t row, const struct rt_cells *cells, struct rt_arena *arena,
    struct rt_value *out, struct rt_error *err) RT_MUST_USE;

/* What a cell holds, as formulas see it; NULL is a blank one. False where it holds
 * a formula without a value. */
bool rt_cell_value(const struct rt_cell *cell, struct rt_value *out);
/* A value as a cell that stores it. */
struct rt_cell rt_cell_of_value(const struct rt_value *v);

#endif
