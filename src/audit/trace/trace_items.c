/* Items of a list, which are known by sums alone (record/trace.h).
 *
 * In each bucket the sums of now less those of then are what was changed. One
 * cell, or one whole row, that was changed alone in its column and bucket is
 * found by its quotient; where several were, only the column is known. A row
 * that is gone and one that nobody wrote are one row whose key was changed,
 * where most of their cells are the same.
 */
#include "audit/trace/trace_items.h"
#include "base/list.h"

#include <stdlib.h>

/* Rows with fewer cells may be remarks; lost and new rows that are compared. */
enum { CELLS_MIN = 3, LOST_MAX = 200 };

/* --- rows ------------------------------------------------------------------- */

/* False where there is nothing of the list in it. */
static bool read_key(const struct rt_items *k, struct rt_item_now *i)
{
    uint64_t key = 0, all = 0;
    size_t filled = 0;

    for (size_t col = 0; col < k->columns; col++) {
        uint64_t hash = rt_items_is_traced(k, col)
                            ? rt_items_hash(rt_items_cell(k, i, col))
                            : 0;
        filled += hash != 0;
        if (k->list->hands.p[col] == RT_HAND_KEY)
            key = rt_trace_chain(key, hash);
        else if (k->list->hands.p[col] == RT_HAND_OURS)
            all = rt_trace_chain(all, hash);
    }
    i->key = rt_trace_key(key ? key : all);
    i->doubtful = filled < CELLS_MIN;
    return filled > 0;
}

static enum rt_status read_sheet(
    struct rt_items *k, size_t sheet, struct rt_error *err)
{
    const struct rt_trace_sheet *s = &k->t->sheets[sheet];
    const struct rt_grid *grid = k->t->a->grid;
    uint32_t from = rt_trace_first(s);
    uint32_t to = UINT32_MAX;

    for (size_t i = 0; i < s->count; i++) {
        if (s->rows[i].row >= s->items && s->rows[i].now >= from
            && s->rows[i].now < to)
            to = s->rows[i].now;
    }
    for (size_t i = 0; i < rt_grid_row_count(grid, s->at); i++) {
        struct rt_item_now *item;
        uint32_t row = rt_grid_row(grid, s->at, i)->number;
        if (row < from || row >= to)
            continue;
        RT_NEED(RT_GROW(k->rows, k->count, k->cap), err);
        item = &k->rows[k->count];
        *item = (struct rt_item_now){.sheet = sheet, .row = row};
        k->count += read_key(k, item);
    }
    return RT_OK;
}

RT_SORTED(by_bucket, struct rt_item_now, RT_ORDER(x->key.bucket, y->key.bucket);
          RT_ORDER(x->doubtful, y->doubtful); RT_ORDER(x->sheet, y->sheet);
          RT_ORDER(x->row, y->row))

/* --- sums ------------------------------------------------------------------- */

