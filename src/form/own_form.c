/* The items of the blank form, looked up by their text. */
#include "form/own_form.h"

static const struct {
    const char *media;
    struct rt_text text;
} checks[] = {
#define CATEGORY(...)
#define CHECK(media, ja, en) {media, {ja, en}},
#include "form/check_items.def"
};

static const struct rt_text categories[] = {
#define CATEGORY(ja, en) {ja, en},
#define CHECK(...)
#include "form/check_items.def"
};

static const struct {
    int medium;
    struct rt_text text;
} threats[] = {
#define THREAT(medium, ja, en) {medium, {ja, en}},
#include "form/threat_items.def"
};

static bool is(struct rt_str s, const struct rt_text *text)
{
    return rt_str_is(s, text->ja) || rt_str_is(s, text->en);
}

int rt_own_check(struct rt_str item, const char **media)
{
    struct rt_str s = rt_str_trim(item);

    for (int i = 0; i < RT_OWN_CHECKS; i++) {
        if (!is(s, &checks[i].text))
            continue;
        *media = checks[i].media;
        return i;
    }
    return -1;
}

int rt_own_category(struct rt_str name)
{
    struct rt_str s = rt_str_trim(name);

    for (int i = 0; i < RT_OWN_CATEGORIES; i++) {
        if (is(s, &categories[i]))
            return i;
    }
    return -1;
}

int rt_own_category_of(int item)
{
    static const int begins[] = {
#define CATEGORY(...) 1,
#define CHECK(...) 0,
#include "form/check_items.def"
    };
    int category = -1, at = 0;

    for (size_t i = 0; i < RT_COUNT(begins); i++) {
        category += begins[i];
        if (!begins[i] && at++ == item)
            return category;
    }
    return -1;
}

int rt_own_threat(struct rt_str threat, int *medium)
{
    struct rt_str s = rt_str_trim(threat);

    for (int i = 0; i < RT_OWN_THREATS; i++) {
        if (!is(s, &threats[i].text))
            continue;
        *medium = threats[i].medium;
        return i;
    }
    return -1;
}
