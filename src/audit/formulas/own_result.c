/* What our own lists show against what is right (own_rows.h).
 *
 * A value where there must be none is a difference too: merge leaves blank what
 * it cannot compute. What is blank and should not be is missing_result.c's.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "audit/formulas/formula_audit.h"
#include "audit/own_rows.h"
#include "base/intern.h"
#include "base/list.h"
#include "form/word/value.h"

/* What the cell shows, with the computed value where none is stored. */
static struct rt_cell shown_at(
    struct rt_work *w, size_t sheet, uint32_t col, uint32_t row)
{
    const struct rt_cell *c = rt_grid_cell(w->grid, sheet, col, row);
    const struct rt_item *item = rt_item_at(w, sheet, col, row);

    if (item && item->outcome == RT_OUTCOME_ALONE)
        return rt_cell_of_value(&item->value);
    return c ? *c : (struct rt_cell){.type = RT_CELL_NO_VALUE};
}

static bool is_right(const struct rt_work *w, enum rt_field f,
    const struct rt_cell *c, struct rt_str right)
{
    struct rt_cell wanted = {.type = RT_CELL_STRING, .text = right};
    enum rt_class shown = RT_CLASS_NONE, class = RT_CLASS_NONE;

    if (f != RT_F_LEVEL_LABEL && f != RT_F_RES_LEVEL_LABEL)
        return rt_whole_of(c) == rt_whole_of(&wanted)
               && rt_whole_of(c) != RT_UNKNOWN;
    return rt_is_taken(rt_value_class(w->audit->vocab, c, &shown))
           && rt_is_taken(rt_value_class(w->audit->vocab, &wanted, &class))
           && shown == class;
}

static enum rt_status compare(struct rt_work *w, const struct rt_audit_row *r,
    const struct rt_result *of, struct rt_error *err)
{
    enum rt_field f = of->field;
    int32_t col = w->tables[r->sheet].layout.col_of[f];
    struct rt_finding known = {.code = of->code,
        .where.sheet = rt_grid_sheet(w->grid, r->sheet)->name,
        .where.row = r->row,
        .where.col = (uint32_t)col + 1};
    struct rt_cell cell;

    if (col < 0)
        return RT_OK;
    cell = shown_at(w, r->sheet, (uint32_t)col, r->row);
    if (cell.type == RT_CELL_NO_VALUE || rt_cell_blank(&cell)
        || (cell.type == RT_CELL_ERROR && cell.is_formula))
        return RT_OK;
    if (!rt_right_value(w, r->sheet, r->row, f, &known.expected)) {
        if (r->refused || rt_own_is_given(r, f))
            return RT_OK;
        known.expected = rt_str(rt_say(w->audit->lang, "空欄", "blank"));
    } else if (is_right(w, f, &cell, known.expected)) {
        return RT_OK;
    }
    known.actual = rt_cell_shown(w, &cell);
    known.inputs = rt_right_inputs(w, r->sheet, r->row, f);
    return rt_known_add(w, &known, err);
}

/* Without the column nothing can be computed: that is said once. */
static void report_no_profiles(struct rt_work *w, const struct rt_audit_row *r)
{
    const struct rt_table *t = &w->tables[r->sheet];
    struct rt_verdict *v;

    if (r > w->audit->rows && r[-1].sheet == r->sheet)
        return;
    v = rt_verdict_add(w, RT_TP304, r->sheet, 0, t->layout.row2);
    v->args[0] = rt_field_name(RT_F_PROFILE, w->audit->lang);
}

/* --- criteria that are not known ----------------------------------------- */

/* Rows that name them, by number of the name; a blank one is a name, too. */
struct unknown {
    struct rt_intern names;
    struct name {
        const struct rt_audit_row *first;
        uint64_t rows;
    } * of;
    size_t cap;
};

static const struct rt_cell *name_of(
    const struct rt_work *w, const struct rt_audit_row *r)
{
    int32_t col = w->tables[r->sheet].layout.col_of[RT_F_PROFILE];

    return col < 0 ? NULL
                   : rt_grid_cell(w->grid, r->sheet, (uint32_t)col, r->row);
}

/* What merge kept of a register that named none is as it was. */
static bool needs_profile(const struct rt_work *w, const struct rt_audit_row *r)
{
    return r->own && !r->profile
           && (w->tables[r->sheet].layout.col_of[RT_F_PROFILE] < 0
               || (!r->added && !(r->kept && rt_cell_blank(name_of(w, r)))));
}

static enum rt_status take_unknown(struct rt_work *w,
    const struct rt_audit_row *r, struct unknown *u, struct rt_error *err)
{
    const struct rt_cell *c = name_of(w, r);
    size_t had = u->cap;
    uint32_t n;

    if (w->tables[r->sheet].layout.col_of[RT_F_PROFILE] < 0) {
        report_no_profiles(w, r);
        return RT_OK;
    }
    n = rt_intern(&u->names, c ? rt_str_trim(c->text) : RT_STR_NONE);
    RT_NEED(n > 0 && RT_ROOM(u->of, u->cap, (size_t)n + 1), err);
    for (; had < u->cap; had++)
        u->of[had] = (struct name){0};
    if (u->of[n].rows++ == 0)
        u->of[n].first = r;
    return RT_OK;
}

static enum rt_status report_unknown(
    struct rt_work *w, const struct name *of, struct rt_error *err)
{
    const struct rt_audit_row *r = of->first;
    uint32_t col = (uint32_t)w->tables[r->sheet].layout.col_of[RT_F_PROFILE];
    struct rt_verdict *v = rt_verdict_add(w, RT_RA313, r->sheet, col, r->row);
    const struct rt_profile *p;

    v->actual = rt_cell_shown(w, name_of(w, r));
    v->args[0] = v->actual.n > 0
                     ? rt_quoted(w, v->actual)
                     : rt_str(rt_say(w->audit->lang, "空欄", "blank"));
    rt_buf_clear(&w->buf2);
    for (size_t i = 0; (p = rt_profile_builtin(i)) != NULL; i++) {
        if (rt_buf_printf(&w->buf2, "%s%s",
                i > 0 ? rt_comma(w->audit->lang) : "", p->name)
            != RT_OK)
            return rt_fail_nomem(err);
    }
    v->args[1] = v->expected = rt_work_text(w, rt_buf_str(&w->buf2));
    v->args[2] = rt_work_printf(w, "%" PRIu64, of->rows);
    return RT_OK;
}

static enum rt_status report_profiles(struct rt_work *w, struct rt_error *err)
{
    const struct rt_audit *a = w->audit;
    struct unknown u = {0};
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < a->row_count && rc == RT_OK; i++) {
        if (needs_profile(w, &a->rows[i]))
            rc = take_unknown(w, &a->rows[i], &u, err);
    }
    for (size_t n = 1; n <= u.names.count && rc == RT_OK; n++)
        rc = report_unknown(w, &u.of[n], err);
    rt_intern_fini(&u.names);
    free(u.of);
    return rc;
}

enum rt_status rt_own_ask(struct rt_work *w, struct rt_error *err)
{
    const struct rt_audit *a = w->audit;

    RT_TRY(report_profiles(w, err));
    for (size_t i = 0; i < a->row_count; i++) {
        const struct rt_audit_row *r = &a->rows[i];
        for (size_t k = 0; k < RT_RESULTS && r->own && r->profile; k++)
            RT_TRY(compare(w, r, &rt_results[k], err));
    }
    rt_known_sort(w);
    return RT_OK;
}
