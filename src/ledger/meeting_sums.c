/* Sums for the paper of a management review. */
#include "ledger/meeting_sums.h"

#include "ledger/private.h"

static void read_side(struct rt_sql_read *r, void *to)
{
    struct rt_meeting_side *out = to;

    out->what = (enum rt_side_of)rt_sql_get_int(r);
    out->name = rt_sql_get_str(r);
    out->before = rt_sql_get_int(r) != 0;
    out->now = rt_sql_get_int(r) != 0;
}

struct rt_cursor rt_ledger_sides(struct rt_ledger *l, struct rt_error *err)
{
    return LDB_FINISHED_ROWS(
        l, LDB_SIDES, read_side, struct rt_meeting_side, err);
}
