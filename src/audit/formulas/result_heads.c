/* The headings and labels of 診断結果: whether the figures below and beside them
 * are those that they name, and whether each medium and category is there once.
 *
 * A heading is wrong where the figures are not those that it names, but those of
 * the form's heading in its place; where both would fit, nothing is said.
 */
#include "audit/formulas/result_sheet.h"
#include "base/fold.h"
#include "form/check_answers.h"
#include "form/word/value.h"

enum { ANSWERS = 4, FIRST_ANSWER = 2 /* column */ };

static const struct rt_cell *cell_at(
    const struct rt_diagnosis *r, uint32_t col, uint32_t row)
{
    return rt_grid_cell(r->w->grid, r->sheet, col, row);
}

/* The number that a cell shows, stored or computed, or RT_UNKNOWN. */
static int number_at(const struct rt_diagnosis *r, uint32_t col, uint32_t row)
{
    const struct rt_cell *c = cell_at(r, col, row);
    const struct rt_item *item = rt_item_at(r->w, r->sheet, col, row);
    struct rt_cell computed;

    if (!c || c->type != RT_CELL_NO_VALUE)
        return rt_whole_of(c);
    if (!item || item->outcome != RT_OUTCOME_ALONE)
        return RT_UNKNOWN;
    computed = rt_cell_of_value(&item->value);
    return rt_whole_of(&computed);
}

/* A heading on one line. */
static struct rt_str heading_shown(
    const struct rt_diagnosis *r, const struct rt_cell *cell)
{
    struct rt_str rest = rt_cell_text(cell), line, shown = RT_STR("");

    while (rt_str_line(&rest, &line))
        shown = rt_joined(r->w, shown, rt_str_trim(line));
    return shown;
}

/* --- messages ------------------------------------------------------------------ */

static void report(struct rt_diagnosis *r, enum rt_code code, uint32_t col,
    uint32_t row, struct rt_str first, struct rt_str second)
{
    struct rt_verdict *v = rt_verdict_add(r->w, code, r->sheet, col, row);

    v->args[0] = first;
    v->args[1] = rt_work_text(r->w, second);
    v->actual = rt_cell_shown(r->w, cell_at(r, col, row));
}

/* The figures beside a label that is wrong are nobody's. */
static enum rt_status give_up_row(
    struct rt_diagnosis *r, uint32_t row, struct rt_error *err)
{
    for (uint32_t col = 1; col < RT_RESULT_SCALE; col++)
        RT_TRY(rt_fault_add(r->w, r->sheet, col, row, err));
    return RT_OK;
}

/* --- answers ------------------------------------------------------------------- */

static bool are_answers(const struct rt_diagnosis *r,
    const struct rt_diagnosis_rows *b, uint32_t col, int answer)
{
    for (size_t i = 0; i < b->count; i++) {
        struct rt_str category = cell_at(r, 0, b->rows[i])->text;
        if (number_at(r, col, b->rows[i])
            != rt_result_answers(r, category, answer))
            return false;
    }
    return true;
}

/* 「2:一部実施している」: the answer, 0 for none. */
static int answer_in(const struct rt_cell *head)
{
    struct rt_str s = rt_str_trim(rt_cell_text(head));

    return s.n > 1 && s.p[0] > '0' && s.p[0] <= '0' + ANSWERS ? s.p[0] - '0'
                                                              : 0;
}

static void judge_answers(
    struct rt_diagnosis *r, const struct rt_diagnosis_rows *b)
{
    for (int k = 1; k <= ANSWERS && b->count > 0; k++) {
        uint32_t col = FIRST_ANSWER + (uint32_t)k - 1;
        const struct rt_cell *head = cell_at(r, col, b->head);
        int named = answer_in(head);
        if (named == 0 || named == k || are_answers(r, b, col, named)
            || !are_answers(r, b, col, k))
            continue;
        report(r, RT_RA520, col, b->head, heading_shown(r, head),
            rt_work_printf(
                r->w, rt_say(r->w->audit->lang, "回答 %d", "answer %d"), k));
    }
}

/* --- the matrix ---------------------------------------------------------------- */

/* The likelihood that a heading names, 0 for none. */
static int likelihood_in(const struct rt_cell *head)
{
    for (int v = 1; v < RT_RESULT_SCALE; v++) {
        if (rt_str_starts(rt_cell_text(head), rt_str(rt_likelihood_shown(v))))
            return v;
    }
    return 0;
}

static bool is_matrix(const struct rt_diagnosis *r, uint32_t row)
{
    if (!rt_result_is_corner(r, row))
        return false;
    for (uint32_t col = 1; col < RT_RESULT_SCALE; col++) {
        if (likelihood_in(cell_at(r, col, row)) == 0)
            return false;
    }
    return true;
}

static bool is_column_of(
    const struct rt_diagnosis *r, uint32_t head, uint32_t col, int likelihood)
{
    for (uint32_t row = head + 1;; row++) {
        int importance = rt_whole_of(cell_at(r, 0, row));
        if (importance < 0 || importance >= RT_RESULT_SCALE)
            return row > head + 1;
        if (number_at(r, col, row)
            != rt_result_rows_with(r, importance, likelihood))
            return false;
    }
}

