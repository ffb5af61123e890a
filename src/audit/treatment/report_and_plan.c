/* The report's risks compared with the plan's rows, of one file or of several.
 *
 * The plan's form names a risk only by a number and a control, and the number
 * may be the risk's or the plan's own. So the control decides: a row of the
 * plan is the report's where its text, or a line of it, is a control of the
 * report, or a line of one. Only the rest is looked up by number, and reported,
 * because the two texts differ. A row of the plan is one control, so that every
 * line of a report's control needs one.
 *
 * A retained risk needs no row of the plan.
 */
#include <stdlib.h>

#include "audit/treatment/treatment.h"
#include "base/list.h"
#include "base/mark.h"

/* A control, or one line of it, and whose it is. */
struct key {
    struct rt_str text;
    size_t owner;
    bool whole; /* and no line of it */
};

struct keys {
    struct key *key;
    size_t count, cap;
};

static void add_key(
    struct pl *p, struct keys *k, struct rt_str text, size_t owner)
{
    const struct key key = {text, owner, false};

    if (text.n > 0)
        RT_PL_ADD(p, k->key, k->count, k->cap, key);
}

/* Without the marks in front of the lines of a list. */
static struct rt_str without_bullet(struct rt_str s)
{
    (void)rt_mark_skip(&s, RT_MARK_BULLET | RT_MARK_NOTE | RT_MARK_STROKE);
    return s;
}

static void add_control(struct pl *p, struct keys *k, struct rt_str control,
    struct rt_str folded, size_t owner)
{
    struct rt_str rest = control, line;

    add_key(p, k, without_bullet(folded), owner);
    if (p->rc == RT_OK && k->count > 0 && k->key[k->count - 1].owner == owner)
        k->key[k->count - 1].whole = true;
    while (rt_str_line(&rest, &line)) {
        if (line.n < control.n)
            add_key(p, k, without_bullet(rt_pl_folded(p, line)), owner);
    }
}

static int by_text(const void *a, const void *b)
{
    return rt_str_cmp(
        ((const struct key *)a)->text, ((const struct key *)b)->text);
}

/* Risks and steps of one control. Few steps have the same. */
static void meet_all(struct pl *p, const struct key *risks, size_t risk_count,
    const struct key *steps, size_t step_count)
{
    const struct pl_step *open = NULL, *done = NULL;

    for (size_t k = 0; k < step_count; k++) {
        struct pl_step *s = &p->said.steps[steps[k].owner];
        s->known = true;
        if (s->status == RT_PLAN_DONE)
            done = s;
        else if (s->status != RT_PLAN_UNSAID)
            open = s;
        for (size_t i = 0; i < risk_count && i < 100 && s->no.n > 0; i++)
            s->same_no |= rt_str_eq(s->no, p->said.risks[risks[i].owner].no);
    }
    for (size_t i = 0; i < risk_count; i++) {
        struct pl_risk *r = &p->said.risks[risks[i].owner];
        r->planned = true;
        r->whole |= risks[i].whole;
        if (open)
            r->open = open;
        if (done)
            r->done = done;
    }
}

/* Both lists are sorted: one walk finds every text that is in both. */
static void meet(struct pl *p, struct keys *risks, struct keys *steps)
{
    size_t i = 0, j = 0, m, n;

    if (risks->count > 0)
        qsort(risks->key, risks->count, sizeof *risks->key, by_text);
    if (steps->count > 0)
        qsort(steps->key, steps->count, sizeof *steps->key, by_text);
    while (i < risks->count && j < steps->count) {
        struct rt_str text = risks->key[i].text;
        int order = rt_str_cmp(text, steps->key[j].text);
        if (order != 0) {
            i += order < 0;
            j += order > 0;
            continue;
        }
        for (m = i; m < risks->count && rt_str_eq(risks->key[m].text, text);
             m++)
            ;
        for (n = j; n < steps->count && rt_str_eq(steps->key[n].text, text);
             n++)
            ;
        meet_all(p, risks->key + i, m - i, steps->key + j, n - j);
        i = m;
        j = n;
    }
}

/* The plan's controls and their lines, sorted. */
static struct keys match_controls(struct pl *p)
{
    struct keys risks = {0}, steps = {0};

    for (size_t i = 0; i < p->said.risk_count; i++)
        add_control(p, &risks, p->said.risks[i].control,
            p->said.risks[i].control_folded, i);
    for (size_t i = 0; i < p->said.step_count; i++)
        add_control(p, &steps, p->said.steps[i].control,
            p->said.steps[i].control_folded, i);
    if (p->rc == RT_OK)
        meet(p, &risks, &steps);
    return steps;
}

/* --- what is left, by number --------------------------------------------------- */

static int by_no(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    int c = rt_str_cmp(x->text, y->text);

    return c ? c : (x->owner > y->owner) - (x->owner < y->owner);
}

static struct keys numbers(struct pl *p, bool of_steps)
{
    struct keys k = {0};
    size_t n = of_steps ? p->said.step_count : p->said.risk_count;

