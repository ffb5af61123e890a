/* One risk's treatment: the option, what it asks for, and what is left.
 *
 * The rules of the assessment report (forms.md 3). They hold for a row of a
 * report and, where the columns exist, for a row of our own treatment plan.
 *
 * The acceptance line is the profile's class "high": a level of that class is
 * not acceptable (the published criteria say so for 6 to 9 on the 1–3 scale). A
 * residual risk that stays above it is a warning where the treatment changed
 * nothing, and a note to the risk owner, who has to accept it by name, where it
 * was lowered: published reports end like that.
 */
#include "audit/treatment/treatment.h"

#include "form/word/value.h"

static const struct {
    enum rt_field field;
    enum rt_treatment treatment;
} marks[] = {{RT_F_MARK_RETAIN, RT_RETAIN}, {RT_F_MARK_REDUCE, RT_REDUCE},
    {RT_F_MARK_AVOID, RT_AVOID}, {RT_F_MARK_TRANSFER, RT_TRANSFER}};

enum { MARKS = RT_COUNT(marks) };

/* --- numbers ---------------------------------------------------------------- */

static const struct rt_profile *profile_of(
    const struct pl *p, const struct pl_row *row)
{
    return rt_audit_profile_at(p->a, row->table->sheet, row->row->number);
}

static int score(const struct pl *p, const struct pl_row *row, enum rt_field f)
{
    const struct rt_profile *by = profile_of(p, row);

    return rt_score_of(p->a->vocab, row->cell[f], by->scale_min, by->scale_max);
}

static int rating(const struct pl *p, const struct pl_row *row, enum rt_field f)
{
    return rt_rating_of(p->a->vocab, row->cell[f]);
}

static int product(int importance, int likelihood)
{
    return importance < 0 || likelihood < 0 ? RT_UNKNOWN
                                            : importance * likelihood;
}

static int either(int computed, int recorded)
{
    return computed == RT_UNKNOWN ? recorded : computed;
}

/* Of a row with a blank factor the level is not known: what a formula makes of
 * a blank is none. */
static int level_of(const struct pl *p, const struct pl_row *row,
    enum rt_field importance, enum rt_field likelihood, enum rt_field level)
{
    const enum rt_field factors[] = {importance, likelihood};
    int recorded = rt_whole_of(row->cell[level]);
    const int values[]
        = {score(p, row, importance), rating(p, row, likelihood)};

    for (size_t i = 0; i < RT_COUNT(factors); i++) {
        /* Refused, and reported: no level follows from it. */
        if (rt_pl_has(row->table, factors[i]) && rt_pl_row_says(row, factors[i])
            && values[i] == RT_UNKNOWN)
            return RT_UNKNOWN;
        if (rt_pl_has(row->table, factors[i])
            && !rt_pl_row_says(row, factors[i])
            && (!row->cell[level] || row->cell[level]->is_formula
                || recorded < profile_of(p, row)->scale_min))
            return RT_UNKNOWN;
    }
    return either(product(values[0], values[1]), recorded);
}

int rt_pl_level(const struct pl *p, const struct pl_row *row)
{
    return level_of(p, row, RT_F_IMPORTANCE, RT_F_LIKELIHOOD, RT_F_LEVEL);
}

int rt_pl_priority(const struct pl *p, int level)
{
    return level < 0 || level > RT_LEVEL_MAX
               ? 0
               : p->a->profile->priority_of[level];
}

/* A level that is never acceptable. */
static bool above_line(const struct pl *p, const struct pl_row *row,
    enum rt_evaluation which, int level)
{
    return level >= 0
           && rt_profile_zone(profile_of(p, row), which, level)
                  == RT_ZONE_NEVER;
}

/* --- the option ---------------------------------------------------------------- */

static void read_one_column(
    const struct pl *p, const struct pl_row *row, struct rt_pl_option *o)
{
    const struct rt_cell *cell = row->cell[RT_F_TREATMENT];
    enum rt_treatment treatment;

    o->asked = true;
    o->first = RT_F_TREATMENT;
    if (!rt_cell_says(cell))
        return;
    o->unsure = !rt_is_taken(rt_value_treatment(p->a->vocab, cell, &treatment));
    if (o->unsure)
        return;
    o->marks = 1;
    o->treatment = treatment;
}

