/* One input of check: read as merge reads it, keeping its cells, then audited
 * cell by cell.
 *
 * The recomputation findings of the intake are not reported as they are: only
 * the grid shows whether a number that differs is wrong, typed over a formula
 * or only stale, so the audit of formulas reports each under the code of its
 * verdict. Without a grid they are reported unchanged. A file that cannot be
 * read gets no audit: half a judgement would look like a whole one.
 */
#include <stdlib.h>

#include "audit/audit_table.h"
#include "base/intern.h"
#include "base/list.h"
#include "command/check.h"
#include "command/reading.h"
#include "risk/selection.h"

/* One file on its way. */
struct job {
    struct rt_check *check;
    const struct rt_file *file;
    int64_t id;
    bool is_list; /* it is the asset list itself */
    struct rt_intake *intake;
    struct rt_arena arena;    /* of `known` */
    struct rt_finding *known; /* what the audit of formulas must know */
    size_t count, cap;
    struct rt_finding
        *media; /* VA408, until the audit of structure had its say */
    size_t media_count, media_cap;
    struct rt_audit_row *rows; /* accepted */
    size_t row_count, row_cap;
    struct rt_said *said; /* cells that have a finding, of a book with a record;
                             their sheets by their number in `sheets` */
    size_t said_count, said_cap;
    struct rt_intern sheets;
};

/* --- what the audit of formulas must know --------------------------------- */

static bool is_known(enum rt_code code)
{
    return rt_audit_takes(code) || code == RT_RA201 || code == RT_RA203
           || code == RT_VA305;
}

static enum rt_status keep(struct job *j, const struct rt_finding *f,
    struct rt_finding *to, struct rt_error *err)
{
    *to = *f;
    return rt_record_keep(&rt_finding_members, to, &j->arena)
               ? RT_OK
               : rt_fail_nomem(err);
}

static enum rt_status keep_known(
    struct job *j, const struct rt_finding *f, struct rt_error *err)
{
    RT_NEED(RT_ARENA_GROW(&j->arena, j->known, j->count, j->cap), err);
    return keep(j, f, &j->known[j->count++], err);
}

/* --- threats of no known medium ------------------------------------------- */

static enum rt_status keep_medium(
    struct job *j, const struct rt_finding *f, struct rt_error *err)
{
    RT_NEED(
        RT_ARENA_GROW(&j->arena, j->media, j->media_count, j->media_cap), err);
    return keep(j, f, &j->media[j->media_count++], err);
}

/* The form knows which medium belongs in the cell: that is all to be said. */
static void drop_medium(struct job *j, const struct rt_finding *f)
{
    for (size_t i = 0; i < j->media_count; i++) {
        const struct rt_where *at = &j->media[i].where;
        if (at->row == f->where.row && at->col == f->where.col
            && rt_str_eq(at->sheet, f->where.sheet))
            j->media[i] = j->media[--j->media_count];
    }
}

static enum rt_status report_media(struct job *j, struct rt_error *err)
{
    for (size_t i = 0; i < j->media_count; i++)
        RT_TRY(
            rt_ledger_add_finding(j->check->ledger, j->id, &j->media[i], err));
    return RT_OK;
}

/* --- what is said already ------------------------------------------------- */

static enum rt_status note_said(
    struct job *j, const struct rt_finding *f, struct rt_error *err)
{
    uint32_t sheet;

    if (f->where.row == 0 || !rt_intake_is_traced(j->intake)
        || rt_finding_info(f->code)->severity == RT_INFO)
        return RT_OK;
    sheet = rt_intern(&j->sheets, f->where.sheet);
    RT_NEED(sheet && RT_GROW(j->said, j->said_count, j->said_cap), err);
    j->said[j->said_count++] = (struct rt_said){
        sheet, f->where.row, f->where.col > 0 ? f->where.col - 1 : UINT32_MAX};
    return RT_OK;
}

static enum rt_status audit_trace(
    struct job *j, const struct rt_audit *a, struct rt_error *err)
{
    for (size_t i = 0; i < j->said_count; i++) {
        int sheet = rt_grid_sheet_named(
            a->grid, j->sheets.text[j->said[i].sheet - 1]);
        j->said[i].sheet = sheet < 0 ? SIZE_MAX : (size_t)sheet;
    }
    return rt_audit_trace(
        a, rt_intake_is_traced(j->intake), j->said, j->said_count, err);
}

