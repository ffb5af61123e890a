/* Cells and rows. */
#include "report/xlsx/emit.h"

#include <math.h>

/* What all of a cell takes besides its text; what a byte may become. */
enum { CELL_TAGS = 160, ESCAPED_MAX = 7, ROW_MAX = 1 << 30 };

/* Whole numbers up to this are exact, and written as their digits. */
#define WHOLE_MAX 1e15

/* The height that the format gives a row without one. */
#define NO_HEIGHT 15.0

void rt_emit_init(struct rt_emit *e, struct rt_deflate *deflate,
    const char *dir, struct rt_error *err)
{
    memset(e, 0, sizeof *e);
    rt_stream_init(&e->out, deflate, dir, err);
    rt_buf_init(&e->cells, ROW_MAX);
    rt_buf_init(&e->patterns, ROW_MAX);
    e->first_row = UINT32_MAX;
    e->first_col = RT_EMIT_COLS;
    e->last_col = -1;
    for (uint32_t col = 0; col < RT_EMIT_COLS; col++)
        rt_column_letters(col + 1, e->letters[col]);
}

void rt_emit_fini(struct rt_emit *e)
{
    rt_stream_fini(&e->out);
    rt_buf_fini(&e->cells);
    rt_buf_fini(&e->patterns);
}

/* --- pieces of text --------------------------------------------------------- */

static char *put(char *to, const char *from, size_t n)
{
    memcpy(to, from, n);
    return to + n;
}

#define PUT(to, literal) put(to, literal, sizeof(literal) - 1)

static char *put_whole(char *to, uint64_t v)
{
    char digits[24];
    size_t i = sizeof digits;

    do {
        digits[--i] = (char)('0' + v % 10);
        v /= 10;
    } while (v > 0);
    return put(to, digits + i, sizeof digits - i);
}

/* As the library writes it: up to 16 digits. Heights are few, and come again. */
static char *put_number(struct rt_emit *e, char *to, double v)
{
    struct rt_printed *known;
    uint64_t bits;

    if (v >= 0 && v < WHOLE_MAX && v == floor(v) && !signbit(v))
        return put_whole(to, (uint64_t)v);
    memcpy(&bits, &v, sizeof bits);
    known = &e->printed[bits % RT_EMIT_PRINTED];
    if (known->n == 0 || known->bits != bits) {
        known->bits = bits;
        known->n
            = (size_t)snprintf(known->text, sizeof known->text, "%.16G", v);
    }
    return put(to, known->text, known->n);
}

/* Bytes that are not written as they are. */
/* clang-format off */
static const bool special[256] = {
    0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, /* but tab, line feed */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ['&'] = 1, ['<'] = 1, ['>'] = 1,
};
/* clang-format on */

static char *put_special(char *to, unsigned char c)
{
    static const char hex[] = "0123456789ABCDEF";

    switch (c) {
    case '&':
        return PUT(to, "&amp;");
    case '<':
        return PUT(to, "&lt;");
    case '>':
        return PUT(to, "&gt;");
    default: /* XML cannot hold it; spreadsheets read this as that */
        to = PUT(to, "_x00");
        *to++ = hex[c >> 4];
        *to++ = hex[c & 15];
        return PUT(to, "_");
    }
}

static char *put_text(char *to, struct rt_str s)
{
    const char *p = s.p, *end = s.p + s.n;

    while (p < end) {
        const char *from = p;

        while (p < end && !special[(unsigned char)*p])
            p++;
        to = put(to, from, (size_t)(p - from));
        if (p < end)
            to = put_special(to, (unsigned char)*p++);
    }
    return to;
}

static char *put_column(const struct rt_emit *e, char *to, int col)
{
    for (const char *c = e->letters[col]; *c != '\0'; c++)
        *to++ = *c;
    return to;
}

/* --- cells ------------------------------------------------------------------ */

/* Room for a cell with `n` bytes of text, its tag begun; NULL after a
 * failure. */
static char *begin(struct rt_emit *e, int col, int format, size_t n)
{
    char *to;

    if (e->out.rc != RT_OK)
        return NULL;
    if (col < 0 || col >= RT_EMIT_COLS || e->count == RT_EMIT_COLS) {
        e->out.rc = rt_fail(e->out.err, RT_BUG, "too many cells in a row");
        return NULL;
    }
    to = n < ROW_MAX / ESCAPED_MAX
             ? rt_buf_room(&e->cells, CELL_TAGS + n * ESCAPED_MAX)
             : NULL;
    if (!to) {
        e->out.rc = rt_fail_nomem(e->out.err);
        return NULL;
    }
    to = PUT(to, "<c r=\"");
    to = put_column(e, to, col);
    to = put(to, e->number, e->digits);
    if (format != 0) {
        to = PUT(to, "\" s=\"");
        to = put_whole(to, (uint64_t)format);
    }
    *to++ = '"';
    return to;
}

