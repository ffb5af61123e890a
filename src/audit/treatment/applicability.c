/* 適用宣言書: every control of Annex A once, each with what it needs.
 *
 * In a spreadsheet 5.10 easily becomes the number 5.1. Such a cell is read as
 * 5.10 where it follows 5.9, and reported (where the others are texts, as a
 * fault); where 5.1 is there already and the
 * order does not decide, it is only reported as ambiguous.
 *
 * An excluded control needs a reason, an applied one a reason (where the table
 * has a column for it) and a document (for one not
 * carried out yet that is only noted).
 */
#include "audit/treatment/statement_marks.h"
#include "audit/treatment/treatment.h"

#include "base/list.h"

struct statement {
    struct pl *p;
    const struct pl_table *table;
    struct pl_control control[RT_ANNEX_CONTROLS];
    struct pl_control old[RT_ANNEX_CONTROLS]; /* by the numbers of 2013 */
    struct rt_statement_seen seen;
    size_t numbers, of_other_edition;
    struct pl_theme theme;
    bool exchanged;           /* 適用 and 実施・未実施 */
    size_t of_numbers;        /* stored as numbers, which lack a last 0 */
    struct pl_blanks why;     /* reasons of controls that apply */
    struct pl_blanks why_not; /* of those that are excluded */
    struct pl_blanks names;
    struct pl_note first_other;
};

/* --- numbers ------------------------------------------------------------------ */

static struct rt_statement_row plain(const struct pl *p, const struct pl_row *r)
{
    return (struct rt_statement_row){.layout = r->table->layout,
        .row = r->row,
        .cell = r->cell,
        .csv = p->a->csv};
}

static struct rt_annex_number read_number(
    const struct statement *s, const struct pl_row *row, enum rt_field *where)
{
    struct rt_statement_row r = plain(s->p, row);

    return rt_statement_number(&r, where);
}

/* 5.1 for 5.10, 5.2 for 5.20, 5.3 for 5.30. */
static void restore_zero(struct statement *s, const struct pl_row *row,
    enum rt_field where, struct rt_annex_number *number)
{
    struct rt_str shown = rt_pl_number_text(s->p, number->theme, number->n);
    enum rt_lost_zero zero = rt_statement_restore(&s->seen, number);
    struct rt_str meant;

    if (zero == RT_ZERO_THERE)
        return;
    meant = rt_pl_number_text(s->p, number->theme, number->n);
    rt_pl_say(s->p,
        zero == RT_ZERO_TWICE            ? RT_PL606
        : s->of_numbers * 2 < s->numbers ? RT_PL624
                                         : RT_PL605,
        row, where, meant, shown, RT_ARGS(shown, meant));
}

/* --- one control ------------------------------------------------------------------ */

static void report_of(struct statement *s, const struct pl_row *row,
    enum rt_code code, enum rt_field f, struct rt_str number)
{
    struct rt_str shown = f == RT_FIELD_NONE
                              ? RT_STR_NONE
                              : rt_pl_cell_shown(s->p, row->cell[f]);

    rt_pl_say(s->p, code, row, f, RT_STR_NONE, shown, RT_ARGS(number, shown));
}

/* A reason in the column for the other kind, with or without one in its own. */
static void check_other_reason(struct statement *s, const struct pl_row *row,
    struct rt_str number, bool applied)
{
    static const char *const none[]
        = {"対象外", "該当せず", "(該当なし)", "(なし)", "(対象外)"};
    enum rt_field other = applied ? RT_F_WHY_NOT : RT_F_WHY;
    enum rt_lang lang = s->p->a->lang;
    struct rt_str shown;

    if (!rt_pl_has(s->table, applied ? RT_F_WHY : RT_F_WHY_NOT)
        || !rt_statement_of_one_kind(s->table->layout, RT_F_WHY)
        || !rt_statement_is_reason(row->cell[other])
        || rt_str_is_any(rt_pl_folded(s->p, row->cell[other]->text), none))
        return;
    shown = rt_pl_cell_shown(s->p, row->cell[other]);
    rt_pl_say(s->p, RT_PL621, row, other, RT_STR_NONE, shown,
        RT_ARGS(number,
            rt_str(applied ? rt_say(lang, "適用", "applied")
                           : rt_say(lang, "除外", "excluded")),
            rt_str(applied ? rt_say(lang, "除外の理由", "reason to exclude it")
                           : rt_say(lang, "適用の理由", "reason to apply it")),
            shown));
}

