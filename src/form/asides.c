/* What people write beside and below the lists of 脅威の状況 and
 * 対策状況チェック: 「PCの値は情シスに確認中」.
 *
 * Nothing reads it, so it is named, in one finding a sheet. A text in a column
 * without a heading is beside the list; one in a row that neither rates a threat
 * nor answers an item is a section's title where the list goes on, and else below
 * the list. What explains the sheet, under a heading that says so, is the form's.
 */
#include "form/asides.h"

void rt_asides_init(struct rt_asides *a)
{
    *a = (struct rt_asides){
        .beside = RT_BUF(RT_NAMES_BYTES), .below = RT_BUF(RT_NAMES_BYTES)};
}

void rt_asides_fini(struct rt_asides *a)
{
    rt_buf_fini(&a->beside);
    rt_buf_fini(&a->below);
}

static bool is_list(const struct rt_layout *l)
{
    return l->form == RT_FORM_THREATS || l->form == RT_FORM_CHECKS;
}

/* Whether the cell is one that only rows of the list have, or of the table beside
 * it. */
static bool is_of_list(
    const struct rt_intake *in, const struct rt_cell *c, enum rt_field f)
{
    const char *term;
    int n;

    switch (f) {
    case RT_F_THREAT:
    case RT_F_VULNERABILITY:
    case RT_F_ANSWER:
        return c->is_formula || !rt_cell_blank(c);
    case RT_F_CHECK_ITEM:
        return !rt_cell_blank(c);
    case RT_F_NO:
        return rt_is_taken(rt_value_int(c, &n));
    case RT_F_MEDIUM:
        return rt_is_taken(rt_value_medium(in->request.vocab, c, &term));
    default:
        return false;
    }
}

static bool goes_on(const struct rt_intake *in, const struct rt_layout *l,
    const struct rt_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct rt_column *to
            = rt_column_at(l->columns, l->column_count, row->cells[i].col);
        if (to && is_of_list(in, &row->cells[i], to->field))
            return true;
    }
    return false;
}

static bool explains(
    const struct rt_intake *in, struct rt_asides *a, const struct rt_row *row)
{
    const struct rt_cell *only = rt_row_lone(row);

    if (row->number > a->last + 1)
        a->explains = only && rt_heads_explanation(in, only);
    a->last = row->number;
    return a->explains;
}

static void note_place(
    uint32_t place[2], const struct rt_row *row, const struct rt_cell *c)
{
    if (place[0] > 0)
        return;
    place[0] = row->number;
    place[1] = c->col + 1;
}

enum rt_status rt_asides_row(struct rt_asides *a, const struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err)
{
    const struct rt_layout *l = &sheet->layout;
    uint32_t width = 0;
    bool list;
    enum rt_status rc = RT_OK;

    if (!is_list(l) || sheet->example || in->request.grid_cells > 0
        || explains(in, a, row))
        return RT_OK;
    list = goes_on(in, l, row);
    for (size_t i = 0; i < l->column_count; i++)
        width = l->columns[i].col >= width ? l->columns[i].col + 1 : width;
    if (list) {
        rt_buf_clear(&a->below);
        a->below_count = 0;
        a->below_at[0] = 0;
    }
    for (size_t i = 0; i < row->count && rc == RT_OK; i++) {
        const struct rt_cell *c = &row->cells[i];
        bool beside = c->col >= width;
        if (c->type != RT_CELL_STRING || c->is_formula || rt_cell_blank(c)
            || (list && !beside))
            continue;
        note_place(beside ? a->beside_at : a->below_at, row, c);
        rc = beside ? rt_add_name(&a->beside, a->beside_count++,
                 rt_str_trim(c->text), in->request.lang)
                    : rt_add_name(&a->below, a->below_count++,
                        rt_str_trim(c->text), in->request.lang);
    }
    return rc == RT_OK ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status report(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_buf *texts, size_t count,
    const uint32_t at[2], struct rt_error *err)
{
    const struct rt_place place = {.sheet = sheet, .row = at[0], .col = at[1]};

    if (count == 0)
        return RT_OK;
    if (rt_end_names(texts, count, in->request.lang) != RT_OK)
        return rt_fail_nomem(err);
    return rt_put_finding(
        in, RT_TP441, &place, RT_ARGS(rt_buf_str(texts)), err);
}

enum rt_status rt_asides_end(struct rt_asides *a, struct rt_intake *in,
    const struct rt_sheet_facts *sheet, struct rt_error *err)
{
    RT_TRY(report(in, sheet, &a->beside, a->beside_count, a->beside_at, err));
    return report(in, sheet, &a->below, a->below_count, a->below_at, err);
}
