/* A formula that departs from its column's own: how, and the effect on its
 * value.
 *
 * The column's formula is computed in the cell's place. A value that comes
 * out the same makes the departure a smell; another makes it an error.
 */
#include "audit/formulas/column_formula.h"
#include "audit/own_rows.h"
#include "base/fold.h"

enum rt_departure {
    DEPARTS_OTHERWISE,
    DEPARTS_PLACE,
    DEPARTS_CONSTANT,
    DEPARTS_RANGE,
    DEPARTS_FILE,
    DEPARTURES
};

/* The code of a departure whose value is wrong, and of one still right. */
static const enum rt_code codes[DEPARTURES][2] = {
    [DEPARTS_OTHERWISE] = {RT_RA501, RT_RA306},
    [DEPARTS_PLACE] = {RT_RA502, RT_RA307},
    [DEPARTS_CONSTANT] = {RT_RA504, RT_RA308},
    [DEPARTS_RANGE] = {RT_RA509, RT_RA309},
    [DEPARTS_FILE] = {RT_RA505, RT_RA310},
};

/* --- values ------------------------------------------------------------------ */

/* What is typed means what the formula gives: spelling does not matter. */
static bool means_same(const struct rt_value *typed, const struct rt_value *v)
{
    struct rt_value number = {.type = RT_VALUE_NUMBER};

    if (rt_values_same(typed, v))
        return true;
    if (typed->type != RT_VALUE_TEXT)
        return false;
    if (v->type == RT_VALUE_TEXT)
        return rt_fold_eq(typed->text, v->text);
    return rt_parse_double(rt_str_trim(typed->text), &number.number)
           && rt_values_same(&number, v);
}

/* A formula whose inputs are blank contradicts no value that was given. */
static bool shows_nothing(const struct rt_value *v)
{
    return v->type == RT_VALUE_BLANK
           || (v->type == RT_VALUE_TEXT && v->text.n == 0);
}

/* What formulas calculate with; 「高」 is an error to them. */
static bool is_number_text(struct rt_str s)
{
    double v;

    return rt_parse_double(rt_str_trim(s), &v);
}

/* Whether the intake has compared what the cell stores with the profile. */
static bool is_compared(const struct rt_audit_column *c, uint32_t row)
{
    const struct rt_cell *cell
        = rt_grid_cell(c->w->grid, c->sheet, c->col, row);

    return cell && cell->type != RT_CELL_NO_VALUE && c->field != RT_F_THREAT
           && c->field != RT_F_VULNERABILITY && c->field != RT_F_RES_LEVEL;
}

/* A label in words that mean the same and that no formula counts. */
static bool is_other_word(const struct rt_audit_column *c,
    const struct rt_value *value, const struct rt_value *right)
{
    return (c->field == RT_F_LEVEL_LABEL || c->field == RT_F_LIKELIHOOD_LABEL)
           && value->type == RT_VALUE_TEXT && right->type == RT_VALUE_TEXT
           && right->text.n > 0 && !rt_fold_eq(value->text, right->text);
}

bool rt_column_is_not_due(const struct rt_audit_column *c, uint32_t row)
{
    static const enum rt_field inputs[]
        = {RT_F_RES_IMPORTANCE, RT_F_RES_LIKELIHOOD};

    for (size_t i = 0; i < RT_COUNT(inputs); i++) {
        int32_t col = c->table->layout.col_of[inputs[i]];
        if (c->field == RT_F_RES_LEVEL && col >= 0
            && !rt_cell_says(
                rt_grid_cell(c->w->grid, c->sheet, (uint32_t)col, row)))
            return true;
    }
    return false;
}

/* Whether the profile gives the cell's value from other cells than itself; in
 * a list of ours the form may have given it in their place. */
static bool gives_value(struct rt_audit_column *c, uint32_t row)
{
    struct rt_str right;

    return rt_right_at(c->w, c->sheet, c->col, row, &right)
           && (c->table->own
               || !rt_own_is_given(
                   rt_audit_row_at(c->w->audit, c->sheet, row), c->field));
}

/* The right value is in the words of the column's other labels; in a column of
 * numbers it is a number, whatever the cell says. */
static void take_known(struct rt_audit_column *c, uint32_t row,
    struct rt_known *k, const struct rt_formula *f, struct rt_answer *a)
{
    k->judged = a->wrong = true;
    if (a->other_type && c->field != RT_F_LEVEL_LABEL)
        a->inputs = rt_inputs_shown(c->w, f, c->sheet, row);
    if ((c->field != RT_F_LEVEL_LABEL && !a->other_type)
        || !rt_right_at(c->w, c->sheet, c->col, row, &a->right))
        a->right = rt_known_expected(c->w, k);
}

/* The rule decides first, then the column's own formula; if that reads a cell
 * which is wrong itself, the value is not contradicted. */
