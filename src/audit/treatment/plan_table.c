/* リスク対応計画: who, when, and whether the dates and the status agree.
 *
 * The rules of forms.md 4: 終了 needs an actual end; 着手 an actual start and
 * no end; 未着手 neither; planned start not after planned end; a planned end
 * in the past with another status than 終了 is overdue.
 *
 * A plan that merge has just written holds risks and statuses but no tasks,
 * names or dates yet. Its rows are not defects: how many still wait is reported
 * once, as information. A row with an entry is judged like any other plan's.
 */
#include "audit/treatment/treatment.h"
#include "base/list.h"
#include "form/refused.h"
#include "form/word/value.h"
#include "record/plan.h"

struct step {
    struct rt_pl_date plan_start, plan_end, actual_start, actual_end;
    enum rt_plan_status status;
};

/* --- owner and dates ---------------------------------------------------------- */

/* Of what is retained in our own plan nobody plans anything. */
static bool is_retained(const struct pl *p, const struct pl_row *row)
{
    return row->table->layout->form == RT_FORM_RESULT
           && rt_pl_option(p, row).treatment == RT_RETAIN;
}

/* A formula whose result is not stored is not blank (RA305). */
static void check_there(struct pl *p, const struct pl_row *row, enum rt_field f)
{
    const struct rt_cell *cell = row->cell[f];
    struct rt_str shown
        = rt_cell_blank(cell) ? RT_STR_NONE : rt_pl_cell_shown(p, cell);

    if (rt_pl_has(row->table, f) && !rt_pl_row_says(row, f)
        && (!cell || cell->type != RT_CELL_NO_VALUE) && !is_retained(p, row))
        rt_pl_say(p, RT_PL401, row, f, RT_STR_NONE, shown,
            RT_ARGS(rt_field_name(f, p->a->lang), shown));
}

static void check_order(struct pl *p, const struct pl_row *row,
    enum rt_code code, const struct rt_pl_date *from,
    const struct rt_pl_date *to, enum rt_field f)
{
    struct rt_str first = rt_str(from->iso), last = rt_str(to->iso);

    if (from->ok && to->ok && rt_str_cmp(first, last) > 0)
        rt_pl_say(p, code, row, f, RT_STR_NONE, last, RT_ARGS(first, last));
}

/* A date merged over 開始 and 終了 is that of the first, as the form's cells are. */
static void part_dates(struct pl *p, struct pl_row *row)
{
    static const enum rt_field pairs[][2] = {
        {RT_F_PLAN_START, RT_F_PLAN_END}, {RT_F_ACTUAL_START, RT_F_ACTUAL_END}};
    size_t n;
    const struct rt_range *merges
        = rt_grid_merges(p->a->grid, row->table->sheet, &n);

    for (size_t k = 0; k < n * RT_COUNT(pairs); k++) {
        const struct rt_range *r = &merges[k / RT_COUNT(pairs)];
        const enum rt_field *f = pairs[k % RT_COUNT(pairs)];
        struct rt_str first = rt_field_name(f[0], p->a->lang);
        uint32_t row_at = row->row->number;
        if (rt_pl_col(row->table, f[0]) != r->col1 + 1
            || rt_pl_col(row->table, f[1]) != r->col2 + 1 || r->row1 > row_at
            || r->row2 < row_at)
            continue;
        if (r->row1 == row_at && rt_pl_row_says(row, f[0]))
            rt_pl_say(p, RT_TP423, row, f[0], RT_STR_NONE,
                rt_pl_cell_shown(p, row->cell[f[0]]),
                RT_ARGS(first, first, rt_field_name(f[1], p->a->lang)));
        row->cell[f[1]] = NULL;
    }
}

