/* 部門別: how many risks each department has, by class and priority. */
#include "register.h"

#include <stdio.h>

/* More bars than this cannot be told apart. */
enum { CHART_MAX = 60 };

static void put_name(const struct rt_line *line, int col)
{
    const struct rt_department_row *d = line->item;

    if (d->department.n > 0)
        rt_xl_str(line->s, col, line->col->xf, d->department);
    else
        rt_xl_word(line->s, col, line->col->xf, RT_W_DEPT_NAMELESS);
}

/* clang-format off */
#define COUNT(field) RT_FILL_COUNT, offsetof(struct rt_department_row, field), NULL
#define G_NONE {NULL, NULL}
#define G_CLASS {"区分", "Class"}
#define G_PRIORITY {"優先順位", "Priority"}
static const struct rt_col columns[] = {
    {G_NONE, {"部門", "Department"}, {NULL, NULL}, 26, RT_XF_TEXT, RT_FILL_CALL, 0, put_name},
    {G_CLASS, {"大", "High"}, {NULL, NULL}, 10, RT_XF_COUNT_, COUNT(high)},
    {G_CLASS, {"中", "Medium"}, {NULL, NULL}, 10, RT_XF_COUNT_, COUNT(medium)},
    {G_CLASS, {"小", "Low"}, {NULL, NULL}, 10, RT_XF_COUNT_, COUNT(low)},
    {G_CLASS, {"未評価", "Unassessed"}, {NULL, NULL}, 11, RT_XF_COUNT_, COUNT(unassessed)},
    {G_NONE, {"合計", "Total"}, {NULL, NULL}, 10, RT_XF_COUNT_, COUNT(total)},
    {G_PRIORITY, {"1", "1"}, {NULL, NULL}, 9, RT_XF_COUNT_, COUNT(priority[1])},
    {G_PRIORITY, {"2", "2"}, {NULL, NULL}, 9, RT_XF_COUNT_, COUNT(priority[2])},
    {G_PRIORITY, {"3", "3"}, {NULL, NULL}, 9, RT_XF_COUNT_, COUNT(priority[3])},
    {G_NONE, {"最大の\nリスク値", "Worst\nlevel"}, {NULL, NULL}, 9, RT_XF_SCORE, RT_FILL_SCORE, offsetof(struct rt_department_row, worst_level), NULL},
};
#undef COUNT
/* clang-format on */

enum {
    COLUMNS = sizeof(columns) / sizeof(columns[0]),
    SUM_FIRST = 1,
    CHART_FIRST = 1,
    CHART_LAST = 4,
    SUM_LAST = COLUMNS - 2
};

/* The total of each column, as the ledger counts. */
static uint64_t total_of(const struct rt_totals *t, int col)
{
    const uint64_t totals[COLUMNS]
        = {0, t->high, t->medium, t->low, t->risks - t->assessed, t->risks,
            t->priority[1], t->priority[2], t->priority[3], 0};

    return totals[col];
}

static void put_totals(struct rt_register *r, struct rt_xl_sheet *s)
{
    char letters[4], formula[64];

    rt_xl_word(s, 0, RT_XF_BOX_TOTAL_TEXT, RT_W_TOTAL);
    for (int col = SUM_FIRST; col <= SUM_LAST; col++) {
        rt_col_letters(col, letters);
        snprintf(formula, sizeof(formula), "SUM(%s%d:%s%u)", letters,
            RT_LIST_FIRST + 1, letters, s->row);
        rt_xl_formula(s, col, RT_XF_BOX_TOTAL, formula,
            (double)total_of(&r->totals, col));
    }
    rt_xl_z(s, COLUMNS - 1, RT_XF_BOX_TOTAL, "");
    rt_xl_next(s);
}

static lxw_chart_series *add_series(struct rt_register *r, lxw_chart *chart,
    int col, uint32_t last, uint32_t color)
{
    const char *sheet = rt_word(r->run->lang, RT_W_SHEET_DEPARTMENTS);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_fill fill = {.color = color};

    if (series == NULL)
        return NULL;
    chart_series_set_categories(series, sheet, RT_LIST_FIRST, 0, last, 0);
    chart_series_set_values(
        series, sheet, RT_LIST_FIRST, (lxw_col_t)col, last, (lxw_col_t)col);
    chart_series_set_name(series, columns[col].head[r->run->lang]);
    chart_series_set_fill(series, &fill);
    return series;
}

static void put_chart(
    struct rt_register *r, struct rt_xl_sheet *s, uint32_t last)
{
    static const uint32_t colors[]
        = {0, 0xC0504D, 0xF2B134, 0x7FB77E, 0xBFBFBF};
    lxw_chart *chart;
    lxw_chart_font title = {.size = 12, .bold = LXW_TRUE};
    uint32_t count = last - RT_LIST_FIRST + 1;
    lxw_chart_options options = {.x_scale = 1.7,
        .y_scale = 0.45 + 0.08 * count,
        .x_offset = 10,
        .y_offset = 20};

    if (r->xl.rc != RT_OK)
        return;
    chart = workbook_add_chart(r->xl.wb, LXW_CHART_BAR_STACKED);
    for (int col = CHART_FIRST; chart != NULL && col <= CHART_LAST; col++)
        if (add_series(r, chart, col, last, colors[col]) == NULL)
            chart = NULL;
    if (chart == NULL) {
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
        worksheet_insert_chart_opt(s->ws, s->row, 0, chart, &options), "chart");
}

static void finish(struct rt_list *list, uint32_t first, uint32_t last)
{
    struct rt_register *r = list->context;
    char note[256];

    (void)first;
    put_totals(r, &list->s);
    if (r->totals.inputs_missing > 0) {
        snprintf(note, sizeof(note), rt_word(r->run->lang, RT_W_DEPT_MISSING),
            (unsigned long long)r->totals.inputs_missing);
        rt_xl_z(&list->s, 0, RT_XF_NOTE, note);
        rt_xl_next(&list->s);
    }
    rt_xl_next(&list->s);
    if (last - RT_LIST_FIRST < CHART_MAX)
        put_chart(r, &list->s, last);
    else
        rt_xl_word(&list->s, 0, RT_XF_NOTE, RT_W_DEPT_CHART_LEFT_OUT);
}

void rt_register_departments(struct rt_register *r)
{
    enum rt_lang lang = r->run->lang;
    struct rt_cursor *cursor = NULL;
    struct rt_department_row row;
    enum rt_status rc;
    struct rt_list list = {.xl = &r->xl,
        .cols = columns,
        .count = COLUMNS,
        .name = rt_word(lang, RT_W_SHEET_DEPARTMENTS),
        .title = rt_word(lang, RT_W_DEPT_TITLE),
        .note = rt_word(lang, RT_W_DEPT_NOTE),
        .paper = RT_A4,
        .frozen = 1,
        .finish = finish,
        .context = r};

    rt_list_open(&list);
    rt_xl_keep(&r->xl, rt_ledger_departments(r->ledger, &cursor, r->err));
    while (r->xl.rc == RT_OK
           && (rc = rt_departments_next(cursor, &row, r->err)) != RT_END) {
        rt_xl_keep(&r->xl, rc);
        rt_list_add(&list, &row);
    }
    rt_list_close(&list, rt_word(lang, RT_W_DEPT_NONE));
    rt_cursor_close(cursor);
}
