/* The parts of merge among themselves. */
#ifndef RISKTALLY_COMMAND_MERGE_H
#define RISKTALLY_COMMAND_MERGE_H

#include "base/arena.h"
#include "base/outfile.h"
#include "command/common.h"
#include "command/merge_returns.h"
#include "command/options.h"
#include "form/intake.h"
#include "input/inputs.h"
#include "record/meeting.h"
#include "report/report.h"
#include "state/closes.h"

extern const struct rt_usage rt_merge_usage; /* merge_usage.c */

enum { RT_CLOSE_SHOWN = 512 };

/* What --state knows (merge_state.c). */
struct rt_merge_memory {
    struct rt_state *state; /* NULL without --state */
    struct rt_outset *set;
    struct rt_close *closes; /* the oldest first */
    size_t close_count;
    struct rt_close last, base, now; /* id 0: there is none */
    struct rt_close_results results; /* of now */
    char settings[65];               /* see rt_reading_settings */
    char follows[65];                /* see struct rt_run */
    /* Of their results: the run.json of the last close; the risks to compare with
     * where they are not those of o->previous. NULL: there is none. */
    const char *manifest, *base_risks;
    /* What people are to read of them and of the previous plan, where it is not
     * their path; "" where it is. */
    char shown[RT_CLOSE_SHOWN], plan_shown[RT_CLOSE_SHOWN];
    char soa_shown[RT_CLOSE_SHOWN], review_shown[RT_CLOSE_SHOWN];
    char report_shown[RT_CLOSE_SHOWN];
    char *plan, *new_plan;
    struct rt_arena arena;
};

/* Finds what the run is compared with, where --state knows a close: its risks
 * take the place of o->previous, and its plan that of o->previous_plans where
 * there are none. A state that cannot be used is RT_BUSY, RT_FORMAT or RT_IO;
 * RT_USAGE where both options name a previous run. */
enum rt_status rt_merge_recall(struct rt_merge_memory *m, struct rt_options *o,
    struct rt_outset *set, struct rt_ledger *ledger,
    struct rt_error *err) RT_MUST_USE;
/* The ids that risks of its base have in the last close, into the ledger, which
 * has the base. */
enum rt_status rt_merge_new_ids(const struct rt_merge_memory *m,
    const struct rt_options *o, struct rt_ledger *ledger,
    struct rt_error *err) RT_MUST_USE;
/* Reads a file as rt_intake_read does; one that a close has read under the same
 * settings is taken from the state. Any thread may call it. */
enum rt_status rt_merge_read(struct rt_merge_memory *m,
    const struct rt_intake_request *request, struct rt_intake **out,
    struct rt_error *err) RT_MUST_USE;
/* Once all of that is read. */
void rt_merge_recalled(struct rt_merge_memory *m);
/* Counts this run as a close, for its own reports and for the state. */
enum rt_status rt_merge_count(struct rt_merge_memory *m,
    const struct rt_options *o, struct rt_ledger *ledger, struct rt_run *run,
    const struct rt_totals *totals, struct rt_error *err) RT_MUST_USE;
/* Adds it to the state, with the documents of `results` as they are written;
 * it is in there once they are in their place. */
