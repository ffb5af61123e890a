/* Looking up the words of the records (words.def). */
#include "base/fold.h"
#include "record/input.h"
#include "record/plan.h"
#include "record/risk.h"

struct word {
    const char *name;
    struct rt_text label;
};

static const struct word classes[] = {
#define RT_CLASS(id, name, ja, en) [RT_##id] = {name, {ja, en}},
#include "record/words.def"
};

static const struct word treatments[] = {
#define RT_TREATMENT(id, name, ja, en) [RT_##id] = {name, {ja, en}},
#include "record/words.def"
};

static const struct word states[] = {
#define RT_STATUS(id, name, ja, en) [RT_PLAN_##id] = {name, {ja, en}},
#include "record/words.def"
};

static const struct word unconfirmed[] = {
#define RT_UNCONFIRMED(id, name, ja, en) [RT_##id] = {name, {ja, en}},
#include "record/words.def"
};

static struct word word_of(const struct word *words, size_t count, int i)
{
    return i >= 0 && (size_t)i < count ? words[i]
                                       : (struct word){NULL, {NULL, NULL}};
}

#define WORD_OF(words, i) word_of(words, RT_COUNT(words), (int)(i))

const char *rt_class_name(enum rt_class c)
{
    return WORD_OF(classes, c).name;
}

const char *rt_class_label(enum rt_class c, enum rt_lang lang)
{
    return rt_text(lang, WORD_OF(classes, c).label);
}

enum rt_class rt_class_labelled(struct rt_str word)
{
    int c = RT_LOW;

    while (c <= RT_HIGH && !rt_fold_is(word, classes[c].label))
        c++;
    return c <= RT_HIGH ? (enum rt_class)c : RT_CLASS_NONE;
}

const char *rt_class_shown(enum rt_class c)
{
    static const char *const shown[] = {[RT_LOW] = "リスク小",
        [RT_MEDIUM] = "リスク中",
        [RT_HIGH] = "リスク大"};

    return c >= RT_LOW && c <= RT_HIGH ? shown[c] : "";
}

const char *rt_likelihood_shown(int likelihood)
{
    static const char *const shown[]
        = {"", "可能性：低", "可能性：中", "可能性：高"};

    return likelihood >= 1 && likelihood <= 3 ? shown[likelihood] : "";
}

const char *rt_treatment_name(enum rt_treatment t)
{
    return WORD_OF(treatments, t).name;
}

const char *rt_treatment_label(enum rt_treatment t, enum rt_lang lang)
{
    return rt_text(lang, WORD_OF(treatments, t).label);
}

const char *rt_unconfirmed_name(enum rt_unconfirmed u)
{
    return WORD_OF(unconfirmed, u).name;
}

const char *rt_unconfirmed_label(enum rt_unconfirmed u, enum rt_lang lang)
{
    return rt_text(lang, WORD_OF(unconfirmed, u).label);
}

const char *rt_plan_status_label(enum rt_plan_status s, enum rt_lang lang)
{
    return rt_text(lang, WORD_OF(states, s).label);
}

const char *rt_medium_term(size_t i)
{
    static const char *const terms[] = {
#define RT_MEDIUM(id, ja, en) ja,
#include "record/words.def"
    };

    return i < RT_COUNT(terms) ? terms[i] : NULL;
}

int rt_medium_index(struct rt_str term)
{
    for (int i = 0; rt_medium_term((size_t)i); i++) {
        if (rt_str_is(term, rt_medium_term((size_t)i)))
            return i;
    }
    return -1;
}

const char *rt_missing_name(unsigned bit)
{
    static const char *const names[]
        = {"confidentiality", "integrity", "availability", "threat",
            "vulnerability", "personal", "sensitive", "my_number"};

    return bit < RT_COUNT(names) ? names[bit] : NULL;
}

const char *rt_input_state_name(enum rt_input_state s)
{
    static const char *const names[] = {
#define RT_STATE(id, name) name,
#include "record/words.def"
    };

    return s < RT_COUNT(names) ? names[s] : NULL;
}
