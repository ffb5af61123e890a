/* What the files of the structure audit share. */
#ifndef RISKTALLY_AUDIT_STRUCTURE_H
#define RISKTALLY_AUDIT_STRUCTURE_H

#include "audit/audit.h"
#include "audit/audit_table.h"

struct rt_structure {
    const struct rt_audit *audit;
    const struct rt_grid *grid;
    struct rt_arena arena;
    struct rt_table *tables; /* by sheet */
    struct rt_buf name;      /* a text on its way into a message */
};

/* A finding at a cell (col 0-based), at a row (col RT_NO_COLUMN), on a sheet
 * (row 0) or of the file (sheet SIZE_MAX). */
#define RT_NO_COLUMN UINT32_MAX

enum rt_status rt_structure_put(struct rt_structure *s, enum rt_code code,
    size_t sheet, uint32_t col, uint32_t row,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_str expected,
    struct rt_str actual, struct rt_error *err) RT_MUST_USE;

/* --- form_sheets.c: sheets and columns against the edition's ---------- */

enum rt_status rt_structure_sheets(
    struct rt_structure *s, struct rt_error *err) RT_MUST_USE;

/* --- definition.c: what 重要度定義 says of the criteria ------------------ */

enum rt_status rt_structure_definition(
    struct rt_structure *s, size_t sheet, struct rt_error *err) RT_MUST_USE;

/* --- form_texts.c: whose a form is, and how its values come about --------- */

enum rt_status rt_structure_texts(
    struct rt_structure *s, struct rt_error *err) RT_MUST_USE;

/* --- lost_columns.c: columns that are missing, headings in their place ------ */

/* `workbook`: of an edition's workbook, whose ledger has all columns. */
enum rt_status rt_structure_columns(struct rt_structure *s, size_t sheet,
    bool workbook, struct rt_error *err) RT_MUST_USE;

/* --- blank_headings.c: no heading over values ------------------------------- */

enum rt_status rt_structure_headings(
    struct rt_structure *s, size_t sheet, struct rt_error *err) RT_MUST_USE;

/* --- own_headings.c: headings of our own plan ------------------------------- */

enum rt_status rt_structure_own_headings(
    struct rt_structure *s, size_t sheet, struct rt_error *err) RT_MUST_USE;

/* --- own_criteria.c: what our own register shows of the criteria ------------ */

enum rt_status rt_structure_criteria(
    struct rt_structure *s, struct rt_error *err) RT_MUST_USE;

/* --- own_texts.c: what our own lists say of their rows ---------------------- */

enum rt_status rt_structure_own_texts(
    struct rt_structure *s, struct rt_error *err) RT_MUST_USE;

/* --- misplaced_cells.c: cells far outside, numbers as text ------------------ */

enum rt_status rt_structure_cells(
    struct rt_structure *s, struct rt_error *err) RT_MUST_USE;

/* --- blank_inputs.c: answers and frequencies that are blank ---------------- */

enum rt_status rt_structure_blanks(
    struct rt_structure *s, size_t sheet, struct rt_error *err) RT_MUST_USE;

/* --- form_items.c: numbers, texts and categories of the form -------------- */

enum rt_status rt_structure_items(
    struct rt_structure *s, size_t sheet, struct rt_error *err) RT_MUST_USE;

/* --- pasted_columns.c: results without a formula in any row ---------------- */

enum rt_status rt_structure_pasted(
    struct rt_structure *s, size_t sheet, struct rt_error *err) RT_MUST_USE;

/* --- medium_likelihood.c: a row that differs from all others of its medium --- */

enum rt_status rt_structure_media(
    struct rt_structure *s, size_t sheet, struct rt_error *err) RT_MUST_USE;

/* --- form_matrix.c: what nobody fills in on the form of this program -------- */

enum rt_status rt_structure_matrix(
    struct rt_structure *s, size_t sheet, struct rt_error *err) RT_MUST_USE;

/* --- media_table.c: the table of media beside the threats ------------------ */

enum rt_status rt_structure_media_table(
    struct rt_structure *s, size_t sheet, struct rt_error *err) RT_MUST_USE;

/* --- row_numbers.c: numbers that two rows have, and what is no number ------- */

enum rt_status rt_structure_numbers(
    struct rt_structure *s, size_t sheet, struct rt_error *err) RT_MUST_USE;

/* --- risk_ids.c: ids of this program's own lists ---------------------------- */

/* Reports what is wrong with the id of the grid's row `at`, if anything: `fits`
 * says whether nothing is. */
enum rt_status rt_structure_id(struct rt_structure *s, size_t sheet, size_t at,
    bool *fits, struct rt_error *err) RT_MUST_USE;
/* Whether two rows of a register come from the same row of the same file. */
bool rt_structure_is_copy(const struct rt_structure *s, size_t sheet,
    uint32_t first, uint32_t second);

#endif
