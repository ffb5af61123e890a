/* A profile: what its lines mean, and its hash.
 *
 * Every level that a scale can reach must have exactly one class, and a worse
 * input must never give a milder result: rows of the likelihood table may not
 * fall, high lies above medium above low, priority 1 above 2 above 3. A table
 * typed in the wrong order is the likeliest mistake in a copied profile and
 * shows in no single number, so it is refused here, with its line.
 */
#include "risk/profile_ini.h"

#include "base/hash.h"
#include "base/lang.h"

static const char *const class_keys[] = {"low", "medium", "high"};

/* What the functions below share while one profile is understood. */
struct reading {
    const struct rt_profile_source *source;
    struct rt_profile *p;
    struct rt_error *err;
};

#define REFUSE(r, key, ...)                                                    \
    rt_fail_line((r)->err, (r)->source->origin, (r)->source->value[key].line,  \
        __VA_ARGS__)

static struct rt_str value_of(const struct reading *r, int key)
{
    return rt_str(r->source->value[key].text);
}

/* A value as it is quoted in a message. */
struct shown {
    char text[40];
};

static struct shown show(struct rt_str s)
{
    struct shown out;

    rt_str_copy(out.text, sizeof out.text, s);
    return out;
}

static bool parse_small(struct rt_str s, int min, int max, int *out)
{
    int64_t n;

    if (!rt_parse_int(s, &n) || n < min || n > max)
        return false;
    *out = (int)n;
    return true;
}

/* Takes the next word off *s; empty at the end. */
static struct rt_str next_word(struct rt_str *s)
{
    struct rt_str word;
    size_t n = 0;

    *s = rt_str_trim(*s);
    while (n < s->n && s->p[n] != ' ' && s->p[n] != '\t')
        n++;
    word = (struct rt_str){s->p, n};
    s->p += n;
    s->n -= n;
    return word;
}

/* --- [profile] ----------------------------------------------------------- */

static enum rt_status read_name(const struct reading *r)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz0123456789.-_";
    struct rt_str s = value_of(r, RT_KEY_NAME);

    if (s.n >= sizeof r->p->name || strspn(s.p, allowed) != s.n)
        return REFUSE(r, RT_KEY_NAME,
            "name「%s」は使えません（英数字と「.」「-」「_」で%d文字まで）",
            "the name \"%s\" cannot be used: write up to %d letters, digits, "
            "'.', '-' or '_'",
            show(s).text, (int)sizeof r->p->name - 1);
    rt_str_copy(r->p->name, sizeof r->p->name, s);
    return RT_OK;
}

static enum rt_status read_title(
    const struct reading *r, int key, enum rt_lang lang)
{
    struct rt_str s = value_of(r, key);
    const size_t size = sizeof r->p->title[lang];

    if (s.n >= size)
        return REFUSE(r, key, "名称が長すぎます（%dバイトまで）",
            "the title is longer than %d bytes: shorten it", (int)size - 1);
    rt_str_copy(r->p->title[lang], size, s);
    return RT_OK;
}

/* --- [scale] ------------------------------------------------------------- */

static enum rt_status read_scale(const struct reading *r)
{
    struct rt_str min = value_of(r, RT_KEY_MIN);
    struct rt_str max = value_of(r, RT_KEY_MAX);

    if (!parse_small(min, 0, 3, &r->p->scale_min))
        return REFUSE(r, RT_KEY_MIN,
            "[scale] の min「%s」は 0～3 の整数ではありません",
            "[scale] min is \"%s\": write a whole number from 0 to 3",
            show(min).text);
    if (!parse_small(max, 0, 3, &r->p->scale_max))
        return REFUSE(r, RT_KEY_MAX,
            "[scale] の max「%s」は 0～3 の整数ではありません",
            "[scale] max is \"%s\": write a whole number from 0 to 3",
            show(max).text);
    if (r->p->scale_min >= r->p->scale_max)
        return REFUSE(r, RT_KEY_MAX,
            "[scale] の max が %d、min が %d です（max を min より大きくしてください）",
            "[scale] max is %d and min is %d: write a max above the min",
            r->p->scale_max, r->p->scale_min);
    return RT_OK;
}

