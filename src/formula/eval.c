/* Computes a formula over the stored values of cells.
 *
 * Values are computed as an ordinary cell of Excel computes them: where one
 * value is wanted and a range is given, the cell in the formula's own row or
 * column is taken. What Excel would compute as an array is refused, as is
 * everything that depends on the day, chance, settings or other files.
 */
#include "formula/eval.h"

#include <math.h>

#include "base/list.h"

/* --- ranges and arrays ---------------------------------------------------- */

/* What is on the sheet to the right of and below `first`. */
static uint32_t clip(uint32_t first, uint32_t last, uint32_t end)
{
    if (end <= first)
        return 0;
    return (last < end ? last + 1 : end) - first;
}

enum rt_status rt_set_area(struct eval *e, struct rt_str sheet,
    struct rt_range at, struct operand *out)
{
    uint32_t cols = SHEET_COLS, rows = SHEET_ROWS;

    if (e->cells->extent
        && e->cells->extent(e->cells->context, sheet, &cols, &rows) != RT_OK)
        return rt_refuse(e, "a sheet is not there");
    *out = (struct operand){.kind = IS_AREA};
    out->area.sheet = sheet;
    out->area.at = at;
    out->area.used_rows = clip(at.row1 - 1, at.row2 - 1, rows);
    out->area.used_cols = clip(at.col1, at.col2, cols);
    return RT_OK;
}

uint32_t rt_operand_rows(const struct operand *op)
{
    if (op->kind == IS_AREA)
        return op->area.at.row2 - op->area.at.row1 + 1;
    return op->kind == IS_ARRAY ? op->node->rows : 1;
}

uint32_t rt_operand_cols(const struct operand *op)
{
    if (op->kind == IS_AREA)
        return op->area.at.col2 - op->area.at.col1 + 1;
    return op->kind == IS_ARRAY ? op->node->cols : 1;
}

uint32_t rt_operand_used_rows(const struct operand *op)
{
    return op->kind == IS_AREA ? op->area.used_rows : rt_operand_rows(op);
}

uint32_t rt_operand_used_cols(const struct operand *op)
{
    return op->kind == IS_AREA ? op->area.used_cols : rt_operand_cols(op);
}

static enum rt_status get_cell(struct eval *e, struct rt_str sheet,
    uint32_t col, uint32_t row, struct rt_value *out)
{
    enum rt_status rc;

    RT_TRY(rt_charge(e, 1));
    *out = (struct rt_value){0};
    rc = e->cells->get(e->cells->context, sheet, col, row, out);
    if (rc == RT_REFUSED)
        return rt_refuse(e, "a cell has no value");
    return rc;
}

static struct rt_value leaf_value(const struct node *n)
{
    static const enum rt_value_type types[] = {[NODE_NUMBER] = RT_VALUE_NUMBER,
        [NODE_TEXT] = RT_VALUE_TEXT,
        [NODE_BOOL] = RT_VALUE_BOOL,
        [NODE_ERROR] = RT_VALUE_ERROR};

    return (struct rt_value){types[n->kind], n->number, n->text};
}

enum rt_status rt_operand_at(struct eval *e, const struct operand *op,
    uint32_t row, uint32_t col, struct rt_value *out)
{
    if (op->kind == IS_AREA && row < op->area.used_rows
        && col < op->area.used_cols)
        return get_cell(e, op->area.sheet, op->area.at.col1 + col,
            op->area.at.row1 + row, out);
    *out = op->kind == IS_AREA ? (struct rt_value){0} : op->value;
    if (op->kind != IS_ARRAY)
        return RT_OK;
    RT_TRY(rt_charge(e, 1));
    *out = leaf_value(op->node->items[(size_t)row * op->node->cols + col]);
    return RT_OK;
}

