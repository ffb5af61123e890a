/* Sums of the finished ledger that only the paper of a management review has. */
#ifndef RISKTALLY_LEDGER_MEETING_SUMS_H
#define RISKTALLY_LEDGER_MEETING_SUMS_H

#include "ledger/ledger.h"

enum rt_side_of { RT_SIDE_DEPARTMENT, RT_SIDE_FILE, RT_SIDE_PROFILE, RT_SIDES };

/* What has risks, in the run compared with or in this one, or in both. */
struct rt_meeting_side {
    enum rt_side_of what;
    struct rt_str name;
    bool before, now;
};

/* By what it is, then by name. Only where there is a run compared with. */
struct rt_cursor rt_ledger_sides(
    struct rt_ledger *ledger, struct rt_error *err);

#endif
