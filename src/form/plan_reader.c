/* A treatment plan's rows, as people keep them.
 *
 * Whoever edits a plan sorts and filters it, moves columns, adds columns and
 * rows, merges cells over the tasks of one control and signs below the table.
 * Every row with content is returned, with every typed cell: in its field, as
 * text where it cannot be read, or with its heading where people added the
 * column. Rows with only a number, and the header repeated on another page,
 * have no content.
 */
#include "form/approval_sheet.h"
#include "form/assessment_sheet.h"
#include "form/plan_column.h"

#include <stdlib.h>

#include "base/fold.h"
#include "base/list.h"
#include "form/merged.h"
#include "form/word/value_cell.h"

enum { REMARK_POINTS = 8 };

struct reader {
    struct rt_intake *in;
    const struct rt_sheet_facts *sheet; /* NULL before the first row */
    const struct rt_row *row;
    struct rt_plan_column columns[RT_COLUMNS_MAX];
    struct rt_merged merged;
    int32_t basis;               /* the column beside the planned end, or -1 */
    char where[RT_PLAN_COLUMNS]; /* the sheet's, for struct rt_plan_row */
    bool ours;                   /* the sheet has merge's columns */
    bool gone;                   /* the sheet is 完了・消滅 */
    bool signed_off;             /* the block of names and dates has begun */
    struct rt_plan_extra *extras;
    size_t extra_max;
    struct rt_plan_row out;
    char id[RT_RISK_ID], iso[5][11];
    size_t iso_count;
    struct rt_ditto ditto;
    const struct rt_cell *judged[RT_COLUMNS_MAX]; /* of the row's own */
    size_t judged_count;
    bool strange[RT_COLUMNS_MAX]; /* columns not known that hold something */
    struct rt_plan_links links;
    struct rt_arena arena; /* of the sheet */
};

/* --- a sheet begins ------------------------------------------------------- */

/* The sheet's name, and the columns that people added. */
static enum rt_status put_head(struct reader *r, struct rt_error *err)
{
    RT_NEED(RT_ROOM(r->extras, r->extra_max, RT_COLUMNS_MAX), err);
    r->out = (struct rt_plan_row){.where.file = r->in->request.file,
        .where.sheet = r->sheet->name,
        .where.row = r->sheet->layout.row2,
        .columns = rt_plan_noted_columns(r->where),
        .ours = r->ours,
        .extras = r->extras};
    for (size_t i = 0; i < RT_COLUMNS_MAX; i++) {
        const struct rt_plan_column *c = &r->columns[i];
        if (c->how != RT_PLAN_AS_EXTRA || c->heading.n == 0)
            continue;
        r->extras[r->out.extra_count++]
            = (struct rt_plan_extra){.heading = c->heading, .nth = c->nth};
    }
    return rt_put_plan(r->in, RT_ENTRY_PLAN_HEAD, &r->out, err);
}

/* Where a column's cells are kept that are no member of the plan. */
static size_t member_of(const struct rt_plan_column *c)
{
    return c->how == RT_PLAN_AS_OURS ? offsetof(struct rt_plan_row, candidates)
           : c->how == RT_PLAN_AS_CLASS
               ? offsetof(struct rt_plan_row, residual_class)
               : c->offset;
}

static enum rt_status begin_sheet(
    struct reader *r, const struct rt_sheet_facts *sheet, struct rt_error *err)
{
    r->sheet = sheet;
    if (sheet->assessed)
        return rt_assessment_begin(r->in, sheet, err);
    if (rt_sheet_is_approval(sheet))
        return rt_approval_begin(r->in, sheet, err);
    r->gone = rt_layout_is_gone(&sheet->layout);
    r->signed_off = false;
    rt_arena_reset(&r->arena);
    rt_ditto_begin(&r->ditto);
    memset(r->strange, 0, sizeof r->strange);
    rt_plan_columns(&sheet->layout, r->columns);
    memset(r->where, '-', sizeof r->where);
    r->basis = -1;
    r->ours = rt_plan_is_ours(r->columns);
    for (uint32_t i = 0; i < RT_COLUMNS_MAX; i++) {
        if (r->columns[i].how == RT_PLAN_AS_PROPOSAL)
            r->basis = (int32_t)i;
        if (r->columns[i].how != RT_PLAN_AS_EXTRA)
            rt_plan_note_column(r->where, member_of(&r->columns[i]), i + 1);
    }
    r->links = (struct rt_plan_links){0};
    enum rt_status rc = rt_merged_begin(&r->merged, &r->arena, &sheet->layout,
        sheet->merges, sheet->merge_count, RT_REACH_ALL, err);
    if (r->in->request.beside)
        RT_THEN(rc, rt_book_links(r->in->book, sheet->index, &r->arena,
                        &r->links.list, &r->links.count, err));
    return rc == RT_OK ? put_head(r, err) : rc;
}

