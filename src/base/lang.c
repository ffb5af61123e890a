/* The choice of a language: see lang.h for the order and its reason.
 *
 * It is in base because every subcommand and the program's own --help need it.
 * It reads the environment and changes nothing: no setlocale, no system message
 * catalogues.
 */
#include "base/lang.h"

#include "base/text.h"
#include <stdlib.h>

static bool is_set(const char *value)
{
    return value && value[0] != '\0';
}

static bool named(const char *word, enum rt_lang *out)
{
    if (rt_str_is(rt_str(word), "ja"))
        *out = RT_JA;
    else if (rt_str_is(rt_str(word), "en"))
        *out = RT_EN;
    else
        return false;
    return true;
}

const char *rt_say(enum rt_lang lang, const char *ja, const char *en)
{
    return lang == RT_JA ? ja : en;
}

const char *rt_text(enum rt_lang lang, struct rt_text text)
{
    return rt_say(lang, text.ja, text.en);
}

const char *rt_comma(enum rt_lang lang)
{
    return rt_say(lang, "、", ", ");
}

enum rt_lang rt_lang_of_locale(const char *name)
{
    struct rt_str language = rt_str(name);

    if (!is_set(name) || rt_str_starts(language, RT_STR("ja")))
        return RT_JA;
    /* "C.UTF-8", "POSIX": a locale without a language */
    for (size_t i = 0; i < language.n; i++)
        if (language.p[i] == '.' || language.p[i] == '@')
            language.n = i;
    if (rt_str_is(language, "C") || rt_str_is(language, "POSIX"))
        return RT_JA;
    return RT_EN;
}

static const char *locale_name(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < RT_COUNT(variables); i++) {
        const char *value = getenv(variables[i]);

        if (is_set(value))
            return value;
    }
    return NULL;
}

enum rt_status rt_lang_choose(
    const char *option, enum rt_lang *out, struct rt_error *err)
{
    const char *wish = getenv("RISKTALLY_LANG");
    const char *source = "RISKTALLY_LANG";
    char shown[32];

    *out = rt_lang_of_locale(locale_name());
    if (option) {
        wish = option;
        source = "--lang";
    } else if (!is_set(wish)) {
        return RT_OK;
    }
    if (named(wish, out))
        return RT_OK;
    rt_str_copy(shown, sizeof shown, rt_str(wish));
    return rt_fail_both(err, RT_USAGE,
        "%s の値「%s」は ja（日本語）でも en（英語）でもありません",
        "%s is \"%s\": write ja (Japanese) or en (English)", source, shown);
}

/* --- lists of names ------------------------------------------------------ */

enum { NAMES_MAX = 40, NAME_BYTES = 123 };

enum rt_status rt_add_name(
    struct rt_buf *b, size_t i, struct rt_str name, enum rt_lang lang)
{
    char text[NAME_BYTES], *to = text;

    if (i >= NAMES_MAX)
        return RT_OK;
    rt_str_copy(text, sizeof text, name);
    for (const char *p = text; *p != '\0'; p++) {
        if (*p != '\n' && *p != '\r')
            *to++ = *p;
    }
    if (i > 0)
        RT_TRY(rt_buf_adds(b, rt_str(rt_comma(lang))));
    return rt_buf_add(b, text, (size_t)(to - text));
}

enum rt_status rt_end_names(struct rt_buf *b, size_t count, enum rt_lang lang)
{
    if (count <= NAMES_MAX)
        return RT_OK;
    return rt_buf_printf(
        b, rt_say(lang, "…ほか%zu件", "… and %zu more"), count - NAMES_MAX);
}
