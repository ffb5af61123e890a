/* Carrying a treatment plan's row over: what is kept, and which values an
 * approval covered. The contract is plan_carry.h.
 */
#include "risk/plan_carry.h"

#include "base/fold.h"
#include "risk/due.h"
#include "risk/one_scale.h"

enum { TEXT_MAX = 1 << 20 };

void rt_plan_carry_init(struct rt_plan_carry *c)
{
    memset(c, 0, sizeof *c);
    rt_buf_init(&c->changed, TEXT_MAX);
    rt_buf_init(&c->approved, TEXT_MAX);
}

void rt_plan_carry_fini(struct rt_plan_carry *c)
{
    rt_buf_fini(&c->changed);
    rt_buf_fini(&c->approved);
}

/* --- values that are approved --------------------------------------------- */

/* importance × likelihood = level → residual importance × likelihood ／ name
 * and day */
enum { VALUES = 5 };

static int *value(struct rt_stated *s, size_t i)
{
    int *const all[VALUES] = {&s->importance, &s->likelihood, &s->level,
        &s->residual_importance, &s->residual_likelihood};

    return all[i];
}

static struct rt_stated stated_in(const struct rt_plan_row *r)
{
    return (struct rt_stated){r->importance, r->likelihood, r->level,
        r->residual_importance, r->residual_likelihood};
}

void rt_plan_to_scale_of(const struct rt_risk *risk, struct rt_plan_row *row)
{
    struct rt_stated s = stated_in(row);

    rt_to_scale_of(risk, row->profile, &s);
    row->importance = s.importance;
    row->level = s.level;
    row->residual_importance = s.residual_importance;
}

static struct rt_stated values_now(
    const struct rt_risk *risk, const struct rt_plan_row *row)
{
    return (struct rt_stated){risk->result.importance, risk->result.likelihood,
        risk->result.level, row->residual_importance, row->residual_likelihood};
}

/* The residual risk is left out where nothing of it is known. */
enum { FIRST_RESIDUAL = 3 };
static const char between[VALUES][8] = {"×", "=", " → ", "×", " ／ "};
static const char unknown[] = "－";

/* Takes a number and the mark after it off the text. */
static bool read_value(struct rt_str *text, const char *mark, int *to)
{
    struct rt_str number, rest;
    int64_t v = RT_UNKNOWN;

    if (!rt_str_split(*text, mark, &number, &rest))
        return false;
    number = rt_str_trim(number);
    /* An earlier release wrote 「?」. */
    if (!rt_str_is(number, "?") && !rt_str_is(number, unknown)
        && (!rt_parse_int(number, &v) || v < 0 || v > RT_LEVEL_MAX))
        return false;
    *to = (int)v;
    *text = rest;
    return true;
}

/* The rest of the text is who approved, and when. */
static bool read_values(
    struct rt_str text, struct rt_stated *out, struct rt_str *rest)
{
    bool residual = rt_str_contains(text, rt_str(between[FIRST_RESIDUAL - 1]));
    size_t i = 0;

    for (; i < (residual ? VALUES : FIRST_RESIDUAL); i++) {
        bool last = !residual && i == FIRST_RESIDUAL - 1;
        if (!read_value(&text, between[last ? VALUES - 1 : i], value(out, i)))
            return false;
    }
    for (; i < VALUES; i++)
        *value(out, i) = RT_UNKNOWN;
    *rest = rt_str_trim(text);
    return true;
}

bool rt_plan_are_values(struct rt_str text)
{
    struct rt_stated v;
    struct rt_str rest;

    return read_values(text, &v, &rest);
}

static enum rt_status put_signature(
    const struct rt_plan_row *row, struct rt_buf *to)
{
    struct rt_str on = row->approved_on.iso.n > 0 ? row->approved_on.iso
                                                  : row->approved_on.raw;

    return rt_buf_printf(to, "%.*s%s%.*s", RT_FMT(row->approved_by),
        row->approved_by.n > 0 && on.n > 0 ? " " : "", RT_FMT(on));
}

