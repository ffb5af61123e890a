/* Of サマリー: the worst risks, and the departments by class.
 *
 * What the list of risks says of a risk is looked up there by its No, so that
 * it follows corrections and stays right when people sort the list.
 */
#include "report/register/register.h"

enum {
    LABEL = RT_SUM_LABEL,
    GRID_LAST = RT_SUM_LAST,
    DEPARTMENTS = 15, /* shown; the others are one row */
    CHART_ROWS = 11   /* at least, so that the bars are distinct */
};

static enum rt_lang lang_of(const struct rt_register *r)
{
    return r->run->lang;
}

/* --- the worst risks ------------------------------------------------------ */

/* The list's cell of risk `number`. These are the first ones, on its first
 * sheet. */
static void look_up(struct rt_register *r, enum rt_risk_col from,
    uint64_t number, char to[RT_LINK_MAX])
{
    const char *sheet = rt_word(lang_of(r), RT_W_SHEET_RISKS);
    uint64_t max = r->max_rows - RT_LIST_FIRST;
    unsigned long long last
        = (r->totals.risks < max ? r->totals.risks : max) + RT_LIST_FIRST;

    snprintf(to, RT_LINK_MAX,
        "INDEX('%s'!$%s$%d:$%s$%llu,MATCH(%llu,'%s'!$A$%d:$A$%llu,0))", sheet,
        RT_COL(from), RT_LIST_FIRST + 1, RT_COL(from), last,
        (unsigned long long)number, sheet, RT_LIST_FIRST + 1, last);
}

/* What the list has there; for a cell that it leaves blank, `blank`: INDEX gives
 * 0. */
static void look_up_blank(struct rt_register *r, enum rt_risk_col from,
    uint64_t number, const char *blank, char to[RT_LINK_MAX * 3])
{
    char found[RT_LINK_MAX];

    look_up(r, from, number, found);
    snprintf(to, RT_LINK_MAX * 3, "IF(%s=\"\",\"%s\",%s)", found, blank, found);
}

static void put_reference(struct rt_register *r, struct rt_xl_sheet *s, int col,
    enum rt_risk_col from, uint64_t number, int value)
{
    char formula[RT_LINK_MAX * 3];

    if (value < 0)
        look_up_blank(r, from, number, "", formula);
    else
        look_up(r, from, number, formula);
    rt_xl_formula(s, col, RT_XF_BOX_CENTER, formula, value);
}

static void put_worst_class(struct rt_register *r, struct rt_xl_sheet *s,
    const struct rt_risk *risk, uint64_t number)
{
    const char *unassessed = rt_word(lang_of(r), RT_W_SUM_UNASSESSED);
    char formula[RT_LINK_MAX * 3];

    if (risk->result.class == RT_CLASS_NONE) {
        look_up_blank(r, RT_RC_CLASS, number, unassessed, formula);
        rt_xl_formula_z(s, 11, RT_XF_BOX_CENTER, formula, unassessed);
        return;
    }
    look_up(r, RT_RC_CLASS, number, formula);
    rt_xl_formula_z(s, 11, RT_XF_BOX_CENTER, formula,
        rt_word_class(lang_of(r), risk->result.class));
}

static void put_worst_row(struct rt_register *r, struct rt_xl_sheet *s,
    const struct rt_risk *risk, uint64_t number)
{
    rt_xl_str(s, LABEL, RT_XF_BOX_TEXT, risk->asset);
    rt_xl_across(s, 2, 4, RT_XF_BOX_TEXT, risk->department);
    rt_risk_link(r, s, 5, RT_XF_BOX_LINK, number, risk->risk_id);
    rt_xl_z(s, 6, RT_XF_BOX_LINK, "");
    rt_xl_z(s, 7, RT_XF_BOX_LINK, "");
    rt_xl_merge(s, s->row, 5, s->row, 7);
    put_reference(r, s, 8, RT_RC_IMPORTANCE, number, risk->result.importance);
    put_reference(r, s, 9, RT_RC_LIKELIHOOD, number, risk->result.likelihood);
    put_reference(r, s, 10, RT_RC_LEVEL, number, risk->result.level);
    put_worst_class(r, s, risk, number);
    put_reference(r, s, 12, RT_RC_PRIORITY, number,
        risk->result.priority > 0 ? risk->result.priority : RT_UNKNOWN);
    rt_xl_across(s, 13, GRID_LAST, RT_XF_BOX_TEXT, risk->where.file);
    rt_xl_next(s);
}

static void color_worst(
    struct rt_register *r, struct rt_xl_sheet *s, uint32_t first)
{
    char formula[64];

    for (int c = RT_LOW; c <= RT_HIGH && s->row > first; c++) {
        snprintf(formula, sizeof formula, "=$L%u=\"%s\"", first + 1,
            rt_word_class(lang_of(r), c));
        rt_xl_if(s, first, 10, s->row - 1, 12, formula, RT_XF_IF_LOW + c);
    }
}

