/* Cells far outside a table, and numbers and texts in each other's place. */
#include "audit/structure/structure_audit.h"
#include "audit/summary.h"
#include "base/fold.h"
#include "form/word/value.h"

enum {
    RIGHT_MARGIN = 3, /* columns right of the last heading that are near */
    TITLE_MARGIN = 10 /* the same above the header, where stamps may be */
};

static bool holds(const struct rt_cell *c)
{
    return c->is_formula || !rt_cell_blank(c);
}

static struct rt_str shown(struct rt_structure *s, const struct rt_cell *c)
{
    struct rt_str t = rt_str_trim(c->text);

    if (t.n > 90) {
        t.n = 90;
        t.n = rt_utf8_valid_prefix(t);
    }
    return rt_arena_str(&s->arena, t);
}

/* --- far outside ---------------------------------------------------------------- */

/* Cells reported together: a block, whose first cell is named. */
struct stray {
    uint32_t row, col; /* the first; row 0: none */
    uint32_t last_row;
    const struct rt_cell *cell;
    size_t count;
};

static enum rt_status report_stray(struct rt_structure *s, size_t sheet,
    struct stray *stray, struct rt_error *err)
{
    struct rt_str text;

    if (stray->row == 0)
        return RT_OK;
    text = shown(s, stray->cell);
    RT_NEED(text.p, err);
    if (text.n == 0)
        text = RT_STR("=");
    return rt_structure_put(s, RT_TP505, sheet, stray->col, stray->row,
        RT_ARGS(text, RT_DECIMAL(stray->count)), RT_STR_NONE, text, err);
}

static void add_stray(
    struct stray *stray, const struct rt_row *row, const struct rt_cell *c)
{
    if (stray->row == 0) {
        stray->row = row->number;
        stray->col = c->col;
        stray->cell = c;
    }
    stray->last_row = row->number;
    stray->count++;
}

static bool row_holds(const struct rt_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (holds(&row->cells[i]))
            return true;
    }
    return false;
}

/* Beside the table, and none of its helper columns or its figures. */
static bool is_beside(const struct rt_structure *s, size_t sheet,
    const struct rt_cell *c, uint32_t row, enum rt_line line)
{
    bool helper = c->is_formula && line != RT_LINE_OTHER;

    return !helper && !rt_in_summary(s->audit->summaries, sheet, c->col, row);
}

static enum rt_status judge_stray(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_table *t = &s->tables[sheet];
    struct stray right = {0}, below = {0};
    uint32_t last = t->layout.row2;
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < rt_grid_row_count(s->grid, sheet); i++) {
        const struct rt_row *row = rt_grid_row(s->grid, sheet, i);
        /* The first row of a header may be the title's, with a date. */
        bool title
            = row->number < t->layout.row2 && row->number <= t->layout.row1;
        uint32_t margin
            = title ? (uint32_t)TITLE_MARGIN : (uint32_t)RIGHT_MARGIN;
        if (!row_holds(row))
            continue;
        if (right.row && row->number > right.last_row + 1 && rc == RT_OK) {
            rc = report_stray(s, sheet, &right, err);
            right = (struct stray){0};
        }
        /* Rows that are read are the table's, however far below. */
        bool read = t->lines[i] == RT_LINE_DATA;
        if (!read && row->number > last + RT_GAP_ROWS + 1)
            below.last_row = row->number;
        for (size_t k = 0; k < row->count; k++) {
            const struct rt_cell *c = &row->cells[k];
            if (!holds(c))
                continue;
            if (below.last_row && !read)
                add_stray(&below, row, c);
            else if (c->col >= t->width + margin
                     && is_beside(s, sheet, c, row->number, t->lines[i]))
                add_stray(&right, row, c);
        }
        if (row->number > last)
            last = row->number;
    }
    RT_THEN(rc, report_stray(s, sheet, &right, err));
    return rc == RT_OK ? report_stray(s, sheet, &below, err) : rc;
}

/* --- beside the rows ------------------------------------------------------------ */

static bool is_headed(const struct rt_table *t, uint32_t col)
{
    bool headed = rt_table_field(t, col) != RT_FIELD_NONE;

    for (size_t i = 0; i < t->layout.column_count; i++)
        headed |= t->layout.columns[i].col == col;
    return headed;
}

/* Texts in a column without a heading, beside the rows' values or near them: a
 * column once. */
