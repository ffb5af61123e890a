/* Every formula of the file: parsed once, compared in relative terms, and
 * computed from the values stored around it.
 *
 * Each formula is computed from its neighbours' stored values, not from
 * recomputed ones, so that a stale cell is reported once and not in all that
 * depends on it. Where a file holds formulas without values (as libraries write
 * them) those are computed first, in passes: every pass computes what the last
 * one made computable, and the one that makes nothing new is the last. Nothing
 * recurses.
 */
#include <stdlib.h>

#include "audit/formulas/formula_audit.h"
#include "base/list.h"

enum {
    RELATIVE_MAX = 64 * 1024, /* bytes of one relative text */
    PASSES = 64               /* the form's longest chain is five formulas */
};

/* --- finding items --------------------------------------------------------- */

static enum rt_status add_item(
    struct rt_work *w, const struct rt_item *item, struct rt_error *err)
{
    RT_NEED(RT_GROW(w->items, w->item_count, w->item_cap), err);
    w->items[w->item_count++] = *item;
    return RT_OK;
}

static enum rt_status collect(struct rt_work *w, struct rt_error *err)
{
    enum rt_status rc = RT_OK;

    for (size_t s = 0; s < rt_grid_sheet_count(w->grid); s++) {
        if (w->tables[s].example)
            continue;
        for (size_t i = 0; i < rt_grid_row_count(w->grid, s); i++) {
            const struct rt_row *row = rt_grid_row(w->grid, s, i);
            for (size_t k = 0; k < row->count && rc == RT_OK; k++) {
                const struct rt_cell *c = &row->cells[k];
                struct rt_item item = {
                    .sheet = s, .row_index = i, .row = row->number, .cell = c};
                if (c->is_formula)
                    rc = add_item(w, &item, err);
                w->no_values |= c->type == RT_CELL_NO_VALUE;
            }
        }
    }
    return rc;
}

static int compare_place(
    const struct rt_item *i, size_t sheet, uint32_t col, uint32_t row)
{
    RT_ORDER(i->sheet, sheet);
    RT_ORDER(i->row, row);
    return i->cell->col < col ? -1 : i->cell->col > col;
}

static size_t first_item(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    size_t at;

    RT_LOWER_BOUND(
        at, w->item_count, compare_place(&w->items[at], sheet, col, row) < 0);
    return at;
}

struct rt_item *rt_item_at(
    const struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    size_t i = first_item(w, sheet, col, row);

    if (i < w->item_count && compare_place(&w->items[i], sheet, col, row) == 0)
        return &w->items[i];
    return NULL;
}

void rt_items_of_sheet(
    const struct rt_work *w, size_t sheet, size_t *from, size_t *to)
{
    *from = first_item(w, sheet, 0, 0);
    *to = first_item(w, sheet + 1, 0, 0);
}

int rt_ref_sheet(const struct rt_work *w, size_t own, const struct rt_ref *ref)
{
    if (ref->file.n > 0)
        return -1;
    if (ref->sheet.n == 0)
        return (int)own;
    return rt_grid_sheet_named(w->grid, ref->sheet);
}

/* --- parsing ----------------------------------------------------------------- */

enum rt_status rt_work_parse(struct rt_work *w, struct rt_str text,
    const struct rt_formula **out, struct rt_error *err)
{
    struct rt_formula *f = NULL;
    struct rt_error ignored = {0};
    enum rt_status rc = RT_FORMAT;

    *out = NULL;
    rt_arena_reset(&w->scratch);
    if (text.n > 0)
        rc = rt_formula_parse(text, &w->scratch, &f, &ignored);
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (rc == RT_OK)
        *out = f;
    return RT_OK;
}