    for (size_t i = 0; i < n; i++)
        add_key(p, &k, of_steps ? p->said.steps[i].no : p->said.risks[i].no, i);
    if (k.count > 0)
        qsort(k.key, k.count, sizeof *k.key, by_no);
    return k;
}

/* The first key of that text, or NULL. */
static const struct key *find(const struct keys *k, struct rt_str text)
{
    size_t at;

    RT_LOWER_BOUND(at, k->count, rt_str_cmp(k->key[at].text, text) < 0);
    return at < k->count && rt_str_eq(k->key[at].text, text) ? &k->key[at]
                                                             : NULL;
}

static bool is_repeated(const struct keys *k, struct rt_str no)
{
    const struct key *first = find(k, no);

    return first && first + 1 < k->key + k->count
           && rt_str_eq(first[1].text, no);
}

static struct pl_note at(
    const struct pl_doc *doc, uint32_t row, enum rt_field f)
{
    return (struct pl_note){
        .doc = doc, .row = row, .col = rt_pl_doc_col(doc, f)};
}

static struct pl_note at_step(const struct pl_step *s)
{
    return at(s->doc, s->row, s->control.n > 0 ? RT_F_CONTROL : RT_F_NO);
}

/* 「（計画.xlsx）」, or nothing where it is this file. */
static struct rt_str in_brackets(struct pl *p, struct rt_str s)
{
    struct rt_str text = RT_STR_NONE;
    struct rt_buf b = RT_BUF(1 << 20);

    if (s.n == 0)
        return RT_STR_NONE;
    if (rt_pl_need(p, rt_buf_printf(&b,
                          rt_say(p->a->lang, "（%.*s）", " (%.*s)"), RT_FMT(s))
                          == RT_OK))
        text = rt_pl_kept(p, rt_buf_str(&b));
    rt_buf_fini(&b);
    return text;
}

static void report_other_text(
    struct pl *p, const struct pl_step *s, const struct pl_risk *r)
{
    struct pl_note note = at_step(s);

    note.arg[0] = rt_pl_shown(p, s->no);
    note.arg[1] = note.actual = rt_pl_shown(p, s->control);
    note.arg[2] = note.expected = rt_pl_shown(p, r->control);
    if (p->reports.n > 0)
        note.arg[3] = in_brackets(p, rt_pl_place(p, s->doc, r->doc, r->row,
                                         rt_pl_doc_col(r->doc, RT_F_CONTROL)));
    rt_pl_report(p, RT_PL303, &note);
}

static void report_unknown(struct pl *p, const struct pl_step *s)
{
    struct pl_note note = at_step(s);

    note.arg[0] = note.actual
        = rt_pl_shown(p, s->control.n ? s->control : s->no);
    note.arg[1] = in_brackets(p, p->reports);
    rt_pl_report(p, RT_PL302, &note);
}

/* A row of the plan whose control is not in the report. Where several rows
 * have the number, they are the steps of that risk, in words of their own. */
static void place_step(struct pl *p, struct pl_step *s,
    const struct keys *risk_nos, const struct keys *step_nos)
{
    const struct key *k
        = s->no.n && !p->numbers_differ ? find(risk_nos, s->no) : NULL;
    struct pl_risk *r = k ? &p->said.risks[k->owner] : NULL;
    bool texts_differ = r && s->control.n > 0 && r->control.n > 0;
    bool repeated = r && is_repeated(step_nos, s->no);

    /* A risk that asks for no plan has no control to be worded otherwise, nor
     * one whose control is in another row; of a retained one it is a reason. */
    if (!r || (s->control.n > 0 && r->control.n == 0 && !r->wants_plan)
        || (texts_differ && ((r->whole && !repeated) || r->retained))) {
        report_unknown(p, s);
        return;
    }
    if (texts_differ && !(r->planned && repeated))
        report_other_text(p, s, r);
    r->planned = r->by_number = true;
}

static void report_unplanned(struct pl *p, const struct pl_risk *r,
    enum rt_field first, struct rt_str control)
{
    const enum rt_field where[]
        = {first, RT_F_NO, RT_F_CONTROL, RT_F_EVENT, RT_F_SOURCE};
    struct pl_note note = {.doc = r->doc, .row = r->row};

    for (size_t i = 0; i < RT_COUNT(where) && note.col == 0; i++)
        note.col = rt_pl_doc_col(r->doc, where[i]);
    note.arg[0] = r->no.n ? rt_pl_shown(p, r->no) : rt_pl_num(p, r->row);
    note.arg[1] = rt_pl_shown(p, control);
    note.arg[2] = in_brackets(p, p->plans);
    rt_pl_report(p, RT_PL301, &note);
}

/* One line of a control, without its mark; empty where it is a remark. */
static struct rt_str control_of(struct pl *p, struct rt_str line)
{
    struct rt_str folded = rt_pl_folded(p, line);
    bool remark = rt_mark_begins(folded, RT_MARK_NOTE)
                  || rt_str_starts(folded, RT_STR("("))
                  || rt_str_starts(folded, RT_STR("注"));

