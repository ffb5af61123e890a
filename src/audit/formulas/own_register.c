/* Our own register, besides its list of risks: the inputs, which a sheet of
 * their own keeps as JSON; values typed over formulas that the cells around them
 * have; headings of the list.
 */
#include "audit/formulas/formula_audit.h"
#include "base/fold.h"
#include "record/book_words.h"
#include "record/input.h"
#include "record/json.h"
#include "record/risk.h"

enum { FIELDS = 5 };

struct own_register {
    struct rt_work *w;
    size_t list, inputs;    /* their sheets; SIZE_MAX: none */
    size_t sheet;           /* at hand */
    struct rt_intern names; /* of inputs; and by number their row: */
    size_t *row;
};

/* --- cells ---------------------------------------------------------------- */

static const struct rt_cell *cell_at(
    const struct own_register *r, uint32_t col, uint32_t row)
{
    return rt_grid_cell(r->w->grid, r->sheet, col, row);
}

static struct rt_str text_at(
    const struct own_register *r, uint32_t col, uint32_t row)
{
    return rt_cell_string(cell_at(r, col, row));
}

static bool is_text(struct rt_str s, struct rt_text t)
{
    return s.n > 0 && rt_fold_is(s, t);
}

/* The nearest text above the cell, and the first of its row. */
static struct rt_str label_of(
    struct own_register *r, uint32_t col, uint32_t row)
{
    struct rt_str above = RT_STR_NONE, front = RT_STR_NONE;

    for (uint32_t k = row; k-- > 1 && above.n == 0;) {
        const struct rt_cell *c = cell_at(r, col, k);
        if (c && !c->is_formula)
            above = text_at(r, col, k);
    }
    for (uint32_t c = 0; c < col && front.n == 0; c++)
        front = text_at(r, c, row);
    return rt_crossed(r->w, front, above);
}

static enum rt_status report(struct own_register *r, uint32_t col, uint32_t row,
    struct rt_str label, struct rt_str is, size_t source, struct rt_str right,
    struct rt_error *err)
{
    struct rt_verdict *v = rt_verdict_add(r->w, RT_RA513, r->sheet, col, row);

    v->args[0] = label;
    v->actual = rt_work_text(r->w, is);
    v->expected = rt_work_text(r->w, right);
    v->args[1] = rt_shown_or_blank(r->w, is);
    v->args[2] = rt_sheet_named(r->w, source);
    v->args[3] = rt_shown_or_blank(r->w, right);
    return rt_fault_add(r->w, r->sheet, col, row, err);
}

/* --- inputs --------------------------------------------------------------- */

/* The columns of サマリー that say what an input is, and the words they have. */
static const struct {
    enum rt_word heading;
    const char *member;
} fields[FIELDS] = {{RT_W_SUM_DEPARTMENT, "department"},
    {RT_W_SUM_STATE, "state"}, {RT_W_SUM_KIND, "kind"},
    {RT_W_SUM_EDITION, "edition"}, {RT_W_SUM_PROFILE, "profile"}};

static struct rt_str word_of(
    enum rt_word heading, struct rt_str value, enum rt_lang lang)
{
    if (heading == RT_W_SUM_KIND)
        return rt_word_kind(lang, value);
    for (int s = 0; heading == RT_W_SUM_STATE && s < RT_INPUT_STATES; s++)
        if (rt_str_is(value, rt_input_state_name((enum rt_input_state)s)))
            return rt_str(rt_word_state(lang, (enum rt_input_state)s));
    return value;
}

/* Whether the cell shows the member's value; *right is that in words. */
static bool says(struct own_register *r, struct rt_str text,
    enum rt_word heading, struct rt_str value, struct rt_str *right)
{
    *right = word_of(heading, value, r->w->audit->lang);
    return rt_fold_eq(text, value)
           || rt_fold_eq(text, word_of(heading, value, RT_JA))
           || rt_fold_eq(text, word_of(heading, value, RT_EN));
}

static enum rt_status compare_input(struct own_register *r,
    const uint32_t col[FIELDS], uint32_t row, struct rt_str name,
    const json_t *input, struct rt_error *err)
{
    for (size_t k = 0; k < FIELDS; k++) {
        const char *value
            = json_string_value(json_object_get(input, fields[k].member));
        struct rt_str text, right, label;
        if (col[k] == 0 || !value || rt_str_is(rt_str(value), "empty"))
            continue;
        text = rt_cell_shown(r->w, cell_at(r, col[k] - 1, row));
        if (says(r, text, fields[k].heading, rt_str(value), &right))
            continue;
        label = rt_crossed(
            r->w, name, rt_str(rt_word(r->w->audit->lang, fields[k].heading)));
        RT_TRY(report(r, col[k] - 1, row, label, text, r->inputs, right, err));
    }
    return RT_OK;
}

