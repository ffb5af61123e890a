/* The table of options: options.def, and a --limit-… for each limit. */
#include "command/options_table.h"

#include <stddef.h>

const struct rt_option_spec rt_option_specs[SPECS] = {
#define RT_OPTION(commands, id, name, letter, arg, shapes, ja, en)             \
    {commands, name, letter, arg, shapes, {ja, en}},
#include "command/options.def"
#undef RT_OPTION
/* Only check holds a whole workbook's cells. */
#define RT_LIMIT_FOR(field)                                                    \
    (offsetof(struct rt_limits, field) == offsetof(struct rt_limits, cells)    \
            ? RT_FOR_CHECK                                                     \
            : RT_FOR_MERGE | RT_FOR_CHECK | RT_FOR_FLAG)
#define RT_LIMIT_SPEC(field, option, def, ja, en)                              \
    {RT_LIMIT_FOR(field), option, 0, "N", true, {ja, en}},
    RT_LIMIT_TABLE(RT_LIMIT_SPEC)
#undef RT_LIMIT_SPEC
#undef RT_LIMIT_FOR
};

_Static_assert((int)SPECS <= (int)RT_OPTION_NAMES, "more options than places");
