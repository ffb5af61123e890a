/* Dates of a plan: read once, reported once where they cannot be. */
#include "audit/treatment/treatment_audit.h"

#include "form/word/value.h"

struct rt_pl_date rt_pl_date(
    struct pl *p, const struct pl_row *row, enum rt_field f)
{
    struct rt_pl_date d = {0};
    struct pl_note note;
    enum rt_taken t;

    if (!rt_pl_row_says(row, f))
        return d;
    d.there = true;
    t = rt_value_date(row->cell[f], d.iso);
    d.ok = rt_is_taken(t);
    if (d.ok)
        return d;
    d.iso[0] = '\0';
    note = rt_pl_at(row, f);
    note.arg[0] = rt_field_name(f, p->a->lang);
    note.arg[1] = note.actual = rt_pl_cell_shown(p, row->cell[f]);
    rt_pl_report(p, RT_PL404, &note);
    return d;
}
