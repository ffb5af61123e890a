/* approvals/NAME.xlsx: the residual risks that wait for a risk owner. */
#ifndef RISKTALLY_REPORT_APPROVALS_H
#define RISKTALLY_REPORT_APPROVALS_H

#include "base/arena.h"
#include "report/report.h"

/* One owner who is asked to sign; the views are the list's. */
struct rt_owner_sheet {
    struct rt_str key, owner;
    uint64_t risks;
    const char *name; /* "approvals/佐藤 花子.xlsx", from the results' folder */
};

/* In the order of the owners' names; all zero at first. */
struct rt_approvals {
    struct rt_owner_sheet *list;
    size_t count, cap;
    struct rt_arena arena;
};

/* To be finished even where it fails. */
enum rt_status rt_approvals_list(struct rt_ledger *ledger,
    struct rt_approvals *out, struct rt_error *err) RT_MUST_USE;
void rt_approvals_fini(struct rt_approvals *approvals);
/* Several may be written side by side. */
enum rt_status rt_report_approval(struct rt_ledger *ledger,
    const struct rt_run *run, const struct rt_owner_sheet *approval,
    const char *path, struct rt_error *err) RT_MUST_USE;

#endif
