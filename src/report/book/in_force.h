/* The profiles that judged a run's risks, for the books that show them. */
#ifndef RISKTALLY_REPORT_IN_FORCE_H
#define RISKTALLY_REPORT_IN_FORCE_H

#include "report/book/rule_formulas.h"
#include "report/report.h"

/* A profile in force, with what its rows and blocks need. */
struct rt_in_force {
    struct rt_profile_use use;
    /* by rt_formula_… */
    char importance[RT_FORMULA_MAX], likelihood[RT_FORMULA_MAX];
    char level[RT_FORMULA_MAX], class[RT_FORMULA_MAX];
    char priority[RT_FORMULA_MAX];
    /* [importance][likelihood]: of assessed risks, and of those whose residual
     * values are known */
    uint64_t count[RT_EVALUATIONS][4][4];
    uint64_t known[RT_EVALUATIONS]; /* the sums */
    /* row (1-based) of リスクマトリクス below which a cell's risks are listed;
     * 0: none */
    uint32_t section[RT_EVALUATIONS][4][4];
};

/* The profiles of the ledger with their counts and, for columns `c`, their
 * formulas. *out is to be freed. */
enum rt_status rt_profiles_load(struct rt_ledger *ledger, enum rt_lang lang,
    const struct rt_score_cols *c, struct rt_in_force **out, size_t *count,
    struct rt_error *err) RT_MUST_USE;
const struct rt_in_force *rt_profiles_find(
    const struct rt_in_force *profiles, size_t count, struct rt_str name);

#endif
