/* What the two files about columns share. */
#ifndef RISKTALLY_AUDIT_COLUMN_FORMULA_H
#define RISKTALLY_AUDIT_COLUMN_FORMULA_H

#include "audit/formulas/formula_audit.h"

/* One column of a table. */
struct rt_audit_column {
    struct rt_work *w;
    size_t sheet;
    uint32_t col;
    uint32_t group; /* of rows */
    const struct rt_table *table;
    enum rt_field field;
    struct rt_item **items;      /* of the table's rows, by formula, then row */
    size_t count, own;           /* own: how many share the column's formula */
    const struct rt_item *model; /* the first of them; NULL: there is none */
    bool rule_differs; /* the column's own formula is not the rule's */
};

/* What the column's own formula says of a cell. */
struct rt_answer {
    bool wrong, known;
    bool shows_nothing;    /* the formula, here: its inputs are blank */
    bool unsure;           /* nothing else says what is right then */
    bool other_type;       /* a text that looks like the right number */
    struct rt_str right;   /* the right value, where it is wrong */
    struct rt_str moved;   /* the column's formula, in this row */
    struct rt_str formula; /* the same, shown */
    struct rt_str inputs;
};

/* --- inconsistent_formula.c --------------------------------------------------------------- */

/* Whether the row's second assessment has not been made yet: its inputs are
 * blank, and so may its result be, whatever 0 × 0 is. */
bool rt_column_is_not_due(const struct rt_audit_column *c, uint32_t row);
/* Computes the column's own formula in the row and compares `value` (NULL: not
 * known) with it. */
enum rt_status rt_column_ask(struct rt_audit_column *c, uint32_t row,
    const struct rt_value *value, struct rt_answer *a,
    struct rt_error *err) RT_MUST_USE;
/* A formula that is not the rule, though its value is right so far. */
void rt_rule_report(struct rt_audit_column *c, const struct rt_item *item,
    const struct rt_fitness *fitness);
/* The verdict of a formula that is not the column's own. */
enum rt_status rt_uneven_judge(struct rt_audit_column *c, struct rt_item *item,
    const struct rt_fitness *fitness, struct rt_error *err) RT_MUST_USE;

#endif
