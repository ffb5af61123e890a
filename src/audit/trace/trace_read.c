/* Reads the record. It comes from a file: nothing in it is believed. */
#include "audit/trace/trace_audit.h"
#include "base/list.h"

#include <stdlib.h>

enum { CELLS_MAX = 1 << 20, LETTERS_MAX = 3 };

struct reader {
    struct rt_trace *t;
    const struct rt_row *row;
    struct rt_trace_sheet *sheet;
    size_t cells;
    uint64_t hash, rows;
    bool ended;
};

/* --- values ----------------------------------------------------------------- */

static struct rt_str text_at(const struct reader *r, int32_t col)
{
    return rt_cell_string(rt_row_cell(r->row, col));
}

/* RT_FORMAT where it is no whole number from 0 to `most`. */
static enum rt_status number_at(
    const struct reader *r, int32_t col, uint64_t most, uint64_t *to)
{
    const struct rt_cell *c = rt_row_cell(r->row, col);

    if (!c || c->type != RT_CELL_NUMBER || !(c->number >= 0)
        || c->number > (double)most)
        return RT_FORMAT;
    *to = (uint64_t)c->number;
    return RT_OK;
}

static enum rt_status read_hex(struct rt_str *s, size_t digits, uint32_t *to)
{
    uint32_t v = 0;

    if (s->n < digits)
        return RT_FORMAT;
    for (size_t i = 0; i < digits; i++) {
        char c = s->p[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && (c < 'a' || c > 'f'))
            return RT_FORMAT;
        v = v << 4 | (uint32_t)(digit ? c - '0' : c - 'a' + 10);
    }
    *to = v;
    *s = (struct rt_str){s->p + digits, s->n - digits};
    return RT_OK;
}

static enum rt_status read_letters(struct rt_str *s, uint32_t *col)
{
    size_t n = 0;
    uint32_t v = 0;

    while (n < s->n && n < LETTERS_MAX && s->p[n] >= 'A' && s->p[n] <= 'Z')
        v = v * 26 + (uint32_t)(s->p[n++] - 'A') + 1;
    if (n == 0)
        return RT_FORMAT;
    *col = v - 1;
    *s = (struct rt_str){s->p + n, s->n - n};
    return RT_OK;
}

/* --- a row of cells --------------------------------------------------------- */

static enum rt_status read_cell(struct rt_str s, struct rt_trace_cell *to)
{
    char mark;

    RT_TRY(read_letters(&s, &to->col));
    mark = s.n > 0 ? s.p[0] : ' ';
    s = s.n > 0 ? (struct rt_str){s.p + 1, s.n - 1} : s;
    if (mark == '=') {
        to->is_formula = true;
        RT_TRY(read_hex(&s, RT_TRACE_HASH, &to->hash));
        return read_hex(&s, RT_TRACE_GAVE, &to->gave);
    }
    if (mark == '~') {
        to->cut = true;
        RT_TRY(read_hex(&s, RT_TRACE_HASH, &to->hash));
    } else if (mark != ' ') {
        return RT_FORMAT;
    }
    to->shown = rt_str_trim(s);
    if (!to->cut)
        to->hash = rt_trace_digits(rt_trace_text(to->shown), RT_TRACE_HASH);
    return RT_OK;
}

static enum rt_status read_cells(struct reader *r, struct rt_error *err)
{
    struct rt_arena *arena = &r->t->arena;
    struct rt_trace_sheet *s = r->sheet;
    struct rt_trace_row *to;
    uint64_t number;

    if (!s)
        return RT_FORMAT;
    RT_TRY(number_at(r, 1, UINT32_MAX - 1, &number));
    RT_NEED(RT_ARENA_GROW(arena, s->rows, s->count, s->cap), err);
    to = &s->rows[s->count++];
    *to = (struct rt_trace_row){.row = (uint32_t)number};
    for (size_t i = 0; i < r->row->count; i++) {
        if (r->row->cells[i].col < 2)
            continue;
        if (++r->cells > CELLS_MAX)
            return RT_FORMAT;
        RT_NEED(RT_ARENA_GROW(arena, to->cells, to->count, to->cap), err);
        to->cells[to->count] = (struct rt_trace_cell){0};
        RT_TRY(read_cell(r->row->cells[i].text, &to->cells[to->count++]));
    }
    return RT_OK;
}

/* --- sheets and lists ------------------------------------------------------- */

/* A sheet may come again: まとめ is the first and is written last. */
static enum rt_status read_sheet(struct reader *r)
{
    struct rt_trace *t = r->t;
    struct rt_str name = text_at(r, 1);
    int at;

    for (size_t i = 0; i < t->count; i++) {
        if (!rt_str_eq(t->sheets[i].name, name))
            continue;
        r->sheet = &t->sheets[i];
        return RT_OK;
    }
    if (name.n == 0 || t->count == RT_TRACE_SHEETS)
        return RT_FORMAT;
    at = rt_grid_sheet_named(t->a->grid, name);
    r->sheet = &t->sheets[t->count++];
    *r->sheet = (struct rt_trace_sheet){
        .name = name, .at = at < 0 ? SIZE_MAX : (size_t)at};
    return RT_OK;
}

