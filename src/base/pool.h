/* Work done in parallel, with the results taken in order.
 *
 * Workers make item after item; the calling thread alone takes the results,
 * strictly in the order of the items. So the outcome is the same for any number
 * of workers and any timing. At most a few items per worker wait to be taken:
 * memory does not grow with their number.
 */
#ifndef RISKTALLY_POOL_H
#define RISKTALLY_POOL_H

#include "base/status.h"

struct rt_pool_work {
    void *context; /* handed to all three */
    size_t count;  /* items */
    /* Makes item i; runs in any thread. On failure *result stays NULL. */
    enum rt_status (*make)(
        void *context, size_t i, void **result, struct rt_error *err);
    /* Takes item i; runs in the caller's thread. Owns the result. NULL, as
       drop, where items have no results. */
    enum rt_status (*take)(
        void *context, size_t i, void *result, struct rt_error *err);
    /* Frees a result that is never taken, after a failure. */
    void (*drop)(void *context, void *result);
};

/* Runs everything with `jobs` workers (1: no thread is started). Ends with
 * the first failure in the order of the items. */
enum rt_status rt_pool_run(const struct rt_pool_work *work, unsigned jobs,
    struct rt_error *err) RT_MUST_USE;

#endif
