/* What the renderings share. Private to src/finding. */
#ifndef RISKTALLY_FINDING_OUT_H
#define RISKTALLY_FINDING_OUT_H

#include "finding/finding.h"

enum { CELL_SIZE = 32 };

/* "J12"; "12:12" and "J:J", as Excel writes them, for a whole row or column;
 * empty where there is neither, and for CSV. */
void rt_cell_name(const struct rt_finding *f, char to[CELL_SIZE]);

#endif
