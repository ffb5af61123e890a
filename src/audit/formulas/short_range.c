/* Ranges that stop short of the table they are about.
 *
 * A range over rows is about a table when it lies in the table's columns and
 * begins at its top, or where another range ends. It must then reach the last
 * row that holds something in those columns. Not every shorter range is wrong:
 * a subtotal is inside the table it sums, a running total ends at its own row,
 * and several ranges may divide the table between them; those are passed over.
 * A lookup must hold the table's first row too, and where its rows are not
 * fixed ($) it slides off the table from row to row.
 */
#include <stdlib.h>

#include "audit/formulas/formula_audit.h"

/* No form has more ranges than this, and comparing them is expensive. */
enum { RANGES_MAX = 20000, SHORT_MAX = 1000, NOTES_MAX = 100 };

/* A range over several rows, somewhere in the file. */
struct span {
    size_t sheet; /* that it is about */
    struct rt_range at;
};

struct spans {
    struct span *list;
    size_t count, reported;
};

static bool over_rows(const struct rt_ref *ref)
{
    return ref->is_range && !ref->broken && ref->at.row2 > ref->at.row1;
}

/* The row has a value in one of the range's columns. */
static bool row_holds(const struct rt_row *row, const struct rt_range *at)
{
    for (size_t i = 0; i < row->count && row->cells[i].col <= at->col2; i++) {
        const struct rt_cell *c = &row->cells[i];
        if (c->col >= at->col1 && (c->is_formula || !rt_cell_blank(c)))
            return true;
    }
    return false;
}

/* The table's first and last rows with data in the range's columns; 0: none. */
static void find_data_rows(const struct rt_work *w, size_t sheet,
    const struct rt_range *at, uint32_t *first, uint32_t *last)
{
    const struct rt_table *t = &w->tables[sheet];
    size_t n = rt_grid_row_count(w->grid, sheet), i;

    *first = *last = 0;
    for (i = 0; i < n && *first == 0; i++) {
        const struct rt_row *row = rt_grid_row(w->grid, sheet, i);
        if (t->lines[i] == RT_LINE_DATA && row_holds(row, at))
            *first = row->number;
    }
    for (i = n; i-- > 0 && *first && *last == 0;) {
        const struct rt_row *row = rt_grid_row(w->grid, sheet, i);
        if (t->lines[i] == RT_LINE_DATA && row_holds(row, at))
            *last = row->number;
    }
}

static bool data_rows(struct rt_work *w, size_t sheet,
    const struct rt_range *at, uint32_t *first, uint32_t *last)
{
    const struct rt_table *t = &w->tables[sheet];
    struct rt_data_rows *known = &w->data_rows;
    size_t i = 0;

    *first = *last = 0;
    if (!t->found || t->example || t->last == 0 || at->col2 >= t->width)
        return false;
    while (i < known->count
           && (known->list[i].sheet != sheet || known->list[i].col1 != at->col1
               || known->list[i].col2 != at->col2))
        i++;
    if (i == known->count) {
        find_data_rows(w, sheet, at, first, last);
        i = known->next++ % RT_DATA_ROWS;
        known->count += known->count < RT_DATA_ROWS;
        known->list[i].sheet = sheet;
        known->list[i].col1 = at->col1;
        known->list[i].col2 = at->col2;
        known->list[i].first = *first;
        known->list[i].last = *last;
    }
    *first = known->list[i].first;
    *last = known->list[i].last;
    return *first != 0;
}

/* --- lookups -------------------------------------------------------------------- */

static bool holds_text(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    return !rt_cell_blank(rt_grid_cell(w->grid, sheet, col, row));
}

/* A list without a header of ours ends where its first column ends. */
static bool list_continues(const struct rt_work *w, size_t sheet,
    const struct rt_range *at, struct rt_range *whole)
{
    if (!holds_text(w, sheet, at->col1, at->row2))
        return false;
    while (holds_text(w, sheet, at->col1, whole->row2 + 1))
        whole->row2++;
    return whole->row2 > at->row2;
}

