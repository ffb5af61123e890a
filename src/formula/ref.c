/* References: read in A1 style, written in A1 and R1C1 style.
 *
 * A corner that is written is at most $XFD$1048576; what is larger is no
 * reference but a name. The corners are put in order (B2:A1 is A1:B2), each
 * with its own '$'.
 */
#include "formula/lex.h"
#include "record/where.h"

struct corner {
    bool has_col, has_row, abs_col, abs_row;
    uint32_t col, row;
};

static size_t read_letters(struct rt_str s, size_t i, uint32_t *col)
{
    struct rt_str rest = {s.p + i, s.n > i ? s.n - i : 0};
    uint32_t v = rt_column_of(&rest, SHEET_COLS);

    if (v > 0)
        *col = v - 1;
    return v > 0 ? s.n - rest.n : i;
}

static size_t read_digits(struct rt_str s, size_t i, uint32_t *row)
{
    size_t from = i;
    uint32_t v = 0;

    for (; i < s.n && i - from < 8 && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        v = v * 10 + (uint32_t)(s.p[i] - '0');
    if (v == 0 || v > SHEET_ROWS)
        return from;
    *row = v;
    return i;
}

static bool is_dollar(struct rt_str s, size_t i)
{
    return i < s.n && s.p[i] == '$';
}

/* $A$1, $A or $1 at i; the end, or 0. */
static size_t read_corner(struct rt_str s, size_t i, struct corner *c)
{
    bool dollar = is_dollar(s, i);
    size_t at = i + dollar, end = read_letters(s, at, &c->col);

    *c = (struct corner){.col = c->col};
    c->has_col = end > at;
    c->abs_col = c->has_col && dollar;
    if (c->has_col) {
        dollar = is_dollar(s, end);
        at = end + dollar;
    }
    end = read_digits(s, at, &c->row);
    c->has_row = end > at;
    c->abs_row = c->has_row && dollar;
    if (c->has_row)
        return end;
    return c->has_col && !dollar ? at : 0;
}

#define SWAP(type, a, b)                                                       \
    do {                                                                       \
        type t_ = (a);                                                         \
        (a) = (b);                                                             \
        (b) = t_;                                                              \
    } while (0)

static void swap_rows(struct lex_ref *r)
{
    SWAP(uint32_t, r->at.row1, r->at.row2);
    SWAP(bool, r->abs_row1, r->abs_row2);
}

static void swap_cols(struct lex_ref *r)
{
    SWAP(uint32_t, r->at.col1, r->at.col2);
    SWAP(bool, r->abs_col1, r->abs_col2);
}

static void put_in_order(struct lex_ref *r)
{
    if (r->at.row1 > r->at.row2)
        swap_rows(r);
    if (r->at.col1 > r->at.col2)
        swap_cols(r);
}

static void set_ref(
    struct lex_ref *r, const struct corner *a, const struct corner *b)
{
    *r = (struct lex_ref){.at = {a->row, a->col, b->row, b->col},
        .abs_row1 = a->abs_row,
        .abs_col1 = a->abs_col,
        .abs_row2 = b->abs_row,
        .abs_col2 = b->abs_col};
    if (!a->has_row) {
        r->whole_cols = r->abs_row1 = r->abs_row2 = true;
        r->at.row1 = 1;
        r->at.row2 = SHEET_ROWS;
    }
    if (!a->has_col) {
        r->whole_rows = r->abs_col1 = r->abs_col2 = true;
        r->at.col1 = 0;
        r->at.col2 = SHEET_COLS - 1;
    }
    put_in_order(r);
}

size_t rt_lex_read_ref(struct rt_str s, struct lex_ref *r)
{
    struct corner a = {0}, b = {0};
    size_t first = read_corner(s, 0, &a), second;

    *r = (struct lex_ref){0};
    if (first == 0)
        return 0;
    if (first < s.n && s.p[first] == ':') {
        second = read_corner(s, first + 1, &b);
        if (second && a.has_col == b.has_col && a.has_row == b.has_row) {
            set_ref(r, &a, &b);
            r->is_range = true;
            return second;
        }
        return 0;
    }
    if (!a.has_col || !a.has_row)
        return 0;
    set_ref(r, &a, &a);
    return first;
}

/* --- writing -------------------------------------------------------------- */

static enum rt_status add_a1(
    const struct lex_ref *r, bool second, struct rt_buf *out)
{
    char text[RT_LETTERS + RT_INT_TEXT + 2];
    size_t n = 0;

    if (!r->whole_rows) {
        if (second ? r->abs_col2 : r->abs_col1)
            text[n++] = '$';
        rt_column_letters((second ? r->at.col2 : r->at.col1) + 1, text + n);
        n += strlen(text + n);
    }
    if (!r->whole_cols) {
        if (second ? r->abs_row2 : r->abs_row1)
            text[n++] = '$';
        n += rt_format_int(second ? r->at.row2 : r->at.row1, text + n);
    }
    return rt_buf_add(out, text, n);
}

/* Adds `by` unless it is absolute; false where it leaves first..last. */
static bool move_one(
    uint32_t *v, bool abs, int64_t by, int64_t first, int64_t last)
{
    int64_t to = abs ? (int64_t)*v : (int64_t)*v + by;

    if (to < first || to > last)
        return false;
    *v = (uint32_t)to;
    return true;
}

enum rt_status rt_lex_ref_a1(
    const struct lex_ref *r, int64_t rows, int64_t cols, struct rt_buf *out)
{
    struct lex_ref m = *r;
    enum rt_status rc;

    if (m.broken || !move_one(&m.at.row1, m.abs_row1, rows, 1, SHEET_ROWS)
        || !move_one(&m.at.row2, m.abs_row2, rows, 1, SHEET_ROWS)
        || !move_one(&m.at.col1, m.abs_col1, cols, 0, SHEET_COLS - 1)
        || !move_one(&m.at.col2, m.abs_col2, cols, 0, SHEET_COLS - 1))
        return rt_buf_adds(out, RT_STR("#REF!"));
    put_in_order(&m);
    rc = add_a1(&m, false, out);
    if (rc || !m.is_range)
        return rc;
    rc = rt_buf_adds(out, RT_STR(":"));
    return rc ? rc : add_a1(&m, true, out);
}

/* "R4" absolute, "R[-1]" relative, "R" the same row. `base` makes columns
 * count from 1, as R1C1 does. */
static enum rt_status add_part(struct rt_buf *out, char letter, bool abs,
    uint32_t v, uint32_t here, uint32_t base)
{
    int64_t by = (int64_t)v - (int64_t)here;
    char text[RT_INT_TEXT + 3] = {letter};
    size_t n = 1;

    if (abs) {
        n += rt_format_int((int64_t)v + base, text + n);
    } else if (by != 0) {
        text[n++] = '[';
        n += rt_format_int(by, text + n);
        text[n++] = ']';
    }
    return rt_buf_add(out, text, n);
}

static enum rt_status add_r1c1(const struct lex_ref *r, bool second,
    uint32_t col, uint32_t row, struct rt_buf *out)
{
    if (!r->whole_cols)
        RT_TRY(add_part(out, 'R', second ? r->abs_row2 : r->abs_row1,
            second ? r->at.row2 : r->at.row1, row, 0));
    if (!r->whole_rows)
        RT_TRY(add_part(out, 'C', second ? r->abs_col2 : r->abs_col1,
            second ? r->at.col2 : r->at.col1, col, 1));
    return RT_OK;
}

/* Of an absolute and a relative end the absolute one first, in whichever order
 * they come: A5:A$7 copied far down is A$7:A9 and still the same. */
static struct lex_ref absolute_first(const struct lex_ref *r)
{
    struct lex_ref m = *r;

    if (m.abs_row2 && !m.abs_row1)
        swap_rows(&m);
    if (m.abs_col2 && !m.abs_col1)
        swap_cols(&m);
    return m;
}

enum rt_status rt_lex_ref_r1c1(
    const struct lex_ref *r, uint32_t col, uint32_t row, struct rt_buf *out)
{
    struct lex_ref m = absolute_first(r);
    enum rt_status rc;

    if (m.broken)
        return rt_buf_adds(out, RT_STR("#REF!"));
    rc = add_r1c1(&m, false, col, row, out);
    if (rc || !m.is_range)
        return rc;
    rc = rt_buf_adds(out, RT_STR(":"));
    return rc ? rc : add_r1c1(&m, true, col, row, out);
}
