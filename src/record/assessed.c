/* See assessed.h. */
#include "record/assessed.h"

#include "record/trace.h"

enum { DIGITS = 4 };

/* clang-format off */
#define OF(name) offsetof(struct rt_risk, name)
const struct rt_assessed_member rt_assessed_members[RT_ASSESSED_ENTRIES] = {
    [RT_AE_SOURCE] = {RT_AC_SOURCE, {"リスク源", "risk source"}, OF(source)},
    [RT_AE_AREA] = {RT_AC_AREA, {"影響領域", "area of impact"}, OF(area)},
    [RT_AE_EVENT] = {RT_AC_EVENT, {"事象", "event"}, OF(event)},
    [RT_AE_CAUSE] = {RT_AC_CAUSE, {"原因", "cause"}, OF(cause)},
    [RT_AE_CONSEQUENCE] = {RT_AC_CONSEQUENCE, {"起こり得る結果", "consequence"}, OF(consequence)},
    [RT_AE_TREATMENT] = {RT_AC_RETAIN, {"リスク対応", "treatment"}, SIZE_MAX},
    [RT_AE_CONTROL] = {RT_AC_CONTROL, {"管理策", "control"}, OF(control)},
    [RT_AE_ACTION] = {RT_AC_ACTION, {"対応", "state"}, OF(action)},
    [RT_AE_REASON] = {RT_AC_REASON, {"選定理由", "reason"}, OF(treatment_reason)},
    [RT_AE_RES_IMPORTANCE] = {RT_AC_RES_IMPORTANCE, {"二次評価の重要度", "residual importance"}, SIZE_MAX},
    [RT_AE_RES_LIKELIHOOD] = {RT_AC_RES_LIKELIHOOD, {"二次評価の被害発生可能性", "residual likelihood"}, SIZE_MAX},
    [RT_AE_NOTE] = {RT_AC_NOTE, {"備考", "note"}, SIZE_MAX},
};
/* clang-format on */

static struct rt_str number_text(int value, char to[12])
{
    if (value < 0)
        return RT_STR_NONE;
    snprintf(to, 12, "%d", value);
    return rt_str(to);
}

void rt_assessed_texts_of(
    const struct rt_risk *risk, struct rt_assessed_texts *to)
{
    const char *treatment = rt_treatment_name(risk->treatment);

    *to = (struct rt_assessed_texts){0};
    for (int e = 0; e < RT_ASSESSED_ENTRIES; e++) {
        size_t at = rt_assessed_members[e].of_risk;
        if (at != SIZE_MAX)
            to->of[e] = *(
                const struct rt_str *)(const void *)((const char *)risk + at);
    }
    to->of[RT_AE_TREATMENT] = treatment ? rt_str(treatment) : RT_STR_NONE;
    to->of[RT_AE_RES_IMPORTANCE]
        = number_text(risk->residual_importance, to->numbers[0]);
    to->of[RT_AE_RES_LIKELIHOOD]
        = number_text(risk->residual_likelihood, to->numbers[1]);
}

enum rt_treatment rt_assessed_treatment(struct rt_str name)
{
    for (int t = RT_REDUCE; t <= RT_TRANSFER; t++) {
        if (rt_str_is(name, rt_treatment_name((enum rt_treatment)t)))
            return (enum rt_treatment)t;
    }
    return RT_TREATMENT_NONE;
}

static void digits_of(struct rt_str text, char to[DIGITS + 1])
{
    snprintf(to, DIGITS + 1, "%0*x", DIGITS,
        (unsigned)rt_trace_digits(rt_trace_text(text), DIGITS));
}

void rt_assessed_written(const struct rt_assessed_texts *texts, unsigned typed,
    char to[RT_ASSESSED_WRITTEN])
{
    for (int e = 0; e < RT_ASSESSED_ENTRIES; e++)
        digits_of(texts->of[e], to + e * DIGITS);
    for (int e = 0; e < RT_ASSESSED_ENTRIES; e++)
        to[RT_ASSESSED_ENTRIES * DIGITS + e] = typed >> e & 1 ? '1' : '0';
    to[RT_ASSESSED_WRITTEN - 1] = '\0';
}

bool rt_assessed_is_written(
    struct rt_str written, enum rt_assessed_entry e, struct rt_str text)
{
    char now[DIGITS + 1];

    if (written.n != RT_ASSESSED_WRITTEN - 1)
        return false;
    digits_of(text, now);
    return memcmp(written.p + e * DIGITS, now, DIGITS) == 0;
}

unsigned rt_assessed_typed(struct rt_str written)
{
    unsigned typed = 0;

    if (written.n != RT_ASSESSED_WRITTEN - 1)
        return (1u << RT_ASSESSED_ENTRIES) - 1;
    for (int e = 0; e < RT_ASSESSED_ENTRIES; e++)
        typed |= (unsigned)(written.p[RT_ASSESSED_ENTRIES * DIGITS + e] == '1')
                 << e;
    return typed;
}
