/* Temporary files. */
#include "base/temp.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

enum rt_status rt_temp_new(
    const char *dir, char path[RT_TEMP_PATH], int *fd, struct rt_error *err)
{
    const char *wanted = getenv("TMPDIR");

    if (wanted && *wanted)
        dir = wanted;
    if (snprintf(path, RT_TEMP_PATH, "%s/risktally-XXXXXX", dir ? dir : "/tmp")
        >= RT_TEMP_PATH)
        return rt_fail_both(err, RT_IO, "環境変数 TMPDIR の値が長すぎます",
            "TMPDIR is too long");
    *fd = mkostemp(path, O_CLOEXEC);
    return *fd >= 0 ? RT_OK
                    : rt_fail_errno(err, RT_CANNOT_MAKE_TEMPORARY, path);
}
