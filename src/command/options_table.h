/* The tables of options/, for those who read them: options.c takes the words,
 * options_values.c says what they mean, manual.c lists them. */
#ifndef RISKTALLY_COMMAND_OPTIONS_TABLE_H
#define RISKTALLY_COMMAND_OPTIONS_TABLE_H

#include "command/options.h"

enum rt_option_id {
#define RT_OPTION(id, ...) OPT_##id,
#include "command/options/all.def"
#undef RT_OPTION
    OPT_COUNT,
/* the limits follow */
#define RT_LIMIT_COUNT(field, option, def, ja, en) +1
    SPECS = OPT_COUNT RT_LIMIT_TABLE(RT_LIMIT_COUNT)
#undef RT_LIMIT_COUNT
};

/* One option as a command has it. */
struct rt_option {
    enum rt_option_id id;
    const char *name;
    int letter;
    const char *arg; /* as the table has it, or NULL; see rt_option_arg */
    bool shapes;     /* the result */
    struct rt_text help;
};

/* A command's options in the order of its --help; returns how many. */
size_t rt_options_of(enum rt_command command, struct rt_option to[SPECS]);

/* The words that an option of a command takes: the i-th and its value, NULL
 * past the last. */
const char *rt_option_choice(
    enum rt_option_id id, enum rt_command command, size_t i, int *value);

/* The argument for people: "FILE", "text|jsonl|csv"; "" for none. */
enum { RT_OPTION_ARG = 64 };
void rt_option_arg(const struct rt_option *option, enum rt_command command,
    char to[RT_OPTION_ARG]);

/* --- options_values.c ----------------------------------------------------- */

/* From o->values to what they mean. */
enum rt_status rt_options_understand(
    struct rt_options *o, struct rt_error *err) RT_MUST_USE;

#endif
