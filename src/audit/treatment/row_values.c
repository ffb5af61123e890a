/* Values that cannot be taken, in tables whose rows are not the intake's to
 * read: a plan's, and the lists of this program. The rules are those of a
 * form's cells (form/refused.h).
 *
 * Formulas are not judged here, nor an importance or likelihood that a list of
 * ours gives and that follows from the level.
 */
#include "audit/own_figures.h"
#include "audit/own_rows.h"
#include "audit/treatment/treatment.h"
#include "base/fold.h"
#include "form/refused.h"
#include "record/book_words.h"

/* Whether a typed cell is what its row is computed from. */
static bool is_input(const struct rt_audit_row *r, enum rt_field f)
{
    if (f == RT_F_IMPORTANCE)
        return rt_own_is_given(r, f)
               && r->scores.given_importance == RT_UNKNOWN;
    if (f == RT_F_LIKELIHOOD)
        return rt_own_is_given(r, f)
               && r->scores.given_likelihood == RT_UNKNOWN;
    return true;
}

/* Whether merge wrote that the form's cell says neither yes nor no, which the row
 * itself names as missing. */
static bool is_unclear(const struct pl_row *row, enum rt_field f)
{
    const struct rt_layout *l = row->table->layout;

    return (f == RT_F_PERSONAL || f == RT_F_SENSITIVE || f == RT_F_MY_NUMBER)
           && rt_is_word(rt_str_trim(rt_cell_text(rt_cell_of(l, row->row, f))),
               RT_W_FLAG_UNREADABLE)
           && !rt_cell_blank(rt_cell_of(l, row->row, RT_F_MISSING));
}

static void check(struct pl *p, const struct pl_row *row,
    const struct rt_profile *profile, enum rt_field f)
{
    const struct rt_cell *cell = rt_cell_of(row->table->layout, row->row, f);
    const struct rt_reader by
        = {p->a->vocab, profile, p->a->lang, &p->arena, NULL};
    struct pl_note note = rt_pl_at(row, f);
    struct rt_refused why;

    if (rt_cell_blank(cell) || cell->is_formula || is_unclear(row, f)
        || !rt_refused(&by, f, cell, &why))
        return;
    for (size_t i = 0; i < RT_FINDING_ARGS; i++)
        note.arg[i] = why.args[i];
    note.expected = why.expected;
    note.actual = rt_pl_cell_shown(p, cell);
    rt_pl_report(p, why.code, &note);
}

/* The cell of a risk's member that no field is made of. */
static const struct rt_cell *kept(const struct pl_row *row, size_t member)
{
    return rt_row_cell(row->row, rt_own_column(row->table->layout, member));
}

/* A medium that is none of the choices, and not what the form has. */
static void check_medium(struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell
        = rt_cell_of(row->table->layout, row->row, RT_F_MEDIUM);
    const struct rt_cell *raw = kept(row, offsetof(struct rt_risk, medium_raw));
    struct pl_note note = rt_pl_at(row, RT_F_MEDIUM);

    if (rt_cell_blank(raw) || note.col == 0)
        return;
    if (rt_cell_blank(cell))
        rt_pl_report(p, RT_VA403, &note);
    else if (!rt_fold_eq(cell->text, raw->text))
        check(p, row, p->a->profile, RT_F_MEDIUM);
}

/* A number that merge read and that is there no more. */
static void check_cleared(
    struct pl *p, const struct pl_row *row, const struct rt_profile *profile)
{
    static const struct {
        enum rt_field field;
        const char *mark;
    } numbers[] = {{RT_F_CONFIDENTIALITY, "C="}, {RT_F_INTEGRITY, "I="},
        {RT_F_AVAILABILITY, "A="}, {RT_F_THREAT, "T="},
        {RT_F_VULNERABILITY, "V="}};
    const struct rt_cell *from = NULL;

    for (size_t i = 0; i < RT_COUNT(numbers); i++) {
        enum rt_field f = numbers[i].field;
        bool rating = f == RT_F_THREAT || f == RT_F_VULNERABILITY;
        struct pl_note note = rt_pl_at(row, f);
        if (note.col == 0
            || !rt_cell_blank(rt_cell_of(row->table->layout, row->row, f)))
            continue;
        from = from ? from : kept(row, offsetof(struct rt_risk, cells));
        if (!from || !rt_str_contains(from->text, rt_str(numbers[i].mark)))
            continue;
        note.arg[0] = rt_field_name(f, p->a->lang);
        note.arg[1] = note.expected = rt_span_text(&p->arena, p->a->lang,
            rating ? 1 : profile->scale_min, rating ? 3 : profile->scale_max);
        rt_pl_report(p, RT_VA303, &note);
    }
}

void rt_pl_check_values(struct pl *p, const struct pl_row *row)
{
    static const enum rt_field given[]
        = {RT_F_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER, RT_F_REGISTERED},
        numbers[] = {RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY,
            RT_F_IMPORTANCE, RT_F_THREAT, RT_F_VULNERABILITY, RT_F_LIKELIHOOD,
            RT_F_RES_IMPORTANCE, RT_F_RES_LIKELIHOOD};
    const struct rt_audit_row *r
        = rt_audit_row_at(p->a, row->table->sheet, row->row->number);

    check(p, row, p->a->profile, RT_F_TREATMENT);
    if (!r || !r->own)
        return;
    for (size_t i = 0; i < RT_COUNT(given); i++)
        check(p, row, p->a->profile, given[i]);
    check_medium(p, row);
    if (!r->profile)
        return;
    for (size_t i = 0; i < RT_COUNT(numbers); i++) {
        if (is_input(r, numbers[i]))
            check(p, row, r->profile, numbers[i]);
    }
    check_cleared(p, row, r->profile);
}
