/* zlib, in pieces. */
#include "report/xlsx/deflate.h"

#include <stdlib.h>
#include <zlib.h>

enum { PIECE_MAX = 1 << 30, MEMORY = 9 };

struct rt_deflate {
    z_stream z;
};

enum rt_status rt_deflate_new(struct rt_deflate **out, struct rt_error *err)
{
    struct rt_deflate *d = calloc(1, sizeof *d);

    RT_NEED(d, err);
    if (deflateInit2(
            &d->z, 6, Z_DEFLATED, -MAX_WBITS, MEMORY, Z_DEFAULT_STRATEGY)
        != Z_OK) {
        free(d);
        return rt_fail_nomem(err);
    }
    *out = d;
    return RT_OK;
}

void rt_deflate_free(struct rt_deflate *d)
{
    if (d)
        deflateEnd(&d->z);
    free(d);
}

enum rt_status rt_deflate_piece(struct rt_deflate *d, struct rt_str piece,
    struct rt_buf *to, struct rt_error *err)
{
    size_t room = deflateBound(&d->z, piece.n) + 64;
    char *at;

    if (piece.n == 0)
        return RT_OK;
    if (piece.n > PIECE_MAX || deflateReset(&d->z) != Z_OK)
        return rt_fail(err, RT_BUG, "deflate: bad piece");
    at = rt_buf_room(to, room);
    RT_NEED(at, err);
    d->z.next_in = (Bytef *)(uintptr_t)piece.p; /* only read */
    d->z.avail_in = (uInt)piece.n;
    d->z.next_out = (Bytef *)at;
    d->z.avail_out = (uInt)room;
    if (deflate(&d->z, Z_FULL_FLUSH) != Z_OK || d->z.avail_in > 0
        || d->z.avail_out == 0)
        return rt_fail(err, RT_BUG, "deflate: no room");
    to->len += room - d->z.avail_out;
    return RT_OK;
}

uint32_t rt_crc32(uint32_t crc, struct rt_str s)
{
    return (uint32_t)crc32_z(crc, (const Bytef *)s.p, s.n);
}
