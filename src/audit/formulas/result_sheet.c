/* 診断結果 of the form that this program writes: figures by medium, by category
 * of the check items, by importance and likelihood.
 *
 * The rows of a block (six media, the categories) are known by the label in
 * front of them. Their cells share a formula, so that one that is typed over,
 * blank or altered is compared with what the others' formula gives in its row;
 * the answers of a category and the matrix are counted here.
 */
#include "audit/formulas/result_sheet.h"
#include "base/fold.h"
#include "form/check_answers.h"
#include "form/word/value.h"

enum { COLUMNS_MAX = 16, SHEET_ROWS = 200 };

/* --- messages about a cell ------------------------------------------------ */

static const struct rt_cell *cell_at(
    const struct rt_diagnosis *r, uint32_t col, uint32_t row)
{
    return rt_grid_cell(r->w->grid, r->sheet, col, row);
}

/* 「書類」の「頻度の最大値」 */
static struct rt_str name_of(
    const struct rt_diagnosis *r, uint32_t head, uint32_t col, uint32_t row)
{
    const struct rt_cell *heading = cell_at(r, col, head);
    const struct rt_cell *label = cell_at(r, 0, row);
    struct rt_str front = rt_cell_shown(r->w, label), rest = {0};
    char text[128];
    size_t n = 0;

    if (label && label->type == RT_CELL_NUMBER)
        front = rt_work_printf(r->w, "%.*s %.*s",
            RT_FMT(rt_field_name(RT_F_IMPORTANCE, r->w->audit->lang)),
            RT_FMT(front));
    if (heading)
        rest = heading->text;
    for (size_t i = 0; i < rest.n && n < sizeof text; i++) {
        if (rest.p[i] != '\n' && rest.p[i] != '\r')
            text[n++] = rest.p[i];
    }
    return rt_crossed(r->w, front, (struct rt_str){text, n});
}

/* 「 3 件」, or the text in quotes. */
static struct rt_str shown(
    const struct rt_diagnosis *r, const struct rt_value *v)
{
    struct rt_str s = rt_value_shown(r->w, v);

    if (v->type == RT_VALUE_NUMBER)
        return rt_work_printf(
            r->w, rt_say(r->w->audit->lang, " %.*s 件", "%.*s"), RT_FMT(s));
    return rt_quoted(
        r->w, s.n > 0 ? s : rt_str(rt_say(r->w->audit->lang, "空欄", "blank")));
}

static enum rt_status report(struct rt_diagnosis *r,
    const struct rt_diagnosis_rows *b, const struct rt_item *item, uint32_t col,
    uint32_t row, size_t source, const struct rt_value *is,
    const struct rt_value *right, struct rt_error *err)
{
    bool same = rt_values_same(is, right);
    bool blank = !item && rt_cell_blank(cell_at(r, col, row));
    struct rt_verdict *v = rt_verdict_add(r->w,
        blank  ? RT_RA510
        : same ? RT_RA303
               : RT_RA513,
        r->sheet, col, row);

    v->args[0] = name_of(r, b->head, col, row);
    v->actual = rt_value_shown(r->w, is);
    v->expected = rt_value_shown(r->w, right);
    v->args[1] = blank ? v->expected : same ? v->actual : shown(r, is);
    if (v->code == RT_RA513) {
        v->args[2] = source == SIZE_MAX ? rt_str(rt_say(
                         r->w->audit->lang, "ほかのシート", "the other sheets"))
                                        : rt_sheet_named(r->w, source);
        v->args[3] = shown(r, right);
    }
    return same ? RT_OK : rt_fault_add(r->w, r->sheet, col, row, err);
}

/* Compares a cell with what is right in it. A formula that is stale, an error
 * or reads what is wrong is judged as that. */
