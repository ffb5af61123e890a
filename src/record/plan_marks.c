/* Signs of a plan row's cells. The contract is plan_marks.h.
 *
 *   1:AbCdEf-XyZ012-…- HeadinValue_ HeadinValue_
 *
 * The number in front is that of this way to sign.
 */
#include "record/plan_marks.h"

#include "base/fold.h"
#include "base/write.h"
#include "record/trace.h"

enum { SIGN = 6, BITS = 6 };

static const char version[] = "1:";

/* A sign; "-" alone is that of a blank cell, "?" that nothing is known. */
struct sign {
    char z[SIGN + 1];
};

static struct sign sign_of_hash(uint64_t h)
{
    static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz_+";
    struct sign s = {""};

    for (size_t i = 0; i < SIGN; i++)
        s.z[i] = letters[h >> (64 - BITS * (i + 1)) & 63];
    return s;
}

/* What folds to nothing is blank; so is, for want of anything better to compare,
 * what there is no memory for. */
static struct sign sign_of_text(struct rt_str text)
{
    char room[256];
    size_t n = rt_fold_fixed(text, room, sizeof room);
    struct rt_str folded = {room, n};
    struct rt_buf b = RT_BUF(RT_LINE_MAX);
    struct sign s = {"-"};

    if (n == SIZE_MAX)
        folded = rt_fold(text, &b) == RT_OK ? rt_buf_str(&b) : RT_STR_NONE;
    if (folded.n > 0)
        s = sign_of_hash(rt_trace_text(folded));
    rt_buf_fini(&b);
    return s;
}

/* A value that was read counts, whatever it was written like. */
static struct sign sign_of(const struct rt_plan_row *row, size_t i)
{
    const struct rt_plan_entered *f = &rt_plan_entered[i];
    const struct rt_member *m = rt_member_at(&rt_plan_members, f->at);
    const char *at = (const char *)row;
    struct rt_str raw = *(const struct rt_str *)(const void *)(at + f->raw);

    if (m->type == RT_IS_DATE) {
        const struct rt_plan_date *d = (const void *)(at + f->at);
        return sign_of_text(d->iso.n > 0 ? d->iso : raw);
    }
    if (!rt_type_is_text(m->type) && rt_member_known(m, row))
        return sign_of_text(RT_DECIMAL(rt_member_number(m, row)));
    return sign_of_text(raw);
}

static struct sign sign_of_head(const struct rt_plan_extra *x)
{
    struct sign s = sign_of_text(x->heading);

    return sign_of_hash(rt_trace_chain(rt_trace_text(rt_str(s.z)), x->nth));
}

static enum rt_status put(struct rt_buf *to, struct sign s)
{
    return rt_buf_adds(to, rt_str(s.z));
}

static enum rt_status mark_extras(
    const struct rt_plan_row *row, struct rt_buf *to)
{
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < row->extra_count && rc == RT_OK; i++) {
        struct sign value = sign_of_text(row->extras[i].text);
        if (strcmp(value.z, "-") == 0)
            continue;
        rc = rt_buf_adds(to, RT_STR(" "));
        RT_THEN(rc, put(to, sign_of_head(&row->extras[i])));
        RT_THEN(rc, put(to, value));
    }
    return rc;
}

enum rt_status rt_plan_mark(const struct rt_plan_row *row, struct rt_buf *to)
{
    enum rt_status rc = rt_buf_adds(to, rt_str(version));

    for (size_t i = 0; i < RT_PLAN_ENTERED && rc == RT_OK; i++)
        rc = put(to, sign_of(row, i));
    return rc == RT_OK ? mark_extras(row, to) : rc;
}

/* --- reading ---------------------------------------------------------------- */

static bool begin(const struct rt_plan_row *row, struct rt_str *rest)
{
    struct rt_str v = rt_str(version);

    *rest = row->written;
    if (!rt_str_starts(*rest, v))
        return false;
    *rest = (struct rt_str){rest->p + v.n, rest->n - v.n};
    return true;
}

/* Takes the next sign; "?" where there is none. */
static struct sign next(struct rt_str *rest)
{
    struct sign s = {"?"};
    size_t n
        = rest->n > 0 && (rest->p[0] == '-' || rest->p[0] == '?') ? 1 : SIGN;

    if (rest->n < n)
        return s;
    memcpy(s.z, rest->p, n);
    s.z[n] = '\0';
    *rest = (struct rt_str){rest->p + n, rest->n - n};
    return s;
}

static struct sign written_sign(const struct rt_plan_row *row, size_t i)
{
    struct sign s = {"?"};
    struct rt_str rest;

    if (begin(row, &rest)) {
        for (size_t k = 0; k <= i; k++)
            s = next(&rest);
    }
    return s;
}

/* What is not among them was blank. */
static struct sign written_extra(
    const struct rt_plan_row *row, const struct rt_plan_extra *x)
{
    struct sign head = sign_of_head(x), s = {"-"};
    struct rt_str rest;

    if (!begin(row, &rest))
        return (struct sign){"?"};
    for (size_t k = 0; k < RT_PLAN_ENTERED; k++)
        (void)next(&rest);
    while (rest.n > 0 && rest.p[0] == ' ') {
        rest = (struct rt_str){rest.p + 1, rest.n - 1};
        struct sign h = next(&rest), value = next(&rest);
        if (strcmp(h.z, head.z) == 0)
            s = value;
    }
    return s;
}

static enum rt_marked compare(struct sign was, struct sign is)
{
    return strcmp(was.z, "?") == 0    ? RT_MARKED_UNKNOWN
           : strcmp(was.z, is.z) == 0 ? RT_MARKED_SAME
                                      : RT_MARKED_CHANGED;
}

enum rt_marked rt_plan_marked(const struct rt_plan_row *row, size_t i)
{
    return compare(written_sign(row, i), sign_of(row, i));
}

enum rt_marked rt_plan_marked_at(const struct rt_plan_row *row, size_t at)
{
    return rt_plan_marked(
        row, (size_t)(rt_plan_entered_at(at) - rt_plan_entered));
}

enum rt_marked rt_plan_extra_marked(
    const struct rt_plan_row *row, const struct rt_plan_extra *x)
{
    struct rt_str text = RT_STR_NONE;

    for (size_t i = 0; i < row->extra_count; i++) {
        const struct rt_plan_extra *o = &row->extras[i];
        if (o->nth == x->nth && rt_fold_eq(o->heading, x->heading))
            text = o->text;
    }
    return compare(written_extra(row, x), sign_of_text(text));
}

/* --- of a row that is made from two ----------------------------------------- */

enum rt_status rt_plan_marks_begin(struct rt_buf *to)
{
    return rt_buf_adds(to, rt_str(version));
}

enum rt_status rt_plan_marks_keep(
    struct rt_buf *to, const struct rt_plan_row *row, size_t i)
{
    return put(to, written_sign(row, i));
}

enum rt_status rt_plan_marks_keep_extra(struct rt_buf *to,
    const struct rt_plan_row *row, const struct rt_plan_extra *x)
{
    struct sign s = written_extra(row, x);

    if (strcmp(s.z, "-") == 0)
        return RT_OK;
    RT_TRY(rt_buf_adds(to, RT_STR(" ")));
    RT_TRY(put(to, sign_of_head(x)));
    return put(to, s);
}
