#include "formula/memo.h"

#include <math.h>
#include <stdlib.h>

#include "base/list.h"

/* Of questions that are kept: criteria may be long texts. */
enum { BYTES_KEPT = 8 << 20 };

void rt_memo_fini(struct rt_memo *m)
{
    rt_intern_fini(&m->asked);
    free(m->given);
    *m = (struct rt_memo){0};
}

enum rt_status rt_memo_ask(
    struct rt_memo *m, struct rt_str question, double **answer)
{
    uint32_t n = rt_intern_find(&m->asked, question);

    *answer = NULL;
    if (n == 0) {
        m->bytes += question.n;
        if (m->bytes > BYTES_KEPT)
            return RT_OK;
        n = rt_intern(&m->asked, question);
        if (n == 0 || !RT_GROW(m->given, m->count, m->cap))
            return RT_NOMEM;
        m->given[m->count++] = NAN;
    }
    *answer = &m->given[n - 1];
    return RT_OK;
}