enum rt_status rt_merge_remember(struct rt_merge_memory *m,
    const struct rt_options *o, struct rt_ledger *ledger,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_merge_remembered(
    struct rt_merge_memory *m, struct rt_error *err) RT_MUST_USE;
void rt_merge_memory_fini(struct rt_merge_memory *m);

/* Prepares the ledger for what was there before, if anything says it. Reads
 * each --previous into the ledger, and its hash into `files`; a file that is no
 * earlier result is a failure with a sentence. */
enum rt_status rt_merge_previous(const struct rt_options *o,
    const struct rt_merge_memory *memory, struct rt_ledger *ledger,
    struct rt_previous_file *files, struct rt_error *err) RT_MUST_USE;

/* The risk of a row of the previous plan, into the ledger: to be asked for
 * where there is no register that has it. */
enum rt_status rt_merge_planned(const struct rt_options *o,
    struct rt_ledger *ledger, const struct rt_plan_row *row,
    struct rt_error *err) RT_MUST_USE;

/* The findings to standard error, as far as --format, --quiet and --verbose
 * show them. */
enum rt_status rt_merge_print_findings(struct rt_ledger *ledger,
    const struct rt_options *o, struct rt_error *err) RT_MUST_USE;
/* As text, what to do about the errors and warnings among them, once a code. */
enum rt_status rt_merge_print_advice(struct rt_ledger *ledger,
    const struct rt_options *o, struct rt_error *err) RT_MUST_USE;

/* RT_BUG where the rows of an input, or of all, do not add up. */
enum rt_status rt_merge_check_counts(struct rt_ledger *ledger,
    const struct rt_totals *totals, struct rt_error *err) RT_MUST_USE;

/* Findings to standard error, the reconciliation to standard output; with
 * --quiet only what made the run fail. */
enum rt_status rt_merge_print(struct rt_ledger *ledger,
    const struct rt_options *o, const struct rt_previous_plan *previous,
    const struct rt_totals *totals, const struct rt_merge_returns *returns,
    int status, struct rt_error *err) RT_MUST_USE;

/* The plans: those of --previous-plan, then those among the inputs. */
struct rt_merge_plan {
    struct rt_previous_plan previous;
    struct rt_previous_file *files; /* of --previous-plan */
    int64_t *inputs; /* by place of the input: its id, where it has a plan */
    bool any;
};

/* RT_USAGE (PL703) where a file cannot be read or is no treatment plan. */
enum rt_status rt_merge_read_plans(struct rt_ledger *ledger,
    const struct rt_options *o, const struct rt_merge_memory *memory,
    struct rt_merge_plan *to, struct rt_error *err) RT_MUST_USE;

/* The same of the plans among the inputs, when all inputs are in. */
enum rt_status rt_merge_input_plans(struct rt_ledger *ledger,
    const struct rt_options *o, const struct rt_files *files,
    struct rt_merge_plan *to, struct rt_error *err) RT_MUST_USE;

void rt_merge_plan_fini(struct rt_merge_plan *to);

/* A document that an earlier run wrote, as people edited it: read before the
 * inputs, each entry given to `take`, which sets *any where it is one of the
 * document's own. A file that has none is refused with RT_USAGE, the code `none`
 * and the first error that was found in it. */
struct rt_entry;
struct rt_merge_document {
    struct rt_ledger *ledger;
    const char *path, *name; /* the name is as people know the file */
    enum rt_code none;
    bool basis; /* rt_intake_request */
    enum rt_status (*take)(const struct rt_merge_document *d,
        const struct rt_entry *e, bool *any, struct rt_error *err);
};
enum rt_status rt_merge_read_document(const struct rt_options *o,
    const struct rt_merge_document *d, struct rt_error *err) RT_MUST_USE;
/* Into the ledger, as one of the document. */
enum rt_status rt_merge_take_finding(const struct rt_merge_document *d,
    const struct rt_finding *f, struct rt_error *err) RT_MUST_USE;

/* --previous-soa, where it is given or the state knows one; RT_USAGE (PL659) for a
 * file that is no statement of applicability. */
enum rt_status rt_merge_previous_statement(const struct rt_options *o,
    const struct rt_merge_memory *memory, struct rt_ledger *ledger,
    struct rt_error *err) RT_MUST_USE;

/* What is entered for the management review: `last` as read, `next` as the paper
 * of this run has it. */
struct rt_merge_meeting {
    struct rt_meeting last, next;
    bool any;
    int64_t input; /* that `last` is from, or 0 */
    struct rt_str name;
    struct rt_arena arena;
};

/* --previous-review, where it is given or the state knows one; RT_USAGE (PL660)
 * for a file that cannot be read as one. */
enum rt_status rt_merge_previous_meeting(const struct rt_options *o,
    const struct rt_merge_memory *memory, struct rt_ledger *ledger,
    struct rt_merge_meeting *to, struct rt_error *err) RT_MUST_USE;
/* An input that is one (rt_intake_is_meeting). */
enum rt_status rt_merge_input_meeting(const struct rt_options *o,
    const struct rt_file *file, int64_t input, struct rt_ledger *ledger,
    struct rt_merge_meeting *to, struct rt_error *err) RT_MUST_USE;
/* All are there: makes the paper of this run, for its reports. */
enum rt_status rt_merge_next_meeting(const struct rt_options *o,
    struct rt_ledger *ledger, struct rt_merge_meeting *meeting,
    struct rt_run *run, struct rt_error *err) RT_MUST_USE;
void rt_merge_meeting_fini(struct rt_merge_meeting *meeting);

/* --previous-report in the same way; RT_USAGE (PL679) for a file that is no
 * assessment report of merge. */
enum rt_status rt_merge_previous_assessment(const struct rt_options *o,
    const struct rt_merge_memory *memory, struct rt_ledger *ledger,
    struct rt_error *err) RT_MUST_USE;

#endif
