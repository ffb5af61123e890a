/* The rows of the assessment report. The contract is assessment.h. */
#include "ledger/assessment.h"

#include <stdlib.h>

#include "ledger/private.h"

enum { NAMES_SHOWN = 20, TEXT_BYTES = 1 << 20 };

struct rt_assessing {
    struct rt_ledger *ledger;
    enum rt_lang lang;
    struct rt_buf assets, control, reason, owner, kept, sign;
    struct rt_plan_room room, held_room;
    /* Of what the plan says of the risk, or of the event's assets: */
    bool planned;            /* it says when, or who */
    enum rt_plan_status all; /* the status that all have, else UNDER_WAY */
};

enum rt_status rt_assessing_new(struct rt_ledger *ledger, enum rt_lang lang,
    struct rt_assessing **out, struct rt_error *err)
{
    struct rt_assessing *a = calloc(1, sizeof *a);

    *out = a;
    RT_NEED(a, err);
    a->ledger = ledger;
    a->lang = lang;
    rt_buf_init(&a->assets, TEXT_BYTES);
    rt_buf_init(&a->control, LDB_TEXT_MAX);
    rt_buf_init(&a->reason, LDB_TEXT_MAX);
    rt_buf_init(&a->owner, LDB_TEXT_MAX);
    rt_buf_init(&a->kept, LDB_TEXT_MAX);
    rt_buf_init(&a->sign, TEXT_BYTES);
    return rt_ldb_need_finished(ledger, err);
}

void rt_assessing_free(struct rt_assessing *a)
{
    if (!a)
        return;
    rt_buf_fini(&a->assets);
    rt_buf_fini(&a->control);
    rt_buf_fini(&a->reason);
    rt_buf_fini(&a->owner);
    rt_buf_fini(&a->kept);
    rt_buf_fini(&a->sign);
    free(a->room.extras);
    free(a->held_room.extras);
    free(a);
}

bool rt_is_event(const struct rt_risk *risk)
{
    return risk->report_no.n > 0;
}

enum rt_status rt_is_viewed(struct rt_assessing *a, const struct rt_risk *risk,
    bool *viewed, struct rt_error *err)
{
    struct rt_sql_bind b;
    int64_t yes = 0;

    *viewed = false;
    if (a->ledger->views == 0)
        return RT_OK;
    b = rt_sql_kept(&a->ledger->sql, LDB_IS_VIEWED);
    rt_sql_put_int(&b, (int64_t)risk->position);
    RT_TRY(rt_sql_run(&b, &yes, err));
    *viewed = yes != 0;
    return RT_OK;
}

enum rt_status rt_is_typed(struct rt_assessing *a, const struct rt_risk *risk,
    bool *typed, struct rt_error *err)
{
    struct rt_sql_bind b;
    int64_t yes = 0;

    *typed = false;
    if (!a->ledger->has_assessed)
        return RT_OK;
    b = rt_sql_kept(&a->ledger->sql, LDB_IS_TYPED);
    rt_sql_put_id(&b, risk->risk_id);
    RT_TRY(rt_sql_run(&b, &yes, err));
    *typed = yes != 0;
    return RT_OK;
}

/* --- what the plan says --------------------------------------------------- */

static void add_status(
    struct rt_assessing *a, enum rt_plan_status status, bool first)
{
    a->all = first || a->all == status ? status : RT_PLAN_UNDER_WAY;
}

static bool has_line(struct rt_str text, struct rt_str line)
{
    struct rt_str one;

    while (rt_str_line(&text, &one)) {
        if (rt_str_eq(rt_str_trim(one), line))
            return true;
    }
    return false;
}

/* The lines that are not there yet. */
static enum rt_status add_lines(struct rt_buf *to, struct rt_str text)
{
    struct rt_str line;

    while (rt_str_line(&text, &line)) {
        line = rt_str_trim(line);
        if (line.n == 0 || has_line(rt_buf_str(to), line))
            continue;
        if (to->len > 0)
            RT_TRY(rt_buf_adds(to, RT_STR("\n")));
        RT_TRY(rt_buf_adds(to, line));
    }
    return RT_OK;
}

