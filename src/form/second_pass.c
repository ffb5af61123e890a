/* The second pass: raw rows out of the spool, records into the other.
 *
 * Every row that is counted as seen ends as exactly one of accepted, rejected,
 * blank or example. What is true of a whole sheet is reported once, at its end,
 * with the number of rows it concerns.
 */
#include "form/convert.h"

#include <stdlib.h>

/* --- a sheet begins and ends ------------------------------------------------ */

static void begin_left_out(struct rt_omitted *l)
{
    rt_buf_clear(&l->names);
    l->count = 0;
}

static enum rt_status begin_sheet(
    struct rt_convert *c, size_t index, struct rt_error *err)
{
    struct rt_sheet_facts *s = &c->in->sheets[index];
    const struct rt_tally *t = &s->tally;
    enum rt_status rc;

    c->sheet = s;
    c->sums = (struct rt_sheet_sums){0};
    begin_left_out(&c->examples);
    begin_left_out(&c->doubtful);
    c->closed = c->signed_off = false;
    c->last_risk = 0;
    rt_arena_reset(&c->sheet_arena);
    if (s->example)
        return RT_OK;
    c->rule = rt_tally_rule(t);
    c->classes = rt_tally_classes(t, c->in->profile, &c->labels);
    c->derive_likelihood = c->rule == RT_RULE_COUNT && !t->ratings
                           && !c->in->has_threats && t->quotient > 0
                           && t->no_quotient == 0;
    c->has_ratings = t->ratings || c->in->has_threats;
    RT_TRY(rt_find_threats(c, err));
    c->department = rt_name_department(s->name);
    if (c->department.n == 0)
        c->department = c->in->input.department;
    rt_ditto_begin(&c->ditto);
    memset(c->headed, 0, sizeof c->headed);
    for (size_t i = 0; i < s->layout.column_count; i++) {
        if (s->layout.columns[i].col < RT_COLUMNS_MAX)
            c->headed[s->layout.columns[i].col] = true;
    }
    c->gap = c->business_gap = (struct rt_gap){0};
    rt_section_begin(c);
    c->group = RT_STR_NONE;
    rc = rt_merged_begin(&c->merged, &c->sheet_arena, &s->layout, s->merges,
        s->merge_count, RT_REACH_FIELDS, err);
    return rc == RT_OK ? rt_report_layout(c, err) : rc;
}

/* --- a row --------------------------------------------------------------------- */

static enum rt_status put_pending(
    struct rt_convert *c, const struct rt_risk *risk, struct rt_error *err)
{
    for (size_t i = 0; i < c->pending_count; i++) {
        const struct rt_pending *p = &c->pending[i];
        struct rt_place place = {.sheet = c->sheet,
            .row = c->row->number,
            .col = p->col,
            .risk_id = risk->risk_id,
            .department = risk->department,
            .expected = p->expected,
            .actual = p->actual,
            .inputs = p->inputs};
        RT_TRY(rt_put_finding(c->in, p->code, &place, p->args, err));
    }
    return RT_OK;
}

/* The content of a cell of the row. */
static struct rt_str content(struct rt_convert *c, uint32_t col)
{
    for (size_t i = 0; col > 0 && i < c->row->count; i++) {
        if (c->row->cells[i].col + 1 == col)
            return rt_shown(c, &c->row->cells[i]);
    }
    return RT_STR_NONE;
}

/* The row is not taken, for that reason. */
static enum rt_status put_rejected(struct rt_convert *c, enum rt_code code,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_error *err)
{
    struct rt_buf reason = RT_BUF(64 * 1024);
    enum rt_status rc;

    c->in->input.counts.rejected++;
    c->sums.rejected++;
    if (rt_finding_message(code, c->in->request.lang, args, &reason) != RT_OK)
        rc = rt_fail_nomem(err);
    else
        rc = rt_put_rejected(
            c->in, c->sheet, c->row, code, rt_buf_str(&reason), err);
    rt_buf_fini(&reason);
    return rc;
}

