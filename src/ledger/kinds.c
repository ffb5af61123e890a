/* How many risks there are of each kind: every sum is taken from this table, so
 * that no two sums can disagree and none reads the risks again.
 *
 * Risks come in the order of their severity, so that few kinds are at hand at a
 * time and nothing needs to be sorted: each has its place among some, and one
 * that another needs is written. A kind may then have several rows, which add
 * up.
 */
#include <stdlib.h>

#include "ledger/private.h"

enum { AT_HAND = 512, COLUMNS = 10 };

struct kind {
    int64_t column[COLUMNS]; /* as in tally; RT_UNKNOWN for NULL */
    int64_t count;
};

struct counting {
    struct rt_ledger *ledger;
    struct kind at_hand[AT_HAND];
};

static enum rt_status put(
    struct counting *c, struct kind *k, struct rt_error *err)
{
    struct rt_sql_bind b;

    if (k->count == 0)
        return RT_OK;
    b = rt_sql_kept(&c->ledger->sql, LDB_ADD_KIND);
    for (size_t i = 0; i < COLUMNS; i++) {
        if (k->column[i] == RT_UNKNOWN)
            rt_sql_put_null(&b);
        else
            rt_sql_put_int(&b, k->column[i]);
    }
    rt_sql_put_int(&b, k->count);
    k->count = 0;
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status count(
    void *context, struct rt_sql_read *r, struct rt_error *err)
{
    struct counting *c = context;
    int64_t column[COLUMNS];
    uint64_t hash = 0;
    struct kind *k;

    for (size_t i = 0; i < COLUMNS; i++) {
        column[i] = rt_sql_get_known(r);
        hash = hash * 31 + (uint64_t)column[i];
    }
    k = &c->at_hand[hash % AT_HAND];
    if (memcmp(k->column, column, sizeof column) != 0) {
        RT_TRY(put(c, k, err));
        memcpy(k->column, column, sizeof column);
    }
    k->count++;
    return RT_OK;
}

enum rt_status rt_ldb_tally(struct rt_ledger *l, struct rt_error *err)
{
    struct counting *c = calloc(1, sizeof *c);
    enum rt_status rc;

    RT_NEED(c, err);
    c->ledger = l;
    rc = rt_sql_exec(&l->sql, LDB_CLEAR_KINDS, err);
    RT_THEN(rc, rt_sql_walk(&l->sql, LDB_KINDS, count, c, err));
    for (size_t i = 0; i < AT_HAND && rc == RT_OK; i++)
        rc = put(c, &c->at_hand[i], err);
    free(c);
    return rc;
}
