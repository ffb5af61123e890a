/* How many residual risks are accepted, in a line. */
#ifndef RISKTALLY_REPORT_ACCEPTANCE_LINE_H
#define RISKTALLY_REPORT_ACCEPTANCE_LINE_H

#include "report/book/xl.h"

/* As of the run: by whom and until when an approval holds, no formula says. */
void rt_acceptance_line(
    struct rt_xl_sheet *s, int col, struct rt_ledger *ledger);

#endif
