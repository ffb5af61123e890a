/* The defaults of the safety limits, out of their one table. */
#include "base/limits.h"

#include <string.h>

struct rt_limits rt_limits_default(void)
{
    return (struct rt_limits){
#define RT_LIMIT_DEFAULT(field, option, def, ja, en) .field = def,
        RT_LIMIT_TABLE(RT_LIMIT_DEFAULT)};
}

struct rt_text rt_limit_words(const char *option)
{
#define RT_LIMIT_WORDS(field, name, def, ja, en)                               \
    if (strcmp(option, name) == 0)                                             \
        return (struct rt_text){ja, en};
    RT_LIMIT_TABLE(RT_LIMIT_WORDS)
    return (struct rt_text){"", ""};
}
