/* The vocabularies: one hash table from (list, folded word) to a term.
 *
 * The built-in words are vocab_words.def; a configuration file adds its own. A
 * word means one term only: adding it for another is refused, since which of
 * the two was meant would be a guess. Everything is copied in, and after
 * loading nothing changes, so that workers read it without a lock.
 *
 * Keys come from our table and the user's own configuration, never from an
 * input, so the hash needs no secret.
 */
#include "form/word/vocab.h"

#include "base/fold.h"
#include "base/nearness.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    enum vocab_list list;
    int term;
    const char *word;
} words[] = {
#define RT_WORD(list, term, word) {VOCAB_##list, term, word},
#include "form/word/vocab_words.def"
#undef RT_WORD
};

enum { FIRST_SLOTS = 1024 };

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
        return rt_treatment_label_ja((enum rt_treatment)term);
    case VOCAB_LEVEL:
        return rt_class_name((enum rt_class)term);
    default:
        return NULL;
    }
}

/* --- the table ---------------------------------------------------------- */

static size_t hash(enum vocab_list list, struct rt_str s)
{
    uint64_t h = 14695981039346656037u ^ (uint64_t)list; /* FNV-1a */

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return (size_t)(h ^ h >> 32);
}

/* The slot that holds the word, or the free one where it belongs. */
static uint32_t *find_slot(
    const struct rt_vocab *v, enum vocab_list list, struct rt_str folded)
{
    size_t i = hash(list, folded) & (v->slots - 1);

    while (v->slot[i] != 0) {
        const struct vocab_entry *e = &v->entry[v->slot[i] - 1];

        if (e->list == list && rt_str_eq(e->folded, folded))
            break;
        i = (i + 1) & (v->slots - 1);
    }
    return &v->slot[i];
}

int rt_vocab_find(
    const struct rt_vocab *vocab, enum vocab_list list, struct rt_str folded)
{
    uint32_t slot = *find_slot(vocab, list, folded);

    return slot ? vocab->entry[slot - 1].term : -1;
}

static enum rt_status rehash(struct rt_vocab *v, size_t slots)
{
    uint32_t *slot = calloc(slots, sizeof *slot);

    if (!slot)
        return RT_NOMEM;
    free(v->slot);
    v->slot = slot;
    v->slots = slots;
    for (size_t i = 0; i < v->count; i++)
        *find_slot(v, v->entry[i].list, v->entry[i].folded) = (uint32_t)(i + 1);
    return RT_OK;
}

static enum rt_status make_room(struct rt_vocab *v)
{
    struct vocab_entry *entry;
    size_t cap = v->cap ? v->cap * 2 : FIRST_SLOTS / 2;

    if (v->count < v->cap)
        return RT_OK;
    if (cap > UINT32_MAX / 4)
        return RT_NOMEM;
    entry = realloc(v->entry, cap * sizeof *entry);
    if (!entry)
        return RT_NOMEM;
    v->entry = entry;
    v->cap = cap;
    return rehash(v, cap * 2);
}

static enum rt_status insert(struct rt_vocab *v, enum vocab_list list, int term,
    struct rt_str word, struct rt_str folded)
{
    struct vocab_entry e = {.list = list, .term = term};
    enum rt_status rc = make_room(v);

    if (rc)
        return rc;
    e.folded = rt_arena_str(&v->arena, folded);
    e.word = rt_arena_str(&v->arena, word).p;
    if (!e.folded.p || !e.word)
        return RT_NOMEM;
    e.letters = rt_letters(folded);
    v->entry[v->count++] = e;
    *find_slot(v, list, folded) = (uint32_t)v->count;
    return RT_OK;
}

static enum rt_status add(struct rt_vocab *v, enum vocab_list list, int term,
    struct rt_str word, struct rt_error *err)
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
    old = v->slots ? rt_vocab_find(v, list, folded) : -1;
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
    if (!v)
        return rt_fail_nomem(err);
    rt_arena_init(&v->arena);
    for (size_t i = 0; rc == RT_OK && i < RT_COUNT(words); i++)
        rc = add(v, words[i].list, words[i].term, rt_str(words[i].word), err);
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
    return add(vocab, l, t, word, err);
}

void rt_vocab_free(struct rt_vocab *vocab)
{
    if (!vocab)
        return;
    rt_arena_fini(&vocab->arena);
    free(vocab->entry);
    free(vocab->slot);
    free(vocab);
}
