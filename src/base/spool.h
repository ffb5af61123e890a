/* A queue of byte records that is first written, then read back once.
 *
 * Small ones stay in memory; past `memory` bytes the records go to an
 * unlinked temporary file (TMPDIR, else /tmp), so that a file of a million
 * rows costs no more memory than one of a hundred. Not thread safe by
 * itself: one thread writes, then one thread reads.
 */
#ifndef RISKTALLY_SPOOL_H
#define RISKTALLY_SPOOL_H

#include "base/text.h"

struct rt_spool {
    struct rt_buf head;  /* what is still in memory */
    FILE *tail;          /* the rest, or NULL */
    char *buffer;        /* of tail */
    size_t memory;       /* where the head ends */
    size_t at;           /* reading position in the head */
    struct rt_buf piece; /* a record read back from the file */
    bool reading;
    const char *dir; /* in place of /tmp; borrowed, or NULL */
};

void rt_spool_init(struct rt_spool *s, size_t memory);
void rt_spool_fini(struct rt_spool *s);

/* Appends one record (up to 1 GiB). */
enum rt_status rt_spool_put(
    struct rt_spool *s, struct rt_str record, struct rt_error *err) RT_MUST_USE;
/* Turns from writing to reading; the next get gives the first record. */
enum rt_status rt_spool_rewind(
    struct rt_spool *s, struct rt_error *err) RT_MUST_USE;
/* RT_ROW with the next record (a view, valid until the next call), RT_END,
 * or a failure. */
enum rt_status rt_spool_get(struct rt_spool *s, struct rt_str *record,
    struct rt_error *err) RT_MUST_USE;

/* --- packing fields into a record ----------------------------------------- */

/* Fields are packed one after the other and taken out in the same order; a
 * record never leaves the process, so the byte order is the machine's. */
enum { RT_PACKED_U64 = 10 }; /* bytes at most */

/* Seven bits a byte, low ones first: most numbers here are small. The end. */
static inline char *rt_put_u64(char *to, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        *to++ = (char)(v | 0x80);
    *to++ = (char)v;
    return to;
}

enum rt_status rt_pack_u64(struct rt_buf *b, uint64_t v) RT_MUST_USE;
enum rt_status rt_pack_double(struct rt_buf *b, double v) RT_MUST_USE;
enum rt_status rt_pack_str(struct rt_buf *b, struct rt_str s) RT_MUST_USE;

/* Takes from the front of *from; false (and zero or empty) at its end. */
bool rt_unpack_large(struct rt_str *from, uint64_t *v);

static inline bool rt_unpack_u64(struct rt_str *from, uint64_t *v)
{
    if (from->n == 0 || (unsigned char)*from->p >= 0x80)
        return rt_unpack_large(from, v);
    *v = (unsigned char)*from->p++;
    from->n--;
    return true;
}

bool rt_unpack_double(struct rt_str *from, double *v);
bool rt_unpack_str(struct rt_str *from, struct rt_str *s);

#endif