enum rt_status rt_rows_with(struct eval *e, const struct operand *op,
    uint32_t used, const struct rt_value *v, const uint32_t **rows,
    size_t *count)
{
    const struct rt_cells *cells = e->cells;
    uint32_t row1 = op->area.at.row1;
    uint64_t key;
    size_t above;
    enum rt_status rc;

    *rows = NULL;
    if (op->kind != IS_AREA || !cells->rows_of || !rt_key_wanted(v, &key))
        return RT_OK;
    rc = cells->rows_of(
        cells->context, op->area.sheet, op->area.at.col1, key, rows, count);
    if (rc == RT_END)
        *rows = NULL;
    if (rc != RT_OK)
        return rc == RT_END ? RT_OK : rc;
    RT_LOWER_BOUND(above, *count, (*rows)[above] < row1);
    *rows += above;
    *count -= above;
    RT_LOWER_BOUND(*count, *count, (*rows)[*count] - row1 < used);
    return RT_OK;
}

/* The cell of a range in the formula's own row or column. */
static enum rt_status intersect(
    struct eval *e, const struct operand *op, struct rt_value *out)
{
    const struct rt_range *at = &op->area.at;
    uint32_t row = 0, col = 0;

    if (at->row1 == at->row2 && at->col1 == at->col2)
        return rt_operand_at(e, op, 0, 0, out);
    if (e->in_array)
        return rt_refuse(e, "an array would have to be computed");
    *out = (struct rt_value){RT_VALUE_ERROR, 0, RT_STR("#VALUE!")};
    if (at->col1 == at->col2 && e->row >= at->row1 && e->row <= at->row2)
        row = e->row - at->row1;
    else if (at->row1 == at->row2 && e->col >= at->col1 && e->col <= at->col2)
        col = e->col - at->col1;
    else
        return RT_OK;
    return rt_operand_at(e, op, row, col, out);
}

enum rt_status rt_operand_value(
    struct eval *e, const struct operand *op, struct rt_value *out)
{
    switch (op->kind) {
    case IS_AREA:
        return intersect(e, op, out);
    case IS_ARRAY:
        if (op->node->count > 1)
            return rt_refuse(e, "an array would have to be computed");
        return rt_operand_at(e, op, 0, 0, out);
    case IS_UNION:
        *out = (struct rt_value){RT_VALUE_ERROR, 0, RT_STR("#VALUE!")};
        return RT_OK;
    default:
        *out = op->value;
        return RT_OK;
    }
}

/* --- operators ------------------------------------------------------------ */

static enum rt_status concat(struct eval *e, const struct rt_value *a,
    const struct rt_value *b, struct operand *out)
{
    struct rt_str x, y;
    char *to;

    RT_TRY(rt_to_text(e, a, &x, out));
    RT_TRY(rt_to_text(e, b, &y, out));
    to = rt_text_room(e, x.n + y.n);
    if (!to)
        return rt_no_room(e);
    if (x.n > 0)
        memcpy(to, x.p, x.n);
    if (y.n > 0)
        memcpy(to + x.n, y.p, y.n);
    if (rt_utf8_count((struct rt_str){to, x.n + y.n}) > TEXT_MAX)
        return rt_give_error(out, "#VALUE!");
    return rt_give_text(out, (struct rt_str){to, x.n + y.n});
}

static enum rt_status compare(struct eval *e, int op, const struct rt_value *a,
    const struct rt_value *b, struct operand *out)
{
    int sign;

    RT_TRY(rt_compare_values(e, a, b, op != '=' && op != OP_NE, &sign));
    return rt_give_bool(out, rt_holds(op, sign));
}

/* A difference beyond the 15th digit counts as zero: 0.1+0.2-0.3. */
static double add(double a, double b)
{
    double sum = a + b;

    return sum != 0 && rt_same_number(a, -b) ? 0 : sum;
}

static enum rt_status calculate(int op, double a, double b, struct operand *out)
{
    switch (op) {
    case '+':
        return rt_give_number(out, add(a, b));
    case '-':
        return rt_give_number(out, add(a, -b));
    case '*':
        return rt_give_number(out, a * b);
    case '/':
        if (b == 0)
            return rt_give_error(out, "#DIV/0!");
        return rt_give_number(out, a / b);
    default:
        if (a == 0 && b == 0)
            return rt_give_error(out, "#NUM!");
        if (a == 0 && b < 0)
            return rt_give_error(out, "#DIV/0!");
        return rt_give_number(out, pow(a, b));
    }
}