/* --- does the row say anything? --------------------------------------------- */

static enum rt_plan_how how_of(const struct reader *r, uint32_t col)
{
    return col < RT_COLUMNS_MAX ? r->columns[col].how : RT_PLAN_AS_EXTRA;
}

static bool is_number_column(const struct reader *r, uint32_t col)
{
    return how_of(r, col) == RT_PLAN_AS_TEXT
           && r->columns[col].offset == offsetof(struct rt_plan_row, number);
}

/* Typed, and more than a number that was filled in ahead. */
static bool says(const struct reader *r, const struct rt_cell *c)
{
    if (rt_cell_blank(c) || (c->is_formula && c->type != RT_CELL_STRING))
        return false;
    if (is_number_column(r, c->col))
        return c->type == RT_CELL_STRING
               && rt_utf8_count(rt_str_trim(c->text)) > REMARK_POINTS;
    return !c->is_formula || how_of(r, c->col) < RT_PLAN_AS_LABEL;
}

static size_t cells_that_say(const struct reader *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->row->count; i++)
        n += says(r, &r->row->cells[i]);
    return n;
}

/* The header once more, as on a second printed page. */
static bool is_heading(const struct reader *r)
{
    const struct rt_layout *l = &r->sheet->layout;
    size_t n = 0;

    for (size_t i = 0; i < r->row->count; i++) {
        const struct rt_cell *cell = &r->row->cells[i];
        bool same = false;
        if (rt_cell_blank(cell))
            continue;
        for (size_t k = 0; k < l->column_count && !same; k++) {
            const struct rt_column *c = &l->columns[k];
            same = c->col >= cell->col
                   && ((c->col == cell->col && rt_fold_eq(c->text, cell->text))
                       || rt_fold_eq(c->group, cell->text));
        }
        if (!same)
            return false;
        n++;
    }
    return n >= 2;
}

/* --- one cell --------------------------------------------------------------- */

static struct rt_str shown(const struct rt_cell *c)
{
    return c->type == RT_CELL_STRING ? rt_str_trim(c->text) : c->text;
}

static void add_extra(struct reader *r, uint32_t col, const struct rt_cell *c)
{
    struct rt_plan_extra *to = &r->extras[r->out.extra_count++];

    *to = (struct rt_plan_extra){
        .text = c->text, .type = c->type, .nth = (unsigned)col};
    if (col < RT_COLUMNS_MAX) {
        to->heading = r->columns[col].heading;
        to->nth = r->columns[col].nth;
    }
}

static void take_date(
    struct reader *r, const struct rt_cell *c, struct rt_plan_date *to)
{
    char *iso = r->iso[r->iso_count++];

    to->raw = shown(c);
    if (rt_is_taken(rt_value_date(c, iso)))
        to->iso = (struct rt_str){iso, strlen(iso)};
}

/* A level or priority that is no whole number is kept as text. */
static bool take_whole(const struct rt_cell *c, int *to)
{
    int v;

    if (!rt_is_taken(rt_value_int(c, &v)) || v < 0)
        return false;
    *to = v;
    return true;
}

