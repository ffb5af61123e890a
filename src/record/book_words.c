/* Looking words up. The words for people of values that have names for machines
 * (classes, states). A value without a word is the empty text. */
#include "record/book_words.h"

static const struct rt_text words[RT_W_COUNT] = {
#define RT_WORD(id, ja, en) [RT_W_##id] = {ja, en},
#include "record/book_words.def"
};

struct rt_text rt_words(enum rt_word word)
{
    return words[word];
}

const char *rt_word(enum rt_lang lang, enum rt_word word)
{
    return rt_text(lang, words[word]);
}

bool rt_is_word(struct rt_str s, enum rt_word word)
{
    return rt_str_is(s, words[word].ja) || rt_str_is(s, words[word].en);
}

static bool is_counting(struct rt_str s, const char *word)
{
    static const char number[] = "%llu";
    const char *at = strstr(word, number);
    struct rt_str before = {word, at ? (size_t)(at - word) : 0};
    struct rt_str after = rt_str(at ? at + strlen(number) : "");
    int64_t n;

    return at && s.n > before.n + after.n && rt_str_starts(s, before)
           && rt_str_ends(s, after)
           && rt_parse_int(
               (struct rt_str){s.p + before.n, s.n - before.n - after.n}, &n);
}

bool rt_is_word_counting(struct rt_str s, enum rt_word word)
{
    return is_counting(s, words[word].ja) || is_counting(s, words[word].en);
}

const char *rt_word_class(enum rt_lang lang, enum rt_class c)
{
    if (c < RT_LOW || c > RT_HIGH)
        return "";
    return rt_word(lang, RT_W_CLASS_LOW + c);
}

const char *rt_word_treatment(enum rt_lang lang, enum rt_treatment t)
{
    if (t <= RT_TREATMENT_NONE || t > RT_TRANSFER)
        return "";
    return rt_word(lang, RT_W_REDUCE + (t - RT_REDUCE));
}

const char *rt_word_status(enum rt_lang lang, enum rt_plan_status s)
{
    if (s <= RT_PLAN_UNSAID || s > RT_PLAN_DONE)
        return "";
    return rt_word(lang, RT_W_STATUS_OPEN + (s - RT_PLAN_OPEN));
}

const char *rt_word_state(enum rt_lang lang, enum rt_input_state s)
{
    return rt_word(
        lang, RT_W_STATE_READ + (s == RT_INPUT_DOCUMENT ? RT_INPUT_READ : s));
}

struct rt_str rt_word_kind(enum rt_lang lang, struct rt_str kind)
{
    static const struct {
        const char *name;
        enum rt_word word;
    } kinds[] = {
        {"ledger", RT_W_KIND_LEDGER},
        {"asset-list", RT_W_KIND_ASSETS},
        {"report", RT_W_KIND_REPORT},
        {"plan", RT_W_KIND_PLAN},
        {"statement", RT_W_KIND_STATEMENT},
        {"review", RT_W_SHEET_MEETING},
        {"other", RT_W_KIND_OTHER},
    };

    for (size_t i = 0; i < RT_COUNT(kinds); i++)
        if (rt_str_is(kind, kinds[i].name))
            return rt_str(rt_word(lang, kinds[i].word));
    return kind;
}

const char *rt_word_missing(enum rt_lang lang, unsigned bit)
{
    return bit < RT_MISSING_BITS ? rt_word(lang, RT_W_MISS_C + bit) : "";
}