static enum rt_status compare(struct rt_diagnosis *r,
    const struct rt_diagnosis_rows *b, uint32_t col, uint32_t row,
    size_t source, const struct rt_value *right, struct rt_error *err)
{
    struct rt_work *w = r->w;
    const struct rt_cell *cell = cell_at(r, col, row);
    struct rt_item *item = rt_item_at(w, r->sheet, col, row);
    const struct rt_formula *f;
    struct rt_value is;

    if (rt_is_fault(w, r->sheet, col, row) || r->typed != !item)
        return RT_OK;
    if (item) {
        if (item->judged || rt_item_is_error(item)
            || item->outcome == RT_OUTCOME_STALE)
            return RT_OK;
        if (!rt_cell_value(cell, &is))
            is = item->value;
        if ((cell->type == RT_CELL_NO_VALUE
                && item->outcome != RT_OUTCOME_ALONE)
            || rt_values_same(&is, right))
            return RT_OK;
        RT_TRY(rt_item_parse(w, item, &f, err));
        if (f && rt_refers_to_fault(w, f, r->sheet, col, row))
            return rt_fault_add(w, r->sheet, col, row, err);
    } else if (!rt_cell_value(cell, &is)
               || (rt_cell_blank(cell) && right->type == RT_VALUE_TEXT
                   && right->text.n == 0)) {
        return RT_OK;
    }
    if (!item && !b->computed && rt_values_same(&is, right))
        return RT_OK;
    return report(r, b, item, col, row, source, &is, right, err);
}

static void note_formulas(const struct rt_diagnosis *r,
    struct rt_diagnosis_rows *b, uint32_t col1, uint32_t col2)
{
    size_t n = 0;

    for (size_t i = 0; i < b->count; i++) {
        for (uint32_t col = col1; col <= col2; col++)
            n += rt_item_at(r->w, r->sheet, col, b->rows[i]) != NULL;
    }
    b->computed = n * 2 > b->count * (col2 - col1 + 1);
}

/* --- blocks with a formula to each column --------------------------------- */

/* The sheet that the formula reads besides its own, if it does. */
static enum rt_status source_of(struct rt_diagnosis *r,
    const struct rt_item *item, size_t *source, struct rt_error *err)
{
    const struct rt_formula *f;

    RT_TRY(rt_item_parse(r->w, item, &f, err));
    for (size_t i = 0; f && i < rt_formula_ref_count(f); i++) {
        int target = rt_ref_sheet(r->w, r->sheet, rt_formula_ref(f, i));
        if (target >= 0 && (size_t)target != r->sheet)
            *source = (size_t)target;
    }
    return RT_OK;
}

/* The formula that most rows share in the column; NULL where fewer than half
 * do. */
static const struct rt_item *model_of(const struct rt_diagnosis *r,
    const struct rt_diagnosis_rows *b, uint32_t col)
{
    const struct rt_item *best = NULL;
    size_t most = 1;

    for (size_t i = 0; i < b->count; i++) {
        const struct rt_item *item
            = rt_item_at(r->w, r->sheet, col, b->rows[i]);
        size_t n = 0;
        for (size_t k = 0; item && item->relative && k < b->count; k++) {
            const struct rt_item *other
                = rt_item_at(r->w, r->sheet, col, b->rows[k]);
            n += other && other->relative == item->relative;
        }
        if (n > most) {
            most = n;
            best = item;
        }
    }
    return most * 2 >= b->count ? best : NULL;
}

static enum rt_status judge_shared(struct rt_diagnosis *r,
    struct rt_diagnosis_rows *b, uint32_t col, struct rt_error *err)
{
    const struct rt_item *model = model_of(r, b, col);
    size_t source = SIZE_MAX;

    b->computed = true;
    if (model)
        RT_TRY(source_of(r, model, &source, err));
    for (size_t i = 0; model && i < b->count; i++) {
        const struct rt_item *item
            = rt_item_at(r->w, r->sheet, col, b->rows[i]);
        struct rt_str text;
        struct rt_value right;
        bool known;
        if (item && item->relative == model->relative)
            continue;
        RT_TRY(rt_item_moved(r->w, model, col, b->rows[i], &text, err));
        RT_TRY(rt_work_eval(
            r->w, r->sheet, col, b->rows[i], text, &known, &right, err));
        if (!known)
            continue;
        RT_TRY(compare(r, b, col, b->rows[i], source, &right, err));
        if (item && !r->typed && !item->judged
            && item->outcome != RT_OUTCOME_STALE && !rt_item_is_error(item)
            && !rt_is_fault(r->w, r->sheet, col, b->rows[i]))
            RT_TRY(rt_uneven_report(r->w, item,
                &(struct rt_uneven){name_of(r, b->head, col, b->rows[i]), text,
                    RT_ALONG_COLUMN},
                err));
    }
    return RT_OK;
}

/* --- answers -------------------------------------------------------------- */

