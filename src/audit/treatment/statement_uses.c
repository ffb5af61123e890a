/* A statement of applicability against the reports and the plans: what it
 * excludes must not be used, and what it has not carried out yet is not done
 * there.
 */
#include "audit/treatment/annex.h"
#include "audit/treatment/statement_marks.h"

struct rt_str rt_pl_number_text(struct pl *p, int theme, int n)
{
    char text[32];

    snprintf(text, sizeof text, "%d.%d", theme, n);
    return rt_pl_kept(p, rt_str(text));
}

enum { NAME_CPS_MIN = 4 }; /* shorter names are words of any text */

/* Whether the control is one of those asked for. */
static bool is_meant(const struct pl_control *c, bool not_yet)
{
    return not_yet ? c->not_yet : c->excluded;
}

/* The excluded control that a line names, or the one that is not carried out
 * yet; -1. */
static int named_in(
    const struct pl_statement *s, struct rt_str line, bool not_yet)
{
    size_t from = 0;
    int i;

    while ((i = rt_annex_next_named(line, &from)) >= 0) {
        if (is_meant(&s->control[i], not_yet))
            return i;
    }
    for (i = 0; i < ANNEX_CONTROLS; i++) {
        const struct pl_control *c = &s->control[i];
        if (is_meant(c, not_yet) && rt_utf8_count(c->name) >= NAME_CPS_MIN
            && rt_str_contains(line, c->name))
            return i;
    }
    return -1;
}

static int named_in_text(struct pl *p, const struct pl_statement *s,
    struct rt_str text, bool not_yet)
{
    struct rt_str line;
    int found = -1;

    while (found < 0 && rt_str_line(&text, &line))
        found = named_in(s, rt_pl_folded(p, line), not_yet);
    return found;
}

/* Reports the control of the statement that the text names, if it does.
 * `state`: how it is said to be done, or nothing where it is only used. */
static void check(struct pl *p, const struct pl_statement *s,
    const struct pl_note *at, struct rt_str control, struct rt_str state)
{
    struct pl_note note = *at;
    bool done = state.n > 0;
    int i = named_in_text(p, s, control, done), theme, n;
    struct rt_str place;

    if (i < 0)
        return;
    rt_annex_at(i, &theme, &n);
    place = rt_pl_place(p, note.doc, s->doc, s->control[i].row, s->number_col);
    note.arg[0] = rt_pl_number_text(p, theme, n);
    note.arg[1] = done ? state : place;
    note.arg[2] = place;
    note.actual = done ? state : rt_pl_shown(p, control);
    rt_pl_report(p, done ? RT_PL305 : RT_PL614, &note);
}

static void check_entry(struct pl *p, const struct pl_statement *s,
    const struct pl_doc *doc, uint32_t row, struct rt_str control,
    enum rt_field f, struct rt_str state)
{
    struct pl_note note
        = {.doc = doc, .row = row, .col = rt_pl_doc_col(doc, RT_F_CONTROL)};

    check(p, s, &note, control, RT_STR_NONE);
    note.col = rt_pl_doc_col(doc, f);
    if (state.n > 0)
        check(p, s, &note, control, state);
}

void rt_pl_audit_uses(struct pl *p, const struct pl_statement *s)
{
    bool any = false;

    for (int i = 0; i < ANNEX_CONTROLS; i++)
        any |= s->control[i].excluded || s->control[i].not_yet;
    if (!any)
        return;
    for (size_t i = 0; i < p->said.risk_count && p->rc == RT_OK; i++) {
        const struct pl_risk *r = &p->said.risks[i];
        check_entry(p, s, r->doc, r->row, r->control, RT_F_ACTION,
            r->action == RT_ACTION_DONE ? r->action_text : RT_STR_NONE);
    }
    for (size_t i = 0; i < p->said.step_count && p->rc == RT_OK; i++) {
        const struct pl_step *step = &p->said.steps[i];
        check_entry(p, s, step->doc, step->row, step->control, RT_F_STATUS,
            step->status == RT_PLAN_DONE ? RT_STR("終了") : RT_STR_NONE);
    }
}
