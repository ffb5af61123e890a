/* What the files of the form room share; no other room includes this. */
#ifndef RISKTALLY_FORM_FORM_H
#define RISKTALLY_FORM_FORM_H

#include "base/arena.h"
#include "base/spool.h"
#include "base/stage.h"
#include "form/check_answers.h"
#include "form/intake.h"
#include "form/layout.h"
#include "form/refused.h"
#include "input/grid.h"

/* --- first_pass.c: one sheet, first pass --------------------------------------- */

/* Other rules in use for a risk value, so that they are recognised. */
enum rt_rule {
    RT_RULE_ITV,     /* importance × threat × vulnerability */
    RT_RULE_CIA,     /* C × I × A */
    RT_RULE_SUM,     /* C + I + A */
    RT_RULE_SUM_L,   /* (C + I + A) × likelihood */
    RT_RULE_CIA_L,   /* C × I × A × likelihood */
    RT_RULE_ITV_SUM, /* importance + threat + vulnerability */
    RT_RULE_L0,      /* importance × a likelihood of 0 to 2 */
    RT_RULE_COUNT
};

/* What the recorded risk values of a sheet are found to be. */
struct rt_tally {
    uint64_t levels; /* rows with a recorded level */
    uint64_t judged; /* of them, rows that our own rule could be checked on */
    uint64_t differ; /* of them, rows that differ */
    uint64_t fit[RT_RULE_COUNT];   /* rows a foreign rule fits */
    uint64_t could[RT_RULE_COUNT]; /* rows it could be checked on */
    uint64_t quotient;    /* rows whose level is importance × 1, 2 or 3 */
    uint64_t no_quotient; /* … and is not */
    uint64_t pairs[RT_LEVEL_MAX + 1][RT_HIGH + 1]; /* level and label */
    /* Rows of a medium that show a threat (0) or vulnerability (1) of 1 to 3. */
    uint64_t shown[RT_MEDIA][2][4];
    uint64_t by_formula[RT_MEDIA][2][4]; /* of them, those of formulas */
    bool given;           /* a readable importance that was typed */
    bool names;           /* a 管理部署 that is no whole number */
    bool scores, ratings; /* a readable score, a readable threat or
                             vulnerability or likelihood was seen */
};

enum { RT_DEPARTMENTS_MAX = 5 };

/* Evidence for one scale or the other (forms.md 1.4), and of whose it is. */
struct rt_evidence {
    bool has_usage, has_definition, has_old_example; /* sheet names */
    bool definition_zero, definition_three;          /* its text */
    size_t definition_sheet;
    bool heading_zero, heading_three; /* 「機密性（0～2）」, 「（1～3）」 */
    bool rows;                        /* an asset with a name, anywhere */
    /* The departments of such rows; one too many for a file of one's own */
    struct rt_str departments[RT_DEPARTMENTS_MAX];
    size_t department_count;
    bool zero, three;    /* scores */
    bool computed_three; /* a formula's, which may be wrong */
    uint32_t zero_row, zero_col, three_row, three_col; /* 1-based */
    size_t zero_sheet, three_sheet;
    uint64_t scores, zeros, threes; /* cells, not of formulas */
    bool pair_low, pair_high;       /* cached pairs: 0–2, 1–3 */
};

/* A medium's frequencies or vulnerabilities in the list of threats, and what the
 * table beside it shows, which has a row for each medium. */
struct rt_both {
    int lowest, highest;
    uint32_t sum, count; /* of the list's */
    int shown;           /* RT_UNKNOWN: none; 0: blank */
    uint32_t row, col;   /* where, 1-based */
};

/* One threat sheet's answer for a medium, with the cell it came from. */
struct rt_medium_rating {
    int threat, vulnerability; /* RT_UNKNOWN where the sheet has none */
    uint32_t threat_row, threat_col, vuln_row, vuln_col; /* 1-based */
    size_t threat_sheet, vuln_sheet;
    /* One of its ratings could not be read: a maximum below 3 is not known */
    bool threat_unsure, vuln_unsure;
    uint32_t open[2][2]; /* the first blank cell of each: row and column */
    /* The lowest and highest that a formula may find there; 0: no values */
    int found[2][2];
    struct rt_both both[2];
    /* By the rule of the check sheet, for files without stored values */
    int ruled;
    uint32_t ruled_row, ruled_col; /* 1-based */
    size_t ruled_sheet;
};

