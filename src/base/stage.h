/* Work that goes on in a thread of its own and hands over records, in order, to
 * the thread that started it:
 *
 *     rt_stage_start(&stage, make, context, &err);   make: rt_stage_put …
 *     while ((rc = rt_stage_get(stage, &record, &err)) == RT_ROW) …
 *     rt_stage_stop(stage);
 *
 * What is handed over and not yet taken is at most some RT_STAGE_BYTES and a
 * record: the one waits for the other.
 */
#ifndef RISKTALLY_STAGE_H
#define RISKTALLY_STAGE_H

#include "base/text.h"

enum { RT_STAGE_BYTES = 1 << 20 };

struct rt_stage;

typedef enum rt_status rt_stage_make(
    void *context, struct rt_stage *stage, struct rt_error *err);

/* RT_END where no thread can be had. */
enum rt_status rt_stage_start(struct rt_stage **out, rt_stage_make *make,
    void *context, struct rt_error *err) RT_MUST_USE;
/* For `make`: hands over a record (less than 1 GiB). A failure once nobody takes
 * any more: `make` then ends, and what it returns is not asked for. */
enum rt_status rt_stage_put(struct rt_stage *stage, struct rt_str record,
    struct rt_error *err) RT_MUST_USE;
/* RT_ROW with the next record (a view, valid until the next call); when all are
 * taken RT_END, or the failure of `make`, again at every further call. */
enum rt_status rt_stage_get(struct rt_stage *stage, struct rt_str *record,
    struct rt_error *err) RT_MUST_USE;
/* Whether all is taken or not; waits until `make` has ended. NULL is fine. */
void rt_stage_stop(struct rt_stage *stage);

#endif
