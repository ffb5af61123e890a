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

enum {
    NAME_CPS_MIN = 4, /* shorter names are words of any text */
    LINES_MAX = 30    /* of one text are looked through for words */
};

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

/* A plan may well improve a control that is carried out. */
static bool is_improvement(struct rt_str folded)
{
    static const char *const words[] = {"強化", "見直", "改善", "追加", "更新",
        "拡充", "拡大", "継続", "徹底", "改訂", "改定", "再"};

    return rt_str_contains_any(folded, words);
}

/* What is done over and over under a control that is carried out. */
static bool is_recurring(struct rt_str folded)
{
    static const char *const words[] = {"棚卸", "点検", "監査", "確認", "定期",
        "教育", "研修", "訓練", "レビュー", "評価", "監視"};

    return rt_str_contains_any(folded, words);
}

static bool is_so(const struct pl_statement *s, int i, enum use use)
{
    return i >= 0 && is_meant(&s->control[i], use);
}

/* The control itself: its number, or nothing but its name. */
static int is_control(const struct pl_statement *s, struct rt_str folded)
{
    struct rt_str rest;
    struct rt_annex_number number = rt_annex_number_in(folded, &rest);

    if (is_improvement(folded))
        return -1;
    if (number.parts == 2)
        return rt_annex_index(number.theme, number.n);
    for (int i = 0; i < RT_ANNEX_CONTROLS; i++) {
        if (folded.n > 0 && rt_str_eq(s->control[i].name, folded))
            return i;
    }
    return -1;
}

/* The control so marked that a line names by number or name; -1. */
static int named_in(
    const struct pl_statement *s, struct rt_str line, enum use use)
{
    size_t from = 0;
    int i;

    if (use == USE_OPEN) {
        i = is_control(s, line);
        return is_so(s, i, use) ? i : -1;
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

/* The same in words of the company's own; *proposed: a person has to confirm
 * that it is the one. */
static int meant_by(const struct pl_statement *s, struct rt_str line,
    struct rt_str folded, enum use use, bool *proposed)
{
    enum rt_annex_how how;
    int i = rt_annex_of_control(line, &how);

    *proposed = how != RT_ANNEX_BY_NAME;
    if (!is_so(s, i, use))
        return -1;
    return use != USE_OPEN
                   || (!is_improvement(folded)
                       && (how == RT_ANNEX_BY_NAME
                           || (!is_recurring(folded)
                               && rt_annex_is_word(line))))
               ? i
               : -1;
}

/* A control that a text names, of several lines. */
struct used {
    int control; /* -1: none */
    bool proposed;
    struct rt_str line;
};

static bool has_any(const struct pl_statement *s, enum use use)
{
    for (int i = 0; i < RT_ANNEX_CONTROLS; i++) {
        if (is_meant(&s->control[i], use))
            return true;
    }
    return false;
}

static struct used used_in(struct pl *p, const struct pl_statement *s,
    struct rt_str text, enum use use)
{
    struct rt_str rest = text, line;
    struct used u = {.control = -1};
    int lines = has_any(s, use) ? LINES_MAX : 0;

    while (u.control < 0 && rt_str_line(&rest, &line)) {
        u.control = named_in(s, rt_pl_folded(p, line), use);
        u.line = line;
    }
    for (rest = text;
         lines-- > 0 && u.control < 0 && rt_str_line(&rest, &line);) {
        u.control = meant_by(s, line, rt_pl_folded(p, line), use, &u.proposed);
        u.line = line;
    }
    return u;
}

static const char *marked_as(struct pl *p, enum use use)
{
    static const struct rt_text texts[] = {[USE_ANY] = {"除外", "excluded"},
        [USE_DONE] = {"未実施", "not carried out"},
        [USE_OPEN] = {"実施済み", "carried out"}};

    return rt_text(p->a->lang, texts[use]);
}

static void say_proposed(struct pl *p, const struct used *u, enum use use,
    struct rt_str place, struct pl_note *note)
{
    char text[160];

    snprintf(text, sizeof text, "%.*s %s", RT_FMT(note->arg[0]),
        rt_annex_name(u->control, p->a->lang));
    note->arg[0] = rt_pl_kept(p, rt_str(text));
    note->arg[1] = rt_pl_shown(p, u->line);
    note->arg[2] = place;
    note->arg[3] = rt_str(marked_as(p, use));
}

/* Reports the control of the statement that the text names, if it does.
 * `state`: how it is said to be done or not. */
static void check(struct pl *p, const struct pl_statement *s,
    const struct pl_note *at, struct rt_str control, enum use use,
    struct rt_str state)
{
    struct used u = used_in(p, s, control, use);
    struct pl_note note = *at;
    int theme, n;
    uint32_t col = use == USE_ANY || (use == USE_DONE && !u.proposed)
                       ? s->number_col
                       : s->state_col;
    struct rt_str place;

    if (u.control < 0)
        return;
    rt_annex_at(u.control, &theme, &n);
    place = rt_pl_place(p, note.doc, s->doc, s->control[u.control].row, col);
    note.arg[0] = rt_pl_number_text(p, theme, n);
    note.arg[1] = use == USE_ANY ? place : state;
    note.arg[2] = place;
    note.actual = use == USE_ANY ? rt_pl_shown(p, control) : state;
    if (u.proposed)
        say_proposed(p, &u, use, place, &note);
    rt_pl_report(p, u.proposed ? RT_PL631 : codes[use], &note);
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
    /* Of several controls in a cell it is not said which are still to be done. */
    else if (r->action >= RT_ACTION_UNDER_WAY
             && r->action <= RT_ACTION_UNDECIDED && r->control.n > 0
             && !memchr(r->control.p, '\n', r->control.n))
        check(p, s, &action, r->control, USE_OPEN, r->action_text);
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
