/* Values typed over those that merge computes. The contract is plan_written.h. */
#include "risk/plan_written.h"

#include "base/fold.h"
#include "risk/assess.h"

/* --- values that follow from one another ---------------------------------- */

#define AT(name) offsetof(struct rt_plan_row, name)

/* A row's values; RT_UNKNOWN where a cell is blank or holds no number, which
 * has nothing to lose. The class is one of enum rt_class. */
struct values {
    int v[RT_RETYPED_MAX];
};

enum { NO_CLASS = -2 };

static struct values values_of(const struct rt_plan_row *row)
{
    int class = (int)rt_class_labelled(row->class);

    if (class == RT_CLASS_NONE)
        class = row->class.n > 0 ? NO_CLASS : RT_UNKNOWN;
    return (struct values){
        {row->importance, row->likelihood, row->level, class, row->priority}};
}

static struct values computed(const struct rt_profile *p, int i, int l)
{
    int level = i * l;

    return (struct values){
        {i, l, level, (int)p->class_of[level], p->priority_of[level]}};
}

static size_t differences(const struct values *a, const struct values *b)
{
    size_t n = 0;

    for (size_t i = 0; i < RT_RETYPED_MAX; i++)
        n += a->v[i] != RT_UNKNOWN && a->v[i] != b->v[i];
    return n;
}

/* What else is known of what merge wrote. */
struct clues {
    struct rt_assessment likely;
    int importance, likelihood; /* certain, or RT_UNKNOWN */
    bool of_plan;               /* in a plan, and with a priority */
    bool only;                  /* found: nothing else explains it as well */
};

/* Whether merge may have written values for that. */
static bool may_be(const struct clues *c, const struct rt_profile *p,
    int importance, int likelihood)
{
    return importance >= p->scale_min && importance <= p->scale_max
           && (c->importance == RT_UNKNOWN || importance == c->importance)
           && (c->likelihood == RT_UNKNOWN || likelihood == c->likelihood)
           && (!c->of_plan || p->priority_of[importance * likelihood] != 0);
}

/* What merge wrote, most likely. */
static struct values written(
    const struct values *row, const struct rt_profile *p, struct clues *c)
{
    struct values best = {{RT_UNKNOWN}};
    size_t least = SIZE_MAX;

    for (int k = 0; k < 4 * 3; k++) {
        int importance = k / 3, likelihood = k % 3 + 1;
        struct values v;
        size_t n;
        if (!may_be(c, p, importance, likelihood))
            continue;
        v = computed(p, importance, likelihood);
        n = differences(row, &v) * 2
            + (importance != c->likely.importance
                || likelihood != c->likely.likelihood);
        c->only = n < least || (c->only && n > least);
        if (n < least) {
            least = n;
            best = v;
        }
    }
    return best;
}

static size_t retyped(const struct values *typed, const struct values *was,
    const size_t members[RT_RETYPED_MAX], struct rt_retyped *out)
{
    size_t n = 0;

    for (size_t i = 0; i < RT_RETYPED_MAX; i++) {
        if (was->v[0] == RT_UNKNOWN || typed->v[i] == RT_UNKNOWN
            || typed->v[i] == was->v[i])
            continue;
        out[n++] = (struct rt_retyped){members[i], typed->v[i], was->v[i]};
    }
    return n;
}

size_t rt_plan_retyped(const struct rt_plan_row *row,
    const struct rt_profile *p, const struct rt_assessment *today,
    struct rt_retyped out[RT_RETYPED_MAX])
{
    static const size_t members[RT_RETYPED_MAX]
        = {AT(importance), AT(likelihood), AT(level), AT(class), AT(priority)};
    struct clues clues
        = {*today, RT_UNKNOWN, RT_UNKNOWN, row->priority > 0, false};
    struct values typed = values_of(row), was = written(&typed, p, &clues);

    /* Where most was typed over, the rest explains nothing. */
    if (differences(&typed, &was) > RT_RETYPED_MAX / 2 && today->importance >= 0
        && today->likelihood >= 0)
        was = computed(p, today->importance, today->likelihood);
    return retyped(&typed, &was, members, out);
}

size_t rt_risk_retyped(const struct rt_risk *risk, const struct rt_profile *p,
    struct rt_retyped out[RT_RETYPED_MAX])
{
    static const size_t members[RT_RETYPED_MAX]
        = {offsetof(struct rt_risk, result.importance),
            offsetof(struct rt_risk, result.likelihood),
            offsetof(struct rt_risk, result.level),
            offsetof(struct rt_risk, result.class),
            offsetof(struct rt_risk, result.priority)};
    const struct rt_assessment *a = &risk->result;
    struct rt_assessment right;
    struct rt_scores scores = risk->scores;
    struct clues clues;
    struct values typed = {{a->importance, a->likelihood, a->level,
                      (int)a->class, a->priority ? a->priority : RT_UNKNOWN}},
                  was;

    scores.given_importance = scores.given_likelihood = RT_UNKNOWN;
    right = rt_assess(p, &scores);
    clues
        = (struct clues){*a, right.importance, right.likelihood, false, false};
    was = written(&typed, p, &clues);
    if (!clues.only && a->importance >= 0 && a->likelihood >= 0)
        was = computed(p, a->importance, a->likelihood);
    return retyped(&typed, &was, members, out);
}

/* --- texts that merge copies ------------------------------------------------ */

bool rt_plan_may_state(struct rt_str stated)
{
    struct rt_str line;

    for (int i = RT_REDUCE; i <= RT_TRANSFER; i++) {
        enum rt_treatment t = (enum rt_treatment)i;
        struct rt_text words
            = {rt_treatment_label(t, RT_JA), rt_treatment_label(t, RT_EN)};

        if (rt_fold_is(stated, words))
            return true;
    }
    return rt_action_of(stated, &line) != RT_ACTION_UNKNOWN;
}

bool rt_plan_may_name_profile(struct rt_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                    "0123456789._-",
                text.p[i])
            || text.p[i] == '\0')
            return false;
    }
    return true;
}

struct rt_str rt_plan_file_of(struct rt_str file, enum rt_unconfirmed *why)
{
    char mark[96];

    for (int u = RT_NOT_SENT; u <= RT_IN_DOUBT; u++) {
        for (int lang = 0; lang < 2; lang++) {
            snprintf(mark, sizeof mark,
                rt_say(lang, RT_PLAN_MARK_JA, RT_PLAN_MARK_EN),
                rt_unconfirmed_label(u, lang));
            if (!rt_str_ends(file, rt_str(mark)))
                continue;
            *why = (enum rt_unconfirmed)u;
            file.n -= strlen(mark);
        }
    }
    return file;
}

bool rt_plan_may_name_file(struct rt_str text)
{
    enum rt_unconfirmed why;

    static const char *const ends[]
        = {".xlsx", ".xlsm", ".csv", ".tsv", ".txt"};

    text = rt_plan_file_of(text, &why);
    for (size_t i = 0; i < RT_COUNT(ends); i++) {
        size_t n = strlen(ends[i]);
        if (text.n >= n && strncasecmp(text.p + text.n - n, ends[i], n) == 0)
            return true;
    }
    return text.n == 0;
}

/* リスク対応計画!12, or the row alone. */
bool rt_plan_may_be_origin(struct rt_str text)
{
    const char *mark = text.n > 0 ? memrchr(text.p, '!', text.n) : NULL;
    int64_t row;

    if (mark)
        text = (struct rt_str){mark + 1, text.n - (size_t)(mark + 1 - text.p)};
    return text.n == 0 || rt_parse_int(text, &row);
}
