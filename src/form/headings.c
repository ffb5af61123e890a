/* Header texts to fields: the table of headings.def, folded and sorted once, and
 * the headings that a configuration file adds to it ([columns]).
 *
 * A text is tried as written, then without what follows a 「※」 (the form's own
 * hints), then without the numbers and marks that people put around a heading,
 * then without bracketed remarks. It is never matched by a part of it:
 * 「脅威」 in 「想定される脅威」 is another column.
 */
#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/fold.h"
#include "base/list.h"
#include "form/form.h"
#include "form/word/vocab.h"

struct label {
    enum rt_field field;
    struct rt_str group, text; /* folded */
};

static const struct {
    enum rt_field field;
    const char *group, *text;
} words[] = {
#define RT_LABEL(field, group, text) {RT_F_##field, group, text},
#include "form/headings.def"
};

/* Headings run to a hint of two lines; longer texts are no headings, and notes
 * above a table are no groups of its columns. */
enum {
    WORDS = RT_COUNT(words),
    HEADER_TEXT_MAX = 4096,
    HEADING_MAX = 400,
    GROUP_MAX = 200,
    MAY_BE = 8192
};

static struct label labels[WORDS];
/* A bit for each text among them, by few of its bytes: most texts that are asked
 * about have none. */
static uint64_t may_be[MAY_BE / 64];
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

static size_t bit_of(struct rt_str s)
{
    size_t bit = s.n;

    for (size_t i = 1; i <= 4 && i <= s.n; i++)
        bit = bit * 31 + (unsigned char)s.p[s.n - i];
    return (bit * 31 + (unsigned char)s.p[s.n / 2]) % MAY_BE;
}