static bool take_score(
    struct reader *r, const struct rt_cell *c, enum rt_plan_how how, int *to)
{
    bool importance = how == RT_PLAN_AS_IMPORTANCE;
    const struct rt_vocab *vocab = r->in->request.vocab;
    int v = RT_UNKNOWN, lowest = importance ? 0 : 1;
    enum rt_taken t = importance ? rt_value_score(vocab, c, 0, 3, &v)
                                 : rt_value_rating(vocab, c, &v);

    if (!rt_is_taken(t) || v < lowest || v > 3)
        v = RT_UNKNOWN;
    *to = v;
    /* Text entered as a residual value is kept unchanged. */
    if (to == &r->out.residual_importance)
        r->out.residual_importance_raw = shown(c);
    else if (to == &r->out.residual_likelihood)
        r->out.residual_likelihood_raw = shown(c);
    else
        return v != RT_UNKNOWN;
    return true;
}

static bool has_residual(const struct rt_plan_row *row)
{
    return row->residual_importance != RT_UNKNOWN
           && row->residual_likelihood != RT_UNKNOWN;
}

/* Whether the cell holds what merge writes there, not typed text. */
static bool is_ours(
    struct reader *r, const struct rt_cell *c, enum rt_plan_how how)
{
    enum rt_class class;
    int v;

    if (how == RT_PLAN_AS_LAPSE)
        return RT_PLAN_BEGINS(c->text, LAPSED);
    if (c->is_formula)
        return true;
    switch (how) {
    case RT_PLAN_AS_PROPOSAL:
        return rt_plan_is_basis(c->text);
    case RT_PLAN_AS_LABEL:
        return rt_plan_is_deadline(c->text);
    case RT_PLAN_AS_CLASS:
        r->out.residual_class = shown(c);
        return has_residual(&r->out)
               && rt_is_taken(rt_value_class(r->in->request.vocab, c, &class));
    case RT_PLAN_AS_PRODUCT:
        return has_residual(&r->out) && rt_is_taken(rt_value_int(c, &v))
               && v == r->out.residual_importance * r->out.residual_likelihood;
    default:
        return how != RT_PLAN_AS_EXTRA;
    }
}

static void take_cell(struct reader *r, uint32_t col, const struct rt_cell *c)
{
    struct rt_plan_row *to = &r->out;
    enum rt_plan_how how = how_of(r, col);
    char *at = (char *)to + (col < RT_COLUMNS_MAX ? r->columns[col].offset : 0);
    bool taken = true;

    switch (how) {
    case RT_PLAN_AS_TEXT:
        *(struct rt_str *)(void *)at = shown(c);
        break;
    case RT_PLAN_AS_DATE:
        take_date(r, c, (struct rt_plan_date *)(void *)at);
        break;
    case RT_PLAN_AS_WHOLE:
        taken = take_whole(c, (int *)(void *)at);
        break;
    case RT_PLAN_AS_IMPORTANCE:
    case RT_PLAN_AS_LIKELIHOOD:
        taken = take_score(r, c, how, (int *)(void *)at);
        break;
    case RT_PLAN_AS_TREATMENT:
        to->treatment_raw = shown(c);
        if (!rt_is_taken(
                rt_value_treatment(r->in->request.vocab, c, &to->treatment)))
            to->treatment = RT_TREATMENT_NONE;
        break;
    case RT_PLAN_AS_STATUS:
        to->status_raw = shown(c);
        to->status = rt_plan_status_of(c->text);
        break;
    case RT_PLAN_AS_ID:
        taken = rt_is_risk_id(c->text, r->id);
        if (taken)
            to->risk_id = rt_str(r->id);
        break;
    case RT_PLAN_AS_PROPOSAL:
    case RT_PLAN_AS_LABEL:
    case RT_PLAN_AS_CLASS:
    case RT_PLAN_AS_PRODUCT:
    case RT_PLAN_AS_LAPSE:
    case RT_PLAN_AS_EXTRA:
        taken = is_ours(r, c, how);
        break;
    case RT_PLAN_AS_OURS:
        to->candidates = shown(c);
        break;
    }
    if (!taken)
        add_extra(r, col, c);
}

/* --- one row ------------------------------------------------------------------ */

/* Reports that the cell is not taken as it is: in its place there is `taken`,
 * or nothing; one without a value for a cell that merged cells hide. A mark in
 * merged cells is reported once. */
