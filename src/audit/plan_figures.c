/* The counts on まとめ of our own plan: by priority, by month of the planned
 * end, by department.
 *
 * The sheet counts what the plan's rows show, of all its sheets, with COUNTIFS;
 * so is it done here: a status is the word alone, a month has only dates that
 * are numbers, and the line before the total has what the others have not.
 */
#include "audit/own_figures.h"

#include "audit/own_fixed.h"

#include "base/calendar.h"
#include "form/plan_column.h"
#include "form/word/value.h"
#include "record/book_words.h"

enum { LINES_MAX = 20000 };

/* Columns of a table of まとめ. */
enum kind {
    ALL,
    DONE,
    UNDER_WAY,
    OPEN,
    OTHER,
    OVERDUE,
    UNPLANNED,
    WAITING,
    RATE, /* no count: DONE of ALL */
    KINDS = RATE
};

static const enum rt_word heads[] = {[ALL] = RT_W_REVIEW_ALL,
    [DONE] = RT_W_STATUS_DONE,
    [UNDER_WAY] = RT_W_STATUS_UNDER_WAY,
    [OPEN] = RT_W_STATUS_OPEN,
    [OTHER] = RT_W_REVIEW_OTHER_PART,
    [OVERDUE] = RT_W_OVERDUE,
    [UNPLANNED] = RT_W_UNPLANNED,
    [WAITING] = RT_W_REVIEW_WAITING,
    [RATE] = RT_W_REVIEW_RATE};

/* A row of the plan. */
struct line {
    bool asset, row, approved; /* row: what counts as one */
    struct rt_str department, status, deadline;
    int priority; /* 0: none */
    int month;    /* since year 0; -1: no date */
};

enum by { NOTHING, PRIORITY, MONTH, DEPARTMENT };

/* What a line of a table counts. */
enum which { VALUE, BEFORE, FROM, NAMELESS, REST, TOTAL, UNKNOWN };

struct figures {
    const struct rt_audit *a;
    struct rt_arena *arena;
    struct rt_summaries *out;
    struct line *lines;
    size_t count, list;
    bool no_deadlines; /* their formulas have no stored results */
    /* The table at hand. */
    size_t sheet;
    enum rt_lang lang;
    enum by by;
    uint32_t first, head, row;
    int64_t sum[KINDS]; /* of its lines so far */
    bool lost;          /* one of them is not known */
};

/* --- rows of the plan ---------------------------------------------------- */

static int month_of(const struct rt_cell *c)
{
    char iso[11];
    int year, month, day;

    return c && (c->type == RT_CELL_DATE || c->type == RT_CELL_NUMBER)
                   && rt_is_taken(rt_value_date(c, iso))
                   && rt_date_of_iso(rt_str(iso), &year, &month, &day)
               ? year * 12 + month - 1
               : -1;
}

/* The columns without a field of their own; -1: not there. */
static void find_columns(
    const struct rt_layout *l, int32_t *deadline, int32_t *approved)
{
    struct rt_plan_column is[RT_COLUMNS_MAX];

    *deadline = *approved = -1;
    rt_plan_columns(l, is);
    for (int32_t c = 0; c < RT_COLUMNS_MAX; c++) {
        if (is[c].how == RT_PLAN_AS_LABEL)
            *deadline = c;
        if (is[c].how == RT_PLAN_AS_DATE
            && is[c].offset == offsetof(struct rt_plan_row, approved_on))
            *approved = c;
    }
}

static void add_lines(struct figures *f, size_t sheet)
{
    const struct rt_layout *l = &f->a->tables[sheet].layout;
    int32_t deadline, approved;

    find_columns(l, &deadline, &approved);
    for (size_t i = 0; i < rt_grid_row_count(f->a->grid, sheet); i++) {
        const struct rt_row *row = rt_grid_row(f->a->grid, sheet, i);
        const struct rt_cell *late = rt_row_cell(row, deadline);
        const struct rt_cell *on = rt_row_cell(row, approved);
        int priority = rt_whole_of(rt_cell_of(l, row, RT_F_PRIORITY));
        if (row->number <= l->row2)
            continue;
        f->no_deadlines |= late && late->type == RT_CELL_NO_VALUE;
        f->lines[f->count++] = (struct line){
            .asset = !rt_cell_blank(rt_cell_of(l, row, RT_F_ASSET)),
            .row = !rt_cell_blank(rt_cell_of(l, row, RT_F_ASSET))
                   || !rt_cell_blank(rt_cell_of(l, row, RT_F_NO)),
            .approved
            = on && (on->type == RT_CELL_DATE || on->type == RT_CELL_NUMBER),
            .department = rt_cell_string(rt_cell_of(l, row, RT_F_MANAGED_BY)),
            .status = rt_cell_string(rt_cell_of(l, row, RT_F_STATUS)),
            .deadline = rt_cell_string(late),
            .priority = priority > 0 ? priority : 0,
            .month = month_of(rt_cell_of(l, row, RT_F_PLAN_END))};
    }
}