/* The function's name before '(' holds LOOKUP, or is MATCH. */
static bool looks_up(struct rt_str text)
{
    for (size_t i = 0; i + 6 <= text.n; i++) {
        if (strncasecmp(text.p + i, "LOOKUP(", 7 < text.n - i ? 7 : text.n - i)
                == 0
            || strncasecmp(text.p + i, "MATCH(", 6) == 0)
            return true;
    }
    return false;
}

/* A formula that cannot be read, in a spelling of another program: all that
 * can be seen is that it names a file. */
static bool names_file(struct rt_str text)
{
    return rt_str_contains(text, RT_STR("file:/"))
           || rt_str_contains(text, RT_STR(".xls"))
           || rt_str_contains(text, RT_STR("\"[1]"))
           || rt_str_contains(text, RT_STR(".ods"));
}

/* Trees are kept of so many bytes of text: files may hold millions of
 * formulas, and a tree takes up to a hundred times its text. */
enum { KEPT_BYTES = 256 * 1024 };

static enum rt_status keep_parsed(struct rt_work *w, struct rt_shape *s,
    const struct rt_item *item, struct rt_error *err)
{
    struct rt_error ignored = {0};

    s->col = item->cell->col;
    s->row = item->row;
    w->parsed_bytes += item->cell->formula.n;
    if (w->parsed_bytes > KEPT_BYTES)
        return RT_OK;
    return rt_formula_parse(
               item->cell->formula, &w->arena, &s->formula, &ignored)
                   == RT_NOMEM
               ? rt_fail_nomem(err)
               : RT_OK;
}

enum rt_status rt_item_parse(struct rt_work *w, const struct rt_item *item,
    const struct rt_formula **out, struct rt_error *err)
{
    struct rt_shape *s = &w->shapes[item->relative];

    if (!s->formula)
        return rt_work_parse(w, item->cell->formula, out, err);
    rt_arena_reset(&w->scratch);
    rt_formula_shift(s->formula, (int64_t)item->row - s->row,
        (int64_t)item->cell->col - s->col);
    s->row = item->row;
    s->col = item->cell->col;
    *out = s->formula;
    return RT_OK;
}

static void note_refs(struct rt_work *w, struct rt_shape *s,
    const struct rt_item *item, const struct rt_formula *f)
{
    for (size_t i = 0; i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        s->external |= ref->file.n > 0;
        s->broken
            |= ref->broken
               || (ref->file.n == 0 && rt_ref_sheet(w, item->sheet, ref) < 0);
    }
    s->lookup = looks_up(item->cell->formula);
}

/* By column, the last formula: its number from 1; 0: none. */
struct above {
    size_t of[RT_COLUMNS_MAX];
};

/* The formula above in its column, so far; NULL for none. */
static const struct rt_item *take_above(
    struct rt_work *w, struct above *last, const struct rt_item *item)
{
    uint32_t col = item->cell->col;
    const struct rt_item *found = NULL;

    if (col >= RT_COLUMNS_MAX)
        return NULL;
    if (last->of[col] > 0)
        found = &w->items[last->of[col] - 1];
    last->of[col] = (size_t)(item - w->items) + 1;
    return found && found->sheet == item->sheet ? found : NULL;
}

/* Numbers the item's relative text: 0 where it has none. */
static enum rt_status find_shape(struct rt_work *w, struct rt_item *item,
    const struct rt_item *before, bool *is_new, struct rt_error *err)
{
    enum rt_status rc;

    *is_new = false;
    if (before && before->relative
        && rt_formula_follows(before->cell->formula, item->cell->formula,
            item->row - before->row)) {
        item->relative = before->relative;
        return RT_OK;
    }
    rt_buf_clear(&w->buf);
    rc = rt_formula_relative(
        item->cell->formula, item->cell->col, item->row, &w->buf);
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (rc == RT_OK && w->buf.len > 0) {
        item->relative = rt_intern(&w->texts, rt_buf_str(&w->buf));
        RT_NEED(item->relative, err);
    }
    *is_new = item->relative == w->shape_count;
    if (!*is_new)
        return RT_OK;
    RT_NEED(RT_GROW(w->shapes, w->shape_count, w->shape_cap), err);
    w->shapes[w->shape_count] = (struct rt_shape){0};
    return keep_parsed(w, &w->shapes[w->shape_count++], item, err);
}

