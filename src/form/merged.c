/* Merged data cells: the value of the first cell belongs to every row that
 * the range spans. Only the first column of a range is carried on: a value
 * merged across several columns says nothing about the others.
 */
#include <stdlib.h>
#include <string.h>

#include "form/second_pass.h"

static int by_row(const void *a, const void *b)
{
    const struct rt_range *x = a, *y = b;

    if (x->row1 != y->row1)
        return x->row1 < y->row1 ? -1 : 1;
    return (x->col1 > y->col1) - (x->col1 < y->col1);
}

enum rt_status rt_merged_begin(struct rt_convert *c, struct rt_error *err)
{
    const struct rt_sheet_facts *s = c->sheet;
    size_t n = 0;

    memset(c->carry, 0, sizeof c->carry);
    c->merges = NULL;
    c->merge_count = c->merge_at = 0;
    if (s->merge_count == 0)
        return RT_OK;
    c->merges
        = rt_arena_array(&c->sheet_arena, s->merge_count, sizeof *c->merges);
    if (!c->merges)
        return rt_fail_nomem(err);
    for (size_t i = 0; i < s->merge_count; i++) {
        const struct rt_range *m = &s->merges[i];
        if (m->row1 > s->layout.row2 && m->row2 > m->row1
            && m->col1 < RT_COLUMNS_MAX)
            c->merges[n++] = *m;
    }
    qsort(c->merges, n, sizeof *c->merges, by_row);
    c->merge_count = n;
    return RT_OK;
}

static const struct rt_cell *cell_at(const struct rt_row *row, uint32_t col)
{
    for (size_t i = 0; i < row->count && row->cells[i].col <= col; i++) {
        if (row->cells[i].col == col)
            return &row->cells[i];
    }
    return NULL;
}

static enum rt_field field_of(const struct rt_convert *c, uint32_t col)
{
    const struct rt_layout *l = &c->sheet->layout;

    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        if (l->col_of[f] == (int32_t)col)
            return f;
    }
    return RT_FIELD_NONE;
}

static enum rt_status report(struct rt_convert *c, const struct rt_range *m,
    enum rt_field f, struct rt_error *err)
{
    char first[16], last[16];
    struct rt_place place
        = {.sheet = c->sheet, .row = m->row1, .col = m->col1 + 1};
    struct rt_str args[RT_FINDING_ARGS]
        = {rt_field_name(f, c->in->request.lang)};

    rt_format_double(m->row1, first, sizeof first);
    rt_format_double(m->row2, last, sizeof last);
    args[1] = rt_str(first);
    args[2] = rt_str(last);
    return rt_put_finding(c->in, RT_TP403, &place, args, err);
}

/* Takes up the ranges that begin in this row. */
static enum rt_status begin_ranges(struct rt_convert *c, struct rt_error *err)
{
    enum rt_status rc = RT_OK;

    while (c->merge_at < c->merge_count
           && c->merges[c->merge_at].row1 < c->row->number)
        c->merge_at++;
    for (; c->merge_at < c->merge_count && rc == RT_OK; c->merge_at++) {
        const struct rt_range *m = &c->merges[c->merge_at];
        const struct rt_cell *cell;
        struct rt_carry *to = &c->carry[m->col1];
        if (m->row1 != c->row->number)
            break;
        cell = cell_at(c->row, m->col1);
        if (rt_cell_blank(cell) || field_of(c, m->col1) == RT_FIELD_NONE)
            continue;
        to->cell = *cell;
        to->cell.text = rt_arena_str(&c->sheet_arena, cell->text);
        if (!to->cell.text.p)
            return rt_fail_nomem(err);
        to->last_row = m->row2;
        rc = report(c, m, field_of(c, m->col1), err);
    }
    return rc;
}

enum rt_status rt_merged_row(struct rt_convert *c, struct rt_error *err)
{
    const struct rt_layout *l = &c->sheet->layout;
    enum rt_status rc = begin_ranges(c, err);

    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        int32_t col = l->col_of[f];
        c->cell[f] = rt_cell_of(l, c->row, f);
        c->own[f] = !rt_cell_blank(c->cell[f]);
        if (!c->own[f] && col >= 0 && col < RT_COLUMNS_MAX
            && c->carry[col].last_row >= c->row->number)
            c->cell[f] = &c->carry[col].cell;
    }
    return rc;
}
