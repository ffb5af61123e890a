/* The zip container of a workbook: its directory, and its parts as streams.
 *
 * Only reading, by position and in large pieces: zip and zip64, stored and
 * deflated, with or without data descriptors, bytes before the zip. What is
 * known of an entry is what the directory says; its own header, which other
 * readers go by, must say the same.
 *
 * A container is hostile: the number of entries, the unpacked size and the
 * compression ratio are bounded, entries may not share bytes with one another (a
 * small file that overlaps itself unpacks into petabytes), a part listed twice
 * in the directory is refused because readers disagree on which one counts, and
 * every part must end exactly where the directory says, with the right checksum.
 */
#ifndef INPUT_ZIP_H
#define INPUT_ZIP_H

#include "base/arena.h"
#include "base/inflate.h"
#include "input/source.h"

struct in_zip_entry {
    const char *name; /* for messages: valid UTF-8 without controls */
    const char *key;  /* for finding: lower case, '/' only, none leading */
    uint64_t packed, unpacked;
    uint64_t data; /* where its bytes begin in the file; 0: its own header says
                      otherwise than the directory */
    uint32_t crc;
    uint16_t flags, method;
};

struct in_zip {
    const struct in_source *src;
    const struct rt_limits *limits;
    struct in_zip_entry *entries;
    size_t count;
};

/* Reads the directory; the entries live in `arena`. Nothing to close. */
enum rt_status rt_zip_open(struct in_zip *zip, const struct in_source *src,
    const struct rt_limits *limits, struct rt_arena *arena,
    struct rt_error *err) RT_MUST_USE;

/* Finds a part by its name, upper and lower case alike. *out is NULL when
 * there is none; fails with IN115 when there are two. */
enum rt_status rt_zip_find(const struct in_zip *zip, const char *name,
    const struct in_zip_entry **out, struct rt_error *err) RT_MUST_USE;

/* A streamed part costs time but no memory, so the ratio is looked at later
 * than in a part that is kept: real sheets of a million blank styled rows pack
 * very well. */
enum { IN_STREAM_GRACE = 8 };

struct in_part {
    const struct in_zip *zip;
    const struct in_zip_entry *entry;
    struct rt_inflate *inflate; /* of a part that is deflated */
    unsigned char *piece;       /* packed bytes of that */
    uint64_t at, end;           /* those not read yet */
    uint64_t read;              /* unpacked bytes given */
    uint64_t grace;             /* unpacked bytes before the ratio counts */
    uint32_t crc;               /* of the bytes given */
    bool ended, done;           /* the deflated stream; the part */
};

/* `streamed`: the part is read in passing and not kept in memory. */
enum rt_status rt_part_open(struct in_part *part, const struct in_zip *zip,
    const struct in_zip_entry *entry, bool streamed,
    struct rt_error *err) RT_MUST_USE;
/* *got is 0 at the end of the part, whose size and checksum are then known
 * to be right. */
enum rt_status rt_part_read(struct in_part *part, void *buf, size_t n,
    size_t *got, struct rt_error *err) RT_MUST_USE;
void rt_part_close(struct in_part *part);

#endif
