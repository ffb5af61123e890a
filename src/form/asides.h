/* What is written beside and below the lists of threats and check items. */
#ifndef RISKTALLY_FORM_ASIDES_H
#define RISKTALLY_FORM_ASIDES_H

#include "form/form.h"

/* Texts beside and below a list of threats or check items (TP441), and where
 * the first of them are (1-based). */
struct rt_asides {
    struct rt_buf beside, below;
    size_t beside_count, below_count;
    uint32_t beside_at[2], below_at[2]; /* row and column */
    uint32_t last;                      /* row looked at */
    bool explains;                      /* it is one of an explanation's */
};

void rt_asides_init(struct rt_asides *asides);
void rt_asides_fini(struct rt_asides *asides);
/* Looks at a row below the headings of any sheet. */
enum rt_status rt_asides_row(struct rt_asides *asides,
    const struct rt_intake *in, const struct rt_sheet_facts *sheet,
    const struct rt_row *row, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_asides_end(struct rt_asides *asides, struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_error *err) RT_MUST_USE;

#endif
