/* input/ahead.c: rows read in a thread of its own. */
#include "unit.h"

#include "finding/finding.h"
#include "input/ahead.h"

enum { MADE_CELLS = 7 };

struct made_rows {
    uint32_t count, fail_at, at;
    char text[MADE_CELLS][32];
    struct rt_cell cells[MADE_CELLS];
    struct rt_error problem;
};

/* Row n has n % 7 cells; each third a problem. */
static enum rt_status make_row(
    void *rows, struct rt_row *row, struct rt_error *err)
{
    struct made_rows *m = rows;
    uint32_t n = ++m->at;

    if (n == m->fail_at)
        return rt_fail_code(err, RT_FORMAT, RT_IN104, "part", "tag", NULL);
    if (n > m->count)
        return RT_END;
    *row = (struct rt_row){.number = n,
        .hidden = n % 5 == 0,
        .count = n % MADE_CELLS,
        .cells = m->cells,
        .problem = n % 3 == 0 ? &m->problem : NULL};
    m->problem.row = n;
    for (uint32_t i = 0; i < row->count; i++) {
        snprintf(m->text[i], sizeof m->text[i], "%u/%u", n, i);
        m->cells[i] = (struct rt_cell){.col = i * 2,
            .type = RT_CELL_NUMBER,
            .number = n,
            .text = rt_str(m->text[i]),
            .formula = i % 2 ? rt_str(m->text[i]) : RT_STR_NONE,
            .array_rows = i,
            .is_formula = i % 2};
    }
    return RT_ROW;
}

static void is_made_row(const struct rt_row *row, uint32_t n)
{
    char want[32];

    assert_int_equal(row->number, n);
    assert_int_equal(row->hidden, n % 5 == 0);
    assert_int_equal(row->count, n % MADE_CELLS);
    assert_int_equal(row->problem ? row->problem->row : 0, n % 3 ? 0 : n);
    for (uint32_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        snprintf(want, sizeof want, "%u/%u", n, i);
        assert_true(rt_str_is(c->text, want));
        assert_true(rt_str_is(c->formula, i % 2 ? want : ""));
        assert_true(c->number == n && c->col == i * 2 && c->array_rows == i);
    }
}

/* Takes up to `most` of them. */
static void read_ahead(
    uint32_t count, uint32_t fail_at, uint32_t most, enum rt_status end)
{
    struct made_rows made = {.count = count, .fail_at = fail_at};
    struct rt_error err = {0};
    struct in_ahead *ahead;
    struct rt_row row;
    uint32_t n = 0;
    enum rt_status rc = RT_ROW;

    assert_int_equal(rt_ahead_start(&ahead, make_row, &made, &err), RT_OK);
    while (n < most && (rc = rt_ahead_next(ahead, &row, &err)) == RT_ROW)
        is_made_row(&row, ++n);
    assert_int_equal(rc, end);
    if (end == RT_END)
        assert_int_equal(n, count);
    if (end == RT_FORMAT) {
        assert_int_equal(n, fail_at - 1);
        assert_int_equal(err.code, RT_IN104);
    }
    rt_ahead_stop(ahead);
}

TEST(rows_read_ahead_are_the_same)
{
    read_ahead(0, 0, UINT32_MAX, RT_END);
    read_ahead(20000, 0, UINT32_MAX, RT_END);
    read_ahead(20000, 1, UINT32_MAX, RT_FORMAT);
    read_ahead(20000, 15000, UINT32_MAX, RT_FORMAT);
    read_ahead(200000, 0, 10, RT_ROW);
    rt_ahead_stop(NULL);
}