static enum rt_status put_cell(struct reader *r, const struct rt_cell *c,
    bool error, const struct rt_cell *taken, struct rt_error *err)
{
    struct rt_plan_extra cells[2] = {0};
    struct rt_plan_row out = {.where.file = r->in->request.file,
        .where.sheet = r->sheet->name,
        .where.row = r->row->number,
        .risk_id = r->out.risk_id,
        .extras = cells,
        .extra_count = taken ? 2 : 1};

    if (!r->in->request.beside || rt_row_cell(r->row, (int32_t)c->col) != c)
        return RT_OK;
    cells[0].nth = c->col;
    cells[0].heading
        = rt_plan_column_name(&r->columns[c->col], r->in->request.lang);
    cells[0].text = c->type == RT_CELL_NO_VALUE ? c->formula : shown(c);
    cells[0].type = error ? RT_CELL_ERROR : c->type;
    if (taken) {
        cells[1].text = shown(taken);
        cells[1].type = taken->type;
    }
    return rt_put_plan(r->in, RT_ENTRY_PLAN_CELL, &out, err);
}

/* The first content of a column that is not known. The words of other forms,
 * as 備考, are no news in a plan that merge did not write. */
static enum rt_status put_stranger(
    struct reader *r, uint32_t col, struct rt_error *err)
{
    struct rt_plan_extra head
        = {.heading = r->columns[col].heading, .nth = col};
    struct rt_plan_row out = {.where.file = r->in->request.file,
        .where.sheet = r->sheet->name,
        .where.row = r->sheet->layout.row2,
        .columns = {r->where, sizeof r->where},
        .ours = r->ours,
        .extras = &head,
        .extra_count = 1};

    if (r->strange[col] || !r->in->request.beside
        || (!r->ours && rt_label_known(r->in->request.vocab, head.heading)))
        return RT_OK;
    r->strange[col] = true;
    return rt_put_plan(r->in, RT_ENTRY_PLAN_STRANGER, &out, err);
}

/* Whether a mark in the column can mean the row above. */
static bool may_repeat(enum rt_plan_how how)
{
    return how <= RT_PLAN_AS_TEXT || how == RT_PLAN_AS_TREATMENT
           || how == RT_PLAN_AS_STATUS || how == RT_PLAN_AS_ID;
}

/* Puts in *c what the cell means: the cell above for a ditto mark, none for
 * what is no value. */
static enum rt_status read_cell(
    struct reader *r, const struct rt_cell **c, struct rt_error *err)
{
    enum rt_taken state = rt_value_state(*c);
    const struct rt_plan_column *to;
    const struct rt_cell *above = NULL, *own = *c;
    bool ditto, aside, bad;

    if (!own || own->col >= RT_COLUMNS_MAX || state == RT_TAKEN_BLANK)
        return RT_OK;
    to = &r->columns[own->col];
    ditto = to->how < RT_PLAN_AS_LABEL
            && rt_is_ditto(own, to->how == RT_PLAN_AS_EXTRA);
    aside = to->how < RT_PLAN_AS_EXTRA && rt_is_ditto_aside(own);
    if (ditto && may_repeat(to->how))
        above = rt_ditto_above(&r->ditto, own->col);
    bad = ditto || aside || state == RT_TAKEN_ERROR
          || state == RT_TAKEN_NO_VALUE;
    if (!bad || (!above && (to->given || to->how >= RT_PLAN_AS_LABEL)))
        return RT_OK;
    *c = above;
    return put_cell(r, own, state == RT_TAKEN_ERROR, above, err);
}

/* The row's own cells and those merged over it, by column. */
static enum rt_status take_cells(struct reader *r, struct rt_error *err)
{
    static const struct rt_cell hidden = {.type = RT_CELL_NO_VALUE};