static enum rt_status reject(struct rt_convert *c, enum rt_code code,
    uint32_t col, const struct rt_str args[RT_FINDING_ARGS], bool finding,
    struct rt_error *err)
{
    struct rt_place place = {.sheet = c->sheet,
        .row = c->row->number,
        .col = col,
        .actual = content(c, col)};

    if (finding)
        RT_TRY(rt_put_finding(c->in, code, &place, args, err));
    return put_rejected(c, code, args, err);
}

/* A record that could not be read as it should: the reader says why. */
static enum rt_status reject_problem(struct rt_convert *c, struct rt_error *err)
{
    const struct rt_error *p = c->row->problem;
    struct rt_place place = {.sheet = c->sheet,
        .row = p->row ? p->row : c->row->number,
        .col = p->col};
    const struct rt_str *args
        = RT_ARGS(rt_str(p->arg[0]), rt_str(p->arg[1]), rt_str(p->arg[2]));

    RT_TRY(rt_put_finding(c->in, (enum rt_code)p->code, &place, args, err));
    return put_rejected(c, (enum rt_code)p->code, args, err);
}

/* The heading of a column (1-based) in one line, or the cell of the row. */
static struct rt_str heading_at(struct rt_convert *c, uint32_t col)
{
    const struct rt_layout *l = &c->sheet->layout;
    char text[128], *to = text;

    rt_cell_ref(col - 1, c->row->number, text);
    for (size_t i = 0; i < l->column_count; i++) {
        if (l->columns[i].col + 1 == col && l->columns[i].text.n > 0)
            rt_str_copy(text, sizeof text, l->columns[i].text);
    }
    for (const char *p = text; *p != '\0'; p++) {
        if (*p != '\n' && *p != '\r')
            *to++ = *p;
    }
    *to = '\0';
    return rt_arena_str(&c->arena, rt_str(text));
}

static enum rt_status accept(struct rt_convert *c, struct rt_error *err)
{
    struct rt_risk risk = {.where.sheet = c->sheet->name,
        .where.row = c->row->number,
        .profile = rt_str(c->in->profile->name)};
    char id[18];
    enum rt_field key = rt_layout_key(&c->sheet->layout);
    enum rt_status rc;

    rt_buf_clear(&c->cells);
    risk.where.col = (uint32_t)(c->sheet->layout.col_of[key] + 1);
    RT_TRY(rt_read_fields(c, &risk, err));
    RT_TRY(rt_read_ratings(c, &risk, err));
    RT_TRY(rt_set_department(c, &risk, err));
    rt_section_note(c, &risk);
    rt_judge(c, &risk);
    rt_judge_residual(c, &risk);
    RT_TRY(rt_pend_odd(c, key, &risk, err));
    if (c->likeness == RT_BEGINS_AS_EXAMPLE)
        rt_pend(c, RT_TP412, RT_F_ASSET,
            RT_ARGS(rt_str_trim(risk.asset), heading_at(c, c->own_column)));
    rt_pend_lone_name(c);
    if (rt_looks_like_example(c))
        rt_pend(c, RT_TP410, RT_F_ASSET, RT_ARGS(rt_str_trim(risk.asset)));
    /* An assessment report's risk is identified by its own number. */
    if (rt_risk_id(risk.department, risk.business, risk.asset, risk.medium,
            c->sheet->layout.form == RT_FORM_REPORT ? risk.number : RT_STR_NONE,
            id)
        != RT_OK)
        return rt_fail_nomem(err);
    risk.risk_id = rt_str(id);
    risk.cells = rt_buf_str(&c->cells);
    rc = rt_put_risk(c->in, c->sheet->index, &risk, err);
    RT_THEN(rc, rt_extracts_note(c, &risk, err));
    RT_THEN(rc, put_pending(c, &risk, err));
    c->in->input.counts.accepted++;
    c->sums.accepted++;
    return rc;
}