static enum rt_status judge_asides(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_table *t = &s->tables[sheet];
    uint32_t end = t->width + RIGHT_MARGIN;
    bool *said = rt_arena_array(&s->arena, end, sizeof *said);

    RT_NEED(said, err);
    for (size_t i = 0; i < rt_grid_row_count(s->grid, sheet); i++) {
        const struct rt_row *row = rt_grid_row(s->grid, sheet, i);
        for (size_t k = 0; t->lines[i] == RT_LINE_DATA && k < row->count; k++) {
            const struct rt_cell *c = &row->cells[k];
            struct rt_str text;
            if (c->col >= end || said[c->col] || c->is_formula
                || c->type != RT_CELL_STRING || rt_cell_blank(c)
                || is_headed(t, c->col)
                || rt_in_summary(
                    s->audit->summaries, sheet, c->col, row->number))
                continue;
            said[c->col] = true;
            text = shown(s, c);
            RT_NEED(text.p, err);
            RT_TRY(rt_structure_put(s, RT_TP324, sheet, c->col, row->number,
                RT_ARGS(text), RT_STR_NONE, text, err));
        }
    }
    return RT_OK;
}

/* --- numbers as text, text as numbers -------------------------------------------- */

/* Whole numbers that a person would take for one, in any digits. */
static bool is_number_text(const struct rt_cell *c)
{
    struct rt_str trimmed = rt_str_trim(c->text);
    char folded[64];
    size_t n;
    double v;

    if (c->type != RT_CELL_STRING || trimmed.n == 0 || trimmed.n > 40)
        return false;
    n = rt_fold_fixed(trimmed, folded, sizeof folded);
    return n <= sizeof folded
           && rt_parse_double((struct rt_str){folded, n}, &v);
}

/* A word among the numbers of a result, such as 大 for a level of that class: it
 * is read as the right one, and no formula can use it. */
static bool is_word_for_number(const struct rt_structure *s, size_t sheet,
    size_t i, enum rt_field f, const struct rt_cell *c)
{
    const struct rt_audit *a = s->audit;
    const struct rt_audit_row *r
        = rt_audit_row_at(a, sheet, rt_grid_row(s->grid, sheet, i)->number);
    const struct rt_profile *by = r && r->profile ? r->profile : a->profile;
    enum rt_class class;

    if (!r || c->type != RT_CELL_STRING)
        return false;
    if (f == RT_F_LEVEL)
        return rt_is_taken(rt_value_class(a->vocab, c, &class))
               && class == r->result.class;
    return (f == RT_F_IMPORTANCE
               && rt_score_of(a->vocab, c, by->scale_min, by->scale_max)
                      == r->result.importance)
           || (f == RT_F_LIKELIHOOD
               && rt_rating_of(a->vocab, c) == r->result.likelihood);
}

/* Fields that are numbers in every form, and that few people type as anything
 * else. */
static bool is_number_field(const struct rt_layout *l, enum rt_field f)
{
    bool scored = l->col_of[RT_F_CONFIDENTIALITY] >= 0
                  && l->col_of[RT_F_INTEGRITY] >= 0
                  && l->col_of[RT_F_AVAILABILITY] >= 0;
    bool rated
        = l->col_of[RT_F_THREAT] >= 0 && l->col_of[RT_F_VULNERABILITY] >= 0;

    /* A report's are typed, and its levels are computed from them. */
    scored |= l->form == RT_FORM_REPORT;
    rated |= l->form == RT_FORM_REPORT;
    return (f == RT_F_IMPORTANCE && scored) || (f == RT_F_LIKELIHOOD && rated)
           || f == RT_F_RES_IMPORTANCE || f == RT_F_RES_LIKELIHOOD
           || f == RT_F_LEVEL || f == RT_F_PRIORITY || f == RT_F_RES_LEVEL;
}

static bool is_score_field(enum rt_field f)
{
    return rt_field_is_score(f) || f == RT_F_THREAT || f == RT_F_VULNERABILITY;
}

/* What a column's data cells are. */
struct kinds {
    size_t numbers, texts, formulas;
};

/* By column, in one walk: the cells of a long table fit no cache. */
static struct kinds *count_kinds(struct rt_structure *s, size_t sheet)
{
    const struct rt_table *t = &s->tables[sheet];
    struct kinds *k = rt_arena_array(&s->arena, t->width + 1, sizeof *k);

    for (size_t i = 0; k && i < rt_grid_row_count(s->grid, sheet); i++) {
        const struct rt_row *row = rt_grid_row(s->grid, sheet, i);
        for (size_t at = 0; t->lines[i] == RT_LINE_DATA && at < row->count
                            && row->cells[at].col < t->width;
             at++) {
            const struct rt_cell *c = &row->cells[at];
            if (!holds(c))
                continue;
            k[c->col].formulas += c->is_formula;
            k[c->col].numbers += c->type == RT_CELL_NUMBER;
            k[c->col].texts += c->type == RT_CELL_STRING;
        }
    }
    return k;
}

