/* Which control of Annex A a company's own control is.
 *
 * A number that is written decides, then a name of the annex that is all of the
 * text, then the longest of the names and words in it. Those in ASCII are words
 * of their own, with another ending if they are long: "backups" is a backup, a
 * "catalog" is no log. Two controls that are found alike are none: a
 * person decides.
 */
#include "base/fold.h"
#include "base/mark.h"
#include "risk/annex.h"
#include "risk/controls.h"

#include <pthread.h>

enum {
    TEXT_BYTES = 600, /* looked at */
    FOLDED_BYTES = 4 * TEXT_BYTES,
    ENDING_FROM = 5,      /* letters of a word that may have an ending */
    SPELLINGS_MAX = 2048, /* more than there are */
    ALIKE = 512
};

static const struct word {
    int theme, n;
    const char *text; /* several, separated by "|" */
    bool name;        /* of the annex */
} words[] = {
#define RT_ANNEX(theme, n, ja, en) {theme, n, ja "|" en, true},
#define RT_ANNEX_ALSO(theme, n, name) {theme, n, name, true},
#include "risk/annex_names.def"
#define RT_ANNEX_2013(group, m, third, theme, n, name) {theme, n, name, true},
#include "risk/annex_2013.def"
#define RT_ANNEX_WORDS(theme, n, text) {theme, n, text, false},
#include "risk/annex_words.def"
#define RT_CONTROL(medium, threat, when, theme, n, name_ja, name_en, ja, en)   \
    {theme, n, name_ja "|" name_en, false},
#include "risk/controls.def"
};

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_space(char c)
{
    return c == ' ' || c == '_';
}

/* How much of the text is the word at its beginning, 0 for none of it. */
static size_t spelt(struct rt_str text, struct rt_str word)
{
    size_t at = 0;

    for (size_t i = 0; i < word.n; i++) {
        if (is_space(word.p[i])) {
            at += at < text.n && text.p[at] == '_';
            continue;
        }
        if (at >= text.n || text.p[at] != lower(word.p[i]))
            return 0;
        at++;
    }
    return at;
}

static size_t word_at(struct rt_str text, size_t at, struct rt_str word)
{
    struct rt_str rest = {text.p + at, text.n - at};
    size_t n = spelt(rest, word);

    if (n == 0 || (is_letter(word.p[0]) && at > 0 && is_letter(text.p[at - 1])))
        return 0;
    return n < rest.n && n < ENDING_FROM && is_letter(rest.p[n - 1])
                   && is_letter(rest.p[n])
               ? 0
               : n;
}

/* Folding takes spaces out, also those between words in ASCII: "_" is left of
 * these. */
static struct rt_str folded(struct rt_str text, bool spaces, char *to)
{
    char from[TEXT_BYTES];
    size_t n;

    text = rt_str_trim(text);
    if (text.n > sizeof from)
        text.n = sizeof from;
    text.n = rt_utf8_valid_prefix(text);
    for (size_t i = 0; i < text.n; i++) {
        bool between = spaces && i > 0 && i + 1 < text.n && text.p[i - 1] != ' '
                       && is_ascii(text.p[i - 1]) && is_ascii(text.p[i + 1]);
        from[i] = text.p[i] == ' ' && between ? '_' : text.p[i];
    }
    n = rt_fold_fixed((struct rt_str){from, text.n}, to, FOLDED_BYTES);
    return n == SIZE_MAX ? RT_STR_NONE : (struct rt_str){to, n};
}

/* --- numbers ---------------------------------------------------------------- */

static int of_number(const struct rt_annex_number *n)
{
    if (n->parts == 3)
        return rt_annex_from_2013(n->theme, n->n, n->third, 0);
    return n->parts == 2 ? rt_annex_index(n->theme, n->n) : -1;
}

