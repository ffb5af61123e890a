/* A ring of pieces. The maker fills one while the taker empties another; a lock
 * is taken only where a piece changes hands.
 */
#include "base/stage.h"

#include <pthread.h>
#include <stdlib.h>

enum { PIECES = 4, PIECE = RT_STAGE_BYTES / PIECES, RECORD_MAX = 1 << 30 };

struct rt_stage {
    rt_stage_make *make;
    void *context;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t filled, emptied;
    struct rt_buf pieces[PIECES];
    /* Pieces so far, under the lock. The maker is in the next after `full`, the
     * taker in the next after `empty`. */
    size_t full, empty;
    bool ended, stopped;
    enum rt_status rc; /* of make, once it has ended */
    struct rt_error err;
    size_t at;    /* where the taker is in its piece */
    bool has_one; /* that piece is full */
};

/* --- the maker ------------------------------------------------------------- */

/* Hands over the piece, and waits for the next one to be empty. */
static bool hand_over(struct rt_stage *s)
{
    bool stopped;

    pthread_mutex_lock(&s->lock);
    s->full++;
    pthread_cond_signal(&s->filled);
    while (s->full - s->empty == PIECES && !s->stopped)
        pthread_cond_wait(&s->emptied, &s->lock);
    stopped = s->stopped;
    pthread_mutex_unlock(&s->lock);
    return !stopped;
}

enum rt_status rt_stage_put(
    struct rt_stage *s, struct rt_str record, struct rt_error *err)
{
    struct rt_buf *piece = &s->pieces[s->full % PIECES];
    uint32_t n = (uint32_t)record.n;
    size_t had = piece->len;

    if (record.n >= RECORD_MAX)
        return rt_fail(err, RT_BUG, "stage: bad record");
    if (rt_buf_add(piece, &n, sizeof n) != RT_OK
        || rt_buf_adds(piece, record) != RT_OK) {
        piece->len = had; /* what is there whole is still taken */
        return rt_fail_nomem(err);
    }
    if (piece->len < PIECE || hand_over(s))
        return RT_OK;
    return rt_fail(err, RT_BUG, "stage: nobody takes the records");
}

static void *run(void *arg)
{
    struct rt_stage *s = arg;
    enum rt_status rc = s->make(s->context, s, &s->err);

    pthread_mutex_lock(&s->lock);
    s->rc = rc;
    s->ended = true;
    s->full += s->pieces[s->full % PIECES].len > 0;
    pthread_cond_signal(&s->filled);
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

enum rt_status rt_stage_start(struct rt_stage **out, rt_stage_make *make,
    void *context, struct rt_error *err)
{
    struct rt_stage *s = *out = calloc(1, sizeof *s);

    RT_NEED(s, err);
    s->make = make;
    s->context = context;
    for (size_t i = 0; i < PIECES; i++)
        rt_buf_init(&s->pieces[i], (size_t)2 * RECORD_MAX);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->filled, NULL);
    pthread_cond_init(&s->emptied, NULL);
    if (pthread_create(&s->thread, NULL, run, s) == 0)
        return RT_OK;
    free(s);
    *out = NULL;
    return RT_END;
}

/* --- the taker ------------------------------------------------------------- */

/* The piece at hand is empty; waits for the next. False: there is none. */
static bool next_piece(struct rt_stage *s)
{
    pthread_mutex_lock(&s->lock);
    if (s->has_one) {
        rt_buf_clear(&s->pieces[s->empty++ % PIECES]);
        pthread_cond_signal(&s->emptied);
    }
    while (s->full == s->empty && !s->ended)
        pthread_cond_wait(&s->filled, &s->lock);
    s->has_one = s->full > s->empty;
    s->at = 0;
    pthread_mutex_unlock(&s->lock);
    return s->has_one;
}

enum rt_status rt_stage_get(
    struct rt_stage *s, struct rt_str *record, struct rt_error *err)
{
    const struct rt_buf *piece = &s->pieces[s->empty % PIECES];
    uint32_t n;

    if (!s->has_one || s->at == piece->len) {
        if (!next_piece(s)) {
            if (s->rc != RT_OK && err && err->status == RT_OK)
                *err = s->err;
            return s->rc == RT_OK ? RT_END : s->rc;
        }
        piece = &s->pieces[s->empty % PIECES];
    }
    memcpy(&n, piece->data + s->at, sizeof n);
    s->at += sizeof n;
    *record = (struct rt_str){piece->data + s->at, n};
    s->at += n;
    return RT_ROW;
}

void rt_stage_stop(struct rt_stage *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->stopped = true;
    pthread_cond_signal(&s->emptied);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
    for (size_t i = 0; i < PIECES; i++)
        rt_buf_fini(&s->pieces[i]);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->filled);
    pthread_cond_destroy(&s->emptied);
    free(s);
}
