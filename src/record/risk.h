/* One accepted row: what was read, what was computed, and where it was found.
 *
 * The form room fills it, the ledger keeps it, the reports read it. Plain
 * data; every view is borrowed and valid as long as its giver says.
 */
#ifndef RISKTALLY_RISK_H
#define RISKTALLY_RISK_H

#include "record/score.h"

enum rt_treatment {
    RT_TREATMENT_NONE, /* not said */
    RT_REDUCE,         /* 低減 */
    RT_RETAIN,         /* 保有 */
    RT_AVOID,          /* 回避 */
    RT_TRANSFER        /* 移転 */
};

/* "reduce" …; NULL for NONE. */
const char *rt_treatment_name(enum rt_treatment t);
/* 低減 …; NULL for NONE. */
const char *rt_treatment_label_ja(enum rt_treatment t);

/* The media by their standard terms, in the form's order; NULL past the last. */
const char *rt_medium_term(size_t i);

struct rt_risk {
    uint64_t position;     /* in the register, from 1; 0 where it is in none */
    struct rt_str risk_id; /* "R" and 16 hex digits; see rt_risk_id */
    struct rt_str department;
    struct rt_str file, sheet; /* sheet is empty for CSV */
    uint32_t row;              /* sheet row, or line of a CSV */
    /* Column (1-based) of the asset's name, where a finding about the row
     * as a whole is pinned; 0 where it is not known. */
    uint32_t asset_col;
    bool csv;
    struct rt_str business, asset, note, users, owner, managed_by;
    struct rt_str medium;     /* the standard term where one was recognised,
                                 else as written */
    struct rt_str medium_raw; /* as written */
    bool personal, sensitive, my_number;
    struct rt_scores scores;
    struct rt_assessment result;
    struct rt_str retention;
    struct rt_str registered; /* ISO date, or empty */
    struct rt_str profile;    /* its name */
    enum rt_treatment treatment;
    struct rt_str treatment_reason; /* 対策方針の選定理由 */
    struct rt_str control;          /* 管理策 */
    struct rt_str action;           /* 対応: 済, 予定, 未定 */
    /* The planned residual values, or RT_UNKNOWN. residual_level is computed
     * as importance × likelihood. */
    int residual_importance, residual_likelihood, residual_level;
    /* Which cell each number was taken from, for people and machines:
     * "C=J4 I=K4 A=L4 T=P4 V=Q4", a threat sheet's as "T=脅威の状況!H6". */
    struct rt_str cells;
};

/* The risks of a department, counted. */
struct rt_department_row {
    struct rt_str department;
    uint64_t total, high, medium, low, unassessed;
    uint64_t priority[4]; /* [1..3] */
    int worst_level;      /* RT_UNKNOWN where none is assessed */
};

/* The id that stays when rows move and quarters pass: 'R' and the first 16
 * hex digits of SHA-256 over the normalised department, business, asset and
 * medium (NFKC, white space removed, case folded), each ended by U+001F;
 * `number` (a report's own No) is a fifth part where it is not empty. */
enum rt_status rt_risk_id(struct rt_str department, struct rt_str business,
    struct rt_str asset, struct rt_str medium, struct rt_str number,
    char id[18]) RT_MUST_USE;

#endif
