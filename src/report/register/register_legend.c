/* 凡例: the criteria in force, as data, and what the columns mean.
 *
 * The formulas of the list of risks are made from the same profiles; this sheet
 * shows them to people, but the formulas do not refer to it, so that typing
 * into an explanation changes no result.
 */
#include "report/register/register.h"

enum { FIRST = 1, LAST = 11 };

static void put_pair(struct rt_xl_sheet *s, enum rt_word label, const char *v)
{
    rt_xl_word_across(s, FIRST, FIRST + 1, RT_XF_BOX_LABEL, label);
    rt_xl_across(s, FIRST + 2, LAST, RT_XF_BOX_TEXT, rt_str(v));
    rt_xl_next(s);
}

static void put_scale(struct rt_xl_sheet *s, const struct rt_profile *p)
{
    enum rt_lang lang = s->xl->run->lang;
    char text[64];

    put_pair(s, RT_W_SUM_TITLE, p->title[lang]);
    snprintf(text, sizeof text, rt_say(lang, "%d～%d", "%d to %d"),
        p->scale_min, p->scale_max);
    put_pair(s, RT_W_SUM_SCALE, text);
    if (p->personal >= 0)
        snprintf(text, sizeof text, rt_say(lang, "%d 以上", "at least %d"),
            p->personal);
    else
        snprintf(
            text, sizeof text, "%s", rt_word(lang, RT_W_LEGEND_FORCED_NONE));
    put_pair(s, RT_W_LEGEND_FORCED, text);
    put_pair(s, RT_W_SUM_HASH, p->hash);
}

static void put_likelihood(struct rt_xl_sheet *s, const struct rt_profile *p)
{
    enum rt_lang lang = s->xl->run->lang;
    char text[64];

    rt_xl_next(s);
    rt_xl_line(s, FIRST, RT_XF_NOTE, RT_W_LEGEND_LIKELIHOOD);
    snprintf(text, sizeof text, "%s ＼ %s", rt_word(lang, RT_W_LEGEND_THREAT),
        rt_word(lang, RT_W_LEGEND_VULNERABILITY));
    rt_xl_across(s, FIRST, FIRST + 1, RT_XF_HEAD, rt_str(text));
    for (int v = 3; v >= 1; v--)
        rt_xl_num(s, FIRST + 5 - v, RT_XF_HEAD, v);
    rt_xl_next(s);
    for (int t = 3; t >= 1; t--) {
        snprintf(text, sizeof text, "%d", t);
        rt_xl_across(s, FIRST, FIRST + 1, RT_XF_BOX_LABEL, rt_str(text));
        for (int v = 3; v >= 1; v--)
            rt_xl_num(s, FIRST + 5 - v, RT_XF_BOX_CENTER, p->likelihood[t][v]);
        rt_xl_next(s);
    }
}

static void put_levels(struct rt_xl_sheet *s, const struct rt_profile *p)
{
    enum rt_lang lang = s->xl->run->lang;
    int col = FIRST + 2;

    rt_xl_next(s);
    rt_xl_line(s, FIRST, RT_XF_NOTE, RT_W_LEGEND_LEVELS);
    rt_xl_word_across(s, FIRST, FIRST + 1, RT_XF_HEAD, RT_W_SUM_LEVEL);
    for (int level = 0; level <= RT_LEVEL_MAX; level++)
        if (p->class_of[level] != RT_CLASS_NONE)
            rt_xl_num(s, col++, RT_XF_HEAD, level);
    rt_xl_next(s);
    col = FIRST + 2;
    rt_xl_word_across(s, FIRST, FIRST + 1, RT_XF_BOX_LABEL, RT_W_SUM_CLASS);
    for (int level = 0; level <= RT_LEVEL_MAX; level++)
        if (p->class_of[level] != RT_CLASS_NONE)
            rt_xl_z(s, col++, RT_XF_CLASS_LOW + p->class_of[level],
                rt_word_class(lang, p->class_of[level]));
    rt_xl_next(s);
    col = FIRST + 2;
    rt_xl_word_across(s, FIRST, FIRST + 1, RT_XF_BOX_LABEL, RT_W_SUM_PRIORITY);
    for (int level = 0; level <= RT_LEVEL_MAX; level++) {
        if (p->class_of[level] == RT_CLASS_NONE)
            continue;
        if (p->priority_of[level] > 0)
            rt_xl_num(s, col++, RT_XF_BOX_CENTER, p->priority_of[level]);
        else
            rt_xl_z(s, col++, RT_XF_BOX_CENTER, "-");
    }
    rt_xl_next(s);
}

