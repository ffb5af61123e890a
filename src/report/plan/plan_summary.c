/* まとめ: how far the plan has come, for a management review.
 *
 * Three tables with the same columns (by priority, by month of the planned
 * end, by department) and a chart beside two of them. Every number is a
 * formula over the rows of the plan, so that the sheet keeps up with what
 * people enter; the values stored are those of the day of the run.
 *
 * Each table's total is counted on its own, and rows that belong to none of its
 * lines (an added department) are in a line before it, so that no row of the
 * plan is missing here.
 */
#include "ledger/chosen_controls.h"
#include "report/book/acceptance_line.h"
#include "report/plan/plan_parts.h"

enum {
    LABEL = 1,
    ALL, /* the counts in the order of enum rt_tallied */
    DONE,
    UNDER_WAY,
    OPEN,
    OTHER,
    OVERDUE,
    UNPLANNED,
    WAITING,
    RATE,
    LAST = RATE,
    CHART = LAST + 2,
    CHART_LAST = CHART + 6
};

enum {
    MONTHS_BACK = 3,   /* shown before the month of the run, where needed */
    MONTHS_AHEAD = 11, /* shown after it in any case */
    MONTHS_MAX = 15,   /* so many fit on a page below the priorities */
    TOGETHER = 36,     /* lines of a table that is not torn */
    BESIDE = 6,        /* lines that the smallest chart needs */
    CHART_MAX = 28     /* bars that do, in a chart */
};

/* What a table counts in a line. */
struct line {
    const char *label;
    struct rt_plan_if ifs[2];
    size_t if_count;
    bool plain; /* no criterion can name it: numbers in place of formulas */
    const struct rt_plan_counts *counts;
};

struct table {
    struct rt_plan *p;
    struct rt_xl_sheet *s;
    uint32_t first; /* row of the first line */
};

/* --- cells ---------------------------------------------------------------- */

/* What is counted in a column besides the line's own conditions; NULL: every
 * row. */
static const char *column_is(enum rt_lang lang, int col, char to[64])
{
    static const enum rt_word words[] = {[DONE] = RT_W_STATUS_DONE,
        [UNDER_WAY] = RT_W_STATUS_UNDER_WAY,
        [OPEN] = RT_W_STATUS_OPEN,
        [OVERDUE] = RT_W_OVERDUE,
        [UNPLANNED] = RT_W_UNPLANNED};

    if (col == WAITING)
        return "\">0\"";
    if (col == ALL)
        return NULL;
    snprintf(to, 64, "\"%s\"", rt_word(lang, words[col]));
    return to;
}

static enum rt_plan_col column_at(int col)
{
    return col == OVERDUE || col == UNPLANNED ? PC_OVERDUE
           : col == WAITING                   ? PC_APPROVED_ON
                                              : PC_STATUS;
}

/* The formula of a line's cell; empty where there is none. */
static void line_formula(
    const struct table *t, const struct line *line, int col, struct rt_buf *to)
{
    struct rt_plan_if ifs[3];
    size_t n = line->if_count;
    char word[64];
    const char *is = column_is(t->p->lang, col, word);

    if (line->plain)
        return;
    memcpy(ifs, line->ifs, sizeof line->ifs);
    if (is)
        ifs[n++] = (struct rt_plan_if){column_at(col), is};
    if (col == WAITING)
        rt_xl_keep(
            &t->p->xl, rt_buf_printf(to, "%s%u-(", RT_COL(ALL), t->s->row + 1));
    rt_plan_count(t->p, ifs, n, to);
    if (col == WAITING && to->len > 0)
        rt_xl_keep(&t->p->xl, rt_buf_add(to, ")", 1));
}

/* All, less the three: what is left has another status or none. */
static void put_other(const struct table *t, enum rt_xf xf, uint64_t value)
{
    rt_xl_formulaf(t->s, OTHER, xf, (double)value, "%s#-SUM(%s#:%s#)",
        RT_COL(ALL), RT_COL(DONE), RT_COL(OPEN));
}

static void put_rate(
    const struct table *t, enum rt_xf xf, const struct rt_plan_counts *c)
{
    uint64_t all = c->of[RT_TALLIED_ALL];

    rt_xl_formulaf(t->s, RATE, xf,
        all == 0 ? -1 : (double)c->of[RT_TALLIED_DONE] / (double)all,
        "IF(%s#=0,\"\",%s#/%s#)", RT_COL(ALL), RT_COL(DONE), RT_COL(ALL));
}

