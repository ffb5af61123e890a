/* ISA-L, or zlib: where the result is to be small, and where the program is
 * built without ISA-L (make ISAL=0).
 *
 * ISA-L at its level 1 packs rows ten times as fast as zlib at its level 6, into
 * a third more bytes; zlib at its level 1 takes four times as long as ISA-L for
 * the same size.
 */
#include "base/deflate.h"

#include <stdlib.h>
#include <zlib.h>

#ifdef RT_ISAL
#include <isa-l/igzip_lib.h>
#endif

enum { PIECE_MAX = 1 << 30, FAST = 1, SMALL = 6, MEMORY = 9, START = 4 };

/* Stored, in blocks of 64 KB, a piece grows by this and by a part in so many. */
enum { GROWTH = 1024, GROWTH_PART = 1024 };

struct rt_deflate {
    bool with_zlib;
    z_stream z;
#ifdef RT_ISAL
    struct isal_zstream isal;
    uint8_t level_buffer[ISAL_DEF_LVL1_DEFAULT];
#endif
};

enum rt_status rt_deflate_new(
    bool small, struct rt_deflate **out, struct rt_error *err)
{
    struct rt_deflate *d = calloc(1, sizeof *d);

    RT_NEED(d, err);
#ifdef RT_ISAL
    d->with_zlib = small;
#else
    d->with_zlib = true;
#endif
    if (d->with_zlib
        && deflateInit2(&d->z, small ? SMALL : FAST, Z_DEFLATED, -MAX_WBITS,
               MEMORY, Z_DEFAULT_STRATEGY)
               != Z_OK) {
        free(d);
        return rt_fail_nomem(err);
    }
    *out = d;
    return RT_OK;
}

void rt_deflate_free(struct rt_deflate *d)
{
    if (d && d->with_zlib)
        deflateEnd(&d->z);
    free(d);
}

/* Packs it into `room` bytes at `at`; how many are left, 0 for a failure. */
static size_t pack_with_zlib(
    z_stream *z, struct rt_str piece, char *at, size_t room)
{
    if (deflateReset(z) != Z_OK)
        return 0;
    z->next_in = (Bytef *)(uintptr_t)piece.p; /* only read */
    z->avail_in = (uInt)piece.n;
    z->next_out = (Bytef *)at;
    z->avail_out = (uInt)room;
    return deflate(z, Z_FULL_FLUSH) == Z_OK && z->avail_in == 0 ? z->avail_out
                                                                : 0;
}

#ifdef RT_ISAL

/* Packs it whole, up to a byte's end. */
static bool feed(struct isal_zstream *z, const char *text, size_t n)
{
    if (n == 0)
        return true;
    z->flush = SYNC_FLUSH;
    z->next_in = (uint8_t *)(uintptr_t)text; /* only read */
    z->avail_in = (uint32_t)n;
    return isal_deflate(z) == COMP_OK && z->avail_in == 0
           && z->internal_state.state == ZSTATE_NEW_HDR;
}

/* The first bytes alone: where more than 16 begin a stream, the assembler code
 * of ISA-L (2.30 to 2.32) hashes the third of them from a register that holds
 * the stream's address, and what comes out depends on it.
 */
static size_t pack(
    struct rt_deflate *d, struct rt_str piece, char *at, size_t room)
{
    size_t start = piece.n < START ? piece.n : START;

    if (d->with_zlib)
        return pack_with_zlib(&d->z, piece, at, room);
    isal_deflate_init(&d->isal);
    d->isal.level = FAST;
    d->isal.level_buf = d->level_buffer;
    d->isal.level_buf_size = sizeof d->level_buffer;
    d->isal.next_out = (uint8_t *)at;
    d->isal.avail_out = (uint32_t)room;
    return feed(&d->isal, piece.p, start)
                   && feed(&d->isal, piece.p + start, piece.n - start)
               ? d->isal.avail_out
               : 0;
}

#else

static size_t pack(
    struct rt_deflate *d, struct rt_str piece, char *at, size_t room)
{
    return pack_with_zlib(&d->z, piece, at, room);
}

#endif

enum rt_status rt_deflate_piece(struct rt_deflate *d, struct rt_str piece,
    struct rt_buf *to, struct rt_error *err)
{
    size_t room = compressBound(piece.n) + piece.n / GROWTH_PART + GROWTH, left;
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

/* --- with the head and the end of zlib --------------------------------------- */

static enum rt_status put(
    struct rt_buf *to, struct rt_str s, struct rt_error *err)
{
    return rt_buf_adds(to, s) == RT_OK ? RT_OK : rt_fail_nomem(err);
}

enum rt_status rt_zlib_begin(
    struct rt_zlib *z, struct rt_buf *to, struct rt_error *err)
{
    *z = (struct rt_zlib){.sum = (uint32_t)adler32(0, NULL, 0)};
    RT_TRY(rt_deflate_new(false, &z->pack, err));
    return put(to, RT_STR("\x78\x01"), err);
}

enum rt_status rt_zlib_piece(struct rt_zlib *z, struct rt_str piece,
    struct rt_buf *to, struct rt_error *err)
{
    z->sum = (uint32_t)adler32_z(z->sum, (const Bytef *)piece.p, piece.n);
    return rt_deflate_piece(z->pack, piece, to, err);
}

enum rt_status rt_zlib_end(
    struct rt_zlib *z, struct rt_buf *to, struct rt_error *err)
{
    char sum[4];

    for (size_t i = 0; i < sizeof sum; i++)
        sum[i] = (char)(z->sum >> (24 - 8 * i));
    RT_TRY(put(to, RT_DEFLATE_END, err));
    return put(to, (struct rt_str){sum, sizeof sum}, err);
}

void rt_zlib_fini(struct rt_zlib *z)
{
    rt_deflate_free(z->pack);
}
