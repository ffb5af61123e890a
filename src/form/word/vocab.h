/* Looking a word up, for the value parsers; the public side is value.h. */
#ifndef RT_FORM_VOCAB_H
#define RT_FORM_VOCAB_H

#include "base/intern.h"
#include "form/word/value.h"

/* The flags' two lists share one table, so that no word is in both. The terms
 * of VOCAB_COLUMN are enum rt_field; headings.c has its built-in words. */
enum vocab_list {
    VOCAB_MEDIUM,
    VOCAB_FLAG,
    VOCAB_TREATMENT,
    VOCAB_LEVEL,
    VOCAB_COLUMN
};

/* The terms of each list. Treatments are enum rt_treatment, levels are enum
 * rt_class. Media are in the form's order: see rt_medium_term. */
enum {
#define RT_MEDIUM(id, ...) TERM_##id,
#include "record/words.def"
    TERM_MEDIA
};
enum { TERM_NO, TERM_YES };

/* Longer texts than this many folded bytes are no word of a vocabulary. */
enum { VOCAB_WORD_MAX = 128 };

struct vocab_entry {
    enum vocab_list list;
    int term;
    struct rt_str folded;
    const char *word; /* as it was given */
    uint64_t letters; /* see rt_letters */
    bool own;         /* a configuration gave it */
};

struct rt_vocab {
    struct rt_intern keys;     /* list and folded word, by number */
    struct vocab_entry *entry; /* entry[n - 1] is number n's */
    size_t cap;
};

/* The entry of a folded word, or NULL; its term, or -1. */
struct vocab_entry *rt_vocab_entry(
    const struct rt_vocab *vocab, enum vocab_list list, struct rt_str folded);
int rt_vocab_find(
    const struct rt_vocab *vocab, enum vocab_list list, struct rt_str folded);

/* Adds a word for a term; RT_USAGE where it is empty, too long, or another
 * term's. */
enum rt_status rt_vocab_add_term(struct rt_vocab *vocab, enum vocab_list list,
    int term, struct rt_str word, struct rt_error *err) RT_MUST_USE;

/* A list by its name in the contract. For the flags *term is TERM_YES or
 * TERM_NO, for the others -1. */
bool rt_vocab_list(struct rt_str name, enum vocab_list *list, int *term);

/* The standard word of a term: 書類, 低減, high; NULL for flags. */
const char *rt_vocab_standard(enum vocab_list list, int term);

#endif
