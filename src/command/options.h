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

enum rt_compress { RT_COMPRESS_FAST, RT_COMPRESS_SMALL };

enum { RT_OPTION_NAMES = 96 };

struct rt_options {
    /* As given, by place in the table and by name; owned. NULL where it was
     * not, "yes" of what has no argument. What is more than a text is below. */
    union {
        char *values[RT_OPTION_NAMES];
        struct {
#define RT_OPTION(id, field, ...) char *field;
#include "command/options/all.def"
#undef RT_OPTION
        };
    };
    bool output_given; /* on the command line */
    char **previous;   /* paths of earlier registers; owned */
    size_t previous_count;
    char **previous_plans; /* the same of plans */
    size_t previous_plan_count;
    char **forget; /* names; owned */
    size_t forget_count;
    char **deputies; /* OWNER=NAME; owned */
    size_t deputy_count;
    uint64_t rows;             /* of template: to prepare */
    enum rt_class level_class; /* what flag watches: a class and above, … */
    int level;                 /* … or a risk level, else RT_UNKNOWN */
    int remind;                /* days; 0: never */
    enum rt_lang lang;
    enum rt_format format;
    enum rt_fail_on fail_on;
    enum rt_compress compress;
    unsigned jobs;
    char now[11]; /* ISO date, the clock's where none is given */
    struct rt_due_rules due;
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
    char **words; /* what is left of argv */
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
/* The least severe findings that people are shown. */
enum rt_severity rt_least_shown(const struct rt_options *o);

/* The list of a command's options for --help, a line or two each, appended
 * to buf. */
enum rt_status rt_options_help(
    enum rt_command command, enum rt_lang lang, struct rt_buf *buf) RT_MUST_USE;

#endif
