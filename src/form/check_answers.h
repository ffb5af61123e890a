/* The answers of 対策状況チェック, and what they count for in the form that this
 * program writes: there columns are headed with the media, a ○ says that an item
 * counts for one, and a row of formulas below is called 「脆弱性の判定」.
 */
#ifndef RISKTALLY_FORM_CHECK_ANSWERS_H
#define RISKTALLY_FORM_CHECK_ANSWERS_H

#include "form/layout.h"
#include "risk/assess.h"

enum { RT_MEDIA = 6 };

struct rt_check_counts {
    int32_t number_col;     /* of the items' numbers; -1: none */
    int32_t answer_col;     /* -1: none */
    int32_t cols[RT_MEDIA]; /* of the media; -1: none */
    struct rt_answers answers[RT_MEDIA];
    uint32_t open[RT_MEDIA][2]; /* the first without: row and column, from 1 */
};

/* 1 to 4, 0 for none, -1 for an answer that is not among the choices. */
int rt_check_answer(const struct rt_cell *cell);
void rt_check_counts_begin(
    struct rt_check_counts *counts, const struct rt_layout *layout);
/* An item's answer counts for the media that have a ○ in its row. */
void rt_check_counts_add(
    struct rt_check_counts *counts, const struct rt_row *row, int answer);
/* Whether the row with this label has the media's vulnerability. */
bool rt_check_is_verdict(const struct rt_cell *label);

#endif
