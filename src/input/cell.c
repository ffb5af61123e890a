/* A raw cell becomes a typed one (see sheet_part.h).
 *
 * Nothing is guessed: an invalid number stays text, and a missing shared string
 * becomes an error cell "?", so that it is seen and refused where a value is
 * needed.
 */
#include <stdlib.h>

#include "base/list.h"
#include "input/datefmt.h"
#include "input/sheet_part.h"
#include "input/shown.h"
#include "record/where.h"

/* Above this a slot gives its memory back after use. */
enum { KEEP_BYTES = 1 << 20 };

enum rt_status rt_slot_init(struct in_slot *s, const struct rt_limits *limits)
{
    *s = (struct in_slot){.sorted = true};
    rt_buf_init(&s->text,
        limits->row_bytes < SIZE_MAX / 4 ? limits->row_bytes : SIZE_MAX / 4);
    return RT_OK;
}

void rt_slot_fini(struct in_slot *s)
{
    rt_buf_fini(&s->text);
    free(s->cells);
    free(s->spans);
    s->cells = NULL;
    s->spans = NULL;
}

void rt_slot_clear(struct in_slot *s)
{
    if (s->text.cap > KEEP_BYTES) {
        size_t max = s->text.max;
        rt_buf_fini(&s->text);
        rt_buf_init(&s->text, max);
    }
    rt_buf_clear(&s->text);
    s->count = s->shared = 0;
    s->hidden = false;
    s->sorted = true;
}

/* --- addresses ---------------------------------------------------------- */

bool rt_parse_ref(const char *s, uint32_t *col, uint32_t *row)
{
    struct rt_str rest = {s + (*s == '$'), RT_LETTERS}; /* up to the NUL */
    uint32_t c = rt_column_of(&rest, IN_COLUMNS), r = 0;
    for (s = rest.p + (*rest.p == '$'); *s >= '0' && *s <= '9'; s++) {
        r = r * 10 + (uint32_t)(*s - '0');
        if (r > IN_ROWS)
            return false;
    }
    if (*s != '\0' || c == 0)
        return false;
    *col = c - 1;
    *row = r;
    return true;
}

static void put_in_order(uint32_t *a, uint32_t *b)
{
    if (*a > *b) {
        uint32_t t = *a;
        *a = *b;
        *b = t;
    }
}

/* One end of a range of whole rows: "3". */
static bool parse_row(const char *s, uint32_t *row)
{
    int64_t n;
    struct rt_str digits = rt_str(s + (*s == '$'));
    if (!rt_parse_int(digits, &n) || n < 1 || n > IN_ROWS)
        return false;
    *row = (uint32_t)n;
    return true;
}

bool rt_parse_range(const char *s, struct rt_range *out)
{
    char first[32];
    size_t n = strcspn(s, ":");
    if (n >= sizeof first)
        return false;
    memcpy(first, s, n);
    first[n] = '\0';
    const char *second = s[n] == ':' ? s + n + 1 : first;
    if (rt_parse_ref(first, &out->col1, &out->row1)
        && rt_parse_ref(second, &out->col2, &out->row2)) {
        if ((out->row1 == 0) != (out->row2 == 0))
            return false;
        if (out->row1 == 0) {
            out->row1 = 1;
            out->row2 = IN_ROWS;
        }
    } else if (parse_row(first, &out->row1) && parse_row(second, &out->row2)) {
        out->col1 = 0;
        out->col2 = IN_COLUMNS - 1;
    } else {
        return false;
    }
    put_in_order(&out->row1, &out->row2);
    put_in_order(&out->col1, &out->col2);
    return true;
}

void rt_cell_ref(uint32_t col, uint32_t row, char to[16])
{
    const struct rt_where w = {.row = row, .col = col + 1};
    char name[RT_CELL_NAME];

    rt_where_cell(&w, name);
    rt_str_copy(to, 16, rt_str(name));
}

/* --- values ------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void trim(const char *base, size_t *at, size_t *n)
{
    while (*n > 0 && is_space(base[*at])) {
        (*at)++;
        (*n)--;
    }
    while (*n > 0 && is_space(base[*at + *n - 1]))
        (*n)--;
}

/* Most numbers in a form are short whole ones. */
static bool parse_number(struct rt_str s, double *out)
{
    if (s.n > 0 && s.n <= 15) {
        uint64_t v = 0;
        size_t i = 0;
        while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
            v = v * 10 + (uint64_t)(s.p[i++] - '0');
        if (i == s.n) {
            *out = (double)v;
            return true;
        }
    }
    if (!rt_parse_double(s, out))
        return false;
    if (*out == 0)
        *out = 0; /* not -0 */
    return true;
}

