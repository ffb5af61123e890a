/* Two plans for the same risk: field by field. The contract is plan_unite.h. */
#include "risk/plan_unite.h"

#include "base/fold.h"
#include "base/list.h"
#include "risk/profile.h"

struct uniting {
    const struct rt_plan_row *earlier, *later;
    struct rt_plan_row *out;
    enum rt_lang lang;
    rt_plan_on_conflict *report;
    void *context;
    struct rt_error *err;
};

#define AT(name) offsetof(struct rt_plan_row, name)

static const void *at(const struct rt_plan_row *row, size_t offset)
{
    return (const char *)row + offset;
}

static struct rt_str text_at(const struct rt_plan_row *row, size_t offset)
{
    return *(const struct rt_str *)at(row, offset);
}

/* What merge filled in and nobody changed. */
static bool is_filled_in(
    const struct rt_plan_row *row, const struct rt_plan_entered *f)
{
    return (f->at == AT(status) && row->status == RT_PLAN_OPEN)
           || (f->at == AT(planned_end) && row->proposed);
}

/* Dates, words and numbers are the same whatever they are written like. */
static bool is_same(const struct uniting *u, const struct rt_plan_entered *f)
{
    const struct rt_member *m = rt_member_at(&rt_plan_members, f->at);

    if (m->type == RT_IS_DATE) {
        const struct rt_plan_date *a = at(u->earlier, f->at);
        const struct rt_plan_date *b = at(u->later, f->at);
        if (a->iso.n > 0 && b->iso.n > 0)
            return rt_str_eq(a->iso, b->iso);
    } else if (!rt_type_is_text(m->type) && rt_member_known(m, u->earlier)) {
        return rt_member_number(m, u->earlier) == rt_member_number(m, u->later);
    }
    return rt_fold_eq(text_at(u->earlier, f->raw), text_at(u->later, f->raw));
}

static enum rt_status unite(struct uniting *u, const struct rt_plan_entered *f)
{
    const struct rt_member *m = rt_member_at(&rt_plan_members, f->at);
    const struct rt_plan_conflict c
        = {.name = rt_str(rt_text(u->lang, m->head)),
            .earlier = text_at(u->earlier, f->raw),
            .later = text_at(u->later, f->raw),
            .earlier_col = rt_plan_column_of(u->earlier, f->at),
            .later_col = rt_plan_column_of(u->later, f->at)};

    if (c.earlier.n == 0 || (c.later.n > 0 && is_filled_in(u->earlier, f)))
        return RT_OK;
    if (c.later.n == 0 || is_filled_in(u->later, f)) {
        rt_plan_copy_entered(u->out, u->earlier, f);
        return RT_OK;
    }
    return is_same(u, f) ? RT_OK : u->report(u->context, &c, u->err);
}

/* --- sheets of approvals ---------------------------------------------------- */

/* What an owner signed on such a sheet stands in place of what the plan says,
 * unless that was signed later; the sheet says nothing else. */
static bool is_newer_on(
    const struct rt_plan_row *sheet, const struct rt_plan_row *plan)
{
    return !rt_plan_is_approved(plan) || plan->approved_on.iso.n == 0
           || sheet->approved_on.iso.n == 0
           || rt_str_cmp(sheet->approved_on.iso, plan->approved_on.iso) >= 0;
}

static void take_approval(
    const struct rt_plan_row *from, struct rt_plan_row *to)
{
    to->approved_by = from->approved_by;
    to->approved_on = from->approved_on;
    to->approved_values = from->approved_values;
    to->decision = from->decision;
}

static bool unite_approval(const struct rt_plan_row *earlier,
    const struct rt_plan_row *later, struct rt_plan_row *out)
{
    const struct rt_plan_row *sheet = later->approval ? later : earlier,
                             *plan = later->approval ? earlier : later;

    if (earlier->approval == later->approval)
        return false;
    *out = *plan;
    if (is_newer_on(sheet, plan))
        take_approval(sheet, out);
    return true;
}

/* --- plans on two scales ---------------------------------------------------- */

/* Puts the residual importance on the scale of the criteria of that name: of
 * what is united, all else that is on a scale is what one plan alone states. */
