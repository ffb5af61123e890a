/* "Did you mean …?": the word of a vocabulary nearest to what was typed.
 *
 * It refuses to choose: where two words of different meaning are equally near
 * (社サーバー: 社内 or 社外?), there is no nearest word.
 */
#include "form/word/vocab.h"

#include "base/fold.h"
#include "base/nearness.h"

enum { TEXT_BYTES = 192 /* no built-in word has half as many */ };

static size_t bits(uint64_t v)
{
    return (size_t)__builtin_popcountll(v);
}

/* SIZE_MAX where the word is too far away to be meant: more than half of the
 * longer one would have to change. */
static size_t distance_within_half(
    struct rt_str folded, uint64_t letters, const struct vocab_entry *word)
{
    /* A text has at most as many code points as bytes. Nearly every word
       falls here. */
    size_t longer = folded.n > word->folded.n ? folded.n : word->folded.n;

    if (bits(letters & ~word->letters) > longer / 2
        || bits(word->letters & ~letters) > longer / 2)
        return SIZE_MAX;
    return rt_distance(folded, word->folded, 2);
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
    int t;

    if (!rt_vocab_list(list, &l, &t) || text.n > 4 * TEXT_BYTES)
        return NULL;
    folded.n = rt_fold_fixed(text, buf, sizeof buf);
    if (folded.n == SIZE_MAX)
        return NULL;
    letters = rt_letters(folded);
    for (size_t i = 0; i < vocab->keys.count; i++) {
        const struct vocab_entry *e = &vocab->entry[i];
        size_t d;

        if (e->list != l || (t >= 0 && e->term != t))
            continue;
        d = distance_within_half(folded, letters, e);
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