static enum rt_status compute_parsed(struct rt_work *w, struct rt_item *item,
    const struct rt_formula *f, struct rt_error *err);

/* Where all values are stored, the one parse serves the computing too. */
static enum rt_status read_item(struct rt_work *w, struct rt_item *item,
    const struct rt_item *before, struct rt_error *err)
{
    const struct rt_formula *f;
    const struct rt_shape *s;
    bool is_new;

    RT_TRY(find_shape(w, item, before, &is_new, err));
    RT_TRY(rt_item_parse(w, item, &f, err));
    if (!f) {
        item->relative = 0;
        item->external = names_file(item->cell->formula);
    }
    if (item->relative == 0)
        return RT_OK;
    if (is_new)
        note_refs(w, &w->shapes[item->relative], item, f);
    s = &w->shapes[item->relative];
    item->external = s->external;
    item->broken = s->broken;
    item->lookup = s->lookup;
    return w->no_values ? RT_OK : compute_parsed(w, item, f, err);
}

enum rt_status rt_item_moved(struct rt_work *w, const struct rt_item *item,
    uint32_t col, uint32_t row, struct rt_str *out, struct rt_error *err)
{
    enum rt_status rc;

    rt_buf_clear(&w->buf);
    rc = rt_formula_move(
        item->cell->formula, item->cell->col, item->row, col, row, &w->buf);
    *out = RT_STR_NONE;
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (rc != RT_OK)
        return RT_OK;
    *out = rt_arena_str(&w->arena, rt_buf_str(&w->buf));
    return out->p ? RT_OK : rt_fail_nomem(err);
}

/* --- computing ----------------------------------------------------------------- */

struct looker {
    struct rt_work *work;
    size_t own, last; /* sheets; the one asked about last */
    struct rt_str last_name;
    uint32_t row; /* of the formula */
    const struct rt_given *given;
    size_t given_count;
};

static bool is_given(const struct looker *l, size_t sheet, uint32_t col,
    uint32_t row, struct rt_value *out)
{
    for (size_t i = 0; i < l->given_count && sheet == l->own; i++) {
        const struct rt_given *g = &l->given[i];
        if (g->col == col && row == (g->row ? g->row : l->row)) {
            *out = g->value;
            return true;
        }
    }
    return false;
}

static enum rt_status get_cell(void *context, struct rt_str sheet, uint32_t col,
    uint32_t row, struct rt_value *out)
{
    struct looker *l = context;
    const struct rt_cell *cell;
    size_t s = l->own;

    if (sheet.n > 0) {
        if (l->last_name.p != sheet.p || l->last_name.n != sheet.n) {
            int found = rt_grid_sheet_named(l->work->grid, sheet);
            if (found < 0)
                return RT_REFUSED;
            l->last = (size_t)found;
            l->last_name = sheet;
        }
        s = l->last;
    }
    if (is_given(l, s, col, row, out))
        return RT_OK;
    cell = rt_grid_cell(l->work->grid, s, col, row);
    if (cell && cell->is_formula && (l->work->no_values || l->work->anew)) {
        const struct rt_item *item = rt_item_at(l->work, s, col, row);
        if (item
            && (item->outcome == RT_OUTCOME_ALONE
                || (l->work->anew && item->outcome == RT_OUTCOME_STALE))) {
            *out = item->value;
            return RT_OK;
        }
    }
    return rt_cell_value(cell, out) ? RT_OK : RT_REFUSED;
}

