/* What the files of the formula audit share.
 *
 *     formula_cells.c         every formula of the file, parsed, compared,
 *                             computed once
 *     intake_findings.c       what the intake has found already, by cell
 *     intake_values.c         what the intake says of values, put out
 *     right_value.c           what a cell should show by the profile
 *     result_cause.c          why a right formula gives no right result
 *     medium_word.c           media that a lookup does not find
 *     own_repeats.c           what our own register shows of its list again
 *     own_lists.c             which risks belong to a list there
 *     own_register.c          what else our own register shows
 *     own_result.c            the same compared with what our own lists show
 *     missing_result.c        results that are blank, or errors in a circle
 *     formula_rule.c          whether a formula is the profile's rule
 *     unstored_results.c      results that no cell stores, computed and compared with the rule
 *     check_counts.c          the counts and verdicts below the check items
 *     result_sheet.c          the figures of 診断結果
 *     column_formula.c        a column's own formula; cells without it, cells
 *                             typed over
 *     inconsistent_formula.c  formulas that depart from their column's own
 *     formula_difference.c    two formulas, what differs marked
 *     short_range.c           ranges that stop short of a table
 *     short_sum.c             totals that leave out the line before them
 *     summary_figure.c        counts beside a list that it does not give
 *     stale_value.c           values from before their inputs changed
 *     same_value.c            values compared
 *     wrong_result.c          recorded results that the rule does not give
 *     work_text.c             texts of verdicts
 *     verdict.c               one verdict per cell: kept here, then put out
 *     formulas_audit.c        the audit as a whole
 */
#ifndef RISKTALLY_AUDIT_FORMULA_AUDIT_H
#define RISKTALLY_AUDIT_FORMULA_AUDIT_H

#include "audit/audit.h"
#include "audit/audit_table.h"
#include "audit/formulas/column_values.h"
#include "base/intern.h"
#include "formula/formula.h"

/* What computing a formula gave. */
enum rt_outcome {
    RT_OUTCOME_UNKNOWN, /* cannot be computed here */
    RT_OUTCOME_SAME,    /* the stored value */
    RT_OUTCOME_STALE,   /* another value than the stored one */
    RT_OUTCOME_ALONE    /* a value, where none is stored */
};

/* One formula cell. */
struct rt_item {
    size_t sheet;
    size_t row_index; /* in the grid's rows of the sheet */
    const struct rt_cell *cell;
    uint32_t row;
    uint32_t relative; /* number of its relative text; 0: not readable */
    uint32_t group;    /* of rows whose formulas are compared */
    enum rt_outcome outcome;
    struct rt_value value; /* computed; texts live in the audit's arena */
    bool external, broken, lookup; /* what its references are */
    bool of_column;                /* its column's own formula */
    bool judged;                   /* a verdict was given for its cell */
};

/* What formulas of one relative text share. */
struct rt_shape {
    struct rt_formula *formula; /* as it is in (col, row); NULL: not kept */
    uint32_t col, row;
    bool external, broken, lookup;
};

/* A finding of the intake at a cell. */
struct rt_known {
    size_t sheet;
    uint32_t row, col; /* 1-based, 0-based */
    const struct rt_finding *finding;
    bool difference; /* RA101 to RA106 */
    bool judged;
};

/* A cell whose value is wrong, whichever rule found it. */
struct rt_fault {
    size_t sheet;
    uint32_t col, row; /* 0-based, 1-based */
};

/* One verdict, until all are known. */
struct rt_verdict {
    enum rt_code code;
    size_t sheet;      /* SIZE_MAX: the file */
    uint32_t row, col; /* 1-based, 0-based */
    struct rt_str args[RT_FINDING_ARGS];
    struct rt_str expected, actual;
    const struct rt_finding *known; /* whose risk it is, or NULL */
};

/* What a formula may compare with, as a sheet or its threat sheet has it; BLANK
 * where there is no such word. */
struct rt_words {
    bool found;
    struct rt_value rating[2][4]; /* threat, vulnerability; by number */
    struct rt_value flag;
};

/* Which labels a table has beside its numbers. */
struct rt_labels {
    bool likelihood, level;
    struct rt_str sample; /* a class as the table shows it: 「大」, or empty */
};

/* The rows with data of ranges' columns that were asked about last. */
enum { RT_DATA_ROWS = 64 };

struct rt_data_rows {
    struct {
        size_t sheet;
        uint32_t col1, col2, first, last;
    } list[RT_DATA_ROWS];
    size_t count, next;
};

