/* Records: a length and bytes. In memory up to a mark, then in a file. */
#include "base/spool.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/temp.h"

enum { RECORD_MAX = 1 << 30, FILE_BUFFER = 64 * 1024 };

void rt_spool_init(struct rt_spool *s, size_t memory)
{
    *s = (struct rt_spool){.memory = memory};
    rt_buf_init(&s->head, SIZE_MAX / 4);
    rt_buf_init(&s->piece, RECORD_MAX);
}

void rt_spool_fini(struct rt_spool *s)
{
    rt_buf_fini(&s->head);
    rt_buf_fini(&s->piece);
    if (s->tail)
        fclose(s->tail);
    s->tail = NULL;
    free(s->buffer);
    s->buffer = NULL;
}

/* An unlinked file: it disappears when it is closed, whatever happens. */
static enum rt_status open_tail(struct rt_spool *s, struct rt_error *err)
{
    char path[RT_TEMP_PATH];
    int fd;

    RT_TRY(rt_temp_new(s->dir, path, &fd, err));
    unlink(path);
    s->tail = fdopen(fd, "w+b");
    if (!s->tail) {
        close(fd);
        return rt_fail_errno(err, RT_CANNOT_MAKE_TEMPORARY, path);
    }
    s->buffer = malloc(FILE_BUFFER);
    RT_NEED(s->buffer, err);
    setvbuf(s->tail, s->buffer, _IOFBF, FILE_BUFFER);
    return RT_OK;
}

static enum rt_status put_file(
    struct rt_spool *s, struct rt_str record, struct rt_error *err)
{
    uint32_t n = (uint32_t)record.n;

    if (!s->tail)
        RT_TRY(open_tail(s, err));
    if (fwrite(&n, sizeof n, 1, s->tail) != 1
        || (n > 0 && fwrite(record.p, n, 1, s->tail) != 1))
        return rt_fail_errno(err, RT_CANNOT_WRITE, "temporary file");
    return RT_OK;
}

enum rt_status rt_spool_put(
    struct rt_spool *s, struct rt_str record, struct rt_error *err)
{
    uint32_t n = (uint32_t)record.n;

    if (s->reading || record.n > RECORD_MAX)
        return rt_fail(err, RT_BUG, "spool: bad record");
    if (s->tail || s->head.len + sizeof n + record.n > s->memory)
        return put_file(s, record, err);
    if (rt_buf_add(&s->head, &n, sizeof n) != RT_OK
        || rt_buf_adds(&s->head, record) != RT_OK)
        return rt_fail_nomem(err);
    return RT_OK;
}

enum rt_status rt_spool_rewind(struct rt_spool *s, struct rt_error *err)
{
    s->reading = true;
    s->at = 0;
    if (s->tail && (fflush(s->tail) != 0 || fseeko(s->tail, 0, SEEK_SET) != 0))
        return rt_fail_errno(err, RT_CANNOT_WRITE, "temporary file");
    return RT_OK;
}

static enum rt_status get_file(
    struct rt_spool *s, struct rt_str *record, struct rt_error *err)
{
    uint32_t n;

    if (!s->tail || fread(&n, sizeof n, 1, s->tail) != 1) {
        if (s->tail && ferror(s->tail))
            return rt_fail_errno(err, RT_CANNOT_READ, "temporary file");
        return RT_END;
    }
    rt_buf_clear(&s->piece);
    while (s->piece.len < n) {
        char block[16 * 1024];
        size_t want = n - s->piece.len;
        if (want > sizeof block)
            want = sizeof block;
        if (fread(block, want, 1, s->tail) != 1)
            return rt_fail_errno(err, RT_CANNOT_READ, "temporary file");
        if (rt_buf_add(&s->piece, block, want) != RT_OK)
            return rt_fail_nomem(err);
    }
    *record = rt_buf_str(&s->piece);
    return RT_ROW;
}

enum rt_status rt_spool_get(
    struct rt_spool *s, struct rt_str *record, struct rt_error *err)
{
    uint32_t n;

    if (!s->reading)
        return rt_fail(err, RT_BUG, "spool: not rewound");
    if (s->at == s->head.len)
        return get_file(s, record, err);
    memcpy(&n, s->head.data + s->at, sizeof n);
    s->at += sizeof n;
    *record = (struct rt_str){s->head.data + s->at, n};
    s->at += n;
    return RT_ROW;
}

enum rt_status rt_pack_u64(struct rt_buf *b, uint64_t v)
{
    char bytes[RT_PACKED_U64];

    return rt_buf_add(b, bytes, (size_t)(rt_put_u64(bytes, v) - bytes));
}

enum rt_status rt_pack_double(struct rt_buf *b, double v)
{
    return rt_buf_add(b, &v, sizeof v);
}

enum rt_status rt_pack_str(struct rt_buf *b, struct rt_str s)
{
    RT_TRY(rt_pack_u64(b, s.n));
    return s.n > 0 ? rt_buf_adds(b, s) : RT_OK;
}

bool rt_unpack_large(struct rt_str *from, uint64_t *v)
{
    unsigned shift = 0;

    *v = 0;
    while (from->n > 0 && shift < 64) {
        unsigned char c = (unsigned char)*from->p;
        from->p++;
        from->n--;
        *v |= (uint64_t)(c & 0x7F) << shift;
        shift += 7;
        if (c < 0x80)
            return true;
    }
    *v = 0;
    return false;
}

bool rt_unpack_double(struct rt_str *from, double *v)
{
    *v = 0;
    if (from->n < sizeof *v)
        return false;
    memcpy(v, from->p, sizeof *v);
    from->p += sizeof *v;
    from->n -= sizeof *v;
    return true;
}

bool rt_unpack_str(struct rt_str *from, struct rt_str *s)
{
    uint64_t n;

    *s = RT_STR_NONE;
    if (!rt_unpack_u64(from, &n) || n > from->n)
        return false;
    *s = (struct rt_str){from->p, (size_t)n};
    from->p += n;
    from->n -= (size_t)n;
    return true;
}