static uint32_t hex_at(struct rt_str hex, size_t word)
{
    uint32_t v = 0;

    for (size_t i = 0; i < RT_TRACE_HASH; i++) {
        char c = hex.p[word * RT_TRACE_HASH + i];
        v = v << 4 | (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return v;
}

static struct rt_trace_sum sum_then(
    const struct rt_items *k, size_t bucket, size_t col)
{
    struct rt_str hex = k->list->sums[bucket];
    struct rt_trace_sum sum = {0, 0};

    if (k->list->in[bucket] == 1) {
        sum.of_cells = hex_at(hex, 1 + col);
        sum.of_keys = rt_trace_times(hex_at(hex, 0), sum.of_cells);
    } else if (k->list->in[bucket] > 1) {
        sum.of_cells = hex_at(hex, 2 * col);
        sum.of_keys = hex_at(hex, 2 * col + 1);
    }
    return sum;
}

/* Now less then; whether anything is left. */
static bool subtract(struct rt_items *k, size_t bucket, size_t from, size_t to)
{
    bool any = false;

    memset(k->sums, 0, k->columns * sizeof *k->sums);
    for (size_t i = from; i < to; i++) {
        for (size_t col = 0; col < k->columns; col++)
            rt_trace_add(&k->sums[col], k->rows[i].key.k,
                rt_items_part(k, &k->rows[i], col));
    }
    for (size_t col = 0; col < k->columns; col++) {
        struct rt_trace_sum then = sum_then(k, bucket, col);
        struct rt_trace_sum *sum = &k->sums[col];
        if (!rt_items_is_traced(k, col)) {
            *sum = (struct rt_trace_sum){0, 0};
            continue;
        }
        sum->of_cells = rt_trace_minus(sum->of_cells, then.of_cells);
        sum->of_keys = rt_trace_minus(sum->of_keys, then.of_keys);
        any |= sum->of_cells != 0 || sum->of_keys != 0;
    }
    return any;
}

static uint32_t quotient(const struct rt_trace_sum *sum)
{
    return rt_trace_over(sum->of_keys, sum->of_cells);
}

/* --- what was changed ------------------------------------------------------- */

static struct rt_str text_of(const struct rt_cell *c)
{
    return rt_str_trim(rt_cell_text(c));
}

/* A value of the column whose part is that: what a cell held, very likely. */
static bool find_value(
    const struct rt_items *k, size_t col, uint32_t part, struct rt_str *to)
{
    *to = RT_STR_NONE;
    for (size_t i = 0; i < k->count && part != 0; i++) {
        const struct rt_cell *c = rt_items_cell(k, &k->rows[i], col);
        if (rt_trace_part(rt_items_hash(c)) != part)
            continue;
        *to = text_of(c);
        return true;
    }
    for (int n = 0; n < 10 && part != 0; n++) {
        static const char *const digits[]
            = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
        if (rt_trace_part(rt_trace_number(n)) != part)
            continue;
        *to = rt_str(digits[n]);
        return true;
    }
    return part == 0;
}

static enum rt_status note_cell(struct rt_items *k, const struct rt_item_now *i,
    size_t col, uint32_t was, struct rt_error *err)
{
    const struct rt_trace_sheet *s = &k->t->sheets[i->sheet];
    struct rt_change_found change = {.sheet = s->at,
        .row = i->row,
        .col = rt_trace_column(s, (uint32_t)col),
        .code
        = k->list->hands.p[col] == RT_HAND_CORRECTED ? RT_RA534 : RT_RA530,
        .is = text_of(rt_items_cell(k, i, col))};

    change.known = find_value(k, col, was, &change.was);
    return rt_trace_note(k->t, &change, err);
}

/* The row, in the bucket, that a quotient is of: the last of several. */
static const struct rt_item_now *row_of(
    const struct rt_items *k, size_t from, size_t to, uint32_t q, size_t *count)
{
    const struct rt_item_now *found = NULL;

    for (size_t i = from; i < to; i++) {
        if (k->rows[i].key.k != q)
            continue;
        found = &k->rows[i];
        ++*count;
    }
    return found;
}

/* Whether the difference is that row, whole. */
static bool is_whole(
    const struct rt_items *k, const struct rt_item_now *i, uint32_t q)
{
    for (size_t col = 0; col < k->columns; col++) {
        uint32_t part = rt_items_part(k, i, col);
        if (part != k->sums[col].of_cells
            || (part != 0 && quotient(&k->sums[col]) != q))
            return false;
    }
    return true;
}

static enum rt_status add_stray(struct rt_items *k,
    const struct rt_item_now *item, uint32_t q, struct rt_error *err)
{
    struct rt_item_stray *to;

    if (item)
        RT_NEED(RT_GROW(k->fresh, k->fresh_count, k->fresh_cap), err);
    else
        RT_NEED(RT_GROW(k->lost, k->lost_count, k->lost_cap), err);
    to = item ? &k->fresh[k->fresh_count++] : &k->lost[k->lost_count++];
    *to = (struct rt_item_stray){.item = item,
        .parts = rt_arena_array(&k->t->arena, k->columns, sizeof *to->parts)};
    RT_NEED(to->parts, err);
    for (size_t col = 0; col < k->columns; col++) {
        if (item)
            to->parts[col] = rt_items_part(k, item, col);
        else if (k->sums[col].of_cells && quotient(&k->sums[col]) == q)
            to->parts[col] = rt_trace_minus(0, k->sums[col].of_cells);
    }
    return RT_OK;
}

static enum rt_status note_row(struct rt_items *k, const struct rt_item_now *i,
    enum rt_code code, struct rt_error *err)
{
    const struct rt_trace_sheet *s = &k->t->sheets[i->sheet];
    size_t col = 0;

    while (col + 1 < k->columns && k->list->hands.p[col] != RT_HAND_KEY)
        col++;
    if (k->list->hands.p[col] != RT_HAND_KEY)
        col = 0;
    struct rt_change_found change = {.sheet = s->at,
        .row = i->row,
        .col = rt_trace_column(s, (uint32_t)col),
        .code = code,
        .known = true,
        .was = text_of(rt_items_cell(k, i, col))};
    return rt_trace_note(k->t, &change, err);
}

/* Removes what a row explains. */
static void explain(struct rt_items *k, uint32_t q)
{
    for (size_t col = 0; col < k->columns; col++) {
        if (k->sums[col].of_cells && quotient(&k->sums[col]) == q)
            k->sums[col] = (struct rt_trace_sum){0, 0};
    }
}

static size_t columns_with(const struct rt_items *k, uint32_t q)
{
    size_t n = 0;

    for (size_t col = 0; col < k->columns; col++)
        n += k->sums[col].of_cells != 0 && quotient(&k->sums[col]) == q;
    return n;
}

/* Where several rows have the key, the one that held what others hold. */
static enum rt_status solve_cell(struct rt_items *k, size_t from, size_t to,
    size_t col, struct rt_error *err)
{
    uint32_t q = quotient(&k->sums[col]), was = 0;
    const struct rt_item_now *row = NULL;
    struct rt_str value;

    for (size_t i = from; i < to; i++) {
        if (k->rows[i].key.k != q)
            continue;
        row = &k->rows[i];
        was = rt_trace_minus(rt_items_part(k, row, col), k->sums[col].of_cells);
        if (find_value(k, col, was, &value))
            break;
    }
    if (!row)
        return RT_OK;
    RT_NEED(RT_GROW(k->changes, k->change_count, k->change_cap), err);
    k->changes[k->change_count++] = (struct rt_item_change){row, col, was};
    return RT_OK;
}

/* One row's part in the difference, which column `col` shows. */
static enum rt_status solve(struct rt_items *k, size_t from, size_t to,
    size_t col, struct rt_error *err)
{
    uint32_t q = quotient(&k->sums[col]);
    size_t rows = 0;
    const struct rt_item_now *row = row_of(k, from, to, q, &rows);

    if (!row && columns_with(k, q) > 1) {
        RT_TRY(add_stray(k, NULL, q, err));
        explain(k, q);
        return RT_OK;
    }
    if (!row)
        return RT_OK;
    if (is_whole(k, row, q)) {
        RT_TRY(rows > 1 ? note_row(k, row, RT_RA533, err)
                        : add_stray(k, row, q, err));
        explain(k, q);
        return RT_OK;
    }
    for (size_t c = 0; c < k->columns; c++) {
        if (k->sums[c].of_cells != 0 && quotient(&k->sums[c]) == q)
            RT_TRY(solve_cell(k, from, to, c, err));
    }
    explain(k, q);
    return RT_OK;
}

/* What no single change explains is lost rows, or is left to the columns. */
static enum rt_status judge_bucket(struct rt_items *k, size_t bucket,
    size_t from, size_t to, struct rt_error *err)
{
    uint64_t then = k->list->in[bucket];
    size_t sure = from;

    while (sure < to && !k->rows[sure].doubtful)
        sure++;
    if (sure - from >= then)
        to = sure; /* the others are remarks */
    if (!subtract(k, bucket, from, to))
        return RT_OK;
    for (size_t col = 0; col < k->columns; col++) {
        if (k->sums[col].of_cells != 0)
            RT_TRY(solve(k, from, to, col, err));
    }
    for (size_t col = 0; col < k->columns; col++) {
        if (k->sums[col].of_cells == 0 && k->sums[col].of_keys == 0)
            continue;
        if (then > to - from) {
            k->missing += then - (to - from);
            break;
        }
        k->unsure[col]++;
    }
    return RT_OK;
}

/* --- changes of rows that are there ----------------------------------------- */

static enum rt_status note_keys(struct rt_items *k,
    const struct rt_item_now *item, const struct rt_item_now *other,
    struct rt_error *err)
{
    for (size_t col = 0; col < k->columns; col++) {
        if (k->list->hands.p[col] == RT_HAND_KEY
            && rt_items_part(k, item, col) != rt_items_part(k, other, col))
            RT_TRY(note_cell(k, item, col, rt_items_part(k, other, col), err));
    }
    return RT_OK;
}

static enum rt_status judge_changes(struct rt_items *k, struct rt_error *err)
{
    for (size_t i = 0, n; i < k->change_count; i += n) {
        struct rt_item_change *a = &k->changes[i];
        size_t b = rt_items_exchanged_with(k, i);
        n = rt_items_of_row(k, i);
        if (b < k->change_count) {
            const struct rt_item_now *other = k->changes[b].item;
            RT_TRY(note_keys(k, a->item, other, err));
            RT_TRY(note_keys(k, other, a->item, err));
            memmove(&k->changes[b], &k->changes[b + n],
                (k->change_count - b - n) * sizeof *k->changes);
            k->change_count -= n;
            continue;
        }
        for (size_t c = 0; c < n; c++)
            RT_TRY(note_cell(k, a[c].item, a[c].col, a[c].was, err));
    }
    return RT_OK;
}

/* --- rows whose key was changed --------------------------------------------- */

static bool are_one(const struct rt_items *k, const struct rt_item_stray *a,
    const struct rt_item_stray *b)
{
    size_t same = 0, other = 0;

    for (size_t col = 0; col < k->columns; col++) {
        same += a->parts[col] != 0 && a->parts[col] == b->parts[col];
        other += a->parts[col] != b->parts[col];
    }
    return same > other;
}

static enum rt_status judge_pair(struct rt_items *k, struct rt_item_stray *lost,
    struct rt_item_stray *fresh, struct rt_error *err)
{
    for (size_t col = 0; col < k->columns; col++) {
        if (lost->parts[col] != fresh->parts[col])
            RT_TRY(note_cell(k, fresh->item, col, lost->parts[col], err));
    }
    lost->done = fresh->done = true;
    return RT_OK;
}

/* At the headings: nobody knows where the row was. */
static enum rt_status note_lost(
    struct rt_items *k, const struct rt_item_stray *lost, struct rt_error *err)
{
    const struct rt_trace_sheet *s = NULL;
    struct rt_change_found change = {.code = RT_RA532};

    for (size_t i = k->t->count; i-- > 0;) {
        if (k->t->sheets[i].at != SIZE_MAX && k->t->sheets[i].list
            && &k->t->lists[k->t->sheets[i].list - 1] == k->list)
            s = &k->t->sheets[i];
    }
    if (!s)
        return RT_OK;
    change.sheet = s->at;
    change.row = rt_trace_first(s) - 1;
    for (size_t col = 0; lost && col < k->columns && !change.known; col++) {
        if (k->list->hands.p[col] == RT_HAND_KEY)
            change.known = rt_trace_find(k->t, lost->parts[col], &change.was);
    }
    return rt_trace_note(k->t, &change, err);
}

static enum rt_status judge_strays(struct rt_items *k, struct rt_error *err)
{
    for (size_t i = 0; i < k->lost_count && i < LOST_MAX; i++) {
        for (size_t n = 0; n < k->fresh_count && n < LOST_MAX; n++) {
            if (!k->lost[i].done && !k->fresh[n].done
                && are_one(k, &k->lost[i], &k->fresh[n]))
                RT_TRY(judge_pair(k, &k->lost[i], &k->fresh[n], err));
        }
    }
    for (size_t i = 0; i < k->lost_count; i++) {
        if (!k->lost[i].done)
            RT_TRY(note_lost(k, i < LOST_MAX ? &k->lost[i] : NULL, err));
    }
    for (size_t i = 0; i < k->fresh_count && !k->list->open; i++) {
        if (!k->fresh[i].done && !k->fresh[i].item->doubtful)
            RT_TRY(note_row(k, k->fresh[i].item, RT_TP532, err));
    }
    if (k->missing > 0)
        RT_TRY(note_lost(k, NULL, err));
    return RT_OK;
}

/* --- the list --------------------------------------------------------------- */

static enum rt_status note_unsure(struct rt_items *k, struct rt_error *err)
{
    for (size_t i = 0; i < k->t->count; i++) {
        const struct rt_trace_sheet *s = &k->t->sheets[i];
        if (s->at == SIZE_MAX || !s->list
            || &k->t->lists[s->list - 1] != k->list)
            continue;
        for (size_t col = 0; col < k->columns; col++) {
            struct rt_change_found change = {.sheet = s->at,
                .row = rt_trace_first(s) - 1,
                .col = rt_trace_column(s, (uint32_t)col),
                .code = RT_RA535};
            if (k->unsure[col] > 0
                && k->list->hands.p[col] != RT_HAND_CORRECTED)
                RT_TRY(rt_trace_note(k->t, &change, err));
        }
        return RT_OK;
    }
    return RT_OK;
}

/* A heading that was typed over is not a column that was moved: what is below
 * it is where it was. */
static void settle(struct rt_items *k, int64_t list, size_t col)
{
    uint32_t then = 0, now = 0;

    for (size_t bucket = 0; bucket < RT_TRACE_BUCKETS; bucket++)
        then = rt_trace_plus(then, sum_then(k, bucket, col).of_cells);
    for (size_t i = 0; i < k->count; i++) {
        const struct rt_item_now *item = &k->rows[i];
        now = rt_trace_plus(
            now, rt_trace_part(rt_items_hash(rt_grid_cell(k->t->a->grid,
                     k->t->sheets[item->sheet].at, (uint32_t)col, item->row))));
    }
    for (size_t i = 0; i < k->t->count && now == then; i++) {
        if (k->t->sheets[i].list == list)
            k->t->sheets[i].map[col] = (uint32_t)col;
    }
}

/* Where headings are elsewhere. */
static enum rt_status settle_columns(
    struct rt_items *k, int64_t list, struct rt_error *err)
{
    for (size_t i = 0; i < k->t->count; i++) {
        struct rt_trace_sheet *s = &k->t->sheets[i];
        if (s->list != list || s->at == SIZE_MAX)
            continue;
        RT_TRY(read_sheet(k, i, err));
        for (size_t col = 0; col < k->columns; col++) {
            if (rt_items_is_traced(k, col) && s->map[col] != col)
                settle(k, list, col);
        }
    }
    k->count = 0;
    return RT_OK;
}

static enum rt_status judge(
    struct rt_items *k, int64_t list, struct rt_error *err)
{
    size_t at = 0;

    k->sums = rt_arena_array(&k->t->arena, k->columns, sizeof *k->sums);
    k->unsure = rt_arena_array(&k->t->arena, k->columns, sizeof *k->unsure);
    RT_NEED(k->sums && k->unsure, err);
    RT_TRY(settle_columns(k, list, err));
    for (size_t i = 0; i < k->t->count; i++) {
        if (k->t->sheets[i].list != list || k->t->sheets[i].at == SIZE_MAX)
            continue;
        rt_trace_drop_moved(k->t, &k->t->sheets[i]);
        RT_TRY(read_sheet(k, i, err));
    }
    if (k->count > 0)
        qsort(k->rows, k->count, sizeof *k->rows, by_bucket);
    for (size_t bucket = 0; bucket < RT_TRACE_BUCKETS; bucket++) {
        size_t from = at;
        while (at < k->count && k->rows[at].key.bucket == bucket)
            at++;
        RT_TRY(judge_bucket(k, bucket, from, at, err));
    }
    RT_TRY(judge_changes(k, err));
    RT_TRY(judge_strays(k, err));
    return note_unsure(k, err);
}

enum rt_status rt_trace_items(
    struct rt_trace *t, int64_t list, struct rt_error *err)
{
    struct rt_items k = {.t = t, .list = &t->lists[list - 1]};
    enum rt_status rc;

    k.columns = k.list->hands.n;
    for (size_t i = 0; i < t->count; i++) {
        /* what is not there is lost as a whole */
        if (t->sheets[i].list == list && t->sheets[i].at == SIZE_MAX)
            return RT_OK;
    }
    rc = judge(&k, list, err);
    free(k.rows);
    free(k.lost);
    free(k.fresh);
    free(k.changes);
    return rc;
}