static const struct rt_profile *profile_of(const struct job *j)
{
    const struct rt_options *o = &j->check->o;
    const struct rt_profile *found = rt_intake_profile(j->intake);

    return found ? found : o->has_profile ? &o->profile : &o->fallback;
}

/* --- what the intake says ------------------------------------------------- */

static enum rt_status take_finding(
    struct job *j, const struct rt_finding *f, struct rt_error *err)
{
    /* Of two versions only what differs is reported. */
    if (j->check->o.against
        && rt_intake_input(j->intake)->state != RT_INPUT_FAILED)
        return RT_OK;
    /* check reads what merge leaves out; and the audit of treatment reports the
     * marks of a report (PL101, PL102). */
    if (f->code == RT_TP102 || f->code == RT_PL650 || f->code == RT_PL732
        || f->code == RT_VA702)
        return RT_OK;
    if (f->code == RT_VA408)
        return keep_medium(j, f, err);
    if (is_known(f->code))
        RT_TRY(keep_known(j, f, err));
    if (rt_audit_takes(f->code))
        return RT_OK;
    RT_TRY(note_said(j, f, err));
    return rt_ledger_add_finding(j->check->ledger, j->id, f, err);
}

static enum rt_status keep_row(
    struct job *j, const struct rt_entry *e, struct rt_error *err)
{
    const struct rt_risk *risk = &e->risk;

    RT_NEED(RT_ARENA_GROW(&j->arena, j->rows, j->row_count, j->row_cap), err);
    j->rows[j->row_count++] = (struct rt_audit_row){.sheet = e->sheet_index,
        .row = risk->where.row,
        .scores = risk->scores,
        .result = risk->result,
        .residual_importance = risk->residual_importance,
        .residual_likelihood = risk->residual_likelihood,
        .residual_level = risk->residual_level,
        .retained = risk->treatment == RT_RETAIN,
        .medium = rt_medium_term((size_t)rt_medium_index(risk->medium)),
        .department = rt_arena_str(&j->arena, risk->department)};
    return j->rows[j->row_count - 1].department.p ? RT_OK : rt_fail_nomem(err);
}

/* For the comparison with --assets, else with the lists of the run. */
static enum rt_status keep_asset(
    struct job *j, const struct rt_entry *e, struct rt_error *err)
{
    struct rt_check *c = j->check;
    struct rt_asset_row row = {.risk = &e->risk,
        .layout = rt_intake_layout(j->intake, e->sheet_index),
        .undecided = rt_intake_profile(j->intake) == &c->o.fallback,
        .profile = profile_of(j)};

    if (c->assets)
        return j->is_list ? RT_OK : rt_asset_set_add(c->assets, &row, err);
    return row.layout->form == RT_FORM_REPORT
               ? rt_asset_set_add(c->own, &row, err)
               : RT_OK;
}

static enum rt_status take_risk(
    struct job *j, const struct rt_entry *e, struct rt_error *err)
{
    RT_TRY(rt_ledger_add_risk(
        j->check->ledger, j->id, e->sheet_index, &e->risk, err));
    RT_TRY(keep_asset(j, e, err));
    return keep_row(j, e, err);
}

static enum rt_status take_entries(struct job *j, struct rt_error *err)
{
    struct rt_entry entry;
    enum rt_status rc = RT_OK;

    while (rc == RT_OK
           && (rc = rt_intake_next(j->intake, &entry, err)) == RT_ROW) {
        rc = RT_OK;
        if (entry.kind == RT_ENTRY_RISK && !j->check->o.against)
            rc = take_risk(j, &entry, err);
        else if (entry.kind == RT_ENTRY_FINDING)
            rc = take_finding(j, &entry.finding, err);
    }
    return rc == RT_END ? RT_OK : rc;
}

static enum rt_status read_intake(struct job *j, struct rt_error *err)
{
    const struct rt_options *o = &j->check->o;
    struct rt_intake_request request = rt_request(o, j->file, NULL);

    request.grid_cells = o->limits.cells;
    request.threads = o->jobs > 1;
    return rt_intake_read(&request, &j->intake, err);
}

/* --- the audits ----------------------------------------------------------- */

