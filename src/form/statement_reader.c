/* Statements of applicability (適用宣言書): what each sender says of each control.
 *
 * A row with a number of the annex, or with the name of one of its controls, is
 * that control's; numbers of 2013 are read as those of 2022 that came of them. A
 * row with marks and another number, or none, is a control of the company's
 * own. No row is a risk. What a statement lacks is for `check` to say; here is
 * reported what cannot be read, and a row that says two things at once.
 */
#include "form/statement_reader.h"

#include <stdlib.h>

#include "base/list.h"
#include "form/merged.h"
#include "form/statement_row.h"
#include "record/book_words.h"

enum { OLD_AT_MOST = 4 }; /* controls of 2013 that one of 2022 came of */
enum { DITTO_APPLIES, DITTO_STATE, DITTO_REASON, DITTO_DOCUMENTS };

struct reader {
    struct rt_intake *in;
    const struct rt_sheet_facts *sheet;
    const struct rt_row *row;
    struct rt_merged merged;
    struct rt_ditto ditto;
    const struct rt_cell *cell[RT_FIELD_COUNT];
    struct rt_statement_seen seen;
    uint32_t rows[RT_ANNEX_CONTROLS]; /* that each has */
    uint64_t numbers, old;            /* of rows with one, of 2013 */
    uint32_t old_row;                 /* the first of them */
    bool filled[RT_COLUMNS_MAX];      /* columns, of a previous statement */
    enum rt_field old_field;
    bool signed_off;
    struct rt_arena arena; /* of the sheet */
};

/* --- findings ----------------------------------------------------------------- */

static uint32_t col_of(const struct reader *r, enum rt_field f)
{
    return f == RT_FIELD_NONE ? 0 : (uint32_t)(r->sheet->layout.col_of[f] + 1);
}

static enum rt_status report(struct reader *r, enum rt_code code,
    enum rt_field f, struct rt_str actual,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_error *err)
{
    const struct rt_place place = {.sheet = r->sheet,
        .row = r->row ? r->row->number : r->sheet->layout.row2,
        .col = col_of(r, f),
        .actual = actual};

    /* The audit says it of a file that is checked. */
    if (r->in->request.grid_cells > 0 || r->sheet->basis)
        return RT_OK;
    return rt_put_finding(r->in, code, &place, args, err);
}

/* --- a row ---------------------------------------------------------------------- */

static struct rt_str text_of(const struct rt_cell *cell)
{
    return rt_cell_blank(cell) || cell->type == RT_CELL_ERROR
               ? RT_STR_NONE
               : rt_str_trim(cell->text);
}

/* The row's own cells and those merged over it. */
static void take_cells(struct reader *r)
{
    const struct rt_layout *l = &r->sheet->layout;

    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++)
        r->cell[f] = l->col_of[f] < 0
                         ? NULL
                         : rt_merged_cell(&r->merged, r->row, l->col_of[f]);
}

/* Puts in place of a ditto mark what it repeats. */
static enum rt_status take_ditto(
    struct reader *r, int nth, enum rt_field f, struct rt_error *err)
{
    if (f == RT_FIELD_NONE)
        return RT_OK;
    if (!rt_cell_blank(r->cell[f]) && rt_is_ditto(r->cell[f], false))
        r->cell[f] = rt_ditto_above(&r->ditto, (size_t)nth);
    return rt_ditto_keep(&r->ditto, (size_t)nth, r->cell[f], err);
}

/* The reason is in a column for its kind, or in one for both. */
static enum rt_field reason_field(const struct reader *r, bool excluded)
{
    const enum rt_field fields[]
        = {excluded ? RT_F_WHY_NOT : RT_F_WHY, RT_F_WHY, RT_F_REASON};
    enum rt_field found = RT_FIELD_NONE;