static void make_labels(void)
{
    for (size_t i = 0; i < WORDS; i++) {
        labels[i].field = words[i].field;
        labels[i].group = folded_copy(words[i].group);
        labels[i].text = folded_copy(words[i].text);
        size_t bit = bit_of(labels[i].text);
        may_be[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    qsort(labels, WORDS, sizeof *labels, by_text);
}

/* What is looked for: `any_group`, whatever the group above the text. */
struct query {
    const struct rt_vocab *vocab; /* or NULL: the built-in headings alone */
    struct rt_str group;
    bool any_group;
    bool taught; /* only headings that were added */
};

static enum rt_field look_up(const struct query *q, struct rt_str text)
{
    size_t at = WORDS, bit;

    if (text.n == 0)
        return RT_FIELD_NONE;
    bit = bit_of(text);
    if (!q->taught && may_be[bit / 64] >> bit % 64 & 1)
        RT_LOWER_BOUND(at, WORDS, rt_str_cmp(labels[at].text, text) < 0);
    for (; at < WORDS && rt_str_eq(labels[at].text, text); at++) {
        if (labels[at].group.n == 0 || q->any_group
            || rt_str_contains(q->group, labels[at].group))
            return labels[at].field;
    }
    return q->vocab ? (enum rt_field)rt_vocab_find(q->vocab, VOCAB_COLUMN, text)
                    : RT_FIELD_NONE;
}

/* The text up to the first 「※」. */
static struct rt_str cut_hint(struct rt_str s)
{
    struct rt_str hint;

    (void)rt_str_split(s, "※", &s, &hint);
    return s;
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

/* Whether people put the character around a heading: punctuation, arrows,
 * figures, brackets. */
static bool is_mark(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } marks[] = {{0xA1, 0xBF}, {0x2010, 0x205E}, {0x2190, 0x2BFF},
        {0x3001, 0x3004}, {0x3007, 0x3020}, {0x3030, 0x3030}, {0x30FB, 0x30FB}};

    for (size_t i = 0; c >= 0x80 && i < RT_COUNT(marks); i++) {
        if (c >= marks[i].first && c <= marks[i].last)
            return true;
    }
    return c < 0x80 && ispunct((int)c);
}

/* How many bytes the text's number has: 「1」 of 「1.」, 「(2)」, 「③」, and
 * 「No.4」, which folding has made digits; 「ア．」, 「A)」, 「IV.」 with their
 * mark. */
static size_t number_length(struct rt_str s)
{
    size_t i = rt_str_starts(s, RT_STR("no")) ? 2 : 0, from;
    uint32_t c;

    i += i > 0 && i < s.n && s.p[i] == '.';
    for (from = i; i < s.n && s.p[i] >= '0' && s.p[i] <= '9';)
        i++;
    if (i > from && i - from <= 3)
        return i;
    for (i = 0; i < s.n && i < 5 && memchr("ivx", s.p[i], 3);)
        i++;
    if (i == 0 && s.n > 0) {
        i = rt_utf8_decode(s, &c);
        if (!(c >= 'a' && c <= 'z') && !(c >= 0x30A2 && c <= 0x30F3))
            return 0;
    }
    return i < s.n && memchr(".):,", s.p[i], 4) ? i + 1 : 0;
}

/* Without numbers and marks in front, and marks at the end. */
static struct rt_str without_marks(struct rt_str s)
{
    uint32_t c;
    size_t n;

    while (s.n > 0) {
        n = rt_utf8_decode(s, &c);
        n = is_mark(c) ? n : number_length(s);
        if (n == 0)
            break;
        s.p += n;
        s.n -= n;
    }
    while (s.n > 0) {
        for (n = 1; n < s.n && ((unsigned char)s.p[s.n - n] & 0xC0) == 0x80;)
            n++;
        rt_utf8_decode((struct rt_str){s.p + s.n - n, n}, &c);
        if (!is_mark(c))
            break;
        s.n -= n;
    }
    return s;
}

/* Without 「【…】」. */
static struct rt_str without_corner(struct rt_str s, char *to, size_t size)
{
    struct rt_str before, within, after;

    if (s.n > size || !rt_str_split(s, "【", &before, &within)
        || !rt_str_split(within, "】", &within, &after))
        return RT_STR_NONE;
    memcpy(to, before.p, before.n);
    memcpy(to + before.n, after.p, after.n);
    return (struct rt_str){to, before.n + after.n};
}

/* Whether nothing within it could be a hint, a remark or a mark. */
static bool is_plain(struct rt_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c >= 0xE2
                && (c == 0xE2
                    || (c == 0xE3 && i + 1 < s.n
                        && (unsigned char)s.p[i + 1] == 0x80)))
            || (c < 0x80 && memchr("()*[]<>:", c, 8)))
            return false;
    }
    return true;
}

bool rt_heading_scale(struct rt_str text, int *low, int *high)
{
    static const char *const to[] = {"~", "〜", "-", "から"}, *const steps[]
                                                              = {"段階",
                                                                  "点満点"};

    for (size_t i = 0; i + 1 < text.n; i++) {
        struct rt_str s = {text.p + i + 1, text.n - i - 1};
        if (!memchr("([<", text.p[i], 3) || !rt_is_digit(s.p[0]))
            continue;
        *low = *high = s.p[0] - '0';
        s = (struct rt_str){s.p + 1, s.n - 1};
        if (rt_str_starts_any(s, steps)) {
            *low = 1;
            return true;
        }
        if (rt_str_skip_any(&s, to) && s.n > 0 && rt_is_digit(s.p[0])) {
            *high = s.n > 1 && rt_is_digit(s.p[1]) ? 10 : s.p[0] - '0';
            return true;
        }
    }
    return false;
}

/* 「可用性1~3」: a scale without brackets ends the heading. */
static size_t scale_length(struct rt_str s)
{
    static const char *const to[] = {"~", "〜", "-"};

    for (size_t i = s.n > 6 ? s.n - 6 : 1; i < s.n; i++) {
        struct rt_str rest = {s.p + i, s.n - i};
        if (!rt_is_digit(rest.p[0]) || rt_is_digit(s.p[i - 1]))
            continue;
        rest = (struct rt_str){rest.p + 1, rest.n - 1};
        if (rt_str_skip_any(&rest, to) && rest.n == 1 && rt_is_digit(rest.p[0]))
            return s.n - i;
    }
    return 0;
}

