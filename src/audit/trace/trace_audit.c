/* What was changed in a book of ours since merge wrote it, as far as no rule
 * says so already (see audit.h).
 *
 * Rules say what is right, and are asked first: a cell that they name is not
 * named again. What many cells of a column have in common is said once.
 */
#include "audit/trace/trace_audit.h"
#include "base/list.h"

#include <stdlib.h>

enum { SHAPE_MAX = 1 << 20, COLUMN_MAX = 20 };

RT_SORTED(by_column, struct rt_change_found, RT_ORDER(x->sheet, y->sheet);
          RT_ORDER(x->code, y->code); RT_ORDER(x->col, y->col);
          RT_ORDER(x->row, y->row))

/* --- reporting -------------------------------------------------------------- */

struct reporter {
    const struct rt_trace *t;
    const struct rt_said *said;
    size_t said_count;
};

RT_SORTED(by_place, struct rt_said, RT_ORDER(x->sheet, y->sheet);
          RT_ORDER(x->row, y->row); RT_ORDER(x->col, y->col))

static bool is_said(const struct reporter *r, const struct rt_change_found *c)
{
    const struct rt_said key = {c->sheet, c->row, c->col};

    return r->said_count > 0
           && bsearch(&key, r->said, r->said_count, sizeof key, by_place);
}

/* At the cell, on the sheet (row 0) or of the file (sheet SIZE_MAX). */
static enum rt_status put(const struct rt_audit *a,
    const struct rt_change_found *c, const struct rt_str args[RT_FINDING_ARGS],
    struct rt_str expected, struct rt_error *err)
{
    struct rt_finding f = {.code = c->code,
        .where.file = a->file,
        .where.row = c->row,
        .where.col = c->row ? c->col + 1 : 0,
        .expected = expected,
        .actual = c->is};

    if (c->sheet != SIZE_MAX)
        f.where.sheet = rt_grid_sheet(a->grid, c->sheet)->name;
    return rt_finding_put(&f, a->lang, args, &a->sink, err);
}

static struct rt_str or_blank(const struct rt_audit *a, struct rt_str s)
{
    return s.n > 0 ? s : rt_str(rt_say(a->lang, "空欄", "blank"));
}

static enum rt_status put_change(const struct reporter *r,
    const struct rt_change_found *c, size_t more, struct rt_error *err)
{
    const struct rt_audit *a = r->t->a;
    char number[RT_INT_TEXT] = "";
    struct rt_str was = c->known ? c->was : RT_STR_NONE;

    if (more > 0)
        rt_format_int((int64_t)more, number);
    if (c->code == RT_RA531)
        return put(a, c, RT_ARGS(or_blank(a, c->is), rt_str(number)),
            RT_STR_NONE, err);
    if (c->code == RT_RA532 && c->more > 0)
        rt_format_int((int64_t)c->more, number);
    if (c->code != RT_RA530 && c->code != RT_RA534 && c->code != RT_TP520)
        return put(a, c, RT_ARGS(was, rt_str(number)), RT_STR_NONE, err);
    return put(a, c,
        RT_ARGS(or_blank(a, c->is), c->known ? or_blank(a, was) : was,
            rt_str(number)),
        was, err);
}

/* Changes of one column: each, or the first with their number. */
static enum rt_status put_column(const struct reporter *r,
    const struct rt_change_found *c, size_t n, struct rt_error *err)
{
    size_t due = 0, first = n;

    for (size_t i = 0; i < n; i++) {
        if (is_said(r, &c[i]))
            continue;
        first = due++ == 0 ? i : first;
    }
    if (due > COLUMN_MAX)
        return put_change(r, &c[first], due - 1, err);
    for (size_t i = first; i < n; i++) {
        if (!is_said(r, &c[i]))
            RT_TRY(put_change(r, &c[i], 0, err));
    }
    return RT_OK;
}

static enum rt_status report(const struct reporter *r, struct rt_error *err)
{
    struct rt_change_found *c = r->t->found;
    size_t n = r->t->found_count;

    if (n > 0)
        qsort(c, n, sizeof *c, by_column);
    for (size_t i = 0, to; i < n; i = to) {
        for (to = i + 1; to < n && c[to].sheet == c[i].sheet
                         && c[to].code == c[i].code && c[to].col == c[i].col;)
            to++;
        RT_TRY(put_column(r, &c[i], to - i, err));
    }
    return RT_OK;
}

/* --- the whole -------------------------------------------------------------- */

static enum rt_status compare(struct rt_trace *t, struct rt_error *err)
{
    for (size_t i = 0; i < t->count; i++) {
        struct rt_trace_sheet *s = &t->sheets[i];
        if (s->at == SIZE_MAX)
            RT_TRY(put(t->a,
                &(struct rt_change_found){.code = RT_TP531, .sheet = SIZE_MAX},
                RT_ARGS(s->name), RT_STR_NONE, err));
        else
            RT_TRY(rt_trace_rows(t, s, err));
        RT_TRY(rt_trace_map(t, s, err));
    }
    for (int64_t list = 1; list <= RT_TRACE_LISTS; list++) {
        if (t->lists[list - 1].hands.n > 0)
            RT_TRY(rt_trace_items(t, list, err));
    }
    return RT_OK;
}

/* Where there is no record, the book may still say that there was one. */
static enum rt_status judge(
    struct rt_trace *t, bool named, struct rt_error *err)
{
    enum rt_status rc = rt_trace_read(t, err);
    bool there = t->record != SIZE_MAX;

    if (rc == RT_OK)
        return compare(t, err);
    if (rc != RT_FORMAT && rc != RT_END)
        return rc;
    if (rc == RT_END && (there || !named))
        return RT_OK;
    return put(t->a,
        &(struct rt_change_found){
            .code = RT_TP530, .sheet = there ? t->record : SIZE_MAX},
        RT_ARGS(rt_str(rt_trace_sheet(t->a->lang))), RT_STR_NONE, err);
}

enum rt_status rt_audit_trace(const struct rt_audit *a, bool named,
    struct rt_said *said, size_t count, struct rt_error *err)
{
    struct rt_trace *t = calloc(1, sizeof *t);
    enum rt_status rc;

    RT_NEED(t, err);
    t->a = a;
    t->record = SIZE_MAX;
    rt_arena_init(&t->arena);
    rt_buf_init(&t->shape, SHAPE_MAX);
    rc = judge(t, named, err);
    if (rc == RT_OK) {
        const struct reporter r = {.t = t, .said = said, .said_count = count};
        if (count > 0)
            qsort(said, count, sizeof *said, by_place);
        rc = report(&r, err);
    }
    free(t->found);
    rt_buf_fini(&t->shape);
    rt_arena_fini(&t->arena);
    free(t);
    return rc;
}
