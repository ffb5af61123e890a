/* Flags, media, treatments and classes: cells that hold one word of a
 * vocabulary (see value.h).
 *
 * The form's own words are compared byte by byte first, since nearly every
 * cell holds one of them; only the rest is folded and looked up. Nothing here
 * allocates. What is refused: a word inside a sentence (人事担当者のPC), two
 * media in one cell (PC及び書類), a word that is in no vocabulary.
 */
#include "form/word/value_cell.h"
#include "form/word/vocab.h"

#include "base/fold.h"

/* Raw texts longer than this are no word, however much of them is blank. */
enum { TEXT_MAX = 1024 };

struct word {
    char buf[VOCAB_WORD_MAX];
    struct rt_str folded;
};

/* The cell's text, folded; false where it is too long for a word. */
static bool fold_word(const struct rt_cell *cell, struct word *w)
{
    size_t n;

    if (cell->type != RT_CELL_STRING || cell->text.n > TEXT_MAX)
        return false;
    n = rt_fold_fixed(cell->text, w->buf, sizeof w->buf);
    if (n == SIZE_MAX)
        return false;
    w->folded = (struct rt_str){w->buf, n};
    return true;
}

/* サ－バ－: a dash typed for the long vowel after katakana, where nothing else
 * can be meant. Not done by folding, since CD-R and 2-3 are dashes. */
static void mend_long_vowels(struct word *w)
{
    static const char vowel[] = "ー";
    const size_t more = sizeof vowel - 2;
    char *const p = w->buf;
    uint32_t cp = 0;

    for (size_t i = 0, n; i < w->folded.n; i += n) {
        bool after_katakana = cp >= 0x30A1 && cp <= 0x30FC && cp != 0x30FB;

        n = rt_utf8_decode((struct rt_str){p + i, w->folded.n - i}, &cp);
        if (n == 0)
            return;
        if (cp != '-' || !after_katakana)
            continue;
        if (w->folded.n + more > sizeof w->buf)
            return;
        memmove(p + i + 1 + more, p + i + 1, w->folded.n - i - 1);
        memcpy(p + i, vowel, sizeof vowel - 1);
        w->folded.n += more;
        n += more;
    }
}

void rt_cut_head(struct rt_str *s, const char *part)
{
    struct rt_str h = rt_str(part);

    if (s->n > h.n && rt_str_starts(*s, h)) {
        s->p += h.n;
        s->n -= h.n;
    }
}

/* The same at the end. */
static void cut_tail(struct rt_str *s, const char *part)
{
    struct rt_str t = rt_str(part);

    if (s->n > t.n && rt_str_ends(*s, t))
        s->n -= t.n;
}

/* --- flags -------------------------------------------------------------- */

static enum rt_taken flag_of_number(double v, bool *out)
{
    if (v != 0 && v != 1)
        return RT_TAKEN_UNREADABLE;
    *out = v == 1;
    return RT_TAKEN_NORMALISED;
}

enum rt_taken rt_value_flag(
    const struct rt_vocab *vocab, const struct rt_cell *cell, bool *out)
{
    enum rt_taken taken;
    struct word w;
    int term;

    *out = false;
    if (cell && cell->type == RT_CELL_STRING && rt_str_is(cell->text, "有")) {
        *out = true;
        return RT_TAKEN_PLAIN;
    }
    taken = rt_value_state(cell);
    if (taken != RT_TAKEN_PLAIN)
        return taken;
    if (cell->type == RT_CELL_NUMBER || cell->type == RT_CELL_BOOL)
        return flag_of_number(cell->number, out);
    if (!fold_word(cell, &w))
        return RT_TAKEN_UNREADABLE;
    term = rt_vocab_find(vocab, VOCAB_FLAG, w.folded);
    if (term < 0)
        return RT_TAKEN_UNREADABLE;
    *out = term == TERM_YES;
    return RT_TAKEN_NORMALISED;
}

/* --- media -------------------------------------------------------------- */

/* The length of a separator at s.p, 0 for none. Folding has removed the line
 * breaks and made the comma and the brackets ASCII. */
static size_t separator(struct rt_str s)
{
    switch (*s.p) {
    case '/':
    case ',':
    case '&':
    case '+':
    case '(':
    case ')':
        return 1;
    case '\xE3': /* the first byte of both 、 and ・ */
        return rt_str_starts(s, RT_STR("、")) || rt_str_starts(s, RT_STR("・"))
                   ? sizeof "・" - 1
                   : 0;
    default:
        return 0;
    }
}

/* CD・DVD, スマホ/タブレット, 書類（紙）, クラウド（AWS）: several words that
 * all mean the same term mean that term. If one means another term or none, the
 * whole is free text: -1. */
static int common_term(const struct rt_vocab *vocab, struct rt_str s)
{
    struct rt_str part = {s.p, 0};
    int term = -1;
    bool closed = false; /* the separator before this part was a bracket's end:
                            nothing need follow it */

    for (;;) {
        size_t n = s.n > 0 ? separator(s) : 0;

        if (s.n > 0 && n == 0) {
            part.n++;
            s.p++;
            s.n--;
            continue;
        }
        if (part.n == 0 && !closed && !(term < 0 && n > 0 && *s.p == '('))
            return -1;
        if (part.n > 0) {
            int t = rt_vocab_find(vocab, VOCAB_MEDIUM, part);

            if (t < 0 || (term >= 0 && t != term))
                return -1;
            term = t;
        }
        if (s.n == 0)
            return term;
        closed = *s.p == ')';
        s.p += n;
        s.n -= n;
        part = (struct rt_str){s.p, 0};
    }
}

