/* The return slips of a merge: announced, written, and cleared away where a
 * department has nothing to correct any more. */
#ifndef RISKTALLY_COMMAND_MERGE_RETURNS_H
#define RISKTALLY_COMMAND_MERGE_RETURNS_H

#include "base/outfile.h"
#include "input/inputs.h"
#include "report/report.h"

#include "command/options.h"

struct rt_merge_returns {
    struct rt_returns list;
    const char **paths; /* temporary names, owned by the set */
    /* Slips of an earlier run that are not needed any more but were edited, and
     * are therefore kept; the first by name. */
    size_t kept;
    char first_kept[512];
};

/* Sorts the slips out and announces them in the set. `taken` says of each input
 * whether it was read as a department's file: such a file is never replaced or
 * removed. */
enum rt_status rt_merge_returns_begin(struct rt_merge_returns *r,
    struct rt_ledger *ledger, const struct rt_options *o,
    const struct rt_files *files, const bool *taken, struct rt_outset *set,
    struct rt_error *err) RT_MUST_USE;
void rt_merge_returns_fini(struct rt_merge_returns *r);

#endif
