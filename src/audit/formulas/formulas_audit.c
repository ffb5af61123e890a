/* The audit of formulas as a whole (see audit.h).
 *
 * Every cell gets one verdict, the most specific one: typed over, then a
 * formula that departs from its column's, then an error value, then a stale
 * one, then a formula that computes something else than the rule. A number that
 * is only wrong because it is computed from a wrong one gets none: it becomes
 * right when that is corrected.
 *
 * What is true of a column's one formula (another file, a lookup that stops
 * short, a reference that is lost, no stored values) is reported once for the
 * column, at its first cell, with the number of cells.
 */
#include <stdlib.h>

#include "audit/formulas/formula_audit.h"
#include "base/list.h"

/* Cells of a formula's ranges that are asked whether they are errors. */
enum { CELLS_LOOKED_AT = 4096, COLUMNS = 16384 };

/* Verdicts of whole columns, of one sheet at a time. */
enum whole { WHOLE_FILE, WHOLE_LOOKUP, WHOLE_ERROR, WHOLE_NO_VALUE, WHOLES };

struct group {
    size_t verdict; /* its index plus one; 0: none yet */
    uint32_t relative;
    size_t count, computed;
    uint32_t row; /* of the first; 0: that has a verdict of its own */
};

struct groups {
    struct group *of[WHOLES]; /* by column */
};

/* --- whole columns --------------------------------------------------------- */

/* The item's group, and whether it opens it: the caller then reports. */
static bool opens_group(struct rt_work *w, struct groups *g, enum whole kind,
    const struct rt_item *item)
{
    struct group *p = &g->of[kind][item->cell->col];
    bool judged = item->judged;

    if (p->verdict
        && (kind == WHOLE_NO_VALUE || p->relative == item->relative)) {
        p->count++;
        p->computed += item->outcome == RT_OUTCOME_ALONE;
        return false;
    }
    *p = (struct group){w->verdict_count + 1, item->relative, 1,
        item->outcome == RT_OUTCOME_ALONE, judged ? 0 : item->row};
    return true;
}

/* What was done about results that are not stored. */
static struct rt_str computed_shown(struct rt_work *w, const struct group *p)
{
    enum rt_lang lang = w->audit->lang;

    if (p->computed == p->count)
        return rt_str(rt_say(
            lang, "ここで計算して確かめました", "they were calculated here"));
    if (p->computed == 0)
        return rt_str(
            rt_say(lang, "ここでは計算できない数式なので、確かめていません",
                "they cannot be calculated here and were not checked"));
    return rt_work_printf(w,
        rt_say(lang,
            "%zu個はここで計算して確かめましたが、残りは計算できない数式なので"
            "確かめていません",
            "%zu could be calculated here; the others cannot and were not "
            "checked"),
        p->computed);
}

/* Counts are known at the sheet's end. */
static void close_groups(struct rt_work *w, struct groups *g)
{
    static const int arg[WHOLES] = {[WHOLE_FILE] = 2, [WHOLE_NO_VALUE] = 1};

    for (enum whole k = 0; k < WHOLES; k++) {
        for (uint32_t c = 0; c < COLUMNS; c++) {
            const struct group *p = &g->of[k][c];
            struct rt_verdict *v;
            if (p->verdict == 0 || p->verdict > w->verdict_count || !arg[k])
                continue;
            v = &w->verdicts[p->verdict - 1];
            v->args[arg[k]] = rt_work_text(w, RT_DECIMAL(p->count));
            if (k != WHOLE_NO_VALUE)
                continue;
            if (p->count == 1 && p->row)
                v->row = p->row;
            v->args[2] = computed_shown(w, p);
        }
        memset(g->of[k], 0, COLUMNS * sizeof *g->of[k]);
    }
}

/* --- error values ------------------------------------------------------------ */

static bool cell_is_error(
    struct rt_work *w, size_t sheet, const struct rt_cell *c, uint32_t row)
{
    const struct rt_item *item;

    if (!c || c->type != RT_CELL_NO_VALUE)
        return c && c->type == RT_CELL_ERROR;
    item = rt_item_at(w, sheet, c->col, row);
    return item && rt_item_is_error(item);
}

