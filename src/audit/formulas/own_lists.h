/* The rows of our own list of risks, in its order, and the lists that show some
 * of them again. */
#ifndef RISKTALLY_AUDIT_OWN_LISTS_H
#define RISKTALLY_AUDIT_OWN_LISTS_H

#include "audit/formulas/formula_audit.h"

struct rt_own_risk {
    const struct rt_audit_row *r;
    struct rt_str id, asset;
    uint32_t department; /* number; 0: none */
    int64_t no;          /* negative: no number */
    uint32_t next;       /* plus one: of the same id; 0: none */
    uint32_t in;         /* number of the list at hand, if that has it */
};

struct rt_own_lists {
    struct rt_work *w;
    size_t sheet; /* of the list of risks */
    struct rt_own_risk *rows;
    size_t count;
    bool ranked;  /* each No once */
    bool unknown; /* a row's criteria */
    struct rt_intern ids, departments;
    uint32_t *first; /* by number of the id: its first row, plus one */
    uint32_t lists;
    /* The lists of the sheet at hand: where the first one is, and by row of
     * `rows` whether the list of its cell or department was there. */
    uint32_t col, row; /* row 0: none */
    bool cells, *listed;
};

/* A line of such a list. */
struct rt_list_line {
    uint32_t row;
    struct rt_str id, asset;
    const struct rt_own_risk
        *of; /* what it shows, or should; NULL: not known */
};

/* Where a list is. */
struct rt_list_place {
    size_t sheet;
    uint32_t head;      /* row of the headings */
    uint32_t id, title; /* columns */
    bool sourced;       /* it names files: 最も重いリスク */
    struct rt_list_line *lines;
    size_t count;
};

enum rt_status rt_own_lists_read(
    struct rt_own_lists *l, struct rt_error *err) RT_MUST_USE;
void rt_own_lists_fini(struct rt_own_lists *l);

/* Which risks belong there, against those that are: what is missing, what does
 * not belong, ids that are another's, the title of a cell of the matrix. Says
 * of each line what it should show. */
enum rt_status rt_own_list_judge(struct rt_own_lists *l,
    const struct rt_list_place *at, struct rt_error *err) RT_MUST_USE;
/* A formula in the line's row that looks up another risk. */
enum rt_status rt_own_lookup_judge(struct rt_work *w, size_t sheet,
    uint32_t col, const struct rt_list_line *line,
    struct rt_error *err) RT_MUST_USE;
/* When all lists of a sheet were judged: a list that is not there. */
void rt_own_lists_end(struct rt_own_lists *l, size_t sheet);
/* The profile of the list's rows whose name a title begins with, or NULL. */
const struct rt_profile *rt_own_profile_in(
    const struct rt_own_lists *l, struct rt_str title);

#endif
