/* Rows of this program's own register and plan, assessed anew: each by the
 * criteria that it names (基準), from the numbers that it shows.
 *
 * A plan, and a register of forms without scores, show importance and
 * likelihood as values. Where their product is not the level, but the class
 * and the priority follow from the level, it is the importance or likelihood
 * that was changed, if only one of the two can be corrected; if both can, the
 * level is reported alone.
 *
 * Other tables of these books show rows of the list again; they are the list's
 * by the risk's id.
 *
 * Criteria that one row of a file names, and no other, are not what it was
 * judged by.
 *
 * A row that merge kept because it could not look at its file (前回のまま) shows what
 * the previous register did, typed over or not. That is what merge counted; where
 * it is wrong, merge wrote the value in place of a formula.
 */
#include "audit/own_rows.h"

#include "audit/own_figures.h"
#include "base/intern.h"
#include "form/word/value.h"
#include "risk/assess.h"
#include "risk/due.h"

/* Which criteria the rows of a file name: all of a file have the same. */
struct criteria {
    struct rt_intern files, pairs; /* names; of file and criteria */
    size_t *rows;                  /* by number of the pair */
    uint32_t *most;                /* by number of the file: its first pair */
    struct rt_str *name;           /* by number of the pair */
};

struct own {
    struct rt_audit *a;
    struct criteria *by_file;
    size_t sheet;
    const struct rt_table *t;
    const struct rt_row *row;
    const struct rt_profile *profile;
    struct rt_audit_row *to;
};

/* --- cells --------------------------------------------------------------- */

static const struct rt_cell *cell_of(const struct own *o, enum rt_field f)
{
    return rt_cell_of(&o->t->layout, o->row, f);
}

static int score(const struct own *o, enum rt_field f)
{
    return rt_score_of(o->a->vocab, cell_of(o, f), o->profile->scale_min,
        o->profile->scale_max);
}

static int rating(const struct own *o, enum rt_field f)
{
    return rt_rating_of(o->a->vocab, cell_of(o, f));
}

/* Whether merge lacked one of these for the row. */
static bool was_missing(const struct own *o, const enum rt_field *f, size_t n)
{
    const struct rt_cell *c = cell_of(o, RT_F_MISSING);

    for (size_t i = 0; c && i < n; i++) {
        if (rt_str_contains(c->text, rt_field_name(f[i], RT_JA))
            || rt_str_contains(c->text, rt_field_name(f[i], RT_EN)))
            return true;
    }
    return false;
}

/* Whether the form gave the field in place of those values: it is not what a
 * formula gives, nor was it typed where merge left a blank. */
static bool is_given(
    const struct own *o, enum rt_field f, const enum rt_field *values, size_t n)
{
    const struct rt_cell *c = cell_of(o, f);

    return !(c && c->is_formula) && !was_missing(o, values, n);
}

static void take_given(const struct own *o, enum rt_field f, int v, int *to)
{
    *to = v;
    o->to->refused |= v == RT_UNKNOWN && !rt_cell_blank(cell_of(o, f));
}

static void read_flags(const struct own *o, struct rt_scores *s)
{
    for (size_t i = 0; i < RT_PERSONAL_FIELDS; i++) {
        bool yes = false;
        enum rt_taken t = rt_value_flag(
            o->a->vocab, cell_of(o, rt_personal_fields[i]), &yes);
        s->any_personal |= yes;
        if (t == RT_TAKEN_UNREADABLE)
            s->unreadable_flags |= RT_MISSING_PERSONAL;
    }
}

