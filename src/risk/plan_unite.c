/* Two plans for the same risk: field by field. The contract is plan_unite.h. */
#include "risk/plan_unite.h"

#include "base/fold.h"
#include "base/list.h"
#include "base/write.h"
#include "record/plan_marks.h"
#include "risk/profile.h"

struct uniting {
    const struct rt_plan_pair *pair;
    const struct rt_plan_row *earlier, *later; /* of it, on one scale */
    /* The two with the signs that they are held against. */
    struct rt_plan_row signed_earlier, signed_later;
    bool
        bare; /* the later has no signs of its own: what it leaves blank it need
                  not have known */
    struct rt_plan_row *out;
    bool from_earlier[RT_PLAN_ENTERED];
    rt_plan_on_conflict *report;
    void *context;
    struct rt_error *err;
};

/* Which of the two counts by what was changed in them. */
enum counts { EARLIER, LATER, BOTH_CHANGED, NOT_KNOWN };

static enum counts which(const struct uniting *u, enum rt_marked earlier,
    enum rt_marked later, struct rt_str earlier_text, struct rt_str later_text)
{
    if (earlier == RT_MARKED_CHANGED && later == RT_MARKED_CHANGED)
        return BOTH_CHANGED;
    if (later == RT_MARKED_SAME) {
        if (earlier == RT_MARKED_SAME)
            return u->pair->leads ? EARLIER : NOT_KNOWN;
        return earlier == RT_MARKED_CHANGED || earlier_text.n > 0 ? EARLIER
                                                                  : LATER;
    }
    if (earlier == RT_MARKED_SAME)
        return later == RT_MARKED_CHANGED || later_text.n > 0 ? LATER : EARLIER;
    return NOT_KNOWN;
}

#define AT(name) offsetof(struct rt_plan_row, name)

static const void *at(const struct rt_plan_row *row, size_t offset)
{
    return (const char *)row + offset;
}

static struct rt_str text_at(const struct rt_plan_row *row, size_t offset)
{
    return *(const struct rt_str *)at(row, offset);
}

