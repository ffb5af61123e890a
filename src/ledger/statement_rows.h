/* What the files of the statement of applicability share. */
#ifndef RISKTALLY_LEDGER_STATEMENT_ROWS_H
#define RISKTALLY_LEDGER_STATEMENT_ROWS_H

#include "base/intern.h"
#include "base/list.h"
#include "ledger/private.h"
#include "ledger/statement.h"
#include "record/book_words.h"
#include "risk/annex.h"

/* Whose a row is, in the order in which the run's statement needs them: of the
 * previous statement as it was written, and as it is; of an input. */
enum ldb_soa { LDB_OF_BASIS, LDB_OF_PREVIOUS, LDB_OF_SENT };

struct ldb_soa_row {
    int64_t input;
    enum ldb_soa kind;
    struct rt_soa_row row;
};

void rt_ldb_get_soa_row(struct rt_sql_read *r, void *to);

enum {
    LDB_OWN_CONTROLS = 1000, /* of the company, as far as they are gathered */
    LDB_RISKS_SHOWN = 5,
    LDB_TEXTS_SHOWN = 20, /* reasons and documents of one control */
    LDB_SOA_TEXT = 30000, /* of a cell */
    LDB_SHOWN = 200       /* in a message */
};

/* The cells of a control that people edit. */
enum ldb_soa_cell {
    LDB_CELL_APPLIES,
    LDB_CELL_STATE,
    LDB_CELL_REASON,
    LDB_CELL_DOCUMENTS,
    LDB_SOA_CELLS
};

extern const enum rt_word rt_ldb_soa_cells[LDB_SOA_CELLS];

/* A row that says something, and of which input. */
struct ldb_saying {
    int64_t input;
    const struct rt_soa_row *row; /* NULL: none */
};

/* Texts of several senders, each once. */
struct ldb_texts {
    struct rt_str list[LDB_TEXTS_SHOWN];
    size_t count, more;
};

/* What was gathered of one control. */
struct ldb_gathered {
    struct rt_str number, name; /* of one of the company's own */
    uint64_t applied, excluded;
    int state;                          /* the worst */
    struct ldb_texts why[2], documents; /* why: by whether it is excluded */
    struct ldb_saying says[2]; /* the first that applies, excludes it */
    uint64_t risks, risks_done, risks_begun;
    uint64_t last_risk;              /* its place in the register */
    uint64_t first[LDB_RISKS_SHOWN]; /* the places of some */
    struct ldb_texts chosen;
    struct rt_str sure; /* one with its number or name */
    const struct rt_soa_row *basis, *previous;
};

struct ldb_joining {
    struct rt_ledger *l;
    enum rt_lang lang;
    struct rt_arena arena;
    struct ldb_gathered *of; /* 93 of the annex, then the company's own */
    size_t count, cap;
    struct rt_intern own;          /* their numbers or names */
    struct ldb_soa_row *excluding; /* rows to be compared when all are there */
    size_t excluding_count, excluding_cap;
    bool previous;  /* there is one, */
    bool has_basis; /* which merge wrote */
    uint64_t personal;
};

/* What this run gives of a control's cells, below what was typed of whether it
 * applies. */
struct ldb_soa_made {
    struct rt_str text[LDB_SOA_CELLS];
    int means, carried;
    bool proposed;
    char mark[LDB_SHOWN];
};

/* --- statement_gather.c -------------------------------------------------------- */

/* Whether there is anything to state. */
enum rt_status rt_ldb_soa_chosen(
    struct ldb_joining *j, bool *any, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ldb_soa_gather(
    struct ldb_joining *j, struct rt_error *err) RT_MUST_USE;

/* In the arena: texts with `between`; the ids of its risks; what a buffer has,
 * which is freed. */
enum rt_status rt_ldb_soa_texts(struct ldb_joining *j,
    const struct ldb_texts *t, const char *between, struct rt_str *to,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ldb_soa_risks(struct ldb_joining *j,
    const struct ldb_gathered *g, struct rt_str *to,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ldb_soa_kept(struct ldb_joining *j, struct rt_buf *b,
    enum rt_status rc, struct rt_str *to, struct rt_error *err) RT_MUST_USE;

/* --- statement_made.c ---------------------------------------------------------- */

enum rt_status rt_ldb_soa_make(struct ldb_joining *j, size_t at,
    struct ldb_soa_made *m, struct rt_error *err) RT_MUST_USE;
/* --- statement_changes.c ------------------------------------------------------- */

struct rt_str rt_ldb_soa_text(const struct rt_soa_row *row, int field);
/* Whether the previous statement's cell is what people put there. */
bool rt_ldb_soa_is_typed(const struct ldb_gathered *g, int field);
struct rt_str *rt_ldb_soa_cell(struct rt_soa_control *c, int field);
/* "5.1", of one of the company's own its number or name. */
struct rt_str rt_ldb_soa_number(
    const struct ldb_joining *j, size_t at, char to[LDB_SHOWN]);
/* On one line, and shortened. */
struct rt_str rt_ldb_soa_shown(struct rt_str text, char to[LDB_SHOWN]);
/* Compares with the previous statement: with what was written where people have
 * changed it since, else with what it says. */
enum rt_status rt_ldb_soa_compare(struct ldb_joining *j, size_t at,
    struct rt_soa_control *out, struct rt_error *err) RT_MUST_USE;

#endif
