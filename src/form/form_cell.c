/* A form's cells: where a field's is, and whether there is anything in it. */
#include "form/form.h"

#include "base/fold.h"

enum { SHORT_BYTES = 64 };

bool rt_cell_blank(const struct rt_cell *c)
{
    if (!c)
        return true;
    if (c->type == RT_CELL_NO_VALUE)
        return true;
    return c->type == RT_CELL_STRING && rt_str_blank(c->text);
}

bool rt_cell_typed(const struct rt_cell *c)
{
    return !rt_cell_blank(c) && !c->is_formula;
}

const struct rt_cell *rt_row_lone(const struct rt_row *row)
{
    const struct rt_cell *only = NULL;

    for (size_t i = 0; i < row->count; i++) {
        if (!rt_cell_typed(&row->cells[i]))
            continue;
        if (only)
            return NULL;
        only = &row->cells[i];
    }
    return only && only->type == RT_CELL_STRING ? only : NULL;
}

/* Dashes mean nothing in the report's own form; the words are what people write
 * in place of leaving a cell blank. */
static bool is_nothing(struct rt_str folded)
{
    static const char *const words[]
        = {"", "-", "--", "---", "ー", "ーー", "−", "‐", "–", "—", "―", "─",
            "━", "なし", "無し", "無", "特になし", "特に無し", "該当なし",
            "該当無し", "未定", "未記入", "tbd", "n/a", "na", "none"};

    return rt_str_is_any(folded, words);
}

bool rt_cell_says(const struct rt_cell *cell)
{
    char buf[SHORT_BYTES];
    struct rt_str folded = {buf, 0};

    if (rt_cell_blank(cell) || cell->type == RT_CELL_ERROR)
        return false;
    if (cell->type != RT_CELL_STRING || cell->text.n > 4 * SHORT_BYTES)
        return true;
    folded.n = rt_fold_fixed(cell->text, buf, sizeof buf);
    return folded.n == SIZE_MAX || !is_nothing(folded);
}

bool rt_name_blank(const struct rt_cell *c)
{
    return rt_cell_blank(c) || rt_shows_error(c)
           || (c->is_formula && c->type == RT_CELL_NUMBER && c->number == 0);
}

enum rt_field rt_layout_key(const struct rt_layout *l)
{
    if (l->form != RT_FORM_REPORT || l->col_of[RT_F_ASSET] >= 0)
        return RT_F_ASSET;
    return l->col_of[RT_F_EVENT] >= 0 ? RT_F_EVENT : RT_F_SOURCE;
}

const struct rt_cell *rt_cell_of(
    const struct rt_layout *layout, const struct rt_row *row, enum rt_field f)
{
    return rt_row_cell(row, layout->col_of[f]);
}

enum rt_field rt_field_at(const struct rt_layout *layout, uint32_t col)
{
    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        if (layout->col_of[f] == (int32_t)col)
            return f;
    }
    return RT_FIELD_NONE;
}

/* 台帳記入例, 情報資産台帳記入例, and what offices call 見本; but a department
 * may keep samples: 「サンプル品管理課」. */
bool rt_name_is_example(struct rt_str folded)
{
    while (rt_str_ends(folded, RT_STR(")")))
        folded.n--;
    return rt_str_contains(folded, rt_str("記入例"))
           || rt_str_contains(folded, rt_str("記載例"))
           || rt_str_contains(folded, rt_str("入力例"))
           || rt_str_ends(folded, rt_str("サンプル"))
           || rt_str_ends(folded, rt_str("見本"));
}