static void put_line(const struct table *t, const struct line *line, bool total)
{
    enum rt_xf xf = total ? RT_XF_BOX_TOTAL : RT_XF_BOX_NUMBER;
    struct rt_buf formula = RT_BUF(8000);

    rt_xl_z(t->s, LABEL, total ? RT_XF_BOX_TOTAL_NAME : RT_XF_BOX_LABEL,
        line->label);
    for (int col = ALL; col <= WAITING; col++) {
        double value = (double)line->counts->of[col - ALL];

        rt_buf_clear(&formula);
        if (col == OTHER) {
            put_other(t, xf, (uint64_t)value);
            continue;
        }
        line_formula(t, line, col, &formula);
        rt_xl_formula(t->s, col, xf, formula.data, value);
    }
    rt_buf_fini(&formula);
    put_rate(
        t, total ? RT_XF_BOX_TOTAL_PERCENT : RT_XF_BOX_PERCENT, line->counts);
    rt_xl_next(t->s);
}

/* What the total has and no line above: `label` says what that is. */
static void put_rest(
    const struct table *t, const char *label, const struct rt_plan_counts *c)
{
    rt_xl_z(t->s, LABEL, RT_XF_BOX_LABEL, label);
    for (int col = ALL; col <= WAITING; col++) {
        double value = (double)c->of[col - ALL];

        if (col == OTHER)
            put_other(t, RT_XF_BOX_NUMBER, (uint64_t)value);
        else if (t->s->row == t->first)
            rt_xl_num(t->s, col, RT_XF_BOX_NUMBER, value);
        else
            rt_xl_formulaf(t->s, col, RT_XF_BOX_NUMBER, value,
                "%s%u-SUM(%s%u:%s%u)", RT_COL(col), t->s->row + 2, RT_COL(col),
                t->first + 1, RT_COL(col), t->s->row);
    }
    put_rate(t, RT_XF_BOX_PERCENT, c);
    rt_xl_next(t->s);
}

/* --- tables --------------------------------------------------------------- */

static struct table begin_table(struct rt_plan *p, struct rt_xl_sheet *s,
    enum rt_word title, enum rt_book_line_id line, size_t lines)
{
    rt_xl_section(
        s, LABEL, title, 90 + 17.0 * (double)(lines <= TOGETHER ? lines : 4));
    rt_xl_height(s, 32);
    rt_xl_book_line(s, line);
    return (struct table){p, s, s->row};
}

/* The total's line, and the colours of the whole. */
static void end_table(const struct table *t)
{
    const struct line total = {
        .label = rt_word(t->p->lang, RT_W_TOTAL), .counts = &t->p->tally.total};
    char formula[48];

    put_line(t, &total, true);
    /* over all columns, though it holds in one: LibreOffice draws the cells
       beside a range of conditions without their indent */
    snprintf(formula, sizeof formula, "=AND(COLUMN()=%d,$%s%u>0)", OVERDUE + 1,
        RT_COL(OVERDUE), t->first + 1);
    rt_xl_if(t->s, t->first, ALL, t->s->row - 1, LAST, formula, RT_XF_IF_ALARM);
}

static void put_priorities(struct rt_plan *p, struct rt_xl_sheet *s)
{
    struct table t = begin_table(
        p, s, RT_W_REVIEW_BY_PRIORITY, RT_LINE_PRIORITIES, RT_PRIORITIES);
    char label[32], is[16];

    for (int i = 1; i <= RT_PRIORITIES; i++) {
        const struct line line = {.label = label,
            .ifs = {{PC_PRIORITY, is}},
            .if_count = 1,
            .counts = &p->tally.by_priority[i]};

        snprintf(label, sizeof label, "%s %d",
            rt_word(p->lang, RT_W_SUM_PRIORITY), i);
        snprintf(is, sizeof is, "%d", i);
        put_line(&t, &line, false);
    }
    put_rest(
        &t, rt_word(p->lang, RT_W_SUM_NO_PRIORITY), &p->tally.by_priority[0]);
    end_table(&t);
}

/* --- months --------------------------------------------------------------- */

/* The months shown, as indices of the tally: the run's and those ahead, and
 * the ones before that have rows. */