static void read_marks(
    const struct pl *p, const struct pl_row *row, struct rt_pl_option *o)
{
    for (size_t i = 0; i < MARKS; i++) {
        const struct rt_cell *cell = row->cell[marks[i].field];
        bool yes = false;
        if (!rt_pl_has(row->table, marks[i].field))
            continue;
        o->asked = true;
        if (!cell)
            continue;
        if (!rt_is_taken(rt_value_flag(p->a->vocab, cell, &yes)))
            o->unsure |= rt_cell_says(cell);
        if (!yes)
            continue;
        o->marks++;
        o->treatment = marks[i].treatment;
        if (o->first == RT_FIELD_NONE)
            o->first = marks[i].field;
        else if (o->second == RT_FIELD_NONE)
            o->second = marks[i].field;
    }
    if (o->marks != 1)
        o->treatment = RT_TREATMENT_NONE;
}

struct rt_pl_option rt_pl_option(const struct pl *p, const struct pl_row *row)
{
    struct rt_pl_option o = {.first = RT_FIELD_NONE, .second = RT_FIELD_NONE};

    if (rt_pl_has(row->table, RT_F_TREATMENT))
        read_one_column(p, row, &o);
    else
        read_marks(p, row, &o);
    return o;
}

static void report_marks(
    struct pl *p, const struct pl_row *row, const struct rt_pl_option *o)
{
    static const enum rt_field where[] = {RT_F_TREATMENT, RT_F_MARK_RETAIN,
        RT_F_MARK_REDUCE, RT_F_MARK_AVOID, RT_F_MARK_TRANSFER};
    bool none = o->marks == 0;
    struct rt_str marked = rt_pl_num(p, o->marks);

    rt_pl_say(p, none ? RT_PL101 : RT_PL102, row,
        none ? rt_pl_first_of(row->table, where, RT_COUNT(where)) : o->second,
        RT_STR("1"), marked, RT_ARGS(marked));
}

/* Columns for a reason: reports have none of their own, so that it is written
 * beside or into the control. */
static const enum rt_field reasons[]
    = {RT_F_REASON, RT_F_WHY, RT_F_NOTE, RT_F_CONTROL};

enum { REASONS = RT_COUNT(reasons) };

/* 「保有の理由」, 「受容根拠」: a column that was added for it. */
static const struct rt_column *own_reason(const struct pl_row *row, bool *says)
{
    static const char *const words[] = {"理由", "根拠", "reason", "Reason"};
    const struct rt_layout *l = row->table->layout;
    const struct rt_column *first = NULL;

    *says = false;
    for (size_t i = 0; i < l->column_count; i++) {
        const struct rt_column *c = &l->columns[i];
        if (c->field != RT_FIELD_NONE || !rt_str_contains_any(c->text, words))
            continue;
        first = first ? first : c;
        *says |= rt_cell_says(rt_row_cell(row->row, (int32_t)c->col));
    }
    return first;
}

static void check_reason(struct pl *p, const struct pl_row *row)
{
    enum rt_field f = rt_pl_first_of(row->table, reasons, REASONS);
    bool says;
    const struct rt_column *own = own_reason(row, &says);
    struct pl_note note;

    if (f == RT_FIELD_NONE || says || rt_pl_any_says(row, reasons, REASONS))
        return;
    note = rt_pl_at(row, f);
    note.arg[0] = rt_field_name(f, p->a->lang);
    if (own && f != RT_F_REASON && f != RT_F_WHY) {
        note.col = own->col + 1;
        note.arg[0] = rt_pl_shown(p, own->text);
    }
    rt_pl_report(p, RT_PL104, &note);
}

void rt_pl_check_option(struct pl *p, const struct pl_row *row)
{
    struct rt_pl_option o = rt_pl_option(p, row);

    if (o.asked && o.marks != 1 && !(o.unsure && o.marks == 0)) {
        report_marks(p, row, &o);
        return;
    }
    if (o.treatment == RT_REDUCE && rt_pl_has(row->table, RT_F_CONTROL)
        && !rt_pl_row_says(row, RT_F_CONTROL))
        rt_pl_say(p, RT_PL103, row, RT_F_CONTROL, RT_STR_NONE, RT_STR_NONE,
            RT_ARGS(rt_str(rt_treatment_label(o.treatment, RT_JA))));
    if (o.treatment == RT_RETAIN)
        check_reason(p, row);
    else
        rt_pl_check_decided(p, row, o.treatment);
}

