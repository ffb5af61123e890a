/* Private to profile_ini.c, which collects a profile's lines, profile.c, which
 * interprets them, and profile_text.c, which writes them. */
#ifndef RISKTALLY_PROFILE_INI_H
#define RISKTALLY_PROFILE_INI_H

#include "base/ini.h"
#include "risk/profile.h"

/* Keys in the order of the canonical text; the three of a table are adjacent,
 * so that they can be walked. */
enum rt_profile_key {
    RT_KEY_NAME,
    RT_KEY_TITLE_JA,
    RT_KEY_TITLE_EN,
    RT_KEY_MIN,
    RT_KEY_MAX,
    RT_KEY_PERSONAL,
    RT_KEY_THREAT_1,
    RT_KEY_THREAT_2,
    RT_KEY_THREAT_3,
    RT_KEY_HIGH,
    RT_KEY_MEDIUM,
    RT_KEY_LOW,
    RT_KEY_PRIORITY_1,
    RT_KEY_PRIORITY_2,
    RT_KEY_PRIORITY_3,
    RT_KEY_ANY_SCORE,
    RT_KEY_IMPORTANCE,
    RT_KEY_CLASS,
    RT_KEY_SELECT_PERSONAL,
    RT_KEY_ACCEPTABLE,
    RT_KEY_SIGNED,
    RT_KEY_RESIDUAL_ACCEPTABLE,
    RT_KEY_RESIDUAL_SIGNED,
    RT_KEY_DAYS,
    RT_KEY_COUNT
};

struct rt_profile_value {
    char text[RT_INI_LINE + 1];
    unsigned line; /* 1-based; 0: the key was not there */
};

struct rt_profile_source {
    const char *origin; /* a path or a name, for messages */
    struct rt_profile_value value[RT_KEY_COUNT];
};

/* Fills in every value, or fails with RT_USAGE: a line that is no key, a key
 * that is unknown, given twice, empty or missing. Of an optional key that is not
 * there the line stays 0. */
enum rt_status rt_profile_collect(struct rt_str text, const char *origin,
    struct rt_profile_source *out, struct rt_error *err) RT_MUST_USE;

/* [acceptance] of a profile that does not say it: its classes are known. */
struct rt_acceptance rt_acceptance_by_class(const struct rt_profile *p);
/* The canonical text without the sections that say what is so without them. */
enum rt_status rt_profile_hashed_text(
    const struct rt_profile *p, struct rt_buf *out) RT_MUST_USE;

#endif
