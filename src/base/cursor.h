/* The rows of a query as records of the caller's, one after the other:
 *
 *     struct rt_cursor c = rt_ledger_risks(ledger, RT_RISKS_ALL, &err);
 *     while (rt_next(&c, &risk))
 *         …
 *     return rt_cursor_close(&c);
 *
 * A failure, also of opening, ends the rows and is what closing returns. The
 * views that a record holds are valid until the next one is taken.
 */
#ifndef RISKTALLY_CURSOR_H
#define RISKTALLY_CURSOR_H

#include "base/status.h"

struct rt_cursor {
    struct rt_sql_rows *rows; /* NULL: it could not be opened */
    enum rt_status rc;        /* the first failure, or RT_END */
    struct rt_error *err;     /* the caller's, from opening to closing */
};

/* Fills in the next record, of the type that the query gives; false where
 * there is none. */
#define rt_next(cursor, record) rt_cursor_next(cursor, record, sizeof *(record))
bool rt_cursor_next(struct rt_cursor *c, void *record, size_t size) RT_MUST_USE;
/* Ends the rows where what was done with one has failed. */
void rt_cursor_keep(struct rt_cursor *c, enum rt_status rc);
/* RT_OK, whether all rows were taken or not, or the failure. */
enum rt_status rt_cursor_close(struct rt_cursor *c) RT_MUST_USE;

#endif