static void end(struct rt_emit *e, int col, const char *to)
{
    e->cells.len = (size_t)(to - e->cells.data);
    e->list[e->count].col = col;
    e->list[e->count++].end = e->cells.len;
    e->first_col = col < e->first_col ? col : e->first_col;
    e->last_col = col > e->last_col ? col : e->last_col;
}

void rt_emit_blank(struct rt_emit *e, int col, int format)
{
    char *to = begin(e, col, format, 0);

    if (to)
        end(e, col, PUT(to, "/>"));
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void rt_emit_text(struct rt_emit *e, int col, int format, struct rt_str text)
{
    char *to = begin(e, col, format, text.n);

    if (!to)
        return;
    to = PUT(to, " t=\"inlineStr\"><is><t");
    if (text.n > 0 && (is_space(text.p[0]) || is_space(text.p[text.n - 1])))
        to = PUT(to, " xml:space=\"preserve\"");
    *to++ = '>';
    to = put_text(to, text);
    end(e, col, PUT(to, "</t></is></c>"));
}

void rt_emit_number(struct rt_emit *e, int col, int format, double value)
{
    char *to = begin(e, col, format, 0);

    if (!to)
        return;
    to = PUT(to, "><v>");
    to = put_number(e, to, value);
    end(e, col, PUT(to, "</v></c>"));
}

/* --- formulas --------------------------------------------------------------- */

/* The number of a row and what ends the attribute, as wide as any. */
enum { RANGE_END = 8 };

static void put_range_end(char *to, const char *number, size_t digits)
{
    memset(to, ' ', RANGE_END);
    memcpy(to, number, digits);
    to[digits] = '"';
}

/* Neither what other sheets hold nor a table in braces is ever shared by
 * spreadsheets. */
static bool can_share(const struct rt_emit *e, struct rt_str pattern)
{
    return e->shared_count < RT_EMIT_SHARED
           && !memchr(pattern.p, '!', pattern.n)
           && !memchr(pattern.p, '{', pattern.n);
}

static struct rt_shared *find_shared(
    struct rt_emit *e, int col, struct rt_str pattern)
{
    for (size_t i = 0; i < e->shared_count; i++) {
        struct rt_shared *f = &e->shared[i];

        if (f->col == col && f->length == pattern.n
            && memcmp(e->patterns.data + f->pattern, pattern.p, pattern.n) == 0)
            return f;
    }
    return NULL;
}

static struct rt_shared *add_shared(
    struct rt_emit *e, int col, struct rt_str pattern)
{
    struct rt_shared *f = &e->shared[e->shared_count];

    *f = (struct rt_shared){.col = col,
        .pattern = e->patterns.len,
        .length = pattern.n,
        .number = e->shared_number};
    if (rt_buf_adds(&e->patterns, pattern) != RT_OK) {
        e->out.rc = rt_fail_nomem(e->out.err);
        return NULL;
    }
    e->shared_count++;
    e->shared_number++;
    return f;
}

/* The pattern of this row. */
static char *put_pattern(const struct rt_emit *e, char *to, struct rt_str s)
{
    while (s.n > 0) {
        const char *mark = memchr(s.p, '#', s.n);
        size_t n = mark ? (size_t)(mark - s.p) : s.n;

        to = put_text(to, (struct rt_str){s.p, n});
        if (mark)
            to = put(to, e->number, e->digits);
        n += mark != NULL;
        s = (struct rt_str){s.p + n, s.n - n};
    }
    return to;
}

static char *put_repeated(
    struct rt_emit *e, char *to, int col, struct rt_str pattern)
{
    struct rt_shared *f = find_shared(e, col, pattern);
    bool first = !f && can_share(e, pattern);

    if (first)
        f = add_shared(e, col, pattern);
    if (!f) {
        to = PUT(to, "<f>");
        return PUT(put_pattern(e, to, pattern), "</f>");
    }
    f->last = e->row;
    to = PUT(to, "<f t=\"shared\" ");
    if (first) {
        to = put_column(e, PUT(to, "ref=\""), col);
        to = PUT(put(to, e->number, e->digits), ":");
        to = put_column(e, to, col);
        f->at = (size_t)(to - e->cells.data);
        put_range_end(to, e->number, e->digits);
        to += RANGE_END;
    }
    to = put_whole(PUT(to, "si=\""), f->number);
    if (!first)
        return PUT(to, "\"/>");
    return PUT(put_pattern(e, PUT(to, "\">"), pattern), "</f>");
}

/* With a text as its value, or else with a number. */
static void put_formula(struct rt_emit *e, int col, int format,
    struct rt_str formula, bool repeated, const struct rt_str *text,
    double number)
{
    char *to = begin(e, col, format, formula.n + (text ? text->n : 0));

    if (!to)
        return;
    to = text ? PUT(to, " t=\"str\">") : PUT(to, ">");
    if (repeated)
        to = put_repeated(e, to, col, formula);
    else
        to = PUT(put_text(PUT(to, "<f>"), formula), "</f>");
    to = PUT(to, "<v>");
    to = text ? put_text(to, *text) : put_number(e, to, number);
    end(e, col, PUT(to, "</v></c>"));
}

void rt_emit_formula(struct rt_emit *e, int col, int format,
    struct rt_str formula, const struct rt_str *text, double number)
{
    put_formula(e, col, format, formula, false, text, number);
}

void rt_emit_repeat(struct rt_emit *e, int col, int format,
    struct rt_str pattern, const struct rt_str *text, double number)
{
    put_formula(e, col, format, pattern, true, text, number);
}

/* What cells.data[from, to) holds is now at the end of the text. */
static void place_shared(struct rt_emit *e, size_t from, size_t to)
{
    for (size_t i = e->shared_count; i > 0 && !e->shared[i - 1].placed; i--) {
        struct rt_shared *f = &e->shared[i - 1];

        if (f->at < from || f->at >= to)
            continue;
        f->at += e->out.text.len - to;
        f->placed = true;
    }
}

/* The formulas of a piece know now how far they go. */
static void end_shared(struct rt_emit *e)
{
    char number[16];

    for (size_t i = 0; i < e->shared_count && e->out.rc == RT_OK; i++) {
        const struct rt_shared *f = &e->shared[i];

        if (f->placed)
            put_range_end(e->out.text.data + f->at, number,
                (size_t)(put_whole(number, (uint64_t)f->last + 1) - number));
        else
            e->out.rc
                = rt_fail(e->out.err, RT_BUG, "a formula is written over");
    }
    e->shared_count = 0;
    rt_buf_clear(&e->patterns);
}

static void end_piece(struct rt_emit *e)
{
    end_shared(e);
    rt_stream_end(&e->out);
}

/* --- rows ------------------------------------------------------------------- */

static void put_row_tag(struct rt_emit *e, double height)
{
    char tag[96], *to = PUT(tag, "<row r=\"");

    to = put(to, e->number, e->digits);
    *to++ = '"';
    if (height < NO_HEIGHT || height > NO_HEIGHT) {
        to = PUT(to, " ht=\"");
        to = put_number(e, to, height);
        to = PUT(to, "\" customHeight=\"1\"");
    }
    to = e->count > 0 ? PUT(to, ">") : PUT(to, "/>");
    rt_stream_add(&e->out, (struct rt_str){tag, (size_t)(to - tag)});
}

static bool is_in_order(const struct rt_emit *e)
{
    for (size_t i = 1; i < e->count; i++)
        if (e->list[i - 1].col >= e->list[i].col)
            return false;
    return true;
}

static void put_cells(struct rt_emit *e, size_t from, size_t to)
{
    rt_stream_add(&e->out, (struct rt_str){e->cells.data + from, to - from});
    place_shared(e, from, to);
}

/* Column by column, the last that was written of each. */
static void put_in_order(struct rt_emit *e)
{
    for (int col = 0; col < RT_EMIT_COLS; col++) {
        size_t i = e->count;

        while (i > 0 && e->list[i - 1].col != col)
            i--;
        if (i > 0)
            put_cells(e, i > 1 ? e->list[i - 2].end : 0, e->list[i - 1].end);
    }
}

static void flush(struct rt_emit *e, double height)
{
    put_row_tag(e, height);
    if (e->count > 0) {
        if (is_in_order(e))
            put_cells(e, 0, e->cells.len);
        else
            put_in_order(e);
        rt_stream_add(&e->out, RT_STR("</row>"));
    }
    if (e->out.text.len >= RT_PIECE)
        end_piece(e);
    e->first_row = e->row < e->first_row ? e->row : e->first_row;
    e->last_row = e->row;
    e->count = 0;
    rt_buf_clear(&e->cells);
}

void rt_emit_row(struct rt_emit *e, uint32_t row)
{
    if (row == e->row && e->digits > 0)
        return;
    if (e->count > 0)
        flush(e, NO_HEIGHT);
    e->row = row;
    e->digits = (size_t)(put_whole(e->number, (uint64_t)row + 1) - e->number);
}

void rt_emit_end(struct rt_emit *e, uint32_t row, double height)
{
    rt_emit_row(e, row);
    flush(e, height);
}

void rt_emit_finish(struct rt_emit *e)
{
    if (e->count > 0)
        flush(e, NO_HEIGHT);
    end_piece(e);
}