    rt_ditto_next(&r->ditto);
    r->judged_count = 0;
    for (uint32_t col = 0; col < r->merged.width; col++) {
        const struct rt_cell *c
            = rt_merged_cell(&r->merged, r->row, (int32_t)col);
        if (rt_merged_loses(&r->merged, r->row, col))
            RT_TRY(put_cell(
                r, rt_row_cell(r->row, (int32_t)col), false, &hidden, err));
        RT_TRY(read_cell(r, &c, err));
        RT_TRY(rt_ditto_keep(&r->ditto, col, c, err));
        if (rt_cell_blank(c))
            continue;
        if (how_of(r, col) == RT_PLAN_AS_EXTRA)
            RT_TRY(put_stranger(r, col, err));
        if (c == rt_row_cell(r->row, (int32_t)col)
            && rt_plan_is_judged(&r->columns[col]))
            r->judged[r->judged_count++] = c;
        take_cell(r, col, c);
    }
    for (size_t i = 0; i < r->row->count; i++) {
        if (r->row->cells[i].col >= RT_COLUMNS_MAX
            && !rt_cell_blank(&r->row->cells[i]))
            take_cell(r, r->row->cells[i].col, &r->row->cells[i]);
    }
    return RT_OK;
}

/* One text at the row's beginning, or one that begins like a remark; a task
 * may be called 「確認：…」. */
static bool is_remark(const struct reader *r, size_t said)
{
    for (size_t i = 0; said == 1 && i < r->row->count; i++) {
        const struct rt_cell *c = &r->row->cells[i];
        if (says(r, c))
            return is_number_column(r, c->col)
                   || how_of(r, c->col) == RT_PLAN_AS_ID
                   || rt_str_starts(rt_str_trim(c->text), RT_STR("※"))
                   || ((int32_t)c->col != r->sheet->layout.col_of[RT_F_TASK]
                       && rt_remark_of(c->text) != RT_REMARK_NONE);
    }
    return said > 1 && rt_remark_row(r->row, 0);
}

/* The cells of several rows that are merged over each other: what they hold
 * is taken for each of the rows, whosever risk it is. */
static enum rt_status report_merged(struct reader *r, struct rt_error *err)
{
    const struct rt_intake *in = r->in;
    const struct rt_merged *m = &r->merged;

    for (size_t i = m->begun; i < m->next && in->request.beside; i++) {
        const struct rt_range *g = &m->ranges[i];
        const struct rt_cell *c = rt_row_cell(r->row, (int32_t)g->col1);
        const struct rt_place place = {.sheet = r->sheet,
            .row = g->row1,
            .col = g->col1 + 1,
            .risk_id = r->out.risk_id};
        if (rt_cell_blank(c) || how_of(r, g->col1) >= RT_PLAN_AS_LABEL)
            continue;
        RT_TRY(rt_put_finding(r->in, RT_TP403, &place,
            RT_ARGS(rt_plan_column_name(&r->columns[g->col1], in->request.lang),
                rt_span_text(
                    &r->arena, in->request.lang, (int)g->row1, (int)g->row2),
                shown(c)),
            err));
    }
    return RT_OK;
}

static enum rt_status put_row(
    struct reader *r, size_t said, struct rt_error *err)
{
    enum rt_entry_kind kind = RT_ENTRY_PLAN;

    RT_NEED(
        RT_ROOM(r->extras, r->extra_max, RT_COLUMNS_MAX + r->row->count), err);
    r->iso_count = 0;
    rt_record_blank(&rt_plan_members, &r->out);
    r->out.where = (struct rt_where){.file = r->in->request.file,
        .sheet = r->sheet->name,
        .row = r->row->number};
    r->out.extras = r->extras;
    r->out.columns = (struct rt_str){r->where, sizeof r->where};
    r->out.ours = r->ours;
    RT_TRY(take_cells(r, err));
    r->out.proposed = rt_plan_proposes(
        rt_row_cell(r->row, r->basis), r->out.priority, r->out.planned_end.iso);
    if (r->gone) {
        kind = RT_ENTRY_PLAN_GONE;
    } else if (r->out.risk_id.n == 0) {
        r->signed_off |= rt_is_signature_row(&r->sheet->layout, r->row);
        if (r->signed_off || is_remark(r, said))
            kind = RT_ENTRY_PLAN_NOTE;
    }
    for (size_t i = 0; i < r->judged_count && kind == RT_ENTRY_PLAN; i++)
        RT_TRY(rt_plan_refuse(r->in, r->sheet, &r->columns[r->judged[i]->col],
            r->judged[i], &r->out, err));
    if (kind == RT_ENTRY_PLAN)
        RT_TRY(report_merged(r, err));
    if (kind == RT_ENTRY_PLAN && r->in->request.beside)
        RT_TRY(rt_plan_report_struck(
            r->in, r->sheet, r->columns, r->row, &r->out, err));
    r->out.extras = r->extras;
    RT_TRY(
        rt_plan_put_links(r->in, r->columns, r->row, &r->out, &r->links, err));
    return rt_put_plan(r->in, kind, &r->out, err);
}