    for (size_t i = 0; i < RT_COUNT(fields); i++) {
        enum rt_field f = fields[i];
        if (r->sheet->layout.col_of[f] < 0
            || (excluded && f == RT_F_WHY
                && r->sheet->layout.col_of[RT_F_WHY_NOT] >= 0
                && rt_statement_of_one_kind(&r->sheet->layout, f)))
            continue;
        if (rt_statement_is_reason(r->cell[f]))
            return f;
        found = found == RT_FIELD_NONE ? f : found;
    }
    return found;
}

/* A column that merge writes and that is no field. */
static struct rt_str text_below(const struct reader *r, enum rt_word head)
{
    const struct rt_layout *l = &r->sheet->layout;

    for (size_t i = 0; i < l->column_count; i++) {
        if (rt_is_word(l->columns[i].text, head))
            return text_of(rt_row_cell(r->row, (int32_t)l->columns[i].col));
    }
    return RT_STR_NONE;
}

static const struct {
    enum rt_carried carried;
    enum rt_implemented is;
} states[] = {{RT_CARRIED_OUT, RT_IMPLEMENTED_DONE},
    {RT_CARRIED_PARTLY, RT_IMPLEMENTED_PARTLY},
    {RT_CARRIED_NOT, RT_IMPLEMENTED_NOT}, {RT_CARRIED_NO, RT_IMPLEMENTED_NOT},
    {RT_CARRIED_NA, RT_IMPLEMENTED_NA}};

static enum rt_implemented state_of(enum rt_carried carried)
{
    for (size_t i = 0; i < RT_COUNT(states); i++) {
        if (states[i].carried == carried)
            return states[i].is;
    }
    return RT_IMPLEMENTED_UNSAID;
}

/* Without a column of its own, whether a control applies is said by its
 * state. */
static int applies_by_state(enum rt_implemented state)
{
    return state == RT_IMPLEMENTED_UNSAID ? RT_APPLIES_UNSAID
           : state == RT_IMPLEMENTED_NA   ? RT_APPLIES_NO
                                          : RT_APPLIES_YES;
}

/* What contradicts itself within the row. */
static enum rt_status check_marks(struct reader *r,
    const struct rt_soa_row *out, enum rt_carried carried, enum rt_field state,
    struct rt_str number, struct rt_error *err)
{
    bool excluded = out->applies == RT_APPLIES_NO;
    enum rt_field other = excluded ? RT_F_WHY : RT_F_WHY_NOT;
    enum rt_lang lang = r->in->request.lang;

    if (r->in->request.basis) /* half of the row may be as merge wrote it */
        return RT_OK;
    if (excluded
        && (carried == RT_CARRIED_OUT || carried == RT_CARRIED_PARTLY
            || carried == RT_CARRIED_NOT))
        RT_TRY(report(r, RT_PL616, state, out->state_text,
            RT_ARGS(number, out->state_text), err));
    if (out->applies == RT_APPLIES_YES && carried == RT_CARRIED_NA
        && r->sheet->layout.col_of[RT_F_APPLIED] >= 0)
        RT_TRY(
            report(r, RT_PL613, state, out->state_text, RT_ARGS(number), err));
    if (out->applies == RT_APPLIES_UNSAID || out->reason.n > 0
        || r->sheet->layout.col_of[RT_F_WHY_NOT] < 0
        || !rt_statement_of_one_kind(&r->sheet->layout, RT_F_WHY)
        || !rt_statement_is_reason(r->cell[other]))
        return RT_OK;
    return report(r, RT_PL621, other, text_of(r->cell[other]),
        RT_ARGS(number,
            rt_str(excluded ? rt_say(lang, "除外", "excluded")
                            : rt_say(lang, "適用", "applied")),
            rt_str(excluded
                       ? rt_say(lang, "適用の理由", "reason to apply it")
                       : rt_say(lang, "除外の理由", "reason to exclude it")),
            text_of(r->cell[other])),
        err);
}

