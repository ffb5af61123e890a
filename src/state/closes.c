/* The closes of merge (state/closes.h). */
#include "state/closes.h"

#include "base/deflate.h"
#include "state/private.h"

#include <stdlib.h>
#include <zlib.h>

enum { PIECE = 256 * 1024 };

enum rt_status rt_state_for_merge(struct rt_state *s, struct rt_error *err)
{
    return rt_sql_exec(&s->sql, SDB_MERGE_SETTINGS, err);
}

/* --- reading -------------------------------------------------------------- */

static void read_close(struct rt_sql_read *r, void *to)
{
    struct rt_close *out = to;
    out->id = rt_sql_get_int(r);
    rt_sql_get_strs(r, &out->date, &out->plan);
    out->kept = rt_sql_get_int(r) != 0;
    for (int i = 0; i < RT_CLOSE_COUNTED; i++)
        out->counts[i] = rt_sql_get_count(r);
}

struct rt_cursor rt_state_closes(struct rt_state *s, struct rt_error *err)
{
    return SDB_ROWS(s, SDB_CLOSES, read_close, struct rt_close, err);
}

static void read_new_id(struct rt_sql_read *r, void *to)
{
    struct rt_new_id *out = to;
    rt_sql_get_strs(r, &out->old, &out->new);
}

struct rt_cursor rt_state_new_ids(struct rt_state *s, struct rt_error *err)
{
    return SDB_ROWS(s, SDB_NEW_IDS, read_new_id, struct rt_new_id, err);
}

/* --- documents ------------------------------------------------------------ */

/* A stream of one direction, and the file at its end that is no table. */
struct flow {
    struct rt_state *state;
    const char *path;
    FILE *file;
    z_stream z;           /* out of the state */
    struct rt_buf packed; /* into it */
    unsigned char piece[PIECE];
    int64_t close, part;
    enum rt_result which;
};

static void flow_free(struct flow *f)
{
    if (!f)
        return;
    if (f->file)
        fclose(f->file);
    rt_buf_fini(&f->packed);
    free(f);
}

static enum rt_status flow_new(struct rt_state *s, int64_t close,
    enum rt_result which, const char *path, const char *mode, struct flow **out,
    struct rt_error *err)
{
    struct flow *f = *out = calloc(1, sizeof *f);
    RT_NEED(f, err);
    f->state = s;
    f->close = close;
    f->which = which;
    f->path = path;
    f->packed = RT_BUF(2 * PIECE);
    f->file = fopen(path, mode);
    return f->file ? RT_OK : rt_fail_errno(err, RT_CANNOT_OPEN, path);
}

static enum rt_status put_part(struct flow *f, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&f->state->sql, SDB_ADD_DOCUMENT);
    rt_sql_put_int(&b, f->close);
    rt_sql_put_int(&b, f->which);
    rt_sql_put_int(&b, f->part++);
    rt_sql_put_blob(&b, f->packed.data, f->packed.len);
    RT_TRY(rt_sql_run(&b, NULL, err));
    rt_buf_clear(&f->packed);
    return RT_OK;
}

static enum rt_status put_pieces(
    struct flow *f, struct rt_zlib *z, struct rt_error *err)
{
    struct rt_str piece = {(const char *)f->piece, PIECE};
    while (piece.n == PIECE) {
        piece.n = fread(f->piece, 1, PIECE, f->file);
        if (ferror(f->file))
            return rt_fail_errno(err, RT_CANNOT_READ, f->path);
        RT_TRY(rt_zlib_piece(z, piece, &f->packed, err));
        if (piece.n == PIECE)
            RT_TRY(put_part(f, err));
    }
    RT_TRY(rt_zlib_end(z, &f->packed, err));
    return put_part(f, err);
}

static enum rt_status put_document(struct rt_state *s, int64_t close,
    enum rt_result which, const char *path, struct rt_error *err)
{
    struct flow *f;
    struct rt_zlib z = {0};
    enum rt_status rc = flow_new(s, close, which, path, "rb", &f, err);
    RT_THEN(rc, rt_zlib_begin(&z, &f->packed, err));
    RT_THEN(rc, put_pieces(f, &z, err));
    rt_zlib_fini(&z);
    flow_free(f);
    return rc;
}

static enum rt_status damaged(struct rt_state *s, struct rt_error *err)
{
    return rt_sdb_fail(s, SQLITE_CORRUPT, "document", err);
}

/* RT_END once the stream has ended. */
static enum rt_status inflate_part(
    struct flow *f, struct rt_sql_read *r, struct rt_error *err)
{
    struct rt_str data = rt_sql_get_str(r);
    int z = Z_OK;
    f->z.next_in = (unsigned char *)(uintptr_t)data.p;
    f->z.avail_in = (uInt)data.n;
    do {
        f->z.next_out = f->piece;
        f->z.avail_out = PIECE;
        z = inflate(&f->z, Z_NO_FLUSH);
        if (z == Z_MEM_ERROR)
            return rt_fail_nomem(err);
        if (z != Z_OK && z != Z_STREAM_END && z != Z_BUF_ERROR)
            return damaged(f->state, err);
        size_t n = PIECE - f->z.avail_out;
        if (fwrite(f->piece, 1, n, f->file) != n)
            return rt_fail_errno(err, RT_CANNOT_WRITE, f->path);
    } while (z == Z_OK && f->z.avail_out == 0);
    return z == Z_STREAM_END ? RT_END : RT_OK;
}

