/* How the parts of the paper say a table. */
#include "report/management/management_content.h"

void rt_mg_row(struct rt_mg_content *c, const struct rt_mg_cell *cells)
{
    if (c->out->rc == RT_OK)
        c->out->way->row(c->out, cells);
}

void rt_mg_heads(
    struct rt_mg_content *c, const struct rt_mg_col *cols, int count)
{
    c->out->cols = cols;
    c->out->count = count;
    if (c->out->rc == RT_OK)
        c->out->way->heads(c->out, cols, count);
}

void rt_mg_end(struct rt_mg_content *c)
{
    if (c->out->rc == RT_OK)
        c->out->way->end(c->out);
}

void rt_mg_section(
    struct rt_mg_content *c, size_t rows, const char *ja, const char *en)
{
    if (c->out->rc == RT_OK)
        c->out->way->section(c->out, rt_say(c->lang, ja, en), rows);
}

void rt_mg_note(struct rt_mg_content *c, const char *ja, const char *en)
{
    if (c->out->rc == RT_OK)
        c->out->way->note(c->out, rt_say(c->lang, ja, en));
}

/* --- what people fill in ---------------------------------------------------- */

void rt_mg_item_heads(struct rt_mg_content *c)
{
    c->items[0] = (struct rt_mg_col){rt_words(RT_W_MEETING_ITEM), LABEL, LABEL};
    c->items[1]
        = (struct rt_mg_col){rt_words(RT_W_MEETING_ENTRY), GRID, GRID_LAST - 3};
    c->items[2] = (struct rt_mg_col){
        rt_words(RT_W_MEETING_BEFORE), GRID_LAST - 2, GRID_LAST};
    rt_mg_heads(c, c->items, RT_COUNT(c->items));
}

void rt_mg_put_item(struct rt_mg_content *c, enum rt_meeting_item i)
{
    const struct rt_noted *said = &c->meeting->items[i];
    bool date = i == RT_MEETING_HELD_ON || i == RT_MEETING_APPROVED_ON;
    const struct rt_mg_cell cells[]
        = {LABELLED(rt_str(rt_text(c->lang, rt_meeting_items[i]))),
            {.kind = date ? RT_MG_ENTRY_DATE : RT_MG_ENTRY,
                .text = said->now,
                .count = -1},
            SMALL(said->before)};

    rt_mg_row(c, cells);
}

void rt_mg_put_items(
    struct rt_mg_content *c, enum rt_meeting_item from, enum rt_meeting_item to)
{
    rt_mg_item_heads(c);
    for (int i = (int)from; i <= (int)to; i++)
        rt_mg_put_item(c, (enum rt_meeting_item)i);
    rt_mg_end(c);
}
