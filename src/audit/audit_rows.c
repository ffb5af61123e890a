/* The rows that were assessed, by place. */
#include <stdlib.h>

#include "audit/audit.h"
#include "audit/audit_table.h"
#include "base/list.h"
#include "record/book_words.h"

bool rt_table_is_assessed(const struct rt_table *t)
{
    return t->found && !t->example && !t->layout.side_by_side
           && (t->own || t->layout.form == RT_FORM_LEDGER
               || t->layout.form == RT_FORM_REPORT);
}

RT_SORTED(by_place, struct rt_audit_row, RT_ORDER(x->sheet, y->sheet);
          RT_ORDER(x->row, y->row))

const struct rt_audit_row *rt_audit_row_at(
    const struct rt_audit *a, size_t sheet, uint32_t row)
{
    struct rt_audit_row key = {.sheet = sheet, .row = row};

    if (a->row_count == 0)
        return NULL;
    return bsearch(&key, a->rows, a->row_count, sizeof key, by_place);
}

const struct rt_profile *rt_audit_profile_at(
    const struct rt_audit *a, size_t sheet, uint32_t row)
{
    const struct rt_audit_row *r = rt_audit_row_at(a, sheet, row);

    return r && r->own && r->profile ? r->profile : a->profile;
}

bool rt_own_repeats(struct rt_str sheet)
{
    return !rt_is_word(sheet, RT_W_SHEET_LEGEND)
           && !rt_is_word(sheet, RT_W_SHEET_CHANGES)
           && !rt_is_word(sheet, RT_W_SHEET_FINDINGS);
}

bool rt_own_quotes(const struct rt_audit *a, size_t sheet)
{
    return a->row_count > 0 && a->rows[0].own
           && !rt_own_repeats(rt_grid_sheet(a->grid, sheet)->name);
}