static enum rt_status take_row(
    struct rt_assessing *a, const struct rt_plan_row *row, struct rt_error *err)
{
    enum rt_status rc = add_lines(&a->control, row->control);

    if (a->reason.len == 0)
        RT_THEN(rc, rt_buf_adds(&a->reason, row->reason));
    if (a->owner.len == 0)
        RT_THEN(rc, rt_buf_adds(&a->owner, row->owner));
    a->planned |= row->who.n > 0
                  || (row->planned_end.raw.n > 0 && !rt_plan_is_proposal(row));
    return rc == RT_OK ? RT_OK : rt_fail_nomem(err);
}

static enum rt_status take_rows(
    struct rt_assessing *a, const struct rt_risk *risk, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&a->ledger->sql, LDB_ROWS_OF);
    struct rt_plan_row row;
    enum rt_status rc;

    rt_sql_put_int(&c.bind, (int64_t)risk->position);
    while ((rc = rt_sql_next(&c, err)) == RT_ROW) {
        rc = rt_plan_unpack(rt_sql_get_str(&c.row), &a->room, &row, err);
        RT_THEN(rc, take_row(a, &row, err));
        if (rc != RT_OK)
            break;
    }
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status take_assets(
    struct rt_assessing *a, const struct rt_risk *risk, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&a->ledger->sql, LDB_ASSESSED_ASSETS);
    enum rt_status rc;
    size_t n = 0;

    rt_sql_put_int(&c.bind, (int64_t)risk->position);
    while ((rc = rt_sql_next(&c, err)) == RT_ROW) {
        struct rt_str name = rt_sql_get_str(&c.row);
        add_status(a, rt_plan_status_of(rt_sql_get_str(&c.row)), n == 0);
        if (n < NAMES_SHOWN
            && rt_add_name(&a->assets, n, name, a->lang) != RT_OK) {
            rc = rt_fail_nomem(err);
            break;
        }
        n++;
    }
    rt_sql_end(&c);
    if (rc == RT_END && n > NAMES_SHOWN)
        rc = rt_buf_adds(&a->assets, RT_STR("…")) == RT_OK ? RT_OK
                                                           : rt_fail_nomem(err);
    return rc == RT_END ? RT_OK : rc;
}

/* --- 対応 ------------------------------------------------------------------- */

/* As the input says it, in the form's words. */
static struct rt_str stated(
    enum rt_lang lang, const struct rt_risk *risk, bool planned)
{
    struct rt_str line;
    enum rt_action action = rt_action_of(risk->action, &line);

    if (action != RT_ACTION_NONE && rt_action_is_choice(risk->action))
        return risk->action;
    return rt_str(rt_word(lang, action == RT_ACTION_DONE ? RT_W_ACTION_DONE
                                : planned || action == RT_ACTION_PLANNED
                                        || action == RT_ACTION_UNDER_WAY
                                    ? RT_W_ACTION_PLANNED
                                    : RT_W_ACTION_UNDECIDED));
}

static bool is_done(const struct rt_risk *risk)
{
    struct rt_str line;

    return rt_action_of(risk->action, &line) == RT_ACTION_DONE;
}

/* Of what is retained, or of which nothing is decided, nothing is to be done. */
static struct rt_str action_of(
    const struct rt_assessing *a, const struct rt_risk *risk)
{
    if (!rt_is_treated(risk->treatment))
        return RT_STR_NONE;
    if (a->all == RT_PLAN_DONE)
        return is_done(risk) ? risk->action
                             : rt_str(rt_word(a->lang, RT_W_ACTION_DONE));
    if (a->all == RT_PLAN_UNDER_WAY
        || (a->all == RT_PLAN_OPEN && (a->planned || is_done(risk))))
        return is_done(risk) || a->planned
                   ? rt_str(rt_word(a->lang, RT_W_ACTION_PLANNED))
                   : stated(a->lang, risk, true);
    return stated(a->lang, risk, a->planned);
}

/* --- what people typed ---------------------------------------------------- */