static void copy(struct uniting *u, const struct rt_plan_entered *f)
{
    u->from_earlier[f - rt_plan_entered] = true;
    rt_plan_copy_entered(u->out, u->earlier, f);
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

/* What is entered counts, and what merge filled in does not. */
static enum rt_status unite_entered(struct uniting *u,
    const struct rt_plan_entered *f, const struct rt_plan_conflict *c)
{
    if (c->earlier.n == 0 || (c->later.n > 0 && is_filled_in(u->earlier, f)))
        return RT_OK;
    if (c->later.n == 0 || is_filled_in(u->later, f)) {
        copy(u, f);
        return RT_OK;
    }
    return is_same(u, f) ? RT_OK : u->report(u->context, c, u->err);
}

/* One that was cleared is no value to take. */
static enum rt_status unite_changed(struct uniting *u,
    const struct rt_plan_entered *f, struct rt_plan_conflict *c)
{
    if (is_same(u, f))
        return RT_OK;
    c->cleared = c->later.n == 0;
    if (c->cleared)
        copy(u, f);
    return u->report(u->context, c, u->err);
}

static enum rt_status unite(struct uniting *u, size_t i)
{
    const struct rt_plan_entered *f = &rt_plan_entered[i];
    const struct rt_member *m = rt_member_at(&rt_plan_members, f->at);
    struct rt_plan_conflict c
        = {.name = rt_str(rt_text(u->pair->lang, m->head)),
            .earlier = text_at(u->earlier, f->raw),
            .later = text_at(u->later, f->raw),
            .earlier_col = rt_plan_column_of(u->earlier, f->at),
            .later_col = rt_plan_column_of(u->later, f->at)};

    enum rt_marked later = u->bare && c.later.n == 0
                               ? RT_MARKED_SAME
                               : rt_plan_marked(&u->signed_later, i);

    switch (which(
        u, rt_plan_marked(&u->signed_earlier, i), later, c.earlier, c.later)) {
    case EARLIER:
        copy(u, f);
        return RT_OK;
    case LATER:
        return RT_OK;
    case BOTH_CHANGED:
        return unite_changed(u, f, &c);
    default:
        return unite_entered(u, f, &c);
    }
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
    const struct rt_plan_row *row, const struct rt_plan_extra *x)
{
    for (size_t i = 0; i < row->extra_count; i++) {
        const struct rt_plan_extra *o = &row->extras[i];
        if (o->nth == x->nth && rt_fold_eq(o->heading, x->heading))
            return (struct rt_plan_extra *)(uintptr_t)o;
    }
    return NULL;
}

/* The later's, or what takes its place. */
static enum rt_status unite_extra(struct uniting *u, struct rt_plan_extra *o,
    const struct rt_plan_extra *x, bool *earlier)
{
    struct rt_plan_conflict c
        = {.name = x->heading, .earlier = x->text, .later = o->text};
    enum rt_marked later = u->bare && o->text.n == 0
                               ? RT_MARKED_SAME
                               : rt_plan_extra_marked(&u->signed_later, x);
    enum counts counts = which(u, rt_plan_extra_marked(&u->signed_earlier, x),
        later, x->text, o->text);
    bool differ = !rt_fold_eq(o->text, x->text);

    c.cleared = counts == BOTH_CHANGED && o->text.n == 0;
    *earlier = counts == EARLIER || c.cleared
               || (counts == NOT_KNOWN && o->text.n == 0);
    if (*earlier)
        *o = *x;
    return differ
                   && (counts == BOTH_CHANGED
                       || (counts == NOT_KNOWN && c.earlier.n > 0
                           && c.later.n > 0))
               ? u->report(u->context, &c, u->err)
               : RT_OK;
}

/* What was taken from the earlier comes from there, whatever it was called. */
static enum rt_status keep_extra(struct uniting *u,
    const struct rt_plan_row *from, const struct rt_plan_extra *x)
{
    return rt_plan_marks_keep_extra(u->pair->marks, from, x) == RT_OK
               ? RT_OK
               : rt_fail_nomem(u->err);
}

static enum rt_status unite_extras(struct uniting *u)
{
    struct rt_plan_room *room = u->pair->room;
    size_t most = u->earlier->extra_count + u->later->extra_count;
    struct rt_plan_row *out = u->out;
    bool earlier;

    RT_NEED(RT_ROOM(room->extras, room->max, most + 1), u->err);
    for (size_t i = 0; i < out->extra_count; i++)
        room->extras[i] = u->later->extras[i];
    out->extras = room->extras;
    for (size_t i = 0; i < u->later->extra_count; i++)
        if (!extra_like(u->earlier, &u->later->extras[i]))
            RT_TRY(keep_extra(u, &u->signed_later, &u->later->extras[i]));
    for (size_t i = 0; i < u->earlier->extra_count; i++) {
        const struct rt_plan_extra *x = &u->earlier->extras[i];
        struct rt_plan_extra *o = extra_like(out, x);

        if (!o) {
            o = &room->extras[out->extra_count++];
            *o = (struct rt_plan_extra){.heading = x->heading, .nth = x->nth};
        }
        RT_TRY(unite_extra(u, o, x, &earlier));
        RT_TRY(
            keep_extra(u, earlier ? &u->signed_earlier : &u->signed_later, x));
    }
    return RT_OK;
}

static enum rt_status keep_marks(struct uniting *u)
{
    struct rt_buf *marks = u->pair->marks;
    enum rt_status rc = rt_plan_marks_begin(marks);

    for (size_t i = 0; i < RT_PLAN_ENTERED && rc == RT_OK; i++)
        rc = rt_plan_marks_keep(marks,
            u->from_earlier[i] ? &u->signed_earlier : &u->signed_later, i);
    return rc == RT_OK ? RT_OK : rt_fail_nomem(u->err);
}

static bool is_from_earlier(const struct uniting *u, size_t at)
{
    return u->from_earlier[rt_plan_entered_at(at) - rt_plan_entered];
}

/* Whether the approval is the earlier's: the day says it, where there is one. */
static bool is_approved_earlier(const struct uniting *u)
{
    return is_from_earlier(u, AT(approved_on))
           || (is_from_earlier(u, AT(approved_by))
               && u->later->approved_on.raw.n == 0);
}

/* Where merge's signs are missing, the accepted plan has those of what it holds,
 * and what is united with it is held against these. */
static enum rt_status hold_against(struct uniting *u, struct rt_buf *signs)
{
    const struct rt_plan_pair *pair = u->pair;

    u->signed_earlier = *pair->earlier;
    u->signed_later = *pair->later;
    if (!pair->leads)
        return RT_OK;
    if (pair->earlier->written.n == 0) {
        if (rt_plan_mark(pair->earlier, signs) != RT_OK)
            return rt_fail_nomem(u->err);
        u->signed_earlier.written = rt_buf_str(signs);
    }
    u->bare = pair->later->written.n == 0;
    if (u->bare)
        u->signed_later.written = u->signed_earlier.written;
    return RT_OK;
}

static enum rt_status unite_entries(struct uniting *u)
{
    for (size_t i = 0; i < RT_PLAN_ENTERED; i++)
        RT_TRY(unite(u, i));
    if (is_approved_earlier(u))
        u->out->approved_values = u->pair->earlier->approved_values;
    rt_buf_clear(u->pair->marks);
    RT_TRY(keep_marks(u));
    RT_TRY(unite_extras(u));
    u->out->written = rt_buf_str(u->pair->marks);
    return RT_OK;
}

enum rt_status rt_plan_unite(const struct rt_plan_pair *pair,
    rt_plan_on_conflict *report, void *context, struct rt_plan_row *out,
    struct rt_error *err)
{
    struct rt_buf signs = RT_BUF(RT_TEXT_MAX);
    struct rt_plan_row before = *pair->earlier, after = *pair->later;
    struct uniting u = {.pair = pair,
        .earlier = &before,
        .later = &after,
        .out = out,
        .report = report,
        .context = context,
        .err = err};

    if (unite_approval(&before, &after, out))
        return RT_OK;
    if (!rt_plan_is_approved(&after) && rt_plan_is_approved(&before))
        to_scale_of_earlier(&after, &before, pair->lang);
    else
        to_scale(&before, after.profile, pair->lang);
    *out = after;
    enum rt_status rc = hold_against(&u, &signs);
    RT_THEN(rc, unite_entries(&u));
    rt_buf_fini(&signs);
    return rc;
}