static enum rt_status read_items(struct reader *r)
{
    uint64_t list, row, open;

    if (!r->sheet)
        return RT_FORMAT;
    RT_TRY(number_at(r, 1, RT_TRACE_LISTS, &list));
    RT_TRY(number_at(r, 2, UINT32_MAX - 1, &row));
    RT_TRY(number_at(r, 3, 1, &open));
    if (list == 0)
        return RT_FORMAT;
    r->sheet->list = (int64_t)list;
    r->sheet->items = (uint32_t)row;
    r->t->lists[list - 1].open = open == 1;
    return RT_OK;
}

static enum rt_status read_list(struct reader *r, struct rt_trace_list **to)
{
    uint64_t list;

    RT_TRY(number_at(r, 1, RT_TRACE_LISTS, &list));
    if (list == 0)
        return RT_FORMAT;
    *to = &r->t->lists[list - 1];
    (*to)->hands = text_at(r, 2);
    return (*to)->hands.n > 0 ? RT_OK : RT_FORMAT;
}

static enum rt_status read_sums(struct reader *r, struct rt_trace_list *list)
{
    uint64_t bucket, in;
    struct rt_str hex = text_at(r, 3);
    size_t words;

    if (!list)
        return RT_FORMAT;
    RT_TRY(number_at(r, 1, RT_TRACE_BUCKETS - 1, &bucket));
    RT_TRY(number_at(r, 2, UINT32_MAX, &in));
    words = in == 1 ? list->hands.n + 1 : 2 * list->hands.n;
    if (in == 0 || hex.n != words * RT_TRACE_HASH)
        return RT_FORMAT;
    list->sums[bucket] = hex;
    list->in[bucket] = in;
    for (uint32_t v; hex.n > 0;) {
        RT_TRY(read_hex(&hex, RT_TRACE_HASH, &v));
        if (v >= RT_TRACE_PRIME)
            return RT_FORMAT;
    }
    return RT_OK;
}

/* --- the record ------------------------------------------------------------- */

static enum rt_status read_begin(struct reader *r)
{
    uint64_t version;

    RT_TRY(number_at(r, 1, UINT32_MAX, &version));
    return version == RT_TRACE_VERSION  ? RT_OK
           : version > RT_TRACE_VERSION ? RT_END
                                        : RT_FORMAT;
}

static enum rt_status read_end(struct reader *r)
{
    uint64_t rows;
    char hash[20];

    RT_TRY(number_at(r, 1, UINT32_MAX, &rows));
    snprintf(hash, sizeof hash, "%016llx", (unsigned long long)r->hash);
    r->ended = rows == r->rows && rt_str_is(text_at(r, 2), hash);
    return r->ended ? RT_OK : RT_FORMAT;
}

static enum rt_trace_line line_of(struct rt_str word)
{
    int line = 0;

    while (line < RT_TRACE_LINES && !rt_str_is(word, rt_trace_words[line]))
        line++;
    return (enum rt_trace_line)line;
}

/* All but the last cell of the last row, which is the hash. */
static void add_hash(struct reader *r, enum rt_trace_line line)
{
    size_t n = r->row->count - (line == RT_TRACE_END && r->row->count > 2);

    for (size_t i = 0; i < n; i++)
        r->hash = rt_trace_chain(r->hash, rt_trace_of(&r->row->cells[i]));
}

static enum rt_status read_line(
    struct reader *r, struct rt_trace_list **list, struct rt_error *err)
{
    enum rt_trace_line line = line_of(text_at(r, 0));

    if ((r->rows == 0) != (line == RT_TRACE_BEGIN) || r->ended)
        return RT_FORMAT;
    add_hash(r, line);
    switch (line) {
    case RT_TRACE_BEGIN:
        return read_begin(r);
    case RT_TRACE_SHEET:
        return read_sheet(r);
    case RT_TRACE_CELLS:
        return read_cells(r, err);
    case RT_TRACE_ITEMS:
        return read_items(r);
    case RT_TRACE_LIST:
        return read_list(r, list);
    case RT_TRACE_SUMS:
        return read_sums(r, *list);
    case RT_TRACE_END:
        return read_end(r);
    default:
        return RT_FORMAT;
    }
}

static enum rt_status find_record(struct rt_trace *t)
{
    for (int lang = 0; lang < 2; lang++) {
        int at = rt_grid_sheet_named(
            t->a->grid, rt_str(rt_trace_sheet((enum rt_lang)lang)));
        if (at < 0)
            continue;
        t->record = (size_t)at;
        return RT_OK;
    }
    return RT_END;
}

enum rt_status rt_trace_read(struct rt_trace *t, struct rt_error *err)
{
    struct reader r = {.t = t};
    struct rt_trace_list *list = NULL;

    RT_TRY(find_record(t));
    for (size_t i = 0; i < rt_grid_row_count(t->a->grid, t->record); i++) {
        r.row = rt_grid_row(t->a->grid, t->record, i);
        RT_TRY(read_line(&r, &list, err));
        r.rows++;
    }
    return r.ended ? RT_OK : RT_FORMAT;
}
