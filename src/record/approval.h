/* The headings of an owner's sheet of approvals (approval.def). */
#ifndef RISKTALLY_APPROVAL_H
#define RISKTALLY_APPROVAL_H

#include "base/lang.h"

enum rt_approval_col {
#define RT_APPROVAL(id, ...) RT_AP_##id,
#include "record/approval.def"
    RT_AP_COUNT
};

/* clang-format off */
#define RT_APPROVAL_RISK    {"リスク", "Risk"}
#define RT_APPROVAL_BEFORE  {"対応前", "Before"}
#define RT_APPROVAL_TREATED {"対応", "Treatment"}
#define RT_APPROVAL_AFTER   {"対応後の見込み", "As planned"}
#define RT_APPROVAL_SIGNED  {"残留リスクの承認", "Approval of the residual risk"}

/* What the owner picks. */
#define RT_ACCEPTED_JA "承認する"
#define RT_ACCEPTED_EN "Accept"
#define RT_DECLINED_JA "承認しない"
#define RT_DECLINED_EN "Decline"
/* clang-format on */

#endif
