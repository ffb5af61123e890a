/* Lists: a title, a header of one or two rows, a row per item, as many
 * sheets as that takes.
 *
 * Lines and banding are conditional formats: blank cells then need not be
 * written (half of a register is blank), and rows that people add at the end
 * of the list look like the others as far as the range reaches.
 */
#include "xl.h"

#include <stdio.h>

enum { GROUP_ROW = RT_LIST_FIRST - 2, HEAD_ROW = RT_LIST_FIRST - 1 };

void rt_list_name(const char *name, unsigned part, char to[64])
{
    if (part <= 1)
        snprintf(to, 64, "%s", name);
    else
        snprintf(to, 64, "%s (%u)", name, part);
}

static const char *group_of(const struct rt_list *list, int col)
{
    const char *group = list->cols[col].group[list->xl->run->lang];

    return group == NULL ? "" : group;
}

static void put_groups(struct rt_list *list)
{
    enum rt_lang lang = list->xl->run->lang;

    for (int col = 0; col < list->count; col++) {
        const char *group = group_of(list, col);

        rt_xl_z(&list->s, col, group[0] ? RT_XF_GROUP : RT_XF_HEAD,
            group[0] ? group : list->cols[col].head[lang]);
    }
    for (int col = 0, next; col < list->count; col = next) {
        struct rt_str group = rt_str(group_of(list, col));

        next = col + 1;
        if (group.n == 0) {
            rt_xl_merge(&list->s, GROUP_ROW, col, HEAD_ROW, col);
            continue;
        }
        while (next < list->count && rt_str_is(group, group_of(list, next)))
            next++;
        rt_xl_merge(&list->s, GROUP_ROW, col, GROUP_ROW, next - 1);
    }
}

static void put_heads(struct rt_list *list)
{
    for (int col = 0; col < list->count; col++)
        rt_xl_z(&list->s, col, RT_XF_HEAD,
            group_of(list, col)[0] ? list->cols[col].head[list->xl->run->lang]
                                   : "");
}

/* Column formats make blank cells that people fill in wrap and align. */
static void set_columns(struct rt_list *list)
{
    struct rt_xl *xl = list->xl;

    for (int col = 0; col < list->count && xl->rc == RT_OK; col++) {
        const struct rt_col *c = &list->cols[col];

        rt_xl_lib(xl,
            worksheet_set_column(list->s.ws, (lxw_col_t)col, (lxw_col_t)col,
                c->width, xl->xf[c->xf]),
            "column");
    }
}

static void begin_part(struct rt_list *list)
{
    char name[64];

    list->parts++;
    rt_list_name(list->name, list->parts, name);
    rt_xl_sheet(list->xl, &list->s, name, list->paper);
    set_columns(list);
    rt_xl_title(&list->s, 0, list->title, list->note);
    list->s.row = GROUP_ROW;
    rt_xl_height(&list->s, 18);
    put_groups(list);
    list->s.row = HEAD_ROW;
    rt_xl_height(&list->s, 42);
    put_heads(list);
    list->s.row = RT_LIST_FIRST;
}

static void set_lines(struct rt_list *list, uint32_t last)
{
    rt_xl_if(&list->s, RT_LIST_FIRST, 0, last, list->count - 1,
        "=MOD(ROW(),2)=0", RT_XF_IF_BAND);
    rt_xl_if(&list->s, RT_LIST_FIRST, 0, last, list->count - 1, "=ROW()>0",
        RT_XF_IF_LINE);
}

static void end_part(struct rt_list *list)
{
    struct rt_xl *xl = list->xl;
    lxw_worksheet *ws = list->s.ws;
    lxw_col_t last_col = (lxw_col_t)(list->count - 1);
    uint32_t last = list->s.row - 1;
    bool empty = list->s.row == RT_LIST_FIRST;

    if (xl->rc != RT_OK)
        return;
    worksheet_freeze_panes(ws, RT_LIST_FIRST, (lxw_col_t)list->frozen);
    rt_xl_lib(
        xl, worksheet_repeat_rows(ws, GROUP_ROW, HEAD_ROW), "header rows");
    if (empty)
        return;
    rt_xl_lib(
        xl, worksheet_autofilter(ws, HEAD_ROW, 0, last, last_col), "filter");
    /* the first rule that says something about a property wins */
    if (list->finish != NULL)
        list->finish(list, RT_LIST_FIRST, last);
    set_lines(list, last);
}

void rt_list_open(struct rt_list *list)
{
    if (list->max_rows == 0)
        list->max_rows = RT_XL_ROWS;
    begin_part(list);
}

static void fill_cell(const struct rt_line *line, int col)
{
    const struct rt_col *c = line->col;
    const char *at = (const char *)line->item + c->at;
    struct rt_xl_sheet *s = line->s;

    switch (c->fill) {
    case RT_FILL_STR:
        rt_xl_str(s, col, c->xf, *(const struct rt_str *)(const void *)at);
        break;
    case RT_FILL_FLAG:
        if (*(const bool *)(const void *)at)
            rt_xl_word(s, col, c->xf, RT_W_FLAG);
        break;
    case RT_FILL_SCORE:
        if (*(const int *)(const void *)at >= 0)
            rt_xl_num(s, col, c->xf, *(const int *)(const void *)at);
        break;
    case RT_FILL_COUNT:
        rt_xl_num(s, col, c->xf, (double)*(const uint64_t *)(const void *)at);
        break;
    case RT_FILL_ROW:
        if (*(const uint32_t *)(const void *)at != 0)
            rt_xl_num(s, col, c->xf, *(const uint32_t *)(const void *)at);
        break;
    case RT_FILL_CALL:
        c->call(line, col);
        break;
    case RT_FILL_NONE:
        break;
    }
}

void rt_list_add(struct rt_list *list, const void *item)
{
    struct rt_line line
        = {.s = &list->s, .item = item, .context = list->context};

    if (list->xl->rc != RT_OK)
        return;
    if (list->s.row >= list->max_rows) {
        end_part(list);
        begin_part(list);
    }
    for (int col = 0; col < list->count; col++) {
        line.col = &list->cols[col];
        fill_cell(&line, col);
    }
    list->s.row++;
}

void rt_list_close(struct rt_list *list, const char *empty)
{
    if (list->parts == 1 && list->s.row == RT_LIST_FIRST)
        rt_xl_z(&list->s, 0, RT_XF_NOTE, empty);
    end_part(list);
}
