/* The profiles that are compiled in.
 *
 * They are ordinary INI texts, put into profiles.inc by scripts/embed when the
 * program is built, and parsed at first use by the same code as any other.
 * Workers ask at the same time, so the first use is guarded. A built-in text
 * that does not parse is a bug; its profile is then absent, and the unit test
 * of this file says so.
 */
#include "risk/profile.h"

#include <pthread.h>

static const struct {
    const char *name, *text;
} texts[] = {
#include "profiles.inc"
};

/* The order of the documentation; the build's order is that of file names. */
static const char *const order[]
    = {"ipa-2.1", "ipa-3", "ipa-3.1", "ipa-4.0", "tokyo-isms"};

enum { COUNT = RT_COUNT(order) };

_Static_assert(COUNT == RT_COUNT(texts),
    "each file of src/risk/profiles has its place in `order`");

static struct rt_profile profiles[COUNT];
static size_t parsed;
static struct rt_profile own[2];
static size_t own_count;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const char *text_named(const char *name)
{
    for (size_t i = 0; i < COUNT; i++)
        if (rt_str_is(rt_str(name), texts[i].name))
            return texts[i].text;
    return "";
}

static void parse_all(void)
{
    for (size_t i = 0; i < COUNT; i++) {
        struct rt_str text = rt_str(text_named(order[i]));

        if (rt_profile_parse(text, order[i], &profiles[parsed], NULL) == RT_OK)
            parsed++;
    }
}

const struct rt_profile *rt_profile_builtin(size_t i)
{
    pthread_once(&once, parse_all);
    return i < parsed ? &profiles[i] : NULL;
}

const struct rt_profile *rt_profile_named(struct rt_str name)
{
    const struct rt_profile *p;

    for (size_t i = 0; (p = rt_profile_builtin(i)) != NULL; i++)
        if (rt_str_is(name, p->name))
            return p;
    for (size_t i = 0; i < own_count; i++)
        if (rt_str_is(name, own[i].name))
            return &own[i];
    return NULL;
}

void rt_profile_know(const struct rt_profile *profile)
{
    if (own_count < RT_COUNT(own) && !rt_profile_named(rt_str(profile->name)))
        own[own_count++] = *profile;
}
