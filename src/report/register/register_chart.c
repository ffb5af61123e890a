/* The stacked bars: departments by class, under each table of them.
 *
 * Each part of a bar says its number, so that the classes are distinct in print
 * without the colours.
 */
#include "report/register/register.h"

/* Of the library's charts. */
#define WIDTH 480.0
#define HEIGHT 288.0

void rt_department_chart(struct rt_register *r, const struct rt_chart_of *of)
{
    const struct rt_bars bars = {.lying = true,
        .sheet = of->sheet_name,
        .first = of->first,
        .last = of->last,
        .label = of->name_col,
        .from = of->first_col,
        .title = RT_W_DEPT_CHART,
        .names = {RT_W_CLASS_HIGH, RT_W_CLASS_MEDIUM, RT_W_CLASS_LOW,
            RT_W_SUM_UNASSESSED},
        .colors = {0xC0504D, 0xF2B134, 0x7FB77E, 0xBFBFBF},
        .gap = 60,
        .numbered = true};
    const lxw_chart_options options = {.x_scale = of->width / WIDTH,
        .y_scale = of->height / HEIGHT,
        .x_offset = 10,
        .y_offset = 6,
        .description
        = (char *)(uintptr_t)rt_word(r->run->lang, RT_W_DEPT_CHART)};

    rt_xl_chart(
        of->sheet, rt_xl_bars(&r->xl, &bars), of->at_row, of->at_col, options);
}