static enum rt_status take_marks(struct reader *r, struct rt_soa_row *out,
    struct rt_str number, struct rt_error *err)
{
    const struct rt_layout *l = &r->sheet->layout;
    enum rt_field state = rt_statement_state(l), reason;
    const struct rt_cell *mark = r->cell[RT_F_APPLIED];
    enum rt_applied applied = rt_statement_applied(l->vocab, mark);
    enum rt_carried carried
        = state == RT_FIELD_NONE
              ? RT_CARRIED_BLANK
              : rt_statement_carried(l->vocab, r->cell[state]);

    out->applies = applied == RT_APPLIED_YES  ? RT_APPLIES_YES
                   : applied == RT_APPLIED_NO ? RT_APPLIES_NO
                                              : RT_APPLIES_UNSAID;
    out->applies_text = text_of(mark);
    out->applies_col
        = col_of(r, l->col_of[RT_F_APPLIED] < 0 ? RT_FIELD_NONE : RT_F_APPLIED);
    if (applied == RT_APPLIED_UNREADABLE)
        RT_TRY(report(r, RT_PL607, RT_F_APPLIED, out->applies_text,
            RT_ARGS(number, out->applies_text), err));
    if (state != RT_FIELD_NONE) {
        out->state_text = text_of(r->cell[state]);
        out->state_col = col_of(r, state);
    }
    out->state = state_of(carried);
    if (carried == RT_CARRIED_BAD)
        RT_TRY(report(r, RT_PL611, state, out->state_text,
            RT_ARGS(number, out->state_text), err));
    if (l->col_of[RT_F_APPLIED] < 0)
        out->applies = applies_by_state((enum rt_implemented)out->state);
    else if (carried == RT_CARRIED_BLANK && rt_statement_is_partly(mark))
        out->state = RT_IMPLEMENTED_PARTLY;
    reason = reason_field(r, out->applies == RT_APPLIES_NO);
    if (reason != RT_FIELD_NONE) {
        out->reason_col = col_of(r, reason);
        if (rt_statement_is_reason(r->cell[reason]))
            out->reason = text_of(r->cell[reason]);
    }
    RT_TRY(check_marks(r, out, carried, state, number, err));
    if (out->applies == RT_APPLIES_NO)
        out->state = RT_IMPLEMENTED_NA;
    return RT_OK;
}

/* All of the row but which control it is. */
static enum rt_status take_row(struct reader *r, struct rt_soa_row *out,
    struct rt_str number, struct rt_error *err)
{
    const struct rt_intake *in = r->in;

    rt_record_blank(&rt_soa_row_members, out);
    out->where.sheet = r->sheet->name;
    out->where.row = r->row->number;
    out->where.csv = rt_str_is(in->input.format, "csv");
    out->department = in->evidence.department_count == 1
                          ? in->evidence.departments[0]
                          : in->input.department;
    RT_TRY(take_marks(r, out, number, err));
    if (rt_statement_is_document(r->cell[RT_F_DOCUMENT]))
        out->documents = text_of(r->cell[RT_F_DOCUMENT]);
    if (r->sheet->layout.col_of[RT_F_DOCUMENT] >= 0)
        out->documents_col = col_of(r, RT_F_DOCUMENT);
    if (r->sheet->layout.col_of[RT_F_NOTE] >= 0)
        out->note = text_of(r->cell[RT_F_NOTE]);
    out->changed_on = text_below(r, RT_W_SOA_CHANGED_ON);
    out->changed = text_below(r, RT_W_SOA_CHANGED);
    out->typed = text_below(r, RT_W_SOA_TYPED);
    return RT_OK;
}

static enum rt_status put(
    struct reader *r, struct rt_soa_row *out, int control, struct rt_error *err)
{
    out->control = control;
    return rt_put_statement(r->in, out, err);
}

/* A control of the annex; of 2013 one that may be several now. */
static enum rt_status put_control(struct reader *r,
    const struct rt_annex_number *n, int control, enum rt_field where,
    struct rt_error *err)
{
    char number[RT_ANNEX_NUMBER];
    struct rt_statement_row row
        = {.layout = &r->sheet->layout, .row = r->row, .cell = r->cell};
    struct rt_soa_row out;
    size_t nth = 0;

