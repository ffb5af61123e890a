/* What the intake says of values, once the formulas have been judged: a value
 * that its formula accounts for needs no second finding.
 *
 * Ratings that a column's one formula gets wrong are one fault, in however many
 * rows.
 */
#include "audit/formulas/formula_audit.h"
#include "base/list.h"

enum { CELLS_LOOKED_AT = 4096, TOGETHER = 2 };

/* What the intake says of a value, which may be a formula's. */
static bool is_of_value(enum rt_code code)
{
    return code == RT_VA101 || code == RT_VA301 || code == RT_VA302
           || code == RT_VA412 || code == RT_VA305 || code == RT_VA311
           || code == RT_VA320 || code == RT_TP202 || code == RT_PL106
           || (code >= RT_RA107 && code <= RT_RA112);
}

static size_t cells_held(const struct rt_row *row)
{
    size_t n = 0;

    for (size_t i = 0; i < row->count; i++)
        n += row->cells[i].is_formula || !rt_cell_blank(&row->cells[i]);
    return n;
}

/* One cell far below the table is no asset without a name: the audit of
 * structure reports it. */
static bool is_stray_row(const struct rt_work *w, size_t sheet, uint32_t row)
{
    const struct rt_table *t = &w->tables[sheet];
    size_t at, n = rt_grid_row_count(w->grid, sheet);

    if (w->audit->csv || !t->found || t->example || t->layout.side_by_side
        || row <= t->layout.row2 + RT_GAP_ROWS + 1)
        return false;
    RT_LOWER_BOUND(at, n, rt_grid_row(w->grid, sheet, at)->number < row);
    if (at == n || rt_grid_row(w->grid, sheet, at)->number != row
        || cells_held(rt_grid_row(w->grid, sheet, at)) != 1)
        return false;
    while (at-- > 0) {
        const struct rt_row *above = rt_grid_row(w->grid, sheet, at);
        if (above->number + RT_GAP_ROWS + 1 < row)
            return true;
        if (cells_held(above) > 0)
            return false;
    }
    return true;
}

/* The cell's formula passes on the value of a cell that is wrong itself. */
static enum rt_status passes_on(struct rt_work *w, size_t sheet, uint32_t col,
    uint32_t row, bool *out, struct rt_error *err)
{
    const struct rt_item *item = rt_item_at(w, sheet, col, row);
    const struct rt_formula *f = NULL;
    struct rt_value own, value;
    size_t looked = 0;

    *out = false;
    if (!item || !rt_cell_value(item->cell, &own))
        return RT_OK;
    RT_TRY(rt_item_parse(w, item, &f, err));
    for (size_t i = 0; f && i < rt_formula_ref_count(f); i++) {
        const struct rt_range *at = &rt_formula_ref(f, i)->at;
        int target = rt_ref_sheet(w, sheet, rt_formula_ref(f, i));
        for (uint32_t r = at->row1; target >= 0 && r <= at->row2; r++) {
            for (uint32_t c = at->col1;
                 c <= at->col2 && ++looked < CELLS_LOOKED_AT; c++)
                *out |= rt_is_fault(w, (size_t)target, c, r)
                        && rt_cell_value(
                            rt_grid_cell(w->grid, (size_t)target, c, r), &value)
                        && rt_values_same(&own, &value);
            if (looked >= CELLS_LOOKED_AT)
                return RT_OK;
        }
    }
    return RT_OK;
}

/* Ratings of one formula that are not its threat sheet's. */
struct alike {
    size_t first, count; /* the first's index */
    int sheet;
};

struct values {
    struct rt_work *w;
    const struct rt_finding *known;
    size_t count;
    bool *put;
    struct alike *alike; /* by relative text: of one sheet at a time */
    struct alike *all;   /* by the first's index; count 0: no first */
};