void rt_pl_check_chosen(
    struct pl *p, const struct pl_row *row, struct pl_blanks *blanks)
{
    bool due = rt_pl_priority(p, rt_pl_level(p, row)) > 0
               || rt_pl_row_says(row, RT_F_REASON)
               || rt_pl_row_says(row, RT_F_CONTROL);
    struct pl_note note = rt_pl_at(row, RT_F_TREATMENT);

    note.actual = note.arg[0] = RT_STR("0");
    if (note.col > 0 && due)
        rt_pl_blanks_add(
            p, blanks, !rt_cell_blank(row->cell[RT_F_TREATMENT]), &note);
}

void rt_pl_check_reasoned(
    struct pl *p, const struct pl_row *row, struct pl_blanks *blanks)
{
    struct pl_note note = rt_pl_at(row, RT_F_REASON);
    bool filled;

    (void)own_reason(row, &filled);
    filled |= rt_pl_any_says(row, reasons, REASONS);
    note.arg[0] = rt_field_name(RT_F_REASON, p->a->lang);
    if (rt_pl_has(row->table, RT_F_REASON)
        && (filled || rt_pl_option(p, row).treatment == RT_RETAIN))
        rt_pl_blanks_add(p, blanks, filled, &note);
}

/* --- what is left ---------------------------------------------------------------- */

struct evaluation {
    int importance, likelihood, level;
};

static struct pl_note at_residual(
    struct pl *p, const struct pl_row *row, enum rt_field f, int first, int now)
{
    static const enum rt_field others[]
        = {RT_F_RES_LEVEL, RT_F_RES_LIKELIHOOD, RT_F_RES_IMPORTANCE};
    struct pl_note note = rt_pl_at(
        row, rt_pl_has(row->table, f)
                 ? f
                 : rt_pl_first_of(row->table, others, RT_COUNT(others)));

    note.arg[0] = rt_pl_num(p, now);
    note.arg[1] = rt_pl_num(p, first);
    return note;
}

/* Reports where the second evaluation is above the first. */
static bool check_raised(struct pl *p, const struct pl_row *row,
    enum rt_code code, enum rt_field f, int first, int now)
{
    struct pl_note note;

    if (first == RT_UNKNOWN || now == RT_UNKNOWN || now <= first)
        return false;
    note = at_residual(p, row, f, first, now);
    note.expected = note.arg[1];
    note.actual = note.arg[0];
    rt_pl_report(p, code, &note);
    return true;
}

/* A consequence of a raised importance or likelihood is not reported again. */
static bool check_not_raised(struct pl *p, const struct pl_row *row,
    struct evaluation first, struct evaluation now)
{
    bool raised = check_raised(p, row, RT_PL201, RT_F_RES_IMPORTANCE,
        first.importance, now.importance);

    raised |= check_raised(p, row, RT_PL202, RT_F_RES_LIKELIHOOD,
        first.likelihood, now.likelihood);
    if (!raised)
        raised = check_raised(
            p, row, RT_PL203, RT_F_RES_LEVEL, first.level, now.level);
    return raised;
}

/* In a list of our own the level is compared as all results are. */
static void check_product(
    struct pl *p, const struct pl_row *row, struct evaluation now)
{
    const struct rt_cell *cell = row->cell[RT_F_RES_LEVEL];
    int computed = product(now.importance, now.likelihood);
    enum rt_class class;
    struct rt_str shown, right;

    if (computed == RT_UNKNOWN || p->a->tables[row->table->sheet].own
        || rt_cell_blank(cell) || rt_shows_error(cell)
        || rt_whole_of(cell) == computed
        || (rt_whole_of(cell) == RT_UNKNOWN
            && rt_is_taken(rt_value_class(p->a->vocab, cell, &class))
            && class == profile_of(p, row)->class_of[computed]))
        return;
    shown = rt_pl_cell_shown(p, cell);
    right = rt_pl_num(p, computed);
    rt_pl_say(p, RT_RA107, row, RT_F_RES_LEVEL, right, shown,
        RT_ARGS(shown, right, rt_pl_num(p, now.importance),
            rt_pl_num(p, now.likelihood)));
}

