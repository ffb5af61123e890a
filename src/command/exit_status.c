/* The exit status of a run that came to its end; complain.c has the others. */
#include "command/command.h"
#include "command/common.h"

int rt_exit_status_of(
    const struct rt_options *o, uint64_t not_read, uint64_t found)
{
    if (not_read > 0)
        return RT_EXIT_PARTIAL;
    return found > 0 && !o->exit_zero ? RT_EXIT_FINDINGS : RT_EXIT_OK;
}

int rt_exit_status(const struct rt_options *o, const struct rt_totals *t)
{
    bool found
        = (o->fail_on == RT_FAIL_ON_ERROR && t->errors > 0)
          || (o->fail_on == RT_FAIL_ON_WARNING && t->errors + t->warnings > 0);

    return rt_exit_status_of(
        o, t->inputs_failed + t->inputs_missing + t->inputs_lost, found);
}