static void check_dates(struct pl *p, const struct pl_row *row, struct step *s)
{
    s->plan_start = rt_pl_date(p, row, RT_F_PLAN_START);
    s->plan_end = rt_pl_date(p, row, RT_F_PLAN_END);
    s->actual_start = rt_pl_date(p, row, RT_F_ACTUAL_START);
    s->actual_end = rt_pl_date(p, row, RT_F_ACTUAL_END);
    check_there(p, row, RT_F_ASSIGNEE);
    check_there(p, row, RT_F_PLAN_START);
    check_there(p, row, RT_F_PLAN_END);
    check_order(p, row, RT_PL402, &s->plan_start, &s->plan_end, RT_F_PLAN_END);
    check_order(
        p, row, RT_PL403, &s->actual_start, &s->actual_end, RT_F_ACTUAL_END);
}

/* --- the status ------------------------------------------------------------------ */

static void report_status(struct pl *p, const struct pl_row *row)
{
    const struct rt_reader by
        = {p->a->vocab, p->a->profile, p->a->lang, &p->arena, NULL};
    struct rt_str shown = rt_pl_cell_shown(p, row->cell[RT_F_STATUS]);
    struct rt_refused why;

    if (rt_refused(&by, RT_F_STATUS, row->cell[RT_F_STATUS], &why))
        rt_pl_say(p, why.code, row, RT_F_STATUS, why.expected, shown, why.args);
}

static enum rt_plan_status read_status(struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell = row->cell[RT_F_STATUS];
    struct rt_str folded;
    size_t count;
    const struct rt_plan_word *words = rt_plan_words(&count);

    if (!rt_pl_has(row->table, RT_F_STATUS))
        return RT_PLAN_UNSAID;
    if (!rt_cell_says(cell)) {
        check_there(p, row, RT_F_STATUS);
        return RT_PLAN_UNSAID;
    }
    folded = rt_pl_folded(p, cell->text);
    for (size_t i = 0; i < count; i++) {
        if (!rt_str_is(folded, words[i].folded))
            continue;
        if (!words[i].own) {
            struct rt_str shown = rt_pl_cell_shown(p, cell);
            struct rt_str ours
                = rt_str(rt_plan_status_label(words[i].status, RT_JA));
            rt_pl_say(p, RT_PL416, row, RT_F_STATUS, ours, shown,
                RT_ARGS(shown, ours));
        }
        return words[i].status;
    }
    report_status(p, row);
    return RT_PLAN_UNSAID;
}

static void report_at(struct pl *p, const struct pl_row *row, enum rt_code code,
    enum rt_field f, const struct rt_pl_date *date)
{
    struct rt_str shown
        = date->ok ? rt_str(date->iso) : rt_pl_cell_shown(p, row->cell[f]);

    rt_pl_say(p, code, row, f, RT_STR_NONE, shown,
        RT_ARGS(rt_field_name(f, p->a->lang), shown));
}

static void check_status(
    struct pl *p, const struct pl_row *row, const struct step *s)
{
    switch (s->status) {
    case RT_PLAN_DONE:
        if (!s->actual_end.there && rt_pl_has(row->table, RT_F_ACTUAL_END))
            report_at(p, row, RT_PL411, RT_F_ACTUAL_END, &s->actual_end);
        break;
    case RT_PLAN_UNDER_WAY:
        if (!s->actual_start.there && rt_pl_has(row->table, RT_F_ACTUAL_START))
            report_at(p, row, RT_PL412, RT_F_ACTUAL_START, &s->actual_start);
        if (s->actual_end.there)
            report_at(p, row, RT_PL413, RT_F_ACTUAL_END, &s->actual_end);
        break;
    case RT_PLAN_OPEN:
        if (s->actual_start.there)
            report_at(p, row, RT_PL414, RT_F_ACTUAL_START, &s->actual_start);
        if (s->actual_end.there)
            report_at(p, row, RT_PL414, RT_F_ACTUAL_END, &s->actual_end);
        break;
    case RT_PLAN_UNSAID:
        break;
    }
}

