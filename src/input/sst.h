/* The shared strings of a workbook: the one thing that must be in memory.
 *
 * All strings are in one block, found by an array of offsets. Rich runs are
 * joined; phonetic guides (rPh) are left out, or every Japanese name would be
 * followed by its reading. The counts that a file states are not trusted.
 */
#ifndef INPUT_SST_H
#define INPUT_SST_H

#include "input/xml.h"
#include "record/cell.h"

/* A string with runs that are crossed out. */
struct in_struck {
    uint32_t string;
    enum rt_struck how;
};

struct in_sst {
    char *bytes;
    size_t len, bytes_cap;
    uint32_t *end; /* end[i]: where string i ends; it begins at end[i-1] */
    size_t count, end_cap;
    struct in_struck *struck; /* ascending */
    size_t struck_count, struck_cap;
};

enum rt_status rt_sst_read(struct in_sst *sst, const struct in_zip *zip,
    const struct in_zip_entry *entry, struct rt_error *err) RT_MUST_USE;
void rt_sst_fini(struct in_sst *sst);
/* False when there is no such string. */
bool rt_sst_get(const struct in_sst *sst, uint64_t i, struct rt_str *out);
/* How much of it its own runs cross out. */
enum rt_struck rt_sst_struck(const struct in_sst *sst, uint64_t i);

/* Undoes Excel's _xHHHH_ (a character XML cannot hold) in place; returns the
 * new length. A pair of surrogates becomes one character, and what is no
 * character becomes U+FFFD. */
size_t rt_unescape(char *p, size_t n);

#endif