static enum rt_status grow(struct in_slot *s, struct rt_error *err)
{
    return RT_GROW(s->cells, s->count, s->cap)
                   && RT_GROW(s->spans, s->count, s->span_cap)
               ? RT_OK
               : rt_fail_nomem(err);
}

/* Puts another text in the place of the raw value. */
static enum rt_status replace_text(struct in_slot *slot, struct rt_cell *c,
    struct in_span *span, const char *text, struct rt_error *err)
{
    span->text = slot->text.len;
    c->text.n = strlen(text);
    enum rt_status rc = rt_buf_add(&slot->text, text, c->text.n);
    return rc == RT_NOMEM ? rt_fail_nomem(err) : rc;
}

static struct in_style style_of(const struct in_workbook *w, uint32_t style)
{
    return style < w->styles.count ? w->styles.of[style] : (struct in_style){0};
}

static enum rt_status type_number(struct in_slot *slot, struct rt_cell *c,
    struct in_span *span, uint32_t style, const struct in_workbook *w,
    struct rt_error *err)
{
    char date[32];
    trim(slot->text.data, &span->text, &c->text.n);
    struct rt_str digits = {slot->text.data + span->text, c->text.n};
    if (!parse_number(digits, &c->number)) {
        c->type = c->text.n > 0 ? RT_CELL_STRING : RT_CELL_NO_VALUE;
        return RT_OK;
    }
    c->type = RT_CELL_NUMBER;
    struct in_style as = style_of(w, style);
    if (as.shown && c->number >= 0 && c->number < RT_SHOWN_NUMBERS
        && c->number == (int)c->number)
        c->shown = as.shown[(int)c->number];
    if (!as.date || !rt_date_text(c->number, w->date1904, date))
        return RT_OK;
    c->type = RT_CELL_DATE;
    return replace_text(slot, c, span, date, err);
}

static enum rt_status type_date(struct in_slot *slot, struct rt_cell *c,
    struct in_span *span, struct in_raw *raw, struct rt_error *err)
{
    char date[32];
    trim(slot->text.data, &span->text, &c->text.n);
    struct rt_str value = {slot->text.data + span->text, c->text.n};
    if (!rt_date_iso(value, date)) {
        c->type = RT_CELL_STRING;
        raw->no_day = c->text.n > 0;
        return RT_OK;
    }
    c->type = RT_CELL_DATE;
    return replace_text(slot, c, span, date, err);
}

static enum rt_status type_bool(struct in_slot *slot, struct rt_cell *c,
    struct in_span *span, struct rt_error *err)
{
    trim(slot->text.data, &span->text, &c->text.n);
    struct rt_str v = {slot->text.data + span->text, c->text.n};
    bool yes = rt_str_is(v, "1") || rt_str_is(v, "true");
    if (!yes && !rt_str_is(v, "0") && !rt_str_is(v, "false")) {
        c->type = RT_CELL_STRING;
        return RT_OK;
    }
    c->type = RT_CELL_BOOL;
    c->number = yes;
    return replace_text(slot, c, span, yes ? "TRUE" : "FALSE", err);
}

static enum rt_status type_shared(struct in_slot *slot, struct rt_cell *c,
    struct in_span *span, const struct in_workbook *w, struct rt_error *err)
{
    int64_t i;
    trim(slot->text.data, &span->text, &c->text.n);
    struct rt_str v = {slot->text.data + span->text, c->text.n};
    if (rt_parse_int(v, &i) && i >= 0
        && rt_sst_get(&w->sst, (uint64_t)i, &c->text)) {
        c->type = RT_CELL_STRING;
        if (c->struck == RT_STRUCK_NONE)
            c->struck = rt_sst_struck(&w->sst, (uint64_t)i);
        span->own = false;
        slot->shared += c->text.n;
        return slot->shared > slot->text.max ? RT_LIMIT : RT_OK;
    }
    if (w->sst_missing)
        return rt_fail_missing(err, w->sst_missing);
    c->type = RT_CELL_ERROR;
    return replace_text(slot, c, span, "?", err);
}