static enum rt_status read_personal(const struct reading *r)
{
    struct rt_str s = value_of(r, RT_KEY_PERSONAL);

    r->p->personal = -1;
    if (rt_str_is(s, "none")
        || parse_small(s, r->p->scale_min, r->p->scale_max, &r->p->personal))
        return RT_OK;
    return REFUSE(r, RT_KEY_PERSONAL,
        "[scale] の personal「%s」は none でも %d～%d の整数でもありません",
        "[scale] personal is \"%s\": write none, or a whole number from %d "
        "to %d",
        show(s).text, r->p->scale_min, r->p->scale_max);
}

/* --- [likelihood] -------------------------------------------------------- */

static enum rt_status read_threat(const struct reading *r, int threat)
{
    int key = RT_KEY_THREAT_1 + threat - 1;
    struct rt_str s = value_of(r, key), rest = s;
    int(*table)[4] = r->p->likelihood;

    for (int v = 1; v <= 3; v++)
        if (!parse_small(next_word(&rest), 1, 3, &table[threat][v]))
            return REFUSE(r, key,
                "[likelihood] の %d「%s」は、1～3 の整数3つではありません（例：%d = 1 1 2）",
                "[likelihood] %d is \"%s\": write three whole numbers from 1 "
                "to 3, as in `%d = 1 1 2`",
                threat, show(s).text, threat);
    if (next_word(&rest).n > 0)
        return REFUSE(r, key,
            "[likelihood] の %d に数が4つ以上あります（脆弱性 1、2、3 の順に3つ書いてください）",
            "[likelihood] %d has more than three numbers: write one each for "
            "vulnerability 1, 2 and 3",
            threat);
    for (int v = 1; v <= 3; v++)
        if ((v > 1 && table[threat][v] < table[threat][v - 1])
            || (threat > 1 && table[threat][v] < table[threat - 1][v]))
            return REFUSE(r, key,
                "[likelihood] の %d は、脆弱性 %d のところで値が小さくなっています（脆弱性や脅威が上がるときに、値が下がらないようにしてください）",
                "[likelihood] %d falls at vulnerability %d: write numbers that "
                "rise, or stay, with the vulnerability (1, 2, 3) and with the "
                "threat",
                threat, v);
    return RT_OK;
}

/* --- [class] ------------------------------------------------------------- */

struct range {
    int low, high;
};

static bool reachable(const struct rt_profile *p, int level)
{
    for (int i = p->scale_min; i <= p->scale_max; i++)
        for (int l = 1; l <= 3; l++)
            if (i * l == level)
                return true;
    return false;
}

static int class_key(int class)
{
    return RT_KEY_LOW - class;
}

/* "4" or "6-9". */
static bool parse_range(struct rt_str s, struct range *out)
{
    const char *dash = memchr(s.p, '-', s.n);
    struct rt_str low = s, high = s;

    if (dash) {
        low.n = (size_t)(dash - s.p);
        high.p = dash + 1;
        high.n = s.n - low.n - 1;
    }
    return parse_small(rt_str_trim(low), 0, RT_LEVEL_MAX, &out->low)
           && parse_small(rt_str_trim(high), 0, RT_LEVEL_MAX, &out->high)
           && out->low <= out->high;
}

/* Marks the levels of one class; those marked already are another's. */
static enum rt_status mark_class(
    const struct reading *r, int class, struct range range)
{
    int key = class_key(class), marked = 0;

    for (int level = range.low; level <= range.high; level++) {
        enum rt_class *slot = &r->p->class_of[level];

        if (!reachable(r->p, level))
            continue;
        if (*slot != RT_CLASS_NONE)
            return REFUSE(r, key,
                "リスク値 %d が %s と %s の両方に入っています（範囲が重ならないようにしてください）",
                "level %d is in both %s and %s: write ranges that do not "
                "overlap",
                level, class_keys[*slot], class_keys[class]);
        *slot = (enum rt_class) class;
        marked++;
    }
    if (marked == 0)
        return REFUSE(r, key,
            "[class] の %s に、この評価値の範囲で現れるリスク値がありません（1つ以上含めてください）",
            "[class] %s holds no level that can occur on this scale: write "
            "one or more that can",
            class_keys[class]);
    return RT_OK;
}