static void read_scores(const struct own *o, struct rt_scores *s)
{
    static const enum rt_field ratings[] = {RT_F_THREAT, RT_F_VULNERABILITY};

    *s = (struct rt_scores){.confidentiality = score(o, RT_F_CONFIDENTIALITY),
        .integrity = score(o, RT_F_INTEGRITY),
        .availability = score(o, RT_F_AVAILABILITY),
        .threat = rating(o, RT_F_THREAT),
        .vulnerability = rating(o, RT_F_VULNERABILITY),
        .given_importance = RT_UNKNOWN,
        .given_likelihood = RT_UNKNOWN};
    if (is_given(o, RT_F_IMPORTANCE, rt_score_fields, RT_SCORE_FIELDS))
        take_given(o, RT_F_IMPORTANCE, score(o, RT_F_IMPORTANCE),
            &s->given_importance);
    if (is_given(o, RT_F_LIKELIHOOD, ratings, RT_COUNT(ratings)))
        take_given(o, RT_F_LIKELIHOOD, rating(o, RT_F_LIKELIHOOD),
            &s->given_likelihood);
    read_flags(o, s);
}

/* --- importance and likelihood as values --------------------------------- */

bool rt_own_is_given(const struct rt_audit_row *r, enum rt_field f)
{
    const struct rt_scores *s = &r->scores;

    if (f == RT_F_IMPORTANCE)
        return s->confidentiality == RT_UNKNOWN && s->integrity == RT_UNKNOWN
               && s->availability == RT_UNKNOWN;
    return f == RT_F_LIKELIHOOD
           && (s->threat == RT_UNKNOWN || s->vulnerability == RT_UNKNOWN);
}

/* Whether class and priority of the row are those of the level. */
static bool agree_on(const struct own *o, int level)
{
    const struct rt_cell *priority = cell_of(o, RT_F_PRIORITY);
    enum rt_class class = RT_CLASS_NONE;

    (void)rt_value_class(o->a->vocab, cell_of(o, RT_F_LEVEL_LABEL), &class);
    return level != RT_UNKNOWN && class != RT_CLASS_NONE
           && class == o->profile->class_of[level]
           && (rt_cell_blank(priority) ? 0 : rt_whole_of(priority))
                  == o->profile->priority_of[level];
}

static int quotient(int level, int by, int min, int max)
{
    int v = by > 0 && level % by == 0 ? level / by : RT_UNKNOWN;

    return v >= min && v <= max ? v : RT_UNKNOWN;
}

static void correct_given(const struct own *o)
{
    struct rt_scores *s = &o->to->scores;
    struct rt_assessment *a = &o->to->result;
    const struct rt_profile *p = o->profile;
    int level = rt_whole_of(cell_of(o, RT_F_LEVEL));
    int importance, likelihood;

    *a = rt_assess(p, s);
    if (level > RT_LEVEL_MAX || level == a->level || !agree_on(o, level)
        || agree_on(o, a->level))
        return;
    importance = quotient(level, a->likelihood, p->scale_min, p->scale_max);
    likelihood = quotient(level, a->importance, 1, 3);
    if (!rt_own_is_given(o->to, RT_F_IMPORTANCE))
        importance = RT_UNKNOWN;
    if (!rt_own_is_given(o->to, RT_F_LIKELIHOOD))
        likelihood = RT_UNKNOWN;
    if (importance != RT_UNKNOWN && likelihood != RT_UNKNOWN) {
        /* One of the two, or the level: class and priority are right. */
        a->class = p->class_of[level];
        a->priority = p->priority_of[level];
    }
    if ((importance == RT_UNKNOWN) == (likelihood == RT_UNKNOWN))
        return;
    if (importance != RT_UNKNOWN)
        s->given_importance = importance;
    else
        s->given_likelihood = likelihood;
    *a = rt_assess(p, s);
}

/* --- criteria ------------------------------------------------------------ */

static bool pair_of(struct criteria *k, const struct rt_layout *l,
    const struct rt_row *row, uint32_t *file, uint32_t *pair, bool *named)
{
    struct rt_str name
        = rt_str_trim(rt_cell_text(rt_cell_of(l, row, RT_F_PROFILE)));
    struct rt_str of = rt_cell_text(rt_row_cell(
        row, rt_own_column(l, offsetof(struct rt_risk, where.file))));
    struct rt_buf key = RT_BUF(1 << 20);
    bool ok
        = rt_buf_printf(&key, "%.*s\n%.*s", RT_FMT(of), RT_FMT(name)) == RT_OK;

    *file = ok ? rt_intern(&k->files, of) : 0;
    *pair = ok ? rt_intern(&k->pairs, rt_buf_str(&key)) : 0;
    rt_buf_fini(&key);
    if (*pair > 0)
        k->name[*pair] = name;
    *named = of.n > 0;
    return *file > 0 && *pair > 0;
}

