/* 部署別: how many risks each department has, by class and priority, as a
 * table and a chart; then a block per department with its worst risks. */
#include "report/register/register.h"

/* More bars than this cannot be distinguished. */
enum { CHART_MAX = 60 };

/* More blocks than this are not read. */
enum { BLOCKS_MAX = 300 };

/* Rows of the table that a printed page has room for, with the chart. */
enum { ONE_PAGE = 12 };

static void put_name(const struct rt_line *line)
{
    const struct rt_department_row *d = line->item;

    if (d->department.n > 0)
        rt_xl_str(RT_CELL(line), d->department);
    else
        rt_xl_word(RT_CELL(line), RT_W_DEPT_NAMELESS);
}

/* clang-format off */
#define COUNT(field) RT_FILL_COUNT, offsetof(struct rt_department_row, field), NULL
#define G_CLASS {"区分", "Class"}
#define G_PRIORITY {"優先順位", "Priority"}
static const struct rt_col columns[] = {
    {RT_NO_TEXT, {"部署", "Department"}, RT_NO_TEXT, 26, RT_XF_TEXT, RT_FILL_CALL, 0, put_name},
    {G_CLASS, {"大", "High"}, RT_NO_TEXT, 10, RT_XF_COUNT_, COUNT(high)},
    {G_CLASS, {"中", "Medium"}, RT_NO_TEXT, 10, RT_XF_COUNT_, COUNT(medium)},
    {G_CLASS, {"小", "Low"}, RT_NO_TEXT, 10, RT_XF_COUNT_, COUNT(low)},
    {G_CLASS, {"未評価", "Unassessed"}, RT_NO_TEXT, 11, RT_XF_COUNT_, COUNT(unassessed)},
    {RT_NO_TEXT, {"合計", "Total"}, RT_NO_TEXT, 10, RT_XF_COUNT_, COUNT(total)},
    {G_PRIORITY, {"1", "1"}, RT_NO_TEXT, 9, RT_XF_COUNT_, COUNT(priority[1])},
    {G_PRIORITY, {"2", "2"}, RT_NO_TEXT, 9, RT_XF_COUNT_, COUNT(priority[2])},
    {G_PRIORITY, {"3", "3"}, RT_NO_TEXT, 9, RT_XF_COUNT_, COUNT(priority[3])},
    {RT_NO_TEXT, {"最大の\nリスク値", "Worst\nlevel"}, RT_NO_TEXT, 9, RT_XF_SCORE, RT_FILL_SCORE, offsetof(struct rt_department_row, worst_level), NULL},
};
/* clang-format on */

enum {
    COLUMNS = RT_COUNT(columns),
    SUM_FIRST = 1,
    CHART_FIRST = 1,
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
    rt_xl_word(s, 0, RT_XF_BOX_TOTAL_TEXT, RT_W_TOTAL);
    for (int col = SUM_FIRST; col <= SUM_LAST; col++)
        rt_xl_sum(s, col, RT_XF_BOX_TOTAL, (double)total_of(&r->totals, col),
            RT_LIST_FIRST, col, s->row - 1, col);
    rt_xl_z(s, COLUMNS - 1, RT_XF_BOX_TOTAL, "");
    rt_xl_next(s);
}

/* The chart, and as many rows as it is high. */
static void put_chart(
    struct rt_register *r, struct rt_xl_sheet *s, uint32_t last)
{
    const struct rt_bars bars = {.lying = true,
        .sheet = rt_word(r->run->lang, RT_W_SHEET_DEPARTMENTS),
        .first = RT_LIST_FIRST,
        .last = last,
        .label = 0,
        .from = CHART_FIRST,
        .title = RT_W_DEPT_CHART,
        RT_CLASS_BARS};
    double height = 130 + 24 * (double)(last - RT_LIST_FIRST + 1);

    rt_register_chart(s, bars, s->row, 0,
        (lxw_chart_options){
            RT_CHART_SIZE(816, height), .x_offset = 10, .y_offset = 6});
    for (int y = 0; y < height * 0.75 + 20; y += 17)
        rt_xl_next(s);
}

/* --- a block per department ----------------------------------------------- */

/* The columns of a block, merged out of the table's. */
#define B_FIRST(column)                                                        \
    (rt_book_lines[RT_LINE_OF_DEPARTMENT].cells[column].first)
#define B_LAST(column) (rt_book_lines[RT_LINE_OF_DEPARTMENT].cells[column].last)

enum { B_ID, B_ASSET, B_MEDIUM, B_LEVEL, B_CLASS, B_PRIORITY };

