/* The physical lines of a text file as UTF-8, one at a time.
 *
 * A line is found in the raw bytes and decoded alone, so that a byte that
 * does not decode belongs to a known line, spoils only that line, and reading
 * can go back to any line's beginning. LF, CR LF and CR all end a line, mixed
 * as they come.
 */
#ifndef INPUT_LINES_H
#define INPUT_LINES_H

#include <iconv.h>

#include "input/encoding.h"

struct in_line {
    struct rt_str text; /* without its end; valid until the next call */
    const char *end;    /* "\n", "\r\n", "\r", or "" at the end of the file */
    uint32_t number;    /* 1-based */
    int bad;            /* the first byte that did not decode, or -1 */
    bool nul;           /* held a NUL (given as U+FFFD, like a bad byte) */
};

/* A place to go back to. */
struct in_mark {
    uint64_t off;
    uint32_t number; /* of the line that begins there */
};

struct in_lines {
    const struct in_source *src;
    struct in_encoding enc;
    iconv_t cd;
    bool cd_open;
    size_t max; /* bytes of a line */
    unsigned char *raw;
    size_t cap, len, at;
    uint64_t raw_off;
    size_t lf; /* no LF before raw[lf] from `at` on; SIZE_MAX: not known */
    uint32_t number;
    struct rt_buf decoded;
};

enum rt_status rt_lines_open(struct in_lines *l, const struct in_source *src,
    const struct in_encoding *enc, size_t max_line,
    struct rt_error *err) RT_MUST_USE;
void rt_lines_close(struct in_lines *l);
/* RT_ROW, RT_END or a failure; RT_LIMIT without a finding code when a line is
 * longer than max_line. */
enum rt_status rt_lines_next(
    struct in_lines *l, struct in_line *out, struct rt_error *err) RT_MUST_USE;

struct in_mark rt_lines_mark(const struct in_lines *l);
void rt_lines_go(struct in_lines *l, struct in_mark mark);

#endif
