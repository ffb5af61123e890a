/* The bytes of one input: an open file or a block of memory.
 *
 * A file is opened once and read by position, so that what was sniffed, what
 * is unpacked and what is hashed out of it are the same file even when its
 * name is given to another in between. Only regular files are taken: a pipe
 * or a device cannot be read by position and might never end. Files are not
 * mapped, because a file cut short under a mapping kills the program.
 */
#ifndef INPUT_SOURCE_H
#define INPUT_SOURCE_H

#include "base/limits.h"
#include "base/text.h"

struct in_source {
    int fd; /* -1 for memory */
    const unsigned char *mem;
    uint64_t size;
};

/* Fails with IN101. */
enum rt_status rt_source_open(
    struct in_source *s, const char *path, struct rt_error *err) RT_MUST_USE;
/* Borrows p for as long as it is in use. */
struct in_source rt_source_mem(const void *p, size_t n);
void rt_source_close(struct in_source *s);

/* Reads up to n bytes at `off`; fewer only at the end of the file. *got is
 * how many. */
enum rt_status rt_source_read(const struct in_source *s, void *buf, size_t n,
    uint64_t off, size_t *got, struct rt_error *err) RT_MUST_USE;

/* The SHA-256 of a file's bytes in hex, and how many there are. */
enum rt_status rt_source_sha256(const struct in_source *s, char hex[65],
    uint64_t *size, struct rt_error *err) RT_MUST_USE;

/* RT_LIMIT and IN201 for the limit of that option. */
enum rt_status rt_fail_limit(struct rt_error *err, const char *option,
    uint64_t limit, const char *place);

#endif
