/* How a row of a statement of applicability is read, by merge and by check.
 *
 * A number of the annex is in a column of its own, in the column of the control
 * in front of its name, or in the first of two columns under one heading. Marks
 * are ○ and ×, O, X and P (partly), 未 and ー, and the words for them. What this
 * program proposes is marked 「（案）」, and nobody has decided on it.
 */
#ifndef RISKTALLY_FORM_STATEMENT_ROW_H
#define RISKTALLY_FORM_STATEMENT_ROW_H

#include "form/layout.h"
#include "record/soa.h"
#include "risk/annex.h"

struct rt_statement_row {
    const struct rt_layout *layout;
    const struct rt_row *row;
    const struct rt_cell *const *cell; /* by field, with those merged over it */
    bool csv;
};

/* Of a control's number, the first that is there. */
enum { RT_NUMBER_FIELDS = 3 };
extern const enum rt_field rt_number_fields[RT_NUMBER_FIELDS];

/* The row's number and the field that holds it. */
struct rt_annex_number rt_statement_number(
    const struct rt_statement_row *row, enum rt_field *where);
/* Whether it has more than a name: that alone is a note. */
bool rt_statement_is_marked(const struct rt_statement_row *row);
/* The cell with the control's name, and the name folded, in `to`, without its
 * number; empty for none. */
const struct rt_cell *rt_statement_name_cell(
    const struct rt_statement_row *row);
enum { RT_STATEMENT_NAME = 1024 };
struct rt_str rt_statement_name(
    const struct rt_statement_row *row, char to[RT_STATEMENT_NAME]);

/* Where numbers are as rows go by; all zero at first. In a spreadsheet 5.10
 * becomes the number 5.1. */
struct rt_statement_seen {
    uint32_t row[RT_ANNEX_CONTROLS]; /* 0: not there yet */
    int last_theme, last_n;
};

enum rt_lost_zero {
    RT_ZERO_THERE,
    RT_ZERO_FOLLOWS, /* what comes after 5.9 is 5.10 */
    RT_ZERO_TWICE    /* 5.1 was there already: it may be meant */
};

/* Gives the number its zero where it was lost. */
enum rt_lost_zero rt_statement_restore(
    const struct rt_statement_seen *seen, struct rt_annex_number *number);

enum rt_applied {
    RT_APPLIED_BLANK,
    RT_APPLIED_YES,
    RT_APPLIED_NO,
    RT_APPLIED_UNREADABLE
};

enum rt_carried {
    RT_CARRIED_BLANK,
    RT_CARRIED_OUT,
    RT_CARRIED_PARTLY,
    RT_CARRIED_NOT,
    RT_CARRIED_NO, /* ×: not, or not applicable */
    RT_CARRIED_NA,
    RT_CARRIED_BAD
};

enum rt_applied rt_statement_applied(
    const struct rt_vocab *vocab, const struct rt_cell *cell);
/* P: it applies, and is partly carried out. */
bool rt_statement_is_partly(const struct rt_cell *cell);
enum rt_carried rt_statement_carried(
    const struct rt_vocab *vocab, const struct rt_cell *cell);
/* The column that says whether the controls are carried out, or NONE. */
enum rt_field rt_statement_state(const struct rt_layout *layout);

/* 「○（案）」, 「要判断」: written by this program, decided by nobody. */
bool rt_is_proposed(struct rt_str text);

/* Whether a reason is one: 「検討中」, 「同上」 and 「同左」 are none. */
bool rt_statement_is_reason(const struct rt_cell *cell);
/* Whether a document is named; 「未作成」 is none. */
bool rt_statement_is_document(const struct rt_cell *cell);
/* 検討中, 未定 and the like. */
bool rt_is_undecided(struct rt_str folded);
/* Whether a column asks for one kind of reason alone. */
bool rt_statement_of_one_kind(const struct rt_layout *layout, enum rt_field f);

#endif