static void check_reason(
    struct statement *s, const struct pl_row *row, struct rt_str number)
{
    static const enum rt_field reasons[]
        = {RT_F_WHY_NOT, RT_F_WHY, RT_F_REASON, RT_F_NOTE};
    enum { REASONS = RT_COUNT(reasons) };
    enum rt_field f = rt_pl_first_of(row->table, reasons, REASONS);
    struct pl_note note = rt_pl_at(row, f);
    bool says = false;

    check_other_reason(s, row, number, false);
    for (size_t i = 0; i < REASONS; i++)
        says |= rt_statement_is_reason(row->cell[reasons[i]]);
    note.arg[0] = number;
    if (f != RT_FIELD_NONE)
        note.arg[1] = note.actual = rt_pl_cell_shown(s->p, row->cell[f]);
    rt_pl_blanks_add(s->p, &s->why_not, says, &note);
}

/* A statement may give reasons for exclusions alone: that is one finding. */
static void check_why(
    struct statement *s, const struct pl_row *row, struct rt_str number)
{
    static const enum rt_field reasons[] = {RT_F_WHY, RT_F_REASON, RT_F_NOTE};
    enum rt_field f = rt_pl_first_of(row->table, reasons, 2);
    struct pl_note note = rt_pl_at(row, f);
    bool says = false;

    if (f == RT_FIELD_NONE)
        return;
    for (size_t i = 0; i < RT_COUNT(reasons); i++)
        says |= rt_statement_is_reason(row->cell[reasons[i]]);
    note.arg[0] = number;
    note.arg[1] = note.actual = rt_pl_cell_shown(s->p, row->cell[f]);
    rt_pl_blanks_add(s->p, &s->why, says, &note);
}

static void report_why(struct statement *s)
{
    struct pl_note *first = s->why.list;

    rt_pl_blanks_report(s->p, &s->why, RT_PL617);
    if (s->why.count == 0 || s->why.filled > 0)
        return;
    first->row = s->table->layout->row2;
    first->arg[0] = rt_pl_num(s->p, (int64_t)s->why.count);
    rt_pl_report(s->p, RT_PL618, first);
}

static bool is_not_yet(enum rt_carried carried)
{
    return carried == RT_CARRIED_NOT || carried == RT_CARRIED_NO;
}

static void check_applied(struct statement *s, const struct pl_row *row,
    struct rt_str number, enum rt_field f, enum rt_carried carried)
{
    check_why(s, row, number);
    check_other_reason(s, row, number, true);
    rt_pl_check_kind(s->p, row, number);
    if (f != RT_FIELD_NONE && carried == RT_CARRIED_BLANK)
        report_of(s, row, RT_PL612, f, number);
    if (carried == RT_CARRIED_NA)
        report_of(s, row, RT_PL613, f, number);
    if (rt_pl_has(row->table, RT_F_DOCUMENT)
        && !rt_statement_is_document(row->cell[RT_F_DOCUMENT]))
        report_of(s, row, is_not_yet(carried) ? RT_PL615 : RT_PL610,
            RT_F_DOCUMENT, number);
}

static void check_control(struct statement *s, const struct pl_row *row,
    struct pl_control *control, struct rt_str number)
{
    enum rt_applied applied
        = rt_statement_applied(s->p->a->vocab, row->cell[RT_F_APPLIED]);
    enum rt_field f = rt_statement_state(row->table->layout);
    enum rt_carried carried
        = f == RT_FIELD_NONE
              ? RT_CARRIED_BLANK
              : rt_statement_carried(s->p->a->vocab, row->cell[f]);

    if (carried == RT_CARRIED_BAD)
        report_of(s, row, RT_PL611, f, number);
    /* What merge proposes is not whole until people have decided on it. */
    if (rt_is_proposed(rt_cell_text(row->cell[RT_F_APPLIED])))
        return;
    switch (applied) {
    case RT_APPLIED_BLANK:
        if (rt_pl_has(s->table, RT_F_APPLIED))
            report_of(s, row, RT_PL608, RT_F_APPLIED, number);
        break;
    case RT_APPLIED_UNREADABLE:
        report_of(s, row, RT_PL607, RT_F_APPLIED, number);
        break;
    case RT_APPLIED_YES:
        control->applied = true;
        control->not_yet = is_not_yet(carried);
        control->carried_out = carried == RT_CARRIED_OUT;
        check_applied(s, row, number, f, carried);
        break;
    case RT_APPLIED_NO:
        control->excluded = true;
        check_reason(s, row, number);
        if (carried == RT_CARRIED_OUT || carried == RT_CARRIED_PARTLY
            || carried == RT_CARRIED_NOT)
            report_of(s, row, RT_PL616, f, number);
        break;
    }
}

