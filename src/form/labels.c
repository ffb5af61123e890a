/* Header texts to fields: the table of labels.def, folded and sorted once.
 *
 * A text is tried as written, then without what follows a 「※」 (the form's own
 * hints), then without bracketed remarks and marks such as 「*」 and 「【】」,
 * which people put around a heading. It is never matched by a part of it:
 * 「脅威」 in 「想定される脅威」 is another column.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "form/form.h"

struct label {
    enum rt_field field;
    struct rt_str group, text; /* folded */
};

static const struct {
    enum rt_field field;
    const char *group, *text;
} words[] = {
#define RT_LABEL(field, group, text) {RT_F_##field, group, text},
#include "form/labels.def"
#undef RT_LABEL
};

/* Headings run to a hint of two lines; longer texts are no headings. */
enum { WORDS = RT_COUNT(words), HEADER_TEXT_MAX = 4096, HEADING_MAX = 400 };

static struct label labels[WORDS];
static char label_texts[16 * 1024]; /* folded */
static size_t label_bytes;
static pthread_once_t labels_once = PTHREAD_ONCE_INIT;

static struct rt_str folded_copy(const char *z)
{
    char *to = label_texts + label_bytes;
    size_t n = rt_fold_fixed(rt_str(z), to, sizeof label_texts - label_bytes);

    if (n == SIZE_MAX)
        return RT_STR_NONE;
    label_bytes += n;
    return (struct rt_str){to, n};
}

/* By text; those with a group first, the longest group first of all, so that
 * they are tried in that order: "Residual risk" before "Risk". */
static int by_text(const void *a, const void *b)
{
    const struct label *x = a, *y = b;
    int c = rt_str_cmp(x->text, y->text);

    if (c)
        return c;
    return (x->group.n < y->group.n) - (x->group.n > y->group.n);
}

static void make_labels(void)
{
    for (size_t i = 0; i < WORDS; i++) {
        labels[i].field = words[i].field;
        labels[i].group = folded_copy(words[i].group);
        labels[i].text = folded_copy(words[i].text);
    }
    qsort(labels, WORDS, sizeof *labels, by_text);
}

/* `any_group`: whatever the group above the text. */
static enum rt_field look_up(
    struct rt_str group, struct rt_str text, bool any_group)
{
    size_t lo = 0, hi = WORDS;

    if (text.n == 0)
        return RT_FIELD_NONE;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (rt_str_cmp(labels[mid].text, text) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < WORDS && rt_str_eq(labels[lo].text, text); lo++) {
        if (labels[lo].group.n == 0 || any_group
            || rt_str_contains(group, labels[lo].group))
            return labels[lo].field;
    }
    return RT_FIELD_NONE;
}

/* The text up to the first 「※」. */
static struct rt_str cut_hint(struct rt_str s)
{
    const char *p = s.n ? memmem(s.p, s.n, "※", strlen("※")) : NULL;

    return p ? (struct rt_str){s.p, (size_t)(p - s.p)} : s;
}

/* How long the mark is that the text begins with; 0: none. Asked of every
 * byte of every text near a header, most of which begin no mark. */
static size_t mark_length(struct rt_str rest)
{
    static const char wide[][4] = {"【", "】", "■", "□", "●", "○", "◆", "◇"};
    unsigned char first = (unsigned char)rest.p[0];

    if (first < 0x80)
        return memchr("*[]<>:", first, 6) != NULL;
    if ((first != 0xE2 && first != 0xE3) || rest.n < 3)
        return 0;
    for (size_t i = 0; i < RT_COUNT(wide); i++) {
        if (memcmp(rest.p, wide[i], 3) == 0)
            return 3;
    }
    return 0;
}

/* Without "(…)" and the marks above. Folding has made all brackets ASCII. */
static struct rt_str without_remarks(struct rt_str s, char *to, size_t size)
{
    size_t n = 0, depth = 0;

    for (size_t i = 0; i < s.n && n + 1 < size;) {
        size_t mark = mark_length((struct rt_str){s.p + i, s.n - i});
        if (s.p[i] == '(')
            depth++;
        else if (s.p[i] == ')' && depth > 0)
            depth--;
        else if (mark > 0) {
            i += mark;
            continue;
        } else if (depth == 0)
            to[n++] = s.p[i];
        i++;
    }
    return (struct rt_str){to, n};
}

/* Without the number in front of a heading: 「1.」「(2)」「③」, which folding
 * has made digits. */
static struct rt_str without_number(struct rt_str s)
{
    size_t i = s.n > 0 && s.p[0] == '(', from = i;

    while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
        i++;
    if (i == from || i - from > 2)
        return s;
    while (i < s.n && memchr(".):-_", s.p[i], 5))
        i++;
    return (struct rt_str){s.p + i, s.n - i};
}

/* What was cut away makes another text of it, or there is nothing to try. */
static enum rt_field field_of_folded(
    struct rt_str group, struct rt_str text, bool any_group)
{
    char bare[512];
    enum rt_field f = look_up(group, text, any_group);
    struct rt_str cut;

    if (rt_str_starts(text, rt_str("※"))) {
        text.p += strlen("※");
        text.n -= strlen("※");
        f = look_up(group, text, any_group);
    }
    cut = cut_hint(text);
    if (f == RT_FIELD_NONE && cut.n < text.n)
        f = look_up(group, cut, any_group);
    text = without_number(cut);
    if (f == RT_FIELD_NONE && text.n < cut.n)
        f = look_up(group, text, any_group);
    if (f == RT_FIELD_NONE) {
        cut = without_number(without_remarks(text, bare, sizeof bare));
        if (cut.n < text.n)
            f = look_up(group, cut, any_group);
    }
    return f;
}

static enum rt_field find(
    struct rt_str group, struct rt_str text, bool any_group)
{
    char g[HEADER_TEXT_MAX], t[HEADER_TEXT_MAX];
    size_t gn, tn;

    pthread_once(&labels_once, make_labels);
    if (text.n == 0 || text.n > HEADING_MAX)
        return RT_FIELD_NONE;
    if (group.n > HEADING_MAX)
        group = RT_STR_NONE;
    gn = rt_fold_fixed(group, g, sizeof g);
    tn = rt_fold_fixed(text, t, sizeof t);
    if (gn == SIZE_MAX || tn == SIZE_MAX)
        return RT_FIELD_NONE;
    return field_of_folded(
        (struct rt_str){g, gn}, (struct rt_str){t, tn}, any_group);
}

enum rt_field rt_label_field(struct rt_str group, struct rt_str text)
{
    return find(group, text, false);
}

bool rt_label_known(struct rt_str text)
{
    return find(RT_STR_NONE, text, true) != RT_FIELD_NONE;
}

struct rt_str rt_field_name(enum rt_field f, enum rt_lang lang)
{
    static const struct rt_text names[] = {
#define RT_FIELD(id, ja, en) {ja, en},
#include "form/fields.def"
#undef RT_FIELD
    };

    if (f < 0 || f >= RT_FIELD_COUNT)
        return RT_STR("?");
    return rt_str(rt_text(lang, names[f]));
}