static enum rt_status put_number(struct rt_buf *to, int v)
{
    return v < 0 ? rt_buf_adds(to, rt_str(unknown))
                 : rt_buf_printf(to, "%d", v);
}

static enum rt_status put_values(
    struct rt_stated *values, const struct rt_plan_row *row, struct rt_buf *to)
{
    bool residual
        = values->residual_importance >= 0 || values->residual_likelihood >= 0;
    size_t count = residual ? VALUES : FIRST_RESIDUAL;
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < count && rc == RT_OK; i++) {
        rc = put_number(to, *value(values, i));
        RT_THEN(rc,
            rt_buf_adds(to, rt_str(between[i + 1 < count ? i : VALUES - 1])));
    }
    return rc == RT_OK ? put_signature(row, to) : rc;
}

enum rt_status rt_plan_put_values(
    const struct rt_plan_row *row, struct rt_buf *to)
{
    struct rt_stated values = stated_in(row);

    return put_values(&values, row, to);
}

bool rt_plan_has_values(const struct rt_risk *risk,
    const struct rt_plan_row *row, struct rt_str text)
{
    struct rt_stated then, now = values_now(risk, row);
    struct rt_str rest;

    if (!read_values(text, &then, &rest))
        return false;
    rt_to_scale_of(risk, row->profile, &then);
    for (size_t i = 0; i < VALUES; i++) {
        if (*value(&then, i) != *value(&now, i))
            return false;
    }
    return true;
}

/* --- what changed ----------------------------------------------------------- */

static enum rt_status put_change(
    struct rt_buf *to, size_t i, int before, int now, enum rt_lang lang)
{
    static const struct rt_text names[VALUES] = {{"重要度", "importance"},
        {"被害発生可能性", "likelihood"}, {"リスク値", "level"},
        {"残留リスクの重要度", "residual importance"},
        {"残留リスクの被害発生可能性", "residual likelihood"}};
    enum rt_status rc = RT_OK;

    if (to->len > 0)
        rc = rt_buf_adds(to, rt_str(rt_comma(lang)));
    RT_THEN(rc, rt_buf_printf(to, "%s ", rt_text(lang, names[i])));
    RT_THEN(rc, put_number(to, before));
    RT_THEN(rc, rt_buf_adds(to, RT_STR("→")));
    return rc == RT_OK ? put_number(to, now) : rc;
}

/* A value that the plan did not state cannot have changed; residual values
 * entered after the approval were not approved. */
static enum rt_status find_changes(struct rt_stated *before,
    struct rt_stated *now, enum rt_lang lang, struct rt_plan_carry *out)
{
    for (size_t i = 0; i < VALUES; i++) {
        int was = *value(before, i), is = *value(now, i);
        bool is_risk = i < 3;

        if (was == is || (is_risk && was < 0))
            continue;
        out->lapsed = true;
        RT_TRY(put_change(&out->changed, i, was, is, lang));
    }
    return RT_OK;
}

enum rt_status rt_plan_changes_since(
    const struct rt_plan_row *row, enum rt_lang lang, struct rt_plan_carry *out)
{
    struct rt_stated approved, now = stated_in(row);
    struct rt_str rest;

    if (!read_values(row->approved_values, &approved, &rest))
        return RT_OK;
    /* What cannot be read is reported as that. */
    for (size_t i = 0; i < FIRST_RESIDUAL; i++) {
        if (*value(&now, i) < 0)
            *value(&now, i) = *value(&approved, i);
    }
    RT_TRY(put_signature(row, &out->approved));
    return rt_fold_eq(rest, rt_buf_str(&out->approved))
               ? find_changes(&approved, &now, lang, out)
               : RT_OK;
}