/* Below the table of the media a text alone is a note. */
static void leave_notes(const struct rt_work *w, size_t sheet,
    const struct rt_range *at, uint32_t *last)
{
    if (w->tables[sheet].layout.form != RT_FORM_THREATS)
        return;
    for (int n = 0; n<NOTES_MAX && * last> at->row2; n++, (*last)--) {
        for (uint32_t col = at->col1 + 1; col <= at->col2; col++) {
            if (holds_text(w, sheet, col, *last))
                return;
        }
    }
}

bool rt_lookup_short(struct rt_work *w, const struct rt_formula *f,
    size_t sheet, const struct rt_ref **out, struct rt_range *whole)
{
    for (size_t i = 0; i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        int target = rt_ref_sheet(w, sheet, ref);
        struct rt_range first_col = ref->at;
        uint32_t first, last;
        if (!over_rows(ref) || target < 0)
            continue;
        first_col.col2 = first_col.col1;
        *out = ref;
        *whole = ref->at;
        if (data_rows(w, (size_t)target, &first_col, &first, &last)) {
            leave_notes(w, (size_t)target, &ref->at, &last);
            if (first < whole->row1)
                whole->row1 = first;
            if (last > whole->row2)
                whole->row2 = last;
            if (ref->at.row1 > first || ref->at.row2 < last)
                return true;
        } else if (!w->tables[target].found
                   && list_continues(w, (size_t)target, &ref->at, whole)) {
            return true;
        }
    }
    return false;
}

/* --- totals ----------------------------------------------------------------------- */

/* A column's formulas are reported together, by what they look up; here are the
 * other formulas. */
static bool is_single(const struct rt_item *item)
{
    return !item->judged && !item->of_column && !item->broken && !item->external
           && item->relative;
}

static enum rt_status collect(
    struct rt_work *w, struct spans *s, struct rt_error *err)
{
    const struct rt_formula *f;

    for (size_t i = 0; i < w->item_count; i++) {
        const struct rt_item *item = &w->items[i];
        if (!is_single(item))
            continue;
        RT_TRY(rt_item_parse(w, item, &f, err));
        for (size_t k = 0; f && k < rt_formula_ref_count(f); k++) {
            const struct rt_ref *ref = rt_formula_ref(f, k);
            int target = rt_ref_sheet(w, item->sheet, ref);
            if (over_rows(ref) && target >= 0 && s->count < RANGES_MAX)
                s->list[s->count++] = (struct span){(size_t)target, ref->at};
        }
    }
    return RT_OK;
}

/* Rows of the table between two of its rows, both left out. */
static bool data_between(
    const struct rt_work *w, size_t sheet, uint32_t above, uint32_t below)
{
    const struct rt_table *t = &w->tables[sheet];

    for (size_t i = 0; i < rt_grid_row_count(w->grid, sheet); i++) {
        uint32_t row = rt_grid_row(w->grid, sheet, i)->number;
        if (row > above && row < below && t->lines[i] == RT_LINE_DATA)
            return true;
    }
    return false;
}

/* The other ranges over the same columns nearest above and below: several
 * ranges may divide the table between them. 0: there is none. */
static void find_neighbours(const struct spans *s, size_t sheet,
    const struct rt_range *at, uint32_t *above, uint32_t *below)
{
    *above = *below = 0;
    for (size_t i = 0; i < s->count; i++) {
        const struct rt_range *o = &s->list[i].at;
        if (s->list[i].sheet != sheet || o->col1 != at->col1
            || o->col2 != at->col2)
            continue;
        if (o->row1 > at->row2 && (*below == 0 || o->row1 < *below))
            *below = o->row1;
        if (o->row2 < at->row1 && o->row2 > *above)
            *above = o->row2;
    }
}

