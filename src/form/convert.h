/* A sheet's rows being converted: what the files of the second pass share. */
#ifndef RISKTALLY_FORM_CONVERT_H
#define RISKTALLY_FORM_CONVERT_H

#include "form/form.h"
#include "form/merged.h"

enum { PENDING_MAX = 64 };

/* A finding of the row at hand: it waits until the row's risk id is known. */
struct rt_pending {
    enum rt_code code;
    uint32_t col; /* 1-based, 0: the row */
    struct rt_str args[RT_FINDING_ARGS];
    struct rt_str expected, actual, inputs;
};

/* Rows without 管理部署 below rows that have one. */
struct rt_gap {
    uint32_t first, last; /* rows; first is 0 where no gap is open */
    uint64_t rows;
    char above[128]; /* what the last row has that is not blank there */
};

/* A row that names a department alone, and rows below it that name none. */
struct rt_section {
    uint32_t row, col; /* 1-based; row 0: there is none */
    uint32_t first, last;
    uint64_t rows;
    char name[128];
};

/* Notes and sums that follow each other. */
struct rt_notes {
    uint32_t first, last;
    size_t rows;
    struct rt_buf texts;
};

/* What is counted on a sheet and reported in one finding at its end. */
struct rt_sheet_sums {
    uint64_t accepted, rejected;
    uint64_t from_threats; /* TP306 */
    uint64_t unasked;      /* TP329, and the first such row */
    uint32_t unasked_row;
    uint64_t from_checks; /* TP314 */
    uint64_t priorities;  /* words of a column of priorities that say none */
    uint64_t from_level;  /* TP307 */
    uint64_t given;       /* TP308 */
    uint64_t by_name;     /* TP310 */
    uint64_t unrated;     /* TP305 */
};

/* Cells that one finding is about: the first of them, and how many. */
enum { RT_LISTED = 5 };

struct rt_listed {
    struct rt_where at[RT_LISTED];
    int shown, right; /* of the first */
    uint64_t count;
};

/* Rows of a sheet of examples that were left out, by their names. */
struct rt_omitted {
    struct rt_buf names;
    size_t count;
    struct rt_where first;
};

struct rt_convert {
    struct rt_intake *in;
    struct rt_sheet_facts *sheet; /* NULL before the first row */
    const struct rt_row *row;
    const struct rt_cell *cell[RT_FIELD_COUNT]; /* own or carried; or NULL */
    bool own[RT_FIELD_COUNT];                   /* the cell is this row's own */
    struct rt_arena arena;                      /* of the row */
    struct rt_arena sheet_arena; /* of the sheet: carried cells */
    struct rt_pending pending[PENDING_MAX];
    size_t pending_count;
    enum rt_likeness likeness; /* of a row taken as data */
    uint32_t own_column;       /* where it departs from the example */
    bool signed_off;           /* a report's names and dates were passed */
    uint32_t last_risk;        /* the report's row before; 0: none */
    struct rt_sheet_sums sums;
    struct rt_omitted examples, doubtful;
    struct rt_merged merged;
    struct rt_ditto ditto;
    struct rt_gap gap, business_gap;
    struct rt_section section;
    struct rt_notes notes;
    struct rt_buf cells;                  /* which cell each number came from */
    const struct rt_profile *classes;     /* another edition's, or NULL */
    uint64_t labels;                      /* recorded, of that sheet */
    enum rt_rule rule;                    /* a foreign rule, or RT_RULE_COUNT */
    bool derive_likelihood;               /* from the recorded level */
    struct rt_threat_source source;       /* of the ledger */
    const struct rt_sheet_facts *threats; /* the threat sheet of the cell */
    bool follows; /* most rows show what the ledger's sheet says */
    /* Where not: the ratings that differ from it, for TP316; and formulas that
     * read another, for TP320. */
    struct rt_listed unlike, elsewhere;
    bool headed[RT_COLUMNS_MAX];  /* the column has a heading */
    struct rt_str group;          /* the last heading of a group */
    bool has_ratings;             /* some column or sheet has threats at all */
    bool closed;                  /* TP408: nothing below counts */
    struct rt_str department;     /* by the sheet's or file's name, or empty */
    struct rt_extracts *extracts; /* of a book with several ledgers, or NULL */
};

/* --- extract.c ----------------------------------------------------------- */

/* c->extracts, where the book may have sheets that repeat others. */
enum rt_status rt_extracts_new(
    struct rt_convert *c, struct rt_error *err) RT_MUST_USE;
void rt_extracts_free(struct rt_extracts *x);
/* Each row that is accepted. */
enum rt_status rt_extracts_note(struct rt_convert *c,
    const struct rt_risk *risk, struct rt_error *err) RT_MUST_USE;
/* At the end: the risks of such sheets become rejected rows, and DU107 or DU109
 * says so. `cells` is room for a raw row. */
enum rt_status rt_extracts_drop(struct rt_convert *c, struct rt_cell *cells,
    struct rt_error *err) RT_MUST_USE;

/* --- ditto.c ------------------------------------------------------------- */