/* With other criteria the values are others though nothing else may be. */
static enum rt_status add_other_profile(const struct rt_plan_row *previous,
    const struct rt_risk *risk, enum rt_lang lang, struct rt_plan_carry *out)
{
    if (!out->lapsed || previous->profile.n == 0
        || rt_str_eq(previous->profile, risk->profile))
        return RT_OK;
    return rt_buf_printf(&out->changed,
        rt_say(lang,
            "。基準が %.*s から %.*s に変わったため、評価が同じでも値が変わることがあります",
            "; the criteria were %.*s and are %.*s, so that values may differ "
            "even where the assessment is the same"),
        RT_FMT(previous->profile), RT_FMT(risk->profile));
}

static enum rt_status unreadable(
    const struct rt_plan_row *row, enum rt_lang lang, struct rt_plan_carry *out)
{
    enum rt_status rc;

    out->lapsed = true;
    rc = rt_buf_adds(
        &out->changed, rt_str(rt_say(lang, "承認時の値が読めません",
                           "the values approved cannot be read")));
    return rc == RT_OK ? rt_buf_adds(&out->approved, row->approved_values) : rc;
}

/* An approval met for the first time covers what the plan states. */
static enum rt_status judge_approval(const struct rt_plan_row *previous,
    const struct rt_risk *risk, enum rt_lang lang, struct rt_plan_carry *out)
{
    struct rt_stated before = stated_in(previous), kept;
    struct rt_stated now = values_now(risk, &out->row);
    struct rt_str rest;
    enum rt_status rc = RT_OK;

    if (!rt_plan_is_approved(previous))
        return RT_OK;
    if (previous->approved_values.n > 0) {
        if (!read_values(previous->approved_values, &kept, &rest))
            return unreadable(previous, lang, out);
        rc = put_signature(previous, &out->approved);
        if (rc == RT_OK && rt_fold_eq(rest, rt_buf_str(&out->approved))) {
            rt_to_scale_of(risk, previous->profile, &kept);
            before = kept;
        }
        rt_buf_clear(&out->approved);
    }
    RT_THEN(rc, put_values(&before, previous, &out->approved));
    RT_THEN(rc, find_changes(&before, &now, lang, out));
    return rc == RT_OK ? add_other_profile(previous, risk, lang, out) : rc;
}

/* --- what the inputs give -------------------------------------------------- */

enum rt_plan_status rt_plan_status_stated(struct rt_str action)
{
    struct rt_str line;

    switch (rt_action_of(action, &line)) {
    case RT_ACTION_UNDER_WAY:
        return RT_PLAN_UNDER_WAY;
    case RT_ACTION_DONE:
    case RT_ACTION_UNKNOWN:
        return RT_PLAN_UNSAID;
    default:
        return RT_PLAN_OPEN;
    }
}

struct rt_plan_row rt_plan_fresh(
    const struct rt_risk *risk, const char (*due)[11])
{
    int priority = risk->result.priority;
    struct rt_plan_row row = {.treatment = risk->treatment,
        .control = risk->control,
        .status = rt_plan_status_stated(risk->action),
        .residual_importance = risk->residual_importance,
        .residual_likelihood = risk->residual_likelihood,
        .owner = risk->owner,
        .reason = risk->treatment_reason};

    /* A risk that is retained, or whose measure is stated to be done, has
     * nothing that could be due; of a state that is not known nobody can say. */
    if (priority >= 1 && priority <= RT_PRIORITIES && row.treatment != RT_RETAIN
        && row.status != RT_PLAN_UNSAID)
        row.planned_end.iso = rt_str(due[priority]);
    return row;
}

/* --- what is carried over -------------------------------------------------- */

static void fill_text(struct rt_str *to, struct rt_str from)
{
    if (to->n == 0)
        *to = from;
}

bool rt_plan_is_unplanned(const struct rt_plan_row *row, const char *now)
{
    return rt_plan_is_proposal(row)
           && rt_str_cmp(row->planned_end.iso, rt_str(now)) < 0;
}

