/* What our own register shows of its list again: 最も重いリスク of サマリー, the
 * risks of each department and of each cell of the matrix, by the risk's id;
 * the departments by name, with their worst level and what is written of their
 * numbers.
 *
 * Cells with formulas are judged by what those give.
 */

#include "audit/formulas/formula_audit.h"
#include "audit/own_figures.h"
#include "base/fold.h"
#include "form/word/value.h"
#include "record/book_words.h"

enum { COLUMNS = 64, ID = 17 };

static const struct {
    enum rt_word heading;
    enum rt_field field;
} headings[] = {{RT_W_SUM_IMPORTANCE_SHORT, RT_F_IMPORTANCE},
    {RT_W_SUM_LIKELIHOOD_SHORT, RT_F_LIKELIHOOD}, {RT_W_SUM_LEVEL, RT_F_LEVEL},
    {RT_W_SUM_CLASS, RT_F_LEVEL_LABEL}, {RT_W_SUM_PRIORITY, RT_F_PRIORITY},
    {RT_W_SUM_ASSET, RT_F_ASSET}, {RT_W_MATRIX_MEDIUM, RT_F_MEDIUM},
    {RT_W_SUM_DEPARTMENT, RT_F_MANAGED_BY}};

/* Shown as the list has it; the others are the results of the row. */
static bool is_name(enum rt_field f)
{
    return f == RT_F_ASSET || f == RT_F_MANAGED_BY || f == RT_F_MEDIUM;
}

/* A department's risks: all, by class (the last: unassessed), by priority. */
struct department {
    int worst;
    uint64_t all, class[4], priority[4];
};

struct repeats {
    struct rt_work *w;
    size_t list;
    bool unknown; /* a row's criteria */
    struct rt_intern ids, departments;
    const struct rt_audit_row **row; /* by number of the id; NULL: of two */
    struct department *of;           /* by number of the department */
    size_t sheet;
    uint32_t below; /* rows down to this one are of a list */
};

/* --- the list ------------------------------------------------------------ */

static void count(struct department *d, const struct rt_assessment *a)
{
    d->all++;
    d->class[a->class == RT_CLASS_NONE ? 3 : (int)a->class]++;
    if (a->level != RT_UNKNOWN)
        d->priority[a->priority]++;
    if (a->level > d->worst)
        d->worst = a->level;
}

static enum rt_status take_row(
    struct repeats *p, const struct rt_audit_row *r, struct rt_error *err)
{
    const struct rt_table *t = &p->w->tables[r->sheet];
    int32_t col = t->layout.col_of[RT_F_RISK_ID];
    const struct rt_cell *c
        = col < 0 ? NULL
                  : rt_grid_cell(p->w->grid, r->sheet, (uint32_t)col, r->row);
    uint32_t n;

    RT_NEED(rt_intern_folded(&p->departments, r->department, &n), err);
    /* Which classes are right is not known. */
    p->unknown |= !r->profile && !r->kept;
    count(&p->of[n], &r->counted);
    if (!c || c->text.n != ID)
        return RT_OK;
    n = rt_intern_find(&p->ids, c->text);
    if (n > 0) {
        p->row[n] = NULL;
        return RT_OK;
    }
    n = rt_intern(&p->ids, c->text);
    RT_NEED(n > 0, err);
    p->row[n] = r;
    return RT_OK;
}

/* --- cells --------------------------------------------------------------- */

static const struct rt_cell *cell_at(
    const struct repeats *p, uint32_t col, uint32_t row)
{
    return rt_grid_cell(p->w->grid, p->sheet, col, row);
}

static bool is_word(const struct rt_cell *c, struct rt_text word)
{
    return c && c->type == RT_CELL_STRING && rt_fold_is(c->text, word);
}

/* The id is shown by a link, whose text a library does not store. */
static struct rt_str id_of(const struct rt_cell *c)
{
    struct rt_str s = rt_cell_text(c);

    if (!c || c->type != RT_CELL_NO_VALUE)
        return s;
    s = c->formula;
    while (s.n >= ID + 2) {
        if (s.p[0] == '"' && s.p[1] == 'R' && s.p[ID + 1] == '"')
            return (struct rt_str){s.p + 1, ID};
        s.p++;
        s.n--;
    }
    return RT_STR_NONE;
}

