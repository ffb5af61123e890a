/* Deflated streams, unpacked piece by piece, and the checksum of a zip.
 *
 * By ISA-L, three times as fast as zlib, which takes its place where the program
 * is built without it (make ISAL=0).
 */
#ifndef RISKTALLY_INFLATE_H
#define RISKTALLY_INFLATE_H

#include "base/text.h"

struct rt_inflate;

struct rt_inflate *rt_inflate_new(void); /* NULL: no memory */
void rt_inflate_free(struct rt_inflate *z);
/* The next packed bytes, once those before are used up; borrowed. */
void rt_inflate_feed(struct rt_inflate *z, struct rt_str packed);
/* Unpacks up to n bytes; *got is how many. RT_OK with less than n where more must
 * be fed, RT_END at the stream's end, RT_FORMAT for what is no such stream. */
enum rt_status rt_inflate_next(
    struct rt_inflate *z, void *to, size_t n, size_t *got) RT_MUST_USE;

/* CRC-32 of what came before and of `s`; it begins with 0. */
uint32_t rt_crc32(uint32_t crc, struct rt_str s);

#endif
