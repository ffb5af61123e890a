#include "record/json.h"

#include "record/input.h"
#include "record/risk.h"

static bool is_word(enum rt_type type)
{
    return type == RT_IS_CLASS || type == RT_IS_TREATMENT || type == RT_IS_STATE
           || type == RT_IS_UNCONFIRMED;
}

static const char *word_of(enum rt_type type, int value)
{
    return type == RT_IS_CLASS ? rt_class_name((enum rt_class)value)
           : type == RT_IS_TREATMENT
               ? rt_treatment_name((enum rt_treatment)value)
           : type == RT_IS_UNCONFIRMED
               ? rt_unconfirmed_name((enum rt_unconfirmed)value)
               : rt_input_state_name((enum rt_input_state)value);
}

static unsigned *unclear(const struct rt_members *of, void *record)
{
    return (unsigned *)(void *)((char *)record + of->unclear);
}

/* --- writing -------------------------------------------------------------- */

static void put_bits(struct rt_writer *w, const char *name, unsigned bits)
{
    const char *bit_name;

    rt_json_open(w, name, '[');
    for (unsigned bit = 0; (bit_name = rt_missing_name(bit)); bit++)
        if (bits >> bit & 1)
            rt_json_z(w, NULL, bit_name);
    rt_json_close(w, ']');
}

static void put(struct rt_writer *w, const struct rt_members *of,
    const struct rt_member *m, const void *record)
{
    int64_t v;

    if (rt_type_is_text(m->type)) {
        rt_json_text(w, m->json, rt_member_text(m, record));
        return;
    }
    v = rt_member_number(m, record);
    if (m->type == RT_IS_BITS)
        put_bits(w, m->json, (unsigned)v);
    else if (is_word(m->type))
        rt_json_z(w, m->json, word_of(m->type, (int)v));
    else if (!rt_member_known(m, record)
             || (m->type == RT_IS_FLAG && v == 0
                 && *unclear(of, (void *)(uintptr_t)record)
                        & (unsigned)m->most))
        rt_json_null(w, m->json);
    else if (m->type == RT_IS_FLAG || m->type == RT_IS_YES)
        rt_json_bool(w, m->json, v != 0);
    else
        rt_json_int(w, m->json, v);
}

/* The group of a member: 0, or one that is written where it has a text. */
static size_t group_of(const struct rt_members *of, const struct rt_member *m)
{
    size_t i = RT_SELDOM;

    while (i > 0 && (of->seldom[i - 1] == 0 || m->at < of->seldom[i - 1]))
        i--;
    return i;
}

void rt_record_write_json(
    const struct rt_members *of, const void *record, struct rt_writer *w)
{
    bool there[RT_SELDOM + 1] = {true};

    for (size_t i = 0; i < of->count; i++) {
        const struct rt_member *m = &of->list[i];
        if ((rt_type_is_text(m->type) || m->type == RT_IS_UNCONFIRMED)
            && rt_member_known(m, record))
            there[group_of(of, m)] = true;
    }
    for (size_t i = 0; i < of->count; i++)
        if (of->list[i].json && there[group_of(of, &of->list[i])])
            put(w, of, &of->list[i], record);
}

/* --- reading -------------------------------------------------------------- */

static bool take_bits(const json_t *array, int64_t *to)
{
    size_t i;
    json_t *v;

    if (!json_is_array(array))
        return false;
    *to = 0;
    json_array_foreach(array, i, v)
    {
        const char *text = json_string_value(v), *name;
        unsigned bit = 0;

        while (
            (name = rt_missing_name(bit)) && (!text || strcmp(text, name) != 0))
            bit++;
        if (!name)
            return false;
        *to |= 1u << bit;
    }
    return true;
}

static bool take_word(const struct rt_member *m, const json_t *v, int64_t *to)
{
    const char *text = json_string_value(v), *word;

    for (int i = 0; text && i <= RT_WORDS_MAX; i++) {
        word = word_of(m->type, i);
        *to = i;
        if (word && strcmp(text, word) == 0)
            return true;
    }
    return false;
}

static int64_t most_of(const struct rt_member *m)
{
    return m->type == RT_IS_ROW                              ? UINT32_MAX
           : m->type == RT_IS_COUNT || m->type == RT_IS_SIZE ? INT64_MAX
                                                             : m->most;
}

static bool take_number(const struct rt_member *m, const json_t *v, int64_t *to)
{
    switch (m->type) {
    case RT_IS_FLAG:
    case RT_IS_YES:
        *to = json_is_true(v);
        return json_is_boolean(v);
    case RT_IS_CLASS:
    case RT_IS_TREATMENT:
    case RT_IS_STATE:
    case RT_IS_UNCONFIRMED:
        return take_word(m, v, to);
    case RT_IS_BITS:
        return take_bits(v, to);
    default:
        *to = json_integer_value(v);
        return json_is_integer(v) && *to >= 0 && *to <= most_of(m);
    }
}

static bool take(const struct rt_members *of, const struct rt_member *m,
    const json_t *v, void *record)
{
    int64_t number;

    if (json_is_null(v)) {
        if (m->type == RT_IS_FLAG)
            *unclear(of, record) |= (unsigned)m->most;
    } else if (rt_type_is_text(m->type)) {
        if (!json_is_string(v))
            return false;
        rt_member_set_text(m, record,
            (struct rt_str){json_string_value(v), json_string_length(v)});
    } else {
        if (!take_number(m, v, &number))
            return false;
        rt_member_set_number(m, record, number);
    }
    return true;
}

const char *rt_record_read_json(
    const struct rt_members *of, const json_t *object, void *record)
{
    for (size_t i = 0; i < of->count; i++) {
        const struct rt_member *m = &of->list[i];
        const json_t *v = m->json ? json_object_get(object, m->json) : NULL;
        if (v && !take(of, m, v, record))
            return m->json;
    }
    return NULL;
}
