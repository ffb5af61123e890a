/* What the cells of a column show about one of them.
 *
 * A column's own formula is the one that at least two thirds of its formula
 * cells share in relative terms, among the rows of the table (in an empty table
 * the rows that the form has prepared); totals and notes do not count, nor do
 * formulas that are wrong where others are not: what is right is decided by
 * the rule, not by numbers. Cells that depart from it are
 * inconsistent_formula.c's.
 *
 * Columns that people type into (names, media, scores) may mix formulas and
 * values as they like.
 */
#include <stdlib.h>

#include "audit/formulas/column_formula.h"
#include "base/list.h"
#include "form/plan_column.h"
#include "record/book_words.h"

enum { TRIED_MAX = 8 }; /* rows in which a formula is tried */

/* A data row's cell without the formula the others have. */
struct gap {
    uint32_t row, col;
};

struct gaps {
    struct gap *list;
    size_t count, cap;
};

/* --- a column's own formula ------------------------------------------------ */

/* Cells of a column with one formula. */
struct pattern {
    size_t at, count, data; /* data: in rows of the table */
    struct rt_fitness fitness;
    bool wrong;
};

/* Whether a value that the rule does not give is the formula's own doing. */
static enum rt_status is_to_blame(struct rt_audit_column *c,
    const struct rt_item *item, bool *out, struct rt_error *err)
{
    const struct rt_formula *f;

    *out = false;
    if (item->outcome == RT_OUTCOME_STALE
        || !rt_known_difference(c->w, c->sheet, c->col, item->row))
        return RT_OK;
    RT_TRY(rt_item_parse(c->w, item, &f, err));
    *out = f && !rt_refers_to_fault(c->w, f, c->sheet, c->col, item->row);
    return RT_OK;
}

static enum rt_status judge_pattern(
    struct rt_audit_column *c, struct pattern *p, struct rt_error *err)
{
    struct rt_item *const *items = c->items + p->at;

    for (size_t i = 0; i < p->count; i++)
        p->data += c->table->lines[items[i]->row_index] == RT_LINE_DATA;
    RT_TRY(rt_formula_fits(c->w, items, p->count, c->field, &p->fitness, err));
    p->wrong = p->fitness.fit == RT_FIT_WRONG;
    for (size_t i = 0;
         i < p->count && p->fitness.fit == RT_FIT_UNKNOWN && !p->wrong; i++)
        RT_TRY(is_to_blame(c, items[i], &p->wrong, err));
    return RT_OK;
}

static enum rt_status find_patterns(struct rt_audit_column *c,
    struct pattern **out, size_t *count, struct rt_error *err)
{
    size_t n = 0;

    for (size_t i = 0; i < c->count; i++)
        n += i == 0 || c->items[i]->relative != c->items[i - 1]->relative;
    *count = n;
    *out = rt_arena_array(&c->w->arena, n + 1, sizeof **out);
    RT_NEED(*out, err);
    for (size_t i = 0, k, p = 0; i < c->count; i = k, p++) {
        for (k = i;
             k < c->count && c->items[k]->relative == c->items[i]->relative;
             k++)
            ;
        (*out)[p] = (struct pattern){.at = i, .count = k - i};
        RT_TRY(judge_pattern(c, &(*out)[p], err));
    }
    return RT_OK;
}

/* Formulas that are prepared for rows to come have no vote while there are
 * rows; nor have those that are wrong while others are not. */
static size_t votes(const struct pattern *p, bool rows, bool right)
{
    return p->wrong && right ? 0 : rows ? p->data : p->count;
}

/* The pattern that two thirds of those who may vote share, or NULL. */
static const struct pattern *elect(const struct pattern *p, size_t n)
{
    const struct pattern *best = NULL;
    bool rows = false, right = false;
    size_t most = 0, all = 0;

    for (size_t i = 0; i < n; i++)
        rows |= p[i].data > 0;
    for (size_t i = 0; i < n; i++)
        right |= !p[i].wrong && votes(&p[i], rows, false) > 0;
    for (size_t i = 0; i < n; i++) {
        size_t v = votes(&p[i], rows, right);
        all += v;
        if (v > most) {
            most = v;
            best = &p[i];
        }
    }
    return most * 3 >= all * 2 ? best : NULL;
}

