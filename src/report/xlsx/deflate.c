/* ISA-L, or zlib where the program is built without it (make ISAL=0).
 *
 * ISA-L at its level 1 packs rows ten times as fast as zlib at its level 6, into
 * a third more bytes; zlib at its level 1 takes four times as long as ISA-L for
 * the same size.
 */
#include "report/xlsx/deflate.h"

#include <stdlib.h>
#include <zlib.h>

#ifdef RT_ISAL
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#endif

enum { PIECE_MAX = 1 << 30 };

#ifdef RT_ISAL

/* Stored, in blocks of 64 KB, a piece grows by this and by a part in so many. */
enum { GROWTH = 1024, GROWTH_PART = 1024 };

struct rt_deflate {
    struct isal_zstream z;
    uint8_t level_buffer[ISAL_DEF_LVL1_DEFAULT];
};

enum rt_status rt_deflate_new(struct rt_deflate **out, struct rt_error *err)
{
    *out = calloc(1, sizeof **out);
    RT_NEED(*out, err);
    return RT_OK;
}

void rt_deflate_free(struct rt_deflate *d)
{
    free(d);
}

static size_t room_for(struct rt_deflate *d, size_t n)
{
    (void)d;
    return n + n / GROWTH_PART + GROWTH;
}

/* Packs it into `room` bytes at `at`; how many are left, 0 for a failure. */
static size_t pack(
    struct rt_deflate *d, struct rt_str piece, char *at, size_t room)
{
    isal_deflate_stateless_init(&d->z);
    d->z.level = 1;
    d->z.level_buf = d->level_buffer;
    d->z.level_buf_size = sizeof d->level_buffer;
    d->z.flush = FULL_FLUSH;
    d->z.next_in = (uint8_t *)(uintptr_t)piece.p; /* only read */
    d->z.avail_in = (uint32_t)piece.n;
    d->z.next_out = (uint8_t *)at;
    d->z.avail_out = (uint32_t)room;
    return isal_deflate_stateless(&d->z) == COMP_OK && d->z.avail_in == 0
               ? d->z.avail_out
               : 0;
}

uint32_t rt_crc32(uint32_t crc, struct rt_str s)
{
    return crc32_gzip_refl(crc, (const unsigned char *)s.p, s.n);
}

#else

enum { LEVEL = 1, MEMORY = 9 };

struct rt_deflate {
    z_stream z;
};

enum rt_status rt_deflate_new(struct rt_deflate **out, struct rt_error *err)
{
    struct rt_deflate *d = calloc(1, sizeof *d);

    RT_NEED(d, err);
    if (deflateInit2(
            &d->z, LEVEL, Z_DEFLATED, -MAX_WBITS, MEMORY, Z_DEFAULT_STRATEGY)
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

static size_t room_for(struct rt_deflate *d, size_t n)
{
    return deflateBound(&d->z, n) + 64;
}

static size_t pack(
    struct rt_deflate *d, struct rt_str piece, char *at, size_t room)
{
    if (deflateReset(&d->z) != Z_OK)
        return 0;
    d->z.next_in = (Bytef *)(uintptr_t)piece.p; /* only read */
    d->z.avail_in = (uInt)piece.n;
    d->z.next_out = (Bytef *)at;
    d->z.avail_out = (uInt)room;
    return deflate(&d->z, Z_FULL_FLUSH) == Z_OK && d->z.avail_in == 0
               ? d->z.avail_out
               : 0;
}

uint32_t rt_crc32(uint32_t crc, struct rt_str s)
{
    return (uint32_t)crc32_z(crc, (const Bytef *)s.p, s.n);
}

#endif

enum rt_status rt_deflate_piece(struct rt_deflate *d, struct rt_str piece,
    struct rt_buf *to, struct rt_error *err)
{
    size_t room = room_for(d, piece.n), left;
    char *at;

    if (piece.n == 0)
        return RT_OK;
    if (piece.n > PIECE_MAX)
        return rt_fail(err, RT_BUG, "deflate: the piece is too long");
    at = rt_buf_room(to, room);
    RT_NEED(at, err);
    left = pack(d, piece, at, room);
    if (left == 0)
        return rt_fail(err, RT_BUG, "deflate: no room");
    to->len += room - left;
    return RT_OK;
}
