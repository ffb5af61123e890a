/* What a risk is judged from, and the judgement: scores, level, class.
 *
 * How the one follows from the other is risk/assess.h's.
 */
#ifndef RISKTALLY_SCORE_H
#define RISKTALLY_SCORE_H

#include "base/text.h"

enum { RT_LEVEL_MAX = 9 }; /* scales reach to 3, likelihood to 3 */

enum rt_class { RT_CLASS_NONE = -1, RT_LOW, RT_MEDIUM, RT_HIGH };

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

/* "high" "medium" "low"; NULL for RT_CLASS_NONE. */
const char *rt_class_name(enum rt_class c);
/* "大" "中" "小"; NULL for RT_CLASS_NONE. */
const char *rt_class_label_ja(enum rt_class c);
/* The members of `missing` by name in the order of the enum; NULL past the
 * last. bit is 0..7. */
const char *rt_missing_name(unsigned bit);

#endif
