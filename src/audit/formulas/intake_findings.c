/* What the intake has found already, by cell, and which cells are wrong.
 *
 * A wrong number makes wrong every formula that reads it. Only the first of
 * such a chain is a defect of its own, so the audit asks of every difference
 * whether its formula reads a cell that is wrong itself.
 */
#include <stdlib.h>

#include "audit/formulas/formula_audit.h"
#include "base/list.h"

/* A range is as wide as a sheet at most; beyond that the file is hostile. */
enum { FAULTS_LOOKED_AT = 16384 };

static bool is_difference(enum rt_code code)
{
    return (code >= RT_RA101 && code <= RT_RA106) || code == RT_RA110;
}

/* Whether what the intake refused is a formula's result, or what the formulas
 * of a ledger look up: what follows from it is no fault of its own. */
static bool is_refused_result(
    const struct rt_work *w, const struct rt_known *k, enum rt_code code)
{
    const struct rt_cell *c = rt_grid_cell(w->grid, k->sheet, k->col, k->row);

    return code == RT_VA305 || code == RT_RA108 || code == RT_RA111
           || ((code == RT_VA301 || code == RT_VA302 || code == RT_VA412)
               && ((c && c->is_formula)
                   || w->tables[k->sheet].layout.form == RT_FORM_THREATS));
}

RT_SORTED(by_cell, struct rt_known, RT_ORDER(x->sheet, y->sheet);
          RT_ORDER(x->row, y->row); RT_ORDER(x->col, y->col);
          RT_ORDER(y->difference, x->difference))

static enum rt_status add(
    struct rt_work *w, const struct rt_known *k, struct rt_error *err)
{
    RT_NEED(RT_GROW(w->known, w->known_count, w->known_cap), err);
    w->known[w->known_count++] = *k;
    if (!k->difference && !is_refused_result(w, k, k->finding->code))
        return RT_OK;
    return rt_fault_add(w, k->sheet, k->col, k->row, err);
}

enum rt_status rt_known_add(
    struct rt_work *w, const struct rt_finding *f, struct rt_error *err)
{
    int sheet = rt_grid_sheet_named(w->grid, f->where.sheet);
    struct rt_finding *copy = rt_arena_alloc(&w->arena, sizeof *copy);
    struct rt_known k = {.sheet = (size_t)sheet,
        .row = f->where.row,
        .col = f->where.col - 1,
        .finding = copy,
        .difference = is_difference(f->code)};

    RT_NEED(copy, err);
    *copy = *f;
    return add(w, &k, err);
}

void rt_known_sort(struct rt_work *w)
{
    if (w->known_count > 0)
        qsort(w->known, w->known_count, sizeof *w->known, by_cell);
}

enum rt_status rt_known_read(struct rt_work *w, const struct rt_finding *list,
    size_t count, struct rt_error *err)
{
    size_t sheets = rt_grid_sheet_count(w->grid);
    enum rt_status rc = RT_OK;

    w->foreign = rt_arena_array(&w->arena, sheets + 1, sizeof *w->foreign);
    w->other_classes
        = rt_arena_array(&w->arena, sheets + 1, sizeof *w->other_classes);
    RT_NEED(w->foreign && w->other_classes, err);
    for (size_t i = 0; i < count; i++) {
        int sheet = rt_grid_sheet_named(w->grid, list[i].where.sheet);
        if (sheet >= 0 && list[i].code == RT_RA201)
            w->foreign[sheet] = true;
        if (sheet >= 0 && list[i].code == RT_RA203)
            w->other_classes[sheet] = true;
    }
    for (size_t i = 0; i < count && rc == RT_OK; i++) {
        const struct rt_finding *f = &list[i];
        int sheet = rt_grid_sheet_named(w->grid, f->where.sheet);
        struct rt_known k = {.sheet = (size_t)sheet,
            .row = f->where.row,
            .col = f->where.col - 1,
            .finding = f,
            .difference = is_difference(f->code)};
        if (sheet < 0 || f->where.row == 0 || f->where.col == 0)
            continue;
        rc = add(w, &k, err);
    }
    rt_known_sort(w);
    return rc;
}

static size_t first_known(const struct rt_work *w, const struct rt_known *key)
{
    size_t at;

    RT_LOWER_BOUND(at, w->known_count, by_cell(&w->known[at], key) < 0);
    return at;
}

struct rt_known *rt_known_difference(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    struct rt_known key
        = {.sheet = sheet, .row = row, .col = col, .difference = true};
    size_t i = first_known(w, &key);

    if (i < w->known_count && by_cell(&w->known[i], &key) == 0)
        return &w->known[i];
    return NULL;
}

const struct rt_finding *rt_known_in_row(
    const struct rt_work *w, size_t sheet, uint32_t row)
{
    struct rt_known key = {.sheet = sheet, .row = row, .difference = true};
    size_t i = first_known(w, &key);

    for (; i < w->known_count && w->known[i].sheet == sheet
           && w->known[i].row == row;
         i++) {
        if (w->known[i].finding->risk_id.n > 0)
            return w->known[i].finding;
    }
    return NULL;
}

struct rt_str rt_known_expected(struct rt_work *w, const struct rt_known *k)
{
    return rt_work_text(w, k->finding->expected);
}