static bool is_same(const struct repeats *p, enum rt_field f,
    const struct rt_cell *c, struct rt_str right)
{
    struct rt_value shown = {0};
    struct rt_value wanted = {.type = RT_VALUE_TEXT, .text = right};
    const struct rt_vocab *vocab = p->w->audit->vocab;
    int a, b;

    if (is_name(f))
        return c && rt_fold_eq(c->text, right);
    return !rt_cell_value(c, &shown)
           || (rt_is_taken(rt_result_read(vocab, f, &shown, &a))
               && rt_is_taken(rt_result_read(vocab, f, &wanted, &b)) && a == b);
}

static enum rt_status compare(struct repeats *p, enum rt_field f, uint32_t col,
    uint32_t row, const struct rt_str label[2], struct rt_str right,
    struct rt_error *err)
{
    struct rt_work *w = p->w;
    const struct rt_cell *c = cell_at(p, col, row);
    bool blank = rt_cell_blank(c);
    struct rt_verdict *v;

    if ((c && c->is_formula) || (!blank && is_same(p, f, c, right)))
        return RT_OK;
    v = rt_verdict_add(w, blank ? RT_RA510 : RT_RA513, p->sheet, col, row);
    v->args[0]
        = rt_work_printf(w, "%.*s・%.*s", RT_FMT(label[0]), RT_FMT(label[1]));
    v->actual = rt_cell_shown(w, c);
    v->args[1] = rt_quoted(w, v->actual);
    v->args[2] = rt_sheet_named(w, p->list);
    v->expected = rt_work_text(w, right);
    v->args[3] = rt_quoted(w, v->expected);
    if (blank)
        v->args[1] = v->expected;
    return rt_fault_add(w, p->sheet, col, row, err);
}

/* Says how many are left out, in place of one more. */
static bool is_rest(struct rt_str s)
{
    return rt_is_word_counting(s, RT_W_MATRIX_MORE)
           || rt_is_word_counting(s, RT_W_DEPT_OTHERS);
}

/* --- rows of the list ---------------------------------------------------- */

/* The level, where the title above the headings is one of residual risks. */
static enum rt_field field_below(
    const struct repeats *p, const struct rt_row *head, enum rt_field f)
{
    for (size_t i = 0; f == RT_F_LEVEL && i < head->count; i++) {
        const struct rt_cell *c = head->number > 1 ? cell_at(
                                      p, head->cells[i].col, head->number - 1)
                                                   : NULL;
        if (c && rt_own_is_residual(c->text))
            return RT_F_RES_LEVEL;
    }
    return f;
}

/* What the list has in the field. */
static bool listed(const struct repeats *p, const struct rt_audit_row *r,
    enum rt_field f, struct rt_str *right)
{
    int32_t col = p->w->tables[r->sheet].layout.col_of[f];
    const struct rt_cell *c;

    if (!is_name(f) && !r->kept)
        return rt_right_value(p->w, r->sheet, r->row, f, right);
    c = col < 0 ? NULL
                : rt_grid_cell(p->w->grid, r->sheet, (uint32_t)col, r->row);
    *right = is_name(f) ? rt_cell_text(c) : rt_cell_shown(p->w, c);
    return right->n > 0;
}

/* A text that the list does not have; `right`: what it has there. */
static void report_text(struct repeats *p, uint32_t col, uint32_t row,
    const struct rt_str label[2], struct rt_str text, struct rt_str right)
{
    struct rt_work *w = p->w;
    const char *none = rt_say(w->audit->lang, "なし", "none");
    struct rt_verdict *v = rt_verdict_add(w, RT_RA513, p->sheet, col, row);

    v->args[0] = rt_work_printf(w, "%.*s%s%.*s", RT_FMT(label[0]),
        label[0].n > 0 ? "・" : "", RT_FMT(label[1]));
    v->actual = rt_work_text(w, text);
    v->expected = rt_work_text(w, right);
    v->args[1] = rt_quoted(w, v->actual);
    v->args[2] = rt_sheet_named(w, p->list);
    v->args[3] = rt_quoted(w, right.n > 0 ? v->expected : rt_str(none));
}

/* An id that no row of the list has. */
static void report_unlisted(struct repeats *p, uint32_t col, uint32_t row,
    struct rt_str name, struct rt_str id)
{
    const struct rt_str label[]
        = {name, rt_field_name(RT_F_RISK_ID, p->w->audit->lang)};

    report_text(p, col, row, label, id, RT_STR_NONE);
}

/* --- departments --------------------------------------------------------- */

/* Whether the numbers of the text are those, in this order: 「リスク 4 件（大 2、
 * 中 2、小 0、未評価 0） 優先順位1：0 件、…」. Else *right is the first of them
 * that is not there. */
