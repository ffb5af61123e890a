/* `check`: what is wrong with a deliverable, cell by cell.
 *
 * Each audit looks at one file's grid and hands its findings, in any order, to
 * a sink; the caller sorts. Nothing is changed or guessed.
 */
#ifndef RISKTALLY_AUDIT_H
#define RISKTALLY_AUDIT_H

#include "finding/finding.h"
#include "form/intake.h"

/* An accepted row, and what the profile makes of it. */
struct rt_audit_row {
    size_t sheet;
    uint32_t row;
    struct rt_scores scores;
    struct rt_assessment result;
    int residual_importance, residual_likelihood, residual_level;
    const char *medium; /* the form's term; NULL: another, or none */
    struct rt_str department;
    bool retained; /* its treatment is 保有 */
    bool own;      /* of this program's register or plan (own_rows.h); then: */
    const struct rt_profile *profile; /* that it names; NULL: none known */
    bool
        refused; /* a value it gives cannot be taken: nothing follows from it */
    struct rt_str right_profile; /* the name that belongs there, not that one */
    bool kept;                   /* 前回のまま */
    bool view;  /* of a register's 事象一覧: no figure counts it */
    bool added; /* by people to a plan: nothing was computed in it */
    struct rt_assessment counted; /* in our own books: the results, of a row
                                     that was kept those that it shows */
};

struct rt_summaries;
struct rt_fixed;
struct rt_asset_set;

struct rt_audit {
    const struct rt_vocab *vocab;
    const struct rt_profile *profile; /* in force for this file */
    enum rt_lang lang;
    const char *now; /* ISO date */
    /* Who may approve for whom, as in struct rt_signing. */
    const char *const *deputies;
    size_t deputy_count;
    /* How many cells (and characters of texts) computing the file's formulas
     * may look at; RA526 where they ask for more. */
    uint64_t formula_cells;
    struct rt_sink sink;
    struct rt_asset_set *assets;     /* takes approvers; or NULL */
    const struct rt_audit_row *rows; /* by sheet and row; of a book of ours
                                        they are rt_audit_begin's */
    size_t row_count;
    /* The rest is rt_audit_begin's. */
    const struct rt_grid *grid;
    struct rt_table *tables;        /* by sheet (audit_table.h) */
    struct rt_summaries *summaries; /* summary.h */
    const struct rt_fixed *fixed;   /* own_fixed.h */
    size_t fixed_count;
    struct rt_str file, edition, department;
    bool csv, manual_calc;
};

/* Takes over what the intake has read, its grid and the tables it found;
 * `arena` holds what is made of them. Both must live as long as the audit. */
enum rt_status rt_audit_begin(struct rt_audit *audit,
    const struct rt_intake *intake, struct rt_arena *arena,
    struct rt_error *err) RT_MUST_USE;

/* The row at that place, or NULL; and the profile by which it is judged. */
const struct rt_audit_row *rt_audit_row_at(
    const struct rt_audit *audit, size_t sheet, uint32_t row);
const struct rt_profile *rt_audit_profile_at(
    const struct rt_audit *audit, size_t sheet, uint32_t row);

/* Formulas: every column of a table in relative terms, references, ranges,
 * constants, other files, error values, rows below the last formula, stale
 * values, missing values, manual calculation (family RA). `known` are the
 * intake's findings of the file, at least those that rt_audit_takes, RA201, RA203 and
 * VA305. The differences among them (RA101 to RA106) are classified here as
 * differs, typed over or stale and passed on under that code; RA201 keeps its
 * sheet from being judged row by row. A verdict in a row of `known` bears that
 * row's risk id. In each of the audit's rows, a computed value that is blank or
 * an error is a difference too. */
enum rt_status rt_audit_formulas(const struct rt_audit *audit,
    const struct rt_finding *known, size_t count,
    struct rt_error *err) RT_MUST_USE;
/* Whether the audit of formulas reports the fault of this code itself: the
 * caller then drops the original. */
bool rt_audit_takes(enum rt_code code);

/* Structure against the blank form of the edition, "2.1", "3" or "3.1"; where
 * that is empty, only cells are looked at (family TP). */
enum rt_status rt_audit_structure(
    const struct rt_audit *audit, struct rt_error *err) RT_MUST_USE;

/* What was changed in a book of ours since merge wrote it, by the record that it
 * keeps (record/trace.h); `named`: the book says that it has one. `said` are
 * the cells that the other audits and the intake have named; they are sorted. */
