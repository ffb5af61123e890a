/* Dates of a plan: read once, told once where they cannot be. */
#include "audit/treatment/treatment_audit.h"

#include "form/word/value.h"

struct rt_pl_date rt_pl_date(
    struct pl *p, const struct pl_row *row, enum rt_field f)
{
    struct rt_pl_date d = {0};
    struct pl_told told;
    enum rt_taken t;

    if (!rt_pl_row_says(row, f))
        return d;
    d.there = true;
    t = rt_value_date(row->cell[f], d.iso);
    d.ok = t == RT_TAKEN_PLAIN || t == RT_TAKEN_NORMALISED;
    if (d.ok)
        return d;
    d.iso[0] = '\0';
    told = rt_pl_at(row, f);
    told.arg[0] = rt_field_name(f, p->a->lang);
    told.arg[1] = told.actual = rt_pl_cell_shown(p, row->cell[f]);
    rt_pl_tell(p, RT_PL404, &told);
    return d;
}