static json_t *input_at(const struct own_register *r, size_t i)
{
    const struct rt_cell *c
        = rt_row_cell(rt_grid_row(r->w->grid, r->inputs, i), 0);

    return c ? json_loadb(c->text.p, c->text.n, JSON_REJECT_DUPLICATES, NULL)
             : NULL;
}

static enum rt_status read_inputs(struct own_register *r, struct rt_error *err)
{
    size_t n = rt_grid_row_count(r->w->grid, r->inputs);

    r->row = rt_arena_array(&r->w->arena, n + 1, sizeof *r->row);
    RT_NEED(r->row, err);
    for (size_t i = 0; i < n; i++) {
        json_t *input = input_at(r, i);
        const char *file = json_string_value(json_object_get(input, "file"));
        uint32_t id = file ? rt_intern(&r->names, rt_str(file)) : 0;
        json_decref(input);
        RT_NEED(!file || id > 0, err);
        if (file)
            r->row[id] = i;
    }
    return RT_OK;
}

/* The line of an input among those that are kept; NULL where there is none. */
static json_t *find_input(const struct own_register *r, struct rt_str name)
{
    uint32_t id = rt_intern_find(&r->names, name);

    return id > 0 ? input_at(r, r->row[id]) : NULL;
}

static enum rt_status take_inputs(struct own_register *r, uint32_t head,
    uint32_t file, const uint32_t col[FIELDS], struct rt_error *err)
{
    for (uint32_t row = head + 1;; row++) {
        struct rt_str name = text_at(r, file, row);
        json_t *input;
        enum rt_status rc;
        if (name.n == 0)
            return RT_OK;
        input = find_input(r, name);
        if (!input)
            continue; /* one that is expected, or the total */
        rc = compare_input(r, col, row, name, input, err);
        json_decref(input);
        RT_TRY(rc);
    }
}

static enum rt_status judge_inputs(struct own_register *r, struct rt_error *err)
{
    for (size_t i = 0; i < rt_grid_row_count(r->w->grid, r->sheet); i++) {
        const struct rt_row *row = rt_grid_row(r->w->grid, r->sheet, i);
        uint32_t col[FIELDS] = {0}, file = UINT32_MAX, found = 0;
        for (size_t c = 0; c < row->count; c++) {
            struct rt_str text = row->cells[c].text;
            if (row->cells[c].type != RT_CELL_STRING)
                continue;
            if (file == UINT32_MAX && is_text(text, rt_words(RT_W_SUM_FILE)))
                file = row->cells[c].col;
            for (size_t k = 0; k < FIELDS; k++) {
                if (col[k] == 0 && is_text(text, rt_words(fields[k].heading))) {
                    col[k] = row->cells[c].col + 1;
                    found++;
                }
            }
        }
        if (file != UINT32_MAX && found == FIELDS)
            RT_TRY(take_inputs(r, row->number, file, col, err));
    }
    return RT_OK;
}

/* --- typed over ----------------------------------------------------------- */

static bool is_filled(const struct rt_cell *c)
{
    return c && (c->is_formula || c->type == RT_CELL_NUMBER);
}

/* A heading has texts where the row below has figures. */
static bool is_figures(const struct own_register *r, uint32_t row)
{
    for (uint32_t c = 0; c < r->w->widths[r->sheet]; c++) {
        if (is_filled(cell_at(r, c, row)))
            return true;
    }
    return false;
}

/* The formula that the cells above and below have, or two on one side. */
static const struct rt_item *shared_around(
    const struct own_register *r, uint32_t col, uint32_t row)
{
    static const int pairs[][2] = {{-1, 1}, {1, 2}, {-1, -2}};

    for (size_t i = 0; i < RT_COUNT(pairs); i++) {
        int64_t a = (int64_t)row + pairs[i][0], b = (int64_t)row + pairs[i][1];
        const struct rt_item *x, *y;
        if (a < 1 || b < 1)
            continue;
        x = rt_item_at(r->w, r->sheet, col, (uint32_t)a);
        y = rt_item_at(r->w, r->sheet, col, (uint32_t)b);
        if (x && y && x->relative && x->relative == y->relative)
            return x;
    }
    return NULL;
}