static enum rt_status read_class(
    const struct reading *r, int class, struct range *out)
{
    struct rt_str s = value_of(r, class_key(class));

    if (!parse_range(s, out))
        return REFUSE(r, class_key(class),
            "[class] の %s「%s」は、0～%d のリスク値でもその範囲でもありません（例：%s = 4、%s = 6-9）",
            "[class] %s is \"%s\": write a level or a range from 0 to %d, as "
            "in `%s = 4` or `%s = 6-9`",
            class_keys[class], show(s).text, RT_LEVEL_MAX, class_keys[class],
            class_keys[class]);
    return mark_class(r, class, *out);
}

static enum rt_status read_classes(const struct reading *r)
{
    struct range range[RT_HIGH + 1];

    for (int level = 0; level <= RT_LEVEL_MAX; level++)
        r->p->class_of[level] = RT_CLASS_NONE;
    for (int c = RT_HIGH; c >= RT_LOW; c--) {
        RT_TRY(read_class(r, c, &range[c]));
        if (c < RT_HIGH && range[c].low > range[c + 1].low)
            return REFUSE(r, class_key(c),
                "[class] の %s が %s より上の値になっています（high、medium、low の順に高い値を割り当ててください）",
                "[class] %s lies above %s: write high for the highest "
                "levels, then medium, then low",
                class_keys[c], class_keys[c + 1]);
    }
    for (int level = 0; level <= RT_LEVEL_MAX; level++)
        if (reachable(r->p, level) && r->p->class_of[level] == RT_CLASS_NONE)
            return REFUSE(r, RT_KEY_LOW,
                "リスク値 %d の区分がありません（high、medium、low のどれかを広げて %d を含めてください）",
                "level %d has no class: widen one of high, medium and low so "
                "that it holds %d",
                level, level);
    return RT_OK;
}

/* --- [priority] ---------------------------------------------------------- */

/* The levels of one priority, separated by spaces; *below is the lowest level
 * of the priority before and becomes this one's. */
static enum rt_status read_priority(
    const struct reading *r, int priority, int *below)
{
    int key = RT_KEY_PRIORITY_1 + priority - 1, level, lowest = *below;
    struct rt_str s = value_of(r, key), rest = s, word;

    for (word = next_word(&rest); word.n > 0; word = next_word(&rest)) {
        if (!parse_small(word, 0, RT_LEVEL_MAX, &level)
            || !reachable(r->p, level))
            return REFUSE(r, key,
                "[priority] の %d「%s」は、現れるリスク値ではありません（例：%d）",
                "[priority] %d is \"%s\": write a risk level that can occur, "
                "such as %d",
                priority, show(s).text, r->p->scale_max * 3);
        if (r->p->priority_of[level] != 0)
            return REFUSE(r, key,
                "リスク値 %d の優先順位が2つあります（1つだけにしてください）",
                "level %d has a priority twice: write each level once", level);
        if (level >= *below)
            return REFUSE(r, key,
                "[priority] の %d にあるリスク値 %d が、優先順位 %d のリスク値以上です（優先順位 %d のほうを高い値にしてください）",
                "[priority] %d has level %d, which is above a level of "
                "priority %d: write higher levels for priority %d",
                priority, level, priority - 1, priority - 1);
        r->p->priority_of[level] = priority;
        lowest = level < lowest ? level : lowest;
    }
    *below = lowest;
    return RT_OK;
}

/* --- [selection] --------------------------------------------------------- */

static bool is_given(const struct reading *r, int key)
{
    return r->source->value[key].line != 0;
}

