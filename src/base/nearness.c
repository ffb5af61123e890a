/* Levenshtein's distance over folded code points, on fixed memory. */
#include "base/nearness.h"

enum { CPS_MAX = 128 }; /* no name is longer */

static size_t decode(struct rt_str s, uint32_t to[CPS_MAX])
{
    size_t count = 0;

    while (s.n > 0) {
        if (count == CPS_MAX || !rt_utf8_next(&s, &to[count++]))
            return SIZE_MAX;
    }
    return count;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* One row of the table at a time. */
static size_t distance(
    const uint32_t *a, size_t an, const uint32_t *b, size_t bn)
{
    size_t row[CPS_MAX + 1];

    for (size_t j = 0; j <= bn; j++)
        row[j] = j;
    for (size_t i = 1; i <= an; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= bn; j++) {
            size_t change = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            row[j] = least(change, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[bn];
}

size_t rt_distance(struct rt_str a, struct rt_str b, size_t share)
{
    uint32_t ca[CPS_MAX], cb[CPS_MAX];
    size_t an = decode(a, ca), bn = decode(b, cb), longer, shorter, d;

    if (an == SIZE_MAX || bn == SIZE_MAX)
        return SIZE_MAX;
    shorter = least(an, bn);
    longer = an + bn - shorter;
    if (longer - shorter > longer / share)
        return SIZE_MAX;
    d = distance(ca, an, cb, bn);
    return d > longer / share ? SIZE_MAX : d;
}

uint64_t rt_letters(struct rt_str folded)
{
    uint64_t letters = 0;
    uint32_t cp;

    while (rt_utf8_next(&folded, &cp))
        letters |= (uint64_t)1 << (cp * 0x9E3779B1u >> 26);
    return letters;
}
