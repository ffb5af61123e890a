#include "risk/criteria_shown.h"

enum { VALUES = 2 }; /* the column of values */

struct block {
    struct rt_criteria *to;
    enum rt_lang lang;
    int row;
};

static struct rt_criteria_cell *add(
    struct block *b, int col, enum rt_criteria_look look)
{
    struct rt_criteria_cell *c = &b->to->cells[b->to->count++];

    *c = (struct rt_criteria_cell){
        .row = b->row, .col = col, .look = look, .number = -1};
    return c;
}

static void add_text(
    struct block *b, int col, enum rt_criteria_look look, const char *text)
{
    snprintf(add(b, col, look)->text, RT_CRITERIA_TEXT, "%s", text);
}

static void add_word(
    struct block *b, int col, enum rt_criteria_look look, enum rt_word word)
{
    add_text(b, col, look, rt_word(b->lang, word));
}

static void add_number(
    struct block *b, int col, enum rt_criteria_look look, int number)
{
    struct rt_criteria_cell *c = add(b, col, look);

    c->number = number;
    snprintf(c->text, RT_CRITERIA_TEXT, "%d", number);
}

void rt_criteria_scale(
    const struct rt_profile *p, enum rt_lang lang, char to[RT_CRITERIA_TEXT])
{
    snprintf(to, RT_CRITERIA_TEXT, rt_say(lang, "%d～%d", "%d to %d"),
        p->scale_min, p->scale_max);
}

static void add_pair(struct block *b, enum rt_word label, const char *value)
{
    b->row++;
    add_word(b, 0, RT_CRITERIA_LABEL, label);
    add_text(b, VALUES, RT_CRITERIA_VALUE, value);
}

static void add_scale(struct block *b, const struct rt_profile *p)
{
    char text[RT_CRITERIA_TEXT];

    add_pair(b, RT_W_SUM_TITLE, p->title[b->lang]);
    rt_criteria_scale(p, b->lang, text);
    add_pair(b, RT_W_SUM_SCALE, text);
    if (p->personal >= 0)
        snprintf(text, sizeof text, rt_say(b->lang, "%d 以上", "at least %d"),
            p->personal);
    else
        snprintf(
            text, sizeof text, "%s", rt_word(b->lang, RT_W_LEGEND_FORCED_NONE));
    add_pair(b, RT_W_LEGEND_FORCED, text);
    add_pair(b, RT_W_SUM_HASH, p->hash);
}

static void add_likelihood(struct block *b, const struct rt_profile *p)
{
    char text[RT_CRITERIA_TEXT];

    b->row += 2;
    add_word(b, 0, RT_CRITERIA_NOTE, RT_W_LEGEND_LIKELIHOOD);
    b->row++;
    snprintf(text, sizeof text, "%s ＼ %s",
        rt_word(b->lang, RT_W_LEGEND_THREAT),
        rt_word(b->lang, RT_W_LEGEND_VULNERABILITY));
    add_text(b, 0, RT_CRITERIA_HEAD, text);
    for (int v = 3; v >= 1; v--)
        add_number(b, VALUES + 3 - v, RT_CRITERIA_HEAD, v);
    for (int t = 3; t >= 1; t--) {
        b->row++;
        snprintf(text, sizeof text, "%d", t);
        add_text(b, 0, RT_CRITERIA_LABEL, text);
        for (int v = 3; v >= 1; v--)
            add_number(
                b, VALUES + 3 - v, RT_CRITERIA_NUMBER, p->likelihood[t][v]);
    }
}

/* The class or the priority of a level. */
static void add_of_level(
    struct block *b, const struct rt_profile *p, int col, int level, bool class)
{
    if (class) {
        struct rt_criteria_cell *c = add(b, col, RT_CRITERIA_CLASS);
        c->class = p->class_of[level];
        snprintf(c->text, RT_CRITERIA_TEXT, "%s",
            rt_word_class(b->lang, p->class_of[level]));
    } else if (p->priority_of[level] > 0) {
        add_number(b, col, RT_CRITERIA_NUMBER, p->priority_of[level]);
    } else {
        add_text(b, col, RT_CRITERIA_NUMBER, "-");
    }
}