static enum rt_status example_row(struct rt_convert *c, struct rt_error *err)
{
    struct rt_str name = rt_shown(c, c->cell[RT_F_ASSET]);

    c->in->input.counts.example++;
    /* Without a mark it may be an asset that is just like the example. */
    return rt_sheet_finding(c,
        c->likeness == RT_IS_EXAMPLE ? RT_TP424 : RT_TP402, c->row->number, 0,
        RT_ARGS(name), err);
}

/* One of several rows that were prepared alike: said at the first, with what
 * was typed in it. */
static enum rt_status reject_spare(
    struct rt_convert *c, const struct rt_spare *s, struct rt_error *err)
{
    int32_t number = rt_layout_number_col(&c->sheet->layout);
    enum rt_lang lang = c->in->request.lang;
    struct rt_buf texts = RT_BUF(RT_NAMES_BYTES);
    size_t n = 0;
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < c->row->count && rc == RT_OK; i++) {
        const struct rt_cell *cell = &c->row->cells[i];
        if (rt_cell_typed(cell) && (int32_t)cell->col != number)
            rc = rt_add_name(&texts, n++, rt_shown(c, cell), lang);
    }
    RT_THEN(rc, rt_end_names(&texts, n, lang));
    rc = rc == RT_OK ? reject(c, RT_TP426, 0,
             RT_ARGS(rt_rows_text(c, s->from, s->to), rt_buf_str(&texts)),
             c->row->number == s->from, err)
                     : rt_fail_nomem(err);
    rt_buf_fini(&texts);
    return rc;
}

/* Something is filled in, but there is no name, or a formula that should
 * give it failed. */
static enum rt_status reject_nameless(
    struct rt_convert *c, struct rt_error *err)
{
    enum rt_field key = rt_layout_key(&c->sheet->layout);
    const struct rt_cell *cell = c->cell[key];
    const struct rt_pending *ditto = rt_pended_ditto(c, key);
    uint32_t col = (uint32_t)(c->sheet->layout.col_of[key] + 1);
    enum rt_code code = !cell                            ? RT_VA101
                        : cell->type == RT_CELL_ERROR    ? RT_VA305
                        : cell->type == RT_CELL_NO_VALUE ? RT_VA306
                                                         : RT_VA101;

    if (ditto)
        return reject(c, ditto->code, col, ditto->args, true, err);
    return reject(c, code, col,
        RT_ARGS(rt_name(c, key),
            code == RT_VA305 ? rt_shown(c, cell) : RT_STR_NONE),
        true, err);
}

/* How many fields a CSV's row has past its heading's last; 0 for none. An
 * unquoted comma pushes every later value into the next column. */
static uint32_t surplus_fields(
    const struct rt_convert *c, uint32_t *row, uint32_t *heading)
{
    const struct rt_layout *l = &c->sheet->layout;

    *row = *heading = 0;
    if (!rt_str_is(c->in->input.format, "csv"))
        return 0;
    for (size_t i = 0; i < c->row->count; i++) {
        if (!rt_cell_blank(&c->row->cells[i]))
            *row = c->row->cells[i].col + 1;
    }
    for (size_t i = 0; i < l->column_count; i++)
        *heading = l->columns[i].col + 1;
    return *row > *heading ? *row - *heading : 0;
}

/* The row is read as if its last fields had been left out. */
static void pend_cut(struct rt_convert *c, uint32_t heading)
{
    uint32_t n = c->row->fields;

    rt_pend(c, RT_IN128, RT_FIELD_NONE,
        RT_ARGS(
            rt_num(c, (int)n), rt_num(c, (int)heading), heading_at(c, n + 1)))
        ->col
        = n;
}

static enum rt_status data_row(struct rt_convert *c, struct rt_error *err)
{
    enum rt_code code = RT_IN117;
    uint32_t row, heading;
    enum rt_short cut = rt_short_row(c, &heading);

