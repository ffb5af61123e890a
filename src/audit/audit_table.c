/* The tables of a workbook, and what each of their rows is.
 *
 * The headers are those that the intake found. Rows are classified by what is
 * typed into them, more coarsely than merge does: an audit of formulas only
 * needs to know which rows a column's formula is meant for, and which (totals,
 * notes) hold formulas of their own.
 */
#include "audit/audit_table.h"

#include "audit/audit.h"
#include "audit/own_figures.h"
#include "audit/own_fixed.h"
#include "audit/own_rows.h"
#include "audit/summary.h"

/* --- the header -------------------------------------------------------------- */

/* The columns up to the last heading; a heading more than three columns
 * right of the others belongs to nothing. */
static uint32_t width_of(const struct rt_layout *l)
{
    uint32_t width = 0;

    for (size_t i = 0; i < l->column_count; i++) {
        if (i > 0 && l->columns[i].col > width + 3)
            break;
        width = l->columns[i].col + 1;
    }
    return width;
}

static void take_layout(struct rt_table *t, const struct rt_layout *l)
{
    memset(t->field_of, RT_FIELD_NONE, sizeof t->field_of);
    t->found = l != NULL;
    if (!l)
        return;
    t->layout = *l;
    t->own = rt_layout_own(&t->layout);
    t->width = width_of(l);
    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        int32_t col = t->layout.col_of[f];
        if (col >= 0 && col < RT_COLUMNS_MAX)
            t->field_of[col] = (int8_t)f;
    }
}

/* --- rows -------------------------------------------------------------------- */

static bool typed(const struct rt_cell *c)
{
    return c && !c->is_formula && !rt_cell_blank(c);
}

static bool has_typed(const struct rt_table *t, const struct rt_row *row,
    const enum rt_field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (typed(rt_cell_of(&t->layout, row, fields[i])))
            return true;
    }
    return false;
}

/* What an asset's row has and no note: a rating, a score, a flag, a medium. */
static bool has_rating(const struct rt_table *t, const struct rt_row *row)
{
    static const enum rt_field fields[] = {RT_F_MEDIUM, RT_F_CONFIDENTIALITY,
        RT_F_INTEGRITY, RT_F_AVAILABILITY, RT_F_PERSONAL, RT_F_SENSITIVE,
        RT_F_MY_NUMBER, RT_F_ANY_PERSONAL, RT_F_IMPORTANCE, RT_F_THREAT,
        RT_F_VULNERABILITY, RT_F_LIKELIHOOD, RT_F_LEVEL};

    return has_typed(t, row, fields, RT_COUNT(fields));
}

/* Of the results in a row of the form, seven; a row of sums has fewer. */
enum { WAITING = 3 };

/* Nothing typed but columns that are filled in ahead, or over a formula. */
static bool is_prepared(const struct rt_table *t, const struct rt_row *row)
{
    bool formula = false;

    for (size_t i = 0; i < row->count && row->cells[i].col < t->width; i++) {
        enum rt_field f = rt_table_field(t, row->cells[i].col);
        formula |= row->cells[i].is_formula;
        if (f != RT_F_NO && f != RT_F_BUSINESS && f != RT_F_MANAGED_BY
            && f != RT_F_OWNER && f != RT_F_USERS
            && (f == RT_FIELD_NONE || rt_field_is_input(f))
            && typed(&row->cells[i]))
            return false;
    }
    return formula;
}

/* A prepared row whatever its results say, which are all that is typed: no sum,
 * which has a label and fewer formulas. */
static bool is_waiting(const struct rt_table *t, const struct rt_row *row)
{
    size_t formulas = 0;

    for (size_t i = 0; i < row->count && row->cells[i].col < t->width; i++) {
        enum rt_field f = rt_table_field(t, row->cells[i].col);
        bool result = f != RT_FIELD_NONE && !rt_field_is_input(f);
        formulas += result && row->cells[i].is_formula;
        if (!result && typed(&row->cells[i]))
            return false;
    }
    return formulas >= WAITING;
}

static enum rt_line asset_line(
    const struct rt_table *t, const struct rt_row *row)
{
    if (is_waiting(t, row))
        return RT_LINE_PREPARED;
    if (rt_is_subtotal(&t->layout, row))
        return RT_LINE_OTHER;
    if (!rt_cell_blank(rt_cell_of(&t->layout, row, RT_F_ASSET)))
        return has_rating(t, row) ? RT_LINE_DATA : RT_LINE_OTHER;
    return is_prepared(t, row) ? RT_LINE_PREPARED : RT_LINE_OTHER;
}

