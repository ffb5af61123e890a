/* The stacked bars: departments by class, under each table of them.
 *
 * Each part of a bar says its number, so that the classes are distinct in print
 * without the colours.
 */
#include "report/register/register.h"

/* Of the library's charts. */
#define WIDTH 480.0
#define HEIGHT 288.0

enum { SERIES = 4 }; /* high, medium, low, unassessed */

static lxw_chart_series *add_series(
    lxw_chart *chart, const struct rt_chart_of *of, int i, enum rt_lang lang)
{
    static const uint32_t colors[SERIES]
        = {0xC0504D, 0xF2B134, 0x7FB77E, 0xBFBFBF};
    static const enum rt_word names[SERIES] = {RT_W_CLASS_HIGH,
        RT_W_CLASS_MEDIUM, RT_W_CLASS_LOW, RT_W_SUM_UNASSESSED};
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_fill fill = {.color = colors[i]};
    lxw_chart_font font = {.size = 8};
    lxw_col_t col = (lxw_col_t)(of->first_col + i);

    if (!series)
        return NULL;
    chart_series_set_categories(series, of->sheet_name, of->first,
        (lxw_col_t)of->name_col, of->last, (lxw_col_t)of->name_col);
    chart_series_set_values(
        series, of->sheet_name, of->first, col, of->last, col);
    chart_series_set_name(series, rt_word(lang, names[i]));
    chart_series_set_fill(series, &fill);
    chart_series_set_labels(series);
    chart_series_set_labels_num_format(series, "#,##0;;");
    chart_series_set_labels_font(series, &font);
    return series;
}

void rt_department_chart(struct rt_register *r, const struct rt_chart_of *of)
{
    lxw_chart *chart;
    lxw_chart_font title = {.size = 12, .bold = LXW_TRUE};
    lxw_chart_options options = {.x_scale = of->width / WIDTH,
        .y_scale = of->height / HEIGHT,
        .x_offset = 10,
        .y_offset = 6,
        .description
        = (char *)(uintptr_t)rt_word(r->run->lang, RT_W_DEPT_CHART)};

    if (r->xl.rc != RT_OK)
        return;
    chart = workbook_add_chart(r->xl.wb, LXW_CHART_BAR_STACKED);
    for (int i = 0; chart && i < SERIES; i++)
        if (!add_series(chart, of, i, r->run->lang))
            chart = NULL;
    if (!chart) {
        r->xl.rc = rt_fail_nomem(r->err);
        return;
    }
    chart_title_set_name(chart, rt_word(r->run->lang, RT_W_DEPT_CHART));
    chart_title_set_name_font(chart, &title);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    /* the first department on top, as in the table; a bar chart's x axis is
       the one of the numbers */
    chart_axis_set_reverse(chart->y_axis);
    chart_axis_set_crossing_max(chart->y_axis);
    chart_axis_set_num_format(chart->x_axis, "#,##0");
    chart_set_series_gap(chart, 60);
    rt_xl_lib(&r->xl,
        worksheet_insert_chart_opt(
            of->sheet->ws, of->at_row, (lxw_col_t)of->at_col, chart, &options),
        "chart");
}
