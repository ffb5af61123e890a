/* A whole workbook in memory (see grid.h).
 *
 * Rows are copied out of the reader into one arena. Texts that repeat from
 * row to row (headings of a pull-down, the same formula written by a program)
 * are kept once where a small cache remembers them; a cache, not a table:
 * what it has forgotten is simply stored again.
 *
 * Two things that a file says only once are spread over the cells they hold
 * for: the text of a shared formula, and the block of an array formula. An
 * array formula's other cells become formulas without a text.
 */
#include "input/grid.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/list.h"
#include "finding/finding.h"
#include "formula/formula.h"

/* Enough for the pull-down words and formulas of one table. */
enum { CACHE = 1024, CACHED_MAX = 512, FORMULA_MAX = 64 * 1024 };

struct grid_sheet {
    struct rt_sheet sheet;
    struct rt_row *rows;
    size_t row_count, row_cap;
    struct rt_range *merges;
    size_t merge_count;
};

struct rt_grid {
    struct rt_arena arena;
    struct grid_sheet *sheets;
    size_t sheet_count;
    uint64_t cells, max_cells;
    struct rt_str cache[CACHE];
    struct rt_buf text; /* a moved formula */
};

/* --- reading ---------------------------------------------------------------- */

static size_t cache_slot(struct rt_str s)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 16777619u;
    return h % CACHE;
}

/* A copy that lives as long as the grid; p is NULL without memory. */
static struct rt_str keep_text(struct rt_grid *g, struct rt_str s)
{
    struct rt_str *slot;

    if (s.n == 0)
        return RT_STR("");
    if (s.n > CACHED_MAX)
        return rt_arena_str(&g->arena, s);
    slot = &g->cache[cache_slot(s)];
    if (!rt_str_eq(*slot, s))
        *slot = rt_arena_str(&g->arena, s);
    return *slot;
}

static enum rt_status keep_cells(struct rt_grid *g, const struct rt_row *row,
    struct rt_row *to, struct rt_error *err)
{
    struct rt_cell *cells
        = rt_arena_array(&g->arena, row->count + 1, sizeof *cells);

    RT_NEED(cells, err);
    for (size_t i = 0; i < row->count; i++) {
        cells[i] = row->cells[i];
        cells[i].text = keep_text(g, row->cells[i].text);
        cells[i].formula = keep_text(g, row->cells[i].formula);
        RT_NEED(cells[i].text.p && cells[i].formula.p, err);
    }
    *to = (struct rt_row){.number = row->number,
        .hidden = row->hidden,
        .count = row->count,
        .cells = cells};
    return RT_OK;
}

static enum rt_status fail_cells(
    struct rt_grid *g, struct grid_sheet *s, struct rt_error *err)
{
    char max[32], place[128];

    snprintf(max, sizeof max, "%llu", (unsigned long long)g->max_cells);
    rt_str_copy(place, sizeof place, s->sheet.name);
    return rt_fail_code(err, RT_LIMIT, RT_IN201, "limit-cells", max, place);
}

enum rt_status rt_grid_add_row(struct rt_grid *g, size_t sheet,
    const struct rt_row *row, struct rt_error *err)
{
    struct grid_sheet *s = &g->sheets[sheet];

    if (row->count == 0)
        return RT_OK;
    g->cells += row->count;
    if (g->cells > g->max_cells)
        return fail_cells(g, s, err);
    RT_NEED(RT_GROW(s->rows, s->row_count, s->row_cap), err);
    return keep_cells(g, row, &s->rows[s->row_count++], err);
}

static enum rt_status keep_merges(struct rt_grid *g, struct grid_sheet *s,
    const struct rt_rows *rows, struct rt_error *err)
{
    const struct rt_range *m = rt_rows_merges(rows, &s->merge_count);

    if (s->merge_count == 0)
        return RT_OK;
    s->merges = rt_arena_array(&g->arena, s->merge_count, sizeof *s->merges);
    RT_NEED(s->merges, err);
    memcpy(s->merges, m, s->merge_count * sizeof *s->merges);
    return RT_OK;
}