static enum rt_status type_value(struct in_slot *slot, struct rt_cell *c,
    struct in_span *span, struct in_raw *raw, const struct in_workbook *w,
    struct rt_error *err)
{
    switch (raw->type) {
    case IN_TYPE_NUMBER:
        return type_number(slot, c, span, raw->style, w, err);
    case IN_TYPE_SHARED:
        return type_shared(slot, c, span, w, err);
    case IN_TYPE_BOOL:
        return type_bool(slot, c, span, err);
    case IN_TYPE_DATE:
        return type_date(slot, c, span, raw, err);
    case IN_TYPE_ERROR:
        c->type = RT_CELL_ERROR;
        trim(slot->text.data, &span->text, &c->text.n);
        return RT_OK;
    default:
        c->type = RT_CELL_STRING;
        if (raw->crossed && c->struck == RT_STRUCK_NONE)
            c->struck = raw->plain ? RT_STRUCK_PART : RT_STRUCK_ALL;
        c->text.n = rt_unescape(slot->text.data + span->text, c->text.n);
        return RT_OK;
    }
}

enum rt_status rt_cell_add(struct in_slot *slot, struct in_raw *raw,
    const struct in_workbook *w, struct rt_error *err)
{
    if (!raw->formula && raw->value_len == 0)
        return RT_OK;
    enum rt_status rc = grow(slot, err);
    if (rc != RT_OK)
        return rc;
    struct rt_cell *c = &slot->cells[slot->count];
    struct in_span *span = &slot->spans[slot->count];
    *c = (struct rt_cell){.col = raw->col,
        .is_formula = raw->formula,
        .struck = style_of(w, raw->style).struck ? RT_STRUCK_ALL : 0,
        .date1904 = w->date1904,
        .shared = raw->shared,
        .array_rows = raw->array_rows,
        .array_cols = raw->array_cols};
    *span = (struct in_span){raw->value, raw->code, true};
    c->text.n = raw->value_len;
    c->formula.n = raw->code_len;
    if (raw->value_len > 0)
        rc = type_value(slot, c, span, raw, w, err);
    else if (raw->has_value
             && (raw->type == IN_TYPE_STRING || raw->type == IN_TYPE_INLINE))
        c->type = RT_CELL_STRING;
    else
        c->type = RT_CELL_NO_VALUE;
    if (rc != RT_OK)
        return rc;
    /* An empty shared string, or blanks where a number should be. */
    if (!raw->formula && c->text.n == 0)
        return RT_OK;
    if (slot->count > 0 && slot->cells[slot->count - 1].col >= c->col)
        slot->sorted = false;
    slot->count++;
    return RT_OK;
}

RT_SORTED(by_col, struct rt_cell, RT_ORDER(x->col, y->col))

enum rt_status rt_slot_join(
    struct in_slot *slot, const struct in_slot *piece, struct rt_error *err)
{
    size_t moved = slot->text.len;
    enum rt_status rc = rt_buf_adds(&slot->text, rt_buf_str(&piece->text));
    if (rc == RT_LIMIT)
        return rt_fail_limit(err, "limit-row-bytes", slot->text.max, "<row>");
    if (rc != RT_OK)
        return rt_fail_nomem(err);
    for (size_t i = 0; i < piece->count; i++) {
        RT_TRY(grow(slot, err));
        struct in_span span = piece->spans[i];
        span.text += moved;
        span.code += moved;
        slot->spans[slot->count] = span;
        slot->cells[slot->count++] = piece->cells[i];
    }
    slot->sorted = false;
    return RT_OK;
}

bool rt_slot_finish(struct in_slot *slot, uint32_t *col)
{
    for (size_t i = 0; i < slot->count; i++) {
        struct rt_cell *c = &slot->cells[i];
        if (slot->spans[i].own)
            c->text.p
                = c->text.n > 0 ? slot->text.data + slot->spans[i].text : "";
        if (c->formula.n > 0)
            c->formula.p = slot->text.data + slot->spans[i].code;
    }
    if (slot->sorted)
        return true;
    qsort(slot->cells, slot->count, sizeof *slot->cells, by_col);
    for (size_t i = 1; i < slot->count; i++) {
        if (slot->cells[i].col == slot->cells[i - 1].col) {
            *col = slot->cells[i].col;
            return false;
        }
    }
    return true;
}
