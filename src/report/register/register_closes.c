/* Of サマリー: how risks and treatments went from close to close, with --state.
 * One line a quarter, this run's last, and two charts of them. */
#include "base/calendar.h"
#include "report/register/register.h"

enum {
    LABEL = RT_SUM_LABEL,
    DATE,
    HIGH,
    RISKS = HIGH + 4,
    DONE,
    GOING,
    OVERDUE,
    TREATMENTS,
    UNCONFIRMED,
    MISSING,
    SHOWN = 8,
    CHART_ROWS = 11,
    CHART_AT = UNCONFIRMED - 4 /* of the second one */
};

static void put_close(
    struct rt_register *r, struct rt_xl_sheet *s, const struct rt_close *c)
{
    int64_t quarter = rt_fiscal_quarter(c->date, r->run->due.fiscal_start);
    const uint64_t *n = c->counts;
    const uint64_t numbers[] = {n[RT_CLOSE_HIGH], n[RT_CLOSE_MEDIUM],
        n[RT_CLOSE_LOW], n[RT_CLOSE_UNASSESSED]};
    const uint64_t treatments[] = {n[RT_CLOSE_DONE],
        n[RT_CLOSE_TREATMENTS] - n[RT_CLOSE_DONE] - n[RT_CLOSE_OVERDUE],
        n[RT_CLOSE_OVERDUE]};

    rt_xl_print(s, LABEL, RT_XF_BOX_TEXT,
        rt_word(r->run->lang, RT_W_QUARTER_OF), (int)(quarter / 4),
        (int)(quarter % 4) + 1);
    rt_xl_str(s, DATE, RT_XF_BOX_CENTER, c->date);
    for (int i = 0; i < 4; i++)
        rt_xl_num(s, HIGH + i, RT_XF_BOX_NUMBER, (double)numbers[i]);
    rt_xl_formulaf(s, RISKS, RT_XF_BOX_NUMBER, (double)n[RT_CLOSE_RISKS],
        "SUM(%s#:%s#)", RT_COL(HIGH), RT_COL(RISKS - 1));
    for (int i = 0; i < 3; i++)
        rt_xl_num(s, DONE + i, RT_XF_BOX_NUMBER, (double)treatments[i]);
    rt_xl_formulaf(s, TREATMENTS, RT_XF_BOX_NUMBER,
        (double)n[RT_CLOSE_TREATMENTS], "SUM(%s#:%s#)", RT_COL(DONE),
        RT_COL(TREATMENTS - 1));
    rt_xl_num(
        s, UNCONFIRMED, RT_XF_BOX_NUMBER, (double)n[RT_CLOSE_UNCONFIRMED]);
    rt_xl_num(s, MISSING, RT_XF_BOX_NUMBER, (double)n[RT_CLOSE_MISSING]);
    rt_xl_next(s);
}

void rt_register_chart(struct rt_xl_sheet *s, struct rt_bars bars, uint32_t row,
    int col, lxw_chart_options options)
{
    bars.gap = 60;
    bars.numbered = true;
    options.description
        = (char *)(uintptr_t)rt_word(s->xl->run->lang, bars.title);
    rt_xl_chart(s, rt_xl_bars(s->xl, &bars), row, col, options);
}

static void put_charts(struct rt_register *r, struct rt_xl_sheet *s)
{
    struct rt_bars bars = {.sheet = rt_word(r->run->lang, RT_W_SHEET_SUMMARY),
        .first = s->row - (uint32_t)r->run->close_count,
        .last = s->row - 1,
        .label = LABEL,
        .from = HIGH,
        .title = RT_W_SUM_TREND_RISKS_CHART,
        RT_CLASS_BARS};

    const lxw_chart_options size
        = {RT_CHART_SIZE(560, CHART_ROWS * 20), .x_offset = 4, .y_offset = 4};

    if (r->run->close_count > SHOWN)
        bars.first = bars.last + 1 - SHOWN;
    rt_register_chart(s, bars, s->row, LABEL, size);
    bars.from = DONE;
    bars.title = RT_W_SUM_TREND_TREATMENTS_CHART;
    bars.names[0] = RT_W_SUM_TREND_DONE;
    bars.names[1] = RT_W_SUM_TREND_GOING;
    bars.names[2] = RT_W_TREND_OVERDUE;
    bars.names[3] = RT_W_COUNT;
    bars.colors[0] = 0x7FB77E;
    bars.colors[1] = 0x9DC3E6;
    bars.colors[2] = 0xC0504D;
    rt_register_chart(s, bars, s->row, CHART_AT, size);
    for (int i = 0; i <= CHART_ROWS; i++)
        rt_xl_next(s);
}

void rt_summary_closes(struct rt_register *r, struct rt_xl_sheet *s)
{
    static const enum rt_word heads[] = {RT_W_SUM_TREND_QUARTER,
        RT_W_SUM_TREND_DATE, RT_W_CLASS_HIGH, RT_W_CLASS_MEDIUM, RT_W_CLASS_LOW,
        RT_W_SUM_UNASSESSED_HEAD, RT_W_SUM_TREND_RISKS, RT_W_SUM_TREND_DONE,
        RT_W_SUM_TREND_GOING, RT_W_TREND_OVERDUE, RT_W_SUM_TREND_TREATMENTS,
        RT_W_SUM_TREND_UNCONFIRMED, RT_W_STATE_MISSING};
    size_t count = r->run->close_count;

    if (count == 0)
        return;
    rt_xl_section(s, LABEL, RT_W_SUM_TREND,
        60 + 18.0 * (double)(CHART_ROWS + (count < SHOWN ? count : SHOWN)));
    rt_xl_heads(s, LABEL, heads);
    for (size_t i = count > SHOWN ? count - SHOWN : 0; i < count; i++)
        put_close(r, s, &r->run->closes[i]);
    put_charts(r, s);
}
