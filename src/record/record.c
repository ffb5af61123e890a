#include "record/record.h"

#include "base/fold.h"
#include "base/spool.h"

#include <string.h>

bool rt_type_is_text(enum rt_type type)
{
    return type <= RT_IS_DAY;
}

struct rt_str rt_member_text(const struct rt_member *m, const void *record)
{
    return *(const struct rt_str *)(const void *)((const char *)record + m->at);
}

int64_t rt_member_number(const struct rt_member *m, const void *record)
{
    const void *at = (const char *)record + m->at;

    switch (m->type) {
    case RT_IS_FLAG:
    case RT_IS_YES:
        return *(const bool *)at;
    case RT_IS_BITS:
    case RT_IS_ROW:
        return *(const uint32_t *)at;
    default:
        return *(const int *)at;
    }
}

void rt_member_set_text(
    const struct rt_member *m, void *record, struct rt_str text)
{
    *(struct rt_str *)(void *)((char *)record + m->at) = text;
}

void rt_member_set_number(const struct rt_member *m, void *record, int64_t v)
{
    void *at = (char *)record + m->at;

    switch (m->type) {
    case RT_IS_FLAG:
    case RT_IS_YES:
        *(bool *)at = v != 0;
        break;
    case RT_IS_BITS:
    case RT_IS_ROW:
        *(uint32_t *)at = (uint32_t)v;
        break;
    default:
        *(int *)at = (int)v;
    }
}

void rt_record_blank(const struct rt_members *of, void *record)
{
    memset(record, 0, of->size);
    for (size_t i = 0; i < of->count; i++) {
        const struct rt_member *m = &of->list[i];
        if (m->type == RT_IS_SCORE || m->type == RT_IS_CLASS)
            rt_member_set_number(m, record, RT_UNKNOWN);
    }
}

enum rt_status rt_record_pack(
    const struct rt_members *of, const void *record, struct rt_buf *to)
{
    for (size_t i = 0; i < of->count; i++) {
        const struct rt_member *m = &of->list[i];
        if (rt_type_is_text(m->type))
            RT_TRY(rt_pack_str(to, rt_member_text(m, record)));
        else /* RT_UNKNOWN is -1 */
            RT_TRY(
                rt_pack_u64(to, (uint64_t)(rt_member_number(m, record) + 1)));
    }
    return RT_OK;
}

void rt_record_unpack(
    const struct rt_members *of, struct rt_str *from, void *record)
{
    for (size_t i = 0; i < of->count; i++) {
        const struct rt_member *m = &of->list[i];
        struct rt_str text;
        uint64_t v;
        if (rt_type_is_text(m->type)) {
            rt_unpack_str(from, &text);
            rt_member_set_text(m, record, text);
        } else {
            rt_unpack_u64(from, &v);
            rt_member_set_number(m, record, (int64_t)v - 1);
        }
    }
}

const struct rt_member *rt_record_headed(
    const struct rt_members *of, struct rt_str heading)
{
    char buf[128];
    size_t n = rt_fold_fixed(heading, buf, sizeof buf);
    struct rt_str folded = {buf, n};

    for (size_t i = 0; n != 0 && n != SIZE_MAX && i < of->count; i++) {
        const struct rt_member *m = &of->list[i];
        for (int lang = 0; lang < 2; lang++)
            if (m->head[lang] && rt_fold_eq(folded, rt_str(m->head[lang])))
                return m;
    }
    return NULL;
}
