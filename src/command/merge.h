/* What merge prints at its end. */
#ifndef RISKTALLY_COMMAND_MERGE_H
#define RISKTALLY_COMMAND_MERGE_H

#include "command/merge_returns.h"
#include "command/options.h"
#include "report/report.h"

/* Prepares the ledger for what was there before, if anything says it. Reads
 * each --previous into the ledger, and its hash into `files`; a file that is no
 * earlier result is a failure with a sentence. */
enum rt_status rt_merge_previous(const struct rt_options *o,
    struct rt_ledger *ledger, struct rt_previous_file *files,
    struct rt_error *err) RT_MUST_USE;

/* The risk of a row of the previous plan, into the ledger where there is no
 * register that has it. */
enum rt_status rt_merge_planned(const struct rt_options *o,
    struct rt_ledger *ledger, const struct rt_plan_row *row,
    struct rt_error *err) RT_MUST_USE;

/* The findings to standard error, as far as --format, --quiet and --verbose
 * show them. */
enum rt_status rt_merge_print_findings(struct rt_ledger *ledger,
    const struct rt_options *o, struct rt_error *err) RT_MUST_USE;

/* Findings to standard error, the reconciliation to standard output; with
 * --quiet only what made the run fail. */
enum rt_status rt_merge_print(struct rt_ledger *ledger,
    const struct rt_options *o, const struct rt_previous_plan *previous,
    const struct rt_totals *totals, const struct rt_merge_returns *returns,
    int status, struct rt_error *err) RT_MUST_USE;

/* --previous-plan */
struct rt_merge_plan {
    struct rt_previous_plan previous;
    struct rt_previous_file *files;
};

/* RT_USAGE (PL703) where a file cannot be read or is no treatment plan. */
enum rt_status rt_merge_read_plans(struct rt_ledger *ledger,
    const struct rt_options *o, struct rt_merge_plan *to,
    struct rt_error *err) RT_MUST_USE;

void rt_merge_plan_fini(struct rt_merge_plan *to);

#endif
