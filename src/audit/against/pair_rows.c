/* Which row of the old version is which of the new one's.
 *
 * First those that hold the same, then those with the same keys, the surest keys
 * first, then those at the same place between rows that are paired, if half of
 * what they hold is the same. Rows with one key are paired in their order. Keys
 * are compared as hashes: two rows that are paired by accident show as
 * different.
 */
#include "audit/against/against.h"

#include <stdlib.h>

#include "base/list.h"

/* The keys of the forms' rows. */
enum { KEY_FIELDS = 4 };
static const enum rt_field keys[][KEY_FIELDS]
    = {{RT_F_RISK_ID, RT_F_TASK, RT_FIELD_NONE, RT_FIELD_NONE},
        {RT_F_RISK_ID, RT_FIELD_NONE, RT_FIELD_NONE, RT_FIELD_NONE},
        {RT_F_ASSET, RT_F_MEDIUM, RT_F_MANAGED_BY, RT_F_BUSINESS},
        {RT_F_ASSET, RT_F_MEDIUM, RT_FIELD_NONE, RT_FIELD_NONE},
        {RT_F_EVENT, RT_F_SOURCE, RT_F_ASSET_NOS, RT_FIELD_NONE},
        {RT_F_EVENT, RT_FIELD_NONE, RT_FIELD_NONE, RT_FIELD_NONE},
        {RT_F_CONTROL, RT_F_TASK, RT_FIELD_NONE, RT_FIELD_NONE},
        {RT_F_NO, RT_FIELD_NONE, RT_FIELD_NONE, RT_FIELD_NONE},
        {RT_F_ASSET, RT_FIELD_NONE, RT_FIELD_NONE, RT_FIELD_NONE},
        {RT_F_CONTROL, RT_FIELD_NONE, RT_FIELD_NONE, RT_FIELD_NONE}};

/* What a pass pairs by. */
enum pass {
    BY_ALL,    /* everything that both versions have a column for */
    BY_ALL_NO, /* the same without the No */
    BY_KEY,
    BY_LABEL /* the first text */
};

struct key {
    uint64_t hash;
    size_t row;
};

RT_SORTED(by_hash, struct key, RT_ORDER(x->hash, y->hash);
          RT_ORDER(x->row, y->row))

/* --- hashes --------------------------------------------------------------- */

/* Hashes that are added up have to differ in all of their bits (splitmix64). */
static uint64_t mixed(uint64_t h)
{
    h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u;
    h = (h ^ (h >> 27)) * 0x94D049BB133111EBu;
    return h ^ (h >> 31);
}

static uint64_t add(uint64_t h, uint32_t col, struct rt_str text)
{
    char number[16];
    int n = snprintf(number, sizeof number, "\x1f%u\x1f", col);

    return rt_str_hash(
        rt_str_hash(h, (struct rt_str){number, (size_t)n}), rt_str_trim(text));
}

/* The cell's column as the new version has it; -1: it has none. */
static int32_t column_of(
    const struct rt_sheets *p, const struct rt_side *s, bool data, uint32_t col)
{
    if (!data)
        return (int32_t)col;
    if (col >= RT_COLUMNS_MAX)
        return -1;
    if (s == &p->new)
        return p->old_of[col] >= 0 ? (int32_t)col : -1;
    return p->new_of[col];
}

static uint64_t hash_all(const struct rt_sheets *p, const struct rt_side *s,
    size_t i, bool without_no)
{
    const struct rt_row *row = rt_side_row(s, i);
    bool data = rt_side_is_data(s, i), any = false;
    int32_t no = data && without_no ? s->table->layout.col_of[RT_F_NO] : -1;
    uint64_t h = 0;

    /* Columns may be in another order: what cells give is added up. */
    for (size_t k = 0; k < row->count; k++) {
        const struct rt_cell *c = &row->cells[k];
        int32_t col = column_of(p, s, data, c->col);
        if (col < 0 || rt_cell_blank(c) || (int32_t)c->col == no)
            continue;
        h += mixed(add(RT_HASH_EMPTY, (uint32_t)col, c->text));
        any = true;
    }
    return any ? h + data + 1 : 0;
}

static uint64_t hash_key(
    const struct rt_side *s, size_t i, const enum rt_field fields[KEY_FIELDS])
{
    const struct rt_row *row = rt_side_row(s, i);
    uint64_t h = RT_HASH_EMPTY;

    if (!rt_side_is_data(s, i))
        return 0;
    for (uint32_t k = 0; k < KEY_FIELDS && fields[k] != RT_FIELD_NONE; k++) {
        const struct rt_cell *c = rt_cell_of(&s->table->layout, row, fields[k]);
        if (k == 0 && rt_cell_blank(c))
            return 0;
        h = add(h, k, rt_cell_text(c));
    }
    return h;
}

