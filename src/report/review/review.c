/* The review workbook of `check`, to be sent back with the deliverable.
 *
 * This file puts the sheets together; each has a file of its own.
 */
#include "report/review/review.h"

enum rt_status rt_review_write(struct rt_ledger *ledger,
    const struct rt_run *run, const struct rt_review *review, const char *path,
    uint32_t max_rows, struct rt_error *err)
{
    struct rt_review_book b = {.ledger = ledger,
        .run = run,
        .review = review,
        .err = err,
        .max_rows = max_rows};

    RT_TRY(rt_ledger_totals(ledger, &b.totals, err));
    rt_xl_open(&b.xl, path, run, rt_word(run->lang, RT_W_BOOK_REVIEW), err);
    rt_review_verdict(&b);
    rt_review_lists(&b);
    return rt_xl_close(&b.xl);
}

enum rt_status rt_report_review(struct rt_ledger *ledger,
    const struct rt_run *run, const struct rt_review *review, const char *path,
    struct rt_error *err)
{
    return rt_review_write(ledger, run, review, path, RT_XL_ROWS, err);
}
