/* Which numbers of a plan's rows people typed.
 *
 * merge numbers the rows of a plan from 1. Afterwards they are sorted and some
 * deleted, so that a gap, or a number out of its order, is nothing special. A
 * number was typed where it is none; where it comes twice and not by a copied
 * row; and where it is greater than there are rows, although half of them have
 * numbers that fit, and breaks their order or is far too great.
 */
#include "base/list.h"
#include "report/plan/plan_typed.h"

#include <stdlib.h>

/* Whether the row is out of order while its neighbours are in order. */
static bool breaks_order(
    const struct rt_plan_number *list, size_t count, size_t i)
{
    int64_t before = i > 0 ? list[i - 1].no : 0;
    int64_t after = i + 1 < count ? list[i + 1].no : INT64_MAX;

    return before < after && (list[i].no < before || list[i].no > after);
}

/* How often a number is followed by a lower one. */
static size_t falls(const struct rt_plan_number *list, size_t count)
{
    size_t n = 0;

    for (size_t i = 1; i < count; i++)
        n += list[i].no < list[i - 1].no;
    return n;
}

static void judge_sizes(struct rt_plan_number *list, size_t count)
{
    size_t down = falls(list, count), fit = 0;
    bool ordered = down <= 1 || down * 4 <= count;

    for (size_t i = 0; i < count; i++)
        fit += list[i].no > 0 && (uint64_t)list[i].no <= count;
    for (size_t i = 0; i < count; i++) {
        struct rt_plan_number *n = &list[i];
        bool high = n->no > 0 && (uint64_t)n->no > count && fit * 2 >= count;
        n->typed = n->no < 0
                   || (high && ordered && breaks_order(list, count, i))
                   || (high && (uint64_t)n->no > 4 * count);
    }
}

static int by_number(const void *a, const void *b)
{
    const struct rt_plan_number *const *x = a, *const *y = b;

    RT_ORDER((*x)->no, (*y)->no);
    return *x < *y ? -1 : 1;
}

/* Of two rows with a number the one that is out of order, else the later. */
static void judge_twice(struct rt_plan_number *list, size_t count,
    struct rt_plan_number *a, struct rt_plan_number *b)
{
    if (a->no <= 0 || a->no != b->no || a->typed || b->typed
        || (a->risk.n > 0 && rt_str_eq(a->risk, b->risk)))
        return;
    if (breaks_order(list, count, (size_t)(a - list)))
        a->typed = true;
    else
        b->typed = true;
}

enum rt_status rt_plan_find_typed_numbers(
    struct rt_plan_number *list, size_t count, struct rt_error *err)
{
    struct rt_plan_number **sorted = calloc(count + 1, sizeof *sorted);

    RT_NEED(sorted, err);
    judge_sizes(list, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &list[i];
    qsort(sorted, count, sizeof *sorted, by_number);
    for (size_t i = 1; i < count; i++)
        judge_twice(list, count, sorted[i - 1], sorted[i]);
    free(sorted);
    return RT_OK;
}

/* --- a plan's sheet that is there twice ----------------------------------- */

static int by_risk(const void *a, const void *b)
{
    const struct rt_plan_number *const *x = a, *const *y = b;
    int order = rt_str_cmp((*x)->risk, (*y)->risk);

    if (order == 0)
        order = rt_str_cmp((*x)->where.file, (*y)->where.file);
    if (order == 0)
        order = rt_str_cmp((*x)->where.sheet, (*y)->where.sheet);
    return order != 0 ? order : *x < *y ? -1 : 1;
}

/* 「計画 (2)」 is a copy of 「計画」, and united with it. */
static bool is_other_sheet(
    const struct rt_plan_number *a, const struct rt_plan_number *b)
{
    return rt_str_eq(a->where.file, b->where.file)
           && !rt_str_starts(a->where.sheet, b->where.sheet)
           && !rt_str_starts(b->where.sheet, a->where.sheet);
}

/* A plan of several sheets may have one risk on the end of one and the
 * beginning of the next: a copy has half of the other's risks. */
enum rt_status rt_plan_typed_copy(const struct rt_plan_number *list,
    size_t count, rt_plan_leave *leave, void *context, struct rt_error *err)
{
    const struct rt_plan_number **all
        = reallocarray(NULL, count + 1, sizeof *all);
    const struct rt_plan_number *one = NULL, *other = NULL;
    size_t risks = 0, rows = 0;

    RT_NEED(all, err);
    for (size_t i = 0; i < count; i++)
        all[i] = &list[i];
    qsort(all, count, sizeof *all, by_risk);
    for (size_t i = 1; i < count; i++) {
        if (all[i]->risk.n == 0 || !rt_str_eq(all[i]->risk, all[i - 1]->risk)
            || !is_other_sheet(all[i], all[i - 1]))
            continue;
        one = risks == 0 ? all[i - 1] : one;
        other = risks == 0 ? all[i] : other;
        risks++;
    }
    for (size_t i = 0; other && i < count; i++)
        rows += rt_str_eq(list[i].where.sheet, other->where.sheet);
    free(all);
    if (!other || risks * 2 < rows)
        return RT_OK;
    const struct rt_left_out x = {.code = RT_PL731,
        .why = RT_LEFT_NOT,
        .where = {.file = other->where.file, .sheet = other->where.sheet},
        .what = one->where.sheet,
        .text = other->where.sheet};
    return leave(context, &x, err);
}
