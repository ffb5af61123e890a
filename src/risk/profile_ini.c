/* The lines of a profile, collected and checked against the table of keys.
 *
 * A criterion that was misread would put a wrong number on every risk, so that
 * every key must be there, once, and nothing else; only what a profile may leave to
 * its default is optional. What the values mean is profile.c's business.
 */
#include "risk/profile_ini.h"

/* The one table of keys: section, name, and a line to write. */
static const struct key {
    const char *section, *name, *example;
    bool optional;
} keys[RT_KEY_COUNT] = {
    [RT_KEY_NAME] = {"profile", "name", "name = our-rules", false},
    [RT_KEY_TITLE_JA] = {"profile", "title_ja", "title_ja = 当社の基準", false},
    [RT_KEY_TITLE_EN] = {"profile", "title_en", "title_en = Our rules", false},
    [RT_KEY_MIN] = {"scale", "min", "min = 1", false},
    [RT_KEY_MAX] = {"scale", "max", "max = 3", false},
    [RT_KEY_PERSONAL] = {"scale", "personal", "personal = none", false},
    [RT_KEY_THREAT_1] = {"likelihood", "1", "1 = 1 1 1", false},
    [RT_KEY_THREAT_2] = {"likelihood", "2", "2 = 1 1 2", false},
    [RT_KEY_THREAT_3] = {"likelihood", "3", "3 = 1 2 3", false},
    [RT_KEY_HIGH] = {"class", "high", "high = 6-9", false},
    [RT_KEY_MEDIUM] = {"class", "medium", "medium = 4", false},
    [RT_KEY_LOW] = {"class", "low", "low = 1-3", false},
    [RT_KEY_PRIORITY_1] = {"priority", "1", "1 = 9", false},
    [RT_KEY_PRIORITY_2] = {"priority", "2", "2 = 6", false},
    [RT_KEY_PRIORITY_3] = {"priority", "3", "3 = 4", false},
    [RT_KEY_ANY_SCORE] = {"selection", "any-score", "any-score = max", true},
    [RT_KEY_IMPORTANCE] = {"selection", "importance", "importance = 3", true},
    [RT_KEY_CLASS] = {"selection", "class", "class = high", true},
    [RT_KEY_SELECT_PERSONAL]
    = {"selection", "personal", "personal = yes", true},
    [RT_KEY_ACCEPTABLE] = {"acceptance", "acceptable", "acceptable = 3", true},
    [RT_KEY_SIGNED] = {"acceptance", "signed", "signed = 4", true},
    [RT_KEY_RESIDUAL_ACCEPTABLE]
    = {"acceptance", "residual_acceptable", "residual_acceptable = 3", true},
    [RT_KEY_RESIDUAL_SIGNED]
    = {"acceptance", "residual_signed", "residual_signed = 4", true},
    [RT_KEY_DAYS] = {"acceptance", "days", "days = 365", true},
};

/* The lines on their way into `out`. */
struct collecting {
    struct rt_profile_source *out;
    struct rt_ini ini;
};

static bool section_known(struct rt_str name)
{
    for (size_t i = 0; i < RT_KEY_COUNT; i++)
        if (rt_str_is(name, keys[i].section))
            return true;
    return false;
}

static enum rt_status take_heading(
    void *context, struct rt_str name, struct rt_error *err)
{
    char shown[32];

    (void)context;
    if (section_known(name))
        return RT_OK;
    rt_str_copy(shown, sizeof shown, name);
    return rt_fail_both(err, RT_USAGE,
        "[%s] という見出しはありません（使えるのは [profile]、[scale]、[likelihood]、[class]、[priority]、[selection]、[acceptance]）",
        "[%s] is not known: write [profile], [scale], [likelihood], [class], "
        "[priority], [selection] or [acceptance]",
        shown);
}

static size_t find_key(const char *section, const char *name)
{
    size_t i = 0;

    while (i < RT_KEY_COUNT
           && (strcmp(keys[i].section, section) != 0
               || strcmp(keys[i].name, name) != 0))
        i++;
    return i;
}