/* What lacks a rating is the block of names and dates below the table. */
static enum rt_line report_line(
    const struct rt_table *t, const struct rt_row *row)
{
    static const enum rt_field key[] = {RT_F_EVENT, RT_F_SOURCE};
    static const enum rt_field rated[]
        = {RT_F_IMPORTANCE, RT_F_LIKELIHOOD, RT_F_LEVEL};

    if (has_typed(t, row, key, 2) && has_typed(t, row, rated, 3)
        && !rt_is_signature_row(&t->layout, row))
        return RT_LINE_DATA;
    return is_prepared(t, row) ? RT_LINE_PREPARED : RT_LINE_OTHER;
}

/* Of other forms: rows that are filled in at half of the columns. */
static enum rt_line plain_line(
    const struct rt_table *t, const struct rt_row *row)
{
    size_t filled = 0;

    for (size_t i = 0; i < row->count && row->cells[i].col < t->width; i++)
        filled += !rt_cell_blank(&row->cells[i]);
    return filled >= 2 ? RT_LINE_DATA : RT_LINE_OTHER;
}

static enum rt_line line_of(
    const struct rt_table *t, const struct rt_row *row, uint8_t *headings)
{
    size_t same, labels;

    rt_header_compare(&t->layout, row, &same, &labels);
    if (same * 2 > labels)
        *headings = (uint8_t)(same < UINT8_MAX ? same : UINT8_MAX);
    if (labels >= 4 && *headings > 0)
        return RT_LINE_OTHER;
    if (t->layout.form == RT_FORM_LEDGER)
        return asset_line(t, row);
    if (t->layout.form == RT_FORM_REPORT)
        return report_line(t, row);
    return plain_line(t, row);
}

static enum rt_status find_lines(const struct rt_grid *grid, size_t sheet,
    struct rt_arena *arena, struct rt_table *t, struct rt_error *err)
{
    size_t n = rt_grid_row_count(grid, sheet);

    t->lines = rt_arena_array(arena, n + 1, sizeof *t->lines);
    t->headings = rt_arena_array(arena, n + 1, sizeof *t->headings);
    RT_NEED(t->lines && t->headings, err);
    for (size_t i = 0; i < n && t->found; i++) {
        const struct rt_row *row = rt_grid_row(grid, sheet, i);
        if (row->number <= t->layout.row2)
            continue;
        t->lines[i] = (uint8_t)line_of(t, row, &t->headings[i]);
        if (t->lines[i] != RT_LINE_DATA)
            continue;
        if (t->first == 0)
            t->first = row->number;
        t->last = row->number;
    }
    return RT_OK;
}

/* A form's rows follow each other; what comes after a gap is another block of
 * the sheet (sums, a second list), which this program's own results and
 * summaries have many of. In a list of ours a row may have been cleared: those
 * that name their criteria (基準) are the list's wherever they are. */
static void end_at_gap(
    const struct rt_grid *grid, size_t sheet, struct rt_table *t)
{
    uint32_t near = t->layout.form == RT_FORM_RESULT ? 1 : 3;
    uint32_t last = t->layout.row2;

    if (t->layout.form == RT_FORM_LEDGER || t->layout.form == RT_FORM_REPORT)
        return;
    t->last = 0;
    for (size_t i = 0; i < rt_grid_row_count(grid, sheet); i++) {
        const struct rt_row *row = rt_grid_row(grid, sheet, i);
        if (t->lines[i] != RT_LINE_DATA)
            continue;
        if (row->number > last + near
            && !(t->own
                 && !rt_cell_blank(rt_cell_of(&t->layout, row, RT_F_PROFILE))))
            t->lines[i] = RT_LINE_OTHER;
        else
            t->last = last = row->number;
    }
    if (t->last == 0)
        t->first = 0;
}

/* A register of ours names each row's profile (基準), by which its
 * formulas are made. */
static enum rt_status find_groups(const struct rt_grid *grid, size_t sheet,
    struct rt_arena *arena, struct rt_table *t, struct rt_error *err)
{
    int32_t col = t->layout.col_of[RT_F_PROFILE];
    size_t n = rt_grid_row_count(grid, sheet);

    if (!t->own || col < 0)
        return RT_OK;
    t->groups = rt_arena_array(arena, n + 1, sizeof *t->groups);
    RT_NEED(t->groups, err);
    for (size_t i = 0; i < n; i++) {
        t->groups[i] = rt_group_of(
            rt_cell_text(rt_row_cell(rt_grid_row(grid, sheet, i), col)));
    }
    return RT_OK;
}

static enum rt_status take_table(const struct rt_audit *a,
    const struct rt_intake *intake, size_t sheet, struct rt_arena *arena,
    struct rt_error *err)
{
    struct rt_table *t = &a->tables[sheet];

    t->example = rt_intake_is_example(intake, sheet);
    take_layout(t, rt_intake_layout(intake, sheet));
    RT_TRY(find_lines(a->grid, sheet, arena, t, err));
    if (!t->found)
        return RT_OK;
    end_at_gap(a->grid, sheet, t);
    return find_groups(a->grid, sheet, arena, t, err);
}