static enum rt_status count_criteria(struct own *o, struct rt_error *err)
{
    struct criteria *k = o->by_file;

    for (size_t i = 0; i < rt_grid_row_count(o->a->grid, o->sheet); i++) {
        const struct rt_row *row = rt_grid_row(o->a->grid, o->sheet, i);
        uint32_t file, pair;
        bool named;
        if (o->t->lines[i] != RT_LINE_DATA)
            continue;
        RT_NEED(pair_of(k, &o->t->layout, row, &file, &pair, &named), err);
        if (++k->rows[pair] > k->rows[k->most[file]])
            k->most[file] = pair;
    }
    return RT_OK;
}

/* The name that nearly all rows of the row's file have, where the row has
 * another; empty else. */
static struct rt_str other_name(const struct own *o)
{
    uint32_t file, pair, most;
    bool named;

    if (!pair_of(o->by_file, &o->t->layout, o->row, &file, &pair, &named)
        || !named)
        return RT_STR_NONE;
    most = o->by_file->most[file];
    return most != pair && o->by_file->rows[most] >= 3 * o->by_file->rows[pair]
               ? o->by_file->name[most]
               : RT_STR_NONE;
}

/* --- rows ---------------------------------------------------------------- */

/* NULL for a name that is not known. */
static const struct rt_profile *profile_of(
    const struct rt_audit *a, struct rt_str name)
{
    return rt_str_is(name, a->profile->name) ? a->profile
                                             : rt_profile_named(name);
}

static void read_residual(const struct own *o)
{
    struct rt_audit_row *to = o->to;

    to->residual_importance = score(o, RT_F_RES_IMPORTANCE);
    to->residual_likelihood = rating(o, RT_F_RES_LIKELIHOOD);
    if (to->residual_importance != RT_UNKNOWN
        && to->residual_likelihood != RT_UNKNOWN)
        to->residual_level = to->residual_importance * to->residual_likelihood;
}

bool rt_own_is_added(const struct rt_layout *l, const struct rt_row *row)
{
    int32_t file = rt_own_column(l, offsetof(struct rt_risk, where.file));

    return rt_layout_is_plan(l)
           && rt_cell_blank(rt_cell_of(l, row, RT_F_PROFILE))
           && rt_cell_blank(rt_row_cell(row, file));
}

/* The number that a cell shows, up to `most`; `blank` where it shows none, and
 * *to stays where that is not stored. */
static void take_shown_number(
    const struct own *o, enum rt_field f, int most, int blank, int *to)
{
    const struct rt_cell *c = cell_of(o, f);
    int v = rt_whole_of(c);

    if (c && c->type == RT_CELL_NO_VALUE && c->is_formula)
        return;
    *to = v >= 0 && v <= most ? v : blank;
}

/* What a row shows that merge kept. */
static void take_shown(const struct own *o)
{
    struct rt_assessment *a = &o->to->counted;
    const struct rt_cell *class = cell_of(o, RT_F_LEVEL_LABEL);

    take_shown_number(o, RT_F_IMPORTANCE, 3, RT_UNKNOWN, &a->importance);
    take_shown_number(o, RT_F_LIKELIHOOD, 3, RT_UNKNOWN, &a->likelihood);
    take_shown_number(o, RT_F_LEVEL, RT_LEVEL_MAX, RT_UNKNOWN, &a->level);
    take_shown_number(o, RT_F_PRIORITY, RT_PRIORITIES, 0, &a->priority);
    if (class && class->type == RT_CELL_NO_VALUE && class->is_formula)
        return;
    a->class = RT_CLASS_NONE;
    (void)rt_value_class(o->a->vocab, class, &a->class);
}

