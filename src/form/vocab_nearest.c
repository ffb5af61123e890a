/* "Did you mean …?": the word of a vocabulary nearest to what was typed.
 *
 * Edit distance over folded code points, on fixed memory. Words whose length
 * alone puts them out of reach are passed over, so that a sentence costs next
 * to nothing. It refuses to choose: where two words of different meaning are
 * equally near (社サーバー: 社内 or 社外?), there is no nearest word.
 */
#include "vocab.h"

#include "risktally/fold.h"

enum {
    WORD_CPS = 48, /* no built-in word has half as many */
    TEXT_BYTES = WORD_CPS * 4
};

struct cps {
    uint32_t cp[WORD_CPS];
    size_t n;
};

static bool decode(struct rt_str s, struct cps *out)
{
    out->n = 0;
    while (s.n > 0) {
        size_t n;

        if (out->n == WORD_CPS)
            return false;
        n = rt_utf8_decode(s, &out->cp[out->n]);
        if (n == 0)
            return false;
        out->n++;
        s.p += n;
        s.n -= n;
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein's distance, one row of the table at a time. */
static size_t distance(const struct cps *a, const struct cps *b)
{
    size_t row[WORD_CPS + 1];

    for (size_t j = 0; j <= b->n; j++)
        row[j] = j;
    for (size_t i = 1; i <= a->n; i++) {
        size_t corner = row[0];

        row[0] = i;
        for (size_t j = 1; j <= b->n; j++) {
            size_t change = corner + (a->cp[i - 1] != b->cp[j - 1]);

            corner = row[j];
            row[j] = least(change, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[b->n];
}

static size_t bits(uint64_t v)
{
    return (size_t)__builtin_popcountll(v);
}

uint64_t rt_vocab_letters(struct rt_str folded)
{
    uint64_t letters = 0;
    uint32_t cp;
    size_t n;

    for (; folded.n > 0; folded.p += n, folded.n -= n) {
        n = rt_utf8_decode(folded, &cp);
        if (n == 0)
            break;
        letters |= (uint64_t)1 << (cp * 0x9E3779B1u >> 26);
    }
    return letters;
}

/* SIZE_MAX where the word is too far away to be meant. */
static size_t distance_within_half(
    const struct cps *a, uint64_t letters, const struct vocab_entry *word)
{
    struct cps b;
    size_t d, longer, shorter;

    if (!decode(word->folded, &b))
        return SIZE_MAX;
    shorter = least(a->n, b.n);
    longer = a->n + b.n - shorter;
    /* Nearly every word falls here. */
    if (longer - shorter > longer / 2
        || bits(letters & ~word->letters) > longer / 2
        || bits(word->letters & ~letters) > longer / 2)
        return SIZE_MAX;
    d = distance(a, &b);
    return d > longer / 2 ? SIZE_MAX : d;
}

const char *rt_vocab_nearest(
    const struct rt_vocab *vocab, struct rt_str list, struct rt_str text)
{
    char buf[TEXT_BYTES];
    struct rt_str folded = {buf, 0};
    const struct vocab_entry *best = NULL;
    size_t best_d = SIZE_MAX;
    uint64_t letters;
    bool undecided = false;
    enum vocab_list l;
    struct cps a;
    int t;

    if (!rt_vocab_list(list, &l, &t) || text.n > 4 * TEXT_BYTES)
        return NULL;
    folded.n = rt_fold_fixed(text, buf, sizeof buf);
    if (folded.n == SIZE_MAX || !decode(folded, &a))
        return NULL;
    letters = rt_vocab_letters(folded);
    for (size_t i = 0; i < vocab->count; i++) {
        const struct vocab_entry *e = &vocab->entry[i];
        size_t d;

        if (e->list != l || (t >= 0 && e->term != t))
            continue;
        d = distance_within_half(&a, letters, e);
        if (d < best_d) {
            best_d = d;
            best = e;
            undecided = false;
        } else if (best && d == best_d && e->term != best->term) {
            undecided = true;
        }
    }
    if (!best || undecided)
        return NULL;
    return t >= 0 ? best->word : rt_vocab_standard(l, best->term);
}
