/* The run's picture in the place of the last one, in one transaction.
 *
 * Only what changed is written: rows of inputs that were not read anew stay
 * untouched, with their numbers.
 */
#include "state/private.h"

static enum rt_status add_run(struct rt_state *s, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_ADD_RUN);
    const struct rt_state_summary *sum = &s->summary;
    rt_sql_put_int(&b, s->run);
    rt_sql_put_text(&b, rt_str(s->now));
    rt_sql_put_int(&b, (int64_t)sum->risks);
    rt_sql_put_int(&b, (int64_t)sum->high);
    rt_sql_put_int(&b, (int64_t)sum->medium);
    rt_sql_put_int(&b, (int64_t)sum->low);
    rt_sql_put_int(&b, (int64_t)sum->unassessed);
    rt_sql_put_int(&b, (int64_t)sum->flagged);
    rt_sql_put_int(&b, (int64_t)sum->overdue);
    rt_sql_put_int(&b, (int64_t)sum->unplanned);
    rt_sql_put_int(&b, (int64_t)sum->open);
    rt_sql_put_int(&b, (int64_t)sum->done);
    rt_sql_put_int(&b, (int64_t)sum->unconfirmed);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status replace(struct rt_state *s, struct rt_error *err)
{
    static const enum sdb_sql steps[] = {SDB_BEGIN_WRITING, SDB_REPLACE_IDS,
        SDB_REMOVE_ROWS, SDB_REPLACE_INPUTS, SDB_ADD_ROWS, SDB_REPLACE_LIVES};
    for (size_t i = 0; i < RT_COUNT(steps); i++)
        RT_TRY(rt_sql_exec(&s->sql, steps[i], err));
    RT_TRY(add_run(s, err));
    return rt_sql_exec(&s->sql, SDB_COMMIT, err);
}

enum rt_status rt_state_commit(struct rt_state *s, struct rt_error *err)
{
    RT_TRY(rt_sdb_need(s, SDB_COMPARED, err));
    if (s->mode == RT_STATE_DRY) {
        s->phase = SDB_DONE;
        return RT_OK;
    }
    enum rt_status rc = replace(s, err);
    if (rc != RT_OK && !sqlite3_get_autocommit(s->sql.db))
        (void)!rt_sql_exec(&s->sql, SDB_ROLLBACK, NULL);
    if (rc == RT_OK && s->fresh)
        rc = rt_sdb_write_first(s, err);
    if (rc == RT_OK && s->fresh)
        rc = rt_sdb_place_first(s, err);
    if (rc == RT_OK)
        s->phase = SDB_DONE;
    return rc;
}
