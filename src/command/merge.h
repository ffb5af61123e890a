/* What merge tells people at its end. */
#ifndef RISKTALLY_COMMAND_MERGE_H
#define RISKTALLY_COMMAND_MERGE_H

#include "merge_returns.h"
#include "options.h"
#include "risktally/ledger.h"

/* Findings to standard error, the reconciliation to standard output; with
 * --quiet only what made the run fail. */
enum rt_status rt_merge_tell(struct rt_ledger *ledger,
    const struct rt_options *o, const struct rt_totals *totals,
    const struct rt_merge_returns *returns, int status,
    struct rt_error *err) RT_MUST_USE;

#endif
