/* The catalogue's lines as a table, and looking one up by code or by name.
 *
 * Everything comes from catalogue.def, so that a new code is one line there. No
 * text and no severity is decided here.
 */
#include "finding/finding.h"

#include "record/book_words.h"

static const struct rt_finding_info table[RT_CODE_COUNT] = {
    [RT_CODE_NONE] = {"", RT_INFO, {"", ""}, {"", ""}},
#define RT_FINDING(code, severity, ja, en, fix_ja, fix_en)                     \
    [RT_##code] = {#code, severity, {ja, en}, {fix_ja, fix_en}},
#include "finding/catalogue.def"
};

const struct rt_finding_info *rt_finding_info(enum rt_code code)
{
    /* a code that is none is a bug of the caller; an empty line shows it
       without reading past the table */
    return &table[(unsigned)code < RT_CODE_COUNT ? code : RT_CODE_NONE];
}

enum rt_code rt_finding_code(struct rt_str name)
{
    for (int code = RT_CODE_NONE + 1; code < RT_CODE_COUNT; code++)
        if (rt_str_is(name, table[code].name))
            return code;
    return RT_CODE_NONE;
}

const char *rt_severity_name(enum rt_severity severity)
{
    static const char *const names[] = {"info", "warning", "error"};

    return names[severity];
}

const char *rt_severity_label(enum rt_lang lang, enum rt_severity severity)
{
    return rt_word(lang, RT_W_INFO + severity);
}
