/* The charts of まとめ: how many rows are done, under way, not started.
 *
 * One hue from dark to light, with a line around each part, so that they are
 * distinct in print without colour too.
 */
#include "report/plan/plan_parts.h"

/* Columns of the summary's tables: label, then all, then the four parts. */
enum { LABEL = 1, FIRST = 3, AT = 12 };

/* Of a chart of bars, rows of the sheet: a row per bar, and the space around
 * them. */
enum { ROWS_LEAST = 6, ROWS_BESIDE = 5 };
#define ROW_POINTS 17.0

/* In pixels: a point is 4/3. */
#define SIZE(points)                                                           \
    (lxw_chart_options)                                                        \
    {                                                                          \
        RT_CHART_SIZE(500, (points)*4 / 3)                                     \
    }

/* The chart with its parts; NULL after a failure. */
static lxw_chart *new_chart(struct rt_plan *p, bool lying, enum rt_word title,
    uint32_t first, uint32_t last)
{
    const struct rt_bars bars = {.lying = lying,
        .sheet = rt_word(p->lang, RT_W_SHEET_REVIEW),
        .first = first,
        .last = last,
        .label = LABEL,
        .from = FIRST,
        .title = title,
        .names = {RT_W_STATUS_DONE, RT_W_STATUS_UNDER_WAY, RT_W_STATUS_OPEN,
            RT_W_REVIEW_OTHER_PART},
        .colors = {0x1F3864, 0x6F94CC, 0xDDE6F3, 0xFFFFFF},
        .gap = 50,
        .outlined = true};

    return rt_xl_bars(&p->xl, &bars);
}

/* Few things are counted in ones: a spreadsheet would put halves on the
 * axis and show them rounded. */
static void count_in_whole(lxw_chart_axis *axis, uint64_t most)
{
    lxw_chart_line line = {.color = 0xD9D9D9, .width = 0.75};

    chart_axis_major_gridlines_set_line(axis, &line);
    if (most <= 6)
        chart_axis_set_major_unit(axis, 1);
}

static uint64_t most_of(const struct rt_plan_counts *c, size_t count)
{
    uint64_t most = 0;

    for (size_t i = 0; i < count; i++)
        most = c[i].of[RT_TALLIED_ALL] > most ? c[i].of[RT_TALLIED_ALL] : most;
    return most;
}

void rt_plan_chart_months(
    struct rt_plan *p, struct rt_xl_sheet *s, uint32_t first, uint32_t last)
{
    const struct rt_plan_tally *t = &p->tally;
    lxw_chart *chart
        = new_chart(p, false, RT_W_REVIEW_CHART_MONTHS, first, last);
    const struct rt_plan_counts beside[] = {t->undated, t->earlier};
    uint64_t most = most_of(t->by_month, RT_TALLY_MONTHS),
             others = most_of(beside, RT_COUNT(beside));
    lxw_chart_font months = {.rotation = -45}; /* or they are broken in two */

    if (!chart)
        return;
    chart_axis_set_num_font(chart->x_axis, &months);
    count_in_whole(chart->y_axis, others > most ? others : most);
    rt_xl_chart(s, chart, first - 1, AT, SIZE(ROW_POINTS * (last - first + 3)));
}

uint32_t rt_plan_chart_departments(
    struct rt_plan *p, struct rt_xl_sheet *s, uint32_t first, uint32_t last)
{
    uint32_t rows = last - first + 1;
    const struct rt_plan_tally *t = &p->tally;
    lxw_chart *chart
        = new_chart(p, true, RT_W_REVIEW_CHART_DEPARTMENTS, first, last);

    rows = (rows < ROWS_LEAST ? ROWS_LEAST : rows) + ROWS_BESIDE;
    if (!chart)
        return 0;
    count_in_whole(
        chart->x_axis, most_of(t->by_department, t->department_count));
    rt_xl_chart(s, chart, first - 1, AT, SIZE(ROW_POINTS * rows));
    return first + rows; /* its header is higher than a row */
}
