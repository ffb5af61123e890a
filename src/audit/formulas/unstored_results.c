/* The rule, where the intake could not apply it: formulas without a stored
 * value, as libraries write them, are computed here and checked against the
 * profile.
 *
 * The numbers of a row are read as the intake reads them, out of the cells'
 * computed values. Where anything is not plain (a merged score, a frequency
 * that only the threat sheet gives) the row is left out: the intake has then
 * reported it.
 */

#include "audit/formulas/formula_audit.h"
#include "form/basis.h"
#include "risk/assess.h"

/* A row's cells by field, with computed values in place of missing ones. */
struct rule_row {
    struct rt_work *w;
    size_t sheet;
    uint32_t row;
    struct rt_cell cell[RT_FIELD_COUNT]; /* NO_VALUE: nothing known */
    const struct rt_item *computed[RT_FIELD_COUNT]; /* or NULL */
};

/* False where nothing of the row is computed here. */
static bool read_row(struct rule_row *r)
{
    const struct rt_layout *l = &r->w->tables[r->sheet].layout;
    bool any = false;

    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        const struct rt_cell *c = NULL;
        const struct rt_item *item;
        r->cell[f] = (struct rt_cell){.type = RT_CELL_NO_VALUE};
        r->computed[f] = NULL;
        if (l->col_of[f] >= 0)
            c = rt_grid_cell(
                r->w->grid, r->sheet, (uint32_t)l->col_of[f], r->row);
        if (!c)
            continue;
        r->cell[f] = *c;
        if (c->type != RT_CELL_NO_VALUE)
            continue;
        item = rt_item_at(r->w, r->sheet, c->col, r->row);
        if (!item || item->outcome != RT_OUTCOME_ALONE)
            continue;
        r->cell[f] = rt_cell_of_value(&item->value);
        r->cell[f].col = c->col;
        r->computed[f] = item;
    }
    for (size_t i = 0; i < RT_RESULTS; i++)
        any |= r->computed[rt_results[i].field] != NULL;
    return any;
}

static int score(const struct rule_row *r, enum rt_field f)
{
    const struct rt_audit *a = r->w->audit;

    return rt_score_of(
        a->vocab, &r->cell[f], a->profile->scale_min, a->profile->scale_max);
}

static int rating(const struct rule_row *r, enum rt_field f)
{
    return rt_rating_of(r->w->audit->vocab, &r->cell[f]);
}

static void read_flags(const struct rule_row *r, struct rt_scores *s)
{
    for (size_t i = 0; i < RT_PERSONAL_FIELDS; i++) {
        const struct rt_cell *c = &r->cell[rt_personal_fields[i]];
        bool yes = false;
        if (rt_cell_blank(c))
            continue;
        if (!rt_is_taken(rt_value_flag(r->w->audit->vocab, c, &yes)))
            s->unreadable_flags |= RT_MISSING_PERSONAL;
        s->any_personal |= yes;
    }
}

static void read_scores(const struct rule_row *r, struct rt_scores *s)
{
    *s = (struct rt_scores){.confidentiality = score(r, RT_F_CONFIDENTIALITY),
        .integrity = score(r, RT_F_INTEGRITY),
        .availability = score(r, RT_F_AVAILABILITY),
        .given_importance = RT_UNKNOWN,
        .threat = rating(r, RT_F_THREAT),
        .vulnerability = rating(r, RT_F_VULNERABILITY),
        .given_likelihood = RT_UNKNOWN};

    if (rt_cell_blank(&r->cell[RT_F_CONFIDENTIALITY])
        && rt_cell_blank(&r->cell[RT_F_INTEGRITY])
        && rt_cell_blank(&r->cell[RT_F_AVAILABILITY]))
        s->given_importance = score(r, RT_F_IMPORTANCE);
    if (s->threat == RT_UNKNOWN || s->vulnerability == RT_UNKNOWN)
        s->given_likelihood = rating(r, RT_F_LIKELIHOOD);
    read_flags(r, s);
}

/* A computed value against the rule's; *right is what it should be. */
static bool differs(const struct rule_row *r, enum rt_field f,
    const struct rt_assessment *a, struct rt_str *right)
{
    const struct rt_item *item = r->computed[f];
    int v, want = f == RT_F_PRIORITY && a->level != RT_UNKNOWN
                      ? a->priority
                      : rt_result_of(a, f);

    if (!item || want == RT_UNKNOWN || rt_cell_blank(&r->cell[f])
        || !rt_is_taken(rt_result_read(r->w->audit->vocab, f, &item->value, &v))
        || v == want)
        return false;
    *right = f == RT_F_LEVEL_LABEL
                 ? rt_class_like(a->class, rt_str_trim(r->cell[f].text))
                 : rt_result_shown(want);
    return true;
}

static enum rt_status judge_row(struct rule_row *r, struct rt_error *err)
{
    const struct rt_audit *audit = r->w->audit;
    const struct rt_cell *cells[RT_FIELD_COUNT];
    struct rt_scores scores;
    struct rt_assessment a;
    struct rt_basis basis = {audit->lang, audit->profile,
        &r->w->tables[r->sheet].layout, cells, &scores, &a};

