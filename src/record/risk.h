/* One accepted row: what was read, what was computed, and where it was found.
 *
 * The form room fills it, the ledger keeps it, the reports read it. Plain
 * data; every view is borrowed and valid as long as its giver says. What it
 * holds is risk.def.
 */
#ifndef RISKTALLY_RISK_H
#define RISKTALLY_RISK_H

#include "record/score.h"
#include "record/where.h"

enum rt_treatment {
    RT_TREATMENT_NONE, /* not said */
#define RT_TREATMENT(id, ...) RT_##id,
#include "record/words.def"
};

/* Whether something is done about it: neither NONE nor RETAIN. */
static inline bool rt_is_treated(enum rt_treatment t)
{
    return t != RT_TREATMENT_NONE && t != RT_RETAIN;
}
/* "reduce" …; NULL for NONE. */
const char *rt_treatment_name(enum rt_treatment t);
/* 低減 …, in English Reduce …; NULL for NONE. */
const char *rt_treatment_label(enum rt_treatment t, enum rt_lang lang);

/* Why a risk is as it was in the previous run. */
enum rt_unconfirmed {
    RT_CONFIRMED, /* it was read in this run */
#define RT_UNCONFIRMED(id, ...) RT_##id,
#include "record/words.def"
};

/* "not_sent" …; NULL for CONFIRMED. */
const char *rt_unconfirmed_name(enum rt_unconfirmed u);
/* 前回のまま（未提出） …; NULL for CONFIRMED. */
const char *rt_unconfirmed_label(enum rt_unconfirmed u, enum rt_lang lang);

/* More than any of these enums has. */
enum { RT_WORDS_MAX = 8 };

/* The media by their standard terms, in the form's order; NULL past the last. */
const char *rt_medium_term(size_t i);
/* The place of a standard term among them, or -1. */
int rt_medium_index(struct rt_str term);

struct rt_risk {
    uint64_t position; /* in the register, from 1; 0 where it is in none */
    struct rt_where where;
    struct rt_scores scores;
    struct rt_assessment result;
#define RT_RISK(type, name, ...) RT_C_##type name;
#define RT_RISK_WHERE(...)
#define RT_RISK_SCORE(...)
#define RT_RISK_RESULT(...)
#include "record/risk.def"
};

enum {
    RT_RISK_MEMBERS = 0 /* in all */
#define RT_RISK(...) +1
#include "record/risk.def"
};

extern const struct rt_members rt_risk_members;
/* The same, with the columns that the memory of flag keeps. */
extern const struct rt_members rt_risk_kept;

/* A risk's id, and the one by which it is known later, where its department has
 * a new name. */
struct rt_new_id {
    struct rt_str old, new;
};

/* The risks of a department, counted. */
struct rt_department_row {
    struct rt_str department;
    uint64_t total, high, medium, low, unassessed;
    uint64_t priority[4]; /* [1..3] */
    int worst_level;      /* RT_UNKNOWN where none is assessed */
};

enum { RT_RISK_ID = 18 };

/* The id that stays when rows move and quarters pass: 'R' and the first 16
 * hex digits of SHA-256 over the normalised department, business, asset and
 * medium (NFKC, white space removed, case folded), each ended by U+001F;
 * `number` (a report's own No) is a fifth part where it is not empty. */
enum rt_status rt_risk_id(struct rt_str department, struct rt_str business,
    struct rt_str asset, struct rt_str medium, struct rt_str number,
    char id[RT_RISK_ID]) RT_MUST_USE;
/* Whether the text is such an id, whatever its width and case; `to` has it as
 * merge writes it. */
bool rt_is_risk_id(struct rt_str text, char to[RT_RISK_ID]);

#endif