enum {
    RT_READS_MAX = 8,        /* other sheets that one ledger reads */
    RT_FORMULAS_READ = 2000, /* show which one; parsing them all takes long */
    RT_NAME_PART = 256       /* a sheet's name has 31 characters */
};

/* A sheet that a ledger's formulas of threat and vulnerability read, and which
 * shared formulas of the ledger do. */
struct rt_read {
    struct rt_str sheet;
    uint64_t cells;
    uint64_t of_last[2]; /* of them, those of the last formula of each column */
    uint32_t shared[8];
    size_t shared_count;
};

struct rt_reads {
    struct rt_read of[RT_READS_MAX];
    size_t count, formulas; /* formulas: looked at */
    bool hidden;            /* some read what their text does not show */
    bool highest;           /* some ask for a maximum */
    char last[2][256];      /* the last formula of each column, or "" */
};

/* Rows of a table that is no ledger, on a ledger's sheet. */
struct rt_other_table {
    uint32_t from, to;
    bool guessed; /* by its rows, not by its headings' words */
    /* Of lines that explain the table: what they are headed, and the first of
     * them that is not plainly a note. */
    struct rt_str head, line;
};

/* The search for them, row by row. */
struct rt_other_tables {
    struct rt_other_table *of; /* ascending */
    size_t count, cap;
    enum { RT_OTHER_NONE, RT_OTHER_SUPPOSED, RT_OTHER_OPEN } state;
    uint64_t rows;               /* below the one supposed to be a heading */
    uint32_t next;               /* the row that follows if there is no gap */
    bool gap, blank;             /* the row before was one, and blank */
    struct rt_str head;          /* of lines that explain the table */
    bool explains;               /* one of them is in `of` */
    struct rt_evidence evidence; /* before the rows of the table supposed */
    struct rt_tally tally;
};

/* The department that is named above a ledger's headings. */
struct rt_titled {
    struct rt_str name;
    uint32_t row, col; /* 1-based */
    bool labelled;     /* 「部署名」 is beside it */
    bool unclear;      /* another one is named, too */
};

/* A sheet's first note that says that a low number is the worst, and what the
 * words for levels in its notes mean so far. */
struct rt_place;

struct rt_inverted {
    struct rt_str text;
    uint32_t row, col; /* 1-based; row 0: there is none */
    struct rt_legend levels;
    bool of_order;   /* the lines at hand are about priorities */
    int top, bottom; /* the numbers of 極秘 and 公開 so far; 0: none */
    const char *top_word, *bottom_word;
    bool unclear;  /* of one of them there are several */
    bool numbered; /* a column numbers the lines */
};

/* Rows of a CSV, by their value below the last heading. */
struct rt_line_ends {
    uint64_t filled, blank; /* there is one; a field without one */
    uint64_t cut;           /* the row ends before it */
};

/* Rows that follow each other and were prepared with the same content and no
 * name: from RT_SPARE_MIN on they are no assets. */
enum { RT_SPARE_MIN = 3 };

struct rt_spare {
    uint32_t from, to;
};

struct rt_spares {
    struct rt_spare *of; /* ascending */
    size_t count, cap;
    uint64_t hash;        /* of the last row's content; 0: it is none */
    uint32_t first, last; /* rows with that */
};

struct rt_sheet_facts {
    size_t index; /* in the book */
    struct rt_str name;
    bool hidden, example, unsplit, basis; /* basis: merge's own statement's */
    const struct rt_assessed_sheet *assessed; /* merge's own report; or NULL */
    struct rt_layout layout;     /* form NONE: nothing was recognised */
    const struct rt_text *known; /* then: the ISMS form that it is, or NULL */
    struct rt_str heads; /* … or what may be its headings, for a message */
    struct rt_medium_rating *media; /* of a threat sheet, else NULL */
    struct rt_reads reads;          /* of a ledger */
    const struct rt_range *merges;
    size_t merge_count;
    uint32_t hidden_rows, first_hidden_row;
    bool *hidden_cols; /* by column below RT_COLUMNS_MAX */
    struct rt_tally tally;
    struct rt_line_ends ends;
    struct rt_other_tables others; /* of a ledger */
    struct rt_spares spares;       /* of a ledger */
    struct rt_titled titled;       /* of a ledger */
    struct rt_inverted inverted;
    struct rt_checks *checks;     /* the category at hand, or NULL */
    struct rt_check_counts *rule; /* our own form's, or NULL */
    uint64_t cells;               /* non-empty cells seen on the sheet */
    uint64_t spooled;             /* table rows in the raw spool */
};