static void propose_again(
    struct rt_plan_row *to, const struct rt_plan_row *fresh)
{
    to->planned_end = fresh->planned_end;
    to->proposed = fresh->proposed;
}

static void fill_up(struct rt_plan_row *to, const struct rt_plan_row *fresh)
{
    if (to->treatment_raw.n == 0) {
        to->treatment = fresh->treatment;
        to->treatment_raw = fresh->treatment_raw;
    }
    if (to->status_raw.n == 0) {
        to->status = fresh->status;
        to->status_raw = fresh->status_raw;
    }
    if (to->residual_importance_raw.n == 0)
        to->residual_importance = fresh->residual_importance;
    if (to->residual_likelihood_raw.n == 0)
        to->residual_likelihood = fresh->residual_likelihood;
    if (to->planned_end.raw.n == 0 && !rt_plan_is_begun(to))
        propose_again(to, fresh);
    fill_text(&to->control, fresh->control);
    fill_text(&to->owner, fresh->owner);
    fill_text(&to->reason, fresh->reason);
}

bool rt_plan_reopen(struct rt_plan_row *row)
{
    static const struct rt_plan_date none = {0};

    if (row->status != RT_PLAN_DONE && row->actual_end.raw.n == 0)
        return false;
    row->planned_start = row->planned_end = none;
    row->actual_start = row->actual_end = none;
    row->status = RT_PLAN_OPEN;
    row->status_raw = RT_STR_NONE;
    row->proposed = false;
    return true;
}

enum rt_status rt_plan_carry_over(const struct rt_plan_row *previous,
    const struct rt_risk *risk, const struct rt_plan_row *fresh, bool first,
    const char *now, enum rt_lang lang, struct rt_plan_carry *out,
    struct rt_error *err)
{
    enum rt_status rc;

    out->row = *previous;
    out->lapsed = false;
    rt_buf_clear(&out->changed);
    rt_buf_clear(&out->approved);
    if (first)
        fill_up(&out->row, fresh);
    if (rt_plan_is_unplanned(&out->row, now))
        propose_again(&out->row, fresh);
    rc = judge_approval(previous, risk, lang, out);
    out->row.approved_values = rt_buf_str(&out->approved);
    if (rc == RT_OK)
        return RT_OK;
    return rc == RT_NOMEM ? rt_fail_nomem(err)
                          : rt_fail_both(err, rc, "承認の欄が長すぎます",
                              "an approval is too long");
}

/* --- where the inputs say otherwise ------------------------------------------- */

static const char *residual_text(int importance, int likelihood, char to[32])
{
    char part[2][12];

    rt_str_copy(part[0], sizeof part[0], rt_str(unknown));
    rt_str_copy(part[1], sizeof part[1], rt_str(unknown));
    if (importance >= 0)
        snprintf(part[0], sizeof part[0], "%d", importance);
    if (likelihood >= 0)
        snprintf(part[1], sizeof part[1], "%d", likelihood);
    snprintf(to, 32, "%s×%s", part[0], part[1]);
    return to;
}

static bool residual_differs(const struct rt_plan_row *p,
    const struct rt_risk *r, struct rt_plan_difference *out)
{
    bool differs = (p->residual_importance != r->residual_importance
                       && p->residual_importance_raw.n > 0
                       && r->residual_importance >= 0)
                   || (p->residual_likelihood != r->residual_likelihood
                       && p->residual_likelihood_raw.n > 0
                       && r->residual_likelihood >= 0);

    out->plan = rt_str(residual_text(
        p->residual_importance, p->residual_likelihood, out->buf[0]));
    out->input = rt_str(residual_text(
        r->residual_importance, r->residual_likelihood, out->buf[1]));
    return differs;
}

static struct rt_str treatment_words(enum rt_treatment t, enum rt_lang lang)
{
    return rt_str(
        rt_say(lang, rt_treatment_label(t, RT_JA), rt_treatment_name(t)));
}

