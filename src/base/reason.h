/* Why something failed, in the reader's words. */
#ifndef RISKTALLY_REASON_H
#define RISKTALLY_REASON_H

#include "base/lang.h"

struct rt_text rt_what(enum rt_what what);

/* What a part of a workbook is. */
struct rt_text rt_part_words(const char *part);
/* What a file seems to be, by its first bytes; `kind` itself where that is a
 * name in any language: PDF. */
struct rt_text rt_kind_words(const char *kind);

/* An errno in a few words; in Japanese its name ("ECHILD") where no user of
 * files meets it. */
const char *rt_reason(enum rt_lang lang, int os);
/* The same of an input that cannot be read. */
const char *rt_reason_of_input(enum rt_lang lang, int os);

/* A failure's sentence, in English where it has no Japanese one. One that has
 * none at all comes from a buffer that could not grow. */
const char *rt_error_text(enum rt_lang lang, const struct rt_error *err);

#endif
