/* Whether a formula is the one above it, moved: most of a column's are, and to
 * see that is a tenth of the work of taking them apart.
 *
 * The texts are gone through side by side, a word at a time. What is no plain
 * reference must be the same in both; of what could be something else (a name, a
 * sheet, a whole row) nothing is concluded.
 */
#include "formula/lex.h"

enum { LETTERS_MAX = 3, DIGITS_MAX = 7 };

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80 || c == '$'
           || c == '_' || c == '.' || c == '\\';
}

static struct rt_str word_at(struct rt_str s, size_t at)
{
    size_t end = at;

    while (end < s.n && is_word(s.p[end]))
        end++;
    return (struct rt_str){s.p + at, end - at};
}

/* The row of "A5", "$A$5"; `head` is what comes before it. 0: no reference. */
static uint32_t row_of(struct rt_str word, struct rt_str *head)
{
    uint32_t col = 0, row = 0;
    size_t at = word.n > 0 && word.p[0] == '$', first = at;

    for (; at < word.n && is_letter(word.p[at]) && at - first < LETTERS_MAX;
         at++)
        col = col * 26 + (uint32_t)((word.p[at] | 0x20) - 'a' + 1);
    if (at == first || col > SHEET_COLS)
        return 0;
    at += at < word.n && word.p[at] == '$';
    *head = (struct rt_str){word.p, at};
    if (at == word.n || word.p[at] == '0' || word.n - at > DIGITS_MAX)
        return 0;
    for (; at < word.n && is_digit(word.p[at]); at++)
        row = row * 10 + (uint32_t)(word.p[at] - '0');
    return at == word.n && row <= SHEET_ROWS ? row : 0;
}

static bool has_letter(struct rt_str word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (is_letter(word.p[i]) || (unsigned char)word.p[i] >= 0x80)
            return true;
    }
    return false;
}

/* `ranged`: a ':' is beside it; `named`: what follows makes a name of it. */
static bool word_follows(struct rt_str above, struct rt_str word, uint32_t by,
    bool ranged, bool named)
{
    struct rt_str head, other;
    uint32_t row = named ? 0 : row_of(above, &head);

    if (row == 0)
        return rt_str_eq(above, word) && (!ranged || has_letter(word))
               && (named || row_of(word, &other) == 0);
    if (head.p[head.n - 1] == '$')
        return rt_str_eq(above, word);
    return row_of(word, &other) == row + by && rt_str_eq(head, other);
}

/* The end of what is quoted or in brackets from `at` on. */
static size_t quoted_end(struct rt_str s, size_t at)
{
    char end = s.p[at] == '[' ? ']' : s.p[at];

    for (at++; at < s.n && s.p[at] != end; at++) {
    }
    return at < s.n ? at + 1 : at;
}

static char char_at(struct rt_str s, size_t at)
{
    return at < s.n ? s.p[at] : '\0';
}

/* Goes past the words that have a digit at *i and *k; what is before it in them
 * is the same. */
static bool numbered_follows(
    struct rt_str above, struct rt_str text, uint32_t by, size_t *i, size_t *k)
{
    struct rt_str a, b;
    size_t from = *i;
    char next;

    while (from > 0 && is_word(above.p[from - 1]))
        from--;
    a = word_at(above, from);
    b = word_at(text, *k - (*i - from));
    *i = from + a.n;
    *k = (size_t)(b.p - text.p) + b.n;
    next = char_at(above, *i);
    return word_follows(a, b, by,
        next == ':' || (from > 0 && above.p[from - 1] == ':'),
        next == '(' || next == '!' || next == '[');
}

bool rt_formula_follows(struct rt_str above, struct rt_str text, uint32_t by)
{
    size_t i = 0, k = 0;

    while (i < above.n && k < text.n) {
        char c = above.p[i];
        if (is_digit(c)) {
            if (!numbered_follows(above, text, by, &i, &k))
                return false;
            continue;
        }
        size_t n
            = c == '"' || c == '\'' || c == '[' ? quoted_end(above, i) - i : 1;
        if (c != text.p[k] || n > text.n - k
            || (n > 1 && memcmp(above.p + i, text.p + k, n) != 0))
            return false;
        i += n;
        k += n;
    }
    return i == above.n && k == text.n;
}
