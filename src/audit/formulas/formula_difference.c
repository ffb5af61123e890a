/* Two formulas beside each other: short ones as a whole, of longer ones the
 * stretch in which they differ, or its beginning, with what is around it:
 *
 *     =F5*I2                        =F5*I5
 *     …(M7="",R7="",1,M7*R6)        …(M7="",R7="",1,M7*R7)
 *
 * The parts compared are names, numbers, texts and single signs, so that what
 * is shown never begins within one.
 */
#include "audit/formulas/formula_audit.h"

enum {
    TOKENS_MAX = 160, /* longer formulas are shown as a whole */
    STRETCH_MAX = 24, /* tokens shown at most */
    CONTEXT = 6,      /* tokens shown on either side of them */
    SHORT = 60        /* bytes of a formula that is shown as a whole */
};

struct tokens {
    struct rt_str of[TOKENS_MAX];
    size_t count;
};

static bool in_word(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')
           || (c >= 'a' && c <= 'z') || c >= 0x80 || (c && strchr("$_.!'#", c));
}

static size_t token_length(struct rt_str s)
{
    size_t n = 1;

    if (s.p[0] == '"') {
        while (n < s.n && s.p[n] != '"')
            n++;
        return n < s.n ? n + 1 : n;
    }
    if (!in_word((unsigned char)s.p[0]))
        return 1;
    while (n < s.n && in_word((unsigned char)s.p[n]))
        n++;
    return n;
}

static bool split(struct rt_str s, struct tokens *t)
{
    memset(t, 0, sizeof *t);
    while (s.n > 0) {
        size_t n = token_length(s);

        if (t->count == TOKENS_MAX)
            return false;
        t->of[t->count++] = (struct rt_str){s.p, n};
        s.p += n;
        s.n -= n;
    }
    return true;
}

/* The tokens with which both begin and end. */
static void find_common(
    const struct tokens *a, const struct tokens *b, size_t *head, size_t *tail)
{
    size_t n = a->count < b->count ? a->count : b->count, h = 0, t = 0;

    while (h < n && rt_str_eq(a->of[h], b->of[h]))
        h++;
    while (t < n - h
           && rt_str_eq(a->of[a->count - 1 - t], b->of[b->count - 1 - t]))
        t++;
    *head = h;
    *tail = t;
}

static enum rt_status add_stretch(
    const struct tokens *t, size_t head, size_t tail, struct rt_buf *out)
{
    size_t from = head > CONTEXT + 1 ? head - CONTEXT : 0;
    size_t to = tail > CONTEXT + 1 ? t->count - tail + CONTEXT : t->count;

    if (to > from + STRETCH_MAX)
        to = from + STRETCH_MAX;
    RT_TRY(rt_buf_adds(out, from == 0 ? RT_STR("=") : RT_STR("…")));
    for (size_t i = from; i < to; i++)
        RT_TRY(rt_buf_adds(out, t->of[i]));
    return to < t->count ? rt_buf_adds(out, RT_STR("…")) : RT_OK;
}

static struct rt_str stretch_shown(
    struct rt_work *w, const struct tokens *t, size_t head, size_t tail)
{
    enum rt_status rc;

    rt_buf_clear(&w->buf2);
    rc = add_stretch(t, head, tail, &w->buf2);
    return rt_work_built(w, rc, &w->buf2);
}

/* What is shown of both. */
static void show_both(struct rt_work *w, struct rt_str a, struct rt_str b,
    struct rt_str *shown_a, struct rt_str *shown_b)
{
    struct tokens x, y;
    size_t head, tail;

    *shown_a = rt_formula_shown(w, a);
    *shown_b = rt_formula_shown(w, b);
    if ((a.n <= SHORT && b.n <= SHORT) || !split(a, &x) || !split(b, &y))
        return;
    find_common(&x, &y, &head, &tail);
    *shown_a = stretch_shown(w, &x, head, tail);
    *shown_b = stretch_shown(w, &y, head, tail);
}

struct rt_str rt_formulas_shown(struct rt_work *w, struct rt_str formula,
    struct rt_str other, enum rt_along along)
{
    enum rt_lang lang = w->audit->lang;
    const struct rt_text others
        = along == RT_ALONG_COLUMN
              ? (struct rt_text){"同じ列の他の行", "other rows"}
              : (struct rt_text){"同じ行の他の列", "other columns"};
    struct rt_str a, b;
    enum rt_status rc;

    if (other.n == 0)
        return rt_work_printf(w, rt_say(lang, "「%.*s」", "%.*s"),
            RT_FMT(rt_formula_shown(w, formula)));
    show_both(w, formula, other, &a, &b);
    rt_buf_clear(&w->buf2);
    rc = rt_buf_printf(&w->buf2,
        rt_say(lang, "「%.*s」（%sでは「%.*s」）", "%.*s (%s: %.*s)"),
        RT_FMT(a), rt_say(lang, others.ja, others.en), RT_FMT(b));
    return rt_work_built(w, rc, &w->buf2);
}