/* Puts the row above's cells in place of ditto marks; findings wait. */
void rt_ditto_row(struct rt_convert *c);
/* The finding that waits where a mark has no value; or NULL. */
struct rt_pending *rt_pended_ditto(struct rt_convert *c, enum rt_field f);
/* Whether the field says what the last row taken says; `first` where there is
 * none. */
bool rt_ditto_repeats(const struct rt_convert *c, enum rt_field f, bool first);
/* Keeps the row's texts for the one below. */
enum rt_status rt_ditto_keep_row(
    struct rt_convert *c, struct rt_error *err) RT_MUST_USE;
/* From here a mark in that column means no row above. */
void rt_ditto_forget(struct rt_convert *c, enum rt_field f);

/* --- department.c -------------------------------------------------------- */

/* Whose the row is: by its 管理部署, the roster, or the sheet's or file's
 * name. */
enum rt_status rt_set_department(struct rt_convert *c, struct rt_risk *risk,
    struct rt_error *err) RT_MUST_USE;
/* Reports the names that the roster has not, and assets of no department, when
 * the file is read. */
enum rt_status rt_report_departments(
    struct rt_intake *in, struct rt_error *err) RT_MUST_USE;
/* Reports rows without 管理部署 or 業務分類 below rows that have one, each as one
 * block. */
enum rt_status rt_close_gap(
    struct rt_convert *c, struct rt_error *err) RT_MUST_USE;

/* --- odd.c --------------------------------------------------------------- */

/* Findings about the row that is taken, of what is odd in it. */
enum rt_status rt_pend_odd(struct rt_convert *c, enum rt_field key,
    const struct rt_risk *risk, struct rt_error *err) RT_MUST_USE;

/* --- short_row.c --------------------------------------------------------- */

/* Where a CSV's row, shorter than the heading, lacks a field: not before its end,
 * within it, or it could be either. *heading: the fields of the heading. */
enum rt_short { RT_SHORT_NOT, RT_SHORT_WITHIN, RT_SHORT_EITHER };
enum rt_short rt_short_row(const struct rt_convert *c, uint32_t *heading);

/* --- section.c ----------------------------------------------------------- */

/* The department that the row names and nothing else; `plainly`: where it may
 * be an asset's name. */
struct rt_str rt_section_name(const struct rt_convert *c, bool plainly);
/* The first part of a sheet. */
void rt_section_begin(struct rt_convert *c);
/* A row that is no asset: it may begin a part of the table, or end one. */
enum rt_status rt_section_row(
    struct rt_convert *c, struct rt_error *err) RT_MUST_USE;
/* A row that is taken: its part may say another department than it was given. */
void rt_section_note(struct rt_convert *c, const struct rt_risk *risk);
/* Reports the part, at its end. */
enum rt_status rt_section_close(
    struct rt_convert *c, struct rt_error *err) RT_MUST_USE;

/* --- merged_report.c ----------------------------------------------------- */

/* The ranges that begin in the row. */
enum rt_status rt_report_merged(
    struct rt_convert *c, struct rt_error *err) RT_MUST_USE;

/* --- note_rows.c --------------------------------------------------------- */

/* The row is a note, reported by that text with those that follow it. */
enum rt_status rt_notes_add(
    struct rt_convert *c, struct rt_str text, struct rt_error *err) RT_MUST_USE;
/* A row of another kind, or the sheet's end. */
enum rt_status rt_notes_close(
    struct rt_convert *c, struct rt_error *err) RT_MUST_USE;

/* --- classify.c ------------------------------------------------------------ */

enum rt_row_kind {
    RT_ROW_DATA,
    RT_ROW_BLANK,
    RT_ROW_NOTE, /* note or subtotal */
    RT_ROW_EXAMPLE,
    RT_ROW_NAMELESS,     /* something is filled in, but no name */
    RT_ROW_SPARE,        /* such a row or a note, of several alike */
    RT_ROW_HEADING,      /* the header once more */
    RT_ROW_OTHER_HEADING /* another table's header */
};

enum rt_row_kind rt_classify(struct rt_convert *c);
/* A row taken as data whose name begins with 「（例）」 and the like. */
bool rt_looks_like_example(struct rt_convert *c);
/* The text a note or subtotal is reported by. */
struct rt_str rt_row_text(const struct rt_row *row);

/* --- missed_columns.c ----------------------------------------------------- */

/* A finding about a heading, with its text as the actual value. */
enum rt_status rt_heading_finding(struct rt_convert *c, enum rt_code code,
    const struct rt_column *col, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_str expected, struct rt_error *err) RT_MUST_USE;
/* Whether nothing of the column is read. */
bool rt_is_foreign_column(
    const struct rt_convert *c, const struct rt_column *col);
/* A column is missing while one has a heading that names nothing: TP313. */
enum rt_status rt_report_missed(
    struct rt_convert *c, struct rt_error *err) RT_MUST_USE;

/* --- sheet_report.c ----------------------------------------------------------- */

