/* The plan's rows: the risks of this run, and what is carried over to them from
 * the previous plan (plan_carry.h has the rules).
 */
#include "base/fold.h"
#include "report/plan/plan_parts.h"

void rt_plan_origin(const struct rt_plan_row *row, char to[160])
{
    char sheet[RT_SHEET_SHOWN];

    rt_sheet_shown(row->where.sheet, sheet);
    if (sheet[0] != '\0')
        snprintf(to, 160, "%s!%u", sheet, row->where.row);
    else
        snprintf(to, 160, "%u", row->where.row);
}

static void start(struct rt_plan_walk *w, enum rt_planned_of of)
{
    const struct rt_plan *p = w->p;

    w->of = of;
    w->cursor
        = p->part && of == RT_PLANNED_RISKS
              ? rt_ledger_planned_by(p->ledger, p->part->department, p->err)
              : rt_ledger_planned(p->ledger, of, p->err);
}

/* Rows without a risk are those of the department that they name. */
static bool is_of_part(const struct rt_plan_walk *w)
{
    return !w->p->part || w->of != RT_PLANNED_ADDED
           || rt_fold_eq(w->at.previous.department, w->p->part->department);
}

void rt_plan_walk_open(struct rt_plan *p, struct rt_plan_walk *w)
{
    *w = (struct rt_plan_walk){.p = p};
    rt_plan_carry_init(&w->carry);
    start(w, RT_PLANNED_RISKS);
}

void rt_plan_walk_close(struct rt_plan_walk *w)
{
    rt_xl_keep(&w->p->xl, rt_cursor_close(&w->cursor));
    rt_plan_carry_fini(&w->carry);
}

/* What the risk's own columns show of a row that is no risk's. */
static struct rt_risk risk_of(const struct rt_plan_row *row)
{
    return (struct rt_risk){.department = row->department,
        .asset = row->asset,
        .medium = row->medium,
        .result = {.importance = row->importance,
            .likelihood = row->likelihood,
            .level = row->level,
            .priority = row->priority},
        .action = row->stated,
        .profile = row->profile,
        .where.file = row->source_file,
        .where.sheet = row->source_sheet};
}

struct rt_plan_entry rt_plan_entry_of(
    const struct rt_plan *p, const struct rt_risk *risk)
{
    return (struct rt_plan_entry){
        .risk = *risk, .row = rt_plan_fresh(risk, p->due)};
}

static void carry_over(struct rt_plan_walk *w, struct rt_plan_entry *out)
{
    struct rt_plan *p = w->p;
    struct rt_plan_row fresh = out->row;

    rt_xl_keep(
        &p->xl, rt_plan_carry_over(&w->at.previous, &w->at.risk, &fresh,
                    w->at.first, p->run->now, p->lang, &w->carry, p->err));
    out->row = w->carry.row;
    if (w->carry.lapsed)
        out->changed = rt_buf_str(&w->carry.changed);
}

static void make_entry(struct rt_plan_walk *w, struct rt_plan_entry *out)
{
    if (w->of == RT_PLANNED_RISKS) {
        *out = rt_plan_entry_of(w->p, &w->at.risk);
        if (!w->at.carried)
            return;
        carry_over(w, out);
    } else {
        *out = (struct rt_plan_entry){.risk = risk_of(&w->at.previous),
            .row = w->at.previous,
            .added = true};
    }
    rt_plan_origin(&w->at.previous, w->origin);
    out->row.origin = rt_str(w->origin);
}

/* The next row; after the last of a risk those without one. */
static bool next_row(struct rt_plan_walk *w)
{
    struct rt_plan *p = w->p;

    while (!rt_xl_row(&p->xl, &w->cursor, &w->at)) {
        if (p->xl.rc != RT_OK || w->of == RT_PLANNED_ADDED)
            return false;
        start(w, RT_PLANNED_ADDED);
    }
    return true;
}

bool rt_plan_walk_next(struct rt_plan_walk *w, struct rt_plan_entry *out)
{
    struct rt_plan *p = w->p;

    do {
        if (!next_row(w))
            return false;
    } while (!is_of_part(w));
    make_entry(w, out);
    return p->xl.rc == RT_OK;
}