static enum rt_status put_finding(
    void *context, const struct rt_finding *f, struct rt_error *err)
{
    struct job *j = context;
    struct rt_finding whole = *f;

    if (f->code == RT_TP510)
        drop_medium(j, f);
    if (whole.department.n == 0)
        whole.department = rt_intake_input(j->intake)->department;
    if (whole.where.file.n == 0)
        whole.where.file = rt_str(j->file->name);
    RT_TRY(note_said(j, f, err));
    return rt_ledger_add_finding(j->check->ledger, j->id, &whole, err);
}

/* A level that is no product of its row may be stale or typed over too. */
static enum rt_status put_treatment(
    void *context, const struct rt_finding *f, struct rt_error *err)
{
    return rt_audit_takes(f->code) ? keep_known(context, f, err)
                                   : put_finding(context, f, err);
}

static enum rt_status note_sheets(struct job *j, struct rt_error *err)
{
    for (size_t i = 0; i < rt_intake_sheet_count(j->intake); i++)
        RT_TRY(rt_ledger_add_sheet(
            j->check->ledger, j->id, i, rt_intake_sheet(j->intake, i), err));
    return RT_OK;
}

/* An asset's importance, where its row shows none but the computed one. */
static int importance_of(const struct rt_audit *a,
    const struct rt_layout *layout, size_t sheet, const struct rt_row *row)
{
    const struct rt_audit_row *r = rt_audit_row_at(a, sheet, row->number);
    const struct rt_cell *cell = rt_cell_of(layout, row, RT_F_IMPORTANCE);
    int shown;

    if (!r || rt_cell_blank(cell))
        return r ? r->result.importance : RT_UNKNOWN;
    shown = rt_score_of(
        a->vocab, cell, a->profile->scale_min, a->profile->scale_max);
    return shown == r->result.importance ? shown : RT_UNKNOWN;
}

/* By the rule of the profile, as far as the row was accepted. */
static bool is_important(
    const struct rt_audit *a, size_t sheet, const struct rt_row *row)
{
    const struct rt_audit_row *r = rt_audit_row_at(a, sheet, row->number);
    struct rt_risk risk = {0};

    if (!r)
        return false;
    risk.scores = r->scores;
    risk.result = r->result;
    return rt_is_important_asset(a->profile, &risk);
}

static enum rt_status take_asset(struct job *j, const struct rt_audit *a,
    size_t sheet, const struct rt_row *row, struct rt_error *err)
{
    const struct rt_layout *l = &a->tables[sheet].layout;
    const struct rt_listed_asset asset
        = {.where = {.file = rt_str(j->file->name),
               .sheet = rt_grid_sheet(a->grid, sheet)->name,
               .row = row->number,
               .col = (uint32_t)l->col_of[RT_F_NO] + 1,
               .csv = a->csv},
            .alone = j->check->files.count == 1,
            .number = rt_cell_text(rt_cell_of(l, row, RT_F_NO)),
            .name = rt_cell_text(rt_cell_of(l, row, RT_F_ASSET)),
            .unit = rt_cell_text(rt_cell_of(l, row, RT_F_MANAGED_BY)),
            .department = a->department,
            .owner = rt_cell_text(rt_cell_of(l, row, RT_F_OWNER)),
            .importance = importance_of(a, l, sheet, row),
            .important = is_important(a, sheet, row),
            .profile = a->profile};

    return rt_asset_set_list(j->check->own, &asset, err);
}

/* The assets of its lists by their numbers, also of rows that were not
 * accepted. */
static enum rt_status take_numbers(
    struct job *j, const struct rt_audit *a, size_t sheet, struct rt_error *err)
{
    const struct rt_table *t = &a->tables[sheet];
    size_t n = rt_grid_row_count(a->grid, sheet);

    for (size_t i = 0;
         i < n && rt_table_is_assessed(t) && t->layout.form == RT_FORM_LEDGER;
         i++) {
        const struct rt_row *row = rt_grid_row(a->grid, sheet, i);
        if (t->lines[i] == RT_LINE_DATA
            && !rt_cell_blank(rt_cell_of(&t->layout, row, RT_F_NO)))
            RT_TRY(take_asset(j, a, sheet, row, err));
    }
    return RT_OK;
}

static enum rt_status keep_numbers(
    struct job *j, const struct rt_audit *a, struct rt_error *err)
{
    for (size_t i = 0; j->check->own && i < rt_grid_sheet_count(a->grid); i++)
        RT_TRY(take_numbers(j, a, i, err));
    return RT_OK;
}

