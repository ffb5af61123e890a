/* Headings that were overwritten, as findings. */
#include "form/form.h"

/* The row of the cell that shows what merged cells have for a heading. */
static uint32_t shown_row(
    const struct rt_sheet_facts *sheet, const struct rt_healed *h)
{
    for (size_t i = 0; i < sheet->merge_count; i++) {
        const struct rt_range *m = &sheet->merges[i];
        if (m->col1 == h->col && m->row1 <= h->row && m->row2 >= h->row)
            return m->row1;
    }
    return h->row;
}

enum rt_status rt_report_healed(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_error *err)
{
    const struct rt_layout *l = &sheet->layout;
    enum rt_lang lang = in->request.lang;

    for (size_t i = 0; i < l->healed_count; i++) {
        const struct rt_healed *h = &l->healed[i];
        const struct rt_column *c
            = rt_column_at(l->columns, l->column_count, h->col);
        struct rt_str was = rt_str_trim(h->was);
        struct rt_str name = h->field == RT_FIELD_NONE
                                 ? rt_str_trim(c->text)
                                 : rt_field_name(h->field, lang);
        struct rt_place place = {.sheet = sheet,
            .row = shown_row(sheet, h),
            .col = h->col + 1,
            .expected = name,
            .actual = was};
        if (was.n == 0)
            was = rt_str(rt_say(lang, "空欄", "blank"));
        RT_TRY(rt_put_finding(in, RT_TP301, &place, RT_ARGS(was, name), err));
    }
    return RT_OK;
}