    if (cut == RT_SHORT_EITHER)
        pend_cut(c, heading);
    if (cut == RT_SHORT_WITHIN) {
        code = RT_IN127;
        row = c->row->fields;
    } else if (surplus_fields(c, &row, &heading) == 0) {
        return accept(c, err);
    }
    /* Nothing in the row below may mean what is in the wrong column here. */
    rt_ditto_begin(&c->ditto);
    return reject(c, code, (code == RT_IN127 ? row : heading) + 1,
        RT_ARGS(rt_num(c, (int)row), rt_num(c, (int)heading)), true, err);
}

static enum rt_status by_kind(struct rt_convert *c, struct rt_error *err)
{
    struct rt_counts *n = &c->in->input.counts;
    const struct rt_spare *spare = rt_spare_at(c->sheet, c->row->number);
    enum rt_row_kind kind = rt_classify(c);
    char text[128];

    /* A merged cell may give it a name. */
    if (spare && !rt_cell_says(c->cell[RT_F_ASSET])
        && (kind == RT_ROW_DATA || kind == RT_ROW_NOTE
            || kind == RT_ROW_NAMELESS))
        kind = RT_ROW_SPARE;
    if (kind != RT_ROW_NOTE && kind != RT_ROW_BLANK)
        RT_TRY(rt_notes_close(c, err));
    switch (kind) {
    case RT_ROW_DATA:
        RT_TRY(rt_ditto_keep_row(c, err));
        return data_row(c, err);
    case RT_ROW_BLANK:
        n->blank++;
        return rt_section_row(c, err);
    case RT_ROW_EXAMPLE:
        return example_row(c, err);
    case RT_ROW_NAMELESS:
        RT_TRY(rt_ditto_keep_row(c, err));
        return reject_nameless(c, err);
    case RT_ROW_NOTE:
        RT_TRY(rt_section_row(c, err));
        rt_str_copy(text, sizeof text, rt_row_text(c->row));
        RT_TRY(rt_notes_add(c, rt_str(text), err));
        return reject(c, RT_TP401, 0, RT_ARGS(rt_str(text)), false, err);
    case RT_ROW_SPARE:
        return reject_spare(c, spare, err);
    case RT_ROW_HEADING:
        n->seen--;
        return rt_sheet_finding(
            c, RT_TP407, c->row->number, 0, RT_ARGS(RT_STR_NONE), err);
    case RT_ROW_OTHER_HEADING:
        n->seen--;
        c->closed = true;
        return rt_sheet_finding(
            c, RT_TP408, c->row->number, 0, RT_ARGS(RT_STR_NONE), err);
    }
    return rt_fail(err, RT_BUG, "a row of no kind");
}

/* A value that merged cells hide is no value. */
static enum rt_status read_cells(struct rt_convert *c, struct rt_error *err)
{
    const struct rt_layout *l = &c->sheet->layout;

    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        c->cell[f] = NULL;
        c->own[f] = false;
        if (l->col_of[f] < 0)
            continue;
        const struct rt_cell *own = rt_cell_of(l, c->row, f);
        c->cell[f] = rt_merged_cell(&c->merged, c->row, l->col_of[f]);
        c->own[f] = !rt_cell_blank(own) && c->cell[f] == own;
        if (own && own->col < RT_COLUMNS_MAX
            && rt_merged_loses(&c->merged, c->row, own->col))
            RT_TRY(rt_sheet_finding(c, RT_TP420, c->row->number, own->col + 1,
                RT_ARGS(rt_name(c, f), rt_shown(c, own)), err));
    }
    return RT_OK;
}

/* An asset in the sheet of examples is not taken: whether it is one is for
 * the department to say, by typing it where assets belong. */
static enum rt_status typed_into_example(
    struct rt_convert *c, struct rt_error *err)
{
    const struct rt_cell *name
        = rt_cell_of(&c->sheet->layout, c->row, RT_F_ASSET);

