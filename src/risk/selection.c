#include "risk/selection.h"

static bool is_least(int value, int least)
{
    return least != RT_UNKNOWN && value != RT_UNKNOWN && value >= least;
}

bool rt_is_important_asset(
    const struct rt_profile *profile, const struct rt_risk *risk)
{
    const struct rt_selection *by = &profile->selection;
    const struct rt_scores *s = &risk->scores;

    return is_least(s->confidentiality, by->any_score)
           || is_least(s->integrity, by->any_score)
           || is_least(s->availability, by->any_score)
           || is_least(risk->result.importance, by->importance)
           || (by->class != RT_CLASS_NONE && risk->result.class >= by->class)
           || (by->personal && s->any_personal > 0);
}

/* Appends a condition, behind "or" where it is not the first. */
static void add(
    char to[RT_SELECTION_SHOWN], enum rt_lang lang, const char *text)
{
    size_t n = strlen(to);

    snprintf(to + n, RT_SELECTION_SHOWN - n, "%s%s",
        n > 0 ? rt_say(lang, "、または", ", or ") : "", text);
}

static void add_least(char to[RT_SELECTION_SHOWN], enum rt_lang lang,
    struct rt_text what, int least)
{
    char text[RT_SELECTION_SHOWN];

    if (least == RT_UNKNOWN)
        return;
    snprintf(text, sizeof text, rt_say(lang, "%s %d 以上", "%s at least %d"),
        rt_text(lang, what), least);
    add(to, lang, text);
}

void rt_selection_shown(
    const struct rt_profile *p, enum rt_lang lang, char to[RT_SELECTION_SHOWN])
{
    static const struct rt_text score
        = {"機密性・完全性・可用性のどれかが",
            "confidentiality, integrity or availability"},
        importance = {"重要度が", "importance"};
    const struct rt_selection *s = &p->selection;

    to[0] = '\0';
    add_least(to, lang, score, s->any_score);
    add_least(to, lang, importance, s->importance);
    if (s->class != RT_CLASS_NONE) {
        char text[RT_SELECTION_SHOWN];
        snprintf(text, sizeof text,
            rt_say(lang, "リスク区分が「%s」以上", "class at least %s"),
            rt_class_label(s->class, lang));
        add(to, lang, text);
    }
    if (s->personal)
        add(to, lang, rt_say(lang, "個人情報がある", "personal data is held"));
    if (to[0] == '\0')
        add(to, lang, rt_say(lang, "なし", "none"));
}
