/* ステータス: the form's three words and what people write in their place. */
#include "record/plan.h"

#include "base/fold.h"

static const struct rt_plan_word words[] = {
#define RT_STATUS(id, name, ja, en) {ja, RT_PLAN_##id, true},
#include "record/words.def"
    {"完了", RT_PLAN_DONE, false},
    {"済", RT_PLAN_DONE, false},
    {"済み", RT_PLAN_DONE, false},
    {"実施済", RT_PLAN_DONE, false},
    {"実施済み", RT_PLAN_DONE, false},
    {"対応済", RT_PLAN_DONE, false},
    {"対応済み", RT_PLAN_DONE, false},
    {"完了済み", RT_PLAN_DONE, false},
    {"done", RT_PLAN_DONE, true},
    {"completed", RT_PLAN_DONE, false},
    {"closed", RT_PLAN_DONE, false},
    {"着手中", RT_PLAN_UNDER_WAY, false},
    {"着手済", RT_PLAN_UNDER_WAY, false},
    {"着手済み", RT_PLAN_UNDER_WAY, false},
    {"実施中", RT_PLAN_UNDER_WAY, false},
    {"対応中", RT_PLAN_UNDER_WAY, false},
    {"進行中", RT_PLAN_UNDER_WAY, false},
    {"作業中", RT_PLAN_UNDER_WAY, false},
    {"underway", RT_PLAN_UNDER_WAY, true},
    {"inprogress", RT_PLAN_UNDER_WAY, false},
    {"未実施", RT_PLAN_OPEN, false},
    {"未対応", RT_PLAN_OPEN, false},
    {"未開始", RT_PLAN_OPEN, false},
    {"notstarted", RT_PLAN_OPEN, true},
};

enum { WORDS = RT_COUNT(words), WORD_BYTES = 64 };

const struct rt_plan_word *rt_plan_words(size_t *count)
{
    *count = WORDS;
    return words;
}

enum rt_plan_status rt_plan_status_of(struct rt_str text)
{
    char buf[WORD_BYTES];
    struct rt_str folded = {buf, 0};

    folded.n = rt_fold_fixed(text, buf, sizeof buf);
    for (size_t i = 0; i < WORDS && folded.n != SIZE_MAX; i++) {
        if (rt_str_is(folded, words[i].folded))
            return words[i].status;
    }
    return RT_PLAN_UNSAID;
}

bool rt_plan_is_proposal(struct rt_str text)
{
    text = rt_str_trim(text);
    return rt_str_starts(text, RT_STR("案"))
           || rt_str_starts(text, RT_STR("Proposed"));
}