static enum rt_status judge_typed(struct own_register *r,
    const struct rt_cell *cell, uint32_t row, struct rt_error *err)
{
    struct rt_work *w = r->w;
    const struct rt_item *model = shared_around(r, cell->col, row);
    struct rt_value is, right;
    struct rt_verdict *v;
    struct rt_str text;
    bool known, same;

    if (!model || !rt_cell_value(cell, &is)
        || rt_is_fault(w, r->sheet, cell->col, row) || !is_figures(r, row))
        return RT_OK;
    RT_TRY(rt_item_moved(w, model, model->cell->col, row, &text, err));
    RT_TRY(
        rt_work_eval(w, r->sheet, cell->col, row, text, &known, &right, err));
    if (!known || (right.type == RT_VALUE_TEXT && right.text.n == 0))
        return RT_OK;
    same = rt_values_same(&is, &right);
    v = rt_verdict_add(w, same ? RT_RA303 : RT_RA302, r->sheet, cell->col, row);
    v->args[0] = label_of(r, cell->col, row);
    v->args[1] = v->actual = rt_cell_shown(w, cell);
    v->expected = rt_value_shown(w, &right);
    if (!same) {
        v->args[1] = rt_typed_shown(w, cell, v->expected);
        v->args[2] = v->expected;
        RT_TRY(rt_fault_add(w, r->sheet, cell->col, row, err));
    }
    return RT_OK;
}

static enum rt_status judge_cells(struct own_register *r, struct rt_error *err)
{
    for (size_t i = 0; i < rt_grid_row_count(r->w->grid, r->sheet); i++) {
        const struct rt_row *row = rt_grid_row(r->w->grid, r->sheet, i);
        for (size_t k = 0; k < row->count; k++) {
            const struct rt_cell *c = &row->cells[k];
            if (!c->is_formula && !rt_cell_blank(c))
                RT_TRY(judge_typed(r, c, row->number, err));
        }
    }
    return RT_OK;
}

/* --- headings of the list ------------------------------------------------- */

/* A column to the right of all others may have been added. */
static void judge_headings(struct own_register *r)
{
    const struct rt_layout *l = &r->w->tables[r->list].layout;
    size_t known = 0;

    for (size_t i = 0; i < l->column_count; i++) {
        if (l->columns[i].member)
            known = i + 1;
    }
    for (size_t i = 0; i < known; i++) {
        const struct rt_column *c = &l->columns[i];
        struct rt_verdict *v;
        if (c->member || rt_str_trim(c->text).n == 0
            || (c->row != l->row2 && c->field != RT_FIELD_NONE))
            continue;
        v = rt_verdict_add(r->w, RT_TP508, r->list, c->col, c->row);
        v->args[0] = v->actual = rt_work_text(r->w, c->text);
    }
}

/* --- the book ------------------------------------------------------------- */

static bool is_inputs(const struct rt_work *w, size_t sheet)
{
    struct rt_str name = rt_grid_sheet(w->grid, sheet)->name;

    return rt_str_is(name, rt_inputs_sheet(RT_JA))
           || rt_str_is(name, rt_inputs_sheet(RT_EN));
}

enum rt_status rt_register_judge(struct rt_work *w, struct rt_error *err)
{
    const struct rt_audit *a = w->audit;
    struct own_register r = {.w = w, .inputs = SIZE_MAX};
    size_t sheets = rt_grid_sheet_count(w->grid);
    enum rt_status rc = RT_OK;

    if (a->row_count == 0 || !a->rows[0].own
        || rt_layout_is_plan(&w->tables[a->rows[0].sheet].layout))
        return RT_OK;
    r.list = a->rows[0].sheet;
    for (size_t s = 0; s < sheets; s++) {
        if (is_inputs(w, s))
            r.inputs = s;
    }
    if (r.inputs != SIZE_MAX)
        rc = read_inputs(&r, err);
    for (r.sheet = 0; r.sheet < sheets && rc == RT_OK; r.sheet++) {
        if (w->tables[r.sheet].own || r.sheet == r.inputs)
            continue;
        if (r.inputs != SIZE_MAX)
            rc = judge_inputs(&r, err);
        RT_THEN(rc, judge_cells(&r, err));
    }
    rt_intern_fini(&r.names);
    judge_headings(&r);
    return rc;
}