static enum rt_status apply_binary(struct eval *e, const struct node *n,
    const struct rt_value *a, struct operand *out)
{
    struct rt_value b;
    double x, y;

    RT_TRY(rt_eval_value(e, n->right, &b));
    if (a->type == RT_VALUE_ERROR)
        return rt_give_value(out, *a);
    if (b.type == RT_VALUE_ERROR)
        return rt_give_value(out, b);
    if (n->op == '&')
        return concat(e, a, &b, out);
    if (!strchr("+-*/^", n->op < 128 ? n->op : '='))
        return compare(e, n->op, a, &b, out);
    RT_TRY(rt_to_number(e, a, &x, out));
    RT_TRY(rt_to_number(e, &b, &y, out));
    return calculate(n->op, x, y, out);
}

static enum rt_status apply(
    struct eval *e, const struct node *n, struct operand *out)
{
    struct rt_value v;
    double x;

    RT_TRY(rt_charge(e, 1));
    /* +A1:A3 is A1:A3. */
    if (n->kind == NODE_SIGN && n->op == '+')
        return RT_OK;
    RT_TRY(rt_operand_value(e, out, &v));
    if (n->kind == NODE_BINARY)
        return apply_binary(e, n, &v, out);
    RT_TRY(rt_to_number(e, &v, &x, out));
    return rt_give_number(out, n->kind == NODE_PERCENT ? x / 100 : -x);
}

/* --- leaves --------------------------------------------------------------- */

static enum rt_status eval_ref(
    struct eval *e, const struct rt_ref *ref, struct operand *out)
{
    if (ref->broken)
        return rt_give_error(out, "#REF!");
    if (ref->file.n > 0)
        return rt_refuse(e, "a cell of another file is needed");
    return rt_set_area(e, ref->sheet, ref->at, out);
}

static enum rt_status eval_call(
    struct eval *e, const struct node *n, struct operand *out)
{
    if (!n->fn)
        return rt_fail(e->err, RT_REFUSED, "the function %.*s is not computed",
            RT_FMT(n->text));
    RT_TRY(rt_charge(e, 1));
    return n->fn->run(e, n, out);
}

static enum rt_status eval_leaf(
    struct eval *e, const struct node *n, struct operand *out)
{
    switch (n->kind) {
    case NODE_REF:
        return eval_ref(e, n->ref, out);
    case NODE_CALL:
        return eval_call(e, n, out);
    case NODE_NAME:
        return rt_refuse(e, "a defined name is not looked up");
    case NODE_ARRAY:
    case NODE_UNION:
        *out = (struct operand){
            .kind = n->kind == NODE_ARRAY ? IS_ARRAY : IS_UNION, .node = n};
        return RT_OK;
    case NODE_MISSING:
        *out = (struct operand){.missing = true};
        return RT_OK;
    default:
        return rt_give_value(out, leaf_value(n));
    }
}

enum rt_status rt_eval_operand(
    struct eval *e, const struct node *top, struct operand *out)
{
    const struct node *n = top;
    enum rt_status rc;

    while (node_is_spine(n))
        n = n->left;
    rc = eval_leaf(e, n, out);
    while ((rc == RT_OK || rc == RT_END) && n != top) {
        n = n->parent;
        rc = apply(e, n, out);
    }
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_eval_value(
    struct eval *e, const struct node *n, struct rt_value *out)
{
    struct operand op;

    RT_TRY(rt_eval_operand(e, n, &op));
    return rt_operand_value(e, &op, out);
}

enum rt_status rt_formula_eval(const struct rt_formula *f, uint32_t col,
    uint32_t row, const struct rt_cells *cells, struct rt_arena *arena,
    struct rt_value *out, struct rt_error *err)
{
    struct eval e = {.cells = cells,
        .arena = arena,
        .err = err,
        .col = col,
        .row = row,
        .bytes_left = BYTES_MAX};

    RT_TRY(rt_eval_value(&e, f->root, out));
    /* A formula that refers to a blank cell shows 0. */
    if (out->type == RT_VALUE_BLANK)
        *out = (struct rt_value){.type = RT_VALUE_NUMBER};
    return RT_OK;
}
