/* What our own register shows of its list again: 最も重いリスク of サマリー, the
 * risks of each department and of each cell of the matrix, by the risk's id;
 * the departments by name, with their worst level and what is written of their
 * numbers.
 *
 * Cells with formulas are judged by what those give.
 */

#include "audit/formulas/own_lists.h"
#include "audit/own_figures.h"
#include "audit/own_fixed.h"
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
    struct rt_own_lists lists;
    struct rt_work *w;
    size_t list;           /* the sheet of the risks */
    struct department *of; /* by number of the department */
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

/* The same of a heading, as merge wrote it. */
static bool is_heading(const struct repeats *p, const struct rt_row *row,
    size_t i, struct rt_text word)
{
    return rt_fold_is(
        rt_own_label(p->w->audit, p->sheet, &row->cells[i], row->number), word);
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
    v->args[0] = rt_crossed(w, label[0], label[1]);
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

    v->args[0] = rt_crossed(w, label[0], label[1]);
    v->actual = rt_work_text(w, text);
    v->expected = rt_work_text(w, right);
    v->args[1] = rt_quoted(w, v->actual);
    v->args[2] = rt_sheet_named(w, p->list);
    v->args[3] = rt_quoted(w, right.n > 0 ? v->expected : rt_str(none));
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
        = &p->of[rt_intern_find_folded(&p->lists.departments, department)];
    const struct rt_str label[]
        = {department, rt_str(rt_say(p->w->audit->lang, "件数", "numbers"))};
    const struct rt_str name[]
        = {RT_STR_NONE, rt_field_name(RT_F_MANAGED_BY, p->w->audit->lang)};
    const uint64_t n[] = {d->all, d->class[RT_HIGH], d -> class[RT_MEDIUM],
        d -> class[RT_LOW], d -> class[3], 1, d -> priority[1], 2,
        d -> priority[2], 3, d -> priority[3]};
    uint64_t right;

    if (!line || line->type != RT_CELL_STRING || department.n == 0
        || d->all == 0 || p->lists.unknown)
        return;
    if (title && !rt_cell_blank(title) && !rt_fold_eq(title->text, department))
        report_text(p, col, head - 2, name, title->text, department);
    if (has_numbers(line->text, n, RT_COUNT(n), &right))
        return;
    report_text(p, col, head - 1, label, line->text, RT_DECIMAL(right));
}

/* The first department of the list of risks that has not been seen. */
static const struct rt_audit_row *unseen(
    const struct repeats *p, const uint32_t *seen)
{
    for (size_t i = 0; i < p->lists.count; i++) {
        const struct rt_own_risk *row = &p->lists.rows[i];
        if (row->department > 0 && seen[row->department] == 0)
            return row->r;
    }
    return NULL;
}

static void report_lost(
    struct repeats *p, uint32_t col, uint32_t row, struct rt_str department)
{
    struct rt_verdict *v = rt_verdict_add(p->w, RT_RA517, p->sheet, col, row);

    v->args[0] = rt_quoted(p->w, department);
    v->args[1] = rt_sheet_named(p->w, p->list);
}

/* The lines of a table of departments. */
struct departments {
    uint32_t col, *seen; /* by number: the row of its line */
    const struct rt_cell
        *other; /* a line that is no department's, or again one's */
    uint32_t other_row, again; /* and the row that has it before */
};

/* A department of the table: the list's, and not a second time. */
static void take_department(
    struct repeats *p, struct departments *d, uint32_t row)
{
    const struct rt_cell *c = cell_at(p, d->col, row);
    uint32_t n = rt_intern_find_folded(&p->lists.departments, c->text);

    if (n == 0 && !d->other && c->text.p[0] != '('
        && !rt_str_starts(c->text, RT_STR("（"))) {
        d->other = c;
        d->other_row = row;
    }
    if (n > 0 && d->seen[n] > 0 && !d->other) {
        d->other = c;
        d->other_row = row;
        d->again = d->seen[n];
    }
    if (n > 0 && d->seen[n] == 0)
        d->seen[n] = row;
}

/* What is no department's, and a department that has no line: one for the other
 * where there are both. */
static void report_departments(
    struct repeats *p, const struct departments *d, uint32_t head, bool rest)
{
    const struct rt_str label[] = {
        RT_STR_NONE, rt_str(rt_word(p->w->audit->lang, RT_W_SUM_DEPARTMENT))};
    const struct rt_audit_row *lost = rest ? NULL : unseen(p, d->seen);

    struct rt_verdict *v;

    if (d->other && d->again > 0 && !lost) {
        v = rt_verdict_add(p->w, RT_RA518, p->sheet, d->col, d->other_row);
        v->args[0] = rt_quoted(p->w, d->other->text);
        v->args[1] = rt_work_printf(p->w, "%u", d->again);
    } else if (d->other)
        report_text(p, d->col, d->other_row, label, d->other->text,
            lost ? lost->department : RT_STR_NONE);
    else if (lost)
        report_lost(p, d->col, head, lost->department);
}

