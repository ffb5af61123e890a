/* Taking in the assets that are compared, and what is compared of them.
 *
 * A value counts only where the form has the column: what a list does not
 * ask for, it does not deny either.
 */
#include "audit/asset_set.h"

#include <stdlib.h>

#include "base/fold.h"
#include "base/list.h"
#include "base/nearness.h"
#include "risk/selection.h"

static const struct {
    enum rt_field field;
    size_t from; /* the first of those of which it follows */
    unsigned flag;
} compared[RT_COMPARED] = {{RT_F_CONFIDENTIALITY, 0, 0}, {RT_F_INTEGRITY, 1, 0},
    {RT_F_AVAILABILITY, 2, 0}, {RT_F_PERSONAL, 3, RT_MISSING_PERSONAL},
    {RT_F_SENSITIVE, 4, RT_MISSING_SENSITIVE},
    {RT_F_MY_NUMBER, 5, RT_MISSING_MY_NUMBER},
    {RT_F_ANY_PERSONAL, 3,
        RT_MISSING_PERSONAL | RT_MISSING_SENSITIVE | RT_MISSING_MY_NUMBER},
    {RT_F_IMPORTANCE, 0, 0}};

enum rt_field rt_compared(size_t i, size_t *from)
{
    *from = compared[i].from;
    return compared[i].field;
}

enum rt_status rt_asset_set_new(struct rt_asset_set **out, struct rt_error *err)
{
    *out = calloc(1, sizeof **out);
    RT_NEED(*out, err);
    rt_arena_init(&(*out)->arena);
    return RT_OK;
}

void rt_asset_set_free(struct rt_asset_set *set)
{
    if (!set)
        return;
    rt_arena_fini(&set->arena);
    free(set->assets);
    free(set->namings);
    free(set->approvals);
    free(set);
}

static bool copy(struct rt_asset_set *set, struct rt_str s, struct rt_str *to)
{
    *to = rt_arena_str(&set->arena, s);
    return to->p;
}

static bool fold(struct rt_asset_set *set, struct rt_str s, struct rt_str *to)
{
    struct rt_buf b = RT_BUF(s.n * 20 + 64);
    bool ok = rt_fold(s, &b) == RT_OK && copy(set, rt_buf_str(&b), to);

    rt_buf_fini(&b);
    return ok;
}

/* --- values ------------------------------------------------------------------- */

/* What the row says in the field, as if the form had it. */
static int said(const struct rt_asset_row *row, size_t i)
{
    const struct rt_risk *risk = row->risk;

    if (risk->scores.unreadable_flags & compared[i].flag)
        return RT_UNKNOWN;
    switch (compared[i].field) {
    case RT_F_CONFIDENTIALITY:
        return risk->scores.confidentiality;
    case RT_F_INTEGRITY:
        return risk->scores.integrity;
    case RT_F_AVAILABILITY:
        return risk->scores.availability;
    case RT_F_PERSONAL:
        return risk->personal;
    case RT_F_SENSITIVE:
        return risk->sensitive;
    case RT_F_MY_NUMBER:
        return risk->my_number;
    case RT_F_ANY_PERSONAL:
        return risk->scores.any_personal;
    default:
        return row->list ? row->importance : risk->result.importance;
    }
}

/* One column for all kinds, whatever its heading, says of none of them alone;
 * and three columns say what one would. A deliverable's importance is
 * computed. */
static bool asks(const struct rt_asset_row *row, enum rt_field f)
{
    const int32_t *col_of = row->layout->col_of;
    size_t kinds = (col_of[RT_F_PERSONAL] >= 0) + (col_of[RT_F_SENSITIVE] >= 0)
                   + (col_of[RT_F_MY_NUMBER] >= 0);
    bool alone = kinds == 1 && col_of[RT_F_PERSONAL] >= 0;

    if (f == RT_F_ANY_PERSONAL && col_of[f] < 0)
        return kinds == 3 || alone;
    if (f == RT_F_PERSONAL && alone)
        return false;
    return col_of[f] >= 0 || (f == RT_F_IMPORTANCE && !row->list);
}