/* Whether nothing else accounts for it. */
static enum rt_status is_due(struct rt_work *w, const struct rt_finding *f,
    int sheet, bool *out, struct rt_error *err)
{
    bool cell = sheet >= 0 && f->where.row > 0 && f->where.col > 0;
    bool passed_on = false;

    *out = false;
    if (sheet >= 0 && f->code == RT_VA101
        && is_stray_row(w, (size_t)sheet, f->where.row))
        return RT_OK;
    if (!is_of_value(f->code)
        || (cell
            && rt_verdict_is_error(
                w, (size_t)sheet, f->where.col - 1, f->where.row)))
        return RT_OK;
    if (cell && f->code != RT_RA110)
        RT_TRY(passes_on(
            w, (size_t)sheet, f->where.col - 1, f->where.row, &passed_on, err));
    if (cell && f->code == RT_VA311 && !passed_on)
        RT_TRY(rt_looks_up_error(
            w, (size_t)sheet, f->where.col - 1, f->where.row, &passed_on, err));
    *out = !passed_on;
    return RT_OK;
}

/* Counts it with the first that has its formula, which alone is put. */
static void count_alike(struct values *v, size_t i, int sheet)
{
    const struct rt_where *at = &v->known[i].where;
    const struct rt_item *item
        = sheet < 0 || at->row == 0 || at->col == 0
              ? NULL
              : rt_item_at(v->w, (size_t)sheet, at->col - 1, at->row);
    struct alike *a = item ? &v->alike[item->relative] : NULL;

    if (!a || item->relative == 0)
        return;
    if (a->count == 0 || a->sheet != sheet)
        *a = (struct alike){.first = i, .sheet = sheet};
    a->count++;
    v->all[a->first] = *a;
    v->put[i] = a->first == i;
}

static enum rt_status put_together(
    struct values *v, const struct alike *a, struct rt_error *err)
{
    struct rt_work *w = v->w;
    const struct rt_finding *of = &v->known[a->first];
    const struct rt_audit *audit = w->audit;
    uint32_t col = of->where.col - 1;
    const struct rt_item *item
        = rt_item_at(w, (size_t)a->sheet, col, of->where.row);
    struct rt_finding f = {.code = RT_RA516,
        .department = of->department,
        .where = of->where,
        .risk_id = of->risk_id,
        .expected = of->expected};

    f.actual = rt_formula_shown(w, item->cell->formula);
    rt_buf_clear(&w->buf);
    RT_NEED(f.actual.p
                && rt_table_column_name(
                       &w->tables[a->sheet], col, audit->lang, &w->buf)
                       == RT_OK,
        err);
    return rt_finding_put(&f, audit->lang,
        RT_ARGS(
            rt_buf_str(&w->buf), RT_DECIMAL(a->count), f.actual, f.expected),
        &audit->sink, err);
}

static enum rt_status decide(struct values *v, struct rt_error *err)
{
    for (size_t i = 0; i < v->count; i++) {
        int sheet = rt_grid_sheet_named(v->w->grid, v->known[i].where.sheet);
        RT_TRY(is_due(v->w, &v->known[i], sheet, &v->put[i], err));
        if (v->put[i] && v->known[i].code == RT_RA108)
            count_alike(v, i, sheet);
    }
    return RT_OK;
}

enum rt_status rt_values_put(struct rt_work *w, const struct rt_finding *known,
    size_t count, struct rt_error *err)
{
    const struct rt_sink *sink = &w->audit->sink;
    struct values v = {.w = w,
        .known = known,
        .count = count,
        .put = rt_arena_array(&w->arena, count + 1, sizeof *v.put),
        .alike = rt_arena_array(&w->arena, w->texts.count + 1, sizeof *v.alike),
        .all = rt_arena_array(&w->arena, count + 1, sizeof *v.all)};

    RT_NEED(v.put && v.alike && v.all, err);
    RT_TRY(decide(&v, err));
    for (size_t i = 0; i < count; i++) {
        if (!v.put[i])
            continue;
        if (v.all[i].count >= TOGETHER)
            RT_TRY(put_together(&v, &v.all[i], err));
        else
            RT_TRY(sink->put(sink->context, &known[i], err));
    }
    return RT_OK;
}

bool rt_audit_takes(enum rt_code code)
{
    return (code >= RT_RA101 && code <= RT_RA106) || code == RT_VA307
           || is_of_value(code);
}