/* Without a status that can be read, an actual end says that it is done. */
static void check_overdue(struct pl *p, const struct pl_row *row,
    const struct step *s, enum rt_code code)
{
    struct rt_str end = rt_str(s->plan_end.iso), now = rt_str(p->a->now);

    if (p->a->now && s->plan_end.ok && s->status != RT_PLAN_DONE
        && (s->status != RT_PLAN_UNSAID || !s->actual_end.there)
        && rt_str_cmp(end, now) < 0)
        rt_pl_say(
            p, code, row, RT_F_PLAN_END, RT_STR_NONE, end, RT_ARGS(end, now));
}

/* A start that has passed while the status says that nobody has begun; once the
 * end has passed, too, that is what is said. */
static void check_begun(
    struct pl *p, const struct pl_row *row, const struct step *s)
{
    struct rt_str start = rt_str(s->plan_start.iso), now = rt_str(p->a->now);
    struct rt_str end = rt_str(s->plan_end.iso);

    if (p->a->now && s->status == RT_PLAN_OPEN && s->plan_start.ok
        && !s->actual_start.there && !s->actual_end.there
        && rt_str_cmp(start, now) < 0
        && (!s->plan_end.ok || rt_str_cmp(end, now) >= 0))
        rt_pl_say(p, RT_PL420, row, RT_F_PLAN_START, RT_STR_NONE, start,
            RT_ARGS(start, now));
}

/* --- rows --------------------------------------------------------------------------- */

/* A date that merge proposed and that was not changed, and until which nobody
 * is to do anything (rt_plan_is_proposal): its neighbour says so. Where that has
 * no value because a library wrote the file, the status decides, as it does in
 * the formula there. */
static bool is_proposed(const struct pl_row *row)
{
    const struct rt_cell *basis
        = rt_cell_of(row->table->layout, row->row, RT_F_PLAN_END_BASIS);
    const struct rt_cell *status = row->cell[RT_F_STATUS];

    return basis
           && !(rt_pl_row_says(row, RT_F_ASSIGNEE)
                && (rt_pl_row_says(row, RT_F_CONTROL)
                    || rt_pl_row_says(row, RT_F_TASK)))
           && (basis->type == RT_CELL_NO_VALUE
                   ? status && rt_plan_status_of(status->text) == RT_PLAN_OPEN
                   : RT_PLAN_BEGINS(basis->text, PROPOSED));
}

static const enum rt_field no[] = {RT_F_NO};

/* A merged control's further rows count where they say something. */
static bool is_step(const struct pl_row *row)
{
    static const enum rt_field entered[]
        = {RT_F_RISK_ID, RT_F_CONTROL, RT_F_TASK, RT_F_ASSIGNEE,
            RT_F_PLAN_START, RT_F_PLAN_END, RT_F_ACTUAL_START, RT_F_ACTUAL_END};

    if (!rt_pl_row_says(row, RT_F_CONTROL) && !rt_pl_row_says(row, RT_F_TASK)
        && !rt_pl_row_says(row, RT_F_RISK_ID) && !rt_pl_any_own(row, no, 1))
        return false;
    return rt_pl_any_own(row, entered, RT_COUNT(entered));
}

/* The status counts even while the formula beside the end, not yet calculated
 * again, still calls the date a proposal. */
static bool is_begun(const struct pl_row *row)
{
    static const enum rt_field planned[] = {RT_F_TASK, RT_F_ASSIGNEE,
        RT_F_PLAN_START, RT_F_ACTUAL_START, RT_F_ACTUAL_END};
    const struct rt_cell *cell = row->cell[RT_F_STATUS];
    enum rt_plan_status status
        = cell ? rt_plan_status_of(cell->text) : RT_PLAN_UNSAID;

    return rt_pl_any_says(row, planned, RT_COUNT(planned))
           || status == RT_PLAN_DONE || status == RT_PLAN_UNDER_WAY
           || (rt_pl_row_says(row, RT_F_PLAN_END) && !is_proposed(row));
}

/* One more task under names and dates that are merged over several: they
 * were judged where they begin. */
