/* The defaults of the safety limits, out of their one table. */
#include "base/limits.h"

struct rt_limits rt_limits_default(void)
{
    return (struct rt_limits){
#define RT_LIMIT_DEFAULT(field, option, def, ja, en) .field = def,
        RT_LIMIT_TABLE(RT_LIMIT_DEFAULT)
#undef RT_LIMIT_DEFAULT
    };
}
