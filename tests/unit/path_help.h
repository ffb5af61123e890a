/* One temporary file for all tests of a file: ALL_TESTS(make_path, remove_path).
 */
#ifndef RT_TESTS_PATH_HELP_H
#define RT_TESTS_PATH_HELP_H

#include "unit.h"

static char path[] = "/tmp/risktally-test-XXXXXX";

static inline int make_path(void **state)
{
    int fd = mkstemp(path);

    (void)state;
    return fd < 0 ? -1 : close(fd);
}

static inline int remove_path(void **state)
{
    (void)state;
    return unlink(path);
}

#endif
