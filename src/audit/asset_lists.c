#include "audit/asset_lists.h"

#include <stdlib.h>

#include "base/fold.h"
#include "base/list.h"
#include "record/asset_nos.h"

/* --- finding them --------------------------------------------------------- */

/* 9 before 10. */
static int compare_numbers(struct rt_str a, struct rt_str b)
{
    return a.n != b.n ? (a.n > b.n) - (a.n < b.n) : rt_str_cmp(a, b);
}

static int by_number(const void *a, const void *b)
{
    const struct rt_asset *x = *(struct rt_asset *const *)a,
                          *y = *(struct rt_asset *const *)b;
    int c;

    if (x->listing != y->listing)
        return x->listing < y->listing ? -1 : 1;
    c = compare_numbers(rt_asset_number(x->number), rt_asset_number(y->number));
    return c ? c : (x->order > y->order) - (x->order < y->order);
}

static struct rt_str number_at(const struct rt_listings *l, size_t i)
{
    return rt_asset_number(l->by_number[i]->number);
}

static enum rt_status add_listing(
    struct rt_listings *l, const struct rt_asset *a, struct rt_error *err)
{
    struct rt_listing *to = &l->list[l->count++];

    *to = (struct rt_listing){.given = a->list};
    RT_NEED(
        rt_file_name_take(&l->arena, a->where.file, RT_STR_NONE, &to->is), err);
    return RT_OK;
}

static bool is_of(const struct rt_listing *of, const struct rt_asset *a)
{
    return of->given == a->list && rt_str_eq(of->is.name, a->where.file);
}

/* Files come one after the other. */
static enum rt_status take_all(
    struct rt_listings *l, size_t *count, struct rt_error *err)
{
    for (size_t i = 0; i < l->set->count; i++) {
        struct rt_asset *a = &l->set->assets[i];
        if (a->number.n == 0)
            continue;
        if (l->count == 0 || !is_of(&l->list[l->count - 1], a))
            RT_TRY(add_listing(l, a, err));
        a->listing = l->count - 1;
        l->by_number[(*count)++] = a;
    }
    return RT_OK;
}

static void mark_by_unit(struct rt_listings *l, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct rt_asset *a = l->by_number[i];
        struct rt_listing *of = &l->list[a->listing];
        if (of->count++ == 0)
            of->first = i;
        else if (rt_str_eq(number_at(l, i - 1), number_at(l, i)))
            of->by_unit
                |= !rt_str_eq(l->by_number[i - 1]->unit, l->by_number[i]->unit);
    }
}

static bool has_own(const struct rt_listings *l, struct rt_str file)
{
    for (size_t i = 0; i < l->count; i++) {
        if (!l->list[i].given && rt_str_eq(l->list[i].is.name, file))
            return true;
    }
    return false;
}

static void count_reports(struct rt_listings *l)
{
    const struct rt_asset_set *set = l->set;

    for (size_t i = 0; i < set->naming_count; i++) {
        struct rt_str file = set->namings[i].where.file;
        if (i == 0 || !rt_str_eq(file, set->namings[i - 1].where.file))
            l->reports += !has_own(l, file);
    }
}

enum rt_status rt_listings_find(const struct rt_asset_set *set, bool given,
    struct rt_listings *out, struct rt_error *err)
{
    size_t count = 0;

    *out = (struct rt_listings){.set = set, .given = given};
    rt_arena_init(&out->arena);
    out->list = calloc(set->count + 1, sizeof *out->list);
    out->by_number = calloc(set->count + 1, sizeof(struct rt_asset *));
    RT_NEED(out->list && out->by_number, err);
    RT_TRY(take_all(out, &count, err));
    qsort(out->by_number, count, sizeof(struct rt_asset *), by_number);
    mark_by_unit(out, count);
    count_reports(out);
    return RT_OK;
}

void rt_listings_free(struct rt_listings *l)
{
    rt_arena_fini(&l->arena);
    free(l->list);
    free(l->by_number);
}