/* The fields of a first assessment that are rated in three steps. */
static bool is_rating(enum rt_field f)
{
    return rt_field_is_score(f) || f == RT_F_IMPORTANCE || f == RT_F_THREAT
           || f == RT_F_VULNERABILITY || f == RT_F_LIKELIHOOD;
}

/* 「機密性（1～5）」, 「脅威（1:高～3:低）」: no scale of a profile, or one that
 * runs the other way. */
static bool is_of_another_scale(struct rt_str text)
{
    static const char *const reversed[]
        = {"(1:高", "(1=高", "(1が高", "(1:大", "(1=大", "(1が最も", "(高:1",
            "(高=1", "(3:低", "(3=低", "低いほど", "小さいほど"};
    size_t n = scale_length(text);
    int low, high;
    bool scale = rt_heading_scale(text, &low, &high);

    if (!scale && n > 0) {
        scale = true;
        low = text.p[text.n - n] - '0';
        high = text.p[text.n - 1] - '0';
    }
    return rt_str_contains_any(text, reversed)
           || (scale && !(low == 0 && high == 2) && !(low == 1 && high == 3));
}

/* 「重要度（旧）」, 「媒体・保存先（移行先）」: of another time, or what is aimed
 * at; the remark must not be cut away. */
static bool is_of_another_time(struct rt_str text)
{
    static const char *const words[] = {"旧", "前回", "前年", "前期", "昨年",
        "来期", "来年", "次回", "次期", "目標", "対策後", "対応後", "移行先",
        "移行後", "変更後", "改善後", "件数", "件)"};

    for (size_t i = 0; i + 1 < text.n; i++) {
        struct rt_str rest = {text.p + i + 1, text.n - i - 1};
        if (text.p[i] == '(' && rt_str_starts_any(rest, words))
            return true;
    }
    return false;
}

/* 「C機密性」, 「機密性confidentiality」: both halves name the same. */
static enum rt_field by_halves(const struct query *q, struct rt_str s)
{
    for (size_t i = 1; i < s.n; i++) {
        enum rt_field f;
        if (((unsigned char)s.p[i - 1] < 0x80)
            == ((unsigned char)s.p[i] < 0x80))
            continue;
        f = look_up(q, (struct rt_str){s.p, i});
        if (is_rating(f) && f == look_up(q, (struct rt_str){s.p + i, s.n - i}))
            return f;
    }
    return RT_FIELD_NONE;
}

/* 「[1~3]」, 「<必須>」: how long it is, with its brackets; 0 for another text. */
static size_t hint_length(struct rt_str s)
{
    static const char *const words[]
        = {"必須", "任意", "入力", "選択", "required"};
    const char *end = s.p[0] == '['   ? memchr(s.p, ']', s.n)
                      : s.p[0] == '<' ? memchr(s.p, '>', s.n)
                                      : NULL;
    struct rt_str within = {s.p + 1, end ? (size_t)(end - s.p) - 1 : 0};

    return end && within.n > 0
                   && (rt_is_digit(within.p[0]) || rt_str_is_any(within, words))
               ? within.n + 2
               : 0;
}

/* A rating's heading without what else people write about it: its scale,
 * 「機密性の評価値」, its name once more. */
static enum rt_field rating_of(const struct query *q, struct rt_str s)
{
    static const char *const ends[]
        = {"の評価値", "の評価点", "の評価", "評価値", "評価点", "評価"};
    char bare[512];
    enum rt_field f;
    size_t n = 0;

