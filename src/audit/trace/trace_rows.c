/* Rows whose cells are known one by one: where each is now, and which of its
 * cells were changed.
 *
 * People insert rows for their notes, delete rows and sort tables. A row is
 * where all of it is, nearest to where the rows before it have come to; else
 * anywhere in the sheet; else in the place that it would have.
 */
#include "audit/trace/trace_audit.h"
#include "base/list.h"
#include "formula/formula.h"

#include <stdlib.h>

/* How far a row is looked for beside its place; comparisons of rows that
 * searches through a sheet may take. */
enum { NEAR = 200, COMPARISONS = 4000000, CUT = sizeof "…" };

struct finder {
    struct rt_trace *t;
    struct rt_trace_sheet *s;
    const struct rt_grid *grid;
    uint32_t last; /* row of the sheet */
    bool *taken;   /* by row */
    int64_t shift; /* of the rows so far */
    size_t comparisons;
    const struct rt_trace_row *lost; /* the last that was noted */
};

/* --- cells ------------------------------------------------------------------ */

static bool has_shape(
    struct rt_trace *t, const struct rt_cell *c, uint32_t hash)
{
    enum rt_status rc;

    rt_buf_clear(&t->shape);
    rc = rt_formula_shape(c->formula, c->col, &t->shape);
    t->no_memory |= rc == RT_NOMEM;
    return rc == RT_OK
           && rt_trace_digits(
                  rt_trace_text(rt_buf_str(&t->shape)), RT_TRACE_HASH)
                  == hash;
}

/* A formula may be replaced by what it gave: such a copy is as right. */
static bool is_same(struct rt_trace *t, const struct rt_trace_cell *was,
    const struct rt_cell *is)
{
    uint64_t hash = rt_trace_of(is);

    if (is && is->is_formula && (was->is_formula || hash == 0))
        return was->is_formula ? has_shape(t, is, was->hash)
                               : is->type == RT_CELL_NO_VALUE;
    return was->is_formula
               ? rt_trace_digits(hash, RT_TRACE_GAVE) == was->gave
               : (hash ? rt_trace_digits(hash, RT_TRACE_HASH) : 0) == was->hash;
}

/* Whether a merged range covers the cell: some programs empty it then. */
static bool is_covered(const struct finder *f, uint32_t col, uint32_t row)
{
    size_t n;
    const struct rt_range *m = rt_grid_merges(f->grid, f->s->at, &n);

    for (size_t i = 0; i < n; i++) {
        if (row >= m[i].row1 && row <= m[i].row2 && col >= m[i].col1
            && col <= m[i].col2)
            return row > m[i].row1 || col > m[i].col1;
    }
    return false;
}

static bool is_kept(
    struct finder *f, const struct rt_trace_cell *was, uint32_t row)
{
    const struct rt_cell *is = rt_grid_cell(f->grid, f->s->at, was->col, row);

    return is_same(f->t, was, is)
           || (rt_cell_blank(is) && is_covered(f, was->col, row));
}

/* How many of the row's cells are there, and are not only covered. */
static size_t count_same(
    struct finder *f, const struct rt_trace_row *r, uint32_t row)
{
    size_t same = 0;

    f->comparisons++;
    for (size_t i = 0; i < r->count; i++)
        same += is_same(f->t, &r->cells[i],
            rt_grid_cell(f->grid, f->s->at, r->cells[i].col, row));
    return same;
}

static bool is_whole(
    struct finder *f, const struct rt_trace_row *r, uint32_t row)
{
    if (count_same(f, r, row) == 0)
        return false;
    for (size_t i = 0; i < r->count; i++) {
        if (!is_kept(f, &r->cells[i], row))
            return false;
    }
    return true;
}

static bool is_free(const struct finder *f, int64_t row)
{
    return row >= 1 && row <= (int64_t)f->last && !f->taken[row];
}

static bool is_there(
    struct finder *f, const struct rt_trace_row *r, int64_t row)
{
    return is_free(f, row) && is_whole(f, r, (uint32_t)row);
}

/* --- where rows are --------------------------------------------------------- */

static void take(
    struct finder *f, struct rt_trace_row *r, int64_t row, bool same)
{
    r->now = (uint32_t)row;
    r->same = same;
    f->taken[row] = true;
}

/* In its place, else nearby if the next row is there, too. */
static void find_near(struct finder *f, size_t i)
{
    struct rt_trace_row *r = &f->s->rows[i], *next = r + 1;
    int64_t place = (int64_t)r->row + f->shift;

    if (is_there(f, r, place)) {
        take(f, r, place, true);
        return;
    }
    if (i + 1 < f->s->count && is_there(f, next, next->row + f->shift))
        return;
    for (int64_t d = 1; d <= NEAR && f->comparisons < COMPARISONS; d++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            int64_t at = place + sign * d;
            if (!is_there(f, r, at)
                || (i + 1 < f->s->count
                    && !is_there(f, next, at + next->row - r->row)))
                continue;
            f->shift = at - r->row;
            take(f, r, at, true);
            return;
        }
    }
}

static void find_anywhere(struct finder *f, struct rt_trace_row *r)
{
    for (uint32_t row = 1; row <= f->last && f->comparisons < COMPARISONS;
         row++) {
        if (!is_there(f, r, row))
            continue;
        take(f, r, row, true);
        return;
    }
}