/* --- the table ---------------------------------------------------------------------- */

static const struct rt_cell *name_cell(
    const struct pl *p, const struct pl_row *row)
{
    struct rt_statement_row r = plain(p, row);

    return rt_statement_name_cell(&r);
}

static struct rt_str name_of(struct pl *p, const struct pl_row *row)
{
    struct rt_statement_row r = plain(p, row);
    char to[RT_STATEMENT_NAME];

    return rt_pl_kept(p, rt_statement_name(&r, to));
}

static void check_name(struct statement *s, const struct pl_row *row, int own)
{
    const struct rt_cell *cell = name_cell(s->p, row);
    struct pl_note note = rt_pl_at(row, RT_F_CONTROL);

    /* The number alone is in the heading's first column. */
    note.col += cell != row->cell[RT_F_CONTROL];

    note.arg[0] = rt_str(
        rt_say(s->p->a->lang, "管理策の名称", "the name of the control"));
    if (note.col > 0)
        rt_pl_blanks_add(s->p, &s->names, !rt_cell_blank(cell), &note);
    if (!rt_cell_says(cell))
        return;
    note.col = cell->col + 1;
    note.actual = rt_pl_cell_shown(s->p, cell);
    rt_pl_check_name(
        s->p, &note, own, rt_pl_folded(s->p, cell->text), s->control[own].name);
    rt_pl_check_old_name(s->p, &note, own, s->control[own].name);
}

/* The name says which control the row is: that is not missing, too. */
static void take_name(struct statement *s, const struct pl_row *row)
{
    int i = rt_annex_of_name(name_of(s->p, row), -1);

    if (i >= 0 && s->control[i].row == 0)
        s->control[i].row = s->seen.row[i] = row->row->number;
}

static void report_unknown(
    struct statement *s, const struct pl_row *row, enum rt_field where)
{
    struct rt_str shown = rt_pl_cell_shown(s->p, row->cell[where]);
    enum rt_field f;
    struct rt_annex_number n = read_number(s, row, &f);
    bool old = n.parts == 3 && rt_annex_is_of_2013(n.theme, n.n, n.third);

    take_name(s, row);
    rt_pl_say(s->p, RT_PL603, row, where, RT_STR_NONE, shown,
        RT_ARGS(shown, rt_str(old ? "2013" : "")));
}

/* What a control of 2013 is marked goes to those of 2022 that came of it. One that
 * came of several is excluded, or carried out, where all of these are. */
static void mark_as(struct pl_control *to, const struct pl_control *marks)
{
    to->applied |= marks->applied;
    to->not_yet |= marks->not_yet;
    to->excluded &= marks->excluded;
    to->carried_out &= marks->carried_out;
}

static void take_old(struct statement *s, const struct pl_row *row,
    const struct rt_annex_number *number)
{
    struct pl_control marks = {.row = row->row->number};
    struct rt_str name = name_of(s->p, row);
    size_t nth = 0;
    char shown[48];
    int i;

    if (s->exchanged)
        return;
    snprintf(shown, sizeof shown, "%d.%d.%d", number->theme, number->n,
        number->third);
    check_control(s, row, &marks, rt_pl_kept(s->p, rt_str(shown)));
    marks.reason = rt_pl_citing(s->p, row);
    while (
        (i = rt_annex_from_2013(number->theme, number->n, number->third, nth++))
        >= 0) {
        struct pl_control *to = &s->old[i];

        if (to->row > 0) {
            mark_as(to, &marks);
            continue;
        }
        *to = marks;
        to->name = nth == 1 ? name : RT_STR_NONE;
    }
}

static void take_row(struct statement *s, const struct pl_row *row)
{
    enum rt_field where;
    struct rt_annex_number number = read_number(s, row, &where);
    struct rt_str shown;
    int i;

    rt_pl_take_theme(&s->theme, s->p, row, &number);
    if (number.parts == 0)
        return;
    s->numbers++;
    s->of_numbers += number.may_lack_zero;
    if (number.parts > 2) {
        if (s->of_other_edition++ == 0)
            s->first_other = rt_pl_at(row, where);
        take_old(s, row, &number);
        return;
    }
    restore_zero(s, row, where, &number);
    s->seen.last_theme = number.theme;
    s->seen.last_n = number.n;
    i = rt_annex_index(number.theme, number.n);
    if (i < 0) {
        report_unknown(s, row, where);
        return;
    }
    shown = rt_pl_number_text(s->p, number.theme, number.n);
    if (s->control[i].row > 0) {
        rt_pl_say(s->p, RT_PL602, row, where, RT_STR_NONE, shown,
            RT_ARGS(shown, rt_pl_num(s->p, s->control[i].row)));
    } else {
        s->control[i].row = s->seen.row[i] = row->row->number;
        s->control[i].name = name_of(s->p, row);
        check_name(s, row, i);
    }
    if (!s->exchanged)
        check_control(s, row, &s->control[i], shown);
    s->control[i].reason = rt_pl_citing(s->p, row);
}

