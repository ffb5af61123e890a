/* Two formulas beside each other: what differs is marked, and what both have
 * is left out where it is long.
 *
 *     =F5*【I2】          =F5*【I5】
 *     =IF(…T4>=【6】,…    =IF(…T4>=【4】,…
 *
 * The parts compared are names, numbers, texts and single signs, so that a
 * mark never divides one.
 */
#include "audit/formulas/formula_audit.h"

enum {
    TOKENS_MAX = 160, /* longer formulas are shown as they are */
    CONTEXT = 3,      /* tokens shown on either side of a difference */
    LONG_RUN = 2 * CONTEXT + 2
};

struct tokens {
    struct rt_str of[TOKENS_MAX];
    bool common[TOKENS_MAX];
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

/* The longest sequence of tokens that both have. */
static void find_common(struct tokens *a, struct tokens *b)
{
    uint8_t longest[TOKENS_MAX + 1][TOKENS_MAX + 1];
    size_t i, k;

    memset(longest, 0, sizeof longest);
    for (i = a->count; i-- > 0;) {
        for (k = b->count; k-- > 0;) {
            uint8_t down = longest[i + 1][k], right = longest[i][k + 1];
            if (rt_str_eq(a->of[i], b->of[k]))
                longest[i][k] = (uint8_t)(longest[i + 1][k + 1] + 1);
            else
                longest[i][k] = down > right ? down : right;
        }
    }
    for (i = k = 0; i < a->count && k < b->count;) {
        if (rt_str_eq(a->of[i], b->of[k]))
            a->common[i++] = b->common[k++] = true;
        else if (longest[i + 1][k] >= longest[i][k + 1])
            i++;
        else
            k++;
    }
}

static enum rt_status add_run(
    const struct tokens *t, size_t from, size_t to, struct rt_buf *out)
{
    for (; from < to; from++)
        RT_TRY(rt_buf_adds(out, t->of[from]));
    return RT_OK;
}

/* What both have, between differences: its middle is left out. */
static enum rt_status add_common(
    const struct tokens *t, size_t from, size_t to, struct rt_buf *out)
{
    size_t head = from == 0 ? 0 : CONTEXT, tail = to == t->count ? 0 : CONTEXT;

    if (to - from < LONG_RUN)
        return add_run(t, from, to, out);
    RT_TRY(add_run(t, from, from + head, out));
    RT_TRY(rt_buf_adds(out, RT_STR("…")));
    return add_run(t, to - tail, to, out);
}

static enum rt_status add_marked(
    const struct tokens *t, enum rt_lang lang, struct rt_buf *out)
{
    RT_TRY(rt_buf_adds(out, RT_STR("=")));
    for (size_t i = 0, k; i < t->count; i = k) {
        for (k = i; k < t->count && t->common[k] == t->common[i]; k++)
            ;
        if (t->common[i]) {
            RT_TRY(add_common(t, i, k, out));
            continue;
        }
        RT_TRY(rt_buf_adds(out, rt_str(rt_say(lang, "【", "«"))));
        RT_TRY(add_run(t, i, k, out));
        RT_TRY(rt_buf_adds(out, rt_str(rt_say(lang, "】", "»"))));
    }
    return RT_OK;
}

static enum rt_status add_pair(const struct tokens *a, const struct tokens *b,
    enum rt_lang lang, struct rt_buf *out)
{
    RT_TRY(rt_buf_adds(out, rt_str(rt_say(lang, "「", ""))));
    RT_TRY(add_marked(a, lang, out));
    if (b->count == 0)
        return rt_buf_adds(out, rt_str(rt_say(lang, "」", "")));
    RT_TRY(rt_buf_adds(out,
        rt_str(rt_say(lang, "」（同じ列の他の行では「", " (other rows: "))));
    RT_TRY(add_marked(b, lang, out));
    return rt_buf_adds(out, rt_str(rt_say(lang, "」）", ")")));
}

struct rt_str rt_formulas_shown(
    struct rt_work *w, struct rt_str formula, struct rt_str other)
{
    enum rt_lang lang = w->audit->lang;
    struct tokens a, b;
    enum rt_status rc;

    if (other.n > 0 && split(formula, &a) && split(other, &b)) {
        find_common(&a, &b);
    } else {
        a = (struct tokens){.of = {formula}, .common = {true}, .count = 1};
        b = (struct tokens){
            .of = {other}, .common = {true}, .count = other.n > 0};
    }
    rt_buf_clear(&w->buf2);
    rc = add_pair(&a, &b, lang, &w->buf2);
    return rc == RT_OK ? rt_arena_str(&w->arena, rt_buf_str(&w->buf2))
                       : RT_STR_NONE;
}
