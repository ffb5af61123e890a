/* A row on its way is one record: the row and its cells as they lie in memory,
 * then their texts, one after the other.
 */
#include "input/ahead.h"

#include <stdlib.h>

#include "base/stage.h"
#include "finding/finding.h"

enum { ROW_MAX = (1 << 30) - 1 };

struct in_ahead {
    in_next *next;
    void *rows;
    struct rt_stage *stage;
    struct rt_buf pack; /* of the thread */
    struct rt_cell *cells;
    size_t cap;
    struct rt_error problem;
};

static enum rt_status pack(struct rt_buf *to, const struct rt_row *row)
{
    rt_buf_clear(to);
    RT_TRY(rt_buf_add(to, row, sizeof *row));
    if (row->problem)
        RT_TRY(rt_buf_add(to, row->problem, sizeof *row->problem));
    if (row->count > 0)
        RT_TRY(rt_buf_add(to, row->cells, row->count * sizeof *row->cells));
    for (size_t i = 0; i < row->count; i++) {
        RT_TRY(rt_buf_adds(to, row->cells[i].text));
        RT_TRY(rt_buf_adds(to, row->cells[i].formula));
    }
    return RT_OK;
}

static enum rt_status read_rows(
    void *context, struct rt_stage *stage, struct rt_error *err)
{
    struct in_ahead *a = context;
    struct rt_row row;
    enum rt_status rc;

    while ((rc = a->next(a->rows, &row, err)) == RT_ROW) {
        rc = pack(&a->pack, &row);
        if (rc == RT_LIMIT)
            return rt_fail_code(err, RT_LIMIT, RT_IN201, "limit-row-bytes",
                "1 GiB / row", NULL);
        if (rc != RT_OK)
            return rt_fail_nomem(err);
        RT_TRY(rt_stage_put(stage, rt_buf_str(&a->pack), err));
    }
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_ahead_start(
    struct in_ahead **out, in_next *next, void *rows, struct rt_error *err)
{
    struct in_ahead *a = calloc(1, sizeof *a);
    enum rt_status rc;

    *out = NULL;
    RT_NEED(a, err);
    a->next = next;
    a->rows = rows;
    rt_buf_init(&a->pack, ROW_MAX);
    rc = rt_stage_start(&a->stage, read_rows, a, err);
    if (rc == RT_OK)
        *out = a;
    else
        rt_ahead_stop(a);
    return rc;
}

static void take(struct rt_str *from, void *to, size_t n)
{
    memcpy(to, from->p, n);
    *from = (struct rt_str){from->p + n, from->n - n};
}

static void take_text(struct rt_str *from, struct rt_str *text)
{
    if (text->n > 0)
        text->p = from->p;
    else
        *text = RT_STR_NONE;
    *from = (struct rt_str){from->p + text->n, from->n - text->n};
}

enum rt_status rt_ahead_next(
    struct in_ahead *a, struct rt_row *row, struct rt_error *err)
{
    struct rt_str record;
    enum rt_status rc = rt_stage_get(a->stage, &record, err);

    if (rc != RT_ROW)
        return rc;
    take(&record, row, sizeof *row);
    if (row->problem) {
        take(&record, &a->problem, sizeof a->problem);
        row->problem = &a->problem;
    }
    if (row->count > a->cap) {
        struct rt_cell *cells
            = reallocarray(a->cells, row->count, sizeof *cells);
        RT_NEED(cells, err);
        a->cells = cells;
        a->cap = row->count;
    }
    row->cells = a->cells;
    if (row->count > 0)
        take(&record, a->cells, row->count * sizeof *a->cells);
    for (size_t i = 0; i < row->count; i++) {
        take_text(&record, &a->cells[i].text);
        take_text(&record, &a->cells[i].formula);
    }
    return RT_ROW;
}

void rt_ahead_stop(struct in_ahead *a)
{
    if (!a)
        return;
    rt_stage_stop(a->stage);
    rt_buf_fini(&a->pack);
    free(a->cells);
    free(a);
}
