/* The id of a risk: a hash of what it is about, not of where it is listed.
 *
 * Department, business, asset and medium are folded (see fold.h), so that a
 * full-width letter or a line break typed this quarter does not make a new
 * risk of last quarter's. Each part is ended by U+001F, which folding
 * removes from the parts themselves: ("ab", "c") and ("a", "bc") differ.
 *
 * Sixty-four bits: among a million risks a chance meeting of two ids has a
 * probability of about 3 in 100 million.
 */
#include "base/fold.h"
#include "base/hash.h"
#include "record/risk.h"

enum { ID_DIGITS = 16 };

static enum rt_status add_part(struct rt_buf *b, struct rt_str part)
{
    enum rt_status rc = rt_fold(part, b);

    return rc ? rc : rt_buf_add(b, "\x1F", 1);
}

/* A report's own number. One that folds to nothing is no part at all. */
static enum rt_status add_number(struct rt_buf *b, struct rt_str number)
{
    size_t before = b->len;
    enum rt_status rc = rt_fold(number, b);

    if (rc || b->len == before)
        return rc;
    return rt_buf_add(b, "\x1F", 1);
}

enum rt_status rt_risk_id(struct rt_str department, struct rt_str business,
    struct rt_str asset, struct rt_str medium, struct rt_str number,
    char id[18])
{
    const struct rt_str part[] = {department, business, asset, medium};
    char hex[65];
    struct rt_buf b = RT_BUF(SIZE_MAX / 2);
    enum rt_status rc = RT_OK;

    id[0] = '\0';
    for (size_t i = 0; rc == RT_OK && i < RT_COUNT(part); i++)
        rc = add_part(&b, part[i]);
    RT_THEN(rc, add_number(&b, number));
    if (rc == RT_OK) {
        rt_sha256(rt_buf_str(&b), hex);
        id[0] = 'R';
        memcpy(id + 1, hex, ID_DIGITS);
        id[1 + ID_DIGITS] = '\0';
    }
    rt_buf_fini(&b);
    return rc;
}

bool rt_is_risk_id(struct rt_str text, char to[RT_RISK_ID])
{
    size_t n = rt_fold_fixed(text, to, RT_RISK_ID - 1);

    if (n != ID_DIGITS + 1 || to[0] != 'r')
        return false;
    to[n] = '\0';
    to[0] = 'R';
    return strspn(to + 1, "0123456789abcdef") == ID_DIGITS;
}
