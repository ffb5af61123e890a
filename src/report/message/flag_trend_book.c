/* The workbook of --trend: the numbers on one sheet, their charts on others, so
 * that each is a page when printed. */
#include "report/book/xl.h"
#include "report/message/flag_message.h"

static void put_quarter(const struct rt_line *line)
{
    char text[RT_QUARTER_SHOWN];

    rt_flag_quarter(line->item, line->s->xl->run->lang, text);
    *strchr(text, ' ') = '\n'; /* as a chart shows it best */
    rt_xl_z(RT_CELL(line), text);
}

/* clang-format off */
#define COUNT(field) RT_FILL_COUNT, offsetof(struct rt_state_quarter, field), NULL
#define G_CLASS {"リスク（区分別）", "Risks by class"}
#define G_STATE {"対応（状況別）", "Treatments by state"}
static const struct rt_col columns[] = {
    {RT_NO_TEXT, {"四半期", "Quarter"}, RT_NO_TEXT, 13, RT_XF_CENTER, RT_FILL_CALL, 0, put_quarter},
    {RT_NO_TEXT, {"最終実行日", "Last run"}, RT_NO_TEXT, 14, RT_XF_DATE, RT_FILL_DAY, offsetof(struct rt_state_quarter, date), NULL},
    {G_CLASS, {"大", "High"}, RT_NO_TEXT, 9, RT_XF_COUNT_, COUNT(high)},
    {G_CLASS, {"中", "Medium"}, RT_NO_TEXT, 9, RT_XF_COUNT_, COUNT(medium)},
    {G_CLASS, {"小", "Low"}, RT_NO_TEXT, 9, RT_XF_COUNT_, COUNT(low)},
    {G_CLASS, {"未評価", "Unassessed"}, RT_NO_TEXT, 11, RT_XF_COUNT_, COUNT(unassessed)},
    {G_CLASS, {"合計", "Total"}, RT_NO_TEXT, 9, RT_XF_COUNT_, COUNT(risks)},
    {G_CLASS, {"うち確認\nできず", "Of these not\nconfirmed"}, RT_NO_TEXT, 11, RT_XF_COUNT_, COUNT(unconfirmed)},
    {G_STATE, {"期限超過", "Overdue"}, RT_NO_TEXT, 10, RT_XF_COUNT_, COUNT(overdue)},
    {G_STATE, {"計画未作成", "Without\na plan"}, RT_NO_TEXT, 11, RT_XF_COUNT_, COUNT(unplanned)},
    {G_STATE, {"そのほかの\n未完了", "Other\nopen ones"}, RT_NO_TEXT, 11, RT_XF_COUNT_, COUNT(rest)},
    {G_STATE, {"完了", "Done"}, RT_NO_TEXT, 9, RT_XF_COUNT_, COUNT(done)},
    {RT_NO_TEXT, {"お知らせした\nリスク", "Flagged"}, RT_NO_TEXT, 13, RT_XF_COUNT_, COUNT(flagged)},
    {RT_NO_TEXT, {"実行回数", "Runs"}, RT_NO_TEXT, 10, RT_XF_COUNT_, COUNT(runs)},
};
/* clang-format on */

/* The most severe at the bottom of each column, where sizes compare best. */
static const struct chart {
    enum rt_word sheet, title, note;
    struct rt_bars bars;
} charts[] = {
    {RT_W_SHEET_TREND_RISKS, RT_W_TREND_RISKS, RT_W_TREND_NOTE,
        {.from = 2, RT_CLASS_BARS}},
    {RT_W_SHEET_TREND_ITEMS, RT_W_TREND_ITEMS, RT_W_TREND_ITEMS_NOTE,
        {.from = 8,
            .names = {RT_W_TREND_OVERDUE, RT_W_TREND_UNPLANNED, RT_W_TREND_REST,
                RT_W_TREND_DONE},
            .colors = {0xC0504D, 0xF2B134, 0x8FAADC, 0x7FB77E}}},
};

static void put_chart(struct rt_xl *xl, const struct chart *c, uint32_t last)
{
    enum rt_lang lang = xl->run->lang;
    struct rt_bars bars = c->bars;
    struct rt_xl_sheet s;

    rt_xl_sheet(xl, &s, rt_word(lang, c->sheet), RT_A4);
    rt_xl_title(&s, 0, rt_word(lang, c->title), rt_word(lang, c->note));
    bars.sheet = rt_word(lang, RT_W_SHEET_TREND);
    bars.first = RT_LIST_FIRST;
    bars.last = last;
    bars.title = RT_W_COUNT; /* the sheet's says it */
    bars.gap = 60;
    bars.numbered = true;
    rt_xl_chart(&s, rt_xl_bars(xl, &bars), s.row, 0,
        (lxw_chart_options){
            .x_scale = 1.95, .y_scale = 1.85, .x_offset = 4, .y_offset = 4});
    rt_xl_finish(&s);
}

static void keep_last(struct rt_list *list)
{
    *(uint32_t *)list->context = list->last;
}

enum rt_status rt_flag_trend_book(struct rt_state *state, int start,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    struct rt_xl xl;
    struct rt_state_quarter q;
    uint32_t last = 0; /* row of the last quarter */
    struct rt_list list = {&xl, RT_COLS(columns), RT_W_SHEET_TREND,
        RT_W_BOOK_TREND, RT_W_TREND_NOTE, .paper = RT_A4, .frozen = 1,
        .finish = keep_last, .context = &last};

    rt_xl_open(&xl, path, run, rt_word(run->lang, RT_W_BOOK_TREND), err);
    rt_list_put(&list, rt_state_trend(state, start, err), &q, RT_W_TREND_NONE);
    for (size_t i = 0; last > 0 && i < RT_COUNT(charts); i++)
        put_chart(&xl, &charts[i], last);
    return rt_xl_close(&xl);
}
