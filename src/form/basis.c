/* See basis.h.
 *
 * Scores are shown as they are in their cells, so that a blank or a word that
 * could not be read is seen; numbers that are computed themselves are shown as
 * computed, because the recorded ones may be wrong and have findings of their
 * own.
 */
#include "form/basis.h"

#include <ctype.h>
#include <stdarg.h>

struct text {
    const struct rt_basis *b;
    char *to;
    size_t n;
};

RT_PRINTF(2, 3) static void add(struct text *t, const char *fmt, ...)
{
    va_list ap;
    int n;

    va_start(ap, fmt);
    n = vsnprintf(t->to + t->n, RT_BASIS_MAX - t->n, fmt, ap);
    va_end(ap);
    t->n += n > 0 ? (size_t)n : 0;
    if (t->n >= RT_BASIS_MAX) {
        t->n = rt_utf8_valid_prefix(rt_str(t->to));
        t->to[t->n] = '\0';
    }
}

static void add_name(struct text *t, enum rt_field f)
{
    if (t->n > 0)
        add(t, "%s", rt_comma(t->b->lang));
    add(t, "%.*s ", RT_FMT(rt_field_name(f, t->b->lang)));
}

static void add_number(struct text *t, enum rt_field f, int v)
{
    add_name(t, f);
    if (v == RT_UNKNOWN)
        add(t, "%s", rt_say(t->b->lang, "不明", "not known"));
    else
        add(t, "%d", v);
}

/* A cell's text, as much of it as a sentence takes in. */
static void add_text(struct text *t, const char *before,
    const struct rt_cell *c, const char *after)
{
    struct rt_str s = rt_str_trim(c->text);

    if (s.n > 60) {
        s.n = 60;
        s.n = rt_utf8_valid_prefix(s);
    }
    add(t, "%s%.*s%s", before, RT_FMT(s), after);
}

static void add_score(struct text *t, enum rt_field f, int v)
{
    const struct rt_cell *cell = t->b->cell[f];

    if (t->b->layout->col_of[f] < 0)
        return;
    if (v != RT_UNKNOWN) {
        add_number(t, f, v);
        return;
    }
    add_name(t, f);
    if (rt_cell_blank(cell))
        add(t, "%s", rt_say(t->b->lang, "空欄", "blank"));
    else
        add_text(t, rt_say(t->b->lang, "「", "\""), cell,
            rt_say(t->b->lang, "」", "\""));
}

static bool is_text(const struct rt_basis *b, enum rt_field f, int v)
{
    return v != RT_UNKNOWN && b->cell[f] && b->cell[f]->type == RT_CELL_STRING;
}

/* MAX and its like pass over numbers stored as text. */
static void add_why(struct text *t, int recorded)
{
    const struct rt_basis *b = t->b;
    const struct rt_cell *cell = b->cell[RT_F_IMPORTANCE];
    const struct {
        enum rt_field field;
        int value;
    } scores[] = {{RT_F_CONFIDENTIALITY, b->scores->confidentiality},
        {RT_F_INTEGRITY, b->scores->integrity},
        {RT_F_AVAILABILITY, b->scores->availability}};
    int counted = 0, text = -1;

    if (!cell || !cell->is_formula)
        return;
    for (size_t i = 0; i < RT_COUNT(scores); i++) {
        if (!is_text(b, scores[i].field, scores[i].value))
            counted = scores[i].value > counted ? scores[i].value : counted;
        else if (text < 0 || scores[i].value > scores[text].value)
            text = (int)i;
    }
    if (text < 0 || counted != recorded || scores[text].value <= counted)
        return;
    add(t, "%s%.*s", rt_say(b->lang, "。", "; "),
        RT_FMT(rt_field_name(scores[text].field, b->lang)));
    add_text(t, rt_say(b->lang, "の「", " \""), b->cell[scores[text].field],
        rt_say(b->lang, "」が文字列なので、重要度の数式が数えていません",
            "\" is stored as text, so the formula for importance passes over "
            "it"));
}

static void add_importance(struct text *t, int recorded)
{
    const struct rt_basis *b = t->b;
    bool forced = b->scores->any_personal && b->profile->personal >= 0;

    /* Beside an importance that was given the scores are blank. */
    if (b->scores->given_importance == RT_UNKNOWN) {
        add_score(t, RT_F_CONFIDENTIALITY, b->scores->confidentiality);
        add_score(t, RT_F_INTEGRITY, b->scores->integrity);
        add_score(t, RT_F_AVAILABILITY, b->scores->availability);
    }
    for (size_t i = 0; forced && i < RT_PERSONAL_FIELDS; i++) {
        if (rt_cell_blank(b->cell[rt_personal_fields[i]]))
            continue;
        add_name(t, rt_personal_fields[i]);
        add_text(t, "", b->cell[rt_personal_fields[i]], "");
    }
    add_why(t, recorded);
}

static void add_likelihood(struct text *t)
{
    const struct rt_scores *s = t->b->scores;

    if (s->given_likelihood != RT_UNKNOWN) {
        add_number(t, RT_F_LIKELIHOOD, s->given_likelihood);
        return;
    }
    add_number(t, RT_F_THREAT, s->threat);
    add_number(t, RT_F_VULNERABILITY, s->vulnerability);
}

void rt_basis_say(const struct rt_basis *b, enum rt_code code, int recorded,
    char to[RT_BASIS_MAX])
{
    struct text t = {.b = b, .to = to};

    to[0] = '\0';
    switch (code) {
    case RT_RA101:
        add_importance(&t, recorded);
        break;
    case RT_RA102:
        add_likelihood(&t);
        break;
    case RT_RA103:
        add_number(&t, RT_F_IMPORTANCE, b->result->importance);
        add_number(&t, RT_F_LIKELIHOOD, b->result->likelihood);
        if (b->layout->col_of[RT_F_LIKELIHOOD] < 0)
            add_likelihood(&t);
        break;
    case RT_RA106:
        add_number(&t, RT_F_LIKELIHOOD, b->result->likelihood);
        break;
    default:
        add_number(&t, RT_F_LEVEL, b->result->level);
        break;
    }
}

struct rt_str rt_class_like(enum rt_class class, struct rt_str recorded)
{
    bool ascii = recorded.n > 0 && isalpha((unsigned char)recorded.p[0]);

    for (size_t i = 0; i < recorded.n; i++)
        ascii &= (unsigned char)recorded.p[i] < 0x80;
    for (int i = RT_LOW; i <= RT_HIGH; i++) {
        for (int lang = 0; lang < 2; lang++) {
            if (rt_str_is(recorded, rt_class_label((enum rt_class)i, lang)))
                return rt_str(rt_class_label(class, lang));
        }
    }
    return rt_str(ascii ? rt_class_name(class) : rt_class_shown(class));
}
