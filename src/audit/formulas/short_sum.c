/* Totals that leave out the line just before them: SUM(B4:B5) in B7, below a
 * B6 that is one more of the numbers above it.
 *
 * Said only where it is plain: the cell is called a total, the numbers reach up
 * to it, and what is left out has a name that is not that of a subtotal, a mean,
 * a part of another line or last time's.
 */
#include "audit/formulas/formula_audit.h"
#include "base/fold.h"

enum { LEFT_OUT_MAX = 3, LABEL_AWAY = 8 };

/* Along a column or a row: `at` counts rows or columns. */
struct line {
    struct rt_work *w;
    size_t sheet;
    bool down;
    uint32_t across; /* the column, the row */
};

static const struct rt_cell *cell_at(const struct line *l, uint32_t at)
{
    return l->down ? rt_grid_cell(l->w->grid, l->sheet, l->across, at)
                   : rt_grid_cell(l->w->grid, l->sheet, at, l->across);
}

static bool number_at(const struct line *l, uint32_t at, double *v)
{
    const struct rt_cell *cell = cell_at(l, at);
    const struct rt_item *item
        = !cell     ? NULL
          : l->down ? rt_item_at(l->w, l->sheet, l->across, at)
                    : rt_item_at(l->w, l->sheet, at, l->across);
    struct rt_value value = {.type = RT_VALUE_BLANK};

    if (!cell || (cell->is_formula && cell->type == RT_CELL_NO_VALUE))
        value = item && item->outcome == RT_OUTCOME_ALONE ? item->value : value;
    else if (!rt_cell_value(cell, &value))
        return false;
    *v = value.number;
    return value.type == RT_VALUE_NUMBER;
}

/* The text left of the cell, above it. */
static struct rt_str label_at(const struct line *l, uint32_t at)
{
    for (uint32_t i = 1; i <= LABEL_AWAY && i <= l->across; i++) {
        const struct rt_cell *cell
            = l->down ? rt_grid_cell(l->w->grid, l->sheet, l->across - i, at)
                      : rt_grid_cell(l->w->grid, l->sheet, at, l->across - i);
        if (cell && cell->type == RT_CELL_STRING && !cell->is_formula
            && !rt_cell_blank(cell))
            return cell->text;
    }
    return RT_STR("");
}

static bool says(struct rt_str label, const char *const *words, size_t n)
{
    char folded[256];
    size_t len = label.n < sizeof folded / 4
                     ? rt_fold_fixed(label, folded, sizeof folded)
                     : SIZE_MAX;

    for (size_t i = 0; len != SIZE_MAX && i < n; i++) {
        if (rt_str_contains((struct rt_str){folded, len}, rt_str(words[i])))
            return true;
    }
    return false;
}

static bool is_total(struct rt_str label)
{
    static const char *const words[] = {"計", "総数", "total"};

    return says(label, words, RT_COUNT(words));
}

/* A line that may well be no part of the total below it. */
static bool is_other_kind(struct rt_str label)
{
    static const char *const words[] = {"計", "総数", "total", "平均", "率",
        "割合", "比", "最大", "最小", "前回", "前年", "前期", "昨年", "目標",
        "計画", "差", "うち", "内訳", "内、", "参考", "対象外", "除", "%"};

    return label.n == 0 || says(label, words, RT_COUNT(words));
}

/* =SUM(one range) */
static bool is_plain_sum(struct rt_str text)
{
    return text.n > 5 && strncasecmp(text.p, "SUM(", 4) == 0
           && text.p[text.n - 1] == ')' && !memchr(text.p + 4, '(', text.n - 4);
}

/* The sum of what is left out between the range and its total. */
static bool leaves_out(const struct line *l, uint32_t first, uint32_t last,
    uint32_t at, double *sum)
{
    double v;

    *sum = 0;
    if (last + 1 >= at || at - last - 1 > LEFT_OUT_MAX || first == last
        || !number_at(l, last, &v) || is_other_kind(label_at(l, last))
        || !is_total(label_at(l, at)))
        return false;
    for (uint32_t i = last + 1; i < at; i++) {
        const struct rt_cell *cell = cell_at(l, i);
        if (!number_at(l, i, &v) || is_other_kind(label_at(l, i))
            || (cell->is_formula && is_plain_sum(cell->formula)))
            return false;
        *sum += v;
    }
    return true;
}

static void report(struct rt_work *w, const struct rt_item *item,
    const struct rt_range *left_out, double more)
{
    struct rt_verdict *v
        = rt_verdict_add(w, RT_RA315, item->sheet, item->cell->col, item->row);
    struct rt_value is = {.type = RT_VALUE_BLANK};
    char from[16];

    rt_cell_ref(left_out->col1, left_out->row1, from);
    v->args[0] = v->actual = rt_formula_shown(w, item->cell->formula);
    v->args[1]
        = left_out->row1 == left_out->row2 && left_out->col1 == left_out->col2
              ? rt_work_text(w, rt_str(from))
              : rt_range_shown(w, left_out);
    (void)rt_cell_value(item->cell, &is);
    v->args[2] = RT_STR("");
    if (more != 0 && is.type == RT_VALUE_NUMBER) {
        is.number += more;
        v->args[2] = v->expected = rt_value_shown(w, &is);
    }
}

static enum rt_status judge(
    struct rt_work *w, const struct rt_item *item, struct rt_error *err)
{
    const struct rt_formula *f;
    const struct rt_ref *ref;
    uint32_t col = item->cell->col;
    double more;

    RT_TRY(rt_item_parse(w, item, &f, err));
    if (!f || rt_formula_ref_count(f) != 1)
        return RT_OK;
    ref = rt_formula_ref(f, 0);
    if (!ref->is_range || ref->broken || ref->sheet.n > 0 || ref->file.n > 0)
        return RT_OK;
    const struct rt_range at = ref->at;
    const struct line down = {w, item->sheet, true, col},
                      along = {w, item->sheet, false, item->row};
    if (at.col1 == col && at.col2 == col
        && leaves_out(&down, at.row1, at.row2, item->row, &more)) {
        report(w, item,
            &(struct rt_range){at.row2 + 1, col, item->row - 1, col}, more);
        return RT_OK;
    }
    if (at.row1 == item->row && at.row2 == item->row
        && leaves_out(&along, at.col1, at.col2, col, &more)) {
        report(w, item,
            &(struct rt_range){item->row, at.col2 + 1, item->row, col - 1},
            more);
        return RT_OK;
    }
    return RT_OK;
}

enum rt_status rt_sums_judge(struct rt_work *w, struct rt_error *err)
{
    for (size_t i = 0; i < w->item_count; i++) {
        const struct rt_item *item = &w->items[i];
        const struct rt_table *t = &w->tables[item->sheet];
        bool in_table = t->found && t->lines[item->row_index] != RT_LINE_OTHER;
        if (!item->judged && !in_table && !item->broken
            && is_plain_sum(item->cell->formula))
            RT_TRY(judge(w, item, err));
    }
    return RT_OK;
}
