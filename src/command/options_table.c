/* The tables of options/ as data. */
#include "command/options_table.h"

static const struct rt_option specs[SPECS] = {
#define RT_OPTION(id, field, name, letter, arg, shapes, ja, en)                \
    {OPT_##id, name, letter, arg, shapes, {ja, en}},
#include "command/options/all.def"
#undef RT_OPTION
#define RT_LIMIT_SPEC(field, option, def, ja, en)                              \
    {OPT_COUNT, option, 0, "N", true, {ja, en}},
    RT_LIMIT_TABLE(RT_LIMIT_SPEC)};

_Static_assert((int)SPECS <= (int)RT_OPTION_NAMES, "more options than places");

/* --- the commands' tables ------------------------------------------------- */

/* A line of a command's table; no help: as in common.def. */
struct line {
    enum rt_command command;
    enum rt_option_id id;
    const char *arg;
    struct rt_text help;
};

#define RT_OPTION(id, field, name, letter, arg, shapes, ja, en)                \
    {COMMAND, OPT_##id, arg, {NULL, NULL}},
#define RT_SHARED(id) {COMMAND, OPT_##id, NULL, {NULL, NULL}},
#define RT_MEANS(id, arg, ja, en) {COMMAND, OPT_##id, arg, {ja, en}},
static const struct line lines[] = {
#define COMMAND RT_FOR_MERGE
#include "command/options/merge.def"
#undef COMMAND
#define COMMAND RT_FOR_CHECK
#include "command/options/check.def"
#undef COMMAND
#define COMMAND RT_FOR_FLAG
#include "command/options/flag.def"
#undef COMMAND
#define COMMAND RT_FOR_TEMPLATE
#include "command/options/template.def"
#undef COMMAND
#define COMMAND RT_FOR_RULES
#include "command/options/rules.def"
};

/* Only check holds a whole workbook's cells, and flag computes no formula;
 * template and rules read no input. */
static bool has_limit(enum rt_command command, size_t i)
{
    static const size_t at[] = {
#define RT_LIMIT_AT(field, option, def, ja, en)                                \
    offsetof(struct rt_limits, field),
        RT_LIMIT_TABLE(RT_LIMIT_AT)};
    size_t limit = at[i - OPT_COUNT];

    if (command == RT_FOR_FLAG
        && limit == offsetof(struct rt_limits, formula_cells))
        return false;
    if (command != RT_FOR_MERGE && command != RT_FOR_FLAG)
        return command == RT_FOR_CHECK;
    return limit != offsetof(struct rt_limits, cells);
}

size_t rt_options_of(enum rt_command command, struct rt_option to[SPECS])
{
    size_t n = 0;

    for (size_t i = 0; i < RT_COUNT(lines); i++) {
        if (lines[i].command != command)
            continue;
        to[n] = specs[lines[i].id];
        if (lines[i].help.ja) {
            to[n].arg = lines[i].arg;
            to[n].help = lines[i].help;
        }
        n++;
    }
    for (size_t i = OPT_COUNT; i < SPECS; i++) {
        if (!has_limit(command, i))
            continue;
        to[n] = specs[i];
        to[n++].id = (enum rt_option_id)i;
    }
    return n;
}

/* --- arguments ------------------------------------------------------------ */

static const struct {
    enum rt_option_id id;
    unsigned commands;
    const char *word;
    int value;
} choices[] = {
#define RT_CHOICE(option, commands, word, value)                               \
    {OPT_##option, commands, word, value},
#include "command/options/choices.def"
};

const char *rt_option_choice(
    enum rt_option_id id, enum rt_command command, size_t i, int *value)
{
    for (size_t k = 0; k < RT_COUNT(choices); k++) {
        if (choices[k].id != id
            || (choices[k].commands & (unsigned)command) == 0 || i-- > 0)
            continue;
        *value = choices[k].value;
        return choices[k].word;
    }
    return NULL;
}

void rt_option_arg(const struct rt_option *option, enum rt_command command,
    char to[RT_OPTION_ARG])
{
    const char *arg = option->arg ? option->arg : "", *word;
    const char *star = strchr(arg, '*');
    size_t n;
    int value;

    snprintf(to, RT_OPTION_ARG, "%.*s", star ? (int)(star - arg) : 60, arg);
    for (size_t i = 0;
         star
         && (word = rt_option_choice(option->id, command, i, &value)) != NULL;
         i++) {
        n = strlen(to);
        snprintf(to + n, RT_OPTION_ARG - n, "%s%s", i > 0 ? "|" : "", word);
    }
    n = strlen(to);
    if (star)
        snprintf(to + n, RT_OPTION_ARG - n, "%s", star + 1);
}