struct rt_work {
    const struct rt_audit *audit;
    const struct rt_grid *grid;
    struct rt_arena arena;   /* of the audit */
    struct rt_arena scratch; /* of one formula */
    struct rt_table *tables;
    struct rt_item *items; /* by sheet, row, column */
    size_t item_count, item_cap;
    bool no_values; /* some formula has no stored value */
    bool anew;      /* compute from the values that stale cells will have */
    uint64_t cells_left; /* that computing may still look at */
    bool gave_up;        /* a formula asked for more; the first of them: */
    struct rt_fault not_computed;
    struct rt_known *known;
    size_t known_count, known_cap;
    bool *foreign;            /* by sheet: RA201 */
    bool *other_classes;      /* by sheet: RA203 */
    struct rt_labels *labels; /* by sheet */
    struct rt_words *words;   /* by sheet; of formula_rule.c */
    size_t asked;             /* formulas that were tried against the rule */
    struct rt_fault *faults;
    size_t fault_count, fault_cap;
    struct rt_verdict *verdicts;
    size_t verdict_count, verdict_cap;
    /* Memory for a verdict or one of its texts was not to be had: nothing is
     * put out then. */
    bool no_memory;
    struct rt_verdict lost; /* in place of such a verdict */
    struct rt_intern texts; /* relative texts, by number */
    struct rt_shape *shapes;
    size_t shape_count, shape_cap, parsed_bytes;
    /* Relative texts, by number, whose lookups are fixed ($) and reach far
     * enough: what is true of one is true of all. */
    bool *fine;
    uint32_t *widths; /* columns that hold something, by sheet */
    struct rt_column_values column_values;
    struct rt_memo memo;
    struct rt_data_rows data_rows; /* of short_range.c */
    struct rt_buf buf, buf2;
};

/* --- formula_cells.c -------------------------------------------------------------- */

