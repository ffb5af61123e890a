/* A finding on its way out: its place in the file, and to the sink. */
#include "audit/treatment/treatment_audit.h"

void rt_pl_report(struct pl *p, enum rt_code code, const struct pl_note *note)
{
    const struct rt_audit *a = p->a;
    struct rt_finding f = {.code = code,
        .where.file = a->file,
        .where.sheet = rt_grid_sheet(a->grid, note->sheet)->name,
        .where.row = note->row,
        .where.col = note->col,
        .where.csv = a->csv,
        .expected = note->expected,
        .actual = note->actual};

    if (p->rc == RT_OK)
        p->rc = rt_finding_put(&f, a->lang, note->arg, &a->sink, p->err);
}

struct pl_note rt_pl_at(const struct pl_row *row, enum rt_field f)
{
    return (struct pl_note){.sheet = row->table->sheet,
        .row = row->row->number,
        .col = rt_pl_col(row->table, f)};
}
