/* 管理策台帳 as a table. The contract is control_register.h. */
#include "record/control_register.h"

#include "base/fold.h"

/* clang-format off */
const struct rt_register_head rt_register_heads[RT_REGISTER_COLUMNS] = {
#define RT_REGISTER(id, top, ja, en, was_ja, was_en)                           \
    {RT_GROUP_##top, {ja, en}, {was_ja, was_en}},
#include "record/control_register.def"
};

#define AT(name) offsetof(struct rt_plan_row, name)
#define RAW_TEXT(name) AT(name)
#define RAW_DATE(name) AT(name.raw)
#define RAW_STATUS(name) AT(name##_raw)
const struct rt_register_member rt_register_members[RT_REGISTER_FIELDS] = {
#define RT_REGISTER_TYPED(id, type, name, ...)                                 \
    {RT_REGISTER_##id, AT(name), RAW_##type(name), RT_IS_##type},
#include "record/control_register.def"
};
/* clang-format on */

static const void *member(const struct rt_plan_row *row, size_t at)
{
    return (const char *)row + at;
}

/* A day, and a status, however they are written; else the text. */
static struct rt_str meant(
    const struct rt_plan_row *row, enum rt_register_field f)
{
    const struct rt_register_member *m = &rt_register_members[f];
    const struct rt_plan_date *date = member(row, m->at);

    if (m->type == RT_IS_DATE && date->iso.n > 0)
        return date->iso;
    if (m->type == RT_IS_STATUS && row->status != RT_PLAN_UNSAID)
        return rt_str(rt_plan_status_label(row->status, RT_JA));
    return rt_register_text(row, f);
}

struct rt_str rt_register_text(
    const struct rt_plan_row *row, enum rt_register_field f)
{
    const struct rt_str *text = member(row, rt_register_members[f].raw);

    return rt_str_trim(*text);
}

bool rt_register_same(const struct rt_plan_row *a, const struct rt_plan_row *b,
    enum rt_register_field f)
{
    struct rt_str x = meant(a, f), y = meant(b, f);

    return rt_str_eq(x, y) || rt_fold_eq(x, y);
}

void rt_register_copy(struct rt_plan_row *to, const struct rt_plan_row *from,
    enum rt_register_field f)
{
    rt_plan_copy_entered(
        to, from, rt_plan_entered_at(rt_register_members[f].at));
}

bool rt_register_is_several(struct rt_str text)
{
    size_t n = 0;

    while (n < text.n && rt_is_digit(text.p[n]))
        n++;
    text = (struct rt_str){text.p + n, text.n - n};
    return n > 0
           && (rt_str_starts(text, RT_STR(RT_SEVERAL_JA))
               || rt_str_starts(text, RT_STR(RT_SEVERAL_EN)));
}