static bool has_numbers(
    struct rt_str s, const uint64_t *n, size_t count, uint64_t *right)
{
    size_t at = 0;

    while (s.n > 0) {
        size_t digits = 0;
        int64_t v;
        while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
            digits++;
        if (digits > 0
            && (at == count || !rt_parse_int((struct rt_str){s.p, digits}, &v)
                || (uint64_t)v != n[at++])) {
            *right = n[at > 0 ? at - 1 : 0];
            return false;
        }
        digits += digits == 0;
        s = (struct rt_str){s.p + digits, s.n - digits};
    }
    *right = at < count ? n[at] : 0;
    return at == count;
}

/* The title of a department's risks, and the line of numbers below it. */
static void check_title(
    struct repeats *p, uint32_t col, uint32_t head, struct rt_str department)
{
    const struct rt_cell *title = head > 2 ? cell_at(p, col, head - 2) : NULL;
    const struct rt_cell *line = head > 2 ? cell_at(p, col, head - 1) : NULL;
    const struct department *d
        = &p->of[rt_intern_find_folded(&p->departments, department)];
    const struct rt_str label[]
        = {department, rt_str(rt_say(p->w->audit->lang, "件数", "numbers"))};
    const struct rt_str name[]
        = {RT_STR_NONE, rt_field_name(RT_F_MANAGED_BY, p->w->audit->lang)};
    const uint64_t n[] = {d->all, d->class[RT_HIGH], d -> class[RT_MEDIUM],
        d -> class[RT_LOW], d -> class[3], 1, d -> priority[1], 2,
        d -> priority[2], 3, d -> priority[3]};
    uint64_t right;

    if (!line || line->type != RT_CELL_STRING || department.n == 0
        || d->all == 0 || p->unknown)
        return;
    if (title && !rt_cell_blank(title) && !rt_fold_eq(title->text, department))
        report_text(p, col, head - 2, name, title->text, department);
    if (has_numbers(line->text, n, RT_COUNT(n), &right))
        return;
    report_text(p, col, head - 1, label, line->text, RT_DECIMAL(right));
}

/* The departments below a heading: the list's, each once. */
static void take_departments(
    struct repeats *p, const struct rt_row *head, uint32_t col)
{
    const struct rt_str label[]
        = {RT_STR_NONE, rt_field_name(RT_F_MANAGED_BY, p->w->audit->lang)};

    for (uint32_t row = head->number + 1;; row++) {
        const struct rt_cell *c = cell_at(p, col, row);
        /* The heading may have two rows. */
        if (rt_cell_blank(c) && row == head->number + 1)
            continue;
        if (!c || c->type != RT_CELL_STRING || is_word(c, rt_words(RT_W_TOTAL)))
            return;
        if (rt_intern_find_folded(&p->departments, c->text) == 0
            && c->text.p[0] != '(' && !rt_str_starts(c->text, RT_STR("（"))
            && !is_rest(c->text))
            report_text(p, col, row, label, c->text, RT_STR_NONE);
    }
}

/* The rows below a heading リスクID. */
static enum rt_status take_risks(struct repeats *p, const struct rt_row *head,
    uint32_t id, struct rt_error *err)
{
    struct rt_str right, label[2], department = RT_STR_NONE;
    uint32_t name = id, count = 0;
    bool one = true; /* department's, who is not named beside each */

    for (size_t i = 0; i < head->count; i++) {
        if (is_word(&head->cells[i], rt_words(RT_W_SUM_ASSET)))
            name = head->cells[i].col;
        one &= !is_word(&head->cells[i], rt_words(RT_W_SUM_DEPARTMENT));
    }
    for (uint32_t row = head->number + 1;; row++) {
        struct rt_str text = id_of(cell_at(p, id, row));
        uint32_t n = text.n > 0 ? rt_intern_find(&p->ids, text) : 0;
        const struct rt_audit_row *r = n > 0 ? p->row[n] : NULL;
        const struct rt_cell *named = cell_at(p, name, row);
        p->below = row;
        if (rt_cell_blank(cell_at(p, id, row)) && rt_cell_blank(named))
            break;
        if (r) {
            one &= count++ == 0 || rt_fold_eq(department, r->department);
            department = r->department;
        }
        if (n == 0 && text.n > 0 && !is_rest(text))
            report_unlisted(p, id, row, named ? named->text : text, text);
        for (size_t i = 0; r && i < head->count; i++) {
            for (size_t k = 0; k < RT_COUNT(headings); k++) {
                enum rt_field f = field_below(p, head, headings[k].field);
                if (!is_word(&head->cells[i], rt_words(headings[k].heading))
                    || !listed(p, r, f, &right))
                    continue;
                label[0] = f != RT_F_ASSET && named && named->text.n > 0
                               ? named->text
                               : text;
                label[1] = rt_field_name(f, p->w->audit->lang);
                if (f == RT_F_MANAGED_BY)
                    label[1] = head->cells[i].text;
                RT_TRY(
                    compare(p, f, head->cells[i].col, row, label, right, err));
            }
        }
    }
    if (one)
        check_title(p, id, head->number, department);
    return RT_OK;
}