enum rt_status rt_column_ask(struct rt_audit_column *c, uint32_t row,
    const struct rt_value *value, struct rt_answer *a, struct rt_error *err)
{
    struct rt_known *k = rt_known_difference(c->w, c->sheet, c->col, row);
    const struct rt_formula *f;
    struct rt_value right;
    struct rt_str text;
    bool misled, differs;
    enum rt_status rc = rt_item_moved(c->w, c->model, c->col, row, &text, err);

    *a = (struct rt_answer){0};
    RT_THEN(rc, rt_work_eval(
                    c->w, c->sheet, c->col, row, text, &a->known, &right, err));
    RT_THEN(rc, rt_work_parse(c->w, text, &f, err));
    if (rc != RT_OK)
        return rc;
    a->moved = text;
    a->formula = rt_formula_shown(c->w, text);
    a->inputs = k ? rt_known_inputs(c->w, k)
                  : rt_inputs_shown(c->w, f, c->sheet, row);
    a->shows_nothing
        = rt_column_is_not_due(c, row) || (a->known && shows_nothing(&right));
    a->other_type = a->known && value && value->type == RT_VALUE_TEXT
                    && right.type == RT_VALUE_NUMBER;
    misled = f && rt_refers_to_fault(c->w, f, c->sheet, c->col, row);
    /* The column's own formula has the form's words for it. */
    if (k && k->finding->code == RT_RA110 && a->known && value && !misled
        && !a->shows_nothing && !means_same(value, &right))
        k = NULL;
    if (k) {
        take_known(c, row, k, f, a);
    } else if (value && rt_right_at(c->w, c->sheet, c->col, row, &a->right)
               && is_compared(c, row)) {
        a->wrong = value->type == RT_VALUE_ERROR
                   || (value->type == RT_VALUE_TEXT && value->text.n == 0)
                   || (a->other_type && !is_number_text(value->text));
        if (!a->wrong && a->known && !misled
            && is_other_word(c, value, &right)) {
            a->wrong = true;
            a->right = rt_value_shown(c->w, &right);
        }
    } else if (a->known && value && !misled && !c->rule_differs
               && !a->shows_nothing && right.type != RT_VALUE_ERROR
               && !means_same(value, &right)) {
        a->wrong = true;
        a->right = rt_value_shown(c->w, &right);
    }
    differs = a->known && value && !misled && !means_same(value, &right);
    a->unsure
        = !a->wrong && (a->shows_nothing || differs) && !gives_value(c, row);
    return RT_OK;
}

/* --- uneven --------------------------------------------------------------------- */

static bool same_place(const struct rt_ref *a, const struct rt_ref *b)
{
    return rt_str_eq(a->sheet, b->sheet) && a->at.row1 == b->at.row1
           && a->at.row2 == b->at.row2 && a->at.col1 == b->at.col1
           && a->at.col2 == b->at.col2;
}

static bool is_narrower(const struct rt_ref *a, const struct rt_ref *than)
{
    return than->is_range && rt_str_eq(a->sheet, than->sheet)
           && a->at.row1 >= than->at.row1 && a->at.row2 <= than->at.row2
           && a->at.col1 >= than->at.col1 && a->at.col2 <= than->at.col2;
}

/* A constant that the other formula has not. */
static bool has_new_constant(
    const struct rt_formula *f, const struct rt_formula *other)
{
    size_t n = rt_formula_constant_count(f);
    size_t m = rt_formula_constant_count(other);

    for (size_t i = 0; i < n; i++) {
        size_t here = 0, there = 0;
        double x = rt_formula_constant(f, i);
        for (size_t k = 0; k < n; k++)
            here += rt_formula_constant(f, k) == x;
        for (size_t k = 0; k < m; k++)
            there += rt_formula_constant(other, k) == x;
        if (here > there)
            return true;
    }
    return false;
}

/* Whether it reads a cell of the sheet in another row than `row`, in one that
 * other rows move with them. */
static bool reads_other_row(const struct rt_formula *f, uint32_t row)
{
    for (size_t i = 0; i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        if (ref->sheet.n == 0 && ref->file.n == 0 && !ref->broken
            && !ref->abs_row1 && (ref->at.row1 != row || ref->at.row2 != row))
            return true;
    }
    return false;
}

static enum rt_departure departure_of(
    const struct rt_formula *f, const struct rt_formula *model, uint32_t row)
{
    size_t n = rt_formula_ref_count(f);
    enum rt_departure d = DEPARTS_OTHERWISE;

    for (size_t i = 0; i < n; i++) {
        if (rt_formula_ref(f, i)->file.n > 0)
            return DEPARTS_FILE;
    }
    if (has_new_constant(f, model)
        || (n == 0 && rt_formula_ref_count(model) > 0
            && !rt_formula_indirect(f)))
        return DEPARTS_CONSTANT;
    if (n != rt_formula_ref_count(model))
        return reads_other_row(f, row) && !reads_other_row(model, row)
                   ? DEPARTS_PLACE
                   : DEPARTS_OTHERWISE;
    for (size_t i = 0; i < n; i++) {
        const struct rt_ref *a = rt_formula_ref(f, i);
        const struct rt_ref *b = rt_formula_ref(model, i);
        if (same_place(a, b))
            continue;
        if (!is_narrower(a, b))
            return DEPARTS_PLACE;
        d = DEPARTS_RANGE;
    }
    return d;
}