static void take_model(struct rt_audit_column *c, const struct pattern *p)
{
    c->model = c->items[p->at];
    c->own = p->count;
    for (size_t i = p->at; i < p->at + p->count; i++) {
        c->items[i]->of_column = true;
        if (!c->rule_differs)
            c->rule_differs
                = rt_known_difference(c->w, c->sheet, c->col, c->items[i]->row);
    }
}

/* A formula that is not the rule, whatever its rows show so far; at the first
 * of them, beside the message about the value there. */
static void report_rule(struct rt_audit_column *c, const struct pattern *p)
{
    for (size_t i = p->at; i < p->at + p->count; i++) {
        struct rt_item *item = c->items[i];
        bool judged = item->judged;
        if (!rt_audit_row_at(c->w->audit, c->sheet, item->row))
            continue;
        rt_rule_report(c, item, &p->fitness);
        item->judged = judged;
        return;
    }
}

/* Formulas of rows to come are tried in the rows that there are. */
static enum rt_status fit_prepared(struct rt_audit_column *c, struct pattern *p,
    const struct pattern *model, struct rt_error *err)
{
    struct rt_item item = *c->items[p->at];
    struct rt_item *const list[] = {&item};
    struct rt_cell cell = *item.cell;

    item.cell = &cell;
    for (size_t i = model->at;
         p->data == 0 && i < model->at + model->count
         && p->fitness.fit == RT_FIT_UNKNOWN && i < model->at + TRIED_MAX;
         i++) {
        item.row = c->items[i]->row;
        RT_TRY(rt_item_moved(
            c->w, c->items[p->at], c->col, item.row, &cell.formula, err));
        RT_TRY(rt_formula_fits(c->w, list, 1, c->field, &p->fitness, err));
    }
    return RT_OK;
}

/* Whether cells depart from the column's formula by their own fault: they are
 * not known to be right where the column's is not, and the rows to come, which
 * no value decides on, depart from one that is known to be right. */
static bool departs(const struct pattern *p, const struct pattern *model)
{
    bool sure = model->fitness.fit == RT_FIT_RIGHT;

    if (p->data == 0 && p->fitness.fit == RT_FIT_RIGHT)
        return false;
    return sure
           || (p->fitness.fit != RT_FIT_RIGHT
               && (p->data > 0 || model->data == 0));
}

/* A link names where its own row leads to: that it differs from the others is
 * its purpose. */
static bool is_link(const struct rt_item *item)
{
    return rt_str_contains(item->cell->formula, RT_STR("HYPERLINK("));
}

static enum rt_status judge_patterns(struct rt_audit_column *c,
    struct pattern *p, size_t n, struct rt_error *err)
{
    const struct pattern *model = elect(p, n);

    if (model && is_link(c->items[model->at]))
        return RT_OK;
    if (model)
        take_model(c, model);
    for (size_t i = 0; i < n; i++) {
        if (p[i].fitness.fit == RT_FIT_WRONG && (!model || model == &p[i]))
            report_rule(c, &p[i]);
        if (!model || model == &p[i])
            continue;
        RT_TRY(fit_prepared(c, &p[i], model, err));
        if (!departs(&p[i], model))
            continue;
        for (size_t k = p[i].at; k < p[i].at + p[i].count; k++)
            RT_TRY(rt_uneven_judge(c, c->items[k], &p[i].fitness, err));
    }
    return RT_OK;
}

/* --- typed over --------------------------------------------------------------- */

static enum rt_status judge_typed(struct rt_audit_column *c,
    const struct rt_cell *cell, uint32_t row, struct rt_error *err)
{
    struct rt_verdict *v;
    struct rt_value value;
    struct rt_answer a;

    if (!rt_cell_value(cell, &value))
        return RT_OK;
    RT_TRY(rt_column_ask(c, row, &value, &a, err));
    if (!a.wrong
        && (rt_is_fault(c->w, c->sheet, c->col, row)
            || (a.shows_nothing && c->table->own && !a.unsure)
            || (a.unsure && !rt_cell_says(cell))))
        return RT_OK;
    /* The right number as text is no number to the formulas that read it. */
    if (!a.wrong && !a.unsure && a.other_type) {
        a.wrong = true;
        a.right = rt_cell_shown(c->w, cell);
    }
    v = rt_verdict_add(c->w,
        a.wrong    ? RT_RA302
        : a.unsure ? RT_RA314
                   : RT_RA303,
        c->sheet, c->col, row);
    v->args[0] = rt_column_name(c->w, c->sheet, c->col);
    v->args[1] = v->actual = rt_cell_shown(c->w, cell);
    if (a.wrong)
        v->args[1] = rt_typed_shown(c->w, cell, a.right);
    v->expected = a.wrong ? a.right : a.formula;
    v->args[2] = a.unsure ? a.inputs : v->expected;
    v->args[3] = a.inputs;
    /* A formula takes a text for something else than its number. */
    return a.wrong || a.other_type
               ? rt_fault_add(c->w, c->sheet, c->col, row, err)
               : RT_OK;
}

