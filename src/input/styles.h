/* The styles part, reduced to what is asked of it: does cell format number `s`
 * show its number as a date, does it cross its text out, what does it show of
 * small numbers?
 */
#ifndef INPUT_STYLES_H
#define INPUT_STYLES_H

#include "input/xml.h"

struct in_style {
    bool date, struck;
    const char *shown; /* by number from 0 to 9 (shown.h); NULL: as they are */
};

struct in_styles {
    struct in_style *of; /* by cell format (cellXfs) */
    size_t count;
};

/* The list lives in `arena`. */
enum rt_status rt_styles_read(struct in_styles *out, const struct in_zip *zip,
    const struct in_zip_entry *entry, struct rt_arena *arena,
    struct rt_error *err) RT_MUST_USE;

#endif