struct rt_said {
    size_t sheet;
    uint32_t row, col; /* 1-based, 0-based */
};
enum rt_status rt_audit_trace(const struct rt_audit *audit, bool named,
    struct rt_said *said, size_t count, struct rt_error *err) RT_MUST_USE;

/* Treatment (family PL): assessment reports, treatment plans, statements of
 * applicability, each on its own and against each other. */
struct rt_treatments;

/* What files say is kept for the comparison between them: at most so many bytes
 * of text; PL308 where there is more. */
enum rt_status rt_treatments_new(struct rt_treatments **out, uint64_t max_bytes,
    struct rt_error *err) RT_MUST_USE;
void rt_treatments_free(struct rt_treatments *all);

/* One file; `all` may be NULL: then it is compared with no other. */
enum rt_status rt_audit_treatment(const struct rt_audit *audit,
    struct rt_treatments *all, struct rt_error *err) RT_MUST_USE;
/* The files among themselves, when all have been audited. */
enum rt_status rt_treatments_compare(struct rt_treatments *all,
    enum rt_lang lang, const struct rt_sink *sink,
    struct rt_error *err) RT_MUST_USE;

/* Who approved the report or the plan on a sheet, as its block of names and dates
 * says. */
struct rt_approval {
    struct rt_str by; /* empty: nobody */
    char on[11];      /* ISO; "" where it is not known */
};
enum rt_status rt_audit_approval(const struct rt_audit *audit, size_t sheet,
    struct rt_arena *arena, struct rt_approval *out,
    struct rt_error *err) RT_MUST_USE;

/* What of an earlier version of the file is otherwise in this one (family DL, codes
 * DL4xx), into the sink of `new`; both have begun. */
enum rt_status rt_audit_against(const struct rt_audit *old,
    const struct rt_audit *new, struct rt_arena *arena,
    struct rt_error *err) RT_MUST_USE;

/* Completeness: the deliverables' assets against an asset list's, by normalised
 * name and medium, with near matches proposed, and what differs between the
 * two (family RA, codes RA4xx); rows of an assessment report by the numbers that
 * they name. */
struct rt_asset_row {
    const struct rt_risk *risk;
    const struct rt_layout *layout; /* of its table */
    bool list;                      /* of the list, not of a deliverable */
    int importance; /* that the list gives, RT_UNKNOWN where it gives none */
    bool undecided; /* nothing in its file says which scale it is on */
    const struct rt_profile *profile; /* that its file is judged by */
};

enum rt_status rt_asset_set_new(
    struct rt_asset_set **out, struct rt_error *err) RT_MUST_USE;
void rt_asset_set_free(struct rt_asset_set *set);
/* Copies what it needs. */
enum rt_status rt_asset_set_add(struct rt_asset_set *set,
    const struct rt_asset_row *row, struct rt_error *err) RT_MUST_USE;
/* An asset of a list with a No that a report may name. */
struct rt_listed_asset {
    struct rt_where where; /* of the No */
    bool alone;            /* no other file is checked */
    struct rt_str number, name;
    struct rt_str unit, department; /* of the row, and of its file */
    struct rt_str owner;
    int importance; /* RT_UNKNOWN where it is not sure */
    bool important; /* by the rule of `profile`, which outlives the set */
    const struct rt_profile *profile;
};
enum rt_status rt_asset_set_list(struct rt_asset_set *set,
    const struct rt_listed_asset *l, struct rt_error *err) RT_MUST_USE;
/* Who approved the report or the plan of that file. */
enum rt_status rt_asset_set_approver(struct rt_asset_set *set,
    const struct rt_where *where, struct rt_str department,
    struct rt_str approver, struct rt_error *err) RT_MUST_USE;
/* The reports against the lists that are theirs (asset_lists.h): numbers that the
 * list does not have, another importance, important assets without an event,
 * approvers who own none of the assets. */
enum rt_status rt_asset_set_own_numbers(const struct rt_asset_set *set,
    enum rt_lang lang, const struct rt_sink *sink,
    struct rt_error *err) RT_MUST_USE;
/* `list_checked`: the list is a deliverable of this run, too. */
enum rt_status rt_asset_set_compare(const struct rt_asset_set *set,
    bool list_checked, enum rt_lang lang, const struct rt_sink *sink,
    struct rt_error *err) RT_MUST_USE;

#endif
