#include "record/columns.h"

/* The next member with a column after i, which begins at -1: numbers in a
 * first round, texts in a second one. NULL at the end. */
static const struct rt_member *next(const struct rt_members *of, size_t *i)
{
    while (++*i < of->count * 2) {
        bool second = *i >= of->count;
        const struct rt_member *m = &of->list[second ? *i - of->count : *i];
        if (m->column && m->kept >= of->kept
            && rt_type_is_text(m->type) == second)
            return m;
    }
    return NULL;
}

void rt_record_columns(const struct rt_members *of, enum rt_columns as,
    const char *table, char to[RT_COLUMNS_ROOM])
{
    const struct rt_member *m;
    size_t n = 0;

    to[0] = '\0';
    for (size_t i = SIZE_MAX; (m = next(of, &i)) && n < RT_COLUMNS_ROOM;) {
        bool is_text = rt_type_is_text(m->type),
             sums = as == RT_COLUMNS_SUMS && !is_text;
        const char *comma = n > 0 ? ", " : "";
        char *at = to + n;
        size_t room = RT_COLUMNS_ROOM - n;

        if (as == RT_COLUMNS_MADE)
            n += (size_t)snprintf(at, room, "%s%s %s", comma, m->name,
                is_text ? "TEXT" : "INTEGER");
        else if (as == RT_COLUMNS_NAMES)
            n += (size_t)snprintf(at, room, "%s%s", comma, m->name);
        else if (as == RT_COLUMNS_MARKS)
            n += (size_t)snprintf(at, room, "%s?", comma);
        else
            n += (size_t)snprintf(at, room, "%s%s%s.%s%s", comma,
                sums ? "sum(" : "", table, m->name, sums ? ")" : "");
    }
}

void rt_record_put(
    const struct rt_members *of, struct rt_sql_bind *b, const void *record)
{
    const struct rt_member *m;

    for (size_t i = SIZE_MAX; (m = next(of, &i));) {
        if (rt_type_is_text(m->type))
            rt_sql_put_str(b, rt_member_text(m, record));
        else if (rt_member_known(m, record))
            rt_sql_put_int(b, rt_member_number(m, record));
        else
            rt_sql_put_null(b);
    }
}

void rt_record_get(
    const struct rt_members *of, struct rt_sql_read *r, void *record)
{
    const struct rt_member *m;

    for (size_t i = SIZE_MAX; (m = next(of, &i));) {
        if (rt_type_is_text(m->type))
            rt_member_set_text(m, record, rt_sql_get_str(r));
        else if (rt_type_unknown(m->type) == 0) /* NULL reads as 0 */
            rt_member_set_number(m, record, rt_sql_get_int(r));
        else
            rt_member_set_number(m, record, rt_sql_get_known(r));
    }
}
