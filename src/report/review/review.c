/* The review workbook of `check`, to be sent back with the deliverable.
 *
 * This file puts the sheets together; each has a file of its own.
 */
#include "report/review/review.h"

enum rt_status rt_report_review(struct rt_ledger *ledger,
    const struct rt_run *run, const struct rt_review *review, const char *path,
    struct rt_error *err)
{
    struct rt_review_book b
        = {.ledger = ledger, .run = run, .review = review, .err = err};

    RT_TRY(rt_ledger_totals(ledger, &b.totals, err));
    rt_xl_open(&b.xl, path, run, rt_word(run->lang, RT_W_BOOK_REVIEW), err);
    rt_review_verdict(&b);
    rt_review_lists(&b);
    return rt_xl_close(&b.xl);
}