/* *several: numbers of different controls. */
static int by_number(struct rt_str line, bool *several)
{
    static const char *const marks[]
        = {"(", ")", "[", "]", "、", ",", "・", "/", ":", ";"};
    struct rt_annex_number number;
    struct rt_str rest;
    size_t from = 0;
    int found = -1;

    *several = false;
    while (rt_annex_next_number(line, &from, &number, &rest)) {
        int i = of_number(&number);
        if (i < 0 || rt_annex_is_measure(rest))
            continue;
        *several |= found >= 0 && i != found;
        /* What follows the first is its name. */
        if (found < 0 && rest.n > 0 && !rt_str_starts_any(rest, marks))
            return i;
        found = i;
    }
    return *several ? -1 : found;
}

/* --- words ------------------------------------------------------------------ */

/* Each of the words by itself, behind the others that begin alike. */
static struct spelling {
    struct rt_str text;
    const struct word *of;
    const struct spelling *next;
} spellings[SPELLINGS_MAX];
static const struct spelling *alike[ALIKE];
static pthread_once_t spellings_once = PTHREAD_ONCE_INIT;

/* By the first letter, which of Japanese is three bytes. */
static const struct spelling **beginning(struct rt_str s)
{
    unsigned at = (unsigned char)lower(s.p[0]);

    for (size_t i = 1; !is_ascii(s.p[0]) && i < 3 && i < s.n; i++)
        at = at * 31 + (unsigned char)s.p[i];
    return &alike[at % ALIKE];
}

static void make_spellings(void)
{
    struct spelling *to = spellings;

    for (size_t i = 0; i < RT_COUNT(words); i++) {
        struct rt_str rest = rt_str(words[i].text), text;
        while (rest.n > 0 && to < spellings + SPELLINGS_MAX) {
            if (!rt_str_split(rest, "|", &text, &rest)) {
                text = rest;
                rest = RT_STR_NONE;
            }
            const struct spelling **head = beginning(text);
            *to = (struct spelling){text, &words[i], *head};
            *head = to++;
        }
    }
}

/* The signs around a name are none of it. */
static struct rt_str bare(struct rt_str s)
{
    while (rt_mark_skip(&s, ~(unsigned)RT_MARK_CLOSE)) {
    }
    while (rt_mark_cut(&s, RT_MARK_CLOSE)) {
    }
    return s;
}

/* *length: of what was found. */
static int by_words(struct rt_str text, enum rt_annex_how *how, size_t *length)
{
    int found = -1;

    pthread_once(&spellings_once, make_spellings);
    *how = RT_ANNEX_BY_WORDS;
    *length = 0;
    for (size_t at = 0; at < text.n; at++) {
        const struct spelling *s
            = *beginning((struct rt_str){text.p + at, text.n - at});
        for (; s; s = s->next) {
            size_t n = s->text.n < *length ? 0 : word_at(text, at, s->text);
            if (n == 0 || n < *length)
                continue;
            int index = rt_annex_index(s->of->theme, s->of->n);
            if (n == text.n && s->of->name)
                *how = RT_ANNEX_BY_NAME;
            found = n > *length || found == index ? index : -1;
            *length = n;
        }
    }
    return found;
}

int rt_annex_of_control(struct rt_str text, enum rt_annex_how *how)
{
    char buf[FOLDED_BYTES];
    enum rt_annex_how by = RT_ANNEX_BY_NUMBER;
    size_t length;
    bool several;
    int found = by_number(folded(text, false, buf), &several);

    if (found < 0 && !several)
        found = by_words(bare(folded(text, true, buf)), &by, &length);
    if (how)
        *how = found < 0 ? RT_ANNEX_BY_NONE : by;
    return found;
}

bool rt_annex_is_word(struct rt_str text)
{
    char buf[FOLDED_BYTES];
    struct rt_str all = bare(folded(text, true, buf));
    enum rt_annex_how how;
    size_t length;

    return all.n > 0 && by_words(all, &how, &length) >= 0 && length == all.n;
}
