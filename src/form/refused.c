/* See refused.h. */
#include "form/refused.h"

#include "base/fold.h"
#include "base/nearness.h"
#include "form/word/value.h"
#include "record/plan.h"

enum {
    WORD_MAX = 64, /* bytes of a status, folded */
    SHARE = 2      /* a word that is meant has half of its letters */
};

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
    {RT_F_PLAN_START, RT_PL404, RT_CODE_NONE, NULL},
    {RT_F_PLAN_END, RT_PL404, RT_CODE_NONE, NULL},
    {RT_F_ACTUAL_START, RT_PL404, RT_CODE_NONE, NULL},
    {RT_F_ACTUAL_END, RT_PL404, RT_CODE_NONE, NULL},
    {RT_F_STATUS, RT_PL415, RT_CODE_NONE, NULL},
    {RT_F_MEDIUM, RT_VA401, RT_VA305, NULL},
    {RT_F_TREATMENT, RT_VA701, RT_CODE_NONE, NULL},
    {RT_F_ACTION, RT_VA701, RT_CODE_NONE, NULL}};

struct rt_str rt_number_text(struct rt_arena *arena, int64_t v)
{
    return rt_arena_str(arena, RT_DECIMAL(v));
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
    return rt_field_is_score(f) || f == RT_F_IMPORTANCE
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

    if (rt_is_taken(t) && v >= min && v <= max) {
        if (f == RT_F_LIKELIHOOD || f == RT_F_RES_LIKELIHOOD
            || !rt_legend_leaves_open(by->legend, by->vocab, cell, v))
            return t;
        t = RT_TAKEN_UNREADABLE; /* but 可能性：高 is the form's */
    }
    to->code = rt_is_taken(t)               ? RT_VA301
               : cell->type == RT_CELL_DATE ? RT_VA412
                                            : RT_VA302;
    to->expected = rt_span_text(by->arena, by->lang, min, max);
    to->args[2] = rt_number_text(by->arena, min);
    to->args[3] = rt_number_text(by->arena, max);
    return rt_is_taken(t) ? RT_TAKEN_UNREADABLE : t;
}

static enum rt_taken read_value(const struct rt_reader *by,
    const struct kind *k, const struct rt_cell *cell, struct rt_refused *to)
{
    enum rt_treatment treatment;
    const char *term;
    char iso[11];
    bool yes;

    switch (k->code) {
    case RT_VA302:
        return read_number(by, k->field, cell, to);
    case RT_VA601:
        return rt_value_flag(by->vocab, cell, &yes);
    case RT_VA501:
    case RT_PL404:
        return rt_value_date(cell, iso);
    case RT_PL415:
        return rt_plan_status_of(cell->text) == RT_PLAN_UNSAID
                   ? RT_TAKEN_UNREADABLE
                   : RT_TAKEN_PLAIN;
    case RT_VA401:
        return rt_value_medium(by->vocab, cell, &term);
    default:
        return rt_value_treatment(by->vocab, cell, &treatment);
    }
}

/* The status whose word is nearest; NULL where none is near. */
static const char *nearest_status(struct rt_str text)
{
    size_t best = SIZE_MAX, count;
    const struct rt_plan_word *words = rt_plan_words(&count);
    const char *near = NULL;
    char folded[WORD_MAX];
    size_t n = rt_fold_fixed(text, folded, sizeof folded);

    for (size_t i = 0; i < count && n != SIZE_MAX; i++) {
        size_t d = rt_distance(
            (struct rt_str){folded, n}, rt_str(words[i].folded), SHARE);
        if (d < best) {
            best = d;
            near = rt_plan_status_label(words[i].status, RT_JA);
        }
    }
    return near;
}

/* 「書類/事務所PC」: neither of the two is meant alone. */
static bool names_several(const struct rt_vocab *vocab, struct rt_str text)
{
    static const char *const between[] = {"/", "／", "、", ",", "，", "・",
        "＋", "+", "と", "及び", "\n", "&", "＆"};
    size_t media = 0;

    for (size_t from = 0, i = 0; i <= text.n; i++) {
        struct rt_str rest = {text.p + i, text.n - i};
        struct rt_cell part
            = {.type = RT_CELL_STRING, .text = {text.p + from, i - from}};
        const char *term;
        if (i < text.n
            && ((text.p[i] & 0xC0) == 0x80 || !rt_str_skip_any(&rest, between)))
            continue;
        media += rt_is_taken(rt_value_medium(vocab, &part, &term));
        from = (size_t)(rest.p - text.p);
    }
    return media > 1;
}

/* Of a word of a list, the nearest that is one. */
static void expect_word(const struct rt_reader *by, enum rt_code code,
    const struct rt_cell *cell, struct rt_refused *to)
{
    char meant[RT_MEANT_MAX];
    const char *near
        = code == RT_PL415
              ? nearest_status(cell->text)
              : rt_vocab_nearest(by->vocab,
                  rt_str(code == RT_VA401 ? "medium" : "treatment"),
                  cell->text);

    if (code == RT_VA401 && names_several(by->vocab, cell->text))
        near = NULL;
    to->args[0] = to->args[1];
    to->args[1]
        = rt_arena_str(by->arena, rt_finding_meant(by->lang, near, meant));
    if (code != RT_VA701)
        to->expected = rt_str(near);
}

/* The words are made where it is refused alone: nearly no value is. */
bool rt_refused(const struct rt_reader *by, enum rt_field f,
    const struct rt_cell *cell, struct rt_refused *to)
{
    char shown[256];
    const struct kind *k = kinds;
    enum rt_taken t;

    while (k < kinds + RT_COUNT(kinds) && k->field != f)
        k++;
    if (k == kinds + RT_COUNT(kinds) || !cell)
        return false;
    *to = (struct rt_refused){.code = k->code, .expected = rt_str(k->expected)};
    t = read_value(by, k, cell, to);
    if (t != RT_TAKEN_UNREADABLE && (t != RT_TAKEN_ERROR || !k->error))
        return false;
    rt_str_copy(shown, sizeof shown, rt_str_trim(cell->text));
    to->args[0] = rt_field_name(f, by->lang);
    to->args[1] = rt_arena_str(by->arena, rt_str(shown));
    if (k->code == RT_VA601)
        to->args[2] = to->expected;
    if (t == RT_TAKEN_ERROR)
        to->code = k->error;
    else if (k->error && (rt_is_ditto(cell, false) || rt_is_ditto_aside(cell)))
        *to = (struct rt_refused){.code = RT_VA310,
            .args = {to->args[0], to->args[1]},
            .expected = to->expected};
    else if (k->code == RT_VA401 || k->code == RT_VA701 || k->code == RT_PL415)
        expect_word(by, k->code, cell, to);
    return true;
}