static bool continues(const struct pl_row *row)
{
    static const enum rt_field when[] = {RT_F_ASSIGNEE, RT_F_PLAN_START,
        RT_F_PLAN_END, RT_F_ACTUAL_START, RT_F_ACTUAL_END, RT_F_STATUS};

    return rt_pl_any_says(row, when, RT_COUNT(when))
           && !rt_pl_any_own(row, when, RT_COUNT(when));
}

static void remember(
    struct pl *p, const struct pl_row *row, enum rt_plan_status status)
{
    const struct rt_cell *end = row->cell[RT_F_ACTUAL_END];
    const struct rt_cell *no = row->cell[RT_F_NO];
    const struct rt_cell *control = row->cell[RT_F_CONTROL];
    struct pl_step step
        = {.doc = &row->table->doc, .row = row->row->number, .status = status};

    if (rt_cell_says(no))
        step.no = rt_pl_folded(p, no->text);
    if (rt_cell_says(control)) {
        step.control = control->text;
        step.control_folded = rt_pl_folded(p, control->text);
    }
    if (!end || !rt_is_taken(rt_value_date(end, step.end)))
        step.end[0] = '\0';
    RT_PL_ADD(p, p->said.steps, p->said.step_count, p->said.step_cap, step);
}

/* A row with a number of its own is a control's, one without belongs to the
 * control above. Of our own plan the control is the report's to name. */
static void check_words(struct pl *p, const struct pl_row *row)
{
    check_there(p, row, RT_F_TASK);
    if (row->table->layout->form == RT_FORM_RESULT)
        return;
    if (rt_pl_any_own(row, no, 1))
        check_there(p, row, RT_F_CONTROL);
    rt_pl_check_decided(p, row, RT_TREATMENT_NONE);
}

static enum rt_plan_status check_step(struct pl *p, const struct pl_row *row)
{
    struct step s;

    check_dates(p, row, &s);
    check_words(p, row);
    s.status = read_status(p, row);
    check_status(p, row, &s);
    check_overdue(p, row, &s, is_proposed(row) ? RT_PL419 : RT_PL418);
    check_begun(p, row, &s);
    return s.status;
}

/* A row without entries lacks nothing yet, but the date that was proposed for
 * it may have passed. A blank status is one that was stated to be done. */
static void check_waiting(struct pl *p, const struct pl_row *row)
{
    struct step s = {.status = RT_PLAN_OPEN};

    s.plan_end = rt_pl_date(p, row, RT_F_PLAN_END);
    rt_pl_check_decided(p, row, RT_TREATMENT_NONE);
    rt_pl_check_so_far(p, row);
    if (!rt_pl_row_says(row, RT_F_STATUS))
        return;
    (void)read_status(p, row);
    check_overdue(p, row, &s, RT_PL419);
}

/* The same task of the same control in two rows; in our own plan each belongs
 * to another risk. */
static void check_once(
    struct pl_numbers *tasks, struct pl *p, const struct pl_row *row)
{
    struct rt_buf key = RT_BUF(1 << 20);
    uint32_t known = 0;

    if (!rt_pl_row_says(row, RT_F_CONTROL)
        || !rt_cell_says(rt_cell_of(row->table->layout, row->row, RT_F_TASK)))
        return;
    if (rt_buf_printf(&key, "%.*s\x1f%.*s",
            RT_FMT(row->cell[RT_F_CONTROL]->text),
            RT_FMT(row->cell[RT_F_TASK]->text))
        == RT_OK)
        known = rt_pl_first_row(tasks, p, rt_buf_str(&key), row->row->number);
    else
        p->rc = rt_fail_nomem(p->err);
    rt_buf_fini(&key);
    if (known > 0)
        rt_pl_say(p, RT_PL309, row, RT_F_CONTROL, RT_STR_NONE, RT_STR_NONE,
            RT_ARGS(rt_pl_num(p, known)));
}

