/* The stacked bars: departments by class, under each table of them.
 *
 * Each part of a bar says its number, so that the classes are distinct in print
 * without the colours.
 */
#include "report/register/register.h"

void rt_department_chart(struct rt_register *r, const struct rt_chart_of *of)
{
    const struct rt_bars bars = {.lying = true,
        .sheet = of->sheet_name,
        .first = of->first,
        .last = of->last,
        .label = of->name_col,
        .from = of->first_col,
        .title = RT_W_DEPT_CHART,
        RT_CLASS_BARS,
        .gap = 60,
        .numbered = true};
    const lxw_chart_options options
        = {RT_CHART_SIZE(of->width, of->height), .x_offset = 10, .y_offset = 6,
            .description
            = (char *)(uintptr_t)rt_word(r->run->lang, RT_W_DEPT_CHART)};

    rt_xl_chart(
        of->sheet, rt_xl_bars(&r->xl, &bars), of->at_row, of->at_col, options);
}