static enum rt_status read_row(struct reader *r, struct rt_error *err)
{
    if (r->sheet->assessed)
        return rt_assessment_row(r->in, r->sheet, r->row, err);
    if (rt_sheet_is_approval(r->sheet))
        return rt_approval_row(r->in, r->sheet, r->row, err);
    enum rt_status rc = rt_merged_row(&r->merged, r->row, err);
    size_t said = cells_that_say(r);

    r->out.risk_id = RT_STR_NONE;
    for (size_t i = 0; i < r->row->count && rc == RT_OK && said == 0; i++) {
        const struct rt_cell *c = &r->row->cells[i];
        rc = read_cell(r, &c, err);
    }
    if (rc != RT_OK || said == 0 || is_heading(r))
        return rc;
    return put_row(r, said, err);
}

/* A raw row waiting for its sheet's turn. */
struct waiting {
    struct rt_error problem;
    struct rt_row row;
    size_t sheet;
    enum rt_status rc; /* RT_ROW, or why there is none */
};

static void next_raw(struct reader *r, struct waiting *w, struct rt_cell *cells,
    size_t max, struct rt_error *err)
{
    w->rc = rt_raw_get(
        &r->in->raw_plans, &w->sheet, &w->row, cells, max, &w->problem, err);
}

/* Sheet by sheet, those without a row below their header too. */
static enum rt_status read_sheets(
    struct reader *r, struct rt_cell *cells, size_t max, struct rt_error *err)
{
    struct waiting w;
    enum rt_status rc = RT_OK;

    rc = rt_plan_put_beside(r->in, cells, err);
    next_raw(r, &w, cells, max, err);
    for (size_t i = 0; i < r->in->sheet_count && rc == RT_OK; i++) {
        const struct rt_sheet_facts *s = &r->in->sheets[i];
        if (!rt_sheet_is_planned(s))
            continue;
        rc = begin_sheet(r, s, err);
        if (r->in->grid || r->in->request.beside)
            RT_THEN(rc, rt_report_healed(r->in, s, err));
        while (rc == RT_OK && w.rc == RT_ROW && w.sheet == i) {
            r->row = &w.row;
            rc = read_row(r, err);
            if (rc == RT_OK)
                next_raw(r, &w, cells, max, err);
        }
    }
    return rc == RT_OK && w.rc != RT_END ? w.rc : rc;
}

enum rt_status rt_plan_rows(struct rt_intake *in, struct rt_error *err)
{
    size_t max = in->request.limits->columns;
    struct rt_cell *cells;
    struct reader *r;
    enum rt_status rc = RT_OK;

    if (in->input.state == RT_INPUT_FAILED || !rt_plans_something(in))
        return RT_OK;
    cells = reallocarray(NULL, max, sizeof *cells);
    r = calloc(1, sizeof *r);
    if (!cells || !r)
        rc = rt_fail_nomem(err);
    RT_THEN(rc, rt_spool_rewind(&in->raw_plans, err));
    if (rc == RT_OK) {
        r->in = in;
        rt_arena_init(&r->arena);
        rt_ditto_init(&r->ditto);
        rc = read_sheets(r, cells, max, err);
        rt_arena_fini(&r->arena);
        rt_ditto_fini(&r->ditto);
        free(r->extras);
    }
    free(r);
    free(cells);
    return rc;
}
