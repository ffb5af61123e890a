/* The sheets of two versions, by their names; one of each that are left are one
 * that was renamed. */
#include "audit/against/against.h"

struct versions {
    const struct rt_audit *old, *new;
    struct rt_arena *arena;
    struct rt_error *err;
    int *mate; /* by sheet of the new one: that of the old; -1 */
    bool *taken;
};

/* The record that merge keeps is no sheet for people. */
static bool is_record(const struct rt_audit *a, size_t sheet)
{
    const struct rt_sheet *s = rt_grid_sheet(a->grid, sheet);
    const struct rt_cell *first = rt_grid_cell(a->grid, sheet, 0, 1);

    return s->hidden && rt_str_is(rt_cell_text(first), "risktally");
}

static struct rt_str name_of(const struct rt_audit *a, size_t sheet)
{
    return rt_grid_sheet(a->grid, sheet)->name;
}

static void pair(struct versions *v, size_t new, int old)
{
    v->mate[new] = old;
    v->taken[old] = true;
}

/* The only sheet that has no partner; -1 where there are none or several. */
static int left(const struct rt_audit *a, const struct versions *v, bool old)
{
    int found = -1;

    for (size_t i = 0; i < rt_grid_sheet_count(a->grid); i++) {
        if ((old ? v->taken[i] : v->mate[i] >= 0) || is_record(a, i))
            continue;
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    return found;
}

static void pair_sheets(struct versions *v)
{
    int old, new;

    for (size_t i = 0; i < rt_grid_sheet_count(v->new->grid); i++) {
        int same = rt_grid_sheet_named(v->old->grid, name_of(v->new, i));
        v->mate[i] = -1;
        if (same >= 0 && !v->taken[same])
            pair(v, i, same);
    }
    old = left(v->old, v, true);
    new = left(v->new, v, false);
    if (old >= 0 && new >= 0)
        pair(v, (size_t) new, old);
}

static enum rt_status put(const struct versions *v, enum rt_code code,
    struct rt_str sheet, const struct rt_str arg[RT_FINDING_ARGS])
{
    const struct rt_audit *a = v->new;
    const struct rt_finding f
        = {.code = code, .where = {.file = a->file, .sheet = sheet}};

    return rt_finding_put(&f, a->lang, arg, &a->sink, v->err);
}

/* --- one sheet -------------------------------------------------------------- */

static enum rt_status take_side(const struct versions *v,
    const struct rt_audit *a, size_t sheet, struct rt_side *out)
{
    *out = (struct rt_side){.a = a,
        .sheet = sheet,
        .table = &a->tables[sheet],
        .rows = rt_grid_row_count(a->grid, sheet)};
    out->mate = rt_arena_array(v->arena, out->rows + 1, sizeof *out->mate);
    RT_NEED(out->mate, v->err);
    return RT_OK;
}

/* An approval that the new version has from the old one. */
static enum rt_status take_approval(
    const struct versions *v, struct rt_sheets *p)
{
    struct rt_approval old, new;
    char text[400];

    RT_TRY(rt_audit_approval(p->old.a, p->old.sheet, v->arena, &old, v->err));
    RT_TRY(rt_audit_approval(p->new.a, p->new.sheet, v->arena, &new, v->err));
    if ((old.by.n == 0 && !old.on[0]) || !rt_str_eq(old.by, new.by)
        || strcmp(old.on, new.on) != 0)
        return RT_OK;
    snprintf(text, sizeof text, "%.*s%s%s", RT_FMT(old.by),
        old.by.n > 0 && old.on[0] ? rt_comma(v->new->lang) : "", old.on);
    p->approval = rt_arena_str(v->arena, rt_str(text));
    RT_NEED(p->approval.p, v->err);
    return RT_OK;
}

static enum rt_status compare_sheet(struct versions *v, size_t sheet)
{
    struct rt_sheets p = {.arena = v->arena, .err = v->err};
    struct rt_str was = name_of(v->old, (size_t)v->mate[sheet]);

    RT_TRY(take_side(v, v->old, (size_t)v->mate[sheet], &p.old));
    RT_TRY(take_side(v, v->new, sheet, &p.new));
    if (!v->new->csv && !v->old->csv && !rt_str_eq(was, name_of(v->new, sheet)))
        RT_TRY(put(v, RT_DL411, name_of(v->new, sheet), RT_ARGS(was)));
    RT_TRY(take_approval(v, &p));
    rt_sheets_pair_columns(&p);
    RT_TRY(rt_sheets_pair_rows(&p));
    return rt_sheets_compare(&p);
}

enum rt_status rt_audit_against(const struct rt_audit *old,
    const struct rt_audit *new, struct rt_arena *arena, struct rt_error *err)
{
    size_t n = rt_grid_sheet_count(new->grid),
           m = rt_grid_sheet_count(old->grid);
    struct versions v = {.old = old, .new = new, .arena = arena, .err = err};

    v.mate = rt_arena_array(arena, n + 1, sizeof *v.mate);
    v.taken = rt_arena_array(arena, m + 1, sizeof *v.taken);
    RT_NEED(v.mate && v.taken, err);
    pair_sheets(&v);
    for (size_t i = 0; i < n; i++) {
        if (is_record(new, i))
            continue;
        if (v.mate[i] >= 0)
            RT_TRY(compare_sheet(&v, i));
        else
            RT_TRY(put(&v, RT_DL406, name_of(new, i), RT_ARGS(RT_STR_NONE)));
    }
    for (size_t i = 0; i < m; i++) {
        if (!v.taken[i] && !is_record(old, i))
            RT_TRY(put(&v, RT_DL407, RT_STR_NONE, RT_ARGS(name_of(old, i))));
    }
    return RT_OK;
}