static bool range_has_error(struct rt_work *w, const struct rt_item *item,
    size_t sheet, const struct rt_range *at, size_t *looked)
{
    size_t n = rt_grid_row_count(w->grid, sheet);
    uint32_t last = n ? rt_grid_row(w->grid, sheet, n - 1)->number : 0;

    for (uint32_t r = at->row1; r <= at->row2 && r <= last; r++) {
        for (uint32_t c = at->col1; c <= at->col2 && c < w->widths[sheet];
             c++) {
            if (++*looked > CELLS_LOOKED_AT || !rt_work_look(w, item))
                return false;
            if (cell_is_error(w, sheet, rt_grid_cell(w->grid, sheet, c, r), r))
                return true;
        }
    }
    return false;
}

/* The error comes out of a cell the formula reads. */
static bool inherits_error(
    struct rt_work *w, const struct rt_item *item, const struct rt_formula *f)
{
    size_t looked = 0;

    for (size_t i = 0; f && i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        int target = rt_ref_sheet(w, item->sheet, ref);
        if (!ref->broken && target >= 0
            && range_has_error(w, item, (size_t)target, &ref->at, &looked))
            return true;
    }
    return false;
}

/* What an error value says. */
static struct rt_str meaning_of(struct rt_str error, enum rt_lang lang)
{
    static const struct {
        const char *error;
        struct rt_text text;
    } all[] = {
        {"#DIV/0!",
            {"。0か空欄で割っています", "; it divides by 0 or a blank"}},
        {"#REF!", {"。参照していたセルかシートが、なくなっています",
                      "; a cell or sheet that it referred to is gone"}},
        {"#NAME?", {"。関数か名前のつづりが正しくありません",
                       "; a function or a name is misspelt"}},
        {"#N/A", {"。探している値が見つかりません",
                     "; what it looks for is not found"}},
        {"#VALUE!",
            {"。数値でない値を計算に使っているか、関数の引数が正しくありません",
                "; it calculates with what is no number, or an argument is wrong"}},
        {"#NUM!", {"。計算できない大きさの数値になっています",
                      "; its number is out of range"}},
    };

    for (size_t i = 0; i < RT_COUNT(all); i++) {
        if (rt_str_is(error, all[i].error))
            return rt_str(rt_text(lang, all[i].text));
    }
    return RT_STR("");
}

static enum rt_status report_error(struct rt_work *w, struct groups *g,
    struct rt_item *item, struct rt_error *err)
{
    struct rt_verdict *v;
    struct rt_str right, why;
    bool known
        = rt_right_at(w, item->sheet, item->cell->col, item->row, &right);

    RT_TRY(rt_cause_find(w, item, &why, err));
    if (!known && why.n == 0 && item->relative
        && !opens_group(w, g, WHOLE_ERROR, item)) {
        item->judged = true;
        return rt_fault_add(w, item->sheet, item->cell->col, item->row, err);
    }
    v = rt_verdict_new(w, RT_RA506, item->sheet, item->cell->col, item->row);
    v->args[1] = RT_STR("#REF!");
    if (item->cell->type == RT_CELL_ERROR)
        v->args[1] = rt_work_text(w, item->cell->text);
    else if (rt_item_is_error(item))
        v->args[1] = rt_work_text(w, item->value.text);
    v->actual = v->args[1];
    v->args[2] = rt_formula_shown(w, item->cell->formula);
    if (why.n == 0)
        why = meaning_of(v->args[1], w->audit->lang);
    v->args[3] = why;
    if (known) {
        v->expected = right;
        v->args[3] = rt_joined(w, why, rt_right_clause(w, right));
    }
    return rt_fault_add(w, item->sheet, item->cell->col, item->row, err);
}

static enum rt_status judge_error(struct rt_work *w, struct groups *g,
    struct rt_item *item, struct rt_error *err)
{
    uint32_t col = item->cell->col;
    const struct rt_formula *f;
    struct rt_str right;
    enum rt_status rc = RT_OK;

    if (!item->broken) {
        rc = rt_item_parse(w, item, &f, err);
        if (rc == RT_OK && f
            && (inherits_error(w, item, f)
                || (rt_refers_to_fault(w, f, item->sheet, col, item->row)
                    && !rt_right_at(w, item->sheet, col, item->row, &right)))) {
            item->judged = true;
            return rt_fault_add(w, item->sheet, col, item->row, err);
        }
    }
    return rc == RT_OK ? report_error(w, g, item, err) : rc;
}

/* A value that is right as it is stored is no fault. */
static enum rt_status note_stale(
    struct rt_work *w, struct rt_item *item, struct rt_error *err)
{
    RT_TRY(rt_cause_of_change(w, item, &item->judged, err));
    if (!item->judged)
        return rt_fault_add(w, item->sheet, item->cell->col, item->row, err);
    item->outcome = RT_OUTCOME_SAME;
    return RT_OK;
}