/* A second evaluation may be left for later, but not one half of it. */
static void check_begun(struct pl *p, const struct pl_row *row)
{
    static const enum rt_field factors[]
        = {RT_F_RES_IMPORTANCE, RT_F_RES_LIKELIHOOD};
    bool begun = rt_pl_any_says(row, factors, RT_COUNT(factors));

    for (size_t i = 0; i < RT_COUNT(factors) && begun; i++) {
        const struct rt_cell *cell = row->cell[factors[i]];
        if (rt_pl_has(row->table, factors[i]) && !rt_cell_says(cell)
            && (!cell || cell->type < RT_CELL_ERROR))
            rt_pl_say(p, RT_VA312, row, factors[i], RT_STR_NONE, RT_STR_NONE,
                RT_ARGS(rt_field_name(factors[i], p->a->lang),
                    rt_field_name(RT_F_RES_LEVEL, p->a->lang)));
    }
}

/* Why nothing lowers the level, or nothing where something does: a control, or
 * a measure reported as done or planned, but none that is undecided. */
static struct rt_str why_not_lower(
    struct pl *p, const struct pl_row *row, enum rt_treatment treatment)
{
    const struct rt_cell *cell = row->cell[RT_F_ACTION];
    struct rt_str shown = rt_pl_cell_shown(p, cell), line, why = RT_STR_NONE;
    struct rt_buf b = RT_BUF(1 << 12);

    /* 「未」 too says that nothing supports the lower level. */
    if (treatment != RT_RETAIN && !rt_cell_blank(cell)
        && (rt_str_is(rt_pl_folded(p, cell->text), "未")
            || rt_action_of(cell->text, &line) == RT_ACTION_UNDECIDED)) {
        if (rt_pl_need(p, rt_buf_printf(&b,
                              rt_say(p->a->lang, "対応が「%.*s」のままです",
                                  "the state is still \"%.*s\""),
                              RT_FMT(shown))
                              == RT_OK))
            why = rt_pl_kept(p, rt_buf_str(&b));
        rt_buf_fini(&b);
        return why;
    }
    /* 保有 means that nothing is done; its control cell holds the reason. */
    if (treatment != RT_RETAIN
        && (rt_cell_says(cell) || !rt_pl_has(row->table, RT_F_CONTROL)
            || rt_pl_row_says(row, RT_F_CONTROL)))
        return RT_STR_NONE;
    return rt_str(
        rt_say(p->a->lang, "下げるための管理策も対応の予定もありません",
            "no control or action that lowers it is given"));
}

static void check_lowered(struct pl *p, const struct pl_row *row,
    struct evaluation first, struct evaluation now, enum rt_treatment treatment)
{
    struct pl_note note;
    struct rt_str why;

    if (first.level == RT_UNKNOWN || now.level == RT_UNKNOWN
        || now.level >= first.level)
        return;
    why = why_not_lower(p, row, treatment);
    if (why.n == 0)
        return;
    note = at_residual(p, row, RT_F_RES_LEVEL, first.level, now.level);
    note.arg[2] = why;
    rt_pl_report(p, treatment == RT_RETAIN ? RT_PL206 : RT_PL205, &note);
}

static void check_line(struct pl *p, const struct pl_row *row,
    struct evaluation first, struct evaluation now, enum rt_treatment treatment)
{
    struct pl_note note;
    bool lowered;

    if (now.level == RT_UNKNOWN && treatment == RT_RETAIN
        && above_line(p, row, RT_FIRST, first.level)) {
        note = rt_pl_at(row, RT_F_LEVEL);
        note.arg[0] = note.arg[1] = rt_pl_num(p, first.level);
    } else if (above_line(p, row, RT_RESIDUAL, now.level)) {
        note = at_residual(p, row, RT_F_RES_LEVEL, first.level, now.level);
    } else {
        return;
    }
    note.actual = note.arg[0];
    if (first.level == RT_UNKNOWN)
        note.arg[1] = rt_str(rt_say(p->a->lang, "不明", "not known"));
    note.arg[2] = rt_str(profile_of(p, row)->name);
    lowered = now.level != RT_UNKNOWN && now.level < first.level;
    /* What is wrong is the choice, not the level. */
    if (treatment == RT_RETAIN && !lowered)
        note.col = rt_pl_col(row->table, rt_pl_option(p, row).first);
    rt_pl_report(p, lowered ? RT_PL208 : RT_PL207, &note);
}