/* --- labels -------------------------------------------------------------- */

static const struct rt_cell *cell_at(
    const struct figures *f, uint32_t col, uint32_t row)
{
    return rt_grid_cell(f->a->grid, f->sheet, col, row);
}

static bool is_word(struct rt_str s, enum rt_lang lang, enum rt_word word)
{
    return rt_str_is(s, rt_word(lang, word));
}

static struct rt_str head_at(
    const struct figures *f, uint32_t col, uint32_t row)
{
    return rt_own_label(f->a, f->sheet, cell_at(f, col, row), row);
}

/* The same but for where the lines of a heading break. */
static bool is_head(struct rt_str s, const char *head)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\r')
            continue;
        while (*head == ' ')
            head++;
        if (*head == '\0' || *head++ != s.p[i])
            return false;
    }
    return s.n > 0 && *head == '\0';
}

static bool take_head(struct figures *f, const struct rt_row *row)
{
    static const enum rt_word by[] = {[PRIORITY] = RT_W_SUM_PRIORITY,
        [MONTH] = RT_W_REVIEW_MONTH,
        [DEPARTMENT] = RT_W_SUM_DEPARTMENT};

    for (size_t i = 0; i < row->count; i++) {
        uint32_t col = row->cells[i].col;
        for (int k = PRIORITY * 2; k < DEPARTMENT * 2 + 2; k++) {
            size_t same = 0;
            f->lang = (enum rt_lang)(k % 2);
            if (!is_word(
                    rt_own_label(f->a, f->sheet, &row->cells[i], row->number),
                    f->lang, by[k / 2]))
                continue;
            for (uint32_t h = 0; h < KINDS; h++)
                same += is_head(head_at(f, col + 1 + h, row->number),
                    rt_word(f->lang, heads[h]));
            if (same + 2 < KINDS)
                continue;
            f->by = (enum by)(k / 2);
            f->first = col + 1;
            f->head = f->row = row->number;
            memset(f->sum, 0, sizeof f->sum);
            f->lost = false;
            return true;
        }
    }
    return false;
}

static struct rt_str label_at(const struct figures *f, uint32_t row)
{
    return rt_cell_string(cell_at(f, f->first - 1, row));
}

static enum which which_of(const struct figures *f, struct rt_str s, int *value)
{
    static const enum rt_word rest[] = {[PRIORITY] = RT_W_SUM_NO_PRIORITY,
        [MONTH] = RT_W_REVIEW_UNDATED,
        [DEPARTMENT] = RT_W_REVIEW_REST};
    struct rt_str before = rt_str(rt_word(f->lang, RT_W_SUM_PRIORITY));

    if (is_word(s, f->lang, RT_W_TOTAL))
        return TOTAL;
    /* A department may have that name, too. */
    if (is_word(s, f->lang, rest[f->by])
        && (f->by != DEPARTMENT
            || is_word(label_at(f, f->row + 1), f->lang, RT_W_TOTAL)))
        return REST;
    if (f->by == DEPARTMENT)
        return s.n == 0                                  ? UNKNOWN
               : is_word(s, f->lang, RT_W_DEPT_NAMELESS) ? NAMELESS
                                                         : VALUE;
    if (f->by == PRIORITY) {
        if (s.n != before.n + 2 || !rt_str_starts(s, before))
            return UNKNOWN;
        *value = s.p[before.n + 1] - '0';
        return VALUE;
    }
    if (is_word(s, f->lang, RT_W_REVIEW_EARLIER))
        *value = rt_month_label(label_at(f, f->row + 1));
    else if (is_word(s, f->lang, RT_W_REVIEW_LATER))
        *value = rt_month_label(label_at(f, f->row - 1)) + 1;
    else
        *value = rt_month_label(s);
    return *value <= 0                                ? UNKNOWN
           : is_word(s, f->lang, RT_W_REVIEW_EARLIER) ? BEFORE
           : is_word(s, f->lang, RT_W_REVIEW_LATER)   ? FROM
                                                      : VALUE;
}

/* --- counting ------------------------------------------------------------ */

