/* ステータス and 対応: the form's three words and what people write in their
 * place (words.def). */
#include "record/plan.h"

#include "base/fold.h"

static const struct rt_plan_word words[] = {
#define RT_STATUS(id, name, ja, en) {ja, RT_PLAN_##id, true},
#include "record/words.def"
#define RT_STATUS_WORD(id, folded, own) {folded, RT_PLAN_##id, own},
#include "record/words.def"
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

bool rt_plan_begins(struct rt_str text, const char *ja, const char *en)
{
    text = rt_str_trim(text);
    return rt_str_starts(text, rt_str(ja)) || rt_str_starts(text, rt_str(en));
}