void rt_summary_worst(struct rt_register *r, struct rt_xl_sheet *s)
{
    struct rt_risk risk;
    uint64_t number = 0;
    uint32_t first;

    rt_xl_section(s, LABEL, RT_W_SUM_WORST, 260);
    if (r->totals.risks == r->totals.assessed
        && r->totals.priority[0] == r->totals.risks) {
        rt_xl_line(s, LABEL, RT_XF_NOTE, RT_W_SUM_WORST_NONE);
        return;
    }
    rt_xl_book_line(s, RT_LINE_WORST);
    first = s->row;
    struct rt_cursor cursor = rt_ledger_risks(r->ledger, RT_RISKS_OPEN, r->err);
    while (number < RT_WORST && rt_xl_row(&r->xl, &cursor, &risk)) {
        number++;
        put_worst_row(r, s, &risk, risk.position);
    }
    rt_xl_keep(&r->xl, rt_cursor_close(&cursor));
    color_worst(r, s, first);
}

/* --- departments ---------------------------------------------------------- */

struct departments {
    struct rt_arena names; /* the rows', which the cursor keeps no longer */
    struct rt_department_row top[DEPARTMENTS];
    int count;
    struct rt_department_row others;
    uint64_t other_count;
};

static bool is_worse(
    const struct rt_department_row *a, const struct rt_department_row *b)
{
    if (a->high != b->high)
        return a->high > b->high;
    if (a->medium != b->medium)
        return a->medium > b->medium;
    return a->total > b->total;
}

static void add_other(
    struct departments *d, const struct rt_department_row *row)
{
    d->others.high += row->high;
    d->others.medium += row->medium;
    d->others.low += row->low;
    d->others.unassessed += row->unassessed;
    d->others.total += row->total;
    d->other_count++;
}

/* Keeps the worst in order; equals stay in the order they come in. False without
 * memory. */
static bool take(struct departments *d, const struct rt_department_row *row)
{
    int at = d->count;

    while (at > 0 && is_worse(row, &d->top[at - 1]))
        at--;
    if (at == DEPARTMENTS) {
        add_other(d, row);
        return true;
    }
    if (d->count == DEPARTMENTS)
        add_other(d, &d->top[--d->count]);
    memmove(&d->top[at + 1], &d->top[at],
        (size_t)(d->count - at) * sizeof d->top[0]);
    d->top[at] = *row;
    d->top[at].department = rt_arena_str(&d->names, row->department);
    d->count++;
    return d->top[at].department.p;
}

static void put_department(struct rt_xl_sheet *s, struct rt_str name,
    const struct rt_department_row *row)
{
    const uint64_t numbers[]
        = {row->high, row->medium, row->low, row->unassessed};

    rt_xl_str(s, LABEL, RT_XF_BOX_TEXT, name);
    for (int i = 0; i < 4; i++)
        rt_xl_num(s, LABEL + 1 + i, RT_XF_BOX_NUMBER, (double)numbers[i]);
    rt_xl_formulaf(
        s, LABEL + 5, RT_XF_BOX_NUMBER, (double)row->total, "SUM(C#:F#)");
    rt_xl_next(s);
}

static void read_departments(struct rt_register *r, struct departments *d)
{
    struct rt_cursor cursor = rt_ledger_departments(r->ledger, r->err);
    struct rt_department_row row;

    while (rt_xl_row(&r->xl, &cursor, &row)) {
        if (!take(d, &row))
            rt_xl_keep(&r->xl, rt_fail_nomem(r->err));
    }
}

static void put_table(
    struct rt_register *r, struct rt_xl_sheet *s, const struct departments *d)
{
    enum rt_lang lang = lang_of(r);
    char name[64];

    rt_xl_book_line(s, RT_LINE_BY_CLASS);
    for (int i = 0; i < d->count; i++)
        put_department(s,
            d->top[i].department.n > 0
                ? d->top[i].department
                : rt_str(rt_word(lang, RT_W_DEPT_NAMELESS)),
            &d->top[i]);
    if (d->other_count == 0)
        return;
    snprintf(name, sizeof name, rt_word(lang, RT_W_DEPT_OTHERS),
        (unsigned long long)d->other_count);
    put_department(s, rt_str(name), &d->others);
}

static void put_departments(
    struct rt_register *r, struct rt_xl_sheet *s, const struct departments *d)
{
    uint32_t top, rows = (uint32_t)d->count + (d->other_count > 0) + 1;
    rt_xl_section(s, LABEL, RT_W_SUM_DEPARTMENTS,
        60 + 18.0 * (rows > CHART_ROWS ? rows : CHART_ROWS));
    rt_xl_line(s, LABEL, RT_XF_NOTE, RT_W_SUM_DEPARTMENTS_NOTE);
    top = s->row;
    put_table(r, s, d);
    const struct rt_bars bars = {.lying = true,
        .sheet = rt_word(lang_of(r), RT_W_SHEET_SUMMARY),
        .first = top + 1,
        .last = top + (uint32_t)d->count, /* not the sum of all others */
        .label = LABEL,
        .from = LABEL + 1,
        .title = RT_W_DEPT_CHART,
        RT_CLASS_BARS};

    rt_register_chart(s, bars, top, LABEL + 6,
        (lxw_chart_options){
            RT_CHART_SIZE(
                590, 17 / 0.75 * (rows > CHART_ROWS ? rows : CHART_ROWS)),
            .x_offset = 10, .y_offset = 6});
    while (s->row < top + CHART_ROWS)
        rt_xl_next(s);
}

void rt_summary_departments(struct rt_register *r, struct rt_xl_sheet *s)
{
    struct departments d = {0};

    rt_arena_init(&d.names);
    read_departments(r, &d);
    if (d.count > 0)
        put_departments(r, s, &d);
    rt_arena_fini(&d.names);
}