/* --- shared and array formulas ---------------------------------------------- */

/* The cell that holds a shared formula's text. */
struct master {
    uint32_t shared, row;
    size_t order; /* of equal numbers the first counts */
    const struct rt_cell *cell;
};

RT_SORTED(by_number, struct master, RT_ORDER(x->shared, y->shared);
          RT_ORDER(x->order, y->order))

static const struct master *find_master(
    const struct master *m, size_t n, uint32_t shared)
{
    size_t at;

    RT_LOWER_BOUND(at, n, m[at].shared < shared);
    return at < n && m[at].shared == shared ? &m[at] : NULL;
}

/* Calls f for every cell of the sheet. */
typedef enum rt_status each_cell(
    void *context, const struct rt_row *row, struct rt_cell *cell);

static enum rt_status for_each(
    struct grid_sheet *s, each_cell *f, void *context)
{
    for (size_t i = 0; i < s->row_count; i++) {
        const struct rt_row *row = &s->rows[i];
        /* The arena's own copy, which is not constant. */
        struct rt_cell *cells = (struct rt_cell *)row->cells;
        for (size_t k = 0; k < row->count; k++)
            RT_TRY(f(context, row, &cells[k]));
    }
    return RT_OK;
}

struct spread {
    struct rt_grid *grid;
    struct grid_sheet *sheet;
    struct master *masters;
    size_t count, cap;
    uint64_t visits; /* of array blocks: bounds overlapping ones */
};

static enum rt_status note_master(
    void *context, const struct rt_row *row, struct rt_cell *cell)
{
    struct spread *p = context;

    if (cell->shared == 0 || cell->formula.n == 0)
        return RT_OK;
    if (!RT_GROW(p->masters, p->count, p->cap))
        return RT_NOMEM;
    p->masters[p->count]
        = (struct master){cell->shared, row->number, p->count, cell};
    p->count++;
    return RT_OK;
}

static enum rt_status fill_follower(
    void *context, const struct rt_row *row, struct rt_cell *cell)
{
    struct spread *p = context;
    struct rt_buf *text = &p->grid->text;
    const struct master *m;
    enum rt_status rc;

    if (cell->shared == 0 || cell->formula.n > 0)
        return RT_OK;
    m = find_master(p->masters, p->count, cell->shared);
    if (!m)
        return RT_OK;
    rt_buf_clear(text);
    rc = rt_formula_move(
        m->cell->formula, m->cell->col, m->row, cell->col, row->number, text);
    if (rc == RT_NOMEM)
        return rc;
    /* A text that cannot be read is not reported, as at its master. */
    if (rc != RT_OK)
        return RT_OK;
    cell->formula = keep_text(p->grid, rt_buf_str(text));
    return cell->formula.p ? RT_OK : RT_NOMEM;
}

/* First row of that number or above it. */
static size_t first_row(const struct grid_sheet *s, uint32_t number)
{
    size_t at = s->row_count > 0 ? number - s->rows[0].number : 0;

    if (at < s->row_count && s->rows[at].number == number)
        return at; /* none is missing before it */
    RT_LOWER_BOUND(at, s->row_count, s->rows[at].number < number);
    return at;
}

static enum rt_status fill_block(
    void *context, const struct rt_row *at, struct rt_cell *cell)
{
    struct spread *p = context;
    uint64_t last = (uint64_t)at->number + cell->array_rows;

    if (cell->array_rows <= 1 && cell->array_cols <= 1)
        return RT_OK;
    for (size_t i = first_row(p->sheet, at->number);
         i < p->sheet->row_count && p->sheet->rows[i].number < last; i++) {
        const struct rt_row *row = &p->sheet->rows[i];
        struct rt_cell *cells = (struct rt_cell *)row->cells;
        for (size_t k = 0; k < row->count; k++) {
            if (p->visits++ > p->grid->cells * 4)
                return RT_OK;
            if (cells[k].col >= cell->col
                && cells[k].col - cell->col < cell->array_cols)
                cells[k].is_formula = true;
        }
    }
    return RT_OK;
}