/* Not where a value of that column is replaced. */
static enum rt_status rows_of(void *context, struct rt_str sheet, uint32_t col,
    uint64_t key, const uint32_t **rows, size_t *count)
{
    struct looker *l = context;
    struct rt_work *w = l->work;
    int s = sheet.n > 0 ? rt_grid_sheet_named(w->grid, sheet) : (int)l->own;

    for (size_t i = 0; i < l->given_count; i++) {
        if (l->given[i].col == col && s == (int)l->own)
            return RT_END;
    }
    return s < 0
               ? RT_REFUSED
               : rt_column_rows(&w->column_values, &w->arena,
                   &(struct rt_column_asked){w->grid, (size_t)s, col, w->anew},
                   key, rows, count);
}

static enum rt_status get_extent(
    void *context, struct rt_str sheet, uint32_t *cols, uint32_t *rows)
{
    struct looker *l = context;
    const struct rt_work *w = l->work;
    size_t s = l->own, n;

    if (sheet.n > 0) {
        int found = rt_grid_sheet_named(w->grid, sheet);
        if (found < 0)
            return RT_REFUSED;
        s = (size_t)found;
    }
    n = rt_grid_row_count(w->grid, s);
    *cols = w->widths[s];
    *rows = n ? rt_grid_row(w->grid, s, n - 1)->number : 0;
    return RT_OK;
}

static void give_up(struct rt_work *w, const struct rt_item *item)
{
    if (!w->gave_up)
        w->not_computed
            = (struct rt_fault){item->sheet, item->cell->col, item->row};
    w->gave_up = true;
}

bool rt_work_look(struct rt_work *w, const struct rt_item *item)
{
    if (w->cells_left == 0) {
        give_up(w, item);
        return false;
    }
    w->cells_left--;
    return true;
}

enum rt_status rt_work_try(struct rt_work *w, const struct rt_formula *f,
    const struct rt_item *item, const struct rt_given *given, size_t count,
    bool *known, struct rt_value *out, struct rt_error *err)
{
    struct looker looker = {.work = w,
        .own = item->sheet,
        .row = item->row,
        .given = given,
        .given_count = count};
    struct rt_cells cells = {&looker, get_cell, get_extent, rows_of,
        &w->cells_left, count == 0 && !w->anew ? &w->memo : NULL};
    struct rt_error ignored = {0};
    enum rt_status rc;

    w->memo.sheet = item->sheet;
    rc = rt_formula_eval(
        f, item->cell->col, item->row, &cells, &w->scratch, out, &ignored);
    *known = rc == RT_OK;
    if (rc == RT_NOMEM)
        return rt_fail_nomem(err);
    if (rc == RT_LIMIT)
        give_up(w, item);
    return RT_OK;
}

/* A parsed formula's value; *known is false where it has none. */
static enum rt_status compute(struct rt_work *w, const struct rt_formula *f,
    size_t sheet, uint32_t col, uint32_t row, bool *known, struct rt_value *out,
    struct rt_error *err)
{
    const struct rt_cell cell = {.col = col};
    const struct rt_item at = {.sheet = sheet, .row = row, .cell = &cell};

    return rt_work_try(w, f, &at, NULL, 0, known, out, err);
}

/* A formula that gives a blank cell shows 0. */
static enum rt_status keep_value(
    struct rt_work *w, struct rt_value *v, struct rt_error *err)
{
    if (v->type == RT_VALUE_BLANK)
        *v = (struct rt_value){.type = RT_VALUE_NUMBER};
    if (v->type == RT_VALUE_TEXT || v->type == RT_VALUE_ERROR) {
        v->text = rt_arena_str(&w->arena, v->text);
        RT_NEED(v->text.p, err);
    }
    return RT_OK;
}

enum rt_status rt_work_eval(struct rt_work *w, size_t sheet, uint32_t col,
    uint32_t row, struct rt_str text, bool *known, struct rt_value *out,
    struct rt_error *err)
{
    const struct rt_formula *f;
    enum rt_status rc = rt_work_parse(w, text, &f, err);

