/* Files that lie among the inputs and cannot be read as such. */
#ifndef RISKTALLY_COMMAND_OTHERS_H
#define RISKTALLY_COMMAND_OTHERS_H

#include "command/options.h"
#include "input/inputs.h"
#include "ledger/ledger.h"

struct rt_others {
    const struct rt_roster *roster; /* or NULL */
    const unsigned char *sent;      /* by department of the roster */
    enum rt_lang lang;
    struct rt_ledger *ledger; /* takes the findings; NULL: the sink does */
    struct rt_sink sink;
    const char *written[2]; /* paths that the run writes, or NULL */
};

/* Puts letters and notes saved as .txt, and what options name, among
 * files->others. */
void rt_set_aside(const struct rt_options *o, struct rt_files *files);
/* Reports each of files->others (IN119, IN120, IN132), from which what the program
 * writes is taken out first, and departments without a file of their own
 * (RO106). */
enum rt_status rt_report_others(const struct rt_others *o,
    struct rt_files *files, struct rt_error *err) RT_MUST_USE;

#endif