/* --- the worst level of a department ------------------------------------- */

static enum rt_status take_worst(struct repeats *p, const struct rt_row *head,
    uint32_t col, struct rt_error *err)
{
    struct rt_str heading
        = rt_str(rt_say(p->w->audit->lang, "最大のリスク値", "worst level"));
    uint32_t first = head->cells[0].col;

    for (uint32_t row = head->number + 1;; row++) {
        const struct rt_cell *c = cell_at(p, first, row);
        uint32_t n = c ? rt_intern_find_folded(&p->departments, c->text) : 0;
        struct rt_str label[2] = {rt_cell_text(c), heading};
        /* The heading may have two rows. */
        if (rt_cell_blank(c) && row > head->number + 1)
            return RT_OK;
        if (n == 0 || p->of[n].worst < 0)
            continue;
        RT_TRY(compare(
            p, RT_F_LEVEL, col, row, label, RT_DECIMAL(p->of[n].worst), err));
    }
}

/* Whether the heading beside it is 区分, or the first class. */
static bool is_by_class(
    const struct repeats *p, const struct rt_row *row, size_t k)
{
    enum rt_class first;

    return k + 1 < row->count
           && (is_word(&row->cells[k + 1], rt_words(RT_W_SUM_CLASS))
               || rt_is_taken(rt_value_class(
                   p->w->audit->vocab, &row->cells[k + 1], &first)));
}

static enum rt_status search_sheet(struct repeats *p, struct rt_error *err)
{
    static const struct rt_text worst = {"最大の\nリスク値", "Worst\nlevel"};

    for (size_t i = 0; i < rt_grid_row_count(p->w->grid, p->sheet); i++) {
        const struct rt_row *row = rt_grid_row(p->w->grid, p->sheet, i);
        for (size_t k = 0; row->number >= p->below && k < row->count; k++) {
            if (is_word(&row->cells[k], rt_words(RT_W_MATRIX_ID)))
                RT_TRY(take_risks(p, row, row->cells[k].col, err));
            else if (is_word(&row->cells[k], worst))
                RT_TRY(take_worst(p, row, row->cells[k].col, err));
            else if (is_word(&row->cells[k], rt_words(RT_W_SUM_DEPARTMENT))
                     && is_by_class(p, row, k))
                take_departments(p, row, row->cells[k].col);
        }
    }
    return RT_OK;
}

enum rt_status rt_repeats_judge(struct rt_work *w, struct rt_error *err)
{
    const struct rt_audit *a = w->audit;
    struct repeats p = {.w = w};
    enum rt_status rc = RT_OK;

    if (a->row_count == 0 || !a->rows[0].own
        || rt_layout_is_plan(&w->tables[a->rows[0].sheet].layout))
        return RT_OK;
    p.list = a->rows[0].sheet;
    p.row = rt_arena_array(&w->arena, a->row_count + 1, sizeof *p.row);
    p.of = rt_arena_array(&w->arena, a->row_count + 1, sizeof *p.of);
    RT_NEED(p.row && p.of, err);
    for (size_t i = 0; i <= a->row_count; i++)
        p.of[i].worst = RT_UNKNOWN;
    for (size_t i = 0; i < a->row_count && rc == RT_OK; i++)
        rc = take_row(&p, &a->rows[i], err);
    for (p.sheet = 0; p.sheet < rt_grid_sheet_count(w->grid) && rc == RT_OK;
         p.sheet++) {
        p.below = 0;
        if (!w->tables[p.sheet].own
            && rt_own_repeats(rt_grid_sheet(w->grid, p.sheet)->name))
            rc = search_sheet(&p, err);
    }
    rt_intern_fini(&p.ids);
    rt_intern_fini(&p.departments);
    return rc;
}