static void months_shown(const struct rt_plan_tally *t, int *from, int *to)
{
    *from = *to = RT_TALLY_BACK;
    for (int i = RT_TALLY_BACK - MONTHS_BACK; i < *from; i++)
        if (t->by_month[i].of[RT_TALLIED_ALL] > 0)
            *from = i;
    *to = RT_TALLY_BACK + MONTHS_AHEAD;
    for (int i = *to + 1; i < *from + MONTHS_MAX; i++)
        if (t->by_month[i].of[RT_TALLIED_ALL] > 0)
            *to = i;
}

/* Sums of the months that are not shown. */
static struct rt_plan_counts sum_months(
    const struct rt_plan_tally *t, struct rt_plan_counts sum, int from, int to)
{
    for (int i = from; i < to; i++) {
        for (int k = 0; k < RT_TALLIED_COUNT; k++)
            sum.of[k] += t->by_month[i].of[k];
    }
    return sum;
}

/* A criterion "before" or "from" the first of the tally's month `at`. */
static void month_is(
    const struct rt_plan *p, const char *op, int at, char to[40])
{
    int64_t month = p->tally.base + at - RT_TALLY_BACK;

    snprintf(to, 40, "\"%s\"&DATE(%d,%d,1)", op, (int)(month / 12),
        (int)(month % 12) + 1);
}

static void put_month(const struct table *t, int at)
{
    const struct rt_plan *p = t->p;
    int64_t month = p->tally.base + at - RT_TALLY_BACK;
    char label[24], from[40], before[40];
    const struct line line = {.label = label,
        .ifs = {{PC_PLANNED_END, from}, {PC_PLANNED_END, before}},
        .if_count = 2,
        .counts = &p->tally.by_month[at]};

    snprintf(label, sizeof label, "%04d/%02d", (int)(month / 12) % 10000,
        (int)(month % 12) + 1);
    month_is(p, ">=", at, from);
    month_is(p, "<", at + 1, before);
    put_line(t, &line, false);
}

/* The months before the first shown, or from `at` on. */
static void put_beyond(const struct table *t, enum rt_word label,
    const char *op, int at, const struct rt_plan_counts *counts)
{
    char is[40];
    const struct line line = {.label = rt_word(t->p->lang, label),
        .ifs = {{PC_PLANNED_END, is}},
        .if_count = 1,
        .counts = counts};

    month_is(t->p, op, at, is);
    put_line(t, &line, false);
}

static void put_months(struct rt_plan *p, struct rt_xl_sheet *s)
{
    const struct rt_plan_tally *tally = &p->tally;
    struct rt_plan_counts earlier, later;
    struct table t;
    int from, to;

    months_shown(tally, &from, &to);
    earlier = sum_months(tally, tally->earlier, 0, from);
    later = sum_months(tally, tally->later, to + 1, RT_TALLY_MONTHS);
    t = begin_table(
        p, s, RT_W_REVIEW_BY_MONTH, RT_LINE_MONTHS, (size_t)(to - from) + 5);
    put_beyond(&t, RT_W_REVIEW_EARLIER, "<", from, &earlier);
    for (int i = from; i <= to; i++)
        put_month(&t, i);
    put_beyond(&t, RT_W_REVIEW_LATER, ">=", to + 1, &later);
    put_rest(&t, rt_word(p->lang, RT_W_REVIEW_UNDATED), &tally->undated);
    rt_plan_chart_months(p, s, t.first, s->row - 1);
    end_table(&t);
}

/* --- departments ---------------------------------------------------------- */

static size_t department_lines(const struct rt_plan_tally *t)
{
    size_t n = 0;

    for (size_t i = 0; i < t->department_count; i++)
        n += t->by_department[i].of[RT_TALLIED_ALL] > 0;
    return n;
}

static void put_department(const struct table *t, size_t i)
{
    const struct rt_plan_tally *tally = &t->p->tally;
    char is[RT_CRITERION_MAX];
    struct line line = {.label = tally->departments[i].p,
        .ifs = {{PC_DEPARTMENT, is}},
        .if_count = 1,
        .counts = &tally->by_department[i]};

    if (!rt_plan_name_criterion(tally->departments[i], is))
        line.plain = true;
    if (tally->departments[i].n == 0) {
        line.label = rt_word(t->p->lang, RT_W_DEPT_NAMELESS);
        line.if_count = 2; /* rows below the last have none either */
        line.ifs[1] = line.ifs[0];
        line.ifs[0] = (struct rt_plan_if){PC_ASSET, "\"<>\""};
    }
    put_line(t, &line, false);
}

