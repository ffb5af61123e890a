/* Which candidates a risk gets: a walk over one table, twice. */
#include "risk/controls.h"

#include "base/fold.h"
#include "base/mark.h"
#include "record/book_words.h"

static const struct rt_control table[] = {
#define RT_CONTROL(                                                            \
    medium, threat, when, theme, number, name_ja, name_en, ja, en)             \
    {RT_ON_##medium, RT_BY_##threat, RT_WHEN_##when, theme, number,            \
        {name_ja, name_en}, {ja, en}},
#include "risk/controls.def"
};

enum { CONTROLS = RT_COUNT(table) };

const struct rt_control *rt_control(size_t i)
{
    return i < CONTROLS ? &table[i] : NULL;
}

struct rt_str rt_control_medium_term(enum rt_control_medium m)
{
    const char *term = rt_medium_term((size_t)m);

    return !term ? RT_STR_NONE : rt_str(term);
}

enum rt_control_medium rt_control_medium_of(struct rt_str term)
{
    for (int m = RT_ON_PAPER; m < RT_ON_OTHER; m++)
        if (rt_str_eq(term, rt_control_medium_term((enum rt_control_medium)m)))
            return (enum rt_control_medium)m;
    return RT_ON_OTHER;
}

/* One of the three scores is known and none of them is higher. */
static bool is_highest(const struct rt_scores *s, int score)
{
    return score > 0 && score >= s->confidentiality && score >= s->integrity
           && score >= s->availability;
}

static bool holds(enum rt_control_when when, const struct rt_risk *risk)
{
    const struct rt_scores *s = &risk->scores;

    switch (when) {
    case RT_WHEN_WEAK:
        return s->vulnerability == 3;
    case RT_WHEN_THREAT:
        return s->threat == 3;
    case RT_WHEN_PERSONAL:
        return risk->personal || risk->sensitive || risk->my_number;
    case RT_WHEN_SECRET:
        return is_highest(s, s->confidentiality);
    case RT_WHEN_RUNNING:
        return is_highest(s, s->availability);
    case RT_WHEN_ALWAYS:
    case RT_WHEN_COUNT:
        break;
    }
    return false;
}

size_t rt_controls_for(
    const struct rt_risk *risk, const struct rt_control *out[RT_CANDIDATES_MAX])
{
    enum rt_control_medium medium = rt_control_medium_of(risk->medium);
    size_t n = 0;

    for (size_t i = 0; i < CONTROLS && n < RT_CANDIDATES_MAX; i++)
        if (table[i].medium == medium && holds(table[i].when, risk))
            out[n++] = &table[i];
    for (size_t i = 0; i < CONTROLS && n < RT_CANDIDATES_FILL; i++)
        if (table[i].medium == medium && table[i].when == RT_WHEN_ALWAYS)
            out[n++] = &table[i];
    return n;
}

bool rt_next_control(struct rt_str *rest, struct rt_str *control)
{
    while (rt_str_line(rest, control)) {
        *control = rt_str_trim(*control);
        while (rt_mark_skip(control, RT_MARK_BULLET | RT_MARK_STROKE)) {
        }
        *control = rt_str_trim(*control);
        if (control->n > 0)
            return true;
    }
    return false;
}

static bool names_all(struct rt_str of, struct rt_str in)
{
    struct rt_str control, other;

    while (rt_next_control(&of, &control)) {
        struct rt_str rest = in;
        bool found = false;
        while (!found && rt_next_control(&rest, &other))
            found = rt_fold_eq(control, other);
        if (!found)
            return false;
    }
    return true;
}

bool rt_same_controls(struct rt_str a, struct rt_str b)
{
    return names_all(a, b) && names_all(b, a);
}

/* clang-format off */
const struct rt_text rt_control_heads[RT_CONTROL_COLUMNS]
    = {{"媒体・保存先", "Medium"}, {"脅威の種類", "Kind of threat"},
        {"示す条件", "Shown where"}, {"附属書A\n（2022）", "Annex A\n(2022)"},
        {"候補", "Candidate"}, {"実施すること", "What to do"}};
/* clang-format on */

static void medium_shown(
    const struct rt_control *c, enum rt_lang lang, char to[RT_CONTROL_TEXT])
{
    const char *word = rt_word(lang, RT_W_MEDIUM_PAPER + c->medium);
    struct rt_str term = rt_control_medium_term(c->medium);

    if (word[0] != '\0' && term.n > 0)
        snprintf(to, RT_CONTROL_TEXT, "%s (%.*s)", word, RT_FMT(term));
    else
        rt_str_copy(to, RT_CONTROL_TEXT, term.n > 0 ? term : rt_str(word));
}

void rt_control_shown(const struct rt_control *c, int col, enum rt_lang lang,
    char to[RT_CONTROL_TEXT])
{
    const char *const texts[RT_CONTROL_COLUMNS]
        = {NULL, rt_word(lang, RT_W_BY_LOSS + c->threat),
            rt_word(lang, RT_W_WHEN_WEAK + c->when), NULL,
            rt_text(lang, c->name), rt_text(lang, c->text)};

    if (col == 0)
        medium_shown(c, lang, to);
    else if (col == 3)
        snprintf(to, RT_CONTROL_TEXT, "%d.%d", c->theme, c->number);
    else
        snprintf(to, RT_CONTROL_TEXT, "%s", texts[col]);
}
