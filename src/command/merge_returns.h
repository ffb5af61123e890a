/* The workbooks that go out, to a department (return slips, its part of the plan)
 * or to a risk owner (sheets of approvals): announced, written, and cleared away
 * where there is nothing to ask any more. */
#ifndef RISKTALLY_COMMAND_MERGE_RETURNS_H
#define RISKTALLY_COMMAND_MERGE_RETURNS_H

#include "base/outfile.h"
#include "input/inputs.h"
#include "report/approval/approvals.h"
#include "report/report.h"

#include "command/options.h"

struct rt_merge_returns {
    struct rt_returns list;
    struct rt_plan_parts plans;
    struct rt_approvals approvals;
    /* Temporary names, of the slips, the plans and then the sheets; the set's. */
    const char **paths;
    /* Files of an earlier run that are not needed any more but were edited, and
     * are therefore kept; the first by name. */
    size_t kept;
    char first_kept[512];
};

/* Sorts them out and announces them in the set. `taken` says of each input
 * whether it was read as a department's file: such a file is never replaced or
 * removed. */
enum rt_status rt_merge_returns_begin(struct rt_merge_returns *r,
    struct rt_ledger *ledger, const struct rt_options *o,
    const struct rt_files *files, const bool *taken, struct rt_outset *set,
    struct rt_error *err) RT_MUST_USE;
/* How many workbooks there are, and one of them written. */
size_t rt_merge_letters(const struct rt_merge_returns *r);
enum rt_status rt_merge_write_letter(const struct rt_merge_returns *r, size_t i,
    struct rt_ledger *ledger, const struct rt_run *run,
    struct rt_error *err) RT_MUST_USE;
void rt_merge_returns_fini(struct rt_merge_returns *r);

#endif