static enum rt_status unknown_key(
    const char *section, const char *name, struct rt_error *err)
{
    char shown[32], allowed[96] = "";

    rt_str_copy(shown, sizeof shown, rt_str(name));
    if (section[0] == '\0')
        return rt_fail_both(err, RT_USAGE,
            "「%s」の上に見出しがありません（上に [profile] と書いてください）",
            "\"%s\" comes before any heading: write [profile] above it", shown);
    for (size_t i = 0; i < RT_KEY_COUNT; i++)
        if (strcmp(keys[i].section, section) == 0) {
            size_t n = strlen(allowed);

            snprintf(allowed + n, sizeof allowed - n, "%s%s", n > 0 ? ", " : "",
                keys[i].name);
        }
    return rt_fail_both(err, RT_USAGE,
        "[%s] に「%s」というキーはありません（使えるキー：%s）",
        "[%s] has no key \"%s\": its keys are %s", section, shown, allowed);
}

static enum rt_status take_value(void *context, const char *section,
    const char *name, const char *text, struct rt_error *err)
{
    struct collecting *c = context;
    size_t key = find_key(section, name);
    struct rt_profile_value *value = &c->out->value[key];

    if (key == RT_KEY_COUNT)
        return unknown_key(section, name, err);
    if (value->line != 0)
        return rt_fail_both(err, RT_USAGE,
            "[%s] の %s が2回あります（最初は%u行目。どちらかを消してください）",
            "[%s] %s is given twice (first in line %u): keep one of them",
            section, name, value->line);
    /* "key =;text" is a value to libinih, but would be a comment when the
       canonical text is read back */
    if (text[0] == '\0' || text[0] == ';')
        return rt_fail_both(err, RT_USAGE,
            "[%s] の %s に値がありません（例：%s）",
            "[%s] %s has no value: write one, as in `%s`", section, name,
            keys[key].example);
    rt_str_copy(value->text, sizeof value->text, rt_str(text));
    value->line = c->ini.line;
    return RT_OK;
}

/* --- the whole text ------------------------------------------------------ */

/* Bytes that no line of a profile can hold, whatever it means. */
static enum rt_status check_bytes(
    struct rt_str text, const char *origin, struct rt_error *err)
{
    size_t valid = rt_utf8_valid_prefix(text);
    unsigned line = 1;

    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if (i >= valid)
            return rt_fail_line(err, origin, line,
                "UTF-8ではありません（バイト %02X）。UTF-8で保存し直してください",
                "not UTF-8 (byte %02X): save the file as UTF-8", c);
        if (c == '\n')
            line++;
        else if (c == 0x7F || (c < 0x20 && c != '\t' && c != '\r'))
            return rt_fail_line(err, origin, line,
                "制御文字（バイト %02X）があります。取り除いてください",
                "a control character (byte %02X): remove it", c);
    }
    return RT_OK;
}

static enum rt_status check_complete(
    const struct collecting *c, struct rt_error *err)
{
    for (size_t i = 0; i < RT_KEY_COUNT; i++)
        if (c->out->value[i].line == 0 && !keys[i].optional)
            return rt_fail_line(err, c->ini.path,
                c->ini.line > 0 ? c->ini.line : 1,
                "[%s] の %s がありません（「%s」のような行を [%s] の下に書き足してください）",
                "the end is reached and [%s] %s is missing: add a line such "
                "as `%s` under [%s]",
                keys[i].section, keys[i].name, keys[i].example,
                keys[i].section);
    return RT_OK;
}

enum rt_status rt_profile_collect(struct rt_str text, const char *origin,
    struct rt_profile_source *out, struct rt_error *err)
{
    struct collecting c = {out, {origin, &c, take_heading, take_value, 0}};

    memset(out, 0, sizeof *out);
    out->origin = origin;
    RT_TRY(check_bytes(text, origin, err));
    RT_TRY(rt_ini_parse(&c.ini, text, err));
    return check_complete(&c, err);
}
