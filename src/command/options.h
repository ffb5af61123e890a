/* The options that subcommands share: one table, from which the command line
 * parser, the configuration file's keys and the help are made. */
#ifndef RISKTALLY_COMMAND_OPTIONS_H
#define RISKTALLY_COMMAND_OPTIONS_H

#include "base/limits.h"
#include "finding/finding.h"
#include "form/word/value.h"
#include "risk/due.h"
#include "risk/profile.h"

/* Which commands an option belongs to, as bits. */
enum rt_command {
    RT_FOR_MERGE = 1,
    RT_FOR_CHECK = 2,
    RT_FOR_FLAG = 4,
    RT_FOR_TEMPLATE = 8,
    RT_FOR_RULES = 16,
    RT_FOR_ANY = 31
};

enum rt_fail_on { RT_FAIL_ON_ERROR, RT_FAIL_ON_WARNING, RT_FAIL_ON_NEVER };

enum { RT_OPTION_NAMES = 96 };

struct rt_options {
    const char *output; /* -o: a folder, for check and flag a file */
    bool output_given;  /* on the command line */
    bool force, one_scale;
    const char *files_from;
    const char *departments; /* path of the roster, or NULL */
    char **previous;         /* paths of earlier registers; owned */
    size_t previous_count;
    char **previous_plans; /* the same of plans */
    size_t previous_plan_count;
    const char *assets;    /* path of the asset list, or NULL */
    const char *accept;    /* path of the accepted findings, or NULL */
    const char *link_base; /* where links find the inputs, or NULL */
    /* template */
    const char *department;    /* a name, or NULL */
    const char *from;          /* an earlier register, or NULL */
    const char *profile_given; /* as written, or NULL */
    uint64_t rows;             /* to prepare */
    /* flag */
    const char *state, *metrics, *history; /* paths, a risk id; or NULL */
    bool baseline, all, dry_run, trend, verify;
    enum rt_class level_class; /* what is watched: a class and above, … */
    int level;                 /* … or a risk level, else RT_UNKNOWN */
    int remind;                /* days; 0: never */
    char **forget;             /* names; owned */
    size_t forget_count;
    const char *encoding; /* NULL: detected from the bytes */
    enum rt_lang lang;
    enum rt_format format;
    enum rt_fail_on fail_on;
    unsigned jobs;
    char now[11];   /* ISO date */
    bool now_given; /* not the clock's */
    struct rt_due_rules due;
    bool exit_zero, quiet, verbose;
    bool help;
    struct rt_limits limits;
    bool has_profile;
    struct rt_profile profile;  /* --profile */
    struct rt_profile fallback; /* --default-profile, else ipa-3.1 */
    struct rt_vocab *vocab;     /* owned */
    char config_sha256[65];     /* of the configuration file; "" if none */
    /* "name=value" of the options that shape the result, in the table's
     * order; owned. */
    char *shaping[RT_OPTION_NAMES];
    size_t shaping_count;
    char *values[RT_OPTION_NAMES]; /* as given, by place in the table; owned */
    char **words;                  /* what is left of argv */
    int word_count;
    enum rt_command command;
};

/* Reads argv (and the configuration file it names) for one command; a key of
 * the file that belongs to other commands only is passed over, so that all
 * can share one file. On failure the error's text is a sentence for the user.
 * Always pair with rt_options_fini. */
enum rt_status rt_options_read(struct rt_options *o, enum rt_command command,
    int argc, char **argv, struct rt_error *err) RT_MUST_USE;
void rt_options_fini(struct rt_options *o);

/* The list of a command's options for --help, a line or two each, appended
 * to buf. */
enum rt_status rt_options_help(
    enum rt_command command, enum rt_lang lang, struct rt_buf *buf) RT_MUST_USE;

#endif