/* --- what is true of columns -------------------------------------------------- */

static void judge_file(
    struct rt_work *w, struct groups *g, struct rt_item *item)
{
    struct rt_verdict *v;

    if (!opens_group(w, g, WHOLE_FILE, item))
        return;
    v = rt_verdict_new(w, RT_RA310, item->sheet, item->cell->col, item->row);
    v->args[1] = v->actual = rt_formula_shown(w, item->cell->formula);
}

/* Its ranges mean the same cells wherever it is. */
static bool is_fixed(const struct rt_formula *f)
{
    for (size_t i = 0; i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        if (ref->at.row2 > ref->at.row1
            && !(ref->sheet.n > 0 && ref->abs_row1 && ref->abs_row2
                 && ref->abs_col1 && ref->abs_col2))
            return false;
    }
    return true;
}

/* Such a cell has a finding of its own: it is not enough to name the column's
 * first. */
static bool shows_no_value(const struct rt_item *item)
{
    return rt_item_is_error(item)
           || (item->cell->type == RT_CELL_STRING
               && rt_str_trim(item->cell->text).n == 0)
           || (item->outcome == RT_OUTCOME_ALONE
               && item->value.type == RT_VALUE_TEXT && item->value.text.n == 0);
}

static enum rt_status judge_lookup(struct rt_work *w, struct groups *g,
    struct rt_item *item, struct rt_error *err)
{
    const struct rt_formula *f;
    const struct rt_ref *ref;
    struct rt_range whole;
    struct rt_verdict *v;
    enum rt_status rc;

    if (w->fine[item->relative])
        return RT_OK;
    rc = rt_item_parse(w, item, &f, err);
    if (rc != RT_OK || !f)
        return rc;
    if (!rt_lookup_short(w, f, item->sheet, &ref, &whole)) {
        w->fine[item->relative] = is_fixed(f);
        return RT_OK;
    }
    if (!opens_group(w, g, WHOLE_LOOKUP, item)) {
        item->judged = !shows_no_value(item);
        return rt_fault_add(w, item->sheet, item->cell->col, item->row, err);
    }
    v = rt_verdict_new(w, RT_RA503, item->sheet, item->cell->col, item->row);
    v->args[1] = rt_formula_shown(w, item->cell->formula);
    v->args[2] = v->actual = rt_range_shown(w, &ref->at);
    v->args[3] = v->expected = rt_range_shown(w, &whole);
    item->judged = !shows_no_value(item);
    return rt_fault_add(w, item->sheet, item->cell->col, item->row, err);
}

/* Reported at the heading, so that it hides no verdict of a cell; a single cell
 * that has none at its own place. */
static enum rt_status judge_no_value(struct rt_work *w, struct groups *g,
    struct rt_item *item, struct rt_error *err)
{
    uint32_t row
        = rt_table_heading_row(&w->tables[item->sheet], item->cell->col);

    if (!opens_group(w, g, WHOLE_NO_VALUE, item))
        return RT_OK;
    return rt_verdict_new(
               w, RT_RA305, item->sheet, item->cell->col, row ? row : item->row)
               ? RT_OK
               : rt_fail_nomem(err);
}

/* --- item by item ------------------------------------------------------------- */

typedef enum rt_status judge_item(struct rt_work *w, struct groups *g,
    struct rt_item *item, struct rt_error *err);

/* What a cell says of itself. */
static enum rt_status judge_alone(struct rt_work *w, struct groups *g,
    struct rt_item *item, struct rt_error *err)
{
    enum rt_status rc = RT_OK;

    if (item->judged)
        return RT_OK;
    /* A value that a lookup misses may be below its range. */
    if (rt_item_is_error(item) && item->lookup && !item->broken)
        rc = judge_lookup(w, g, item, err);
    if (rc != RT_OK || item->judged)
        return rc;
    if (item->broken || rt_item_is_error(item))
        rc = judge_error(w, g, item, err);
    else if (item->outcome == RT_OUTCOME_STALE)
        rc = note_stale(w, item, err);
    else if (item->external)
        judge_file(w, g, item);
    else if (item->lookup)
        rc = judge_lookup(w, g, item, err);
    return rc;
}

static enum rt_status judge_stored(struct rt_work *w, struct groups *g,
    struct rt_item *item, struct rt_error *err)
{
    if (item->cell->type != RT_CELL_NO_VALUE)
        return RT_OK;
    return judge_no_value(w, g, item, err);
}

