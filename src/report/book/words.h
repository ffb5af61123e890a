/* The words of the workbooks in both languages; the table is words.def. Headers
 * of list columns are with their columns. */
#ifndef RISKTALLY_REPORT_WORDS_H
#define RISKTALLY_REPORT_WORDS_H

#include "ledger/ledger.h"
#include "record/plan.h"

enum rt_word {
#define RT_WORD(id, ja, en) RT_W_##id,
#include "report/book/words.def"
#undef RT_WORD
    RT_W_COUNT
};

const char *rt_word(enum rt_lang lang, enum rt_word word);
struct rt_text rt_words(enum rt_word word);

/* 大 中 小, High Medium Low; "" for none. */
const char *rt_word_class(enum rt_lang lang, enum rt_class c);
/* 低減 …, Reduce …; "" for none. */
const char *rt_word_treatment(enum rt_lang lang, enum rt_treatment t);
/* 未着手 …, Not started …; "" for none. */
const char *rt_word_status(enum rt_lang lang, enum rt_plan_status s);
const char *rt_word_severity(enum rt_lang lang, enum rt_severity s);
const char *rt_word_state(enum rt_lang lang, enum rt_input_state s);
/* 台帳 for "ledger" …; the name itself where it has no word. */
struct rt_str rt_word_kind(enum rt_lang lang, struct rt_str kind);
enum { RT_MISSING_BITS = 8 };

/* 機密性 …, for the bits of enum rt_missing, from 0. */
const char *rt_word_missing(enum rt_lang lang, unsigned bit);

#endif