    rt_arena_reset(&c->arena);
    return reject(
        c, RT_TP413, name->col + 1, RT_ARGS(rt_shown(c, name)), true, err);
}

static enum rt_status leave_out(struct rt_convert *c, struct rt_omitted *to,
    const struct rt_cell *name, struct rt_error *err)
{
    if (to->count == 0)
        to->first
            = (struct rt_where){.row = c->row->number, .col = name->col + 1};
    return rt_add_name(&to->names, to->count++, rt_str_trim(name->text),
               c->in->request.lang)
                   == RT_OK
               ? RT_OK
               : rt_fail_nomem(err);
}

/* A row of the sheet of examples. */
static enum rt_status row_of_examples(
    struct rt_convert *c, struct rt_error *err)
{
    const struct rt_cell *name
        = rt_cell_of(&c->sheet->layout, c->row, RT_F_ASSET);
    enum rt_example_row is;

    if (rt_cell_blank(name)) {
        c->in->input.counts.blank++;
        return RT_OK;
    }
    is = rt_example_row_is(c->in, c->sheet, c->row);
    if (is == RT_EXAMPLE_TYPED)
        return typed_into_example(c, err);
    c->in->input.counts.example++;
    return leave_out(
        c, is == RT_EXAMPLE_DOUBTFUL ? &c->doubtful : &c->examples, name, err);
}

/* A line that explains the table: said at the first that may not. */
static enum rt_status reject_explanation(
    struct rt_convert *c, const struct rt_other_table *t, struct rt_error *err)
{
    return reject(c, RT_TP417, 0,
        RT_ARGS(t->head, rt_str_eq(t->line, t->head) ? RT_STR_NONE : t->line,
            rt_rows_text(c, t->from, t->to)),
        c->row->number == t->from, err);
}

/* A row of a table of another kind: said at its first row, with its texts. */
static enum rt_status reject_other(
    struct rt_convert *c, const struct rt_other_table *t, struct rt_error *err)
{
    enum rt_code code = t->guessed ? RT_TP415 : RT_TP414;
    enum rt_lang lang = c->in->request.lang;
    struct rt_buf texts = RT_BUF(RT_NAMES_BYTES);
    uint32_t col = 0;
    size_t n = 0;
    enum rt_status rc = RT_OK;

    for (size_t i = 0; i < c->row->count && rc == RT_OK; i++) {
        if (rt_cell_blank(&c->row->cells[i]))
            continue;
        col = col ? col : c->row->cells[i].col + 1;
        rc = rt_add_name(&texts, n++, rt_shown(c, &c->row->cells[i]), lang);
    }
    RT_THEN(rc, rt_end_names(&texts, n, lang));
    rc = rc == RT_OK ? reject(c, code, col, RT_ARGS(rt_buf_str(&texts)),
             c->row->number == t->from, err)
                     : rt_fail_nomem(err);
    rt_buf_fini(&texts);
    return rc;
}

/* Whether something was typed in a row that is not read. In columns that are
 * filled in ahead only a text counts, where they may be another table's. */
static bool is_filled(const struct rt_convert *c, bool other)
{
    int n;

    for (size_t i = 0; i < c->row->count; i++) {
        const struct rt_cell *cell = &c->row->cells[i];
        if (rt_cell_blank(cell) || cell->is_formula)
            continue;
        if (!rt_is_context(rt_field_at(&c->sheet->layout, cell->col))
            || (other && !rt_is_taken(rt_value_int(cell, &n))))
            return true;
    }
    return false;
}

/* Why the row is not taken, whatever it says; NONE where it may be. */
static enum rt_code reason_unread(const struct rt_convert *c)
{
    if (c->sheet->layout.side_by_side)
        return RT_TP302;
    if (rt_is_nameless(c))
        return RT_TP311;
    return c->closed ? RT_TP408 : RT_CODE_NONE;
}

static enum rt_status convert_row(struct rt_convert *c, struct rt_error *err)
{
    struct rt_counts *n = &c->in->input.counts;
    const struct rt_other_table *other
        = rt_other_table_at(c->sheet, c->row->number);
    enum rt_code unread;