static void report_missing(struct statement *s)
{
    const struct pl_table *t = s->table;
    struct pl_note note = {.sheet = t->sheet, .row = t->layout->row2};
    struct rt_buf list = RT_BUF(4096);
    size_t missing = rt_pl_list_missing(s->p, s->control, &list);

    if (missing > 0) {
        note.col = rt_pl_col(
            t, rt_pl_first_of(t, rt_number_fields, RT_NUMBER_FIELDS));
        note.arg[0] = rt_buf_str(&list);
        note.arg[1] = rt_pl_num(s->p, (int64_t)missing);
        note.expected = rt_pl_num(s->p, RT_ANNEX_CONTROLS);
        note.actual
            = rt_pl_num(s->p, (int64_t)(RT_ANNEX_CONTROLS - (int)missing));
        rt_pl_report(s->p, RT_PL601, &note);
    }
    rt_buf_fini(&list);
}

/* Another edition's numbers throughout are one mistake, not 114; what they mark is
 * held against the other documents all the same. */
static bool is_other_edition(struct statement *s)
{
    if (s->of_other_edition * 2 <= s->numbers)
        return false;
    s->first_other.arg[0] = s->first_other.actual
        = rt_pl_num(s->p, (int64_t)s->of_other_edition);
    rt_pl_report(s->p, RT_PL604, &s->first_other);
    for (int i = 0; i < RT_ANNEX_CONTROLS; i++) {
        if (s->control[i].row == 0)
            s->control[i] = s->old[i];
    }
    return true;
}

/* A mark whose number cannot be read belongs to no control; one without any is
 * the company's own, unless it has the name of one of the annex. */
static bool is_numberless(
    struct pl *p, const struct pl_row *row, enum rt_field where)
{
    if (where == RT_FIELD_NONE
        || (where == RT_F_CONTROL && name_cell(p, row) == row->cell[where])
        || !rt_cell_says(
            rt_cell_of(row->table->layout, row->row, RT_F_APPLIED)))
        return false;
    return rt_annex_is_like_number(rt_pl_folded(p, row->cell[where]->text))
           || rt_annex_of_name(name_of(p, row), -1) >= 0;
}

static void report_unnumbered(
    struct statement *s, const struct pl_row *row, enum rt_field blank)
{
    take_name(s, row);
    rt_pl_say(s->p, RT_PL401, row, blank, RT_STR_NONE, RT_STR_NONE,
        RT_ARGS(rt_str(rt_say(
            s->p->a->lang, "管理策の番号", "the number of the control"))));
}

static void report_other_numbers(struct statement *s)
{
    struct pl_cursor c;
    struct pl_row row;
    enum rt_field where;

    /* A running No throughout: that all 93 are missing says it. */
    if (s->numbers == 0)
        return;
    rt_pl_rows(&c, s->p, s->table);
    while (s->p->rc == RT_OK && rt_pl_next(&c, &row)) {
        int parts = read_number(s, &row, &where).parts;
        enum rt_field blank = rt_pl_blank_number(&row, name_of(s->p, &row));
        if (parts > 2 || (parts == 0 && is_numberless(s->p, &row, where)))
            report_unknown(s, &row, where);
        else if (parts == 0 && blank != RT_FIELD_NONE)
            report_unnumbered(s, &row, blank);
    }
}

/* --- columns that were not understood --------------------------------------- */

static bool says_at(const struct statement *s, uint32_t col, uint32_t row)
{
    return rt_cell_says(rt_grid_cell(s->p->a->grid, s->table->sheet, col, row));
}

/* Whether the column says something of most controls of the one kind and, where
 * those of the other have a column for their reasons, of few of them. */