    rt_annex_number_shown(control, number);
    if (r->rows[control]++ >= (n->parts == 3 ? OLD_AT_MOST : 1))
        return report(r, RT_PL602, where, rt_str(number),
            RT_ARGS(rt_str(number), RT_DECIMAL(r->seen.row[control])), err);
    if (r->seen.row[control] == 0)
        r->seen.row[control] = r->row->number;
    RT_TRY(take_row(r, &out, rt_str(number), err));
    out.number = rt_str(number);
    out.name = text_of(rt_statement_name_cell(&row));
    out.number_col = col_of(r, where);
    if (n->parts != 3)
        return put(r, &out, control, err);
    while (
        (control = rt_annex_from_2013(n->theme, n->n, n->third, nth++)) >= 0) {
        rt_annex_number_shown(control, number);
        RT_TRY(put(r, &out, control, err));
    }
    return RT_OK;
}

/* The number that a company gives a control of its own: in a column of its own, or
 * in the first of two under one heading. */
static struct rt_str own_number(
    struct reader *r, const struct rt_cell **name, uint32_t *col)
{
    const struct rt_layout *l = &r->sheet->layout;
    int32_t at = l->col_of[RT_F_CONTROL];
    const struct rt_cell *next = rt_row_cell(r->row, at + 1);

    for (size_t i = 0; i < 2; i++) {
        const struct rt_cell *cell = r->cell[rt_number_fields[i]];
        if (rt_cell_blank(cell))
            continue;
        *col = col_of(r, rt_number_fields[i]);
        return text_of(cell);
    }
    if (at < 0 || rt_column_at(l->columns, l->column_count, (uint32_t)at + 1)
        || !rt_cell_says(next) || !rt_cell_says(r->cell[RT_F_CONTROL]))
        return RT_STR_NONE;
    *name = next;
    *col = (uint32_t)at + 1;
    return text_of(r->cell[RT_F_CONTROL]);
}

/* One of the company's own: it has marks and a name, and no number of the
 * annex's shape. */
static enum rt_status put_own(struct reader *r, struct rt_error *err)
{
    struct rt_statement_row row
        = {.layout = &r->sheet->layout, .row = r->row, .cell = r->cell};
    const struct rt_cell *name = rt_statement_name_cell(&row);
    struct rt_soa_row out;
    uint32_t col = 0;
    struct rt_str number = own_number(r, &name, &col);

    if (!rt_cell_says(name) || !rt_cell_says(r->cell[RT_F_APPLIED]))
        return RT_OK;
    RT_TRY(take_row(r, &out, number.n > 0 ? number : text_of(name), err));
    out.number = number;
    out.name = text_of(name);
    out.number_col = col;
    return put(r, &out, RT_UNKNOWN, err);
}

/* --- numbers -------------------------------------------------------------------- */

static enum rt_status restore(struct reader *r, struct rt_annex_number *n,
    enum rt_field where, struct rt_error *err)
{
    char was[24], is[24];
    enum rt_lost_zero zero;

    snprintf(was, sizeof was, "%d.%d", n->theme, n->n);
    zero = rt_statement_restore(&r->seen, n);
    if (zero == RT_ZERO_THERE)
        return RT_OK;
    snprintf(is, sizeof is, "%d.%d", n->theme, n->n);
    return report(r, zero == RT_ZERO_TWICE ? RT_PL606 : RT_PL605, where,
        rt_str(was), RT_ARGS(rt_str(was), rt_str(is)), err);
}

static void note_old(struct reader *r, enum rt_field where)
{
    if (r->old++ == 0) {
        r->old_row = r->row->number;
        r->old_field = where;
    }
}

static enum rt_status by_number(struct reader *r, struct rt_annex_number *n,
    enum rt_field where, struct rt_error *err)
{
    struct rt_str shown = text_of(r->cell[where]);
    int control;

