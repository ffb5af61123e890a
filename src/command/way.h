/* The way from a folder of results to the inputs, for links in workbooks. */
#ifndef RISKTALLY_COMMAND_WAY_H
#define RISKTALLY_COMMAND_WAY_H

#include "input/inputs.h"

/* The relative way from folder to path, with slashes ("../in/a.xlsx"; "" for
 * the folder itself); to be freed. NULL where there is none, as for a file
 * that is not there. */
char *rt_way(const char *folder, const char *path);

/* Where the names of the inputs start from, as seen from the folder of the
 * results (struct rt_run): the folder of the run; where all names are
 * absolute, the folder they have in common, and *skip is how many bytes of
 * each name lead to it. To be freed; NULL where there is no way. */
char *rt_way_to_inputs(
    const char *folder, const struct rt_files *files, size_t *skip);

#endif
