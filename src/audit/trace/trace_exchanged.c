/* Changes of cells in a list, and which of two things they are: values typed
 * over, or two rows whose keys were exchanged. Then every other cell of the two
 * is another than its key had, and none was touched.
 */
#include "audit/trace/trace_items.h"

enum { EXCHANGED_MIN = 2 };

size_t rt_items_of_row(const struct rt_items *k, size_t at)
{
    size_t n = 1;

    while (at + n < k->change_count
           && k->changes[at + n].item == k->changes[at].item)
        n++;
    return n;
}

/* Whether each of the two rows has, in all columns in which they differ, what
 * the other one had: then only their keys were exchanged. */
static bool are_exchanged(const struct rt_items *k,
    const struct rt_item_change *a, size_t n, size_t b)
{
    const struct rt_item_change *other = &k->changes[b];
    size_t differ = 0;

    if (n < EXCHANGED_MIN || rt_items_of_row(k, b) != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (a[i].col != other[i].col
            || a[i].was != rt_items_part(k, other->item, a[i].col)
            || other[i].was != rt_items_part(k, a->item, a[i].col))
            return false;
    }
    for (size_t col = 0; col < k->columns; col++)
        differ += k->list->hands.p[col] != RT_HAND_KEY
                  && rt_items_part(k, a->item, col)
                         != rt_items_part(k, other->item, col);
    return differ == n;
}

size_t rt_items_exchanged_with(const struct rt_items *k, size_t at)
{
    size_t n = rt_items_of_row(k, at), b = at + n;

    while (b < k->change_count && !are_exchanged(k, &k->changes[at], n, b))
        b += rt_items_of_row(k, b);
    return b;
}
