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
        if ((text.p[i] != '(' && text.p[i] != '[') || !rt_is_digit(s.p[0]))
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
    int low, high;

    return rt_str_contains_any(text, reversed)
           || (rt_heading_scale(text, &low, &high) && !(low == 0 && high == 2)
               && !(low == 1 && high == 3));
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

/* What was cut away makes another text of it, or there is nothing to try. */
static enum rt_field field_of_folded(const struct query *q, struct rt_str text)
{
    char bare[512], corner[512];
    enum rt_field f = look_up(q, text);
    const struct rt_str whole = text;
    struct rt_str cut;

    if (f == RT_FIELD_NONE && is_plain(text)) {
        cut = without_marks(text);
        return cut.n < text.n ? look_up(q, cut) : f;
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

/* --- the fields ---------------------------------------------------------- */

/* The forms of fields.def, as bits. */
enum {
    LEDGER = 1 << RT_FORM_LEDGER,
    REPORT = 1 << RT_FORM_REPORT,
    THREATS = 1 << RT_FORM_THREATS,
    CHECKS = 1 << RT_FORM_CHECKS,
    PLAN = 1 << RT_FORM_PLAN,
    SOA = 1 << RT_FORM_SOA
};

static const struct {
    const char *key;
    unsigned forms;
    struct rt_text name;
} fields[RT_FIELD_COUNT] = {
#define RT_FIELD(id, key, forms, ja, en) {key, forms, {ja, en}},
#include "form/fields.def"
};

struct rt_column *rt_column_at(
    struct rt_column *columns, size_t count, uint32_t col)
{
    for (size_t i = 0; i < count; i++) {
        if (columns[i].col == col)
            return &columns[i];
    }
    return NULL;
}

bool rt_header_twice(const struct rt_layout *layout, enum rt_field f)
{
    for (size_t i = 0; i < layout->twice_count; i++) {
        if (layout->twice[i].field == f)
            return true;
    }
    return false;
}

const enum rt_field rt_personal_fields[RT_PERSONAL_FIELDS]
    = {RT_F_PERSONAL, RT_F_ANY_PERSONAL, RT_F_SENSITIVE, RT_F_MY_NUMBER};

bool rt_field_is_personal(enum rt_field f)
{
    for (size_t i = 0; i < RT_PERSONAL_FIELDS; i++) {
        if (rt_personal_fields[i] == f)
            return true;
    }
    return false;
}

const enum rt_field rt_score_fields[RT_SCORE_FIELDS]
    = {RT_F_CONFIDENTIALITY, RT_F_INTEGRITY, RT_F_AVAILABILITY};

bool rt_field_is_score(enum rt_field f)
{
    return f == RT_F_CONFIDENTIALITY || f == RT_F_INTEGRITY
           || f == RT_F_AVAILABILITY;
}

const char *rt_field_key(enum rt_field f)
{
    return f >= 0 && f < RT_FIELD_COUNT ? fields[f].key : NULL;
}

enum rt_field rt_field_of_key(struct rt_str key)
{
    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        if (fields[f].key && rt_str_is(key, fields[f].key))
            return f;
    }
    return RT_FIELD_NONE;
}

bool rt_field_in(enum rt_field f, enum rt_form form)
{
    return (fields[f].forms >> form & 1) != 0;
}

struct rt_str rt_field_name(enum rt_field f, enum rt_lang lang)
{
    if (f < 0 || f >= RT_FIELD_COUNT)
        return RT_STR("?");
    return rt_str(rt_text(lang, fields[f].name));
}

const char *rt_form_name(enum rt_form form, enum rt_lang lang)
{
    static const struct rt_text names[] = {
        [RT_FORM_NONE] = {"", ""},
        [RT_FORM_LEDGER] = {"情報資産管理台帳", "asset ledger"},
        [RT_FORM_REPORT]
        = {"リスクアセスメント結果報告書", "risk assessment report"},
        [RT_FORM_THREATS] = {"脅威の状況", "threat sheet"},
        [RT_FORM_CHECKS] = {"対策状況チェック", "check sheet"},
        [RT_FORM_PLAN] = {"リスク対応計画", "risk treatment plan"},
        [RT_FORM_SOA] = {"適用宣言書", "statement of applicability"},
        [RT_FORM_RESULT] = {"risktallyの出力（リスク登録簿・対応計画・返送票）",
            "result of this program (register, plan or return slip)"},
    };

    return rt_text(lang, names[form]);
}
