/* Pieces of text, packed. */
#include "report/xlsx/stream.h"

#include <zlib.h>

#include "base/inflate.h"

/* In memory; what is longer goes to a file. */
enum { KEPT = 1 << 20, DEFLATED = 8 };

/* A cell's text: 32,767 characters of up to 4 bytes, each escaped; of them as
 * many as a row has. */
enum { TEXT_MAX = 1 << 30 };

void rt_stream_init(struct rt_stream *s, struct rt_deflate *deflate,
    const char *dir, struct rt_error *err)
{
    *s = (struct rt_stream){.deflate = deflate,
        .err = err,
        .text = RT_BUF(TEXT_MAX),
        .packed = RT_BUF((size_t)2 * TEXT_MAX)};
    rt_spool_init(&s->pieces, KEPT);
    s->pieces.dir = dir;
}

void rt_stream_fini(struct rt_stream *s)
{
    rt_buf_fini(&s->text);
    rt_buf_fini(&s->packed);
    rt_spool_fini(&s->pieces);
}

static void keep(struct rt_stream *s, enum rt_status rc)
{
    RT_THEN(s->rc, rc);
}

void rt_stream_end(struct rt_stream *s)
{
    struct rt_str text = rt_buf_str(&s->text);

    if (s->rc != RT_OK || text.n == 0)
        return;
    rt_buf_clear(&s->packed);
    keep(s, rt_deflate_piece(s->deflate, text, &s->packed, s->err));
    RT_THEN(s->rc, rt_spool_put(&s->pieces, rt_buf_str(&s->packed), s->err));
    s->crc = rt_crc32(s->crc, text);
    s->size += text.n;
    s->packed_size += s->packed.len;
    rt_buf_clear(&s->text);
}

void rt_stream_check(struct rt_stream *s)
{
    if (s->text.len >= RT_PIECE)
        rt_stream_end(s);
}

void rt_stream_add(struct rt_stream *s, struct rt_str text)
{
    if (s->rc == RT_OK && rt_buf_adds(&s->text, text) != RT_OK)
        keep(s, rt_fail_nomem(s->err));
}

static enum rt_status copy(
    struct rt_stream *s, struct rt_package *to, struct rt_error *err)
{
    struct rt_str piece;
    enum rt_status rc = rt_spool_rewind(&s->pieces, err);

    while (rc == RT_OK || rc == RT_ROW) {
        rc = rt_spool_get(&s->pieces, &piece, err);
        if (rc == RT_ROW)
            rt_package_put(to, piece);
    }
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_stream_write(struct rt_stream *const *list, size_t count,
    struct rt_str name, struct rt_package *to, struct rt_error *err)
{
    struct rt_part part
        = {.name = name, .method = DEFLATED, .packed = RT_DEFLATE_END.n};

    for (size_t i = 0; i < count; i++) {
        RT_TRY(list[i]->rc);
        part.crc = (uint32_t)crc32_combine(
            part.crc, list[i]->crc, (z_off_t)list[i]->size);
        part.packed += list[i]->packed_size;
        part.size += list[i]->size;
    }
    rt_package_part(to, &part);
    for (size_t i = 0; i < count; i++)
        RT_TRY(copy(list[i], to, err));
    rt_package_put(to, RT_DEFLATE_END);
    return RT_OK;
}