/* The place that a row would have by the nearest row before it that is there. */
static int64_t place_of(const struct finder *f, size_t i)
{
    int64_t row = f->s->rows[i].row;

    for (size_t k = i; k-- > 0;) {
        const struct rt_trace_row *before = &f->s->rows[k];
        if (before->now > 0)
            return row + before->now - before->row;
    }
    for (size_t k = i + 1; k < f->s->count; k++) {
        const struct rt_trace_row *after = &f->s->rows[k];
        if (after->now > 0)
            return row + after->now - after->row;
    }
    return row;
}

/* --- what was changed ------------------------------------------------------- */

/* A figure that is wrong is an error, other words may be meant. */
static enum rt_code code_of(const struct rt_trace_cell *was)
{
    double number;

    return was->is_formula                        ? RT_RA531
           : rt_parse_double(was->shown, &number) ? RT_RA530
                                                  : RT_TP520;
}

static enum rt_status note_cell(struct finder *f, const struct rt_trace_row *r,
    const struct rt_trace_cell *was, struct rt_error *err)
{
    const struct rt_cell *is
        = rt_grid_cell(f->grid, f->s->at, was->col, r->now);
    struct rt_change_found change = {.sheet = f->s->at,
        .row = r->now,
        .col = was->col,
        .code = code_of(was),
        .known = !was->is_formula,
        .was = was->shown,
        .is
        = is && is->is_formula ? is->formula : rt_str_trim(rt_cell_text(is))};

    if (was->cut) {
        char *cut = rt_arena_alloc(&f->t->arena, was->shown.n + CUT);
        RT_NEED(cut, err);
        memcpy(cut, was->shown.p, was->shown.n);
        memcpy(cut + was->shown.n, "…", CUT);
        change.was = (struct rt_str){cut, was->shown.n + CUT - 1};
    }
    return rt_trace_note(f->t, &change, err);
}

static enum rt_status note_row(struct finder *f, struct rt_trace_row *r,
    int64_t place, struct rt_error *err)
{
    struct rt_change_found lost = {.sheet = f->s->at,
        .row = (uint32_t)place,
        .col = r->cells[0].col,
        .code = RT_RA532,
        .known = true,
        .was = r->cells[0].shown};

    if (is_free(f, place) && count_same(f, r, (uint32_t)place) > 0)
        take(f, r, place, false);
    else if (r->count == 1 && is_free(f, place))
        take(f, r, place, false);
    if (r->now == 0 && r > f->s->rows && r == f->lost + 1) {
        f->lost = r;
        f->t->found[f->t->found_count - 1].more++;
        return RT_OK;
    }
    if (r->now == 0) {
        f->lost = r;
        lost.row = place < 1 ? 1 : lost.row;
        return rt_trace_note(f->t, &lost, err);
    }
    for (size_t i = 0; i < r->count; i++) {
        if (!is_kept(f, &r->cells[i], r->now))
            RT_TRY(note_cell(f, r, &r->cells[i], err));
    }
    return RT_OK;
}

/* A row that is there once more. */
static enum rt_status find_doubles(struct finder *f, struct rt_error *err)
{
    for (size_t i = 0; i < f->s->count && f->comparisons < COMPARISONS; i++) {
        const struct rt_trace_row *r = &f->s->rows[i];
        for (uint32_t d = 1; d <= 3 && r->now > 0 && r->count > 2; d++) {
            struct rt_change_found twice = {.sheet = f->s->at,
                .row = r->now + d,
                .col = r->cells[0].col,
                .code = RT_RA533,
                .known = true,
                .was = r->cells[0].shown};
            if (!is_there(f, r, (int64_t)r->now + d))
                continue;
            f->taken[r->now + d] = true;
            RT_TRY(rt_trace_note(f->t, &twice, err));
        }
    }
    return RT_OK;
}

static enum rt_status find_rows(struct finder *f, struct rt_error *err)
{
    for (size_t i = 0; i < f->s->count; i++)
        find_near(f, i);
    for (size_t i = 0; i < f->s->count; i++) {
        if (f->s->rows[i].now == 0 && f->s->rows[i].count > 1)
            find_anywhere(f, &f->s->rows[i]);
    }
    for (size_t i = 0; i < f->s->count; i++) {
        if (f->s->rows[i].now == 0 && f->s->rows[i].count > 0)
            RT_TRY(note_row(f, &f->s->rows[i], place_of(f, i), err));
    }
    return find_doubles(f, err);
}

enum rt_status rt_trace_rows(
    struct rt_trace *t, struct rt_trace_sheet *s, struct rt_error *err)
{
    struct finder f = {.t = t, .s = s, .grid = t->a->grid};
    size_t n = s->at == SIZE_MAX ? 0 : rt_grid_row_count(f.grid, s->at);
    enum rt_status rc;

    if (s->at == SIZE_MAX)
        return RT_OK;
    f.last = n > 0 ? rt_grid_row(f.grid, s->at, n - 1)->number : 0;
    f.taken = calloc((size_t)f.last + 1, sizeof *f.taken);
    RT_NEED(f.taken, err);
    rc = find_rows(&f, err);
    free(f.taken);
    return rc == RT_OK && t->no_memory ? rt_fail_nomem(err) : rc;
}
