/* Numbers and names of Annex A's controls, wherever a control is written: in a
 * statement, a report, a ledger, a plan.
 *
 * A control without a number of the annex's shape is the company's own and is
 * not judged. A number names a control where a line, or a part of it, begins
 * with it, and where it follows the name in brackets.
 */
#include "audit/treatment/statement_marks.h"
#include "base/fold.h"
#include "base/mark.h"
#include "risk/controls.h"

/* Without the marks around a name. */
static struct rt_str bare(struct rt_str s)
{
    static const char *const before[] = {":", "."}, *const after[]
                                                    = {":", "。"};

    while (rt_mark_skip(&s, ~(unsigned)RT_MARK_CLOSE)
           || rt_str_skip_any(&s, before)) {
    }
    for (size_t i = 0; i < RT_COUNT(after); i++) {
        if (rt_str_ends(s, rt_str(after[i])))
            s.n -= strlen(after[i]);
    }
    while (rt_mark_cut(&s, RT_MARK_CLOSE)) {
    }
    return s;
}

/* The control that has the digits of `own` exchanged, 5.23 of 5.32, and is the
 * one for which the program proposes what is named; else -1. */
static int whose_candidate(int own, struct rt_str name)
{
    const struct rt_control *c;
    int found = -1, theme, n;

    rt_annex_at(own, &theme, &n);
    for (size_t i = 0; name.n > 0 && (c = rt_control(i)); i++) {
        int index = rt_annex_index(c->theme, c->number);
        if (!rt_fold_is(name, c->name))
            continue;
        if (index == own)
            return -1;
        if (c->theme == theme && c->number == n % 10 * 10 + n / 10)
            found = index;
    }
    return found;
}

/* Whose name it is instead: of another number that the text begins with, or of
 * a control known by that name. */
static int whose_name(int own, struct rt_str folded, struct rt_str name)
{
    struct rt_str rest;
    struct rt_annex_number number = rt_annex_number_in(folded, &rest);
    int other
        = number.parts == 2 ? rt_annex_index(number.theme, number.n) : own;

    if (other >= 0 && other != own)
        return other;
    other = rt_annex_of_name(name, own);
    return other >= 0 ? other : whose_candidate(own, name);
}

void rt_pl_check_name(struct pl *p, const struct pl_note *at, int own,
    struct rt_str folded, struct rt_str name)
{
    struct pl_note note = *at;
    int other = whose_name(own, folded, name), theme, n;

    if (other < 0)
        return;
    rt_annex_at(own, &theme, &n);
    note.arg[0] = rt_pl_number_text(p, theme, n);
    note.arg[1] = note.actual;
    rt_annex_at(other, &theme, &n);
    note.arg[2] = rt_pl_number_text(p, theme, n);
    note.arg[3] = note.expected = rt_str(rt_annex_name(own, RT_JA));
    rt_pl_report(p, RT_PL619, &note);
}

void rt_pl_check_old_name(
    struct pl *p, const struct pl_note *at, int own, struct rt_str name)
{
    struct pl_note note = *at;
    int theme, n;
    struct rt_str old = rt_annex_old_number(name);

    if (old.n == 0)
        return;
    rt_annex_at(own, &theme, &n);
    note.arg[0] = rt_pl_number_text(p, theme, n);
    note.arg[1] = note.actual;
    note.arg[2] = old;
    note.arg[3] = note.expected = rt_str(rt_annex_name(own, RT_JA));
    rt_pl_report(p, RT_PL628, &note);
}

/* Splits 「監視活動(8.16)」. */
static struct rt_annex_number number_after(
    struct rt_str text, struct rt_str *name)
{
    const char *bracket = memrchr(text.p, '(', text.n);
    struct rt_annex_number number = {0};
    struct rt_str rest;

    if (!bracket)
        return number;
    rest
        = (struct rt_str){bracket + 1, text.n - (size_t)(bracket + 1 - text.p)};
    number = rt_annex_number_in(rest, &rest);
    if (rest.n > 0 && !rt_str_is(rest, ")"))
        number.parts = 0;
    *name = (struct rt_str){text.p, (size_t)(bracket - text.p)};
    return number;
}

/* Whether it is one of 2022's shape or of 2013's that the edition does not
 * have. `marked`: it is written "A.9.2". */
static enum rt_code fault_of(const struct rt_annex_number *n, bool marked)
{
    if (n->parts == 3)
        return rt_annex_is_of_2013(n->theme, n->n, n->third) ? RT_PL604
                                                             : RT_CODE_NONE;
    if (n->parts != 2 || n->n == 0 || rt_annex_index(n->theme, n->n) >= 0)
        return RT_CODE_NONE;
    if (rt_annex_index(n->theme, 1) >= 0)
        return RT_PL603;
    return marked && rt_annex_is_of_2013(n->theme, n->n, 1) ? RT_PL604
                                                            : RT_CODE_NONE;
}

static void check_part(struct pl *p, const struct pl_note *at,
    struct rt_str part, struct rt_str shown)
{
    struct rt_str text = bare(part), name;
    struct rt_annex_number number = rt_annex_number_in(text, &name);
    bool marked = text.n > 0 && text.p[0] == 'a';
    struct pl_note note = *at;
    enum rt_code fault;

    if (number.parts == 0)
        number = number_after(text, &name);
    fault
        = rt_annex_is_measure(name) ? RT_CODE_NONE : fault_of(&number, marked);
    note.arg[0] = note.actual = shown;
    if (fault == RT_PL604) {
        note.arg[0] = RT_STR_NONE;
        note.arg[1] = shown;
    }
    if (fault != RT_CODE_NONE)
        rt_pl_report(p, fault, &note);
    else if (number.parts == 2 && rt_annex_index(number.theme, number.n) >= 0)
        rt_pl_check_name(p, &note, rt_annex_index(number.theme, number.n),
            RT_STR_NONE, bare(name));
}

/* Takes what is before the next separator; names hold 「、」, but no part
 * of a name is one. */
static struct rt_str take_part(struct rt_str *line)
{
    static const char *const between[] = {"、", ",", "/", ";", "・", "+"};
    struct rt_str part = {line->p, 0};

    while (part.n < line->n) {
        struct rt_str rest = {line->p + part.n, line->n - part.n};
        if (rt_str_skip_any(&rest, between)) {
            *line = rest;
            return part;
        }
        part.n++;
    }
    line->n = 0;
    return part;
}

void rt_pl_check_control_text(struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell
        = rt_cell_of(row->table->layout, row->row, RT_F_CONTROL);
    const struct pl_note at = rt_pl_at(row, RT_F_CONTROL);
    struct rt_str rest, line;
    char number[32];

    if (!rt_cell_says(cell))
        return;
    rest = cell->text;
    if (cell->type == RT_CELL_NUMBER) {
        rt_format_double(cell->number, number, sizeof number);
        rest = rt_pl_kept(p, rt_str(number));
    }
    while (rt_str_line(&rest, &line)) {
        struct rt_str folded = rt_pl_folded(p, line);
        struct rt_str shown = rt_pl_shown(p, line);
        while (folded.n > 0 && p->rc == RT_OK)
            check_part(p, &at, take_part(&folded), shown);
    }
}