    n->seen++;
    if (c->sheet->example)
        return row_of_examples(c, err);
    if (other || c->row->problem)
        RT_TRY(rt_notes_close(c, err));
    if (c->row->problem) {
        rt_ditto_begin(&c->ditto);
        return reject_problem(c, err);
    }
    rt_arena_reset(&c->arena);
    c->pending_count = 0;
    RT_TRY(rt_merged_row(&c->merged, c->row, err));
    if (other && other->head.n > 0)
        return reject_explanation(c, other, err);
    if (other && is_filled(c, true))
        return reject_other(c, other, err);
    RT_TRY(rt_report_merged(c, err));
    RT_TRY(read_cells(c, err));
    rt_ditto_row(c);
    unread = reason_unread(c);
    if (unread == RT_CODE_NONE)
        return by_kind(c, err);
    if (is_filled(c, c->closed))
        return reject(c, unread, 0, RT_ARGS(RT_STR_NONE), false, err);
    n->blank++;
    return RT_OK;
}

static enum rt_status convert_all(struct rt_convert *c, struct rt_cell *cells,
    size_t max, struct rt_error *err)
{
    struct rt_error problem;
    struct rt_row row;
    size_t sheet;
    enum rt_status rc;

    while (
        (rc = rt_raw_get(&c->in->raw, &sheet, &row, cells, max, &problem, err))
        == RT_ROW) {
        c->row = &row;
        rc = RT_OK;
        if (!c->sheet || c->sheet->index != sheet) {
            rc = rt_report_end(c, err);
            RT_THEN(rc, begin_sheet(c, sheet, err));
        }
        RT_THEN(rc, convert_row(c, err));
        if (rc != RT_OK)
            return rc;
    }
    return rc == RT_END ? rt_report_end(c, err) : rc;
}

enum rt_status rt_convert_rows(struct rt_intake *in, struct rt_error *err)
{
    size_t max = in->request.limits->columns;
    struct rt_cell *cells = reallocarray(NULL, max, sizeof *cells);
    struct rt_convert *c = calloc(1, sizeof *c);
    enum rt_status rc = rt_spool_rewind(&in->raw, err);

    if (!c || !cells) {
        free(c);
        free(cells);
        return rt_fail_nomem(err);
    }
    c->in = in;
    rt_buf_init(&c->cells, 64 * 1024);
    rt_buf_init(&c->examples.names, RT_NAMES_BYTES);
    rt_buf_init(&c->doubtful.names, RT_NAMES_BYTES);
    rt_buf_init(&c->notes.texts, RT_NAMES_BYTES);
    rt_arena_init(&c->arena);
    rt_arena_init(&c->sheet_arena);
    rt_ditto_init(&c->ditto);
    RT_THEN(rc, rt_extracts_new(c, err));
    RT_THEN(rc, convert_all(c, cells, max, err));
    RT_THEN(rc, rt_extracts_drop(c, cells, err));
    for (size_t i = 0; i < in->sheet_count && rc == RT_OK; i++) {
        enum rt_form form = in->sheets[i].layout.form;
        if ((form == RT_FORM_LEDGER || form == RT_FORM_REPORT
                || form == RT_FORM_THREATS || form == RT_FORM_CHECKS)
            && in->request.grid_cells == 0)
            rc = rt_report_comments(in, &in->sheets[i], err);
    }
    RT_THEN(rc, rt_report_departments(in, err));
    rt_arena_fini(&c->arena);
    rt_arena_fini(&c->sheet_arena);
    rt_ditto_fini(&c->ditto);
    rt_buf_fini(&c->cells);
    rt_buf_fini(&c->examples.names);
    rt_buf_fini(&c->doubtful.names);
    rt_buf_fini(&c->notes.texts);
    rt_extracts_free(c->extracts);
    free(cells);
    free(c);
    return rc;
}