int rt_result_answers(
    const struct rt_diagnosis *r, struct rt_str category, int answer)
{
    const struct rt_layout *l = &r->w->tables[r->checks].layout;
    bool within = false;
    int n = 0;

    for (size_t i = 0; i < rt_grid_row_count(r->w->grid, r->checks); i++) {
        const struct rt_row *row = rt_grid_row(r->w->grid, r->checks, i);
        const struct rt_cell *named = rt_cell_of(l, row, RT_F_CATEGORY);
        if (row->number <= l->row2)
            continue;
        if (!rt_cell_blank(named))
            within = rt_fold_eq(named->text, category);
        n += within && !rt_cell_blank(rt_cell_of(l, row, RT_F_CHECK_ITEM))
             && (answer == 0
                 || rt_check_answer(rt_cell_of(l, row, RT_F_ANSWER)) == answer);
    }
    return n;
}

static enum rt_status judge_answers(
    struct rt_diagnosis *r, struct rt_diagnosis_rows *b, struct rt_error *err)
{
    for (uint32_t col = 1; col < 6; col++) {
        const struct rt_cell *head = cell_at(r, col, b->head);
        int answer = col == 1 ? 0 : (int)col - 1;
        if (col > 1
            && (!head || head->text.n == 0 || head->text.p[0] != '0' + answer))
            continue;
        note_formulas(r, b, col, col);
        for (size_t i = 0; i < b->count; i++) {
            struct rt_str category = cell_at(r, 0, b->rows[i])->text;
            struct rt_value right = {.type = RT_VALUE_NUMBER,
                .number = rt_result_answers(r, category, answer)};
            RT_TRY(compare(r, b, col, b->rows[i], r->checks, &right, err));
        }
    }
    return RT_OK;
}

/* --- the matrix ----------------------------------------------------------- */

/* The number that a field shows in a row of the ledger, stored or computed. */
static int number_at(
    const struct rt_diagnosis *r, enum rt_field field, const struct rt_row *row)
{
    const struct rt_cell *c
        = rt_cell_of(&r->w->tables[r->ledger].layout, row, field);
    const struct rt_item *item;
    struct rt_cell computed;

    if (!c || c->type != RT_CELL_NO_VALUE)
        return rt_whole_of(c);
    item = rt_item_at(r->w, r->ledger, c->col, row->number);
    if (!item || item->outcome != RT_OUTCOME_ALONE)
        return RT_UNKNOWN;
    computed = rt_cell_of_value(&item->value);
    return rt_whole_of(&computed);
}

int rt_result_rows_with(
    const struct rt_diagnosis *r, int importance, int likelihood)
{
    const struct rt_layout *l = &r->w->tables[r->ledger].layout;
    int n = 0;

    for (size_t i = 0; i < rt_grid_row_count(r->w->grid, r->ledger); i++) {
        const struct rt_row *row = rt_grid_row(r->w->grid, r->ledger, i);
        n += row->number > l->row2
             && number_at(r, RT_F_IMPORTANCE, row) == importance
             && number_at(r, RT_F_LIKELIHOOD, row) == likelihood;
    }
    return n;
}

/* The headings name the likelihoods, the numbers in front of the rows the
 * importance. */
static enum rt_status judge_matrix(
    struct rt_diagnosis *r, uint32_t head, struct rt_error *err)
{
    struct rt_diagnosis_rows b = {.head = head};
    int importance[RT_RESULT_SCALE];

    for (uint32_t row = head + 1; b.count < RT_RESULT_SCALE; row++) {
        int v = rt_whole_of(cell_at(r, 0, row));
        if (v < 0 || v >= RT_RESULT_SCALE)
            break;
        importance[b.count] = v;
        b.rows[b.count++] = row;
    }
    note_formulas(r, &b, 1, RT_RESULT_SCALE - 1);
    for (size_t i = 0; i < b.count; i++) {
        for (uint32_t col = 1; col < RT_RESULT_SCALE; col++) {
            struct rt_value right = {.type = RT_VALUE_NUMBER,
                .number = rt_result_rows_with(r, importance[i], (int)col)};
            RT_TRY(compare(r, &b, col, b.rows[i], r->ledger, &right, err));
        }
    }
    return RT_OK;
}

bool rt_result_is_corner(const struct rt_diagnosis *r, uint32_t row)
{
    const struct rt_cell *corner = cell_at(r, 0, row);

    return corner && rt_str_starts(corner->text, RT_STR("重要度"))
           && r->ledger != SIZE_MAX;
}