/* A score or an importance of the scale; `none` is no condition. */
static enum rt_status read_least(
    const struct reading *r, int key, const char *name, int *out)
{
    struct rt_str s = value_of(r, key);

    *out = RT_UNKNOWN;
    if (!is_given(r, key) || rt_str_is(s, "none")
        || parse_small(s, r->p->scale_min, r->p->scale_max, out))
        return RT_OK;
    return REFUSE(r, key,
        "[selection] の %s「%s」は none でも %d～%d の整数でもありません",
        "[selection] %s is \"%s\": write none, or a whole number from %d to "
        "%d",
        name, show(s).text, r->p->scale_min, r->p->scale_max);
}

static enum rt_status read_any_score(const struct reading *r)
{
    struct rt_selection *s = &r->p->selection;

    if (is_given(r, RT_KEY_ANY_SCORE)
        && !rt_str_is(value_of(r, RT_KEY_ANY_SCORE), "max"))
        return read_least(r, RT_KEY_ANY_SCORE, "any-score", &s->any_score);
    s->of_max = is_given(r, RT_KEY_ANY_SCORE)
                || !(is_given(r, RT_KEY_IMPORTANCE) || is_given(r, RT_KEY_CLASS)
                     || is_given(r, RT_KEY_SELECT_PERSONAL));
    s->any_score = s->of_max ? r->p->scale_max : RT_UNKNOWN;
    return RT_OK;
}

static enum rt_status read_least_class(const struct reading *r)
{
    struct rt_str s = value_of(r, RT_KEY_CLASS);
    enum rt_class *out = &r->p->selection.class;

    *out = RT_CLASS_NONE;
    if (!is_given(r, RT_KEY_CLASS) || rt_str_is(s, "none"))
        return RT_OK;
    for (int c = RT_LOW; c <= RT_HIGH; c++) {
        if (!rt_str_is(s, class_keys[c]))
            continue;
        *out = (enum rt_class)c;
        return RT_OK;
    }
    return REFUSE(r, RT_KEY_CLASS,
        "[selection] の class「%s」は high、medium、low、none のどれでもありません",
        "[selection] class is \"%s\": write high, medium, low or none",
        show(s).text);
}

static enum rt_status read_whether_personal(const struct reading *r)
{
    struct rt_str s = value_of(r, RT_KEY_SELECT_PERSONAL);

    r->p->selection.personal = rt_str_is(s, "yes");
    if (!is_given(r, RT_KEY_SELECT_PERSONAL) || r->p->selection.personal
        || rt_str_is(s, "no"))
        return RT_OK;
    return REFUSE(r, RT_KEY_SELECT_PERSONAL,
        "[selection] の personal「%s」は yes でも no でもありません",
        "[selection] personal is \"%s\": write yes or no", show(s).text);
}

static enum rt_status read_selection(const struct reading *r)
{
    struct rt_selection *s = &r->p->selection;

    RT_TRY(read_any_score(r));
    RT_TRY(read_least(r, RT_KEY_IMPORTANCE, "importance", &s->importance));
    RT_TRY(read_least_class(r));
    return read_whether_personal(r);
}

/* --- [acceptance] -------------------------------------------------------- */

/* A number or `none`, which is `if_none`; untouched where it is not given. */
static enum rt_status read_optional(
    const struct reading *r, int key, int min, int max, int if_none, int *to)
{
    struct rt_str s = value_of(r, key);

    if (!is_given(r, key) || parse_small(s, min, max, to))
        return RT_OK;
    if (rt_str_is(s, "none")) {
        *to = if_none;
        return RT_OK;
    }
    return REFUSE(r, key,
        "[acceptance] の値「%s」は %d～%d の整数でも none でもありません",
        "[acceptance] has \"%s\": write a whole number from %d to %d, or none",
        show(s).text, min, max);
}

/* Of one evaluation; `key` is that of its acceptable level, before that of the
 * other. */