static bool is_row_of(
    const struct rt_diagnosis *r, uint32_t row, int importance)
{
    for (uint32_t col = 1; col < RT_RESULT_SCALE; col++) {
        if (number_at(r, col, row)
            != rt_result_rows_with(r, importance, (int)col))
            return false;
    }
    return true;
}

/* An importance that two rows name: of which the figures are another's. */
static enum rt_status judge_labels(
    struct rt_diagnosis *r, uint32_t head, struct rt_error *err)
{
    uint32_t first[RT_RESULT_SCALE] = {0};

    for (uint32_t row = head + 1; row <= head + RT_RESULT_SCALE; row++) {
        int v = rt_whole_of(cell_at(r, 0, row));
        uint32_t wrong = row;
        if (v < 0 || v >= RT_RESULT_SCALE)
            return RT_OK;
        if (first[v] == 0) {
            first[v] = row;
            continue;
        }
        if (is_row_of(r, row, v) && !is_row_of(r, first[v], v))
            wrong = first[v];
        report(r, RT_RA521, 0, wrong, rt_cell_shown(r->w, cell_at(r, 0, wrong)),
            RT_DECIMAL(first[v] + row - wrong));
        RT_TRY(give_up_row(r, wrong, err));
    }
    return RT_OK;
}

static enum rt_status judge_matrix(
    struct rt_diagnosis *r, uint32_t head, struct rt_error *err)
{
    for (uint32_t col = 1; col < RT_RESULT_SCALE; col++) {
        const struct rt_cell *cell = cell_at(r, col, head);
        int named = likelihood_in(cell);
        if (named == (int)col || is_column_of(r, head, col, named)
            || !is_column_of(r, head, col, (int)col))
            continue;
        report(r, RT_RA520, col, head, heading_shown(r, cell),
            rt_str(rt_likelihood_shown((int)col)));
    }
    return judge_labels(r, head, err);
}

/* --- what has a row ------------------------------------------------------------ */

/* A category of which two rows below each other are the figures. */
static enum rt_status judge_twice(struct rt_diagnosis *r,
    const struct rt_diagnosis_rows *b, struct rt_error *err)
{
    for (size_t i = 1; i < b->count; i++) {
        const struct rt_cell *label = cell_at(r, 0, b->rows[i]);
        for (size_t k = 0; k < i; k++) {
            if (!rt_fold_eq(label->text, cell_at(r, 0, b->rows[k])->text))
                continue;
            report(r, RT_RA521, 0, b->rows[i], rt_cell_shown(r->w, label),
                RT_DECIMAL(b->rows[k]));
            RT_TRY(give_up_row(r, b->rows[i], err));
            break;
        }
    }
    return RT_OK;
}

static int medium_in(const struct rt_diagnosis *r, uint32_t row)
{
    const struct rt_cell *label = cell_at(r, 0, row);

    return label && label->type == RT_CELL_STRING
               ? rt_medium_index(rt_str_trim(label->text))
               : -1;
}

/* The row under another label among those of the media; 0: none. */
static uint32_t stranger(
    const struct rt_diagnosis *r, const uint32_t of[RT_MEDIA])
{
    for (int m = 0; m < RT_MEDIA; m++) {
        uint32_t row = of[m] + 1;
        if (of[m] > 0 && medium_in(r, row) < 0
            && !rt_cell_blank(cell_at(r, 0, row))
            && rt_item_at(r->w, r->sheet, 1, row))
            return row;
    }
    return 0;
}

static void judge_media(
    struct rt_diagnosis *r, const struct rt_diagnosis_rows *b)
{
    uint32_t of[RT_MEDIA] = {0}, row;
    size_t rows = rt_grid_row_count(r->w->grid, r->sheet), seen = 0;

    for (size_t i = 0; i < rows; i++) {
        uint32_t at = rt_grid_row(r->w->grid, r->sheet, i)->number;
        int m = medium_in(r, at);
        if (m < 0 || !rt_item_at(r->w, r->sheet, 1, at))
            continue;
        seen += of[m] == 0;
        of[m] = at;
    }
    row = seen < RT_MEDIA ? stranger(r, of) : 0;
    for (int m = 0; m < RT_MEDIA && seen == RT_MEDIA - 1; m++) {
        if (of[m] == 0)
            report(r, RT_RA522, 0, row ? row : b->head,
                rt_str(rt_medium_term((size_t)m)),
                row ? rt_cell_shown(r->w, cell_at(r, 0, row)) : RT_STR(""));
    }
}

enum rt_status rt_result_heads_judge(struct rt_work *w, struct rt_error *err)
{
    struct rt_diagnosis r;

    for (size_t s = 0; s < rt_grid_sheet_count(w->grid); s++) {
        struct rt_diagnosis_rows media, categories;
        if (!rt_result_begin(w, s, &r))
            continue;
        media = rt_result_block_of(&r, true);
        categories = rt_result_block_of(&r, false);
        judge_media(&r, &media);
        if (r.checks != SIZE_MAX)
            judge_answers(&r, &categories);
        RT_TRY(judge_twice(&r, &categories, err));
        for (size_t i = 0; i < rt_grid_row_count(w->grid, s); i++) {
            uint32_t row = rt_grid_row(w->grid, s, i)->number;
            if (is_matrix(&r, row))
                RT_TRY(judge_matrix(&r, row, err));
        }
    }
    return RT_OK;
}