static bool is_same(struct rt_str a, struct rt_str b)
{
    return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

static bool belongs(const struct figures *f, const struct line *l,
    enum which which, int value, struct rt_str label)
{
    switch (which) {
    case BEFORE:
        return l->month >= 0 && l->month < value;
    case FROM:
        return l->month >= value;
    case NAMELESS:
        return l->asset && l->department.n == 0;
    case VALUE:
        return f->by == PRIORITY ? l->priority == value
               : f->by == MONTH  ? l->month == value
                                 : is_same(l->department, label);
    default:
        return true;
    }
}

static void count(const struct figures *f, enum which which, int value,
    struct rt_str label, int64_t n[KINDS])
{
    int64_t approved = 0;

    memset(n, 0, KINDS * sizeof *n);
    for (size_t i = 0; i < f->count; i++) {
        const struct line *l = &f->lines[i];
        if (!belongs(f, l, which, value, label))
            continue;
        n[ALL] += l->row || (which != TOTAL && which != REST);
        approved += l->approved;
        for (int k = DONE; k <= UNPLANNED; k++) {
            if (k != OTHER)
                n[k] += is_same(k < OTHER ? l->status : l->deadline,
                    rt_str(rt_word(f->lang, heads[k])));
        }
    }
    n[OTHER] = n[ALL] - n[DONE] - n[UNDER_WAY] - n[OPEN];
    n[WAITING] = n[ALL] - approved;
    for (int k = 0; which == REST && k < KINDS; k++)
        n[k] -= f->sum[k];
}

/* --- figures ------------------------------------------------------------- */

static enum rt_status add_figure(struct figures *f, enum kind k,
    struct rt_str label, int64_t right, struct rt_error *err)
{
    uint32_t col = f->first + k;
    const struct rt_figure g = {.sheet = f->sheet,
        .row = f->row,
        .col = col,
        .label = {label, rt_str(rt_word(f->lang, heads[k]))},
        .right = (uint64_t)right,
        .list = f->list};

    return rt_figure_add(f->out, f->arena, &g, cell_at(f, col, f->row), err);
}

/* Nothing but a label and figures belongs to a table; it ends with its total. */
static bool is_line(const struct figures *f)
{
    bool any = !rt_cell_blank(cell_at(f, f->first - 1, f->row));

    for (uint32_t k = 0; k < KINDS; k++)
        any |= !rt_cell_blank(cell_at(f, f->first + k, f->row));
    return any;
}

/* Earlier plans lack 計画未作成: what is right of it lies elsewhere. */
static bool has_head(const struct figures *f, enum kind k)
{
    return is_head(
        head_at(f, f->first + k, f->head), rt_word(f->lang, heads[k]));
}

/* There is none of no rows. */
static enum rt_status add_rate(struct figures *f, struct rt_str label,
    const int64_t n[KINDS], struct rt_error *err)
{
    if (n[ALL] <= 0 || n[DONE] < 0 || !has_head(f, RATE))
        return RT_OK;
    RT_TRY(add_figure(f, RATE, label, n[DONE], err));
    f->out->figures[f->out->figure_count - 1].is_share = true;
    f->out->figures[f->out->figure_count - 1].share
        = (double)n[DONE] / (double)n[ALL];
    return RT_OK;
}

static enum rt_status take_table(struct figures *f, struct rt_error *err)
{
    uint32_t last = f->row + LINES_MAX;
    enum which which = UNKNOWN;

    for (f->row++; f->row < last && which != TOTAL && is_line(f); f->row++) {
        struct rt_str label = label_at(f, f->row);
        int64_t n[KINDS];
        int value = 0;

        which = which_of(f, label, &value);
        f->lost |= which == UNKNOWN;
        if (which == UNKNOWN || (which == REST && f->lost))
            continue;
        count(f, which, value, label, n);
        for (int k = 0; k < KINDS; k++) {
            f->sum[k] += n[k];
            if (n[k] >= 0 && has_head(f, (enum kind)k)
                && !(f->no_deadlines && (k == OVERDUE || k == UNPLANNED)))
                RT_TRY(add_figure(f, (enum kind)k, label, n[k], err));
        }
        RT_TRY(add_rate(f, label, n, err));
    }
    return RT_OK;
}

static enum rt_status search_sheet(struct figures *f, struct rt_error *err)
{
    for (size_t i = 0; i < rt_grid_row_count(f->a->grid, f->sheet); i++) {
        if (take_head(f, rt_grid_row(f->a->grid, f->sheet, i)))
            RT_TRY(take_table(f, err));
    }
    return RT_OK;
}

static bool is_list(const struct rt_table *t)
{
    return t->found && t->own && rt_layout_is_plan(&t->layout);
}

enum rt_status rt_plan_figures(const struct rt_audit *a, struct rt_arena *arena,
    struct rt_summaries *out, struct rt_error *err)
{
    struct figures f = {.a = a, .arena = arena, .out = out, .list = SIZE_MAX};
    size_t rows = 0, lists = 0, sheets = rt_grid_sheet_count(a->grid);

    for (size_t s = 0; s < sheets; s++) {
        if (is_list(&a->tables[s])) {
            rows += rt_grid_row_count(a->grid, s);
            f.list = lists++ == 0 ? s : SIZE_MAX;
        }
    }
    if (lists == 0)
        return RT_OK;
    f.lines = rt_arena_array(arena, rows + 1, sizeof *f.lines);
    RT_NEED(f.lines, err);
    for (size_t s = 0; s < sheets; s++) {
        if (is_list(&a->tables[s]))
            add_lines(&f, s);
    }
    for (f.sheet = 0; f.sheet < sheets; f.sheet++) {
        if (!a->tables[f.sheet].own)
            RT_TRY(search_sheet(&f, err));
    }
    return RT_OK;
}