/* --- the cells of a column ---------------------------------------------------- */

/* Numbers that run on (=A4+1) begin with a typed one. */
static enum rt_status reads_own_column(
    struct rt_audit_column *c, bool *out, struct rt_error *err)
{
    const struct rt_formula *f;
    enum rt_status rc = rt_item_parse(c->w, c->model, &f, err);

    *out = false;
    for (size_t i = 0; rc == RT_OK && f && i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        *out |= ref->sheet.n == 0 && ref->at.col1 <= c->col
                && ref->at.col2 >= c->col;
    }
    return rc;
}

static uint32_t group_of(const struct rt_table *t, size_t row_index)
{
    return t->groups ? t->groups[row_index] : 0;
}

static bool is_data_row(const struct rt_audit_column *c, size_t i)
{
    return c->table->lines[i] == RT_LINE_DATA
           && group_of(c->table, i) == c->group;
}

static const struct rt_cell *cell_in(const struct rt_audit_column *c, size_t i)
{
    return rt_row_cell(rt_grid_row(c->w->grid, c->sheet, i), (int32_t)c->col);
}

static size_t count_typed(const struct rt_audit_column *c)
{
    size_t n = 0;

    for (size_t i = 0; i < rt_grid_row_count(c->w->grid, c->sheet); i++) {
        const struct rt_cell *cell;
        if (!is_data_row(c, i))
            continue;
        cell = cell_in(c, i);
        n += cell && !cell->is_formula && !rt_cell_blank(cell);
    }
    return n;
}

/* Whether a value in the column takes a formula's place. */
static enum rt_status is_computed(
    struct rt_audit_column *c, bool *out, struct rt_error *err)
{
    size_t n = c->count, typed = count_typed(c);

    RT_TRY(reads_own_column(c, out, err));
    if (rt_table_is_assessed(c->table) && c->field != RT_FIELD_NONE)
        *out = n * 2 >= typed;
    else
        *out = !*out && n * 3 >= 2 * (n + typed) && n >= 2;
    return RT_OK;
}

static enum rt_status add_gap(struct gaps *g, uint32_t row, uint32_t col)
{
    if (!RT_GROW(g->list, g->count, g->cap))
        return RT_NOMEM;
    g->list[g->count++] = (struct gap){row, col};
    return RT_OK;
}

/* Whether the formula would say in the cell that its date is a proposal. */
static enum rt_status says_proposed(
    struct rt_audit_column *c, uint32_t row, bool *out, struct rt_error *err)
{
    struct rt_value v;
    struct rt_str text;
    bool known;

    *out = false;
    if (c->field != RT_F_PLAN_END_BASIS)
        return RT_OK;
    RT_TRY(rt_item_moved(c->w, c->model, c->col, row, &text, err));
    RT_TRY(rt_work_eval(c->w, c->sheet, c->col, row, text, &known, &v, err));
    *out = known && v.type == RT_VALUE_TEXT && v.text.n > 0;
    return RT_OK;
}

/* Whether merge writes a formula there in each row of a plan, even if it shows
 * nothing yet: 期限. */
static bool is_always_there(const struct rt_audit_column *c, uint32_t row)
{
    const struct rt_audit_row *r = rt_audit_row_at(c->w->audit, c->sheet, row);
    struct rt_plan_column is[RT_COLUMNS_MAX];

    if (c->field != RT_FIELD_NONE || !r || r->added
        || !rt_layout_is_plan(&c->table->layout))
        return false;
    rt_plan_columns(&c->table->layout, is);
    return is[c->col].how == RT_PLAN_AS_LABEL;
}