    r->numbers++;
    if (n->parts == 2)
        RT_TRY(restore(r, n, where, err));
    control = n->parts == 3 ? rt_annex_from_2013(n->theme, n->n, n->third, 0)
                            : rt_annex_index(n->theme, n->n);
    if (control >= 0 && n->parts == 3)
        note_old(r, where);
    if (control >= 0) {
        r->seen.last_theme = n->theme;
        r->seen.last_n = n->parts == 2 ? n->n : 0;
        return put_control(r, n, control, where, err);
    }
    if (n->parts == 2 && rt_annex_index(n->theme, 1) < 0)
        return put_own(r, err);
    return report(r, RT_PL603, where, shown, RT_ARGS(shown, RT_STR_NONE), err);
}

static enum rt_status read_row(struct reader *r, struct rt_error *err)
{
    struct rt_statement_row row = {.layout = &r->sheet->layout,
        .row = r->row,
        .cell = r->cell,
        .csv = rt_str_is(r->in->input.format, "csv")};
    struct rt_annex_number number, none = {.parts = 2};
    char name[RT_STATEMENT_NAME];
    enum rt_field where;
    int control;

    take_cells(r);
    r->signed_off |= rt_is_signature_row(row.layout, r->row);
    if (r->signed_off || rt_remark_row(r->row, 0))
        return RT_OK;
    number = rt_statement_number(&row, &where);
    if (number.parts == 1
        || (number.parts == 0 && !rt_statement_is_marked(&row)))
        return RT_OK;
    for (size_t i = 0; i < r->row->count; i++) {
        const struct rt_cell *c = &r->row->cells[i];
        if (c->col < RT_COLUMNS_MAX)
            r->filled[c->col] |= !rt_cell_blank(c);
    }
    rt_ditto_next(&r->ditto);
    RT_TRY(take_ditto(r, DITTO_APPLIES, RT_F_APPLIED, err));
    RT_TRY(take_ditto(r, DITTO_STATE, rt_statement_state(row.layout), err));
    RT_TRY(take_ditto(r, DITTO_REASON, reason_field(r, false), err));
    RT_TRY(take_ditto(r, DITTO_DOCUMENTS, RT_F_DOCUMENT, err));
    if (number.parts >= 2)
        return by_number(r, &number, where, err);
    control = rt_annex_of_name(rt_statement_name(&row, name), -1);
    return control >= 0 && r->seen.row[control] == 0
               ? put_control(r, &none, control, RT_F_CONTROL, err)
               : put_own(r, err);
}

/* --- all of them ------------------------------------------------------------------ */

static enum rt_status begin_sheet(
    struct reader *r, const struct rt_sheet_facts *sheet, struct rt_error *err)
{
    r->sheet = sheet;
    r->row = NULL;
    r->seen = (struct rt_statement_seen){0};
    memset(r->rows, 0, sizeof r->rows);
    memset(r->filled, 0, sizeof r->filled);
    r->numbers = r->old = 0;
    r->signed_off = false;
    rt_arena_reset(&r->arena);
    rt_ditto_begin(&r->ditto);
    return rt_merged_begin(&r->merged, &r->arena, &sheet->layout, sheet->merges,
        sheet->merge_count, RT_REACH_ALL, err);
}

/* Whether what is in the column is carried over. */
static bool is_carried_over(const struct rt_column *c)
{
    static const enum rt_field fields[] = {RT_F_CONTROL_NO, RT_F_NO,
        RT_F_CONTROL, RT_F_APPLIED, RT_F_IMPLEMENTED, RT_F_ANSWER, RT_F_WHY,
        RT_F_WHY_NOT, RT_F_REASON, RT_F_DOCUMENT, RT_F_NOTE};

    for (size_t i = 0; i < RT_COUNT(fields); i++) {
        if (c->field == fields[i])
            return true;
    }
    return rt_is_word(rt_str_trim(c->text), RT_W_SOA_CHANGED_ON)
           || rt_is_word(rt_str_trim(c->text), RT_W_SOA_CHANGED);
}

