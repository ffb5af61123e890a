/* The record of what a book of ours holds (record/trace.h).
 *
 * Its rows are made while the book is written, and packed piece by piece like
 * those of any sheet; the sheet itself is the book's last. Of a list there are
 * sums alone, whatever its length.
 */
#include "report/book/xl.h"

#include <stdlib.h>

#include "formula/formula.h"

/* Bytes of a value that are kept, so that it can be named. */
enum { SHOWN_MAX = 80, HEX = 8, SHAPE_MAX = 1 << 16 };

/* The list whose items are being written. */
struct items {
    enum rt_hand hand[RT_XL_COLS];
    int count;
    unsigned number; /* of the list in the book, from 1 */
    bool row;        /* the cells that come are an item's */
    uint64_t hash[RT_XL_COLS];
    bool follows[RT_XL_COLS];  /* it has formulas that others' values enter, */
    bool plain[RT_XL_COLS];    /* … or values of its own */
    struct rt_trace_sum *sums; /* by bucket and column */
    uint64_t in[RT_TRACE_BUCKETS];
    uint32_t k[RT_TRACE_BUCKETS]; /* of the last item */
};

struct rt_xl_trace {
    struct rt_emit *rows;
    uint32_t row; /* of the record, 0-based */
    int col;
    uint64_t hash;
    const lxw_worksheet *sheet; /* that it is of */
    uint32_t cells_of;          /* the sheet's row, 1-based; 0: none */
    struct rt_buf shape;
    struct items items;
};

/* --- rows of the record ----------------------------------------------------- */

static void put(struct rt_xl_trace *t, struct rt_str text)
{
    t->hash = rt_trace_chain(t->hash, rt_trace_text(text));
    rt_emit_text(t->rows, t->col++, 0, text);
}

static void put_count(struct rt_xl_trace *t, uint64_t n)
{
    t->hash = rt_trace_chain(t->hash, rt_trace_number((double)n));
    rt_emit_number(t->rows, t->col++, 0, (double)n);
}

static void begin(struct rt_xl_trace *t, enum rt_trace_line as)
{
    rt_emit_row(t->rows, t->row++);
    t->col = 0;
    t->cells_of = 0;
    put(t, rt_str(rt_trace_words[as]));
}

static void begin_sheet(struct rt_xl_trace *t, const struct rt_xl_sheet *s)
{
    if (t->sheet == s->ws)
        return;
    t->sheet = s->ws;
    begin(t, RT_TRACE_SHEET);
    put(t, rt_str(s->ws->name));
}

/* --- cells one by one ------------------------------------------------------- */

static uint64_t hash_of(const struct rt_traced *c)
{
    return c->text ? rt_trace_text(*c->text) : rt_trace_number(c->number);
}

/* Without memory for it, *w is not written. */
static uint64_t shape_of(struct rt_xl_trace *t, struct rt_writer *w, int col,
    const struct rt_traced *c)
{
    enum rt_status rc;

    rt_buf_clear(&t->shape);
    rc = rt_formula_shape(rt_str(c->formula), (uint32_t)col, &t->shape);
    if (rc == RT_NOMEM)
        rt_writer_keep(w, rc);
    return rc == RT_OK ? rt_trace_text(rt_buf_str(&t->shape)) : 0;
}

static void put_hash(struct rt_writer *w, uint64_t hash, unsigned digits)
{
    rt_writef(w, "%0*x", (int)digits, (unsigned)rt_trace_digits(hash, digits));
}

/* Whether a text can be kept as it is. */
static bool is_short(struct rt_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < ' ')
            return false;
    }
    return s.n <= SHOWN_MAX;
}

/* Its beginning, not cut within a character, on one line. */
static void put_beginning(struct rt_writer *w, struct rt_str s)
{
    size_t n = s.n < SHOWN_MAX ? s.n : SHOWN_MAX;

    while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    for (size_t i = 0; i < n; i++)
        rt_write(w, (unsigned char)s.p[i] < ' ' ? RT_STR(" ")
                                                : (struct rt_str){s.p + i, 1});
}

