/* 引き継がなかった記入: what people entered in previous plans and this one does
 * not have, each with the cell it is in and what to do about it.
 */
#include "report/plan/plan_parts.h"

/* The way to the plan; NULL where it is not known. */
static const char *way_of(const struct rt_line *line, struct rt_str file)
{
    const struct rt_previous_plan *p = line->s->xl->run->previous_plan;

    for (size_t i = 0; p && i < p->file_count; i++) {
        if (rt_str_eq(p->files[i].file, file))
            return p->files[i].way;
    }
    return NULL;
}

/* A link to the cell. */
static void put_cell(const struct rt_line *line)
{
    const struct rt_left_out *x = line->item;
    const char *way = x->where.csv ? NULL : way_of(line, x->where.file);
    char cell[RT_CELL_NAME];

    rt_where_short(&x->where, cell);
    if (way && cell[0] == '\0')
        rt_where_first(&x->where, cell);
    rt_xl_link(line->s, line->at, way ? RT_XF_LINK : line->col->xf, way,
        &x->where, cell);
}

static void put_why(const struct rt_line *line)
{
    const struct rt_left_out *x = line->item;

    rt_xl_word(RT_CELL(line), RT_W_LEFT_COMMENT + x->why);
}

/* clang-format off */
#define STR(field) RT_FILL_STR, offsetof(struct rt_left_out, field), NULL
static const struct rt_col columns[] = {
    {RT_NO_TEXT, {"計画（ファイル）", "Plan (file)"}, RT_NO_TEXT, 26, RT_XF_SMALL, STR(where.file)},
    {RT_NO_TEXT, {"シート", "Sheet"}, RT_NO_TEXT, 18, RT_XF_TEXT, STR(where.sheet)},
    {RT_NO_TEXT, {"セル", "Cell"}, RT_NO_TEXT, 8, RT_XF_CENTER, RT_BY(put_cell)},
    {RT_NO_TEXT, {"見出し", "Heading"}, RT_NO_TEXT, 22, RT_XF_TEXT, STR(what)},
    {RT_NO_TEXT, {"記入された内容", "What was entered"}, RT_NO_TEXT, 44, RT_XF_TEXT, STR(text)},
    {RT_NO_TEXT, {"理由・どうすればよいか", "Why, and what to do"}, RT_NO_TEXT, 52, RT_XF_TEXT, RT_BY(put_why)},
};
/* clang-format on */

void rt_plan_put_left_out(struct rt_plan *p)
{
    static const struct rt_handed hands[]
        = {{0, RT_HAND_KEY}, {1, RT_HAND_KEY}, {2, RT_HAND_KEY}};
    struct rt_left_out x;
    bool any = false;
    struct rt_list list = {&p->xl, RT_COLS(columns), RT_W_SHEET_LEFT_OUT,
        RT_W_LEFT_OUT_TITLE, RT_W_LEFT_OUT_NOTE, .paper = RT_A4, .filter = true,
        RT_HANDS(hands), .context = p};
    struct rt_cursor cursor = rt_ledger_left_out(p->ledger, p->err);

    while (rt_xl_row(&p->xl, &cursor, &x)) {
        if (!any)
            rt_list_open(&list);
        any = true;
        rt_list_add(&list, &x);
    }
    if (any)
        rt_list_close(&list, RT_W_COUNT);
}