/* Columns that people added to the previous statement. */
static enum rt_status report_columns(struct reader *r, struct rt_error *err)
{
    const struct rt_layout *l = &r->sheet->layout;

    for (size_t i = 0; i < l->column_count && !r->sheet->basis; i++) {
        const struct rt_column *c = &l->columns[i];
        const struct rt_place place
            = {.sheet = r->sheet, .row = c->row, .col = c->col + 1};
        if (c->col < RT_COLUMNS_MAX && r->filled[c->col] && !is_carried_over(c)
            && rt_str_trim(c->text).n > 0)
            RT_TRY(rt_put_finding(
                r->in, RT_PL657, &place, RT_ARGS(rt_str_trim(c->text)), err));
    }
    return RT_OK;
}

static enum rt_status end_sheet(struct reader *r, struct rt_error *err)
{
    const struct rt_layout *l = &r->sheet->layout;
    const struct rt_row old = {.number = r->old_row};

    if (r->in->request.basis)
        RT_TRY(report_columns(r, err));
    if (r->old > 0) {
        r->row = &old;
        return report(r, RT_PL651, r->old_field, RT_STR_NONE,
            RT_ARGS(RT_DECIMAL(r->old)), err);
    }
    r->row = NULL;
    if (r->numbers == 0)
        return report(r, RT_TP313, RT_FIELD_NONE, RT_STR_NONE,
            RT_ARGS(rt_field_name(RT_F_CONTROL_NO, r->in->request.lang)), err);
    if (l->col_of[RT_F_APPLIED] < 0)
        return report(r, RT_PL622, RT_FIELD_NONE, RT_STR_NONE,
            RT_ARGS(rt_field_name(RT_F_APPLIED, r->in->request.lang)), err);
    return RT_OK;
}

static enum rt_status read_rows(
    struct reader *r, struct rt_cell *cells, size_t max, struct rt_error *err)
{
    struct rt_error problem;
    struct rt_row row;
    size_t sheet;
    enum rt_status rc;

    while ((rc = rt_raw_get(&r->in->raw_statements, &sheet, &row, cells, max,
                &problem, err))
           == RT_ROW) {
        if (r->sheet != &r->in->sheets[sheet]) {
            if (r->sheet)
                RT_TRY(end_sheet(r, err));
            RT_TRY(begin_sheet(r, &r->in->sheets[sheet], err));
        }
        r->row = &row;
        if (row.problem)
            continue;
        RT_TRY(rt_merged_row(&r->merged, &row, err));
        RT_TRY(read_row(r, err));
    }
    if (rc != RT_END)
        return rc;
    return r->sheet ? end_sheet(r, err) : RT_OK;
}

enum rt_status rt_statement_rows(struct rt_intake *in, struct rt_error *err)
{
    size_t max = in->request.limits->columns;
    struct rt_cell *cells;
    struct reader *r;
    enum rt_status rc = RT_OK;
    bool any = false;

    for (size_t i = 0; i < in->sheet_count; i++)
        any |= rt_sheet_is_statement(in, &in->sheets[i]);
    if (!any || in->input.state == RT_INPUT_FAILED
        || (rt_intake_is_own_statement(in) && !in->request.basis))
        return RT_OK;
    cells = reallocarray(NULL, max, sizeof *cells);
    r = calloc(1, sizeof *r);
    if (!cells || !r)
        rc = rt_fail_nomem(err);
    RT_THEN(rc, rt_spool_rewind(&in->raw_statements, err));
    if (rc == RT_OK) {
        r->in = in;
        rt_arena_init(&r->arena);
        rt_ditto_init(&r->ditto);
        rc = read_rows(r, cells, max, err);
        rt_arena_fini(&r->arena);
        rt_ditto_fini(&r->ditto);
    }
    free(r);
    free(cells);
    return rc;
}
