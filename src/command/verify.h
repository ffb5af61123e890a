/* What `rules verify` does. */
#ifndef RISKTALLY_COMMAND_VERIFY_H
#define RISKTALLY_COMMAND_VERIFY_H

#include "base/write.h"
#include "command/options.h"

/* Writes what is wrong with the results in `dir`; the exit status. */
int rt_verify(
    const struct rt_options *o, const char *dir, struct rt_writer *out);

#endif