static enum rt_status audit_file(struct job *j, struct rt_error *err)
{
    const struct rt_options *o = &j->check->o;
    struct rt_audit audit = {.vocab = o->vocab,
        .profile = profile_of(j),
        .lang = o->lang,
        .now = o->now,
        .deputies = (const char *const *)o->deputies,
        .deputy_count = o->deputy_count,
        .formula_cells = o->limits.formula_cells,
        .assets = j->check->assets ? j->check->assets : j->check->own,
        .rows = j->rows,
        .row_count = j->row_count,
        .sink = {.context = j}};

    RT_TRY(rt_audit_begin(&audit, j->intake, &j->arena, err));
    RT_TRY(note_sheets(j, err));
    audit.sink.put = put_finding;
    if (j->check->o.against)
        return rt_audit_against(&j->check->old, &audit, &j->arena, err);
    audit.sink.put = put_treatment;
    RT_TRY(rt_audit_treatment(&audit, j->check->treatment, err));
    audit.sink.put = put_finding;
    RT_TRY(keep_numbers(j, &audit, err));
    RT_TRY(rt_audit_formulas(&audit, j->known, j->count, err));
    RT_TRY(rt_audit_structure(&audit, err));
    return audit_trace(j, &audit, err);
}

/* --- a file that cannot be held in memory --------------------------------- */

static enum rt_status report_known(struct job *j, struct rt_error *err)
{
    for (size_t i = 0; i < j->count; i++) {
        if (rt_audit_takes(j->known[i].code))
            RT_TRY(rt_ledger_add_finding(
                j->check->ledger, j->id, &j->known[i], err));
    }
    return report_media(j, err);
}

/* What the intake could read and the grid could not: over --limit-cells, or
 * changed on the way. Earlier findings are kept. */
static enum rt_status report_failure(
    struct job *j, const struct rt_error *failed, struct rt_error *err)
{
    struct rt_input input = *rt_intake_input(j->intake);
    struct rt_finding f = {.code = (enum rt_code)failed->code,
        .where.sheet = rt_str(failed->sheet),
        .where.row = failed->row,
        .where.col = failed->col,
        .where.csv = rt_str_is(input.format, "csv")};
    const struct rt_sink sink = {j, put_finding};
    struct rt_str args[RT_FINDING_ARGS];
    enum rt_status rc;

    rt_finding_args(failed, j->check->o.lang, args);
    rc = rt_finding_put(&f, j->check->o.lang, args, &sink, err);
    input.state = RT_INPUT_FAILED;
    RT_THEN(rc, report_known(j, err));
    RT_THEN(rc, rt_ledger_update_input(j->check->ledger, j->id, &input, err));
    return rc;
}

/* --- one file ------------------------------------------------------------- */

static enum rt_status take_intake(struct job *j, struct rt_error *err)
{
    struct rt_check *c = j->check;
    const struct rt_input *input = rt_intake_input(j->intake);
    struct rt_error failed = {0};
    enum rt_status rc = rt_ledger_add_input(c->ledger, input, &j->id, err);

    if (rc == RT_OK && input->state != RT_INPUT_FAILED)
        rc = rt_ledger_add_profile(c->ledger, profile_of(j), err);
    RT_THEN(rc, take_entries(j, err));
    RT_THEN(rc, rt_ledger_update_input(c->ledger, j->id, input, err));
    if (rc != RT_OK || input->state == RT_INPUT_FAILED)
        return rc;
    rc = audit_file(j, &failed);
    if (rc == RT_OK)
        return report_media(j, err);
    if (rt_is_of_file(&failed))
        return report_failure(j, &failed, err);
    if (err)
        *err = failed;
    return rc;
}

enum rt_status rt_check_file(struct rt_check *c, size_t i, struct rt_error *err)
{
    struct job j = {.check = c, .file = &c->files.list[i]};
    enum rt_status rc;

    rt_arena_init(&j.arena);
    j.is_list = c->o.assets && rt_same_file(c->o.assets, j.file->path);
    rc = read_intake(&j, err);
    RT_THEN(rc, take_intake(&j, err));
    c->ids[i] = j.id;
    rt_intake_free(j.intake);
    rt_arena_fini(&j.arena);
    rt_intern_fini(&j.sheets);
    free(j.said);
    return rc;
}