static bool is_matrix(const struct rt_diagnosis *r, uint32_t row)
{
    if (!rt_result_is_corner(r, row))
        return false;
    for (uint32_t col = 1; col < RT_RESULT_SCALE; col++) {
        const struct rt_cell *c = cell_at(r, col, row);
        if (!c
            || !rt_str_starts(c->text, rt_str(rt_likelihood_shown((int)col))))
            return false;
    }
    return true;
}

/* --- the sheet ------------------------------------------------------------ */

static bool is_category(const struct rt_diagnosis *r, struct rt_str text)
{
    return text.n > 0 && rt_result_answers(r, text, 0) > 0;
}

static bool is_row_of(
    const struct rt_diagnosis *r, const struct rt_cell *label, bool media)
{
    if (!label || label->type != RT_CELL_STRING)
        return false;
    if (!media)
        return r->checks != SIZE_MAX && is_category(r, label->text);
    for (size_t m = 0; m < RT_MEDIA; m++) {
        if (rt_str_is(label->text, rt_medium_term(m)))
            return true;
    }
    return false;
}

/* The form has fewer. */
static size_t rows_of(const struct rt_diagnosis *r)
{
    size_t n = rt_grid_row_count(r->w->grid, r->sheet);

    return n < SHEET_ROWS ? n : SHEET_ROWS;
}

struct rt_diagnosis_rows rt_result_block_of(
    const struct rt_diagnosis *r, bool media)
{
    struct rt_diagnosis_rows best = {0}, b = {0};

    for (size_t i = 0; i < rows_of(r); i++) {
        uint32_t row = rt_grid_row(r->w->grid, r->sheet, i)->number;
        if (!is_row_of(r, cell_at(r, 0, row), media))
            continue;
        if (b.count == RT_RESULT_ROWS
            || (b.count > 0 && b.rows[b.count - 1] + 1 != row))
            b.count = 0;
        b.rows[b.count++] = row;
        if (b.count > best.count)
            best = b;
    }
    best.head = best.count > 0 ? best.rows[0] - 1 : 0;
    return best;
}

static enum rt_status judge_sheet(struct rt_diagnosis *r, struct rt_error *err)
{
    struct rt_diagnosis_rows media = rt_result_block_of(r, true),
                             categories = rt_result_block_of(r, false);

    for (uint32_t col = 1; col < COLUMNS_MAX; col++)
        RT_TRY(judge_shared(r, &media, col, err));
    RT_TRY(judge_answers(r, &categories, err));
    for (uint32_t col = 6; col < COLUMNS_MAX; col++)
        RT_TRY(judge_shared(r, &categories, col, err));
    for (size_t i = 0; i < rows_of(r); i++) {
        uint32_t row = rt_grid_row(r->w->grid, r->sheet, i)->number;
        if (is_matrix(r, row))
            RT_TRY(judge_matrix(r, row, err));
    }
    return RT_OK;
}

static bool is_result_sheet(const struct rt_work *w, size_t sheet)
{
    return !w->tables[sheet].found
           && rt_str_is(rt_grid_sheet(w->grid, sheet)->name, "診断結果");
}

/* The one sheet that is a table of that kind, else SIZE_MAX. */
static size_t only_one(const struct rt_work *w, enum rt_form form)
{
    size_t found = SIZE_MAX;

    for (size_t s = 0; s < rt_grid_sheet_count(w->grid); s++) {
        if (!w->tables[s].found || w->tables[s].example
            || w->tables[s].layout.form != form)
            continue;
        if (found != SIZE_MAX)
            return SIZE_MAX;
        found = s;
    }
    return found;
}

bool rt_result_begin(struct rt_work *w, size_t sheet, struct rt_diagnosis *r)
{
    *r = (struct rt_diagnosis){.w = w,
        .sheet = sheet,
        .checks = only_one(w, RT_FORM_CHECKS),
        .ledger = only_one(w, RT_FORM_LEDGER)};
    return is_result_sheet(w, sheet);
}

enum rt_status rt_result_judge(
    struct rt_work *w, bool typed, struct rt_error *err)
{
    struct rt_diagnosis r;

    for (size_t s = 0; s < rt_grid_sheet_count(w->grid); s++) {
        if (!rt_result_begin(w, s, &r))
            continue;
        r.typed = typed;
        RT_TRY(judge_sheet(&r, err));
    }
    return RT_OK;
}