/* A blank cell where a formula is missing. */
static enum rt_status judge_blank(struct rt_audit_column *c, struct gaps *gaps,
    uint32_t row, struct rt_error *err)
{
    struct rt_str right;
    bool proposed = false;
    bool due = c->table->own ? rt_right_at(c->w, c->sheet, c->col, row, &right)
                             : rt_table_is_assessed(c->table) && c->count >= 2
                                   && !rt_column_is_not_due(c, row);

    RT_TRY(says_proposed(c, row, &proposed, err));
    due |= proposed || (c->table->own && is_always_there(c, row));
    return !due || add_gap(gaps, row, c->col) == RT_OK ? RT_OK
                                                       : rt_fail_nomem(err);
}

static enum rt_status judge_values(
    struct rt_audit_column *c, struct gaps *gaps, struct rt_error *err)
{
    for (size_t i = 0; i < rt_grid_row_count(c->w->grid, c->sheet); i++) {
        uint32_t row = rt_grid_row(c->w->grid, c->sheet, i)->number;
        const struct rt_cell *cell = cell_in(c, i);
        const struct rt_audit_row *r
            = rt_audit_row_at(c->w->audit, c->sheet, row);
        bool prepared = c->table->lines[i] == RT_LINE_PREPARED && !c->table->own
                        && !rt_cell_blank(cell);
        if ((!is_data_row(c, i) && !prepared) || (cell && cell->is_formula)
            || (r && r->kept))
            continue;
        RT_TRY(rt_cell_blank(cell) ? judge_blank(c, gaps, row, err)
                                   : judge_typed(c, cell, row, err));
    }
    return RT_OK;
}

/* --- scores ----------------------------------------------------------------- */

static bool reads_score(
    const struct rt_audit_column *c, const struct rt_formula *f)
{
    for (size_t i = 0; f && i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        if (ref->sheet.n == 0 && ref->file.n == 0
            && rt_field_is_score(rt_table_field(c->table, ref->at.col1)))
            return true;
    }
    return false;
}

/* A score that follows another one, where people type them. */
static enum rt_status judge_scores(
    struct rt_audit_column *c, struct rt_error *err)
{
    bool typed = count_typed(c) > c->count;

    for (size_t i = 0; i < c->count && typed; i++) {
        const struct rt_item *item = c->items[i];
        const struct rt_formula *f;
        struct rt_verdict *v;
        RT_TRY(rt_item_parse(c->w, item, &f, err));
        if (c->table->lines[item->row_index] != RT_LINE_DATA
            || !reads_score(c, f))
            continue;
        v = rt_verdict_new(c->w, RT_RA312, c->sheet, c->col, item->row);
        v->args[1] = v->actual = rt_formula_shown(c->w, item->cell->formula);
    }
    return RT_OK;
}

static enum rt_status judge_column(
    struct rt_audit_column *c, struct gaps *gaps, struct rt_error *err)
{
    struct pattern *patterns;
    size_t n;
    bool computed;

    c->field = rt_table_field(c->table, c->col);
    if (rt_field_is_score(c->field))
        return judge_scores(c, err);
    if (rt_field_is_input(c->field))
        return RT_OK;
    RT_TRY(find_patterns(c, &patterns, &n, err));
    RT_TRY(judge_patterns(c, patterns, n, err));
    if (!c->model)
        return RT_OK;
    RT_TRY(is_computed(c, &computed, err));
    return computed ? judge_values(c, gaps, err) : RT_OK;
}

/* --- rows without formulas ------------------------------------------------------ */

RT_SORTED(by_row, struct gap, RT_ORDER(x->row, y->row);
          RT_ORDER(x->col, y->col))

/* One verdict for a row, at the first of its gaps. */
static enum rt_status report_gap(struct rt_work *w, size_t sheet,
    const struct gap *g, size_t n, struct rt_error *err)
{
    const struct rt_table *t = &w->tables[sheet];
    struct rt_verdict *v
        = rt_verdict_add(w, RT_RA507, sheet, g[0].col, g[0].row);
    struct rt_str right;
    enum rt_status rc = RT_OK;

    rt_buf_clear(&w->buf);
    for (size_t i = 0; i < n && rc == RT_OK; i++) {
        if (i > 0)
            rc = rt_buf_adds(&w->buf, rt_str(rt_comma(w->audit->lang)));
        RT_THEN(rc, rt_table_column_name(t, g[i].col, w->audit->lang, &w->buf));
        if (rc == RT_OK && rt_right_at(w, sheet, g[i].col, g[i].row, &right))
            rc = rt_buf_printf(&w->buf,
                rt_say(w->audit->lang, "（正しくは「%.*s」）",
                    " (should be \"%.*s\")"),
                RT_FMT(right));
        RT_THEN(rc, rt_fault_add(w, sheet, g[i].col, g[i].row, err));
    }
    v->args[0] = rt_work_built(w, rc, &w->buf);
    if (rt_right_at(w, sheet, g[0].col, g[0].row, &right))
        v->expected = right;
    return rc;
}

