/* Temporary files: in $TMPDIR if that is set. */
#ifndef RISKTALLY_TEMP_H
#define RISKTALLY_TEMP_H

#include "base/status.h"

enum { RT_TEMP_PATH = 4096 };

/* Makes one for reading and writing, with its name in `path`: to be unlinked at
 * once where the name is not needed, so that nothing is left whatever happens.
 * `dir` is for it without a $TMPDIR; NULL: /tmp. The caller closes *fd. */
enum rt_status rt_temp_new(const char *dir, char path[RT_TEMP_PATH], int *fd,
    struct rt_error *err) RT_MUST_USE;

#endif
