/* Text on its way into a package: packed piece by piece, kept until the part
 * that it belongs to is written. Sticky: after a failure nothing happens. */
#ifndef RISKTALLY_REPORT_STREAM_H
#define RISKTALLY_REPORT_STREAM_H

#include "base/deflate.h"
#include "base/spool.h"
#include "report/xlsx/package.h"

/* A text is a piece when it is as long as this. */
enum { RT_PIECE = 256 * 1024 };

struct rt_stream {
    struct rt_deflate *deflate; /* borrowed */
    struct rt_error *err;
    enum rt_status rc;
    struct rt_buf text, packed; /* the piece being made; its packed form */
    struct rt_spool pieces;
    uint32_t crc;
    uint64_t size, packed_size;
};

/* `dir` is for what does not stay in memory (see spool.h). */
void rt_stream_init(struct rt_stream *s, struct rt_deflate *deflate,
    const char *dir, struct rt_error *err);
void rt_stream_fini(struct rt_stream *s);
void rt_stream_add(struct rt_stream *s, struct rt_str text);
/* Ends the piece where `text` has become long enough, or whatever its length:
 * at the end. */
void rt_stream_check(struct rt_stream *s);
void rt_stream_end(struct rt_stream *s);
/* Writes one part that is the text of all these, which have ended. */
enum rt_status rt_stream_write(struct rt_stream *const *list, size_t count,
    struct rt_str name, struct rt_package *to,
    struct rt_error *err) RT_MUST_USE;

#endif