static bool has_reasons(
    const struct statement *s, uint32_t col, bool excluded, enum rt_field other)
{
    size_t all[2] = {0, 0}, says[2] = {0, 0};

    for (int i = 0; i < RT_ANNEX_CONTROLS; i++) {
        const struct pl_control *c = &s->control[i];
        all[c->excluded] += c->row > 0;
        says[c->excluded] += c->row > 0 && says_at(s, col, c->row);
    }
    return says[excluded] > 0 && says[excluded] * 2 >= all[excluded]
           && (!rt_pl_has(s->table, other)
               || says[!excluded] * 4 <= all[!excluded]);
}

/* What a column with an unknown heading may be, or NONE. */
static enum rt_field may_be(
    const struct statement *s, const struct rt_column *c)
{
    const struct pl_table *t = s->table;

    if (c->field != RT_FIELD_NONE || rt_str_trim(c->text).n == 0)
        return RT_FIELD_NONE;
    if (!rt_pl_has(t, RT_F_WHY) && !rt_pl_has(t, RT_F_REASON)
        && has_reasons(s, c->col, false, RT_F_WHY_NOT))
        return RT_F_WHY;
    if (!rt_pl_has(t, RT_F_WHY_NOT)
        && rt_statement_of_one_kind(t->layout, RT_F_WHY)
        && has_reasons(s, c->col, true, RT_F_WHY))
        return RT_F_WHY_NOT;
    return rt_pl_missing_column(t);
}

/* A heading that was not understood, while one of the form's is missing. */
static void report_columns(struct statement *s)
{
    const struct pl_table *t = s->table;

    for (size_t i = 0; i < t->layout->column_count; i++) {
        const struct rt_column *c = &t->layout->columns[i];
        enum rt_field f = may_be(s, c);
        struct pl_note note
            = {.sheet = t->sheet, .row = c->row, .col = c->col + 1};
        if (f == RT_FIELD_NONE)
            continue;
        note.arg[0] = note.actual = rt_pl_shown(s->p, c->text);
        note.arg[1] = rt_field_name(f, s->p->a->lang);
        rt_pl_report(s->p, RT_PL620, &note);
    }
}

/* An excluded control's reason may be in such a column. */
static void report_why_not(struct statement *s)
{
    const struct rt_layout *l = s->table->layout;

    for (size_t i = 0; i < s->why_not.count; i++) {
        const struct pl_note *note = &s->why_not.list[i];
        bool says = false;
        for (size_t k = 0; k < l->column_count && !says; k++) {
            enum rt_field f = may_be(s, &l->columns[k]);
            says = (f == RT_F_WHY || f == RT_F_WHY_NOT)
                   && says_at(s, l->columns[k].col, note->row);
        }
        if (!says)
            rt_pl_report(s->p, RT_PL609, note);
    }
}

static void report_numbers(struct statement *s)
{
    report_other_numbers(s);
    report_missing(s);
    if (s->names.count < s->names.filled)
        rt_pl_blanks_report(s->p, &s->names, RT_PL401);
}

/* For what reports and plans say of the controls. */
static void keep(struct statement *s)
{
    struct pl_said *said = &s->p->said;
    const struct pl_table *t = s->table;
    const struct pl_statement of = {.doc = &t->doc,
        .number_col
        = rt_pl_col(t, rt_pl_first_of(t, rt_number_fields, RT_NUMBER_FIELDS)),
        .state_col = rt_pl_doc_col(&t->doc, rt_statement_state(t->layout)),
        .reason_col = rt_pl_doc_col(&t->doc, rt_pl_reason_field(t)),
        .control = s->control};

    RT_PL_ADD(
        s->p, said->statements, said->statement_count, said->statement_cap, of);
}

void rt_pl_audit_applicability(struct pl *p, const struct pl_table *t)
{
    struct statement *s = rt_arena_alloc(&p->arena, sizeof *s);
    struct pl_texts texts = {0};
    struct pl_cursor c;
    struct pl_row row;

    if (!rt_pl_need(p, s))
        return;
    s->p = p;
    s->table = t;
    s->exchanged = rt_pl_is_exchanged(p, t);
    rt_pl_rows(&c, p, t);
    while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
        take_row(s, &row);
        rt_pl_take_texts(&texts, p, &row);
    }
    rt_pl_end_texts(&texts, p, t);
    bool old = is_other_edition(s);
    if (p->rc != RT_OK || (s->numbers == 0 && rt_pl_report_unnumbered(p, t)))
        return;
    if (!old)
        report_numbers(s);
    report_why(s);
    report_why_not(s);
    report_columns(s);
    if (s->numbers > 0)
        rt_pl_report_marks(p, t);
    if (!old)
        rt_pl_check_around(p, t, s->control);
    keep(s);
}
