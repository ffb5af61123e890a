/* Acceptance in our own plan: whether each risk that takes the signature of its
 * owner has one that holds (risk/acceptance.h).
 *
 * What is the same for many risks is one finding for an owner, as merge reports
 * it, at the first of its rows. A risk has a row for each task, in any order, and
 * a signature in one of them counts for all.
 */
#include "audit/treatment/treatment.h"

#include "base/fold.h"
#include "base/intern.h"
#include "base/list.h"
#include "form/word/value.h"
#include "risk/acceptance.h"
#include "risk/plan_carry.h"

/* Rows that are reported together. */
struct group {
    enum rt_code code;
    uint32_t owner, by; /* numbers of names; 0: none */
    uint64_t count;
    struct pl_note first;
};

struct acceptance {
    struct pl *p;
    const struct pl_table *table;
    struct rt_pl_approval_cols is;
    struct rt_signing signing;
    struct rt_intern signed_ids, told_ids, names;
    struct group *groups;
    size_t count, cap;
};

/* The row as the plan states it; `iso` and `carry` are what it needs. */
static struct rt_plan_row stated(const struct acceptance *a,
    const struct pl_row *row, char iso[11], struct rt_plan_carry *carry)
{
    const struct rt_cell *on = rt_row_cell(row->row, a->is.on);
    struct rt_plan_row s = {.treatment = rt_pl_option(a->p, row).treatment,
        .owner = rt_cell_text(row->cell[RT_F_OWNER]),
        .approved_by = rt_cell_text(rt_row_cell(row->row, a->is.by)),
        .approved_values = rt_cell_text(rt_row_cell(row->row, a->is.values)),
        .decision = rt_cell_text(rt_row_cell(row->row, a->is.decision)),
        .importance = rt_whole_of(row->cell[RT_F_IMPORTANCE]),
        .likelihood = rt_whole_of(row->cell[RT_F_LIKELIHOOD]),
        .level = rt_whole_of(row->cell[RT_F_LEVEL]),
        .residual_importance = rt_whole_of(row->cell[RT_F_RES_IMPORTANCE]),
        .residual_likelihood = rt_whole_of(row->cell[RT_F_RES_LIKELIHOOD])};

    if (!on || !rt_is_taken(rt_value_date(on, iso)))
        iso[0] = '\0';
    s.approved_on
        = (struct rt_plan_date){.iso = rt_str(iso), .raw = rt_cell_text(on)};
    (void)rt_pl_need(
        a->p, rt_plan_changes_since(&s, a->p->a->lang, carry) == RT_OK);
    return s;
}

static struct rt_acceptance_state judge(const struct acceptance *a,
    const struct pl_row *row, const struct rt_plan_row *s, bool lapsed)
{
    const struct rt_profile *profile
        = rt_audit_profile_at(a->p->a, a->table->sheet, row->row->number);
    const struct rt_risk risk = {.profile = rt_str(profile->name),
        .result = {.importance = s->importance,
            .likelihood = s->likelihood,
            .level = s->level}};
    struct rt_acceptance_state out;

    rt_accept(profile, &risk, s, lapsed, &a->signing, &out);
    return out;
}

/* --- what is reported together ---------------------------------------------- */

static uint32_t number_of(struct acceptance *a, struct rt_str name)
{
    uint32_t n = 0;

    (void)rt_pl_need(a->p, rt_intern_folded(&a->names, name, &n));
    return n;
}

static void count(struct acceptance *a, enum rt_code code,
    const struct rt_plan_row *s, const struct rt_acceptance_state *state,
    struct pl_note note)
{
    const struct group key = {.code = code,
        .owner = number_of(a, s->owner),
        .by = code == RT_PL509 ? number_of(a, s->approved_by) : 0,
        .first = note};
    size_t i = 0;

