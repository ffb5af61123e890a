/* What a cell says, for rules that only ask whether it says anything. */
#include "audit/treatment/treatment.h"

#include "base/fold.h"

enum { SHOWN_BYTES = 160 };

bool rt_pl_row_says(const struct pl_row *row, enum rt_field f)
{
    return f != RT_FIELD_NONE && rt_cell_says(row->cell[f]);
}

bool rt_pl_any_says(const struct pl_row *row, const enum rt_field *f, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (rt_pl_row_says(row, f[i]))
            return true;
    }
    return false;
}

bool rt_pl_any_own(const struct pl_row *row, const enum rt_field *f, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (rt_cell_says(rt_cell_of(row->table->layout, row->row, f[i])))
            return true;
    }
    return false;
}

bool rt_pl_need(struct pl *p, bool there)
{
    if (!there && p->rc == RT_OK)
        p->rc = rt_fail_nomem(p->err);
    return there;
}

struct rt_str rt_pl_kept(struct pl *p, struct rt_str s)
{
    struct rt_str copy = rt_arena_str(&p->arena, s);

    return rt_pl_need(p, copy.p) ? copy : RT_STR_NONE;
}

struct rt_str rt_pl_folded(struct pl *p, struct rt_str s)
{
    struct rt_buf b = RT_BUF(s.n * 20 + 64);
    struct rt_str folded = RT_STR_NONE;

    if (s.n == 0)
        return RT_STR_NONE;
    /* Folding expands a code point to a few at most; what is longer than
     * that is no text. */
    if (rt_pl_need(p, rt_fold(s, &b) == RT_OK))
        folded = rt_pl_kept(p, rt_buf_str(&b));
    rt_buf_fini(&b);
    return folded;
}

struct rt_str rt_pl_shown(struct pl *p, struct rt_str s)
{
    char text[SHOWN_BYTES];

    rt_str_copy(text, sizeof text, rt_str_trim(s));
    for (char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20)
            *c = ' ';
    }
    return rt_pl_kept(p, rt_str(text));
}

struct rt_str rt_pl_cell_shown(struct pl *p, const struct rt_cell *cell)
{
    return cell ? rt_pl_shown(p, cell->text) : RT_STR_NONE;
}

struct rt_str rt_pl_num(struct pl *p, int64_t v)
{
    return rt_pl_kept(p, RT_DECIMAL(v));
}
