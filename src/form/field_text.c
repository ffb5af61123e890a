/* What a row's findings say of its values: numbers, ranges, contents. */
#include <stdio.h>

#include "form/convert.h"

struct rt_str rt_num(struct rt_convert *c, int v)
{
    char text[32];

    rt_format_double(v, text, sizeof text);
    return rt_arena_str(&c->arena, rt_str(text));
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
    char text[48];

    if (min == max)
        return rt_num(c, min);
    snprintf(text, sizeof text,
        rt_say(c->in->request.lang, "%d～%d", "%d to %d"), min, max);
    return rt_arena_str(&c->arena, rt_str(text));
}