/* Added rows may belong to departments that sent nothing. */
static struct rt_plan_counts other_departments(const struct rt_plan_tally *t)
{
    struct rt_plan_counts c = t->total;

    for (size_t i = 0; i < t->department_count; i++) {
        for (int k = 0; k < RT_TALLIED_COUNT; k++)
            c.of[k] -= t->by_department[i].of[k];
    }
    return c;
}

static void put_departments(struct rt_plan *p, struct rt_xl_sheet *s)
{
    struct rt_plan_counts rest = other_departments(&p->tally);
    const struct rt_plan_tally *tally = &p->tally;
    size_t lines = department_lines(tally);
    struct table t = begin_table(p, s, RT_W_REVIEW_BY_DEPARTMENT,
        RT_LINE_DEPARTMENTS, (lines < BESIDE ? BESIDE : lines) + 8);
    uint32_t end = 0;

    /* the one table that may continue on another page */
    if (p->xl.rc == RT_OK)
        rt_xl_lib(&p->xl,
            worksheet_repeat_rows(s->ws, t.first - 1, t.first - 1),
            "header rows");
    for (size_t i = 0; i < tally->department_count; i++)
        if (tally->by_department[i].of[RT_TALLIED_ALL] > 0)
            put_department(&t, i);
    if (lines > 0 && lines <= CHART_MAX)
        end = rt_plan_chart_departments(p, s, t.first, s->row - 1);
    put_rest(&t, rt_word(p->lang, RT_W_REVIEW_REST), &rest);
    end_table(&t);
    while (s->row < end) /* the chart may be the longer one */
        rt_xl_next(s);
    if (lines > CHART_MAX)
        rt_xl_word(s, LABEL, RT_XF_NOTE, RT_W_DEPT_CHART_LEFT_OUT);
}

/* --- controls ------------------------------------------------------------- */

/* As of the run: the register of controls holds no formulas. */
static void put_controls(struct rt_plan *p, struct rt_xl_sheet *s)
{
    struct rt_control_counts n = {0};

    rt_xl_keep(&p->xl, rt_ledger_count_controls(p->ledger, &n, p->err));
    if (n.total == 0)
        return;
    rt_xl_print(s, LABEL, RT_XF_NOTE, rt_word(p->lang, RT_W_REVIEW_CONTROLS),
        (unsigned long long)n.total, (unsigned long long)n.done,
        (unsigned long long)n.under_way, (unsigned long long)n.open);
    rt_xl_next(s);
}

/* --- the sheet ------------------------------------------------------------ */

void rt_plan_open_summary(struct rt_plan *p)
{
    struct rt_xl_sheet *s = &p->summary;

    rt_xl_sheet(&p->xl, s, rt_word(p->lang, RT_W_SHEET_REVIEW), RT_A4);
    rt_xl_pages(s, 76);
    rt_xl_width(s, 0, 0, 2);
    rt_xl_width(s, LABEL, LABEL, 24);
    rt_xl_width(s, ALL, LAST, 9);
    rt_xl_width(s, LAST + 1, LAST + 1, 2);
    rt_xl_width(s, CHART, CHART_LAST, 9);
}

void rt_plan_put_summary(struct rt_plan *p)
{
    struct rt_xl_sheet *s = &p->summary;
    char title[160];

    snprintf(title, sizeof title, "%s  %s %s",
        rt_word(p->lang, RT_W_REVIEW_TITLE), rt_word(p->lang, RT_W_AS_OF),
        p->run->now);
    rt_xl_title(s, LABEL, title, rt_word(p->lang, RT_W_REVIEW_NOTE));
    put_priorities(p, s);
    put_months(p, s);
    put_departments(p, s);
    rt_xl_next(s);
    rt_xl_together(s, 40);
    rt_acceptance_line(s, LABEL, p->ledger);
    put_controls(p, s);
    rt_source_put_folder(
        s, LABEL, OPEN, CHART_LAST, RT_W_PLAN_FOLDER_NOTE, RT_W_SHEET_REVIEW);
    rt_xl_finish(s);
}
