/* Rows of the form's example that were left in a ledger.
 *
 * The example is known from the workbook itself: its sheet 台帳記入例. A row
 * of a ledger that says the same in every field that people type is that
 * example. What is computed, and what differs between editions' sheets
 * (dates), plays no part. An example that the file does not hold is not
 * looked for: the published one might be somebody's real asset.
 */
#include "form.h"
#include "risktally/fold.h"

static const enum rt_field typed_fields[]
    = {RT_F_BUSINESS, RT_F_ASSET, RT_F_NOTE, RT_F_USERS, RT_F_MANAGED_BY,
        RT_F_MEDIUM, RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER,
        RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY};

/* FNV-1a, 64 bits: the keys are compared within one file only. */
static uint64_t mix(uint64_t h, struct rt_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        h ^= (unsigned char)s.p[i];
        h *= UINT64_C(1099511628211);
    }
    h ^= 0x1F;
    return h * UINT64_C(1099511628211);
}

uint64_t rt_example_key(struct rt_intake *in, const struct rt_layout *layout,
    const struct rt_row *row)
{
    uint64_t h = UINT64_C(14695981039346656037);

    for (size_t i = 0; i < sizeof typed_fields / sizeof *typed_fields; i++) {
        const struct rt_cell *c = rt_cell_of(layout, row, typed_fields[i]);
        rt_buf_clear(&in->text);
        if (c && rt_fold(c->text, &in->text) != RT_OK)
            return 0;
        h = mix(h, rt_buf_str(&in->text));
    }
    return h;
}

void rt_example_note(struct rt_intake *in, const struct rt_sheet_facts *sheet,
    const struct rt_row *row)
{
    const struct rt_layout *l = &sheet->layout;

    if (in->example_count == RT_EXAMPLES_MAX
        || rt_cell_blank(rt_cell_of(l, row, RT_F_ASSET)))
        return;
    in->example_keys[in->example_count++] = rt_example_key(in, l, row);
}
