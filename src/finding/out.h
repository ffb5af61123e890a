/* What the renderings share: a buffer that keeps its first failure, and
 * escaping, code point by code point. Private to src/finding. */
#ifndef RISKTALLY_FINDING_OUT_H
#define RISKTALLY_FINDING_OUT_H

#include "finding/finding.h"

/* A buffer and the first failure on the way into it: the functions below
 * append one after the other and the caller looks at rc once, at the end. */
struct out {
    struct rt_buf *buf;
    enum rt_status rc;
};

enum { ESCAPE_SIZE = 8 };

/* Writes what a format wants in place of a code point and returns its
 * length; 0 where the code point stays as it is. */
typedef size_t escape_fn(uint32_t cp, char to[ESCAPE_SIZE]);

void rt_out(struct out *o, struct rt_str s);
void rt_out_z(struct out *o, const char *z);
void rt_out_number(struct out *o, uint32_t n);
/* Bytes that are no UTF-8 become U+FFFD. */
void rt_out_escaped(struct out *o, struct rt_str s, escape_fn *escape);

/* For what stands between the quotes of a JSON string. */
size_t rt_escape_json(uint32_t cp, char to[ESCAPE_SIZE]);

enum { CELL_SIZE = 32 };

/* "J12"; "12:12" and "J:J", as Excel writes them, for a whole row or column;
 * empty where there is neither, and for CSV. */
void rt_cell_name(const struct rt_finding *f, char to[CELL_SIZE]);

#endif