static void assess(struct own *o)
{
    const struct rt_layout *l = &o->t->layout;
    int32_t kept = rt_own_column(l, offsetof(struct rt_risk, unconfirmed));
    int32_t assets = rt_own_column(l, offsetof(struct rt_risk, asset_ids));
    struct rt_audit_row *to = o->to;

    to->own = true;
    to->kept = !rt_cell_blank(rt_row_cell(o->row, kept));
    to->view = !rt_cell_blank(rt_row_cell(o->row, assets));
    to->added = rt_own_is_added(l, o->row);
    if (!to->kept && !to->added)
        to->right_profile = other_name(o);
    o->profile = profile_of(
        o->a, to->right_profile.n > 0
                  ? to->right_profile
                  : rt_str_trim(rt_cell_text(cell_of(o, RT_F_PROFILE))));
    to->profile = o->profile;
    to->result = (struct rt_assessment){.importance = RT_UNKNOWN,
        .likelihood = RT_UNKNOWN,
        .level = RT_UNKNOWN,
        .class = RT_CLASS_NONE};
    to->residual_importance = to->residual_likelihood = to->residual_level
        = RT_UNKNOWN;
    if (o->profile) {
        read_scores(o, &to->scores);
        correct_given(o);
        read_residual(o);
    }
    to->counted = to->result;
    if (to->kept)
        take_shown(o);
}

static void add_rows(struct own *o, struct rt_audit_row *all)
{
    struct rt_audit *a = o->a;
    const struct rt_cell *department;

    for (size_t i = 0; i < rt_grid_row_count(a->grid, o->sheet); i++) {
        o->row = rt_grid_row(a->grid, o->sheet, i);
        if (o->t->lines[i] != RT_LINE_DATA)
            continue;
        o->to = &all[a->row_count++];
        *o->to
            = (struct rt_audit_row){.sheet = o->sheet, .row = o->row->number};
        department = rt_cell_of(&o->t->layout, o->row, RT_F_MANAGED_BY);
        if (department)
            o->to->department = department->text;
        assess(o);
        if (o->t->groups && o->to->right_profile.n > 0)
            o->t->groups[i] = rt_group_of(o->to->right_profile);
    }
}

static enum rt_status add_all(
    struct own *o, struct rt_audit_row *all, struct rt_error *err)
{
    size_t sheets = rt_grid_sheet_count(o->a->grid);

    for (int pass = 0; pass < 2; pass++) {
        for (o->sheet = 0; o->sheet < sheets; o->sheet++) {
            o->t = &o->a->tables[o->sheet];
            if (!o->t->own)
                continue;
            if (pass == 0)
                RT_TRY(count_criteria(o, err));
            else
                add_rows(o, all);
        }
    }
    return RT_OK;
}

/* Only books of ours have such rows; the intake has none of them. */
enum rt_status rt_own_rows(
    struct rt_audit *a, struct rt_arena *arena, struct rt_error *err)
{
    size_t sheets = rt_grid_sheet_count(a->grid), n = 0;
    struct criteria k = {0};
    struct own o = {.a = a, .by_file = &k};
    struct rt_audit_row *all;
    enum rt_status rc;

    for (size_t s = 0; s < sheets; s++) {
        if (a->tables[s].own)
            n += rt_grid_row_count(a->grid, s);
    }
    if (n == 0 || a->row_count > 0)
        return RT_OK;
    all = rt_arena_array(arena, n, sizeof *all);
    k.rows = rt_arena_array(arena, n + 2, sizeof *k.rows);
    k.most = rt_arena_array(arena, n + 2, sizeof *k.most);
    k.name = rt_arena_array(arena, n + 2, sizeof *k.name);
    RT_NEED(all && k.rows && k.most && k.name, err);
    rc = add_all(&o, all, err);
    rt_intern_fini(&k.files);
    rt_intern_fini(&k.pairs);
    a->rows = all;
    return rc;
}