static void put_value(struct rt_xl_trace *t, struct rt_writer *w, int col,
    const struct rt_traced *c)
{
    if (c->formula) {
        rt_write_z(w, "=");
        put_hash(w, shape_of(t, w, col, c), RT_TRACE_HASH);
        put_hash(w, hash_of(c), RT_TRACE_GAVE);
        return;
    }
    if (c->text && !is_short(*c->text)) {
        rt_write_z(w, "~");
        put_hash(w, hash_of(c), RT_TRACE_HASH);
    }
    rt_write_z(w, " ");
    if (c->text)
        put_beginning(w, *c->text);
    else
        rt_write_z(w, rt_trace_decimal(c->number).z);
}

static void put_cell(struct rt_xl_sheet *s, int col, const struct rt_traced *c)
{
    struct rt_xl_trace *t = s->xl->trace;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    begin_sheet(t, s);
    if (t->cells_of != s->row + 1) {
        begin(t, RT_TRACE_CELLS);
        put_count(t, (uint64_t)s->row + 1);
        t->cells_of = s->row + 1;
    }
    rt_write_z(&w, RT_COL(col));
    put_value(t, &w, col, c);
    rt_xl_keep(s->xl, rt_writer_done(&w, s->xl->err));
    put(t, rt_str_trim(rt_writer_str(&w)));
    rt_writer_fini(&w);
}

/* --- items of a list -------------------------------------------------------- */

static void note_item(struct items *k, int col, const struct rt_traced *c)
{
    struct rt_str shown;

    if (col >= k->count || k->hand[col] == RT_HAND_PEOPLE)
        return;
    if (c->formula && !rt_trace_link(rt_str(c->formula), &shown)) {
        k->follows[col] = true;
        return;
    }
    k->hash[col] = hash_of(c);
    k->plain[col] |= k->hash[col] != 0;
}

static void trace_cell(
    struct rt_xl_sheet *s, int col, const struct rt_traced *cell)
{
    struct rt_xl_trace *t = s->xl->trace;

    if (s->rows == t->rows || s->xl->rc != RT_OK)
        return;
    if (t->items.row)
        note_item(&t->items, col, cell);
    else
        put_cell(s, col, cell);
}

void rt_xl_trace_row(struct rt_xl *xl)
{
    struct items *k;

    if (!xl->trace)
        return;
    k = &xl->trace->items;
    k->row = true;
    memset(k->hash, 0, (size_t)k->count * sizeof *k->hash);
}

/* Of the key's columns, of all where there are none. */
static uint64_t key_hash(const struct items *k)
{
    uint64_t key = 0, all = 0;

    for (int col = 0; col < k->count; col++) {
        if (k->hand[col] == RT_HAND_KEY)
            key = rt_trace_chain(key, k->hash[col]);
        else if (k->hand[col] == RT_HAND_OURS)
            all = rt_trace_chain(all, k->hash[col]);
    }
    return key ? key : all;
}

void rt_xl_trace_row_end(struct rt_xl *xl)
{
    struct rt_trace_key key;
    struct rt_trace_sum *sums;
    struct items *k;

    if (!xl->trace || xl->rc != RT_OK)
        return;
    k = &xl->trace->items;
    k->row = false;
    key = rt_trace_key(key_hash(k));
    sums = k->sums + (size_t)key.bucket * (size_t)k->count;
    for (int col = 0; col < k->count; col++) {
        if (k->hash[col])
            rt_trace_add(&sums[col], key.k, rt_trace_part(k->hash[col]));
    }
    k->in[key.bucket]++;
    k->k[key.bucket] = key.k;
}

/* --- lists ------------------------------------------------------------------ */

static void begin_list(struct rt_list *list)
{
    struct items *k = &list->xl->trace->items;

    k->count = list->count;
    for (int col = 0; col < list->count; col++)
        k->hand[col] = list->open ? RT_HAND_PEOPLE : RT_HAND_OURS;
    for (size_t i = 0; i < list->hand_count; i++)
        k->hand[list->hands[i].col] = list->hands[i].hand;
    k->number++;
    memset(k->follows, 0, sizeof k->follows);
    memset(k->plain, 0, sizeof k->plain);
    memset(k->in, 0, sizeof k->in);
    free(k->sums);
    k->sums
        = calloc((size_t)RT_TRACE_BUCKETS * (size_t)k->count, sizeof *k->sums);
    if (!k->sums)
        rt_xl_keep(list->xl, rt_fail_nomem(list->xl->err));
}