/* --- which one ------------------------------------------------------------ */

bool rt_asset_is_of_unit(
    const struct rt_asset *a, const struct rt_list_seeker *s)
{
    return rt_str_eq(a->unit, s->unit)
           || rt_fold_eq(a->department, s->is.department);
}

bool rt_listing_has_unit(const struct rt_listings *l,
    const struct rt_listing *of, const struct rt_list_seeker *s)
{
    for (size_t i = 0; s->unit.n > 0 && i < of->count; i++) {
        if (rt_asset_is_of_unit(l->by_number[of->first + i], s))
            return true;
    }
    return false;
}

static bool has_any_unit(
    const struct rt_listings *l, const struct rt_listing *of)
{
    for (size_t i = 0; i < of->count; i++) {
        const struct rt_asset *a = l->by_number[of->first + i];
        if (a->unit.n > 0 || a->department.n > 0)
            return true;
    }
    return false;
}

/* Those of the report's department, where there are any; else those that may be
 * of any. */
static bool may_be(const struct rt_listings *l, const struct rt_listing *of,
    const struct rt_list_seeker *s, bool of_unit)
{
    if (of->given)
        return false;
    return of_unit ? rt_listing_has_unit(l, of, s)
                   : s->unit.n == 0 || !has_any_unit(l, of);
}

static struct rt_listing *only_one(const struct rt_listings *l,
    const struct rt_list_seeker *s, bool of_unit, enum rt_near how)
{
    struct rt_listing *found = NULL;

    for (size_t i = 0; i < l->count; i++) {
        struct rt_listing *of = &l->list[i];
        if (!may_be(l, of, s, of_unit)
            || !(how == RT_BY_BEING_LEFT
                 || rt_names_are_near(&of->is, &s->is, how)))
            continue;
        if (found)
            return NULL;
        found = of;
    }
    return found;
}

static bool any_of_unit(
    const struct rt_listings *l, const struct rt_list_seeker *s)
{
    for (size_t i = 0; i < l->count; i++) {
        if (may_be(l, &l->list[i], s, true))
            return true;
    }
    return false;
}

static struct rt_listing *own_of(
    const struct rt_listings *l, struct rt_str file)
{
    for (size_t i = 0; i < l->count; i++) {
        if (!l->list[i].given && rt_str_eq(l->list[i].is.name, file))
            return &l->list[i];
    }
    return NULL;
}

static struct rt_listing *given_of(const struct rt_listings *l)
{
    for (size_t i = 0; i < l->count; i++) {
        if (l->list[i].given)
            return &l->list[i];
    }
    return NULL;
}

static struct rt_listing *by_name(
    const struct rt_listings *l, const struct rt_list_seeker *s, bool of_unit)
{
    struct rt_listing *of = only_one(l, s, of_unit, RT_BY_PLACE_AND_NAME);

    return of ? of : only_one(l, s, of_unit, RT_BY_NAME);
}

struct rt_listing *rt_listing_of(const struct rt_listings *l,
    const struct rt_list_seeker *s, bool *sure, bool *by_unit)
{
    struct rt_listing *of = own_of(l, s->is.name);
    bool of_unit;

    *sure = true;
    *by_unit = false;
    if (of || l->given)
        return of ? of : given_of(l);
    of_unit = any_of_unit(l, s);
    *by_unit = of_unit;
    of = of_unit ? only_one(l, s, true, RT_BY_BEING_LEFT) : NULL;
    if (!of && (s->is.core.n > 0 || l->count > 1))
        of = by_name(l, s, of_unit);
    if (of || of_unit)
        return of;
    *sure = false;
    return l->count == 1 ? &l->list[0] : NULL;
}

size_t rt_listing_first(const struct rt_listings *l,
    const struct rt_listing *of, struct rt_str number)
{
    size_t at;

    RT_LOWER_BOUND(at, of->count,
        compare_numbers(number_at(l, of->first + at), number) < 0);
    return of->first + at;
}