/* A treatment that was carried out and changed nothing; where that leaves the
 * level above the line, it has been said. */
static void check_effect(struct pl *p, const struct pl_row *row,
    struct evaluation first, struct evaluation now, enum rt_treatment treatment)
{
    const struct rt_cell *cell = row->cell[RT_F_ACTION];
    struct rt_str line;
    struct pl_note note;

    if (treatment == RT_RETAIN || treatment == RT_TREATMENT_NONE
        || rt_cell_blank(cell)
        || rt_action_of(cell->text, &line) != RT_ACTION_DONE
        || now.level != first.level || rt_pl_priority(p, now.level) == 0
        || above_line(p, row, RT_RESIDUAL, now.level))
        return;
    note = at_residual(p, row, RT_F_RES_LEVEL, first.level, now.level);
    note.actual = note.arg[0];
    note.arg[1] = rt_pl_cell_shown(p, cell);
    rt_pl_report(p, RT_PL210, &note);
}

static struct evaluation first_of(const struct pl *p, const struct pl_row *row)
{
    return (struct evaluation){score(p, row, RT_F_IMPORTANCE),
        rating(p, row, RT_F_LIKELIHOOD), rt_pl_level(p, row)};
}

static struct evaluation second_of(const struct pl *p, const struct pl_row *row)
{
    return (struct evaluation){score(p, row, RT_F_RES_IMPORTANCE),
        rating(p, row, RT_F_RES_LIKELIHOOD),
        level_of(
            p, row, RT_F_RES_IMPORTANCE, RT_F_RES_LIKELIHOOD, RT_F_RES_LEVEL)};
}

void rt_pl_check_so_far(struct pl *p, const struct pl_row *row)
{
    struct evaluation first = first_of(p, row), now = second_of(p, row);
    enum rt_treatment treatment = rt_pl_option(p, row).treatment;

    if (treatment == RT_RETAIN && rt_pl_has(row->table, RT_F_REASON))
        check_reason(p, row);
    if (treatment == RT_RETAIN)
        check_lowered(p, row, first, now, treatment);
    check_begun(p, row);
    check_not_raised(p, row, first, now);
}

void rt_pl_check_residual(struct pl *p, const struct pl_row *row)
{
    struct evaluation first = first_of(p, row), now = second_of(p, row);
    struct rt_pl_option o = rt_pl_option(p, row);
    bool raised;

    /* Of a report the intake says both. */
    if (row->table->layout->form != RT_FORM_REPORT) {
        check_begun(p, row);
        check_product(p, row, now);
    }
    raised = check_not_raised(p, row, first, now);
    check_lowered(p, row, first, now, o.treatment);
    if (!raised)
        check_line(p, row, first, now, o.treatment);
    check_effect(p, row, first, now, o.treatment);
}

void rt_pl_check_ledger_option(
    struct pl *p, const struct pl_row *row, struct pl_blanks *blanks)
{
    static const struct evaluation later = {RT_UNKNOWN, RT_UNKNOWN, RT_UNKNOWN};
    enum rt_treatment treatment = rt_pl_option(p, row).treatment;
    struct pl_note note = rt_pl_at(row, RT_F_CONTROL);

    note.arg[0] = rt_str(rt_treatment_label(RT_REDUCE, RT_JA));
    if (treatment == RT_REDUCE && note.col > 0)
        rt_pl_blanks_add(p, blanks, rt_pl_row_says(row, RT_F_CONTROL), &note);
    if (treatment == RT_RETAIN)
        check_line(p, row, first_of(p, row), later, treatment);
    else if (treatment != RT_TREATMENT_NONE)
        rt_pl_check_decided(p, row, treatment);
}
