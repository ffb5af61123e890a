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
