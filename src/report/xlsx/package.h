/* A package (zip file) that is written from its first byte to its last. */
#ifndef RISKTALLY_REPORT_PACKAGE_H
#define RISKTALLY_REPORT_PACKAGE_H

#include "base/write.h"

/* What its header says of a part: all of it is known when the part begins, so
 * that readers which take a package as it comes find no surprise. */
struct rt_part {
    struct rt_str name;
    uint16_t method; /* 0: stored, 8: deflated */
    uint32_t crc;
    uint64_t packed, size;
};

struct rt_package {
    struct rt_writer out; /* its failure is that of the package */
    uint64_t at, count;
    uint64_t left; /* bytes that the part still needs */
    struct rt_buf directory;
};

/* Makes or empties the file. To be closed where this went well. */
enum rt_status rt_package_open(
    struct rt_package *p, const char *path, struct rt_error *err) RT_MUST_USE;
/* The next part; its packed bytes follow, in as many calls as it takes. */
void rt_package_part(struct rt_package *p, const struct rt_part *part);
void rt_package_put(struct rt_package *p, struct rt_str bytes);
/* Writes the directory. Returns `so_far` where that is a failure already. */
enum rt_status rt_package_close(struct rt_package *p, enum rt_status so_far,
    struct rt_error *err) RT_MUST_USE;

#endif
