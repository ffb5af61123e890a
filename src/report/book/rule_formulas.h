/* A profile as formulas, so that a corrected score recalculates wherever the
 * workbook is opened. Patterns for rt_formula: '#' is the row. */
#ifndef RISKTALLY_REPORT_FORMULAS_H
#define RISKTALLY_REPORT_FORMULAS_H

#include "report/book/xl.h"
#include "risk/profile.h"

enum { RT_FORMULA_MAX = 512 };

/* The columns of a list. */
struct rt_score_cols {
    int flag1, flag3; /* the flags are adjacent */
    int c, a;         /* the three scores too */
    int importance;
    int t, v; /* and these two */
    int likelihood, level;
};

/* The largest score; what personal data forces; "" where not known. */
void rt_formula_importance(const struct rt_profile *p, enum rt_lang lang,
    const struct rt_score_cols *c, char to[RT_FORMULA_MAX]);
/* The profile's table, at threat and vulnerability. */
void rt_formula_likelihood(const struct rt_profile *p,
    const struct rt_score_cols *c, char to[RT_FORMULA_MAX]);
/* importance × likelihood, "" where one is not known or off its scale. */
void rt_formula_level(const struct rt_profile *p, const struct rt_score_cols *c,
    char to[RT_FORMULA_MAX]);
/* Class and priority by level, one choice per level: right for any profile,
 * contiguous ranges or not. */
void rt_formula_class(const struct rt_profile *p, enum rt_lang lang,
    const struct rt_score_cols *c, char to[RT_FORMULA_MAX]);
void rt_formula_priority(const struct rt_profile *p,
    const struct rt_score_cols *c, char to[RT_FORMULA_MAX]);

#endif