    for (size_t i = 0; i < s.n && n < sizeof bare;) {
        size_t hint = hint_length((struct rt_str){s.p + i, s.n - i});
        if (hint == 0)
            bare[n++] = s.p[i];
        i += hint ? hint : 1;
    }
    s = without_marks((struct rt_str){bare, n});
    s.n -= scale_length(s);
    for (size_t i = 0; i < RT_COUNT(ends) && s.n > 0; i++) {
        if (rt_str_ends(s, rt_str(ends[i]))) {
            s.n -= strlen(ends[i]);
            break;
        }
    }
    f = look_up(q, s);
    return is_rating(f) ? f : by_halves(q, s);
}

/* What was cut away makes another text of it, or there is nothing to try. */
static enum rt_field field_of_folded(const struct query *q, struct rt_str text)
{
    char bare[512], corner[512];
    enum rt_field f = look_up(q, text);
    const struct rt_str whole = text;
    struct rt_str cut;

    if (f == RT_FIELD_NONE && is_plain(text)) {
        cut = without_marks(text);
        f = cut.n < text.n ? look_up(q, cut) : f;
        f = f == RT_FIELD_NONE ? rating_of(q, cut) : f;
        return is_rating(f) && is_of_another_scale(whole) ? RT_FIELD_NONE : f;
    }
    if (is_of_another_time(text))
        return f;
    if (rt_str_starts(text, rt_str("※"))) {
        text.p += strlen("※");
        text.n -= strlen("※");
        f = look_up(q, text);
    }
    cut = cut_hint(text);
    if (f == RT_FIELD_NONE && cut.n < text.n)
        f = look_up(q, cut);
    text = without_marks(cut);
    if (f == RT_FIELD_NONE && text.n < cut.n)
        f = look_up(q, text);
    text = without_remarks(cut, bare, sizeof bare);
    if (f == RT_FIELD_NONE && text.n < cut.n)
        f = look_up(q, without_marks(text));
    text = without_corner(cut, corner, sizeof corner);
    if (f == RT_FIELD_NONE && text.n > 0)
        f = look_up(q, without_marks(text));
    if (f == RT_FIELD_NONE)
        f = rating_of(q, cut_hint(whole));
    return is_rating(f) && is_of_another_scale(whole) ? RT_FIELD_NONE : f;
}

/* Whether 「所属」 or 「部署」 is that of a person or office named above it:
 * 「リスク所有者」, 「委託先」. */
static bool is_anothers(const struct query *q, struct rt_str text)
{
    static const char *const others[] = {"者", "先", "利用", "owner", "user"},
                             *const own[] = {"管", "担当"};

    return rt_str_contains_any(q->group, others)
           && !rt_str_contains_any(text, own);
}

/* Folded: 「二次評価」, 「対策後」, 「残留リスク」 over columns of a second set. */
static bool is_second_assessment(struct rt_str group)
{
    static const char *const words[] = {"二次評価", "2次評価", "再評価", "残留",
        "残存", "対策後", "対策実施後", "対応後", "対応実施後", "実施後",
        "処置後", "措置後", "改善後", "導入後", "低減後", "目標", "residual",
        "aftertreatment", "aftermeasures", "aftercontrols"};

    /* 「対策前・対策後」 is over both. */
    return rt_str_contains_any(group, words)
           && !rt_str_contains(group, RT_STR("前"));
}

/* What a heading below such a group is: the second assessment is computed from
 * importance and likelihood, and whatever else it names is not the first's. */
static enum rt_field second_of(enum rt_field f)
{
    switch (f) {
    case RT_F_IMPORTANCE:
        return RT_F_RES_IMPORTANCE;
    case RT_F_LIKELIHOOD:
        return RT_F_RES_LIKELIHOOD;
    case RT_F_LEVEL:
        return RT_F_RES_LEVEL;
    default:
        return is_rating(f) || f == RT_F_LIKELIHOOD_LABEL
                       || f == RT_F_LEVEL_LABEL
                   ? RT_FIELD_NONE
                   : f;
    }
}