/* Of a profile that is known, and not only assumed. */
static int scale_of(const struct rt_asset_row *row)
{
    const struct rt_profile *p = rt_profile_named(row->risk->profile);

    return p && !row->undecided ? p->scale_min : RT_UNKNOWN;
}

static void take_values(struct rt_asset *a, const struct rt_asset_row *row)
{
    const int32_t *col_of = row->layout->col_of;

    a->scale_min = scale_of(row);
    a->importance = row->risk->result.importance;
    if (row->list && row->importance != RT_UNKNOWN) {
        if (a->importance == RT_UNKNOWN)
            a->importance = row->importance;
        else if (a->importance != row->importance)
            a->importance = RT_UNKNOWN;
    }

    for (size_t i = 0; i < RT_COMPARED; i++) {
        enum rt_field f = compared[i].field;
        a->value[i] = asks(row, f) ? said(row, i) : RT_UNKNOWN;
        if (f == RT_F_ANY_PERSONAL && col_of[f] < 0)
            f = RT_F_PERSONAL;
        a->col[i] = (uint32_t)(col_of[f] + 1);
    }
    a->unit_col = (uint32_t)(col_of[RT_F_MANAGED_BY] + 1);
    a->medium_col = (uint32_t)(col_of[RT_F_MEDIUM] + 1);
}

/* --- assets ------------------------------------------------------------------- */

static struct rt_str unit_of(const struct rt_risk *risk)
{
    return risk->managed_by.n > 0 ? risk->managed_by : risk->department;
}

static bool take_texts(
    struct rt_asset_set *set, struct rt_asset *a, const struct rt_risk *risk)
{
    return fold(set, risk->asset, &a->name)
           && fold(set, risk->medium, &a->medium)
           && fold(set, risk->business, &a->business)
           && fold(set, unit_of(risk), &a->unit)
           && fold(set, risk->number, &a->number)
           && copy(set, risk->asset, &a->shown)
           && copy(set, risk->medium, &a->medium_shown)
           && copy(set, risk->business, &a->business_shown)
           && copy(set, risk->managed_by, &a->unit_shown)
           && copy(set, risk->department, &a->department)
           && copy(set, risk->owner, &a->owner)
           && copy(set, risk->risk_id, &a->risk_id)
           && copy(set, risk->where.file, &a->where.file)
           && copy(set, risk->where.sheet, &a->where.sheet);
}

static enum rt_status add_naming(struct rt_asset_set *set,
    const struct rt_asset_row *row, struct rt_error *err)
{
    const struct rt_risk *risk = row->risk;
    struct rt_asset_naming *n;
    struct rt_file_name is;

    if (risk->asset_numbers.n == 0)
        return RT_OK;
    RT_NEED(RT_GROW(set->namings, set->naming_count, set->naming_cap), err);
    n = &set->namings[set->naming_count];
    *n = (struct rt_asset_naming){.where = risk->where,
        .importance = risk->result.importance,
        .scale_min = scale_of(row),
        .importance_col = (uint32_t)(row->layout->col_of[RT_F_IMPORTANCE] + 1),
        .heading_row = row->layout->row2};
    n->where.col = (uint32_t)(row->layout->col_of[RT_F_ASSET_NOS] + 1);
    RT_NEED(copy(set, risk->asset_numbers, &n->numbers)
                && copy(set, risk->owner, &n->owner)
                && fold(set, unit_of(risk), &n->unit)
                && copy(set, risk->department, &n->department)
                && copy(set, risk->risk_id, &n->risk_id)
                && rt_file_name_take(
                    &set->arena, risk->where.file, RT_STR_NONE, &is)
                && copy(set, risk->where.sheet, &n->where.sheet),
        err);
    n->where.file = is.name;
    n->folder = is.folder;
    n->core = is.core;
    set->naming_count++;
    return RT_OK;
}

/* The scores may be left out of a list: its importance is then all that says
 * it, and an asset of which nothing is known may be important. */
