/* The language of messages and results: chosen once, the same way everywhere.
 *
 * `--lang`, else RISKTALLY_LANG, else the locale by name (LC_ALL, LC_MESSAGES,
 * LANG: the first that is set): ja* is Japanese, another named language is
 * English. C, POSIX (with or without an encoding, as "C.UTF-8") and no locale
 * at all are Japanese: under cron no locale is set, and cron's mail is read by
 * the program's ordinary users.
 *
 * The locale is only read, never set: numbers, dates and sorting do not depend
 * on it.
 */
#ifndef RISKTALLY_LANG_H
#define RISKTALLY_LANG_H

#include "base/status.h"
#include "base/text.h"

enum rt_lang { RT_JA, RT_EN };

/* `option` is the value of --lang, NULL where it was not given. A value of
 * --lang or RISKTALLY_LANG that is neither "ja" nor "en" is RT_USAGE; *out is
 * then the locale's language, so that the error can be reported in it. */
enum rt_status rt_lang_choose(
    const char *option, enum rt_lang *out, struct rt_error *err) RT_MUST_USE;

/* One thing in both languages, as tables hold it. */
struct rt_text {
    const char *ja, *en;
};

/* The sentence in the language of the run: the one way to choose. Both may be
 * formats of printf, and both are held to the arguments. */
const char *rt_say(enum rt_lang lang, const char *ja, const char *en)
    __attribute__((format_arg(2), format_arg(3)));
/* The same of a table's text. */
const char *rt_text(enum rt_lang lang, struct rt_text text);

/* What separates the items of a list. */
const char *rt_comma(enum rt_lang lang);

/* The language for a locale's name; NULL and "" are no locale. */
enum rt_lang rt_lang_of_locale(const char *name);

/* A list of names, of headings or sheets, in one message: adds the i-th, in one
 * line and shortened, and at the end of `count` says how many are left out. */
enum { RT_NAMES_BYTES = 16 * 1024 };
enum rt_status rt_add_name(struct rt_buf *b, size_t i, struct rt_str name,
    enum rt_lang lang) RT_MUST_USE;
enum rt_status rt_end_names(
    struct rt_buf *b, size_t count, enum rt_lang lang) RT_MUST_USE;

#endif
