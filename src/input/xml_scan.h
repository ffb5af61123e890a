/* A fast scanner for the plain XML that office programs write.
 *
 * It knows tags, attributes, text and the five named entities in UTF-8, and
 * checks them as strictly as expat does. Whatever else it meets (comments,
 * CDATA, character references, processing instructions, DOCTYPE, UTF-16, any
 * error at all) it calls odd and stops: the caller then reads the part again
 * with expat, which is the reference and finds the right words for errors.
 * So the scanner must never take what expat refuses, and need not take
 * everything that expat takes.
 *
 * It does no input of its own: the caller fills `buf` from `len` on up to
 * `cap` and says when that was the last.
 */
#ifndef INPUT_SCAN_H
#define INPUT_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum in_token {
    IN_TOKEN_START,
    IN_TOKEN_EMPTY, /* a start tag that is its own end */
    IN_TOKEN_END,
    IN_TOKEN_TEXT,
    IN_TOKEN_DONE,
    IN_TOKEN_MORE, /* the token continues past the buffer */
    IN_TOKEN_ODD
};

enum { IN_SCAN_ATTS = 16, IN_SCAN_NAMES = 8192 };

struct in_scan {
    char *buf; /* cap bytes; buf[len] is 0 */
    size_t cap, len, at;
    bool last;    /* nothing follows after len */
    bool started; /* the prologue is done */
    bool rooted;  /* there was a root element */
    size_t depth;
    char names[IN_SCAN_NAMES]; /* of open elements, each with its length */
    size_t names_len;
    /* the token; valid until buf is filled again */
    const char *name;
    const char *atts[2 * IN_SCAN_ATTS + 1]; /* as expat gives them */
    const char *text;
    size_t text_len;
};

enum in_token rt_in_scan_next(struct in_scan *s);

#endif