/* Blocks found by their labels, on a sheet of ours some of whose labels were
 * altered: what is counted there is known without them. */
static void drop_figures(struct rt_audit *a)
{
    struct rt_summaries *s = a->summaries;
    size_t n = 0;

    for (size_t i = 0; i < s->figure_count; i++) {
        bool altered = false;
        for (size_t k = 0; k < a->fixed_count; k++)
            altered |= a->fixed[k].sheet == s->figures[i].sheet;
        if (!altered)
            s->figures[n++] = s->figures[i];
    }
    s->figure_count = n;
}

enum rt_status rt_audit_begin(struct rt_audit *a,
    const struct rt_intake *intake, struct rt_arena *arena,
    struct rt_error *err)
{
    const struct rt_input *input = rt_intake_input(intake);
    const struct rt_error *failed;
    size_t n;

    a->grid = rt_intake_grid(intake, &failed);
    a->file = input->file;
    a->edition = input->edition;
    a->department = input->department;
    a->csv = rt_str_is(input->format, "csv");
    a->manual_calc = rt_intake_manual_calc(intake);
    if (!a->grid) {
        *err = *failed;
        return failed->status;
    }
    n = rt_grid_sheet_count(a->grid);
    a->tables = rt_arena_array(arena, n + 1, sizeof *a->tables);
    RT_NEED(a->tables, err);
    for (size_t i = 0; i < n; i++)
        RT_TRY(take_table(a, intake, i, arena, err));
    RT_TRY(rt_own_rows(a, arena, err));
    a->summaries = rt_arena_alloc(arena, sizeof *a->summaries);
    RT_NEED(a->summaries, err);
    RT_TRY(rt_summaries_find(a, arena, a->summaries, err));
    RT_TRY(rt_own_fixed_find(a, arena, err));
    drop_figures(a);
    RT_TRY(rt_own_figures(a, arena, a->summaries, err));
    RT_TRY(rt_input_figures(a, arena, a->summaries, err));
    RT_TRY(rt_answer_figures(a, arena, a->summaries, err));
    return rt_plan_figures(a, arena, a->summaries, err);
}

/* --- columns ----------------------------------------------------------------- */

enum rt_field rt_table_field(const struct rt_table *t, uint32_t col)
{
    return t->found && col < RT_COLUMNS_MAX ? (enum rt_field)t->field_of[col]
                                            : RT_FIELD_NONE;
}

static const struct rt_column *column_at(const struct rt_table *t, uint32_t col)
{
    return t->found
               ? rt_column_at(t->layout.columns, t->layout.column_count, col)
               : NULL;
}

uint32_t rt_table_heading_row(const struct rt_table *t, uint32_t col)
{
    const struct rt_column *c = column_at(t, col);

    return c ? c->row ? c->row : t->layout.row2 : 0;
}

static enum rt_status add_heading(struct rt_str text, struct rt_buf *out)
{
    struct rt_str hint;

    (void)rt_str_split(text, "※", &text, &hint);
    text = rt_str_trim(text);
    if (text.n > 90)
        text.n = 90;
    text.n = rt_utf8_valid_prefix(text);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '\n' && text.p[i] != '\r')
            RT_TRY(rt_buf_add(out, &text.p[i], 1));
    }
    return RT_OK;
}

enum rt_status rt_table_column_name(const struct rt_table *t, uint32_t col,
    enum rt_lang lang, struct rt_buf *out)
{
    enum rt_field f = rt_table_field(t, col);
    const struct rt_column *c = column_at(t, col);
    char ref[16];

    if (f != RT_FIELD_NONE && !(t->own && f == RT_F_LEVEL_LABEL))
        return rt_buf_adds(out, rt_field_name(f, lang));
    if (c && rt_str_trim(c->text).n > 0)
        return add_heading(c->text, out);
    rt_cell_ref(col, 1, ref);
    ref[strcspn(ref, "0123456789")] = '\0';
    return rt_buf_printf(out, rt_say(lang, "%s列", "column %s"), ref);
}

bool rt_field_is_input(enum rt_field f)
{
    switch (f) {
    case RT_FIELD_NONE:
    case RT_F_IMPORTANCE:
    case RT_F_THREAT:
    case RT_F_VULNERABILITY:
    case RT_F_LIKELIHOOD:
    case RT_F_LIKELIHOOD_LABEL:
    case RT_F_LEVEL:
    case RT_F_LEVEL_LABEL:
    case RT_F_PRIORITY:
    case RT_F_RES_IMPORTANCE:
    case RT_F_RES_LIKELIHOOD:
    case RT_F_RES_LEVEL:
    case RT_F_RES_LEVEL_LABEL:
    case RT_F_PLAN_END_BASIS:
        return false;
    default:
        return true;
    }
}
