/* Rows of the form's example that were left in a ledger.
 *
 * The example is known from the workbook itself: its sheet 台帳記入例. A row of
 * a ledger that says the same in every column that both sheets have, of those
 * that people type, is that example; the kinds of personal information count as
 * one, since some forms replace the three columns by one. What is computed, and
 * dates, play no part. An example that the file does not hold is not looked
 * for: the published one might be a real asset.
 */
#include "base/fold.h"
#include "form/form.h"

static const enum rt_field typed_fields[]
    = {RT_F_ASSET, RT_F_BUSINESS, RT_F_NOTE, RT_F_USERS, RT_F_MANAGED_BY,
        RT_F_MEDIUM, RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY};

static const enum rt_field flag_fields[]
    = {RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER, RT_F_ANY_PERSONAL};

enum {
    TYPED = RT_COUNT(typed_fields),
    FLAGS = RT_COUNT(flag_fields),
    /* Fewer columns in common prove nothing. */
    COMMON_MIN = 5
};

struct rt_example {
    bool has[TYPED]; /* the sheet has the column */
    struct rt_str text[TYPED];
    bool has_flags, personal;
};

static bool fold_cell(struct rt_intake *in, const struct rt_cell *cell)
{
    rt_buf_clear(&in->text);
    return !cell || rt_fold(cell->text, &in->text) == RT_OK;
}

static bool flags_of(struct rt_intake *in, const struct rt_layout *l,
    const struct rt_row *row, bool *has)
{
    bool any = false;

    *has = false;
    for (size_t i = 0; i < FLAGS; i++) {
        const struct rt_cell *cell = rt_cell_of(l, row, flag_fields[i]);
        bool yes = false;
        *has |= l->col_of[flag_fields[i]] >= 0;
        if (cell
            && rt_value_flag(in->request.vocab, cell, &yes) != RT_TAKEN_BLANK)
            any |= yes;
    }
    return any;
}

enum rt_status rt_example_note(struct rt_intake *in,
    const struct rt_sheet_facts *sheet, const struct rt_row *row,
    struct rt_error *err)
{
    const struct rt_layout *l = &sheet->layout;
    struct rt_example *e;

    if (in->example_count == RT_EXAMPLES_MAX
        || rt_cell_blank(rt_cell_of(l, row, RT_F_ASSET)))
        return RT_OK;
    e = rt_arena_alloc(&in->arena, sizeof *e);
    if (!e)
        return rt_fail_nomem(err);
    for (size_t i = 0; i < TYPED; i++) {
        e->has[i] = l->col_of[typed_fields[i]] >= 0;
        if (!fold_cell(in, rt_cell_of(l, row, typed_fields[i])))
            return rt_fail_nomem(err);
        e->text[i] = rt_arena_str(&in->arena, rt_buf_str(&in->text));
        if (!e->text[i].p)
            return rt_fail_nomem(err);
    }
    e->personal = flags_of(in, l, row, &e->has_flags);
    in->examples[in->example_count++] = e;
    return RT_OK;
}

static bool same(struct rt_intake *in, const struct rt_layout *l,
    const struct rt_row *row, const struct rt_example *e)
{
    bool has_flags, personal;
    int common = 0;

    for (size_t i = 0; i < TYPED; i++) {
        if (!e->has[i] || l->col_of[typed_fields[i]] < 0)
            continue;
        if (!fold_cell(in, rt_cell_of(l, row, typed_fields[i]))
            || !rt_str_eq(rt_buf_str(&in->text), e->text[i]))
            return false;
        common++;
    }
    personal = flags_of(in, l, row, &has_flags);
    if (has_flags && e->has_flags && personal != e->personal)
        return false;
    return common >= COMMON_MIN;
}

bool rt_example_is(struct rt_intake *in, const struct rt_layout *layout,
    const struct rt_row *row)
{
    for (size_t i = 0; i < in->example_count; i++) {
        if (same(in, layout, row, in->examples[i]))
            return true;
    }
    return false;
}
