/* The headings of lists: where the items below them begin now, and where their
 * columns are, for people insert and move columns.
 */
#include "audit/trace/trace_audit.h"

/* Columns that people may have added. */
enum { ADDED_MAX = 64 };

/* The row of headings that is so far above the items; NULL: it is blank. */
static const struct rt_trace_row *head_row(
    const struct rt_trace_sheet *s, uint32_t above)
{
    for (size_t i = 0; i < s->count && s->list; i++) {
        if (s->rows[i].row + above == s->items)
            return &s->rows[i];
    }
    return NULL;
}

uint32_t rt_trace_first(const struct rt_trace_sheet *s)
{
    for (uint32_t above = 1; above <= 2; above++) {
        const struct rt_trace_row *row = head_row(s, above);
        if (row && row->now > 0)
            return row->now + above;
    }
    return s->items;
}

/* Of a row as it was written. */
static uint32_t head_then(const struct rt_trace_row *r, uint32_t col, bool upto)
{
    uint32_t hash = 0;

    for (size_t i = 0; r && i < r->count; i++) {
        if (r->cells[i].col == col || (upto && r->cells[i].col < col))
            hash = r->cells[i].hash;
    }
    return hash;
}

static uint32_t head_now(const struct rt_trace *t, size_t sheet, uint32_t row,
    uint32_t col, bool upto)
{
    for (;; col--) {
        uint64_t hash = rt_trace_of(rt_grid_cell(t->a->grid, sheet, col, row));
        if (hash)
            return rt_trace_digits(hash, RT_TRACE_HASH);
        if (col == 0 || !upto)
            return 0;
    }
}

/* A heading below the one of its group, or over both rows. */
static uint64_t name_of(uint32_t lower, uint32_t upper)
{
    return (uint64_t)upper << 32 | lower;
}

struct heads {
    const struct rt_trace *t;
    const struct rt_trace_row *upper, *lower;
    size_t sheet;
    uint32_t first; /* row of the items */
};

static uint64_t name_then(const struct heads *h, uint32_t col)
{
    uint32_t lower = head_then(h->lower, col, false);

    return name_of(lower, head_then(h->upper, col, lower != 0));
}

static uint64_t name_now(const struct heads *h, uint32_t col)
{
    uint32_t lower = head_now(h->t, h->sheet, h->first - 1, col, false);

    return name_of(
        lower, head_now(h->t, h->sheet, h->first - 2, col, lower != 0));
}

static uint32_t find_column(
    const struct heads *h, uint32_t col, uint32_t columns)
{
    uint64_t name = name_then(h, col);

    if (name == 0 || name_now(h, col) == name)
        return col;
    for (uint32_t c = 0; c < columns; c++) {
        if (name_now(h, c) == name && name_then(h, c) != name)
            return c;
    }
    return col;
}

/* The map of a sheet is made once. */
enum rt_status rt_trace_map(
    struct rt_trace *t, struct rt_trace_sheet *s, struct rt_error *err)
{
    struct heads h = {.t = t,
        .sheet = s->at,
        .lower = head_row(s, 1),
        .upper = head_row(s, 2),
        .first = rt_trace_first(s)};
    size_t n = s->list ? t->lists[s->list - 1].hands.n : 0;

    s->map = rt_arena_array(&t->arena, n + 1, sizeof *s->map);
    RT_NEED(s->map, err);
    s->columns = n;
    for (uint32_t col = 0; col < n; col++)
        s->map[col] = s->at != SIZE_MAX && h.first > 2
                          ? find_column(&h, col, (uint32_t)n + ADDED_MAX)
                          : col;
    return RT_OK;
}

/* The heading of a column that was moved is not lost. */
void rt_trace_drop_moved(struct rt_trace *t, const struct rt_trace_sheet *s)
{
    uint32_t first = rt_trace_first(s);
    size_t kept = 0;

    for (size_t i = 0; i < t->found_count; i++) {
        const struct rt_change_found *c = &t->found[i];
        bool moved = c->sheet == s->at && c->row < first && c->row + 2 >= first
                     && rt_trace_column(s, c->col) != c->col;
        if (!moved)
            t->found[kept++] = *c;
    }
    t->found_count = kept;
}

uint32_t rt_trace_column(const struct rt_trace_sheet *s, uint32_t col)
{
    return col < s->columns ? s->map[col] : col;
}
