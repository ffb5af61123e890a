/* The line of acceptance. The contract is acceptance_line.h. */
#include "report/book/acceptance_line.h"

#include "ledger/asked_risks.h"

void rt_acceptance_line(
    struct rt_xl_sheet *s, int col, struct rt_ledger *ledger)
{
    struct rt_acceptance_counts n = {{0}};

    rt_xl_keep(s->xl, rt_ledger_acceptance_counts(ledger, &n, s->xl->err));
    rt_xl_print(s, col, RT_XF_NOTE,
        rt_word(s->xl->run->lang, RT_W_REVIEW_ACCEPTANCE),
        (unsigned long long)n.of[RT_ACCEPT_SIGNED],
        (unsigned long long)rt_asked_for(&n),
        (unsigned long long)(n.of[RT_ACCEPT_LAPSED] + n.of[RT_ACCEPT_EXPIRED]),
        (unsigned long long)n.of[RT_ACCEPT_DECLINED],
        (unsigned long long)n.of[RT_ACCEPT_NEVER]);
    rt_xl_next(s);
}