static enum rt_status get_parts(struct flow *f, struct rt_error *err)
{
    struct rt_sql_cursor c = rt_sql_query(&f->state->sql, SDB_DOCUMENT);
    enum rt_status rc = RT_OK;
    rt_sql_put_int(&c.bind, f->close);
    rt_sql_put_int(&c.bind, f->which);
    while (rc == RT_OK && (rc = rt_sql_next(&c, err)) == RT_ROW)
        rc = inflate_part(f, &c.row, err);
    /* The rows must not end before the stream does. */
    if (rc == RT_END && c.ended)
        rc = damaged(f->state, err);
    rt_sql_end(&c);
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_state_document(struct rt_state *s, int64_t close,
    enum rt_result which, const char *path, struct rt_error *err)
{
    struct flow *f;
    enum rt_status rc = flow_new(s, close, which, path, "wb", &f, err);
    if (rc == RT_OK && inflateInit(&f->z) != Z_OK)
        rc = rt_fail_nomem(err);
    if (rc == RT_OK) {
        rc = get_parts(f, err);
        (void)inflateEnd(&f->z);
        if (rc == RT_OK && fflush(f->file) != 0)
            rc = rt_fail_errno(err, RT_CANNOT_WRITE, path);
    }
    flow_free(f);
    return rc;
}

enum rt_status rt_state_has_document(struct rt_state *s, int64_t close,
    enum rt_result which, bool *has, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_HAS_DOCUMENT);
    int64_t found = 0;
    rt_sql_put_int(&b, close);
    rt_sql_put_int(&b, which);
    RT_TRY(rt_sql_run(&b, &found, err));
    *has = found;
    return RT_OK;
}

/* --- a close more --------------------------------------------------------- */

static enum rt_status add_counts(struct rt_state *s, int64_t id,
    const struct rt_close *close, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_ADD_CLOSE);
    rt_sql_put_int(&b, id);
    rt_sql_put_strs(&b, close->date, close->plan);
    for (int i = 0; i < RT_CLOSE_COUNTED; i++)
        rt_sql_put_int(&b, (int64_t)close->counts[i]);
    return rt_sql_run(&b, NULL, err);
}

static enum rt_status replace_documents(struct rt_state *s, int64_t id,
    const struct rt_close_results *results, struct rt_error *err)
{
    struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_REMOVE_DOCUMENTS);
    rt_sql_put_int(&b, id);
    rt_sql_put_int(&b, results->base);
    RT_TRY(rt_sql_run(&b, NULL, err));
    for (int i = 0; i < RT_RESULTS; i++) {
        if (results->documents[i])
            RT_TRY(put_document(
                s, id, (enum rt_result)i, results->documents[i], err));
    }
    return RT_OK;
}

static enum rt_status add_new_ids(
    struct rt_state *s, struct rt_cursor *ids, struct rt_error *err)
{
    struct rt_new_id id;
    while (ids && rt_next(ids, &id)) {
        struct rt_sql_bind b = rt_sql_kept(&s->sql, SDB_ADD_CLOSE_ID);
        rt_sql_put_strs(&b, id.old, id.new);
        rt_cursor_keep(ids, rt_sql_run(&b, NULL, err));
    }
    return ids && ids->rc != RT_END ? ids->rc : RT_OK;
}

static enum rt_status add_all(struct rt_state *s, const struct rt_close *close,
    const struct rt_close_results *results, struct rt_error *err)
{
    int64_t id = 0;
    RT_TRY(rt_sql_number(&s->sql, SDB_LAST_CLOSE, &id, err));
    id++;
    RT_TRY(add_counts(s, id, close, err));
    RT_TRY(replace_documents(s, id, results, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_TAKE_KEPT_READS, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_NEW_CLOSE_IDS, err));
    RT_TRY(add_new_ids(s, results->new_ids, err));
    if (!results->same_base)
        RT_TRY(rt_sql_exec(&s->sql, SDB_FORGET_CLOSE_IDS, err));
    return rt_sql_exec(&s->sql, SDB_TAKE_CLOSE_IDS, err);
}

/* To the disk what has to be on it, so that the rest cannot fail for want of
 * space, or of rights. */
static enum rt_status flush(struct rt_state *s, struct rt_error *err)
{
    if (!s->fresh) {
        int rc = sqlite3_db_cacheflush(s->sql.db);
        return rc == SQLITE_OK ? RT_OK : rt_sdb_fail(s, rc, "flush", err);
    }
    RT_TRY(rt_sql_exec(&s->sql, SDB_COMMIT, err));
    return rt_sdb_write_first(s, err);
}

/* What was half flushed, SQLite puts back with the next read. */
static void put_back(struct rt_state *s)
{
    int64_t id;
    if (!sqlite3_get_autocommit(s->sql.db))
        (void)!rt_sql_exec(&s->sql, SDB_ROLLBACK, NULL);
    (void)!rt_sql_number(&s->sql, SDB_LAST_CLOSE, &id, NULL);
}

enum rt_status rt_state_add_close(struct rt_state *s,
    const struct rt_close *close, const struct rt_close_results *results,
    struct rt_error *err)
{
    RT_TRY(rt_sdb_need(s, SDB_OPENED, err));
    RT_TRY(rt_sql_exec(&s->sql, SDB_BEGIN_WRITING, err));
    enum rt_status rc = add_all(s, close, results, err);
    RT_THEN(rc, flush(s, err));
    if (rc == RT_OK)
        s->phase = SDB_COMPARED;
    else
        put_back(s);
    return rc;
}

enum rt_status rt_state_commit_close(struct rt_state *s, struct rt_error *err)
{
    RT_TRY(rt_sdb_need(s, SDB_COMPARED, err));
    RT_TRY(s->fresh ? rt_sdb_place_first(s, err)
                    : rt_sql_exec(&s->sql, SDB_COMMIT, err));
    s->phase = SDB_DONE;
    return RT_OK;
}