/* Both formulas at once: the one arena is emptied by each parse. */
static enum rt_status find_departure(struct rt_work *w,
    const struct rt_item *item, struct rt_str model, enum rt_departure *out,
    struct rt_error *err)
{
    const struct rt_formula *f;
    struct rt_formula *own = NULL;
    struct rt_error ignored = {0};
    enum rt_status rc = rt_item_parse(w, item, &f, err);

    *out = DEPARTS_OTHERWISE;
    if (rc != RT_OK || !f)
        return rc;
    rc = rt_formula_parse(model, &w->scratch, &own, &ignored);
    if (rc == RT_OK)
        *out = departure_of(f, own, item->row);
    return rc == RT_NOMEM ? rt_fail_nomem(err) : RT_OK;
}

static void report(struct rt_work *w, const struct rt_item *item,
    const struct rt_uneven *u, enum rt_code code, struct rt_verdict **out)
{
    struct rt_verdict *v
        = rt_verdict_add(w, code, item->sheet, item->cell->col, item->row);
    bool file = code == RT_RA310 || code == RT_RA505;

    v->actual = rt_formula_shown(w, item->cell->formula);
    v->expected = rt_formula_shown(w, u->model);
    v->args[0] = u->name;
    v->args[1] = code == RT_RA310 ? v->actual
                                  : rt_formulas_shown(w, item->cell->formula,
                                      file ? RT_STR_NONE : u->model, u->along);
    if (code == RT_RA310)
        v->args[2] = RT_STR("1");
    *out = v;
}

enum rt_status rt_uneven_report(struct rt_work *w, const struct rt_item *item,
    const struct rt_uneven *u, struct rt_error *err)
{
    enum rt_departure d;
    struct rt_verdict *v;

    RT_TRY(find_departure(w, item, u->model, &d, err));
    report(w, item, u, codes[d][1], &v);
    return RT_OK;
}

static enum rt_status report_uneven(struct rt_audit_column *c,
    struct rt_item *item, enum rt_departure d, const struct rt_answer *a,
    const struct rt_value *value, struct rt_error *err)
{
    const struct rt_uneven u
        = {rt_column_name(c->w, c->sheet, c->col), a->moved, RT_ALONG_COLUMN};
    struct rt_verdict *v;

    report(c->w, item, &u, codes[d][!a->wrong], &v);
    if (!a->wrong)
        return RT_OK;
    v->actual = value ? rt_value_shown(c->w, value) : RT_STR("");
    v->expected = a->right;
    v->args[2] = v->actual.n > 0
                     ? v->actual
                     : rt_str(rt_say(c->w->audit->lang, "空欄", "blank"));
    v->args[3] = v->expected;
    return rt_fault_add(c->w, c->sheet, c->col, item->row, err);
}

/* The value is right so far, but the rule says what it will not be. */
void rt_rule_report(struct rt_audit_column *c, const struct rt_item *item,
    const struct rt_fitness *fitness)
{
    struct rt_verdict *v
        = rt_verdict_new(c->w, RT_RA311, c->sheet, c->col, item->row);

    v->args[1] = v->actual = rt_formula_shown(c->w, item->cell->formula);
    v->args[2] = fitness->example;
    v->args[3] = v->expected = fitness->expected;
}

/* A total below the table, in a row that holds nothing typed. */
static enum rt_status is_total(struct rt_audit_column *c,
    const struct rt_item *item, bool *out, struct rt_error *err)
{
    const struct rt_formula *f;

    *out = false;
    if (c->table->lines[item->row_index] == RT_LINE_DATA)
        return RT_OK;
    RT_TRY(rt_item_parse(c->w, item, &f, err));
    for (size_t i = 0; f && i < rt_formula_ref_count(f); i++) {
        const struct rt_ref *ref = rt_formula_ref(f, i);
        *out |= ref->sheet.n == 0 && ref->at.row2 > ref->at.row1
                && ref->at.row2 < item->row;
    }
    return RT_OK;
}

enum rt_status rt_uneven_judge(struct rt_audit_column *c, struct rt_item *item,
    const struct rt_fitness *fitness, struct rt_error *err)
{
    struct rt_value stored, *value = &stored;
    enum rt_departure d;
    struct rt_answer a;
    bool total;
    enum rt_status rc = is_total(c, item, &total, err);

    /* Errors are reported as such, in any cell; but a missing file is reported
     * as that. */
    if (rc != RT_OK || total || item->broken || item->judged
        || (rt_item_is_error(item) && !item->external))
        return rc;
    if (!rt_cell_value(item->cell, &stored))
        value = item->outcome == RT_OUTCOME_ALONE ? &item->value : NULL;
    RT_TRY(rt_column_ask(c, item->row, value, &a, err));
    RT_TRY(find_departure(c->w, item, a.moved, &d, err));
    /* A value that was refused is not "right so far". */
    if (!a.wrong && rt_is_fault(c->w, c->sheet, c->col, item->row))
        return RT_OK;
    if (!a.wrong && d == DEPARTS_OTHERWISE && fitness->fit == RT_FIT_WRONG) {
        rt_rule_report(c, item, fitness);
        return RT_OK;
    }
    return report_uneven(c, item, d, &a, value, err);
}
