/* Looking things up in ranges.
 *
 * Approximate matching is a binary search in Excel, whose answer on unsorted
 * values is an accident: such a range is refused. Exact matching distinguishes
 * types (the text "1" is not the number 1) and takes wildcards in texts.
 */
#include "formula/eval.h"

/* One row or column of an operand. */
struct line {
    struct operand op;
    bool down;
    uint32_t count, used;
};

static struct line line_of(const struct operand *op, bool down)
{
    return (struct line){.op = *op,
        .down = down,
        .count = down ? rt_operand_rows(op) : rt_operand_cols(op),
        .used = down ? rt_operand_used_rows(op) : rt_operand_used_cols(op)};
}

static enum rt_status line_at(
    struct eval *e, const struct line *l, uint32_t i, struct rt_value *v)
{
    return rt_operand_at(e, &l->op, l->down ? i : 0, l->down ? 0 : i, v);
}

static enum rt_status is_same(struct eval *e, const struct rt_value *key,
    const struct rt_value *v, bool wild, bool *yes)
{
    int sign;

    *yes = false;
    if (v->type != key->type || v->type == RT_VALUE_ERROR)
        return RT_OK;
    if (wild)
        return rt_match_wild(e, key->text, v->text, true, yes);
    RT_TRY(rt_compare_values(e, key, v, false, &sign));
    *yes = sign == 0;
    return RT_OK;
}

/* *pos counts from 1; 0: nowhere. */
static enum rt_status find_same(struct eval *e, const struct line *l,
    const struct rt_value *key, bool wild, bool last, uint32_t *pos)
{
    const uint32_t *rows = NULL;
    size_t count = l->used;

    *pos = 0;
    wild = wild && key->type == RT_VALUE_TEXT && rt_has_wildcards(key->text);
    if (l->down && !wild)
        RT_TRY(rt_rows_with(e, &l->op, l->used, key, &rows, &count));
    for (size_t n = 0; n < count; n++) {
        uint32_t i = rows ? rows[n] - l->op.area.at.row1 : (uint32_t)n;
        struct rt_value v;
        bool yes;
        RT_TRY(line_at(e, l, i, &v));
        RT_TRY(is_same(e, key, &v, wild, &yes));
        if (yes)
            *pos = i + 1;
        if (yes && !last)
            return RT_OK;
    }
    return RT_OK;
}

/* The last value not beyond the key, among sorted values of its type; `down`
 * for descending order. */
static enum rt_status find_sorted(struct eval *e, const struct line *l,
    const struct rt_value *key, bool descending, uint32_t *pos)
{
    struct rt_value before = {0}, v;
    int sign, turn = descending ? -1 : 1;

    *pos = 0;
    for (uint32_t i = 0; i < l->used; i++) {
        RT_TRY(line_at(e, l, i, &v));
        if (v.type != key->type || v.type == RT_VALUE_ERROR)
            continue;
        if (before.type != RT_VALUE_BLANK) {
            RT_TRY(rt_compare_values(e, &before, &v, true, &sign));
            if (sign * turn > 0)
                return rt_refuse(e, "a search in a range that is not sorted");
            if (sign == 0 && descending)
                return rt_refuse(e, "a search among equals, in falling order");
        }
        before = v;
        RT_TRY(rt_compare_values(e, &v, key, true, &sign));
        if (sign * turn <= 0)
            *pos = i + 1;
    }
    return RT_OK;
}

/* Rows row1..row2 and columns col1..col2 of an operand, from 0. A part of an
 * array must be one value. */
static enum rt_status give_part(struct eval *e, const struct operand *op,
    const struct rt_range *part, struct operand *out)
{
    struct rt_range at = *part;
    struct rt_value v;

    if (op->kind == IS_AREA) {
        at.row1 += op->area.at.row1;
        at.row2 += op->area.at.row1;
        at.col1 += op->area.at.col1;
        at.col2 += op->area.at.col1;
        return rt_set_area(e, op->area.sheet, at, out);
    }
    if (at.row1 != at.row2 || at.col1 != at.col2)
        return rt_refuse(e, "an array would have to be computed");
    RT_TRY(rt_operand_at(e, op, at.row1, at.col1, &v));
    return rt_give_value(out, v);
}

static enum rt_status give_cell(struct eval *e, const struct operand *op,
    uint32_t row, uint32_t col, struct operand *out)
{
    struct rt_range at = {row, col, row, col};

    return give_part(e, op, &at, out);
}

/* --- VLOOKUP, HLOOKUP ----------------------------------------------------- */

RUN(rt_fn_table_lookup)
{
    const struct operand *table = &a[1].range;
    bool down = call->fn->which == FN_ROWS;
    struct line l = line_of(table, down);
    int32_t index = a[2].whole;
    uint32_t pos,
        width = down ? rt_operand_cols(table) : rt_operand_rows(table);

    if (index < 1)
        return rt_give_error(out, "#VALUE!");
    if ((uint32_t)index > width)
        return rt_give_error(out, "#REF!");
    if (a[3].truth)
        RT_TRY(find_sorted(e, &l, &a[0].value, false, &pos));
    else
        RT_TRY(find_same(e, &l, &a[0].value, true, false, &pos));
    if (pos == 0)
        return rt_give_error(out, "#N/A");
    return down ? give_cell(e, table, pos - 1, (uint32_t)index - 1, out)
                : give_cell(e, table, (uint32_t)index - 1, pos - 1, out);
}

/* --- MATCH, LOOKUP -------------------------------------------------------- */