/* A subtotal between the table's rows, a running total up to its own row. */
static bool is_inside(const struct rt_work *w, const struct rt_item *item,
    size_t target, const struct rt_ref *ref)
{
    const struct rt_table *t = &w->tables[target];

    if (item->sheet != target || item->row > t->last
        || item->row <= t->layout.row2)
        return false;
    if (t->lines[item->row_index] != RT_LINE_DATA)
        return item->cell->col < t->width;
    return !ref->abs_row2
           && (ref->at.row2 == item->row || ref->at.row2 + 1 == item->row);
}

/* The list of threats is divided by media: the row below begins the next. */
static bool ends_with_medium(
    const struct rt_work *w, size_t sheet, uint32_t last)
{
    const struct rt_layout *l = &w->tables[sheet].layout;
    int32_t col = l->form == RT_FORM_THREATS ? l->col_of[RT_F_MEDIUM] : -1;
    const struct rt_cell *below
        = col < 0 ? NULL
                  : rt_grid_cell(w->grid, sheet, (uint32_t)col, last + 1);
    const struct rt_cell *at
        = below ? rt_grid_cell(w->grid, sheet, (uint32_t)col, last) : NULL;

    return !rt_cell_blank(below)
           && (rt_cell_blank(at) || !rt_str_eq(at->text, below->text));
}

static bool falls_short(struct rt_work *w, const struct spans *s,
    const struct rt_item *item, const struct rt_ref *ref,
    struct rt_range *whole)
{
    int target = rt_ref_sheet(w, item->sheet, ref);
    uint32_t first, last, above, below;
    size_t sheet = (size_t)target;

    if (!over_rows(ref) || target < 0
        || !data_rows(w, sheet, &ref->at, &first, &last)
        || is_inside(w, item, sheet, ref)
        || ends_with_medium(w, sheet, ref->at.row2) || ref->at.row1 > last
        || ref->at.row2 < first)
        return false;
    *whole = ref->at;
    find_neighbours(s, sheet, &ref->at, &above, &below);
    if (below > 0 && below <= last)
        last = below - 1;
    if (ref->at.row1 > first
        && (!above || data_between(w, sheet, above, ref->at.row1)))
        return false;
    whole->row2 = last;
    return ref->at.row2 < last
           && data_between(w, sheet, ref->at.row2, last + 1);
}

static enum rt_status report(struct rt_work *w, struct rt_item *item,
    struct rt_range at, struct rt_range whole, struct rt_error *err)
{
    struct rt_verdict *v
        = rt_verdict_new(w, RT_RA503, item->sheet, item->cell->col, item->row);

    v->args[1] = rt_formula_shown(w, item->cell->formula);
    v->args[2] = v->actual = rt_range_shown(w, &at);
    v->args[3] = v->expected = rt_range_shown(w, &whole);
    return rt_fault_add(w, item->sheet, item->cell->col, item->row, err);
}

static enum rt_status judge(struct rt_work *w, struct spans *s,
    struct rt_item *item, struct rt_error *err)
{
    const struct rt_formula *f;
    struct rt_range whole;

    RT_TRY(rt_item_parse(w, item, &f, err));
    for (size_t k = 0; f && k < rt_formula_ref_count(f); k++) {
        const struct rt_ref *ref = rt_formula_ref(f, k);
        if (!falls_short(w, s, item, ref, &whole))
            continue;
        s->reported++;
        return report(w, item, ref->at, whole, err);
    }
    return RT_OK;
}

enum rt_status rt_ranges_judge(struct rt_work *w, struct rt_error *err)
{
    struct spans s = {.list = calloc(RANGES_MAX, sizeof *s.list)};
    enum rt_status rc = s.list ? collect(w, &s, err) : rt_fail_nomem(err);

    for (size_t i = 0;
         i < w->item_count && rc == RT_OK && s.reported < SHORT_MAX; i++) {
        if (is_single(&w->items[i]))
            rc = judge(w, &s, &w->items[i], err);
    }
    free(s.list);
    return rc;
}