    read_scores(r, &scores);
    a = rt_assess(audit->profile, &scores);
    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++)
        cells[f] = &r->cell[f];
    for (size_t i = 0; i < RT_RESULTS; i++) {
        const struct rt_item *item = r->computed[rt_results[i].field];
        struct rt_finding f = {.code = rt_results[i].code,
            .where.sheet = rt_grid_sheet(r->w->grid, r->sheet)->name,
            .where.row = r->row};
        char inputs[RT_BASIS_MAX];
        if (!differs(r, rt_results[i].field, &a, &f.expected))
            continue;
        f.where.col = item->cell->col + 1;
        f.actual = rt_value_shown(r->w, &item->value);
        rt_basis_say(&basis, f.code, (int)item->value.number, inputs);
        f.inputs = rt_work_copy(r->w, rt_str(inputs));
        RT_TRY(rt_known_add(r->w, &f, err));
    }
    return RT_OK;
}

/* Scores or flags may hold for the rows below them too: only the intake
 * knows of that. */
static bool has_merged_rows(const struct rt_work *w, size_t sheet)
{
    size_t n;
    const struct rt_range *m = rt_grid_merges(w->grid, sheet, &n);

    for (size_t i = 0; i < n; i++) {
        if (m[i].row2 > m[i].row1 && m[i].row1 > w->tables[sheet].layout.row2)
            return true;
    }
    return false;
}

enum rt_status rt_rule_ask(struct rt_work *w, struct rt_error *err)
{
    enum rt_status rc = RT_OK;

    for (size_t s = 0; w->no_values && s < rt_grid_sheet_count(w->grid); s++) {
        const struct rt_table *t = &w->tables[s];
        if (!t->found || t->example || t->layout.form != RT_FORM_LEDGER
            || w->foreign[s] || has_merged_rows(w, s))
            continue;
        for (size_t i = 0; i < rt_grid_row_count(w->grid, s) && rc == RT_OK;
             i++) {
            struct rule_row r = {
                .w = w, .sheet = s, .row = rt_grid_row(w->grid, s, i)->number};
            if (t->lines[i] == RT_LINE_DATA && read_row(&r))
                rc = judge_row(&r, err);
        }
    }
    rt_known_sort(w);
    return rc;
}

/* --- threat and vulnerability ---------------------------------------------- */

/* The threat sheet that the formula reads, else the sheet's own. */
static size_t source_of(
    const struct rt_work *w, const struct rt_formula *f, size_t sheet)
{
    for (size_t i = 0; f && i < rt_formula_ref_count(f); i++) {
        int target = rt_ref_sheet(w, sheet, rt_formula_ref(f, i));
        if (target >= 0 && w->tables[target].layout.form == RT_FORM_THREATS)
            return (size_t)target;
    }
    return sheet;
}

static enum rt_status report_rating(struct rt_work *w,
    const struct rt_audit_row *r, const struct rt_item *item, int right,
    struct rt_error *err)
{
    uint32_t col = item->cell->col;
    struct rt_verdict *v = rt_verdict_new(w, RT_RA108, r->sheet, col, r->row);
    const struct rt_formula *f;
    struct rt_str source;

    RT_TRY(rt_item_parse(w, item, &f, err));
    source = rt_grid_sheet(w->grid, source_of(w, f, r->sheet))->name;
    v->args[1] = v->actual = rt_value_shown(w, &item->value);
    v->args[2] = v->expected = rt_result_shown(right);
    v->args[3] = rt_work_printf(w,
        rt_say(w->audit->lang, "シート「%.*s」の媒体「%s」",
            "sheet \"%.*s\" for \"%s\""),
        RT_FMT(source), r->medium);
    return rt_fault_add(w, r->sheet, col, r->row, err);
}

/* What the formula gives, where the intake took something else in its place. */
static enum rt_status judge_rating(struct rt_work *w,
    const struct rt_audit_row *r, enum rt_field f, struct rt_error *err)
{
    int32_t col = w->tables[r->sheet].layout.col_of[f];
    const struct rt_item *item
        = col < 0 ? NULL : rt_item_at(w, r->sheet, (uint32_t)col, r->row);
    int right = f == RT_F_THREAT ? r->scores.threat : r->scores.vulnerability;
    const struct rt_formula *of;
    struct rt_cell cell;

    if (!item || item->judged || item->cell->type != RT_CELL_NO_VALUE
        || item->outcome != RT_OUTCOME_ALONE || right == RT_UNKNOWN
        || rt_is_fault(w, r->sheet, (uint32_t)col, r->row))
        return RT_OK;
    RT_TRY(rt_item_parse(w, item, &of, err));
    if (of && rt_refers_to_fault(w, of, r->sheet, (uint32_t)col, r->row))
        return RT_OK;
    cell = rt_cell_of_value(&item->value);
    return cell.type == RT_CELL_ERROR || rt_cell_blank(&cell)
                   || rt_rating_of(w->audit->vocab, &cell) == right
               ? RT_OK
               : report_rating(w, r, item, right, err);
}

enum rt_status rt_ratings_judge(struct rt_work *w, struct rt_error *err)
{
    for (size_t i = 0; i < w->audit->row_count; i++) {
        const struct rt_audit_row *r = &w->audit->rows[i];
        if (!r->medium)
            continue;
        RT_TRY(judge_rating(w, r, RT_F_THREAT, err));
        RT_TRY(judge_rating(w, r, RT_F_VULNERABILITY, err));
    }
    return RT_OK;
}