static bool treatment_differs(const struct rt_plan_row *p,
    const struct rt_risk *r, enum rt_lang lang, struct rt_plan_difference *out)
{
    if (p->treatment_raw.n == 0 || r->treatment == RT_TREATMENT_NONE
        || p->treatment == r->treatment)
        return false;
    out->plan = p->treatment == RT_TREATMENT_NONE
                    ? p->treatment_raw
                    : treatment_words(p->treatment, lang);
    out->input = treatment_words(r->treatment, lang);
    return true;
}

/* 「予定」 beside 着手 is none, nor what comes later in the plan. */
static bool status_differs(const struct rt_plan_row *p, const struct rt_risk *r,
    struct rt_plan_difference *out)
{
    struct rt_str line;

    out->plan = p->status_raw;
    out->input = r->action;
    if (r->unconfirmed != RT_CONFIRMED)
        return false;
    switch (rt_action_of(r->action, &line)) {
    case RT_ACTION_DONE:
        return p->status == RT_PLAN_OPEN || p->status == RT_PLAN_UNDER_WAY;
    case RT_ACTION_UNDER_WAY:
        return p->status == RT_PLAN_OPEN;
    case RT_ACTION_PLANNED:
    case RT_ACTION_UNDECIDED:
        return p->status == RT_PLAN_DONE;
    default:
        return false;
    }
}

/* What may be stated otherwise: its name, and of a text the member of the plan
 * and of the risk. */
/* clang-format off */
#define TEXTS(plan, risk) offsetof(struct rt_plan_row, plan), offsetof(struct rt_risk, risk)
static const struct say {
    struct rt_text name;
    size_t plan, risk;
} says[RT_PLAN_SAYS] = {
    [RT_PLAN_SAYS_TREATMENT] = {{"対応方針", "the option"}, 0, 0},
    [RT_PLAN_SAYS_STATUS] = {{"ステータス", "the status"}, 0, 0},
    [RT_PLAN_SAYS_RESIDUAL] = {{"残留リスク（重要度×被害発生可能性）", "the residual risk (importance×likelihood)"}, 0, 0},
    [RT_PLAN_SAYS_CONTROL] = {{"管理策", "the control"}, TEXTS(control, control)},
    [RT_PLAN_SAYS_OWNER] = {{"リスク所有者", "the risk owner"}, TEXTS(owner, owner)},
    [RT_PLAN_SAYS_REASON] = {{"対応方針の選定理由", "the reason for the option"}, TEXTS(reason, treatment_reason)},
    [RT_PLAN_NO_SAY_DEPARTMENT] = {{"部署", "the department"}, TEXTS(department, department)},
    [RT_PLAN_NO_SAY_ASSET] = {{"情報資産名称", "the asset"}, TEXTS(asset, asset)},
    [RT_PLAN_NO_SAY_MEDIUM] = {{"媒体・保存先", "the medium"}, TEXTS(medium, medium)},
};
/* clang-format on */

bool rt_plan_differs(enum rt_plan_say say, const struct rt_plan_row *p,
    const struct rt_risk *r, enum rt_lang lang, struct rt_plan_difference *out)
{
    const struct say *s = &says[say];

    out->name = rt_str(rt_text(lang, s->name));
    if (say == RT_PLAN_SAYS_TREATMENT)
        return treatment_differs(p, r, lang, out);
    if (say == RT_PLAN_SAYS_STATUS)
        return status_differs(p, r, out);
    if (say == RT_PLAN_SAYS_RESIDUAL)
        return residual_differs(p, r, out);
    out->plan
        = *(const struct rt_str *)(const void *)((const char *)p + s->plan);
    out->input
        = *(const struct rt_str *)(const void *)((const char *)r + s->risk);
    return out->plan.n > 0 && out->input.n > 0
           && !rt_fold_eq(out->plan, out->input);
}