    while (i < a->count
           && (a->groups[i].code != code || a->groups[i].owner != key.owner
               || a->groups[i].by != key.by))
        i++;
    if (i == a->count)
        RT_PL_ADD(a->p, a->groups, a->count, a->cap, key);
    if (a->p->rc != RT_OK)
        return;
    if (a->groups[i].count++ == 0) {
        a->groups[i].first.arg[0] = rt_pl_shown(a->p, s->owner);
        a->groups[i].first.arg[2] = code == RT_PL509
                                        ? rt_pl_shown(a->p, s->approved_by)
                                        : rt_pl_kept(a->p, rt_str(state->iso));
    }
}

static void report_groups(struct acceptance *a)
{
    for (size_t i = 0; i < a->count && a->p->rc == RT_OK; i++) {
        struct group *g = &a->groups[i];
        g->first.arg[1] = rt_pl_num(a->p, (int64_t)g->count);
        rt_pl_report(a->p, g->code, &g->first);
    }
}

/* --- the rows ----------------------------------------------------------------- */

static struct pl_note at_column(const struct pl_row *row, int32_t col)
{
    return (struct pl_note){.sheet = row->table->sheet,
        .row = row->row->number,
        .col = col < 0 ? 0 : (uint32_t)col + 1};
}

static void report_declined(
    struct acceptance *a, const struct pl_row *row, const struct rt_plan_row *s)
{
    struct pl_note note = at_column(row, a->is.decision);

    note.arg[0] = rt_pl_cell_shown(a->p, row->cell[RT_F_ASSET]);
    note.arg[1] = note.actual = rt_pl_shown(a->p, s->decision);
    rt_pl_report(a->p, RT_PL516, &note);
}

static void report_row(struct acceptance *a, const struct pl_row *row,
    const struct rt_plan_row *s, const struct rt_acceptance_state *state)
{
    struct rt_str id = rt_cell_text(row->cell[RT_F_RISK_ID]);
    size_t told = a->told_ids.count;

    if (rt_intern_find_folded(&a->signed_ids, id) > 0)
        return;
    if (state->is == RT_ACCEPT_WAITING && s->treatment == RT_RETAIN) {
        uint32_t n;
        if (rt_pl_need(a->p, rt_intern_folded(&a->told_ids, id, &n))
            && a->told_ids.count > told)
            count(a, RT_PL511, s, state, at_column(row, a->is.by));
    } else if (state->is == RT_ACCEPT_EXPIRED) {
        count(a, RT_PL510, s, state, at_column(row, a->is.on));
    } else if (state->is == RT_ACCEPT_STRANGER) {
        count(a, RT_PL509, s, state, at_column(row, a->is.by));
    } else if (state->is == RT_ACCEPT_DECLINED) {
        report_declined(a, row, s);
    }
}

static void take_row(
    struct acceptance *a, const struct pl_row *row, bool report)
{
    struct rt_plan_carry carry;
    char iso[11];
    uint32_t n;

    rt_plan_carry_init(&carry);
    struct rt_plan_row s = stated(a, row, iso, &carry);
    struct rt_acceptance_state state = judge(a, row, &s, carry.lapsed);
    if (report)
        report_row(a, row, &s, &state);
    else if (state.is == RT_ACCEPT_SIGNED)
        (void)rt_pl_need(a->p, rt_intern_folded(&a->signed_ids,
                                   rt_cell_text(row->cell[RT_F_RISK_ID]), &n));
    rt_plan_carry_fini(&carry);
}

void rt_pl_audit_acceptance(struct pl *p, const struct pl_table *t)
{
    struct acceptance a = {.p = p,
        .table = t,
        .is = rt_pl_approval_cols(t->layout),
        .signing = {p->a->now, p->a->deputies, p->a->deputy_count}};

    if (a.is.by < 0 || a.is.on < 0)
        return;
    for (int pass = 0; pass < 2; pass++) {
        struct pl_cursor c;
        struct pl_row row;
        rt_pl_rows(&c, p, t);
        while (p->rc == RT_OK && rt_pl_next(&c, &row)) {
            if (rt_pl_row_says(&row, RT_F_RISK_ID))
                take_row(&a, &row, pass == 1);
        }
    }
    report_groups(&a);
    rt_intern_fini(&a.signed_ids);
    rt_intern_fini(&a.told_ids);
    rt_intern_fini(&a.names);
}