/* Rows of most tables have the same first text, a division or a kind. */
static uint64_t hash_label(const struct rt_side *s, size_t i)
{
    const struct rt_row *row = rt_side_row(s, i);

    if (rt_side_is_data(s, i) && s->table->layout.form != RT_FORM_SOA)
        return 0;

    for (size_t k = 0; k < row->count; k++) {
        if (row->cells[k].type == RT_CELL_STRING
            && !rt_cell_blank(&row->cells[k]))
            return add(RT_HASH_EMPTY + rt_side_is_data(s, i),
                rt_side_is_data(s, i) ? 0 : row->cells[k].col,
                row->cells[k].text);
    }
    return 0;
}

static uint64_t hash_of(const struct rt_sheets *p, const struct rt_side *s,
    size_t i, enum pass pass, size_t key)
{
    switch (pass) {
    case BY_ALL:
    case BY_ALL_NO:
        return hash_all(p, s, i, pass == BY_ALL_NO);
    case BY_KEY:
        return hash_key(s, i, keys[key]);
    default:
        return hash_label(s, i);
    }
}

/* --- passes --------------------------------------------------------------- */

static size_t collect(const struct rt_sheets *p, const struct rt_side *s,
    enum pass pass, size_t key, struct key *to)
{
    size_t n = 0;

    for (size_t i = 0; i < s->rows; i++) {
        uint64_t h = s->mate[i] || rt_side_is_heading(s, i)
                         ? 0
                         : hash_of(p, s, i, pass, key);
        if (h)
            to[n++] = (struct key){h, i};
    }
    if (n > 0)
        qsort(to, n, sizeof *to, by_hash);
    return n;
}

static void join(struct rt_sheets *p, size_t old, size_t new)
{
    p->old.mate[old] = (uint32_t) new + 1;
    p->new.mate[new] = (uint32_t)old + 1;
}

/* Whether half of what the two hold is the same. */
static bool are_alike(const struct rt_sheets *p, size_t old, size_t new)
{
    const struct rt_row *a = rt_side_row(&p->old, old),
                        *b = rt_side_row(&p->new, new);
    bool data = rt_side_is_data(&p->new, new);
    size_t same = 0, all = 0;

    if (data != rt_side_is_data(&p->old, old))
        return false;
    for (size_t k = 0; k < b->count; k++) {
        const struct rt_cell *c = &b->cells[k];
        if (rt_cell_blank(c))
            continue;
        all++;
        same += rt_cells_say_same(rt_old_cell(p, a, data, c->col), c);
    }
    return same * 2 >= all;
}

/* Another row may have got the No of one that was taken out. */
static bool is_number(enum pass pass, size_t key)
{
    return pass == BY_KEY && keys[key][0] == RT_F_NO;
}

static void run_pass(struct rt_sheets *p, enum pass pass, size_t key,
    struct key *old, struct key *new)
{
    size_t n = collect(p, &p->old, pass, key, old);
    size_t m = collect(p, &p->new, pass, key, new);

    for (size_t i = 0, j = 0; i < n && j < m;) {
        if (old[i].hash == new[j].hash) {
            if (!is_number(pass, key) || are_alike(p, old[i].row, new[j].row))
                join(p, old[i].row, new[j].row);
            i++;
            j++;
        } else if (old[i].hash < new[j].hash) {
            i++;
        } else {
            j++;
        }
    }
}

/* --- what is left --------------------------------------------------------- */

static bool is_free(const struct rt_side *s, size_t i)
{
    return i < s->rows && !s->mate[i] && !rt_side_is_heading(s, i);
}

/* Behind the row before, or in front of the row after. */
static void join_neighbours(struct rt_sheets *p)
{
    for (size_t i = 0; i < p->new.rows; i++) {
        size_t next = i > 0 ? p->new.mate[i - 1] : 0;
        if (is_free(&p->new, i) && is_free(&p->old, next)
            && are_alike(p, next, i))
            join(p, next, i);
    }
    for (size_t i = p->new.rows; i-- > 0;) {
        size_t after = i + 1 < p->new.rows ? p->new.mate[i + 1] : 0;
        if (after >= 2 && is_free(&p->new, i) && is_free(&p->old, after - 2)
            && are_alike(p, after - 2, i))
            join(p, after - 2, i);
    }
}

enum rt_status rt_sheets_pair_rows(struct rt_sheets *p)
{
    struct key *old = calloc(p->old.rows + 1, sizeof *old);
    struct key *new = calloc(p->new.rows + 1, sizeof *new);
    bool there = old && new;

    if (there) {
        run_pass(p, BY_ALL, 0, old, new);
        run_pass(p, BY_ALL_NO, 0, old, new);
        for (size_t k = 0; k < RT_COUNT(keys); k++)
            run_pass(p, BY_KEY, k, old, new);
        run_pass(p, BY_LABEL, 0, old, new);
        join_neighbours(p);
    }
    free(old);
    free(new);
    RT_NEED(there, p->err);
    return RT_OK;
}
