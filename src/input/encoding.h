/* Which encoding a text file is in: named by the caller, or detected from the
 * bytes: all of them, up to the first million beyond ASCII.
 *
 * A byte order mark decides, where the text is what it says. Without one,
 * separators and line ends with a zero half mean UTF-16; a file that is UTF-8
 * throughout is UTF-8; for the rest, UTF-8 and CP932 are compared by how many
 * bytes do not fit, so that one broken character, early or late, changes
 * nothing but its own line. EUC-JP is never guessed, because most of it reads
 * as half-width katakana in CP932: a file of which that is true is refused
 * (IN121) and must be named. Nor is a file that is half the one and half the
 * other; a few lines of the other are refused as lines (lines.h).
 */
#ifndef INPUT_ENCODING_H
#define INPUT_ENCODING_H

#include "input/source.h"

enum in_charset { IN_UTF8, IN_CP932, IN_UTF16LE, IN_UTF16BE, IN_EUCJP };

struct in_encoding {
    enum in_charset charset;
    const char *name; /* also iconv's name */
    unsigned unit;    /* bytes per code unit: 1 or 2 */
    unsigned bom;     /* bytes to leave out at the beginning */
};

/* `name` may be NULL. Fails with IN113 (cannot be determined), IN121 (looks
 * like an encoding that is not read unasked) and IN114 (no such encoding). */
enum rt_status rt_encoding_find(struct in_encoding *out,
    const struct in_source *src, const char *name,
    struct rt_error *err) RT_MUST_USE;

/* How much of p is plain ASCII, from its beginning. */
size_t rt_ascii_prefix(const unsigned char *p, size_t n);

#endif