bool rt_is_second_assessment(struct rt_str group)
{
    char folded[GROUP_MAX];
    size_t n = group.n <= GROUP_MAX
                   ? rt_fold_fixed(group, folded, sizeof folded)
                   : SIZE_MAX;

    return n != SIZE_MAX && is_second_assessment((struct rt_str){folded, n});
}

static enum rt_field find(struct query q, struct rt_str text)
{
    enum rt_field f;
    char g[HEADER_TEXT_MAX], t[HEADER_TEXT_MAX];
    size_t gn, tn;

    pthread_once(&labels_once, make_labels);
    if (text.n == 0 || text.n > HEADING_MAX)
        return RT_FIELD_NONE;
    if (q.group.n > GROUP_MAX)
        q.group = RT_STR_NONE;
    gn = rt_fold_fixed(q.group, g, sizeof g);
    tn = rt_fold_fixed(text, t, sizeof t);
    if (gn == SIZE_MAX || tn == SIZE_MAX)
        return RT_FIELD_NONE;
    q.group = (struct rt_str){g, gn};
    text = (struct rt_str){t, tn};
    f = field_of_folded(&q, text);
    if (is_second_assessment(q.group))
        f = second_of(f);
    if (is_rating(f)
        && (is_of_another_scale(q.group) || is_of_another_time(q.group)))
        return RT_FIELD_NONE;
    return f == RT_F_MANAGED_BY && is_anothers(&q, text) ? RT_FIELD_NONE : f;
}

enum rt_field rt_label_field(
    const struct rt_vocab *vocab, struct rt_str group, struct rt_str text)
{
    return find((struct query){.vocab = vocab, .group = group}, text);
}

bool rt_label_known(const struct rt_vocab *vocab, struct rt_str text)
{
    return find((struct query){.vocab = vocab, .any_group = true}, text)
           != RT_FIELD_NONE;
}

enum rt_field rt_label_taught(const struct rt_vocab *vocab, struct rt_str text)
{
    return find((struct query){.vocab = vocab, .taught = true}, text);
}

/* Whether the field is of a ledger or a report, whose headings are taught. */
static bool is_of_assets(enum rt_field f)
{
    return rt_field_in(f, RT_FORM_LEDGER) || rt_field_in(f, RT_FORM_REPORT);
}

bool rt_label_names_threat(struct rt_str text)
{
    static const char *const rating[]
        = {"頻度", "レベル", "度", "level", "frequency"};

    return !rt_str_contains_any(text, rating);
}

enum rt_status rt_label_add(struct rt_vocab *vocab, struct rt_str text,
    enum rt_field f, enum rt_field *other, struct rt_error *err)
{
    struct query q = {.vocab = vocab};

    *other = find(q, text);
    if (*other == f)
        return RT_OK;
    q.any_group = true;
    if (*other == RT_FIELD_NONE)
        *other = find(q, text);
    if (*other != RT_FIELD_NONE && *other != f
        && (is_of_assets(*other) || !is_of_assets(f)))
        return rt_fail(err, RT_USAGE, "another field's heading");
    *other = RT_FIELD_NONE;
    return rt_vocab_add_term(vocab, VOCAB_COLUMN, (int)f, text, err);
}

bool rt_label_at(const struct rt_vocab *vocab, size_t i, enum rt_field *f,
    struct rt_str *group, struct rt_str *text)
{
    if (i < WORDS) {
        *f = words[i].field;
        *group = rt_str(words[i].group);
        *text = rt_str(words[i].text);
        return true;
    }
    i -= WORDS;
    if (i >= vocab->keys.count)
        return false;
    *f = vocab->entry[i].list == VOCAB_COLUMN
             ? (enum rt_field)vocab->entry[i].term
             : RT_FIELD_NONE;
    *group = RT_STR_NONE;
    *text = rt_str(vocab->entry[i].word);
    return true;
}