/* Rows of our own plan without an entry. */
struct waiting {
    uint64_t rows;
    struct pl_note first;
    struct pl_blanks reduced; /* 低減 without a control */
};

static void take_waiting(
    struct waiting *w, struct pl *p, const struct pl_row *row)
{
    struct pl_note note = rt_pl_at(row, RT_F_CONTROL);

    if (w->rows++ == 0)
        w->first = rt_pl_at(row, RT_F_TASK);
    check_waiting(p, row);
    note.arg[0] = rt_str(rt_treatment_label(RT_REDUCE, RT_JA));
    if (rt_pl_option(p, row).treatment == RT_REDUCE && note.col > 0)
        rt_pl_blanks_add(
            p, &w->reduced, rt_pl_row_says(row, RT_F_CONTROL), &note);
}

/* What the forms gave as 低減 waits for its control as the rest does; what
 * people chose in a plan of ours, few rows of many, does not. */
static void report_waiting(struct waiting *w, struct pl *p)
{
    struct pl_note note = w->first;

    w->reduced.filled += w->reduced.count * 2 < w->rows;
    rt_pl_blanks_report(p, &w->reduced, RT_PL103);
    if (w->rows == 0)
        return;
    note.arg[0] = note.actual = rt_pl_num(p, (int64_t)w->rows);
    rt_pl_report(p, RT_PL400, &note);
}

/* Work on what is retained. An end may have been proposed for it all the same,
 * and a control may be one that exists. */
static void check_work(struct pl *p, const struct pl_row *row)
{
    static const enum rt_field work[]
        = {RT_F_TASK, RT_F_PLAN_START, RT_F_ACTUAL_START, RT_F_ACTUAL_END};

    for (size_t i = 0; i < RT_COUNT(work) && is_retained(p, row); i++) {
        const struct rt_cell *cell
            = rt_cell_of(row->table->layout, row->row, work[i]);
        if (!rt_cell_says(cell))
            continue;
        rt_pl_say(p, RT_PL640, row, RT_F_TREATMENT, RT_STR_NONE, RT_STR_NONE,
            RT_ARGS(
                rt_field_name(work[i], p->a->lang), rt_pl_cell_shown(p, cell)));
        return;
    }
}

void rt_pl_audit_plan(struct pl *p, const struct pl_table *t)
{
    static const enum rt_field control[] = {RT_F_CONTROL};
    bool ours = t->layout->form == RT_FORM_RESULT;
    bool swapped = !ours && rt_pl_is_swapped(p, t);
    struct waiting waiting = {0};
    struct pl_numbers tasks = {0};
    struct pl_texts texts = {0};
    struct pl_own_plan own = {0};
    enum rt_plan_status status = RT_PLAN_UNSAID;
    struct pl_cursor c;
    struct pl_row row;

    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        if (!is_step(&row))
            continue;
        part_dates(p, &row);
        rt_pl_check_values(p, &row);
        rt_pl_check_control_text(p, &row);
        if (ours || rt_pl_any_own(&row, control, 1))
            rt_pl_take_texts(&texts, p, &row);
        if (ours)
            rt_pl_take_line(p, &row);
        if (ours && !is_begun(&row)) {
            take_waiting(&waiting, p, &row);
            rt_pl_own_row(&own, p, &row, RT_PLAN_OPEN);
            continue;
        }
        if (!ours)
            check_once(&tasks, p, &row);
        if (swapped)
            status = read_status(p, &row);
        else if (!continues(&row))
            status = check_step(p, &row);
        if (ours) {
            rt_pl_check_option(p, &row);
            rt_pl_check_residual(p, &row);
            check_work(p, &row);
            rt_pl_own_row(&own, p, &row, status);
        }
        remember(p, &row, status);
    }
    rt_pl_numbers_fini(&tasks);
    rt_pl_end_own_plan(&own, p);
    rt_pl_end_texts(&texts, p, t);
    report_waiting(&waiting, p);
}
