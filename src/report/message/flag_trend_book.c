/* The workbook of --trend: the numbers on one sheet, their chart on another,
 * so that each is a page when printed. */
#include <stdio.h>

#include "report/book/xl.h"
#include "report/message/flag.h"

static void put_quarter(const struct rt_line *line)
{
    const struct rt_state_quarter *q = line->item;
    char text[32];

    snprintf(text, sizeof text, "%04d-Q%d", q->year, q->quarter);
    rt_xl_z(RT_CELL(line), text);
}

/* clang-format off */
#define COUNT(field) RT_FILL_COUNT, offsetof(struct rt_state_quarter, field), NULL
#define G_CLASS {"区分", "Class"}
static const struct rt_col columns[] = {
    {RT_NO_TEXT, {"四半期", "Quarter"}, RT_NO_TEXT, 12, RT_XF_CENTER, RT_FILL_CALL, 0, put_quarter},
    {RT_NO_TEXT, {"最終実行日", "Last run"}, RT_NO_TEXT, 14, RT_XF_DATE, RT_FILL_DAY, offsetof(struct rt_state_quarter, date), NULL},
    {G_CLASS, {"大", "High"}, RT_NO_TEXT, 11, RT_XF_COUNT_, COUNT(high)},
    {G_CLASS, {"中", "Medium"}, RT_NO_TEXT, 11, RT_XF_COUNT_, COUNT(medium)},
    {G_CLASS, {"小", "Low"}, RT_NO_TEXT, 11, RT_XF_COUNT_, COUNT(low)},
    {G_CLASS, {"未評価", "Unassessed"}, RT_NO_TEXT, 12, RT_XF_COUNT_, COUNT(unassessed)},
    {RT_NO_TEXT, {"合計", "Total"}, RT_NO_TEXT, 11, RT_XF_COUNT_, COUNT(risks)},
    {RT_NO_TEXT, {"お知らせした\nリスク", "Flagged"}, RT_NO_TEXT, 14, RT_XF_COUNT_, COUNT(flagged)},
    {RT_NO_TEXT, {"実行回数", "Runs"}, RT_NO_TEXT, 11, RT_XF_COUNT_, COUNT(runs)},
};
/* clang-format on */

enum { CHART_FIRST = 2 };

/* The most severe at the bottom of each column, where sizes compare best. */
static void insert_chart(struct rt_xl *xl, struct rt_xl_sheet *s, uint32_t last)
{
    const struct rt_bars bars
        = {.sheet = rt_word(xl->run->lang, RT_W_SHEET_TREND),
            .first = RT_LIST_FIRST,
            .last = last,
            .from = CHART_FIRST,
            .title = RT_W_COUNT, /* the sheet's says it */
            .names = {RT_W_CLASS_HIGH, RT_W_CLASS_MEDIUM, RT_W_CLASS_LOW,
                RT_W_SUM_UNASSESSED},
            .colors = {0xC0504D, 0xF2B134, 0x7FB77E, 0xBFBFBF},
            .gap = 60};

    rt_xl_chart(s, rt_xl_bars(xl, &bars), s->row, 0,
        (lxw_chart_options){
            .x_scale = 1.95, .y_scale = 1.85, .x_offset = 4, .y_offset = 4});
}

static void put_chart(struct rt_xl *xl, uint32_t last)
{
    enum rt_lang lang = xl->run->lang;
    struct rt_xl_sheet s;

    rt_xl_sheet(xl, &s, rt_word(lang, RT_W_SHEET_TREND_CHART), RT_A4);
    rt_xl_title(
        &s, 0, rt_word(lang, RT_W_TREND_CHART), rt_word(lang, RT_W_TREND_NOTE));
    insert_chart(xl, &s, last);
    rt_xl_finish(&s);
}

static void keep_last(struct rt_list *list)
{
    *(uint32_t *)list->context = list->last;
}

enum rt_status rt_flag_trend_book(struct rt_state *state,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    struct rt_xl xl;
    struct rt_state_quarter q;
    uint32_t last = 0; /* row of the last quarter */
    struct rt_list list = {&xl, RT_COLS(columns), RT_W_SHEET_TREND,
        RT_W_BOOK_TREND, RT_W_TREND_NOTE, .paper = RT_A4, .frozen = 1,
        .finish = keep_last, .context = &last};

    rt_xl_open(&xl, path, run, rt_word(run->lang, RT_W_BOOK_TREND), 100, err);
    rt_list_put(&list, rt_state_trend(state, err), &q, RT_W_TREND_NONE);
    if (last > 0)
        put_chart(&xl, last);
    return rt_xl_close(&xl);
}
