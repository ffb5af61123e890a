/* SHA-256, from nettle, which uses the processor's instructions for it. */
#ifndef RISKTALLY_HASH_H
#define RISKTALLY_HASH_H

#include "base/text.h"

/* 64 lower-case hex digits and a NUL. */
void rt_sha256(struct rt_str data, char hex[65]);
/* Of an open file, from its beginning to its end, wherever its offset is;
 * false with errno set. *size is how many bytes there were. */
bool rt_sha256_fd(int fd, char hex[65], uint64_t *size) RT_MUST_USE;
/* Reads the whole file. *size is its length in bytes. */
enum rt_status rt_sha256_file(const char *path, char hex[65], uint64_t *size,
    struct rt_error *err) RT_MUST_USE;

#endif