static bool is_important(const struct rt_asset_row *row)
{
    const struct rt_scores *s = &row->risk->scores;
    bool scored = s->confidentiality != RT_UNKNOWN || s->integrity != RT_UNKNOWN
                  || s->availability != RT_UNKNOWN;
    int importance = row->list ? row->importance : row->risk->result.importance;

    return rt_is_important_asset(row->profile, row->risk)
           || (!scored
               && (importance == RT_UNKNOWN
                   || importance >= row->profile->scale_max));
}

enum rt_status rt_asset_set_add(struct rt_asset_set *set,
    const struct rt_asset_row *row, struct rt_error *err)
{
    const struct rt_risk *risk = row->risk;
    struct rt_asset *a;

    /* A report's row is an event: its assets are those that it names. */
    if (row->layout->form == RT_FORM_REPORT)
        return row->list ? RT_OK : add_naming(set, row, err);
    RT_NEED(RT_GROW(set->assets, set->count, set->cap), err);
    a = &set->assets[set->count];
    *a = (struct rt_asset){.where = risk->where,
        .list = row->list,
        .asks_medium = row->layout->col_of[RT_F_MEDIUM] >= 0,
        .known_medium = rt_medium_index(risk->medium) >= 0,
        .important = is_important(row),
        .order = set->count};
    RT_NEED(take_texts(set, a, risk), err);
    a->letters = rt_letters(a->name);
    a->cps = rt_utf8_count(a->name);
    take_values(a, row);
    set->count++;
    return RT_OK;
}

/* A file that is alone and has no report needs none of its numbers. */
static bool is_needed(
    const struct rt_asset_set *set, const struct rt_listed_asset *l)
{
    size_t n = set->naming_count;

    return !l->alone
           || (n > 0
               && rt_str_eq(set->namings[n - 1].where.file, l->where.file));
}

enum rt_status rt_asset_set_list(struct rt_asset_set *set,
    const struct rt_listed_asset *l, struct rt_error *err)
{
    struct rt_str unit = l->unit.n > 0 ? l->unit : l->department;
    struct rt_asset *a;

    if (!is_needed(set, l))
        return RT_OK;
    RT_NEED(RT_GROW(set->assets, set->count, set->cap), err);
    a = &set->assets[set->count];
    *a = (struct rt_asset){.where = l->where,
        .order = set->count,
        .importance = l->importance,
        .important = l->important};
    RT_NEED(fold(set, l->number, &a->number) && fold(set, unit, &a->unit)
                && copy(set, l->name, &a->shown)
                && copy(set, l->department, &a->department)
                && copy(set, l->owner, &a->owner)
                && copy(set, l->where.file, &a->where.file)
                && copy(set, l->where.sheet, &a->where.sheet),
        err);
    if (l->important)
        set->rule = l->profile;
    set->count++;
    return RT_OK;
}

enum rt_status rt_asset_set_approver(struct rt_asset_set *set,
    const struct rt_where *where, struct rt_str department,
    struct rt_str approver, struct rt_error *err)
{
    struct rt_asset_approval *a;

    RT_NEED(
        RT_GROW(set->approvals, set->approval_count, set->approval_cap), err);
    a = &set->approvals[set->approval_count];
    *a = (struct rt_asset_approval){.where = *where};
    RT_NEED(rt_file_name_take(&set->arena, where->file, department, &a->is)
                && copy(set, where->sheet, &a->where.sheet)
                && copy(set, approver, &a->approver),
        err);
    a->where.file = a->is.name;
    set->approval_count++;
    return RT_OK;
}

void rt_asset_place(
    const struct rt_asset *a, enum rt_lang lang, char to[RT_ASSET_PLACE])
{
    struct rt_where w = a->where;
    struct rt_buf b = RT_BUF(1 << 20);

    if (w.csv)
        w.col = 0;
    to[0] = '\0';
    if (rt_where_say(&w, lang, &b) == RT_OK)
        rt_str_copy(to, RT_ASSET_PLACE, rt_buf_str(&b));
    rt_buf_fini(&b);
}
