#include "base/inflate.h"

#include <stdlib.h>

#ifdef RT_ISAL

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

struct rt_inflate {
    struct inflate_state state;
};

struct rt_inflate *rt_inflate_new(void)
{
    struct rt_inflate *z = malloc(sizeof *z);

    if (z) {
        isal_inflate_init(&z->state);
        z->state.avail_in = 0;
    }
    return z;
}

void rt_inflate_free(struct rt_inflate *z)
{
    free(z);
}

void rt_inflate_feed(struct rt_inflate *z, struct rt_str packed)
{
    z->state.next_in = (uint8_t *)(uintptr_t)packed.p; /* only read */
    z->state.avail_in = (uint32_t)packed.n;
}

enum rt_status rt_inflate_next(
    struct rt_inflate *z, void *to, size_t n, size_t *got)
{
    int rc;

    z->state.next_out = to;
    z->state.avail_out = (uint32_t)n;
    rc = isal_inflate(&z->state);
    *got = n - z->state.avail_out;
    if (rc != ISAL_DECOMP_OK)
        return RT_FORMAT;
    return z->state.block_state == ISAL_BLOCK_FINISH ? RT_END : RT_OK;
}

uint32_t rt_crc32(uint32_t crc, struct rt_str s)
{
    return crc32_gzip_refl(crc, (const unsigned char *)s.p, s.n);
}

#else

#include <zlib.h>

struct rt_inflate {
    z_stream stream;
};

struct rt_inflate *rt_inflate_new(void)
{
    struct rt_inflate *z = calloc(1, sizeof *z);

    if (z && inflateInit2(&z->stream, -MAX_WBITS) != Z_OK) {
        free(z);
        z = NULL;
    }
    return z;
}

void rt_inflate_free(struct rt_inflate *z)
{
    if (z)
        inflateEnd(&z->stream);
    free(z);
}

void rt_inflate_feed(struct rt_inflate *z, struct rt_str packed)
{
    z->stream.next_in = (Bytef *)(uintptr_t)packed.p; /* only read */
    z->stream.avail_in = (uInt)packed.n;
}

enum rt_status rt_inflate_next(
    struct rt_inflate *z, void *to, size_t n, size_t *got)
{
    int rc;

    z->stream.next_out = to;
    z->stream.avail_out = (uInt)n;
    rc = inflate(&z->stream, Z_NO_FLUSH);
    *got = n - z->stream.avail_out;
    if (rc == Z_MEM_ERROR)
        return RT_NOMEM;
    /* Z_BUF_ERROR: nothing to do without more input or room */
    if (rc != Z_OK && rc != Z_BUF_ERROR && rc != Z_STREAM_END)
        return RT_FORMAT;
    return rc == Z_STREAM_END ? RT_END : RT_OK;
}

uint32_t rt_crc32(uint32_t crc, struct rt_str s)
{
    return (uint32_t)crc32_z(crc, (const Bytef *)s.p, s.n);
}

#endif