enum rt_taken rt_value_medium(
    const struct rt_vocab *vocab, const struct rt_cell *cell, const char **term)
{
    enum rt_taken taken;
    struct word w;
    int t;

    *term = NULL;
    for (size_t i = 0; cell && cell->type == RT_CELL_STRING && i < TERM_MEDIA;
         i++) {
        if (rt_str_is(cell->text, rt_medium_term(i))) {
            *term = rt_medium_term(i);
            return RT_TAKEN_PLAIN;
        }
    }
    taken = rt_value_state(cell);
    if (taken != RT_TAKEN_PLAIN)
        return taken;
    if (!fold_word(cell, &w))
        return RT_TAKEN_UNREADABLE;
    mend_long_vowels(&w);
    t = rt_vocab_find(vocab, VOCAB_MEDIUM, w.folded);
    if (t < 0)
        t = common_term(vocab, w.folded);
    if (t < 0)
        return RT_TAKEN_UNREADABLE;
    *term = rt_medium_term((size_t)t);
    return RT_TAKEN_NORMALISED;
}

/* --- treatments --------------------------------------------------------- */

enum rt_taken rt_value_treatment(const struct rt_vocab *vocab,
    const struct rt_cell *cell, enum rt_treatment *out)
{
    enum rt_taken taken = rt_value_state(cell);
    struct word w;
    int t;

    *out = RT_TREATMENT_NONE;
    if (taken != RT_TAKEN_PLAIN)
        return taken;
    for (int i = RT_REDUCE; i <= RT_TRANSFER; i++) {
        if (cell->type == RT_CELL_STRING
            && rt_str_is(cell->text, rt_vocab_standard(VOCAB_TREATMENT, i))) {
            *out = (enum rt_treatment)i;
            return RT_TAKEN_PLAIN;
        }
    }
    if (!fold_word(cell, &w))
        return RT_TAKEN_UNREADABLE;
    t = rt_vocab_find(vocab, VOCAB_TREATMENT, w.folded);
    if (t < 0) { /* リスクの低減, リスクを移転する, risk transfer */
        rt_cut_head(&w.folded, "リスク");
        rt_cut_head(&w.folded, "risk");
        rt_cut_head(&w.folded, "の");
        rt_cut_head(&w.folded, "を");
        cut_tail(&w.folded, "する");
        t = rt_vocab_find(vocab, VOCAB_TREATMENT, w.folded);
    }
    if (t < 0)
        return RT_TAKEN_UNREADABLE;
    *out = (enum rt_treatment)t;
    return RT_TAKEN_NORMALISED;
}

/* --- classes ------------------------------------------------------------ */

enum rt_taken rt_value_class(const struct rt_vocab *vocab,
    const struct rt_cell *cell, enum rt_class *out)
{
    enum rt_taken taken = rt_value_state(cell);
    struct word w;
    int level;

    *out = RT_CLASS_NONE;
    if (taken != RT_TAKEN_PLAIN)
        return taken;
    for (int i = RT_LOW; i <= RT_HIGH; i++) {
        if (cell->type == RT_CELL_STRING
            && rt_str_is(cell->text, rt_class_shown((enum rt_class)i))) {
            *out = (enum rt_class)i;
            return RT_TAKEN_PLAIN;
        }
    }
    if (!fold_word(cell, &w))
        return RT_TAKEN_UNREADABLE;
    rt_cut_head(&w.folded, "リスク"); /* リスク：大, リスクレベル高 */
    rt_cut_head(&w.folded, "レベル");
    rt_cut_head(&w.folded, ":");
    cut_tail(&w.folded, "リスク"); /* 高リスク, high risk */
    cut_tail(&w.folded, "risk");
    level = rt_vocab_find(vocab, VOCAB_LEVEL, w.folded);
    if (level < 0)
        return RT_TAKEN_UNREADABLE;
    *out = (enum rt_class)level;
    return RT_TAKEN_NORMALISED;
}

bool rt_value_labelled(const struct rt_vocab *vocab, const struct rt_cell *cell,
    int *level, struct rt_cell *label, char text[RT_LABEL_BYTES])
{
    size_t n = rt_fold_fixed(cell->text, text, RT_LABEL_BYTES), i = 0;
    enum rt_class class;

    *level = RT_UNKNOWN;
    if (cell->type != RT_CELL_STRING || n == SIZE_MAX)
        return false;
    for (; i < n && i < 2 && text[i] >= '0' && text[i] <= '9'; i++)
        *level = (i > 0 ? *level * 10 : 0) + text[i] - '0';
    while (i < n && memchr("([:/-", text[i], 5))
        i++;
    while (n > i && (text[n - 1] == ')' || text[n - 1] == ']'))
        n--;
    *label = *cell;
    label->text = (struct rt_str){text + i, n - i};
    return rt_is_taken(rt_value_class(vocab, label, &class));
}
