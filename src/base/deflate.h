/* Deflate for packages and for what the state keeps, a piece at a time.
 *
 * No piece looks back at the one before, and each ends on a byte: pieces that
 * follow each other are one stream, in whatever order and thread they were
 * made. RT_DEFLATE_END ends the stream.
 */
#ifndef RISKTALLY_DEFLATE_H
#define RISKTALLY_DEFLATE_H

#include "base/text.h"

/* An empty last block. */
#define RT_DEFLATE_END RT_STR("\x03\x00")

struct rt_deflate;

/* `small`: take as long as it takes. */
enum rt_status rt_deflate_new(
    bool small, struct rt_deflate **out, struct rt_error *err) RT_MUST_USE;
void rt_deflate_free(struct rt_deflate *d);
/* Appends the piece (less than 1 GiB) to `to`, packed. */
enum rt_status rt_deflate_piece(struct rt_deflate *d, struct rt_str piece,
    struct rt_buf *to, struct rt_error *err) RT_MUST_USE;

/* The pieces as a stream that zlib reads (RFC 1950): between its head and its
 * end. Each appends to `to`. */
struct rt_zlib {
    struct rt_deflate *pack;
    uint32_t sum;
};

enum rt_status rt_zlib_begin(
    struct rt_zlib *z, struct rt_buf *to, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_zlib_piece(struct rt_zlib *z, struct rt_str piece,
    struct rt_buf *to, struct rt_error *err) RT_MUST_USE;
enum rt_status rt_zlib_end(
    struct rt_zlib *z, struct rt_buf *to, struct rt_error *err) RT_MUST_USE;
void rt_zlib_fini(struct rt_zlib *z);

#endif
