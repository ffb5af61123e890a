/* The table of options, for the two halves that read them: options.c takes
 * the words, options_values.c says what they mean. Private to src/command. */
#ifndef RISKTALLY_COMMAND_OPTIONS_TABLE_H
#define RISKTALLY_COMMAND_OPTIONS_TABLE_H

#include "command/options.h"

enum rt_option_id {
#define RT_OPTION(commands, id, name, letter, arg, shapes, ja, en) OPT_##id,
#include "command/options.def"
#undef RT_OPTION
    OPT_COUNT,
/* the limits follow */
#define RT_LIMIT_COUNT(field, option, def, ja, en) +1
    SPECS = OPT_COUNT RT_LIMIT_TABLE(RT_LIMIT_COUNT)
#undef RT_LIMIT_COUNT
};

struct rt_option_spec {
    unsigned commands; /* of enum rt_command */
    const char *name;
    int letter;
    const char *arg;
    bool shapes;
    struct rt_text help;
};

extern const struct rt_option_spec rt_option_specs[SPECS];

/* --- options_values.c ------------------------------------------------------ */

/* From o->values to what they mean. */
enum rt_status rt_options_understand(
    struct rt_options *o, struct rt_error *err) RT_MUST_USE;

#endif
