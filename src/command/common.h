/* What the commands that read inputs have in common: the list of inputs, the
 * report of a failure, and the exit status. */
#ifndef RISKTALLY_COMMAND_COMMON_H
#define RISKTALLY_COMMAND_COMMON_H

#include "command/options.h"
#include "input/inputs.h"
#include "ledger/ledger.h"

/* The words of the command line and --files-from; RT_USAGE where they name
 * no file at all, RT_IO where one does not exist or a folder cannot be read
 * to its end. `files` is initialised by the caller. */
enum rt_status rt_list_inputs(const struct rt_options *o,
    struct rt_files *files, struct rt_error *err) RT_MUST_USE;

/* Whether two paths are one file. */
bool rt_same_file(const char *a, const char *b);

/* The same, but no file at all is no error. */
enum rt_status rt_gather_inputs(const struct rt_options *o,
    struct rt_files *files, struct rt_error *err) RT_MUST_USE;

/* What kept the run from being trusted, as a sentence, appended. */
enum rt_status rt_complaint(enum rt_lang lang, const struct rt_error *err,
    struct rt_buf *to) RT_MUST_USE;
/* Says on standard error what kept the run from being trusted; returns the
 * exit status for it. */
int rt_complain(enum rt_lang lang, const struct rt_error *err);

/* RT_USAGE unless the file of -o ends in .xlsx. */
enum rt_status rt_check_book_name(
    const struct rt_options *o, struct rt_error *err) RT_MUST_USE;
/* The exit status of a completed run, by how many inputs were not read and what
 * was found. */
int rt_exit_status_of(
    const struct rt_options *o, uint64_t not_read, uint64_t found);
int rt_exit_status(const struct rt_options *o, const struct rt_totals *totals);

/* The text before and after the options in --help. */
struct rt_usage {
    struct rt_text begin, end;
};

/* --help on standard output. */
int rt_help(
    enum rt_command command, enum rt_lang lang, const struct rt_usage *usage);

#endif