/* The departments below a heading: the list's, each once, and all of them but
 * where the last line is that of the others. */
static enum rt_status take_departments(struct repeats *p,
    const struct rt_row *head, uint32_t col, struct rt_error *err)
{
    struct departments d = {.col = col,
        .seen
        = rt_arena_array(&p->w->arena, p->lists.count + 2, sizeof *d.seen)};
    bool rest = false;

    RT_NEED(d.seen, err);
    for (uint32_t row = head->number + 1;; row++) {
        const struct rt_cell *c = cell_at(p, col, row);
        /* The heading may have two rows. */
        if (rt_cell_blank(c) && row == head->number + 1)
            continue;
        if (!c || c->type != RT_CELL_STRING || is_word(c, rt_words(RT_W_TOTAL)))
            break;
        rest |= is_rest(c->text);
        if (!is_rest(c->text))
            take_department(p, &d, row);
    }
    report_departments(p, &d, head->number, rest);
    return RT_OK;
}

/* 「二次評価（…）：値の分かるリスク 2 件、分からないリスク 16 件」 of the profile
 * that is named above it. */
static void check_residual(
    struct repeats *p, const struct rt_cell *c, uint32_t row)
{
    const struct rt_profile *profile = NULL;
    const struct rt_str label[]
        = {RT_STR_NONE, rt_str(rt_say(p->w->audit->lang, "件数", "numbers"))};
    unsigned long long known = 0, all = 0;
    struct rt_str right = RT_STR_NONE;

    for (uint32_t k = row; k-- > 1 && !profile;)
        profile = rt_own_profile_in(
            &p->lists, rt_cell_string(cell_at(p, c->col, k)));
    for (size_t i = 0; profile && i < p->lists.count; i++) {
        const struct rt_audit_row *r = p->lists.rows[i].r;
        all += r->profile == profile;
        known += r->profile == profile
                 && rt_profile_level(
                        profile, r->residual_importance, r->residual_likelihood)
                        != RT_UNKNOWN;
    }
    for (int lang = 0; profile && lang < 2; lang++) {
        right = rt_work_printf(p->w,
            rt_word((enum rt_lang)lang, RT_W_MATRIX_RESIDUAL), known,
            all - known);
        if (rt_fold_eq(c->text, right))
            return;
        if (lang == RT_JA && rt_str_starts(c->text, RT_STR("二次")))
            break;
    }
    if (profile && !p->lists.unknown)
        report_text(p, c->col, row, label, c->text, right);
}

/* --- lists of risks ------------------------------------------------------ */

/* A list has ended below a row without an id or a name, but for one that was
 * cleared among others; and where the next one begins. */
static bool is_line(
    const struct repeats *p, uint32_t id, uint32_t name, uint32_t row)
{
    for (uint32_t k = 0; k < 3 && id_of(cell_at(p, id, row)).n != ID; k++) {
        if (is_word(cell_at(p, id, row + k), rt_words(RT_W_MATRIX_ID)))
            return false;
    }
    return !rt_cell_blank(cell_at(p, id, row))
           || (name != id && !rt_cell_blank(cell_at(p, name, row)))
           || id_of(cell_at(p, id, row + 1)).n == ID;
}

static enum rt_status read_lines(struct repeats *p, struct rt_list_place *at,
    uint32_t name, struct rt_error *err)
{
    size_t n = 0;

    while (is_line(p, at->id, name, at->head + 1 + (uint32_t)n))
        n++;
    p->below = at->head + 1 + (uint32_t)n;
    at->lines = rt_arena_array(&p->w->arena, n + 1, sizeof *at->lines);
    RT_NEED(at->lines, err);
    for (uint32_t row = at->head + 1; row < p->below; row++) {
        struct rt_list_line line = {.row = row,
            .id = id_of(cell_at(p, at->id, row)),
            .asset = rt_cell_text(cell_at(p, name, row))};
        if (!is_rest(line.id))
            at->lines[at->count++] = line;
    }
    return RT_OK;
}

/* The cells of a line against the row that it shows. */
static enum rt_status compare_line(struct repeats *p, const struct rt_row *head,
    const struct rt_list_line *line, struct rt_error *err)
{
    struct rt_str right, label[2];

    for (size_t i = 0; i < head->count; i++) {
        /* A No that was typed over is not the formulas' fault. */
        if (p->lists.ranked)
            RT_TRY(rt_own_lookup_judge(
                p->w, p->sheet, head->cells[i].col, line, err));
        for (size_t k = 0; k < RT_COUNT(headings); k++) {
            enum rt_field f = field_below(p, head, headings[k].field);
            if (!is_heading(p, head, i, rt_words(headings[k].heading))
                || !listed(p, line->of->r, f, &right))
                continue;
            label[0]
                = f != RT_F_ASSET && line->asset.n > 0 ? line->asset : line->id;
            label[1] = f == RT_F_MANAGED_BY
                           ? head->cells[i].text
                           : rt_field_name(f, p->w->audit->lang);
            RT_TRY(compare(
                p, f, head->cells[i].col, line->row, label, right, err));
        }
    }
    return RT_OK;
}