static enum rt_status report_kind(struct rt_structure *s, enum rt_code code,
    size_t sheet, size_t i, const struct rt_cell *c, struct rt_error *err)
{
    struct rt_str text = shown(s, c);

    RT_NEED(text.p, err);
    rt_buf_clear(&s->name);
    if (rt_table_column_name(
            &s->tables[sheet], c->col, s->audit->lang, &s->name)
        != RT_OK)
        return rt_fail_nomem(err);
    return rt_structure_put(s, code, sheet, c->col,
        rt_grid_row(s->grid, sheet, i)->number,
        RT_ARGS(rt_buf_str(&s->name), text), RT_STR_NONE, text, err);
}

static enum rt_status judge_column(struct rt_structure *s, size_t sheet,
    uint32_t col, struct kinds k, struct rt_error *err)
{
    const struct rt_table *t = &s->tables[sheet];
    enum rt_field f = rt_table_field(t, col);
    bool most = k.numbers >= 3 && k.numbers >= 2 * k.texts;
    bool numbers = is_number_field(&t->layout, f)
                   || (most && (f == RT_FIELD_NONE || f == RT_F_NO))
                   || (t->own && is_score_field(f));
    /* 5 for 「5年」; words that are numbers are VA318. */
    bool texts
        = f == RT_F_RETENTION && k.texts >= 3 && k.texts >= 2 * k.numbers;

    /* A value among formulas is reported as typed over. */
    if (k.formulas > 0
        || ((!numbers || k.texts == 0) && (!texts || k.numbers == 0)))
        return RT_OK;
    for (size_t i = 0; i < rt_grid_row_count(s->grid, sheet); i++) {
        const struct rt_cell *c
            = rt_row_cell(rt_grid_row(s->grid, sheet, i), (int32_t)col);
        if (t->lines[i] != RT_LINE_DATA || rt_cell_blank(c))
            continue;
        if (numbers
            && (is_number_text(c)
                || (most && is_word_for_number(s, sheet, i, f, c))))
            RT_TRY(report_kind(s, RT_TP506, sheet, i, c, err));
        else if (texts && c->type == RT_CELL_NUMBER)
            RT_TRY(report_kind(s, RT_TP507, sheet, i, c, err));
    }
    return RT_OK;
}

/* What merge wrote as a number; the residual risk people type. */
static bool is_own_number(enum rt_field f)
{
    return f == RT_F_IMPORTANCE || f == RT_F_LIKELIHOOD || f == RT_F_LEVEL
           || f == RT_F_PRIORITY;
}

static enum rt_status judge_kinds(
    struct rt_structure *s, size_t sheet, struct rt_error *err)
{
    const struct rt_table *t = &s->tables[sheet];
    const struct kinds *k = count_kinds(s, sheet);

    RT_NEED(k, err);
    for (uint32_t c = 0; c < t->width; c++) {
        enum rt_field f = rt_table_field(t, c);
        if (!t->own || is_score_field(f) || is_own_number(f))
            RT_TRY(judge_column(s, sheet, c, k[c], err));
    }
    return RT_OK;
}

enum rt_status rt_structure_cells(struct rt_structure *s, struct rt_error *err)
{
    for (size_t i = 0; i < rt_grid_sheet_count(s->grid); i++) {
        const struct rt_table *t = &s->tables[i];
        if (t->own) {
            RT_TRY(rt_structure_numbers(s, i, err));
            RT_TRY(judge_kinds(s, i, err));
        }
        if (t->found && !t->example) {
            RT_TRY(rt_structure_headings(s, i, err));
            RT_TRY(rt_structure_blanks(s, i, err));
            RT_TRY(rt_structure_items(s, i, err));
            RT_TRY(rt_structure_matrix(s, i, err));
            RT_TRY(rt_structure_media_table(s, i, err));
        }
        /* The list of threats has the table of the media beside it. */
        if (!t->found || t->example || t->layout.form == RT_FORM_RESULT
            || (t->layout.side_by_side && t->layout.form != RT_FORM_THREATS))
            continue;
        if (!s->audit->csv)
            RT_TRY(judge_stray(s, i, err));
        if (t->layout.form != RT_FORM_LEDGER
            && t->layout.form != RT_FORM_REPORT)
            continue;
        RT_TRY(judge_asides(s, i, err));
        RT_TRY(rt_structure_numbers(s, i, err));
        RT_TRY(rt_structure_media(s, i, err));
        if (!s->audit->csv)
            RT_TRY(judge_kinds(s, i, err));
    }
    return RT_OK;
}
