#include "record/record.h"

#include "base/fold.h"
#include "base/spool.h"

bool rt_type_is_text(enum rt_type type)
{
    return type <= RT_IS_DAY;
}

int rt_type_unknown(enum rt_type type)
{
    return type == RT_IS_SCORE || type == RT_IS_CLASS || type == RT_IS_SIZE
               ? RT_UNKNOWN
               : 0;
}

/* The member itself. */
static void *at(const struct rt_member *m, const void *record)
{
    return (char *)(uintptr_t)record + m->at;
}

struct rt_str rt_member_text(const struct rt_member *m, const void *record)
{
    return *(const struct rt_str *)at(m, record);
}

int64_t rt_member_number(const struct rt_member *m, const void *record)
{
    switch (m->type) {
    case RT_IS_FLAG:
    case RT_IS_YES:
        return *(const bool *)at(m, record);
    case RT_IS_BITS:
    case RT_IS_ROW:
        return *(const uint32_t *)at(m, record);
    case RT_IS_COUNT:
    case RT_IS_SIZE:
        return *(const int64_t *)at(m, record);
    default:
        return *(const int *)at(m, record);
    }
}

bool rt_member_known(const struct rt_member *m, const void *record)
{
    if (rt_type_is_text(m->type))
        return rt_member_text(m, record).n > 0;
    return m->type == RT_IS_FLAG || m->type == RT_IS_YES
           || m->type == RT_IS_BITS || m->type == RT_IS_COUNT
           || m->type == RT_IS_STATE || m->type == RT_IS_CODE
           || rt_member_number(m, record) != rt_type_unknown(m->type);
}

void rt_member_set_text(
    const struct rt_member *m, void *record, struct rt_str text)
{
    *(struct rt_str *)at(m, record) = text;
}

void rt_member_set_number(const struct rt_member *m, void *record, int64_t v)
{
    switch (m->type) {
    case RT_IS_FLAG:
    case RT_IS_YES:
        *(bool *)at(m, record) = v != 0;
        break;
    case RT_IS_BITS:
    case RT_IS_ROW:
        *(uint32_t *)at(m, record) = (uint32_t)v;
        break;
    case RT_IS_COUNT:
    case RT_IS_SIZE:
        *(int64_t *)at(m, record) = v;
        break;
    default:
        *(int *)at(m, record) = (int)v;
    }
}

void rt_record_blank(const struct rt_members *of, void *record)
{
    memset(record, 0, of->size);
    for (size_t i = 0; i < of->count; i++) {
        const struct rt_member *m = &of->list[i];
        if (rt_type_unknown(m->type) != 0)
            rt_member_set_number(m, record, rt_type_unknown(m->type));
    }
}

static char *put_str(char *to, struct rt_str s)
{
    to = rt_put_u64(to, s.n);
    if (s.n > 0)
        memcpy(to, s.p, s.n);
    return to + s.n;
}

static char *pack(const struct rt_member *m, const void *record, char *to)
{
    const struct rt_plan_date *date = at(m, record);

    if (m->type == RT_IS_DATE)
        return put_str(put_str(to, date->iso), date->raw);
    if (rt_type_is_text(m->type))
        return put_str(to, rt_member_text(m, record));
    /* RT_UNKNOWN is -1 */
    return rt_put_u64(to, (uint64_t)(rt_member_number(m, record) + 1));
}

/* So many bytes at most. */
static size_t packed_size(const struct rt_members *of, const void *record)
{
    size_t n = of->count * 2 * RT_PACKED_U64;

    for (size_t i = 0; i < of->count; i++) {
        const struct rt_member *m = &of->list[i];
        const struct rt_plan_date *date = at(m, record);

        n += m->type == RT_IS_DATE      ? date->iso.n + date->raw.n
             : rt_type_is_text(m->type) ? rt_member_text(m, record).n
                                        : 0;
    }
    return n;
}

enum rt_status rt_record_pack(
    const struct rt_members *of, const void *record, struct rt_buf *to)
{
    size_t room = packed_size(of, record);
    char *end = rt_buf_room(to, room);

    if (!end)
        return room > to->max - to->len ? RT_LIMIT : RT_NOMEM;
    for (size_t i = 0; i < of->count; i++)
        end = pack(&of->list[i], record, end);
    *end = '\0';
    to->len = (size_t)(end - to->data);
    return RT_OK;
}

static void unpack(const struct rt_member *m, struct rt_str *from, void *record)
{
    struct rt_plan_date *date = at(m, record);
    uint64_t v;

    if (m->type == RT_IS_DATE) {
        rt_unpack_str(from, &date->iso);
        rt_unpack_str(from, &date->raw);
    } else if (rt_type_is_text(m->type)) {
        rt_unpack_str(from, at(m, record));
    } else {
        rt_unpack_u64(from, &v);
        rt_member_set_number(m, record, (int64_t)v - 1);
    }
}

void rt_record_unpack(
    const struct rt_members *of, struct rt_str *from, void *record)
{
    for (size_t i = 0; i < of->count; i++)
        unpack(&of->list[i], from, record);
}

bool rt_record_keep(
    const struct rt_members *of, void *record, struct rt_arena *arena)
{
    for (size_t i = 0; i < of->count; i++) {
        struct rt_str *s = at(&of->list[i], record);
        if (!rt_type_is_text(of->list[i].type) || s->n == 0)
            continue;
        *s = rt_arena_str(arena, *s);
        if (!s->p)
            return false;
    }
    return true;
}

const struct rt_member *rt_member_at(const struct rt_members *of, size_t at)
{
    for (size_t i = 0; i < of->count; i++)
        if (of->list[i].at == at)
            return &of->list[i];
    return NULL;
}

struct rt_str rt_heading_line(
    struct rt_text head, enum rt_lang lang, char to[RT_HEADING])
{
    size_t n = 0;

    for (const char *p = rt_text(lang, head);
         p && *p != '\0' && n + 1 < RT_HEADING; p++) {
        if (*p == '-' && p[1] == '\n')
            p++; /* a word broken over two lines */
        else if (*p != '\n' || lang == RT_EN)
            to[n++] = *p == '\n' ? ' ' : *p;
    }
    return (struct rt_str){to, n};
}

const struct rt_member *rt_record_headed(
    const struct rt_members *of, struct rt_str heading)
{
    char buf[128];
    size_t n = rt_fold_fixed(heading, buf, sizeof buf);
    struct rt_str folded = {buf, n};

    for (size_t i = 0; n != 0 && n != SIZE_MAX && i < of->count; i++) {
        const struct rt_member *m = &of->list[i];

        if (m->head.ja && rt_fold_is(folded, m->head))
            return m;
    }
    return NULL;
}
