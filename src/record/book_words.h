/* The words of the workbooks that the program writes, and reads when they come
 * back, in both languages; the table is book_words.def. Headings of list columns
 * are with their columns. */
#ifndef RISKTALLY_BOOK_WORDS_H
#define RISKTALLY_BOOK_WORDS_H

#include "record/approval.h"
#include "record/input.h"
#include "record/plan.h"
#include "record/risk.h"

enum rt_word {
#define RT_WORD(id, ja, en) RT_W_##id,
#include "record/book_words.def"
#undef RT_WORD
    RT_W_COUNT
};

const char *rt_word(enum rt_lang lang, enum rt_word word);
struct rt_text rt_words(enum rt_word word);
/* Whether the text is the word in one of the languages, as it is written. */
bool rt_is_word(struct rt_str s, enum rt_word word);
/* The same of a word with one number in it, %llu. */
bool rt_is_word_counting(struct rt_str s, enum rt_word word);

/* 大 中 小, High Medium Low; "" for none. */
const char *rt_word_class(enum rt_lang lang, enum rt_class c);
/* 低減 …, Reduce …; "" for none. */
const char *rt_word_treatment(enum rt_lang lang, enum rt_treatment t);
/* 未着手 …, Not started …; "" for none. */
const char *rt_word_status(enum rt_lang lang, enum rt_plan_status s);
const char *rt_word_state(enum rt_lang lang, enum rt_input_state s);
/* 台帳 for "ledger" …; the name itself where it has no word. */
struct rt_str rt_word_kind(enum rt_lang lang, struct rt_str kind);
/* How many risks the lists in our books show: the most severe ones of all, of a
 * department, of a cell of the matrix. */
enum { RT_WORST = 10, RT_WORST_OF = 5, RT_CELL_LIST = 200 };

enum { RT_MISSING_BITS = 8 };

/* 機密性 …, for the bits of enum rt_missing, from 0. */
const char *rt_word_missing(enum rt_lang lang, unsigned bit);

#endif
