/* Texts of verdicts, in the audit's arena. */
#include "audit/formulas/formula_audit.h"

/* Characters of a text that is shown. */
enum { SHOWN_MAX = 240 };

struct rt_str rt_work_copy(struct rt_work *w, struct rt_str s)
{
    struct rt_str copy = rt_arena_str(&w->arena, s);

    if (copy.p)
        return copy;
    w->no_memory = true;
    return RT_STR("");
}

struct rt_str rt_work_built(
    struct rt_work *w, enum rt_status rc, const struct rt_buf *b)
{
    w->no_memory |= rc != RT_OK;
    return rc == RT_OK ? rt_work_copy(w, rt_buf_str(b)) : RT_STR("");
}

struct rt_str rt_work_text(struct rt_work *w, struct rt_str s)
{
    enum rt_status rc;

    if (s.n <= SHOWN_MAX)
        return rt_work_copy(w, s);
    s.n = SHOWN_MAX;
    s.n = rt_utf8_valid_prefix(s);
    rt_buf_clear(&w->buf);
    rc = rt_buf_adds(&w->buf, s);
    RT_THEN(rc, rt_buf_adds(&w->buf, RT_STR("…")));
    return rt_work_built(w, rc, &w->buf);
}

struct rt_str rt_work_printf(struct rt_work *w, const char *fmt, ...)
{
    enum rt_status rc;
    va_list ap;

    rt_buf_clear(&w->buf2);
    va_start(ap, fmt);
    rc = rt_buf_vprintf(&w->buf2, fmt, ap);
    va_end(ap);
    w->no_memory |= rc != RT_OK;
    return rc == RT_OK ? rt_work_text(w, rt_buf_str(&w->buf2)) : RT_STR("");
}
