/* One run of flag, as its parts see it. */
#ifndef RISKTALLY_COMMAND_FLAG_RUN_H
#define RISKTALLY_COMMAND_FLAG_RUN_H

#include <stdatomic.h>

#include "command/options.h"
#include "input/inputs.h"
#include "report/message/flag.h"

/* A named input that is not there, or a folder that cannot be opened: the state
 * does not record it (it knows by itself which files are missing), so every run
 * reports it. */
struct rt_absent {
    const char *name;
    int os; /* errno */
};

struct rt_flag_run {
    struct rt_options o;
    struct rt_files files;
    struct rt_roster *roster; /* or NULL */
    unsigned char *sent;      /* by department of the roster */
    struct rt_state *state;
    char settings[65]; /* see struct rt_state_run */
    struct rt_absent *absent;
    size_t absent_count, absent_cap;
    uint64_t met;     /* inputs that are there */
    atomic_int waits; /* left; see flag_read.c */
    struct rt_state_summary summary;
    struct rt_flag_what what;
    uint64_t time; /* of the run, seconds since 1970 */
    struct rt_outset *metrics_set;
    const char *metrics_path; /* temporary */
};

/* Reads all inputs into the state (flag_read.c). */
enum rt_status rt_flag_read(
    struct rt_flag_run *run, struct rt_error *err) RT_MUST_USE;

/* --history, --trend and --verify (flag_look.c); returns the exit status. */
int rt_flag_look(struct rt_flag_run *run);

#endif
