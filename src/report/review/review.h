/* The review workbook's sheets among themselves. */
#ifndef RISKTALLY_REPORT_REVIEW_H
#define RISKTALLY_REPORT_REVIEW_H

#include "report/book/xl.h"

/* What a finding is about, in the order in which words.def names them. */
enum rt_verdict_kind {
    RT_KIND_DIFFERS,
    RT_KIND_TYPED,
    RT_KIND_STALE,
    RT_KIND_NO_VALUE,
    RT_KIND_SMELL,
    RT_KIND_COMPLETE,
    RT_KIND_STRUCTURE,
    RT_KIND_TREATMENT,
    RT_KIND_COUNT
};

struct rt_review_book {
    struct rt_xl xl;
    struct rt_ledger *ledger;
    const struct rt_run *run;
    const struct rt_review *review;
    struct rt_error *err;
    struct rt_totals totals;
};

enum rt_verdict_kind rt_verdict_kind(enum rt_code code);
/* The place of a finding, as a link to the original. */
void rt_review_link(struct rt_review_book *b, struct rt_xl_sheet *s, int col,
    enum rt_xf xf, const struct rt_placed *p);

void rt_review_verdict(struct rt_review_book *b);
/* 差異, 構成 and 対応計画. */
void rt_review_lists(struct rt_review_book *b);

#endif