static enum rt_status judge_gaps(
    struct rt_work *w, size_t sheet, struct gaps *gaps, struct rt_error *err)
{
    size_t n = 0;

    for (size_t i = 0; i < gaps->count; i++) {
        if (!rt_is_covered(w, sheet, gaps->list[i].col, gaps->list[i].row))
            gaps->list[n++] = gaps->list[i];
    }
    gaps->count = n;
    if (n > 0)
        qsort(gaps->list, n, sizeof *gaps->list, by_row);
    for (size_t i = 0, k; i < n; i = k) {
        for (k = i; k < n && gaps->list[k].row == gaps->list[i].row; k++)
            ;
        RT_TRY(report_gap(w, sheet, &gaps->list[i], k - i, err));
    }
    return RT_OK;
}

/* --- a table --------------------------------------------------------------------- */

static int by_column(const void *a, const void *b)
{
    const struct rt_item *x = *(struct rt_item *const *)a;
    const struct rt_item *y = *(struct rt_item *const *)b;

    RT_ORDER(x->cell->col, y->cell->col);
    RT_ORDER(x->group, y->group);
    RT_ORDER(x->relative, y->relative);
    return x->row < y->row ? -1 : x->row > y->row;
}

/* A date of the previous plan that is still its proposal: each has a formula
 * with its own date. */
static bool is_kept_basis(const struct rt_table *t, const struct rt_item *item)
{
    struct rt_text kept = rt_words(RT_W_DUE_KEPT);

    return rt_table_field(t, item->cell->col) == RT_F_PLAN_END_BASIS
           && (rt_str_contains(item->cell->formula, rt_str(kept.ja))
               || rt_str_contains(item->cell->formula, rt_str(kept.en)));
}

/* The table's formulas, by column. */
static size_t pick_items(struct rt_work *w, size_t sheet, struct rt_item **to)
{
    const struct rt_table *t = &w->tables[sheet];
    size_t from, end, n = 0;

    rt_items_of_sheet(w, sheet, &from, &end);
    for (; from < end; from++) {
        struct rt_item *item = &w->items[from];
        if (item->relative && item->cell->col < t->width
            && t->lines[item->row_index] != RT_LINE_OTHER
            && !is_kept_basis(t, item)) {
            item->group = group_of(t, item->row_index);
            to[n++] = item;
        }
    }
    if (n > 0)
        qsort(to, n, sizeof *to, by_column);
    return n;
}

static enum rt_status judge_table(struct rt_work *w, size_t sheet,
    struct rt_item **items, struct rt_error *err)
{
    size_t n = pick_items(w, sheet, items);
    struct gaps gaps = {0};
    enum rt_status rc = RT_OK;

    for (size_t i = 0, k; i < n && rc == RT_OK; i = k) {
        struct rt_audit_column c = {.w = w,
            .sheet = sheet,
            .col = items[i]->cell->col,
            .group = items[i]->group,
            .table = &w->tables[sheet],
            .items = items + i};
        for (k = i; k < n && items[k]->cell->col == c.col
                    && items[k]->group == c.group;
             k++)
            ;
        c.count = k - i;
        rc = judge_column(&c, &gaps, err);
    }
    RT_THEN(rc, judge_gaps(w, sheet, &gaps, err));
    free(gaps.list);
    return rc;
}

enum rt_status rt_columns_judge(struct rt_work *w, struct rt_error *err)
{
    struct rt_item **items = calloc(w->item_count + 1, sizeof *items);
    enum rt_status rc = RT_OK;

    RT_NEED(items, err);
    for (size_t s = 0; s < rt_grid_sheet_count(w->grid) && rc == RT_OK; s++) {
        if (w->tables[s].found && !w->tables[s].example)
            rc = judge_table(w, s, items, err);
    }
    free(items);
    return rc;
}