    *known = false;
    if (rc != RT_OK || !f)
        return rc;
    rc = compute(w, f, sheet, col, row, known, out, err);
    return rc == RT_OK && *known ? keep_value(w, out, err) : rc;
}

static enum rt_status compute_parsed(struct rt_work *w, struct rt_item *item,
    const struct rt_formula *f, struct rt_error *err)
{
    struct rt_value stored, value;
    bool has = rt_cell_value(item->cell, &stored), known;
    enum rt_status rc = RT_OK;

    if (item->external)
        return RT_OK;
    rc = compute(
        w, f, item->sheet, item->cell->col, item->row, &known, &value, err);
    if (rc != RT_OK || !known)
        return rc;
    item->outcome = RT_OUTCOME_SAME;
    if (!has)
        item->outcome = RT_OUTCOME_ALONE;
    else if (!rt_values_same(&stored, &value))
        item->outcome = RT_OUTCOME_STALE;
    if (item->outcome == RT_OUTCOME_SAME)
        return RT_OK;
    item->value = value;
    return keep_value(w, &item->value, err);
}

enum rt_status rt_item_compute(
    struct rt_work *w, struct rt_item *item, struct rt_error *err)
{
    const struct rt_formula *f;
    enum rt_status rc;

    if (!item->relative)
        return RT_OK;
    rc = rt_item_parse(w, item, &f, err);
    return rc == RT_OK && f ? compute_parsed(w, item, f, err) : rc;
}

static enum rt_status compute_missing(struct rt_work *w, struct rt_error *err)
{
    bool more = w->no_values;

    for (int pass = 0; pass < PASSES && more; pass++) {
        more = false;
        for (size_t i = 0; i < w->item_count; i++) {
            struct rt_item *item = &w->items[i];
            if (item->cell->type != RT_CELL_NO_VALUE
                || item->outcome != RT_OUTCOME_UNKNOWN)
                continue;
            RT_TRY(rt_item_compute(w, item, err));
            more |= item->outcome != RT_OUTCOME_UNKNOWN;
        }
    }
    return RT_OK;
}

/* How wide each sheet is. */
static bool find_widths(struct rt_work *w)
{
    size_t sheets = rt_grid_sheet_count(w->grid);

    w->widths = rt_arena_array(&w->arena, sheets + 1, sizeof *w->widths);
    for (size_t s = 0; w->widths && s < sheets; s++) {
        for (size_t i = 0; i < rt_grid_row_count(w->grid, s); i++) {
            const struct rt_row *row = rt_grid_row(w->grid, s, i);
            uint32_t end = row->cells[row->count - 1].col + 1;
            if (end > w->widths[s])
                w->widths[s] = end;
        }
    }
    return w->widths;
}

enum rt_status rt_items_read(struct rt_work *w, struct rt_error *err)
{
    struct above last = {{0}};

    RT_NEED(find_widths(w), err);
    RT_NEED(RT_GROW(w->shapes, w->shape_count, w->shape_cap), err);
    w->shapes[w->shape_count++] = (struct rt_shape){0}; /* that of no text */
    w->buf.max = RELATIVE_MAX;
    RT_TRY(collect(w, err));
    for (size_t i = 0; i < w->item_count; i++)
        RT_TRY(read_item(
            w, &w->items[i], take_above(w, &last, &w->items[i]), err));
    w->fine = rt_arena_array(&w->arena, w->texts.count + 1, 1);
    RT_NEED(w->fine, err);
    RT_TRY(compute_missing(w, err));
    for (size_t i = 0; w->no_values && i < w->item_count; i++) {
        if (w->items[i].cell->type != RT_CELL_NO_VALUE)
            RT_TRY(rt_item_compute(w, &w->items[i], err));
    }
    return RT_OK;
}

void rt_items_free(struct rt_work *w)
{
    rt_intern_fini(&w->texts);
    rt_memo_fini(&w->memo);
    free(w->shapes);
    free(w->items);
}
