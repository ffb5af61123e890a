/* What a risk is judged from, and the judgement: scores, level, class.
 *
 * How the one follows from the other is risk/assess.h's.
 */
#ifndef RISKTALLY_SCORE_H
#define RISKTALLY_SCORE_H

#include "record/record.h"

enum { RT_LEVEL_MAX = 9 }; /* scales reach to 3, likelihood to 3 */

enum rt_class {
    RT_CLASS_NONE = -1,
#define RT_CLASS(id, ...) RT_##id,
#include "record/words.def"
};

/* What a risk is computed from: numbers of the profile's scale, or 1 to 3. */
struct rt_scores {
#define RT_RISK(...)
#define RT_RISK_WHERE(...)
#define RT_RISK_SCORE(type, name, ...) RT_C_##type name;
#define RT_RISK_RESULT(...)
#include "record/risk.def"
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

/* What it comes to. */
struct rt_assessment {
#define RT_RISK(...)
#define RT_RISK_WHERE(...)
#define RT_RISK_SCORE(...)
#define RT_RISK_RESULT(type, name, ...) RT_C_##type name;
#include "record/risk.def"
};

/* "high" "medium" "low"; NULL for RT_CLASS_NONE. */
const char *rt_class_name(enum rt_class c);
/* "大" "中" "小", in English "High" …; NULL for RT_CLASS_NONE. */
const char *rt_class_label(enum rt_class c, enum rt_lang lang);
/* The class of that label, in either language; NONE for another word. */
enum rt_class rt_class_labelled(struct rt_str word);
/* What the forms show beside a level, "リスク大", and beside a likelihood of
 * 1 to 3, "可能性：高"; "" for none. */
const char *rt_class_shown(enum rt_class c);
const char *rt_likelihood_shown(int likelihood);
/* The members of `missing` by name in the order of the enum; NULL past the
 * last. bit is 0..7. */
const char *rt_missing_name(unsigned bit);

#endif
