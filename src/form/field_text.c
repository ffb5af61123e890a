/* What a row's findings say of its values: numbers, ranges, contents. */
#include "form/convert.h"
#include "form/refused.h"

struct rt_str rt_num(struct rt_convert *c, int64_t v)
{
    return rt_number_text(&c->arena, v);
}

struct rt_str rt_name(const struct rt_convert *c, enum rt_field f)
{
    return rt_field_name(f, c->in->request.lang);
}

struct rt_str rt_none(const struct rt_convert *c)
{
    return rt_str(rt_say(c->in->request.lang, "なし", "none"));
}

struct rt_str rt_shown(struct rt_convert *c, const struct rt_cell *cell)
{
    char text[256];

    rt_str_copy(text, sizeof text, rt_str_trim(cell->text));
    return rt_arena_str(&c->arena, rt_str(text));
}

struct rt_str rt_range_text(struct rt_convert *c, int min, int max)
{
    return rt_span_text(&c->arena, c->in->request.lang, min, max);
}

struct rt_str rt_rows_text(struct rt_convert *c, uint32_t from, uint32_t to)
{
    struct rt_str rows = rt_range_text(c, (int)from, (int)to);
    char text[64];

    if (c->in->request.lang == RT_JA || rows.n == 0)
        return rows;
    snprintf(text, sizeof text, "%s %.*s", from == to ? "row" : "rows",
        RT_FMT(rows));
    return rt_arena_str(&c->arena, rt_str(text));
}
