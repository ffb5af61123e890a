/* Stored values from before their inputs changed.
 *
 * Each is corrected by calculating anew, and so is what takes it over: of such a
 * chain the first cell is reported, and the others are named with it. What takes
 * over a value that is wrong for another reason is corrected with that.
 */
#include <stdlib.h>

#include "audit/formulas/formula_audit.h"
#include "base/list.h"

enum { SHOWN = 5, CHAIN_MAX = 64, PASSES = 16 };

/* A verdict of this file, and the cells that take the value over. Chains are in
 * the order of their items. */
struct chain {
    size_t verdict, item; /* indexes */
    size_t sheet;         /* of the cell named last */
    struct rt_buf cells;
    size_t count;
};

struct stale {
    struct rt_work *w;
    size_t *parent; /* by item: 1 + the item whose value it takes over; 0 */
    struct chain *chains;
    size_t count, cap;
};

static struct rt_str or_blank(struct rt_work *w, struct rt_str s)
{
    return s.n > 0 ? s : rt_str(rt_say(w->audit->lang, "空欄", "blank"));
}

static enum rt_status report(
    struct stale *s, struct rt_item *item, struct rt_error *err)
{
    struct rt_work *w = s->w;
    const struct rt_formula *f;
    struct rt_verdict *v
        = rt_verdict_new(w, RT_RA304, item->sheet, item->cell->col, item->row);

    RT_NEED(!w->no_memory && RT_GROW(s->chains, s->count, s->cap), err);
    s->chains[s->count++] = (struct chain){.verdict = w->verdict_count - 1,
        .item = (size_t)(item - w->items),
        .sheet = item->sheet,
        .cells = RT_BUF(1 << 12)};
    RT_TRY(rt_item_parse(w, item, &f, err));
    v->actual = rt_cell_shown(w, item->cell);
    v->args[1] = or_blank(w, v->actual);
    v->expected = rt_value_shown(w, &item->value);
    v->args[2] = or_blank(w, v->expected);
    v->args[3] = rt_inputs_shown(w, f, item->sheet, item->row);
    return RT_OK;
}

/* A value that is not as its formula gives it from the values around it, all of
 * which are right. */
static enum rt_status judge(
    struct stale *s, struct rt_item *item, struct rt_error *err)
{
    struct rt_work *w = s->w;
    const struct rt_formula *f;
    struct rt_known *k
        = rt_known_difference(w, item->sheet, item->cell->col, item->row);

    if (item->judged || item->outcome != RT_OUTCOME_STALE)
        return RT_OK;
    if (k)
        k->judged = true;
    RT_TRY(rt_item_parse(w, item, &f, err));
    item->judged = true;
    if (!f
        || !rt_refers_to_fault(w, f, item->sheet, item->cell->col, item->row))
        return report(s, item, err);
    item->outcome = RT_OUTCOME_SAME;
    return RT_OK;
}

/* Whether the value will be another one when what it is computed from is as it
 * should be; that is then known. */
static enum rt_status take_over(
    struct stale *s, struct rt_item *item, bool *more, struct rt_error *err)
{
    struct rt_work *w = s->w;
    const struct rt_item *from;
    const struct rt_formula *f;
    struct rt_fault at;

    if (item->outcome != RT_OUTCOME_SAME)
        return RT_OK;
    RT_TRY(rt_item_parse(w, item, &f, err));
    if (!f || !rt_fault_of(w, f, item->sheet, item->cell->col, item->row, &at))
        return RT_OK;
    RT_TRY(rt_item_compute(w, item, err));
    if (item->outcome != RT_OUTCOME_STALE)
        return RT_OK;
    *more = item->judged = true;
    from = rt_item_at(w, at.sheet, at.col, at.row);
    if (from)
        s->parent[item - w->items] = 1 + (size_t)(from - w->items);
    return rt_fault_add(w, item->sheet, item->cell->col, item->row, err);
}