enum {
    RT_EXAMPLES_MAX = 64, /* the form's own example has nine rows */
    RT_STRANGERS_MAX = 64 /* past that each row is reported */
};

struct rt_example;

/* A 管理部署 that is not in the roster, and its first cell (1-based). */
struct rt_stranger {
    struct rt_str name;
    const struct rt_sheet_facts *sheet;
    uint32_t row, col;
};

/* A text near a header, and whether it is a heading. */
enum { RT_ASKED = 256 };

struct rt_asked {
    struct rt_str text;
    bool known;
};

struct rt_intake {
    struct rt_intake_request request;
    struct rt_arena arena;
    struct rt_book *book;
    bool manual_calc, meeting; /* has items of a management review */
    bool traced;               /* see rt_intake_is_traced */
    struct rt_grid *grid;      /* or NULL */
    struct rt_error grid_failed;
    struct rt_input input;
    char sha256[65];
    const struct rt_profile *profile;
    struct rt_legend legend;
    struct rt_asked asked[RT_ASKED];
    struct rt_sheet_facts *sheets;
    size_t sheet_count;
    struct rt_evidence evidence;
    struct rt_medium_rating media[RT_MEDIA]; /* by the check sheet's rule */
    bool has_threats;
    bool filled; /* a frequency or an answer was typed */
    struct rt_example *examples[RT_EXAMPLES_MAX]; /* the example sheet's */
    size_t example_count;
    uint64_t published_examples; /* of the example sheet */
    bool example_results;        /* the form's own rows there have results */
    int roster_file; /* the department that its name shows, or RT_ROSTER_NONE
                         … */
    unsigned char *sent;    /* by department of the roster: RT_HEARD … */
    bool asked_roster_file; /* for a row without a department of its own */
    struct rt_stranger strangers[RT_STRANGERS_MAX];
    size_t stranger_count;
    /* The first of no department, of assets and of a report's risks; `name` is
     * the heading of a column not used. */
    struct rt_stranger unassigned[2];
    uint64_t unassigned_count[2];
    struct rt_spool raw; /* rows of the tables, first pass */
    struct rt_spool raw_plans, raw_statements; /* the same of those */
    struct rt_spool raw_beside; /* rows beside them, where asked for */
    struct rt_spool out;        /* entries, second pass */
    /* The second pass where it goes on while its entries are taken, after those of
     * `out`: whether it waits for that. It knows it as `to`. */
    bool waits;
    struct rt_stage *rest, *to;
    struct rt_buf pack, text, text2;
    struct rt_plan_room plan_room; /* of the plan row given last */
};

/* One of which nothing is known yet. */
enum rt_status rt_intake_new(const struct rt_intake_request *request,
    struct rt_intake **out, struct rt_error *err) RT_MUST_USE;

/* Whether a sheet may repeat another's rows: what comes of a row is then not
 * known before the last (extract.c). */
bool rt_may_repeat(const struct rt_intake *in);

/* Reads one sheet: finds its table, spools its rows, gathers evidence. */
enum rt_status rt_sheet_survey(
    struct rt_intake *in, size_t index, struct rt_error *err) RT_MUST_USE;

/* Whether the text is no name, of a department or an asset: a word or stroke for
 * none, a number, a day, an error (department.c). */
bool rt_is_no_name(struct rt_str name);

/* Notes the department that a row above a ledger's headings names (section.c). */
enum rt_status rt_section_above(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err) RT_MUST_USE;

/* Notes how the row ends (short_row.c). */
void rt_short_note(struct rt_sheet_facts *sheet, const struct rt_row *row);
/* Adds one row to the sheet's tally and the file's evidence. */
void rt_tally_row(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row);
/* The foreign rule that explains every recorded level where ours does not;
 * RT_RULE_COUNT where there is none. */
enum rt_rule rt_tally_rule(const struct rt_tally *t);
/* The threat (0) or vulnerability (1) of a medium's formulas, where all have the
 * same; of two at least, for one says nothing of the rest. */