enum rt_status rt_ledger_assessed_sign(
    struct rt_assessing *a, int sign, struct rt_str *text, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&a->ledger->sql, LDB_ASSESSED_SIGN);
    enum rt_status rc;

    rt_buf_clear(&a->sign);
    rt_sql_put_int(&c.bind, sign);
    rc = rt_sql_next(&c, err);
    if (rc == RT_ROW)
        rc = rt_buf_adds(&a->sign, rt_sql_get_str(&c.row)) == RT_OK
                 ? RT_OK
                 : rt_fail_nomem(err);
    rt_sql_end(&c);
    *text = rt_buf_str(&a->sign);
    return rc == RT_END ? RT_OK : rc;
}

/* An entry that the plan contradicts is shown as it was typed. */
static void show_held(struct rt_assessed *out, const struct rt_plan_row *held)
{
    for (size_t i = 0; i < held->extra_count; i++) {
        struct rt_str text = held->extras[i].text;
        int64_t n;
        int number = rt_parse_int(text, &n) ? (int)n : RT_UNKNOWN;
        switch (held->extras[i].nth % RT_ASSESSED_COLUMN) {
        case RT_AE_TREATMENT:
            out->risk.treatment = rt_assessed_treatment(text);
            break;
        case RT_AE_CONTROL:
            out->control = text;
            break;
        case RT_AE_ACTION:
            out->action = text;
            break;
        case RT_AE_REASON:
            out->reason = text;
            break;
        case RT_AE_RES_IMPORTANCE:
            out->risk.residual_importance = number;
            break;
        case RT_AE_RES_LIKELIHOOD:
            out->risk.residual_likelihood = number;
            break;
        default:
            break;
        }
    }
}

static enum rt_status take_kept(
    struct rt_assessing *a, struct rt_assessed *out, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&a->ledger->sql, LDB_ASSESSED_KEPT);
    struct rt_plan_row held;
    enum rt_status rc;

    rt_buf_clear(&a->kept);
    rt_sql_put_id(&c.bind, out->risk.risk_id);
    rc = rt_sql_next(&c, err);
    if (rc == RT_ROW) {
        out->typed = (unsigned)rt_sql_get_int(&c.row);
        rc = rt_buf_adds(&a->kept, rt_sql_get_str(&c.row));
        size_t note = a->kept.len;
        RT_THEN(rc, rt_buf_adds(&a->kept, rt_sql_get_str(&c.row)));
        if (rc != RT_OK)
            rc = rt_fail_nomem(err);
        out->note = (struct rt_str){a->kept.data, note};
        if (rc == RT_OK && a->kept.len > note) {
            rc = rt_plan_unpack(
                (struct rt_str){a->kept.data + note, a->kept.len - note},
                &a->held_room, &held, err);
            if (rc == RT_OK)
                show_held(out, &held);
        }
    }
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

static struct rt_str either(struct rt_str planned, struct rt_str of_input)
{
    return planned.n > 0 ? planned : of_input;
}

enum rt_status rt_assess_row(struct rt_assessing *a, const struct rt_risk *risk,
    struct rt_assessed *out, struct rt_error *err)
{
    rt_buf_clear(&a->assets);
    rt_buf_clear(&a->control);
    rt_buf_clear(&a->reason);
    rt_buf_clear(&a->owner);
    a->planned = false;
    a->all = rt_plan_status_of(risk->plan_status);
    *out = (struct rt_assessed){.risk = *risk, .numbers = risk->number};
    if (rt_is_event(risk))
        out->numbers = risk->asset_numbers;
    if (a->ledger->has_plan)
        RT_TRY(take_rows(a, risk, err));
    if (risk->asset_ids.n > 0)
        RT_TRY(take_assets(a, risk, err));
    out->assets = risk->asset_ids.n > 0
                      ? rt_buf_str(&a->assets)
                      : (rt_str_eq(risk->asset, risk->event) ? RT_STR_NONE
                                                             : risk->asset);
    out->control = either(rt_buf_str(&a->control), risk->control);
    out->reason = either(rt_buf_str(&a->reason), risk->treatment_reason);
    out->owner = either(rt_buf_str(&a->owner), risk->owner);
    out->action = action_of(a, risk);
    return a->ledger->has_assessed ? take_kept(a, out, err) : RT_OK;
}
