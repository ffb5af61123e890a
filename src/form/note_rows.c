/* Rows of a ledger that are no assets, reported once for all that follow each
 * other: notes, sums and lines about the columns; rows that were prepared with
 * the same content and have no name yet.
 */
#include "base/fold.h"
#include "base/lang.h"
#include "base/list.h"
#include "form/convert.h"

/* --- notes ---------------------------------------------------------------- */

enum rt_status rt_notes_add(
    struct rt_convert *c, struct rt_str text, struct rt_error *err)
{
    struct rt_notes *n = &c->notes;

    if (n->rows == 0)
        n->first = c->row->number;
    n->last = c->row->number;
    if (rt_add_name(&n->texts, n->rows++, text, c->in->request.lang) != RT_OK)
        return rt_fail_nomem(err);
    return RT_OK;
}

enum rt_status rt_notes_close(struct rt_convert *c, struct rt_error *err)
{
    struct rt_notes *n = &c->notes;
    const struct rt_place place = {.sheet = c->sheet, .row = n->first};
    struct rt_str rows = RT_STR_NONE;
    enum rt_status rc;

    if (n->rows == 0)
        return RT_OK;
    if (n->rows > 1)
        rows = rt_rows_text(c, n->first, n->last);
    if (rt_end_names(&n->texts, n->rows, c->in->request.lang) != RT_OK)
        return rt_fail_nomem(err);
    rc = rt_put_finding(
        c->in, RT_TP401, &place, RT_ARGS(rt_buf_str(&n->texts), rows), err);
    rt_buf_clear(&n->texts);
    n->rows = 0;
    return rc;
}

/* --- spare rows ----------------------------------------------------------- */

/* What was typed in the row, but for its number; 0 for nothing. */
static uint64_t content_of(
    const struct rt_layout *l, const struct rt_row *row, struct rt_buf *b)
{
    int32_t number = rt_layout_number_col(l);
    uint64_t h = 0;

    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *cell = &row->cells[i];
        if (!rt_cell_typed(cell) || (int32_t)cell->col == number)
            continue;
        rt_buf_clear(b);
        if (rt_fold(cell->text, b) != RT_OK)
            return 0;
        h = h ? h : RT_HASH_EMPTY;
        h = rt_str_hash(
            h, (struct rt_str){(const char *)&cell->col, sizeof cell->col});
        h = rt_str_hash(h, rt_buf_str(b));
    }
    return h;
}

enum rt_status rt_spare_note(struct rt_intake *in, struct rt_sheet_facts *sheet,
    const struct rt_row *row, struct rt_error *err)
{
    struct rt_spares *s = &sheet->spares;
    uint64_t h = 0;

    if (!rt_cell_says(rt_cell_of(&sheet->layout, row, RT_F_ASSET)))
        h = content_of(&sheet->layout, row, &in->text);
    if (h == 0 || h != s->hash || row->number != s->last + 1) {
        s->hash = h;
        s->first = row->number;
    }
    s->last = row->number;
    if (h == 0 || s->last - s->first + 1 < RT_SPARE_MIN)
        return RT_OK;
    if (s->last - s->first + 1 == RT_SPARE_MIN) {
        RT_NEED(RT_ARENA_GROW(&in->arena, s->of, s->count, s->cap), err);
        s->of[s->count++].from = s->first;
    }
    s->of[s->count - 1].to = s->last;
    return RT_OK;
}

const struct rt_spare *rt_spare_at(
    const struct rt_sheet_facts *sheet, uint32_t row)
{
    const struct rt_spares *s = &sheet->spares;
    size_t i = 0;

    RT_LOWER_BOUND(i, s->count, s->of[i].to < row);
    return i < s->count && s->of[i].from <= row ? &s->of[i] : NULL;
}
