/* See refused.h. */
#include "form/refused.h"

#include <stdio.h>

#include "form/word/value.h"

/* How a field's values are read, and the finding about one that cannot be. */
static const struct kind {
    enum rt_field field;
    enum rt_code code, error; /* error: about #N/A and the like, or NONE */
    const char *expected;
} kinds[] = {{RT_F_CONFIDENTIALITY, RT_VA302, RT_VA305, NULL},
    {RT_F_INTEGRITY, RT_VA302, RT_VA305, NULL},
    {RT_F_AVAILABILITY, RT_VA302, RT_VA305, NULL},
    {RT_F_IMPORTANCE, RT_VA302, RT_VA305, NULL},
    {RT_F_RES_IMPORTANCE, RT_VA302, RT_VA305, NULL},
    {RT_F_THREAT, RT_VA302, RT_VA305, NULL},
    {RT_F_VULNERABILITY, RT_VA302, RT_VA305, NULL},
    {RT_F_LIKELIHOOD, RT_VA302, RT_VA305, NULL},
    {RT_F_RES_LIKELIHOOD, RT_VA302, RT_VA305, NULL},
    {RT_F_PERSONAL, RT_VA601, RT_VA305, "有"},
    {RT_F_ANY_PERSONAL, RT_VA601, RT_VA305, "有"},
    {RT_F_SENSITIVE, RT_VA601, RT_VA305, "有"},
    {RT_F_MY_NUMBER, RT_VA601, RT_VA305, "有"},
    {RT_F_MARK_RETAIN, RT_VA601, RT_CODE_NONE, "●"},
    {RT_F_MARK_REDUCE, RT_VA601, RT_CODE_NONE, "●"},
    {RT_F_MARK_AVOID, RT_VA601, RT_CODE_NONE, "●"},
    {RT_F_MARK_TRANSFER, RT_VA601, RT_CODE_NONE, "●"},
    {RT_F_REGISTERED, RT_VA501, RT_VA305, NULL},
    {RT_F_MEDIUM, RT_VA401, RT_VA305, NULL},
    {RT_F_TREATMENT, RT_VA701, RT_CODE_NONE, NULL},
    {RT_F_ACTION, RT_VA701, RT_CODE_NONE, NULL}};

struct rt_str rt_number_text(struct rt_arena *arena, int64_t v)
{
    char text[32];

    rt_format_double((double)v, text, sizeof text);
    return rt_arena_str(arena, rt_str(text));
}

struct rt_str rt_span_text(
    struct rt_arena *arena, enum rt_lang lang, int min, int max)
{
    char text[48];

    if (min == max)
        return rt_number_text(arena, min);
    snprintf(text, sizeof text, rt_say(lang, "%d～%d", "%d to %d"), min, max);
    return rt_arena_str(arena, rt_str(text));
}

static bool is_score(enum rt_field f)
{
    return f == RT_F_CONFIDENTIALITY || f == RT_F_INTEGRITY
           || f == RT_F_AVAILABILITY || f == RT_F_IMPORTANCE
           || f == RT_F_RES_IMPORTANCE;
}

/* A number on a scale. */
static enum rt_taken read_number(const struct rt_reader *by, enum rt_field f,
    const struct rt_cell *cell, struct rt_refused *to)
{
    int min = is_score(f) ? by->profile->scale_min : 1;
    int max = is_score(f) ? by->profile->scale_max : 3, v;
    enum rt_taken t = is_score(f)
                          ? rt_value_score(by->vocab, cell, min, max, &v)
                          : rt_value_rating(by->vocab, cell, &v);

    to->expected = rt_span_text(by->arena, by->lang, min, max);
    to->args[2] = rt_number_text(by->arena, min);
    to->args[3] = rt_number_text(by->arena, max);
    if (!rt_is_taken(t) || (v >= min && v <= max))
        return t;
    to->code = RT_VA301;
    return RT_TAKEN_UNREADABLE;
}

/* A word of a list, with the nearest that is one. */
static enum rt_taken read_word(const struct rt_reader *by, enum rt_field f,
    const struct rt_cell *cell, struct rt_refused *to)
{
    bool medium = f == RT_F_MEDIUM;
    enum rt_treatment treatment;
    char meant[RT_MEANT_MAX];
    const char *near = NULL;
    enum rt_taken t = medium ? rt_value_medium(by->vocab, cell, &near)
                             : rt_value_treatment(by->vocab, cell, &treatment);

    if (t != RT_TAKEN_UNREADABLE)
        return t;
    near = rt_vocab_nearest(
        by->vocab, medium ? RT_STR("medium") : RT_STR("treatment"), cell->text);
    to->args[0] = to->args[1];
    to->args[1]
        = rt_arena_str(by->arena, rt_finding_meant(by->lang, near, meant));
    to->expected = medium ? rt_str(near) : RT_STR_NONE;
    return t;
}

static enum rt_taken read_value(const struct rt_reader *by,
    const struct kind *k, const struct rt_cell *cell, struct rt_refused *to)
{
    char iso[11];
    bool yes;

    to->code = k->code;
    to->expected = rt_str(k->expected);
    switch (k->code) {
    case RT_VA302:
        return read_number(by, k->field, cell, to);
    case RT_VA601:
        return rt_value_flag(by->vocab, cell, &yes);
    case RT_VA501:
        return rt_value_date(cell, iso);
    default:
        return read_word(by, k->field, cell, to);
    }
}

bool rt_refused(const struct rt_reader *by, enum rt_field f,
    const struct rt_cell *cell, struct rt_refused *to)
{
    char shown[256];
    size_t i = 0;

    while (i < RT_COUNT(kinds) && kinds[i].field != f)
        i++;
    if (i == RT_COUNT(kinds) || !cell)
        return false;
    rt_str_copy(shown, sizeof shown, rt_str_trim(cell->text));
    *to = (struct rt_refused){.args = {rt_field_name(f, by->lang),
                                  rt_arena_str(by->arena, rt_str(shown))}};
    switch (read_value(by, &kinds[i], cell, to)) {
    case RT_TAKEN_UNREADABLE:
        return true;
    case RT_TAKEN_ERROR:
        to->code = kinds[i].error;
        return to->code != RT_CODE_NONE;
    default:
        return false;
    }
}
