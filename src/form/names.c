/* Lists of names in a sentence: so many, and how many more there are. */
#include "form/form.h"

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
