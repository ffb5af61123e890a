/* Tables of a file, and their rows with merged cells resolved.
 *
 * Plans merge No and 管理策 over the tasks of one control.
 */

#include "audit/own_figures.h"
#include "audit/treatment/treatment.h"
#include "record/risk.h"

bool rt_pl_has(const struct pl_table *t, enum rt_field f)
{
    return t->layout->col_of[f] >= 0;
}

uint32_t rt_pl_col(const struct pl_table *t, enum rt_field f)
{
    return f == RT_FIELD_NONE ? 0 : (uint32_t)(t->layout->col_of[f] + 1);
}

enum rt_field rt_pl_first_of(
    const struct pl_table *t, const enum rt_field *f, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (rt_pl_has(t, f[i]))
            return f[i];
    }
    return RT_FIELD_NONE;
}

/* --- finding them ---------------------------------------------------------- */

/* The table ends where the block of names and dates begins. */
static void find_rows(const struct pl *p, struct pl_table *t)
{
    size_t n = rt_grid_row_count(p->a->grid, t->sheet);

    while (t->begin < n
           && rt_grid_row(p->a->grid, t->sheet, t->begin)->number
                  <= t->layout->row2)
        t->begin++;
    t->end = t->begin;
    while (t->end < n
           && !rt_is_signature_row(
               t->layout, rt_grid_row(p->a->grid, t->sheet, t->end)))
        t->end++;
}

void rt_pl_find_tables(struct pl *p)
{
    size_t n = rt_grid_sheet_count(p->a->grid);

    p->tables = rt_arena_array(&p->arena, n + 1, sizeof *p->tables);
    if (!rt_pl_need(p, p->tables))
        return;
    for (size_t i = 0; i < n; i++) {
        const struct rt_table *t = &p->a->tables[i];
        struct pl_table *to = &p->tables[p->table_count];

        if (!t->found || t->example || t->layout.side_by_side)
            continue;
        *to = (struct pl_table){.sheet = i,
            .layout = &t->layout,
            .doc = {.file = p->a->file,
                .sheet = rt_grid_sheet(p->a->grid, i)->name,
                .csv = p->a->csv,
                .form = t->layout.form,
                .col_of = t->layout.col_of,
                .source = {rt_own_column(&t->layout,
                               offsetof(struct rt_risk, where.file)),
                    rt_own_column(
                        &t->layout, offsetof(struct rt_risk, where.sheet)),
                    rt_own_column(
                        &t->layout, offsetof(struct rt_risk, where.row))}}};
        find_rows(p, to);
        p->table_count++;
    }
}

/* --- their rows -------------------------------------------------------------- */

void rt_pl_rows(struct pl_cursor *c, struct pl *p, const struct pl_table *t)
{
    size_t n;
    const struct rt_range *merges = rt_grid_merges(p->a->grid, t->sheet, &n);

    c->p = p;
    c->table = t;
    c->next = t->begin;
    RT_THEN(p->rc, rt_merged_begin(&c->merged, &p->arena, t->layout, merges, n,
                       RT_REACH_ACROSS, p->err));
}

/* A header repeated inside the table, as on a second printed page. */
static bool is_heading(const struct pl_cursor *c, size_t at)
{
    const struct rt_audit *a = c->p->a;
    const struct rt_row *row = rt_grid_row(a->grid, c->table->sheet, at);

    return row->count > 0 && row->cells[0].type == RT_CELL_STRING
           && a->tables[c->table->sheet].headings[at] >= 3;
}

/* A remark between the rows; what is merged over it makes it one of them. */
static bool is_remark(const struct pl_row *row)
{
    int32_t col = row->table->layout->col_of[RT_F_CONTROL];

    return rt_remark_row(row->row, 0)
           && (rt_cell_blank(row->cell[RT_F_CONTROL])
               || row->cell[RT_F_CONTROL] == rt_row_cell(row->row, col));
}

bool rt_pl_next(struct pl_cursor *c, struct pl_row *out)
{
    const struct pl_table *t = c->table;
    struct pl *p = c->p;

    while (p->rc == RT_OK && c->next < t->end) {
        const struct rt_row *row = rt_grid_row(p->a->grid, t->sheet, c->next);
        p->rc = rt_merged_row(&c->merged, row, p->err);
        if (p->rc != RT_OK || is_heading(c, c->next++))
            continue;
        out->table = t;
        out->row = row;
        for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++)
            out->cell[f]
                = rt_merged_cell(&c->merged, row, t->layout->col_of[f]);
        if (is_remark(out))
            continue;
        return true;
    }
    return false;
}