int rt_tally_formulas(const struct rt_tally *t, int medium, int kind);
/* Whether the row's recorded level is what the rule gives. */
bool rt_tally_fits(struct rt_intake *in, const struct rt_sheet_facts *sheet,
    const struct rt_row *row, enum rt_rule rule);
/* The built-in profile whose classes explain every recorded label, where those
 * of `own` do not; NULL where there is none. *labels is how many there are. */
const struct rt_profile *rt_tally_classes(
    const struct rt_tally *t, const struct rt_profile *own, uint64_t *labels);
struct rt_str rt_rule_name(enum rt_rule rule, enum rt_lang lang);

/* --- other_table.c ------------------------------------------------------- */

/* Looks at one row, and at the ledger's end; while the state is OPEN the row is
 * another table's. */
enum rt_status rt_other_table_row(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err) RT_MUST_USE;
void rt_other_table_end(struct rt_intake *in, struct rt_sheet_facts *sheet);
/* The table that the row belongs to, or NULL. To be asked after the end. */
const struct rt_other_table *rt_other_table_at(
    const struct rt_sheet_facts *sheet, uint32_t row);

/* The same of lines below a gap that explain the table; whether the row is one
 * of them (explanation.c). */
enum rt_status rt_explanation_row(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_row *row, bool gap, bool *is,
    struct rt_error *err) RT_MUST_USE;

/* Whether the text is the heading of such lines. */
bool rt_heads_explanation(
    const struct rt_intake *in, const struct rt_cell *cell);

/* Looks at a row for those that are spare; the spare rows that a row is one of,
 * or NULL (note_rows.c). */
enum rt_status rt_spare_note(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, struct rt_error *err) RT_MUST_USE;
const struct rt_spare *rt_spare_at(
    const struct rt_sheet_facts *sheet, uint32_t row);

/* What a person fills in ahead for rows that may stay empty. */
bool rt_is_context(enum rt_field f);

/* Remembers a row of an example sheet. */
enum rt_status rt_example_note(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err) RT_MUST_USE;
/* How a row of a ledger resembles those. */
enum rt_likeness {
    RT_UNLIKE_EXAMPLE,
    RT_IS_EXAMPLE,
    RT_BEGINS_AS_EXAMPLE /* the same, and something of its own */
};

/* *col is the first column (1-based) with something of the row's own. */
enum rt_likeness rt_example_is(struct rt_intake *in,
    const struct rt_layout *layout, const struct rt_row *row, uint32_t *col);
/* What a row of an example sheet with a name is: the form's own, an asset that
 * was typed there, or either. To be asked when all sheets have been surveyed. */
enum rt_example_row {
    RT_EXAMPLE_OF_FORM,
    RT_EXAMPLE_TYPED,
    RT_EXAMPLE_DOUBTFUL
};

enum rt_example_row rt_example_row_is(const struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row);

/* Folded: 「（例）」 and no more; a name that begins so. */
bool rt_is_example_mark(struct rt_str s);
bool rt_is_example_name(struct rt_str s);

/* Whether the cell cannot be an asset's name: also an error, and the 0 that a
 * formula gives for an empty cell elsewhere. */
bool rt_name_blank(const struct rt_cell *cell);
/* --- above.c --------------------------------------------------------------- */

/* Reports notes above and between a ledger's headings; `rows` are the sheet's
 * first. */
enum rt_status rt_report_above(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_grid_row *rows,
    struct rt_error *err) RT_MUST_USE;

/* --- odd.c ------------------------------------------------------------------- */

/* A column (0-based, -1: none) and what it holds. */
struct rt_struck_field {
    int32_t col;
    enum rt_field field;
};

/* Reports which cells are crossed out, of a list of threats or answers that are
 * counted (TP422). */
enum rt_status rt_report_struck(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    const struct rt_struck_field *fields, size_t count,
    struct rt_error *err) RT_MUST_USE;

/* --- threats.c ------------------------------------------------------------- */

struct rt_threat_reader;

