/* Whether a risk is accepted. The contract is acceptance.h. */
#include "risk/acceptance.h"

#include "base/calendar.h"
#include "base/fold.h"
#include "record/person.h"
#include "risk/plan_carry.h"

/* --- who ------------------------------------------------------------------ */

/* Whether the line 「OWNER=NAME、NAME」 names the person as the owner's. */
static bool is_deputy(
    struct rt_str line, struct rt_str owner, struct rt_str name)
{
    static const char *const marks[] = {"、", ",", "，", "／", "/"};
    struct rt_str of, rest;

    if (!rt_str_split(line, "=", &of, &rest) || !rt_may_be_person(of, owner))
        return false;
    while (rest.n > 0) {
        struct rt_str one = rest, after = RT_STR_NONE, before, behind;

        for (size_t i = 0; i < RT_COUNT(marks); i++) {
            if (rt_str_split(rest, marks[i], &before, &behind)
                && before.n < one.n) {
                one = before;
                after = behind;
            }
        }
        if (!rt_str_blank(one) && rt_may_be_person(one, name))
            return true;
        rest = after;
    }
    return false;
}

bool rt_is_stranger(
    struct rt_str owner, struct rt_str name, const struct rt_signing *by)
{
    if (rt_may_be_person(owner, name))
        return false;
    for (size_t i = 0; i < by->count; i++) {
        if (is_deputy(rt_str(by->deputies[i]), owner, name))
            return false;
    }
    return true;
}

/* --- until when ----------------------------------------------------------- */

bool rt_signature_until(
    const struct rt_profile *p, struct rt_str signed_on, char to[11])
{
    int year, month, day;

    if (p->acceptance.days == 0
        || !rt_date_of_iso(signed_on, &year, &month, &day))
        return false;
    rt_date_of_days(rt_days_of_date(year, month, day) + p->acceptance.days,
        &year, &month, &day);
    snprintf(to, 11, "%04u-%02u-%02u", (unsigned)year % 10000,
        (unsigned)month % 100, (unsigned)day % 100);
    return true;
}

/* --- 承認しない ------------------------------------------------------------- */

static const struct rt_text declined = {"承認しない", "Declined"};

bool rt_is_declined(struct rt_str text)
{
    static const char *const words[] = {"承認しない", "承認しません", "しない",
        "不承認", "否認", "却下", "declined", "notaccepted", "no:"};
    char buf[64];
    struct rt_str s = {buf, 0};

    text = rt_str_trim(text);
    if (text.n > 30)
        text.n = 30;
    text.n = rt_utf8_valid_prefix(text);
    s.n = rt_fold_fixed(text, buf, sizeof buf);
    return s.n <= sizeof buf
           && (rt_str_starts_any(s, words) || rt_str_is(s, "no"));
}

enum rt_status rt_put_declined(struct rt_str reason, struct rt_str values,
    enum rt_lang lang, struct rt_buf *to)
{
    return rt_buf_printf(to, "%s%s%.*s ／ %.*s", rt_text(lang, declined),
        reason.n > 0 ? rt_say(lang, "：", ": ") : "", RT_FMT(reason),
        RT_FMT(values));
}

/* The values that were declined, and by whom, behind the reason. */
static struct rt_str values_declined(struct rt_str text)
{
    struct rt_str before, after;

    while (rt_str_split(text, " ／ ", &before, &after)) {
        if (rt_plan_are_values(after))
            return after;
        text = after;
    }
    return RT_STR_NONE;
}

/* 「… 2026-09-01」: the day at its end, if there is one. */
static struct rt_str day_at_end(struct rt_str text)
{
    int year, month, day;
    struct rt_str iso = text;

    if (text.n < 10)
        return RT_STR_NONE;
    iso = (struct rt_str){text.p + text.n - 10, 10};
    return rt_date_of_iso(iso, &year, &month, &day) ? iso : RT_STR_NONE;
}

/* It still says so of the row as it is: no approval came after it, and the
 * values are those declined. */
static bool is_declined(
    const struct rt_risk *risk, const struct rt_plan_row *row)
{
    struct rt_str values = values_declined(row->decision);
    struct rt_str on = day_at_end(row->decision);

    if (!rt_is_declined(row->decision))
        return false;
    if (rt_plan_is_approved(row)
        && (on.n == 0 || rt_str_cmp(row->approved_on.iso, on) >= 0))
        return false;
    return values.n == 0 || rt_plan_has_values(risk, row, values);
}

/* --- the answer ----------------------------------------------------------- */

static enum rt_accepted signature(const struct rt_profile *p,
    const struct rt_risk *risk, const struct rt_plan_row *row, bool lapsed,
    const struct rt_signing *by, struct rt_acceptance_state *out)
{
    if (is_declined(risk, row))
        return RT_ACCEPT_DECLINED;
    if (!rt_plan_is_approved(row))
        return RT_ACCEPT_WAITING;
    if (lapsed)
        return RT_ACCEPT_LAPSED;
    if (rt_is_stranger(row->owner, row->approved_by, by))
        return RT_ACCEPT_STRANGER;
    if (rt_signature_until(p, row->approved_on.iso, out->iso)
        && strcmp(out->iso, by->now) < 0)
        return RT_ACCEPT_EXPIRED;
    return RT_ACCEPT_SIGNED;
}

void rt_accept(const struct rt_profile *p, const struct rt_risk *risk,
    const struct rt_plan_row *row, bool lapsed, const struct rt_signing *by,
    struct rt_acceptance_state *out)
{
    int residual = rt_profile_level(
        p, row->residual_importance, row->residual_likelihood);

    *out = (struct rt_acceptance_state){
        .is = RT_ACCEPT_NONE, .of = RT_RESIDUAL, .level = residual};
    if (row->treatment == RT_TREATMENT_NONE)
        return;
    if (residual < 0 && row->treatment == RT_RETAIN) {
        out->of = RT_FIRST;
        out->level = risk->result.level;
    }
    if (out->level < 0)
        return;
    switch (rt_profile_zone(p, out->of, out->level)) {
    case RT_ZONE_ACCEPTABLE:
        break;
    case RT_ZONE_NEVER:
        out->is = RT_ACCEPT_NEVER;
        break;
    case RT_ZONE_SIGNED:
        out->is = signature(p, risk, row, lapsed, by, out);
        break;
    }
}