void rt_xl_trace_items(struct rt_list *list)
{
    struct rt_xl_trace *t = list->xl->trace;

    if (!t || list->xl->rc != RT_OK)
        return;
    if (list->parts == 1)
        begin_list(list);
    begin_sheet(t, &list->s);
    begin(t, RT_TRACE_ITEMS);
    put_count(t, t->items.number);
    put_count(t, (uint64_t)list->first + 1);
    put_count(t, list->open);
}

static void put_sums(struct rt_xl_trace *t, struct rt_xl *xl, size_t bucket)
{
    const struct items *k = &t->items;
    const struct rt_trace_sum *sums = k->sums + bucket * (size_t)k->count;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    begin(t, RT_TRACE_SUMS);
    put_count(t, bucket);
    put_count(t, k->in[bucket]);
    if (k->in[bucket] == 1)
        rt_writef(&w, "%0*x", (int)HEX, (unsigned)k->k[bucket]);
    for (int col = 0; col < k->count; col++) {
        rt_writef(&w, "%0*x", (int)HEX, (unsigned)sums[col].of_cells);
        if (k->in[bucket] > 1)
            rt_writef(&w, "%0*x", (int)HEX, (unsigned)sums[col].of_keys);
    }
    rt_xl_keep(xl, rt_writer_done(&w, xl->err));
    put(t, rt_writer_str(&w));
    rt_writer_fini(&w);
}

void rt_xl_trace_list_end(struct rt_xl *xl)
{
    struct rt_xl_trace *t = xl->trace;
    char hands[RT_XL_COLS + 1] = "";

    if (!t || xl->rc != RT_OK)
        return;
    for (int col = 0; col < t->items.count; col++)
        hands[col] = (char)(t->items.follows[col] && !t->items.plain[col]
                                ? RT_HAND_FORMULA
                                : t->items.hand[col]);
    begin(t, RT_TRACE_LIST);
    put_count(t, t->items.number);
    put(t, rt_str(hands));
    for (size_t i = 0; i < RT_TRACE_BUCKETS; i++) {
        if (t->items.in[i] > 0)
            put_sums(t, xl, i);
    }
}

/* --- the record ------------------------------------------------------------- */

void rt_xl_trace_begin(struct rt_xl *xl)
{
    struct rt_xl_trace *t;

    if (xl->rc != RT_OK)
        return;
    t = calloc(1, sizeof *t);
    xl->trace = t;
    if (t)
        t->rows = malloc(sizeof *t->rows);
    if (!t || !t->rows) {
        rt_xl_keep(xl, rt_fail_nomem(xl->err));
        return;
    }
    xl->trace_cell = trace_cell;
    rt_emit_init(t->rows, xl->deflate, xl->dir, xl->err);
    rt_buf_init(&t->shape, SHAPE_MAX);
    begin(t, RT_TRACE_BEGIN);
    put_count(t, RT_TRACE_VERSION);
}

static void name_record(struct rt_xl *xl, const char *sheet)
{
    char where[96];

    snprintf(where, sizeof where, "='%s'!$A$1", sheet);
    rt_xl_lib(xl, workbook_define_name(xl->wb, RT_TRACE_NAME, where), "name");
}

/* The record's rows become those of the book's last sheet. */
static void put_record(struct rt_xl *xl)
{
    struct rt_xl_trace *t = xl->trace;
    const char *name = rt_trace_sheet(xl->run->lang);
    struct rt_xl_sheet s;
    char hash[20];

    begin(t, RT_TRACE_END);
    put_count(t, t->row - 1);
    snprintf(hash, sizeof hash, "%016llx", (unsigned long long)t->hash);
    put(t, rt_str(hash));
    rt_xl_sheet(xl, &s, name, RT_A4);
    if (xl->rc != RT_OK)
        return;
    rt_emit_fini(s.rows);
    free(s.rows);
    xl->rows[xl->sheet_count - 1] = t->rows;
    t->rows = NULL;
    worksheet_hide(s.ws);
    name_record(xl, name);
}

void rt_xl_trace_end(struct rt_xl *xl)
{
    struct rt_xl_trace *t = xl->trace;

    if (!t)
        return;
    if (xl->rc == RT_OK)
        put_record(xl);
    if (t->rows)
        rt_emit_fini(t->rows);
    free(t->rows);
    free(t->items.sums);
    rt_buf_fini(&t->shape);
    free(t);
    xl->trace = NULL;
}