static void put_columns(const struct rt_register *r, struct rt_xl_sheet *s)
{
    struct rt_col cols[RT_XL_COLS];
    enum rt_lang lang = s->xl->run->lang;
    int count = rt_risk_columns(r, cols);

    rt_xl_next(s);
    rt_xl_together(s, 320);
    rt_xl_line(s, FIRST, RT_XF_SECTION, RT_W_LEGEND_COLUMNS);
    rt_xl_word(s, FIRST, RT_XF_HEAD, RT_W_LEGEND_COLUMN);
    rt_xl_word_across(s, FIRST + 1, FIRST + 2, RT_XF_HEAD, RT_W_SUM_TITLE);
    rt_xl_word_across(s, FIRST + 3, LAST, RT_XF_HEAD, RT_W_LEGEND_MEANING);
    rt_xl_next(s);
    for (int col = 0; col < count; col++) {
        char name[RT_HEADING];

        rt_xl_z(s, FIRST, RT_XF_BOX_CENTER, RT_COL(col));
        rt_xl_across(s, FIRST + 1, FIRST + 2, RT_XF_BOX_LABEL,
            rt_heading_line(cols[col].head, lang, name));
        rt_xl_across(s, FIRST + 3, LAST, RT_XF_BOX_TEXT,
            rt_str(rt_text(lang, cols[col].help)));
        rt_xl_next(s);
    }
}

static void put_profile(
    struct rt_xl_sheet *s, const struct rt_profile *p, const char *what)
{
    rt_xl_next(s);
    rt_xl_together(s, 320);
    rt_xl_print(s, FIRST, RT_XF_SECTION, "%s%s", p->name, what);
    rt_xl_next(s);
    put_scale(s, p);
    put_likelihood(s, p);
    put_levels(s, p);
}

/* With --one-scale: the criteria that the columns of the form's values
 * follow. */
static void put_own_profiles(struct rt_register *r, struct rt_xl_sheet *s)
{
    enum rt_lang lang = r->run->lang;
    struct rt_profile_use use;

    struct rt_cursor cursor = rt_ledger_own_profiles(r->ledger, r->err);
    while (rt_xl_row(&r->xl, &cursor, &use)) {
        if (!rt_profiles_find(
                r->profiles, r->profile_count, rt_str(use.profile.name)))
            put_profile(s, &use.profile, rt_word(lang, RT_W_LEGEND_OWN));
    }
}

void rt_register_legend(struct rt_register *r)
{
    enum rt_lang lang = r->run->lang;
    struct rt_xl_sheet s;

    rt_xl_sheet(&r->xl, &s, rt_word(lang, RT_W_SHEET_LEGEND), RT_A4);
    rt_xl_width(&s, 0, 0, 2);
    rt_xl_width(&s, FIRST, LAST, 13);
    rt_xl_pages(&s, 88);
    rt_xl_title(&s, FIRST, rt_word(lang, RT_W_LEGEND_TITLE),
        rt_word(lang, RT_W_LEGEND_NOTE));
    rt_xl_line(&s, FIRST, RT_XF_NOTE, RT_W_LEGEND_IMPORTANCE);
    rt_xl_line(&s, FIRST, RT_XF_NOTE, RT_W_LEGEND_PRIORITIES);
    for (size_t i = 0; i < r->profile_count; i++)
        put_profile(&s, &r->profiles[i].use.profile, "");
    if (r->run->one_scale)
        put_own_profiles(r, &s);
    put_columns(r, &s);
    rt_xl_finish(&s);
}
