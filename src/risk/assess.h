/* Importance, likelihood, risk level, class and priority: pure functions.
 *
 * Sources: the guideline's computation as the profile states it; the
 * likelihood table is the published one. A value that is not known is
 * RT_UNKNOWN and stays so in everything that needs it: nothing is guessed.
 */
#ifndef RISKTALLY_ASSESS_H
#define RISKTALLY_ASSESS_H

#include "risk/profile.h"

enum { RT_UNKNOWN = -1 };

struct rt_scores {
    int confidentiality, integrity, availability; /* scale, or RT_UNKNOWN */
    /* Whether a personal-information flag is set (any of the kinds). */
    bool personal;
    /* The flags whose cells could not be read, as bits of enum rt_missing:
     * such a flag might force the importance, so that a lower one is not
     * known. */
    unsigned unreadable_flags;
    /* Importance as the file gives it, for forms without the three scores;
     * used only where all three are unknown. RT_UNKNOWN otherwise. */
    int given_importance;
    int threat, vulnerability; /* 1..3, or RT_UNKNOWN */
    /* Likelihood as the file gives it, for forms without threat and
     * vulnerability; used only where one of the two is unknown. */
    int given_likelihood;
};

/* Which inputs kept a value from being computed. */
enum rt_missing {
    RT_MISSING_CONFIDENTIALITY = 1,
    RT_MISSING_INTEGRITY = 2,
    RT_MISSING_AVAILABILITY = 4,
    RT_MISSING_THREAT = 8,
    RT_MISSING_VULNERABILITY = 16,
    RT_MISSING_PERSONAL = 32,
    RT_MISSING_SENSITIVE = 64,
    RT_MISSING_MY_NUMBER = 128
};

struct rt_assessment {
    int importance; /* scale, or RT_UNKNOWN */
    int likelihood; /* 1..3, or RT_UNKNOWN */
    int level;      /* 0..9, or RT_UNKNOWN */
    enum rt_class class;
    int priority;     /* 1..3; 0: none, or not known */
    unsigned missing; /* of enum rt_missing */
};

/* Scores outside the profile's range are treated as unknown: the caller has
 * reported them. With a personal flag and a forcing profile the importance is
 * known (the scale's maximum) even where a score is not. */
struct rt_assessment rt_assess(
    const struct rt_profile *profile, const struct rt_scores *scores);

/* Answers about the countermeasures for one medium, as the form that this
 * program writes asks for them; what does not apply is not counted. */
struct rt_answers {
    int done, partly, not_done, open; /* open: not answered */
};

/* The vulnerability 1..3 that follows; RT_UNKNOWN while something is open, or
 * where nothing applies. A rule of our own (the guideline's is not public):
 * everything done is 1, half or more not done is 3, anything else 2. */
int rt_answers_vulnerability(const struct rt_answers *answers);

/* "high" "medium" "low"; NULL for RT_CLASS_NONE. */
const char *rt_class_name(enum rt_class c);
/* "大" "中" "小"; NULL for RT_CLASS_NONE. */
const char *rt_class_label_ja(enum rt_class c);
/* The members of `missing` by name in the order of the enum; NULL past the
 * last. bit is 0..7. */
const char *rt_missing_name(unsigned bit);

#endif