enum rt_status rt_items_read(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;
/* Computes the item: its outcome and, unless that is SAME, its value. */
enum rt_status rt_item_compute(
    struct rt_work *w, struct rt_item *item, struct rt_error *err) RT_MUST_USE;
void rt_items_free(struct rt_work *w);
/* The item at a cell, or NULL. */
struct rt_item *rt_item_at(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row);
/* Items of a sheet: first and past the last. */
void rt_items_of_sheet(
    const struct rt_work *w, size_t sheet, size_t *from, size_t *to);
/* Parses in the scratch arena, which is emptied first; *out is NULL for a
 * text that is no formula we know. */
enum rt_status rt_work_parse(struct rt_work *w, struct rt_str text,
    const struct rt_formula **out, struct rt_error *err) RT_MUST_USE;
/* The same for an item's own text, once for all of its shape. */
enum rt_status rt_item_parse(struct rt_work *w, const struct rt_item *item,
    const struct rt_formula **out, struct rt_error *err) RT_MUST_USE;
/* The item's formula moved to another cell (audit's arena). */
enum rt_status rt_item_moved(struct rt_work *w, const struct rt_item *item,
    uint32_t col, uint32_t row, struct rt_str *out,
    struct rt_error *err) RT_MUST_USE;
/* Computes `text` as if it were in the cell. *known says whether it could be;
 * the value's text lives in the audit's arena. */
enum rt_status rt_work_eval(struct rt_work *w, size_t sheet, uint32_t col,
    uint32_t row, struct rt_str text, bool *known, struct rt_value *out,
    struct rt_error *err) RT_MUST_USE;
/* A value in place of a cell's. */
struct rt_given {
    uint32_t col;
    struct rt_value value;
    uint32_t row; /* 0: the formula's */
};

/* Computes a parsed formula in its item's place, with such values. */
enum rt_status rt_work_try(struct rt_work *w, const struct rt_formula *f,
    const struct rt_item *item, const struct rt_given *given, size_t count,
    bool *known, struct rt_value *out, struct rt_error *err) RT_MUST_USE;
/* One cell more that is looked at for the item's sake; false where there were too
 * many in the file, which is reported then. */
bool rt_work_look(struct rt_work *w, const struct rt_item *item);
/* The sheet a reference means, or -1. */
int rt_ref_sheet(const struct rt_work *w, size_t own, const struct rt_ref *ref);

/* --- work_text.c ---------------------------------------------------------- */

/* A copy in the audit's arena, as texts of verdicts must be. Without memory it is
 * empty and w->no_memory set, here and in all that returns such a text:
 * rt_verdicts_put sees to it. */
struct rt_str rt_work_copy(struct rt_work *w, struct rt_str s);
/* The same, cut to what a reader can take in. */
struct rt_str rt_work_text(struct rt_work *w, struct rt_str s);
/* The same of what printf makes. */
struct rt_str rt_work_printf(struct rt_work *w, const char *fmt, ...)
    RT_PRINTF(2, 3);
/* A whole copy of what was built, where that succeeded (`rc`). */
struct rt_str rt_work_built(
    struct rt_work *w, enum rt_status rc, const struct rt_buf *b);

/* --- intake_findings.c -------------------------------------------------------------- */

enum rt_status rt_known_read(struct rt_work *w, const struct rt_finding *list,
    size_t count, struct rt_error *err) RT_MUST_USE;
/* Adds one of the audit's own, copied; sort when all are there. */
enum rt_status rt_known_add(struct rt_work *w, const struct rt_finding *f,
    struct rt_error *err) RT_MUST_USE;
void rt_known_sort(struct rt_work *w);
/* The difference the intake found at a cell, or NULL. */
struct rt_known *rt_known_difference(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row);
/* What the cell should show by it. */
struct rt_str rt_known_expected(struct rt_work *w, const struct rt_known *k);
/* What the rule computes that from. */
struct rt_str rt_known_inputs(struct rt_work *w, const struct rt_known *k);
/* Any finding of the intake in that row, for its risk. */
const struct rt_finding *rt_known_in_row(
    const struct rt_work *w, size_t sheet, uint32_t row);
enum rt_status rt_fault_add(struct rt_work *w, size_t sheet, uint32_t col,
    uint32_t row, struct rt_error *err) RT_MUST_USE;
bool rt_is_fault(struct rt_work *w, size_t sheet, uint32_t col, uint32_t row);
/* Whether the formula at the cell refers to a cell whose value is wrong; *found
 * is the first of them. */
bool rt_fault_of(struct rt_work *w, const struct rt_formula *f, size_t sheet,
    uint32_t col, uint32_t row, struct rt_fault *found);
bool rt_refers_to_fault(struct rt_work *w, const struct rt_formula *f,
    size_t sheet, uint32_t col, uint32_t row);

/* --- intake_values.c ------------------------------------------------------ */

/* After the verdicts. */
enum rt_status rt_values_put(struct rt_work *w, const struct rt_finding *known,
    size_t count, struct rt_error *err) RT_MUST_USE;

/* --- right_value.c ------------------------------------------------------- */

enum rt_status rt_right_begin(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;
/* Whether the profile says what the cell of a computed field must show;
 * *right is that. Threat and vulnerability are computed where the cell holds a
 * formula. */
bool rt_right_value(struct rt_work *w, size_t sheet, uint32_t row,
    enum rt_field f, struct rt_str *right);
/* A class as the sheet's labels have it. */
struct rt_str rt_class_right(
    const struct rt_work *w, size_t sheet, enum rt_class class);
/* The same by the cell's column. */
bool rt_right_at(struct rt_work *w, size_t sheet, uint32_t col, uint32_t row,
    struct rt_str *right);
/* What the value follows from: "重要度 3、被害発生可能性 2". */
struct rt_str rt_right_inputs(
    struct rt_work *w, size_t sheet, uint32_t row, enum rt_field f);

/* Below the first cell of a merged range no cell can have a value. False
 * among thousands of merges, which no filled-in form has. */
bool rt_is_covered(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row);

/* "。正しくは「3」です", the end of a message. */
struct rt_str rt_right_clause(struct rt_work *w, struct rt_str right);
/* 「text」, and シート「name」 */
struct rt_str rt_quoted(struct rt_work *w, struct rt_str text);
struct rt_str rt_sheet_named(struct rt_work *w, size_t sheet);
/* 「経理部」の「実施率」: a figure of a table, by the labels that are there. */
struct rt_str rt_crossed(
    struct rt_work *w, struct rt_str line, struct rt_str heading);
/* 「text」, 「空欄」 where it is empty. */
struct rt_str rt_shown_or_blank(struct rt_work *w, struct rt_str text);

/* The number that a result comes to, RT_UNKNOWN where there is none; a class as
 * its number. */
int rt_result_of(const struct rt_assessment *a, enum rt_field f);
/* The same of a value of the result's column. */
enum rt_taken rt_result_read(const struct rt_vocab *vocab, enum rt_field f,
    const struct rt_value *v, int *out);
/* 0 to RT_LEVEL_MAX as a text. */
struct rt_str rt_result_shown(int v);
/* The results that the profile gives, and the finding of one that it does
 * not. */
enum { RT_RESULTS = 7 };
extern const struct rt_result {
    enum rt_field field;
    enum rt_code code;
} rt_results[RT_RESULTS];

/* --- result_cause.c ------------------------------------------------------ */

/* Why the item's result is blank, an error or wrong where its formula is not to
 * blame: "。完全性の「２」が文字列なので、重要度の数式が数えていません", or "".
 * What belongs in the input is reported at its cell. `item` may be NULL. */
enum rt_status rt_cause_find(struct rt_work *w, const struct rt_item *item,
    struct rt_str *why, struct rt_error *err) RT_MUST_USE;
/* Whether a stale value is right all the same, because only the formula cannot
 * count or find an input; that is reported at its cell. */
enum rt_status rt_cause_of_change(struct rt_work *w, const struct rt_item *item,
    bool *found, struct rt_error *err) RT_MUST_USE;
/* Scores as text, and flags in other words, that the formula for the importance
 * passes over, in rows whose result is right all the same (RA514). */
enum rt_status rt_inputs_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;
/* --- medium_word.c ------------------------------------------------------- */

/* The cell of its row that a formula looks for, and the range in which it
 * does: the last cell that is named before a range. NULL where it is blank. */
const struct rt_cell *rt_lookup_key(struct rt_work *w,
    const struct rt_item *item, const struct rt_formula *f,
    const struct rt_ref **range);
/* Whether the first column of a range holds the text, as a lookup finds it. */
bool rt_range_holds(const struct rt_work *w, size_t sheet,
    const struct rt_range *at, struct rt_str key);
/* Whether a lookup does not find its row's medium because of a word, the row's or
 * one in the list that it searches; that is reported at its cell. */
enum rt_status rt_medium_missed(struct rt_work *w, const struct rt_item *item,
    const struct rt_audit_row *r, bool *out, struct rt_error *err) RT_MUST_USE;
/* Media that are the form's to people and not to its formulas (RA512), at
 * their own cells. */
enum rt_status rt_media_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;

/* `text` and `why` as one. */
struct rt_str rt_joined(
    struct rt_work *w, struct rt_str text, struct rt_str why);
/* --- own_result.c -------------------------------------------------------- */

/* Compares what our own lists show with what is right; differences are known
 * from then on. */
enum rt_status rt_own_ask(struct rt_work *w, struct rt_error *err) RT_MUST_USE;

/* --- missing_result.c ---------------------------------------------------- */

/* Formulas that read their own results, before columns are judged. */
enum rt_status rt_circles_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;
/* Blank results, after columns are judged. */
enum rt_status rt_blanks_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;

/* Whether the cell's formula looks up an error for its row's medium: it is
 * reported where it is. */
enum rt_status rt_looks_up_error(struct rt_work *w, size_t sheet, uint32_t col,
    uint32_t row, bool *out, struct rt_error *err) RT_MUST_USE;

/* --- unstored_results.c --------------------------------------------------------------- */

/* Compares the values computed here with the rule; differences are known from
 * then on. */
enum rt_status rt_rule_ask(struct rt_work *w, struct rt_error *err) RT_MUST_USE;
/* Compares threat and vulnerability that are computed here with what the intake
 * took in their place. */
enum rt_status rt_ratings_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;

/* --- check_counts.c ------------------------------------------------------- */

/* What 対策状況チェック counts for each medium, and what follows for its
 * vulnerability: typed over, or not what the answers come to. */
enum rt_status rt_checks_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;

/* --- result_sheet.c ------------------------------------------------------- */

/* Figures of 診断結果: those that are typed over or blank, before stale values
 * are judged; those whose formula was altered, after. */
enum rt_status rt_result_judge(
    struct rt_work *w, bool typed, struct rt_error *err) RT_MUST_USE;

/* --- result_heads.c ------------------------------------------------------- */

/* Its headings, and the labels of its rows. */
enum rt_status rt_result_heads_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;

/* --- column_formula.c --------------------------------------------------------------- */

/* Typed over, uneven, missing: everything that the other cells of a column show
 * about one of them. */
enum rt_status rt_columns_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;

/* --- stale_value.c ------------------------------------------------------- */

enum rt_status rt_stale_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;

/* --- wrong_result.c ------------------------------------------------------  */

/* Reports a recorded result that differs from the rule's. */
enum rt_status rt_judge_difference(
    struct rt_work *w, struct rt_known *k, struct rt_error *err) RT_MUST_USE;

/* --- formula_rule.c ------------------------------------------------------ */

enum rt_fit {
    RT_FIT_UNKNOWN, /* cannot be tried */
    RT_FIT_RIGHT,   /* gives what the profile does, whatever the inputs */
    RT_FIT_WRONG
};

struct rt_fitness {
    enum rt_fit fit;
    struct rt_str example; /* WRONG: "リスク値 3のとき「リスク中」" */
    struct rt_str expected; /* and what is right then */
};

/* Tries the one formula of several cells of a field's column in one of their
 * rows that can be tried. */
enum rt_status rt_formula_fits(struct rt_work *w, struct rt_item *const *items,
    size_t count, enum rt_field field, struct rt_fitness *out,
    struct rt_error *err) RT_MUST_USE;

/* --- short_range.c ------------------------------------------------------------------ */

enum rt_status rt_ranges_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;
/* Whether a formula looks something up in less than the whole table; *ref
 * is the reference that falls short, *whole what it should be. */
bool rt_lookup_short(struct rt_work *w, const struct rt_formula *f,
    size_t sheet, const struct rt_ref **ref, struct rt_range *whole);

/* --- short_sum.c ---------------------------------------------------------- */

enum rt_status rt_sums_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;

/* --- summary_figure.c ------------------------------------------------------ */

/* Figures that are typed, before stale values are judged; the others after. */
enum rt_status rt_figures_judge(
    struct rt_work *w, bool typed, struct rt_error *err) RT_MUST_USE;

/* --- own_repeats.c --------------------------------------------------------- */

/* What our own register shows of its list again, and typed over. */
enum rt_status rt_repeats_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;

/* --- own_register.c ------------------------------------------------------- */

/* Inputs, formulas that were typed over, headings of our own register. */
enum rt_status rt_register_judge(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;

/* --- verdict.c ------------------------------------------------------------- */

/* Starts a verdict at a cell, never NULL. Texts given to it must live in the
 * audit's arena. */
struct rt_verdict *rt_verdict_add(struct rt_work *w, enum rt_code code,
    size_t sheet, uint32_t col, uint32_t row);
/* RT_NOMEM where a verdict or a text was lost. */
enum rt_status rt_verdicts_put(
    struct rt_work *w, struct rt_error *err) RT_MUST_USE;
/* Whether an error was put at the cell; only after all were put. */
bool rt_verdict_is_error(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row);
struct rt_str rt_value_shown(struct rt_work *w, const struct rt_value *v);
struct rt_str rt_cell_shown(struct rt_work *w, const struct rt_cell *c);
/* The same as what it is: 値「3」, and why 文字「-」 or エラー値「#N/A」 is not
 * what should be there. */
struct rt_str rt_typed_shown(
    struct rt_work *w, const struct rt_cell *c, struct rt_str right);
/* "A5:C9" */
struct rt_str rt_range_shown(struct rt_work *w, const struct rt_range *at);
/* "=M7*R7" */
struct rt_str rt_formula_shown(struct rt_work *w, struct rt_str text);
/* What a formula in that row reads, by the names of the columns, and what they
 * hold: "重要度 2、被害発生可能性 1". f may be NULL. */
struct rt_str rt_inputs_shown(
    struct rt_work *w, const struct rt_formula *f, size_t sheet, uint32_t row);
struct rt_str rt_column_name(struct rt_work *w, size_t sheet, uint32_t col);
/* rt_verdict_add with the column's name as its first argument. */
struct rt_verdict *rt_verdict_new(struct rt_work *w, enum rt_code code,
    size_t sheet, uint32_t col, uint32_t row);

/* --- formula_difference.c -------------------------------------------------- */

/* A formula and that of its column's other rows, or its row's other columns:
 * "「=F5*I2」（同じ列の他の行では「=F5*I5」）", of long ones what differs. Alone where
 * `other` is empty. */
enum rt_along { RT_ALONG_COLUMN, RT_ALONG_ROW };
struct rt_str rt_formulas_shown(struct rt_work *w, struct rt_str formula,
    struct rt_str other, enum rt_along along);

/* --- inconsistent_formula.c ------------------------------------------------ */

/* A formula that is not the one of the cells beside it. */
struct rt_uneven {
    struct rt_str name;  /* of its cell */
    struct rt_str model; /* what belongs there */
    enum rt_along along;
};

/* Reports it where its value is right so far. */
enum rt_status rt_uneven_report(struct rt_work *w, const struct rt_item *item,
    const struct rt_uneven *u, struct rt_error *err) RT_MUST_USE;

/* --- same_value.c --------------------------------------------------------- */

/* Whether a formula's value is what is stored; a blank is 0 and "". */
bool rt_values_same(const struct rt_value *a, const struct rt_value *b);
/* Whether the cell shows an error value, stored or computed. */
bool rt_item_is_error(const struct rt_item *item);

#endif