static enum rt_status for_items(struct rt_work *w, struct groups *g,
    judge_item *judge, struct rt_error *err)
{
    for (size_t s = 0; s < rt_grid_sheet_count(w->grid); s++) {
        size_t from, to;
        rt_items_of_sheet(w, s, &from, &to);
        for (; from < to; from++)
            RT_TRY(judge(w, g, &w->items[from], err));
        close_groups(w, g);
    }
    return RT_OK;
}

/* --- the whole ------------------------------------------------------------------- */

/* At the first of them: what follows it may not have been computed either. */
static void report_not_computed(struct rt_work *w)
{
    const struct rt_fault *at = &w->not_computed;
    struct rt_verdict *v;

    if (!w->gave_up)
        return;
    v = rt_verdict_new(w, RT_RA526, at->sheet, at->col, at->row);
    v->args[1] = rt_work_text(w, RT_DECIMAL(w->audit->formula_cells));
}

static enum rt_status judge_all(
    struct rt_work *w, struct groups *g, struct rt_error *err)
{
    RT_TRY(rt_circles_judge(w, err));
    RT_TRY(rt_checks_judge(w, err));
    RT_TRY(rt_columns_judge(w, err));
    RT_TRY(rt_ratings_judge(w, err));
    RT_TRY(for_items(w, g, judge_alone, err));
    RT_TRY(rt_blanks_judge(w, err));
    RT_TRY(rt_figures_judge(w, true, err));
    RT_TRY(rt_result_heads_judge(w, err));
    RT_TRY(rt_result_judge(w, true, err));
    RT_TRY(rt_repeats_judge(w, err));
    RT_TRY(rt_register_judge(w, err));
    RT_TRY(rt_stale_judge(w, err));
    RT_TRY(rt_ranges_judge(w, err));
    RT_TRY(rt_figures_judge(w, false, err));
    RT_TRY(rt_result_judge(w, false, err));
    RT_TRY(rt_sums_judge(w, err));
    for (size_t i = 0; i < w->known_count; i++) {
        if (w->known[i].difference && !w->known[i].judged
            && w->known[i].finding->code != RT_RA110)
            RT_TRY(rt_judge_difference(w, &w->known[i], err));
    }
    RT_TRY(rt_inputs_judge(w, err));
    RT_TRY(rt_media_judge(w, err));
    RT_TRY(for_items(w, g, judge_stored, err));
    report_not_computed(w);
    if (w->audit->manual_calc && !rt_verdict_add(w, RT_RA508, SIZE_MAX, 0, 0))
        return rt_fail_nomem(err);
    return RT_OK;
}

static enum rt_status audit(struct rt_work *w, struct groups *g,
    const struct rt_finding *known, size_t count, struct rt_error *err)
{
    enum rt_status rc = rt_known_read(w, known, count, err);

    RT_THEN(rc, rt_items_read(w, err));
    RT_THEN(rc, rt_right_begin(w, err));
    RT_THEN(rc, rt_rule_ask(w, err));
    RT_THEN(rc, rt_own_ask(w, err));
    RT_THEN(rc, judge_all(w, g, err));
    RT_THEN(rc, rt_verdicts_put(w, err));
    return rc == RT_OK ? rt_values_put(w, known, count, err) : rc;
}

enum rt_status rt_audit_formulas(const struct rt_audit *audit_,
    const struct rt_finding *known, size_t count, struct rt_error *err)
{
    struct rt_work w = {.audit = audit_,
        .grid = audit_->grid,
        .tables = audit_->tables,
        .cells_left = audit_->formula_cells};
    struct groups g = {0};
    bool memory = true;
    enum rt_status rc;

    rt_arena_init(&w.arena);
    rt_arena_init(&w.scratch);
    rt_buf_init(&w.buf, 1 << 20);
    rt_buf_init(&w.buf2, 1 << 20);
    for (enum whole k = 0; k < WHOLES; k++) {
        g.of[k] = calloc(COLUMNS, sizeof *g.of[k]);
        memory &= g.of[k] != NULL;
    }
    rc = memory ? audit(&w, &g, known, count, err) : rt_fail_nomem(err);
    for (enum whole k = 0; k < WHOLES; k++)
        free(g.of[k]);
    rt_items_free(&w);
    free(w.known);
    free(w.faults);
    free(w.verdicts);
    rt_buf_fini(&w.buf);
    rt_buf_fini(&w.buf2);
    rt_arena_fini(&w.arena);
    rt_arena_fini(&w.scratch);
    return rc;
}
