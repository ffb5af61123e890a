/* Charts of stacked bars. */
#include "report/book/xl.h"

static bool add_part(
    const struct rt_xl *xl, lxw_chart *chart, const struct rt_bars *b, int part)
{
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_fill fill = {.color = b->colors[part]};
    lxw_chart_line line = {.color = 0x7F7F7F, .width = 0.5};
    lxw_chart_font font = {.size = 8};
    lxw_col_t label = (lxw_col_t)b->label, col = (lxw_col_t)(b->from + part);

    if (!series)
        return false;
    chart_series_set_categories(
        series, b->sheet, b->first, label, b->last, label);
    chart_series_set_values(series, b->sheet, b->first, col, b->last, col);
    chart_series_set_name(series, rt_word(xl->run->lang, b->names[part]));
    chart_series_set_fill(series, &fill);
    if (b->outlined)
        chart_series_set_line(series, &line);
    if (!b->numbered)
        return true;
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, "#,##0;;");
    chart_series_set_labels_font(series, &font);
    return true;
}

lxw_chart *rt_xl_bars(struct rt_xl *xl, const struct rt_bars *b)
{
    lxw_chart_font font = {.size = 12, .bold = LXW_TRUE};
    lxw_chart_font small = {.size = 8}; /* all names have room */
    lxw_chart *chart;

    if (xl->rc != RT_OK)
        return NULL;
    chart = workbook_add_chart(
        xl->wb, b->lying ? LXW_CHART_BAR_STACKED : LXW_CHART_COLUMN_STACKED);
    for (int part = 0; chart && part < RT_BAR_PARTS; part++)
        if (b->names[part] != RT_W_COUNT && !add_part(xl, chart, b, part))
            chart = NULL;
    if (!chart) {
        xl->rc = rt_fail_nomem(xl->err);
        return NULL;
    }
    if (b->title == RT_W_COUNT) {
        chart_title_off(chart);
    } else {
        chart_title_set_name(chart, rt_word(xl->run->lang, b->title));
        chart_title_set_name_font(chart, &font);
    }
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_set_series_gap(chart, b->gap);
    /* a bar chart's x axis is the one of the numbers */
    chart_axis_set_num_format(
        b->lying ? chart->x_axis : chart->y_axis, "#,##0");
    if (b->lying) {
        chart_axis_set_interval_unit(chart->y_axis, 1);
        chart_axis_set_num_font(chart->y_axis, &small);
        chart_axis_set_reverse(chart->y_axis);
        chart_axis_set_crossing_max(chart->y_axis);
    }
    return chart;
}

void rt_xl_chart(struct rt_xl_sheet *s, lxw_chart *chart, uint32_t row, int col,
    lxw_chart_options options)
{
    if (chart)
        rt_xl_lib(s->xl,
            worksheet_insert_chart_opt(
                s->ws, row, (lxw_col_t)col, chart, &options),
            "chart");
}
