/* The vocabularies: one table from (list, folded word) to a term.
 *
 * The built-in words are vocab_words.def; a configuration file adds its own. A
 * word means one term only: adding it for another is refused, since which of
 * the two was meant would be a guess. Everything is copied in, and after
 * loading nothing changes, so that workers read it without a lock.
 */
#include "form/word/vocab.h"

#include "base/fold.h"
#include "base/list.h"
#include "base/nearness.h"

#include <stdlib.h>

static const struct {
    enum vocab_list list;
    int term;
    const char *word;
} words[] = {
#define RT_MEDIUM(id, ja, en) {VOCAB_MEDIUM, TERM_##id, ja},
#define RT_TREATMENT(id, name, ja, en)                                         \
    {VOCAB_TREATMENT, RT_##id, ja}, {VOCAB_TREATMENT, RT_##id, name},
#define RT_CLASS(id, name, ja, en)                                             \
    {VOCAB_LEVEL, RT_##id, ja}, {VOCAB_LEVEL, RT_##id, name},
#include "record/words.def"
#define RT_VOCAB_WORD(list, term, word) {VOCAB_##list, term, word},
#include "form/word/vocab_words.def"
};

/* --- names of lists and terms ------------------------------------------- */

static const struct {
    const char *name;
    enum vocab_list list;
    int term;
} lists[] = {
    {"medium", VOCAB_MEDIUM, -1},
    {"flag-yes", VOCAB_FLAG, TERM_YES},
    {"flag-no", VOCAB_FLAG, TERM_NO},
    {"treatment", VOCAB_TREATMENT, -1},
    {"level", VOCAB_LEVEL, -1},
};

bool rt_vocab_list(struct rt_str name, enum vocab_list *list, int *term)
{
    for (size_t i = 0; i < RT_COUNT(lists); i++) {
        if (rt_str_is(name, lists[i].name)) {
            *list = lists[i].list;
            *term = lists[i].term;
            return true;
        }
    }
    return false;
}

const char *rt_vocab_standard(enum vocab_list list, int term)
{
    switch (list) {
    case VOCAB_MEDIUM:
        return term >= 0 ? rt_medium_term((size_t)term) : NULL;
    case VOCAB_TREATMENT:
        return rt_treatment_label((enum rt_treatment)term, RT_JA);
    case VOCAB_LEVEL:
        return rt_class_name((enum rt_class)term);
    default:
        return NULL;
    }
}

/* --- the table ---------------------------------------------------------- */

/* What a word is interned as: the list in a byte of its own, then the word
 * as it is folded. */
static struct rt_str key_of(
    enum vocab_list list, struct rt_str folded, char to[1 + VOCAB_WORD_MAX])
{
    to[0] = (char)list;
    memcpy(to + 1, folded.p, folded.n);
    return (struct rt_str){to, 1 + folded.n};
}

struct vocab_entry *rt_vocab_entry(
    const struct rt_vocab *vocab, enum vocab_list list, struct rt_str folded)
{
    char key[1 + VOCAB_WORD_MAX];
    uint32_t n = 0;

    if (folded.n > 0 && folded.n <= VOCAB_WORD_MAX)
        n = rt_intern_find(&vocab->keys, key_of(list, folded, key));
    return n ? &vocab->entry[n - 1] : NULL;
}

int rt_vocab_find(
    const struct rt_vocab *vocab, enum vocab_list list, struct rt_str folded)
{
    const struct vocab_entry *e = rt_vocab_entry(vocab, list, folded);

    return e ? e->term : -1;
}

static enum rt_status insert(struct rt_vocab *v, enum vocab_list list, int term,
    struct rt_str word, struct rt_str folded)
{
    char key[1 + VOCAB_WORD_MAX];
    struct vocab_entry e = {.list = list, .term = term};
    uint32_t n;

    if (!RT_GROW(v->entry, v->keys.count, v->cap))
        return RT_NOMEM;
    e.word = rt_arena_str(&v->keys.arena, word).p;
    n = e.word ? rt_intern(&v->keys, key_of(list, folded, key)) : 0;
    if (n == 0)
        return RT_NOMEM;
    e.folded = (struct rt_str){v->keys.text[n - 1].p + 1, folded.n};
    e.letters = rt_letters(folded);
    v->entry[n - 1] = e;
    return RT_OK;
}

enum rt_status rt_vocab_add_term(struct rt_vocab *v, enum vocab_list list,
    int term, struct rt_str word, struct rt_error *err)
{
    char buf[VOCAB_WORD_MAX];
    struct rt_str folded = {buf, rt_fold_fixed(word, buf, sizeof buf)};
    enum rt_status rc;
    int old;

    if (folded.n == 0)
        return rt_fail(err, RT_USAGE, "an empty word");
    if (folded.n == SIZE_MAX)
        return rt_fail(err, RT_USAGE, "%.*s: longer than %d bytes",
            RT_FMT(word), VOCAB_WORD_MAX);
    old = rt_vocab_find(v, list, folded);
    if (old == term)
        return RT_OK;
    if (old >= 0)
        return rt_fail(err, RT_USAGE, "%.*s: already means something else (%s)",
            RT_FMT(word),
            list == VOCAB_FLAG ? (old ? "flag-yes" : "flag-no")
                               : rt_vocab_standard(list, old));
    rc = insert(v, list, term, word, folded);
    return rc == RT_NOMEM ? rt_fail_nomem(err) : rc;
}

/* --- public ------------------------------------------------------------- */

enum rt_status rt_vocab_new(struct rt_vocab **out, struct rt_error *err)
{
    struct rt_vocab *v = calloc(1, sizeof *v);
    enum rt_status rc = RT_OK;

    *out = NULL;
    RT_NEED(v, err);
    for (size_t i = 0; rc == RT_OK && i < RT_COUNT(words); i++)
        rc = rt_vocab_add_term(
            v, words[i].list, words[i].term, rt_str(words[i].word), err);
    if (rc) {
        rt_vocab_free(v);
        /* Our own table cannot contradict itself: a bug if it does. */
        return rc == RT_USAGE ? RT_BUG : rc;
    }
    *out = v;
    return RT_OK;
}

enum rt_status rt_vocab_add(struct rt_vocab *vocab, struct rt_str list,
    struct rt_str word, struct rt_str term, struct rt_error *err)
{
    enum vocab_list l;
    int t;

    if (!rt_vocab_list(list, &l, &t))
        return rt_fail(err, RT_USAGE, "%.*s: no such vocabulary", RT_FMT(list));
    /* No list has as many terms; 0 may be none's number. */
    for (int i = 0; t < 0 && i < TERM_MEDIA; i++) {
        const char *standard = rt_vocab_standard(l, i);

        if (standard && rt_str_is(term, standard))
            t = i;
    }
    if (t < 0)
        return rt_fail(err, RT_USAGE, "%.*s: not a standard term of %.*s",
            RT_FMT(term), RT_FMT(list));
    RT_TRY(rt_vocab_add_term(vocab, l, t, word, err));
    char buf[VOCAB_WORD_MAX];
    struct rt_str folded = {buf, rt_fold_fixed(word, buf, sizeof buf)};
    rt_vocab_entry(vocab, l, folded)->own = true;
    return RT_OK;
}

void rt_vocab_free(struct rt_vocab *vocab)
{
    if (!vocab)
        return;
    rt_intern_fini(&vocab->keys);
    free(vocab->entry);
    free(vocab);
}