static void put_block_head(struct rt_register *r, struct rt_xl_sheet *s,
    const struct rt_department_row *d)
{
    enum rt_lang lang = r->run->lang;
    char text[320];

    rt_xl_next(s);
    rt_xl_together(s, 60 + 18 * RT_WORST_OF);
    if (d->department.n > 0)
        rt_xl_str(s, 0, RT_XF_SECTION, d->department);
    else
        rt_xl_word(s, 0, RT_XF_SECTION, RT_W_DEPT_NAMELESS);
    rt_xl_next(s);
    snprintf(text, sizeof text, rt_word(lang, RT_W_DEPT_NUMBERS),
        (unsigned long long)d->total, (unsigned long long)d->high,
        (unsigned long long)d->medium, (unsigned long long)d->low,
        (unsigned long long)d->unassessed, (unsigned long long)d->priority[1],
        (unsigned long long)d->priority[2], (unsigned long long)d->priority[3]);
    rt_xl_z(s, 0, RT_XF_NOTE, text);
    rt_xl_next(s);
    rt_xl_book_line(s, RT_LINE_OF_DEPARTMENT);
}

static void put_block_row(
    struct rt_register *r, struct rt_xl_sheet *s, const struct rt_risk *risk)
{
    enum rt_class c = risk->result.class;

    rt_risk_link(r, s, 0, RT_XF_SMALL_LINK, risk->position, risk->risk_id);
    rt_xl_across(s, B_FIRST(B_ASSET), B_LAST(B_ASSET), RT_XF_TEXT, risk->asset);
    rt_xl_across(
        s, B_FIRST(B_MEDIUM), B_LAST(B_MEDIUM), RT_XF_TEXT, risk->medium);
    rt_xl_known(s, B_FIRST(B_LEVEL), RT_XF_COMPUTED, risk->result.level);
    rt_xl_z(s, B_FIRST(B_CLASS),
        c == RT_CLASS_NONE ? RT_XF_CENTER : RT_XF_CLASS_LOW + c,
        rt_word_class(r->run->lang, c));
    rt_xl_rank(s, B_FIRST(B_PRIORITY), RT_XF_SCORE, risk->result.priority);
    rt_xl_next(s);
}

static void put_block(struct rt_register *r, struct rt_xl_sheet *s,
    const struct rt_department_row *d)
{
    struct rt_risk risk;

    put_block_head(r, s, d);
    struct rt_cursor cursor
        = rt_ledger_worst_of(r->ledger, d->department, r->err);
    while (rt_xl_row(&r->xl, &cursor, &risk))
        put_block_row(r, s, &risk);
}

static void put_blocks(struct rt_register *r, struct rt_xl_sheet *s)
{
    struct rt_department_row row;
    uint32_t count = 0;

    rt_xl_next(s);
    rt_xl_word(s, 0, RT_XF_TITLE, RT_W_DEPT_WORST);
    rt_xl_height(s, 26);
    rt_xl_next(s);
    struct rt_cursor cursor = rt_ledger_departments(r->ledger, r->err);
    while (rt_xl_row(&r->xl, &cursor, &row)) {
        if (count++ < BLOCKS_MAX)
            put_block(r, s, &row);
    }
    if (count > BLOCKS_MAX) {
        rt_xl_next(s);
        rt_xl_line(s, 0, RT_XF_NOTE, RT_W_DEPT_BLOCKS_LEFT_OUT);
    }
}

static void finish(struct rt_list *list)
{
    struct rt_register *r = list->context;

    put_totals(r, &list->s);
    if (r->totals.inputs_missing > 0) {
        rt_xl_print(&list->s, 0, RT_XF_NOTE,
            rt_word(r->run->lang, RT_W_DEPT_MISSING),
            (unsigned long long)r->totals.inputs_missing);
        rt_xl_next(&list->s);
    }
    rt_xl_next(&list->s);
    if (list->last - RT_LIST_FIRST < CHART_MAX)
        put_chart(r, &list->s, list->last);
    else
        rt_xl_word(&list->s, 0, RT_XF_NOTE, RT_W_DEPT_CHART_LEFT_OUT);
    /* on pages of their own, in which no block is split */
    if (list->last - RT_LIST_FIRST < ONE_PAGE) {
        rt_xl_pages(&list->s, 96);
        rt_xl_no_repeat(&list->s);
    }
    rt_xl_together(&list->s, 1e6);
    put_blocks(r, &list->s);
    rt_xl_finish(&list->s);
}

void rt_register_departments(struct rt_register *r)
{
    static const struct rt_handed hands[] = {{0, RT_HAND_KEY}};
    struct rt_department_row row;
    struct rt_list list = {&r->xl, RT_COLS(columns), RT_W_SHEET_DEPARTMENTS,
        RT_W_DEPT_TITLE, RT_W_DEPT_NOTE, .paper = RT_A4, .max_rows = RT_XL_ROWS,
        .frozen = 1, RT_HANDS(hands), .finish = finish, .context = r};

    rt_list_put(
        &list, rt_ledger_departments(r->ledger, r->err), &row, RT_W_DEPT_NONE);
}