struct rt_str rt_known_inputs(struct rt_work *w, const struct rt_known *k)
{
    return rt_work_text(w, k->finding->inputs);
}

/* --- faults ----------------------------------------------------------------- */

/* By column, so that a range's cells are adjacent: each is put in its place, for
 * some are asked for between those that are added. */
RT_SORTED(by_column, struct rt_fault, RT_ORDER(x->sheet, y->sheet);
          RT_ORDER(x->col, y->col); RT_ORDER(x->row, y->row))

static size_t first_fault(const struct rt_work *w, struct rt_fault key)
{
    size_t at;

    RT_LOWER_BOUND(at, w->fault_count, by_column(&w->faults[at], &key) < 0);
    return at;
}

enum rt_status rt_fault_add(struct rt_work *w, size_t sheet, uint32_t col,
    uint32_t row, struct rt_error *err)
{
    struct rt_fault f = {sheet, col, row};
    size_t at = first_fault(w, f);

    RT_NEED(RT_GROW(w->faults, w->fault_count, w->fault_cap), err);
    memmove(
        &w->faults[at + 1], &w->faults[at], (w->fault_count++ - at) * sizeof f);
    w->faults[at] = f;
    return RT_OK;
}

bool rt_is_fault(struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    struct rt_fault key = {sheet, col, row};
    size_t i = first_fault(w, key);

    return i < w->fault_count && by_column(&w->faults[i], &key) == 0;
}

static bool range_has_fault(struct rt_work *w, size_t sheet,
    const struct rt_range *at, const struct rt_fault *self,
    struct rt_fault *found)
{
    struct rt_fault key = {sheet, at->col1, at->row1};
    size_t i = first_fault(w, key);

    for (unsigned looked = 0; i < w->fault_count; looked++) {
        const struct rt_fault *f = &w->faults[i];
        if (f->sheet != sheet || f->col > at->col2 || looked > FAULTS_LOOKED_AT)
            return false;
        if (f->row >= at->row1 && f->row <= at->row2) {
            *found = *f;
            if (by_column(f, self) != 0)
                return true;
            i++;
        } else {
            /* On to the range's rows in this column or the next. */
            key.col = f->row < at->row1 ? f->col : f->col + 1;
            i = first_fault(w, key);
        }
    }
    return false;
}

bool rt_fault_of(struct rt_work *w, const struct rt_formula *f, size_t sheet,
    uint32_t col, uint32_t row, struct rt_fault *found)
{
    struct rt_fault self = {sheet, col, row};

    for (size_t i = 0; i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        int target = rt_ref_sheet(w, sheet, ref);
        if (!ref->broken && target >= 0
            && range_has_fault(w, (size_t)target, &ref->at, &self, found))
            return true;
    }
    return false;
}

bool rt_refers_to_fault(struct rt_work *w, const struct rt_formula *f,
    size_t sheet, uint32_t col, uint32_t row)
{
    struct rt_fault found;

    return rt_fault_of(w, f, sheet, col, row, &found);
}

/* --- errors that are looked up --------------------------------------------- */

enum { CELLS_LOOKED_AT = 4096 };

static bool is_error(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    const struct rt_cell *cell = rt_grid_cell(w->grid, sheet, col, row);
    const struct rt_item *item;

    if (!cell || cell->type != RT_CELL_NO_VALUE)
        return cell && cell->type == RT_CELL_ERROR;
    item = rt_item_at(w, sheet, col, row);
    return item && rt_item_is_error(item);
}

/* Whether the medium is named in the range, in front of the cell. */
static bool is_of_medium(const struct rt_work *w, size_t sheet,
    const struct rt_range *at, uint32_t col, uint32_t row, const char *medium)
{
    const char *term = NULL;

    for (uint32_t c = at->col1; c < col; c++) {
        const struct rt_cell *cell = rt_grid_cell(w->grid, sheet, c, row);
        if (cell && rt_is_taken(rt_value_medium(w->audit->vocab, cell, &term))
            && strcmp(term, medium) == 0)
            return true;
    }
    return false;
}

enum rt_status rt_looks_up_error(struct rt_work *w, size_t sheet, uint32_t col,
    uint32_t row, bool *out, struct rt_error *err)
{
    const struct rt_audit_row *r = rt_audit_row_at(w->audit, sheet, row);
    const struct rt_item *item = rt_item_at(w, sheet, col, row);
    const struct rt_formula *f = NULL;
    size_t looked = 0;

    *out = false;
    if (!item || !r || !r->medium)
        return RT_OK;
    RT_TRY(rt_item_parse(w, item, &f, err));
    for (size_t i = 0; f && i < rt_formula_ref_count(f); i++) {
        const struct rt_range *at = &rt_formula_ref(f, i)->at;
        int to = rt_ref_sheet(w, sheet, rt_formula_ref(f, i));
        for (uint32_t y = at->row1; to >= 0 && y <= at->row2; y++) {
            for (uint32_t x = at->col1; x <= at->col2; x++) {
                if (++looked > CELLS_LOOKED_AT || !rt_work_look(w, item))
                    return RT_OK;
                *out |= is_error(w, (size_t)to, x, y)
                        && is_of_medium(w, (size_t)to, at, x, y, r->medium);
            }
        }
    }
    return RT_OK;
}