    return remark ? RT_STR_NONE : without_bullet(folded);
}

/* The controls of a cell of which only some have a row. */
static void report_rest(
    struct pl *p, const struct pl_risk *r, const struct keys *steps)
{
    struct rt_str rest = r->control, line, control;
    size_t found = 0;

    while (rt_str_line(&rest, &line)) {
        control = control_of(p, line);
        found += control.n > 0 && find(steps, control);
    }
    rest = r->control;
    while (found > 0 && rt_str_line(&rest, &line)) {
        control = control_of(p, line);
        if (control.n > 0 && !find(steps, control))
            report_unplanned(p, r, RT_F_CONTROL, line);
    }
}

/* A control whose state in the report contradicts the plan. */
static void check_progress(struct pl *p, const struct pl_risk *r)
{
    bool behind = r->action == RT_ACTION_DONE && r->open;
    bool ahead = r->action >= RT_ACTION_UNDER_WAY
                 && r->action <= RT_ACTION_UNDECIDED && r->whole && r->done
                 && !r->open;
    bool begun = r->action == RT_ACTION_UNDECIDED && r->whole && r->open
                 && r->open->status == RT_PLAN_UNDER_WAY;
    const struct pl_step *s = behind || begun ? r->open : r->done;
    struct pl_note note = at(r->doc, r->row, RT_F_ACTION);

    if (!behind && !ahead && !begun)
        return;
    note.arg[0] = note.actual = r->action_text;
    note.arg[1]
        = rt_str(behind ? rt_say(p->a->lang, "終わっていません", "is not done")
                 : begun ? rt_say(p->a->lang, "着手しています", "is under way")
                         : rt_say(p->a->lang, "終了しています", "is done"));
    note.arg[2] = rt_pl_place(
        p, r->doc, s->doc, s->row, rt_pl_doc_col(s->doc, RT_F_STATUS));
    rt_pl_report(p, RT_PL304, &note);
}

/* What was done after the report's last update, and is done in the report. */
static void check_when(struct pl *p, const struct pl_risk *r)
{
    struct pl_note note = at(r->doc, r->row, RT_F_ACTION);
    const char *updated = r->doc->updated;

    if (r->action != RT_ACTION_DONE || !r->done || r->open || !updated[0]
        || strcmp(r->done->end, updated) <= 0)
        return;
    note.arg[0] = note.actual = r->action_text;
    note.arg[1] = rt_str(updated);
    note.arg[2] = rt_str(r->done->end);
    note.arg[3] = rt_pl_place(p, r->doc, r->done->doc, r->done->row,
        rt_pl_doc_col(r->done->doc, RT_F_ACTUAL_END));
    rt_pl_report(p, RT_PL118, &note);
}

/* --- numbers given twice in the plan --------------------------------------------- */

/* The steps of one risk may all have its number. */
static bool is_step_of_risk(
    const struct pl_step *s, const struct keys *risk_nos)
{
    return find(risk_nos, s->no) && (!s->known || s->same_no);
}

static void check_repeated(
    struct pl *p, const struct keys *risk_nos, const struct keys *step_nos)
{
    for (size_t i = 1; i < step_nos->count; i++) {
        const struct pl_step *a = &p->said.steps[step_nos->key[i - 1].owner];
        const struct pl_step *b = &p->said.steps[step_nos->key[i].owner];
        struct pl_note note = at(b->doc, b->row, RT_F_NO);

        if (!rt_str_eq(a->no, b->no) || a->doc != b->doc || a->control.n == 0
            || b->control.n == 0
            || rt_str_eq(a->control_folded, b->control_folded)
            || is_step_of_risk(b, risk_nos))
            continue;
        note.arg[0] = note.actual = rt_pl_shown(p, b->no);
        note.arg[1] = rt_pl_num(p, a->row);
        rt_pl_report(p, RT_PL306, &note);
    }
}

void rt_pl_audit_planned(struct pl *p)
{
    struct keys risk_nos, step_nos, steps;

    if (p->rc != RT_OK)
        return;
    steps = match_controls(p);
    risk_nos = numbers(p, false);
    step_nos = numbers(p, true);
    check_repeated(p, &risk_nos, &step_nos);
    if (p->said.risk_count == 0)
        return;
    for (size_t i = 0; i < p->said.step_count && p->rc == RT_OK; i++) {
        if (!p->said.steps[i].known)
            place_step(p, &p->said.steps[i], &risk_nos, &step_nos);
    }
    for (size_t i = 0; i < p->said.risk_count && p->rc == RT_OK; i++) {
        const struct pl_risk *r = &p->said.risks[i];
        if (r->wants_plan && !r->planned)
            report_unplanned(p, r, RT_F_NO, r->control);
        else if (r->wants_plan && !r->whole && !r->by_number)
            report_rest(p, r, &steps);
        check_progress(p, r);
        check_when(p, r);
    }
}