static void to_scale(
    struct rt_plan_row *row, struct rt_str profile, enum rt_lang lang)
{
    static const struct rt_text up[]
        = {{"1（0～2 の基準では 0）", "1 (0 on 0–2)"},
            {"2（0～2 の基準では 1）", "2 (1 on 0–2)"},
            {"3（0～2 の基準では 2）", "3 (2 on 0–2)"}},
        down[] = {{"0（1～3 の基準では 1）", "0 (1 on 1–3)"},
            {"1（1～3 の基準では 2）", "1 (2 on 1–3)"},
            {"2（1～3 の基準では 3）", "2 (3 on 1–3)"}};
    const struct rt_profile *from = rt_profile_named(row->profile),
                            *to = rt_profile_named(profile);
    int step;

    if (!from || !to || from->scale_min == to->scale_min)
        return;
    step = row->residual_importance - from->scale_min;
    if (step < 0 || step > 2)
        return;
    row->residual_importance = to->scale_min + step;
    row->residual_importance_raw
        = rt_str(rt_text(lang, (to->scale_min ? up : down)[step]));
}

/* What was approved stays on the scale on which it was approved. */
static void to_scale_of_earlier(struct rt_plan_row *later,
    const struct rt_plan_row *earlier, enum rt_lang lang)
{
    to_scale(later, earlier->profile, lang);
    later->importance = earlier->importance;
    later->likelihood = earlier->likelihood;
    later->level = earlier->level;
    later->class = earlier->class;
    later->priority = earlier->priority;
    later->profile = earlier->profile;
}

/* --- columns that people added ---------------------------------------------- */

static struct rt_plan_extra *extra_like(
    struct rt_plan_row *row, const struct rt_plan_extra *x)
{
    for (size_t i = 0; i < row->extra_count; i++) {
        const struct rt_plan_extra *o = &row->extras[i];
        if (o->nth == x->nth && rt_fold_eq(o->heading, x->heading))
            return (struct rt_plan_extra *)(uintptr_t)o;
    }
    return NULL;
}

static enum rt_status unite_extras(
    struct uniting *u, struct rt_plan_room *room, struct rt_error *err)
{
    size_t most = u->earlier->extra_count + u->later->extra_count;
    struct rt_plan_row *out = u->out;

    RT_NEED(RT_ROOM(room->extras, room->max, most + 1), err);
    for (size_t i = 0; i < out->extra_count; i++)
        room->extras[i] = u->later->extras[i];
    out->extras = room->extras;
    for (size_t i = 0; i < u->earlier->extra_count; i++) {
        const struct rt_plan_extra *x = &u->earlier->extras[i];
        struct rt_plan_extra *o = extra_like(out, x);
        const struct rt_plan_conflict c
            = {.name = x->heading, .earlier = x->text};

        if (!o)
            room->extras[out->extra_count++] = *x;
        else if (o->text.n == 0)
            *o = *x;
        else if (x->text.n > 0 && !rt_fold_eq(o->text, x->text)) {
            struct rt_plan_conflict d = c;
            d.later = o->text;
            RT_TRY(u->report(u->context, &d, err));
        }
    }
    return RT_OK;
}

enum rt_status rt_plan_unite(const struct rt_plan_row *earlier,
    const struct rt_plan_row *later, enum rt_lang lang,
    struct rt_plan_room *room, rt_plan_on_conflict *report, void *context,
    struct rt_plan_row *out, struct rt_error *err)
{
    struct rt_plan_row before = *earlier, after = *later;
    struct uniting u = {&before, &after, out, lang, report, context, err};

    if (unite_approval(earlier, later, out))
        return RT_OK;
    if (!rt_plan_is_approved(later) && rt_plan_is_approved(earlier))
        to_scale_of_earlier(&after, &before, lang);
    else
        to_scale(&before, after.profile, lang);
    *out = after;
    for (size_t i = 0; i < RT_PLAN_ENTERED; i++)
        RT_TRY(unite(&u, &rt_plan_entered[i]));
    if (!rt_plan_is_approved(later))
        out->approved_values = earlier->approved_values;
    return unite_extras(&u, room, err);
}
