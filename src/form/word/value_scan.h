/* A cursor over a cell's text for reading numbers and dates.
 *
 * It shows one code point at a time with the spellings that cannot change a
 * number's meaning already removed: full-width ASCII is ASCII, every dash is
 * '-', every slash '/', every white space ' ', and zero-width characters are
 * not there. It does not use NFKC: that would read ㍘ as 0点, ½ as 1⁄2 and
 * ①② as 12.
 */
#ifndef RT_FORM_SCAN_H
#define RT_FORM_SCAN_H

#include "base/text.h"

enum { RT_SCAN_END = 0, RT_SCAN_INVALID = 0xFFFD };

struct rt_scan {
    struct rt_str here; /* the text from the current code point on, raw */
    uint32_t cp;        /* the current code point, or RT_SCAN_END */
    size_t n;           /* its length in bytes */
};

void rt_scan_init(struct rt_scan *s, struct rt_str text);
void rt_scan_next(struct rt_scan *s);
void rt_scan_spaces(struct rt_scan *s);
/* Spaces, then: is this the end? */
bool rt_scan_at_end(struct rt_scan *s);
/* Steps over cp if it is the current code point. */
bool rt_scan_take(struct rt_scan *s, uint32_t cp);
/* Steps over the word (UTF-8; ASCII letters in either case) or stays. */
bool rt_scan_word(struct rt_scan *s, const char *word);
/* ASCII digits, at most max_digits (9 or fewer): how many there were, 0 for
 * none or too many; then the cursor is where it was. */
int rt_scan_digits(struct rt_scan *s, int max_digits, int *value);
/* 十二, 二〇二六, 三十: 0..9999. False (and the cursor stays) for none. */
bool rt_scan_kanji(struct rt_scan *s, int *value);

#endif
