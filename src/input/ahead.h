/* Rows that a thread of its own reads ahead of the one that takes them. */
#ifndef RISKTALLY_AHEAD_H
#define RISKTALLY_AHEAD_H

#include "record/cell.h"

struct in_ahead;

/* As rt_rows_next; of what it is called with nothing else is used until the
 * rows have ended. */
typedef enum rt_status in_next(
    void *rows, struct rt_row *row, struct rt_error *err);

/* RT_END where no thread can be had. */
enum rt_status rt_ahead_start(struct in_ahead **out, in_next *next, void *rows,
    struct rt_error *err) RT_MUST_USE;
enum rt_status rt_ahead_next(
    struct in_ahead *a, struct rt_row *row, struct rt_error *err) RT_MUST_USE;
void rt_ahead_stop(struct in_ahead *a); /* NULL is fine */

#endif
