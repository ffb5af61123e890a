/* Whether a text is one that merge writes into a plan, in either language. */
#include "report/plan/plan_typed.h"

#include "base/fold.h"
#include "risk/one_scale.h"

enum { BEGINNING = 24 }; /* bytes by which a note of ours is known */

bool rt_plan_is_word(struct rt_str text, enum rt_word w)
{
    return rt_fold_is(text, rt_words(w));
}

bool rt_plan_is_written(struct rt_str text)
{
    static const struct rt_text proposed = {RT_PROPOSED_JA, RT_PROPOSED_EN},
                                written = RT_GROUP_WRITTEN;

    return rt_fold_is(text, proposed) || rt_fold_is(text, written);
}

bool rt_plan_is_one_of(struct rt_str text, const enum rt_word *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (rt_plan_is_word(text, words[i]))
            return true;
    }
    return false;
}

/* One of ours, or one that begins like it, of another version; but not one of
 * ours with something added. */
bool rt_plan_is_note(struct rt_str text, enum rt_word w)
{
    for (int lang = 0; lang < 2; lang++) {
        struct rt_str ours = rt_str(rt_word(lang, w));
        struct rt_str start = {ours.p, ours.n < BEGINNING ? ours.n : BEGINNING};
        if (rt_fold_eq(text, ours)
            || (rt_str_starts(text, start) && !rt_str_starts(text, ours)))
            return true;
    }
    return false;
}

/* 「（営業部）」, behind all else. */
static bool is_department(struct rt_str rest)
{
    return (rt_str_contains(rest, RT_STR("（"))
               && rt_str_ends(rest, RT_STR("）")))
           || (rt_str_contains(rest, RT_STR(" ("))
               && rt_str_ends(rest, RT_STR(")")));
}

/* 「題  実施日 2026-07-15」, and that one scale was used, or whose part it is. */
bool rt_plan_is_title(struct rt_str text, enum rt_word w)
{
    const size_t date = sizeof "2026-07-15" - 1;
    char title[160], scale[160];

    for (int i = 0; i < 2; i++) {
        enum rt_lang lang = i;
        snprintf(title, sizeof title, "%s  %s ", rt_word(lang, w),
            rt_word(lang, RT_W_AS_OF));
        snprintf(scale, sizeof scale, rt_word(lang, RT_W_PLAN_ONE_SCALE),
            rt_one_scale()->name);
        if (!rt_str_starts(text, rt_str(title)))
            continue;
        if (text.n <= strlen(title) + date || rt_str_ends(text, rt_str(scale))
            || is_department((struct rt_str){
                text.p + strlen(title) + date, text.n - strlen(title) - date}))
            return true;
    }
    return false;
}
