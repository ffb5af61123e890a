/* What merge read of its inputs, so that it does not read unchanged ones again
 * (state/closes.h). What a run meets waits in a temporary table, until its
 * close is added. */
#include "base/deflate.h"
#include "state/closes.h"
#include "state/private.h"

#include <stdlib.h>
#include <zlib.h>

/* One byte of deflate unpacks to 1032 at most. */
enum { KEPT_MAX = 64 << 20, RATIO_MAX = 1032 };

static enum rt_status damaged(struct rt_state *s, struct rt_error *err)
{
    return rt_sdb_fail(s, SQLITE_CORRUPT, "kept", err);
}

/* --- known ------------------------------------------------------------------ */

/* A copy, because another thread may step the statement next. */
static enum rt_status copy_row(struct rt_state *s, struct rt_sql_read *row,
    struct rt_buf *data, uint64_t *size, struct rt_error *err)
{
    *size = rt_sql_get_count(row);
    struct rt_str found = rt_sql_get_str(row);
    if (*size > KEPT_MAX || *size / RATIO_MAX > found.n)
        return damaged(s, err);
    return rt_buf_adds(data, found) == RT_OK ? RT_ROW : rt_fail_nomem(err);
}

static enum rt_status find(struct rt_state *s, struct rt_str name,
    const char key[65], struct rt_buf *data, uint64_t *size,
    struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&s->sql, SDB_KEPT_READ);
    rt_sql_put_text(&c.bind, name);
    rt_sql_put_text(&c.bind, rt_str(key));
    enum rt_status rc = rt_sql_next(&c, err);
    if (rc == RT_ROW)
        rc = copy_row(s, &c.row, data, size, err);
    rt_sql_end(&c);
    return rc;
}

static enum rt_status inflated(struct rt_state *s, struct rt_str data,
    uint64_t size, struct rt_buf *to, struct rt_error *err)
{
    uLongf n = (uLongf)size;
    unsigned char *bytes = malloc(n + 1);
    RT_NEED(bytes, err);
    bool good = uncompress(bytes, &n, (const Bytef *)data.p, data.n) == Z_OK
                && n == size;
    enum rt_status rc = good ? rt_buf_add(to, bytes, n) : damaged(s, err);
    free(bytes);
    return rc;
}

static enum rt_status add(struct rt_state *s, struct rt_str name,
    const char key[65], size_t size, const struct rt_str *data,
    struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_ADD_KEPT_READ);
    rt_sql_put_text(&b, name);
    rt_sql_put_text(&b, rt_str(key));
    rt_sql_put_int(&b, (int64_t)size);
    if (data)
        rt_sql_put_blob(&b, data->p, data->n);
    else
        rt_sql_put_null(&b);
    return rt_sql_run(&b, NULL, err);
}

enum rt_status rt_state_kept(struct rt_state *s, struct rt_str name,
    const char key[65], struct rt_buf *to, struct rt_error *err)
{
    struct rt_buf data = RT_BUF(KEPT_MAX);
    uint64_t size = 0;
    pthread_mutex_lock(&s->kept_lock);
    enum rt_status rc = find(s, name, key, &data, &size, err);
    if (rc == RT_ROW) {
        enum rt_status added = add(s, name, key, (size_t)size, NULL, err);
        rc = added == RT_OK ? RT_ROW : added;
    }
    pthread_mutex_unlock(&s->kept_lock);
    if (rc == RT_ROW) {
        enum rt_status read = inflated(s, rt_buf_str(&data), size, to, err);
        rc = read == RT_OK ? RT_ROW : read;
    }
    rt_buf_fini(&data);
    return rc;
}

/* --- to be known -------------------------------------------------------------- */

static enum rt_status deflated(
    struct rt_str bytes, struct rt_buf *to, struct rt_error *err)
{
    struct rt_zlib z;
    enum rt_status rc = rt_zlib_begin(&z, to, err);
    RT_THEN(rc, rt_zlib_piece(&z, bytes, to, err));
    RT_THEN(rc, rt_zlib_end(&z, to, err));
    rt_zlib_fini(&z);
    return rc;
}

enum rt_status rt_state_keep_read(struct rt_state *s, struct rt_str name,
    const char key[65], struct rt_str bytes, struct rt_error *err)
{
    struct rt_buf data = RT_BUF(2 * KEPT_MAX);
    if (bytes.n > KEPT_MAX)
        return RT_OK;
    enum rt_status rc = deflated(bytes, &data, err);
    if (rc == RT_OK) {
        struct rt_str packed = rt_buf_str(&data);
        pthread_mutex_lock(&s->kept_lock);
        rc = add(s, name, key, bytes.n, &packed, err);
        pthread_mutex_unlock(&s->kept_lock);
    }
    rt_buf_fini(&data);
    return rc;
}