/* A finding of the sheet at hand. */
enum rt_status rt_sheet_finding(struct rt_convert *c, enum rt_code code,
    uint32_t row, uint32_t col, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err) RT_MUST_USE;
/* A ledger without its name column: its rows cannot be identified. */
bool rt_is_nameless(const struct rt_convert *c);
/* A column under 個人情報の種類 whose own heading names no kind of it. */
bool rt_is_unknown_flag(const struct rt_column *column);
/* Comments on the rows of a sheet, which nothing reads. */
enum rt_status rt_report_comments(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_error *err) RT_MUST_USE;
/* What is to be said when a sheet begins, and when it ends. */
enum rt_status rt_report_layout(
    struct rt_convert *c, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_report_end(
    struct rt_convert *c, struct rt_error *err) RT_MUST_USE;

/* --- pend.c ------------------------------------------------------------------ */

/* Adds a finding about the current row at a field's cell (or col 0); the cell's
 * content is its actual value. The caller may add what was expected. */
struct rt_pending *rt_pend(struct rt_convert *c, enum rt_code code,
    enum rt_field f, const struct rt_str args[RT_FINDING_ARGS]);
/* Such a finding that waits already, or NULL. */
struct rt_pending *rt_pended(
    struct rt_convert *c, enum rt_code code, enum rt_field f);
/* Whether the field's cell holds what cannot be taken; then the finding about it
 * waits. */
bool rt_pend_refused(struct rt_convert *c, enum rt_field f);
/* VA304: the field's cell, spelt otherwise, was taken for `as`. */
void rt_pend_taken(struct rt_convert *c, enum rt_field f, struct rt_str as);
/* The same of any code, with what was expected. */
void rt_pend_value(struct rt_convert *c, enum rt_code code, enum rt_field f,
    struct rt_str expected);
/* TP431 where the row has a name and nothing else: whether it is an asset is one
 * question, in place of one for each cell that is blank. */
void rt_pend_lone_name(struct rt_convert *c);
/* VA306: a formula without a stored value. */
void rt_pend_no_value(struct rt_convert *c, enum rt_field f);
/* VA320: the format of the field's cell shows something else than its value. */
void rt_pend_shown(struct rt_convert *c, enum rt_field f, int value);

/* --- fields.c ---------------------------------------------------------------- */

/* Reads every field of the row into *risk; findings wait in c->pending. */
enum rt_status rt_read_fields(struct rt_convert *c, struct rt_risk *risk,
    struct rt_error *err) RT_MUST_USE;
/* The field in the language of messages. */
struct rt_str rt_name(const struct rt_convert *c, enum rt_field f);
/* "4" in the row's arena. */
struct rt_str rt_num(struct rt_convert *c, int64_t v);
/* What a message says where there is nothing: なし. */
struct rt_str rt_none(const struct rt_convert *c);
/* A cell's text for people: trimmed, and cut where it is long. */
struct rt_str rt_shown(struct rt_convert *c, const struct rt_cell *cell);
/* "1～3": the whole numbers that a cell may hold. */
struct rt_str rt_range_text(struct rt_convert *c, int min, int max);
/* "2～4", in English "rows 2 to 4". */
struct rt_str rt_rows_text(struct rt_convert *c, uint32_t from, uint32_t to);

/* --- unrated.c --------------------------------------------------------------- */

/* A field of the row that is not known, or threat and vulnerability both; and
 * what the row lacks for its likelihood. */
void rt_pend_unknown(struct rt_convert *c, const struct rt_risk *risk,
    enum rt_field f, bool both);
void rt_pend_unrated(struct rt_convert *c, const struct rt_risk *risk);

/* --- recorded_level.c -------------------------------------------------------- */

/* The recorded level over the importance, where the whole sheet allows it or the
 * row leaves its likelihood blank (VA430); else RT_UNKNOWN. */
int rt_level_likelihood(struct rt_convert *c, const struct rt_risk *risk);
/* Counts a recorded likelihood that is used in place of a blank threat or
 * vulnerability. */
void rt_note_likelihood(struct rt_convert *c);
/* Whether the level is blank, or none of its importance, though most rows have
 * one that is: that is reported. */
bool rt_pend_no_level(struct rt_convert *c, const struct rt_risk *risk);

/* --- judge.c ------------------------------------------------------------------- */

/* Which threat sheet rates the ledger's media, and whether its rows show what
 * that sheet says; reports what is in doubt. */
enum rt_status rt_find_threats(
    struct rt_convert *c, struct rt_error *err) RT_MUST_USE;

/* Where threat, vulnerability and likelihood come from. */
enum rt_status rt_read_ratings(struct rt_convert *c, struct rt_risk *risk,
    struct rt_error *err) RT_MUST_USE;
/* Computes, and compares the recorded numbers with the computed ones. */
void rt_judge(struct rt_convert *c, struct rt_risk *risk);

/* --- residual.c ---------------------------------------------------------------- */

/* The same for the second evaluation, computed with the row's fields. */
void rt_judge_residual(struct rt_convert *c, const struct rt_risk *risk);
#endif
