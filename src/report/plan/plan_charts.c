/* The charts of まとめ: how many rows are done, under way, not started.
 *
 * One hue from dark to light, with a line around each part, so that they are
 * distinct in print without colour too.
 */
#include "report/plan/plan_book.h"

/* Columns of the summary's tables: label, then all, then the four parts. */
enum { LABEL = 1, FIRST = 3, PARTS = 4, AT = 12 };

/* Of a chart of bars, rows of the sheet: a row per bar, and the space around
 * them. */
enum { ROWS_LEAST = 6, ROWS_BESIDE = 5 };
#define ROW_POINTS 17.0

/* Pixels: a point is 4/3, and the library's own chart is 480 × 288. */
#define WIDTH (500.0 / 480)
#define HEIGHT(points) ((points)*4 / 3 / 288)

static bool add_part(struct rt_plan *p, lxw_chart *chart, int part,
    uint32_t first, uint32_t last)
{
    static const uint32_t colors[PARTS]
        = {0x1F3864, 0x6F94CC, 0xDDE6F3, 0xFFFFFF};
    static const enum rt_word names[PARTS] = {RT_W_STATUS_DONE,
        RT_W_STATUS_UNDER_WAY, RT_W_STATUS_OPEN, RT_W_REVIEW_OTHER_PART};
    const char *sheet = rt_word(p->lang, RT_W_SHEET_REVIEW);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_fill fill = {.color = colors[part]};
    lxw_chart_line line = {.color = 0x7F7F7F, .width = 0.5};
    lxw_col_t col = (lxw_col_t)(FIRST + part);

    if (!series)
        return false;
    chart_series_set_categories(series, sheet, first, LABEL, last, LABEL);
    chart_series_set_values(series, sheet, first, col, last, col);
    chart_series_set_name(series, rt_word(p->lang, names[part]));
    chart_series_set_fill(series, &fill);
    chart_series_set_line(series, &line);
    return true;
}

/* The chart with its parts; NULL after a failure. */
static lxw_chart *new_chart(struct rt_plan *p, uint8_t type, enum rt_word title,
    uint32_t first, uint32_t last)
{
    lxw_chart_font font = {.size = 12, .bold = LXW_TRUE};
    lxw_chart *chart;

    if (p->xl.rc != RT_OK)
        return NULL;
    chart = workbook_add_chart(p->xl.wb, type);
    for (int part = 0; chart && part < PARTS; part++)
        if (!add_part(p, chart, part, first, last))
            chart = NULL;
    if (!chart) {
        p->xl.rc = rt_fail_nomem(p->err);
        return NULL;
    }
    chart_title_set_name(chart, rt_word(p->lang, title));
    chart_title_set_name_font(chart, &font);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_set_series_gap(chart, 50);
    return chart;
}

/* Few things are counted in ones: a spreadsheet would put halves on the
 * axis and show them rounded. */
static void count_in_whole(lxw_chart_axis *axis, uint64_t most)
{
    lxw_chart_line line = {.color = 0xD9D9D9, .width = 0.75};

    chart_axis_major_gridlines_set_line(axis, &line);
    chart_axis_set_num_format(axis, "#,##0");
    if (most <= 6)
        chart_axis_set_major_unit(axis, 1);
}

static void insert(struct rt_plan *p, struct rt_xl_sheet *s, lxw_chart *chart,
    uint32_t row, double points)
{
    lxw_chart_options options = {.x_scale = WIDTH, .y_scale = HEIGHT(points)};

    rt_xl_lib(&p->xl,
        worksheet_insert_chart_opt(s->ws, row, AT, chart, &options), "chart");
}

static uint64_t most_of(const struct rt_plan_counts *c, size_t count)
{
    uint64_t most = 0;

    for (size_t i = 0; i < count; i++)
        most = c[i].all > most ? c[i].all : most;
    return most;
}

void rt_plan_chart_months(
    struct rt_plan *p, struct rt_xl_sheet *s, uint32_t first, uint32_t last)
{
    const struct rt_plan_tally *t = &p->tally;
    lxw_chart *chart = new_chart(
        p, LXW_CHART_COLUMN_STACKED, RT_W_REVIEW_CHART_MONTHS, first, last);
    uint64_t most = most_of(t->by_month, RT_TALLY_MONTHS);
    lxw_chart_font months = {.rotation = -45}; /* or they are broken in two */

    if (!chart)
        return;
    chart_axis_set_num_font(chart->x_axis, &months);
    most = t->undated.all > most ? t->undated.all : most;
    most = t->earlier.all > most ? t->earlier.all : most;
    count_in_whole(chart->y_axis, most);
    insert(p, s, chart, first - 1, ROW_POINTS * (last - first + 3));
}

uint32_t rt_plan_chart_departments(
    struct rt_plan *p, struct rt_xl_sheet *s, uint32_t first, uint32_t last)
{
    uint32_t rows = last - first + 1;
    const struct rt_plan_tally *t = &p->tally;
    lxw_chart *chart = new_chart(
        p, LXW_CHART_BAR_STACKED, RT_W_REVIEW_CHART_DEPARTMENTS, first, last);

    rows = (rows < ROWS_LEAST ? ROWS_LEAST : rows) + ROWS_BESIDE;
    if (!chart)
        return 0;
    /* the first department on top, as in the table; a bar chart's x axis is
       the one of the numbers */
    chart_axis_set_reverse(chart->y_axis);
    chart_axis_set_crossing_max(chart->y_axis);
    count_in_whole(
        chart->x_axis, most_of(t->by_department, t->department_count));
    insert(p, s, chart, first - 1, ROW_POINTS * rows);
    return first + rows; /* its header is higher than a row */
}