static enum rt_status read_line(
    const struct reading *r, int key, enum rt_evaluation which)
{
    int *acceptable = &r->p->acceptance.of[which].acceptable;
    int *with_signature = &r->p->acceptance.of[which].with_signature;

    RT_TRY(read_optional(r, key, 0, RT_LEVEL_MAX, -1, acceptable));
    if (*with_signature < *acceptable)
        *with_signature = *acceptable;
    RT_TRY(read_optional(r, key + 1, 0, RT_LEVEL_MAX, -1, with_signature));
    if (*with_signature >= *acceptable)
        return RT_OK;
    return REFUSE(r, key + 1,
        "[acceptance] で、承認があれば受容できる値が、承認なしで受容できる値より低くなっています（同じか、より高い値にしてください）",
        "[acceptance] a signature accepts less than is acceptable without one: "
        "write the same level or a higher one");
}

static enum rt_status read_acceptance(const struct reading *r)
{
    enum { DAYS_MAX = 36500 };
    struct rt_acceptance *a = &r->p->acceptance;

    *a = rt_acceptance_by_class(r->p);
    RT_TRY(read_line(r, RT_KEY_ACCEPTABLE, RT_FIRST));
    a->of[RT_RESIDUAL] = a->of[RT_FIRST];
    RT_TRY(read_line(r, RT_KEY_RESIDUAL_ACCEPTABLE, RT_RESIDUAL));
    return read_optional(r, RT_KEY_DAYS, 1, DAYS_MAX, 0, &a->days);
}

enum rt_zone rt_profile_zone(
    const struct rt_profile *p, enum rt_evaluation which, int level)
{
    if (level <= p->acceptance.of[which].acceptable)
        return RT_ZONE_ACCEPTABLE;
    return level <= p->acceptance.of[which].with_signature ? RT_ZONE_SIGNED
                                                           : RT_ZONE_NEVER;
}

/* --- all of it ----------------------------------------------------------- */

static enum rt_status read_tables(const struct reading *r)
{
    int below = RT_LEVEL_MAX + 1;

    for (int threat = 1; threat <= 3; threat++)
        RT_TRY(read_threat(r, threat));
    RT_TRY(read_classes(r));
    for (int priority = 1; priority <= 3; priority++)
        RT_TRY(read_priority(r, priority, &below));
    return RT_OK;
}

static enum rt_status read_all(const struct reading *r)
{
    enum rt_status rc = read_name(r);

    RT_THEN(rc, read_title(r, RT_KEY_TITLE_JA, RT_JA));
    RT_THEN(rc, read_title(r, RT_KEY_TITLE_EN, RT_EN));
    RT_THEN(rc, read_scale(r));
    RT_THEN(rc, read_personal(r));
    RT_THEN(rc, read_tables(r));
    RT_THEN(rc, read_selection(r));
    return rc == RT_OK ? read_acceptance(r) : rc;
}

/* --- its hash ------------------------------------------------------------ */

/* A fixed size that the canonical text cannot exceed: the built-in profiles
 * must not be lost when memory is short. */
static enum rt_status fill_hash(struct rt_profile *p, struct rt_error *err)
{
    char room[1024];
    struct rt_buf text
        = {.data = room, .cap = sizeof room, .max = sizeof room - 1};

    if (rt_profile_hashed_text(p, &text) != RT_OK)
        return rt_fail(err, RT_BUG, "the profile's text is too long");
    rt_sha256(rt_buf_str(&text), p->hash);
    return RT_OK;
}

enum rt_status rt_profile_parse(struct rt_str text, const char *origin,
    struct rt_profile *out, struct rt_error *err)
{
    struct rt_profile_source source;
    struct rt_profile p;
    struct reading r = {&source, &p, err};

    memset(&p, 0, sizeof p);
    RT_TRY(rt_profile_collect(text, origin, &source, err));
    RT_TRY(read_all(&r));
    RT_TRY(fill_hash(&p, err));
    *out = p;
    return RT_OK;
}

int rt_profile_level(const struct rt_profile *p, int importance, int likelihood)
{
    return importance < p->scale_min || importance > p->scale_max
                   || likelihood < 1 || likelihood > 3
               ? RT_UNKNOWN
               : importance * likelihood;
}
