/* A statement of applicability against the reports and the plans: what it
 * excludes must not be used, what it has not carried out yet is not done there,
 * and what it has carried out is not still to be done.
 */
#include "audit/treatment/statement_marks.h"

struct rt_str rt_pl_number_text(struct pl *p, int theme, int n)
{
    char text[32];

    snprintf(text, sizeof text, "%d.%d", theme, n);
    return rt_pl_kept(p, rt_str(text));
}

enum { NAME_CPS_MIN = 4 }; /* shorter names are words of any text */

/* What a report or a plan says of a control, and what the statement must not
 * have marked then. */
enum use {
    USE_ANY,  /* excluded */
    USE_DONE, /* not carried out yet */
    USE_OPEN  /* carried out */
};

static const enum rt_code codes[]
    = {[USE_ANY] = RT_PL614, [USE_DONE] = RT_PL305, [USE_OPEN] = RT_PL313};

static bool is_meant(const struct pl_control *c, enum use use)
{
    return use == USE_ANY    ? c->excluded
           : use == USE_DONE ? c->not_yet
                             : c->carried_out;
}

/* The control itself, by its number: a plan may well improve one that is
 * carried out. */
static int is_control(struct rt_str line)
{
    static const char *const improved[] = {"強化", "見直", "改善", "追加",
        "更新", "拡充", "拡大", "継続", "徹底", "改訂", "改定", "再"};
    struct rt_str rest;
    struct rt_annex_number number = rt_annex_number_in(line, &rest);

    return number.parts == 2 && !rt_str_contains_any(line, improved)
               ? rt_annex_index(number.theme, number.n)
               : -1;
}

/* The control so marked that a line names; -1. */
static int named_in(
    const struct pl_statement *s, struct rt_str line, enum use use)
{
    size_t from = 0;
    int i;

    if (use == USE_OPEN) {
        i = is_control(line);
        return i >= 0 && is_meant(&s->control[i], use) ? i : -1;
    }
    while ((i = rt_annex_next_named(line, &from)) >= 0) {
        if (is_meant(&s->control[i], use))
            return i;
    }
    for (i = 0; i < RT_ANNEX_CONTROLS; i++) {
        const struct pl_control *c = &s->control[i];
        if (is_meant(c, use) && rt_utf8_count(c->name) >= NAME_CPS_MIN
            && rt_str_contains(line, c->name))
            return i;
    }
    return -1;
}

static int named_in_text(struct pl *p, const struct pl_statement *s,
    struct rt_str text, enum use use)
{
    struct rt_str line;
    int found = -1;

    while (found < 0 && rt_str_line(&text, &line))
        found = named_in(s, rt_pl_folded(p, line), use);
    return found;
}

/* Reports the control of the statement that the text names, if it does.
 * `state`: how it is said to be done or not. */
static void check(struct pl *p, const struct pl_statement *s,
    const struct pl_note *at, struct rt_str control, enum use use,
    struct rt_str state)
{
    struct pl_note note = *at;
    int i = named_in_text(p, s, control, use), theme, n;
    uint32_t col = use == USE_OPEN ? s->state_col : s->number_col;
    struct rt_str place;

    if (i < 0)
        return;
    rt_annex_at(i, &theme, &n);
    place = rt_pl_place(p, note.doc, s->doc, s->control[i].row, col);
    note.arg[0] = rt_pl_number_text(p, theme, n);
    note.arg[1] = use == USE_ANY ? place : state;
    note.arg[2] = place;
    note.actual = use == USE_ANY ? rt_pl_shown(p, control) : state;
    rt_pl_report(p, codes[use], &note);
}

static struct pl_note at(
    const struct pl_doc *doc, uint32_t row, enum rt_field f)
{
    return (struct pl_note){
        .doc = doc, .row = row, .col = rt_pl_doc_col(doc, f)};
}

static void check_risk(
    struct pl *p, const struct pl_statement *s, const struct pl_risk *r)
{
    struct pl_note control = at(r->doc, r->row, RT_F_CONTROL);
    struct pl_note action = at(r->doc, r->row, RT_F_ACTION);

    check(p, s, &control, r->control, USE_ANY, RT_STR_NONE);
    if (r->action == RT_ACTION_DONE)
        check(p, s, &action, r->control, USE_DONE, r->action_text);
}

static void check_step(
    struct pl *p, const struct pl_statement *s, const struct pl_step *step)
{
    struct pl_note control = at(step->doc, step->row, RT_F_CONTROL);
    struct pl_note status = at(step->doc, step->row, RT_F_STATUS);

    check(p, s, &control, step->control, USE_ANY, RT_STR_NONE);
    if (step->status != RT_PLAN_UNSAID)
        check(p, s, &status, step->control,
            step->status == RT_PLAN_DONE ? USE_DONE : USE_OPEN,
            rt_str(rt_plan_status_label(step->status, RT_JA)));
}

void rt_pl_audit_uses(struct pl *p, const struct pl_statement *s)
{
    for (size_t i = 0; i < p->said.risk_count && p->rc == RT_OK; i++)
        check_risk(p, s, &p->said.risks[i]);
    for (size_t i = 0; i < p->said.step_count && p->rc == RT_OK; i++)
        check_step(p, s, &p->said.steps[i]);
}