/* The rows below a heading リスクID. */
static enum rt_status take_risks(struct repeats *p, const struct rt_row *head,
    uint32_t id, struct rt_error *err)
{
    struct rt_list_place at = {.sheet = p->sheet,
        .head = head->number,
        .id = id,
        .title = head->cells[0].col};
    struct rt_str department = RT_STR_NONE;
    uint32_t name = id;
    bool one = true; /* department's, who is not named beside each */

    for (size_t i = 0; i < head->count; i++) {
        if (is_heading(p, head, i, rt_words(RT_W_SUM_ASSET)))
            name = head->cells[i].col;
        at.sourced |= is_heading(p, head, i, rt_words(RT_W_SUM_SOURCE));
        one &= !is_heading(p, head, i, rt_words(RT_W_SUM_DEPARTMENT));
    }
    one &= head->number > 1
           && !rt_str_contains(
               rt_cell_string(cell_at(p, at.title, head->number - 1)),
               RT_STR("×"));
    RT_TRY(read_lines(p, &at, name, err));
    RT_TRY(rt_own_list_judge(&p->lists, &at, err));
    for (size_t i = 0; i < at.count; i++) {
        if (!at.lines[i].of)
            continue;
        one &= department.n == 0
               || rt_fold_eq(department, at.lines[i].of->r->department);
        department = at.lines[i].of->r->department;
        RT_TRY(compare_line(p, head, &at.lines[i], err));
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
        uint32_t n
            = c ? rt_intern_find_folded(&p->lists.departments, c->text) : 0;
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
           && (is_heading(p, row, k + 1, rt_words(RT_W_SUM_CLASS))
               || rt_is_taken(rt_value_class(
                   p->w->audit->vocab, &row->cells[k + 1], &first)));
}

/* The text has the beginning of the line above a matrix of residual risks that
 * says how many there are. */
static bool is_counting(const struct rt_cell *c)
{
    struct rt_text line = rt_words(RT_W_MATRIX_RESIDUAL);
    struct rt_str s = rt_cell_string(c);

    return rt_str_starts(s, (struct rt_str){line.ja, strcspn(line.ja, "%")})
           || rt_str_starts(s, (struct rt_str){line.en, strcspn(line.en, "%")});
}

static enum rt_status search_sheet(struct repeats *p, struct rt_error *err)
{
    static const struct rt_text worst = {"最大の\nリスク値", "Worst\nlevel"};

    for (size_t i = 0; i < rt_grid_row_count(p->w->grid, p->sheet); i++) {
        const struct rt_row *row = rt_grid_row(p->w->grid, p->sheet, i);
        for (size_t k = 0; row->number >= p->below && k < row->count; k++) {
            if (is_heading(p, row, k, rt_words(RT_W_MATRIX_ID)))
                RT_TRY(take_risks(p, row, row->cells[k].col, err));
            else if (is_heading(p, row, k, worst))
                RT_TRY(take_worst(p, row, row->cells[k].col, err));
            else if (is_heading(p, row, k, rt_words(RT_W_SUM_DEPARTMENT))
                     && is_by_class(p, row, k))
                RT_TRY(take_departments(p, row, row->cells[k].col, err));
            else if (is_counting(&row->cells[k]))
                check_residual(p, &row->cells[k], row->number);
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
    p.lists.w = w;
    p.of = rt_arena_array(&w->arena, a->row_count + 1, sizeof *p.of);
    RT_NEED(p.of, err);
    for (size_t i = 0; i <= a->row_count; i++)
        p.of[i].worst = RT_UNKNOWN;
    rc = rt_own_lists_read(&p.lists, err);
    for (size_t i = 0; i < p.lists.count && rc == RT_OK; i++)
        count(&p.of[p.lists.rows[i].department], &p.lists.rows[i].r->counted);
    for (p.sheet = 0; p.sheet < rt_grid_sheet_count(w->grid) && rc == RT_OK;
         p.sheet++) {
        p.below = 0;
        if (!w->tables[p.sheet].own
            && rt_own_repeats(rt_grid_sheet(w->grid, p.sheet)->name))
            rc = search_sheet(&p, err);
        rt_own_lists_end(&p.lists, p.sheet);
    }
    rt_own_lists_fini(&p.lists);
    return rc;
}
