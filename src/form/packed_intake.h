/* What was read of a file, as bytes, so that a later run need not read it
 * again: the input, the names of its sheets, whom it speaks for and its
 * entries, in their order.
 *
 *     rt_intake_read(&request, &intake, &err);
 *     rt_intake_pack(intake, &bytes, &err);     before the first entry is taken
 *     …
 *     rt_intake_unpack(&request, bytes, &intake, &err);    in place of reading
 *
 * Both give the same entries. The request must be alike in all that shapes the
 * reading; a grid is not packed, nor what only `check` asks for.
 */
#ifndef RISKTALLY_PACKED_INTAKE_H
#define RISKTALLY_PACKED_INTAKE_H

#include "form/intake.h"

enum { RT_PACKED_MAX = 16 << 20 };

/* Appends to `to`; RT_LIMIT where that would be more than its `max`. */
enum rt_status rt_intake_pack(struct rt_intake *intake, struct rt_buf *to,
    struct rt_error *err) RT_MUST_USE;

/* RT_FORMAT where the bytes are no packed intake; they are copied. */
enum rt_status rt_intake_unpack(const struct rt_intake_request *request,
    struct rt_str bytes, struct rt_intake **out,
    struct rt_error *err) RT_MUST_USE;

#endif