RUN(rt_fn_match)
{
    const struct operand *op = &a[1].range;
    struct line l = line_of(op, rt_operand_cols(op) == 1);
    double mode = a[2].number;
    uint32_t pos;

    if (rt_operand_rows(op) > 1 && rt_operand_cols(op) > 1)
        return rt_give_error(out, "#N/A");
    if (mode == 0)
        RT_TRY(find_same(e, &l, &a[0].value, true, false, &pos));
    else
        RT_TRY(find_sorted(e, &l, &a[0].value, mode < 0, &pos));
    return pos ? rt_give_number(out, pos) : rt_give_error(out, "#N/A");
}

RUN(rt_fn_lookup)
{
    const struct operand *op = &a[1].range;
    uint32_t pos, rows = rt_operand_rows(op), cols = rt_operand_cols(op);
    bool down = cols <= rows;
    struct line l = line_of(op, down);
    struct operand to;

    RT_TRY(find_sorted(e, &l, &a[0].value, false, &pos));
    if (pos == 0)
        return rt_give_error(out, "#N/A");
    if (!rt_arg_given(call, 2))
        return down ? give_cell(e, op, pos - 1, cols - 1, out)
                    : give_cell(e, op, rows - 1, pos - 1, out);
    RT_TRY(rt_arg_array(e, call, 2, &to, out));
    rows = rt_operand_rows(&to);
    cols = rt_operand_cols(&to);
    if ((rows > 1 && cols > 1) || pos > rows * cols)
        return rt_give_error(out, "#N/A");
    return cols == 1 ? give_cell(e, &to, pos - 1, 0, out)
                     : give_cell(e, &to, 0, pos - 1, out);
}

/* --- XLOOKUP -------------------------------------------------------------- */

/* The nearest value below (turn 1) or above (-1) the key, in any order. */
static enum rt_status find_nearest(struct eval *e, const struct line *l,
    const struct rt_value *key, int turn, bool last, uint32_t *pos)
{
    struct rt_value best = {0}, v;
    int sign;

    for (uint32_t i = 0; i < l->used; i++) {
        RT_TRY(line_at(e, l, i, &v));
        if (v.type != key->type || v.type == RT_VALUE_ERROR)
            continue;
        RT_TRY(rt_compare_values(e, &v, key, true, &sign));
        if (sign * turn > 0)
            continue;
        sign = 1;
        if (*pos > 0)
            RT_TRY(rt_compare_values(e, &v, &best, true, &sign));
        if (*pos == 0 || sign * turn > 0 || (sign == 0 && last)) {
            *pos = i + 1;
            best = v;
        }
    }
    return RT_OK;
}

static enum rt_status find_x(struct eval *e, const struct node *call,
    const struct line *l, const struct rt_value *key, uint32_t *pos,
    struct operand *out)
{
    int32_t mode, search;

    RT_TRY(rt_arg_int(e, call, 4, 0, &mode, out));
    RT_TRY(rt_arg_int(e, call, 5, 1, &search, out));
    if (search != 1 && search != -1)
        return rt_refuse(e, "XLOOKUP by binary search");
    if (mode < -1 || mode > 2)
        return rt_give_error(out, "#VALUE!");
    RT_TRY(find_same(e, l, key, mode == 2, search < 0, pos));
    if (*pos > 0 || mode == 0 || mode == 2)
        return RT_OK;
    return find_nearest(e, l, key, -mode, search < 0, pos);
}

RUN(rt_fn_xlookup)
{
    const struct operand *in = &a[1].range, *to = &a[2].range;
    struct line l = line_of(in, rt_operand_cols(in) == 1);
    uint32_t pos, rows = rt_operand_rows(to), cols = rt_operand_cols(to);
    struct rt_range part = {0, 0, rows - 1, cols - 1};

    if ((rt_operand_rows(in) > 1 && rt_operand_cols(in) > 1)
        || l.count != (l.down ? rows : cols))
        return rt_give_error(out, "#VALUE!");
    RT_TRY(find_x(e, call, &l, &a[0].value, &pos, out));
    if (pos == 0 && rt_arg_given(call, 3)
        && rt_arg_node(call, 3)->kind != NODE_MISSING)
        return rt_eval_operand(e, rt_arg_node(call, 3), out);
    if (pos == 0)
        return rt_give_error(out, "#N/A");
    if (l.down)
        part.row1 = part.row2 = pos - 1;
    else
        part.col1 = part.col2 = pos - 1;
    return give_part(e, to, &part, out);
}

/* --- INDEX ---------------------------------------------------------------- */

RUN(rt_fn_index)
{
    const struct operand *op = &a[0].range;
    int32_t row = a[1].whole, col = a[2].whole, area = a[3].whole;
    uint32_t rows = rt_operand_rows(op), cols = rt_operand_cols(op);

    /* In a row the only index counts columns; in a column it counts rows. */
    if (!rt_arg_given(call, 2) && rows == 1) {
        col = row;
        row = 1;
    }
    if (row < 0 || col < 0)
        return rt_give_error(out, "#VALUE!");
    if ((uint32_t)row > rows || (uint32_t)col > cols || area != 1)
        return rt_give_error(out, "#REF!");
    return give_part(e, op,
        &(struct rt_range){row ? (uint32_t)row - 1 : 0,
            col ? (uint32_t)col - 1 : 0, row ? (uint32_t)row - 1 : rows - 1,
            col ? (uint32_t)col - 1 : cols - 1},
        out);
}