static enum rt_status spread_formulas(
    struct rt_grid *g, struct grid_sheet *s, struct rt_error *err)
{
    struct spread p = {.grid = g, .sheet = s};
    enum rt_status rc = for_each(s, note_master, &p);

    if (rc == RT_OK && p.count > 0) {
        qsort(p.masters, p.count, sizeof *p.masters, by_number);
        rc = for_each(s, fill_follower, &p);
    }
    RT_THEN(rc, for_each(s, fill_block, &p));
    free(p.masters);
    return rc == RT_OK ? RT_OK : rt_fail_nomem(err);
}

enum rt_status rt_grid_end_sheet(struct rt_grid *g, size_t sheet,
    const struct rt_rows *rows, struct rt_error *err)
{
    struct grid_sheet *s = &g->sheets[sheet];

    RT_TRY(keep_merges(g, s, rows, err));
    return spread_formulas(g, s, err);
}

/* --- beginning and end ------------------------------------------------------ */

static bool name_sheets(struct rt_grid *g, const struct rt_book *book)
{
    size_t n = rt_book_sheet_count(book);

    g->sheets = rt_arena_array(&g->arena, n + 1, sizeof *g->sheets);
    for (; g->sheets && g->sheet_count < n; g->sheet_count++) {
        struct rt_sheet *s = &g->sheets[g->sheet_count].sheet;

        *s = *rt_book_sheet(book, g->sheet_count);
        s->name = rt_arena_str(&g->arena, s->name);
        if (!s->name.p)
            return false;
    }
    return g->sheets;
}

enum rt_status rt_grid_new(const struct rt_book *book, uint64_t max_cells,
    struct rt_grid **out, struct rt_error *err)
{
    struct rt_grid *g = calloc(1, sizeof *g);

    *out = NULL;
    RT_NEED(g, err);
    rt_arena_init(&g->arena);
    rt_buf_init(&g->text, FORMULA_MAX);
    g->max_cells = max_cells;
    if (!name_sheets(g, book)) {
        rt_grid_free(g);
        return rt_fail_nomem(err);
    }
    *out = g;
    return RT_OK;
}

void rt_grid_free(struct rt_grid *g)
{
    if (!g)
        return;
    for (size_t i = 0; i < g->sheet_count; i++)
        free(g->sheets[i].rows);
    rt_buf_fini(&g->text);
    rt_arena_fini(&g->arena);
    free(g);
}

/* --- asking ------------------------------------------------------------------ */

size_t rt_grid_sheet_count(const struct rt_grid *g)
{
    return g->sheet_count;
}

int rt_grid_sheet_named(const struct rt_grid *g, struct rt_str name)
{
    for (size_t i = 0; i < g->sheet_count; i++) {
        if (rt_str_eq(g->sheets[i].sheet.name, name))
            return (int)i;
    }
    for (size_t i = 0; i < g->sheet_count; i++) {
        if (rt_fold_eq(g->sheets[i].sheet.name, name))
            return (int)i;
    }
    return -1;
}

const struct rt_sheet *rt_grid_sheet(const struct rt_grid *g, size_t sheet)
{
    return &g->sheets[sheet].sheet;
}

size_t rt_grid_row_count(const struct rt_grid *g, size_t sheet)
{
    return g->sheets[sheet].row_count;
}

const struct rt_row *rt_grid_row(
    const struct rt_grid *g, size_t sheet, size_t i)
{
    return &g->sheets[sheet].rows[i];
}

const struct rt_cell *rt_grid_cell(
    const struct rt_grid *g, size_t sheet, uint32_t col, uint32_t row)
{
    const struct grid_sheet *s = &g->sheets[sheet];
    size_t i = first_row(s, row);

    if (i == s->row_count || s->rows[i].number != row)
        return NULL;
    return rt_row_cell(&s->rows[i], (int32_t)col);
}

const struct rt_range *rt_grid_merges(
    const struct rt_grid *g, size_t sheet, size_t *n)
{
    *n = g->sheets[sheet].merge_count;
    return g->sheets[sheet].merges;
}