enum rt_status rt_threats_begin(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_grid_row *header,
    size_t header_count, struct rt_threat_reader **out,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_threats_row(struct rt_intake *in,
    struct rt_sheet_facts *sheet, struct rt_threat_reader *reader,
    const struct rt_row *row, struct rt_error *err) RT_MUST_USE;
void rt_threats_end(struct rt_sheet_facts *sheet);

/* --- threats_beside.c ------------------------------------------------------ */

/* The table beside each list of threats against it, when every sheet is read. */
enum rt_status rt_threats_judge(
    struct rt_intake *in, struct rt_error *err) RT_MUST_USE;

/* --- threat_source.c ------------------------------------------------------- */

/* Notes which sheets the formulas of the ledger's row read. */
void rt_threats_note_reads(struct rt_intake *in, struct rt_sheet_facts *ledger,
    const struct rt_row *row);

/* The threat sheet of a ledger. */
struct rt_threat_source {
    const struct rt_sheet_facts *sheet; /* NULL: none, or it is unclear which */
    const struct rt_sheet_facts *by_name; /* another that its name asks for */
    const struct rt_sheet_facts *whose;   /* the ledger whose name it bears */
    bool mixed; /* some of its formulas read another */
    bool unclear;
};

/* How many ratings that the ledger's rows show are those of their media on the
 * threat sheet, and how many are not. */
void rt_threats_compare(const struct rt_sheet_facts *ledger,
    const struct rt_sheet_facts *threats, uint64_t *same, uint64_t *other);

/* To be asked when all sheets have been surveyed. */
struct rt_threat_source rt_threats_of(
    const struct rt_intake *in, const struct rt_sheet_facts *ledger);
/* Of a ledger whose formulas read several: the one that this formula reads;
 * `usual` where that is none, or no single one. */
const struct rt_sheet_facts *rt_threats_of_cell(struct rt_intake *in,
    struct rt_sheet_facts *ledger, const struct rt_cell *cell,
    const struct rt_sheet_facts *usual);
/* Whether a rating (0: threat, 1: vulnerability) is a formula's that reads the
 * threat sheet, and is not what it finds there: it was not computed again. */
bool rt_threats_outdate(struct rt_intake *in, struct rt_sheet_facts *ledger,
    const struct rt_sheet_facts *threats, const struct rt_cell *cell,
    const int found[2], int shown);
/* Whether no ledger uses the threat sheet, and one that says otherwise was
 * chosen by its name. */
bool rt_threats_other(const struct rt_intake *in,
    const struct rt_sheet_facts *threats, struct rt_str *used);
/* Whether no ledger uses the threat sheet, while two of them use one sheet. */
bool rt_threats_left_out(const struct rt_intake *in,
    const struct rt_sheet_facts *threats, struct rt_str args[3]);

/* --- checks.c --------------------------------------------------------------- */

/* One row of a check sheet, and its end. */
enum rt_status rt_checks_row(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_checks_end(struct rt_intake *in, struct rt_sheet_facts *sheet,
    struct rt_error *err) RT_MUST_USE;

/* --- edition.c -------------------------------------------------------------- */

/* Decides the profile and edition, and reports what is uncertain. */
enum rt_status rt_edition_decide(
    struct rt_intake *in, struct rt_error *err) RT_MUST_USE;
/* 2: the 0–2 scale, 3: the 1–3 scale, 0: no evidence (so far). */
int rt_edition_scale(const struct rt_evidence *e);
/* Whether the file has sheets that only a risk-analysis workbook has. */
bool rt_edition_is_workbook(const struct rt_intake *in);
/* Looks at a sheet's name, and at the text of 重要度定義. */
void rt_edition_name(struct rt_intake *in, struct rt_str folded);
void rt_edition_text(struct rt_intake *in, struct rt_str text);
/* Looks for the scale in a ledger's headings of scores. */
void rt_edition_headings(struct rt_intake *in, const struct rt_layout *l);

/* --- legend.c ---------------------------------------------------------------- */

/* Notes what a row beside the tables says of the words for scores; of a sheet
 * without a table also a number and a word in neighbouring cells. */
void rt_legend_note(struct rt_legend *l, const struct rt_vocab *vocab,
    const struct rt_row *row, bool cells);

/* --- inverted.c -------------------------------------------------------------- */

/* Looks at what a row says beside the table's values; and reports, when the
 * profile is known. */
enum rt_status rt_inverted_note(struct rt_intake *in,
    struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err) RT_MUST_USE;
/* Whether a text says that a low number is the worst; whether a cell beside the
 * headings explains numbers and heads no column: 「高＝3、中＝2、低＝1」. */
bool rt_is_inverted_note(struct rt_str text);
bool rt_is_bare_legend(struct rt_str text);
/* TP206 of the text `actual` at that place. */
enum rt_status rt_inverted_put(struct rt_intake *in,
    const struct rt_place *place, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_inverted_report(
    struct rt_intake *in, struct rt_error *err) RT_MUST_USE;

/* --- entry.c: what comes out ------------------------------------------------- */

/* Where a finding belongs. */
struct rt_place {
    const struct rt_sheet_facts *sheet; /* NULL: the file */
    uint32_t row, col;                  /* 1-based, 0: none */
    struct rt_str risk_id, department;
    struct rt_str expected, actual, inputs;
};

enum rt_status rt_put_finding(struct rt_intake *in, enum rt_code code,
    const struct rt_place *place, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_put_risk(struct rt_intake *in, size_t sheet_index,
    const struct rt_risk *risk, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_put_rejected(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    enum rt_code code, struct rt_str reason, struct rt_error *err) RT_MUST_USE;

enum rt_status rt_put_checks(struct rt_intake *in,
    const struct rt_checks *checks, struct rt_error *err) RT_MUST_USE;

/* What was put, as rt_intake_next gives it. */
enum rt_status rt_get_entry(struct rt_intake *in, struct rt_str record,
    struct rt_entry *entry, struct rt_error *err) RT_MUST_USE;

/* A raw row in and out of a spool. */
enum rt_status rt_raw_put(struct rt_intake *in, struct rt_spool *to,
    size_t sheet, const struct rt_row *row, struct rt_error *err) RT_MUST_USE;
/* `cells` has room for `max`; texts are views into the record. */
enum rt_status rt_raw_get(struct rt_spool *from, size_t *sheet,
    struct rt_row *row, struct rt_cell *cells, size_t max,
    struct rt_error *problem, struct rt_error *err) RT_MUST_USE;

/* What a ledger without assets is: to check, a form that nobody has filled in
 * yet is not at fault (sheet_report.c). */
enum rt_code rt_no_assets(const struct rt_intake *in);
/* Which headings were overwritten (healed_report.c). */
enum rt_status rt_report_healed(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_error *err) RT_MUST_USE;
/* Whether the sheet's table is a treatment plan's (plan_layout.c). */
bool rt_sheet_is_plan(const struct rt_sheet_facts *sheet);

/* --- plan_reader.c: treatment plans ------------------------------------------------ */

/* Reads the plans' rows, after the first pass, and puts them out. */
enum rt_status rt_plan_rows(
    struct rt_intake *in, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_put_plan(struct rt_intake *in, enum rt_entry_kind kind,
    const struct rt_plan_row *row, struct rt_error *err) RT_MUST_USE;

/* --- ditto.c ---------------------------------------------------------------- */

/* The texts of the row above, for cells that only say "as above". Those of
 * one row lie in one arena, those of the next in the other. */
struct rt_ditto {
    struct rt_cell above[RT_COLUMNS_MAX]; /* no text: nothing above */
    struct rt_arena arena[2];
    unsigned at;
};

void rt_ditto_init(struct rt_ditto *d);
void rt_ditto_fini(struct rt_ditto *d);
void rt_ditto_begin(struct rt_ditto *d); /* a table */
/* The cells that are kept from here on are the next row's. */
void rt_ditto_next(struct rt_ditto *d);
enum rt_status rt_ditto_keep(struct rt_ditto *d, size_t i,
    const struct rt_cell *cell, struct rt_error *err) RT_MUST_USE;
/* What was kept there; NULL for nothing. */
const struct rt_cell *rt_ditto_above(const struct rt_ditto *d, size_t i);

/* --- department.c --------------------------------------------------------- */

/* Whether the file speaks for a department of the roster. */
bool rt_is_heard(const struct rt_intake *in);

/* --- known_forms.c ----------------------------------------------------------- */

/* The name of the ISMS form that a sheet without a table of ours is, by the
 * names of sheet and file and its first rows; NULL for none. */
const struct rt_text *rt_known_form(const struct rt_intake *in,
    struct rt_str sheet, const struct rt_grid_row *rows, size_t count);

/* --- second_pass.c: second pass ---------------------------------------------------- */

enum rt_status rt_convert_rows(
    struct rt_intake *in, struct rt_error *err) RT_MUST_USE;

#endif