static void add_levels(struct block *b, const struct rt_profile *p)
{
    static const enum rt_word labels[]
        = {RT_W_SUM_LEVEL, RT_W_SUM_CLASS, RT_W_SUM_PRIORITY};

    b->row += 2;
    add_word(b, 0, RT_CRITERIA_NOTE, RT_W_LEGEND_LEVELS);
    for (size_t line = 0; line < RT_COUNT(labels); line++) {
        int col = VALUES;
        b->row++;
        add_word(b, 0, line == 0 ? RT_CRITERIA_HEAD : RT_CRITERIA_LABEL,
            labels[line]);
        for (int level = 0; level <= RT_LEVEL_MAX; level++) {
            if (p->class_of[level] == RT_CLASS_NONE)
                continue;
            if (line == 0)
                add_number(b, col++, RT_CRITERIA_HEAD, level);
            else
                add_of_level(b, p, col++, level, line == 1);
        }
    }
}

/* --- acceptance ----------------------------------------------------------- */

static void add_zones(struct block *b, const struct rt_profile *p,
    enum rt_evaluation which, enum rt_word label)
{
    int col = VALUES;

    b->row++;
    add_word(b, 0, RT_CRITERIA_LABEL, label);
    for (int level = 0; level <= RT_LEVEL_MAX; level++)
        if (p->class_of[level] != RT_CLASS_NONE)
            add_word(b, col++, RT_CRITERIA_NUMBER,
                RT_W_ZONE_ACCEPTABLE + rt_profile_zone(p, which, level));
}

static void add_acceptance(struct block *b, const struct rt_profile *p)
{
    char text[RT_CRITERIA_TEXT];

    add_zones(b, p, RT_FIRST, RT_W_LEGEND_ACCEPT_FIRST);
    add_zones(b, p, RT_RESIDUAL, RT_W_LEGEND_ACCEPT_RESIDUAL);
    if (p->acceptance.days > 0)
        snprintf(text, sizeof text, rt_say(b->lang, "%d日", "%d days"),
            p->acceptance.days);
    else
        snprintf(
            text, sizeof text, "%s", rt_say(b->lang, "無期限", "for ever"));
    add_pair(b, RT_W_LEGEND_SIGNATURE_DAYS, text);
    b->row++;
    add_word(b, 0, RT_CRITERIA_NOTE, RT_W_LEGEND_ACCEPTANCE);
    b->row++;
    add_word(b, 0, RT_CRITERIA_NOTE, RT_W_LEGEND_ACCEPTANCE_OURS);
}

/* "4, 6": the levels of a zone that occur; false for none. */
static bool name_levels(const struct rt_profile *p, enum rt_evaluation which,
    enum rt_zone zone, enum rt_lang lang, char to[40])
{
    int first = -1, last = -1;

    for (int level = 0; level <= RT_LEVEL_MAX; level++) {
        if (p->class_of[level] == RT_CLASS_NONE
            || rt_profile_zone(p, which, level) != zone)
            continue;
        first = first < 0 ? level : first;
        last = level;
    }
    if (first == last)
        snprintf(to, 40, "%d", first);
    else
        snprintf(to, 40, rt_say(lang, "%d～%d", "%d to %d"), first, last);
    return first >= 0;
}

void rt_criteria_line(const struct rt_profile *p, enum rt_evaluation which,
    enum rt_lang lang, char to[RT_CRITERIA_LINE])
{
    char levels[40];
    size_t n = 0;

    to[0] = '\0';
    for (int zone = RT_ZONE_NEVER; zone >= RT_ZONE_ACCEPTABLE; zone--) {
        if (!name_levels(p, which, (enum rt_zone)zone, lang, levels))
            continue;
        n += (size_t)snprintf(to + n, RT_CRITERIA_LINE - n, "%s",
            n > 0 ? rt_say(lang, "　／　", " / ") : "");
        n += (size_t)snprintf(to + n, RT_CRITERIA_LINE - n,
            rt_word(lang, RT_W_MATRIX_ACCEPTABLE + zone), levels);
    }
}

void rt_criteria_shown(
    const struct rt_profile *p, enum rt_lang lang, struct rt_criteria *out)
{
    struct block b = {.to = out, .lang = lang};

    out->count = 0;
    add_scale(&b, p);
    add_likelihood(&b, p);
    add_levels(&b, p);
    out->older = out->count;
    add_acceptance(&b, p);
    out->rows = b.row + 1;
}