static enum rt_status follow(struct stale *s, struct rt_error *err)
{
    struct rt_work *w = s->w;
    bool more = s->count > 0;
    enum rt_status rc = RT_OK;

    w->anew = true;
    for (int pass = 0; pass < PASSES && more && rc == RT_OK; pass++) {
        more = false;
        for (size_t i = 0; i < w->item_count && rc == RT_OK; i++)
            rc = take_over(s, &w->items[i], &more, err);
    }
    w->anew = false;
    return rc;
}

/* --- chains ------------------------------------------------------------------ */

static struct chain *chain_of(const struct stale *s, size_t item)
{
    size_t at;

    for (int i = 0; i < CHAIN_MAX && s->parent[item]; i++)
        item = s->parent[item] - 1;
    RT_LOWER_BOUND(at, s->count, s->chains[at].item < item);
    return at < s->count && s->chains[at].item == item ? &s->chains[at] : NULL;
}

/* 「 T7」, in another sheet 「シート「台帳」の T7」 */
static enum rt_status add_cell(
    const struct stale *s, struct chain *c, const struct rt_item *item)
{
    enum rt_lang lang = s->w->audit->lang;
    char ref[16];

    if (c->count++ >= SHOWN)
        return RT_OK;
    if (c->cells.len > 0)
        RT_TRY(rt_buf_adds(&c->cells, rt_str(rt_comma(lang))));
    if (item->sheet != c->sheet)
        RT_TRY(rt_buf_printf(&c->cells,
            rt_say(lang, "シート「%.*s」の ", "sheet \"%.*s\" "),
            RT_FMT(rt_grid_sheet(s->w->grid, item->sheet)->name)));
    else if (c->cells.len == 0)
        RT_TRY(rt_buf_adds(&c->cells, rt_str(rt_say(lang, " ", ""))));
    c->sheet = item->sheet;
    rt_cell_ref(item->cell->col, item->row, ref);
    return rt_buf_adds(&c->cells, rt_str(ref));
}

static enum rt_status name_followers(struct stale *s, struct rt_error *err)
{
    struct rt_work *w = s->w;

    for (size_t i = 0; i < w->item_count; i++) {
        struct chain *c = s->parent[i] ? chain_of(s, i) : NULL;
        if (c && add_cell(s, c, &w->items[i]) != RT_OK)
            return rt_fail_nomem(err);
    }
    for (size_t i = 0; i < s->count; i++) {
        const struct chain *c = &s->chains[i];
        struct rt_verdict *v = &w->verdicts[c->verdict];
        enum rt_lang lang = w->audit->lang;
        struct rt_str more = RT_STR("");
        if (c->count == 0)
            continue;
        if (c->count > SHOWN)
            more = rt_work_printf(w, rt_say(lang, "ほか%zu個", " and %zu more"),
                c->count - SHOWN);
        v->args[3] = rt_work_printf(w,
            rt_say(lang, "%.*s。この値を使う%.*s%.*s も古い値です",
                "%.*s; out of date with it: %.*s%.*s"),
            RT_FMT(v->args[3]), RT_FMT(rt_buf_str(&c->cells)), RT_FMT(more));
    }
    return RT_OK;
}

enum rt_status rt_stale_judge(struct rt_work *w, struct rt_error *err)
{
    struct stale s = {.w = w,
        .parent
        = rt_arena_array(&w->arena, w->item_count + 1, sizeof *s.parent)};
    enum rt_status rc = s.parent ? RT_OK : rt_fail_nomem(err);

    for (size_t i = 0; i < w->item_count && rc == RT_OK; i++)
        rc = judge(&s, &w->items[i], err);
    RT_THEN(rc, follow(&s, err));
    RT_THEN(rc, name_followers(&s, err));
    for (size_t i = 0; i < s.count; i++)
        rt_buf_fini(&s.chains[i].cells);
    free(s.chains);
    return rc;
}
