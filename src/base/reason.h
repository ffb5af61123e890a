/* Why the operating system refused, in the reader's words. */
#ifndef RISKTALLY_REASON_H
#define RISKTALLY_REASON_H

#include "base/lang.h"

struct rt_text rt_what(enum rt_what what);

/* An errno in a few Japanese words; NULL for one that is seldom met. */
const char *rt_reason_ja(int os);
/* The same of an input that cannot be read, in either language. */
const char *rt_reason_of_input(enum rt_lang lang, int os);

#endif
