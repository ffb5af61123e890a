/* Workers over a ring of slots.
 *
 * Item i is made in slot i modulo the ring's size; a worker waits while the
 * slot still holds an item that was not taken. One lock guards the ring: an
 * item is a whole file, so contention is low.
 */
#include "base/pool.h"

#include <pthread.h>
#include <stdlib.h>

enum { SLOTS_PER_WORKER = 2, JOBS_MAX = 64 };

struct slot {
    bool done;
    enum rt_status rc;
    struct rt_error err;
    void *result;
};

struct pool {
    const struct rt_pool_work *work;
    pthread_mutex_t lock;
    pthread_cond_t made, taken;
    struct slot *slots;
    size_t slot_count;
    size_t next;  /* item to make next */
    size_t first; /* item to take next */
    bool stop;
};

static void make_item(struct pool *p, size_t i)
{
    struct slot s = {.done = true};

    s.rc = p->work->make(p->work->context, i, &s.result, &s.err);
    pthread_mutex_lock(&p->lock);
    p->slots[i % p->slot_count] = s;
    pthread_cond_broadcast(&p->made);
    pthread_mutex_unlock(&p->lock);
}

static void *worker(void *arg)
{
    struct pool *p = arg;

    for (;;) {
        size_t i;
        pthread_mutex_lock(&p->lock);
        while (!p->stop && p->next < p->work->count
               && p->next >= p->first + p->slot_count)
            pthread_cond_wait(&p->taken, &p->lock);
        i = p->next;
        if (p->stop || i >= p->work->count) {
            pthread_mutex_unlock(&p->lock);
            return NULL;
        }
        p->next++;
        pthread_mutex_unlock(&p->lock);
        make_item(p, i);
    }
}

static struct slot wait_for(struct pool *p, size_t i)
{
    struct slot *at = &p->slots[i % p->slot_count];
    struct slot s;

    pthread_mutex_lock(&p->lock);
    while (!at->done)
        pthread_cond_wait(&p->made, &p->lock);
    s = *at;
    *at = (struct slot){0};
    pthread_mutex_unlock(&p->lock);
    return s;
}

static void set_taken(struct pool *p, size_t i, bool stop)
{
    pthread_mutex_lock(&p->lock);
    p->first = i;
    p->stop |= stop;
    pthread_cond_broadcast(&p->taken);
    pthread_mutex_unlock(&p->lock);
}

static enum rt_status take(
    const struct rt_pool_work *w, size_t i, void *result, struct rt_error *err)
{
    return w->take ? w->take(w->context, i, result, err) : RT_OK;
}

static enum rt_status take_all(struct pool *p, struct rt_error *err)
{
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < p->work->count && rc == RT_OK; i++) {
        struct slot s = wait_for(p, i);
        rc = s.rc;
        if (rc == RT_OK)
            rc = take(p->work, i, s.result, err);
        else if (err && err->status == RT_OK)
            *err = s.err;
        set_taken(p, i + 1, rc != RT_OK);
    }
    return rc;
}

static enum rt_status run_alone(
    const struct rt_pool_work *w, struct rt_error *err)
{
    for (size_t i = 0; i < w->count; i++) {
        void *result = NULL;
        RT_TRY(w->make(w->context, i, &result, err));
        RT_TRY(take(w, i, result, err));
    }
    return RT_OK;
}

enum rt_status rt_pool_run(
    const struct rt_pool_work *w, unsigned jobs, struct rt_error *err)
{
    pthread_t threads[JOBS_MAX];
    struct pool p = {.work = w};
    unsigned started = 0;
    enum rt_status rc;

    if (jobs > JOBS_MAX)
        jobs = JOBS_MAX;
    if (jobs > w->count)
        jobs = (unsigned)w->count;
    if (jobs <= 1)
        return run_alone(w, err);
    p.slot_count = (size_t)jobs * SLOTS_PER_WORKER;
    p.slots = calloc(p.slot_count, sizeof *p.slots);
    RT_NEED(p.slots, err);
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.made, NULL);
    pthread_cond_init(&p.taken, NULL);
    while (started < jobs
           && pthread_create(&threads[started], NULL, worker, &p) == 0)
        started++;
    if (started > 0) {
        rc = take_all(&p, err);
        set_taken(&p, p.first, true);
        for (unsigned t = 0; t < started; t++)
            pthread_join(threads[t], NULL);
        for (size_t i = 0; i < p.slot_count; i++) {
            if (p.slots[i].result)
                w->drop(w->context, p.slots[i].result);
        }
    } else {
        rc = run_alone(w, err);
    }
    pthread_mutex_destroy(&p.lock);
    pthread_cond_destroy(&p.made);
    pthread_cond_destroy(&p.taken);
    free(p.slots);
    return rc;
}
